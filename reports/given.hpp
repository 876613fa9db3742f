#pragma once
// What was given, before what was found: Parties, years, versions, gaps.

#include "reports/excerpt.hpp"
#include "reports/run_report.hpp"

#include <ostream>

namespace a6::reports {

// One line for each Party; nothing where a single filing was given.
void write_given(run_report const& report, palette const& p, std::ostream& out);

}  // namespace a6::reports
