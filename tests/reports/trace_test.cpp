// The life of a block as people and programs get it.

#include "reports/trace.hpp"
#include "tests/support/golden.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace a6::reports {
namespace {

location at(std::string file, std::string table, std::uint32_t row) {
    location l;
    l.file = file;
    l.filing = std::move(file);
    l.table = std::move(table);
    l.row = row;
    l.line = 10 + row;
    l.column = 5;
    return l;
}

trace_step step(std::string date, std::string what, std::string sentence, std::string by) {
    trace_step s;
    s.date = std::move(date);
    s.what = std::move(what);
    s.sentence = std::move(sentence);
    s.by = std::move(by);
    s.at = at("CHE.xml", "Actions", 1);
    return s;
}

// Every outcome of a step, a sighting, findings, a superseded filing, hostile texts.
trace sample() {
    trace t;
    t.tool_version = "1.2.3";
    t.rulebook_name = "Rules";
    t.rulebook_version = "7";
    t.rulebook_sha256 = "00ff";
    t.as_of = "2026-06-30";
    t.block = "CA0001-GHA01-GHA-1..1000-2022";
    t.size = 1000;
    filing_outcome f;
    f.id = "CHE-2025-1.0";
    f.file = "CHE.xml";
    f.sha256 = "abcd";
    f.party = "CHE";
    f.superseded_by = "CHE-2025-1.1";
    t.filings.push_back(f);
    f.party = "THA";  // has no part in it
    f.id = "THA-2025-1.0";
    f.file = "THA.xml";
    t.filings.push_back(f);
    t.summary = {"1000 first transferred by GHA on 2024-01-02", "400 held by CHE \x1b[31mat the end of 2024"};

    trace_piece first;
    first.block = "CA0001-GHA01-GHA-1..400-2022";
    first.size = 400;
    auto transferred = step("2024-01-02", "first transfer", "first transferred by GHA on 2024-01-02", "GHA");
    transferred.state_before = "authorized";
    transferred.state_after = "circulating";
    transferred.holder_after = "CHE";
    transferred.shown = {{"authorization", "authorization", "A-1"},
                         {"recorded on", "recorded on", "2024-01-02"},
                         {"subtype", "subtype", "line\nbreak"}};
    auto held = step("2024-12-31", "Holdings", "held by CHE at the end of 2024", "CHE");
    held.seen = true;
    held.holder_after = "CHE";
    held.shown = {{"registry", "registry", "CHE01"}};
    held.at = at("CHE.xml", "Holdings", 2);
    auto used = step("2025-03-01", "use", "used by SGP on 2025-03-01", "SGP");
    used.outcome = step_outcome::elsewhere;
    used.state_before = used.state_after = "circulating";
    used.holder_before = "CHE";
    used.shown = {{"authorization", "authorization", "A-1"}};
    used.findings = {{"PTY-05/0011", severity::error, "SGP does not hold them"},
                     {"ROW-01/0022", severity::query, "why <b>?"}};
    auto again = step("2025-04-01", "use", "used by CHE on 2025-04-01", "CHE");
    again.outcome = step_outcome::refused;
    again.state_before = again.state_after = "ended";
    again.holder_before = "SGP";
    again.shown = {{"authorization", "authorization", "A-1"}};
    trace_step lost;
    lost.by = "CHE";
    lost.outcome = step_outcome::unplaced;
    lost.at = at("CHE.xlsx", "Actions", 3);
    lost.at.line = lost.at.column = 0;
    lost.at.sheet = "Table 3 Actions";
    lost.at.cell = "B10";
    lost.shown = {{"authorization", "authorization", "A-1"}};
    first.steps = {transferred, held, used, again, lost};
    first.unknown = {"what happened before"};
    trace_piece second;
    second.block = "CA0001-GHA01-GHA-401..1000-2022";
    second.size = 600;
    second.unknown = {"anything"};
    t.pieces = {first, second};
    for (std::uint32_t n = 1; n <= 12; ++n)
        t.candidates.push_back(
            {"CA0001-?-GHA-" + std::to_string(n) + "-2022", "Table 3: Actions", at("NOR.xml", "Actions", n)});
    t.notes = {"x.xml: 2 rows are left out"};
    return t;
}

TEST(trace, for_people) {
    std::ostringstream out;
    write_trace_text(sample(), out);
    test_support::expect_golden("reports/golden/trace.txt", out.str());
}

TEST(trace, for_programs) {
    std::ostringstream out;
    write_trace_json(sample(), out);
    test_support::expect_golden("reports/golden/trace.json", out.str());
}

TEST(trace, of_nothing_names_what_is_near) {
    trace t;
    t.block = "CA0001-GHA01-GHA-1-2022";
    t.size = 1;
    t.nearest = {"CA0001-GHA01-GHA-5..9-2022"};
    t.failures.push_back({"x.xml", "X104", "it ends in the middle", "send it again", 1, 2});
    std::ostringstream out;
    write_trace_text(t, out);
    EXPECT_THAT(out.str(), testing::HasSubstr("failure[X104] it ends in the middle"));
    EXPECT_THAT(out.str(), testing::HasSubstr("the nearest blocks that are:\n  CA0001-GHA01-GHA-5..9-2022\n"));
}

}  // namespace
}  // namespace a6::reports
