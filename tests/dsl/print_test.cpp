#include "dsl/print.hpp"

#include "dsl/parse.hpp"
#include "tests/dsl/tree_generator.hpp"
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <string>

namespace a6::dsl {
namespace {

syntax::file parse_clean(std::string const& text) {
    source_file const source("x.a6", text);
    diagnostics out;
    auto tree = parse(source, 0, out);
    for (auto const& d : out.sorted()) ADD_FAILURE() << render(d, {source}) << "in\n" << text;
    return tree;
}

std::string format_expression(std::string const& text) {
    source_file const source("x.a6", text);
    diagnostics out;
    auto const tree = parse_expression(source, out);
    return tree ? print(*tree) : "broken: " + text;
}

TEST(print, keeps_no_parentheses_that_say_nothing) {
    EXPECT_EQ(format_expression("(a)"), "a");
    EXPECT_EQ(format_expression("((a) + (b * c))"), "a + b * c");
    EXPECT_EQ(format_expression("(a + b) + c"), "a + b + c");
    EXPECT_EQ(format_expression("(a and b) or (c and d)"), "a and b or c and d");
    EXPECT_EQ(format_expression("not (a = b)"), "not a = b");
    EXPECT_EQ(format_expression("a implies (b implies c)"), "a implies b implies c");
    EXPECT_EQ(format_expression("a and (every x in T of this filing satisfies b)"),
              "a and every x in T of this filing satisfies b");
    EXPECT_EQ(format_expression("(exists x in T of this filing) and b"), "exists x in T of this filing and b");
    EXPECT_EQ(format_expression("f((if a then b else c), d)"), "f(if a then b else c, d)");
}

TEST(print, keeps_parentheses_that_say_something) {
    for (auto const* const text : {"(a + b) * c",
                                   "a - (b - c)",
                                   "a - (b + c)",
                                   "(a or b) and c",
                                   "(a and b) and c",
                                   "a and (b and c)",
                                   "(not a) = b",
                                   "(a = b) = c",
                                   "(a implies b) implies c",
                                   "(-a).b",
                                   "-(a + b)",
                                   "not (a and b)",
                                   "(a union b) + c",
                                   "(if a then b else c) + d",
                                   "(every x in T of this filing satisfies b) and c",
                                   "a and (every x in T of this filing satisfies b) or c",
                                   "not (exists x in T of this filing where a) and b",
                                   "(exists x in T of this filing where a).b",
                                   "a * (b / c)",
                                   "a without (b union c)",
                                   "- -a",
                                   "min((a in b))"})
        EXPECT_EQ(format_expression(text), text == std::string_view("- -a") ? "--a" : text);
}

TEST(print, spaces_and_words) {
    EXPECT_EQ(format_expression("1_000tCO2e1"), "broken: 1_000tCO2e1");
    EXPECT_EQ(format_expression("1_000   tCO2e"), "1000 tCO2e");
    EXPECT_EQ(format_expression("a  not\n in{b,c}"), "a not in { b, c }");
    EXPECT_EQ(format_expression("[2021..2030]"), "[2021 .. 2030]");
    EXPECT_EQ(format_expression("\"a\" \"\\\"b\\\\\""), "\"a\\\"b\\\\\"");
    EXPECT_EQ(format_expression("sum(x.q for x in T of this  Party where x.a)"),
              "sum(x.q for x in T of this Party where x.a)");
}

TEST(print, files) {
    for (auto const* const name : {"rule", "model"}) {
        auto const folder = std::string("dsl/cases/print/") + name;
        auto const tree = parse_clean(test_support::read_file(test_support::test_path(folder + ".a6")));
        auto const formatted = print(tree);
        test_support::expect_golden(folder + ".expected", formatted);
        EXPECT_EQ(print(parse_clean(formatted)), formatted);
    }
}

TEST(print, a_declaration_alone) {
    auto const tree = parse_clean("unit  t \"t\"   unit kt \"kt\"=1_000 t");
    ASSERT_EQ(tree.declarations.size(), 2u);
    EXPECT_EQ(print(tree.declarations[1]), "unit kt \"kt\" = 1000 t\n");
    EXPECT_EQ(print(tree), "unit t \"t\"\n\nunit kt \"kt\" = 1000 t\n");
    EXPECT_EQ(print(syntax::file()), "");
}

TEST(print, long_conditions_are_broken_at_their_outermost_operators) {
    std::string const part = "some_quite_long_name.Some_Quite_Long_Field = another_name.Another_Field";
    auto const tree =
        parse_clean("rule R \"t\" { require " + part + " and " + part + " and (" + part + " or " + part + ") }");
    EXPECT_EQ(print(tree), "rule R \"t\" {\n    require " + part + "\n        and " + part + "\n        and (" + part +
                               " or " + part + ")\n}\n");
}

TEST(same_tree, looks_at_everything_but_places) {
    EXPECT_TRUE(same_tree(parse_clean("unit t \"t\""), parse_clean("// x\n\n  unit   t\n\"t\"")));
    EXPECT_FALSE(same_tree(parse_clean("unit t \"t\""), parse_clean("unit t \"T\"")));
    EXPECT_FALSE(same_tree(parse_clean("unit t \"t\""), parse_clean("unit t \"t\" unit t \"t\"")));
    EXPECT_FALSE(same_tree(parse_clean("unit t \"t\""), parse_clean("unit t \"t\" = 1 t")));
    EXPECT_FALSE(same_tree(parse_clean("param p : text"), parse_clean("define p() : text = 1")));
    EXPECT_FALSE(same_tree(parse_clean("param p : text = a"), parse_clean("param p : text = \"a\"")));
    EXPECT_FALSE(
        same_tree(parse_clean("param p : text = (a and b) and c"), parse_clean("param p : text = a and b and c")));
    EXPECT_FALSE(same_tree(parse_clean("rule R \"t\" { require a message \"x{b}\" }"),
                           parse_clean("rule R \"t\" { require a message \"x{c}\" }")));
}

TEST(round_trip, random_trees_survive_printing_and_parsing) {
    for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
        testing::tree_generator generator(seed);
        auto const tree = generator.file();
        auto const text = print(tree);
        auto const again = parse_clean(text);
        ASSERT_TRUE(same_tree(tree, again)) << "seed " << seed << "\n" << text << "\n--- became\n" << print(again);
        ASSERT_EQ(print(again), text) << "seed " << seed;
        ASSERT_FALSE(HasFailure()) << "seed " << seed;
    }
}

TEST(round_trip, random_expressions_survive_printing_and_parsing) {
    for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
        testing::tree_generator generator(seed);
        syntax::file tree;
        tree.declarations.push_back(
            {syntax::param_declaration{{"p", {}}, {{}, false, "text", {}}, std::nullopt, {{generator.expression(6), {}}}}, {}});
        auto const text = print(tree);
        ASSERT_TRUE(same_tree(tree, parse_clean(text))) << "seed " << seed << "\n" << text;
        ASSERT_FALSE(HasFailure()) << "seed " << seed;
    }
}

}  // namespace
}  // namespace a6::dsl
