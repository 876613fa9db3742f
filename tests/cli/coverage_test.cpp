// `rules coverage` and `rules digests`: a small register beside small texts.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>

using namespace a6::test_support;

namespace {

constexpr char const* rules =
    "rulebook \"Harbour\" version \"3\" law as of 2024-11-23\n"
    "report Log \"Log\" { header Sheet }\n"
    "table Sheet \"Sheet\" {\n"
    "    in Log\n"
    "    field Party \"Party\" : text required\n"
    "    field Year \"Year\" : year\n"
    "    filing party Party\n"
    "    filing year Year\n"
    "}\n"
    "part lamps \"Lamps and names\" { }\n"
    "part berths \"Berths\" { }\n"
    "instrument \"1/HBR.1, annex\" { title \"Rules on boats\" file \"harbour.txt\" section \"Annex\" adopted "
    "2020-01-01 }\n"
    "instrument \"2/HBR.2\" { title \"Berths\" adopted 2021-01-01 }\n"
    "instrument \"3/HBR.3\" { title \"Names\" file \"names.txt\" adopted 2022-01-01 }\n"
    "requirement HB-10 \"A boat has a name\" {\n"
    "    source \"1/HBR.1, annex\" para \"10\"\n"
    "    source \"2/HBR.2\" para \"4\"\n"
    "    part lamps\n"
    "    binds party\n"
    "    strength should\n"
    "    presence by HB-01 question \"Is the name that of this boat?\"\n"
    "}\n"
    "requirement HB-02 \"A boat carries a lamp\" {\n"
    "    source \"1/HBR.1, annex\" para \"2(b)\"\n"
    "    part lamps\n"
    "    binds party\n"
    "    encoded by HB-01\n"
    "    effective from 2020-06-01 until 2030-01-01\n"
    "}\n"
    "requirement HB-03 \"Berths are listed by the office\" {\n"
    "    source \"2/HBR.2\" para \"3\"\n"
    "    part berths\n"
    "    binds secretariat\n"
    "    secretariat \"The office keeps the list.\"\n"
    "}\n"
    "rule HB-01 \"The lamp is there\" {\n"
    "    implements HB-02, HB-10\n"
    "    for each s in Sheet\n"
    "    severity error\n"
    "    class omission\n"
    "    require present(s.Party)\n"
    "        at s.Party\n"
    "        message \"No Party.\"\n"
    "        remedy \"Name it.\"\n"
    "}\n";

constexpr char const* harbour =
    "Decision 1/HBR.1\n"
    "\t\t1.\tAdopts the annex.\n"
    "Annex\n"
    "\t\t2.\tA boat shall:\n"
    "\t\t\t(a)\tFloat;\n"
    "\t\t\t(b)\tCarry a lamp.\n"
    "\t\t10.\tA boat should have a name.\n";

// A folder with rules/ and texts/.
struct harbour_folder : scratch_folder {
    harbour_folder() {
        write("rules/harbour.a6", rules);
        write("texts/harbour.txt", harbour);
    }
    std::string rules_folder() const { return (path() / "rules").string(); }
    std::string texts() const { return (path() / "texts").string(); }

    program_result coverage(std::vector<std::string> const& more = {}) const { return run("coverage", more); }
    program_result digests(std::vector<std::string> const& more = {}) const {
        std::vector<std::string> all{"--texts", texts()};
        all.insert(all.end(), more.begin(), more.end());
        return run("digests", all);
    }
    nlohmann::json json(std::vector<std::string> more = {}) const {
        more.insert(more.end(), {"--format", "json"});
        return nlohmann::json::parse(coverage(more).out, nullptr, false);
    }

private:
    program_result run(char const* command, std::vector<std::string> const& more) const {
        std::vector<std::string> all{"rules", command, "--rules", rules_folder()};
        all.insert(all.end(), more.begin(), more.end());
        return run_program(all);
    }
};

bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST(coverage, accounts_for_every_requirement_in_the_order_of_the_paragraphs) {
    harbour_folder const folder;
    auto const r = folder.coverage();
    ASSERT_EQ(r.exit_code, 0) << r.err;
    EXPECT_TRUE(contains(r.out, "Harbour, version 3, law as of 2024-11-23: 3 requirements of 2 instruments\n"))
        << r.out;
    EXPECT_TRUE(contains(r.out,
                         "1/HBR.1, annex: Rules on boats (adopted 2020-01-01)\n"
                         "  HB-02  2(b)  A boat carries a lamp\n"
                         "               party, shall; decided by HB-01; in force from 2020-06-01 until 2030-01-01\n"
                         "  HB-10  10    A boat has a name\n"
                         "               party, should; presence by HB-01; a reviewer is asked: Is the name that of "
                         "this boat?\n"))
        << r.out;
    EXPECT_TRUE(contains(r.out,
                         "2/HBR.2: Berths (adopted 2021-01-01)\n"
                         "  HB-03  3     Berths are listed by the office\n"
                         "               secretariat, shall; for the secretariat, the CMA or the review team: The "
                         "office keeps the list.\n"
                         "  HB-10  4     see 1/HBR.1, annex\n"))
        << r.out;
    EXPECT_TRUE(contains(r.out,
                         "    2        1         1         0           0            0        0             0  "
                         "Lamps and names\n"))
        << r.out;
    EXPECT_FALSE(contains(r.out, "official texts"));
    for (std::size_t at = 0, end; (end = r.out.find('\n', at)) != std::string::npos; at = end + 1)
        EXPECT_LE(end - at, 110U) << r.out.substr(at, end - at);
}

TEST(coverage, json_has_every_requirement_and_the_totals) {
    harbour_folder const folder;
    auto const j = folder.json();
    EXPECT_EQ(j["format"], "a6check-coverage/1");
    EXPECT_EQ(j["rulebook"]["version"], "3");
    ASSERT_EQ(j["requirements"].size(), 3U);
    auto const& lamp = j["requirements"][0];
    EXPECT_EQ(lamp["id"], "HB-02");
    EXPECT_EQ(lamp["disposition"], "encoded");
    EXPECT_EQ(lamp["rules"], nlohmann::json::array({"HB-01"}));
    EXPECT_EQ(lamp["from"], "2020-06-01");
    EXPECT_EQ(lamp["until"], "2030-01-01");
    EXPECT_TRUE(lamp["question"].is_null());
    EXPECT_FALSE(lamp["sources"][0].contains("text"));
    EXPECT_EQ(j["requirements"][1]["question"], "Is the name that of this boat?");
    EXPECT_EQ(j["totals"]["requirements"], 3);
    EXPECT_EQ(j["totals"]["dispositions"]["secretariat"], 1);
    EXPECT_EQ(j["totals"]["parts"][1]["dispositions"]["secretariat"], 1);
    EXPECT_FALSE(j["totals"].contains("texts"));
}

TEST(coverage, digests_are_recorded_and_then_compared) {
    harbour_folder const folder;
    auto const before = folder.json({"--texts", folder.texts()});
    EXPECT_EQ(before["totals"]["texts"]["not_recorded"], 2);
    EXPECT_EQ(before["totals"]["texts"]["no_text"], 2);
    EXPECT_EQ(before["requirements"][0]["sources"][0]["text"], "not_recorded");
    EXPECT_EQ(before["requirements"][2]["sources"][0]["text"], "no_text");
    auto const told = folder.coverage({"--texts", folder.texts()});
    EXPECT_EQ(told.exit_code, 0);
    EXPECT_TRUE(contains(told.out, "\nnot recorded\n  HB-02  1/HBR.1, annex para 2(b): ")) << told.out;
    EXPECT_TRUE(contains(told.out, "; rules: HB-01\n"));
    EXPECT_TRUE(contains(told.out, "\nnot in the collection\n  2/HBR.2: 2 paragraphs\n"));

    auto const listed = folder.digests();
    ASSERT_EQ(listed.exit_code, 0) << listed.err;
    std::string const digest = before["requirements"][0]["sources"][0]["text_digest"];
    EXPECT_EQ(digest.size(), 16U);
    EXPECT_TRUE(contains(listed.out, "HB-02\t1/HBR.1, annex\t2(b)\t" + digest + "\n")) << listed.out;
    EXPECT_TRUE(contains(listed.out, "HB-03\t2/HBR.2\t3\tnot in the collection\n")) << listed.out;

    auto const recorded = folder.digests({"--record"});
    ASSERT_EQ(recorded.exit_code, 0) << recorded.err;
    EXPECT_TRUE(contains(recorded.err, "2 digest(s) recorded in 1 file(s)"));
    std::string const text = read_file(folder.path() / "rules/harbour.a6");
    EXPECT_TRUE(contains(text, "para \"2(b)\" digest \"" + digest + "\"\n    part lamps\n")) << text;
    EXPECT_TRUE(contains(text, "source \"2/HBR.2\" para \"4\"\n"));
    auto const after = folder.json({"--texts", folder.texts()});
    EXPECT_EQ(after["totals"]["texts"]["unchanged"], 2);
    // White space and the place in the file make no difference.
    folder.write("texts/harbour.txt",
                 "\t\t1.\tNew.\n Annex*\n\t2.\tA  boat\u00A0shall:\n(a) Float;\n(b) Carry a lamp.\n"
                 "10. A boat should have a name. \n");
    EXPECT_EQ(folder.json({"--texts", folder.texts()})["totals"]["texts"]["unchanged"], 2);
}

TEST(coverage, a_changed_paragraph_is_an_error_until_it_is_recorded_by_name) {
    harbour_folder const folder;
    ASSERT_EQ(folder.digests({"--record"}).exit_code, 0);
    std::string text = harbour;
    text.replace(text.find("a lamp"), 6, "two lamps");
    folder.write("texts/harbour.txt", text);

    auto const r = folder.coverage({"--texts", folder.texts()});
    EXPECT_EQ(r.exit_code, 1);
    EXPECT_TRUE(contains(r.out, "\nchanged\n  HB-02  1/HBR.1, annex para 2(b): recorded ")) << r.out;
    EXPECT_TRUE(contains(r.out, "rules: HB-01"));
    EXPECT_TRUE(contains(r.out, "to do: read the paragraph again"));
    EXPECT_FALSE(contains(r.out, "HB-10  1/HBR.1, annex para 10:"));
    EXPECT_EQ(folder.coverage().exit_code, 0);

    auto const all = folder.digests({"--record"});
    EXPECT_EQ(all.exit_code, 1);
    EXPECT_TRUE(contains(all.err, "HB-02: the words of 1/HBR.1, annex para 2(b) have changed")) << all.err;
    EXPECT_EQ(folder.coverage({"--texts", folder.texts()}).exit_code, 1);

    auto const named = folder.digests({"HB-02", "--record"});
    EXPECT_EQ(named.exit_code, 0) << named.err;
    EXPECT_FALSE(contains(named.out, "HB-10"));
    EXPECT_EQ(folder.coverage({"--texts", folder.texts()}).exit_code, 0);
}

TEST(coverage, a_paragraph_that_is_not_found_is_an_error) {
    harbour_folder const folder;
    std::string text = rules;
    text.replace(text.find("para \"2(b)\""), 11, "para \"2(c)\"");
    text.replace(text.find("source \"2/HBR.2\" para \"3\""), 25, "source \"3/HBR.3\" para \"3\"");
    folder.write("rules/harbour.a6", text);
    auto const r = folder.coverage({"--texts", folder.texts()});
    EXPECT_EQ(r.exit_code, 1);
    EXPECT_TRUE(contains(r.out, "HB-02  1/HBR.1, annex para 2(c): there is no (c) in 2; rules: HB-01\n")) << r.out;
    EXPECT_TRUE(contains(r.out, "HB-03  3/HBR.3 para 3: the collection has no file `names.txt`; rules: none\n"));
    auto const j = folder.json({"--texts", folder.texts()});
    EXPECT_EQ(j["totals"]["texts"]["not_found"], 2);
    EXPECT_EQ(j["requirements"][0]["sources"][0]["text_reason"], "there is no (c) in 2");
    EXPECT_EQ(folder.digests().exit_code, 1);
}

TEST(coverage, what_cannot_be_carried_out_is_exit_code_2) {
    harbour_folder const folder;
    EXPECT_EQ(folder.coverage({"--texts", folder.path() / "nowhere"}).exit_code, 2);
    EXPECT_EQ(folder.coverage({"--format", "xml"}).exit_code, 2);
    EXPECT_EQ(run_program({"rules", "digests", "--rules", folder.rules_folder()}).exit_code, 2);
    auto const slip = folder.digests({"HB-20"});
    EXPECT_EQ(slip.exit_code, 2);
    EXPECT_TRUE(contains(slip.err, "there is no requirement `HB-20`; did you mean")) << slip.err;
    EXPECT_TRUE(slip.out.empty());
    folder.write("rules/more.a6", "requirement HB-99 \"x\" { sauce \"y\" }\n");
    auto const broken = folder.coverage();
    EXPECT_EQ(broken.exit_code, 2);
    EXPECT_TRUE(broken.out.empty());
}

TEST(coverage, the_shipped_register_can_be_told) {
    auto const r = run_program({"rules", "coverage", "--format", "json"});
    ASSERT_EQ(r.exit_code, 0) << r.err.substr(0, 2000);
    auto const j = nlohmann::json::parse(r.out, nullptr, false);
    EXPECT_GT(j["requirements"].size(), 200U);
    std::size_t sum = 0;
    for (auto const& [name, count] : j["totals"]["dispositions"].items()) sum += count.get<std::size_t>();
    EXPECT_EQ(sum, j["requirements"].size());
}
