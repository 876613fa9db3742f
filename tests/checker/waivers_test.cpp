// Waiver files: what is refused and where, and what a waiver does to a report.

#include "checker/waivers.hpp"

#include "tests/support/small_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace a6::checker {
namespace {

using test_support::small_run;
using testing::ElementsAre;
using testing::HasSubstr;

waiver_list read(std::string const& text, std::string const& name = "w.toml") {
    waiver_list out;
    add_waivers(text, name, reports::language::english(), out);
    return out;
}

std::string waiver_of(std::string const& id, std::string const& expires = "2025-12-31") {
    return "[[waiver]]\nid = \"" + id + "\"\nreason = \"agreed\"\nowner = \"A. Reviewer\"\nexpires = " + expires + "\n";
}

// "W103 at 3:1: message"
std::vector<std::string> problems(std::string const& text) {
    std::vector<std::string> out;
    for (auto const& e : read(text).errors) {
        EXPECT_EQ(e.file, "w.toml");
        EXPECT_FALSE(e.help.empty());
        out.push_back(e.code + " at " + std::to_string(e.line) + ':' + std::to_string(e.column) + ": " + e.message.english());
    }
    return out;
}

TEST(waivers, are_read_with_their_place) {
    auto const list = read(
        "# why\n\n[[waiver]]\n  id = \"SUB-02/3f9a1c22d07b\"  # the day\n"
        "reason = \"\"\"The Party has confirmed\n   the day.\"\"\"\nowner = \"Müller, ÄÖ\"\n"
        "expires = 2026-12-31\n");
    ASSERT_TRUE(list.errors.empty()) << list.errors.front().message.english();
    ASSERT_EQ(list.entries.size(), 1u);
    auto const& w = list.entries.front();
    EXPECT_EQ(w.id, "SUB-02/3f9a1c22d07b");
    EXPECT_EQ(w.is.reason, "The Party has confirmed the day.");
    EXPECT_EQ(w.is.owner, "Müller, ÄÖ");
    EXPECT_EQ(w.is.expires, "2026-12-31");
    EXPECT_EQ(w.is.file, "w.toml");
    EXPECT_EQ(w.is.line, 4u);
    EXPECT_EQ(w.at.line, 4u);
    EXPECT_EQ(w.at.column, 8u);
    ASSERT_EQ(w.at.excerpt.size(), 1u);
    EXPECT_EQ(w.at.excerpt[0].text, "  id = \"SUB-02/3f9a1c22d07b\"  # the day");
    EXPECT_EQ(w.at.excerpt[0].mark_length, 21u);
}

TEST(waivers, a_file_without_any_is_one) {
    EXPECT_TRUE(read("").errors.empty());
    EXPECT_TRUE(read("# none yet\n").errors.empty());
}

TEST(waivers, everything_else_is_refused_with_its_place) {
    EXPECT_THAT(problems("waiver"), ElementsAre(HasSubstr("W101 at 1:")));
    EXPECT_THAT(problems("[[waiver]]\nexpires = 2026-02-30\n"), ElementsAre(HasSubstr("W101 at 2:")));
    EXPECT_THAT(problems("[[waiver]]\nid = \"a\"\nid = \"b\"\n"), ElementsAre(HasSubstr("W101 at 3:")));
    EXPECT_THAT(problems("\xff"), ElementsAre(HasSubstr("W101 at 1:1")));
    EXPECT_THAT(problems("a = " + std::string(100'000, '[')), ElementsAre(HasSubstr("W101")));
    EXPECT_THAT(problems("[[waivers]]\nid = \"x\"\n"), ElementsAre(HasSubstr("W102 at 1:3: `waivers` is nothing")));
    EXPECT_THAT(problems("[waiver]\nid = \"x\"\n"), ElementsAre(HasSubstr("W102")));
    EXPECT_THAT(problems("waiver = []\n"), ElementsAre(HasSubstr("W102")));
    EXPECT_THAT(problems(waiver_of("A-1/0123456789ab") + "expiry = 2025-01-01\n"),
                ElementsAre("W103 at 6:1: a waiver has no `expiry`"));
    EXPECT_THAT(problems("[[waiver]]\n"),
                ElementsAre("W104 at 1:1: this waiver has no `id`", "W104 at 1:1: this waiver has no `reason`",
                            "W104 at 1:1: this waiver has no `owner`", "W104 at 1:1: this waiver has no `expires`"));
    auto const with = [](std::string const& line) {
        auto text = waiver_of("A-1/0123456789ab");
        auto const key = line.substr(0, line.find(' '));
        auto const at = text.find(key + " = ");
        return text.replace(at, text.find('\n', at) - at, line);
    };
    EXPECT_THAT(problems(with("reason = \"  \"")), ElementsAre("W104 at 3:10: `reason` says nothing"));
    EXPECT_THAT(problems(with("owner = 5")), ElementsAre("W104 at 4:9: `owner` says nothing"));
    EXPECT_THAT(problems(with("expires = \"2026-12-31\"")), ElementsAre("W105 at 5:11: `expires` is not a day"));
    EXPECT_THAT(problems(with("expires = 2026-12-31T10:00:00Z")), ElementsAre(HasSubstr("W105 at 5:11")));
    for (char const* id : {"A-1", "A-1/0123", "/0123456789ab", "A-1/0123456789AB", "A-1/0123456789ab0", "A-1/*"})
        EXPECT_THAT(problems(with(std::string("id = \"") + id + '"')), ElementsAre(HasSubstr("W106 at 2:6"))) << id;
    EXPECT_THAT(problems(with("id = \"WV-02/0123456789ab\"")), ElementsAre(HasSubstr("W108 at 2:6")));
}

TEST(waivers, a_finding_is_set_aside_once_in_all_files) {
    waiver_list list;
    add_waivers(waiver_of("A-1/0123456789ab"), "a.toml", reports::language::english(), list);
    add_waivers("\n" + waiver_of("A-1/0123456789ab"), "b.toml", reports::language::english(), list);
    ASSERT_EQ(list.errors.size(), 1u);
    EXPECT_EQ(list.errors[0].code, "W107");
    EXPECT_EQ(list.errors[0].file, "b.toml");
    EXPECT_EQ(list.errors[0].message.english(), "A-1/0123456789ab has a waiver already, in a.toml, line 2");
}

TEST(waivers, what_cannot_be_opened_is_an_error) {
    auto const list = read_waivers({"/nonexistent/w.toml", "/"}, reports::language::english());
    ASSERT_EQ(list.errors.size(), 2u);
    EXPECT_TRUE(list.files.empty());
}

// --- what they do

std::string const rules = R"(
rulebook "Waivers" version "1" law as of 2024-01-01
list Who "Who" { code "AAA" code "BBB" }
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
    field Mass "Mass" : integer
}
requirement Q-1 "what is required" { source "law" para "1" }
rule R-1 "heavy" { implements Q-1 for each r in Rows severity error require r.Mass > 5 at r.Name message "light" }
rule R-2 "named" { implements Q-1 for each r in Rows severity query require r.Name != "x" at r.Name message "x" }
)";
std::string const about_waivers = R"(
rule WV-01 "w" { by reader severity warning message "{found} of {value} ended {expected}" }
rule WV-02 "w" { by reader severity warning message "{found} of {value} unused: {expected}" }
rule WV-03 "w" { by reader severity query message "{found} of {value} open: {expected}" }
rule WV-04 "w" { by reader severity warning message "{found} of {value} outgrown: {expected}" }
)";

test_support::filing_cells filing(std::string const& mass) {
    return {{"Head", {{"AAA", "2023", "2024-04-01"}}}, {"Rows", {{"a", mass}, {"b", "9"}}}};
}

struct judged {
    small_run run;
    reports::run_report report;

    explicit judged(std::string const& mass, std::string const& book = rules + about_waivers)
        : run{book, {filing(mass)}}, report{run.report()} {}

    void waive(std::string const& text, char const* as_of = "2025-06-30") {
        auto const list = read(text);
        ASSERT_TRUE(list.errors.empty());
        apply_waivers(report, run.book(), list, *dsl::parse_iso_date(as_of));
    }
    std::vector<std::string> told() const {
        std::vector<std::string> out;
        for (auto const& f : report.findings)
            if (is_about_waivers(f.rule)) out.push_back(f.rule + ' ' + f.message);
        return out;
    }
};

// The light row of `filing`, whatever its mass.
std::string light() { return judged{"1"}.report.findings.at(0).id; }

TEST(waivers, set_a_finding_aside_and_change_no_count_and_no_mark) {
    judged j{"1"};
    auto const before = j.report;
    j.waive(waiver_of(light()));
    ASSERT_EQ(j.report.findings.size(), 1u);
    ASSERT_TRUE(j.report.findings[0].waived);
    EXPECT_EQ(j.report.findings[0].waived->owner, "A. Reviewer");
    EXPECT_EQ(j.report.waived, 1u);
    EXPECT_EQ(j.report.errors, 1u);
    EXPECT_EQ(j.report.filings[0].result, reports::consistency_mark::inconsistent);
    EXPECT_EQ(j.report.requirements[0].status, before.requirements[0].status);
    EXPECT_THAT(j.told(), ElementsAre());
}

TEST(waivers, hold_on_their_last_day_and_not_on_the_next) {
    judged last{"1"};
    last.waive(waiver_of(light(), "2025-06-30"));
    EXPECT_EQ(last.report.waived, 1u);
    judged over{"1"};
    over.waive(waiver_of(light(), "2025-06-29"));
    EXPECT_EQ(over.report.waived, 0u);
    EXPECT_FALSE(over.report.findings[0].waived);
    EXPECT_THAT(over.told(), ElementsAre("WV-01 " + light() + " of A. Reviewer ended 2025-06-29"));
    EXPECT_EQ(over.report.warnings, 1u);
    auto const& about = over.report.findings[1];
    EXPECT_EQ(about.locations.front().file, "w.toml");
    EXPECT_EQ(about.locations.front().line, 2u);
    EXPECT_TRUE(about.locations.front().filing.empty());
    for (auto const& r : over.report.rules)
        if (r.rule == "WV-01") {
            EXPECT_EQ(r.failed, 1u);
        }
}

TEST(waivers, cover_no_more_than_the_quantity_they_say) {
    for (auto const& [found, waived] : {std::pair{"40", true}, {"39.5", true}, {"40.1", false}, {"1039", false}}) {
        judged j{"1"};
        j.report.findings[0].quantity = reports::quantity{found, "tCO2e", "t CO2 eq", false};
        j.waive(waiver_of(light()) + "quantity = \"40\"\n");
        EXPECT_EQ(j.report.findings[0].waived.has_value(), waived) << found;
        EXPECT_EQ(j.told().empty(), waived) << found;
    }
    judged unknown{"1"};  // a finding that tells no quantity
    unknown.waive(waiver_of(light()) + "quantity = \"40\"\n");
    EXPECT_THAT(unknown.told(),
                ElementsAre("WV-04 " + light() + " of A. Reviewer outgrown: a quantity that is not known"));
}

TEST(waivers, that_name_nothing_are_findings) {
    judged mended{"7"};
    mended.waive(waiver_of(light()) + waiver_of("R-9/0123456789ab"));
    EXPECT_THAT(mended.told(),
                ElementsAre("WV-02 " + light() +
                                " of A. Reviewer unused: it was mended, or its filing is not among those given",
                            "WV-02 R-9/0123456789ab of A. Reviewer unused: the rulebook has no rule R-9"));
    EXPECT_EQ(mended.report.filings[0].result, reports::consistency_mark::consistent) << "no mark changes";
}

TEST(waivers, whose_finding_may_be_there_are_not_called_unused) {
    judged open{"many"};
    open.waive(waiver_of(light()));
    EXPECT_THAT(open.told(), ElementsAre("WV-03 " + light() + " of A. Reviewer open: 1 row is undecided by R-1"));
    judged failed{"7"};
    failed.report.failures.push_back({"x.xml", "X110", "broken", "", 0, 0});
    failed.waive(waiver_of(light()));
    EXPECT_THAT(failed.told(), ElementsAre("WV-03 " + light() +
                                           " of A. Reviewer open: not everything that was given could be checked"));
}

TEST(waivers, findings_about_them_stand_among_those_of_their_severity) {
    judged j{"1"};
    reports::finding query;
    query.rule = "R-2";
    query.severity = reports::severity::query;
    query.locations.emplace_back().file = "a.xml";
    j.report.findings.push_back(query);
    j.waive(waiver_of("R-2/0123456789ab"));
    ASSERT_EQ(j.report.findings.size(), 3u);
    EXPECT_EQ(j.report.findings[1].rule, "WV-02");
    EXPECT_EQ(j.report.findings[2].rule, "R-2");
}

TEST(waivers, a_rulebook_without_rules_for_them_fails_the_run) {
    judged j{"7", rules};
    j.waive(waiver_of(light()));
    ASSERT_EQ(j.report.failures.size(), 1u);
    EXPECT_EQ(j.report.failures[0].code, "E106");
    EXPECT_EQ(j.report.failures[0].file, "w.toml");
}

TEST(waivers, what_they_name_is_kept_however_much_a_rule_finds) {
    small_run run{rules + about_waivers,
                  {{{"Head", {{"AAA", "2023", "2024-04-01"}}}, {"Rows", {{"a", "1"}, {"b", "1"}, {"c", "1"}}}}}};
    auto const all = run.report();
    ASSERT_EQ(all.findings.size(), 3u);
    std::unordered_set<std::string> const named{all.findings[2].id};
    auto const few = run.report(false, 1, &named);
    ASSERT_EQ(few.findings.size(), 2u);
    EXPECT_EQ(few.findings[1].id, all.findings[2].id);
    EXPECT_EQ(few.beyond.at(0).count, 1u);
}

}  // namespace
}  // namespace a6::checker
