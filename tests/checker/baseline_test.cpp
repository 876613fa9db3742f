// Earlier reports read back, and held against a later one.

#include "checker/baseline.hpp"

#include "reports/writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace a6::checker {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

reports::language const& say = reports::language::english();

reports::finding found(std::string const& id, std::string const& filing) {
    reports::finding f;
    f.id = id;
    f.rule = id.substr(0, id.find('/'));
    f.severity = reports::severity::warning;
    f.message = "message of " + id;
    for (char const* role : {"", "again"}) {
        reports::location at;
        at.filing = filing;
        at.file = filing + ".xml";
        at.table = "Actions";
        at.row = 7;
        at.line = 14;
        at.column = role == std::string() ? 25 : 60;
        f.locations.push_back(at);
    }
    return f;
}

reports::filing_outcome filed(std::string const& id, std::string const& year) {
    reports::filing_outcome f;
    f.id = id;
    f.kind = {"annual_information"};
    f.party = "AAA";
    f.reported_year = year;
    return f;
}

reports::run_report earlier() {
    reports::run_report r;
    r.as_of = "2026-01-01";
    r.rulebook_sha256 = "r";
    r.filings = {filed("AAA-2024-1.0", "2024"), filed("AAA-2025-1.0", "2025")};
    r.findings = {found("A-1/aa", "AAA-2024-1.0"), found("A-2/bb", "AAA-2025-1.0")};
    r.warnings = 2;
    return r;
}

std::string text_of(reports::run_report const& r, std::size_t per_rule = 0) {
    reports::write_options options;
    options.findings_per_rule = per_rule;
    std::ostringstream out;
    reports::find_format("json")->write(r, options, out);
    return out.str();
}

std::vector<std::string> codes(std::vector<read_error> const& errors) {
    std::vector<std::string> out;
    for (auto const& e : errors) {
        EXPECT_FALSE(e.help.empty()) << e.code;
        EXPECT_EQ(e.file, "last.json");
        out.push_back(e.code);
    }
    return out;
}

std::vector<std::string> refusals(std::string const& text) {
    return codes(unfit_as_baseline(read_report_text(text, "last.json", say), say));
}

TEST(earlier_report, is_read_back_as_it_was_written) {
    auto const read = read_report_text(text_of(earlier()), "last.json", say);
    ASSERT_THAT(codes(read.errors), IsEmpty());
    EXPECT_EQ(read.report.as_of, "2026-01-01");
    EXPECT_EQ(read.report.rulebook_sha256, "r");
    ASSERT_EQ(read.report.filings.size(), 2u);
    EXPECT_EQ(read.report.filings[1].id, "AAA-2025-1.0");
    EXPECT_EQ(read.report.filings[1].reported_year, "2025");
    EXPECT_EQ(read.report.filings[1].kind, std::vector<std::string>{"annual_information"});
    ASSERT_EQ(read.report.findings.size(), 2u);
    auto const& f = read.report.findings[0];
    EXPECT_EQ(f.id, "A-1/aa");
    EXPECT_EQ(f.severity, reports::severity::warning);
    EXPECT_EQ(f.message, "message of A-1/aa");
    ASSERT_EQ(f.locations.size(), 1u) << "one place for each filing";
    EXPECT_EQ(f.locations[0].file, "AAA-2024-1.0.xml");
    EXPECT_EQ(f.locations[0].line, 14u);
    EXPECT_EQ(f.locations[0].column, 25u);
    EXPECT_EQ(read.sha256.size(), 64u);
    EXPECT_FALSE(read.report.sealed);
}

TEST(earlier_report, that_counts_other_findings_than_it_lists_is_refused) {
    auto j = nlohmann::ordered_json::parse(text_of(earlier()));
    j["findings"][0]["severity"] = "query";
    EXPECT_THAT(refusals(j.dump()), ElementsAre("R104"));
    j = nlohmann::ordered_json::parse(text_of(earlier()));
    j["findings"][1]["id"] = j["findings"][0]["id"];
    EXPECT_THAT(refusals(j.dump()), ElementsAre("R104"));
}

TEST(baseline, a_finding_that_grew_or_became_more_severe_is_worse) {
    using reports::baseline_state;
    auto const quantity = [](char const* value, bool hidden = false) {
        return reports::quantity{hidden ? "" : value, "tCO2e", "t CO2 eq", hidden};
    };
    auto const state = [](std::optional<reports::quantity> before, std::optional<reports::quantity> now,
                          reports::severity was = reports::severity::warning) {
        reports::run_report r = earlier();
        r.findings[0].quantity = before;
        r.findings[0].severity = was;
        r.errors = r.warnings = r.queries = 0;
        for (auto const& f : r.findings)
            ++(f.severity == reports::severity::error     ? r.errors
               : f.severity == reports::severity::warning ? r.warnings
                                                          : r.queries);
        auto const read = read_report_text(text_of(r), "last.json", say);
        EXPECT_THAT(codes(read.errors), IsEmpty());
        reports::run_report later = earlier();
        later.findings[0].quantity = now;
        apply_baseline(later, read);
        return *later.findings[0].baseline;
    };
    EXPECT_EQ(state(quantity("40"), quantity("40")), baseline_state::unchanged);
    EXPECT_EQ(state(quantity("40"), quantity("39.5")), baseline_state::unchanged);
    EXPECT_EQ(state(quantity("40"), quantity("1039")), baseline_state::worse);
    EXPECT_EQ(state(quantity("9"), quantity("10")), baseline_state::worse);
    EXPECT_EQ(state(std::nullopt, quantity("1")), baseline_state::worse);
    EXPECT_EQ(state(quantity("40", true), quantity("1")), baseline_state::worse);
    EXPECT_EQ(state(quantity("1"), quantity("40", true)), baseline_state::unchanged);
    EXPECT_EQ(state(std::nullopt, std::nullopt, reports::severity::query), baseline_state::worse);
    EXPECT_EQ(state(std::nullopt, std::nullopt, reports::severity::error), baseline_state::unchanged);
}

TEST(earlier_report, what_is_none_is_refused) {
    auto const whole = text_of(earlier());
    EXPECT_THAT(refusals(""), ElementsAre("R101"));
    EXPECT_THAT(refusals("\xff"), ElementsAre("R101"));
    EXPECT_THAT(refusals(whole.substr(0, whole.size() / 2)), ElementsAre("R101"));
    EXPECT_THAT(refusals(std::string(100'000, '[')), ElementsAre("R101"));
    for (char const* other : {"5", "[]", "{}", "\"a6check-report/1\"", "null", R"({"format": 1})"})
        EXPECT_THAT(refusals(other), ElementsAre("R102")) << other;
    EXPECT_THAT(refusals(R"({"format": "a6check-comparison/1"})"), ElementsAre("R102"));
    EXPECT_THAT(refusals(R"({"format": "a6check-report/2", "findings": []})"), ElementsAre("R102"));
    EXPECT_THAT(refusals(R"({"format": "a6check-report/1"})"), ElementsAre("R103"));
    for (char const* key : {"findings", "filings", "failures", "summary"}) {
        auto j = nlohmann::ordered_json::parse(whole);
        j.erase(key);
        EXPECT_THAT(refusals(j.dump()), ElementsAre("R103")) << key;
    }
    auto unnamed = nlohmann::ordered_json::parse(whole);
    unnamed["findings"][0].erase("id");
    EXPECT_THAT(refusals(unnamed.dump()), ElementsAre("R103"));
}

TEST(earlier_report, whatever_has_the_wrong_shape_is_survived) {
    auto const whole = nlohmann::ordered_json::parse(text_of(earlier()));
    for (auto const& [key, value] : whole.items())
        for (char const* odd :
             {"5", "null", "\"x\"", "[[[\"x\"]]]", R"({"a": {"b": ["c"]}})", R"(["x", {"id": 5}, [1]])",
              R"({"rulebook": [["x"]], "inputs": {"file": "x"}, "baseline": ["x"], "options": 1})"}) {
            auto changed = whole;
            changed[key] = nlohmann::ordered_json::parse(odd);
            auto const read = read_report_text(changed.dump(), "last.json", say);
            if (key == "findings" || key == "summary") {
                EXPECT_FALSE(read.errors.empty()) << key << ' ' << odd;
            }
        }
    for (char const* seal : {"5", "[\"x\"]", R"({"inputs": ["x"], "waivers": {"": {"file": "w"}}, "baseline": "b"})"}) {
        auto changed = whole;
        changed["seal"] = nlohmann::ordered_json::parse(seal);
        EXPECT_THAT(codes(read_report_text(changed.dump(), "last.json", say).errors), IsEmpty()) << seal;
    }
}

TEST(earlier_report, that_was_cut_by_hand_does_not_agree_with_itself) {
    auto j = nlohmann::ordered_json::parse(text_of(earlier()));
    j["findings"].erase(0);
    EXPECT_THAT(refusals(j.dump()), ElementsAre("R104"));
    j["summary"]["findings_listed"] = 1;
    EXPECT_THAT(refusals(j.dump()), ElementsAre("R106")) << "one is counted and not listed";
    j["summary"]["warnings"] = 0;
    EXPECT_THAT(refusals(j.dump()), ElementsAre("R104"));
}

TEST(baseline, that_lists_not_every_finding_is_refused) {
    auto r = earlier();
    r.findings.push_back(found("A-2/cc", "AAA-2025-1.0"));
    r.warnings = 3;
    EXPECT_THAT(refusals(text_of(r, 2)), IsEmpty());
    auto const read = read_report_text(text_of(r, 1), "last.json", say);
    auto const unfit = unfit_as_baseline(read, say);
    ASSERT_EQ(codes(unfit), std::vector<std::string>{"R106"});
    EXPECT_THAT(unfit[0].message.english(), HasSubstr("findings that are counted and not listed: 1, of A-2"));
    EXPECT_THAT(unfit[0].help.english(), HasSubstr("--findings-per-rule all"));
    r.beyond = {{"B-1", reports::severity::error, {}, 5}};
    r.errors = 5;
    EXPECT_THAT(refusals(text_of(r)), ElementsAre("R106")) << "all that was kept is not all";
    r.beyond = {{"B-1", std::nullopt, {}, 5}};
    r.errors = 0;
    EXPECT_THAT(refusals(text_of(r)), IsEmpty()) << "information is no finding";
}

TEST(baseline, of_a_run_with_failures_is_refused) {
    auto r = earlier();
    r.failures.push_back({"x.xml", "X110", "broken", "mend it", 0, 0});
    EXPECT_THAT(refusals(text_of(r)), ElementsAre("R105"));
}

TEST(baseline, tells_new_unchanged_and_gone_apart) {
    auto now = earlier();
    now.findings = {found("A-2/bb", "AAA-2025-1.1"), found("A-2/dd", "AAA-2025-1.1")};
    now.filings = {filed("AAA-2025-1.1", "2025"), filed("AAA-2024-1.0", "2024")};
    apply_baseline(now, read_report_text(text_of(earlier()), "last.json", say));
    ASSERT_TRUE(now.baseline);
    EXPECT_EQ(now.findings[0].baseline, reports::baseline_state::unchanged);
    EXPECT_EQ(now.findings[1].baseline, reports::baseline_state::fresh);
    EXPECT_EQ(now.baseline->file, "last.json");
    EXPECT_EQ(now.baseline->as_of, "2026-01-01");
    EXPECT_EQ(now.baseline->fresh, 1u);
    EXPECT_EQ(now.baseline->unchanged, 1u);
    EXPECT_FALSE(now.baseline->other_rulebook);
    ASSERT_EQ(now.baseline->gone.size(), 1u);
    auto const& g = now.baseline->gone[0];
    EXPECT_EQ(g.id, "A-1/aa");
    EXPECT_EQ(g.message, "message of A-1/aa");
    EXPECT_EQ(g.file, "AAA-2024-1.0.xml");
    EXPECT_EQ(g.place, "14:25");
    EXPECT_EQ(g.severity, reports::severity::warning);
    EXPECT_EQ(g.why, reports::gone_because::mended);
}

TEST(baseline, says_where_gone_is_not_mended) {
    auto const why = [](auto change) {
        auto now = earlier();
        now.findings.erase(now.findings.begin());
        change(now);
        apply_baseline(now, read_report_text(text_of(earlier()), "last.json", say));
        return now.baseline->gone.at(0).why;
    };
    EXPECT_EQ(why([](auto&) {}), reports::gone_because::mended);
    EXPECT_EQ(why([](auto& r) { r.filings.erase(r.filings.begin()); }), reports::gone_because::filing_not_given);
    EXPECT_EQ(why([](auto& r) {
                  r.undecided.emplace_back().rule = "A-1";
                  r.undecided.back().rows = 1;
                  r.undecided.back().locations.emplace_back().filing = "AAA-2024-1.0";
              }),
              reports::gone_because::undecided);
}

TEST(baseline, what_is_not_kept_is_new_for_what_the_baseline_has_is_kept) {
    auto now = earlier();
    now.beyond = {{"A-1", reports::severity::error, {}, 40}, {"I-1", std::nullopt, {}, 7}};
    now.rulebook_sha256 = "other";
    apply_baseline(now, read_report_text(text_of(earlier()), "last.json", say));
    EXPECT_EQ(now.baseline->fresh, 40u);
    EXPECT_EQ(now.baseline->unchanged, 2u);
    EXPECT_TRUE(now.baseline->other_rulebook);
}

}  // namespace
}  // namespace a6::checker
