#include "checker/unit_count.hpp"

#include <charconv>
#include <vector>

namespace a6::checker {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Runs of digits and runs of everything else, in turn.
std::vector<std::string_view> runs(std::string_view text) {
    std::vector<std::string_view> out;
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= text.size(); ++i)
        if (i == text.size() || is_digit(text[i]) != is_digit(text[begin])) {
            out.push_back(text.substr(begin, i - begin));
            begin = i;
        }
    return out;
}

std::optional<std::int64_t> number(std::string_view digits) {
    if (digits.size() > 18) return std::nullopt;
    std::int64_t n = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), n);
    return n;
}

}  // namespace

std::optional<std::int64_t> unit_count(std::string_view first, std::string_view last) {
    if (first.empty() || last.empty()) return std::nullopt;
    auto const a = runs(first);
    auto const b = runs(last);
    if (a.size() != b.size()) return std::nullopt;
    std::optional<std::size_t> differs;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] == b[i]) continue;
        if (differs || !is_digit(a[i][0]) || !is_digit(b[i][0])) return std::nullopt;
        differs = i;
    }
    if (!differs) return std::nullopt;
    auto const x = a[*differs];
    auto const y = b[*differs];
    bool const padded = (x.size() > 1 && x[0] == '0') || (y.size() > 1 && y[0] == '0');
    if (padded && x.size() != y.size()) return std::nullopt;
    auto const from = number(x);
    auto const to = number(y);
    if (!from || !to || *to < *from) return std::nullopt;
    return *to - *from + 1;
}

}  // namespace a6::checker
