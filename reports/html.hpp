#pragma once
// Texts of others inside an HTML document. Everything that was not written here goes through these functions: no tag,
// entity, attribute, script or style of a filing may come to life, and no hidden character of it may act.

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace a6::reports {

// The text as content of an element or a quoted attribute, on one line. Line breaks and hidden characters come out as
// escapes, as a terminal shows them: \n.
std::string html(std::string_view text);
// The same, cut after so many characters; three points stand for the rest.
std::string html(std::string_view text, std::size_t characters);

// The same with the lines of the text kept, for an element that shows them, up to `characters`. White space around the
// text is left out; a line that is indented goes on where the one before ended, as XML is laid out.
struct html_part {
    std::string text;
    std::size_t left_out = 0;  // characters behind it
};
html_part html_lines(std::string_view text, std::size_t characters);

// Fills the holes of a sentence of the language with pieces of HTML: html_sentence(say("see {}"), "<a ...>...</a>").
template <typename... Pieces>
std::string html_sentence(std::string_view said, Pieces const&... pieces) {
    return fmt::format(fmt::runtime(html(said)), pieces...);
}

}  // namespace a6::reports
