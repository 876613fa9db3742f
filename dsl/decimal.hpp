#pragma once
// Exact decimal numbers: a 128-bit integer that counts billionths. No floating point, no implicit rounding.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace a6::dsl {

__extension__ typedef __int128 int128;  // the keyword keeps -Wpedantic quiet about the type

// What happens to a value between two neighbours: halves to the even one, halves away from zero, always towards zero.
enum class rounding : std::uint8_t { half_even, half_up, down };

enum class decimal_error : std::uint8_t { malformed, too_many_digits, out_of_range };

// Value = billionths * 10^-9. Range about +-1.7e29, which is more tonnes than the atmosphere weighs.
struct decimal {
    int128 billionths = 0;

    static constexpr int fraction_digits = 9;
    static decimal from_integer(std::int64_t value);

    friend bool operator==(decimal, decimal) = default;
    friend std::strong_ordering operator<=>(decimal a, decimal b) {
        return a.billionths < b.billionths   ? std::strong_ordering::less
               : a.billionths > b.billionths ? std::strong_ordering::greater
                                             : std::strong_ordering::equal;
    }
};

struct parsed_decimal {
    std::optional<decimal> value;
    decimal_error error = decimal_error::malformed;  // meaningful when `value` is empty
};

// Reads "-12.5": optional minus, digits, optional point and 1 to 9 digits. No exponent, no plus, no separators.
parsed_decimal parse_decimal(std::string_view text);

// Shortest exact spelling: "12", "-0.5". parse_decimal(to_string(x)) == x.
std::string to_string(decimal value);

// The integer value, if the number is whole and fits.
std::optional<std::int64_t> to_integer(decimal value);

// Empty on overflow; multiply also when the exact product needs more than nine fraction digits.
std::optional<decimal> add(decimal a, decimal b);
std::optional<decimal> subtract(decimal a, decimal b);
std::optional<decimal> multiply(decimal a, decimal b);
std::optional<decimal> negate(decimal a);

// value rounded to `digits` (0..9) fraction digits; empty on overflow or for another count of digits.
std::optional<decimal> round(decimal value, int digits, rounding mode);
// a / b, exact to the last digit before it is rounded, to `digits` (0..9) fraction digits; empty when b is zero, on
// overflow or for another count of digits.
std::optional<decimal> divide(decimal a, decimal b, int digits, rounding mode);

}  // namespace a6::dsl
