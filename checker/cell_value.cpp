#include "checker/cell_value.hpp"

#include "checker/ascii.hpp"
#include "checker/limits.hpp"

#include "dsl/date.hpp"
#include "dsl/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>

namespace a6::checker {
namespace {

constexpr std::size_t significant_digits = 15;
constexpr std::int64_t milliseconds_per_day = 86'400'000;
// Day 0 of the 1900 system from 1 March 1900 on is 30 December 1899; the earlier days are one off.
constexpr std::int64_t epoch_1900 = 25'569;
constexpr std::int64_t epoch_1904 = 24'107;
constexpr std::int64_t invented_day = 60;

std::size_t leading_digits(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

std::optional<std::int64_t> to_int(std::string_view text) {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// digits * 10^exponent, digits without leading zeros, cut to the significant ones.
struct scaled {
    std::string digits;
    std::int64_t exponent = 0;
};

void round_to_significant(scaled& number) {
    if (number.digits.size() <= significant_digits) return;
    bool const up = number.digits[significant_digits] >= '5';
    number.exponent += static_cast<std::int64_t>(number.digits.size() - significant_digits);
    number.digits.resize(significant_digits);
    if (!up) return;
    for (std::size_t i = significant_digits; i-- > 0;) {
        if (number.digits[i] != '9') {
            ++number.digits[i];
            return;
        }
        number.digits[i] = '0';
    }
    number.digits.insert(0, 1, '1');
}

std::string spell(scaled number, bool negative) {
    while (!number.digits.empty() && number.digits.back() == '0') {
        number.digits.pop_back();
        ++number.exponent;
    }
    if (number.digits.empty()) return "0";
    std::string out = negative ? "-" : "";
    auto const length = static_cast<std::int64_t>(number.digits.size());
    if (number.exponent >= 0) {
        out += number.digits;
        out.append(static_cast<std::size_t>(number.exponent), '0');
    } else if (-number.exponent < length) {
        auto const whole = static_cast<std::size_t>(length + number.exponent);
        out += number.digits.substr(0, whole) + "." + number.digits.substr(whole);
    } else {
        out += "0.";
        out.append(static_cast<std::size_t>(-number.exponent - length), '0');
        out += number.digits;
    }
    return out;
}

std::string time_text(std::int64_t milliseconds) {
    std::array<char, 32> out{};
    auto const seconds = static_cast<int>(milliseconds / 1000);
    auto const rest = static_cast<int>(milliseconds % 1000);
    if (rest == 0) {
        std::snprintf(out.data(), out.size(), "T%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    } else {
        std::snprintf(out.data(), out.size(), "T%02d:%02d:%02d.%03d", seconds / 3600, seconds / 60 % 60, seconds % 60,
                      rest);
    }
    return out.data();
}

// "T10:30:00" or "T10:30:00.125" to milliseconds.
std::optional<std::int64_t> parse_time(std::string_view text) {
    if (text.size() != 9 && text.size() != 13) return std::nullopt;
    if (text[0] != 'T' || text[3] != ':' || text[6] != ':' || (text.size() == 13 && text[9] != '.'))
        return std::nullopt;
    auto const hours = to_int(text.substr(1, 2));
    auto const minutes = to_int(text.substr(4, 2));
    auto const seconds = to_int(text.substr(7, 2));
    auto const rest = text.size() == 13 ? to_int(text.substr(10, 3)) : std::optional<std::int64_t>(0);
    if (!hours || !minutes || !seconds || !rest || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
    return ((*hours * 60 + *minutes) * 60 + *seconds) * 1000 + *rest;
}

// Begins with the form of an escape, whatever it stands for.
bool looks_escaped(std::string_view text) {
    return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' &&
           text.substr(2, 4).find_first_not_of("0123456789ABCDEFabcdef") == std::string_view::npos;
}

std::optional<std::uint32_t> escaped_character(std::string_view text) {
    if (!looks_escaped(text)) return std::nullopt;
    std::uint32_t value = 0;
    std::from_chars(text.data() + 2, text.data() + 6, value, 16);
    bool const legal = value == 0x9 || value == 0xA || value == 0xD || (value >= 0x20 && value < 0xD800) ||
                       (value >= 0xE000 && value <= 0xFFFD);
    return legal ? std::optional(value) : std::nullopt;
}

void append_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

}  // namespace

std::optional<std::string> exact_number(std::string_view stored) {
    std::string_view rest = stored;
    bool const negative = rest.starts_with('-');
    if (negative || rest.starts_with('+')) rest.remove_prefix(1);
    std::size_t const whole = leading_digits(rest);
    scaled number;
    number.digits = rest.substr(0, whole);
    rest.remove_prefix(whole);
    std::size_t fraction = 0;
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        fraction = leading_digits(rest);
        number.digits += rest.substr(0, fraction);
        number.exponent = -static_cast<std::int64_t>(fraction);
        rest.remove_prefix(fraction);
    }
    if (whole + fraction == 0 || whole + fraction > limits::max_number_digits) return std::nullopt;
    if (rest.starts_with('e') || rest.starts_with('E')) {
        rest.remove_prefix(1);
        if (rest.starts_with('+')) rest.remove_prefix(1);
        auto const exponent = to_int(rest);
        if (!exponent || *exponent > 400 || *exponent < -400) return std::nullopt;
        number.exponent += *exponent;
    } else if (!rest.empty()) {
        return std::nullopt;
    }
    number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
    round_to_significant(number);
    return spell(std::move(number), negative);
}

std::optional<std::string> date_of_serial(std::string_view number, bool from_1904) {
    std::size_t const point = std::min(number.find('.'), number.size());
    auto const whole = to_int(number.substr(0, point));
    if (!whole || number.starts_with('-') || *whole > 3'000'000) return std::nullopt;
    std::int64_t milliseconds = 0;
    if (point != number.size()) {
        std::string_view const digits = number.substr(point + 1, 18);
        dsl::int128 scale = 1;
        for (std::size_t i = 0; i < digits.size(); ++i) scale *= 10;
        dsl::int128 const product = static_cast<dsl::int128>(to_int(digits).value_or(0)) * milliseconds_per_day;
        milliseconds = static_cast<std::int64_t>((product * 2 + scale) / (scale * 2));
    }
    std::int64_t serial = *whole;
    if (milliseconds == milliseconds_per_day) {
        milliseconds = 0;
        ++serial;
    }
    if (!from_1904 && (serial < 1 || serial == invented_day)) return std::nullopt;
    std::int64_t const days = from_1904 ? serial - epoch_1904 : serial - epoch_1900 + (serial < invented_day ? 1 : 0);
    dsl::date const day{static_cast<std::int32_t>(days)};
    if (dsl::year_of(day) > 9999) return std::nullopt;
    std::string text = dsl::to_string(day);
    if (milliseconds != 0) text += time_text(milliseconds);
    return text;
}

std::optional<std::string> serial_of_date(std::string_view iso) {
    auto const day = dsl::parse_iso_date(iso.substr(0, 10));
    if (!day) return std::nullopt;
    std::int64_t const serial = day->days + epoch_1900;
    if (serial <= invented_day) return std::nullopt;
    std::string number = std::to_string(serial);
    if (iso.size() > 10) {
        auto const milliseconds = parse_time(iso.substr(10));
        if (!milliseconds) return std::nullopt;
        // Ten fraction digits behind a five-digit day are the 15 that survive storage: 10^10 / 86,400,000 = 10^6 /
        // 8640.
        std::int64_t const fraction = (*milliseconds * 1'000'000 + 4320) / 8640;
        std::string digits = std::to_string(fraction);
        digits.insert(0, digits.size() < 10 ? 10 - digits.size() : 0, '0');
        auto const joined = exact_number(number + "." + digits);
        if (!joined) return std::nullopt;
        number = *joined;
    }
    if (date_of_serial(number, false) != iso) return std::nullopt;
    return number;
}

bool is_builtin_date_format(unsigned id) {
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
           id == 57 || id == 58;
}

bool is_date_format(std::string_view code) {
    bool month = false;
    bool time = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        switch (code[i]) {
            case ';': return month && !time;  // later sections are for negative numbers and texts
            case '"': i = std::min(code.find('"', i + 1), code.size()); break;
            case '[':  // a colour, a locale, a condition, or a duration such as [h]
                if (std::string_view("hms").find(static_cast<char>(code[std::min(i + 1, code.size() - 1)] | 0x20)) !=
                    std::string_view::npos)
                    time = true;
                i = std::min(code.find(']', i + 1), code.size());
                break;
            case '\\':
            case '_':
            case '*': ++i; break;
            case 'y':
            case 'Y':
            case 'd':
            case 'D': return true;
            case 'm':
            case 'M': month = true; break;
            case 'h':
            case 'H':
            case 's':
            case 'S': time = true; break;
            default: break;
        }
    }
    return month && !time;
}

bool has_escapes(std::string_view text) { return text.find("_x") != std::string_view::npos; }

std::string decode_escapes(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (auto const c = escaped_character(text.substr(i, 7))) {
            append_utf8(out, *c);
            i += 7;
        } else {
            out += text[i++];
        }
    }
    return out;
}

std::string encode_escapes(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        std::string_view const next = text.substr(i, 7);
        bool const control = c < 0x20 && c != '\t' && c != '\n';
        bool const no_character = next.starts_with("\xEF\xBF\xBE") || next.starts_with("\xEF\xBF\xBF");
        if (control) {
            constexpr std::string_view digits = "0123456789ABCDEF";
            out += "_x00";
            out += digits[c >> 4];
            out += digits[c & 0xF];
            out += '_';
        } else if (no_character) {
            out += next[2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";
            i += 2;
        } else {
            out += looks_escaped(next) ? "_x005F_" : text.substr(i, 1);
        }
    }
    return out;
}

}  // namespace a6::checker
