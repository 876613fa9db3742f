#include "reports/review/pixels.hpp"

namespace a6::reports {

namespace {

// Sums of some thousand of them still fit.
constexpr std::uint64_t most_drawn = 1'000'000'000'000'000;

}  // namespace

std::optional<std::uint64_t> whole_part(std::string_view digits) {
    bool const negative = !digits.empty() && digits.front() == '-';
    if (negative) digits.remove_prefix(1);
    if (digits.empty() || digits.front() < '0' || digits.front() > '9') return std::nullopt;
    std::uint64_t out = 0;
    for (char const c : digits) {
        if (c == '.') break;
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + static_cast<std::uint64_t>(c - '0');
        if (out > most_drawn) return std::nullopt;
    }
    return negative ? 0 : out;
}

std::uint64_t pixels(std::uint64_t quantity, std::uint64_t full, std::uint64_t length) {
    while (full > (std::uint64_t{1} << 40)) {
        full >>= 1;
        quantity >>= 1;
    }
    return full == 0 ? 0 : quantity * length / full;
}

std::uint64_t round_step(std::uint64_t most, std::uint64_t steps) {
    for (std::uint64_t power = 1;; power *= 10)
        for (std::uint64_t const factor : {1, 2, 5})
            if (most <= steps * factor * power) return factor * power;
}

}  // namespace a6::reports
