#include "checker/unit_count.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using count = std::optional<std::int64_t>;

TEST(unit_count, counts_between_identifiers_that_differ_in_one_number) {
    EXPECT_EQ(unit_count("TH-2023-0100", "TH-2023-0150"), count(51));
    EXPECT_EQ(unit_count("U-1", "U-4"), count(4));
    EXPECT_EQ(unit_count("U-9", "U-10"), count(2));
    EXPECT_EQ(unit_count("1", "1000000"), count(1000000));
    EXPECT_EQ(unit_count("A1B2C3", "A1B7C3"), count(6));
    EXPECT_EQ(unit_count("0", "9"), count(10));
    EXPECT_EQ(unit_count("5-5-x", "7-5-x"), count(3));
}

TEST(unit_count, counts_the_widest_numbers_that_fit) {
    EXPECT_EQ(unit_count("N-0", "N-999999999999999999"), count(1'000'000'000'000'000'000));
    EXPECT_EQ(unit_count("N-1", "N-1000000000000000000"), std::nullopt);
}

TEST(unit_count, leading_zeros_keep_their_width) {
    EXPECT_EQ(unit_count("U-01", "U-10"), count(10));
    EXPECT_EQ(unit_count("U-001", "U-10"), std::nullopt);
    EXPECT_EQ(unit_count("U-1", "U-010"), std::nullopt);
    EXPECT_EQ(unit_count("U-00", "U-99"), count(100));
    EXPECT_EQ(unit_count("U-0", "U-12"), count(13));
}

TEST(unit_count, says_nothing_where_it_would_guess) {
    EXPECT_EQ(unit_count("U-1", "U-1"), std::nullopt);      // one identifier for a whole block
    EXPECT_EQ(unit_count("U-4", "U-1"), std::nullopt);      // falls
    EXPECT_EQ(unit_count("U-1-1", "U-2-2"), std::nullopt);  // two numbers differ
    EXPECT_EQ(unit_count("U-1", "V-2"), std::nullopt);      // letters differ
    EXPECT_EQ(unit_count("U-1", "u-2"), std::nullopt);
    EXPECT_EQ(unit_count("U-1", "U-2-3"), std::nullopt);  // another shape
    EXPECT_EQ(unit_count("U-a", "U-2"), std::nullopt);    // a number against letters
    EXPECT_EQ(unit_count("", ""), std::nullopt);
    EXPECT_EQ(unit_count("", "1"), std::nullopt);
    EXPECT_EQ(unit_count("abc", "abd"), std::nullopt);
}

TEST(unit_block, units_of_one_series_meet_and_others_do_not) {
    text_pool pool;
    auto const block = [&](char const* first, char const* last, char const* registry = "GS") {
        auto const b = unit_block(registry, first, last, pool);
        EXPECT_TRUE(b) << first << ' ' << last;
        return b.value_or(serial_block{});
    };
    EXPECT_EQ(overlaps(block("U-7-100", "U-7-199"), block("U-7-150", "U-7-150")), truth::yes);
    EXPECT_EQ(overlaps(block("U-7-100", "U-7-199"), block("U-7-200", "U-7-300")), truth::no);
    EXPECT_EQ(overlaps(block("U-7-100", "U-7-199"), block("U-8-100", "U-8-199")), truth::no);
    EXPECT_EQ(overlaps(block("U-7-100", "U-7-199"), block("U-7-100", "U-7-199", "VCS")), truth::no);
    EXPECT_EQ(block("U-7-100", "U-7-199").size(), 100);
    EXPECT_FALSE(unit_block("GS", "U-7-1", "U-8-2", pool));
    EXPECT_FALSE(unit_block("GS", "U", "U", pool));
    EXPECT_FALSE(unit_block("GS", "", "U-1", pool));
}

}  // namespace
}  // namespace a6::checker
