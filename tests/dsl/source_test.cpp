#include "dsl/source.hpp"

#include <gtest/gtest.h>

namespace a6::dsl {
namespace {

TEST(source_file, counts_lines_and_columns_from_one) {
    source_file const file("x.a6", "ab\ncd\n\nef");
    EXPECT_EQ(file.position(0).line, 1u);
    EXPECT_EQ(file.position(0).column, 1u);
    EXPECT_EQ(file.position(4).line, 2u);
    EXPECT_EQ(file.position(4).column, 2u);
    EXPECT_EQ(file.position(6).line, 3u);
    EXPECT_EQ(file.position(7).line, 4u);
}

TEST(source_file, counts_code_points_not_bytes) {
    source_file const file("x.a6", "f\xC3\xB6\xC3\xB6 \xF0\x9F\x8C\x8Dx");
    EXPECT_EQ(file.position(1).column, 2u);
    EXPECT_EQ(file.position(2).column, 2u);  // inside the first o with dots
    EXPECT_EQ(file.position(5).column, 4u);
    EXPECT_EQ(file.position(10).column, 6u);
}

TEST(source_file, position_behind_the_end_is_the_end) {
    source_file const file("x.a6", "ab\n");
    EXPECT_EQ(file.position(3).line, 2u);
    EXPECT_EQ(file.position(99).line, 2u);
    EXPECT_EQ(file.position(99).column, 1u);
}

TEST(source_file, line_is_without_its_end) {
    source_file const file("x.a6", "ab\r\ncd\nlast");
    EXPECT_EQ(file.line_at(0), "ab");
    EXPECT_EQ(file.line_at(3), "ab");
    EXPECT_EQ(file.line_at(4), "cd");
    EXPECT_EQ(file.line_at(11), "last");
}

TEST(source_file, empty_file) {
    source_file const file("x.a6", "");
    EXPECT_EQ(file.position(0).line, 1u);
    EXPECT_EQ(file.line_at(0), "");
    EXPECT_EQ(source_file().line_at(0), "");
    EXPECT_EQ(source_file().position(5).column, 1u);
}

TEST(source_file, slice_is_clipped) {
    source_file const file("x.a6", "abcdef");
    EXPECT_EQ(file.slice({1, 3}), "bc");
    EXPECT_EQ(file.slice({4, 99}), "ef");
    EXPECT_EQ(file.slice({99, 100}), "");
    EXPECT_EQ(file.slice({3, 1}), "");
}

TEST(utf8, valid_texts) {
    EXPECT_EQ(first_invalid_utf8(""), std::string_view::npos);
    EXPECT_EQ(first_invalid_utf8("plain\n\ttext"), std::string_view::npos);
    EXPECT_EQ(first_invalid_utf8("\xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xF0\x90\x80\x80 \xF4\x8F\xBF\xBF"),
              std::string_view::npos);
}

TEST(utf8, finds_the_first_bad_byte) {
    using namespace std::string_view_literals;
    EXPECT_EQ(first_invalid_utf8("ab\0c"sv), 2u);
    EXPECT_EQ(first_invalid_utf8("ab\x80"), 2u);
    EXPECT_EQ(first_invalid_utf8("a\xC0\xAF"), 1u);          // overlong
    EXPECT_EQ(first_invalid_utf8("a\xE0\x80\x80"), 1u);      // overlong
    EXPECT_EQ(first_invalid_utf8("a\xED\xA0\x80"), 1u);      // surrogate
    EXPECT_EQ(first_invalid_utf8("a\xF4\x90\x80\x80"), 1u);  // above U+10FFFF
    EXPECT_EQ(first_invalid_utf8("a\xF5\x80\x80\x80"), 1u);
    EXPECT_EQ(first_invalid_utf8("abc\xE2\x82"), 3u);  // cut off
    EXPECT_EQ(first_invalid_utf8("\xC3\xA9\xC3"), 2u);
}

// ASCII is passed over in larger steps, which must not pass over what is none.
TEST(utf8, finds_a_bad_byte_wherever_it_stands) {
    for (char const bad : {'\0', '\x80', '\xFF'})
        for (std::size_t at = 0; at < 40; ++at) {
            std::string text(40, '\x7F');
            text[at] = bad;
            EXPECT_EQ(first_invalid_utf8(text), at);
            text.replace(at, 1, "\xC3\xA9");
            EXPECT_EQ(first_invalid_utf8(text), std::string_view::npos);
        }
}

}  // namespace
}  // namespace a6::dsl
