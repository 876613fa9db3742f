#pragma once
// The digest by which reports name an input file.

#include <span>
#include <string>
#include <string_view>

namespace a6::checker {

// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
// The same of all of them, one behind the other.
std::string sha256_hex(std::span<std::string_view const> pieces);

}  // namespace a6::checker
