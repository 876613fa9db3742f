// `rules`, `explain`, `schema`.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <map>

using namespace a6::test_support;

TEST(rules, list_names_every_check_of_the_catalogue) {
    auto const r = run_program({"rules", "list"});
    ASSERT_EQ(r.exit_code, 0) << r.err;
    auto listed = [&](std::string const& id) { return r.out.find("\n" + id) != std::string::npos; };
    // Checks that rules of another name decide: holdings in one filing are rolled forward over the years, and what is
    // authorized is never held below what was first transferred before. Additions and subtractions become final on a
    // day that the CMA has not set. Open findings are followed by `compare`, from report to report.
    std::map<std::string, std::string> const elsewhere{
        {"SUB-14", "YR-02"}, {"YR-10", ""}, {"YR-11", "SUB-05"}, {"GOV-01", ""}};
    auto each = [&](char const* group, int last) {
        for (int n = 1; n <= last; ++n) {
            std::string const id = std::string(group) + (n < 10 ? "-0" : "-") + std::to_string(n);
            auto const other = elsewhere.find(id);
            EXPECT_EQ(listed(id), other == elsewhere.end()) << id;
            bool const decided = other == elsewhere.end() || other->second.empty() || listed(other->second);
            EXPECT_TRUE(decided) << id;
        }
    };
    each("FLD", 12);
    each("ROW", 24);
    each("TAB", 6);
    each("SUB", 15);
    each("YR", 11);
    each("PTY", 14);
    each("SER", 5);
    each("GOV", 5);
}

TEST(rules, show_gives_the_text_the_paragraph_and_the_requirement) {
    auto const r = run_program({"rules", "show", "SUB-02"});
    ASSERT_EQ(r.exit_code, 0) << r.err;
    for (auto const* part : {"rule SUB-02", "4/CMA.6 para 11", "BK-11", "shall", "error"})
        EXPECT_NE(r.out.find(part), std::string::npos) << part;
    EXPECT_EQ(run_program({"rules", "show", "BK-11"}).exit_code, 0);
    auto const slip = run_program({"rules", "show", "SUB-2"});
    EXPECT_EQ(slip.exit_code, 2);
    EXPECT_NE(slip.err.find("did you mean"), std::string::npos);
}

TEST(rules, check_accepts_the_shipped_rulebook_and_reports_every_error_of_a_broken_one) {
    EXPECT_EQ(run_program({"rules", "check"}).exit_code, 0);
    scratch_folder scratch;
    std::string text = "rulebook \"x\" version \"1\" law as of 2024-11-23\n";
    for (int n = 0; n < 50; ++n) text += "requirement R-" + std::to_string(n) + " \"x\" { sauce \"y\" para \"1\" }\n";
    scratch.write("rules/a.a6", text);
    auto const r = run_program({"rules", "check", (scratch.path() / "rules").string()});
    EXPECT_EQ(r.exit_code, 2);
    for (int line : {2, 26, 51}) EXPECT_NE(r.out.find("a.a6:" + std::to_string(line) + ":"), std::string::npos) << line;
    EXPECT_NE(r.out.find("50 error(s)"), std::string::npos)
        << r.out.substr(r.out.size() > 300 ? r.out.size() - 300 : 0);
    // The same rulebook given to a check: no verdict.
    auto const check = run_program({"check", fixture("valid"), "--rules", (scratch.path() / "rules").string()});
    EXPECT_EQ(check.exit_code, 2);
    EXPECT_TRUE(check.out.empty());
}

TEST(rules, a_new_rule_field_and_code_need_no_new_program) {
    scratch_folder scratch;
    std::filesystem::copy(std::filesystem::path(A6_ROOT) / "rules", scratch.path() / "rules",
                          std::filesystem::copy_options::recursive);
    scratch.write("rules/own.a6",
                  "requirement OWN-R1 \"Vintages of this registry are even\" {\n"
                  "    source \"4/CMA.6\" para \"11\"\n"
                  "    part robust_accounting\n"
                  "    encoded by OWN-01\n"
                  "}\n"
                  "rule OWN-01 \"Vintages of this registry are even\" {\n"
                  "    implements OWN-R1\n"
                  "    for each a in Actions\n"
                  "    severity warning\n"
                  "    forbid a.Vintage in { 2023, 2025 }\n"
                  "        at a.Vintage\n"
                  "        message \"{a.Vintage} is odd.\"\n"
                  "}\n");
    auto const report =
        check_json({fixture("valid/CHE_2025_1.0.xlsx"), "--rules", (scratch.path() / "rules").string()});
    int hits = 0;
    for (auto const& f : report["findings"]) hits += f["rule"] == "OWN-01" && f["message"] == "2023 is odd.";
    EXPECT_EQ(hits, 2) << report["findings"];
}

TEST(rules, explain_takes_a_rule_a_requirement_and_a_finding) {
    EXPECT_EQ(run_program({"explain", "ROW-15"}).exit_code, 0);
    scratch_folder scratch;
    auto const file = (scratch.path() / "r.json").string();
    run_program({"check", fixture("defects/D08_CHE_2025_1.0.xlsx"), "--format", "json=" + file});
    std::string const id = nlohmann::json::parse(read_file(file))["findings"][0]["id"];
    auto const r = run_program({"explain", id, "--report", file});
    EXPECT_EQ(r.exit_code, 0) << r.err;
    EXPECT_NE(r.out.find(id), std::string::npos);
    EXPECT_NE(r.out.find("rule ROW-15"), std::string::npos);
    // In words, as the other formats tell it.
    EXPECT_EQ(r.out.find("\"locations\""), std::string::npos) << r.out.substr(0, 200);
    EXPECT_EQ(r.out.find("error ROW-15: "), 0U) << r.out.substr(0, 200);
    EXPECT_NE(r.out.find("The action of 2026-01-12 is reported for 2025."), std::string::npos);
    auto const article = run_program({"explain", "PA-6.2c"});
    EXPECT_NE(article.out.find("Paris Agreement Art. 6.2"), std::string::npos) << article.out;
    EXPECT_EQ(run_program({"explain", "ROW-15/000000000000", "--report", file}).exit_code, 2);
    EXPECT_EQ(run_program({"explain", "NOPE-1"}).exit_code, 2);
}

TEST(rules, format_is_canonical_and_changes_nothing_on_a_second_pass) {
    scratch_folder scratch;
    auto const once = run_program({"rules", "format", std::string(A6_ROOT) + "/rules/annual-information/rows.a6"});
    ASSERT_EQ(once.exit_code, 0) << once.err;
    auto const twice = run_program({"rules", "format", scratch.write("a.a6", once.out)});
    EXPECT_EQ(once.out, twice.out);
}

TEST(rules_show, tells_how_a_rule_is_computed) {
    auto const joined = run_program({"rules", "show", "tab-02", "--plan"});
    EXPECT_EQ(joined.exit_code, 0);
    EXPECT_EQ(joined.out.find("each row of Actions\n  required\n"), 0u) << joined.out;
    EXPECT_NE(joined.out.find("the first row of Actions, this filing, as row 1\n"), std::string::npos);
    EXPECT_NE(joined.out.find("by an index of equal keys\n"), std::string::npos);
    EXPECT_NE(joined.out.find(" as above\n"), std::string::npos) << "a part that stands twice is written once";
    auto const blocks = run_program({"rules", "show", "PTY-01", "--plan"}).out;
    EXPECT_NE(blocks.find("by an index of blocks in order, overlapping\n"), std::string::npos);
    EXPECT_NE(run_program({"rules", "show", "IN-01", "--plan"}).out.find("found while reading"), std::string::npos);
    auto const none = run_program({"rules", "show", "ActionType", "--plan"});
    EXPECT_EQ(none.exit_code, 2);
    EXPECT_TRUE(none.out.empty());
}
