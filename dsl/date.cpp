#include "dsl/date.hpp"

#include <chrono>
#include <cstddef>

namespace a6::dsl {

namespace {

std::chrono::year_month_day calendar_day(date d) {
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{d.days}}};
}

// The number written by exactly `count` digits at the front of `text`; -1 if something else stands there.
int digits(std::string_view text, std::size_t count) {
    int value = 0;
    for (char const c : text.substr(0, count)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

void append_padded(std::string& out, int value, std::size_t width) {
    std::string const number = std::to_string(value);
    if (number.size() < width) out.append(width - number.size(), '0');
    out += number;
}

}  // namespace

std::optional<date> make_date(int year, int month, int day) {
    if (year < 1583 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    std::chrono::year_month_day const ymd{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
    if (!ymd.ok()) return std::nullopt;
    return date{static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count())};
}

int year_of(date d) { return static_cast<int>(calendar_day(d).year()); }

int month_of(date d) { return static_cast<int>(static_cast<unsigned>(calendar_day(d).month())); }

int day_of(date d) { return static_cast<int>(static_cast<unsigned>(calendar_day(d).day())); }

std::optional<date> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    // A part that is not all digits comes back as -1, which no calendar has.
    return make_date(digits(text, 4), digits(text.substr(5), 2), digits(text.substr(8), 2));
}

std::string to_string(date d) {
    std::string out;
    out.reserve(10);
    append_padded(out, year_of(d), 4);
    out += '-';
    append_padded(out, month_of(d), 2);
    out += '-';
    append_padded(out, day_of(d), 2);
    return out;
}

std::string to_string(period p) {
    bool const whole_years =
        month_of(p.first) == 1 && day_of(p.first) == 1 && month_of(p.last) == 12 && day_of(p.last) == 31;
    if (!whole_years) return to_string(p.first) + " to " + to_string(p.last);
    int const first = year_of(p.first);
    int const last = year_of(p.last);
    return first == last ? std::to_string(first) : std::to_string(first) + " to " + std::to_string(last);
}

}  // namespace a6::dsl
