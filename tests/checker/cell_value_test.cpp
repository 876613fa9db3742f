#include "checker/cell_value.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

std::string number(std::string_view stored) { return exact_number(stored).value_or("not a number"); }
std::string day(std::string_view serial, bool from_1904 = false) {
    return date_of_serial(serial, from_1904).value_or("not a day");
}

TEST(exact_number, prints_whole_numbers_without_fraction) {
    EXPECT_EQ(number("10000.0"), "10000");
    EXPECT_EQ(number("0"), "0");
    EXPECT_EQ(number("-0.0"), "0");
    EXPECT_EQ(number("007"), "7");
    EXPECT_EQ(number("1733"), "1733");
}

TEST(exact_number, understands_exponents) {
    EXPECT_EQ(number("1.1733E4"), "11733");
    EXPECT_EQ(number("1E+20"), "100000000000000000000");
    EXPECT_EQ(number("2.5e-3"), "0.0025");
    EXPECT_EQ(number("1.0000000000000001E-1"), "0.1");
}

TEST(exact_number, rounds_to_fifteen_digits) {
    EXPECT_EQ(number("0.30000000000000004"), "0.3");
    EXPECT_EQ(number("1234567890123456789"), "1234567890123460000");
    EXPECT_EQ(number("9.9999999999999999"), "10");
    EXPECT_EQ(number("99999999999999999"), "100000000000000000");
    EXPECT_EQ(number("-1.0049999999999999"), "-1.005");
    EXPECT_EQ(number("123456789012345"), "123456789012345");
}

TEST(exact_number, refuses_what_is_no_number) {
    for (std::string_view const text : {"", "-", ".", "abc", "1e", "1e999999", "0x10", "nan", "1,000", "1 "}) {
        EXPECT_FALSE(exact_number(text)) << text;
    }
}

TEST(date_of_serial, counts_in_both_systems) {
    EXPECT_EQ(day("45845"), "2025-07-07");
    EXPECT_EQ(day("44383", true), "2025-07-07");
    EXPECT_EQ(day("1"), "1900-01-01");
    EXPECT_EQ(day("59"), "1900-02-28");
    EXPECT_EQ(day("60"), "not a day");
    EXPECT_EQ(day("61"), "1900-03-01");
    EXPECT_EQ(day("0"), "not a day");
    EXPECT_EQ(day("0", true), "1904-01-01");
    EXPECT_EQ(day("2958465"), "9999-12-31");
    EXPECT_EQ(day("2958466"), "not a day");
    EXPECT_EQ(day("-1"), "not a day");
}

TEST(date_of_serial, adds_the_time_of_day) {
    EXPECT_EQ(day("45845.4375"), "2025-07-07T10:30:00");
    EXPECT_EQ(day("45992.4379166667"), "2025-12-01T10:30:36");
    EXPECT_EQ(day("45845.999999999999"), "2025-07-08");
    EXPECT_EQ(day("45845.0000014468"), "2025-07-07T00:00:00.125");
}

TEST(serial_of_date, is_the_exact_inverse_or_nothing) {
    for (std::string_view const text :
         {"2025-07-07", "1900-03-01", "9999-12-31", "2025-07-07T10:30:00", "2025-12-01T23:59:59.999"}) {
        auto const serial = serial_of_date(text);
        ASSERT_TRUE(serial) << text;
        EXPECT_EQ(day(*serial), text);
    }
    for (std::string_view const text :
         {"1900-02-28", "2025-02-30", "07/07/2025", "2025-07-07T", "2025-07-07T10:30", "2025-07-07T00:00:00",
          "2025-07-07T10:30:00Z", "2025-07-07 10:30:00", "", "NA"}) {
        EXPECT_FALSE(serial_of_date(text)) << text;
    }
}

TEST(is_date_format, tells_days_from_numbers_and_times) {
    for (std::string_view const code :
         {"dd/mm/yyyy", "yyyy-mm-dd h:mm:ss", "[$-409]d\\-mmm\\-yy;@", "mmm", "MMMM YYYY", "[Red]dd.mm"}) {
        EXPECT_TRUE(is_date_format(code)) << code;
    }
    for (std::string_view const code :
         {"General", "0.00", "#,##0", "h:mm:ss", "[h]:mm", "mm:ss", "0 \"days\"", "0\\d", "[$-409]0", "@", ""}) {
        EXPECT_FALSE(is_date_format(code)) << code;
    }
    EXPECT_TRUE(is_builtin_date_format(14));
    EXPECT_TRUE(is_builtin_date_format(22));
    EXPECT_FALSE(is_builtin_date_format(0));
    EXPECT_FALSE(is_builtin_date_format(20));
    EXPECT_FALSE(is_builtin_date_format(46));
}

TEST(decode_escapes, decodes_legal_characters_only) {
    EXPECT_EQ(decode_escapes("a_x000D_b"), "a\rb");
    EXPECT_EQ(decode_escapes("_x005F_x0041_"), "_x0041_");
    EXPECT_EQ(decode_escapes("_x0001_"), "_x0001_");
    EXPECT_EQ(decode_escapes("_xD800_"), "_xD800_");
    EXPECT_EQ(decode_escapes("_x20AC_"), "\u20AC");
    EXPECT_EQ(decode_escapes("_x00_ _x004"), "_x00_ _x004");
    EXPECT_FALSE(has_escapes("plain"));
}

}  // namespace
}  // namespace a6::checker
