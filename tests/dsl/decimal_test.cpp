#include "dsl/decimal.hpp"

#include <gtest/gtest.h>
#include <boost/multiprecision/cpp_int.hpp>

#include <array>
#include <initializer_list>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <utility>

namespace a6::dsl {
namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

__extension__ typedef unsigned __int128 uint128;

constexpr int128 greatest = static_cast<int128>(~static_cast<uint128>(0) >> 1);
constexpr int128 least = -greatest - 1;
constexpr std::int64_t billion = 1'000'000'000;
constexpr std::array modes = {rounding::half_even, rounding::half_up, rounding::down};

decimal dec(std::string_view text) {
    auto const parsed = parse_decimal(text);
    EXPECT_TRUE(parsed.value) << text;
    return parsed.value.value_or(decimal{});
}

std::string shown(std::optional<decimal> value) { return value ? to_string(*value) : "none"; }

TEST(decimal, reads_and_spells) {
    for (auto const& [text, billionths] :
         std::initializer_list<std::pair<std::string_view, std::int64_t>>{{"0", 0},
                                                                          {"-0", 0},
                                                                          {"0.0", 0},
                                                                          {"12", 12 * billion},
                                                                          {"-12.5", -12'500'000'000},
                                                                          {"0.000000001", 1},
                                                                          {"007.10", 7'100'000'000},
                                                                          {"-0.999999999", -999'999'999}}) {
        auto const parsed = parse_decimal(text);
        ASSERT_TRUE(parsed.value) << text;
        EXPECT_TRUE(parsed.value->billionths == billionths) << text;
    }
    EXPECT_EQ(to_string(dec("12.500")), "12.5");
    EXPECT_EQ(to_string(dec("-0.5")), "-0.5");
    EXPECT_EQ(to_string(dec("-0.0")), "0");
    EXPECT_EQ(to_string(dec("1000")), "1000");
    EXPECT_EQ(to_string(dec("0010.000000010")), "10.00000001");
}

TEST(decimal, refuses_what_is_not_a_number) {
    for (std::string_view const text : {"", "-", ".", "1.", ".5", "-.5", "+1", "1e3", "1,000", " 1", "1 ", "1..2",
                                        "1.2.3", "--1", "0x1", "nan", "1.-2", "\xD9\xA1", "1.00000000000x"})
        EXPECT_EQ(parse_decimal(text).error, decimal_error::malformed) << text;
    for (std::string_view const text : {"", "12abc"}) EXPECT_FALSE(parse_decimal(text).value) << text;
    EXPECT_FALSE(parse_decimal(std::string_view{"1\0002", 3}).value);
    EXPECT_FALSE(parse_decimal("1.0000000001").value);
    EXPECT_EQ(parse_decimal("1.0000000001").error, decimal_error::too_many_digits);
    EXPECT_EQ(parse_decimal("1.0000000000").error, decimal_error::too_many_digits);
}

TEST(decimal, range_ends_exactly_at_128_bits) {
    std::string const top = "170141183460469231731687303715.884105727";
    std::string const bottom = "-170141183460469231731687303715.884105728";
    EXPECT_TRUE(dec(top).billionths == greatest);
    EXPECT_TRUE(dec(bottom).billionths == least);
    EXPECT_EQ(to_string(decimal{greatest}), top);
    EXPECT_EQ(to_string(decimal{least}), bottom);
    for (std::string const& text : {std::string{"170141183460469231731687303715.884105728"},
                                    std::string{"-170141183460469231731687303715.884105729"},
                                    std::string{"170141183460469231731687303716"}, std::string(400, '9')}) {
        auto const parsed = parse_decimal(text);
        EXPECT_FALSE(parsed.value) << text;
        EXPECT_EQ(parsed.error, decimal_error::out_of_range) << text;
    }
    EXPECT_TRUE(parse_decimal(std::string(400, '0') + "1").value);
}

TEST(decimal, whole_numbers) {
    EXPECT_EQ(to_integer(dec("12")), 12);
    EXPECT_EQ(to_integer(dec("-12")), -12);
    EXPECT_FALSE(to_integer(dec("12.5")));
    EXPECT_EQ(to_integer(dec("9223372036854775807")), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(to_integer(dec("-9223372036854775808")), std::numeric_limits<std::int64_t>::min());
    EXPECT_FALSE(to_integer(dec("9223372036854775808")));
    EXPECT_FALSE(to_integer(dec("-9223372036854775809")));
    for (std::int64_t const value : {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::max(),
                                     std::numeric_limits<std::int64_t>::min()})
        EXPECT_EQ(to_integer(decimal::from_integer(value)), value);
}

TEST(decimal, orders_by_value) {
    EXPECT_LT(dec("-1"), dec("-0.5"));
    EXPECT_LT(dec("9.999999999"), dec("10"));
    EXPECT_EQ(dec("1.50"), dec("1.5"));
    EXPECT_GT(decimal{greatest}, decimal{least});
}

TEST(decimal, rounds_halves_as_told) {
    struct sample {
        char const* value;
        int digits;
        char const* half_even;
        char const* half_up;
        char const* down;
    };
    for (sample const& s :
         {sample{"0.5", 0, "0", "1", "0"}, sample{"1.5", 0, "2", "2", "1"}, sample{"-0.5", 0, "0", "-1", "0"},
          sample{"-1.5", 0, "-2", "-2", "-1"}, sample{"2.5", 0, "2", "3", "2"}, sample{"2.500000001", 0, "3", "3", "2"},
          sample{"2.499999999", 0, "2", "2", "2"}, sample{"1.005", 2, "1", "1.01", "1"},
          sample{"-1.015", 2, "-1.02", "-1.02", "-1.01"},
          sample{"7.123456789", 9, "7.123456789", "7.123456789", "7.123456789"}}) {
        EXPECT_EQ(shown(round(dec(s.value), s.digits, rounding::half_even)), s.half_even) << s.value;
        EXPECT_EQ(shown(round(dec(s.value), s.digits, rounding::half_up)), s.half_up) << s.value;
        EXPECT_EQ(shown(round(dec(s.value), s.digits, rounding::down)), s.down) << s.value;
    }
    EXPECT_FALSE(round(dec("1"), -1, rounding::down));
    EXPECT_FALSE(round(dec("1"), 10, rounding::down));
    EXPECT_FALSE(round(decimal{greatest}, 0, rounding::half_up));
    EXPECT_EQ(shown(round(decimal{least}, 0, rounding::down)), "-170141183460469231731687303715");
}

TEST(decimal, divides) {
    EXPECT_EQ(shown(divide(dec("1"), dec("3"), 9, rounding::half_even)), "0.333333333");
    EXPECT_EQ(shown(divide(dec("2"), dec("3"), 9, rounding::half_even)), "0.666666667");
    EXPECT_EQ(shown(divide(dec("2"), dec("3"), 2, rounding::down)), "0.66");
    EXPECT_EQ(shown(divide(dec("-1"), dec("8"), 2, rounding::half_even)), "-0.12");
    EXPECT_EQ(shown(divide(dec("-1"), dec("8"), 2, rounding::half_up)), "-0.13");
    EXPECT_EQ(shown(divide(dec("10"), dec("4"), 0, rounding::half_even)), "2");
    EXPECT_FALSE(divide(dec("1"), dec("0"), 2, rounding::half_even));
    EXPECT_FALSE(divide(dec("1"), dec("2"), 10, rounding::half_even));
    EXPECT_FALSE(divide(decimal{greatest}, dec("0.5"), 0, rounding::half_even));
    EXPECT_TRUE(divide(decimal{least}, dec("1"), 9, rounding::down)->billionths == least);
    EXPECT_FALSE(divide(decimal{least}, dec("-1"), 9, rounding::down));
    EXPECT_EQ(shown(divide(decimal{greatest}, decimal{greatest}, 9, rounding::half_even)), "1");
    EXPECT_EQ(shown(divide(decimal{greatest}, decimal{least}, 0, rounding::half_even)), "-1");
}

TEST(decimal, overflow_is_told) {
    EXPECT_FALSE(add(decimal{greatest}, decimal{1}));
    EXPECT_FALSE(add(decimal{least}, decimal{-1}));
    EXPECT_FALSE(subtract(decimal{least}, decimal{1}));
    EXPECT_FALSE(negate(decimal{least}));
    EXPECT_TRUE(negate(decimal{greatest})->billionths == -greatest);
    EXPECT_FALSE(multiply(decimal{greatest}, dec("2")));
    EXPECT_TRUE(multiply(decimal{least}, dec("1"))->billionths == least);
    EXPECT_FALSE(multiply(decimal{least}, dec("-1")));
    EXPECT_FALSE(multiply(dec("0.000000001"), dec("0.1")));
    EXPECT_EQ(shown(multiply(dec("0.00003"), dec("0.0002"))), "0.000000006");
    EXPECT_EQ(shown(multiply(dec("-100000000000000"), dec("100000000000000"))), "-10000000000000000000000000000");
}

// ---- against exact rationals -------------------------------------------------------------------------------------

cpp_int big(int128 v) {
    bool const negative = v < 0;
    auto const size = negative ? -static_cast<uint128>(v) : static_cast<uint128>(v);
    cpp_int result = static_cast<std::uint64_t>(size >> 64);
    result <<= 64;
    result += static_cast<std::uint64_t>(size);
    return negative ? cpp_int{-result} : result;
}

cpp_rational exact(decimal d) { return {big(d.billionths), cpp_int{billion}}; }

// The decimal of that value, if there is one.
std::optional<cpp_int> as_billionths(cpp_rational const& value) {
    cpp_rational const scaled = value * billion;
    if (denominator(scaled) != 1) return std::nullopt;
    cpp_int const whole = numerator(scaled);
    if (whole < big(least) || whole > big(greatest)) return std::nullopt;
    return whole;
}

cpp_rational rounded_exactly(cpp_rational const& value, int digits, rounding mode) {
    cpp_int const scale = boost::multiprecision::pow(cpp_int{10}, static_cast<unsigned>(digits));
    cpp_rational const scaled = abs(value) * scale;
    cpp_int whole = numerator(scaled) / denominator(scaled);
    cpp_rational const rest = scaled - whole;
    cpp_rational const half{1, 2};
    if (mode == rounding::half_up ? rest >= half
                                  : mode == rounding::half_even && (rest > half || (rest == half && whole % 2 != 0)))
        ++whole;
    cpp_rational const size{whole, scale};
    return value < 0 ? cpp_rational{-size} : size;
}

void expect_same(std::optional<decimal> actual, std::optional<cpp_int> const& expected, std::string const& what) {
    ASSERT_EQ(actual.has_value(), expected.has_value()) << what;
    if (actual) {
        ASSERT_EQ(big(actual->billionths), *expected) << what;
    }
}

class random_decimals {
public:
    explicit random_decimals(std::uint32_t seed) : engine_{seed} {}

    // Every size is as likely as any other, and the corners come often: ends of the range, small and round numbers.
    decimal next() {
        switch (engine_() % 8) {
            case 0: return corners_[engine_() % corners_.size()];
            case 1: return decimal::from_integer(static_cast<std::int64_t>(engine_() % 2001) - 1000);
            case 2: return {static_cast<int128>(engine_() % 2001) - 1000};
            default: break;
        }
        uint128 bits = (static_cast<uint128>(engine_()) << 64) | engine_();
        bits >>= engine_() % 128;
        auto value = static_cast<int128>(bits);
        if (engine_() % 3 == 0) value -= value % billion;
        return {engine_() % 2 == 0 || value == least ? value : -value};
    }
    int digits() { return static_cast<int>(engine_() % 10); }

private:
    std::mt19937_64 engine_;
    std::array<decimal, 8> corners_ = {
        decimal{greatest}, decimal{least},        decimal{0},        decimal{1}, decimal{-1},
        decimal{billion},  decimal{greatest - 1}, decimal{least + 1}};
};

class decimal_property : public testing::TestWithParam<std::uint32_t> {};

TEST_P(decimal_property, agrees_with_exact_rationals) {
    random_decimals random{GetParam()};
    for (int i = 0; i < 3000; ++i) {
        decimal const a = random.next();
        decimal const b = random.next();
        int const digits = random.digits();
        std::string const what = to_string(a) + " and " + to_string(b) + ", " + std::to_string(digits) + " digits";

        auto const reread = parse_decimal(to_string(a));
        ASSERT_TRUE(reread.value) << what;
        ASSERT_TRUE(*reread.value == a) << what;
        ASSERT_EQ(a < b, exact(a) < exact(b)) << what;
        expect_same(add(a, b), as_billionths(exact(a) + exact(b)), "add " + what);
        expect_same(subtract(a, b), as_billionths(exact(a) - exact(b)), "subtract " + what);
        expect_same(multiply(a, b), as_billionths(exact(a) * exact(b)), "multiply " + what);
        expect_same(negate(a), as_billionths(-exact(a)), "negate " + what);
        for (rounding const mode : modes) {
            expect_same(round(a, digits, mode), as_billionths(rounded_exactly(exact(a), digits, mode)),
                        "round " + what);
            expect_same(
                divide(a, b, digits, mode),
                b == decimal{} ? std::nullopt : as_billionths(rounded_exactly(exact(a) / exact(b), digits, mode)),
                "divide " + what);
        }
        if (HasFatalFailure()) return;
    }
}

INSTANTIATE_TEST_SUITE_P(seeds, decimal_property, testing::Values(1U, 20211113U, 20241123U, 4294967295U));

}  // namespace
}  // namespace a6::dsl
