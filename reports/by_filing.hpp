#pragma once
// What the rules of a run came to, filing by filing: for formats in which each rule passes, fails or is left open.

#include "reports/listed.hpp"
#include "reports/run_report.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace a6::reports {

// Undecided rows in one filing.
struct open_group {
    undecided const* group = nullptr;
    location const* at = nullptr;  // its first place in this filing; none where it names no place
};

// Of one rule, where something was found or left open. Points into the report.
struct rule_result {
    std::string_view rule;
    std::string_view title;
    std::vector<finding const*> findings;
    std::vector<reports::rest> not_listed;  // findings that are only counted
    std::vector<open_group> open;
    std::uint64_t open_rows_unlisted = 0;  // undecided rows of which no group tells
};

struct filing_results {
    filing_outcome const* filing = nullptr;
    std::vector<rule_result> rules;  // by id
};

struct results_by_filing {
    std::vector<filing_results> filings;  // in the order of the report; also those in which nothing was found
    // By rule: findings and groups in no filing of the run, and what is only counted.
    std::vector<rule_result> elsewhere;
    // Rules that passed wherever they were asked, in all filings. Whoever is in none of these lists was not asked, or
    // applied nowhere.
    std::vector<rule_outcome const*> passed;
};

// A finding belongs to the filing of its subject; a group of undecided rows to each filing in which it names a place.
results_by_filing by_filing(run_report const& report, std::size_t findings_per_rule);

}  // namespace a6::reports
