// The three values of the rule language, asked for in rules: and, or, not, implies, every, exists, no.

#include "tests/support/small_run.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using test_support::filing_cells;
using test_support::small_run;

std::string const frame_of_rules = R"(
rulebook "Truth" version "1" law as of 2024-01-01
report Main "Main" { header Head }
requirement Q-1 "what is required" { source "law" para "1" }
table Head "Head" { in Main
    filing party Who filing year When filing version Which
    field Who "Who" : text
    field When "When" : year
    field Which "Which" : version
    HEAD
}
table Rows "Rows" { in Main rows Row
    field A "A" : boolean
    field B "B" : boolean
    ROWS
}
RULES
)";

std::string rules_with(std::string const& head, std::string const& rows, std::string const& rules = "") {
    std::string out = frame_of_rules;
    for (auto const& [word, text] : {std::pair{"HEAD", head}, {"ROWS", rows}, {"RULES", rules}})
        out.replace(out.find(word), std::string(word).size(), text);
    return out;
}

std::vector<std::string> const three{"yes", "", "no"};  // true, undecided, false
std::string shown(int truth) { return truth == 2 ? "true" : truth == 1 ? "?" : "false"; }
int of_cell(std::string const& cell) { return cell == "yes" ? 2 : cell.empty() ? 1 : 0; }

TEST(truth, connectives_follow_their_tables) {
    filing_cells cells{{"Head", {{"AAA", "2021", "1.0"}}}};
    for (auto const& a : three)
        for (auto const& b : three) cells["Rows"].push_back({a, b});
    small_run run(rules_with("", R"(
        derived not_a : boolean = not this.A
        derived both : boolean = this.A and this.B
        derived either : boolean = this.A or this.B
        derived implied : boolean = this.A implies this.B
        derived neither : boolean = not (this.A or this.B)
        derived twice : boolean = not not this.A
        derived chosen : boolean = if this.A then this.B else not this.B
        derived same : boolean = this.A = this.B
        derived is_known : boolean = known(this.A)
    )"),
                  {cells});
    ASSERT_TRUE(run.good());
    std::vector<std::string> not_a, both, either, implied, neither, twice, chosen, same, is_known;
    for (auto const& row : cells["Rows"]) {
        int const a = of_cell(row[0]);
        int const b = of_cell(row[1]);
        not_a.push_back(shown(2 - a));
        twice.push_back(shown(a));
        both.push_back(shown(std::min(a, b)));
        either.push_back(shown(std::max(a, b)));
        neither.push_back(shown(2 - std::max(a, b)));
        implied.push_back(shown(std::max(2 - a, b)));
        chosen.push_back(a == 1 ? "?" : shown(a == 2 ? b : 2 - b));
        same.push_back(a == 1 || b == 1 ? "?" : shown(a == b ? 2 : 0));
        is_known.push_back(shown(a == 1 ? 0 : 2));
    }
    EXPECT_EQ(run.values("Rows", "not_a"), not_a);
    EXPECT_EQ(run.values("Rows", "both"), both);
    EXPECT_EQ(run.values("Rows", "either"), either);
    EXPECT_EQ(run.values("Rows", "implied"), implied);
    EXPECT_EQ(run.values("Rows", "neither"), neither);
    EXPECT_EQ(run.values("Rows", "twice"), twice);
    EXPECT_EQ(run.values("Rows", "chosen"), chosen);
    EXPECT_EQ(run.values("Rows", "same"), same);
    EXPECT_EQ(run.values("Rows", "is_known"), is_known);
}

TEST(truth, quantifiers_and_counts_over_every_pair_of_rows) {
    // Every filing has up to two rows (where, body); one filing for each choice of them.
    std::vector<std::vector<std::vector<std::string>>> choices{{}};
    for (auto const& a : three)
        for (auto const& b : three) {
            choices.push_back({{a, b}});
            for (auto const& c : three)
                for (auto const& d : three) choices.push_back({{a, b}, {c, d}});
        }
    std::vector<filing_cells> filings;
    std::vector<std::string> every, exists, no, count;
    for (std::size_t n = 0; n < choices.size(); ++n) {
        filings.push_back({{"Head", {{"P" + std::to_string(1000 + n), "2021", "1.0"}}}, {"Rows", choices[n]}});
        int least = 2;
        int greatest = 0;
        int certain = 0;
        bool open = false;
        for (auto const& row : choices[n]) {
            int const where = of_cell(row[0]);
            greatest = std::max(greatest, where);
            least = std::min(least, std::max(2 - where, of_cell(row[1])));
            certain += where == 2;
            open = open || where == 1;
        }
        every.push_back(shown(least));
        exists.push_back(shown(greatest));
        no.push_back(shown(2 - greatest));
        count.push_back(open ? "?" : std::to_string(certain));
    }
    small_run run(rules_with(R"(
        derived all_hold : boolean = every x in Rows of this filing where x.A satisfies x.B
        derived some_hold : boolean = exists x in Rows of this filing where x.A
        derived none_hold : boolean = no x in Rows of this filing where x.A
        derived how_many : integer = count(x in Rows of this filing where x.A)
    )",
                             ""),
                  filings);
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Head", "all_hold"), every);
    EXPECT_EQ(run.values("Head", "some_hold"), exists);
    EXPECT_EQ(run.values("Head", "none_hold"), no);
    EXPECT_EQ(run.values("Head", "how_many"), count);
}

TEST(truth, an_empty_every_is_true_and_empty_extremes_are_undecided) {
    small_run run(rules_with(R"(
        derived all_hold : boolean = every x in Rows of this filing satisfies x.A
        derived none : boolean = no x in Rows of this filing
        derived total : integer = sum(1 for x in Rows of this filing)
        derived lowest : integer = min(1 for x in Rows of this filing)
        derived highest : integer = max(1 for x in Rows of this filing)
        derived kinds : integer = distinct(1 for x in Rows of this filing)
    )",
                             ""),
                  {{{"Head", {{"AAA", "2021", "1.0"}}}, {"Rows", {}}}});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Head", "all_hold"), std::vector<std::string>{"true"});
    EXPECT_EQ(run.values("Head", "none"), std::vector<std::string>{"true"});
    EXPECT_EQ(run.values("Head", "total"), std::vector<std::string>{"0"});
    EXPECT_EQ(run.values("Head", "lowest"), std::vector<std::string>{"?"});
    EXPECT_EQ(run.values("Head", "highest"), std::vector<std::string>{"?"});
    EXPECT_EQ(run.values("Head", "kinds"), std::vector<std::string>{"0"});
}

std::string rule_text(std::string const& id, std::string const& items) {
    return "rule " + id + " \"is normal\" { implements Q-1 for each r in Rows severity error class mismatch\n" + items +
           "}\n";
}

// All nine rows of A and B.
filing_cells nine_rows() {
    filing_cells cells{{"Head", {{"AAA", "2021", "1.0"}}}};
    for (auto const& a : three)
        for (auto const& b : three) cells["Rows"].push_back({a, b});
    return cells;
}

TEST(truth, a_rule_applies_fails_passes_or_stays_open) {
    std::string const at = " at r message \"no\"\n";
    small_run run(
        rules_with("", "",
                   rule_text("W-1", "when r.A require r.B" + at) +
                       rule_text("W-2", "when r.A when r.B require true" + at) +
                       rule_text("N-1", "require r.A" + at + "require r.B" + at) + rule_text("F-1", "forbid r.A" + at)),
        {nine_rows()});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.verdicts("W-1"), "pass 1, fail 1, undecided 4, not applicable 3");
    EXPECT_EQ(run.verdicts("W-2"), "pass 1, fail 0, undecided 3, not applicable 5");
    EXPECT_EQ(run.verdicts("N-1"), "pass 1, fail 5, undecided 3, not applicable 0");
    EXPECT_EQ(run.verdicts("F-1"), "pass 3, fail 3, undecided 3, not applicable 0");
}

TEST(truth, evidence_that_was_not_filed_leaves_a_norm_open_unless_the_run_is_complete) {
    small_run run(
        rules_with("", "",
                   rule_text("P-1", "require r.A provided r.B otherwise \"the other report\" at r message \"no\"\n")),
        {nine_rows()});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.verdicts("P-1"), "pass 3, fail 1, undecided 5, not applicable 0");
    EXPECT_EQ(run.verdicts("P-1", true), "pass 3, fail 3, undecided 3, not applicable 0");
}

TEST(truth, a_rule_that_comes_after_another_is_blocked_by_its_findings) {
    small_run run(rules_with("", "",
                             rule_text("A-1", "require r.A at r message \"no\"\n") +
                                 rule_text("A-2", "after A-1 require r.B at r message \"no\"\n") +
                                 rule_text("A-3", "after A-2 require r.B at r message \"no\"\n")),
                  {nine_rows()});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.verdicts("A-1"), "pass 3, fail 3, undecided 3, not applicable 0");
    // Of the three rows where B is false, one failed A-1; that one and those where B is undecided stay open.
    EXPECT_EQ(run.verdicts("A-2"), "pass 3, fail 2, undecided 4, not applicable 0");
    // What is undecided blocks nothing.
    EXPECT_EQ(run.verdicts("A-3"), "pass 3, fail 1, undecided 5, not applicable 0");
}

TEST(truth, a_rule_out_of_force_says_nothing) {
    std::string const norm = "require r.A at r message \"no\"\n";
    std::string const rules =
        rules_with("", "",
                   rule_text("E-1", "effective on as_of() from 2025-07-01 " + norm) +
                       rule_text("E-2", "effective on as_of() from 2025-06-30 until 2026-01-01 " + norm) +
                       rule_text("E-3", "effective on as_of() until 2025-06-30 " + norm));
    small_run run(rules, {nine_rows()}, "2025-06-30");
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.verdicts("E-1"), "pass 0, fail 0, undecided 0, not applicable 9");
    EXPECT_EQ(run.verdicts("E-2"), "pass 3, fail 3, undecided 3, not applicable 0");
    EXPECT_EQ(run.verdicts("E-3"), "pass 0, fail 0, undecided 0, not applicable 9");
}

}  // namespace
}  // namespace a6::checker
