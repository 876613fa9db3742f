// From a folder of filings to a document.

#include "tests/support/golden.hpp"
#include "tests/support/program.hpp"

#include <gtest/gtest.h>

using namespace a6::test_support;

namespace {

std::string document(std::string const& format, std::vector<std::string> arguments, int exit_code) {
    scratch_folder scratch;
    std::string const file = (scratch.path() / "document").string();
    arguments.insert(arguments.begin(), "check");
    arguments.insert(arguments.end(), {"--as-of", "2026-11-23", "--format", format + '=' + file});
    auto const r = run_program(arguments);
    EXPECT_EQ(r.exit_code, exit_code) << r.err;
    std::string out = read_file(file);
    EXPECT_EQ(out.find(scratch.path().string()), std::string::npos);
    EXPECT_EQ(out.find(A6_ROOT), std::string::npos);
    return out;
}

std::string const many = std::string(A6_TEST_DIR) + "/filings/many";

TEST(review, the_same_filings_give_the_same_bytes) {
    for (std::string const format : {"html", "review"}) {
        std::string const first = document(format, {many}, 1);
        EXPECT_EQ(document(format, {many}, 1), first) << format;
        // In whatever order files are named.
        EXPECT_EQ(document(format,
                           {many + "/SGP_2025_1.0.xml", many + "/GHA_2025_1.0.xml", many + "/GHA_2024_1.0.xml",
                            many + "/CHE_2025_1.0.xml", many + "/GHA_2023_1.0.xml", many + "/SGP_2024_1.0.xml",
                            many + "/CHE_2024_1.0.xml"},
                           1),
                  first)
            << format;
    }
}

TEST(review, shows_what_the_rulebook_draws) {
    std::string const html = document("html", {many}, 1);
    for (char const* text :
         {"ITMOs by vintage", "ITMOs used or cancelled, by year", "ITMOs held at the end of the year",
          "GHA to CHE, Transferred, and acquired as the other Party reports: 1 460",
          "GHA to CHE, Transferred; the other Party reports no acquisition: 40",
          "GHA to SWE, Transferred; the filing of the other Party is not given: 300",
          "Emissions balance from the annual information", "Position in t CO2 eq"})
        EXPECT_NE(html.find(text), std::string::npos) << text;
}

// As in the other formats: a row counts once for each rule, however many requirements the rule serves.
TEST(review, counts_are_those_of_the_rules) {
    std::string const defect = std::string(A6_TEST_DIR) + "/filings/defects/D16_CHE_2025_1.0.xlsx";
    std::string const review = document("review", {defect}, 1);
    EXPECT_NE(review.find("checks of rows: 303; passed: 297, failed: 1, undecided: 5"), std::string::npos)
        << review.substr(review.find("checks of rows") - 30, 120);
    EXPECT_NE(review.find("| CA0902 | 275 | 270 | 1 | 4 |"), std::string::npos)
        << review.substr(review.find("| CA0902"), 60);
}

TEST(review, an_input_that_cannot_be_read_is_said_first) {
    scratch_folder scratch;
    auto const broken = scratch.write("broken.xml", "<filing>");
    std::string const html = document("html", {many, broken}, 2);
    std::size_t const said = html.find("not everything that was given could be checked");
    ASSERT_NE(said, std::string::npos);
    EXPECT_LT(said, html.find("Marks of the consistency check"));
    EXPECT_NE(document("review", {many, broken}, 2).find("Not everything that was given could be checked"),
              std::string::npos);
}

}  // namespace
