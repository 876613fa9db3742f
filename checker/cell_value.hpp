#pragma once
// How workbooks store values, and what they mean: numbers, dates and escaped characters. Texts only, no binary
// fractions.

#include <optional>
#include <string>
#include <string_view>

namespace a6::checker {

// The digits of a number cell ("1.1733E4", "0.30000000000000004", "10000.0") as an exact decimal without exponent,
// rounded to the 15 significant digits that spreadsheet programs work with: "11733", "0.3", "10000".
// Empty if it is not a number or has an absurd exponent.
std::optional<std::string> exact_number(std::string_view stored);

// Days since the workbook's epoch, as exact_number() gives them, to "2025-07-07" or, with a time of day,
// "2025-07-07T10:30:00" (with ".125" when there are milliseconds). Empty for what is no day: below 1, the 29 February
// 1900 that the 1900 system invents, behind the year 9999.
std::optional<std::string> date_of_serial(std::string_view number, bool from_1904);

// The inverse in the 1900 system, from 1 March 1900 on; empty if date_of_serial() would not give the same text back.
std::optional<std::string> serial_of_date(std::string_view iso);

// Is a number with this format shown as a day? Times of day and durations alone are not.
bool is_date_format(std::string_view format_code);
bool is_builtin_date_format(unsigned id);

// `_x000D_` and its like, by which workbooks store what XML cannot hold. Those that stand for characters which are not
// allowed in XML stay as they are written.
bool has_escapes(std::string_view text);
std::string decode_escapes(std::string_view text);

// The inverse, for UTF-8: control characters but tabs and line feeds, and texts that would be taken for an escape.
std::string encode_escapes(std::string_view text);

}  // namespace a6::checker
