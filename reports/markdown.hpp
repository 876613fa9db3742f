#pragma once
// Texts of others inside a Markdown document. A filing may hold anything: no heading, link, image, list, table, code or
// HTML of it may come to life in the document, and no line of it may leave its quotation. (Some readers make a link of
// an address like a@b.org whatever is done; it shows where it leads.)

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace a6::reports {

// The text on one line, as it would stand in a sentence. Line breaks and hidden characters come out as escapes: \n.
std::string markdown(std::string_view text);

// What a quotation leaves out.
struct quoted_part {
    std::size_t shown = 0;  // characters
    std::size_t all = 0;
};

// The text as a block quotation, each of its lines one line of the quotation, up to `characters` and `lines`. White
// space around the text and in front of its lines, which Markdown would read as layout, is left out.
quoted_part write_quotation(std::string_view text, std::size_t characters, std::size_t lines, std::ostream& out);

}  // namespace a6::reports
