#pragma once
// What was set aside and what changed since an earlier report, for people.

#include "reports/excerpt.hpp"
#include "reports/run_report.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace a6::reports {

// Lines of one finding: who set it aside until when and why; whether it is new.
std::vector<std::string> standing_of(finding const& f, run_report const& report);

// The findings of the baseline that are gone, each with what that means; an empty line behind them.
void write_gone(run_report const& report, palette const& p, std::ostream& out);

// Lines for the end of a report: how many are set aside, and how many are new, unchanged, gone.
std::vector<std::string> standing_of(run_report const& report);

}  // namespace a6::reports
