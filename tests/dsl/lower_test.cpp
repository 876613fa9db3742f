// Names, types and joins: cases kept as files below cases/lower, each read together with cases/lower/base.a6.

#include "dsl/rule_cost.hpp"
#include "dsl/rulebook.hpp"
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace a6::dsl {
namespace {

namespace fs = std::filesystem;

std::string text_of(std::string const& below) {
    return test_support::read_file(test_support::test_path("dsl/cases/lower/" + below));
}

load_result load_case(std::string const& folder, std::string const& name) {
    return load_rulebook({{"base.a6", text_of("base.a6")}, {name + ".a6", text_of(folder + '/' + name + ".a6")}});
}

load_result load_text(std::string text) {
    return load_rulebook({{"base.a6", text_of("base.a6")}, {"text.a6", std::move(text)}});
}

std::string rendered(load_result const& loaded) {
    std::string out;
    for (auto const& problem : loaded.problems.sorted()) {
        if (!out.empty()) out += '\n';
        out += render(problem, loaded.files);
    }
    return out;
}

std::string in_rule(std::string const& norm) {
    return "rule X-1 \"x\" { implements Q-1 for each r in Rows severity error class mismatch require " + norm +
           " at r message \"no\" }\n";
}

std::vector<std::string> names_in(std::string const& folder) {
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(test_support::test_path("dsl/cases/lower/" + folder)))
        if (entry.path().extension() == ".a6") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

class good_rulebook : public testing::TestWithParam<std::string> {};

// What is kept: the rules in the order in which they are judged, what they cost, and warnings.
TEST_P(good_rulebook, is_taken) {
    auto const loaded = load_case("good", GetParam());
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    std::string out;
    for (auto const index : loaded.book->evaluation_order) {
        auto const& r = loaded.book->rules[index];
        out += r.id + ": " + a6::dsl::cost_of(*loaded.book, r) + '\n';
    }
    std::string const warnings = rendered(loaded);
    test_support::expect_golden("dsl/cases/lower/good/" + GetParam() + ".expected",
                                warnings.empty() ? out : out + '\n' + warnings);
}
INSTANTIATE_TEST_SUITE_P(lower, good_rulebook, testing::ValuesIn(names_in("good")),
                         [](auto const& info) { return info.param; });

class bad_rulebook : public testing::TestWithParam<std::string> {};

TEST_P(bad_rulebook, is_refused_with_reasons) {
    auto const loaded = load_case("bad", GetParam());
    EXPECT_FALSE(loaded.book);
    // The file's name begins with the code that it is about.
    std::string const code = GetParam().substr(0, 4);
    auto const problems = loaded.problems.sorted();
    EXPECT_TRUE(std::any_of(problems.begin(), problems.end(), [&](diagnostic const& d) { return d.code == code; }))
        << code;
    test_support::expect_golden("dsl/cases/lower/bad/" + GetParam() + ".expected", rendered(loaded));
}
INSTANTIATE_TEST_SUITE_P(lower, bad_rulebook, testing::ValuesIn(names_in("bad")),
                         [](auto const& info) { return info.param; });

TEST(lower, the_life_cycle_of_the_language_description_is_taken) {
    std::string const description = test_support::read_file(test_support::test_path("../dsl/LANGUAGE.md"));
    auto const begin = description.find("```\nlifecycle ");
    ASSERT_NE(begin, std::string::npos);
    auto const end = description.find("```", begin + 3);
    auto const loaded = load_text(text_of("good/lives.a6") + description.substr(begin + 4, end - begin - 4));
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    ASSERT_EQ(loaded.book->plan.lifecycles.size(), 1u);
    auto const& life = loaded.book->plan.lifecycles.front();
    EXPECT_EQ(life.known_otherwise.size(), 1u);
    ASSERT_EQ(life.moves.size(), 1u);
    EXPECT_NE(life.moves[0].passes_to, no_node);
    EXPECT_EQ(life.moves[0].tells.front().literal, "sold by ");
    ASSERT_EQ(life.shown.size(), 1u);
    EXPECT_EQ(life.shown[0].label, "price");
    ASSERT_EQ(life.sightings.size(), 1u);
    EXPECT_EQ(life.sightings[0].table, loaded.book->model.find_table("Deposits"));
    EXPECT_EQ(life.sightings[0].shown.size(), 1u);
}

TEST(lower, every_code_stands_in_the_list_of_diagnostics) {
    std::string const list = test_support::read_file(test_support::test_path("../dsl/DIAGNOSTICS.md"));
    for (auto const& folder : {"good", "bad"})
        for (auto const& name : names_in(folder))
            for (auto const& problem : load_case(folder, name).problems.sorted())
                EXPECT_NE(list.find("| " + problem.code + " |"), std::string::npos)
                    << problem.code << ": " << problem.message;
}

TEST(lower, sources_nest_only_so_deep) {
    std::string text = "define f0(a : text) : boolean = true\n";
    for (int n = 1; n <= 70; ++n)
        text += "define f" + std::to_string(n) +
                "(a : text) : boolean = exists x in Rows of this filing where x.Name = a and f" +
                std::to_string(n - 1) + "(x.Name)\n";
    EXPECT_TRUE(load_text(text + in_rule("f58(r.Name)")).book);
    auto const deep = load_text(text + in_rule("f60(r.Name)"));
    ASSERT_FALSE(deep.book);
    EXPECT_EQ(deep.problems.sorted().front().code, "R405");
}

TEST(lower, equal_expressions_are_one_node) {
    auto const loaded = load_text(
        in_rule("r.Number + 1 > 2 and r.Number + 1 > 2 and (if r.Number + 1 > 2 then 1 else 2) = r.Number + 1"));
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    auto const& nodes = loaded.book->plan.nodes;
    EXPECT_EQ(std::count_if(nodes.begin(), nodes.end(), [](node const& n) { return n.code == op::add; }), 1);
    // Children come before their parents.
    for (node_id n = 0; n < nodes.size(); ++n)
        for (std::uint32_t c = 0; c < nodes[n].child_count; ++c) EXPECT_LT(loaded.book->plan.child(n, c), n);
}

// What is written out for a call is looked up by its arguments; each call that asks rows has a query of its own.
TEST(lower, calls_with_equal_arguments_are_one_node) {
    auto const loaded = load_text(
        "define above(n : integer, m : integer) : boolean = n > m\n"
        "define any(n : integer) : boolean = exists x in Rows of this filing where x.Number = n\n" +
        in_rule("above(r.Number, 2) and not above(2, r.Number) and above(r.Number, 2) and any(r.Number) and "
                "any(r.Number)"));
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    auto const base = load_text({});
    auto const& plan = loaded.book->plan;
    auto const comparisons = [](load_result const& of) {
        auto const& nodes = of.book->plan.nodes;
        return std::count_if(nodes.begin(), nodes.end(), [](node const& n) { return n.code == op::less; });
    };
    EXPECT_EQ(comparisons(loaded), comparisons(base) + 2);
    EXPECT_EQ(plan.queries.size(), base.book->plan.queries.size() + 2);
    auto const& condition = plan.nodes[loaded.book->rules.front().instances.front().norms.front().condition];
    ASSERT_EQ(condition.child_count, 5u);
    EXPECT_EQ(plan.children[condition.first_child], plan.children[condition.first_child + 2]);
    EXPECT_NE(plan.children[condition.first_child + 3], plan.children[condition.first_child + 4]);
}

query const& only_query(load_result const& loaded) {
    auto const& queries = loaded.book->plan.queries;
    return queries.back();
}

TEST(lower, conditions_are_split_into_keys_overlap_and_rest) {
    auto const loaded =
        load_text(in_rule("exists x in Rows of all filings where r.Name = x.Name and x.Day = 2024-01-01 and x.Block "
                          "overlaps r.Block and x.Block overlaps r.parent.Block and x.Number > r.Number"));
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    query const& q = only_query(loaded);
    EXPECT_EQ(q.keys.size(), 2u);
    EXPECT_TRUE(q.overlap);
    ASSERT_NE(q.residual, no_node);
    EXPECT_EQ(loaded.book->plan.nodes[q.residual].code, op::and_);
    EXPECT_EQ(loaded.book->plan.nodes[q.residual].child_count, 2u);
    for (auto const& k : q.keys) {
        EXPECT_EQ(loaded.book->plan.nodes[k.inner].free_slots, std::uint64_t{1} << q.slot);
        EXPECT_EQ(loaded.book->plan.nodes[k.outer].free_slots & std::uint64_t{1} << q.slot, 0u);
    }
    EXPECT_EQ(q.free_slots, 1u);
}

TEST(lower, serials_are_never_hashed_as_keys) {
    auto const loaded =
        load_text(in_rule("exists x in Rows of all filings where x.Name = r.Name and x.Block = r.Block"));
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    EXPECT_EQ(only_query(loaded).keys.size(), 1u);
    EXPECT_NE(only_query(loaded).residual, no_node);
}

TEST(lower, items_of_another_type_are_compared_in_their_own_way) {
    auto const same = load_text(in_rule("r.Number in { 1, 2 }"));
    ASSERT_TRUE(same.book) << rendered(same);
    auto const code_of = [](load_result const& l) {
        return l.book->plan.nodes[l.book->rules[0].instances[0].norms[0].condition].code;
    };
    EXPECT_EQ(code_of(same), op::in_set);
    EXPECT_EQ(code_of(load_text(in_rule("r.Number in { 1, 2.5 }"))), op::or_);
    EXPECT_EQ(code_of(load_text(in_rule("r.Number in { 2.5 }"))), op::equal);
    EXPECT_EQ(code_of(load_text(in_rule("r.Mass in { 1 kilotonne, 2 tonne }"))),
              op::in_set);  // what is converted are the items
}

TEST(lower, members_are_computed_after_what_they_need) {
    auto const loaded = load_text(
        "table Chain \"Chain\" { in Main rows Chain field A \"A\" : integer\n"
        "derived Last : integer = this.next.Middle\n"
        "reference next = the row x in Chain of this filing where x.A = this.First\n"
        "derived Middle : integer = this.First + 1\n"
        "derived First : integer = this.A + 1 }\n");
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    auto const& p = loaded.book->plan;
    std::vector<std::string> order;
    for (auto const& [is_reference, index] : p.computation_order)
        order.push_back(is_reference ? p.references[index].name : p.derived[index].name);
    auto const place = [&](std::string const& name) {
        return std::find(order.begin(), order.end(), name) - order.begin();
    };
    EXPECT_LT(place("First"), place("Middle"));
    EXPECT_LT(place("First"), place("next"));
    EXPECT_LT(place("Middle"), place("Last"));
    EXPECT_LT(place("next"), place("Last"));
}

TEST(lower, rules_are_sorted_by_the_numbers_in_their_ids) {
    std::string text;
    for (auto const* id : {"R-10", "R-2", "R-2b", "Q-11", "R-02", "R-2a"}) {
        std::string rule = in_rule("r.Number > 1");
        text += rule.replace(rule.find("X-1"), 3, id);
    }
    auto const loaded = load_text(text);
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    std::vector<std::string> ids;
    for (auto const& r : loaded.book->rules) ids.push_back(r.id);
    EXPECT_EQ(std::vector<std::string>(ids.begin(), ids.begin() + 1), (std::vector<std::string>{"Q-11"}));
    EXPECT_EQ(ids.back(), "R-10");
    EXPECT_LT(std::find(ids.begin(), ids.end(), "R-2a"), std::find(ids.begin(), ids.end(), "R-2b"));
}

TEST(lower, what_is_told_is_capped_and_counted) {
    std::string text;
    for (int n = 0; n < 80; ++n) {
        std::string rule = in_rule("r.Nothing > 1");
        text += rule.replace(rule.find("X-1"), 3, "X-" + std::to_string(n));
    }
    auto const loaded = load_text(text);
    EXPECT_FALSE(loaded.book);
    EXPECT_EQ(loaded.problems.sorted().size(), 50u);
    EXPECT_EQ(loaded.problems.suppressed(), 30u);
    EXPECT_EQ(loaded.problems.error_count(), 80u);
}

}  // namespace
}  // namespace a6::dsl
