#include "checker/baseline.hpp"

#include "reports/gone.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace a6::checker {

namespace {

// "Table 3 Actions!E9", "14:25"
std::string place_of(reports::location const& at) {
    if (!at.cell.empty()) return at.sheet + '!' + at.cell;
    if (at.line != 0) return std::to_string(at.line) + ':' + std::to_string(at.column);
    return at.table;
}

}  // namespace

std::vector<read_error> unfit_as_baseline(earlier_report const& earlier, reports::language const& say) {
    auto out = earlier.errors;
    auto const refuse = [&](char const* code, std::string message, std::string help) {
        out.push_back({earlier.file, code, std::move(message), std::move(help), 0, 0});
    };
    if (!out.empty()) return out;
    if (earlier.failures != 0)
        refuse("R105",
               say("as a baseline the report says too little: not everything that was given could be checked ({})",
                   earlier.failures),
               say("mend what its `failures` name, and make the report again"));
    if (earlier.findings_cut == 0) return out;
    std::string rules;
    for (auto const& rule : earlier.rules_cut) rules += (rules.empty() ? "" : ", ") + rule;
    refuse("R106",
           rules.empty()
               ? say("as a baseline the report says too little; findings that are counted and not listed: {}",
                     earlier.findings_cut)
               : say("as a baseline the report says too little; findings that are counted and not listed: {}, of {}",
                     earlier.findings_cut, rules),
           say("make it again with --findings-per-rule all"));
    return out;
}

void apply_baseline(reports::run_report& report, earlier_report const& earlier) {
    reports::baseline out;
    out.file = earlier.file;
    out.sha256 = earlier.sha256;
    out.as_of = earlier.report.as_of;
    out.other_rulebook = earlier.report.rulebook_sha256 != report.rulebook_sha256;
    std::unordered_set<std::string> before, now;
    for (auto const& f : earlier.report.findings) before.insert(f.id);
    for (auto& f : report.findings) {
        now.insert(f.id);
        bool const known = before.count(f.id) != 0;
        f.baseline = known ? reports::baseline_state::unchanged : reports::baseline_state::fresh;
        ++(known ? out.unchanged : out.fresh);
    }
    // What the baseline has was kept; what was not is new.
    for (auto const& n : report.beyond)
        if (n.severity) out.fresh += n.count;
    reports::gone_findings const gone{earlier.report, report, true};
    for (auto const& f : earlier.report.findings) {
        if (now.count(f.id)) continue;
        reports::gone_finding g{f.id, f.rule, f.severity, f.message, {}, {}, gone.why(f)};
        if (!f.locations.empty()) {
            g.file = f.locations.front().file;
            g.place = place_of(f.locations.front());
        }
        out.gone.push_back(std::move(g));
    }
    report.baseline = std::move(out);
}

}  // namespace a6::checker
