// What makes a run fail.

#include "reports/threshold.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace a6::reports {
namespace {

finding one(severity s) {
    finding f;
    f.severity = s;
    return f;
}

write_options from(std::optional<severity> s, bool new_only = false) {
    write_options o;
    o.fails_from = s;
    o.fails_for_new_only = new_only;
    return o;
}

TEST(threshold, counts_from_a_severity_on) {
    for (auto const found : {severity::error, severity::warning, severity::query}) {
        run_report r;
        r.findings = {one(found)};
        EXPECT_FALSE(fails(r, from(std::nullopt)));
        EXPECT_EQ(fails(r, from(severity::error)), found == severity::error);
        EXPECT_EQ(fails(r, from(severity::warning)), found != severity::query);
        EXPECT_TRUE(fails(r, from(severity::query)));
    }
    EXPECT_FALSE(fails(run_report{}, from(severity::query)));
}

TEST(threshold, what_is_set_aside_does_not_count) {
    run_report r;
    r.findings = {one(severity::error)};
    r.findings[0].waived = waiver{};
    EXPECT_FALSE(fails(r, from(severity::error)));
    r.findings.push_back(one(severity::error));
    EXPECT_TRUE(fails(r, from(severity::error)));
}

TEST(threshold, where_only_new_findings_count_those_of_the_baseline_do_not) {
    run_report r;
    r.findings = {one(severity::error)};
    r.findings[0].baseline = baseline_state::unchanged;
    EXPECT_TRUE(fails(r, from(severity::error)));
    EXPECT_FALSE(fails(r, from(severity::error, true)));
    r.findings[0].baseline = baseline_state::fresh;
    EXPECT_TRUE(fails(r, from(severity::error, true)));
    r.findings[0].waived = waiver{};
    EXPECT_FALSE(fails(r, from(severity::error, true)));
}

TEST(threshold, what_is_only_counted_counts) {
    run_report r;
    r.beyond = {{"A", severity::warning, {}, 1}, {"I", std::nullopt, {}, 9}};
    EXPECT_TRUE(fails(r, from(severity::warning, true)));
    EXPECT_FALSE(fails(r, from(severity::error, true)));
    r.beyond.erase(r.beyond.begin());
    EXPECT_FALSE(fails(r, from(severity::query))) << "information is no finding";
}

TEST(threshold, of_findings_that_are_not_listed_each_is_asked) {
    finding known = one(severity::error);
    known.baseline = baseline_state::unchanged;
    rest r;
    r.count = 1;
    r.held = {&known};
    EXPECT_FALSE(fails(r, from(severity::error, true)));
    EXPECT_TRUE(fails(r, from(severity::error)));
    r.count = 2;
    EXPECT_TRUE(fails(r, from(severity::error, true))) << "the other one is new";
}

}  // namespace
}  // namespace a6::reports
