#include "dsl/date.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace a6::dsl {
namespace {

date day(int year, int month, int day_of_month) {
    auto const d = make_date(year, month, day_of_month);
    EXPECT_TRUE(d) << year << '-' << month << '-' << day_of_month;
    return d.value_or(date{});
}

TEST(date, counts_days_from_1970) {
    EXPECT_EQ(day(1970, 1, 1).days, 0);
    EXPECT_EQ(day(1969, 12, 31).days, -1);
    EXPECT_EQ(day(2000, 3, 1).days, 11017);
    EXPECT_EQ(day(2021, 11, 13).days, 18944);
    EXPECT_EQ(day(9999, 12, 31).days, 2932896);
}

TEST(date, knows_which_days_exist) {
    EXPECT_TRUE(make_date(2024, 2, 29));
    EXPECT_TRUE(make_date(2000, 2, 29));
    EXPECT_FALSE(make_date(1900, 2, 29));
    EXPECT_FALSE(make_date(2023, 2, 29));
    EXPECT_FALSE(make_date(2023, 4, 31));
    EXPECT_FALSE(make_date(2023, 0, 1));
    EXPECT_FALSE(make_date(2023, 13, 1));
    EXPECT_FALSE(make_date(2023, 1, 0));
    EXPECT_FALSE(make_date(2023, 1, 256 + 1));
    EXPECT_FALSE(make_date(2023, 256 + 1, 1));
    EXPECT_TRUE(make_date(1583, 1, 1));
    EXPECT_FALSE(make_date(1582, 12, 31));
    EXPECT_FALSE(make_date(10000, 1, 1));
    EXPECT_FALSE(make_date(-2023, 1, 1));
}

TEST(date, reads_iso_days_only) {
    EXPECT_EQ(parse_iso_date("2025-07-07"), day(2025, 7, 7));
    EXPECT_EQ(parse_iso_date("9999-12-31"), day(9999, 12, 31));
    for (std::string_view const text :
         {"", "2025", "2025-7-7", "2025-07-7", "20250707", "07/07/2025", "2025/07/07", "2025-07-07T00:00:00Z",
          " 2025-07-07", "2025-07-07 ", "2025-02-30", "2025-13-01", "0000-01-01", "+025-07-07", "-025-07-07",
          "2025--7-07", "2025-0x-07"})
        EXPECT_FALSE(parse_iso_date(text)) << text;
    EXPECT_FALSE(parse_iso_date(std::string_view{"2025-07-0\0", 10}));
}

TEST(date, spells_iso_days) {
    EXPECT_EQ(to_string(day(2025, 7, 7)), "2025-07-07");
    EXPECT_EQ(to_string(day(1583, 1, 1)), "1583-01-01");
}

TEST(date, orders_by_day) {
    EXPECT_LT(day(2024, 12, 31), day(2025, 1, 1));
    EXPECT_EQ(day(2025, 1, 1), day(2025, 1, 1));
}

TEST(date, spells_periods) {
    EXPECT_EQ(to_string(period{day(2021, 1, 1), day(2030, 12, 31)}), "2021 to 2030");
    EXPECT_EQ(to_string(period{day(2025, 1, 1), day(2025, 12, 31)}), "2025");
    EXPECT_EQ(to_string(period{day(2021, 1, 1), day(2030, 12, 30)}), "2021-01-01 to 2030-12-30");
    EXPECT_EQ(to_string(period{day(2021, 1, 2), day(2021, 1, 2)}), "2021-01-02 to 2021-01-02");
}

// Every day of the range follows the day before it, by rules of the calendar written down a second time.
TEST(date, walks_the_whole_calendar) {
    int year = 1583;
    int month = 1;
    int day_of_month = 1;
    for (date d = day(1583, 1, 1); d <= day(9999, 12, 31); ++d.days) {
        ASSERT_EQ(year_of(d), year);
        ASSERT_EQ(month_of(d), month);
        ASSERT_EQ(day_of(d), day_of_month);
        ASSERT_EQ(make_date(year, month, day_of_month), d);
        bool const leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int const length = month == 2                                              ? (leap ? 29 : 28)
                           : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                                   : 31;
        if (++day_of_month <= length) continue;
        day_of_month = 1;
        if (++month <= 12) continue;
        month = 1;
        ++year;
    }
    EXPECT_EQ(year, 10000);
}

TEST(date, reads_back_what_it_spells) {
    std::mt19937 random{20241123};
    std::uniform_int_distribution<std::int32_t> days{day(1583, 1, 1).days, day(9999, 12, 31).days};
    for (int i = 0; i < 20000; ++i) {
        date const d{days(random)};
        ASSERT_EQ(parse_iso_date(to_string(d)), d);
    }
}

}  // namespace
}  // namespace a6::dsl
