// The recomputed accounting as people and programs get it.

#include "reports/account.hpp"
#include "tests/support/golden.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace a6::reports {
namespace {

account_value number(std::string value) { return {std::move(value), {}, {}}; }
account_value missing(std::string need) { return {std::nullopt, {}, {std::move(need)}}; }

// Eight years, of which the last three say nothing; a value that is not available, serials, a negative and a long one.
account sample() {
    account a;
    a.tool_version = "1.2.3";
    a.rulebook_name = "Rules";
    a.rulebook_version = "7";
    a.rulebook_sha256 = "00ff";
    a.as_of = "2026-06-30";
    a.unit_label = "t CO2 eq";
    filing_outcome f;
    f.id = "GHA-2025-1.0";
    f.file = "gha.xml";
    f.sha256 = "abcd";
    a.filings.push_back(f);
    account_table t;
    t.name = "Balances";
    t.title = "Emissions balance";
    t.columns = {{"First", "First transferred, by vintage", "tCO2e"},
                 {"Used", "Used towards the NDC", "tCO2e"},
                 {"Balance", "Emissions balance", "tCO2e"},
                 {"Blocks", "The blocks behind", "", true}};
    account_block b;
    b.party = "GHA";
    b.party_name = "Ghana";
    for (int year = 2021; year <= 2028; ++year) {
        account_row r;
        r.period = std::to_string(year);
        bool const told = year <= 2025;
        r.values.push_back(number(told ? std::to_string(1000 * (year - 2020)) + ".5" : "0"));
        r.values.push_back(number(year == 2024 ? "-1234567.25" : "0"));
        r.values.push_back(year == 2025 ? missing("Emissions (Structured summary)") : number("7"));
        account_value blocks;
        if (told) blocks.serials = {"CA0001-GHA01-GHA-1..1000-2021"};
        r.values.push_back(blocks);
        b.rows.push_back(r);
    }
    t.blocks.push_back(b);
    account_block other;
    other.party = "CHE";
    other.keys = {{"Non-GHG metric", "Non-GHG metric", "MWh <b>"}};
    other.rows.push_back({"2025", {number("1"), number("2"), number("3"), {}}});
    t.blocks.push_back(other);
    a.tables.push_back(t);
    return a;
}

TEST(account, for_people) {
    std::ostringstream out;
    write_account_text(sample(), out);
    test_support::expect_golden("reports/golden/account.txt", out.str());
}

TEST(account, for_programs) {
    std::ostringstream out;
    write_account_json(sample(), out);
    test_support::expect_golden("reports/golden/account.json", out.str());
}

// A missing year, all Parties together, the rows behind a figure, ITMOs by name, something to be quoted in CSV.
account ledger_sample() {
    account a = sample();
    a.ledger = true;
    a.tables.front().columns[3].label = "Held, and not expected";
    auto& rows = a.tables.front().blocks.front().rows;
    rows.resize(2);
    account_source from;
    from.at.file = "gha.xml";
    from.at.filing = "GHA-2021-1.0";
    from.at.table = "Actions";
    from.at.row = 3;
    from.at.line = 12;
    from.value = "1000.5";
    from.serials = {"CA0001-GHA01-GHA-1..1000-2021"};
    rows[0].values[0].behind = {from};
    from.taken_away = true;
    from.serials.clear();
    rows[0].values[0].behind.push_back(from);
    for (int n = 0; n < 25; ++n) rows[1].values[3].serials.push_back("CA0001-GHA01-GHA-" + std::to_string(n) + "-2022");
    account_row missing_year;
    missing_year.period = "2023";
    missing_year.missing = true;
    missing_year.values.assign(4, missing("the year 2023 of \"GHA\""));
    rows.push_back(missing_year);
    a.tables.front().blocks.back().rows.front().values[3] = missing("the registry of bare numbers");
    account_block world;
    world.rows.push_back({"2021", {number("=1"), number("[confidential]"), number("3"), {}}});
    world.notes = {"not counted: GHA for 2023"};
    a.tables.front().blocks.push_back(world);
    account_block idle;
    idle.party = "NOR";
    for (auto const* year : {"2021", "2022"}) idle.rows.push_back({year, {number("0"), number("0"), number("0"), {}}});
    a.tables.front().blocks.push_back(idle);
    return a;
}

TEST(ledger, for_people) {
    std::ostringstream out;
    write_account_text(ledger_sample(), out);
    test_support::expect_golden("reports/golden/ledger.txt", out.str());
}

TEST(ledger, for_programs) {
    std::ostringstream out;
    write_account_json(ledger_sample(), out);
    test_support::expect_golden("reports/golden/ledger.json", out.str());
}

TEST(ledger, for_spreadsheets) {
    std::ostringstream out;
    write_account_csv(ledger_sample(), out);
    test_support::expect_golden("reports/golden/ledger.csv", out.str());
}

TEST(account, of_nothing_says_so) {
    account a;
    a.failures.push_back({"x.xml", "X104", "it ends in the middle", "send it again", 1, 2});
    std::ostringstream out;
    write_account_text(a, out);
    EXPECT_THAT(out.str(), testing::HasSubstr("failure[X104] it ends in the middle"));
    // Something was given: it could not be read.
    EXPECT_THAT(out.str(), testing::Not(testing::HasSubstr("Nothing to account for")));
    std::ostringstream empty;
    write_account_text({}, empty);
    EXPECT_THAT(empty.str(), testing::HasSubstr("Nothing to account for"));
}

}  // namespace
}  // namespace a6::reports
