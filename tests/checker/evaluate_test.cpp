// What single operations give where it is easy to go wrong: lookups that more than one row matches, keys that are not
// known, serials whose registry is not known, the edges of the calendar.

#include "tests/support/small_run.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using test_support::filing_cells;
using test_support::small_run;
using texts = std::vector<std::string>;

std::string book(std::string const& head, std::string const& rows, std::string const& other = "") {
    return R"(
rulebook "Values" version "1" law as of 2024-01-01
unit tonne "t"
unit kilotonne "kt" = 1000 tonne
report Main "Main" { header Head }
report Side "Side" { header SideHead }
table Head "Head" { in Main
    filing party Who filing year When filing version Which
    field Who "Who" : text
    field When "When" : year
    field Which "Which" : version
)" + head + R"(}
table Rows "Rows" { in Main rows Row
    field Name "Name" : text
    field Other "Other" : text
    field Number "Number" : integer
    field First "First" : itmo
    field Last "Last" : itmo
    field Registry "Registry" : text
    field Day "Day" : date
    field Mass "Mass" : decimal tonne
    field Share "Share" : decimal
    field Frame "Frame" : timeframe
    derived Block : block = block(this.First, this.Last, "CA0001", this.Registry, "AAA", 2021)
)" + rows + R"(}
table SideHead "Side" { in Side filing party Whose filing year Of filing version Is
    field Whose "Whose" : text
    field Of "Of" : year
    field Is "Is" : version
)" + other +
           "}\n";
}

filing_cells filing(std::string const& party, std::string const& year, std::string const& version,
                    std::vector<std::vector<std::string>> rows) {
    return {{"Head", {{party, year, version}}}, {"Rows", std::move(rows)}};
}

TEST(evaluate, a_lookup_of_several_rows_gives_what_they_agree_on) {
    small_run run(book("", R"(
        reference same = the row x in Rows of all filings where x.Name = this.Other
        reference next = the row x in Rows of all filings where x.Name = this.Name and x.Number = 7
        derived number : integer = this.same.Number
        derived day : date = this.same.Day
        derived filled : boolean = present(this.same.Number)
        derived who : text = this.same.filing.Who
        derived in_year : year = this.same.filing.When
        derived place : integer = row(this.same)
        derived next_is : boolean = found(this.same.next)
        derived next_number : integer = this.same.next.Number
    )"),
                  {filing("AAA", "2021", "1.0",
                          {{"a", "b", "1", "", "", "", "2021-01-01"}, {"b", "a", "3", "", "", "", "2021-05-05"}}),
                   filing("AAA", "2022", "1.0", {{"a", "", "2", "", "", "", "2021-01-01"}, {"b", "z", "7"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Rows", "same"), (texts{"1 3", "0 2", "?", "none"}));
    EXPECT_EQ(run.values("Rows", "number"), (texts{"?", "?", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "day"), (texts{"?", "2021-01-01", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "filled"), (texts{"true", "true", "?", "?"}));
    // Their filings are several filings, which agree on the Party and not on the year.
    EXPECT_EQ(run.values("Rows", "who"), (texts{"AAA", "AAA", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "in_year"), (texts{"?", "?", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "place"), (texts{"?", "?", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "next_is"), (texts{"true", "false", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "next_number"), (texts{"7", "?", "?", "?"}));
}

TEST(evaluate, references_agree_only_if_they_are_the_same_rows) {
    // The references of rows 0 and 1 begin with the same row and are not the same: rows 2 and 3, and row 2.
    small_run run(book("", R"(
        reference low = the row x in Rows of this filing where x.Name = this.Other and x.Number <= this.Number
        reference both = the row x in Rows of this filing where x.Other = this.Name
        derived of_both : boolean = found(this.both.low)
        derived name_of_both : text = this.both.low.Name
    )"),
                  {filing("AAA", "2021", "1.0", {{"x", "a", "2"}, {"y", "a", "1"}, {"a", "", "1"}, {"a", "", "2"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Rows", "low"), (texts{"2 3", "2", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "both"), (texts{"?", "?", "0 1", "0 1"}));
    EXPECT_EQ(run.values("Rows", "of_both"), (texts{"?", "?", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "name_of_both"), (texts{"?", "?", "?", "?"}));
}

TEST(evaluate, refinements_keep_the_preferred_and_pass_over_the_unknown) {
    std::vector<std::vector<std::string>> const rows{{"a", "x", "1"}, {"a", "y", ""}, {"a", "y", "2"},
                                                     {"a", "", "2"},  {"b", "", ""},  {"b", "", ""}};
    small_run run(book("", R"(
        reference by_other = the row x in Rows of this filing where x.Name = this.Name preferring x.Other = "y"
        reference by_number = the row x in Rows of this filing where x.Name = this.Name with highest x.Number
        reference by_low = the row x in Rows of this filing where x.Name = this.Name with lowest x.Number
        reference in_turn = the row x in Rows of this filing where x.Name = this.Name preferring x.Other = "y" with lowest x.Number
        reference first = some row x in Rows of this filing where x.Name = this.Name
    )"),
                  {filing("AAA", "2021", "1.0", rows)});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Rows", "by_other"), (texts{"1 2", "1 2", "1 2", "1 2", "4 5", "4 5"}));
    EXPECT_EQ(run.values("Rows", "by_number"), (texts{"2 3", "2 3", "2 3", "2 3", "4 5", "4 5"}));
    EXPECT_EQ(run.values("Rows", "by_low"), (texts{"0", "0", "0", "0", "4 5", "4 5"}));
    EXPECT_EQ(run.values("Rows", "in_turn"), (texts{"2", "2", "2", "2", "4 5", "4 5"}));
    EXPECT_EQ(run.values("Rows", "first"), (texts{"0", "0", "0", "0", "4", "4"}));
}

TEST(evaluate, a_row_that_is_not_found_is_not_known) {
    small_run run(book("", R"(
        reference other = the row x in Rows of this filing where x.Name = this.Other
        derived is_known : boolean = known(this.other)
        derived is_found : boolean = found(this.other)
        derived its_filing : boolean = found(this.other.filing)
        derived its_name : boolean = known(this.other.Name)
        derived is_same : boolean = this.other = this
    )"),
                  {filing("AAA", "2021", "1.0", {{"a", "a"}, {"b", "z"}, {"c", ""}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Rows", "is_known"), (texts{"true", "false", "false"}));
    EXPECT_EQ(run.values("Rows", "is_found"), (texts{"true", "false", "?"}));
    EXPECT_EQ(run.values("Rows", "its_filing"), (texts{"true", "false", "?"}));
    EXPECT_EQ(run.values("Rows", "its_name"), (texts{"true", "false", "false"}));
    EXPECT_EQ(run.values("Rows", "is_same"), (texts{"true", "?", "?"}));
}

TEST(evaluate, a_row_of_several_is_no_key_and_may_match) {
    // Row 3 stands for rows 0 and 1: whether it belongs to row 1 cannot be said.
    small_run run(book("", R"(
        reference other = the row x in Rows of this filing where x.Name = this.Other
        derived cited : boolean = exists x in Rows of this filing where x.other = this
        derived how_often : integer = count(x in Rows of this filing where x.other = this)
    )"),
                  {filing("AAA", "2021", "1.0", {{"a", "c"}, {"a", "c"}, {"c", "c"}, {"d", "a"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Rows", "other"), (texts{"2", "2", "2", "0 1"}));
    EXPECT_EQ(run.values("Rows", "cited"), (texts{"?", "?", "true", "?"}));
    EXPECT_EQ(run.values("Rows", "how_often"), (texts{"?", "?", "?", "?"}));
}

TEST(evaluate, an_unknown_key_leaves_open_what_a_known_one_does_not_decide) {
    small_run run(book("", R"(
        derived any : boolean = exists x in Rows of this filing where x.Name = this.Other
        derived any_high : boolean = exists x in Rows of this filing where x.Name = this.Other and x.Number > 5
        derived all_high : boolean = every x in Rows of this filing where x.Name = this.Other satisfies x.Number > 5
        derived highest : integer = max(x.Number for x in Rows of this filing where x.Name = this.Other)
    )"),
                  {filing("AAA", "2021", "1.0", {{"a", "a", "9"}, {"", "b", "1"}, {"c", "", "1"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Rows", "any"), (texts{"true", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "any_high"), (texts{"true", "false", "?"}));
    EXPECT_EQ(run.values("Rows", "all_high"), (texts{"?", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "highest"), (texts{"?", "?", "?"}));
}

TEST(evaluate, more_rows_without_a_key_than_are_looked_at_hide_no_match) {
    std::vector<std::vector<std::string>> rows{{"a", "a", "9"}, {"b", "z", "9"}};
    for (std::size_t n = 0; n <= max_rows_without_key; ++n) rows.push_back({"", "", "1"});
    small_run run(book("", R"(
        reference match = the row x in Rows of this filing where x.Name = this.Other
        derived any : boolean = exists x in Rows of this filing where x.Name = this.Other
        derived any_high : boolean = exists x in Rows of this filing where x.Name = this.Other and x.Number > 9
        derived how_many : integer = count(x in Rows of this filing where x.Name = this.Other)
    )"),
                  {filing("AAA", "2021", "1.0", rows)});
    ASSERT_TRUE(run.good());
    auto const begin = [](texts const& all) { return texts(all.begin(), all.begin() + 2); };
    EXPECT_EQ(begin(run.values("Rows", "match")), (texts{"0", "?"}));
    EXPECT_EQ(begin(run.values("Rows", "any")), (texts{"true", "?"}));
    EXPECT_EQ(begin(run.values("Rows", "any_high")), (texts{"?", "?"}));
    EXPECT_EQ(begin(run.values("Rows", "how_many")), (texts{"?", "?"}));
}

TEST(evaluate, replaced_filings_are_not_looked_at) {
    // The first file holds both reports; a later one replaces its main report only.
    filing_cells first = filing("AAA", "2021", "1.0", {{"a"}, {"b"}});
    first["SideHead"] = {{"AAA", "2021", "1.0"}};
    small_run run(book(R"(
        derived here : integer = count(x in Rows of this filing)
        derived everywhere : integer = count(x in Rows of all filings)
    )",
                       "", R"(
        derived mine : integer = count(x in Rows of this filing)
        derived of_party : integer = count(x in Rows of this Party)
    )"),
                  {first, filing("AAA", "2021", "2.0", {{"c"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("SideHead", "mine"), texts{"0"});
    EXPECT_EQ(run.values("SideHead", "of_party"), texts{"1"});
    EXPECT_EQ(run.values("Head", "here"), (texts{"0", "1"}));
    EXPECT_EQ(run.values("Head", "everywhere"), (texts{"1", "1"}));
}

TEST(evaluate, sources_reach_as_far_as_they_say) {
    small_run run(book(R"(
        derived here : integer = count(x in Rows of this filing)
        derived of_party : integer = count(x in Rows of this Party)
        derived everywhere : integer = count(x in Rows of all filings)
    )",
                       ""),
                  {filing("AAA", "2021", "1.0", {{"a"}}), filing("AAA", "2022", "1.0", {{"a"}, {"b"}}),
                   filing("BBB", "2021", "1.0", {{"a"}, {"b"}, {"c"}}), filing("", "2021", "1.0", {{"a"}}),
                   filing("", "2022", "1.0", {{"a"}})});
    ASSERT_TRUE(run.good());
    // In the order of the filings' ids: AAA-2021, AAA-2022, BBB-2021, then those without a Party, each on its own.
    EXPECT_EQ(run.values("Head", "here"), (texts{"1", "2", "3", "1", "1"}));
    EXPECT_EQ(run.values("Head", "of_party"), (texts{"3", "3", "3", "1", "1"}));
    EXPECT_EQ(run.values("Head", "everywhere"), (texts{"8", "8", "8", "8", "8"}));
}

TEST(evaluate, a_set_of_serials_does_not_guess_a_registry) {
    small_run run(book(R"(
        derived all_a : blocks = blocks(x.Block for x in Rows of this filing where x.Name = "a")
        derived all_b : blocks = blocks(x.Block for x in Rows of this filing where x.Name = "b")
        derived all_c : blocks = blocks(x.Block for x in Rows of this filing where x.Name = "c")
        derived size_c : integer = size(this.all_c)
    )",
                       R"(
        derived is_in : boolean = this.Block within blocks(x.Block for x in Rows of this filing where x.Name = "c")
    )"),
                  {filing("AAA", "2021", "1.0",
                          {{"a", "", "", "1", "5", ""},
                           {"a", "", "", "4", "9", "AAA01"},  // may share 4 and 5
                           {"b", "", "", "1", "5", ""},
                           {"b", "", "", "1", "5", ""},  // may be the same
                           {"c", "", "", "1", "5", ""},
                           {"c", "", "", "6", "9", "AAA01"},
                           {"c", "", "", "11", "12", "AAA01"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Head", "all_a"), texts{"?"});
    EXPECT_EQ(run.values("Head", "all_b"), texts{"?"});
    EXPECT_EQ(run.values("Head", "all_c"),
              texts{"CA0001-?-AAA-1..5-2021, CA0001-AAA01-AAA-6..9-2021, CA0001-AAA01-AAA-11..12-2021"});
    EXPECT_EQ(run.values("Head", "size_c"), texts{"11"});
    EXPECT_EQ(run.values("Rows", "is_in"), (texts{"?", "?", "?", "?", "?", "true", "true"}));
}

TEST(evaluate, some_row_of_an_overlap_is_the_one_with_the_lowest_serial) {
    // A set of two blocks, which the rows meet out of the order of their serials.
    small_run run(book(R"(
        reference first = some row x in Rows of this filing where x.Name = "piece"
            and x.Block overlaps blocks(y.Block for y in Rows of this filing where y.Name = "set")
    )",
                       ""),
                  {filing("AAA", "2021", "1.0",
                          {{"piece", "", "", "20", "25", "AAA01"},
                           {"piece", "", "", "3", "8", "AAA01"},
                           {"piece", "", "", "2", "2", "BBB01"},
                           {"set", "", "", "1", "5", "AAA01"},
                           {"set", "", "", "21", "30", "AAA01"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Head", "first"), texts{"1"});
}

TEST(evaluate, membership_compares_each_item_as_equality_would) {
    small_run run(book("", R"(
        derived number : boolean = this.Number in { 1.5, 2 }
        derived decimal_number : boolean = this.Number in { this.Share }
        derived mass : boolean = this.Mass in { 1 kilotonne, 5 tonne }
        derived heavy : boolean = this.Mass not in { 1 kilotonne }
        derived same_serials : boolean = this.Block in { this.Block, this.Block without this.Block }
        derived none : boolean = this.Number in { 7, this.Number - 1 }
    )"),
                  {filing("AAA", "2021", "1.0",
                          {{"a", "", "2", "1", "5", "AAA01", "", "1000", "2.0"},
                           {"b", "", "3", "1", "5", "", "", "5", "2.5"},
                           {"c", "", "", "", "", "", "", "", "7"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Rows", "number"), (texts{"true", "false", "?"}));
    EXPECT_EQ(run.values("Rows", "decimal_number"), (texts{"true", "false", "?"}));
    EXPECT_EQ(run.values("Rows", "mass"), (texts{"true", "true", "?"}));
    EXPECT_EQ(run.values("Rows", "heavy"), (texts{"false", "true", "?"}));
    EXPECT_EQ(run.values("Rows", "same_serials"), (texts{"true", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "none"), (texts{"false", "false", "?"}));
}

TEST(evaluate, days_and_years_end_with_the_calendar) {
    small_run run(book("", R"(
        derived tomorrow : date = this.Day + 1
        derived much_earlier : date = this.Day - 3000000
        derived later : year = this.filing.When + this.Number
        derived whole : period = [this.filing.When + this.Number .. this.filing.When + this.Number]
    )"),
                  {filing("AAA", "2021", "1.0",
                          {{"", "", "1", "", "", "", "9999-12-31"},
                           {"", "", "4294967296", "", "", "", "2024-02-28"},
                           {"", "", "-500", "", "", "", "1583-01-01"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Rows", "tomorrow"), (texts{"?", "2024-02-29", "1583-01-02"}));
    EXPECT_EQ(run.values("Rows", "much_earlier"), (texts{"1786-04-11", "?", "?"}));
    EXPECT_EQ(run.values("Rows", "later"), (texts{"2022", "?", "1521"}));
    EXPECT_EQ(run.values("Rows", "whole"), (texts{"2022", "?", "?"}));
}

TEST(evaluate, a_sum_is_undecided_only_if_it_does_not_fit) {
    small_run run(book(R"(
        derived total : integer = sum(x.Number for x in Rows of this filing)
        derived without_last : integer = sum(x.Number for x in Rows of this filing where x.Name = "a")
    )",
                       ""),
                  {filing("AAA", "2021", "1.0", {{"a", "", "9223372036854775807"}, {"a", "", "1"}, {"", "", "-1"}}),
                   filing("BBB", "2021", "1.0", {{"a", "", "9223372036854775807"}, {"a", "", "1"}, {"a", "", "-2"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Head", "total"), (texts{"9223372036854775807", "9223372036854775806"}));
    EXPECT_EQ(run.values("Head", "without_last"), (texts{"?", "9223372036854775806"}));
}

TEST(evaluate, blocks_are_made_of_ends_of_one_kind) {
    small_run run(book("", ""), {filing("AAA", "2021", "1.0",
                                        {{"", "", "", "1", "5", "AAA01"},
                                         {"", "", "", "5", "1", "AAA01"},
                                         {"", "", "", "1", "5", ""},
                                         {"", "", "", "CA0009-BBB01-BBB-1-2022", "CA0009-BBB01-BBB-2-2022", "AAA01"},
                                         {"", "", "", "CA0009-BBB01-BBB-1-2022", "CA0009-BBB01-BBB-2-2023", "AAA01"},
                                         {"", "", "", "CA0001-AAA01-AAA-1-2021", "5", "AAA01"}})});
    ASSERT_TRUE(run.good());
    EXPECT_EQ(run.values("Rows", "Block"), (texts{"CA0001-AAA01-AAA-1..5-2021", "?", "CA0001-?-AAA-1..5-2021",
                                                  "CA0009-BBB01-BBB-1..2-2022", "?", "?"}));
}

// What is shown of a value where cells are marked as confidential; marks are given as field and row of Rows.
texts shown(std::string const& expression, std::vector<std::pair<char const*, std::size_t>> const& marks) {
    small_run run(book("", R"(
        reference next = the row x in Rows of all filings where x.Name = this.Other
        derived sum_of_all : integer = sum(x.Number for x in Rows of all filings)
        derived twice : integer = 2 * this.Number
        derived shown : )" + expression +
                               "\n"),
                  {filing("AAA", "2021", "1.0", {{"a", "b", "1", "", "", "r"}, {"b", "c", "2", "", "", "r"}}),
                   filing("BBB", "2021", "1.0", {{"c", "a", "3", "", "", "r"}, {"d", "zz", "4", "", "", "r"}})});
    if (!run.good()) return {};
    auto& data = run.data();
    std::uint16_t const table = run.book().model.find_table("Rows");
    for (auto const& [field, row] : marks) {
        auto& column = data.tables[table].confidential[run.book().model.tables[table].find_field(field)];
        column.resize(data.tables[table].rows);
        column[row] = 1;
        data.any_confidential = true;
    }
    return run.values("Rows", "shown");
}

TEST(confidential_values, what_depends_on_a_marked_cell_is_not_shown) {
    texts const hidden{"[confidential]", "2", "3", "4"};
    EXPECT_EQ(shown("integer = this.Number", {}), (texts{"1", "2", "3", "4"}));
    EXPECT_EQ(shown("integer = this.Number", {{"Number", 0}}), hidden);
    EXPECT_EQ(shown("integer = this.Number", {{"Other", 0}}), (texts{"1", "2", "3", "4"}));
    EXPECT_EQ(shown("integer = this.twice + 1", {{"Number", 0}}), (texts{"[confidential]", "5", "7", "9"}));
    EXPECT_EQ(shown("text = if this.Number > 1 then \"much\" else \"little\"", {{"Number", 0}}),
              (texts{"[confidential]", "much", "much", "much"}));
    EXPECT_EQ(shown("boolean = present(this.Number)", {{"Number", 0}}), (texts{"true", "true", "true", "true"}));
    EXPECT_EQ(shown("boolean = confidential(this.Number)", {{"Number", 0}}),
              (texts{"true", "false", "false", "false"}));
}

TEST(confidential_values, a_row_found_by_a_marked_cell_is_not_shown_either) {
    // Row 0 finds row 1 by Other; row 2 finds row 0.
    EXPECT_EQ(shown("integer = this.next.Number", {}), (texts{"2", "3", "1", "?"}));
    EXPECT_EQ(shown("integer = this.next.Number", {{"Number", 0}}), (texts{"2", "3", "[confidential]", "?"}));
    EXPECT_EQ(shown("integer = this.next.Number", {{"Other", 0}}), (texts{"[confidential]", "3", "1", "?"}));
    EXPECT_EQ(shown("integer = this.next.twice", {{"Number", 0}}), (texts{"4", "6", "[confidential]", "?"}));
    EXPECT_EQ(shown("integer = row(this.next)", {{"Other", 0}}), (texts{"[confidential]", "1", "1", "?"}));
    // A row whose name is marked may be the one that anybody looks for: would only those be hidden that found it, that
    // would tell its name.
    EXPECT_EQ(shown("integer = this.next.Number", {{"Name", 0}}),
              (texts{"[confidential]", "[confidential]", "[confidential]", "?"}));
    EXPECT_EQ(shown("boolean = found(this.next)", {{"Name", 0}}), texts(4, "[confidential]"));
}

TEST(confidential_values, what_cannot_depend_on_a_marked_cell_is_shown) {
    // The marked row is out of it for all but the one that asks for its name.
    EXPECT_EQ(shown("integer = sum(x.Number for x in Rows of all filings where x.Name = this.Other)", {{"Number", 0}}),
              (texts{"2", "3", "[confidential]", "0"}));
    EXPECT_EQ(
        shown("integer = count(x in Rows of all filings where x.Number > 0 and x.Name = this.Other)", {{"Number", 0}}),
        (texts{"1", "1", "[confidential]", "0"}));
    // Whatever the number is, one part decides.
    EXPECT_EQ(shown("boolean = this.Number > 2 and this.Other = \"nobody\"", {{"Number", 0}}), texts(4, "false"));
    EXPECT_EQ(shown("boolean = this.Number > 2 or this.Other != \"nobody\"", {{"Number", 0}}), texts(4, "true"));
    EXPECT_EQ(shown("boolean = this.Number > 2 or this.Other = \"nobody\"", {{"Number", 0}}),
              (texts{"[confidential]", "false", "true", "true"}));
    // One row without a mark is enough.
    EXPECT_EQ(shown("boolean = exists x in Rows of all filings where x.Number > 2", {{"Number", 0}}), texts(4, "true"));
    EXPECT_EQ(shown("boolean = exists x in Rows of all filings where x.Number > 4", {{"Number", 0}}),
              texts(4, "[confidential]"));
    EXPECT_EQ(shown("boolean = every x in Rows of all filings satisfies x.Number < 4", {{"Number", 0}}),
              texts(4, "false"));
}

TEST(confidential_values, what_is_reckoned_from_many_rows_depends_on_all_in_reach) {
    texts const all(4, "[confidential]");
    EXPECT_EQ(shown("integer = this.sum_of_all", {{"Number", 0}}), all);
    EXPECT_EQ(shown("integer = this.sum_of_all", {{"Other", 0}}), (texts(4, "10")));
    EXPECT_EQ(
        shown("integer = sum(x.Number for x in Rows of this filing where x.Registry = this.Registry)", {{"Number", 0}}),
        (texts{"[confidential]", "[confidential]", "7", "7"}));
    EXPECT_EQ(
        shown("integer = count(x in Rows of this filing where x.Registry = this.Registry and x.Number > this.Number)",
              {{"Number", 3}}),
        (texts{"1", "0", "[confidential]", "[confidential]"}));
    EXPECT_EQ(shown("integer = count(x in Rows of all filings where x.Name = this.Other)", {{"Other", 1}}),
              (texts{"1", "[confidential]", "1", "0"}));
    // A condition that reaches other rows from the row it looks at.
    EXPECT_EQ(shown("integer = count(x in Rows of all filings where x.Registry = this.Registry and found(x.next) and "
                    "x.next.Name = \"b\")",
                    {{"Name", 1}}),
              all);
}

}  // namespace
}  // namespace a6::checker
