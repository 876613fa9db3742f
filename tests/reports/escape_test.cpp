#include "reports/escape.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace a6::reports {
namespace {

std::string json(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

TEST(escape, leaves_ordinary_text_alone) {
    for (std::string_view const text :
         {"", "CA0001", "a \\ \"b\" <c> & d", "Côte d'Ivoire", "森林", "\U0001F30D", "می\u200cخواهم"})
        EXPECT_EQ(printable(text), text);
}

TEST(escape, shows_what_would_act_on_a_terminal) {
    EXPECT_EQ(printable("\x1b[31mred\x1b[0m"), "\\x1b[31mred\\x1b[0m");
    EXPECT_EQ(printable("a\r\n\tb\x07"), "a\\r\\n\\tb\\x07");
    EXPECT_EQ(printable(std::string_view{"\0\x7f", 2}), "\\x00\\x7f");
    EXPECT_EQ(printable("\u009b2J"), "\\u009b2J");
    EXPECT_EQ(printable("A\u202eB\u200bC\ufeff\u2028"), "A\\u202eB\\u200bC\\ufeff\\u2028");
    EXPECT_EQ(printable("\U000e0041"), "\\U000e0041");
}

TEST(escape, shows_bytes_that_are_not_utf8) {
    EXPECT_EQ(printable("\xff"), "\\xff");
    EXPECT_EQ(printable("\xc3"), "\\xc3");
    EXPECT_EQ(printable("\xc0\xaf"), "\\xc0\\xaf");
    EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");
    EXPECT_EQ(printable("\xf0\x9f\x8c"), "\\xf0\\x9f\\x8c");
    EXPECT_EQ(printable("\x9b"
                        "2J"),
              "\\x9b2J");
}

TEST(escape, counts_columns) {
    EXPECT_EQ(display_width("abc"), 3U);
    EXPECT_EQ(display_width("森林"), 4U);
    EXPECT_EQ(display_width("e\u0301"), 1U);
    EXPECT_EQ(display_width("\x1b"), 4U);
}

TEST(escape, cuts_between_characters) {
    EXPECT_EQ(printable("abcdef", 6), "abcdef");
    EXPECT_EQ(printable("abcdef", 5), "abcde...");
    EXPECT_EQ(printable("森林森林", 5), "森林...");
    EXPECT_EQ(printable("ab\x1b", 4), "ab...");
}

TEST(escape, json_strings_are_valid_and_lossless) {
    for (std::string const& text : {std::string{"plain"}, std::string{"\"\\/\b\f\n\r\t"}, std::string(3, '\0'),
                                    std::string{"\x1b\x7f\u0085\u202e\u2028"}, std::string{"\U0001F30D\U000e0041"}})
        EXPECT_EQ(nlohmann::json::parse(json(text)).get<std::string>(), text);
    EXPECT_EQ(json("\U000e0041"), "\"\\udb40\\udc41\"");
    EXPECT_EQ(nlohmann::json::parse(json("a\xff\xc3")).get<std::string>(), "a\ufffd\ufffd");
}

}  // namespace
}  // namespace a6::reports
