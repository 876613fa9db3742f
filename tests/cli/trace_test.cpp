// The life of ITMOs through the filings of three Parties and two years.

#include "tests/cli/life_set.hpp"

#include <gmock/gmock.h>

namespace a6::cli_tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr char const* all = "CA0001-GHA01-GHA-1..1000-2022";

std::vector<std::string> texts(nlohmann::json const& list) { return list.get<std::vector<std::string>>(); }

std::vector<std::string> pieces(nlohmann::json const& trace) {
    std::vector<std::string> out;
    for (auto const& p : trace["pieces"]) out.push_back(p["block"]);
    return out;
}

std::vector<std::string> told(nlohmann::json const& piece) {
    std::vector<std::string> out;
    for (auto const& s : piece["steps"]) out.push_back(s["tells"].is_null() ? "null" : s["tells"].get<std::string>());
    return out;
}

TEST(trace, tells_the_life_of_each_piece) {
    auto const t = life_set().json({"trace", all});
    EXPECT_EQ(t["format"], "a6check-trace/1");
    EXPECT_THAT(texts(t["summary"]),
                ElementsAre("1000 first transferred by GHA to CHE on 2024-05-10",
                            "400 used towards the NDC of CHE for 2024 on 2024-11-20",
                            "100 cancelled by NOR on 2025-09-01, for other purposes: CORSIA",
                            "200 held by NOR at the end of 2025", "300 held by CHE at the end of 2025"));
    ASSERT_THAT(pieces(t), ElementsAre("CA0001-GHA01-GHA-1..400-2022", "CA0001-GHA01-GHA-401..500-2022",
                                       "CA0001-GHA01-GHA-501..700-2022", "CA0001-GHA01-GHA-701..1000-2022"));
    auto const& cancelled = t["pieces"][1];
    EXPECT_EQ(cancelled["size"], 100);
    EXPECT_THAT(told(cancelled),
                ElementsAre("first transferred by GHA to CHE on 2024-05-10", "acquired by CHE from GHA on 2024-05-12",
                            "held by CHE at the end of 2024", "transferred by CHE to NOR on 2025-03-03",
                            "acquired by NOR from CHE on 2025-03-04",
                            "cancelled by NOR on 2025-09-01, for other purposes: CORSIA"));
    auto const& last = cancelled["steps"][5];
    EXPECT_EQ(last["date"], "2025-09-01");
    EXPECT_EQ(last["by"], "NOR");
    EXPECT_EQ(last["state_before"], "circulating");
    EXPECT_EQ(last["state_after"], "ended");
    EXPECT_EQ(last["holder_before"], "NOR");
    EXPECT_TRUE(last["holder_after"].is_null());
    EXPECT_EQ(last["shown"]["purpose"], "CORSIA");
    EXPECT_EQ(last["shown"]["authorization"], "GHA-2023-1");
    EXPECT_EQ(last["shown"]["authorized on"], "2023-06-01");
    EXPECT_EQ(last["shown"]["authorized by"], "GHA");
    EXPECT_EQ(last["shown"]["authorized quantity"], "100000");
    EXPECT_EQ(last["at"]["file"], "NOR_2025.xml");
    EXPECT_EQ(last["at"]["table"], "Actions");
    EXPECT_EQ(last["at"]["row"], 2);
    EXPECT_EQ(cancelled["steps"][2]["kind"], "seen");
    EXPECT_EQ(cancelled["steps"][2]["holder"], "CHE");
    // Nothing tells when Ghana began.
    EXPECT_THAT(texts(cancelled["not_known"]), ElementsAre(HasSubstr("all annual information of GHA up to then")));
    for (auto const& p : t["pieces"])
        for (auto const& s : p["steps"]) EXPECT_TRUE(s["findings"].empty()) << s.dump();
}

TEST(trace, of_one_serial_or_a_part_tells_that_part) {
    for (auto const* asked : {"CA0001-GHA01-GHA-450-2022", "CA0001-GHA01-GHA-450-2022 to 450"}) {
        auto const t = life_set().json({"trace", asked});
        EXPECT_THAT(pieces(t), ElementsAre("CA0001-GHA01-GHA-450-2022"));
        EXPECT_EQ(t["size"], 1);
        EXPECT_EQ(t["pieces"][0]["steps"].size(), 6U);
    }
}

TEST(trace, the_order_of_the_files_changes_nothing) {
    life_set set;
    set.use_twice();
    for (auto const* format : {"text", "json"}) {
        auto const forwards = set.run({"trace", all, "--format", format});
        EXPECT_EQ(forwards.out, set.run({"trace", all, "--format", format}, true).out);
        EXPECT_EQ(forwards.exit_code, 0);
    }
}

TEST(trace, shows_a_use_by_two_parties_with_the_finding) {
    life_set set;
    set.use_twice();
    auto const t = set.json({"trace", all});
    EXPECT_THAT(
        texts(t["summary"]),
        testing::Contains("100 not possible: used towards the NDC of GHA for 2025 on 2025-06-01, since they were "
                          "ended"));
    ASSERT_THAT(pieces(t), testing::Contains("CA0001-GHA01-GHA-301..400-2022"));
    auto const& twice = t["pieces"][1];
    auto const& second = twice["steps"].back();
    EXPECT_EQ(second["outcome"], "refused");
    EXPECT_EQ(second["state_before"], "ended");
    ASSERT_EQ(second["findings"].size(), 1U);
    EXPECT_EQ(second["findings"][0]["severity"], "error");
    EXPECT_THAT(second["findings"][0]["id"].get<std::string>(), HasSubstr("PTY-07/"));
    // The finding is not about the other ITMOs of the first use.
    for (auto const& s : t["pieces"][0]["steps"]) EXPECT_TRUE(s["findings"].empty()) << s.dump();
    EXPECT_THAT(set.run({"trace", all}).out, HasSubstr("NOT POSSIBLE: the state is ended, last held by CHE"));
}

TEST(trace, shows_a_holding_that_reappears) {
    life_set set;
    auto const held =
        life_set::with(life_set::with(life_set::with(set.row("CHE_2025.xml", "Holding", 1), "GHA-701-", "GHA-1-"),
                                      "GHA-1000-", "GHA-50-"),
                       ">300<", ">50<");
    set.replace("CHE_2025.xml", "</Holdings>", held + "</Holdings>");
    EXPECT_THAT(
        texts(set.json({"trace", all})["summary"]),
        testing::Contains("50 used towards the NDC of CHE for 2024 on 2024-11-20, and yet held by CHE at the end of "
                          "2025"));
}

TEST(trace, says_that_a_counterpart_filed_nothing) {
    life_set set;
    for (auto const* name : {"CHE_2024.xml", "CHE_2025.xml", "NOR_2025.xml"}) set.files.erase(name);
    auto const t = set.json({"trace", all});
    ASSERT_THAT(pieces(t), ElementsAre(all));
    EXPECT_THAT(texts(t["pieces"][0]["not_known"]),
                testing::Contains("what CHE reports: none of the filings given is its"));
    EXPECT_THAT(texts(t["summary"]), ElementsAre("1000 first transferred by GHA to CHE on 2024-05-10"));
}

TEST(trace, names_bare_serial_numbers_that_may_be_the_same) {
    life_set set;
    for (auto const& [old, now] :
         std::vector<std::pair<std::string, std::string>>{{"CA0001-GHA01-GHA-401-2022", "401"},
                                                          {"CA0001-GHA01-GHA-500-2022", "500"},
                                                          {"CA0001-GHA01-GHA-700-2022", "700"},
                                                          {"CA0001-GHA01-GHA-501-2022", "501"}})
        set.replace("NOR_2025.xml", old, now);
    // Ghana tells the registry, as long as there is but one.
    EXPECT_EQ(pieces(set.json({"trace", all})).size(), 4U);
    set.two_registries();
    auto const t = set.json({"trace", all});
    ASSERT_EQ(t["may_be_the_same"].size(), 3U);
    EXPECT_EQ(t["may_be_the_same"][0]["block"], "CA0001-?-GHA-401..700-2022");
    EXPECT_EQ(t["may_be_the_same"][0]["at"]["file"], "NOR_2025.xml");
    for (auto const& p : t["pieces"])
        for (auto const& s : p["steps"]) EXPECT_NE(s["by"], "NOR");
    EXPECT_THAT(set.run({"trace", all}).out, HasSubstr("may be the same ITMOs"));
    // They are of the Party that first transferred them: their registry is that of its rows.
    life_set at_home;
    at_home.replace("GHA_2024.xml", "CA0001-GHA01-GHA-1-2022", "1");
    at_home.replace("GHA_2024.xml", "CA0001-GHA01-GHA-1000-2022", "1,000");
    auto const home = at_home.json({"trace", all});
    EXPECT_TRUE(home["may_be_the_same"].empty());
    EXPECT_EQ(pieces(home).size(), 4U);
}

TEST(trace, leaves_open_where_an_action_belongs_that_has_no_usable_day) {
    life_set late;
    late.replace("CHE_2024.xml", "<ActionDateTime>2024-05-12", "<ActionDateTime>2023-05-12");
    life_set none;
    none.replace("CHE_2024.xml", "<ActionDateTime>2024-05-12</ActionDateTime>", "");
    for (auto const* set : {&late, &none}) {
        auto const t = set->json({"trace", "CA0001-GHA01-GHA-1-2022"});
        auto const& piece = t["pieces"][0];
        auto const& step = piece["steps"].back();
        EXPECT_EQ(step["what"], "acquisition");
        EXPECT_EQ(step["outcome"], "unplaced");
        EXPECT_TRUE(step["date"].is_null());
        EXPECT_TRUE(step["state_after"].is_null());
        EXPECT_FALSE(step["findings"].empty());
        EXPECT_THAT(texts(piece["not_known"]),
                    testing::Contains(HasSubstr("where the action in row 1 of CHE_2024.xml belongs")));
    }
    EXPECT_THAT(none.run({"trace", all}).out, HasSubstr("it needs Action date (Table 3: Actions)"));
}

TEST(trace, shows_nothing_confidential_and_nothing_that_follows_from_it) {
    // A row whose identifiers are marked is on no block that anybody may ask for.
    life_set ids;
    ids.replace("NOR_2025.xml", "<FirstID>", "<FirstID confidential='Act 12'>");
    auto const t = ids.json({"trace", all});
    EXPECT_THAT(texts(t["notes"]), ElementsAre(HasSubstr("NOR_2025.xml: 3 rows are left out")));
    for (auto const& p : t["pieces"])
        for (auto const& s : p["steps"]) EXPECT_NE(s["at"]["file"], "NOR_2025.xml");
    // The same is said of a block that these rows are not on.
    EXPECT_EQ(ids.json({"trace", "CA0001-GHA01-GHA-5000..6000-2022"})["notes"], t["notes"]);
    EXPECT_THAT(ids.run({"trace", all}).out, Not(HasSubstr("CORSIA")));

    life_set purpose;
    purpose.replace("NOR_2025.xml", "<PurposeITMOUsedForOIMP>CORSIA",
                    "<PurposeITMOUsedForOIMP confidential='Act 12'>Zqx scheme");
    auto const hidden = purpose.run({"trace", all});
    EXPECT_THAT(hidden.out, Not(HasSubstr("Zqx")));
    EXPECT_THAT(hidden.out, HasSubstr("[confidential]"));

    life_set day;
    day.replace("NOR_2025.xml", "<ActionDateTime>2025-09-01", "<ActionDateTime confidential='Act 12'>2025-09-17");
    for (auto const* format : {"text", "json"})
        EXPECT_THAT(day.run({"trace", all, "--format", format}).out, Not(HasSubstr("2025-09-17")));
}

TEST(trace, looks_at_the_highest_version_only) {
    life_set set;
    auto const first = set.files["CHE_2024.xml"];
    set.replace("CHE_2024.xml", "<SubmissionVersion>1.0", "<SubmissionVersion>1.1");
    auto earlier = first;
    auto const at = earlier.find("GHA-400-2022");
    ASSERT_NE(at, std::string::npos);
    earlier.replace(at, 12, "GHA-350-2022");
    set.files["CHE_2024_old.xml"] = earlier;
    auto const t = set.json({"trace", all});
    ASSERT_EQ(pieces(t).size(), 4U);
    EXPECT_EQ(pieces(t)[0], "CA0001-GHA01-GHA-1..400-2022");
    EXPECT_THAT(set.run({"trace", all}).out, HasSubstr("CHE_2024_old.xml is not looked at: CHE-2024-1.1"));
}

TEST(trace, names_the_nearest_where_nothing_is_found) {
    auto const t = life_set().json({"trace", "CA0001-GHA01-GHA-5000..6000-2022"});
    EXPECT_THAT(texts(t["nearest"]), ElementsAre(all));
    EXPECT_THAT(texts(t["summary"]), ElementsAre("1001 in none of the filings given"));
    // Part of a block is unknown: what is there is told.
    auto const part = life_set().json({"trace", "CA0001-GHA01-GHA-901..1100-2022"});
    EXPECT_TRUE(part["nearest"].empty());
    EXPECT_THAT(texts(part["summary"]), testing::Contains("100 in none of the filings given"));
}

TEST(trace, refuses_what_is_no_block_and_fails_with_what_it_cannot_read) {
    auto const bare = life_set().run({"trace", "1500"});
    EXPECT_EQ(bare.exit_code, 2);
    EXPECT_THAT(bare.err, HasSubstr("give the identifier in full"));
    EXPECT_TRUE(bare.out.empty());
    EXPECT_THAT(life_set().run({"trace", "1..11733"}).err, HasSubstr("CA0001-GHA01-GHA-1..11733-2022"));
    life_set broken;
    broken.files["NOR_2025.xml"].resize(900);
    auto const r = broken.run({"trace", all});
    EXPECT_EQ(r.exit_code, 2);
    EXPECT_THAT(r.out, HasSubstr("failure["));
    EXPECT_THAT(r.out, HasSubstr("first transferred by GHA"));
}

}  // namespace
}  // namespace a6::cli_tests
