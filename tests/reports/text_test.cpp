#include "reports/row_ranges.hpp"
#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace a6::reports {
namespace {

std::string text(run_report const& report, write_options const& options = {}) {
    std::ostringstream out;
    find_format("text")->write(report, options, out);
    return out.str();
}

bool contains(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string without_colour(std::string const& coloured) {
    std::string out;
    for (std::size_t i = 0; i < coloured.size(); ++i) {
        if (coloured[i] == '\x1b')
            i = coloured.find('m', i);
        else
            out += coloured[i];
    }
    return out;
}

TEST(text, colour_changes_nothing_but_colour) {
    for (sample const& s : samples()) {
        write_options options;
        options.colour = true;
        std::string const coloured = text(s.report, options);
        EXPECT_TRUE(contains(coloured, "\x1b[")) << s.name;
        EXPECT_EQ(without_colour(coloured), text(s.report)) << s.name;
    }
}

TEST(text, never_passes_on_a_control_character) {
    for (sample const& s : samples())
        for (char const c : text(s.report))
            EXPECT_TRUE(c == '\n' || (c != '\x7f' && static_cast<unsigned char>(c) >= 0x20)) << s.name;
}

TEST(text, hostile_texts_forge_no_line) {
    std::istringstream lines{text(sample_report("control_characters"))};
    for (std::string line; std::getline(lines, line);) {
        EXPECT_FALSE(line.starts_with("error[X1]"));
        EXPECT_FALSE(line.starts_with("owned"));
    }
}

TEST(text, failures_come_first_and_last_and_never_look_like_a_pass) {
    std::string const rejected = text(sample_report("rejected_input"));
    EXPECT_TRUE(rejected.starts_with("failure[X103]"));
    EXPECT_TRUE(
        contains(rejected, "\nsummary: INCOMPLETE, 2 inputs were not checked; the check did not run to its end;"));
    EXPECT_TRUE(contains(text(sample_report("no_location")), "no filing was checked"));
    EXPECT_FALSE(contains(text(sample_report("nothing_found")), "INCOMPLETE"));
}

TEST(text, undecided_groups_can_be_left_out_but_are_counted) {
    write_options options;
    options.list_open = false;
    std::string const out = text(sample_report("undecided_only"), options);
    EXPECT_FALSE(contains(out, "undecided[PTY-01]"));
    EXPECT_TRUE(contains(out, "21 rows undecided"));
}

TEST(text, places_on_one_line_share_its_excerpt) {
    auto const at = [](std::string const& label, std::uint32_t number, std::uint32_t begin, std::uint32_t length) {
        location l;
        l.file = "a.xml";
        l.label = label;
        l.excerpt = {{number, "one two three", false, begin, length}};
        return l;
    };
    run_report report;
    finding f;
    f.rule = "A-1";
    f.locations = {at("First", 7, 1, 3), at("Last", 7, 5, 3)};
    report.findings = {f};
    EXPECT_TRUE(contains(text(report),
                         "  --> a.xml  First\n  ::: a.xml  Last\n     |\n   7 | one two three\n"
                         "     | ^^^ ^^^\n  = "))
        << text(report);
    // The mark of the second would run into that of the first, or stand on another line.
    for (auto const& second : {at("Last", 7, 3, 3), at("Last", 8, 5, 3)}) {
        report.findings.front().locations[1] = second;
        EXPECT_TRUE(contains(text(report), "     | ^^^\n  ::: a.xml  Last\n     |\n")) << text(report);
    }
}

TEST(text, shows_the_first_reasons_of_a_mark_and_counts_the_rest) {
    run_report report;
    filing_outcome f;
    f.file = "a.xml";
    for (auto const* rule : {"A-1", "A-2", "A-3", "A-4", "A-5"}) f.null_because.push_back({rule, "a thing"});
    f.not_counted = {{"B-1", 2}, {"B-2", 1}};
    report.filings = {f};
    EXPECT_TRUE(contains(text(report),
                         "      Null because of: A-1, a thing; A-2, a thing; A-3, a thing; and 2 more\n"
                         "      errors that do not count for the mark: B-1 (2), B-2 (1)\n"));
}

TEST(text, shows_twenty_findings_of_a_rule_and_the_rows_of_the_rest) {
    std::string const out = text(sample_report("many_findings"));
    EXPECT_TRUE(contains(out, "= id: ROW-01/20\n"));
    EXPECT_FALSE(contains(out, "= id: ROW-01/21\n"));
    EXPECT_TRUE(contains(out, "error[ROW-01] 1040 more findings of this rule"));
    EXPECT_TRUE(contains(out, "Table 3 Actions, rows 21-39, 41-50, 100\n"));
    EXPECT_TRUE(contains(out, "Actions, rows 51-59, 1 without a row\n"));
    EXPECT_TRUE(contains(out, "query[ROW-02] 1 more finding of this rule"));
    EXPECT_TRUE(contains(out, "  = the rows of 1000 of them are not told\n"));
    EXPECT_TRUE(contains(out, "summary: no filing was checked; 1060 errors, 0 warnings, 21 queries;"));
}

TEST(text, marks_stand_under_the_value) {
    std::istringstream lines{text(sample_report("all_kinds"))};
    std::string line;
    while (std::getline(lines, line) && !contains(line, "<ActionDateTime>")) {}
    std::string marks;
    std::getline(lines, marks);
    EXPECT_EQ(marks.find('^'), line.find("2025-02-11"));
    EXPECT_EQ(marks.size(), line.find("</ActionDateTime>"));
}

TEST(text, parts_show_what_is_open_and_count_what_is_met) {
    std::string const out = text(sample_report("parts"));
    EXPECT_TRUE(contains(out,
                         "  Robust accounting and no double counting (Paris Agreement, Art. 6.2)\n"
                         "    1 met, 1 not met, 2 undecided, 3 not available\n"));
    EXPECT_TRUE(contains(out, "    GL-08 "));
    EXPECT_FALSE(contains(out, "GL-09"));
    EXPECT_TRUE(contains(out, "    1 undecided: GL-11\n    2 not available: GL-13, GL-14\n"));
    EXPECT_FALSE(contains(out, "AUTH-05"));
    EXPECT_TRUE(contains(out, "  Joint Crediting Mechanism\n    no requirement\n"));
    EXPECT_TRUE(contains(out, "  Requirements of no part\n    1 not met\n    ROW-01 "));
}

TEST(text, hundreds_of_requirements_that_are_met_take_one_line) {
    run_report r = sample_report("parts");
    r.requirements.clear();
    for (int i = 0; i < 400; ++i) {
        requirement_outcome met;
        met.id = "GL-" + std::to_string(i);
        met.part = "robust_accounting";
        met.status = requirement_status::met;
        met.matched = met.passed = 1;
        r.requirements.push_back(met);
    }
    std::string const out = text(r);
    EXPECT_TRUE(contains(out,
                         "\nrequirements\n  Robust accounting and no double counting (Paris Agreement, Art. 6.2)\n"
                         "    400 met\n  Authorization "));
}

TEST(text, tells_twenty_facts_of_a_rule_and_counts_the_rest) {
    std::string const out = text(sample_report("much_information"));
    EXPECT_EQ(out.find("info[ACC-30]"), out.rfind("info[ACC-30]"));
    EXPECT_TRUE(contains(out, "  = balance of row 20\n  = 3 more of this rule\n\n"));
    EXPECT_FALSE(contains(out, "balance of row 21"));
}

TEST(text, says_which_format_prints_the_questions) {
    EXPECT_TRUE(contains(text(sample_report("questions")),
                         "\n5 questions are for a reviewer; --format questionnaire prints them\nsummary: "));
    EXPECT_FALSE(contains(text(sample_report("parts")), "questionnaire"));
}

TEST(row_ranges, are_few_and_in_order) {
    EXPECT_EQ(to_string(row_ranges({})), "");
    EXPECT_EQ(to_string(row_ranges({7})), "7");
    EXPECT_EQ(to_string(row_ranges({4, 2, 3, 3, 9, 1, 7})), "1-4, 7, 9");
    EXPECT_EQ(row_ranges({4294967295U, 4294967294U}), (std::vector<row_range>{{4294967294U, 4294967295U}}));
}

}  // namespace
}  // namespace a6::reports
