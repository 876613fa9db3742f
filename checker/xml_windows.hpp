#pragma once
// Where the rows of large tables stand in an XML text, so that they can be parsed a window at a time.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace a6::checker {

// Elements whose child elements are rows.
struct xml_containers {
    std::size_t depth = 0;                // 0 is the root
    std::vector<std::string_view> names;  // without prefix
    // Of a window. Parsed, it takes about twice its bytes, and its nodes are visited several times: it should fit into
    // a processor's cache.
    std::size_t window_bytes = std::size_t{32} << 10;

    bool hold(std::string_view qualified_name) const;
};

// Consecutive rows in one container with nothing but white space between them: at least one, otherwise as many as it
// takes to reach the size of a window.
struct xml_window {
    std::uint32_t begin = 0;  // byte offsets
    std::uint32_t end = 0;
    std::uint32_t rows = 0;
    std::uint32_t run = 0;  // index of the run it belongs to
};

// Windows that follow one another with nothing but white space between them.
struct xml_run {
    std::uint32_t first = 0;  // windows [first, end)
    std::uint32_t end = 0;
};

// Notes windows and runs while the rows of a text are found one after the other.
class xml_window_list {
public:
    xml_window_list(std::string_view text, std::size_t window_bytes) : text_(text), window_bytes_(window_bytes) {}

    void add_row(std::size_t begin, std::size_t end);

    std::vector<xml_window> windows;
    std::vector<xml_run> runs;

private:
    std::string_view text_;
    std::size_t window_bytes_;
};

}  // namespace a6::checker
