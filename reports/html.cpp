#include "reports/html.hpp"

#include "reports/escape.hpp"

namespace a6::reports {

namespace {

constexpr std::string_view white_space = " \t\v\f\r\n";

void append_escaped(std::string& out, std::string_view shown) {
    for (char const c : shown) switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
}

std::string_view trimmed(std::string_view text) {
    std::size_t const begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

// Takes line breaks off the beginning of `rest`, with the blanks that indent the next line, and says what stands for
// them: an indented line goes on where the one before ended, an empty line is a paragraph. Empty: there is no break.
std::string take_breaks(std::string_view& rest) {
    std::size_t breaks = 0;
    std::size_t end = 0;
    std::size_t line = 0;  // where the last line begins
    for (; end < rest.size() && white_space.find(rest[end]) != std::string_view::npos; ++end) {
        bool const half = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
        if (half || (rest[end] != '\n' && rest[end] != '\r')) continue;
        ++breaks;
        line = end + 1;
    }
    if (breaks == 0) return {};
    bool const indented = line != end;
    rest.remove_prefix(end);
    return breaks > 1 ? "\n\n" : indented ? " " : "\n";
}

}  // namespace

std::string html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) append_escaped(out, take_character(text).text);
    return out;
}

std::string html(std::string_view text, std::size_t characters) {
    std::string out;
    for (std::size_t n = 0; !text.empty(); ++n) {
        if (n == characters) return out + "...";
        append_escaped(out, take_character(text).text);
    }
    return out;
}

html_part html_lines(std::string_view text, std::size_t characters) {
    html_part out;
    std::size_t taken = 0;
    for (std::string_view rest = trimmed(text); !rest.empty();) {
        std::string const broken = take_breaks(rest);
        shown_character const c = broken.empty() ? take_character(rest) : shown_character{broken, 0};
        if (taken == characters) {
            ++out.left_out;
            continue;
        }
        ++taken;
        if (broken.empty() && c.text != "\\t")
            append_escaped(out.text, c.text);
        else
            out.text += broken.empty() ? " " : broken;
    }
    return out;
}

}  // namespace a6::reports
