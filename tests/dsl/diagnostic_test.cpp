#include "dsl/diagnostic.hpp"

#include "dsl/limits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace a6::dsl {
namespace {

location at(std::uint32_t begin, std::uint32_t end, file_index file = 0) { return {file, {begin, end}}; }

std::string render_one(std::string text, span where, std::string help = {}) {
    diagnostic d;
    d.code = "R101";
    d.at = {0, where};
    d.message = "something is wrong";
    d.help = std::move(help);
    return render(d, {source_file("x.a6", std::move(text))});
}

TEST(diagnostics, sorted_by_file_place_and_code) {
    diagnostics all;
    all.error("R102", at(5, 6), "b");
    all.error("R101", at(1, 2, 1), "d");
    all.error("R101", at(5, 6), "a");
    all.warning("R101", at(1, 2), "c");
    auto const sorted = all.sorted();
    ASSERT_EQ(sorted.size(), 4u);
    EXPECT_EQ(sorted[0].message, "c");
    EXPECT_EQ(sorted[1].message, "a");
    EXPECT_EQ(sorted[2].message, "b");
    EXPECT_EQ(sorted[3].message, "d");
    EXPECT_EQ(all.error_count(), 3u);
}

TEST(diagnostics, duplicates_count_once) {
    diagnostics all;
    all.error("R101", at(5, 6), "a");
    all.error("R101", at(5, 6), "a");
    EXPECT_EQ(all.error_count(), 1u);
    EXPECT_EQ(all.sorted().size(), 1u);
    EXPECT_EQ(all.suppressed(), 0u);
}

TEST(diagnostics, what_is_over_the_cap_is_counted) {
    diagnostics all;
    for (std::uint32_t i = 0; i < limits::max_diagnostics + 7; ++i) all.error("R101", at(i, i), "a");
    EXPECT_EQ(all.sorted().size(), limits::max_diagnostics);
    EXPECT_EQ(all.suppressed(), 7u);
    EXPECT_EQ(all.error_count(), limits::max_diagnostics + 7);
}

TEST(diagnostics, an_error_takes_the_place_of_a_warning) {
    diagnostics all;
    EXPECT_FALSE(all.has_errors());
    for (std::uint32_t i = 0; i < limits::max_diagnostics; ++i) all.warning("R401", at(i, i), "w");
    EXPECT_FALSE(all.has_errors());
    all.error("R101", at(3, 4), "e");
    EXPECT_TRUE(all.has_errors());
    EXPECT_EQ(all.suppressed(), 1u);
    auto const sorted = all.sorted();
    EXPECT_EQ(sorted.size(), limits::max_diagnostics);
    EXPECT_TRUE(std::any_of(sorted.begin(), sorted.end(), [](auto const& d) { return d.message == "e"; }));
}

TEST(render, marks_the_place) {
    EXPECT_EQ(render_one("first\nsecond line\n", {13, 17}, "mend it"),
              "error[R101] something is wrong\n"
              "  --> x.a6:2:8\n"
              "   |\n"
              " 2 | second line\n"
              "   |        ^^^^\n"
              "help: mend it\n");
}

TEST(render, expands_tabs) {
    EXPECT_EQ(render_one("\tab\tc", {4, 5}),
              "error[R101] something is wrong\n"
              "  --> x.a6:1:5\n"
              "   |\n"
              " 1 |     ab  c\n"
              "   |         ^\n");
}

TEST(render, counts_columns_of_the_screen) {
    // Two letters with dots, one wide character, one combining accent.
    auto const text = render_one("\xC3\xB6\xC3\xB6 \xE6\xBC\xA2 e\xCC\x81x", {12, 13});
    EXPECT_NE(text.find("x.a6:1:8"), std::string::npos) << text;
    EXPECT_NE(text.find("\n   |        ^\n"), std::string::npos) << text;
}

TEST(render, hides_what_would_move_the_cursor) {
    // An escape sequence, a directional mark, a lone byte, an overlong form, a surrogate.
    auto const text = render_one(
        "a\x1B[2Jb \xE2\x80\xAE\xFF"
        "c\xC0\xAF\xED\xA0\x80",
        {0, 1});
    EXPECT_EQ(text.find('\x1B'), std::string::npos);
    EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
    EXPECT_EQ(text.find('\xFF'), std::string::npos);
    EXPECT_EQ(first_invalid_utf8(text), std::string_view::npos);
}

TEST(render, cuts_long_lines_around_the_place) {
    auto const text = render_one(std::string(5000, 'a') + "X" + std::string(5000, 'b'), {5000, 5001});
    EXPECT_LT(text.size(), 600u);
    EXPECT_NE(text.find("aX"), std::string::npos);
    EXPECT_NE(text.find("1:5001"), std::string::npos);
    auto const excerpt = text.find(" 1 | ") + 5;
    auto const carets = text.find("   | ", excerpt) + 5;
    EXPECT_EQ(text.find('X', excerpt) - excerpt, text.find('^', carets) - carets);
}

TEST(render, several_lines_are_marked_to_the_end_of_the_first) {
    auto const text = render_one("ab cd\nef", {3, 8});
    EXPECT_NE(text.find("\n   |    ^^\n"), std::string::npos) << text;
}

TEST(render, the_end_of_the_file_has_a_place) {
    EXPECT_NE(render_one("ab", {2, 2}).find("\n   |   ^\n"), std::string::npos);
    EXPECT_NE(render_one("ab\n", {3, 3}).find("x.a6:2:1"), std::string::npos);
    EXPECT_NE(render_one("", {0, 0}).find("x.a6:1:1"), std::string::npos);
    EXPECT_NE(render_one("ab", {77, 99}).find("x.a6:1:3"), std::string::npos);
}

TEST(render, notes_have_their_place) {
    diagnostic d;
    d.level = diagnostic_level::warning;
    d.code = "R401";
    d.at = at(0, 1);
    d.message = "m";
    d.notes.push_back({at(3, 4, 1), "declared here"});
    EXPECT_EQ(render(d, {source_file("a.a6", "x"), source_file("b.a6", "y\nzz")}),
              "warning[R401] m\n"
              "  --> a.a6:1:1\n"
              "   |\n"
              " 1 | x\n"
              "   | ^\n"
              "note: declared here\n"
              "  --> b.a6:2:2\n"
              "   |\n"
              " 2 | zz\n"
              "   |  ^\n");
}

TEST(render, an_unknown_file_is_left_out) {
    diagnostic d;
    d.code = "R101";
    d.at = at(0, 1, 9);
    d.message = "m";
    EXPECT_EQ(render(d, {}), "error[R101] m\n");
}

TEST(closest, finds_slips) {
    std::vector<std::string> const words = {"require", "severity", "table", "field", "for", "in", "of"};
    EXPECT_EQ(closest("requre", words), "require");
    EXPECT_EQ(closest("severty", words), "severity");
    EXPECT_EQ(closest("tabel", words), "table");
    EXPECT_EQ(closest("feild", words), "field");
    EXPECT_EQ(closest("Field", words), "field");
    EXPECT_EQ(closest("fro", words), "for");
    EXPECT_EQ(closest("IN", words), "in");
}

TEST(closest, leaves_other_words_alone) {
    std::vector<std::string> const words = {"require", "severity", "table", "in", "of"};
    EXPECT_EQ(closest("Holdings", words), "");
    EXPECT_EQ(closest("x", words), "");
    EXPECT_EQ(closest("on", words), "");
    EXPECT_EQ(closest("", words), "");
    EXPECT_EQ(closest("table", words), "");
    EXPECT_EQ(closest(std::string(100000, 'a'), words), "");
    EXPECT_EQ(closest("anything", {}), "");
}

TEST(closest, does_not_depend_on_the_order_of_candidates) {
    EXPECT_EQ(closest("tabl", {"tabla", "table"}), "tabla");
    EXPECT_EQ(closest("tabl", {"table", "tabla"}), "tabla");
}

}  // namespace
}  // namespace a6::dsl
