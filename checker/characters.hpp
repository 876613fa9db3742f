#pragma once
// The characters of a text: UTF-8, and nothing that XML cannot hold.

#include "checker/raw_filing.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace a6::checker {

// What is wrong at a byte of a text.
struct text_fault {
    std::size_t offset = 0;
    char const* code = "";
    sentence message;
    sentence help;
};

// Of a code point.
bool is_xml_character(std::uint32_t c);

// Whether a document without definitions of its own may write "&inside;".
bool is_xml_reference(std::string_view inside);

// The first byte from `begin` on that is not UTF-8 (X104), or a control character or a code point that is no
// character (X105).
std::optional<text_fault> check_characters(std::string_view bytes, std::size_t begin);

}  // namespace a6::checker
