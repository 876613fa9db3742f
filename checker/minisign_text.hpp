#pragma once
// Lines and base64, as the files of minisign are made of them.

#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

// Without line ends, and without what is empty at the end.
std::vector<std::string_view> lines_of(std::string_view text);

std::string to_base64(std::vector<unsigned char> const& bytes);
// Empty if it is none, to the last character.
std::vector<unsigned char> from_base64(std::string_view text);

}  // namespace a6::checker
