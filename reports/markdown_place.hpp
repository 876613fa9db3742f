#pragma once
// A place in a filing as a sentence of Markdown names it.

#include "reports/run_report.hpp"

#include <string>

namespace a6::reports {

// "THA_2025.xml, line 412, Actions, row 3" or "CHE_2025.xlsx, sheet Table 3 Actions, cell E9, row 1"
std::string markdown_place(location const& l, language const& say);

}  // namespace a6::reports
