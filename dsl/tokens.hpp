#pragma once
// The tokens of the rule language and what a parse knows besides its input. Free of Spirit, which only composes them
// (dsl/parse.cpp).

#include "dsl/grammar.hpp"
#include "dsl/lexical.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::dsl::grammar {

using iterator = char const*;

// The content of a text without its escapes, and where it stands in the file.
struct unescaped {
    std::uint32_t begin = 0;
    std::vector<std::uint32_t> escaped;  // the bytes of the content that have a backslash before them

    // Of a byte of the content, or of its end; that of the backslash where one is before it.
    std::uint32_t offset(std::size_t index) const {
        auto const before = std::lower_bound(escaped.begin(), escaped.end(), index) - escaped.begin();
        return begin + static_cast<std::uint32_t>(index) + static_cast<std::uint32_t>(before);
    }
};

struct state {
    iterator base = nullptr;
    file_index file = 0;
    diagnostics* out = nullptr;
    unescaped const* content = nullptr;  // where the input is not the file but the content of a text
    std::uint32_t context_begin = 0;
    int depth = 0;
    std::optional<span> last_unit;

    // Many parsers try at one place. Where its token begins and its word ends is found once for all of them.
    iterator blanks_begin = nullptr;
    iterator blanks_end = nullptr;
    iterator word_begin = nullptr;
    iterator word_end = nullptr;

    // Keywords that were tried and not found at the place farthest into the input: there, they are what was expected.
    iterator farthest = nullptr;
    std::vector<std::string_view> tried;

    std::uint32_t offset(iterator p) const {
        auto const index = static_cast<std::size_t>(p - base);
        return content != nullptr ? content->offset(index) : static_cast<std::uint32_t>(index);
    }
    span to_span(iterator begin, iterator end) const { return {offset(begin), offset(end)}; }

    // First byte behind the blanks and comments at `p`.
    iterator token_at(iterator p, iterator last) {
        if (p != blanks_begin) {
            blanks_begin = p;
            blanks_end = lexical::skip_blanks(p, last);
        }
        return blanks_end;
    }
    // End of the word at `p`, which is `p` where no word is.
    iterator end_of_word(iterator p, iterator last) {
        if (p != word_begin) {
            word_begin = p;
            word_end = lexical::word_end(p, last);
        }
        return word_end;
    }

    void missed(iterator at, std::string_view word) {
        if (at != farthest) {
            if (farthest != nullptr && at < farthest) return;
            constexpr std::size_t usual_number = 32;
            if (farthest == nullptr) tried.reserve(usual_number);
            farthest = at;
            tried.clear();
        }
        tried.push_back(word);
    }
    std::vector<std::string_view> tried_at(iterator at) const {
        return at == farthest ? tried : std::vector<std::string_view>();
    }
    failure fail(std::string code, span where, std::string message, std::string help = {}) const {
        failure f;
        f.code = std::move(code);
        f.where = where;
        f.message = std::move(message);
        f.help = std::move(help);
        f.context_begin = context_begin;
        return f;
    }
};

// Each of these stands at the first byte of a token, moves `p` behind it and fills `value`, or returns false, leaves
// `value` alone and `p` anywhere. They throw a failure where the token has begun but is broken.
inline bool match_word(iterator& p, iterator last, state& s, std::string_view word) {
    auto const end = s.end_of_word(p, last);
    auto const size = static_cast<std::size_t>(end - p);
    if (size != word.size() || *p != word.front() || std::string_view(p, size) != word) {
        s.missed(p, word);
        return false;
    }
    p = end;
    return true;
}
bool match_mark(iterator& p, iterator last, std::string_view mark);
bool match_name(iterator& p, iterator last, state& s, syntax::word& value);
// A name that begins no aggregate like `count(`.
bool match_plain_name(iterator& p, iterator last, state& s, syntax::word& value);
bool match_id(iterator& p, iterator last, state& s, syntax::word& value);
bool match_date(iterator& p, iterator last, state& s, syntax::word& value);
bool match_number(iterator& p, iterator last, state& s, syntax::word& value);
bool match_unit(iterator& p, iterator last, state& s, syntax::word& value);
bool match_comparison(iterator& p, iterator last, state& s, syntax::word& value);
bool match_text(iterator& p, iterator last, state& s, syntax::text& value);

// Parses an expression at the beginning of [first, last) and moves `first` behind it, or throws a failure.
using hole_parser = syntax::expression (*)(state& s, iterator& first, iterator last);
bool match_message(iterator& p, iterator last, state& s, hole_parser parse_hole, syntax::message& value);

}  // namespace a6::dsl::grammar
