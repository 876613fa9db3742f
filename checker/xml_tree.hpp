#pragma once
// Parsed elements in the order of their text, as plain records: what asks for them asks often, and of the parser
// nothing is left.

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

namespace a6::checker {

// An element is followed by those below it.
struct xml_record {
    std::string_view name;         // as written
    std::string_view text;         // decoded
    std::uint32_t parent = 0;      // index; no_record: none
    std::uint32_t end = 0;         // behind the last element below it
    std::uint32_t attributes = 0;  // the first one
    std::uint32_t attribute_count = 0;
};

struct xml_attribute_record {
    std::string_view name;
    std::string_view value;
};

inline constexpr std::uint32_t no_record = 0xFFFF'FFFF;

// Elements parsed from one text: the document without its rows, or one window of rows.
struct xml_tree {
    // From here on the parsed text and the text as given differ by `by` bytes: rows were left out before.
    struct shift {
        std::uint32_t from = 0;  // offset in the parsed text
        std::uint32_t by = 0;
    };

    std::vector<xml_record> elements;
    std::vector<xml_attribute_record> attributes;
    char const* text = nullptr;           // parsed, what names and texts point into
    std::vector<shift> shifts{shift()};   // by `from`
    bool colons = false;                  // in names
    bool inner_declarations = false;      // namespaces are declared below the root, or anywhere in a window
    xml_tree const* around = nullptr;     // of a window: the document
    std::uint32_t container = no_record;  // of a window: the element of the document that its rows belong to
    std::string_view default_space;       // of a window: what holds in the container

    // In the text as given.
    std::uint32_t offset_of(char const* p) const {
        auto const at = static_cast<std::uint32_t>(p - text);
        if (shifts.size() == 1) return at + shifts.front().by;
        auto const after = std::upper_bound(shifts.begin(), shifts.end(), at,
                                            [](std::uint32_t offset, shift const& s) { return offset < s.from; });
        return at + std::prev(after)->by;
    }

    std::uint32_t offset_of(xml_record const& element) const { return offset_of(element.name.data() - 1); }

    // Of a window, `prefix` may also be declared around it. Nothing if it is not declared; the empty one always is.
    std::optional<std::string_view> find_space(std::uint32_t element, std::string_view prefix) const;
};

}  // namespace a6::checker
