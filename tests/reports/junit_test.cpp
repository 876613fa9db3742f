#include "checker/xml_gate.hpp"
#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <sstream>
#include <string>

namespace a6::reports {
namespace {

std::string text(run_report const& report, write_options const& options = {}) {
    std::ostringstream out;
    find_format("junit")->write(report, options, out);
    return out.str();
}

struct parsed {
    pugi::xml_document document;
    pugi::xml_node root;

    explicit parsed(std::string const& xml) {
        auto const gate = checker::check_xml_bytes(xml);
        EXPECT_FALSE(gate.error) << gate.error->message << '\n' << xml;
        EXPECT_TRUE(document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single));
        root = document.child("testsuites");
    }

    unsigned count(char const* attribute) const { return root.attribute(attribute).as_uint(); }
    pugi::xml_node test(std::string const& name) const {
        for (pugi::xml_node const suite : root.children("testsuite"))
            for (pugi::xml_node const c : suite.children("testcase"))
                if (std::string{c.attribute("name").value()}.starts_with(name)) return c;
        return {};
    }
};

class junit_samples : public testing::TestWithParam<sample> {};

TEST_P(junit_samples, count_what_they_hold) {
    parsed const p{text(GetParam().report)};
    unsigned tests = 0, failures = 0, errors = 0, skipped = 0;
    for (pugi::xml_node const suite : p.root.children("testsuite")) {
        unsigned here = 0;
        for (pugi::xml_node const c : suite.children("testcase")) {
            ++here;
            failures += c.child("failure") ? 1U : 0U;
            errors += c.child("error") ? 1U : 0U;
            skipped += c.child("skipped") ? 1U : 0U;
            for (char const* kind : {"failure", "error"})
                if (c.child(kind)) {
                    EXPECT_STRNE(c.child(kind).attribute("message").value(), "");
                    EXPECT_STRNE(c.child(kind).attribute("type").value(), "");
                }
        }
        EXPECT_EQ(suite.attribute("tests").as_uint(), here);
        tests += here;
    }
    EXPECT_EQ(p.count("tests"), tests);
    EXPECT_EQ(p.count("failures"), failures);
    EXPECT_EQ(p.count("errors"), errors);
    EXPECT_EQ(p.count("skipped"), skipped);
}

TEST_P(junit_samples, are_never_all_passed_where_something_failed_is_open_or_was_not_looked_at) {
    run_report const& report = GetParam().report;
    parsed const p{text(report)};
    EXPECT_EQ(p.count("errors"), report.failures.size());
    bool error = false;
    for (finding const& f : report.findings) error = error || (f.severity == severity::error && !f.waived);
    EXPECT_EQ(p.count("failures") != 0, error);
    bool const open = report.undecided_rows != 0 || report.filings.empty() || report.waived != 0;
    EXPECT_TRUE(!open || p.count("skipped") != 0);
    EXPECT_NE(p.count("tests"), 0U);
    if (report.filings.empty()) {
        EXPECT_GE(p.count("skipped"), 1U);
    }
}

INSTANTIATE_TEST_SUITE_P(all, junit_samples, testing::ValuesIn(samples()),
                         [](auto const& tested) { return tested.param.name; });

TEST(junit, the_threshold_of_the_run_says_what_fails) {
    run_report const& report = sample_report("all_kinds");
    write_options options;
    EXPECT_EQ(parsed{text(report, options)}.count("failures"), 2U);
    options.fails_from = severity::warning;
    EXPECT_EQ(parsed{text(report, options)}.count("failures"), 3U);
    options.fails_from = severity::query;
    EXPECT_EQ(parsed{text(report, options)}.count("failures"), 4U);
    options.fails_from.reset();
    parsed const never{text(report, options)};
    EXPECT_EQ(never.count("failures"), 0U);
    EXPECT_TRUE(never.test("SUB-02").child("skipped")) << "it has not passed either";
}

TEST(junit, what_is_undecided_fails_where_it_must_be_decided) {
    write_options options;
    EXPECT_EQ(parsed{text(sample_report("undecided_only"), options)}.count("failures"), 0U);
    options.requires_decided = true;
    parsed const p{text(sample_report("undecided_only"), options)};
    EXPECT_EQ(p.count("failures"), 6U);
    EXPECT_STREQ(p.test("PTY-01").child("failure").attribute("type").value(), "undecided");
}

TEST(junit, a_failure_tells_place_and_remedy) {
    parsed const p{text(sample_report("all_kinds"))};
    std::string const details = p.test("SUB-02").child("failure").text().get();
    for (char const* part : {"THA_2025_1.0.xml:412:19", "row 37", "held against: THA_2025_1.0.xml:57:24",
                             "remedy: submit a new version", "id: SUB-02/3f9a1c22d07b"})
        EXPECT_NE(details.find(part), std::string::npos) << part << '\n' << details;
    EXPECT_NE(std::string{p.test("ROW-04").child("failure").text().get()}.find("Table 3 Actions!E9"),
              std::string::npos);
}

TEST(junit, a_rule_whose_findings_are_set_aside_is_skipped_with_the_reason) {
    parsed const p{text(sample_report("set_aside"))};
    std::string const message = p.test("ROW-04").child("skipped").attribute("message").value();
    EXPECT_NE(message.find("the Party has confirmed the date in writing"), std::string::npos) << message;
    EXPECT_TRUE(p.test("SUB-02").child("failure")) << "one of its findings is not";
}

TEST(junit, findings_that_are_only_counted_fail_too) {
    run_report report;
    filing_outcome filing;
    filing.id = "CHE-2025-1.0";
    filing.result = consistency_mark::inconsistent;
    report.filings = {filing};
    rule_outcome counted;
    counted.rule = "A-1";
    counted.matched = counted.failed = 3;
    rule_outcome open;
    open.rule = "A-2";
    open.matched = open.undecided = 3;
    rule_outcome passed;
    passed.rule = "A-3";
    passed.matched = passed.passed = 3;
    rule_outcome asked_nowhere;
    asked_nowhere.rule = "A-4";
    report.rules = {counted, open, passed, asked_nowhere};
    parsed const p{text(report)};
    EXPECT_TRUE(p.test("A-1").child("failure"));
    EXPECT_TRUE(p.test("A-2").child("skipped"));
    EXPECT_TRUE(p.test("A-3"));
    EXPECT_FALSE(p.test("A-3").first_child());
    EXPECT_FALSE(p.test("A-4"));
}

TEST(junit, a_filing_of_which_nothing_was_asked_has_not_passed) {
    run_report report;
    filing_outcome filing;
    filing.id = "CHE-2025-1.0";
    report.filings = {filing};
    parsed const p{text(report)};
    EXPECT_EQ(p.count("tests"), p.count("skipped"));
}

}  // namespace
}  // namespace a6::reports
