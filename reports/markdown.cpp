#include "reports/markdown.hpp"

#include "reports/escape.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

constexpr std::string_view blanks = " \t\v\f";
constexpr std::string_view blanks_and_breaks = " \t\v\f\r\n";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Whether a "." at the end of `before` makes an address of what follows.
bool ends_in_www(std::string_view before) {
    if (before.size() < 3) return false;
    std::string_view const last = before.substr(before.size() - 3);
    return std::all_of(last.begin(), last.end(), [](char c) { return c == 'w' || c == 'W'; });
}

// Whether the character at `at` would act, in CommonMark or its usual extensions, rather than show itself.
bool is_active(std::string_view line, std::size_t at, bool starts_line) {
    std::string_view const before = line.substr(0, at);
    char const next = at + 1 < line.size() ? line[at + 1] : '\0';
    switch (line[at]) {
        case '\\':
        case '`':
        case '*':
        case '[':
        case ']':
        case '<':
        case '>':
        case '&':
        case '|':
        case '#':
        case '~':
        case '^':
        case '$':
        case '{':
        case '}':
        case '@': return true;
        // Inside a word, as in THA_2025.xml, it shows itself.
        case '_': return before.empty() || !is_alphanumeric(before.back()) || !is_alphanumeric(next);
        case '-':
        case '+':
        case '=': return starts_line && before.empty();
        case ':': return (starts_line && before.empty()) || next == '/';
        case '.':
            if (ends_in_www(before)) return true;
            [[fallthrough]];
        case ')': return starts_line && !before.empty() && std::all_of(before.begin(), before.end(), is_digit);
        default: return false;
    }
}

struct escaped_line {
    std::string text;
    std::size_t characters = 0;
};

// Up to `limit` characters of the line.
escaped_line escape(std::string_view line, bool starts_line, std::size_t limit) {
    escaped_line out;
    for (std::string_view rest = line; !rest.empty() && out.characters < limit; ++out.characters) {
        std::size_t const at = line.size() - rest.size();
        shown_character const c = take_character(rest);
        if (line[at] == '\t') {
            out.text += ' ';
            continue;
        }
        bool const hidden = c.text.front() == '\\' && line[at] != '\\';
        if (hidden || is_active(line, at, starts_line)) out.text += '\\';
        out.text += c.text;
    }
    return out;
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) take_character(text);
    return count;
}

std::string_view trimmed(std::string_view text, std::string_view what) {
    std::size_t const begin = text.find_first_not_of(what);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(what) - begin + 1);
}

// Takes the first line off `rest`; lines end in \n, \r\n or \r.
std::string_view take_line(std::string_view& rest) {
    std::size_t const end = rest.find_first_of("\r\n");
    std::string_view const line = rest.substr(0, end);
    if (end == std::string_view::npos)
        rest = {};
    else
        rest.remove_prefix(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1));
    return line;
}

}  // namespace

std::string markdown(std::string_view text) { return escape(text, false, text.size()).text; }

quoted_part write_quotation(std::string_view text, std::size_t characters, std::size_t lines, std::ostream& out) {
    quoted_part part;
    std::size_t line_number = 0;
    for (std::string_view rest = trimmed(text, blanks_and_breaks); !rest.empty();) {
        std::string_view const line = trimmed(take_line(rest), blanks);
        std::size_t const length = count_characters(line);
        part.all += length;
        if (line_number >= lines || part.shown >= characters) continue;
        ++line_number;
        escaped_line const escaped = escape(line, true, characters - part.shown);
        part.shown += escaped.characters;
        out << '>';
        if (!escaped.text.empty()) out << ' ' << escaped.text;
        if (escaped.characters < length) out << " ...";
        out << '\n';
    }
    return part;
}

}  // namespace a6::reports
