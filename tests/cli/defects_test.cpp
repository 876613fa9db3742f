// Each planted fault is found at its cell, by the right rule, and nothing else is called an error.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <map>

using namespace a6::test_support;

namespace {

struct expectation {
    std::string rule;
    std::string severity;
};

// The rule that speaks of each planted fault. D26 is checked alone: the counterpart whose Table 2 could hold the
// authorization is not in the run, so that the finding is a query.
std::map<std::string, expectation> const expected{
    {"D01_CHE_2025_1.0.xlsx", {"SUB-13", "error"}}, {"D05_CHE_2025_1.0.xlsx", {"ROW-18", "error"}},
    {"D07_CHE_2025_1.0.xlsx", {"ROW-02", "error"}}, {"D08_CHE_2025_1.0.xlsx", {"ROW-15", "error"}},
    {"D13_CHE_2025_1.0.xlsx", {"ROW-01", "error"}}, {"D16_CHE_2025_1.0.xlsx", {"TAB-01", "error"}},
    {"D17_CHE_2025_1.0.xlsx", {"FLD-01", "error"}}, {"D19_CHE_2025_1.0.xlsx", {"FLD-11", "error"}},
    {"D22_GHA_2025_1.0.xlsx", {"FLD-02", "error"}}, {"D26_CHE_2025_1.0.xlsx", {"SUB-01b", "query"}},
    {"D31_CHE_2025_1.0.xlsx", {"FLD-07", "error"}}};

nlohmann::json cases() { return nlohmann::json::parse(read_file(fixture("defects/expected.json")))["cases"]; }

}  // namespace

TEST(defects, every_planted_fault_is_found_at_its_cell_and_nothing_else_is_an_error) {
    auto const all = cases();
    EXPECT_EQ(all.size(), expected.size());
    for (auto const& c : all) {
        std::string const file = c["file"];
        std::vector<std::string> files{fixture("defects/" + file)};
        if (!c["companion"].is_null()) files.push_back(fixture("valid/" + c["companion"].get<std::string>()));
        auto const report = check_json(files);
        ASSERT_EQ(expected.count(file), 1u) << file;
        auto const& want = expected.at(file);
        int hits = 0;
        for (auto const& f : report["findings"]) {
            auto const& at = f["locations"][0];
            bool const hit = f["rule"] == want.rule && f["severity"] == want.severity && at["cell"] == c["cell"] &&
                             at["sheet"] == c["sheet"];
            hits += hit;
            EXPECT_TRUE(hit || f["severity"] != "error") << file << ": " << f;
        }
        EXPECT_EQ(hits, 1) << file << ": " << report["findings"];
    }
}

// It may stand in an earlier filing of either Party.
TEST(defects, an_authorization_that_is_nowhere_is_an_error_only_where_all_that_was_filed_is_given) {
    std::vector<std::string> const files{fixture("defects/D26_CHE_2025_1.0.xlsx"), fixture("valid/GHA_2025_1.0.xlsx")};
    auto const open = check_json(files);
    EXPECT_EQ(open["summary"]["errors"], 0);
    bool waits = false;
    for (auto const& u : open["undecided"])
        for (auto const& need : u["needs"])
            waits = waits || (u["rule"] == "SUB-01" && need == "the annual information of GHA for 2024");
    EXPECT_TRUE(waits);
    int found = 0;
    auto const complete = check_json({files[0], files[1], "--complete"});
    for (auto const& f : complete["findings"]) {
        if (f["rule"] != "SUB-01") continue;
        ++found;
        EXPECT_EQ(f["locations"][0]["cell"], "F9");
    }
    EXPECT_EQ(found, 1);
}

TEST(defects, an_omitted_field_fails_once_and_what_needs_it_names_that_finding) {
    auto const report = check_json({fixture("defects/D17_CHE_2025_1.0.xlsx"), fixture("valid/GHA_2025_1.0.xlsx")});
    ASSERT_EQ(report["findings"].size(), 1u) << report["findings"];
    std::string const id = report["findings"][0]["id"];
    bool blocked = false;
    for (auto const& u : report["undecided"])
        for (auto const& b : u["blocked_by"]) blocked = blocked || b == id;
    EXPECT_TRUE(blocked) << report["undecided"];
}
