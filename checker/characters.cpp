#include "checker/characters.hpp"

#include <array>
#include <cstdio>
#include <cstring>
#include <string>

namespace a6::checker {
namespace {

std::string hex(std::uint32_t value, char const* prefix, int digits) {
    std::array<char, 24> out{};
    std::snprintf(out.data(), out.size(), "%s%0*X", prefix, digits, value);
    return out.data();
}

// Length of the UTF-8 sequence at p, 0 if it is not one (overlong, surrogate, out of range, cut off).
std::size_t utf8_length(unsigned char const* p, unsigned char const* end) {
    auto const tail = [&](int i) { return p + i < end && (p[i] & 0xC0) == 0x80; };
    if (*p < 0xC2) return 0;
    if (*p < 0xE0) return tail(1) ? 2 : 0;
    if (*p < 0xF0) {
        if (!tail(1) || !tail(2)) return 0;
        if (*p == 0xE0 && p[1] < 0xA0) return 0;
        if (*p == 0xED && p[1] > 0x9F) return 0;
        return 3;
    }
    if (*p > 0xF4 || !tail(1) || !tail(2) || !tail(3)) return 0;
    if (*p == 0xF0 && p[1] < 0x90) return 0;
    if (*p == 0xF4 && p[1] > 0x8F) return 0;
    return 4;
}

constexpr bool is_plain(unsigned char c) { return (c >= 0x20 && c < 0x80) || c == '\t' || c == '\n' || c == '\r'; }

constexpr std::size_t block_bytes = 64;

// Whether all bytes of a block are ASCII that needs no look. Without branches and with one type, so that the compiler
// makes it a few vector instructions: bytes above 0x7F are negative here, below 0x20 like the control characters.
bool is_plain_block(unsigned char const* p) {
    std::array<signed char, block_bytes> block;
    std::memcpy(block.data(), p, block_bytes);
    unsigned char other = 0;
    for (signed char const c : block) {
        other = static_cast<unsigned char>(other | ((c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r')));
    }
    return other == 0;
}

text_fault not_utf8(std::size_t offset, unsigned char byte) {
    return {offset, "X104", sentence("the byte {} is not part of a UTF-8 character", hex(byte, "0x", 2)),
            sentence("save the file as UTF-8")};
}

text_fault control_character(std::size_t offset, unsigned char byte) {
    return {offset, "X105", sentence("the control character {} is not allowed", hex(byte, "U+", 4)),
            sentence("remove it; it often comes from copying out of another program")};
}

text_fault no_character(std::size_t offset, unsigned char last) {
    return {offset, "X105", sentence("the code point {} is not a character", hex(0xFFC0U | (last & 0x3FU), "U+", 4)),
            sentence("remove it")};
}

}  // namespace

bool is_xml_character(std::uint32_t c) {
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

bool is_xml_reference(std::string_view inside) {
    if (!inside.starts_with('#')) {
        return inside == "amp" || inside == "lt" || inside == "gt" || inside == "quot" || inside == "apos";
    }
    inside.remove_prefix(1);
    bool const is_hex = inside.starts_with('x');
    if (is_hex) inside.remove_prefix(1);
    if (inside.empty() || inside.size() > 10) return false;
    std::uint64_t value = 0;
    for (char c : inside) {
        int digit = c >= '0' && c <= '9' ? c - '0' : -1;
        if (is_hex && c >= 'a' && c <= 'f') digit = c - 'a' + 10;
        if (is_hex && c >= 'A' && c <= 'F') digit = c - 'A' + 10;
        if (digit < 0) return false;
        value = value * (is_hex ? 16 : 10) + static_cast<std::uint64_t>(digit);
    }
    return value <= 0x10FFFF && is_xml_character(static_cast<std::uint32_t>(value));
}

std::optional<text_fault> check_characters(std::string_view bytes, std::size_t begin) {
    auto const* const start = reinterpret_cast<unsigned char const*>(bytes.data());
    auto const* const end = start + bytes.size();
    for (auto const* p = start + begin; p < end;) {
        while (static_cast<std::size_t>(end - p) >= block_bytes && is_plain_block(p)) p += block_bytes;
        // Byte by byte to the end of the block, so that a text of many letters beyond ASCII is not looked at twice.
        auto const* const stop = static_cast<std::size_t>(end - p) >= block_bytes ? p + block_bytes : end;
        while (p < stop) {
            if (is_plain(*p)) {
                ++p;
                continue;
            }
            auto const offset = static_cast<std::size_t>(p - start);
            if (*p < 0x20) return control_character(offset, *p);
            std::size_t const length = utf8_length(p, end);
            if (length == 0) return not_utf8(offset, *p);
            if (length == 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE) return no_character(offset, p[2]);
            p += length;
        }
    }
    return std::nullopt;
}

}  // namespace a6::checker
