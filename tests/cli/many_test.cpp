// Filings of several Parties and years together: tests/filings/many has three faults and lacks one counterpart.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <filesystem>
#include <set>

using namespace a6::test_support;

namespace {

namespace fs = std::filesystem;

std::string const as_of = "--as-of";
std::string const day = "2026-06-30";

std::string replaced(std::string text, std::string const& from, std::string const& to) {
    EXPECT_NE(text.find(from), std::string::npos) << from;
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

// The set, with two new versions: one of Switzerland that mends the mirrored transfer, one of Singapore that mends
// nothing.
class many_versions : public ::testing::Test {
protected:
    many_versions() {
        for (auto const& file : fs::directory_iterator(fixture("many")))
            folder_.write(file.path().filename().string(), read_file(file.path()));
        auto mended = replaced(text_of("CHE_2024_1.0.xml"), "Version>1.0<", "Version>1.1<");
        mended = replaced(replaced(mended, "2025-04-11", "2025-06-20"), "GHA-960-2023", "GHA-1000-2023");
        folder_.write("CHE_2024_1.1.xml", replaced(mended, "<QuantityCO2>960<", "<QuantityCO2>1000<"));
        auto const same = replaced(text_of("SGP_2025_1.0.xml"), "Version>1.0<", "Version>1.1<");
        folder_.write("SGP_2025_1.1.xml", replaced(same, "2026-04-13", "2026-05-20"));
    }

    std::string text_of(std::string const& name) const { return read_file(folder_.path() / name); }
    std::string path() const { return folder_.path().string(); }

    scratch_folder folder_;
};

nlohmann::json const* finding_of(nlohmann::json const& report, std::string const& rule) {
    for (auto const& f : report["findings"])
        if (f["rule"] == rule) return &f;
    return nullptr;
}

}  // namespace

TEST(many, each_fault_is_one_error_and_shows_both_sides) {
    int code = -1;
    auto const report = check_json({fixture("many"), as_of, day}, &code);
    EXPECT_EQ(code, 1);
    EXPECT_EQ(report["summary"]["errors"], 3);
    EXPECT_EQ(report["summary"]["warnings"], 0);
    struct expected {
        std::string rule, itmos, serials;
        std::set<std::string> files;
    };
    for (auto const& e : std::vector<expected>{
             {"PTY-01", "40", "CA0101-GHA01-GHA-961..1000-2023", {"GHA_2024_1.0.xml", "CHE_2024_1.0.xml"}},
             {"PTY-07", "100", "CA0101-GHA01-GHA-2301..2400-2023", {"SGP_2025_1.0.xml", "CHE_2025_1.0.xml"}},
             {"SUB-11", "200", "CA0102-GHA01-GHA-1..200-2023", {"SGP_2025_1.0.xml", "SGP_2024_1.0.xml"}}}) {
        auto const* f = finding_of(report, e.rule);
        ASSERT_NE(f, nullptr) << e.rule;
        EXPECT_EQ((*f)["quantity"]["value"], e.itmos) << e.rule;
        EXPECT_EQ((*f)["serials"], nlohmann::json::array({e.serials})) << e.rule;
        std::set<std::string> files;
        for (auto const& l : (*f)["locations"]) files.insert(l["file"]);
        EXPECT_EQ(files, e.files) << e.rule;
    }
    EXPECT_EQ((*finding_of(report, "PTY-01"))["balances"],
              nlohmann::json::parse(R"([{"party": "GHA", "years": ["2023"]}])"));
    EXPECT_EQ((*finding_of(report, "PTY-07"))["balances"],
              nlohmann::json::parse(R"([{"party": "SGP", "years": ["2025"]}, {"party": "CHE", "years": ["2025"]}])"));
}

TEST(many, a_missing_counterpart_is_neither_error_nor_pass_and_stands_on_the_list) {
    auto const report = check_json({fixture("many"), as_of, day});
    auto const& undecided = report["undecided"];
    auto const waits =
        std::find_if(undecided.begin(), undecided.end(), [](auto const& u) { return u["rule"] == "PTY-01"; });
    ASSERT_NE(waits, undecided.end());
    EXPECT_EQ((*waits)["needs"], nlohmann::json::array({"the annual information of SWE for 2025"}));
    auto const& list = report["wanted"]["list"];
    auto const wanted = std::find_if(
        list.begin(), list.end(), [](auto const& w) { return w["need"] == "the annual information of SWE for 2025"; });
    ASSERT_NE(wanted, list.end());
    EXPECT_EQ((*wanted)["kind"], "document");
    EXPECT_EQ((*wanted)["rows"], 1);
    EXPECT_EQ((*wanted)["rows_decided"], 1);
    EXPECT_EQ((*wanted)["quantity"]["value"], "300");
    // Every undecided row waits for something on the list, or for another reason.
    EXPECT_EQ(report["wanted"]["rows"].get<int>() + report["wanted"]["rows_else"].get<int>(),
              report["summary"]["undecided"].get<int>());
    int decided = 0;
    for (auto const& w : list) decided += w["rows_decided"].get<int>();
    EXPECT_EQ(report["wanted"]["rows_decided"], decided);
    // Who decides most comes first.
    EXPECT_TRUE(std::is_sorted(list.begin(), list.end(), [](auto const& a, auto const& b) {
        return a["rows_decided"].template get<int>() > b["rows_decided"].template get<int>();
    })) << list;
}

TEST(many, reads_in_the_terminal_as_expected) {
    auto const run = run_program({"check", fixture("many"), as_of, day});
    expect_golden("cli/many.txt", run.out);
}

TEST_F(many_versions, a_finding_that_a_later_version_leaves_has_an_age_and_one_that_it_mends_is_closed) {
    auto const report = check_json({path(), as_of, day});
    EXPECT_EQ(finding_of(report, "PTY-01"), nullptr);
    for (auto const* rule : {"PTY-07", "SUB-11"}) {
        auto const* f = finding_of(report, rule);
        ASSERT_NE(f, nullptr) << rule;
        EXPECT_EQ((*f)["open_since"],
                  nlohmann::json::parse(R"({"version": "1.0", "submitted": "2026-04-13", "later_versions": 1})"));
    }
    EXPECT_EQ(report["history"]["days"], nlohmann::json::array({"2025-06-19", "2026-05-19"}));
    auto const& closed = report["history"]["closed"];
    ASSERT_EQ(closed.size(), 1U) << closed;
    EXPECT_EQ(closed[0]["rule"], "PTY-01");
    EXPECT_EQ(closed[0]["on"], "2025-06-20");
    EXPECT_EQ(closed[0]["closed_by"], nlohmann::json::array({"CHE-2024-1.1"}));
    // The same finding, the same name.
    EXPECT_EQ(closed[0]["id"], (*finding_of(check_json({fixture("many"), as_of, day}), "PTY-01"))["id"]);
}

TEST_F(many_versions, a_single_version_has_no_age) {
    auto const report = check_json({fixture("many"), as_of, day});
    for (auto const& f : report["findings"]) EXPECT_FALSE(f.contains("open_since")) << f;
    EXPECT_TRUE(report["history"]["days"].empty());
}

TEST_F(many_versions, a_version_dated_like_the_one_before_tells_no_age) {
    folder_.write("SGP_2025_1.1.xml", replaced(text_of("SGP_2025_1.1.xml"), "2026-05-20", "2026-04-13"));
    auto const report = check_json({path(), as_of, day});
    for (auto const& f : report["findings"]) EXPECT_FALSE(f.contains("open_since")) << f;
}

TEST_F(many_versions, compare_says_what_became_of_each_finding_for_both_parties) {
    auto const compared = run_program({"compare", fixture("many"), path(), as_of, day, "--format", "json"});
    auto const report = nlohmann::json::parse(compared.out);
    auto const rules = [&](char const* what) {
        std::set<std::string> out;
        for (auto const& f : report[what]) out.insert(f["rule"]);
        return out;
    };
    EXPECT_EQ(rules("closed"), std::set<std::string>{"PTY-01"});
    EXPECT_EQ(rules("open"), (std::set<std::string>{"PTY-07", "SUB-11"}));
    // Switzerland's holdings of 2025 do not follow the corrected ones of 2024.
    EXPECT_EQ(rules("opened"), std::set<std::string>{"YR-02b"});
}

TEST_F(many_versions, another_spelling_or_a_repair_in_part_leaves_a_finding_open_under_its_id) {
    auto const old = *finding_of(check_json({fixture("many"), as_of, day}), "PTY-01");
    // 990 of the 1000 are still in no acquisition of Switzerland's 960; commas, blanks and case say nothing new.
    auto text = replaced(text_of("GHA_2024_1.0.xml"), "Version>1.0<", "Version>1.1<");
    text = replaced(text, ">CA0101-GHA01-GHA-1000-2023<", "> CA0101-GHA01-GHA-990-2023 <");
    text = replaced(text, "<QuantityCO2>1000<", "<QuantityCO2>990<");
    text = replaced(text, ">First transfer<", ">first  transfer<");
    fs::remove(folder_.path() / "CHE_2024_1.1.xml");
    folder_.write("GHA_2024_1.1.xml", replaced(text, "2025-04-10", "2025-05-10"));
    auto const report = check_json({path(), as_of, day});
    auto const* f = finding_of(report, "PTY-01");
    ASSERT_NE(f, nullptr);
    EXPECT_EQ((*f)["serials"], nlohmann::json::array({"CA0101-GHA01-GHA-961..990-2023"}));
    EXPECT_EQ((*f)["id"], old["id"]);
    EXPECT_EQ((*f)["open_since"]["version"], "1.0") << *f;

    auto const spelled = replaced(text_of("SGP_2025_1.1.xml"), "GHA-2301-2023", "GHA-2,301-2023");
    folder_.write("SGP_2025_1.1.xml", spelled);
    EXPECT_EQ((*finding_of(check_json({path(), as_of, day}), "PTY-07"))["id"], (*finding_of(report, "PTY-07"))["id"]);
}

TEST_F(many_versions, what_is_gone_with_the_other_side_or_the_evidence_is_not_closed) {
    auto const not_decided = [&](std::string const& gone) {
        scratch_folder less;
        for (auto const& file : fs::directory_iterator(fixture("many")))
            if (!file.path().filename().string().starts_with(gone))
                less.write(file.path().filename().string(), read_file(file.path()));
        auto const run =
            run_program({"compare", fixture("many"), less.path().string(), as_of, day, "--format", "json"});
        auto const report = nlohmann::json::parse(run.out);
        EXPECT_TRUE(report["closed"].empty()) << report["closed"];
        std::set<std::string> out;
        for (auto const& f : report["not_decided"]) out.insert(f["rule"]);
        return out;
    };
    EXPECT_EQ(not_decided("CHE"), (std::set<std::string>{"PTY-01", "PTY-07"}));
    EXPECT_EQ(not_decided("SGP_2024"), std::set<std::string>{"SUB-11"});
}

namespace {

nlohmann::json filing(nlohmann::json const& report, std::string const& id) {
    for (auto const& f : report["filings"])
        if (f["id"] == id) return f;
    ADD_FAILURE() << id;
    return {};
}

}  // namespace

TEST(many, a_mark_says_why_and_what_it_leaves_out) {
    using nlohmann::json;
    auto const report = check_json({fixture("many"), as_of, day});
    EXPECT_EQ(filing(report, "GHA-2025-1.0")["null_because"],
              json::parse(R"([{"rule": "PTY-01", "need": "the annual information of SWE for 2025"}])"));
    EXPECT_EQ(filing(report, "CHE-2024-1.0")["other_side_of"], json::parse(R"([{"rule": "PTY-01", "errors": 1}])"));
    EXPECT_EQ(filing(report, "CHE-2025-1.0")["other_side_of"], json::parse(R"([{"rule": "PTY-07", "errors": 1}])"));
    for (auto const& f : report["filings"]) {
        EXPECT_EQ(f.contains("null_because"), f["result"].get<std::string>().starts_with("Null")) << f;
        EXPECT_FALSE(f.contains("not_counted")) << f;
    }
    auto const complete = check_json({fixture("many"), as_of, day, "--complete"});
    auto const sgp = filing(complete, "SGP-2024-1.0");
    EXPECT_EQ(sgp["result"], "Checked, no inconsistencies identified");
    ASSERT_TRUE(sgp.contains("not_counted")) << sgp;
    std::set<std::string> rules;
    for (auto const& c : sgp["not_counted"]) rules.insert(c["rule"]);
    EXPECT_TRUE(rules.count("REP-01b")) << sgp;
}

TEST_F(many_versions, a_version_that_a_later_one_replaces_has_no_mark) {
    auto const run = run_program({"check", path(), as_of, day});
    EXPECT_NE(run.out.find("CHE-2024-1.0  replaced by CHE-2024-1.1; rows"), std::string::npos) << run.out;
    EXPECT_TRUE(filing(check_json({path(), as_of, day}), "CHE-2024-1.0")["notations"].empty());
}

TEST_F(many_versions, a_later_version_dated_before_the_earlier_one_is_an_inconsistency_of_the_filing) {
    folder_.write("CHE_2024_1.1.xml", replaced(text_of("CHE_2024_1.1.xml"), "2025-06-20", "2025-04-01"));
    auto const report = check_json({path(), as_of, day});
    ASSERT_NE(finding_of(report, "YR-01f"), nullptr);
    EXPECT_EQ(filing(report, "CHE-2024-1.1")["result"], "Checked, inconsistencies identified");
}

TEST(many, without_what_is_open_nothing_is_said_of_it) {
    auto const with = run_program({"check", fixture("many"), as_of, day}).out;
    auto const without = run_program({"check", fixture("many"), as_of, day, "--no-open"}).out;
    for (auto const* words : {"undecided[", "note: ", "what would decide most"}) {
        EXPECT_NE(with.find(words), std::string::npos) << words;
        EXPECT_EQ(without.find(words), std::string::npos) << words;
    }
    EXPECT_NE(without.find("Null because of: PTY-01"), std::string::npos);
}
