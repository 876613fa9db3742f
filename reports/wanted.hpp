#pragma once
// What would decide most, as people read it.

#include "reports/excerpt.hpp"
#include "reports/run_report.hpp"

#include <ostream>

namespace a6::reports {

// Lines of the list that people read; JSON has it all.
inline constexpr std::size_t wanted_lines = 10;

// A table: rows that are decided, rows that wait, ITMOs of those, the document or cell. Nothing where nothing is
// undecided.
void write_wanted(wanted_list const& list, language const& say, palette const& p, std::ostream& out);

// "the annual information of CHE for 2024", or the field with its place.
std::string wanted_words(wanted const& w, language const& say);
// How many are not in the first `wanted_lines`, and what waits for neither document nor cell; empty where all is said.
std::string rest_words(wanted_list const& list, language const& say);

}  // namespace a6::reports
