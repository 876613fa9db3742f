#pragma once
// The words of the rule language as bytes: what the grammar, the driver that recovers from errors and the formatter
// must see alike.

#include "dsl/source.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace a6::dsl::lexical {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_name_start(char c) { return is_letter(c) || c == '_'; }
// Every byte of every name is asked for it: one look into a table.
inline constexpr auto name_chars = [] {
    std::array<bool, 256> out{};
    for (int c = 0; c < 128; ++c)
        out[static_cast<std::size_t>(c)] = is_name_start(static_cast<char>(c)) || is_digit(static_cast<char>(c));
    return out;
}();
constexpr bool is_name_char(char c) { return name_chars[static_cast<unsigned char>(c)]; }
constexpr bool is_id_char(char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_' || c == '(' || c == ')';
}

// Functions of rows: `count(`, `sum(` ...
inline constexpr std::array<std::string_view, 6> aggregate_words = {"count", "sum", "min", "max", "blocks", "distinct"};

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// First byte behind blanks and comments.
char const* skip_blanks(char const* first, char const* last);
// First byte behind the characters of a name.
inline char const* word_end(char const* first, char const* last) {
    while (first != last && is_name_char(*first)) ++first;
    return first;
}

// Words that end an expression and so cannot be names.
bool is_reserved(std::string_view word);

// Reserved words, and those that begin a clause or declaration: none of them is the unit of the number before it.
bool cannot_be_unit(std::string_view word);

// How people read a name: AnnualInformation -> annual information; not_known -> not known
std::string name_in_words(std::string_view name);

// A rough token, for messages and for finding the way back after an error: a word, a number, a whole text, or one
// character. Empty at the end of the text.
span token_at(std::string_view text, std::uint32_t offset);

// Tokens of text[begin, end), blanks and comments left out.
std::vector<span> tokens_in(std::string_view text, std::uint32_t begin, std::uint32_t end);

}  // namespace a6::dsl::lexical
