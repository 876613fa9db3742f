#include "reports/markdown.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace a6::reports {
namespace {

std::string quotation(std::string_view text, std::size_t characters = 1000, std::size_t lines = 100) {
    std::ostringstream out;
    write_quotation(text, characters, lines, out);
    return out.str();
}

TEST(markdown, leaves_ordinary_text_alone) {
    for (std::string_view const text :
         {"", "THA_2025_1.0.xml", "2/CMA.3, annex para 18(h)(i)", "CA0001-THA01-THA-1..250-2023", "12 - 3 = 9; 5 + 4",
          "a: b, 100%! \"so\" 'it' is?", "Côte d'Ivoire 森林"})
        EXPECT_EQ(markdown(text), text);
}

TEST(markdown, escapes_what_would_act) {
    std::vector<std::pair<std::string_view, std::string_view>> const cases = {
        {"<b>&amp;", R"(\<b\>\&amp;)"},
        {"*a* `b` ~c~ ^d^ $e$", R"(\*a\* \`b\` \~c\~ \^d\^ \$e\$)"},
        {"[x](y) ![z](y)", R"(\[x\](y) !\[z\](y))"},
        {"a|b #c {d} @e", R"(a\|b \#c \{d\} \@e)"},
        {"_a_ a_b a_ __", R"(\_a\_ a_b a\_ \_\_)"},
        {"\\n \\*", R"(\\n \\\*)"},
        {"http://x www.x WWW.x w.x", R"(http\://x www\.x WWW\.x w.x)"},
    };
    for (auto const& [text, wanted] : cases) EXPECT_EQ(markdown(text), wanted);
}

TEST(markdown, stays_on_one_line_and_shows_what_is_hidden) {
    EXPECT_EQ(markdown("a\n# b\r\tc"), R"(a\\n\# b\\r c)");
    EXPECT_EQ(markdown("\x1b[0m\u202e\xff"), R"(\\x1b\[0m\\u202e\\xff)");
}

TEST(markdown, quotes_line_by_line) {
    EXPECT_EQ(quotation("one\ntwo\r\nthree\rfour"), "> one\n> two\n> three\n> four\n");
    EXPECT_EQ(quotation(" \n\n  one \n\n\t two  \n "), "> one\n>\n> two\n");
    EXPECT_EQ(quotation(""), "");
    EXPECT_EQ(quotation(" \r\n\t"), "");
}

TEST(markdown, no_line_of_a_quotation_starts_a_block) {
    std::vector<std::pair<std::string_view, std::string_view>> const cases = {
        {"# a", R"(> \# a)"},
        {"- a", R"(> \- a)"},
        {"+ a", R"(> \+ a)"},
        {"* a", R"(> \* a)"},
        {"---", R"(> \---)"},
        {"===", R"(> \===)"},
        {"1. a", R"(> 1\. a)"},
        {"23) a", R"(> 23\) a)"},
        {"> a", R"(> \> a)"},
        {"```", R"(> \`\`\`)"},
        {"    a", "> a"},
        {"::: a", R"(> \::: a)"},
        {"<div>", R"(> \<div\>)"},
        {"| a |", R"(> \| a \|)"},
        {"1.5 t", R"(> 1\.5 t)"},
        {"a - 1.", "> a - 1."},
        {".5", "> .5"},
        {"(a) b", "> (a) b"},
    };
    for (auto const& [text, wanted] : cases) EXPECT_EQ(quotation(text), std::string{wanted} + '\n');
}

TEST(markdown, says_what_a_quotation_leaves_out) {
    std::ostringstream out;
    quoted_part part = write_quotation("森林森林\nabc", 3, 9, out);
    EXPECT_EQ(out.str(), "> 森林森 ...\n");
    EXPECT_EQ(part.shown, 3U);
    EXPECT_EQ(part.all, 7U);
    out.str({});
    part = write_quotation("a\nb\nc", 9, 2, out);
    EXPECT_EQ(out.str(), "> a\n> b\n");
    EXPECT_EQ(part.shown, 2U);
    EXPECT_EQ(part.all, 3U);
}

}  // namespace
}  // namespace a6::reports
