#include "reports/by_filing.hpp"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace a6::reports {

namespace {

class collector {
public:
    explicit collector(run_report const& report) : report_{report} {
        rules_.resize(report.filings.size() + 1);
        for (std::size_t i = 0; i < report.filings.size(); ++i) places_.emplace(report.filings[i].id, i);
        for (rule_outcome const& r : report.rules) outcomes_.emplace(r.rule, &r);
    }

    void add(finding const& f) {
        auto const place = f.locations.empty() ? elsewhere() : place_of(f.locations.front());
        result(place, f.rule, f.title).findings.push_back(&f);
    }

    void add(rest const& r) {
        std::string_view const title = r.held.empty() ? title_of(r.rule) : std::string_view{r.held.front()->title};
        result(elsewhere(), r.rule, title).not_listed.push_back(r);
    }

    void add(undecided const& u) {
        std::map<std::size_t, location const*> places;
        for (location const& l : u.locations) places.emplace(place_of(l), &l);
        if (places.empty()) places.emplace(elsewhere(), nullptr);
        for (auto const& [place, at] : places) result(place, u.rule, u.title).open.push_back({&u, at});
    }

    void add_open(std::string_view rule, std::uint64_t rows) {
        result(elsewhere(), rule, title_of(rule)).open_rows_unlisted = rows;
    }

    // A rule that counts what no list tells of has not passed.
    void add_untold(rule_outcome const& r) {
        if (told_.contains(r.rule)) return;
        if (r.failed != 0) {
            reports::rest untold;
            untold.rule = r.rule;
            untold.severity = r.severity;
            untold.count = r.failed;
            result(elsewhere(), r.rule, r.title).not_listed.push_back(std::move(untold));
        }
        if (r.undecided != 0) add_open(r.rule, r.undecided);
    }

    results_by_filing take() {
        results_by_filing out;
        for (std::size_t i = 0; i < report_.filings.size(); ++i)
            out.filings.push_back({&report_.filings[i], listed_results(i)});
        out.elsewhere = listed_results(elsewhere());
        for (rule_outcome const& r : report_.rules)
            if (r.passed != 0 && !told_.contains(r.rule)) out.passed.push_back(&r);
        return out;
    }

private:
    std::size_t elsewhere() const { return report_.filings.size(); }

    std::size_t place_of(location const& l) const {
        auto const found = places_.find(l.filing);
        return found == places_.end() ? elsewhere() : found->second;
    }

    std::string_view title_of(std::string_view rule) const {
        auto const found = outcomes_.find(rule);
        return found == outcomes_.end() ? std::string_view{} : std::string_view{found->second->title};
    }

    rule_result& result(std::size_t place, std::string_view rule, std::string_view title) {
        told_.insert(rule);
        rule_result& r = rules_[place][rule];
        r.rule = rule;
        if (r.title.empty()) r.title = title;
        return r;
    }

    std::vector<rule_result> listed_results(std::size_t place) {
        std::vector<rule_result> out;
        for (auto& [rule, r] : rules_[place]) out.push_back(std::move(r));
        return out;
    }

    run_report const& report_;
    std::unordered_map<std::string_view, std::size_t> places_;  // by id of the filing
    std::unordered_map<std::string_view, rule_outcome const*> outcomes_;
    std::vector<std::map<std::string_view, rule_result>> rules_;  // per filing; the last: elsewhere
    std::set<std::string_view> told_;
};

}  // namespace

results_by_filing by_filing(run_report const& report, std::size_t findings_per_rule) {
    collector all{report};
    auto const findings = listed(report, findings_per_rule);
    for (finding const* f : findings.list) all.add(*f);
    for (rest const& r : findings.not_listed) all.add(r);
    first_of_rule open{findings_per_rule};
    for (undecided const& u : report.undecided)
        if (open.lets_through(u.rule, u.rows)) all.add(u);
    for (auto const& left : open.rest()) all.add_open(left.first, left.second.weight);
    for (rule_outcome const& r : report.rules) all.add_untold(r);
    return all.take();
}

}  // namespace a6::reports
