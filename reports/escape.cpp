#include "reports/escape.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

namespace a6::reports {

namespace {

struct code_point {
    char32_t value = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

// The first character of `text`, which is not empty; an invalid sequence counts byte by byte.
code_point first(std::string_view text) {
    auto const byte = static_cast<unsigned char>(text.front());
    if (byte < 0x80) return {byte, 1, true};
    utf8proc_int32_t value = 0;
    auto const length = static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4));
    auto const taken = utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const*>(text.data()), length, &value);
    if (taken <= 0) return {byte, 1, false};
    return {static_cast<char32_t>(value), static_cast<std::size_t>(taken), true};
}

// Whether a character acts instead of showing itself.
bool is_hidden(char32_t c) {
    if (c < 0x80) return c < 0x20 || c == 0x7f;
    if (c == 0x200c || c == 0x200d) return false;  // joiners, part of ordinary spelling
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP: return true;
        default: return false;
    }
}

void append_hex(std::string& out, std::uint32_t value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += "0123456789abcdef"[(value >> shift) & 0xf];
}

std::string escaped(code_point const& c) {
    if (c.valid && c.value == '\n') return "\\n";
    if (c.valid && c.value == '\r') return "\\r";
    if (c.valid && c.value == '\t') return "\\t";
    int const digits = c.value < 0x80 || !c.valid ? 2 : c.value < 0x10000 ? 4 : 8;
    std::string out = digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
    append_hex(out, static_cast<std::uint32_t>(c.value), digits);
    return out;
}

void append_json_unit(std::string& out, std::uint32_t unit) {
    out += "\\u";
    append_hex(out, unit, 4);
}

}  // namespace

shown_character take_character(std::string_view& rest) {
    code_point const c = first(rest);
    std::string_view const bytes = rest.substr(0, c.bytes);
    rest.remove_prefix(c.bytes);
    if (!c.valid || is_hidden(c.value)) {
        std::string text = escaped(c);
        std::size_t const width = text.size();
        return {std::move(text), width};
    }
    int const width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(c.value));
    return {std::string{bytes}, static_cast<std::size_t>(std::max(width, 0))};
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) out += take_character(text).text;
    return out;
}

std::string printable(std::string_view text, std::size_t columns) {
    std::string out;
    std::size_t used = 0;
    while (!text.empty()) {
        shown_character const c = take_character(text);
        if (used + c.width > columns) return out + "...";
        out += c.text;
        used += c.width;
    }
    return out;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) width += take_character(text).width;
    return width;
}

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        code_point const c = first(text);
        if (!c.valid) {
            out += "\xEF\xBF\xBD";
        } else if (c.value == '"' || c.value == '\\') {
            out += '\\';
            out += static_cast<char>(c.value);
        } else if (c.value == '\n') {
            out += "\\n";
        } else if (c.value == '\r') {
            out += "\\r";
        } else if (c.value == '\t') {
            out += "\\t";
        } else if (!is_hidden(c.value)) {
            out += text.substr(0, c.bytes);
        } else if (c.value < 0x10000) {
            append_json_unit(out, static_cast<std::uint32_t>(c.value));
        } else {
            std::uint32_t const above = static_cast<std::uint32_t>(c.value) - 0x10000;
            append_json_unit(out, 0xd800 + (above >> 10));
            append_json_unit(out, 0xdc00 + (above & 0x3ff));
        }
        text.remove_prefix(c.bytes);
    }
    out += '"';
}

}  // namespace a6::reports
