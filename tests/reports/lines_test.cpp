// Formats with a line for each finding: plain lines, annotations of GitHub Actions, CSV.

#include "reports/csv.hpp"
#include "reports/escape.hpp"
#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace a6::reports {
namespace {

std::string text(char const* format, run_report const& report, write_options const& options = {}) {
    std::ostringstream out;
    find_format(format)->write(report, options, out);
    return out.str();
}

std::vector<std::string> lines_of(std::string const& all) {
    std::vector<std::string> out;
    std::istringstream in{all};
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

std::size_t with(std::vector<std::string> const& lines, std::string_view part) {
    std::size_t n = 0;
    for (std::string const& line : lines) n += line.find(part) != std::string::npos ? 1U : 0U;
    return n;
}

// Of findings that are not set aside.
std::size_t findings_of(run_report const& report, severity s) {
    std::size_t n = 0;
    for (finding const& f : report.findings) n += f.severity == s && !f.waived ? 1U : 0U;
    return n;
}

class line_samples : public testing::TestWithParam<sample> {};

TEST_P(line_samples, are_lines_of_a_compiler_and_a_summary) {
    run_report const& report = GetParam().report;
    auto lines = lines_of(text("lines", report));
    ASSERT_FALSE(lines.empty());
    EXPECT_TRUE(lines.back().starts_with("summary: ")) << lines.back();
    EXPECT_EQ(lines.back().find("INCOMPLETE") != std::string::npos, !report.failures.empty());
    lines.pop_back();
    std::regex const shape(
        R"([^:]+(:[0-9]+(:[0-9]+)?|: [^:]+![A-Z]+[0-9]+|: [^:]+)?: (error|warning|note): .* \[[^\[\]]+\])");
    std::size_t errors = 0, warnings = 0;
    for (std::string const& line : lines) {
        std::smatch m;
        ASSERT_TRUE(std::regex_match(line, m, shape)) << line;
        errors += m[3] == "error" ? 1U : 0U;
        warnings += m[3] == "warning" ? 1U : 0U;
    }
    EXPECT_EQ(errors, findings_of(report, severity::error) + report.failures.size());
    EXPECT_EQ(warnings, findings_of(report, severity::warning));
}

TEST_P(line_samples, are_commands_of_github_and_a_summary) {
    run_report const& report = GetParam().report;
    auto lines = lines_of(text("github", report));
    ASSERT_FALSE(lines.empty());
    EXPECT_TRUE(lines.back().starts_with("summary: ")) << lines.back();
    lines.pop_back();
    std::regex const shape(
        "::(error|warning|notice) (file=[^,:]+,)?(line=[0-9]+,(col=[0-9]+,(endColumn=[0-9]+,)?)?)?title=[^,:]+::.+");
    std::size_t errors = 0;
    for (std::string const& line : lines) {
        std::smatch m;
        ASSERT_TRUE(std::regex_match(line, m, shape)) << line;
        errors += m[1] == "error" ? 1U : 0U;
    }
    std::size_t const unlisted = GetParam().name == "many_findings" ? 1 : 0;
    std::size_t const listed = std::min<std::size_t>(findings_of(report, severity::error), 50);
    EXPECT_EQ(errors, listed + unlisted + report.failures.size());
}

// A table read back, by the rules of RFC 4180.
std::vector<std::vector<std::string>> cells_of(std::string const& csv) {
    std::vector<std::vector<std::string>> rows(1);
    std::string cell;
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        char const c = csv[i];
        if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
            cell += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == ',' || c == '\n')) {
            rows.back().push_back(std::exchange(cell, {}));
            if (c == '\n') rows.emplace_back();
        } else if (quoted || c != '\r') {
            cell += c;
        }
    }
    EXPECT_FALSE(quoted);
    rows.pop_back();
    return rows;
}

TEST_P(line_samples, are_a_table_for_spreadsheets) {
    run_report const& report = GetParam().report;
    std::string const csv = text("csv", report);
    ASSERT_TRUE(csv.starts_with("\xEF\xBB\xBF"));
    auto const rows = cells_of(csv.substr(3));
    std::map<std::string, std::size_t> kinds;
    for (auto const& row : rows) {
        EXPECT_EQ(row.size(), rows.front().size());
        ++kinds[row.front()];
        for (std::string const& cell : row)
            for (char const c : cell) EXPECT_GE(static_cast<unsigned char>(c), 0x20);
    }
    EXPECT_EQ(kinds["finding"], report.findings.size());
    EXPECT_EQ(kinds["failure"], report.failures.size());
    EXPECT_EQ(kinds["undecided"], report.undecided.size());
    EXPECT_EQ(kinds["information"], report.information.size());
    EXPECT_EQ(kinds["gone"], report.baseline ? report.baseline->gone.size() : 0);
    EXPECT_EQ(kinds["summary"], 1U);
}

INSTANTIATE_TEST_SUITE_P(all, line_samples, testing::ValuesIn(samples()),
                         [](auto const& tested) { return tested.param.name; });

run_report hostile(std::string const& what) {
    run_report report;
    finding f;
    f.id = "A-1/0";
    f.rule = "A-1";
    f.title = f.message = f.remedy = what;
    location l;
    l.file = l.table = l.label = what;
    l.field = "x";
    l.value = what;
    l.sheet = what;
    l.cell = "E9";
    f.locations = {l};
    f.serials = {what};
    report.findings = {f};
    report.errors = 1;
    return report;
}

TEST(github, no_filing_gives_a_command_or_property_of_its_own) {
    for (std::string const what :
         {"\n::error::owned", "\r\n::stop-commands::x", "%0A::error::owned", "a,line=1::owned", "::", "100%"}) {
        auto const lines = lines_of(text("github", hostile(what)));
        ASSERT_EQ(lines.size(), 2U) << what;
        std::size_t const end = lines[0].find("::", 2);
        std::vector<std::string> keys;
        std::istringstream properties{lines[0].substr(8, end - 8)};
        for (std::string property; std::getline(properties, property, ',');)
            keys.push_back(property.substr(0, property.find('=')));
        EXPECT_EQ(keys, (std::vector<std::string>{"file", "title"})) << lines[0];
        std::string const told = std::regex_replace(printable(what), std::regex("%"), "%25");
        EXPECT_EQ(lines[0].find(told, end + 2), end + 2) << lines[0];
    }
}

TEST(github, tells_one_group_of_undecided_rows_of_a_rule_and_counts_the_others) {
    run_report report = sample_report("undecided_only");
    for (undecided& u : report.undecided) u.rule = "PTY-01";
    auto const lines = lines_of(text("github", report));
    EXPECT_EQ(with(lines, "::notice "), 2U);
    EXPECT_EQ(with(lines, "20 more undecided rows are counted and not listed; the other formats list them"), 1U);
    write_options options;
    options.list_open = false;
    EXPECT_EQ(with(lines_of(text("github", report, options)), "::notice "), 0U);
}

TEST(github, failures_stand_first) {
    run_report report = hostile("x");
    report.failures = {{"a.xml", "X101", "unreadable", "", 3, 4}};
    EXPECT_TRUE(text("github", report).starts_with("::error file=a.xml,line=3,col=4,title=X101::unreadable%0A"));
}

TEST(lines, a_reason_that_is_a_sentence_has_no_colon_behind_it) {
    run_report r = reviewed("", false);
    r.findings.front().waived = waiver{"Version 1.1 corrects it.", "office", "2027-01-01", "waivers.toml", 3, {}};
    std::string const out = text("lines", r);
    EXPECT_NE(out.find("Version 1.1 corrects it. "), std::string::npos);
    EXPECT_EQ(out.find("corrects it.:"), std::string::npos);
}

TEST(lines, the_other_rows_of_a_finding_stand_below_it_once) {
    run_report report = sample_report("all_kinds");
    auto& locations = report.findings[0].locations;
    locations.push_back(locations[1]);
    locations.back().column = 99;
    EXPECT_EQ(with(lines_of(text("lines", report)), "note: held against: "), 1U);
}

TEST(csv, no_cell_is_a_formula_wherever_a_cell_may_begin) {
    for (std::string const begin : {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
        std::string const formula = begin + "SUM(A1)";
        for (std::string const before : {"", "a,", "a;", "a|", "\"", "a;\"", ",,", "\";\""}) {
            std::string const cell = csv_cell(before + formula);
            std::size_t const at = cell.find(formula);
            ASSERT_NE(at, std::string::npos) << cell;
            EXPECT_EQ(cell[at - 1], ' ') << cell;
        }
    }
    for (char const c : {'\t', '\r', '\n', '\0', '\x1b'})
        EXPECT_TRUE(csv_cell(std::string{c} + "=1").starts_with("\"\\")) << "hidden characters are shown";
}

TEST(csv, leaves_identifiers_and_numbers_as_they_are) {
    for (std::string const& same :
         std::vector<std::string>{"", "CA0001-THA01-THA-1..250-2023", "-12.5", "1234567.8", "2025-02-11", "a - b",
                                  "a = b", "x@y.org", "Côte d'Ivoire", "4/CMA.6 para 11; 2/CMA.3, annex para 20(b)"})
        EXPECT_EQ(csv_cell(same), '"' + same + '"');
    EXPECT_EQ(csv_cell("say \"x\""), "\"say \"\"x\"\"\"");
}

TEST(csv, every_cell_of_a_report_is_safe) {
    for (char const* what : {"=cmd|' /C calc'!A0", "@SUM(1)", "a;=1+1", "\"=1", "\t=1", "-1+1"}) {
        auto const rows = cells_of(text("csv", hostile(what)).substr(3));
        for (auto const& row : rows)
            for (std::string const& cell : row) {
                EXPECT_EQ(cell.find_first_of("=+-@"), cell.find_first_of("=+-@", 1)) << cell;
                for (char const* split : {";=", "\"=", ",="}) EXPECT_EQ(cell.find(split), std::string::npos) << cell;
            }
    }
}

}  // namespace
}  // namespace a6::reports
