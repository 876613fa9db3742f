#pragma once
// What spreadsheet programs ask of a workbook's package before they open it without repair, as far as annotated copies
// touch it.

#include "tests/support/zip_builder.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace a6::test_support {

// The parts of an archive, in its order.
zip_parts unzip(std::string_view bytes);
// The part's text; empty if there is none.
std::string part(zip_parts const& parts, std::string_view name);

// Every fault, in words; empty if the package is good:
// content types for every part and for no other; relationships with different ids and with targets that exist;
// references to them that resolve; sheets with different names and numbers; elements of sheets in the order of the
// format; rows and cells in rising order; formats, fonts, fills, borders and shared strings that exist; links to sheets
// that exist; comments on different cells, by authors that exist, each with a shape; shapes with different numbers;
// texts no longer than a cell takes.
std::vector<std::string> faults_of_package(zip_parts const& parts);

// One comment: "F9: its text".
std::vector<std::string> comments_of(zip_parts const& parts, std::string_view sheet_name);
// The part of a sheet.
std::string sheet_part(zip_parts const& parts, std::string_view sheet_name);

}  // namespace a6::test_support
