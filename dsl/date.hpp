#pragma once
// Calendar days and periods of days. Gregorian, no time of day, no time zone.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace a6::dsl {

// Days since 1970-01-01.
struct date {
    std::int32_t days = 0;
    friend auto operator<=>(date, date) = default;
};

// Years 1583 to 9999; empty for a day that does not exist.
std::optional<date> make_date(int year, int month, int day);
int year_of(date d);
int month_of(date d);
int day_of(date d);

// "2025-07-07" only.
std::optional<date> parse_iso_date(std::string_view text);
std::string to_string(date d);  // "2025-07-07"

// Days from first to last, both inside; never empty (first <= last).
struct period {
    date first;
    date last;
    friend bool operator==(period, period) = default;
};
std::string to_string(period p);  // "2021 to 2030" for whole years, "2025" for one of them, else ISO days

}  // namespace a6::dsl
