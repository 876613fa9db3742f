// What a report lists one by one, and that the rest is counted to the last.

#include "reports/listed.hpp"
#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace a6::reports {
namespace {

finding one(std::string rule, severity s, int number) {
    finding f;
    f.id = rule + '/' + std::to_string(number);
    f.rule = std::move(rule);
    f.severity = s;
    return f;
}

// Three errors of A, two of B, then two warnings of A.
run_report seven() {
    run_report r;
    for (int n = 1; n <= 3; ++n) r.findings.push_back(one("A", severity::error, n));
    for (int n = 1; n <= 2; ++n) r.findings.push_back(one("B", severity::error, n));
    for (int n = 4; n <= 5; ++n) r.findings.push_back(one("A", severity::warning, n));
    r.errors = 5;
    r.warnings = 2;
    return r;
}

std::vector<std::string> ids(listed_findings const& l) {
    std::vector<std::string> out;
    for (finding const* f : l.list) out.push_back(f->id);
    return out;
}

std::string rests(listed_findings const& l) {
    std::string out;
    for (rest const& r : l.not_listed)
        out += std::string{r.rule} + (r.severity == severity::error ? " error " : " other ") + std::to_string(r.count) +
               " of which held " + std::to_string(r.held.size()) + "\n";
    return out;
}

nlohmann::json json_of(run_report const& r, std::size_t per_rule) {
    write_options options;
    options.findings_per_rule = per_rule;
    std::ostringstream out;
    find_format("json")->write(r, options, out);
    return nlohmann::json::parse(out.str());
}

TEST(listed, takes_the_most_severe_of_each_rule_and_counts_the_rest) {
    auto const r = seven();
    auto const l = listed(r, 2);
    EXPECT_EQ(ids(l), (std::vector<std::string>{"A/1", "A/2", "B/1", "B/2"}));
    EXPECT_EQ(rests(l), "A error 1 of which held 1\nA other 2 of which held 2\n");
    EXPECT_EQ(listed(r, 3).list.size(), 5u);
    EXPECT_EQ(ids(listed(r, 4)).back(), "A/4");
}

TEST(listed, zero_lists_all_that_is_held) {
    auto r = seven();
    EXPECT_EQ(listed(r, 0).list.size(), 7u);
    EXPECT_TRUE(listed(r, 0).not_listed.empty());
    r.beyond = {{"A", severity::error, {}, 90}, {"C", std::nullopt, {}, 7}};
    EXPECT_EQ(rests(listed(r, 0)), "A error 90 of which held 0\n") << "information is no finding";
    EXPECT_EQ(rests(listed(r, 2)), "A error 91 of which held 1\nA other 2 of which held 2\n");
}

TEST(listed, what_was_set_aside_is_always_there_and_takes_no_place) {
    auto r = seven();
    r.findings[0].waived = waiver{};
    r.findings[6].waived = waiver{};
    EXPECT_EQ(ids(listed(r, 1)), (std::vector<std::string>{"A/1", "A/2", "B/1", "A/5"}));
    EXPECT_EQ(rests(listed(r, 1)), "A error 1 of which held 1\nA other 1 of which held 1\nB error 1 of which held 1\n");
}

TEST(listed, what_is_new_comes_before_what_the_baseline_has) {
    auto r = seven();
    for (finding& f : r.findings) f.baseline = baseline_state::unchanged;
    r.findings[6].baseline = baseline_state::fresh;
    EXPECT_EQ(ids(listed(r, 1)), (std::vector<std::string>{"B/1", "A/5"}));
    EXPECT_EQ(ids(listed(r, 2)), (std::vector<std::string>{"A/1", "B/1", "B/2", "A/5"}));
}

TEST(listed, json_says_of_every_list_what_is_not_in_it) {
    auto r = seven();
    r.beyond = {{"A", severity::warning, {}, 100}, {"I", std::nullopt, {}, 1000}};
    r.warnings += 100;
    for (int n = 0; n < 3; ++n) {
        r.undecided.emplace_back().rule = "U";
        r.undecided.back().rows = 10u + static_cast<unsigned>(n);
        r.history.closed.emplace_back().what.rule = "K";
        r.information.emplace_back().rule = "I";
    }
    auto const j = json_of(r, 1);
    EXPECT_EQ(j["findings"].size(), 2u);
    EXPECT_EQ(j["undecided"].size(), 1u);
    EXPECT_EQ(j["history"]["closed"].size(), 1u);
    EXPECT_EQ(j["information"].size(), 1u);
    EXPECT_EQ(j["summary"]["errors"], 5);
    EXPECT_EQ(j["summary"]["warnings"], 102);
    EXPECT_EQ(j["summary"]["findings_listed"], 2);
    EXPECT_EQ(j["summary"]["information"], 1003);
    EXPECT_EQ(j["not_listed"], nlohmann::json::parse(R"([
        {"list": "findings", "rule": "A", "severity": "error", "count": 2},
        {"list": "findings", "rule": "A", "severity": "warning", "count": 102},
        {"list": "findings", "rule": "B", "severity": "error", "count": 1},
        {"list": "undecided", "rule": "U", "count": 2, "rows": 23},
        {"list": "closed", "rule": "K", "count": 2},
        {"list": "information", "rule": "I", "count": 1002}])"));
    EXPECT_EQ(json_of(r, 0)["not_listed"], nlohmann::json::parse(R"([
        {"list": "findings", "rule": "A", "severity": "warning", "count": 100},
        {"list": "information", "rule": "I", "count": 1000}])"));
}

TEST(listed, text_shows_twenty_groups_of_a_rule) {
    run_report r;
    for (std::uint64_t n = 1; n <= 22; ++n) {
        undecided u;
        u.rule = "REP-01";
        u.title = "The title states the norm";
        u.needs = {"document " + std::to_string(n)};
        u.rows = n;
        r.undecided.push_back(u);
    }
    std::ostringstream out;
    find_format("text")->write(r, {}, out);
    EXPECT_NE(out.str().find("needs: document 20\n"), std::string::npos);
    EXPECT_EQ(out.str().find("needs: document 21\n"), std::string::npos);
    EXPECT_NE(out.str().find("undecided[REP-01] The title states the norm\n"
                             "  = 2 more groups of this rule; rows that wait: 43\n"),
              std::string::npos)
        << out.str();
}

}  // namespace
}  // namespace a6::reports
