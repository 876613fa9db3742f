// How a block is asked for.

#include "checker/block_text.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

std::string read(std::string const& text) {
    text_pool pool;
    auto const parsed = parse_block(text, pool);
    EXPECT_EQ(parsed.block.has_value(), parsed.problem.empty()) << text;
    return parsed.block ? to_string(*parsed.block, pool) : "refused";
}

TEST(parse_block, takes_what_filings_and_findings_write) {
    EXPECT_EQ(read("CA0001-GHA01-GHA-1500-2022"), "CA0001-GHA01-GHA-1500-2022");
    EXPECT_EQ(read(" CA0001-GHA01-GHA-1,500-2022 "), "CA0001-GHA01-GHA-1500-2022");
    EXPECT_EQ(read("CA0001-GHA01-GHA-1..1000-2022"), "CA0001-GHA01-GHA-1..1000-2022");
    EXPECT_EQ(read("CA0001-GHA01-GHA-1..1,000-2022"), "CA0001-GHA01-GHA-1..1000-2022");
    EXPECT_EQ(read("CA0001-GHA01-GHA-7..7-2022"), "CA0001-GHA01-GHA-7-2022");
    EXPECT_EQ(read("CA0001-GHA01-GHA-1-2022 to CA0001-GHA01-GHA-1,000-2022"), "CA0001-GHA01-GHA-1..1000-2022");
    EXPECT_EQ(read("CA0001-GHA01-GHA-1-2022 to 1,000"), "CA0001-GHA01-GHA-1..1000-2022");
}

TEST(parse_block, refuses_what_is_no_block) {
    for (auto const* text :
         {"", "1500", "1..1000", "1 to 1000", "CA0001-GHA01-GHA-10..9-2022", "CA0001-GHA01-GHA-1..1000",
          "CA0001-GHA01-GHA-1-2022 to CA0001-GHA01-GHA-9-2023", "CA0001-GHA01-GHA-1-2022 to ",
          "CA0001-GHA01-GHA-01-2022", "CA0001-GHA01-GHA-..-2022", "..", "-..-", " to "})
        EXPECT_EQ(read(text), "refused") << text;
}

TEST(parse_block, says_what_to_write_instead_of_a_bare_number) {
    text_pool pool;
    EXPECT_NE(parse_block("1500", pool).problem.find("CA0001-GHA01-GHA-1500-2022"), std::string::npos);
    EXPECT_NE(parse_block("1..11733", pool).problem.find("CA0001-GHA01-GHA-1..11733-2022"), std::string::npos);
    EXPECT_NE(parse_block("1 to 11733", pool).problem.find("CA0001-GHA01-GHA-1..11733-2022"), std::string::npos);
}

}  // namespace
}  // namespace a6::checker
