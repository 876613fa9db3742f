#pragma once
// What of a report is listed one by one, and how much is not: a report stays readable and small whatever was filed.

#include "reports/run_report.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

namespace a6::reports {

// Findings of one rule and severity that are not listed. Points into the report.
struct rest {
    std::string_view rule;
    reports::severity severity = reports::severity::error;
    std::uint64_t count = 0;           // exact
    std::vector<finding const*> held;  // those that the report holds; of the others it knows nothing but their number
};

struct listed_findings {
    std::vector<finding const*> list;       // in the order of the report, so the most severe first
    std::vector<reports::rest> not_listed;  // by rule, then severity; exact
};

// The first `per_rule` findings of each rule; 0: all that the report holds. What was set aside is always listed and not
// counted among them. Where there is a baseline, new findings come before those it has.
listed_findings listed(run_report const& report, std::size_t per_rule);

// Lets through the first `per_rule` things of each rule, 0: all, and counts the others. For everything but findings.
class first_of_rule {
public:
    explicit first_of_rule(std::size_t per_rule) : per_rule_{per_rule} {}

    bool lets_through(std::string_view rule, std::uint64_t weight = 1);
    // Things that are not there to be let through.
    void count(std::string_view rule, std::uint64_t things) { rest_[rule].things += things; }

    // What was not let through, by rule.
    struct counted {
        std::uint64_t things = 0;
        std::uint64_t weight = 0;  // sum of their weights: rows of groups
    };
    std::map<std::string_view, counted> const& rest() const { return rest_; }

private:
    std::size_t per_rule_;
    std::map<std::string_view, std::size_t> seen_;
    std::map<std::string_view, counted> rest_;
};

}  // namespace a6::reports
