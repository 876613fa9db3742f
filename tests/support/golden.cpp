#include "tests/support/golden.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

namespace a6::test_support {

namespace {

bool is_set(char const* variable) {
    char const* const value = std::getenv(variable);
    return value != nullptr && *value != '\0' && std::string_view{value} != "0";
}

std::string line_of(std::string_view text, std::size_t offset) {
    std::size_t const begin = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
    return std::string{text.substr(begin, text.find('\n', offset) - begin)};
}

// The first line that differs, for people: whole goldens are too long for a test log.
std::string first_difference(std::string_view expected, std::string_view actual) {
    auto const at = std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
    auto const offset = static_cast<std::size_t>(at.first - expected.begin());
    auto const line = 1 + std::count(expected.begin(), at.first, '\n');
    return "line " + std::to_string(line) + "\n  golden: " + line_of(expected, offset) +
           "\n  actual: " + line_of(actual, offset);
}

}  // namespace

std::filesystem::path test_path(std::string_view below) { return std::filesystem::path{A6_TESTS_DIR} / below; }

std::string read_file(std::filesystem::path const& file) {
    std::ifstream in{file, std::ios::binary};
    EXPECT_TRUE(in) << "cannot read " << file;
    std::ostringstream out;
    out << in.rdbuf();  // in blocks: some tests read many reports
    return std::move(out).str();
}

void expect_golden(std::string_view below, std::string_view actual) {
    std::filesystem::path const file = test_path(below);
    if (is_set("A6_BLESS")) {
        ASSERT_FALSE(is_set("CI")) << "A6_BLESS is refused where CI is set: bless on a desk and review the difference";
        // Whole or not at all: other tests may be reading the file at this moment.
        std::filesystem::path whole = file;
        whole += '.' + std::to_string(::getpid());
        std::filesystem::create_directories(file.parent_path());
        std::ofstream out{whole, std::ios::binary};
        out << actual;
        ASSERT_TRUE(out.flush()) << "cannot write " << whole;
        std::filesystem::rename(whole, file);
        return;
    }
    ASSERT_TRUE(std::filesystem::exists(file)) << below << " is missing; A6_BLESS=1 writes it";
    std::string const expected = read_file(file);
    EXPECT_TRUE(expected == actual) << below << " differs at " << first_difference(expected, actual)
                                    << "\nif the new output is right: A6_BLESS=1, then review the difference";
}

}  // namespace a6::test_support
