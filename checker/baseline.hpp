#pragma once
// The report of an earlier run as the baseline of this one: which findings are new, which it has, which are gone.

#include "checker/earlier_report.hpp"
#include "reports/run_report.hpp"

#include <string>
#include <vector>

namespace a6::checker {

// Why the report cannot be a baseline: it could not be read, it lists not every finding, or that run had failures; with
// how to mend it. Empty: it can.
std::vector<read_error> unfit_as_baseline(earlier_report const& earlier, reports::language const& say);

// Marks every finding of the report and lists those that are gone. What the baseline lists must have been kept where it
// was found: run_options::always_kept.
void apply_baseline(reports::run_report& report, earlier_report const& earlier);

}  // namespace a6::checker
