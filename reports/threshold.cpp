#include "reports/threshold.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

bool reaches(severity s, write_options const& options) { return options.fails_from && s <= *options.fails_from; }

}  // namespace

bool fails(finding const& f, write_options const& options) {
    return reaches(f.severity, options) && !f.waived &&
           (!options.fails_for_new_only || f.baseline != baseline_state::unchanged);
}

bool fails(rest const& r, write_options const& options) {
    // What a waiver or the baseline names is always held: the others are new.
    return (r.count > r.held.size() && reaches(r.severity, options)) ||
           std::any_of(r.held.begin(), r.held.end(), [&](finding const* f) { return fails(*f, options); });
}

bool fails(run_report const& report, write_options const& options) {
    return std::any_of(report.findings.begin(), report.findings.end(),
                       [&](finding const& f) { return fails(f, options); }) ||
           std::any_of(report.beyond.begin(), report.beyond.end(),
                       [&](not_kept const& n) { return n.severity && reaches(*n.severity, options); });
}

}  // namespace a6::reports
