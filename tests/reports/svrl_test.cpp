#include "checker/xml_gate.hpp"
#include "reports/writer.hpp"
#include "reports/xml_paths.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <map>
#include <pugixml.hpp>
#include <regex>
#include <sstream>
#include <string>

namespace a6::reports {
namespace {

std::string text(run_report const& report) {
    std::ostringstream out;
    find_format("svrl")->write(report, {}, out);
    return out.str();
}

class svrl_samples : public testing::TestWithParam<sample> {};

// (active-pattern, (fired-rule, (failed-assert | successful-report)*)+)+ behind text and prefixes.
TEST_P(svrl_samples, have_the_order_of_the_standard) {
    std::string const xml = text(GetParam().report);
    auto const gate = checker::check_xml_bytes(xml);
    ASSERT_FALSE(gate.error) << gate.error->message;
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(xml.c_str()));
    std::string order;
    for (pugi::xml_node const node : document.child("svrl:schematron-output").children()) {
        std::map<std::string, char> const letters = {
            {"svrl:text", 't'},           {"svrl:ns-prefix-in-attribute-values", 'n'},
            {"svrl:active-pattern", 'p'}, {"svrl:fired-rule", 'r'},
            {"svrl:failed-assert", 'm'},  {"svrl:successful-report", 'm'}};
        auto const letter = letters.find(node.name());
        ASSERT_NE(letter, letters.end()) << node.name();
        order += letter->second;
        if (letter->second == 'r') {
            EXPECT_STRNE(node.attribute("context").value(), "");
        }
        if (letter->second != 'm') continue;
        for (char const* needed : {"location", "test", "role", "flag"})
            EXPECT_STRNE(node.attribute(needed).value(), "") << node.name();
        EXPECT_TRUE(std::regex_match(node.attribute("id").value(), std::regex("[A-Za-z_][A-Za-z0-9._-]*")));
        EXPECT_STREQ(node.first_child().name(), "svrl:text");
    }
    EXPECT_TRUE(std::regex_match(order, std::regex("t*n*(p(rm*)+)+"))) << order;
}

TEST_P(svrl_samples, fail_for_errors_and_warnings_and_for_what_could_not_be_read) {
    run_report const& report = GetParam().report;
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(text(report).c_str()));
    std::map<std::string, std::uint64_t> roles;
    for (pugi::xml_node const node : document.first_child().children("svrl:failed-assert"))
        ++roles[node.attribute("role").value()];
    std::uint64_t errors = 0, warnings = 0;
    for (finding const& f : report.findings) {
        errors += f.severity == severity::error && !f.waived ? 1U : 0U;
        warnings += f.severity == severity::warning && !f.waived ? 1U : 0U;
    }
    for (not_kept const& n : report.beyond) {  // one line for them all
        errors += n.severity == severity::error ? 1U : 0U;
        warnings += n.severity == severity::warning ? 1U : 0U;
    }
    EXPECT_EQ(roles["error"], errors);
    EXPECT_EQ(roles["warning"], warnings);
    EXPECT_EQ(roles["fatal"], report.failures.empty() && report.filings.empty() ? 1 : report.failures.size());
    EXPECT_EQ(roles.count("info"), 0U);
    for (pugi::xml_node const node : document.first_child().children("svrl:successful-report"))
        EXPECT_STREQ(node.attribute("role").value(), "info");
}

INSTANTIATE_TEST_SUITE_P(all, svrl_samples, testing::ValuesIn(samples()),
                         [](auto const& tested) { return tested.param.name; });

TEST(xml_paths, lead_to_the_value_or_to_what_it_is_missing_from) {
    xml_format const& format = sample_report("all_kinds").xml;
    xml_paths const paths{format, "f:"};
    location l;
    l.table = "Actions";
    l.row = 37;
    l.field = "Quantity/CO2";
    l.value = "250";
    std::string const row = "/f:filing/f:AnnualInformation/f:Actions/f:Action[37]";
    EXPECT_EQ(paths.of(l), row + "/f:QuantityCO2");
    l.value.reset();
    EXPECT_EQ(paths.of(l), row);
    l.confidential = true;
    EXPECT_EQ(paths.of(l), row + "/f:QuantityCO2");
    l.field = "of another model";
    EXPECT_EQ(paths.of(l), row);
    l.row = 0;
    EXPECT_EQ(paths.of(l), "/f:filing/f:AnnualInformation/f:Actions");
    l.table = "Submission";
    l.field = "Party";
    EXPECT_EQ(paths.of(l), "/f:filing/f:AnnualInformation/f:Submission/f:ParticipatingParty");
    l.table = "Balances";
    EXPECT_EQ(paths.of(l), "/f:filing") << "made from rows of many tables";
    EXPECT_EQ(paths.rows_of("Actions"), "/f:filing/f:AnnualInformation/f:Actions/f:Action");
    EXPECT_EQ(xml_paths({}, "f:").of(l), "/");
}

}  // namespace
}  // namespace a6::reports
