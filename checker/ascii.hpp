#pragma once
// Characters of ASCII, whatever the locale says.

namespace a6::checker {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace a6::checker
