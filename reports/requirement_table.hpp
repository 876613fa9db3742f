#pragma once
// The table of requirements in a text report.

#include "reports/excerpt.hpp"
#include "reports/run_report.hpp"

#include <ostream>

namespace a6::reports {

// With parts of the rulebook: part by part an account, and only the requirements that are open or not met. Without:
// every requirement that was matched against anything, and the ids of the others.
void write_requirement_table(run_report const& report, palette const& p, std::ostream& out);

}  // namespace a6::reports
