// What is told of a report that is not what comes out when it is made again.

#include "checker/verify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace a6::checker {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

reports::language const& say = reports::language::english();

reports::run_report sealed() {
    reports::run_report r;
    r.tool_version = "1";
    r.tool_sha256 = "p";
    r.as_of = "2026-01-01";
    r.inputs = {{"a.xml", "1"}, {"b.xml", "2"}, {"c.xml", ""}};
    r.sealed.emplace();
    r.sealed->rulebook = {{"lists/parties.a6", "3"}, {"rules.a6", "4"}};
    r.sealed->waivers = {{"w.toml", "5"}};
    r.sealed->baseline = reports::input_digest{"last.json", "6"};
    for (int n = 0; n < 12; ++n) {
        reports::finding f;
        f.rule = "A-1";
        f.id = "A-1/" + std::to_string(100 + n);
        f.message = "message";
        f.locations.emplace_back().row = 7;
        r.findings.push_back(f);
    }
    r.errors = 12;
    r.filings.emplace_back().id = "AAA-2024-1.0";
    return r;
}

std::string text_of(reports::run_report const& r) {
    std::ostringstream out;
    reports::find_format("json")->write(r, {}, out);
    return out.str();
}

std::vector<std::string> sources(reports::run_report const& again) {
    return other_sources(read_report_text(text_of(sealed()), "r.json", say), again, say);
}

TEST(verify, same_bytes_are_those_and_no_others) {
    auto const r = sealed();
    auto const text = text_of(r);
    EXPECT_TRUE(writes_same_bytes(r, {}, text));
    EXPECT_FALSE(writes_same_bytes(r, {}, text + "\n"));
    EXPECT_FALSE(writes_same_bytes(r, {}, text.substr(0, text.size() - 1)));
    EXPECT_FALSE(writes_same_bytes(r, {}, ""));
    for (std::size_t n = 0; n < text.size(); n += 101) {
        auto changed = text;
        changed[n] = static_cast<char>(changed[n] ^ 1);
        EXPECT_FALSE(writes_same_bytes(r, {}, changed)) << n;
    }
}

TEST(verify, names_what_the_report_was_not_made_of) {
    EXPECT_THAT(sources(sealed()), IsEmpty());
    auto r = sealed();
    r.inputs = {{"a.xml", "x"}, {"d.xml", "2"}, {"e.xml", "9"}};
    EXPECT_THAT(sources(r), ElementsAre("the input a.xml is not the file that the report was made of",
                                        "b.xml is now called d.xml: the same file, and another name in the report",
                                        "the input c.xml is missing: the report was made of it",
                                        "the input e.xml was not there when the report was made"));
    r = sealed();
    r.sealed->waivers = {};
    r.sealed->baseline->sha256 = "7";
    EXPECT_THAT(sources(r), ElementsAre("the waivers w.toml are missing: the report was made with them",
                                        "the baseline last.json is not the one that the report was made with"));
    r = sealed();
    r.sealed->rulebook[0].sha256 = "x";
    r.sealed->rulebook[1].file = "new.a6";
    EXPECT_THAT(sources(r),
                ElementsAre("the file lists/parties.a6 of the rulebook has other content",
                            "rules.a6 is now called new.a6: the same file, and another name in the report"));
    r = sealed();
    r.tool_sha256 = "q";
    EXPECT_THAT(sources(r), ElementsAre("another build of the program, of the same version 1"));
    r.tool_version = "2";
    EXPECT_THAT(sources(r), ElementsAre("another program: the report was made by version 1, this is version 2"));
}

std::vector<std::string> content(void (*change)(nlohmann::ordered_json&)) {
    auto const text = text_of(sealed());
    auto j = nlohmann::ordered_json::parse(text);
    change(j);
    return other_content(j.dump(), text, say);
}

TEST(verify, says_in_words_what_was_changed_in_a_report) {
    EXPECT_THAT(content([](auto&) {}), ElementsAre(HasSubstr("the same in other bytes")));
    EXPECT_THAT(content([](auto& j) { j["summary"]["errors"] = 11; }),
                ElementsAre("the report counts 11 errors, the run 12"));
    EXPECT_THAT(content([](auto& j) { j["findings"].erase(3); }),
                ElementsAre("the finding A-1/103 is not in the report: message"));
    EXPECT_THAT(content([](auto& j) { j["findings"][3]["id"] = "A-1/xxx"; }),
                ElementsAre("the finding A-1/xxx of the report is not found: message",
                            "the finding A-1/103 is not in the report: message"));
    EXPECT_THAT(content([](auto& j) { j["findings"][3]["locations"][0]["row"] = 8; }),
                ElementsAre("the finding A-1/103 differs in `locations/0/row`"));
    EXPECT_THAT(content([](auto& j) { j["findings"][3]["locations"].push_back(5); }),
                ElementsAre("the finding A-1/103 differs in `locations/1`"));
    EXPECT_THAT(content([](auto& j) { j["filings"][0]["result"] = "Checked, no inconsistencies identified"; }),
                ElementsAre("the report marks AAA-2024-1.0 as `Checked, no inconsistencies identified`, the run as "
                            "`Null, information for check not available`"));
    EXPECT_THAT(content([](auto& j) { j["filings"][0]["party"] = "BBB"; }),
                ElementsAre("what the report says under `filings/0/party` is not what comes out"));
    EXPECT_THAT(content([](auto& j) { std::swap(j["findings"][0], j["findings"][1]); }),
                ElementsAre("what the report says under `findings/0/id` is not what comes out"));
    EXPECT_THAT(content([](auto& j) { j["as_of"] = "2026-01-02"; }),
                ElementsAre("what the report says under `as_of` is not what comes out"));
    EXPECT_THAT(content([](auto& j) { j["approved"] = true; }),
                ElementsAre("the report has `approved`, which what comes out now has not"));
    EXPECT_THAT(content([](auto& j) { j["summary"]["approved"] = true; }),
                ElementsAre("what the report says under `summary/approved` is not what comes out"));
    EXPECT_THAT(content([](auto& j) { j["seal"]["approved"] = true; }),
                ElementsAre("what the report says under `seal/approved` is not what comes out"));
    EXPECT_THAT(content([](auto& j) { j["findings"] = "none"; }), Contains("and 2 more like that"));
    for (char const* key : {"filings", "summary", "rules", "tool"})
        EXPECT_FALSE(other_content(R"({")" + std::string(key) + R"(": 5})", text_of(sealed()), say).empty());
}

}  // namespace
}  // namespace a6::checker
