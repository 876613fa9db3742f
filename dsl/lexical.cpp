#include "dsl/lexical.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace a6::dsl::lexical {

namespace {

// In alphabetical order, so that only the words with the same first letter are compared.
constexpr std::string_view reserved_words[] = {
    "affects",   "after",     "also",        "and",        "at",         "class",    "counterpart", "derived",
    "effective", "else",      "every",       "evidence",   "exists",     "false",    "field",       "footnote",
    "for",       "forbid",    "from",        "if",         "implements", "implies",  "in",          "intersect",
    "let",       "matches",   "message",     "no",         "not",        "note",     "of",          "or",
    "otherwise", "overlaps",  "placeholder", "preferring", "provided",   "quantity", "reference",   "remedy",
    "require",   "satisfies", "serials",     "severity",   "some",       "the",      "then",        "true",
    "union",     "until",     "vocabulary",  "when",       "where",      "with",     "within",      "without",
    "xml"};

// Not reserved, but able to stand right behind a number or a type. In alphabetical order, too.
constexpr std::string_view starters[] = {
    "actor",    "by",           "cites",  "code",      "conditional", "dated",       "define", "document",
    "each",     "eased",        "filing", "generated", "inform",      "instrument",  "key",    "list",
    "marked",   "notation",     "on",     "open",      "optional",    "ordered",     "param",  "part",
    "platform", "presupposing", "report", "requested", "required",    "requirement", "rows",   "rule",
    "rulebook", "seen",         "serves", "sheet",     "show",        "shown",       "source", "table",
    "tells",    "title",        "unit"};

// Words of lower-case letters, found by their first letter.
template <std::size_t Count>
class word_set {
public:
    explicit constexpr word_set(std::string_view const (&sorted)[Count]) : words_(sorted) {
        for (std::size_t letter = 0, next = 0; letter < begins_.size(); ++letter) {
            begins_[letter] = static_cast<std::uint8_t>(next);
            while (next < Count && static_cast<std::size_t>(sorted[next].front() - 'a') == letter) ++next;
        }
    }
    bool contains(std::string_view word) const {
        if (word.empty() || word.front() < 'a' || word.front() > 'z') return false;
        auto const letter = static_cast<std::size_t>(word.front() - 'a');
        for (std::size_t i = begins_[letter]; i < begins_[letter + 1]; ++i)
            if (words_[i] == word) return true;
        return false;
    }

private:
    std::string_view const (&words_)[Count];
    std::array<std::uint8_t, 27> begins_{};  // of each letter the first word; behind z: how many there are
};
static_assert(std::is_sorted(std::begin(reserved_words), std::end(reserved_words)));
static_assert(std::is_sorted(std::begin(starters), std::end(starters)));
constexpr word_set reserved(reserved_words);
constexpr word_set starting(starters);

}  // namespace

char const* skip_blanks(char const* first, char const* last) {
    while (first != last) {
        if (is_blank(*first)) {
            ++first;
        } else if (*first == '/' && last - first > 1 && first[1] == '/') {
            first = std::find(first, last, '\n');
        } else {
            break;
        }
    }
    return first;
}

bool is_reserved(std::string_view word) { return reserved.contains(word); }

bool cannot_be_unit(std::string_view word) { return reserved.contains(word) || starting.contains(word); }

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
