#pragma once
// The bytes of one file.

#include "checker/raw_filing.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace a6::checker {

// Appends the whole file to `bytes`, which is empty, or says why not (X401, X402, X405, X407; `file` is left empty).
// Reads in pieces, so that endless devices end at `limit` bytes; a pipe or folder is refused.
std::optional<read_error> load_file(std::string const& path, std::size_t limit, std::string& bytes);

}  // namespace a6::checker
