// The ledger of three Parties over two years.

#include "tests/cli/life_set.hpp"

#include <gmock/gmock.h>

namespace a6::cli_tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

nlohmann::json const& row_of(nlohmann::json const& ledger, std::string const& table, std::string const& party,
                             std::string const& year) {
    static nlohmann::json const none;
    for (auto const& t : ledger["tables"])
        if (t["name"] == table)
            for (auto const& r : t["rows"])
                if ((party.empty() ? r["party"].is_null() : r["party"] == party) && r["year"] == year) return r;
    ADD_FAILURE() << "no row of " << table << ", " << party << ", " << year;
    return none;
}

nlohmann::json const& cell(nlohmann::json const& ledger, std::string const& table, std::string const& party,
                           std::string const& year, std::string const& column) {
    static nlohmann::json const none;
    for (auto const& v : row_of(ledger, table, party, year)["values"])
        if (v["name"] == column) return v;
    ADD_FAILURE() << "no column " << column;
    return none;
}

std::string figure(nlohmann::json const& ledger, std::string const& table, std::string const& party,
                   std::string const& year, std::string const& column) {
    auto const& v = cell(ledger, table, party, year, column)["value"];
    return v.is_null() ? "null" : v.get<std::string>();
}

TEST(ledger, adds_up_the_position_of_each_party_and_year) {
    auto const l = life_set().json({"ledger"});
    EXPECT_EQ(l["format"], "a6check-ledger/1");
    auto che = [&](std::string const& year, std::string const& column) {
        return figure(l, "Ledger", "CHE", year, column);
    };
    EXPECT_EQ(che("2024", "Acquired"), "1000");
    EXPECT_EQ(che("2024", "Used"), "400");
    EXPECT_EQ(che("2024", "Closing"), "600");
    EXPECT_EQ(che("2025", "Opening"), "600");
    EXPECT_EQ(che("2025", "Transferred"), "300");
    EXPECT_EQ(che("2025", "Expected"), "300");
    EXPECT_EQ(che("2025", "Closing"), "300");
    EXPECT_EQ(che("2025", "Difference"), "0");
    EXPECT_EQ(figure(l, "Ledger", "GHA", "2024", "FirstTransferred"), "1000");
    EXPECT_EQ(figure(l, "Ledger", "GHA", "2024", "Transferred"), "1000");
    EXPECT_EQ(figure(l, "Ledger", "NOR", "2025", "ForOIMP"), "100");
    EXPECT_EQ(figure(l, "Ledger", "NOR", "2025", "Otherwise"), "0");
    EXPECT_EQ(figure(l, "Ledger", "NOR", "2025", "Used"), "0");
    // What CHE held before its first filing is not known, and so not what it should hold.
    EXPECT_EQ(che("2024", "Opening"), "null");
    EXPECT_EQ(che("2024", "Expected"), "null");
    EXPECT_EQ(cell(l, "Ledger", "CHE", "2024", "Opening")["needs"][0], "the annual information of CHE for 2023");
    // All Parties together.
    EXPECT_EQ(figure(l, "Ledger", "", "2025", "Closing"), "500");
    for (auto const& [column, amount] : std::map<std::string, std::string>{{"FirstTransferred", "1000"},
                                                                           {"Held", "500"},
                                                                           {"Ended", "500"},
                                                                           {"OnTheWay", "0"},
                                                                           {"Unaccounted", "0"},
                                                                           {"CountedTwice", "0"}})
        EXPECT_EQ(figure(l, "Whereabouts", "", "2025", column), amount) << column;
}

std::size_t times(std::string const& text, std::string const& what) {
    std::size_t n = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

// The set tests/filings/many without the files whose names begin so: four Parties, of which Sweden filed nothing.
life_set many_without(std::string const& prefix) {
    life_set set;
    set.files.clear();
    for (auto const* name : {"CHE_2024_1.0.xml", "CHE_2025_1.0.xml", "GHA_2023_1.0.xml", "GHA_2024_1.0.xml",
                             "GHA_2025_1.0.xml", "SGP_2024_1.0.xml", "SGP_2025_1.0.xml"})
        if (prefix.empty() || std::string(name).rfind(prefix, 0) != 0)
            set.files[name] = test_support::read_file(test_support::fixture("many") + '/' + name);
    return set;
}

TEST(ledger, names_a_year_without_annual_information) {
    // A gap between two filings of one Party.
    life_set gap;
    gap.replace("CHE_2025.xml", "<ReportedYear>2025", "<ReportedYear>2026");
    auto const with_gap = gap.json({"ledger"});
    auto const& missing = row_of(with_gap, "Ledger", "CHE", "2025");
    EXPECT_EQ(missing["missing"], true);
    for (auto const& v : missing["values"]) {
        EXPECT_TRUE(v.value("value", nlohmann::json()).is_null()) << v.dump();
        EXPECT_EQ(v["needs"], nlohmann::json::array({"the annual information of CHE for 2025"}));
    }
    std::string notes;
    for (auto const& t : with_gap["tables"]) notes += t["notes"].dump();
    EXPECT_THAT(notes, HasSubstr("not counted: the annual information of CHE for 2025"));
    EXPECT_EQ(figure(with_gap, "Ledger", "CHE", "2026", "Opening"), "null");
    auto const text = gap.run({"ledger", "--party", "CHE"}).out;
    auto const position = text.substr(0, text.find("What became of"));
    EXPECT_EQ(times(position, "needs: the annual information of CHE for 2025"), 1U) << position;
    EXPECT_EQ(figure(with_gap, "Whereabouts", "GHA", "2025", "NotInformed"), "300");
}

TEST(ledger, takes_no_year_before_the_first_of_a_party_for_missing) {
    auto const l = many_without("").json({"ledger"});
    std::size_t rows = 0;
    for (auto const& t : l["tables"])
        for (auto const& r : t["rows"])
            if (r["year"] == "2023") {
                ++rows;
                EXPECT_TRUE(r["party"].is_null() || r["party"] == "GHA") << r["party"];
            }
    EXPECT_EQ(rows, 4U);
    EXPECT_EQ(l.dump().find("not counted"), std::string::npos);
    EXPECT_EQ(cell(l, "Ledger", "CHE", "2024", "Opening")["needs"],
              nlohmann::json::array({"the annual information of CHE for 2023"}));
    // Lists of serials that are not known for the same reason are not told.
    auto const text = many_without("").run({"ledger", "--party", "CHE"}).out;
    EXPECT_EQ(times(text, "of CHE for 2023"), 1U) << text;
    EXPECT_THAT(text, Not(HasSubstr("expected: n/a")));
}

TEST(ledger, tells_apart_who_reports_no_acquisition_and_whose_filing_is_not_given) {
    auto gha = [](nlohmann::json const& l, std::string const& year, std::string const& column) {
        return figure(l, "Whereabouts", "GHA", year, column);
    };
    auto const all = many_without("").json({"ledger"});
    EXPECT_EQ(gha(all, "2024", "OnTheWay"), "40");
    EXPECT_EQ(gha(all, "2024", "NotHeard"), "0");
    EXPECT_EQ(gha(all, "2025", "OnTheWay"), "40");
    EXPECT_EQ(gha(all, "2025", "NotHeard"), "300");
    EXPECT_EQ(cell(all, "Whereabouts", "GHA", "2025", "AcquiredITMOs")["needs"],
              nlohmann::json::array({"the annual information of SWE for 2025"}));
    auto const without = many_without("CHE").json({"ledger", "--party", "GHA"});
    EXPECT_EQ(gha(without, "2024", "OnTheWay"), "0");
    EXPECT_EQ(gha(without, "2024", "NotHeard"), "1400");
    EXPECT_EQ(gha(without, "2025", "NotHeard"), "1600");
    EXPECT_EQ(gha(without, "2025", "Unaccounted"), "0");
    EXPECT_EQ(cell(without, "Whereabouts", "GHA", "2024", "NotHeardITMOs")["serials"],
              nlohmann::json::array({"CA0101-GHA01-GHA-1..1000-2023", "CA0101-GHA01-GHA-2001..2400-2023"}));
    auto const text = many_without("CHE").run({"ledger", "--party", "GHA"}).out;
    EXPECT_THAT(text, HasSubstr("needs: the annual information of CHE for 2024\n"));
    EXPECT_THAT(text, HasSubstr("needs: the annual information of SWE for 2025\n"));
}

TEST(ledger, knows_nothing_of_what_became_of_itmos_from_a_missing_year_on) {
    auto const l = many_without("GHA_2024").json({"ledger"});
    EXPECT_EQ(figure(l, "Whereabouts", "GHA", "2023", "FirstTransferred"), "0");
    for (auto const* year : {"2024", "2025"})
        for (auto const& v : row_of(l, "Whereabouts", "GHA", year)["values"]) {
            EXPECT_TRUE(v.value("value", nlohmann::json()).is_null()) << year << v.dump();
            EXPECT_EQ(v["needs"], nlohmann::json::array({"the annual information of GHA for 2024"}))
                << year << v.dump();
        }
    EXPECT_EQ(figure(l, "Whereabouts", "", "2025", "FirstTransferred"), "null");
}

TEST(ledger, names_what_went_out_without_having_been_there) {
    auto const l = many_without("").json({"ledger", "--party", "SGP", "--year", "2025"});
    EXPECT_EQ(figure(l, "Ledger", "SGP", "2025", "Difference"), "300");
    EXPECT_EQ(cell(l, "Ledger", "SGP", "2025", "NotExpected")["serials"],
              nlohmann::json::array({"CA0102-GHA01-GHA-1..200-2023"}));
    EXPECT_EQ(cell(l, "Ledger", "SGP", "2025", "NotThere")["serials"],
              nlohmann::json::array({"CA0101-GHA01-GHA-2301..2400-2023"}));
    // Used in the year in which it was passed on.
    life_set twice;
    twice.replace(
        "CHE_2025.xml", "</Actions>",
        life_set::with(
            life_set::with(life_set::with(life_set::with(life_set::with(twice.row("CHE_2024.xml", "Action", 2),
                                                                        "2024-11-20", "2025-06-01"),
                                                         "GHA-1-2022", "GHA-601-2022"),
                                          "GHA-400-2022", "GHA-700-2022"),
                           ">400<", ">100<"),
            "NDC>2024", "NDC>2025") +
            "</Actions>");
    auto const used = twice.json({"ledger"});
    EXPECT_EQ(figure(used, "Ledger", "CHE", "2025", "Difference"), "100");
    EXPECT_EQ(cell(used, "Ledger", "CHE", "2025", "NotThere")["serials"],
              nlohmann::json::array({"CA0001-GHA01-GHA-601..700-2022"}));
    EXPECT_TRUE(cell(many_without("").json({"ledger"}), "Ledger", "CHE", "2025", "NotThere")["serials"].empty());
}

TEST(ledger, names_what_does_not_add_up) {
    life_set set;
    set.use_twice();
    auto const held =
        life_set::with(life_set::with(life_set::with(set.row("CHE_2025.xml", "Holding", 1), "GHA-701-", "GHA-1-"),
                                      "GHA-1000-", "GHA-50-"),
                       ">300<", ">50<");
    set.replace("CHE_2025.xml", "</Holdings>", held + "</Holdings>");
    auto const l = set.json({"ledger"});
    EXPECT_EQ(figure(l, "Ledger", "CHE", "2025", "Difference"), "50");
    EXPECT_EQ(cell(l, "Ledger", "CHE", "2025", "NotExpected")["serials"],
              nlohmann::json::array({"CA0001-GHA01-GHA-1..50-2022"}));
    EXPECT_EQ(figure(l, "Ledger", "GHA", "2025", "Expected"), "-100");
    EXPECT_EQ(figure(l, "Whereabouts", "GHA", "2025", "CountedTwice"), "50");
    EXPECT_EQ(cell(l, "Whereabouts", "GHA", "2025", "CountedTwiceITMOs")["serials"],
              nlohmann::json::array({"CA0001-GHA01-GHA-1..50-2022"}));
    EXPECT_EQ(cell(l, "Whereabouts", "GHA", "2025", "EndedTwiceITMOs")["serials"],
              nlohmann::json::array({"CA0001-GHA01-GHA-301..400-2022"}));
    // Nothing is given of Norway; then it does not say what it holds.
    life_set silent;
    silent.files.erase("NOR_2025.xml");
    auto const l3 = silent.json({"ledger"});
    EXPECT_EQ(figure(l3, "Whereabouts", "GHA", "2025", "OnTheWay"), "0");
    EXPECT_EQ(figure(l3, "Whereabouts", "GHA", "2025", "NotHeard"), "300");
    life_set lost;
    lost.replace("NOR_2025.xml", lost.row("NOR_2025.xml", "Holding", 1), "");
    auto const l2 = lost.json({"ledger"});
    EXPECT_EQ(figure(l2, "Whereabouts", "GHA", "2025", "Unaccounted"), "200");
    EXPECT_EQ(cell(l2, "Whereabouts", "GHA", "2025", "UnaccountedITMOs")["serials"],
              nlohmann::json::array({"CA0001-GHA01-GHA-501..700-2022"}));
}

TEST(ledger, explains_each_figure_by_its_rows) {
    auto const l = life_set().json({"ledger", "--explain"});
    auto const& opening = cell(l, "Ledger", "CHE", "2025", "Opening")["behind"];
    ASSERT_EQ(opening.size(), 1U);
    EXPECT_EQ(opening[0]["value"], "600");
    EXPECT_EQ(opening[0]["at"]["file"], "CHE_2024.xml");
    EXPECT_EQ(opening[0]["at"]["row"], 1);
    EXPECT_EQ(opening[0]["serials"], nlohmann::json::array({"CA0001-GHA01-GHA-401..1000-2022"}));
    auto const& ended = cell(l, "Whereabouts", "GHA", "2025", "Ended")["behind"];
    ASSERT_EQ(ended.size(), 2U);
    EXPECT_EQ(ended[0]["at"]["file"], "CHE_2024.xml");
    EXPECT_EQ(ended[1]["at"]["file"], "NOR_2025.xml");
    EXPECT_EQ(cell(l, "Ledger", "CHE", "2024", "Acquired")["behind"][0]["serials"],
              nlohmann::json::array({"CA0001-GHA01-GHA-1..1000-2022"}));
    EXPECT_FALSE(cell(life_set().json({"ledger"}), "Ledger", "CHE", "2025", "Opening").contains("behind"));
    EXPECT_THAT(life_set().run({"ledger", "--explain"}).out,
                HasSubstr("+ 600  CHE_2024.xml:51:7  Holdings, row 1  CA0001-GHA01-GHA-401..1000-2022"));
}

TEST(ledger, is_narrowed_to_a_party_or_a_year) {
    auto const l = life_set().json({"ledger", "--party", "CHE", "--year", "2025"});
    std::size_t rows = 0;
    for (auto const& t : l["tables"])
        for (auto const& r : t["rows"]) {
            ++rows;
            EXPECT_EQ(r["party"], "CHE");
            EXPECT_EQ(r["year"], "2025");
        }
    EXPECT_EQ(rows, 2U);
    EXPECT_EQ(figure(l, "Ledger", "CHE", "2025", "Opening"), "600");
    auto const nobody = life_set().run({"ledger", "--party", "XYZ"});
    EXPECT_EQ(nobody.exit_code, 2);
    EXPECT_THAT(nobody.err, HasSubstr("of XYZ there is nothing"));
    EXPECT_THAT(nobody.out, HasSubstr("no annual information of XYZ was given."));
    EXPECT_THAT(life_set().run({"ledger", "--party", "NOR", "--year", "2024"}).out,
                HasSubstr("no annual information of NOR for 2024 was given."));
}

TEST(ledger, keeps_non_ghg_metrics_apart) {
    auto const folder = std::string(A6_TEST_DIR) + "/rules/";
    auto const r =
        test_support::run_program({"ledger", folder + "base-nonghg-host.xml", folder + "base-nonghg-buyer.xml",
                                   "--as-of", "2026-11-23", "--format", "json"});
    ASSERT_EQ(r.exit_code, 0) << r.err;
    auto const l = nlohmann::json::parse(r.out);
    std::size_t rows = 0;
    for (auto const& t : l["tables"]) {
        if (t["name"] != "MetricLedger") continue;
        for (auto const& row : t["rows"]) {
            ++rows;
            EXPECT_TRUE(row["keys"].contains("Non-GHG metric"));
        }
        for (auto const& c : t["columns"]) EXPECT_FALSE(c.contains("unit"));
    }
    EXPECT_GE(rows, 2U);
}

TEST(ledger, hides_what_is_confidential_also_in_the_totals) {
    life_set set;
    set.replace("CHE_2024.xml", "<FirstID>CA0001-GHA01-GHA-401-2022",
                "<FirstID confidential='Act 12'>CA0001-GHA01-GHA-402-2022");
    for (auto const* format : {"text", "json", "csv"}) {
        auto const r = set.run({"ledger", "--explain", "--format", format});
        EXPECT_THAT(r.out, HasSubstr(format == std::string("json") ? "\"confidential\": true" : "[confidential]"))
            << format;
        EXPECT_THAT(r.out, Not(HasSubstr("402"))) << format;
        EXPECT_THAT(r.out, Not(HasSubstr("599"))) << format;
    }
    auto const l = set.json({"ledger"});
    EXPECT_EQ(figure(l, "Ledger", "CHE", "2024", "Closing"), "null");
    EXPECT_EQ(figure(l, "Ledger", "", "2024", "Closing"), "null");
    EXPECT_EQ(figure(l, "Whereabouts", "GHA", "2024", "Held"), "null");
    EXPECT_EQ(figure(l, "Ledger", "GHA", "2024", "FirstTransferred"), "1000");
}

// An action that is marked as a whole, with nothing but it and a holding in the run.
TEST(ledger, stands_where_a_whole_action_is_confidential) {
    life_set set;
    for (auto const* file : {"GHA_2024.xml", "GHA_2025.xml", "NOR_2025.xml", "CHE_2025.xml"}) set.files.erase(file);
    auto const use = set.row("CHE_2024.xml", "Action", 2);
    set.replace("CHE_2024.xml", use, life_set::with(use, "<Action>", "<Action confidential='Act 12'>"));
    for (auto const* command : {"ledger", "account"}) {
        auto const r = set.run({command});
        EXPECT_EQ(r.exit_code, 0) << command << r.err;
        EXPECT_THAT(r.out, Not(HasSubstr("400"))) << command;
    }
}

TEST(ledger, counts_the_highest_version_and_whatever_order) {
    life_set set;
    auto earlier = set.files["CHE_2024.xml"];
    set.replace("CHE_2024.xml", "<SubmissionVersion>1.0", "<SubmissionVersion>1.1");
    set.files["CHE_2024_old.xml"] = life_set::with(earlier, ">600<", ">650<");
    EXPECT_EQ(figure(set.json({"ledger"}), "Ledger", "CHE", "2024", "Closing"), "600");
    for (auto const* format : {"text", "json", "csv"})
        EXPECT_EQ(set.run({"ledger", "--format", format}).out, set.run({"ledger", "--format", format}, true).out);
}

TEST(ledger, of_bare_serial_numbers_guesses_nothing) {
    life_set set;
    // Of another registry of Ghana, or of the same: that is not to be seen.
    set.replace("NOR_2025.xml", "CA0001-GHA01-GHA-501-2022", "501");
    set.replace("NOR_2025.xml", "CA0001-GHA01-GHA-700-2022", "700");
    EXPECT_EQ(figure(set.json({"ledger"}), "Whereabouts", "GHA", "2025", "Held"), "500");
    set.two_registries();
    auto const l = set.json({"ledger"});
    EXPECT_EQ(figure(l, "Whereabouts", "GHA", "2025", "Held"), "null");
    EXPECT_FALSE(cell(l, "Whereabouts", "GHA", "2025", "Held")["needs"].empty());
    EXPECT_EQ(figure(l, "Ledger", "NOR", "2025", "Closing"), "200");
}

TEST(ledger, as_csv_has_a_line_for_each_figure) {
    auto const r = life_set().run({"ledger", "--format", "csv", "--party", "CHE"});
    EXPECT_EQ(r.exit_code, 0);
    EXPECT_THAT(r.out, testing::StartsWith("table,party,key,year,column,unit,value,serials,needs\r\n"));
    EXPECT_THAT(r.out, HasSubstr("\"Ledger\",\"CHE\",\"\",\"2025\",\"Opening\",\"tCO2e\",\"600\",\"\",\"\"\r\n"));
}

TEST(ledger, fails_with_what_it_cannot_read) {
    life_set set;
    set.files["GHA_2025.xml"].resize(300);
    auto const r = set.run({"ledger"});
    EXPECT_EQ(r.exit_code, 2);
    EXPECT_THAT(r.out, HasSubstr("failure["));
}

}  // namespace
}  // namespace a6::cli_tests
