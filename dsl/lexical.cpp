#include "dsl/lexical.hpp"

#include <algorithm>
#include <iterator>

namespace a6::dsl::lexical {

namespace {

constexpr std::string_view reserved_words[] = {
    "affects",   "after",     "also",        "and",        "at",         "class",    "counterpart", "derived",
    "effective", "else",      "every",       "evidence",   "exists",     "false",    "field",       "footnote",
    "for",       "forbid",    "from",        "if",         "implements", "implies",  "in",          "intersect",
    "let",       "matches",   "message",     "no",         "not",        "note",     "of",          "or",
    "otherwise", "overlaps",  "placeholder", "preferring", "provided",   "quantity", "reference",   "remedy",
    "require",   "satisfies", "serials",     "severity",   "some",       "the",      "then",        "true",
    "union",     "until",     "vocabulary",  "when",       "where",      "with",     "within",      "without",
    "xml"};

// Not reserved, but able to stand right behind a number or a type.
constexpr std::string_view starters[] = {
    "by",       "cites",        "code",   "conditional", "dated",    "define",      "actor",  "document",
    "each",     "eased",        "filing", "generated",   "inform",   "instrument",  "key",    "list",
    "marked",   "notation",     "on",     "open",        "optional", "ordered",     "param",  "part",
    "platform", "presupposing", "report", "requested",   "required", "requirement", "rows",   "rule",
    "rulebook", "seen",         "serves", "sheet",       "show",     "shown",       "source", "table",
    "tells",    "title",        "unit"};

}  // namespace

char const* skip_blanks(char const* first, char const* last) {
    while (first != last) {
        if (*first == ' ' || *first == '\t' || *first == '\r' || *first == '\n') {
            ++first;
        } else if (*first == '/' && last - first > 1 && first[1] == '/') {
            first = std::find(first, last, '\n');
        } else {
            break;
        }
    }
    return first;
}

bool is_reserved(std::string_view word) {
    return std::find(std::begin(reserved_words), std::end(reserved_words), word) != std::end(reserved_words);
}

bool cannot_be_unit(std::string_view word) {
    return is_reserved(word) || std::find(std::begin(starters), std::end(starters), word) != std::end(starters);
}

std::string name_in_words(std::string_view name) {
    std::string out;
    for (char const c : name) {
        bool const capital = c >= 'A' && c <= 'Z';
        if (capital && !out.empty()) out += ' ';
        out += capital ? static_cast<char>(c - 'A' + 'a') : c == '_' ? ' ' : c;
    }
    return out;
}

span token_at(std::string_view text, std::uint32_t offset) {
    if (offset >= text.size()) {
        auto const end = static_cast<std::uint32_t>(text.size());
        return {end, end};
    }
    std::size_t end = offset + 1u;
    char const c = text[offset];
    if (is_name_start(c)) {
        while (end < text.size() && is_name_char(text[end])) ++end;
        // `SUB-02` is one word to its reader, `a.x` is not.
        while (end + 1 < text.size() && text[end] == '-' && is_name_char(text[end + 1])) {
            ++end;
            while (end < text.size() && is_name_char(text[end])) ++end;
        }
    } else if (is_digit(c)) {
        while (end < text.size() && (is_name_char(text[end]) || ((text[end] == '.' || text[end] == '-') &&
                                                                 end + 1 < text.size() && is_digit(text[end + 1]))))
            ++end;
    } else if (c == '"') {
        while (end < text.size() && text[end] != '"' && text[end] != '\n') end += text[end] == '\\' ? 2u : 1u;
        end = std::min(end, text.size());
        if (end < text.size() && text[end] == '"') ++end;
    } else {
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) ++end;
    }
    return {offset, static_cast<std::uint32_t>(end)};
}

std::vector<span> tokens_in(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    std::vector<span> tokens;
    char const* const base = text.data();
    char const* const last = base + std::min<std::size_t>(end, text.size());
    for (char const* p = skip_blanks(base + begin, last); p < last;) {
        auto token = token_at(text, static_cast<std::uint32_t>(p - base));
        token.end = std::min(token.end, end);
        tokens.push_back(token);
        p = skip_blanks(base + token.end, last);
    }
    return tokens;
}

}  // namespace a6::dsl::lexical
