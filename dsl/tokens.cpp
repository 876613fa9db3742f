#include "dsl/tokens.hpp"

#include "dsl/date.hpp"
#include "dsl/lexical.hpp"
#include "dsl/limits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace a6::dsl::grammar {

namespace {

std::string_view view(iterator first, iterator last) { return {first, static_cast<std::size_t>(last - first)}; }

void set(syntax::word& value, iterator begin, iterator end, state const& s) {
    value.text.assign(begin, end);
    value.where = s.to_span(begin, end);
}

bool looks_like_date(iterator p, iterator last) {
    constexpr std::string_view shape = "dddd-dd-dd";
    if (static_cast<std::size_t>(last - p) < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == 'd' ? !lexical::is_digit(p[i]) : p[i] != shape[i]) return false;
    auto const end = p + shape.size();
    return end == last || !lexical::is_name_char(*end);
}

// Reads the literals that follow each other. `places`, if wanted, gets for each literal the place of its content.
bool read_text(iterator& p, iterator last, state const& s, syntax::text& value, std::vector<unescaped>* places) {
    if (p == last || *p != '"') return false;
    auto const begin = p;
    auto end = p;
    std::size_t total = 0;
    while (p != last && *p == '"') {
        auto const opening = p++;
        std::string part;
        unescaped place{s.offset(p), {}};
        for (;;) {
            auto const run = p;
            while (p != last && *p != '"' && *p != '\\' && *p != '\n' && *p != '\r') ++p;
            part.append(run, p);
            if (p == last || *p == '\n' || *p == '\r')
                throw s.fail("R103", s.to_span(opening, p), "this text is not closed on its line",
                             "close it with `\"`; texts that follow each other are joined, so a long one may be split");
            if (*p == '"') break;
            if (last - p < 2 || (p[1] != '"' && p[1] != '\\'))
                throw s.fail("R107", s.to_span(p, p + 1), "a lone `\\` in a text",
                             "write `\\\\` for a backslash and `\\\"` for a quotation mark");
            place.escaped.push_back(static_cast<std::uint32_t>(part.size()));
            part += p[1];
            p += 2;
        }
        if (places != nullptr) places->push_back(std::move(place));
        end = ++p;
        total += part.size();
        if (total > limits::max_text_bytes)
            throw s.fail("R112", s.to_span(begin, end),
                         "this text is longer than " + std::to_string(limits::max_text_bytes) + " bytes");
        value.parts.push_back(std::move(part));
        p = lexical::skip_blanks(p, last);
    }
    p = end;
    value.where = s.to_span(begin, end);
    return true;
}

void split_message(syntax::message& value, std::vector<unescaped> const& places, state const& outer,
                   hole_parser parse_hole) {
    std::string literal;
    auto const flush = [&] {
        if (!literal.empty()) value.pieces.push_back({std::exchange(literal, {}), std::nullopt});
    };
    for (std::size_t i = 0; i < value.whole.parts.size(); ++i) {
        auto const& part = value.whole.parts[i];
        state s;
        s.base = part.data();
        s.file = outer.file;
        s.out = outer.out;
        s.content = &places[i];
        auto const last = part.data() + part.size();
        for (iterator p = part.data(); p != last;) {
            auto const run = p;
            while (p != last && *p != '{' && *p != '}') ++p;
            literal.append(run, p);
            if (p == last) break;
            if (last - p > 1 && p[1] == *p) {
                literal += *p;
                p += 2;
                continue;
            }
            auto const opening = p++;
            if (*opening == '}')
                throw s.fail("R108", s.to_span(opening, p), "this `}` closes no hole of the message",
                             "write `}}` for a brace");
            flush();
            s.context_begin = s.offset(p);
            if (lexical::skip_blanks(p, last) == last || *lexical::skip_blanks(p, last) == '}')
                throw s.fail("R108", s.to_span(opening, p), "this hole of the message is empty",
                             "write an expression between the braces, or `{{` for a brace");
            auto hole = parse_hole(s, p, last);
            value.pieces.push_back({{}, std::move(hole)});
            p = lexical::skip_blanks(p, last);
            if (p == last)
                throw s.fail("R108", s.to_span(opening, last), "this hole of the message is not closed",
                             "close it with `}`, or write `{{` for a brace");
            if (*p != '}') {
                failure f;
                f.code = "R108";
                f.where = s.to_span(p, p);
                f.expected = "`}`";
                f.context_begin = s.context_begin;
                f.words_tried = s.tried_at(p);
                f.unit_before = s.last_unit;
                throw f;
            }
            ++p;
        }
    }
    flush();
}

}  // namespace

bool match_mark(iterator& p, iterator last, std::string_view mark) {
    if (static_cast<std::size_t>(last - p) < mark.size() || *p != mark.front()) return false;
    if (view(p, p + mark.size()) != mark) return false;
    // The dot of a member is not the first of the two dots of a range.
    if (mark == "." && last - p > 1 && p[1] == '.') return false;
    p += mark.size();
    return true;
}

bool match_name(iterator& p, iterator last, state& s, syntax::word& value) {
    if (p == last || !lexical::is_name_start(*p)) return false;
    auto const end = s.end_of_word(p, last);
    if (lexical::is_reserved(view(p, end))) return false;
    set(value, p, end, s);
    p = end;
    return true;
}

bool match_plain_name(iterator& p, iterator last, state& s, syntax::word& value) {
    if (p == last || !lexical::is_name_start(*p)) return false;
    auto const end = s.end_of_word(p, last);
    auto const& aggregates = lexical::aggregate_words;
    if (std::find(std::begin(aggregates), std::end(aggregates), view(p, end)) != std::end(aggregates)) {
        auto const next = s.token_at(end, last);
        if (next != last && *next == '(') return false;
    }
    return match_name(p, last, s, value);
}

bool match_id(iterator& p, iterator last, state& s, syntax::word& value) {
    if (p == last || !lexical::is_letter(*p)) return false;
    auto const end = std::find_if_not(p, last, lexical::is_id_char);
    set(value, p, end, s);
    p = end;
    return true;
}

bool match_date(iterator& p, iterator last, state& s, syntax::word& value) {
    if (!looks_like_date(p, last)) return false;
    auto const end = p + 10;
    std::string text(p, end);
    if (!parse_iso_date(text)) throw s.fail("R105", s.to_span(p, end), "`" + text + "` is not a day of the calendar");
    value = {std::move(text), s.to_span(p, end)};
    p = end;
    return true;
}

bool match_number(iterator& p, iterator last, state& s, syntax::word& value) {
    if (p == last || !lexical::is_digit(*p) || looks_like_date(p, last)) return false;
    auto const begin = p;
    std::string digits;
    auto const read_digits = [&] {
        while (p != last && (lexical::is_digit(*p) ||
                             (*p == '_' && last - p > 1 && lexical::is_digit(p[-1]) && lexical::is_digit(p[1])))) {
            if (*p != '_') digits += *p;
            ++p;
        }
    };
    read_digits();
    if (last - p > 1 && *p == '.' && lexical::is_digit(p[1])) {
        digits += *p++;
        read_digits();
    }
    if (p != last && lexical::is_name_char(*p)) {
        auto const end = s.end_of_word(p, last);
        throw s.fail("R106", s.to_span(begin, end), "`" + std::string(begin, end) + "` is not a number",
                     "leave a blank between a number and its unit; `_` may stand between two digits");
    }
    value = {std::move(digits), s.to_span(begin, p)};
    return true;
}

bool match_unit(iterator& p, iterator last, state& s, syntax::word& value) {
    if (p == last || !lexical::is_name_start(*p)) return false;
    auto const end = s.end_of_word(p, last);
    if (lexical::cannot_be_unit(view(p, end))) return false;
    set(value, p, end, s);
    s.last_unit = value.where;
    p = end;
    return true;
}

bool match_comparison(iterator& p, iterator last, state& s, syntax::word& value) {
    auto const begin = p;
    if (p != last && (*p == '=' || *p == '<' || *p == '>' || *p == '!')) {
        bool const two = last - p > 1 && p[1] == '=' && *p != '=';
        if (*p == '!' && !two) return false;
        p += two ? 2 : 1;
        set(value, begin, p, s);
        return true;
    }
    static constexpr std::array<std::string_view, 4> words = {"in", "overlaps", "within", "matches"};
    for (auto const word : words) {
        if (!match_word(p, last, s, word)) continue;
        set(value, begin, p, s);
        return true;
    }
    if (!match_word(p, last, s, "not")) return false;
    p = s.token_at(p, last);
    if (!match_word(p, last, s, "in")) return false;
    value = {"not in", s.to_span(begin, p)};
    return true;
}

bool match_text(iterator& p, iterator last, state& s, syntax::text& value) {
    return read_text(p, last, s, value, nullptr);
}

bool match_message(iterator& p, iterator last, state& s, hole_parser parse_hole, syntax::message& value) {
    std::vector<unescaped> places;
    if (!read_text(p, last, s, value.whole, &places)) return false;
    split_message(value, places, s, parse_hole);
    return true;
}

}  // namespace a6::dsl::grammar
