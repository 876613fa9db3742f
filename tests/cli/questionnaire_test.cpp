// What is left to a person: the questionnaire of the dossier. And what `account` makes of its figures.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>

#include <map>
#include <regex>

using namespace a6::test_support;

namespace {

std::string questionnaire() {
    static std::string const text =
        run_program({"check", fixture("dossier"), "--as-of", "2026-11-23", "--format", "questionnaire"}).out;
    return text;
}

// The part below the heading of a requirement, up to the next one.
std::string section(std::string const& id) {
    std::string const text = questionnaire();
    auto const begin = text.find("\n### " + id + "\n");
    if (begin == std::string::npos) return {};
    auto const next = text.find("\n### ", begin + 5);
    auto const part = text.find("\n## ", begin + 5);
    return text.substr(begin, std::min(next, part) - begin);
}

// The part on one cooperative approach of one file within it.
std::string on_approach(std::string const& text, std::string const& file, std::string const& approach) {
    auto const filing = text.find(" (" + file + ")\n");
    if (filing == std::string::npos) return {};
    std::string const of_filing = text.substr(filing, text.find("\n#### ", filing) - filing);
    auto const begin = of_filing.find("##### Cooperative approach " + approach + "\n");
    if (begin == std::string::npos) return {};
    return of_filing.substr(begin, of_filing.find("\n#####", begin + 1) - begin);
}

// Block quotes of a part, as one line.
std::string quoted(std::string const& text) {
    std::string out;
    std::size_t at = 0;
    while ((at = text.find("\n> ", at)) != std::string::npos) {
        auto const end = text.find('\n', at + 1);
        out += text.substr(at + 3, end - at - 3) + ' ';
        at = end;
    }
    return out;
}

bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace

// Annual information alone: nothing is asked about reports that nobody gave; they are counted.
TEST(questionnaire_of_annual_information, asks_only_what_the_filings_can_answer) {
    std::string const out =
        run_program({"check", fixture("valid"), "--as-of", "2026-11-23", "--format", "questionnaire"}).out;
    EXPECT_EQ(out.find("### GL-18b"), std::string::npos);  // the description of the NDC, in an initial report
    for (char const* of_the_summary : {"ACCT-1", "ACCT-2", "ACCT-4", "PA-4.14", "TR-68", "TR-69", "TR-79", "A64-24"})
        EXPECT_EQ(out.find("### " + std::string(of_the_summary) + '\n'), std::string::npos) << of_the_summary;
    EXPECT_EQ(out.find("### DL-09\n"), std::string::npos);
    auto const apart = out.find("## Not asked\n");
    ASSERT_NE(apart, std::string::npos);
    EXPECT_NE(out.find("- VUT, Initial report or updated initial report: ", apart), std::string::npos);
}

// 2/CMA.3, annex, para 19: an update describes a further approach; it does not describe the NDC again.
TEST(questionnaire, does_not_ask_an_updated_initial_report_for_the_first_ones_sections) {
    std::string const ndc = section("GL-18b");
    ASSERT_NE(ndc, "");
    EXPECT_NE(ndc.find("01-initial-report.xml"), std::string::npos);
    EXPECT_EQ(ndc.find("04-updated-initial-report.xml"), std::string::npos);
    EXPECT_NE(section("GL-18h1").find("04-updated-initial-report.xml"), std::string::npos);
}

TEST(questionnaire_of_the_dossier, asks_about_each_approach_with_its_own_words) {
    std::string const text = section("GL-18h2");
    ASSERT_FALSE(text.empty());
    EXPECT_TRUE(contains(text, "Source: 2/CMA.3, annex para 18(h)(ii)")) << text;
    EXPECT_TRUE(contains(text, "**Question:** ")) << text;
    std::string const grids = on_approach(text, "01-initial-report.xml", "CA0901");
    EXPECT_TRUE(contains(quoted(grids),
                         "A joint committee approves each activity; accredited verifiers report; baselines "
                         "assume the most efficient generators on the market."))
        << grids;
    EXPECT_TRUE(contains(grids, "IV.G.2")) << grids;
    EXPECT_FALSE(contains(grids, "decay is modelled")) << "words of another approach";
    std::string const landfill = on_approach(text, "04-updated-initial-report.xml", "CA0902");
    EXPECT_TRUE(contains(quoted(landfill), "decay is modelled with factors at the low end")) << landfill;
    for (auto const& part : {grids, landfill}) {
        EXPECT_TRUE(contains(part, "- [ ] no inconsistency found")) << part;
        EXPECT_TRUE(contains(part, "Reason:")) << part;
    }
}

TEST(questionnaire_of_the_dossier, has_the_approaches_of_both_biennial_reports) {
    std::string const text = section("GL-22b2");
    ASSERT_FALSE(text.empty());
    EXPECT_TRUE(contains(quoted(on_approach(text, "07-regular-information-2026.xml", "CA0901")),
                         "The joint committee met four times"))
        << text;
    EXPECT_TRUE(contains(quoted(on_approach(text, "07-regular-information-2026.xml", "CA0902")),
                         "The first verification of November 2025 is public"))
        << text;
    EXPECT_TRUE(contains(quoted(on_approach(text, "11-regular-information-2024.xml", "CA0901")),
                         "The joint committee met twice"))
        << text;
    EXPECT_TRUE(on_approach(text, "11-regular-information-2024.xml", "CA0902").empty()) << "it was authorized later";
}

TEST(questionnaire_of_the_dossier, asks_only_what_a_person_judges) {
    std::string const text = questionnaire();
    // Decided by rules: nobody is asked.
    for (auto const* id : {"GL-20", "BK-11", "GL-23c", "DL-01"}) EXPECT_TRUE(section(id).empty()) << id;
    // Each question stands below its requirement and has a place for the answer.
    static std::regex const requirement(R"(\n### [A-Z])");
    static std::regex const question(R"(\n\*\*Question:\*\* )");
    auto const count = [&](std::regex const& what) {
        return std::distance(std::sregex_iterator(text.begin(), text.end(), what), std::sregex_iterator());
    };
    EXPECT_GT(count(requirement), 50);
    EXPECT_EQ(count(requirement), count(question));
}

TEST(questionnaire_of_the_dossier, brings_the_findings_on_the_same_requirement) {
    scratch_folder scratch;
    std::string text = read_file(fixture("dossier/01-initial-report.xml"));
    auto const begin = text.find("<GovernanceAndQuality>");
    auto const end = text.find("</GovernanceAndQuality>") + 23;
    text.erase(begin, end - begin);
    auto const path = scratch.write("report.xml", text);
    auto const said = run_program({"check", path, "--as-of", "2026-11-23", "--format", "questionnaire"}).out;
    auto const at = said.find("\n### GL-18h2\n");
    ASSERT_NE(at, std::string::npos);
    EXPECT_TRUE(contains(said.substr(at, said.find("\n### ", at + 5) - at), "PRE-01")) << said.substr(at, 2000);
}

TEST(account_of_the_dossier, comes_to_the_figures_of_its_structured_summary) {
    auto const r = run_program({"account", fixture("dossier"), "--format", "json"});
    ASSERT_EQ(r.exit_code, 0) << r.err;
    auto const account = nlohmann::json::parse(r.out);
    EXPECT_EQ(account["filings"].size(), 15U);
    // Year and column -> value.
    std::map<std::string, nlohmann::json> balances;
    for (auto const& table : account["tables"])
        if (table["name"] == "Balances")
            for (auto const& row : table["rows"]) {
                if (row["party"] != "GHA") continue;
                for (auto const& v : row["values"])
                    balances[row["year"].get<std::string>() + ' ' + v["name"].get<std::string>()] = v["value"];
            }
    std::string const summary = read_file(fixture("dossier/08-structured-summary-2026.xml"));
    static std::regex const value(R"(<AnnualValue>[^]*?</AnnualValue>)");
    int compared = 0;
    for (std::sregex_iterator it(summary.begin(), summary.end(), value), end; it != end; ++it) {
        std::string const row = it->str();
        auto const given = [&row](std::string const& field) -> std::string {
            std::smatch m;
            return std::regex_search(row, m, std::regex("<" + field + ">([^<]*)</")) ? m.str(1) : "";
        };
        for (auto const& [field, column] :
             std::vector<std::pair<std::string, std::string>>{{"FirstTransferred", "FirstTransferred"},
                                                              {"AuthorizedForOIMP", "AuthorizedForOIMP"},
                                                              {"UsedTowardsNDC", "Used"},
                                                              {"NetQuantity", "Net"},
                                                              {"CorrespondingAdjustments", "CorrespondingAdjustments"},
                                                              {"CumulativeNet", "CumulativeNet"},
                                                              {"Emissions", "Emissions"},
                                                              {"EmissionsBalance", "EmissionsBalance"}}) {
            auto const& reckoned = balances[given("Year") + ' ' + column];
            if (given(field).empty())
                EXPECT_TRUE(reckoned.is_null()) << given("Year") << ' ' << field << ' ' << reckoned;
            else
                EXPECT_EQ(reckoned, given(field)) << given("Year") << ' ' << field;
            ++compared;
        }
    }
    EXPECT_EQ(compared, 5 * 8);
}

TEST(account_of_the_dossier, prints_them_year_by_year) {
    auto const r = run_program({"account", fixture("dossier")});
    ASSERT_EQ(r.exit_code, 0) << r.err;
    for (auto const* line : {R"(\n +2021 +2022 +2023 +2024 +2025\n)",
                             R"(\n  First transferred, by vintage +0 +8 000 +12 000 +10 000 +5 000\n)",
                             R"(\n  First transferred, by year of first transfer +0 +0 +0 +20 000 +15 000\n)",
                             R"(\n  Corresponding adjustments +0 +8 000 +12 000 +10 000 +5 000\n)",
                             R"(\n  Emissions balance +58 900 000 +60 108 000 +61 412 000 +62 260 000 +n/a\n)"})
        EXPECT_TRUE(std::regex_search(r.out, std::regex(line))) << line << '\n' << r.out;
}

// What is not known of the year before is not nothing, and the figures of a year add up.
TEST(account_of_holdings, adds_up_and_says_what_is_not_known) {
    auto const r = run_program({"account", fixture("many"), "--as-of", "2026-06-30", "--format", "json"});
    ASSERT_EQ(r.exit_code, 0) << r.err;
    std::map<std::string, std::map<std::string, nlohmann::json>> years;
    auto const account = nlohmann::json::parse(r.out);
    for (auto const& table : account["tables"])
        if (table["name"] == "Positions")
            for (auto const& row : table["rows"])
                for (auto const& v : row["values"])
                    years[row["party"].get<std::string>() + row["year"].get<std::string>()][v["name"]] = v["value"];
    ASSERT_EQ(years.size(), 7U);
    EXPECT_TRUE(years["CHE2024"]["Opening"].is_null());
    EXPECT_TRUE(years["CHE2024"]["Expected"].is_null());
    EXPECT_EQ(years["CHE2024"]["Inflow"], "1360");
    EXPECT_EQ(years["CHE2024"]["Passing"], "100");
    EXPECT_EQ(years["SGP2025"]["NotThere"], "100");
    auto const figure = [](nlohmann::json const& v) { return std::stoll(v.get<std::string>()); };
    for (auto& [year, values] : years)
        if (!values["Expected"].is_null()) {
            EXPECT_EQ(figure(values["Opening"]) + figure(values["Inflow"]) - figure(values["Outflow"]),
                      figure(values["Expected"]))
                << year;
        }
}

TEST(account_of_the_dossier, keeps_to_the_day_given) {
    auto const r = run_program({"account", fixture("dossier"), "--as-of", "2026-11-23"});
    EXPECT_EQ(r.exit_code, 0);
    EXPECT_TRUE(contains(r.out, "as of 2026-11-23")) << r.out.substr(r.out.rfind("recomputed"));
    EXPECT_EQ(run_program({"account", fixture("dossier"), "--as-of", "2026-02-30"}).exit_code, 2);
}
