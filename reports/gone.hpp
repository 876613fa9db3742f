#pragma once
// Why a finding of an earlier run is not in a later one: mended, or only not found.

#include "reports/run_report.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace a6::reports {

class gone_findings {
public:
    // Of `before` the filings are needed. Both must outlive this. `all_kept`: what `before` found and `after` finds is
    // in the list of `after`, whatever number of findings a run keeps.
    gone_findings(run_report const& before, run_report const& after, bool all_kept = false);

    // Of a finding of `before` that is not in `after`.
    gone_because why(finding const& f) const;

private:
    using key = std::tuple<std::vector<std::string>, std::string, std::string>;
    static key key_of(filing_outcome const& f) { return {f.kind, f.party, f.reported_year}; }
    void note_undecided(run_report const& after);

    std::map<std::string_view, key> old_keys_;  // by id of the filing
    std::set<key> filed_;
    std::set<std::string_view> rules_;
    std::set<std::string> undecided_anywhere_, not_all_kept_;  // rules
    std::set<std::pair<std::string, key>> undecided_;          // rule, and the filing it is undecided about
    std::set<key> failed_in_part_;
    bool failed_ = false;
};

}  // namespace a6::reports
