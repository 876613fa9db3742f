// Sentences, plural forms, PO files and the languages made of them.

#include "reports/language.hpp"
#include "reports/catalogue.hpp"
#include "reports/plural_forms.hpp"
#include "reports/po_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>
#include <fstream>

namespace a6::reports {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

char const* const french_header =
    "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "\"Plural-Forms: nplurals=2; plural=(n > 1);\\n\"\n\n";

// A PO file of this text, called test.po.
po_file read(std::string const& text, po_kind kind = po_kind::translation) {
    auto const path = std::filesystem::temp_directory_path() / ("a6-language-test-" + std::to_string(getpid()) + ".po");
    std::ofstream(path, std::ios::binary) << text;
    auto out = read_po(path.string(), "test.po", kind);
    std::filesystem::remove(path);
    return out;
}

std::string entry(std::string const& text, std::string const& said) {
    return "msgid \"" + text + "\"\nmsgstr \"" + said + "\"\n\n";
}

TEST(sentence, waits_for_its_language) {
    sentence const inner("the namespace `{}`", "urn:x");
    sentence const outer("{1} of {0}: {2}", std::string("a"), inner, 7);
    EXPECT_EQ(outer.english(), "the namespace `urn:x` of a: 7");
    auto const made = read_catalogue("fr", read(french_header + entry("the namespace `{}`", "l'espace de noms `{}`") +
                                                entry("{1} of {0}: {2}", "{0} de {1} : {2}")));
    ASSERT_TRUE(made.words);
    EXPECT_EQ((*made.words)(outer), "a de l'espace de noms `urn:x` : 7");
    EXPECT_EQ((*made.words)(sentence::verbatim("{} stays {0}")), "{} stays {0}");
    EXPECT_TRUE(sentence().empty());
    EXPECT_EQ(sentence::counted(1, "{} row of {}", "{} rows of {}", "x").english(), "1 row of x");
    EXPECT_EQ(sentence::counted(0, "{} row of {}", "{} rows of {}", "{}").english(), "0 rows of {}");
}

TEST(plural_forms, are_those_of_the_language) {
    struct language_case {
        char const* header;
        std::vector<std::pair<std::uint64_t, std::size_t>> forms;
    };
    for (auto const& c : std::vector<language_case>{
             {"nplurals=1; plural=0;", {{0, 0}, {1, 0}, {5, 0}}},
             {"nplurals=2; plural=(n != 1);", {{0, 1}, {1, 0}, {2, 1}}},
             {"nplurals=2; plural=n>1", {{0, 0}, {1, 0}, {2, 1}}},
             {"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
              {{1, 0}, {21, 0}, {11, 2}, {3, 1}, {13, 2}, {24, 1}, {5, 2}, {0, 2}}},
             {"nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;", {{1, 0}, {4, 1}, {22, 2}, {0, 2}}},
             {"nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
              {{1, 0}, {21, 2}, {22, 1}, {12, 2}}},
             {"nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
              {{0, 0}, {1, 1}, {2, 2}, {7, 3}, {11, 4}, {99, 4}, {100, 5}, {102, 5}, {103, 3}}}}) {
        auto const forms = plural_forms_of(c.header);
        ASSERT_TRUE(forms) << c.header;
        for (auto const& [n, form] : c.forms) {
            EXPECT_EQ(forms->of(n), form) << c.header << ' ' << n;
            EXPECT_LT(forms->of(n), forms->count);
        }
    }
    for (char const* unknown : {"", "nplurals=2; plural=(n == 7);", "nplurals=3; plural=(n > 1);", "plural=0"})
        EXPECT_FALSE(plural_forms_of(unknown)) << unknown;
}

TEST(po_file, is_read_with_lines_and_marks) {
    auto const file =
        read(std::string(french_header) +
             "# a remark\n#: a.cpp:12 b.cpp:3\nmsgid \"a \\\"q\\\" \"\n\"and é\"\nmsgstr \"b\"\n\n"
             "#, fuzzy\n#| msgid \"old\"\nmsgid \"{} row\"\nmsgid_plural \"{} rows\"\n"
             "msgstr[0] \"{} ligne\"\nmsgstr[1] \"{} lignes\"\n\n#~ msgid \"gone\"\n#~ msgstr \"parti\"\n\n"
             "msgid \"last\"\nmsgstr \"\"\n");
    EXPECT_THAT(file.problems, ElementsAre());
    EXPECT_EQ(file.language, "fr");
    EXPECT_EQ(file.plural_forms, "nplurals=2; plural=(n > 1);");
    ASSERT_EQ(file.entries.size(), 3U);
    EXPECT_EQ(file.entries[0].text, "a \"q\" and é");
    EXPECT_THAT(file.entries[0].used_at, ElementsAre("a.cpp:12", "b.cpp:3"));
    EXPECT_EQ(file.place(file.entries[0]), "test.po:9");
    EXPECT_TRUE(is_translated(file.entries[0]));
    EXPECT_EQ(file.entries[1].many, "{} rows");
    EXPECT_THAT(file.entries[1].said, ElementsAre("{} ligne", "{} lignes"));
    EXPECT_TRUE(file.entries[1].fuzzy);
    EXPECT_FALSE(is_translated(file.entries[1]));
    EXPECT_EQ(file.place(file.entries[2]), "test.po:23") << "obsolete entries count no line";
    EXPECT_FALSE(is_translated(file.entries[2]));
}

TEST(po_file, that_cannot_be_read_says_where) {
    EXPECT_THAT(read(std::string(french_header) + "msgid \"a\"\nmsgstr \"b\n").problems,
                ElementsAre(HasSubstr("test.po:9: ")));
    EXPECT_THAT(read(french_header + entry("a", "b") + entry("a", "c")).problems,
                ElementsAre(HasSubstr("test.po:10: duplicate")));
    EXPECT_THAT(read(french_header + entry("a", "\xff")).problems, ElementsAre(HasSubstr("test.po:8: ")));
    EXPECT_THAT(read(entry("a", "b")).problems, ElementsAre("test.po: the file has no header"));
    EXPECT_THAT(read("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n").problems,
                ElementsAre("test.po:1: the file is not declared as UTF-8"));
    EXPECT_THAT(read(std::string(french_header) + "msgctxt \"x\"\n" + entry("a", "b")).problems,
                ElementsAre(HasSubstr("a context (msgctxt) is not known here")));
    EXPECT_FALSE(read("%PDF\n").problems.empty());
    EXPECT_THAT(read_po("/nowhere/x.po", "x.po").problems, ElementsAre("x.po: there is no such file"));
    EXPECT_THAT(read_po("/", "x.po").problems, ElementsAre("x.po: there is no such file"));
    EXPECT_THAT(read(entry("a", ""), po_kind::pot).problems, ElementsAre()) << "a template needs no header";
}

TEST(catalogue, says_what_it_knows_and_leaves_the_rest) {
    auto const made = read_catalogue(
        "fr", read(french_header + entry("row {}", "ligne {}") + "#, fuzzy\n" + entry("cell {}", "cellule {}") +
                   entry("sheet {}", "") +
                   "msgid \"{} row of {}\"\nmsgid_plural \"{} rows of {}\"\nmsgstr[0] \"{1} : {0} ligne\"\n"
                   "msgstr[1] \"{1} : {0} lignes\"\n"));
    ASSERT_TRUE(made.words);
    auto const& say = *made.words;
    EXPECT_EQ(say.code(), "fr");
    EXPECT_EQ(say("row {}", 3), "ligne 3");
    EXPECT_EQ(say("cell {}", "A1"), "cell A1") << "fuzzy";
    EXPECT_EQ(say("sheet {}", "x"), "sheet x") << "empty";
    EXPECT_EQ(say("unknown"), "unknown");
    EXPECT_EQ(say.counted(0, "{} row of {}", "{} rows of {}", "x"), "x : 0 ligne");
    EXPECT_EQ(say.counted(2, "{} row of {}", "{} rows of {}", "x"), "x : 2 lignes");
    EXPECT_EQ(say.counted(2, "{} egg", "{} eggs"), "2 eggs");
    EXPECT_EQ(say.counted(0, "{} egg", "{} eggs"), "0 eggs") << "English words in English forms";
}

TEST(catalogue, refuses_holes_that_are_not_those_of_the_text) {
    auto const problem = [](std::string const& text, std::string const& said) {
        auto const made = read_catalogue("fr", read(french_header + entry(text, said)));
        EXPECT_EQ(made.words == nullptr, !made.problems.empty());
        return made.problems.empty() ? std::string() : made.problems.front();
    };
    EXPECT_EQ(problem("{} of {}", "{1} de {0}"), "");
    EXPECT_EQ(problem("{0} of {1}", "{} de {}"), "");
    EXPECT_EQ(problem("no hole", "pas de {} trou"), "") << "braces mean nothing where nothing is filled in";
    EXPECT_EQ(problem("{} of {}", "{} de"), "test.po:7: the holes of `{} de` are {0}, those of `{} of {}` are {0} {1}");
    for (char const* said :
         {"", "{0} de {0}", "{} {} {}", "{0} de {2}", "{a} de {}", "{} de {", "{} de }", "{:>9} {}", "{} de {1}", "de"})
        EXPECT_EQ(problem("{} of {}", said).empty(), *said == '\0') << said;
}

TEST(catalogue, refuses_forms_that_the_language_does_not_have) {
    std::string const three =
        "msgid \"{} row\"\nmsgid_plural \"{} rows\"\nmsgstr[0] \"{}\"\nmsgstr[1] \"{}\"\nmsgstr[2] \"{}\"\n";
    EXPECT_THAT(read_catalogue("fr", read(french_header + three)).problems,
                ElementsAre("test.po:7: `{} row` has 3 forms, the language has 2"));
    auto const odd = read(
        "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n==9;\\n\"\n");
    EXPECT_THAT(read_catalogue("xx", odd).problems,
                ElementsAre("test.po: the plural forms `nplurals=2; plural=n==9;` are not known to this program"));
}

TEST(catalogue, tells_what_is_missing_and_what_nobody_asks_for) {
    auto const pot = read("#: x.cpp:5\n" + entry("a", "") + "#: x.cpp:6\n" + entry("b", "") +
                              "msgid \"{} c\"\nmsgid_plural \"{} cs\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n",
                          po_kind::pot);
    auto const file = read(french_header + entry("a", "A") + "#, fuzzy\n" + entry("b", "B") + entry("d", "D") +
                           "msgid \"{} c\"\nmsgid_plural \"{} other\"\nmsgstr[0] \"{}\"\nmsgstr[1] \"{}\"\n");
    EXPECT_THAT(missing_in(file, pot), ElementsAre("x.cpp:6: `b`", "test.po:9: `{} c`"));
    EXPECT_THAT(unused_in(file, pot), ElementsAre("test.po:14: `d`", "test.po:17: `{} c`"));
}

}  // namespace
}  // namespace a6::reports
