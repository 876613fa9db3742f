#pragma once
// Cells of CSV (RFC 4180) for spreadsheets.

#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

// Spreadsheet programs take a file without it for the machine's own code page.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// The text as a quoted cell that no spreadsheet reads as a formula: what a filing holds must not run. A blank comes
// before a character that begins a formula (= + - @, narrow or wide) at the beginning of the cell or right behind what
// another program may take for the beginning of one: a comma, a semicolon, a vertical line, a quotation mark. Bare
// numbers stay as they are. Line breaks and hidden characters come out as escapes: \n.
std::string csv_cell(std::string_view text);

// The cells, commas between them and the end of the line.
std::string csv_line(std::vector<std::string> const& cells);

}  // namespace a6::reports
