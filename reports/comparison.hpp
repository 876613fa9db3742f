#pragma once
// What a new set of filings closed, left open and opened, against an old one: findings by their identity, which does
// not depend on versions or places.

#include "reports/run_report.hpp"

#include <cstddef>
#include <ostream>
#include <vector>

namespace a6::reports {

struct comparison {
    std::vector<finding const*> closed;  // as the old run told them
    // No longer found, yet not mended either: a filing that it stands in, is held against or rests on is not there any
    // more in any version, could not be read, or the rule is undecided about that Party, or not every finding of the
    // new run is listed. Never counted as closed.
    std::vector<finding const*> untold;
    std::vector<finding const*> open;    // in both, as the new run tells them
    std::vector<finding const*> opened;  // only in the new run
};

// Both reports must outlive the result.
comparison compare(run_report const& before, run_report const& after);

// For people: by Party, then what became of each finding.
void write_comparison_text(run_report const& before, run_report const& after, std::ostream& out);
// For programs: a6check-comparison/1.
void write_comparison_json(run_report const& before, run_report const& after, std::ostream& out);

}  // namespace a6::reports
