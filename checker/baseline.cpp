#include "checker/baseline.hpp"

#include "dsl/decimal.hpp"
#include "reports/gone.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
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

// What was accepted for 40 ITMOs was not accepted for 1 000, nor a query as an error. A quantity that is confidential
// now cannot be compared.
bool is_worse(reports::finding const& now, reports::finding const& before) {
    if (now.severity < before.severity) return true;
    if (!now.quantity || now.quantity->confidential) return false;
    if (!before.quantity || before.quantity->confidential || before.quantity->unit != now.quantity->unit) return true;
    auto const was = dsl::parse_decimal(before.quantity->value);
    auto const is = dsl::parse_decimal(now.quantity->value);
    return !was.value || !is.value || *was.value < *is.value;
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
    std::unordered_map<std::string_view, reports::finding const*> before;
    std::unordered_set<std::string_view> now;
    for (auto const& f : earlier.report.findings) before.emplace(f.id, &f);
    for (auto& f : report.findings) {
        now.insert(f.id);
        auto const known = before.find(f.id);
        f.baseline = known == before.end()         ? reports::baseline_state::fresh
                     : is_worse(f, *known->second) ? reports::baseline_state::worse
                                                   : reports::baseline_state::unchanged;
        ++(*f.baseline == reports::baseline_state::fresh   ? out.fresh
           : *f.baseline == reports::baseline_state::worse ? out.worse
                                                           : out.unchanged);
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
