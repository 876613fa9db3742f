#include "reports/listed.hpp"

#include <tuple>
#include <unordered_map>
#include <utility>

namespace a6::reports {

listed_findings listed(run_report const& report, std::size_t per_rule) {
    std::vector<bool> chosen(report.findings.size(), per_rule == 0);
    if (per_rule != 0) {
        std::unordered_map<std::string_view, std::size_t> taken;
        auto const take = [&](bool unchanged) {
            for (std::size_t n = 0; n < chosen.size(); ++n) {
                finding const& f = report.findings[n];
                if (f.waived)
                    chosen[n] = true;
                else if ((f.baseline == baseline_state::unchanged) == unchanged && taken[f.rule] < per_rule) {
                    ++taken[f.rule];
                    chosen[n] = true;
                }
            }
        };
        take(false);
        take(true);
    }
    listed_findings out;
    std::map<std::tuple<std::string_view, severity>, reports::rest> rest;
    for (std::size_t n = 0; n < chosen.size(); ++n)
        if (chosen[n])
            out.list.push_back(&report.findings[n]);
        else
            rest[{report.findings[n].rule, report.findings[n].severity}].held.push_back(&report.findings[n]);
    for (auto& [of, r] : rest) r.count = r.held.size();
    for (not_kept const& n : report.beyond)
        if (n.severity) rest[{n.rule, *n.severity}].count += n.count;
    for (auto& [of, r] : rest) {
        std::tie(r.rule, r.severity) = of;
        out.not_listed.push_back(std::move(r));
    }
    return out;
}

bool first_of_rule::lets_through(std::string_view rule, std::uint64_t weight) {
    if (per_rule_ == 0 || ++seen_[rule] <= per_rule_) return true;
    counted& c = rest_[rule];
    ++c.things;
    c.weight += weight;
    return false;
}

}  // namespace a6::reports
