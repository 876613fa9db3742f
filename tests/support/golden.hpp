#pragma once
// Golden files: expected output kept under tests/, compared byte for byte, rewritten with A6_BLESS=1.

#include <filesystem>
#include <string>
#include <string_view>

namespace a6::test_support {

// A path below tests/ of the source tree: test_path("reports/golden/text/empty.txt").
std::filesystem::path test_path(std::string_view below);

// The bytes of a file; a failed expectation and an empty text if it cannot be read.
std::string read_file(std::filesystem::path const& file);

// Expects `actual` to be the content of the golden file `below` tests/. With A6_BLESS=1 in the environment it writes
// the file instead, except where CI is set: there nothing may bless itself and the expectation fails.
void expect_golden(std::string_view below, std::string_view actual);

}  // namespace a6::test_support
