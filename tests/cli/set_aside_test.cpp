// `check --waivers`, `--baseline` and `--fail-on-new`: exit codes and what is said; nothing of it may hide an error.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <algorithm>

using namespace a6::test_support;

namespace {

// One error: two holdings overlap.
std::string const overlap = "TAB-01/bc929b2e6849";
std::string faulty() { return fixture("defects/D16_CHE_2025_1.0.xlsx"); }

std::string waiver(std::string const& id, std::string const& expires = "2026-12-31") {
    return "[[waiver]]\nid = \"" + id +
           "\"\nreason = \"moved to the new registry\"\nowner = \"M. Keller\"\nexpires = " + expires + "\n";
}

nlohmann::json const* finding_of(nlohmann::json const& report, std::string const& id) {
    for (auto const& f : report["findings"])
        if (f["id"] == id) return &f;
    return nullptr;
}

bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST(waiver_option, sets_a_finding_aside_that_stays_in_the_report) {
    scratch_folder scratch;
    auto const file = scratch.write("w.toml", "# Switzerland, 2025\n" + waiver(overlap));
    int code = -1;
    EXPECT_EQ(run_program({"check", faulty(), "--as-of", "2026-11-23"}).exit_code, 1);
    auto const report = check_json({faulty(), "--waivers", file}, &code);
    EXPECT_EQ(code, 0);
    ASSERT_NE(finding_of(report, overlap), nullptr);
    EXPECT_EQ((*finding_of(report, overlap))["waived"],
              nlohmann::json::parse(R"({"reason": "moved to the new registry", "owner": "M. Keller",
                                        "expires": "2026-12-31", "file": "w.toml", "line": 3})"));
    EXPECT_EQ(report["summary"]["errors"], 1);
    EXPECT_EQ(report["summary"]["waived"], 1);
    EXPECT_EQ(report["filings"][0]["result"], "Checked, inconsistencies identified") << "the mark stays";
    auto const text = run_program({"check", faulty(), "--waivers", file, "--as-of", "2026-11-23"}).out;
    EXPECT_TRUE(contains(text, "set aside by M. Keller until 2026-12-31: moved to the new registry\n"));
    EXPECT_TRUE(contains(text, "1 finding is set aside; it counts for the mark of its filing all the same"));
}

TEST(waiver_option, holds_until_its_last_day) {
    scratch_folder scratch;
    auto const file = scratch.write("w.toml", waiver(overlap, "2026-11-23"));
    EXPECT_EQ(run_program({"check", faulty(), "--waivers", file, "--as-of", "2026-11-23"}).exit_code, 0);
    int code = -1;
    auto const report = check_json({faulty(), "--waivers", file, "--as-of", "2026-11-24"}, &code);
    EXPECT_EQ(code, 1);
    EXPECT_FALSE(finding_of(report, overlap)->contains("waived"));
    EXPECT_EQ(report["summary"]["warnings"], 1);
    EXPECT_TRUE(std::any_of(report["findings"].begin(), report["findings"].end(),
                            [](auto const& f) { return f["rule"] == "WV-01"; }));
}

TEST(waiver_option, unused_is_a_warning_and_changes_no_mark) {
    scratch_folder scratch;
    auto const file = scratch.write("w.toml", waiver("TAB-01/000000000000"));
    auto const valid = fixture("valid/CHE_2025_1.0.xlsx");
    auto const without = check_json({valid});
    int code = -1;
    auto const report = check_json({valid, "--waivers", file, "--fail-on", "warning"}, &code);
    EXPECT_EQ(code, 1);
    EXPECT_EQ(report["findings"].back()["rule"], "WV-02");
    EXPECT_EQ(report["findings"].back()["locations"][0]["file"], "w.toml");
    EXPECT_EQ(report["filings"], without["filings"]);
    EXPECT_EQ(report["requirements"], without["requirements"]);
    EXPECT_EQ(report["parts"], without["parts"]);
}

TEST(waiver_option, a_file_that_says_not_all_is_no_waiver_and_no_check) {
    scratch_folder scratch;
    auto whole = waiver(overlap);
    auto const without = [&](std::string const& key) {
        auto text = whole;
        auto const at = text.find(key + " = ");
        return text.erase(at, text.find('\n', at) + 1 - at);
    };
    for (auto const& text : {without("owner"), without("reason"), without("expires"), without("id"), whole + whole,
                             whole + "note = \"x\"\n", "[[waiver]\n" + whole}) {
        auto const r = run_program({"check", faulty(), "--waivers", scratch.write("w.toml", text)});
        EXPECT_EQ(r.exit_code, 2) << text;
        EXPECT_TRUE(r.out.empty()) << r.out;
        EXPECT_TRUE(contains(r.err, "a6check: w.toml:")) << r.err;
        EXPECT_TRUE(contains(r.err, "\n  help: ")) << r.err;
    }
    for (auto const& path : {scratch.path().string() + "/none.toml", scratch.path().string()}) {
        auto const r = run_program({"check", faulty(), "--waivers", path});
        EXPECT_EQ(r.exit_code, 2);
        EXPECT_TRUE(contains(r.err, path)) << r.err;
    }
    auto const twice = run_program(
        {"check", faulty(), "--waivers", scratch.write("a.toml", whole), "--waivers", scratch.write("b.toml", whole)});
    EXPECT_EQ(twice.exit_code, 2);
    EXPECT_TRUE(contains(twice.err, "b.toml:2:6: TAB-01/bc929b2e6849 has a waiver already, in a.toml, line 2 [W107]"));
}

TEST(waiver_option, a_failure_is_never_set_aside) {
    scratch_folder scratch;
    auto const file = scratch.write("w.toml", waiver(overlap));
    auto const broken = scratch.write("broken.xml", "<filing");
    EXPECT_EQ(run_program({"check", faulty(), broken, "--waivers", file, "--as-of", "2026-11-23"}).exit_code, 2);
}

namespace {

// The report of `inputs` in a file.
std::string report_of(scratch_folder const& scratch, std::vector<std::string> inputs,
                      std::string const& name = "last.json") {
    auto const file = (scratch.path() / name).string();
    inputs.insert(inputs.begin(), "check");
    inputs.insert(inputs.end(), {"--as-of", "2026-11-23", "--format", "json=" + file});
    EXPECT_NE(run_program(inputs).exit_code, -1);
    return file;
}

}  // namespace

TEST(baseline_option, tells_new_unchanged_and_gone) {
    scratch_folder scratch;
    auto const last = report_of(scratch, {faulty()});
    int code = -1;
    auto const same = check_json({faulty(), "--baseline", last}, &code);
    EXPECT_EQ(code, 1) << "what is known is still an error";
    EXPECT_EQ((*finding_of(same, overlap))["baseline"], "unchanged");
    EXPECT_EQ(same["baseline"]["unchanged"], 1);
    auto const mended = check_json({fixture("valid/CHE_2025_1.0.xlsx"), "--baseline", last}, &code);
    EXPECT_EQ(code, 0);
    EXPECT_EQ(mended["baseline"]["no_longer_found"][0]["id"], overlap);
    EXPECT_EQ(mended["baseline"]["no_longer_found"][0]["because"], "mended");
    auto const other = check_json({fixture("defects/D22_GHA_2025_1.0.xlsx"), "--baseline", last}, &code);
    EXPECT_EQ(other["findings"][0]["baseline"], "new");
    EXPECT_EQ(other["baseline"]["no_longer_found"][0]["because"], "filing_not_given");
    auto const text =
        run_program({"check", fixture("defects/D22_GHA_2025_1.0.xlsx"), "--baseline", last, "--as-of", "2026-11-23"});
    EXPECT_TRUE(contains(text.out, "no longer found since last.json\n"));
    EXPECT_TRUE(contains(text.out, "not found, for a filing that it concerns is not in this run: "));
}

TEST(baseline_option, only_new_findings_fail_where_that_is_asked) {
    scratch_folder scratch;
    auto const last = report_of(scratch, {faulty()});
    EXPECT_EQ(run_program({"check", faulty(), "--baseline", last, "--fail-on-new", "--as-of", "2026-11-23"}).exit_code,
              0);
    EXPECT_EQ(run_program({"check", faulty(), fixture("defects/D22_GHA_2025_1.0.xlsx"), "--baseline", last,
                           "--fail-on-new", "--as-of", "2026-11-23"})
                  .exit_code,
              1);
    auto const broken = scratch.write("broken.xml", "<filing");
    EXPECT_EQ(run_program({"check", faulty(), broken, "--baseline", last, "--fail-on-new"}).exit_code, 2);
    EXPECT_EQ(run_program({"check", faulty(), "--fail-on-new"}).exit_code, 2) << "new since when?";
}

TEST(baseline_option, what_cannot_be_held_against_stops_the_check) {
    scratch_folder scratch;
    auto const refused = [&](std::string const& baseline, std::string const& said) {
        auto const r = run_program({"check", faulty(), "--baseline", baseline, "--fail-on-new"});
        EXPECT_EQ(r.exit_code, 2) << said;
        EXPECT_TRUE(r.out.empty()) << r.out;
        EXPECT_TRUE(contains(r.err, said)) << r.err;
        EXPECT_TRUE(contains(r.err, "  help: ")) << r.err;
    };
    refused(scratch.path().string() + "/none.json", "there is no such file");
    refused(scratch.path().string(), "this is a folder");
    refused(scratch.write("no.json", "no"), "this is not JSON");
    refused(scratch.write("other.json", "{\"format\": \"a6check-comparison/1\"}"), "and not the report of a check");
    refused(report_of(scratch, {faulty(), scratch.write("broken.xml", "<filing")}),
            "not everything that was given could be checked (1)");
    auto const cut =
        report_of(scratch, {fixture("messy/blank_template_with_vocabulary_rows.xlsx"), "--findings-per-rule", "1"});
    refused(cut, "are counted and not listed");
}

TEST(baseline_option, is_never_overwritten_nor_are_the_waivers) {
    scratch_folder scratch;
    auto const last = report_of(scratch, {faulty()});
    auto const bytes = read_file(last);
    EXPECT_EQ(run_program({"check", faulty(), "--baseline", last, "--format", "json=" + last}).exit_code, 2);
    EXPECT_EQ(read_file(last), bytes);
    auto const file = scratch.write("w.toml", waiver(overlap));
    EXPECT_EQ(run_program({"check", faulty(), "--waivers", file, "--format", "json=" + file}).exit_code, 2);
    EXPECT_EQ(read_file(file), waiver(overlap));
}

// A shell variable that is not set arrives as an empty word.
TEST(empty_words, are_refused_by_every_option) {
    for (auto const& arguments : std::vector<std::vector<std::string>>{
             {"check", faulty(), "--baseline", "", "--fail-on-new"},
             {"check", faulty(), "--annotate", ""},
             {"check", faulty(), "--as-of", ""},
             {"check", faulty(), "--lang", ""},
             {"check", faulty(), "--rules", ""},
             {"check", ""},
             {"ledger", faulty(), "--party", ""},
             {"verify", "r.json", faulty(), "--public-key", ""},
             {"rules", "coverage", "--texts", ""},
             {"explain", "SUB-02", "--report", ""}}) {
        auto const run = run_program(arguments);
        EXPECT_EQ(run.exit_code, 2) << arguments[1];
        EXPECT_TRUE(contains(run.err, "the word is empty")) << run.err;
    }
}

TEST(baseline_option, a_finding_that_grew_fails_as_a_new_one_does) {
    scratch_folder scratch;
    auto report = check_json({faulty()});
    for (auto& f : report["findings"])
        if (f["id"] == overlap) f["quantity"]["value"] = "1";
    auto const small = scratch.write("small.json", report.dump());
    int code = -1;
    auto const grown = check_json({faulty(), "--baseline", small, "--fail-on-new"}, &code);
    EXPECT_EQ(code, 1);
    EXPECT_EQ((*finding_of(grown, overlap))["baseline"], "worse");
    EXPECT_EQ(grown["baseline"]["worse"], 1);
}

TEST(outputs, are_never_in_each_others_place) {
    scratch_folder scratch;
    auto const file = scratch.write("a.txt", "");
    std::filesystem::create_hard_link(file, scratch.path() / "b.txt");
    std::filesystem::create_symlink("a.txt", scratch.path() / "c.txt");
    for (char const* other : {"b.txt", "c.txt", "./a.txt"}) {
        auto const run = run_program(
            {"check", faulty(), "--format", "text=" + file, "--format", "json=" + (scratch.path() / other).string()});
        EXPECT_EQ(run.exit_code, 2) << other;
        EXPECT_TRUE(contains(run.err, "two reports would be written")) << run.err;
    }
    auto const key = (scratch.path() / "k").string();
    EXPECT_EQ(run_program({"keys", "new", "--key", key, "--public-key", scratch.path() / "." / "k", "--no-password"})
                  .exit_code,
              2);
    EXPECT_FALSE(std::filesystem::exists(key));
}

TEST(outputs, are_there_whole_or_not_at_all) {
    scratch_folder scratch;
    auto const kept = scratch.write("r.json", "what was there");
    auto const run = run_program({"check", faulty(), "--format", "json=" + kept, "--format", "text=/dev/full"});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_TRUE(contains(run.err, "/dev/full"));
    std::size_t files = 0;
    for (auto const& entry : std::filesystem::directory_iterator(scratch.path())) files += entry.is_regular_file();
    EXPECT_EQ(files, 1u) << "nothing is left beside the report";
    auto const help = run_program({"--help"});
    EXPECT_EQ(help.exit_code, 0);
}
