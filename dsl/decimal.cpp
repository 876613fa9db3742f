#include "dsl/decimal.hpp"

#include <array>
#include <cstddef>
#include <limits>

namespace a6::dsl {

namespace {

__extension__ typedef unsigned __int128 uint128;

constexpr std::array<std::int64_t, 10> powers_of_ten = {1,       10,        100,        1'000,       10'000,
                                                        100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};
constexpr std::int64_t one_whole = powers_of_ten[decimal::fraction_digits];
constexpr uint128 largest_positive = ~uint128{0} >> 1;

// |v|; also right for the most negative number, whose magnitude has no positive counterpart.
constexpr uint128 magnitude(int128 v) { return v < 0 ? uint128{0} - static_cast<uint128>(v) : static_cast<uint128>(v); }

// The number with that sign and magnitude, if there is one.
constexpr std::optional<decimal> with_sign(bool negative, uint128 size) {
    if (size > largest_positive + (negative ? 1U : 0U)) return std::nullopt;
    return decimal{static_cast<int128>(negative ? uint128{0} - size : size)};
}

struct uint256 {
    uint128 high = 0;
    uint128 low = 0;
};

// The whole product; schoolbook on 64-bit halves, whose partial sums cannot overflow 128 bits.
constexpr uint256 wide_product(uint128 a, uint128 b) {
    constexpr uint128 low_half = ~std::uint64_t{0};
    uint128 const a0 = a & low_half;
    uint128 const a1 = a >> 64;
    uint128 const b0 = b & low_half;
    uint128 const b1 = b >> 64;
    uint128 const p00 = a0 * b0;
    uint128 const p01 = a0 * b1;
    uint128 const p10 = a1 * b0;
    uint128 const middle = (p00 >> 64) + (p01 & low_half) + (p10 & low_half);
    return {a1 * b1 + (p01 >> 64) + (p10 >> 64) + (middle >> 64), (middle << 64) | (p00 & low_half)};
}

struct quotient {
    uint128 whole = 0;
    uint128 rest = 0;
};

// numerator / divisor for 0 < divisor <= 2^127; empty when the quotient needs more than 128 bits.
constexpr std::optional<quotient> long_division(uint256 numerator, uint128 divisor) {
    if (numerator.high == 0) return quotient{numerator.low / divisor, numerator.low % divisor};
    if (numerator.high >= divisor) return std::nullopt;
    // Bit by bit: rest < divisor <= 2^127, so twice the rest plus one still fits.
    quotient q{0, numerator.high};
    for (int bit = 127; bit >= 0; --bit) {
        q.rest = (q.rest << 1) | ((numerator.low >> bit) & 1U);
        q.whole <<= 1;
        if (q.rest >= divisor) {
            q.rest -= divisor;
            q.whole |= 1U;
        }
    }
    return q;
}

// Whether a quotient with rest/divisor left over, rest < divisor <= 2^127, goes to the next larger magnitude.
constexpr bool rounds_up(quotient const& q, uint128 divisor, rounding mode) {
    if (mode == rounding::down || q.rest == 0) return false;
    uint128 const twice = q.rest << 1;
    if (twice != divisor) return twice > divisor;
    return mode == rounding::half_up || (q.whole & 1U) != 0;
}

// (q, rounded) * scale with that sign.
std::optional<decimal> rounded(quotient q, uint128 divisor, std::int64_t scale, bool negative, rounding mode) {
    if (rounds_up(q, divisor, mode) && __builtin_add_overflow(q.whole, uint128{1}, &q.whole)) return std::nullopt;
    uint128 size = 0;
    if (__builtin_mul_overflow(q.whole, static_cast<uint128>(scale), &size)) return std::nullopt;
    return with_sign(negative, size);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

decimal decimal::from_integer(std::int64_t value) { return {int128{value} * one_whole}; }

parsed_decimal parse_decimal(std::string_view text) {
    bool const negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::size_t const point = text.find('.');
    std::string_view const whole = text.substr(0, point);
    std::string_view const fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty()))
        return {std::nullopt, decimal_error::malformed};
    for (char const c : whole)
        if (!is_digit(c)) return {std::nullopt, decimal_error::malformed};
    for (char const c : fraction)
        if (!is_digit(c)) return {std::nullopt, decimal_error::malformed};
    if (fraction.size() > decimal::fraction_digits) return {std::nullopt, decimal_error::too_many_digits};

    uint128 size = 0;
    auto const append = [&size](unsigned digit) {
        return !__builtin_mul_overflow(size, uint128{10}, &size) &&
               !__builtin_add_overflow(size, uint128{digit}, &size);
    };
    for (std::size_t i = 0; i < whole.size(); ++i)
        if (!append(static_cast<unsigned>(whole[i] - '0'))) return {std::nullopt, decimal_error::out_of_range};
    for (std::size_t i = 0; i < decimal::fraction_digits; ++i)
        if (!append(i < fraction.size() ? static_cast<unsigned>(fraction[i] - '0') : 0U))
            return {std::nullopt, decimal_error::out_of_range};
    return {with_sign(negative, size), decimal_error::out_of_range};
}

std::string to_string(decimal value) {
    uint128 rest = magnitude(value.billionths);
    // 39 digits of 2^127, a point, a leading zero and a minus.
    std::array<char, 48> buffer{};
    std::size_t at = buffer.size();
    bool significant = false;
    for (int digit = 0; digit < decimal::fraction_digits || rest != 0 || digit == decimal::fraction_digits; ++digit) {
        if (digit == decimal::fraction_digits && significant) buffer[--at] = '.';
        char const c = static_cast<char>('0' + static_cast<int>(rest % 10));
        rest /= 10;
        significant = significant || c != '0';
        if (significant || digit >= decimal::fraction_digits) buffer[--at] = c;
    }
    if (value.billionths < 0) buffer[--at] = '-';
    return {buffer.data() + at, buffer.size() - at};
}

std::optional<std::int64_t> to_integer(decimal value) {
    if (value.billionths % one_whole != 0) return std::nullopt;
    int128 const whole = value.billionths / one_whole;
    if (whole < std::numeric_limits<std::int64_t>::min() || whole > std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    return static_cast<std::int64_t>(whole);
}

std::optional<decimal> add(decimal a, decimal b) {
    decimal sum;
    if (__builtin_add_overflow(a.billionths, b.billionths, &sum.billionths)) return std::nullopt;
    return sum;
}

std::optional<decimal> subtract(decimal a, decimal b) {
    decimal difference;
    if (__builtin_sub_overflow(a.billionths, b.billionths, &difference.billionths)) return std::nullopt;
    return difference;
}

std::optional<decimal> multiply(decimal a, decimal b) {
    int128 product = 0;
    if (!__builtin_mul_overflow(a.billionths, b.billionths, &product)) {
        if (product % one_whole != 0) return std::nullopt;
        return decimal{product / one_whole};
    }
    auto const q = long_division(wide_product(magnitude(a.billionths), magnitude(b.billionths)), uint128{one_whole});
    if (!q || q->rest != 0) return std::nullopt;
    return with_sign((a.billionths < 0) != (b.billionths < 0), q->whole);
}

std::optional<decimal> negate(decimal a) { return subtract(decimal{}, a); }

std::optional<decimal> round(decimal value, int digits, rounding mode) {
    if (digits < 0 || digits > decimal::fraction_digits) return std::nullopt;
    std::int64_t const step = powers_of_ten[static_cast<std::size_t>(decimal::fraction_digits - digits)];
    uint128 const size = magnitude(value.billionths);
    auto const divisor = static_cast<uint128>(step);
    return rounded({size / divisor, size % divisor}, divisor, step, value.billionths < 0, mode);
}

std::optional<decimal> divide(decimal a, decimal b, int digits, rounding mode) {
    if (b.billionths == 0 || digits < 0 || digits > decimal::fraction_digits) return std::nullopt;
    uint128 const divisor = magnitude(b.billionths);
    auto const scaled_up = static_cast<uint128>(powers_of_ten[static_cast<std::size_t>(digits)]);
    auto const q = long_division(wide_product(magnitude(a.billionths), scaled_up), divisor);
    if (!q) return std::nullopt;
    std::int64_t const step = powers_of_ten[static_cast<std::size_t>(decimal::fraction_digits - digits)];
    return rounded(*q, divisor, step, (a.billionths < 0) != (b.billionths < 0), mode);
}

}  // namespace a6::dsl
