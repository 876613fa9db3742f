#pragma once
// Where a finding points, drawn for people: the place on one line, then the lines of the input around it.

#include "reports/run_report.hpp"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

// The escape sequences of a terminal, or nothing.
struct palette {
    std::string_view error, warning, query, undecided, good, frame, bold, off;
};
palette const& colours(bool on);

// "THA.xml:412:18  Actions, row 37, Action date" or "CHE.xlsx  Table 3 Actions!E9, row 1, Action date"
std::string place(location const& l, language const& say);

// A block of locations: arrow, place and excerpt of each, "-->" for the first, ":::" for the others. Places that follow
// each other on one line share its excerpt.
void draw_locations(std::vector<location> const& all, language const& say, palette const& p, std::ostream& out);

}  // namespace a6::reports
