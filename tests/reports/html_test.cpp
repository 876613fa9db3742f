#include "reports/html.hpp"

#include <gtest/gtest.h>

#include <string>

namespace a6::reports {
namespace {

TEST(html, escapes_what_would_act) {
    EXPECT_EQ(html("<b>&\"'"), "&lt;b&gt;&amp;&quot;&#39;");
    EXPECT_EQ(html("3 < 4 & 5"), "3 &lt; 4 &amp; 5");
    EXPECT_EQ(html("\U0001F30D \u00e9"), "\U0001F30D \u00e9");
    EXPECT_EQ(html(""), "");
}

TEST(html, shows_hidden_characters_as_what_they_are) {
    EXPECT_EQ(html("a\nb\x1b[2J\u202e\xff" + std::string(1, '\0')), "a\\nb\\x1b[2J\\u202e\\xff\\x00");
}

TEST(html, cuts_names_by_characters) {
    EXPECT_EQ(html("\u00e9\u00e9\u00e9", 2), "\u00e9\u00e9...");
    EXPECT_EQ(html("<<", 2), "&lt;&lt;");
    EXPECT_EQ(html("<<<", 2), "&lt;&lt;...");
}

TEST(html_lines, keeps_the_lines_of_a_text_and_its_paragraphs) {
    EXPECT_EQ(html_lines("one\ntwo\r\nthree\rfour", 100).text, "one\ntwo\nthree\nfour");
    EXPECT_EQ(html_lines("one\n\n\ntwo", 100).text, "one\n\ntwo");
    EXPECT_EQ(html_lines("\n   one\ttwo  \n", 100).text, "one two");
}

TEST(html_lines, an_indented_line_goes_on) {
    EXPECT_EQ(html_lines("one\n      two\n      three", 100).text, "one two three");
    EXPECT_EQ(html_lines("one\r\n\ttwo", 100).text, "one two");
    EXPECT_EQ(html_lines("one\n\n   two", 100).text, "one\n\ntwo");
}

TEST(html_lines, counts_what_it_leaves_out) {
    auto const part = html_lines("<\u00e9>\nxyz", 2);
    EXPECT_EQ(part.text, "&lt;\u00e9");
    EXPECT_EQ(part.left_out, 5U);
    EXPECT_EQ(html_lines("abc", 3).left_out, 0U);
}

TEST(html_sentence, fills_holes_of_an_escaped_text_with_elements) {
    EXPECT_EQ(html_sentence("<see> {1}, {0}", "<a>", "<b>"), "&lt;see&gt; <b>, <a>");
}

}  // namespace
}  // namespace a6::reports
