#include "dsl/source.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace a6::dsl {

source_file::source_file(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
    line_starts_.push_back(0);
    for (auto at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
        line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
}

std::string_view source_file::slice(span where) const {
    std::string_view const all = text_;
    if (where.begin >= all.size() || where.end <= where.begin) return {};
    return all.substr(where.begin, where.end - where.begin);
}

line_column source_file::position(std::uint32_t offset) const {
    line_column result;
    if (line_starts_.empty()) return result;
    offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
    auto const next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    result.line = static_cast<std::uint32_t>(next - line_starts_.begin());
    for (std::uint32_t i = *(next - 1); i < offset; ++i) {
        auto const continuation = (static_cast<unsigned char>(text_[i]) & 0xC0u) == 0x80u;
        if (!continuation) ++result.column;
    }
    // An offset inside a code point belongs to the column of that code point.
    if (offset < text_.size() && result.column > 1 && (static_cast<unsigned char>(text_[offset]) & 0xC0u) == 0x80u)
        --result.column;
    return result;
}

std::string_view source_file::line_at(std::uint32_t offset) const {
    if (line_starts_.empty()) return {};
    offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
    auto const next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    std::size_t const begin = *(next - 1);
    std::size_t end = next == line_starts_.end() ? text_.size() : *next - 1;
    if (end > begin && text_[end - 1] == '\r') --end;
    return std::string_view(text_).substr(begin, end - begin);
}

namespace {

// Most text is ASCII: the bytes from `i` on that are, counted eight at a time.
std::size_t skip_ascii(std::string_view text, std::size_t i) {
    constexpr std::uint64_t high_bits = 0x8080808080808080u;
    constexpr std::uint64_t low_bits = 0x0101010101010101u;
    for (std::uint64_t eight = 0; text.size() - i >= sizeof eight; i += sizeof eight) {
        std::memcpy(&eight, text.data() + i, sizeof eight);
        // A byte of 0 borrows its high bit, as bytes from 0x80 on have it.
        if (((eight | (eight - low_bits)) & high_bits) != 0) break;
    }
    return i;
}

}  // namespace

std::size_t first_invalid_utf8(std::string_view text) {
    std::size_t i = 0;
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    while ((i = skip_ascii(text, i)) < text.size()) {
        unsigned const lead = byte(i);
        if (lead == 0) return i;
        if (lead < 0x80) {
            ++i;
            continue;
        }
        std::size_t length = 0;
        unsigned low = 0x80;   // bounds of the second byte: they exclude overlong forms, surrogates and what
        unsigned high = 0xBF;  // lies above U+10FFFF
        if (lead >= 0xC2 && lead <= 0xDF) {
            length = 2;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            length = 3;
            if (lead == 0xE0) low = 0xA0;
            if (lead == 0xED) high = 0x9F;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            length = 4;
            if (lead == 0xF0) low = 0x90;
            if (lead == 0xF4) high = 0x8F;
        } else {
            return i;
        }
        if (text.size() - i < length) return i;
        if (byte(i + 1) < low || byte(i + 1) > high) return i;
        for (std::size_t k = 2; k < length; ++k)
            if ((byte(i + k) & 0xC0u) != 0x80u) return i;
        i += length;
    }
    return std::string_view::npos;
}

}  // namespace a6::dsl
