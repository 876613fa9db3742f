// `a6check check`: exit codes, formats, thresholds, what is judged together.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <set>

using namespace a6::test_support;

namespace {

std::vector<std::string> rules_of(nlohmann::json const& report) {
    std::vector<std::string> out;
    for (auto const& f : report["findings"]) out.push_back(f["rule"]);
    return out;
}

}  // namespace

TEST(check, five_valid_filings_together_have_no_error_and_wait_only_for_other_reports) {
    int code = -1;
    auto const report = check_json({fixture("valid")}, &code);
    EXPECT_EQ(code, 0);
    EXPECT_EQ(report["summary"]["errors"], 0);
    EXPECT_EQ(report["filings"].size(), 5u);
    for (auto const& f : report["filings"])
        EXPECT_EQ(f["result"], "Checked, no inconsistencies identified") << f["file"];
    ASSERT_FALSE(report["undecided"].empty());
    // Initial reports, annex 4 of the biennial reports of 2024, and the annual information of years before and between.
    std::set<std::string> const waiting{"REP-01", "REP-01b", "DL-05c", "DL-01b", "YR-09"};
    for (auto const& u : report["undecided"]) {
        EXPECT_TRUE(waiting.contains(u["rule"].get<std::string>())) << u;
        EXPECT_EQ(u["reason"], "missing_document");
    }
}

TEST(check, each_valid_filing_alone_has_no_error) {
    for (auto const* name :
         {"CHE_2023_1.0", "CHE_2025_1.0", "GHA_2025_1.0", "THA_2023_1.0", "VUT_2024_1.0_no_activity"}) {
        int code = -1;
        auto const report = check_json({fixture("valid/" + std::string(name) + ".xlsx")}, &code);
        EXPECT_EQ(code, 0) << name;
        EXPECT_EQ(report["summary"]["errors"], 0) << name;
    }
}

TEST(check, an_authorization_is_looked_for_in_every_filing_of_the_run) {
    auto const alone = check_json({fixture("valid/CHE_2023_1.0.xlsx")});
    auto const waits = [](nlohmann::json const& report) {
        return std::any_of(report["undecided"].begin(), report["undecided"].end(),
                           [](auto const& u) { return u["rule"] == "SUB-01"; });
    };
    EXPECT_TRUE(waits(alone)) << "the authorization is in Thailand's filing, which was not given";
    EXPECT_FALSE(waits(check_json({fixture("valid/CHE_2023_1.0.xlsx"), fixture("valid/THA_2023_1.0.xlsx")})));
}

TEST(check, complete_turns_a_missing_counterpart_into_a_finding) {
    int code = -1;
    auto const report = check_json({fixture("valid/CHE_2023_1.0.xlsx"), "--complete"}, &code);
    EXPECT_EQ(code, 1);
    auto const rules = rules_of(report);
    EXPECT_TRUE(std::count(rules.begin(), rules.end(), "SUB-01"));
}

TEST(check, an_untouched_template_reports_nothing) {
    auto const report = check_json({fixture("messy/blank_template_with_vocabulary_rows.xlsx")});
    ASSERT_EQ(report["filings"].size(), 1u);
    EXPECT_EQ(report["filings"][0]["nothing_reported"], true);
    EXPECT_EQ(report["filings"][0]["rows"]["Actions"], 0);
    EXPECT_FALSE(report["filings"][0]["remarks"].empty()) << "what was passed over is said";
    for (auto const& f : report["findings"]) EXPECT_EQ(f["locations"][0]["table"], "Submission") << f;
}

TEST(check, threshold_and_require_decided_choose_the_exit_code) {
    auto const valid = fixture("valid");
    auto const defect = fixture("defects/D15_none");
    EXPECT_EQ(run_program({"check", valid}).exit_code, 0);
    scratch_folder scratch;
    auto spelt = read_file(fixture("dossier/03-annual-information-2024.xml"));
    std::string const listed = "<MitigationType>Emission reductions";
    ASSERT_NE(spelt.find(listed), std::string::npos);
    spelt.erase(spelt.find(listed) + listed.size() - 1, 1);
    scratch.write("spelling.xml", spelt);
    EXPECT_EQ(run_program({"check", scratch.path().string()}).exit_code, 0);
    EXPECT_EQ(run_program({"check", scratch.path().string(), "--fail-on", "warning"}).exit_code, 1)
        << "one spelling is a warning";
    EXPECT_EQ(run_program({"check", valid, "--require-decided"}).exit_code, 3);
    auto const broken = fixture("defects/D17_CHE_2025_1.0.xlsx");
    EXPECT_EQ(run_program({"check", broken}).exit_code, 1);
    EXPECT_EQ(run_program({"check", broken, "--require-decided"}).exit_code, 1);
    EXPECT_EQ(run_program({"check", broken, "--fail-on", "never"}).exit_code, 0);
    EXPECT_EQ(run_program({"check", defect}).exit_code, 2) << "a path that does not exist is never a pass";
}

TEST(check, usage_errors_are_exit_code_2_and_say_what_is_known) {
    for (std::vector<std::string> const& arguments :
         std::vector<std::vector<std::string>>{{},
                                               {"chekc"},
                                               {"check"},
                                               {"check", fixture("valid"), "--format", "pdf"},
                                               {"check", fixture("valid"), "--as-of", "2026-02-30"},
                                               {"check", fixture("valid"), "--fail-on", "sometimes"},
                                               {"check", fixture("valid"), "--rules", "/nonexistent"},
                                               {"check", fixture("valid"), "--format", "json", "--format", "text"},
                                               {"check", fixture("valid"), "--no-such-option"}}) {
        auto const r = run_program(arguments);
        EXPECT_EQ(r.exit_code, 2) << (arguments.empty() ? "(none)" : arguments.back());
        EXPECT_FALSE(r.err.empty());
        EXPECT_TRUE(r.out.empty()) << r.out;
    }
}

TEST(check, every_command_has_help) {
    for (std::vector<std::string> const& arguments : std::vector<std::vector<std::string>>{{"--help"},
                                                                                           {"check", "--help"},
                                                                                           {"convert", "--help"},
                                                                                           {"rules", "--help"},
                                                                                           {"rules", "list", "--help"},
                                                                                           {"rules", "show", "--help"},
                                                                                           {"rules", "check", "--help"},
                                                                                           {"schema", "--help"},
                                                                                           {"explain", "--help"}}) {
        auto const r = run_program(arguments);
        EXPECT_EQ(r.exit_code, 0);
        EXPECT_FALSE(r.out.empty());
    }
}

TEST(check, reports_go_to_files_and_standard_output_in_one_run) {
    scratch_folder scratch;
    auto const file = (scratch.path() / "report.json").string();
    auto const r = run_program({"check", fixture("valid"), "--format", "text", "--format", "json=" + file});
    EXPECT_EQ(r.exit_code, 0);
    EXPECT_NE(r.out.find("summary:"), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(read_file(file))["format"], "a6check-report/1");
    auto const nowhere = run_program({"check", fixture("valid"), "--format", "json=/nonexistent/folder/x.json"});
    EXPECT_EQ(nowhere.exit_code, 2);
    EXPECT_NE(nowhere.err.find("No such file or directory"), std::string::npos) << nowhere.err;
    EXPECT_NE(nowhere.err.find("help: "), std::string::npos) << nowhere.err;
}

TEST(check, where_nothing_is_printed_one_line_says_where_the_report_is_and_what_it_comes_to) {
    scratch_folder scratch;
    auto const file = (scratch.path() / "review.html").string();
    auto const quiet = run_program({"check", fixture("valid"), "--format", "html=" + file});
    EXPECT_TRUE(quiet.out.empty());
    EXPECT_NE(quiet.err.find("html report in `" + file + "`: 0 errors"), std::string::npos) << quiet.err;
    EXPECT_EQ(run_program({"check", fixture("valid"), "--format", "html=" + file, "--format", "text"}).err, "");
}

TEST(check, says_what_may_stand_behind_fail_on_and_lists_the_options_of_every_command) {
    auto const wrong = run_program({"check", fixture("valid"), "--fail-on", "warn"});
    EXPECT_NE(wrong.err.find("`warn` is not one of error, warning, query, never"), std::string::npos) << wrong.err;
    EXPECT_NE(run_program({"check", "--help"}).out.find("--rules DIR"), std::string::npos);
}

// A table of one row has no row of the sheet; what it lacks stands beside a label.
TEST(check, places_in_a_workbook_are_cells) {
    auto const r = run_program({"check", fixture("defects"), "--as-of", "2026-11-23", "--format", "json"});
    std::size_t cells = 0;
    auto const report = nlohmann::json::parse(r.out);
    for (auto const& list : {"findings", "undecided"})
        for (auto const& thing : report[list])
            for (auto const& at : thing["locations"])
                if (at["table"] == "Submission" && at.contains("cell")) {
                    EXPECT_EQ(at["cell"].get<std::string>().find(':'), std::string::npos) << at;
                    ++cells;
                }
    EXPECT_GT(cells, 5U);
}

TEST(check, the_same_input_gives_the_same_bytes_in_any_order_and_from_any_folder) {
    auto const che = fixture("valid/CHE_2025_1.0.xlsx");
    auto const gha = fixture("valid/GHA_2025_1.0.xlsx");
    auto const a = run_program({"check", che, gha, "--format", "json", "--as-of", "2026-11-23"});
    auto const b = run_program({"check", gha, che, "--format", "json", "--as-of", "2026-11-23"});
    EXPECT_EQ(a.out, b.out);
    auto const c =
        run_program({"check", "CHE_2025_1.0.xlsx", "GHA_2025_1.0.xlsx", "--format", "json", "--as-of", "2026-11-23"},
                    fixture("valid"));
    EXPECT_EQ(a.out, c.out);
    EXPECT_EQ(a.out.find(A6_TEST_DIR), std::string::npos) << "no absolute path";
}

TEST(check, a_file_given_twice_is_judged_once) {
    auto const che = fixture("valid/CHE_2025_1.0.xlsx");
    auto const once = check_json({che});
    auto const twice = check_json({che, che, fixture("valid/../valid/CHE_2025_1.0.xlsx")});
    EXPECT_EQ(twice["filings"].size(), 1u);
    EXPECT_EQ(once["findings"], twice["findings"]);
}

TEST(check, ids_of_findings_do_not_depend_on_the_position_of_rows) {
    scratch_folder scratch;
    auto const xml = (scratch.path() / "a.xml").string();
    ASSERT_EQ(run_program({"convert", fixture("defects/D08_CHE_2025_1.0.xlsx"), "-o", xml}).exit_code, 0);
    std::string text = read_file(xml);
    auto const begin = text.find("<Action>");
    auto const middle = text.find("<Action>", begin + 1);
    auto const end = text.find("</Actions>");
    ASSERT_NE(middle, std::string::npos);
    std::string const swapped = text.substr(0, begin) + text.substr(middle, end - middle) +
                                text.substr(begin, middle - begin) + text.substr(end);
    auto const before = check_json({xml});
    auto const after = check_json({scratch.write("b.xml", swapped)});
    ASSERT_EQ(before["findings"].size(), 1u);
    ASSERT_EQ(after["findings"].size(), 1u);
    EXPECT_EQ(before["findings"][0]["id"], after["findings"][0]["id"]);
    EXPECT_NE(before["findings"][0]["locations"][0]["row"], after["findings"][0]["locations"][0]["row"]);
}

TEST(check, as_of_is_printed_and_chooses_rules) {
    auto const report = check_json({fixture("valid/CHE_2025_1.0.xlsx")});
    EXPECT_EQ(report["as_of"], "2026-11-23");
}

TEST(check, the_higher_version_of_a_partys_year_counts) {
    scratch_folder scratch;
    auto const first = (scratch.path() / "v1.xml").string();
    ASSERT_EQ(run_program({"convert", fixture("defects/D17_CHE_2025_1.0.xlsx"), "-o", first}).exit_code, 0);
    auto const good = (scratch.path() / "good.xml").string();
    ASSERT_EQ(run_program({"convert", fixture("valid/CHE_2025_1.0.xlsx"), "-o", good}).exit_code, 0);
    std::string text = read_file(good);
    auto const at = text.find(">1.0<");
    ASSERT_NE(at, std::string::npos);
    text.replace(at, 5, ">1.1<");
    int code = -1;
    auto const report = check_json({first, scratch.write("v2.xml", text)}, &code);
    EXPECT_EQ(report["summary"]["errors"], 0);
    EXPECT_EQ(code, 0);
    bool superseded = false;
    for (auto const& f : report["filings"])
        if (f["file"] == "v1.xml") superseded = f["superseded_by"] == "CHE-2025-1.1";
    EXPECT_TRUE(superseded) << report["filings"];
    for (auto const& f : report["filings"])
        if (f["file"] == "v1.xml") {
            EXPECT_EQ(f["result"], "Null, information for check not available") << "nobody judged it";
        }
}

TEST(check, an_option_before_the_paths_does_not_swallow_them) {
    scratch_folder scratch;
    auto const file = (scratch.path() / "r.json").string();
    EXPECT_EQ(run_program({"check", "--format", "json=" + file, fixture("valid/CHE_2025_1.0.xlsx")}).exit_code, 0);
    EXPECT_EQ(nlohmann::json::parse(read_file(file))["filings"].size(), 1u);
}

TEST(check, a_report_never_overwrites_a_filing_nor_another_report) {
    scratch_folder scratch;
    auto const bytes = read_file(fixture("valid/CHE_2025_1.0.xlsx"));
    auto const filing = scratch.write("a.xlsx", bytes);
    EXPECT_EQ(run_program({"check", filing, "--format", "json=" + filing}).exit_code, 2);
    EXPECT_EQ(read_file(filing), bytes);
    auto const report = (scratch.path() / "r").string();
    EXPECT_EQ(run_program({"check", filing, "--format", "json=" + report, "--format", "text=" + report}).exit_code, 2);
    EXPECT_EQ(run_program({"convert", filing, "-o", filing}).exit_code, 2);
    EXPECT_EQ(read_file(filing), bytes);
}

TEST(check, with_an_unreadable_input_nothing_is_complete) {
    scratch_folder scratch;
    int code = -1;
    auto const report =
        check_json({fixture("valid/CHE_2023_1.0.xlsx"), scratch.write("tha.xml", "<filing"), "--complete"}, &code);
    EXPECT_EQ(code, 2);
    EXPECT_EQ(report["complete"], false);
    EXPECT_EQ(report["summary"]["errors"], 0) << "what could not be read may hold the authorization";
}

TEST(check, an_authorization_repeated_with_other_content_does_not_heal_a_finding) {
    scratch_folder scratch;
    auto const xml = (scratch.path() / "a.xml").string();
    ASSERT_EQ(run_program({"convert", fixture("valid/GHA_2025_1.0.xlsx"), "-o", xml}).exit_code, 0);
    auto replaced = [](std::string text, std::string const& from, std::string const& to) {
        auto const at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    };
    std::string const text = read_file(xml);
    // The transfer of 7 July precedes this authorization; last year's filing gave the same version another date.
    auto const late = scratch.write("late.xml", replaced(text, "2023-06-30", "2025-08-01"));
    EXPECT_EQ(check_json({late})["summary"]["errors"], 1);
    std::string earlier =
        replaced(replaced(text, "<ReportedYear>2025", "<ReportedYear>2024"), "2026-04-15", "2025-04-15");
    earlier.erase(earlier.find("<Action>"), earlier.find("</Actions>") - earlier.find("<Action>"));
    EXPECT_GE(check_json({late, scratch.write("earlier.xml", earlier)})["summary"]["errors"], 1);
}
