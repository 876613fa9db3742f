#pragma once
// What every XML text has to pass before a parser sees it: the bytes alone, in time linear in their number, without
// recursion. It refuses what parsers accept silently or differently from one another.

#include "checker/limits.hpp"
#include "checker/raw_filing.hpp"
#include "checker/xml_windows.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace a6::checker {

struct gate_limits {
    std::size_t bytes = limits::max_xml_bytes;
    std::size_t depth = limits::max_xml_depth;
    // Elements, attributes, texts, comments; not those of rows that stand in windows, but of each of these.
    std::size_t nodes = limits::max_xml_nodes;
};

struct gate_result {
    std::optional<read_error> error;         // with line and column, without file name
    std::size_t body = 0;                    // offset behind the byte order mark
    std::vector<std::uint32_t> line_starts;  // also when there is an error
    // Only of a text that passed.
    std::vector<xml_window> windows;            // rows of the containers, in the order of the text
    std::vector<xml_run> runs;                  // of these windows
    std::vector<std::string_view> first_names;  // of elements, as written, in the order of the text; at most 2,000
    bool colons = false;                        // in the name of an element or attribute
};

// Passes: UTF-8 without control characters, declared as UTF-8 or not at all; one root; properly nested elements;
// legal references; no DOCTYPE; attributes that differ; within the limits. Codes X101 to X112. The child elements of
// `containers` are noted as rows.
gate_result check_xml_bytes(std::string_view bytes, gate_limits const& limits = {},
                            xml_containers const& containers = {});

// The characters alone, for other kinds of text: UTF-8 without those that XML cannot hold. Codes X104 and X105.
gate_result check_text_bytes(std::string_view bytes);

}  // namespace a6::checker
