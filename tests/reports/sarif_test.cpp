// SARIF without its schema: what the standard asks of a file of this kind, and what viewers make of it.

#include "reports/sarif_rules.hpp"
#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace a6::reports {
namespace {

using json = nlohmann::json;
using names = std::set<std::string>;

json written(char const* format, run_report const& report, write_options const& options = {}) {
    std::ostringstream out;
    find_format(format)->write(report, options, out);
    return json::parse(out.str());
}

// The properties that an object may have; the schema allows no others.
void expect_only(json const& object, names const& allowed, char const* what) {
    ASSERT_TRUE(object.is_object()) << what;
    for (auto const& item : object.items()) EXPECT_TRUE(allowed.contains(item.key())) << what << " has " << item.key();
}

void expect_text(json const& message, char const* what) {
    expect_only(message, {"text", "markdown"}, what);
    ASSERT_TRUE(message.contains("text")) << what;
    EXPECT_FALSE(message["text"].get<std::string>().empty()) << what;
}

// A relative reference in the characters of RFC 3986.
void expect_relative(std::string const& uri) {
    static std::regex const shape(R"((?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+)");
    EXPECT_TRUE(std::regex_match(uri, shape)) << uri;
    EXPECT_FALSE(uri.starts_with('/')) << uri;
    EXPECT_EQ(("/" + uri + "/").find("/../"), std::string::npos) << uri;
}

class checked_log {
public:
    checked_log(json const& log, bool code_scanning) : code_scanning_{code_scanning} {
        expect_only(log, {"$schema", "version", "runs"}, "log");
        EXPECT_EQ(log["version"], "2.1.0");
        EXPECT_EQ(log["runs"].size(), 1U);
        run_ = log["runs"].at(0);
        expect_only(run_, {"tool", "invocations", "artifacts", "columnKind", "language", "results", "properties"},
                    "run");
        EXPECT_EQ(run_["columnKind"], "unicodeCodePoints");
        EXPECT_TRUE(std::regex_match(run_["language"].get<std::string>(), std::regex("[a-z]{2}")));
        check_rules();
        check_artifacts();
        check_invocation();
        check_results();
    }

    json const& run() const { return run_; }

private:
    void check_rules() {
        json const& driver = run_["tool"]["driver"];
        expect_only(driver, {"name", "version", "rules"}, "driver");
        EXPECT_FALSE(driver["name"].get<std::string>().empty());
        names ids;
        for (json const& rule : driver["rules"]) {
            expect_only(
                rule,
                {"id", "name", "shortDescription", "fullDescription", "defaultConfiguration", "help", "properties"},
                "rule");
            EXPECT_TRUE(ids.insert(rule["id"]).second) << rule["id"];
            if (rule.contains("name")) {
                EXPECT_LE(rule["name"].get<std::string>().size(), 255U);
                EXPECT_NE(rule["name"], rule["id"]);
            }
            for (char const* text : {"shortDescription", "fullDescription", "help"}) expect_text(rule[text], text);
            EXPECT_LE(rule["fullDescription"]["text"].get<std::string>().size(), 1024U);
            EXPECT_FALSE(rule["help"]["markdown"].get<std::string>().empty());
            names const levels = {"error", "warning", "note"};
            EXPECT_TRUE(levels.contains(rule["defaultConfiguration"]["level"])) << rule;
            EXPECT_LE(rule["properties"]["tags"].size(), 10U);
        }
    }

    void check_artifacts() {
        names uris;
        for (json const& artifact : run_["artifacts"]) {
            expect_only(artifact, {"location", "hashes", "roles", "properties"}, "artifact");
            expect_relative(artifact["location"]["uri"]);
            EXPECT_TRUE(uris.insert(artifact["location"]["uri"]).second) << artifact;
        }
    }

    void check_invocation() {
        ASSERT_EQ(run_["invocations"].size(), 1U);
        json const& invocation = run_["invocations"][0];
        expect_only(invocation,
                    {"executionSuccessful", "exitCode", "exitCodeDescription", "toolExecutionNotifications"},
                    "invocation");
        for (json const& n : invocation["toolExecutionNotifications"]) {
            expect_only(n, {"level", "message", "descriptor", "associatedRule", "locations"}, "notification");
            expect_text(n["message"], "notification");
            names const levels = {"error", "warning", "note"};
            EXPECT_TRUE(levels.contains(n["level"])) << n;
            if (n.contains("associatedRule")) {
                EXPECT_EQ(rule(n["associatedRule"]["index"])["id"], n["associatedRule"]["id"]);
            }
            if (n.contains("locations")) check_locations(n["locations"], "notification");
        }
    }

    json const& rule(json const& index) const {
        json const& rules = run_["tool"]["driver"]["rules"];
        EXPECT_LT(index.get<std::size_t>(), rules.size());
        return rules.at(index.get<std::size_t>());
    }

    void check_results() {
        std::size_t with_suppressions = 0;
        for (json const& r : run_["results"]) {
            expect_only(r,
                        {"ruleId", "ruleIndex", "kind", "level", "message", "locations", "relatedLocations",
                         "partialFingerprints", "baselineState", "suppressions", "properties"},
                        "result");
            EXPECT_EQ(rule(r["ruleIndex"])["id"], r["ruleId"]);
            check_kind(r);
            expect_text(r["message"], "result");
            if (r.contains("locations")) {
                EXPECT_EQ(r["locations"].size(), 1U);
                check_locations(r["locations"], "result");
            }
            check_related(r);
            if (r.contains("baselineState")) {
                names const states = {"new", "unchanged", "absent"};
                EXPECT_TRUE(states.contains(r["baselineState"])) << r;
            }
            with_suppressions += r.contains("suppressions") ? 1U : 0U;
            if (r.contains("suppressions")) check_suppressions(r["suppressions"]);
            if (code_scanning_) check_for_code_scanning(r);
        }
        EXPECT_TRUE(with_suppressions == 0 || with_suppressions == run_["results"].size());
    }

    void check_kind(json const& r) {
        names const levels = {"error", "warning", "note", "none"};
        EXPECT_TRUE(levels.contains(r["level"])) << r;
        if (!r.contains("kind")) return;
        names const kinds = {"fail", "review", "open", "informational"};
        EXPECT_TRUE(kinds.contains(r["kind"])) << r;
        EXPECT_EQ(r["kind"] == "fail", r["level"] != "none") << "a level other than none is of what fails";
    }

    void check_locations(json const& locations, char const* what) {
        for (json const& l : locations) {
            expect_only(l, {"id", "physicalLocation", "logicalLocations", "message"}, what);
            if (l.contains("message")) expect_text(l["message"], what);
            if (l.contains("logicalLocations"))
                for (json const& logical : l["logicalLocations"]) {
                    expect_only(logical, {"name", "fullyQualifiedName", "kind"}, what);
                    EXPECT_FALSE(logical["fullyQualifiedName"].get<std::string>().empty());
                }
            if (l.contains("physicalLocation")) check_place(l["physicalLocation"]);
        }
    }

    void check_place(json const& place) {
        expect_only(place, {"artifactLocation", "region"}, "place");
        json const& file = place["artifactLocation"];
        expect_relative(file["uri"]);
        if (file.contains("index")) {
            ASSERT_LT(file["index"].get<std::size_t>(), run_["artifacts"].size());
            EXPECT_EQ(run_["artifacts"][file["index"].get<std::size_t>()]["location"]["uri"], file["uri"]);
        }
        if (!place.contains("region")) return;
        json const& region = place["region"];
        expect_only(region, {"startLine", "startColumn", "endColumn"}, "region");
        EXPECT_GE(region["startLine"], 1);
        if (region.contains("startColumn")) {
            EXPECT_GE(region["startColumn"], 1);
        }
        if (region.contains("endColumn")) {
            EXPECT_GT(region["endColumn"], region["startColumn"]);
        }
    }

    // Links of the message lead to places that are there, and a filing makes none.
    void check_related(json const& r) {
        std::set<int> ids;
        if (r.contains("relatedLocations")) {
            check_locations(r["relatedLocations"], "related");
            EXPECT_LE(r["relatedLocations"].size(), 100U);
            for (json const& l : r["relatedLocations"]) EXPECT_TRUE(ids.insert(l["id"].get<int>()).second);
        }
        std::string const text = r["message"]["text"];
        static std::regex const link(R"(\\.|\[(?:\\.|[^\]\\])*\]\(([^)]*)\))");
        for (std::sregex_iterator it(text.begin(), text.end(), link), end; it != end; ++it)
            if ((*it)[1].matched) {
                ASSERT_TRUE(std::regex_match(it->str(1), std::regex("[0-9]+"))) << text;
                EXPECT_TRUE(ids.contains(std::stoi(it->str(1)))) << text;
            }
    }

    void check_suppressions(json const& suppressions) {
        for (json const& s : suppressions) {
            expect_only(s, {"kind", "justification", "location", "properties"}, "suppression");
            EXPECT_EQ(s["kind"], "external");
            EXPECT_FALSE(s["justification"].get<std::string>().empty());
        }
    }

    // What GitHub asks for beyond the standard.
    static void check_for_code_scanning(json const& r) {
        ASSERT_EQ(r["locations"].size(), 1U) << r;
        EXPECT_GE(r["locations"][0]["physicalLocation"]["region"]["startLine"], 1) << r;
        EXPECT_FALSE(r["partialFingerprints"]["primaryLocationLineHash"].get<std::string>().empty());
        EXPECT_NE(r["level"], "none") << "not shown";
        for (char const* ignored : {"kind", "baselineState", "suppressions"}) EXPECT_FALSE(r.contains(ignored)) << r;
    }

    bool code_scanning_;
    json run_;
};

class sarif_samples : public testing::TestWithParam<sample> {};

TEST_P(sarif_samples, are_what_the_standard_asks_for_and_say_what_the_report_says) {
    run_report const& report = GetParam().report;
    checked_log const log{written("sarif", report), false};
    std::map<std::string, std::uint64_t> by_kind;
    std::uint64_t waived = 0, absent = 0;
    for (json const& r : log.run()["results"]) {
        bool const gone = r.value("baselineState", "") == "absent";
        absent += gone ? 1U : 0U;
        if (!gone) ++by_kind[r["kind"].get<std::string>() + ' ' + r["level"].get<std::string>()];
        waived += r.contains("suppressions") && !r["suppressions"].empty() ? 1U : 0U;
    }
    std::uint64_t listed_errors = 0, listed_warnings = 0, listed_queries = 0;
    for (finding const& f : report.findings)
        ++(f.severity == severity::error     ? listed_errors
           : f.severity == severity::warning ? listed_warnings
                                             : listed_queries);
    EXPECT_EQ(by_kind["fail error"], listed_errors);
    EXPECT_EQ(by_kind["fail warning"], listed_warnings);
    EXPECT_EQ(by_kind["review none"], listed_queries);
    EXPECT_EQ(by_kind["open none"], report.undecided.size());
    EXPECT_EQ(by_kind["informational none"], report.information.size());
    EXPECT_EQ(waived, report.waived);
    EXPECT_EQ(absent, report.baseline ? report.baseline->gone.size() : 0);
    json const& invocation = log.run()["invocations"][0];
    EXPECT_EQ(invocation["executionSuccessful"], report.failures.empty());
    std::size_t failures = 0;
    for (json const& n : invocation["toolExecutionNotifications"]) failures += n["level"] == "error" ? 1U : 0U;
    EXPECT_EQ(failures, report.failures.size());
}

TEST_P(sarif_samples, show_on_github_what_is_open_and_nothing_else) {
    run_report const& report = GetParam().report;
    checked_log const log{written("code-scanning", report), true};
    EXPECT_EQ(log.run()["results"].size(),
              report.failures.size() + report.findings.size() - report.waived + report.undecided.size());
    for (std::size_t i = 0; i < report.failures.size(); ++i)
        EXPECT_EQ(log.run()["results"][i]["level"], "error") << "what could not be read is no closed alert";
    EXPECT_EQ(log.run()["invocations"][0]["executionSuccessful"], report.failures.empty());
}

INSTANTIATE_TEST_SUITE_P(all, sarif_samples, testing::ValuesIn(samples()),
                         [](auto const& tested) { return tested.param.name; });

run_report one_finding(std::string const& message) {
    run_report report;
    finding f;
    f.id = "A-1/000000000001";
    f.rule = "A-1";
    f.message = message;
    report.findings = {f};
    report.errors = 1;
    return report;
}

TEST(sarif, results_are_known_again_by_the_id_of_the_finding) {
    json const result = written("sarif", one_finding("wrong"))["runs"][0]["results"][0];
    EXPECT_EQ(result["partialFingerprints"]["findingId/v1"], "A-1/000000000001");
    EXPECT_FALSE(result.contains("suppressions"));
    EXPECT_FALSE(result.contains("baselineState"));
}

TEST(sarif, groups_of_undecided_rows_are_told_apart_by_what_they_need) {
    run_report const& report = sample_report("undecided_only");
    names fingerprints;
    json const log = written("sarif", report);
    for (json const& r : log["runs"][0]["results"]) fingerprints.insert(r["partialFingerprints"]["findingId/v1"]);
    EXPECT_EQ(fingerprints.size(), report.undecided.size());
    run_report same = report;
    same.undecided[0].rows = 7;
    EXPECT_EQ(written("sarif", same)["runs"][0]["results"][0]["partialFingerprints"],
              written("sarif", report)["runs"][0]["results"][0]["partialFingerprints"])
        << "how many rows wait is not what it is";
    same.undecided[0].needs.pop_back();
    EXPECT_NE(written("sarif", same)["runs"][0]["results"][0]["partialFingerprints"],
              written("sarif", report)["runs"][0]["results"][0]["partialFingerprints"]);
}

TEST(sarif, no_filing_makes_a_link) {
    for (char const* hostile : {"[click](http://example.org)", "\\[click](1)", "[[x]](2)", "[a](b"}) {
        checked_log const log{written("sarif", one_finding(hostile)), false};
        std::string const text = log.run()["results"][0]["message"]["text"];
        EXPECT_EQ(text.find(']'), text.find("\\]") + 1) << text;
    }
    EXPECT_EQ(sarif_text("[a]\\"), "\\[a\\]\\\\");
}

TEST(sarif, says_the_cell_of_a_workbook_and_no_line_of_it) {
    for (char const* format : {"sarif", "code-scanning"}) {
        json const results = written(format, sample_report("all_kinds"))["runs"][0]["results"];
        json const& result = results[1];
        EXPECT_NE(result["message"]["text"].get<std::string>().find("(Table 3 Actions!E9)"), std::string::npos);
        json const& place = result["locations"][0];
        EXPECT_EQ(place["logicalLocations"][0]["fullyQualifiedName"], "Table 3 Actions!E9");
        EXPECT_EQ(place["physicalLocation"].contains("region"), std::string{format} != "sarif");
    }
}

TEST(sarif, a_region_ends_where_the_excerpt_tells) {
    auto const region = [](run_report const& report) {
        return written("sarif", report)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    };
    run_report report = sample_report("non_bmp");
    EXPECT_EQ(region(report), json::parse(R"({"startLine": 412, "startColumn": 19, "endColumn": 21})"))
        << "two characters, of four bytes each";
    // The window ends before the value does.
    EXPECT_EQ(region(sample_report("long_line")), json::parse(R"({"startLine": 412, "startColumn": 19})"));
    report.findings[0].locations[0].excerpt.clear();
    EXPECT_EQ(region(report), json::parse(R"({"startLine": 412, "startColumn": 19})"));
}

TEST(sarif, exit_codes_are_those_of_the_program) {
    write_options options;
    EXPECT_FALSE(written("sarif", one_finding("x"))["runs"][0]["invocations"][0].contains("exitCode"));
    for (int const code : {0, 1, 2, 3}) {
        options.exit_code = code;
        json const invocation = written("sarif", one_finding("x"), options)["runs"][0]["invocations"][0];
        EXPECT_EQ(invocation["exitCode"], code);
        EXPECT_FALSE(invocation["exitCodeDescription"].get<std::string>().empty());
    }
}

TEST(sarif, lists_so_many_findings_of_a_rule_and_counts_the_others) {
    write_options options;
    options.findings_per_rule = 5;
    checked_log const log{written("sarif", sample_report("many_findings"), options), false};
    EXPECT_EQ(log.run()["results"].size(), 10U);
    json const& notifications = log.run()["invocations"][0]["toolExecutionNotifications"];
    std::string all;
    for (json const& n : notifications) all += n["message"]["text"].get<std::string>() + '\n';
    EXPECT_NE(all.find("ROW-02: 16 more findings of this rule"), std::string::npos) << all;
    EXPECT_EQ(log.run()["invocations"][0]["executionSuccessful"], true);
}

TEST(sarif, code_scanning_gets_no_more_results_than_it_takes) {
    run_report report = one_finding("wrong");
    report.findings.resize(25'100, report.findings.front());
    report.undecided.resize(7);
    for (undecided& u : report.undecided) u.rule = "A-1";
    write_options options;
    options.findings_per_rule = 0;
    auto const results = [&](char const* format, std::string const& said) {
        std::ostringstream out;
        find_format(format)->write(report, options, out);
        std::string const all = out.str();
        EXPECT_NE(all.find(said), std::string::npos) << format;
        std::size_t n = 0;
        for (std::size_t at = 0; (at = all.find("\"ruleId\"", at)) != std::string::npos; ++at) ++n;
        return n;
    };
    EXPECT_EQ(results("code-scanning", "107 results are left out: code scanning takes no more"), 25'000U);
    EXPECT_EQ(results("sarif", "\"toolExecutionNotifications\": []"), 25'107U);
}

}  // namespace
}  // namespace a6::reports
