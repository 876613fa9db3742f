#include "reports/coverage.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace a6::reports {
namespace {

coverage small() {
    coverage c;
    c.rulebook_name = "Harbour";
    c.rulebook_version = "3";
    c.parts = {{"lamps", "Lamps"}};
    covered_requirement r;
    r.id = "HB-02";
    r.paraphrase = "A boat carries a lamp";
    r.sources = {{"1/HBR.1", "2", {}, {}, {}, {}}};
    r.part = "lamps";
    r.binds = {"party"};
    r.strength = "shall";
    r.testable = "full";
    c.requirements = {r};
    c.instruments = {{"1/HBR.1", "Boats", "2020-01-01", {{0, {"2"}, {}}}}};
    return c;
}

std::string text(coverage const& c) {
    std::ostringstream out;
    write_coverage_text(c, out);
    return out.str();
}

bool contains(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(coverage, each_disposition_says_who_decides) {
    coverage c = small();
    auto& r = c.requirements.front();
    r.rules = {"HB-01", "HB-03"};
    r.question = "Which lamp?";
    r.reason = "It is dark.";
    r.from = "2020-01-01";
    std::vector<std::pair<disposition, std::string>> const wanted = {
        {disposition::encoded, "party, shall; decided by HB-01, HB-03\n"},
        {disposition::presence, "party, shall; presence by HB-01, HB-03; a reviewer is asked: Which lamp?\n"},
        {disposition::question, "party, shall; a reviewer is asked: Which lamp?\n"},
        {disposition::definition, "party, shall; definition or context: It is dark.\n"},
        {disposition::secretariat, "party, shall; for the secretariat, the CMA or the review team: It is dark.\n"},
        {disposition::pending, "party, shall; not yet in force: It is dark.\n"},
        {disposition::open_reading, "party, shall; uncertain reading, queries by HB-01, HB-03: It is dark.\n"}};
    for (auto const& [d, words] : wanted) {
        r.disposition = d;
        EXPECT_TRUE(contains(text(c), words)) << text(c);
    }
    r.disposition = disposition::pending;
    r.until = "2031-01-01";
    EXPECT_TRUE(contains(text(c), "not yet in force: It is dark; in force until 2031-01-01\n")) << text(c);
    r.disposition = disposition::encoded;
    r.rules.clear();
    EXPECT_TRUE(contains(text(c), "decided by no rule")) << text(c);
}

TEST(coverage, lines_are_wrapped_and_no_word_is_lost) {
    coverage c = small();
    auto& r = c.requirements.front();
    r.disposition = disposition::question;
    for (int n = 0; n < 80; ++n) r.question += "word" + std::to_string(n) + ' ';
    std::istringstream lines{text(c)};
    std::string all;
    for (std::string line; std::getline(lines, line); all += line + ' ') EXPECT_LE(line.size(), 110U);
    for (int n = 0; n < 80; ++n) EXPECT_TRUE(contains(all, "word" + std::to_string(n) + ' '));
}

TEST(coverage, texts_of_the_rulebook_move_no_cursor) {
    coverage c = small();
    c.requirements.front().paraphrase = "A \x1b[31mred\x1b[0m\nboat";
    c.requirements.front().id = "HB\t1";
    std::string const out = text(c);
    EXPECT_FALSE(contains(out, "\x1b"));
    EXPECT_TRUE(contains(out, "HB\\t1"));
}

TEST(coverage, texts_are_counted_by_state) {
    coverage c = small();
    EXPECT_EQ(c.count(text_state::changed), 0U);
    c.compared = true;
    auto& s = c.requirements.front().sources.front();
    s.state = text_state::changed;
    s.digest = "0000000000000000";
    s.found_digest = "1111111111111111";
    EXPECT_EQ(c.count(text_state::changed), 1U);
    EXPECT_TRUE(
        contains(text(c), "  HB-02  1/HBR.1 para 2: recorded 0000000000000000, now 1111111111111111; rules: none\n"))
        << text(c);
    std::ostringstream json;
    write_coverage_json(c, json);
    EXPECT_TRUE(contains(json.str(), "\"text\": \"changed\"")) << json.str();
    EXPECT_TRUE(contains(json.str(), "\"question\": null"));
}

}  // namespace
}  // namespace a6::reports
