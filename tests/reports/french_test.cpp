// The formats in French, with the words that come with the rulebook. What rules say comes in its own language: samples
// have it in English.

#include "reports/catalogue.hpp"
#include "reports/escape.hpp"
#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <sstream>

namespace a6::reports {
namespace {

language const& french() {
    static catalogue const made = [] {
        auto const path = test_support::test_path("../rules/languages/fr/program.po");
        auto out = read_catalogue("fr", read_po(path.string(), "fr/program.po"));
        for (auto const& problem : out.problems) ADD_FAILURE() << problem;
        return out;
    }();
    return made.words ? *made.words : language::english();
}

std::string written(std::string const& format, run_report report) {
    report.lang = &french();
    std::ostringstream out;
    find_format(format)->write(report, {}, out);
    return out.str();
}

TEST(french, text_and_questionnaire_match_their_goldens) {
    for (char const* name : {"all_kinds", "rejected_input", "parts", "undecided_only"})
        test_support::expect_golden("reports/golden/french/" + std::string(name) + ".txt",
                                    written("text", sample_report(name)));
    test_support::expect_golden("reports/golden/french/questions.md",
                                written("questionnaire", sample_report("questions")));
}

// The formats that put sentences beside each other: what stands between them is French too.
TEST(french, review_junit_and_svrl_match_their_goldens) {
    for (char const* format : {"review", "junit", "svrl"}) {
        std::string const ending = std::string(format) == "review" ? ".md" : std::string(".") + format + ".xml";
        test_support::expect_golden("reports/golden/french/reviewed" + ending,
                                    written(format, sample_report("reviewed")));
    }
}

// Columns of a table stand below each other also where letters take more bytes than columns.
TEST(french, columns_are_counted_in_what_is_seen) {
    std::istringstream lines(written("text", sample_report("all_kinds")));
    std::regex const numbers("  [^ ]+( +[0-9]+){5}");
    std::size_t ends = 0;
    int rows = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("exigences")) ends = display_width(line.substr(0, line.find("  état")));
        std::smatch found;
        if (ends == 0 || !std::regex_search(line, found, numbers, std::regex_constants::match_continuous)) continue;
        ++rows;
        EXPECT_EQ(display_width(found.str()), ends) << line;
    }
    EXPECT_EQ(rows, 4);
}

TEST(french, json_is_the_same_for_programs) {
    for (auto const& sample : samples()) {
        std::ostringstream english;
        find_format("json")->write(sample.report, {}, english);
        std::string french = written("json", sample.report);
        std::string const language = "  \"language\": \"fr\",\n";
        auto const at = french.find(language);
        ASSERT_NE(at, std::string::npos) << sample.name;
        french.erase(at, language.size());
        EXPECT_EQ(french, english.str()) << sample.name << ": the writer itself has no word that changes";
    }
}

TEST(french, no_word_of_the_text_report_stays_english) {
    std::string const text = written("text", sample_report("all_kinds"));
    for (char const* word : {"error[", "warning[", "query[", "undecided[", "quantity:", "serials:", "remedy:", "needs:",
                             "checked with", "further", "summary:", "requirements", "filings\n"})
        EXPECT_EQ(text.find(word), std::string::npos) << word;
}

}  // namespace
}  // namespace a6::reports
