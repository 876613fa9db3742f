// What became of findings between two runs. Nothing counts as closed that the new run could not have found again.

#include "reports/comparison.hpp"
#include "reports/gone.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace a6::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

finding found(std::string const& id, std::string const& party, std::string const& year) {
    finding f;
    f.id = id;
    f.rule = id.substr(0, id.find('/'));
    f.message = "message of " + id;
    location at;
    at.party = party;
    at.filing = party + "-" + year;
    at.file = party + ".xml";
    f.locations.push_back(at);
    return f;
}

filing_outcome filed(std::string const& party, std::string const& year) {
    filing_outcome f;
    f.id = party + "-" + year;
    f.kind = {"annual_information"};
    f.party = party;
    f.reported_year = year;
    return f;
}

undecided not_told(std::string const& rule, std::string const& party, std::string const& year, std::uint64_t rows) {
    undecided u;
    u.rule = rule;
    u.rows = rows;
    location at;
    at.party = party;
    at.filing = party + "-" + year;
    u.locations.push_back(at);
    return u;
}

std::vector<std::string> ids(std::vector<finding const*> const& all) {
    std::vector<std::string> out;
    for (auto const* f : all) out.push_back(f->id);
    return out;
}

finding const* finding_of(run_report const& report, std::string const& id) {
    for (finding const& f : report.findings)
        if (f.id == id) return &f;
    return nullptr;
}

// One Party with two findings, of which the new run still has one and adds another.
struct runs {
    run_report before, after;
    runs() {
        before.filings = after.filings = {filed("GHA", "2024")};
        before.findings = {found("A-1/aa", "GHA", "2024"), found("A-2/bb", "GHA", "2024")};
        after.findings = {found("A-2/bb", "GHA", "2024"), found("A-3/cc", "GHA", "2024")};
    }
};

TEST(comparison, tells_closed_open_and_opened_apart) {
    runs r;
    auto const c = compare(r.before, r.after);
    EXPECT_THAT(ids(c.closed), ElementsAre("A-1/aa"));
    EXPECT_THAT(ids(c.untold), IsEmpty());
    EXPECT_THAT(ids(c.open), ElementsAre("A-2/bb"));
    EXPECT_THAT(ids(c.opened), ElementsAre("A-3/cc"));
}

TEST(comparison, a_filing_that_is_gone_closes_nothing) {
    runs r;
    r.after.filings = {filed("GHA", "2025"), filed("CHE", "2024")};
    auto const c = compare(r.before, r.after);
    EXPECT_THAT(ids(c.closed), IsEmpty());
    EXPECT_THAT(ids(c.untold), ElementsAre("A-1/aa"));
}

TEST(comparison, without_the_other_side_or_the_evidence_nothing_is_closed) {
    for (auto const role : {location_role::counterpart, location_role::evidence}) {
        runs r;
        r.before.filings.push_back(filed("CHE", "2024"));
        location other = found("A-1/aa", "CHE", "2024").locations.front();
        other.role = role;
        r.before.findings.front().locations.push_back(other);
        EXPECT_THAT(ids(compare(r.before, r.after).untold), ElementsAre("A-1/aa"));
        // another version of it will do
        r.after.filings.push_back(filed("CHE", "2024"));
        r.after.filings.back().id = "CHE-2024-1.1";
        EXPECT_THAT(ids(compare(r.before, r.after).closed), ElementsAre("A-1/aa"));
    }
}

TEST(comparison, a_rule_that_is_undecided_closes_nothing_in_that_filing) {
    runs r;
    r.after.filings.push_back(filed("CHE", "2024"));
    r.after.filings.push_back(filed("GHA", "2025"));
    r.after.undecided = {not_told("A-1", "CHE", "2024", 1)};
    EXPECT_THAT(ids(compare(r.before, r.after).closed), ElementsAre("A-1/aa"));
    // a finding of 2024 is not what cannot be told of 2025
    r.after.undecided = {not_told("A-1", "GHA", "2025", 1)};
    EXPECT_THAT(ids(compare(r.before, r.after).closed), ElementsAre("A-1/aa"));
    r.after.undecided = {not_told("A-1", "GHA", "2024", 1)};
    EXPECT_THAT(ids(compare(r.before, r.after).untold), ElementsAre("A-1/aa"));
    // more rows than places are named: one of the others may be in this filing
    r.after.undecided = {not_told("A-1", "CHE", "2024", 2)};
    EXPECT_THAT(ids(compare(r.before, r.after).untold), ElementsAre("A-1/aa"));
}

TEST(comparison, an_error_inside_the_engine_closes_nothing) {
    runs r;
    failure f;
    f.code = "E100";
    r.after.failures = {f};
    EXPECT_THAT(ids(compare(r.before, r.after).untold), ElementsAre("A-1/aa"));
}

TEST(comparison, closes_nothing_of_a_rule_of_which_not_every_finding_is_kept) {
    runs r;
    r.after.beyond = {{"A-1", severity::error, {}, 1}};
    EXPECT_THAT(ids(compare(r.before, r.after).untold), ElementsAre("A-1/aa"));
    r.after.beyond = {{"B-1", severity::error, {}, 1}, {"A-1", std::nullopt, {}, 1}};
    EXPECT_THAT(ids(compare(r.before, r.after).closed), ElementsAre("A-1/aa"));
}

TEST(comparison, says_why_a_finding_is_not_there_any_more) {
    auto const why = [](runs const& r, bool all_kept = false) {
        return gone_findings{r.before, r.after, all_kept}.why(*finding_of(r.before, "A-1/aa"));
    };
    EXPECT_EQ(why({}), gone_because::mended);
    runs other_year;
    other_year.after.filings = {filed("GHA", "2030")};
    EXPECT_EQ(why(other_year), gone_because::filing_not_given);
    runs open;
    open.after.undecided = {not_told("A-1", "GHA", "2024", 1)};
    EXPECT_EQ(why(open), gone_because::undecided);
    runs open_somewhere;
    open_somewhere.after.undecided = {not_told("A-1", "CHE", "2024", 9)};
    EXPECT_EQ(why(open_somewhere), gone_because::undecided) << "of nine rows one place is named";
    runs cut;
    cut.after.beyond = {{"A-1", severity::error, {}, 1}};
    EXPECT_EQ(why(cut), gone_because::not_checked);
    EXPECT_EQ(why(cut, true), gone_because::mended) << "what the old run found was looked for";
    runs failed;
    failed.after.failures = {{"", "E100", "the run broke off", "", 0, 0}};
    EXPECT_EQ(why(failed), gone_because::not_checked);
    runs in_part;
    in_part.after.filings[0].file = "new.xml";
    in_part.after.failures = {{"new.xml", "E103", "too many rows", "", 0, 0, true}};
    EXPECT_EQ(why(in_part), gone_because::not_checked);
    runs facts;
    facts.after.failures = {{"facts.xml", "E102", "no facts", "", 0, 0, true}};
    EXPECT_EQ(why(facts), gone_because::not_checked);
    runs other_rules;
    other_rules.after.rules.emplace_back().rule = "B-1";
    EXPECT_EQ(why(other_rules), gone_because::no_rule);
}

TEST(comparison, names_what_could_not_be_read_and_in_which_set) {
    runs r;
    r.after.failures.push_back({"x.xml", "X104", "it ends in the middle", "send it again", 1, 2});
    std::ostringstream text;
    write_comparison_text(r.before, r.after, text);
    EXPECT_THAT(text.str(), HasSubstr("Not everything in NEW could be checked.\n\nfailure[X104] it ends in the middle\n"
                                      "  --> x.xml:1:2\n  = this file was not checked\n  = remedy: send it again\n"));
    EXPECT_THAT(text.str(), Not(HasSubstr("Not everything in OLD")));
    std::ostringstream json;
    write_comparison_json(r.before, r.after, json);
    EXPECT_THAT(json.str(), HasSubstr("\"old_failures\": []"));
    EXPECT_THAT(json.str(), HasSubstr("\"help\": \"send it again\""));
}

TEST(comparison, reads_by_party_and_what_became_of_it) {
    runs r;
    std::ostringstream text;
    write_comparison_text(r.before, r.after, text);
    EXPECT_THAT(text.str(), HasSubstr("GHA\n  closed: 1\n    - error A-1/aa  GHA.xml\n      message of A-1/aa\n"
                                      "  left open: 1\n    = error A-2/bb  GHA.xml\n      message of A-2/bb\n"
                                      "  opened: 1\n    + error A-3/cc  GHA.xml\n"));
    EXPECT_THAT(text.str(), HasSubstr("closed 1, not decided any more 0, left open 1, opened 1\n"));
    std::ostringstream json;
    write_comparison_json(r.before, r.after, json);
    EXPECT_THAT(json.str(), HasSubstr("a6check-comparison/1"));
    EXPECT_THAT(json.str(), HasSubstr("not_decided"));
}

}  // namespace
}  // namespace a6::reports
