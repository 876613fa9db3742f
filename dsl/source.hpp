#pragma once
// Text of a rulebook with positions. Positions are byte offsets; line and column are computed only for people.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a6::dsl {

// Half-open range of byte offsets in one source file.
struct span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend bool operator==(span const&, span const&) = default;
};

using file_index = std::uint16_t;

struct location {
    file_index file = 0;
    span where;
    friend bool operator==(location const&, location const&) = default;
};

// 1-based line; 1-based column counted in Unicode code points.
struct line_column {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

class source_file {
public:
    source_file() = default;
    source_file(std::string name, std::string text);

    std::string const& name() const { return name_; }
    std::string const& text() const { return text_; }
    std::string_view slice(span where) const;
    line_column position(std::uint32_t offset) const;
    // The whole line that holds `offset`, without its line end.
    std::string_view line_at(std::uint32_t offset) const;

private:
    std::string name_;
    std::string text_;
    std::vector<std::uint32_t> line_starts_;
};

// Offset of the first byte that is not valid UTF-8 (or is a NUL), or npos.
std::size_t first_invalid_utf8(std::string_view text);

}  // namespace a6::dsl
