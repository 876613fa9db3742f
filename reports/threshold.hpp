#pragma once
// What makes a run fail: findings from a severity on, but for what was set aside, and where only new ones count, for
// what the baseline has.

#include "reports/listed.hpp"
#include "reports/run_report.hpp"
#include "reports/writer.hpp"

namespace a6::reports {

bool fails(finding const& f, write_options const& options);
// One of these findings does.
bool fails(rest const& r, write_options const& options);
bool fails(run_report const& report, write_options const& options);

}  // namespace a6::reports
