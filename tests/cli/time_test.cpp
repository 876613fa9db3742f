// Which day decides: a filing keeps its verdict in later years, and nothing is missing before it was due.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

using namespace a6::test_support;

namespace {

namespace fs = std::filesystem;

nlohmann::json check_as_of(std::string const& day, std::vector<std::string> const& paths,
                           std::vector<std::string> const& more = {}) {
    std::vector<std::string> arguments{"check", "--format", "json", "--as-of", day};
    arguments.insert(arguments.end(), paths.begin(), paths.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto const r = run_program(arguments);
    EXPECT_LE(r.exit_code, 1) << r.err;
    auto json = nlohmann::json::parse(r.out, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << r.out << r.err;
    EXPECT_EQ(json["as_of"], day);
    return json;
}

// Deadlines of later reports pass as time goes by.
bool of_a_deadline(std::string const& rule) { return rule.starts_with("DL-") || rule.starts_with("YR-09"); }

// Everything that is said of the filings, but for deadlines.
std::map<std::string, nlohmann::json> said(nlohmann::json const& report) {
    std::map<std::string, nlohmann::json> out;
    for (auto const* part : {"findings", "undecided"})
        for (auto item : report[part]) {
            if (of_a_deadline(item["rule"])) continue;
            item.erase("blocked_by");
            out[part].push_back(item);
        }
    for (auto const& filing : report["filings"]) out["marks"][filing["file"].get<std::string>()] = filing["result"];
    return out;
}

std::size_t findings_of(nlohmann::json const& report, std::string const& rule, std::string const& file = "") {
    std::size_t n = 0;
    for (auto const& f : report["findings"])
        n += f["rule"] == rule && (file.empty() || f["locations"][0]["file"] == file);
    return n;
}

std::string in_rules(fs::path const& folder, char const* file) { return (folder / file).string(); }

// A copy of the shipped rulebook in which the sector "Energy generation" was withdrawn.
std::string rulebook_with(scratch_folder const& scratch, std::string const& name, std::string const& axis,
                          std::string const& until) {
    fs::path const folder = scratch.path() / name;
    fs::copy(fs::path(A6_ROOT) / "rules", folder, fs::copy_options::recursive);
    auto const path = in_rules(folder, "lists/nomenclatures.a6");
    std::string text = read_file(path);
    auto const list = text.find("list Sector ");
    auto const at = text.find("code \"Energy generation\"", list);
    EXPECT_NE(list, std::string::npos);
    EXPECT_NE(at, std::string::npos);
    text.insert(at + 24, " until " + until);
    text.insert(text.find("    code", list), "    dated by " + axis + "\n");
    scratch.write(name + "/lists/nomenclatures.a6", text);
    return folder.string();
}

}  // namespace

TEST(time_of_judging, a_filing_keeps_its_verdict_in_later_years) {
    for (std::vector<std::string> const& more : std::vector<std::vector<std::string>>{{}, {"--complete"}})
        for (auto const* set : {"valid", "defects", "dossier"}) {
            auto const now = check_as_of("2026-06-30", {fixture(set)}, more);
            auto const later = check_as_of("2035-06-30", {fixture(set)}, more);
            EXPECT_EQ(said(now), said(later)) << set;
            if (std::string(set) == "defects") {
                EXPECT_GT(now["findings"].size(), 5U);
            }
        }
}

TEST(time_of_judging, a_day_before_the_submission_changes_nothing_but_deadlines) {
    for (auto const* day : {"2025-01-01", "2021-01-01"})
        for (auto const* set : {"valid", "defects", "dossier"}) {
            auto const now = check_as_of("2026-06-30", {fixture(set)});
            auto const before = check_as_of(day, {fixture(set)});
            EXPECT_EQ(said(now), said(before)) << set << ' ' << day;
            for (auto const& f : before["findings"])
                EXPECT_FALSE(of_a_deadline(f["rule"])) << "nothing was due on " << day << ": " << f;
        }
}

TEST(time_of_judging, a_report_is_missing_from_the_day_after_it_was_due) {
    scratch_folder scratch;
    for (auto const& entry : fs::directory_iterator(fixture("dossier"))) {
        auto const name = entry.path().filename().string();
        // The biennial report that was due on 31 December 2026.
        if (name.find("regular-information-2026") == std::string::npos &&
            name.find("structured-summary-2026") == std::string::npos)
            scratch.write(name, read_file(entry.path()));
    }
    auto const folder = scratch.path().string();
    EXPECT_EQ(check_as_of("2026-12-31", {folder}, {"--complete"})["summary"]["errors"], 0);
    auto const after = check_as_of("2027-01-01", {folder}, {"--complete"});
    EXPECT_EQ(findings_of(after, "DL-05c", "06-annual-information-2025.xml"), 1U);
    // Without the assurance that all was given, it may have been submitted.
    auto const open = check_as_of("2027-01-01", {folder});
    EXPECT_EQ(open["summary"]["errors"], 0);
    bool waits = false;
    for (auto const& u : open["undecided"]) waits = waits || u["rule"] == "DL-05c";
    EXPECT_TRUE(waits);
}

TEST(time_of_judging, a_submission_that_was_late_stays_late) {
    scratch_folder scratch;
    std::string text = read_file(fixture("dossier/03-annual-information-2024.xml"));
    text.replace(text.find("2025-04-08"), 10, "2025-04-16");
    auto const path = scratch.write("late.xml", text);
    for (auto const* day : {"2025-04-30", "2026-06-30", "2035-06-30"})
        EXPECT_EQ(findings_of(check_as_of(day, {path}), "DL-01"), 1U) << day;
}

TEST(time_of_judging, a_list_dated_by_the_filing_gives_the_old_verdict_in_a_later_year) {
    scratch_folder scratch;
    // One annual information is of April 2025, the other of April 2026; both have the sector.
    auto const rules = rulebook_with(scratch, "by-filing", "filing", "2026-01-01");
    for (auto const* day : {"2025-06-30", "2026-06-30", "2035-06-30"}) {
        auto const report = check_as_of(day, {fixture("dossier")}, {"--rules", rules});
        EXPECT_EQ(findings_of(report, "FLD-09g", "03-annual-information-2024.xml"), 0U) << day;
        EXPECT_EQ(findings_of(report, "FLD-09g", "06-annual-information-2025.xml"), 1U) << day;
    }
}

TEST(time_of_judging, a_list_dated_by_the_run_gives_the_verdict_of_the_day) {
    scratch_folder scratch;
    auto const rules = rulebook_with(scratch, "by-run", "run", "2026-01-01");
    for (auto const& [day, found] :
         std::vector<std::pair<char const*, std::size_t>>{{"2025-12-31", 0U}, {"2026-01-01", 1U}, {"2035-06-30", 1U}}) {
        auto const report = check_as_of(day, {fixture("dossier")}, {"--rules", rules});
        EXPECT_EQ(findings_of(report, "FLD-09g", "03-annual-information-2024.xml"), found) << day;
        EXPECT_EQ(findings_of(report, "FLD-09g", "06-annual-information-2025.xml"), found) << day;
    }
}
