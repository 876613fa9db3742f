// What rules can do beside passing and failing: tell a fact, presuppose a document, be eased, ask what others found, be
// in force on a day of the filing, and look at rows that were made.

#include "tests/support/small_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using test_support::filing_cells;
using test_support::small_run;
using testing::ElementsAre;

std::string with(std::string const& rules, std::string const& members = "") {
    return R"(
rulebook "Judging" version "1" law as of 2024-01-01
unit t "t"
list Who "Who" { code "AAA" code "BBB" }
list Colour "Colour" {
    dated by filing
    code "red"
    code "blue" from 2024-01-01
}
param limit : decimal t dated by filing = 10 t until 2024-01-01 = 20 t from 2024-01-01
report Main "Main" { header Head }
table Head "Head" {
    in Main
    filing party Party
    filing year Year
    filing date Day
    key Party, Year
    field Party "Party" : code Who
    field Year "Year" : year
    field Day "Day" : date
    field First "First" : year
    field Last "Last" : year
}
table Rows "Rows" {
    in Main
    rows Row
    key Name
    field Name "Name" : text
    field Mass "Mass" : decimal t
    field Vintage "Vintage" : year
    field Colour "Colour" : code Colour
}
table Years "Years" {
    in Main
    rows Year
    key Party, Year
    generated from Head with Party = this.Party each Year in [this.First .. this.Last]
    generated from Rows when this.Vintage > 2030 with Party = this.filing.Party with Year = this.Vintage
    field Party "Party" : code Who
    field Year "Year" : year
    derived Total "in all" : decimal t = sum(r.Mass for r in Rows of this Party where r.Vintage = this.Year)
)" + members +
           R"(}
requirement Q-1 "what is required" { source "law" para "1" }
requirement Q-2 "what else is required" { source "law" para "2" }
)" + rules;
}

filing_cells filing(std::string const& party, std::string const& year, std::string const& day,
                    std::vector<std::vector<std::string>> rows) {
    return {{"Head", {{party, year, day, "2021", "2023"}}}, {"Rows", std::move(rows)}};
}

TEST(judging, rows_are_made_once_for_each_party_and_year) {
    small_run run(with(""), {filing("AAA", "2022", "2023-04-01", {{"a", "1", "2021", ""}, {"b", "2", "2023", ""}}),
                             filing("AAA", "2023", "2024-04-01", {{"c", "4", "2021", ""}, {"d", "8", "2031", ""}}),
                             filing("BBB", "2023", "2024-04-01", {{"e", "16", "2021", ""}})});
    ASSERT_TRUE(run.good());
    // AAA 2021 to 2023, BBB 2021 to 2023, and the year behind every period that a row of AAA speaks of.
    EXPECT_THAT(run.values("Years", "Total"), ElementsAre("5", "0", "2", "16", "0", "0", "8"));
}

TEST(judging, a_year_that_is_not_known_makes_no_row) {
    auto odd = filing("AAA", "2022", "2023-04-01", {});
    odd["Head"][0][3] = "soon";
    auto backwards = filing("BBB", "2022", "2023-04-01", {});
    backwards["Head"][0][3] = "2024";
    auto endless = filing("BBB", "2023", "2023-04-01", {});
    endless["Head"][0][4] = "9999";
    small_run run(with(""), {odd, backwards, endless});
    ASSERT_TRUE(run.good());
    EXPECT_TRUE(run.values("Years", "Total").empty());
}

TEST(judging, a_period_longer_than_any_is_named_where_its_rows_are_missed) {
    auto endless = filing("AAA", "2022", "2023-04-01", {{"a", "1", "2021", ""}});
    endless["Head"][0][4] = "9999";
    small_run run(
        with("rule R-1 \"r\" { implements Q-1 for each r in Rows let y = the row y in Years of this Party where "
             "y.Year = r.Vintage severity error require y.Total > 0 t presupposing y.Total > 0 t otherwise "
             "\"more of {y.Party}\" at r.Name message \"no\" }"),
        {endless});
    ASSERT_TRUE(run.good());
    auto const report = run.report();
    EXPECT_TRUE(report.findings.empty());
    ASSERT_EQ(report.undecided.size(), 1u);
    ASSERT_EQ(report.undecided[0].needs.size(), 1u);
    EXPECT_NE(report.undecided[0].needs[0].find("has more than 100 years"), std::string::npos)
        << report.undecided[0].needs[0];
    EXPECT_TRUE(report.failures.empty());
}

TEST(judging, what_a_rule_finds_beyond_what_is_kept_is_counted) {
    small_run run(
        with("rule R-1 \"r\" { implements Q-1 for each r in Rows severity error require r.Mass > 5 t at r.Name "
             "message \"light\" }\n"
             "rule R-2 \"s\" { implements Q-2 for each r in Rows inform message \"{r.Mass}\" at r.Name }\n"
             "rule R-3 \"n\" { implements Q-2 for each r in Rows severity error notation require r.Mass > 5 t "
             "at r.Name message \"light\" }"),
        {filing("AAA", "2022", "2023-04-01", {{"a", "1", "", ""}, {"b", "2", "", ""}, {"c", "3", "", ""}}),
         filing("BBB", "2022", "2023-04-01", {{"d", "4", "", ""}, {"e", "9", "", ""}})});
    ASSERT_TRUE(run.good());
    auto const report = run.report(false, 1);
    ASSERT_EQ(report.findings.size(), 2u);
    for (auto const& f : report.findings) EXPECT_EQ(f.locations.front().value, "a");
    EXPECT_EQ(report.information.size(), 1u);
    EXPECT_EQ(report.errors, 8u);
    ASSERT_EQ(report.beyond.size(), 3u);
    EXPECT_EQ(report.beyond[0].rule, "R-1");
    EXPECT_EQ(report.beyond[0].severity, reports::severity::error);
    EXPECT_EQ(report.beyond[0].requirements, std::vector<std::string>{"Q-1"});
    EXPECT_EQ(report.beyond[0].count, 3u);
    EXPECT_EQ(report.beyond[1].severity, std::nullopt);
    EXPECT_EQ(report.beyond[1].count, 4u);
    ASSERT_EQ(report.filings.size(), 2u);
    for (auto const& f : report.filings) EXPECT_EQ(f.result, reports::consistency_mark::inconsistent) << f.id;
    EXPECT_EQ(report.filings[0].not_counted, (std::vector<reports::rule_count>{{"R-3", 3}}));
    EXPECT_EQ(report.filings[1].not_counted, (std::vector<reports::rule_count>{{"R-3", 1}}));
    EXPECT_EQ(run.report(false, 4).beyond.size(), 1u) << "five are told";
    EXPECT_TRUE(run.report(false, 5).beyond.empty());
}

TEST(judging, findings_on_made_rows_are_told_apart_by_their_keys) {
    small_run run(with("rule R-1 \"r\" { implements Q-1 for each y in Years severity error require y.Total > 1 t at "
                       "y.Year message \"{y.Year}: {y.Total}\" }"),
                  {filing("AAA", "2022", "2023-04-01", {{"a", "1", "2021", ""}, {"b", "2", "2023", ""}})});
    ASSERT_TRUE(run.good());
    auto const report = run.report();
    ASSERT_EQ(report.findings.size(), 2u);
    EXPECT_EQ(report.findings[0].message, "2021: 1");
    EXPECT_EQ(report.findings[1].message, "2022: 0");
    EXPECT_NE(report.findings[0].id, report.findings[1].id);
    EXPECT_EQ(report.findings[0].locations.front().table, "Years");
}

TEST(judging, a_fact_is_told_and_is_no_finding) {
    small_run run(with("rule R-1 \"r\" { implements Q-1 for each r in Rows when r.Mass > 1 t inform message "
                       "\"{r.Name} weighs {r.Mass}\" at r.Mass quantity r.Mass }"),
                  {filing("AAA", "2022", "2023-04-01",
                          {{"a", "1", "", ""}, {"b", "2", "", ""}, {"", "3", "", ""}, {"d", "heavy", "", ""}})});
    ASSERT_TRUE(run.good());
    auto const report = run.report();
    EXPECT_EQ(report.errors + report.warnings + report.queries, 0u);
    ASSERT_EQ(report.information.size(), 1u);
    EXPECT_EQ(report.information[0].message, "b weighs 2");
    EXPECT_EQ(report.information[0].quantity->value, "2");
    EXPECT_THAT(report.information[0].requirements, ElementsAre("Q-1"));
    // A name that is not there, and a mass that cannot be read: nothing is told, and that is said.
    EXPECT_EQ(run.verdicts("R-1"), "pass 1, fail 0, undecided 2, not applicable 1");
}

TEST(judging, what_is_presupposed_must_be_there_even_where_the_norm_holds) {
    std::string const rule =
        "rule R-1 \"r\" { implements Q-1 for each r in Rows severity error require r.Mass > 1 t "
        "WORD exists h in Head of all filings where h.Party = \"BBB\" otherwise \"the filing of "
        "BBB\" at r.Mass message \"no\" }";
    auto const rule_with = [&](std::string const& word) {
        std::string text = rule;
        return with(text.replace(text.find("WORD"), 4, word));
    };
    std::vector<filing_cells> const alone{
        filing("AAA", "2022", "2023-04-01", {{"a", "1", "", ""}, {"b", "2", "", ""}})};
    EXPECT_EQ(small_run(rule_with("provided"), alone).verdicts("R-1"), "pass 1, fail 0, undecided 1, not applicable 0");
    small_run presupposing(rule_with("presupposing"), alone);
    EXPECT_EQ(presupposing.verdicts("R-1"), "pass 0, fail 0, undecided 2, not applicable 0");
    EXPECT_EQ(presupposing.verdicts("R-1", true), "pass 1, fail 1, undecided 0, not applicable 0");
    auto const report = presupposing.report();
    ASSERT_EQ(report.undecided.size(), 1u);
    EXPECT_THAT(report.undecided[0].needs, ElementsAre("the filing of BBB"));
    auto both = alone;
    both.push_back(filing("BBB", "2022", "2023-04-01", {}));
    EXPECT_EQ(small_run(rule_with("presupposing"), both).verdicts("R-1"),
              "pass 1, fail 1, undecided 0, not applicable 0");
}

TEST(judging, an_eased_finding_is_kept_with_less_weight) {
    small_run run(with("rule R-1 \"r\" { implements Q-1 for each r in Rows severity error eased to query when "
                       "r.filing.Party = \"AAA\" require r.Mass > 1 t at r.Mass message \"no\" }"),
                  {filing("AAA", "2022", "2023-04-01", {{"a", "1", "", ""}}),
                   filing("BBB", "2022", "2023-04-01", {{"a", "1", "", ""}})});
    ASSERT_TRUE(run.good());
    auto const report = run.report();
    EXPECT_EQ(report.errors, 1u);
    EXPECT_EQ(report.queries, 1u);
    EXPECT_EQ(report.filings[0].result, reports::consistency_mark::consistent);
    EXPECT_EQ(report.filings[1].result, reports::consistency_mark::inconsistent);
}

// Not known whether the law allows discretion: no error is called out, and nothing is lost.
TEST(judging, a_finding_is_eased_where_the_reason_for_it_is_not_known) {
    small_run run(with("rule R-1 \"r\" { implements Q-1 for each r in Rows severity error eased to query when "
                       "r.Vintage > 2025 require r.Mass > 1 t at r.Mass message \"no\" }"),
                  {filing("AAA", "2022", "2023-04-01", {{"a", "1", "", ""}, {"b", "1", "2021", ""}})});
    ASSERT_TRUE(run.good());
    auto const report = run.report();
    EXPECT_EQ(report.errors, 1u);
    EXPECT_EQ(report.queries, 1u);
    EXPECT_EQ(report.undecided_rows, 0u);
}

TEST(judging, flagged_rows_are_those_with_an_error_that_affects_the_balance) {
    auto const rules = [](std::string const& severity, std::string const& affects) {
        return with(
            "rule Z-1 \"z\" { implements Q-1 for each r in Rows severity " + severity +
            " require r.Mass > 1 t at r.Mass " + affects +
            " message \"no\" }\nrule A-1 \"a\" { implements Q-2 for each r in Rows severity warning require not "
            "flagged(r) at r.Mass message \"no\" }");
    };
    std::vector<filing_cells> const filings{
        filing("AAA", "2022", "2023-04-01", {{"a", "1", "", ""}, {"b", "2", "", ""}})};
    EXPECT_EQ(small_run(rules("error", "affects balance"), filings).verdicts("A-1"),
              "pass 1, fail 1, undecided 0, not applicable 0");
    EXPECT_EQ(small_run(rules("error", ""), filings).verdicts("A-1"), "pass 2, fail 0, undecided 0, not applicable 0");
    EXPECT_EQ(small_run(rules("query", "affects balance"), filings).verdicts("A-1"),
              "pass 2, fail 0, undecided 0, not applicable 0");
}

// An old filing is judged by what held when it was submitted, whenever it is judged.
TEST(judging, lists_params_and_rules_follow_the_day_of_the_filing) {
    std::string const rules = with(
        "rule R-1 \"r\" { implements Q-1 for each r in Rows severity error require r.Mass < limit at r.Mass message "
        "\"no\" }\n"
        "rule R-2 \"r\" { implements Q-1 for each r in Rows severity error require readable(r.Colour) at r.Colour "
        "message "
        "\"no\" }\n"
        "rule R-3 \"r\" { implements Q-1 effective on r.filing.Day from 2024-01-01 for each r in Rows severity error "
        "require r.Mass > 100 t at r.Mass message \"no\" }\n");
    std::vector<filing_cells> const filings{filing("AAA", "2022", "2023-04-01", {{"a", "15", "", "blue"}}),
                                            filing("AAA", "2023", "2024-04-01", {{"b", "15", "", "blue"}})};
    for (char const* as_of : {"2023-06-30", "2025-06-30", "2035-06-30"}) {
        small_run run(rules, filings, as_of);
        ASSERT_TRUE(run.good());
        EXPECT_EQ(run.verdicts("R-1"), "pass 1, fail 1, undecided 0, not applicable 0") << as_of;
        EXPECT_EQ(run.verdicts("R-2"), "pass 1, fail 1, undecided 0, not applicable 0") << as_of;
        EXPECT_EQ(run.verdicts("R-3"), "pass 0, fail 1, undecided 0, not applicable 1") << as_of;
    }
}

TEST(judging, a_filing_without_a_day_is_read_as_of_the_run) {
    small_run run(
        with("rule R-1 \"r\" { implements Q-1 for each r in Rows severity error require r.Mass < limit at r.Mass "
             "message \"no\" }"),
        {filing("AAA", "2022", "", {{"a", "15", "", ""}})}, "2023-06-30");
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.verdicts("R-1"), "pass 0, fail 1, undecided 0, not applicable 0");
}

// A life cycle of serials in a rulebook: what is refused, in which state, after which event, and what is not known.
TEST(judging, a_life_cycle_tells_what_its_events_met) {
    small_run run(R"(
rulebook "Life" version "1" law as of 2024-01-01
report Main "Main" { header Head }
table Head "Head" { in Main filing party Party field Party "Party" : text }
table Events "Events" {
    in Main
    rows Event
    field Day "Day" : date
    field What "What" : text
    field First "First" : itmo
    field Last "Last" : itmo
    field To "To" : text
    derived Block : block = block(this.First, this.Last, "CA0001", "AAA01", "AAA", 2021)
    derived Used : integer = size(this.life.used)
    derived Unborn : integer = size(this.life.authorized)
    derived Refused : integer = size(this.life.refused)
    derived Elsewhere : integer = size(this.life.elsewhere)
    derived Unknown : integer = size(this.life.unknown)
    derived Before : text = this.life.earlier.What
}
lifecycle life "the life of a serial" {
    of e in Events
    serials e.Block
    when e.What != "authorized"
    known when exists h in Head of all filings where h.Party = "AAA"
    ordered by e.Day, row(e)
    actor e.filing.Party
    state authorized
    state held
    state used
    move "first transfer" when e.What = "first" from authorized to held passes to e.To
    move "transfer" when e.What = "pass" from held to held by holder passes to e.To
    move "use" when e.What = "use" from held to used by holder
}
requirement Q-1 "r" { source "law" para "1" }
)",
                  {{{"Head", {{"AAA"}}},
                    {"Events",
                     {{"2022-01-01", "authorized", "1", "10", ""},
                      {"2022-02-01", "first", "1", "10", "BBB"},
                      {"when", "first", "31", "40", "BBB"}}}},
                   {{"Head", {{"BBB"}}},
                    {"Events",
                     {{"2022-03-01", "pass", "1", "5", "CCC"},
                      {"2022-04-01", "use", "4", "8", ""},
                      {"2022-05-01", "use", "8", "12", ""},
                      {"2022-06-01", "use", "31", "32", ""}}}}});
    ASSERT_TRUE(run.good());
    EXPECT_THAT(run.values("Events", "Refused"), ElementsAre("0", "0", "?", "0", "0", "3", "0"));
    EXPECT_THAT(run.values("Events", "Elsewhere"), ElementsAre("0", "0", "?", "0", "2", "0", "0"));
    EXPECT_THAT(run.values("Events", "Used"), ElementsAre("0", "0", "?", "0", "0", "1", "0"));
    EXPECT_THAT(run.values("Events", "Unborn"), ElementsAre("0", "10", "?", "0", "0", "2", "0"));
    EXPECT_THAT(run.values("Events", "Unknown"), ElementsAre("0", "0", "?", "0", "0", "0", "2"));
    EXPECT_THAT(run.values("Events", "Before"), ElementsAre("?", "?", "?", "first", "pass", "use", "?"));
}

}  // namespace
}  // namespace a6::checker
