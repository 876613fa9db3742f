#pragma once
// Byte offsets of a text file to lines and columns for people.

#include <cstdint>
#include <string_view>
#include <vector>

namespace a6::checker {

struct text_position {
    std::uint32_t line = 1;    // from 1
    std::uint32_t column = 1;  // from 1, in Unicode code points
};

// Byte offset of the first byte of each line; the first entry is 0. Lines end with LF.
std::vector<std::uint32_t> line_starts_of(std::string_view text);

// `line_starts` belongs to `text`; an offset behind the end counts as the end. A byte order mark has no column.
text_position position_in(std::string_view text, std::vector<std::uint32_t> const& line_starts, std::size_t offset);

}  // namespace a6::checker
