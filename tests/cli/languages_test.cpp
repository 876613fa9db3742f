// --lang: another language changes words and nothing else.

#include "tests/support/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

using namespace a6::test_support;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

namespace {

// What people read; the rest of a report is for programs.
bool is_text(std::string const& key) {
    static std::set<std::string> const texts{"message",    "title",    "remedy", "need",      "needs",
                                             "paraphrase", "question", "text",   "label",     "reports",
                                             "notations",  "remarks",  "help",   "party_name"};
    return texts.count(key) != 0;
}

// The report with every text for people struck out, and how many there were.
json without_texts(json const& value, std::size_t& texts) {
    if (value.is_object()) {
        json out = json::object();
        for (auto const& [key, member] : value.items()) {
            if (is_text(key) && (member.is_string() || member.is_array())) {
                ++texts;
                out[key] = member.is_array() ? json(member.size()) : json("...");
            } else {
                out[key] = without_texts(member, texts);
            }
        }
        return out;
    }
    if (!value.is_array()) return value;
    json out = json::array();
    for (auto const& item : value) out.push_back(without_texts(item, texts));
    return out;
}

std::filesystem::path own_rulebook(scratch_folder const& scratch) {
    auto const folder = scratch.path() / "rules";
    std::filesystem::copy(std::filesystem::path(A6_ROOT) / "rules", folder, std::filesystem::copy_options::recursive);
    return folder;
}

void edit(std::filesystem::path const& file, std::string const& from, std::string const& to) {
    std::string text = read_file(file);
    auto const at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST(languages, change_no_finding_no_count_and_no_order) {
    for (char const* set : {"many", "dossier", "defects"}) {
        int english_code = -1, french_code = -1;
        json const english = check_json({fixture(set)}, &english_code);
        json french = check_json({fixture(set), "--lang", "fr"}, &french_code);
        EXPECT_EQ(french["language"], "fr");
        EXPECT_FALSE(english.contains("language"));
        french.erase("language");
        EXPECT_EQ(english_code, french_code) << set;
        std::size_t texts = 0, others = 0;
        EXPECT_EQ(without_texts(english, texts), without_texts(french, others)) << set;
        EXPECT_EQ(texts, others);
        EXPECT_NE(english, french) << set << ": and yet it speaks another language";
        EXPECT_EQ(english["rulebook"], french["rulebook"]);
        for (auto const& f : french["filings"])
            EXPECT_THAT(f["result"].get<std::string>(),
                        testing::AnyOf("Checked, no inconsistencies identified", "Checked, inconsistencies identified",
                                       "Null, information for check not available"));
    }
}

TEST(languages, workbooks_are_read_by_their_own_labels) {
    auto const r = run_program({"check", fixture("defects/D16_CHE_2025_1.0.xlsx"), "--no-open", "--lang", "fr"});
    EXPECT_EQ(r.exit_code, 1) << r.err;
    EXPECT_THAT(r.out, HasSubstr("erreur[TAB-01] "));
    EXPECT_THAT(r.out, HasSubstr("Table 4 Holdings!F9, ligne 2, "));
    EXPECT_THAT(r.out, HasSubstr("id\u00a0: TAB-01/bc929b2e6849"));
    EXPECT_THAT(r.out, HasSubstr("734 ITMO"));
    EXPECT_THAT(r.out, Not(HasSubstr("IN-0"))) << "no label is taken for a wrong one";
}

TEST(languages, are_spoken_by_every_command_that_reports) {
    auto const set = fixture("life");
    for (std::vector<std::string> command : {std::vector<std::string>{"account", set},
                                             {"ledger", set},
                                             {"trace", "CA0001-GHA01-GHA-401..700-2022", set},
                                             {"compare", set, set},
                                             {"explain", "TAB-01"},
                                             {"check", set, "--format", "questionnaire"}}) {
        auto const english = run_program(command);
        command.insert(command.end(), {"--lang", "fr"});
        auto const french = run_program(command);
        EXPECT_EQ(english.exit_code, french.exit_code) << command.front() << french.err;
        EXPECT_FALSE(french.out.empty()) << command.front();
        EXPECT_NE(english.out, french.out) << command.front();
    }
}

TEST(languages, of_a_baseline_may_be_another) {
    scratch_folder scratch;
    auto const baseline = (scratch.path() / "fr.json").string();
    std::vector<std::string> check{"check", fixture("many"), "--as-of", "2026-06-30"};
    auto french = check;
    french.insert(french.end(), {"--lang", "fr", "--format", "json=" + baseline});
    run_program(french);
    check.insert(check.end(), {"--baseline", baseline, "--fail-on-new", "--format", "lines", "--no-open"});
    auto const r = run_program(check);
    EXPECT_EQ(r.exit_code, 0) << r.out << r.err;
    EXPECT_THAT(r.out, HasSubstr("(in the baseline too)"));
    EXPECT_THAT(r.out, Not(HasSubstr("(new)")));
}

// No sentence is put together of pieces without the no-break space that French wants before these marks. What is filed
// or cited is not French.
TEST(languages, french_has_its_spaces) {
    auto const r =
        run_program({"check", fixture("many"), "--as-of", "2026-06-30", "--lang", "fr", "--format", "review"});
    std::istringstream lines(r.out);
    for (std::string line; std::getline(lines, line);)
        for (char const* mark : {": ", "; ", "? ", "! "})
            for (auto at = line.find(mark); at != std::string::npos; at = line.find(mark, at + 1))
                EXPECT_TRUE(at >= 2 && line.compare(at - 2, 2, "\u00a0") == 0) << line;
}

TEST(languages, of_the_environment_are_not_asked) {
    auto const plain = run_program({"check", fixture("many"), "--as-of", "2026-11-23"});
    setenv("LANG", "fr_CH.UTF-8", 1);
    setenv("LANGUAGE", "fr", 1);
    setenv("LC_ALL", "fr_CH.UTF-8", 1);
    auto const again = run_program({"check", fixture("many"), "--as-of", "2026-11-23"});
    for (char const* name : {"LANG", "LANGUAGE", "LC_ALL"}) unsetenv(name);
    EXPECT_EQ(plain.out, again.out);
}

TEST(languages, that_are_not_there_are_named_with_those_that_are) {
    for (char const* code : {"de", "../fr", "fr/../fr"}) {
        auto const r = run_program({"check", fixture("valid"), "--lang", code});
        EXPECT_EQ(r.exit_code, 2) << code;
        EXPECT_TRUE(r.out.empty());
        EXPECT_THAT(r.err, HasSubstr("there is no language `" + std::string(code) + "`; there are: en, fr"));
    }
}

TEST(languages, are_complete_and_another_is_a_folder) {
    auto const shipped = run_program({"rules", "texts", "--lang", "fr"});
    EXPECT_EQ(shipped.exit_code, 0) << shipped.out;
    EXPECT_THAT(shipped.out, HasSubstr(" 0 missing, 0 wrong, 0 unused"));

    scratch_folder scratch;
    auto const rules = own_rulebook(scratch);
    auto const languages = rules / "languages";
    std::filesystem::copy(languages / "fr", languages / "xx", std::filesystem::copy_options::recursive);
    edit(languages / "xx/program.po", "msgstr \"erreur\"", "msgstr \"Fehler\"");
    auto const r =
        run_program({"check", fixture("defects/D16_CHE_2025_1.0.xlsx"), "--lang", "xx", "--rules", rules.string()});
    EXPECT_EQ(r.exit_code, 1) << r.err;
    EXPECT_THAT(r.out, HasSubstr("Fehler[TAB-01]"));

    // Only what is translated is said in it; the rest stays English, and `rules texts` names it.
    edit(languages / "xx/rulebook.po", "msgid \"No ITMO is held twice\"\nmsgstr",
         "#, fuzzy\nmsgid \"No ITMO is held twice\"\nmsgstr");
    auto const fuzzy =
        run_program({"check", fixture("defects/D16_CHE_2025_1.0.xlsx"), "--lang", "xx", "--rules", rules.string()});
    EXPECT_THAT(fuzzy.out, HasSubstr("Fehler[TAB-01] No ITMO is held twice"));
    auto const missing = run_program({"rules", "texts", "--lang", "xx", "--rules", rules.string()});
    EXPECT_EQ(missing.exit_code, 1);
    EXPECT_THAT(missing.out,
                HasSubstr("missing  annual-information/tables.a6:3: title of TAB-01: `No ITMO is held twice`"));
    EXPECT_THAT(missing.out, HasSubstr(" 1 missing, 0 wrong, 0 unused"));
}

TEST(languages, with_wrong_holes_are_refused_with_file_and_line) {
    scratch_folder scratch;
    auto const rules = own_rulebook(scratch);
    auto const french = rules / "languages/fr";
    edit(french / "rulebook.po", "msgstr \"les informations annuelles de {who} pour {y}\"",
         "msgstr \"les informations annuelles de {whom} pour {y}\"");
    for (std::vector<std::string> const& command :
         {std::vector<std::string>{"check", fixture("valid")}, {"rules", "texts"}}) {
        auto arguments = command;
        arguments.insert(arguments.end(), {"--lang", "fr", "--rules", rules.string()});
        auto const r = run_program(arguments);
        EXPECT_EQ(r.exit_code, command.front() == "check" ? 2 : 1);
        EXPECT_THAT(r.out + r.err, HasSubstr("error[R408]"));
        EXPECT_THAT(r.out + r.err, HasSubstr("the translation at languages/fr/rulebook.po:"));
        EXPECT_THAT(r.out + r.err, HasSubstr("{whom}"));
        EXPECT_THAT(r.out + r.err, HasSubstr("documents.a6:"));
    }
    EXPECT_EQ(run_program({"check", fixture("valid"), "--rules", rules.string()}).exit_code, 0)
        << "English is not asked";

    edit(french / "program.po", "msgstr \"ligne {}\"", "msgstr \"ligne\"");
    auto const r = run_program({"check", fixture("valid"), "--lang", "fr", "--rules", rules.string()});
    EXPECT_EQ(r.exit_code, 2);
    EXPECT_TRUE(r.out.empty());
    EXPECT_THAT(r.err, HasSubstr("languages/fr/program.po:"));
    EXPECT_THAT(r.err, HasSubstr("the holes of `ligne` are none, those of `row {}` are {0}"));
}

// A run tells what it waits for by its words.
TEST(languages, two_needs_or_labels_may_not_read_alike) {
    scratch_folder scratch;
    scratch.write(
        "rules/a.a6",
        "rulebook \"x\" version \"1\" law as of 2024-11-23\n"
        "report Main \"Main\" { header Head }\n"
        "table Head \"Head\" { in Main filing party Who field Who \"Who\" : text required field Why \"Why\" : text }\n"
        "requirement Q-1 \"what\" { source \"law\" para \"1\" }\n"
        "rule X-1 \"title\" { implements Q-1 for each h in Head severity error class mismatch\n"
        "    require present(h.Who) provided known(h.Who) otherwise \"one thing\", \"another thing\"\n"
        "    at h message \"no\" }\n");
    std::string const header =
        "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n\"\n";
    scratch.write("rules/languages/xx/program.po", header);
    auto const entry = [](std::string const& text, std::string const& said) {
        return "msgid \"" + text + "\"\nmsgstr \"" + said + "\"\n";
    };
    auto const texts = [&](std::string const& need, std::string const& label) {
        scratch.write("rules/languages/xx/rulebook.po", header + entry("one thing", "etwas") + entry("Who", "Wer") +
                                                            entry("another thing", need) + entry("Why", label));
        return run_program({"rules", "texts", "--lang", "xx", "--rules", (scratch.path() / "rules").string()}).out;
    };
    EXPECT_THAT(texts("anderes", "Warum"), HasSubstr(" 0 wrong"));
    EXPECT_THAT(texts("etwas", "Warum"),
                HasSubstr("wrong  languages/xx/rulebook.po:7: `etwas` stands for two needs, this "
                          "one and `one thing`"));
    EXPECT_THAT(texts("anderes", "Wer"),
                HasSubstr("wrong  languages/xx/rulebook.po: `Why` and `Who` are both `Wer`, in one table"));
}

TEST(languages, a_template_holds_every_text_with_its_places) {
    auto const r = run_program({"rules", "texts"});
    EXPECT_EQ(r.exit_code, 0);
    EXPECT_THAT(
        r.out,
        HasSubstr(
            "\n#. title of TAB-01\n#: annual-information/tables.a6:3\nmsgid \"No ITMO is held twice\"\nmsgstr \"\"\n"));
    EXPECT_THAT(r.out, HasSubstr("msgid \"the annual information of {who} for {y}\"\n"));
    EXPECT_THAT(r.out, HasSubstr("\n#. name of CHE in list Country\n"));
    std::size_t count = 0;
    std::set<std::string> ids;
    for (std::size_t at = r.out.find("\nmsgid "); at != std::string::npos; at = r.out.find("\nmsgid ", at + 1)) {
        ++count;
        ids.insert(r.out.substr(at, r.out.find('\n', at + 1) - at));
    }
    EXPECT_GT(count, 2000U);
    EXPECT_EQ(ids.size(), count) << "each text once";
}
