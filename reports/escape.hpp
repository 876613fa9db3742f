#pragma once
// Texts of filings on their way into a report. A filing may hold anything: what would move a cursor, change a colour,
// turn the direction of a line or end a JSON string must come out as plain characters.

#include <cstddef>
#include <string>
#include <string_view>

namespace a6::reports {

// One character as a terminal shows it.
struct shown_character {
    std::string text;       // itself, or its escape: \n \x1b \u202e \U000e0001; a byte that is not UTF-8: \xff
    std::size_t width = 0;  // columns: 0 for combining characters, 2 for wide ones
};

// Takes the first character off `rest`, which is not empty. Control characters, invisible format characters (except the
// two joiners that scripts need) and line separators come back escaped.
shown_character take_character(std::string_view& rest);

// The whole text on one line, safe for a terminal.
std::string printable(std::string_view text);
// The same, cut after `columns` columns; what is cut off is replaced by three points.
std::string printable(std::string_view text, std::size_t columns);
// How many columns printable(text) takes.
std::size_t display_width(std::string_view text);

// Appends `text` as a JSON string with its quotes. Always valid UTF-8: bytes that are not come out as U+FFFD; control
// and invisible format characters as \u escapes.
void append_json_string(std::string& out, std::string_view text);

}  // namespace a6::reports
