#include "checker/unit_count.hpp"

#include "checker/ascii.hpp"

#include <charconv>
#include <vector>

namespace a6::checker {

namespace {

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

// Two identifiers that are equal but for one number, which does not fall.
struct range {
    std::size_t differs;  // which of the runs
    std::int64_t from;
    std::int64_t to;
};

std::optional<range> range_of(std::vector<std::string_view> const& a, std::vector<std::string_view> const& b) {
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
    return range{*differs, *from, *to};
}

}  // namespace

std::optional<std::int64_t> unit_count(std::string_view first, std::string_view last) {
    if (first.empty() || last.empty()) return std::nullopt;
    auto const r = range_of(runs(first), runs(last));
    return r ? std::optional(r->to - r->from + 1) : std::nullopt;
}

std::optional<serial_block> unit_block(std::string_view registry, std::string_view first, std::string_view last,
                                       text_pool& pool) {
    if (first.empty() || last.empty()) return std::nullopt;
    auto const parts = runs(first);
    std::optional<range> r;
    if (first == last) {
        for (std::size_t i = parts.size(); i-- > 0 && !r;)
            if (is_digit(parts[i][0]))
                if (auto const n = number(parts[i])) r = range{i, *n, *n};
    } else {
        r = range_of(parts, runs(last));
    }
    if (!r) return std::nullopt;
    std::string series;
    for (std::size_t i = 0; i < parts.size(); ++i) series += i == r->differs ? std::string("#") : std::string(parts[i]);
    serial_block b;
    b.approach = pool.intern(registry);
    b.registry = pool.intern(series);
    b.party = pool.intern("units");
    b.first = r->from;
    b.last = r->to;
    return b;
}

}  // namespace a6::checker
