#pragma once
// A place in a filing, as every JSON format writes it.

#include "reports/json_writer.hpp"
#include "reports/run_report.hpp"

#include <string_view>

namespace a6::reports {

// {"role", "filing", "file", "party"?, "table"?, "row"?, "field"?, "label"?, "value"?, "confidential"?, "sheet"?,
// "cell"?,
//  "line"?, "column"?}; inside a list the key is empty.
void write_location(json_writer& json, std::string_view key, location const& l);

}  // namespace a6::reports
