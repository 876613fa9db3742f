// The register: requirements, what becomes of each, and the rules that serve them.

#include "dsl/rulebook.hpp"
#include "tests/support/golden.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace a6::dsl {
namespace {

using testing::ElementsAre;

std::string agreeing() { return test_support::read_file(test_support::test_path("dsl/cases/parse/good/register.a6")); }

load_result load(std::string text) { return load_rulebook({{"register.a6", std::move(text)}}); }

// The register with one passage replaced; the first problem it then has.
std::string problem_of(std::string const& what, std::string const& by) {
    std::string text = agreeing();
    auto const at = text.find(what);
    if (at == std::string::npos) return "the case does not hold: " + what;
    auto const loaded = load(text.replace(at, what.size(), by));
    auto const problems = loaded.problems.sorted();
    return problems.empty() ? std::string() : problems.front().code + ' ' + problems.front().message;
}

TEST(register_of_requirements, keeps_what_becomes_of_each) {
    auto const loaded = load(agreeing());
    ASSERT_TRUE(loaded.book);
    auto const& book = *loaded.book;
    auto const* first = book.find_requirement("Q-1");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->disposition, disposition::encoded);
    EXPECT_THAT(first->rules, ElementsAre("A-1", "A-3"));
    EXPECT_EQ(first->part, "robust");
    EXPECT_EQ(first->sources.front().digest, "0123456789abcdef");
    EXPECT_EQ(first->from, make_date(2021, 11, 13));  // the day its instrument was adopted
    auto const* second = book.find_requirement("Q-2");
    EXPECT_EQ(second->disposition, disposition::presence);
    EXPECT_EQ(second->question, "is it?");
    EXPECT_EQ(book.find_requirement("Q-3")->disposition, disposition::open_reading);
    EXPECT_EQ(book.find_requirement("Q-3")->reason, "one or the other");
    auto const* fourth = book.find_requirement("Q-4");
    EXPECT_EQ(fourth->disposition, disposition::pending);
    EXPECT_EQ(fourth->from, make_date(2025, 1, 1));
    EXPECT_EQ(fourth->until, make_date(2026, 1, 1));
}

TEST(register_of_requirements, a_rule_over_fields_serves_what_its_fields_serve) {
    auto const loaded = load(agreeing());
    ASSERT_TRUE(loaded.book);
    auto const* rule = loaded.book->find_rule("A-2");
    ASSERT_TRUE(rule);
    EXPECT_THAT(rule->implements, ElementsAre("Q-2"));
    ASSERT_EQ(rule->instances.size(), 2u);
    EXPECT_THAT(rule->instances[0].implements, ElementsAre("Q-2"));
}

TEST(register_of_requirements, rules_that_ask_what_others_found_come_last) {
    auto const loaded = load(agreeing());
    ASSERT_TRUE(loaded.book);
    EXPECT_EQ(loaded.book->rules[loaded.book->evaluation_order.back()].id, "A-3");
}

TEST(register_of_requirements, every_way_of_not_agreeing_is_refused) {
    EXPECT_EQ(problem_of(" encoded by A-1, A-3 ", " "), "R406 requirement `Q-1` does not say what becomes of it");
    EXPECT_EQ(problem_of("encoded by A-1, A-3", "encoded by A-1"),
              "R406 requirement `Q-1` does not name rule `A-3`, which serves it");
    EXPECT_EQ(problem_of("encoded by A-1, A-3", "encoded by A-1, A-3, A-4"),
              "R406 rule `A-4` does not say that it serves `Q-1`");
    EXPECT_EQ(problem_of("encoded by A-1, A-3", "encoded by A-1, A-3, A-9"),
              "R201 requirement `Q-1` names an unknown rule `A-9`");
    EXPECT_EQ(problem_of("pending \"a date\"", "question \"x?\" pending \"a date\""),
              "R202 requirement `Q-4` is disposed of twice");
    EXPECT_EQ(problem_of("part robust encoded", "encoded"),
              "R401 requirement `Q-1` belongs to no part of the rulebook");
    EXPECT_EQ(problem_of("source \"law\" para \"2\"", "source \"lore\" para \"2\""), "R201 unknown instrument `lore`");
    EXPECT_EQ(problem_of("requested serves Q-2", "requested serves Q-7"), "R201 unknown requirement `Q-7`");
}

TEST(register_of_requirements, without_one_the_rules_that_serve_a_requirement_decide_it) {
    auto const loaded = load(
        "rulebook \"R\" version \"1\" law as of 2024-01-01\nreport T \"T\" { header T }\n"
        "table T \"T\" { in T field N \"n\" : text }\nrequirement Q-1 \"one\" { source \"law\" para \"1\" }\n"
        "rule A-1 \"a\" { implements Q-1 for each t in T severity error require t.N = \"a\" at t.N message \"no\" }\n");
    ASSERT_TRUE(loaded.book);
    EXPECT_THAT(loaded.book->find_requirement("Q-1")->rules, ElementsAre("A-1"));
}

}  // namespace
}  // namespace a6::dsl
