#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace a6::reports {
namespace {

std::string questionnaire(run_report const& report) {
    std::ostringstream out;
    find_format("questionnaire")->write(report, {}, out);
    return out.str();
}

bool contains(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::size_t count(std::string const& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

std::vector<std::string> lines_that_start(std::string const& text, std::string_view with) {
    std::vector<std::string> out;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(with)) out.push_back(line);
    return out;
}

TEST(questionnaire, goes_by_part_requirement_filing_and_approach) {
    EXPECT_EQ(lines_that_start(questionnaire(sample_report("questions")), "#"),
              (std::vector<std::string>{
                  "# Questions for a reviewer", "## What was checked", "## How to use it", "## Contents",
                  "## Not asked", "## 1. Environmental integrity and transparency", "### GL-18h1",
                  "#### CHE, Switzerland: CHE-2024-IR (CHE_initial_report.xml)", "##### Cooperative approach CA0001",
                  "##### Cooperative approach CA0002", "##### The filing as a whole",
                  "#### GHA, Ghana: GHA-2024-1.0 (GHA_initial_report.xml)", "##### Cooperative approach CA0003",
                  "## 2. Robust accounting and no double counting", "### GL-18f",
                  "#### GHA, Ghana: GHA-2024-1.0 (GHA_initial_report.xml)"}));
}

TEST(questionnaire, every_question_has_room_for_an_answer) {
    for (sample const& s : samples()) {
        std::string const out = questionnaire(s.report);
        std::size_t const questions = s.report.questions.size();
        EXPECT_EQ(lines_that_start(out, "Answer:").size(), questions) << s.name;
        EXPECT_EQ(lines_that_start(out, "- [ ] no inconsistency found").size(), questions) << s.name;
        EXPECT_EQ(lines_that_start(out, "- [ ] inconsistency found").size(), questions) << s.name;
        EXPECT_EQ(lines_that_start(out, "- [ ] cannot be told; needs:").size(), questions) << s.name;
        EXPECT_EQ(lines_that_start(out, "- [").size(), 3 * questions) << s.name;
    }
}

TEST(questionnaire, says_what_is_confidential_empty_or_nowhere) {
    std::string const out = questionnaire(sample_report("questions"));
    EXPECT_TRUE(contains(out,
                         "IV.H Leakage (CHE_initial_report.xml, line 63, CooperativeApproaches, row 1)\n\n"
                         "\\[confidential\\]\n"));
    EXPECT_TRUE(contains(out,
                         "IV.H Baselines (CHE_initial_report.xml, line 61, CooperativeApproaches, row 1)\n\n"
                         "(empty)\n"));
    EXPECT_EQ(count(out, "Nothing in the filings given speaks of it.\n"), 3U);
    EXPECT_TRUE(contains(out, "To 3 questions the filings given say nothing."));
}

TEST(questionnaire, what_approaches_share_is_said_once) {
    std::string const out = questionnaire(sample_report("questions"));
    EXPECT_EQ(count(out, "- REP-07/3f9a1c22d07b, warning: the duration of CA0001 is missing\n"), 1U);
    EXPECT_EQ(count(out, "- REP-07/not listed\n"), 1U);
    EXPECT_EQ(count(out, "- CHE 2024: 3 approaches are described (ACC-30;"), 1U);
    EXPECT_EQ(count(out, "- 2 of 4 Parties gave an initial report (ACC-31)\n"), 1U);
}

TEST(questionnaire, hostile_texts_forge_nothing) {
    std::string const out = questionnaire(sample_report("hostile_passages"));
    EXPECT_TRUE(lines_that_start(out, "- [x]").empty());
    EXPECT_EQ(lines_that_start(out, "#").size(), 8U);
    EXPECT_EQ(count(out, "<"), count(out, "\\<"));
    for (char const c : out) EXPECT_TRUE(c == '\n' || (c != '\x7f' && static_cast<unsigned char>(c) >= 0x20));
}

TEST(questionnaire, long_passages_are_cut_and_many_are_counted) {
    std::string const hostile = questionnaire(sample_report("hostile_passages"));
    EXPECT_TRUE(contains(hostile, "xxx ...\n\n(Cut: 109 of 4109 characters are not shown.)\n"));
    EXPECT_TRUE(contains(hostile, "> 80\\.\n\n(Cut: 30 of 261 characters are not shown.)\n"));
    std::string const much = questionnaire(sample_report("much_information"));
    EXPECT_TRUE(contains(much, "\n5 more passages are not shown; the json report has all.\n"));
    EXPECT_TRUE(contains(much, "- ACC-30/10\n- and 2 more\n"));
    EXPECT_TRUE(contains(much, "- and 13 more\n"));
}

TEST(questionnaire, what_was_not_checked_is_said_first) {
    std::string const out = questionnaire(sample_report("rejected_input"));
    EXPECT_TRUE(contains(out, "## What was checked\n\n**Not everything could be checked.**"));
    EXPECT_TRUE(contains(out, "- The check did not run to its end: out of memory while rules ran (E900)\n"));
    EXPECT_TRUE(contains(out, "There is no question for a reviewer."));
    EXPECT_TRUE(contains(questionnaire(sample_report("no_location")), "Without a filing there is no question."));
}

TEST(questionnaire, says_of_a_finding_that_it_is_set_aside) {
    run_report r = sample_report("questions");
    ASSERT_FALSE(r.findings.empty());
    for (finding& f : r.findings) f.waived = waiver{"agreed *in writing*", "A. Reviewer", "2026-12-31", "w.toml", 3, {}};
    std::ostringstream out;
    find_format("questionnaire")->write(r, {}, out);
    EXPECT_NE(out.str().find(" (set aside by A. Reviewer until 2026-12-31: agreed \\*in writing\\*)\n"),
              std::string::npos)
        << out.str();
}

}  // namespace
}  // namespace a6::reports
