// What rows that stay undecided wait for: documents one by one, cells by their place, and what would decide most.

#include "tests/support/small_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using test_support::filing_cells;
using test_support::small_run;
using testing::ElementsAre;

std::string with(std::string const& rules) {
    return R"(
rulebook "Waiting" version "1" law as of 2024-01-01
list Who "Who" { code "AAA" code "BBB" code "CCC" }
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
}
table Rows "Rows" {
    in Main
    rows Row
    key Name
    field Name "Name" : text
    field Since "Since" : year
    field Number "Number" : integer
    field Others "Others" : list of code Who
    field First "First ID" : itmo
    field Last "Last ID" : itmo
    derived Block : block = block(this.First, this.Last, "CA0001", "AAA01", "AAA", 2023)
}
document main_of(who : code Who, first : year, last : year)
    each y in [first .. last]
    when no h in Head of all filings where h.Party = who and h.Year = y
    message "the report of {who} for {y}"
document main_of_each(parties : list of code Who)
    each who in parties
    when no h in Head of all filings where h.Party = who
    message "the report of {who}"
requirement Q-1 "what is required" { source "law" para "1" }
)" + rules;
}

filing_cells filing(std::string const& party, std::string const& year, std::vector<std::vector<std::string>> rows) {
    return {{"Head", {{party, year, "2025-01-01"}}}, {"Rows", std::move(rows)}};
}

// Of BBB a report for every year from Since to 2023 is needed.
std::string const needs_years =
    "rule R-1 \"r\" { implements Q-1 for each r in Rows severity error require r.Number < 0 provided r.Number = 9 "
    "otherwise main_of(\"BBB\", r.Since, 2023) at r.Number message \"no\" }\n";

std::string id(int serial) { return "CA0001-AAA01-AAA-" + std::to_string(serial) + "-2023"; }

std::vector<std::string> texts(reports::wanted_list const& list) {
    std::vector<std::string> out;
    for (auto const& w : list.all)
        out.push_back(w.text + ": " + std::to_string(w.rows_decided) + " of " + std::to_string(w.rows) +
                      (w.quantity ? ", " + w.quantity->value : ""));
    return out;
}

TEST(waiting, each_year_that_is_missing_is_a_document_and_what_decides_most_comes_first) {
    small_run run(with(needs_years),
                  {filing("AAA", "2024", {{"a", "2023", "1"}, {"b", "2021", "1"}, {"c", "2020", "1"}}),
                   filing("BBB", "2021", {})});
    ASSERT_TRUE(run.good());
    auto const report = run.report();
    ASSERT_EQ(report.undecided.size(), 3u);
    EXPECT_THAT(report.undecided[0].needs, ElementsAre("the report of BBB for 2023"));
    // That of 2021 is there.
    EXPECT_THAT(report.undecided[1].needs, ElementsAre("the report of BBB for 2022", "the report of BBB for 2023"));
    EXPECT_THAT(texts(report.wanted),
                ElementsAre("the report of BBB for 2023: 1 of 3", "the report of BBB for 2022: 1 of 2",
                            "the report of BBB for 2020: 1 of 1"));
    EXPECT_EQ(report.wanted.rows, 3u);
    EXPECT_EQ(report.wanted.rows_decided, 3u);
    EXPECT_EQ(report.wanted.rows_else, 0u);
}

TEST(waiting, two_documents_that_decide_many_rows_together_come_before_one_that_decides_one) {
    std::vector<std::vector<std::string>> rows;
    for (int n = 0; n < 9; ++n) rows.push_back({"r" + std::to_string(n), "2022", "1"});
    small_run run(with(needs_years + "rule R-2 \"s\" { implements Q-1 for each h in Head severity error require "
                                     "h.Year < 2000 provided h.Year = 1999 otherwise \"a letter\" at h.Year message "
                                     "\"no\" }"),
                  {filing("AAA", "2024", rows)});
    ASSERT_TRUE(run.good());
    EXPECT_THAT(texts(run.report().wanted), ElementsAre("the report of BBB for 2022: 0 of 9",
                                                        "the report of BBB for 2023: 9 of 9", "a letter: 1 of 1"));
}

TEST(waiting, a_document_is_named_for_each_item_of_a_list) {
    small_run run(
        with("rule R-1 \"r\" { implements Q-1 for each r in Rows severity error require r.Number < 0 provided "
             "r.Number = 9 otherwise main_of_each(r.Others), \"a letter\" at r.Number message \"no\" }"),
        {filing("AAA", "2024", {{"a", "2023", "1", "AAA, BBB, CCC"}})});
    ASSERT_TRUE(run.good());
    auto const report = run.report();
    ASSERT_EQ(report.undecided.size(), 1u);
    EXPECT_THAT(report.undecided[0].needs, ElementsAre("the report of BBB", "the report of CCC", "a letter"));
}

TEST(waiting, where_no_document_is_missing_by_its_own_account_each_may_be_the_one) {
    small_run run(with(needs_years),
                  {filing("AAA", "2024", {{"a", "2022", "1"}}), filing("BBB", "2022", {}), filing("BBB", "2023", {})});
    ASSERT_TRUE(run.good());
    auto const report = run.report();
    ASSERT_EQ(report.undecided.size(), 1u);
    EXPECT_THAT(report.undecided[0].needs, ElementsAre("the report of BBB for 2022", "the report of BBB for 2023"));
}

TEST(waiting, a_year_that_cannot_be_read_is_a_cell_that_is_wanted) {
    small_run run(with(needs_years), {filing("AAA", "2024", {{"a", "soon", "1"}, {"b", "2023", ""}})});
    ASSERT_TRUE(run.good());
    auto const list = run.report().wanted;
    // The number of the second row would decide nothing without the report: that is named first.
    EXPECT_THAT(texts(list), ElementsAre("the report of BBB for 2023: 1 of 1", "Since (Rows): 1 of 1"));
    ASSERT_TRUE(list.all[1].at);
    EXPECT_EQ(list.all[1].at->row, 1u);
    EXPECT_EQ(list.all[1].at->field, "Since");
    EXPECT_FALSE(list.all[0].at);
}

TEST(waiting, itmos_of_the_rows_count_once) {
    small_run run(
        with(needs_years),
        {filing("AAA", "2024", {{"a", "2023", "1", "", id(1), id(100)}, {"b", "2023", "1", "", id(51), id(150)}})});
    ASSERT_TRUE(run.good());
    EXPECT_THAT(texts(run.report().wanted), ElementsAre("the report of BBB for 2023: 2 of 2, 150"));
}

TEST(waiting, what_waits_for_a_finding_only_is_counted_apart) {
    small_run run(
        with("rule R-1 \"r\" { implements Q-1 for each r in Rows severity error require r.Number > 1 at r.Number "
             "message \"no\" }\n"
             "rule R-2 \"s\" { implements Q-1 after R-1 for each r in Rows severity error require r.Number > 2 "
             "at r.Number message \"no\" }"),
        {filing("AAA", "2024", {{"a", "2023", "1"}})});
    ASSERT_TRUE(run.good());
    auto const report = run.report();
    EXPECT_EQ(report.undecided_rows, 1u);
    EXPECT_TRUE(report.wanted.all.empty());
    EXPECT_EQ(report.wanted.rows, 0u);
    EXPECT_EQ(report.wanted.rows_else, 1u);
}

}  // namespace
}  // namespace a6::checker
