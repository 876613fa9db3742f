#include "dsl/parse.hpp"

#include "dsl/limits.hpp"
#include "dsl/print.hpp"
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <variant>
#include <vector>

namespace a6::dsl {
namespace {

namespace fs = std::filesystem;
using kind = syntax::expression_kind;

struct parsed {
    std::vector<source_file> files;
    syntax::file tree;
    diagnostics out;

    std::string rendered() const {
        std::string result;
        for (auto const& d : out.sorted()) {
            if (!result.empty()) result += '\n';
            result += render(d, files);
        }
        return result;
    }
    std::string_view slice(span where) const { return files[0].slice(where); }
    template <typename T>
    T const& declaration(std::size_t i = 0) const {
        return std::get<T>(tree.declarations.at(i).value);
    }
};

parsed parse_text(std::string text, std::string name = "x.a6") {
    parsed p;
    p.files.emplace_back(std::move(name), std::move(text));
    p.tree = parse(p.files[0], 0, p.out);
    return p;
}

struct parsed_expression {
    std::vector<source_file> files;
    std::optional<syntax::expression> tree;
    diagnostics out;
    std::string_view slice(syntax::expression const& e) const { return files[0].slice(e.where); }
    std::string message() const { return out.has_errors() ? out.sorted()[0].message : ""; }
    std::string help() const { return out.has_errors() ? out.sorted()[0].help : ""; }
    std::string code() const { return out.has_errors() ? out.sorted()[0].code : ""; }
};

parsed_expression parse_one(std::string text) {
    parsed_expression p;
    p.files.emplace_back("x.a6", std::move(text));
    p.tree = parse_expression(p.files[0], p.out);
    return p;
}

std::string first_code(parsed const& p) { return p.out.has_errors() ? p.out.sorted()[0].code : ""; }
std::string first_message(parsed const& p) { return p.out.has_errors() ? p.out.sorted()[0].message : ""; }

std::string repeat(std::string_view text, std::size_t n) {
    std::string result;
    result.reserve(text.size() * n);
    for (; n != 0; --n) result += text;
    return result;
}

// ---- places

TEST(places, expressions_are_without_the_blanks_around_them) {
    auto const p = parse_one("  a.b  +  ( c * 2 tCO2e )  // done");
    ASSERT_TRUE(p.tree) << p.message();
    EXPECT_EQ(p.slice(*p.tree), "a.b  +  ( c * 2 tCO2e )");
    EXPECT_EQ(p.slice(p.tree->children[0]), "a.b");
    EXPECT_EQ(p.slice(p.tree->children[0].children[0]), "a");
    EXPECT_EQ(p.slice(p.tree->children[1]), "( c * 2 tCO2e )");
    EXPECT_EQ(p.slice(p.tree->children[1].children[1]), "2 tCO2e");
    EXPECT_EQ(p.files[0].slice(p.tree->children[1].children[1].unit->where), "tCO2e");
}

TEST(places, declarations_reach_from_their_word_to_their_last) {
    auto const p = parse_text("// c\n  param p : integer = 1   \n\nreport R \"t\" { }  // x\n");
    ASSERT_FALSE(p.out.has_errors()) << p.rendered();
    EXPECT_EQ(p.slice(p.tree.declarations[0].where), "param p : integer = 1");
    EXPECT_EQ(p.slice(p.tree.declarations[1].where), "report R \"t\" { }");
}

TEST(places, words_texts_and_clauses) {
    auto const p = parse_text(
        "rule SUB-02a \"one\" // comment\n \"two\" {\n  effective from 2024-11-24\n  let z = the row x in T of this "
        "filing where x.a = 1\n"
        "  require a.b\n    at a.b\n    remedy \"r\"\n}\n");
    ASSERT_FALSE(p.out.has_errors()) << p.rendered();
    auto const& r = p.declaration<syntax::rule_declaration>();
    EXPECT_EQ(p.slice(r.id.where), "SUB-02a");
    EXPECT_EQ(p.slice(r.title.where), "\"one\" // comment\n \"two\"");
    EXPECT_EQ(r.title.joined(), "onetwo");
    EXPECT_EQ(p.slice(r.effective[0].where), "from 2024-11-24");
    auto const& l = std::get<syntax::lookup>(r.lets[0].value);
    EXPECT_EQ(p.slice(l.at), "the row x in T of this filing where x.a = 1");
    EXPECT_EQ(p.slice(l.where.where), "x.a = 1");
    EXPECT_EQ(p.slice(r.norms[0].where), "require a.b\n    at a.b\n    remedy \"r\"");
    EXPECT_EQ(p.slice(r.norms[0].at[0].path[0].where), "b");
}

TEST(places, holes_point_into_the_file) {
    auto const p = parse_text(
        "rule R \"t\" { require a message \"f\xC3\xB6\xC3\xB6 \\\"x\\\" {{ {a.Date} \"\n  \"{f(b, \\\"s\\\") + c}!\" "
        "}\n");
    ASSERT_FALSE(p.out.has_errors()) << p.rendered();
    auto const& m = *p.declaration<syntax::rule_declaration>().norms[0].message;
    ASSERT_EQ(m.pieces.size(), 5u);
    EXPECT_EQ(m.pieces[0].literal, "f\xC3\xB6\xC3\xB6 \"x\" { ");
    EXPECT_EQ(p.slice(m.pieces[1].hole->where), "a.Date");
    EXPECT_EQ(m.pieces[2].literal, " ");
    EXPECT_EQ(p.slice(m.pieces[3].hole->where), "f(b, \\\"s\\\") + c");
    EXPECT_EQ(p.slice(m.pieces[3].hole->children[1].where), "c");
    EXPECT_EQ(m.pieces[3].hole->children[0].children[1].text, "s");
    EXPECT_EQ(m.pieces[4].literal, "!");
}

// ---- shape of expressions

struct shape_case {
    char const* text;
    char const* shape;
};

std::string shape(syntax::expression const& e) {
    switch (e.kind) {
        case kind::name: return e.text;
        case kind::text: return "'" + e.text + "'";
        case kind::number: return e.unit->text.empty() ? e.text : e.text + "_" + e.unit->text;
        case kind::date: return "#" + e.text;
        case kind::truth: return "!" + e.text;
        default: break;
    }
    static char const* const names[] = {"",       "",    "",      "",    "",           "member",   "call",
                                        "negate", "not", "and",   "or",  "implies",    "compare",  "arithmetic",
                                        "sets",   "if",  "range", "set", "quantifier", "aggregate"};
    std::string result = std::string("(") + names[static_cast<int>(e.kind)];
    if (!e.text.empty()) result += ":" + e.text;
    if (!e.rows->variable.text.empty())
        result += " " + e.rows->variable.text + "@" + e.rows->from.table.text +
                  std::to_string(static_cast<int>(e.rows->from.scope));
    if (e.has_value) result += " value";
    if (e.has_where) result += " where";
    for (auto const& c : e.children) result += " " + shape(c);
    return result + ")";
}

class expression_shape : public ::testing::TestWithParam<shape_case> {};

TEST_P(expression_shape, is) {
    auto const p = parse_one(GetParam().text);
    ASSERT_TRUE(p.tree) << p.message();
    EXPECT_EQ(shape(*p.tree), GetParam().shape);
}

INSTANTIATE_TEST_SUITE_P(
    all, expression_shape,
    ::testing::Values(
        shape_case{"a", "a"}, shape_case{"1_000.5 tCO2e", "1000.5_tCO2e"}, shape_case{"2024-11-24", "#2024-11-24"},
        shape_case{"\"a\" \"b\\\"\\\\\"", "'ab\"\\'"}, shape_case{"true", "!true"},
        shape_case{"a.b.c", "(member:c (member:b a))"}, shape_case{"f()", "(call:f)"},
        shape_case{"f(a, 1)", "(call:f a 1)"}, shape_case{"a.b.size", "(member:size (member:b a))"},
        shape_case{"f(a).b", "(member:b (call:f a))"},
        shape_case{"a + b - c * d", "(arithmetic:- (arithmetic:+ a b) (arithmetic:* c d))"},
        shape_case{"a - (b - c)", "(arithmetic:- a (arithmetic:- b c))"}, shape_case{"a-b", "(arithmetic:- a b)"},
        shape_case{"- -a.b", "(negate (negate (member:b a)))"}, shape_case{"-a * b", "(arithmetic:* (negate a) b)"},
        shape_case{"a union b without c", "(sets:without (sets:union a b) c)"},
        shape_case{"a intersect b + c", "(sets:intersect a (arithmetic:+ b c))"},
        shape_case{"not a = b", "(not (compare:= a b))"}, shape_case{"not not a", "(not (not a))"},
        shape_case{"a and b and c", "(and a b c)"}, shape_case{"(a and b) and c", "(and (and a b) c)"},
        shape_case{"a and (b and c)", "(and a (and b c))"}, shape_case{"a or b and c or d", "(or a (and b c) d)"},
        shape_case{"a implies b implies c", "(implies a (implies b c))"},
        shape_case{"(a implies b) implies c", "(implies (implies a b) c)"},
        shape_case{"a or b implies c and d", "(implies (or a b) (and c d))"}, shape_case{"a != b", "(compare:!= a b)"},
        shape_case{"a <= b", "(compare:<= a b)"}, shape_case{"a >= b", "(compare:>= a b)"},
        shape_case{"a < b", "(compare:< a b)"}, shape_case{"a > b", "(compare:> a b)"},
        shape_case{"a in b", "(compare:in a b)"}, shape_case{"a not in { b, c }", "(compare:not in a (set b c))"},
        shape_case{"a overlaps b", "(compare:overlaps a b)"}, shape_case{"a within b", "(compare:within a b)"},
        shape_case{"a matches \"x\"", "(compare:matches a 'x')"},
        shape_case{"(a = b) = c", "(compare:= (compare:= a b) c)"}, shape_case{"[2021..2030]", "(range 2021 2030)"},
        shape_case{"[a.b .. c]", "(range (member:b a) c)"},
        shape_case{"if a then b else if c then d else e", "(if a b (if c d e))"},
        shape_case{"if a then b else c + d", "(if a b (arithmetic:+ c d))"},
        shape_case{"every x in T of this filing satisfies x.a and b", "(quantifier:every x@T0 (and (member:a x) b))"},
        shape_case{"every x in T of this Party where a satisfies b", "(quantifier:every x@T1 where a b)"},
        shape_case{"exists x in T of all filings", "(quantifier:exists x@T2)"},
        shape_case{"no x in T of all filings where a or b", "(quantifier:no x@T2 where (or a b))"},
        shape_case{"a and exists x in T of this filing and b", "(and a (quantifier:exists x@T0) b)"},
        shape_case{"count(x in T of this filing)", "(aggregate:count x@T0)"},
        shape_case{"count(x in T of this filing where a)", "(aggregate:count x@T0 where a)"},
        shape_case{"sum(x.q for x in T of this Party where a)", "(aggregate:sum x@T1 value where (member:q x) a)"},
        shape_case{"distinct(a in b for x in T of this filing)", "(aggregate:distinct x@T0 value (compare:in a b))"},
        shape_case{"max(x.v for x in T of this filing) + 1",
                   "(arithmetic:+ (aggregate:max x@T0 value (member:v x)) 1)"},
        shape_case{"min(a, b)", "(call:min a b)"}, shape_case{"max(a)", "(call:max a)"},
        shape_case{"min()", "(call:min)"},
        shape_case{"blocks(x.b for x in T of this filing) overlaps b",
                   "(compare:overlaps (aggregate:blocks x@T0 value (member:b x)) b)"},
        shape_case{"count + sum.min", "(arithmetic:+ count (member:min sum))"},
        shape_case{"exists rows in filing of this filing where rows.unit = 1 unit1",
                   "(quantifier:exists rows@filing0 where (compare:= (member:unit rows) 1_unit1))"}),
    [](auto const& info) { return "case_" + std::to_string(info.index); });

TEST(expressions, what_is_wrong_is_said) {
    struct {
        char const* text;
        char const* code;
        char const* message;
        char const* help;
    } const cases[] = {
        {"", "R101", "expected a value, but the file ends", ""},
        {"a +", "R101", "expected a value after `a +`, but the file ends", ""},
        {"a b", "R101", "expected the end of the expression", ""},
        {"a adn b", "R101", "expected the end of the expression", "did you mean `and`?"},
        {"a = 1 adn b", "R101", "expected the end of the expression", "`adn` was read as a unit; did you mean `and`?"},
        {"a == b", "R101", "expected a value after `a =`", "equality is written `=`"},
        {"a <> b", "R101", "expected a value after `a <`", "inequality is written `!=`"},
        {"a && b", "R101", "expected the end of the expression", "did you mean `and`?"},
        {"!a", "R101", "expected a value", "did you mean `not`?"},
        {"(a", "R101", "expected `)` after `(a`, but the file ends", ""},
        {"f(a", "R101", "expected `,` or `)` after `f(a`, but the file ends", ""},
        {"{ a", "R101", "expected `,` or `}` after `{ a`, but the file ends", ""},
        {"[ a, b ]", "R101", "expected `..` after `[ a`", ""},
        {"if a thne b else c", "R101", "expected `then` after `if a`", "did you mean `then`?"},
        {"if a then b", "R101", "expected `else` after `if a then b`, but the file ends", ""},
        {"every x in T of this filing satisfeis a", "R101", "expected `satisfies` after `every x in T of this filing`",
         "did you mean `satisfies`?"},
        {"exists x of T", "R101", "expected `in` after `exists x`", ""},
        {"exists x in T of this part", "R101", "expected `filing` or `Party` after `exists x in T of this`",
         "did you mean `Party`?"},
        {"exists x in T", "R101",
         "expected `of this filing`, `of this Party` or `of all filings` after `exists x in T`, but the file ends", ""},
        {"count(x in T where a)", "R101",
         "expected `of this filing`, `of this Party` or `of all filings` after `count(x in T`", ""},
        {"sum(x.q)", "R101", "expected `for` after `sum(x.q`", ""},
        {"count()", "R101", "expected a value or a name for the row after `count(`", ""},
        {"a.class", "R114", "expected the name of a field or function after `a.`",
         "`class` is a word of the language and cannot be a name"},
        {"2023-02-29", "R105", "`2023-02-29` is not a day of the calendar", ""},
        {"12abc", "R106", "`12abc` is not a number",
         "leave a blank between a number and its unit; `_` may stand between two digits"},
        {"1__0", "R106", "`1__0` is not a number",
         "leave a blank between a number and its unit; `_` may stand between two digits"},
        {"\"abc", "R103", "this text is not closed on its line",
         "close it with `\"`; texts that follow each other are joined, so a long one may be split"},
        {"\"a\\n\"", "R107", "a lone `\\` in a text", "write `\\\\` for a backslash and `\\\"` for a quotation mark"},
        {"'abc'", "R101", "expected a value", "texts stand in double quotation marks"},
    };
    for (auto const& c : cases) {
        auto const p = parse_one(c.text);
        EXPECT_FALSE(p.tree) << c.text;
        EXPECT_EQ(p.code(), c.code) << c.text;
        EXPECT_EQ(p.message(), c.message) << c.text;
        EXPECT_EQ(p.help(), c.help) << c.text;
    }
}

// ---- limits

TEST(limits, nesting_up_to_the_limit) {
    constexpr auto most = static_cast<std::size_t>(limits::max_nesting);
    auto const parentheses = [](std::size_t n) { return repeat("(", n) + "a" + repeat(")", n); };
    EXPECT_TRUE(parse_one(parentheses(most - 1)).tree);
    EXPECT_EQ(parse_one(parentheses(most)).code(), "R104");
    EXPECT_TRUE(parse_one(repeat("not ", most - 1) + "a").tree);
    EXPECT_EQ(parse_one(repeat("not ", most) + "a").code(), "R104");
    EXPECT_TRUE(parse_one(repeat("-", most - 1) + "a").tree);
    EXPECT_EQ(parse_one(repeat("-", most) + "a").code(), "R104");
    EXPECT_TRUE(parse_one("a" + repeat(" + a", most - 1)).tree);
    EXPECT_EQ(parse_one("a" + repeat(" + a", most)).code(), "R104");
    EXPECT_TRUE(parse_one("a" + repeat(".a", most - 1)).tree);
    EXPECT_EQ(parse_one("a" + repeat(".a", most)).code(), "R104");
}

TEST(limits, wide_is_not_deep) {
    auto const p = parse_one("a" + repeat(" and a", 2000) + repeat(" or a", 2000));
    ASSERT_TRUE(p.tree) << p.message();
    EXPECT_EQ(p.tree->children.size(), 2001u);
    EXPECT_TRUE(parse_one("{ a" + repeat(", a", 5000) + " }").tree);
}

TEST(limits, hostile_nesting_is_an_error_not_a_crash) {
    for (std::string_view const opening : {"(",
                                           "[",
                                           "{",
                                           "-",
                                           "not ",
                                           "f(",
                                           "if ",
                                           "a implies ",
                                           "a.",
                                           "a + ",
                                           "a union ",
                                           "a * ",
                                           "count(",
                                           "sum(a for x in ",
                                           "every x in T of this filing where ",
                                           "exists x in T of this filing where ",
                                           "if a then b else ",
                                           "(a and ",
                                           "min(",
                                           "not (",
                                           "-("}) {
        auto const one = parse_one(repeat(opening, 100'000));
        EXPECT_FALSE(one.tree) << opening;
        auto const all = parse_text("rule R \"t\" {\n require " + repeat(opening, 100'000) + "a\n}\nunit t \"t\"\n");
        EXPECT_EQ(all.out.error_count(), 1u) << opening;
        EXPECT_EQ(all.tree.declarations.size(), 1u) << opening;
    }
}

TEST(limits, nesting_in_a_hole) {
    auto const p = parse_text("rule R \"t\" { require a message \"{" + repeat("(", 1000) + "\" }");
    EXPECT_EQ(first_code(p), "R104");
}

TEST(limits, file_size) {
    std::string text = "unit t \"t\"\n";
    text.resize(limits::max_file_bytes, ' ');
    EXPECT_FALSE(parse_text(text).out.has_errors());
    text += ' ';
    auto const p = parse_text(text);
    EXPECT_EQ(first_code(p), "R111");
    EXPECT_TRUE(p.tree.declarations.empty());
}

TEST(limits, text_size) {
    auto const unit = [](std::size_t n) { return "unit t \"" + std::string(n, 'x') + "\"\n"; };
    EXPECT_FALSE(parse_text(unit(limits::max_text_bytes)).out.has_errors());
    EXPECT_EQ(first_code(parse_text(unit(limits::max_text_bytes + 1))), "R112");
    auto const half = std::string(limits::max_text_bytes / 2 + 1, 'x');
    EXPECT_EQ(first_code(parse_text("unit t \"" + half + "\" \"" + half + "\"")), "R112");
}

// ---- files

TEST(files, an_empty_file_is_no_error) {
    for (auto const* const text : {"", "\n\n", "// nothing", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n// x\r\n"}) {
        auto const p = parse_text(text);
        EXPECT_FALSE(p.out.has_errors()) << p.rendered();
        EXPECT_TRUE(p.tree.declarations.empty());
    }
}

TEST(files, every_broken_declaration_is_reported_and_every_good_one_kept) {
    std::string text;
    for (int i = 0; i < 50; ++i) {
        auto const n = std::to_string(i);
        text += "rule A" + n + " \"t\" {\n    requre a.b\n}\nparam p" + n + " : integer = " + n + "\n";
    }
    auto const p = parse_text(text);
    EXPECT_EQ(p.out.error_count(), 50u);
    EXPECT_EQ(p.out.sorted().size(), 50u);
    EXPECT_EQ(p.tree.declarations.size(), 50u);
    for (auto const& d : p.out.sorted()) EXPECT_EQ(d.help, "did you mean `require`?");
}

TEST(files, line_ends_of_every_kind) {
    auto const unix_lines = parse_text("unit t \"t\"\nparam p : decimal\n\nparam q : decimal t\n");
    auto const windows_lines = parse_text("unit t \"t\"\r\nparam p : decimal\r\n\r\nparam q : decimal t\r\n");
    EXPECT_FALSE(windows_lines.out.has_errors()) << windows_lines.rendered();
    EXPECT_TRUE(same_tree(unix_lines.tree, windows_lines.tree));
}

TEST(files, a_unit_stands_on_the_line_of_its_number) {
    auto const p =
        parse_text("param p : decimal = 1\nparam q : decimal = 2 t\nrule R \"t\" { when a = 1\n notation }\n");
    ASSERT_FALSE(p.out.has_errors()) << p.rendered();
    EXPECT_EQ(p.declaration<syntax::param_declaration>(0).values[0].is.unit->text, "");
    EXPECT_EQ(p.declaration<syntax::param_declaration>(1).values[0].is.unit->text, "t");
    EXPECT_TRUE(p.declaration<syntax::rule_declaration>(2).notation);
}

TEST(files, clauses_behind_a_norm_are_the_norms) {
    auto const p = parse_text(
        "rule R \"t\" { class format require a affects balance when b class mismatch severity error message \"m\" }");
    ASSERT_FALSE(p.out.has_errors()) << p.rendered();
    auto const& r = p.declaration<syntax::rule_declaration>();
    EXPECT_EQ(r.finding_class->text, "format");
    EXPECT_EQ(r.norms.at(0).finding_class->text, "mismatch");
    EXPECT_TRUE(r.norms.at(0).affects_balance_when);
    EXPECT_TRUE(r.when.empty());
    EXPECT_TRUE(r.message);
}

TEST(files, scopes) {
    auto const scope_of = [](std::string const& clause) {
        auto p = parse_text("rule R \"t\" {\n " + clause + "\n}");
        EXPECT_FALSE(p.out.has_errors()) << p.rendered();
        return *p.declaration<syntax::rule_declaration>().scope;
    };
    auto const rows = std::get<syntax::row_scope>(scope_of("for each date in A, B"));
    EXPECT_EQ(rows.variable.text, "date");
    EXPECT_EQ(rows.tables.size(), 2u);
    auto const fields = std::get<syntax::field_scope>(scope_of("for each conditional date field f of A"));
    EXPECT_EQ(fields.presence->text, "conditional");
    EXPECT_EQ(fields.type->text, "date");
    EXPECT_EQ(fields.variable.text, "f");
    auto const all_fields = std::get<syntax::field_scope>(scope_of("for each field f"));
    EXPECT_FALSE(all_fields.presence || all_fields.type);
    EXPECT_TRUE(all_fields.tables.empty());
    EXPECT_TRUE(std::holds_alternative<syntax::reader_scope>(scope_of("by reader")));
}

TEST(files, a_missing_place_is_behind_the_last_word) {
    auto const p = parse_text("rule R \"t\" {\n    for each a in\n\n    // where?\n    when b\n}\n");
    ASSERT_EQ(p.out.error_count(), 1u);
    EXPECT_EQ(first_message(p), "expected a table name after `for each a in`");
    EXPECT_EQ(p.out.sorted()[0].at.where.begin, 30u);
}

TEST(files, lists_of_types_are_not_declarations) {
    auto const p = parse_text("param p :\nlist of text = { 1 ) }\nunit t \"t\"\n");
    EXPECT_EQ(p.out.error_count(), 1u) << p.rendered();
    EXPECT_EQ(p.tree.declarations.size(), 1u);
}

// ---- cases kept as files

std::vector<std::string> case_names(char const* folder) {
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(test_support::test_path(std::string("dsl/cases/parse/") + folder)))
        if (entry.path().extension() == ".a6") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string test_name(::testing::TestParamInfo<std::string> const& info) {
    auto name = info.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

parsed parse_case(std::string const& folder, std::string const& name) {
    return parse_text(
        test_support::read_file(test_support::test_path("dsl/cases/parse/" + folder + "/" + name + ".a6")),
        name + ".a6");
}

class good_case : public ::testing::TestWithParam<std::string> {};

TEST_P(good_case, has_no_diagnostics_and_survives_the_formatter) {
    auto const p = parse_case("good", GetParam());
    EXPECT_EQ(p.rendered(), "");
    EXPECT_FALSE(p.tree.declarations.empty() && !p.tree.header);
    auto const formatted = print(p.tree);
    auto const again = parse_text(formatted);
    EXPECT_EQ(again.rendered(), "");
    EXPECT_TRUE(same_tree(p.tree, again.tree));
    EXPECT_EQ(print(again.tree), formatted);
}

INSTANTIATE_TEST_SUITE_P(parse, good_case, ::testing::ValuesIn(case_names("good")), test_name);

class bad_case : public ::testing::TestWithParam<std::string> {};

TEST_P(bad_case, is_explained_as_expected) {
    auto const p = parse_case("bad", GetParam());
    EXPECT_TRUE(p.out.has_errors());
    test_support::expect_golden("dsl/cases/parse/bad/" + GetParam() + ".expected", p.rendered());
}

INSTANTIATE_TEST_SUITE_P(parse, bad_case, ::testing::ValuesIn(case_names("bad")), test_name);

// ---- mutated files

// Whatever a file holds: no crash, places inside the file, text in UTF-8, and what is accepted survives the formatter.
void check_anything(std::string const& text) {
    auto const p = parse_text(text);
    for (auto const& d : p.out.sorted()) {
        ASSERT_LE(d.at.where.begin, d.at.where.end);
        ASSERT_LE(d.at.where.end, text.size());
        ASSERT_FALSE(d.message.empty());
        ASSERT_EQ(first_invalid_utf8(render(d, p.files)), std::string_view::npos);
    }
    auto const formatted = print(p.tree);
    auto const again = parse_text(formatted);
    ASSERT_FALSE(again.out.has_errors()) << text << "\n---\n" << formatted << "\n---\n" << again.rendered();
    ASSERT_TRUE(same_tree(p.tree, again.tree)) << text << "\n---\n" << formatted;
}

TEST(mutated_files, never_crash_and_never_lie_about_places) {
    std::vector<std::string> seeds;
    for (auto const& name : case_names("good"))
        seeds.push_back(test_support::read_file(test_support::test_path("dsl/cases/parse/good/" + name + ".a6")));
    std::vector<std::string> const pieces = {"\"",
                                             "{",
                                             "}",
                                             "(",
                                             ")",
                                             "[",
                                             "]",
                                             "//",
                                             "\n",
                                             ".",
                                             "..",
                                             ",",
                                             "=",
                                             "not ",
                                             "in ",
                                             "where ",
                                             "for each ",
                                             "rule ",
                                             "table ",
                                             "\\",
                                             "\xC3",
                                             "\xC3\xA9",
                                             std::string(1, '\0'),
                                             "1",
                                             "2024-02-30",
                                             "{{",
                                             "}}",
                                             "-",
                                             "/",
                                             "of this filing ",
                                             "every x in ",
                                             "if ",
                                             "then ",
                                             "else ",
                                             "message \"{",
                                             "\t",
                                             "\r",
                                             "_",
                                             " unit "};
    std::mt19937 random(20241124);
    auto const below = [&](std::size_t n) { return n == 0 ? std::size_t{0} : static_cast<std::size_t>(random()) % n; };
    for (int round = 0; round < 3000; ++round) {
        auto text = seeds[below(seeds.size())];
        // A window keeps the rounds short and cuts through declarations.
        if (text.size() > 1500) text = text.substr(below(text.size() - 1000), 500 + below(1000));
        for (auto n = 1 + below(4); n != 0; --n) {
            auto const at = below(text.size() + 1);
            switch (below(5)) {
                case 0: text.insert(at, pieces[below(pieces.size())]); break;
                case 1: text.erase(at, 1 + below(8)); break;
                case 2:
                    if (at < text.size()) text[at] = static_cast<char>(random());
                    break;
                case 3: text.insert(at, text.substr(below(text.size()), below(60))); break;
                default:
                    if (at < text.size()) std::swap(text[at], text[below(text.size())]);
                    break;
            }
        }
        check_anything(text);
        if (HasFatalFailure()) return;
    }
}

}  // namespace
}  // namespace a6::dsl
