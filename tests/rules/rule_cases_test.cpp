// Runs the examples of tests/rules against the shipped rulebook, and sees to it that every rule has its examples.

#include "checker/read.hpp"
#include "checker/waivers.hpp"
#include "tests/support/rule_case.hpp"
#include "tests/support/shipped_rulebook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using namespace a6;
using test_support::case_outcome;

fs::path const cases_folder = A6_CASES_DIR;

dsl::rulebook const& book() { return test_support::shipped_rulebook(); }

std::vector<fs::path> sorted(std::vector<fs::path> paths) {
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::vector<fs::path> case_paths() {
    std::vector<fs::path> out;
    for (auto const& folder : fs::directory_iterator(cases_folder))
        if (folder.is_directory())
            for (auto const& file : fs::directory_iterator(folder))
                if (file.path().extension() == ".case") out.push_back(file.path());
    return sorted(std::move(out));
}

std::vector<fs::path> base_paths() {
    std::vector<fs::path> out;
    for (auto const& file : fs::directory_iterator(cases_folder))
        if (file.path().filename().string().starts_with("base-")) out.push_back(file.path());
    return sorted(std::move(out));
}

// SUB-02/fail-2 -> SUB_02_fail_2
std::string test_name(testing::TestParamInfo<fs::path> const& info) {
    std::string name = info.param.parent_path().filename().string() + '_' + info.param.stem().string();
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return name;
}

class rule_case : public testing::TestWithParam<fs::path> {};

TEST_P(rule_case, says) {
    auto const example = test_support::load_case(GetParam());
    for (auto const& e : example.errors) ADD_FAILURE() << e;
    if (!example.value) return;
    for (auto const& c : test_support::run_case(book(), *example.value)) ADD_FAILURE() << c;
}

INSTANTIATE_TEST_SUITE_P(rules, rule_case, testing::ValuesIn(case_paths()), test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(rule_case);

// Which outcomes no filing can bring about, and why: "RULE OUTCOME reason in words".
std::map<std::pair<std::string, case_outcome>, std::string> impossible_outcomes() {
    std::map<std::pair<std::string, case_outcome>, std::string> out;
    std::ifstream in(cases_folder / "impossible.txt");
    EXPECT_TRUE(in) << "tests/rules/impossible.txt cannot be read";
    std::string line;
    while (std::getline(in, line)) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream words(line);
        std::string rule, outcome, reason;
        words >> rule >> outcome;
        std::getline(words, reason);
        auto const known = test_support::outcome_named(outcome);
        EXPECT_TRUE(known) << "impossible.txt: `" << outcome << "` is no outcome: " << line;
        EXPECT_GT(reason.size(), 10U) << "impossible.txt: no reason: " << line;
        EXPECT_NE(book().find_rule(rule), nullptr) << "impossible.txt: the rulebook has no rule `" << rule << "`";
        if (!known) continue;
        bool const fresh = out.emplace(std::pair{rule, *known}, reason).second;
        EXPECT_TRUE(fresh) << "impossible.txt: twice: " << line;
    }
    return out;
}

TEST(rules, every_rule_has_examples) {
    std::set<std::pair<std::string, case_outcome>> there;
    for (auto const& path : case_paths())
        if (auto const outcome = test_support::outcome_named(path.stem().string()))
            there.emplace(path.parent_path().filename().string(), *outcome);
    auto const impossible = impossible_outcomes();
    for (auto const& rule : book().rules) {
        for (auto const outcome :
             {case_outcome::pass, case_outcome::fail, case_outcome::undecided, case_outcome::not_applicable}) {
            // A reader finds something or does not: there is nothing to pass.
            if (rule.by_reader && (outcome == case_outcome::pass || outcome == case_outcome::undecided)) continue;
            auto const words = test_support::words_of(outcome);
            bool const has = there.contains({rule.id, outcome});
            bool const excused = impossible.contains({rule.id, outcome});
            EXPECT_TRUE(has || excused) << "no example: tests/rules/" << rule.id << '/' << words << ".case";
            EXPECT_FALSE(has && excused) << "impossible.txt says that " << rule.id << " is never " << words
                                         << ", an example says that it is";
        }
    }
}

TEST(rules, only_those_about_waivers_serve_no_requirement) {
    for (auto const& rule : book().rules)
        EXPECT_EQ(rule.implements.empty(), checker::is_about_waivers(rule.id)) << rule.id;
}

TEST(rules, every_folder_names_a_rule) {
    for (auto const& folder : fs::directory_iterator(cases_folder)) {
        if (!folder.is_directory()) continue;
        auto const name = folder.path().filename().string();
        EXPECT_NE(book().find_rule(name), nullptr) << "tests/rules/" << name << " names no rule of the rulebook";
    }
}

reports::run_report judge(std::vector<fs::path> const& paths) {
    std::vector<std::unique_ptr<checker::raw_filing>> filings;
    for (auto const& path : paths) {
        auto read = checker::read_filing(path.string(), path.filename().string(), book().model);
        for (auto const& e : read.errors)
            ADD_FAILURE() << e.file << ':' << e.line << ": " << e.code << ' ' << e.message;
        if (read.filing) filings.push_back(std::move(read.filing));
    }
    checker::run_options options;
    options.as_of = dsl::make_date(2026, 6, 30).value();
    return checker::run(book(), std::move(filings), {}, options);
}

// What a case changes is then all that can be wrong with it.
void expect_no_finding(std::vector<fs::path> const& paths) {
    auto const report = judge(paths);
    EXPECT_TRUE(report.failures.empty());
    for (auto const& f : report.findings)
        ADD_FAILURE() << f.rule << " at " << f.locations.front().file << ' ' << f.locations.front().table << ' '
                      << f.locations.front().row << ' ' << f.locations.front().field << ": " << f.message;
}

TEST(rules, bases_together_are_clean) { expect_no_finding(base_paths()); }

TEST(rules, each_base_alone_is_clean) {
    for (auto const& path : base_paths()) {
        SCOPED_TRACE(path.filename().string());
        expect_no_finding({path});
    }
}

// The parser of cases says what is wrong, and where.
TEST(rule_case_parser, names_the_line) {
    auto const errors_of = [](std::string_view text, char const* path = "SUB-02/fail.case") {
        std::string out;
        for (auto const& e : test_support::parse_case(text, path).errors) out += e + '\n';
        return out;
    };
    EXPECT_EQ(errors_of("# why\nfile a from base-host.xml\nexpect fail at a Actions 1 ActionDateTime\n"), "");
    EXPECT_THAT(errors_of("# why\nfile a from x.xml\nset b Actions 1 X = 2\nexpect fail\n"),
                testing::HasSubstr("SUB-02/fail.case:3: no `file b` line above"));
    EXPECT_THAT(errors_of("# why\nfile a from x.xml\nsett a Actions 1 X = 2\nexpect fail\n"),
                testing::HasSubstr(":3: `sett`"));
    EXPECT_THAT(errors_of("# why\nfile a from x.xml\nset a Actions 1 = 2\nexpect fail\n"),
                testing::HasSubstr(":3: a cell is written"));
    EXPECT_THAT(errors_of("# why\nfile a from x.xml\nset a Actions 1 X =\nexpect fail\n"),
                testing::HasSubstr("`clear`"));
    EXPECT_THAT(errors_of("# why\nfile a from x.xml\nas-of 2026-13-01\nexpect fail\n"), testing::HasSubstr("no date"));
    EXPECT_THAT(errors_of("file a from x.xml\nexpect fail\n"), testing::HasSubstr("why it exists"));
    EXPECT_THAT(errors_of("# why\nfile a from x.xml\nexpect pass\n"), testing::HasSubstr("another outcome"));
    EXPECT_THAT(errors_of("# why\nfile a from x.xml\nexpect fail\n", "SUB-02/broken.case"),
                testing::HasSubstr("begins with its outcome"));
    EXPECT_THAT(errors_of("# why\nfile a from x.xml\n"), testing::HasSubstr("no `expect` line"));
    EXPECT_THAT(errors_of("# why\nfile a from x.xml\nexpect fail saying \"x\n"), testing::HasSubstr("in quotes"));
}

TEST(rule_case_parser, reads_places_and_texts) {
    auto const parsed = test_support::parse_case(
        "# why\nfile a from base-host.xml\nfile b from ./odd.xml\nset a Submission ReportedYear = 2024 = x\n"
        "add a Actions copy 2\ncomplete\nexpect undecided at a Actions 3 needs \"the year\"\nexpect no other error\n",
        "tests/rules/SUB-02/undecided-2.case");
    ASSERT_TRUE(parsed.value);
    auto const& c = *parsed.value;
    EXPECT_EQ(c.rule, "SUB-02");
    EXPECT_EQ(c.files.at(0).path, "tests/rules/base-host.xml");
    EXPECT_EQ(c.files.at(1).path, "tests/rules/SUB-02/odd.xml");
    EXPECT_EQ(c.steps.at(0).at.row, 0U);
    EXPECT_EQ(c.steps.at(0).value, "2024 = x");
    EXPECT_EQ(c.steps.at(1).at.row, 2U);
    EXPECT_TRUE(c.complete);
    EXPECT_EQ(c.expectations.at(0).at->row, 3U);
    EXPECT_EQ(c.expectations.at(0).text, "the year");
    EXPECT_EQ(c.expectations.at(1).no_other, test_support::case_silence::error);
}

}  // namespace
