#pragma once
// A password, from the terminal or from a file.

#include <optional>
#include <string>

namespace a6::checker {

// The first line of the file, which may be a pipe such as /dev/stdin or /dev/fd/3. Empty: it cannot be read, or the
// line is empty or longer than any password (1024 bytes).
std::optional<std::string> password_in(std::string const& path);

// Asks on the terminal, whatever standard input is, and does not show what is typed. Empty: there is no terminal, the
// user gave up (Ctrl-C, Ctrl-D), or nothing was typed.
std::optional<std::string> ask_password(std::string const& prompt);

}  // namespace a6::checker
