// JUnit XML: the filings as suites of tests, the rules as their tests.

#include "reports/by_filing.hpp"
#include "reports/escape.hpp"
#include "reports/formats.hpp"
#include "reports/tell.hpp"
#include "reports/threshold.hpp"
#include "reports/words.hpp"
#include "reports/xml_writer.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

enum class outcome : std::uint8_t { passed, skipped, failed, error };

struct test_case {
    std::string name;
    outcome result = outcome::passed;
    std::string message = {};         // in one line
    std::string type = {};            // code of an error
    std::string details = {};         // line by line
    rule_result const* of = nullptr;  // instead of both: they are made when they are written
};

struct counts {
    std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;

    void add(outcome o) {
        ++tests;
        failures += o == outcome::failed ? 1U : 0U;
        errors += o == outcome::error ? 1U : 0U;
        skipped += o == outcome::skipped ? 1U : 0U;
    }
};

struct suite {
    std::string name;
    std::vector<std::pair<std::string_view, std::string>> properties;
    std::vector<test_case> cases;
};

class junit_writer {
public:
    junit_writer(run_report const& report, write_options const& options)
        : report_{report}, options_{options}, say_{*report.lang} {}

    void write(std::ostream& out) {
        collect();
        xml_writer xml{out};
        xml.begin("testsuites");
        xml.attribute("name", printable(report_.tool_name));
        counts all;
        for (suite const& s : suites_)
            for (test_case const& c : s.cases) all.add(c.result);
        write_counts(xml, all);
        for (suite const& s : suites_) write_suite(xml, s);
        xml.end();
    }

private:
    void collect() {
        if (!report_.failures.empty()) add_failures();
        results_ = by_filing(report_, options_.findings_per_rule);
        for (filing_results const& f : results_.filings) add_filing(f);
        suite all{say_("all filings together"), {{"summary", summary_words(report_)}}, {}};
        for (rule_result const& r : results_.elsewhere) all.cases.push_back(case_of(r));
        for (rule_outcome const* r : results_.passed) all.cases.push_back({name_of(r->rule, r->title)});
        std::sort(all.cases.begin(), all.cases.end(),
                  [](test_case const& a, test_case const& b) { return a.name < b.name; });
        // Nothing asked is nothing passed.
        if (report_.filings.empty())
            all.cases.push_back({say_("filings"), outcome::skipped, say_("no filing was checked")});
        else if (results_.passed.empty() && !any_result())
            all.cases.push_back({say_("rules"), outcome::skipped, say_("no rule was asked")});
        suites_.push_back(std::move(all));
    }

    bool any_result() const {
        return !results_.elsewhere.empty() || std::any_of(results_.filings.begin(), results_.filings.end(),
                                                          [](filing_results const& f) { return !f.rules.empty(); });
    }

    static std::string name_of(std::string_view rule, std::string_view title) {
        return printable(rule) + (title.empty() ? "" : ' ' + printable(title));
    }

    void add_failures() {
        suite failures{say_("what could not be checked"), {}, {}};
        for (failure const& f : report_.failures) {
            test_case c{name_of(f.code, f.file), outcome::error, printable(f.message), printable(f.code)};
            c.details = file_place(place_of(f)) + failure_details(f, say_);
            if (f.file.empty()) c.details.erase(0, 1);
            failures.cases.push_back(std::move(c));
        }
        suites_.push_back(std::move(failures));
    }

    void add_filing(filing_results const& results) {
        filing_outcome const& f = *results.filing;
        suite s{printable(f.id), {{"file", f.file}, {"sha256", f.sha256}, {"result", official_words(f.result)}}, {}};
        std::string const name = say_("mark of the filing");
        if (f.superseded_by)
            s.cases.push_back({name, outcome::skipped, say_("replaced by {}", printable(*f.superseded_by))});
        else if (f.result == consistency_mark::consistent)
            s.cases.push_back({name});
        else if (f.result == consistency_mark::not_available)
            s.cases.push_back({name, outcome::skipped, say_(official_words(f.result)), {}, reasons_of(f)});
        // A mark that says that there are inconsistencies is no test of its own: they fail, unless they are set aside.
        for (rule_result const& r : results.rules) s.cases.push_back(case_of(r));
        suites_.push_back(std::move(s));
    }

    std::string reasons_of(filing_outcome const& f) const {
        std::string out;
        for (open_reason const& r : f.null_because)
            out += (out.empty() ? "" : "\n") + say_("{}: {}", printable(r.rule), printable(r.need));
        return out;
    }

    // What is found fails or, below the threshold or set aside, is skipped, as what is open: neither has passed.
    test_case case_of(rule_result const& r) const {
        bool const open = options_.requires_decided && (!r.open.empty() || r.open_rows_unlisted != 0);
        bool const failed =
            open ||
            std::any_of(r.findings.begin(), r.findings.end(),
                        [this](finding const* f) { return fails(*f, options_); }) ||
            std::any_of(r.not_listed.begin(), r.not_listed.end(), [this](rest const& l) { return fails(l, options_); });
        test_case c{name_of(r.rule, r.title), failed ? outcome::failed : outcome::skipped};
        c.of = &r;
        return c;
    }

    // The first thing that makes it fail; where none does, the first of all. And its kind.
    std::pair<std::string, std::string> told_first(rule_result const& r, bool failed) const {
        for (finding const* f : r.findings)
            if (!failed || fails(*f, options_)) return {words_of(*f), std::string{word(f->severity)}};
        for (rest const& left : r.not_listed)
            if (!failed || fails(left, options_))
                return {unlisted_words(left.count, say_), std::string{word(left.severity)}};
        return {r.open.empty() ? open_rows_words(r) : open_words(*r.open.front().group), "undecided"};
    }

    // What is skipped does not show of which kind it is.
    std::string words_of(finding const& f) const {
        std::string text = finding_words(f, say_);
        return f.severity == severity::warning && !f.waived ? say_("warning: {}", text) : text;
    }

    std::string open_words(undecided const& u) const { return say_("undecided: {}", undecided_words(u, say_)); }
    std::string open_rows_words(rule_result const& r) const {
        return say_.counted(r.open_rows_unlisted, "{} row undecided", "{} rows undecided");
    }

    void write_details(xml_writer& xml, rule_result const& r) const {
        // A single thing that is open is told by the message.
        if (r.findings.empty() && r.not_listed.size() + r.open.size() + (r.open_rows_unlisted != 0 ? 1 : 0) == 1)
            return;
        std::string_view between;
        auto const write = [&](std::string const& text) {
            xml.text(between);
            xml.text(text);
            between = "\n\n";
        };
        for (finding const* f : r.findings) write(words_of(*f) + finding_details(*f, say_));
        for (rest const& left : r.not_listed) write(unlisted_words(left.count, say_));
        for (open_group const& o : r.open) write(open_words(*o.group));
        if (r.open_rows_unlisted != 0) write(open_rows_words(r));
    }

    static void write_counts(xml_writer& xml, counts const& c) {
        xml.attribute("tests", c.tests);
        xml.attribute("failures", c.failures);
        xml.attribute("errors", c.errors);
        xml.attribute("skipped", c.skipped);
    }

    void write_suite(xml_writer& xml, suite const& s) const {
        xml.begin("testsuite");
        xml.attribute("name", s.name);
        counts all;
        for (test_case const& c : s.cases) all.add(c.result);
        write_counts(xml, all);
        if (!s.properties.empty()) xml.begin("properties");
        for (auto const& property : s.properties) {
            xml.begin("property");
            xml.attribute("name", property.first);
            xml.attribute("value", property.second);
            xml.end();
        }
        if (!s.properties.empty()) xml.end();
        for (test_case const& c : s.cases) write_case(xml, s, c);
        xml.end();
    }

    void write_case(xml_writer& xml, suite const& s, test_case const& c) const {
        xml.begin("testcase");
        xml.attribute("classname", s.name);
        xml.attribute("name", c.name);
        if (c.result != outcome::passed) {
            xml.begin(c.result == outcome::skipped ? "skipped" : c.result == outcome::failed ? "failure" : "error");
            auto const told = c.of ? told_first(*c.of, c.result == outcome::failed) : std::pair{c.message, c.type};
            xml.attribute("message", told.first);
            if (c.result != outcome::skipped) xml.attribute("type", told.second);
            if (c.of)
                write_details(xml, *c.of);
            else
                xml.text(c.details);
            xml.end();
        }
        xml.end();
    }

    run_report const& report_;
    write_options const& options_;
    language const& say_;
    results_by_filing results_;
    std::vector<suite> suites_;
};

}  // namespace

void write_junit(run_report const& report, write_options const& options, std::ostream& out) {
    junit_writer{report, options}.write(out);
}

}  // namespace a6::reports
