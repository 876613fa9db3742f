#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace a6::checker {

// Decimal digits and nothing else; nothing if they do not fit.
template <class Number>
std::optional<Number> parse_unsigned(std::string_view text) {
    Number value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace a6::checker
