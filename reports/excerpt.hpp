#pragma once
// Where a finding points, drawn for people: the place on one line, then the lines of the input around it.

#include "reports/run_report.hpp"

#include <cstddef>
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
std::string place(location const& l);

// Width of the column before "|" that fits every line number and cell of these locations.
std::size_t gutter_width(std::vector<location> const& locations);

// Arrow, place and excerpt; "-->" for the first location of a block, ":::" for the others.
void draw_location(location const& l, bool first, std::size_t gutter, palette const& p, std::ostream& out);

}  // namespace a6::reports
