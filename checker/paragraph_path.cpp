#include "checker/paragraph_path.hpp"

#include "checker/ascii.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace a6::checker {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
char lowered(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// Numerals of i, v and x, as far as a paragraph can be subdivided; 0 if it is none.
std::uint32_t roman_value(std::string_view text) {
    static constexpr std::string_view ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    std::string lower;
    for (char const c : text) lower += lowered(c);
    std::size_t const tens = std::min(lower.find_first_not_of('x'), lower.size());
    if (tens > 3 || (tens == lower.size() && tens == 0)) return 0;
    for (std::uint32_t one = 0; one < std::size(ones); ++one)
        if (std::string_view(lower).substr(tens) == ones[one]) return static_cast<std::uint32_t>(tens) * 10 + one;
    return 0;
}

// a to z, then aa to zz.
std::uint32_t letter_value(std::string_view text) {
    if (text.empty() || text.size() > 2 || text.front() != text.back()) return 0;
    auto const place = static_cast<std::uint32_t>(lowered(text.front()) - 'a') + 1;
    return text.size() == 1 ? place : 26 + place;
}

std::uint32_t arabic_value(std::string_view text) {
    if (text.empty() || text.size() > 4 || text.front() == '0') return 0;
    std::uint32_t value = 0;
    for (char const c : text) {
        if (!is_digit(c)) return 0;
        value = value * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return value;
}

template <typename Test>
std::string_view take_while(std::string_view& rest, Test test) {
    std::size_t n = 0;
    while (n < rest.size() && test(rest[n])) ++n;
    auto const taken = rest.substr(0, n);
    rest.remove_prefix(n);
    return taken;
}

bool take(std::string_view& rest, std::string_view prefix) {
    if (rest.substr(0, prefix.size()) != prefix) return false;
    rest.remove_prefix(prefix.size());
    return true;
}

bool add_step(paragraph_path& path, marker_form form, std::string_view marker) {
    if (readings_of(form, marker).empty()) return false;
    path.steps.push_back({form, std::string(marker)});
    return true;
}

// "(g)", "(h)(i)", "(b)(i)a"
bool take_subparagraphs(std::string_view& rest, paragraph_path& path) {
    while (take(rest, "(")) {
        auto const marker = take_while(rest, is_lower);
        if (!take(rest, ")") || !add_step(path, marker_form::parenthesis, marker)) return false;
    }
    if (!rest.empty() && is_lower(rest.front()) && path.steps.back().form == marker_form::parenthesis) {
        if (!add_step(path, marker_form::letter, rest.substr(0, 1))) return false;
        rest.remove_prefix(1);
    }
    return true;
}

bool take_number(std::string_view& rest, paragraph_path& path) {
    return add_step(path, marker_form::number, take_while(rest, is_digit));
}

// "IV.G.2"
bool take_outline(std::string_view& rest, paragraph_path& path) {
    do {
        bool const numbered = !rest.empty() && is_digit(rest.front());
        if (numbered ? !take_number(rest, path) : !add_step(path, marker_form::upper, take_while(rest, is_upper)))
            return false;
        if (numbered) break;
    } while (take(rest, "."));
    return true;
}

bool take_path(std::string_view& rest, paragraph_path& path) {
    if (take(rest, "Art. ") || take(rest, "Article ")) {
        path.article = arabic_value(take_while(rest, is_digit));
        if (path.article == 0 || !take(rest, ".")) return false;
        return take_number(rest, path) && take_subparagraphs(rest, path);
    }
    if (rest.empty()) return false;
    if (rest.front() == '(') return take_subparagraphs(rest, path);
    if (is_digit(rest.front())) return take_number(rest, path) && take_subparagraphs(rest, path);
    return take_outline(rest, path) && take_subparagraphs(rest, path);
}

// "28-31", "5(a)-(n)", "1(c), 1(d)"
bool names_several(std::string_view text) {
    return text.find('-') != std::string_view::npos || text.find("\u2013") != std::string_view::npos ||
           text.find(',') != std::string_view::npos || text.find(" and ") != std::string_view::npos;
}

using sort_key = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

sort_key key_of(paragraph_path const& path) {
    sort_key key{{0, path.article}};
    std::size_t parentheses = 0;
    for (auto const& step : path.steps) {
        auto const readings = readings_of(step.form, step.marker);
        // "(i)" within "(h)" is a numeral, within "18" a letter; chapters are numerals, their parts letters.
        bool const numeral = step.form == marker_form::parenthesis ? parentheses == 1
                                                                   : step.form == marker_form::upper && key.size() == 1;
        parentheses += step.form == marker_form::parenthesis ? 1 : 0;
        auto const& reading = numeral ? readings.back() : readings.front();
        key.emplace_back(static_cast<std::uint32_t>(step.form), reading.value);
    }
    return key;
}

}  // namespace

std::vector<marker_reading> readings_of(marker_form form, std::string_view marker) {
    std::vector<marker_reading> out;
    auto add = [&](numbering kind, std::uint32_t value) {
        if (value != 0) out.push_back({kind, value});
    };
    auto all = [&](auto test) { return !marker.empty() && std::all_of(marker.begin(), marker.end(), test); };
    switch (form) {
        case marker_form::number: add(numbering::arabic, arabic_value(marker)); break;
        case marker_form::upper:
            if (!all(is_upper)) break;
            if (marker.size() == 1) add(numbering::upper_letter, letter_value(marker));
            add(numbering::upper_roman, roman_value(marker));
            break;
        case marker_form::parenthesis:
            if (!all(is_lower)) break;
            // "(ii)" is never the letter after "(hh)" in these texts.
            if (roman_value(marker) == 0 || marker.size() == 1) add(numbering::letter, letter_value(marker));
            add(numbering::roman, roman_value(marker));
            break;
        case marker_form::letter:
            if (all(is_lower) && marker.size() == 1) add(numbering::bare_letter, letter_value(marker));
            break;
    }
    return out;
}

std::optional<paragraph_path> parse_paragraph_path(std::string_view text, std::string* reason) {
    paragraph_path path;
    std::string_view rest = text;
    bool good = take_path(rest, path);
    if (good && take(rest, " chapeau")) {
        path.chapeau = true;
    } else if (good && take(rest, " row ")) {
        path.row = arabic_value(take_while(rest, is_digit));
        good = path.row != 0;
    }
    if (good && rest.empty()) return path;
    if (reason)
        *reason = names_several(text)
                      ? "`" + std::string(text) + "` names several paragraphs; cite each of them"
                      : "`" + std::string(text) + "` is no path of a paragraph, such as 18(h)(i), Art. 6.2 or IV.G.2";
    return std::nullopt;
}

bool path_less(std::string_view a, std::string_view b) {
    auto const x = parse_paragraph_path(a);
    auto const y = parse_paragraph_path(b);
    if (!x || !y) return x || y ? x.has_value() : a < b;
    auto const left = key_of(*x);
    auto const right = key_of(*y);
    return std::tie(left, x->chapeau, x->row) < std::tie(right, y->chapeau, y->row);
}

}  // namespace a6::checker
