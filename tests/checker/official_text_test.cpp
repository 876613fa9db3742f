#include "checker/official_text.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace a6::checker {
namespace {

// A decision with an annex of chapters, as conversion leaves them: tabs for indentation, an empty number before the
// annex, blanks that do not break.
constexpr char const* harbour =
    "Decision 7/HBR.2\r\n"
    "\tOn boats\r\n"
    "\t\tThe Assembly,\r\n"
    "\t\t1.\tAdopts the rules in the annex;\r\n"
    "\t\t2.\tAsks the harbour office:\r\n"
    "\t\t\t(a)\tTo count boats;\r\n"
    "\t\t\t(b)\tTo count oars:\r\n"
    "\t\t\t\t(i)\tOf wood;\r\n"
    "\t\t\t\t(ii)\tOf metal;\r\n"
    "\t\t3.\tThanks the crew.\r\n"
    "\t\t1.\t\r\n"
    "Annex\r\n"
    "Rules on\u00A0boats\r\n"
    "\tI.\tBoats\r\n"
    "\t\tA.\tRowing boats\r\n"
    "\t\t\t1.\tA boat has oars.\r\n"
    "\t\t\t2.\tA boat shall:\r\n"
    "\t\t\t\t(a)\tFloat;\r\n"
    "\t\t\t\t(b)\tCarry a\tlamp;\r\n"
    "\t\t\t\t(c)\tHave a name.\r\n"
    "\tII.\tBerths\r\n"
    "\t\t3.\tA berth is one\u200B of\u00A0those on the list.\r\n";

std::string words(official_text const& text, std::string_view section, std::string_view path) {
    auto const found = text.find(section, path);
    return found.found() ? found.words : "! " + found.reason;
}

std::string words(std::string_view text, std::string_view section, std::string_view path) {
    return words(official_text(text), section, path);
}

TEST(official_text, a_paragraph_brings_its_subparagraphs_along) {
    official_text const text(harbour);
    EXPECT_EQ(words(text, "", "2"),
              "Asks the harbour office: (a) To count boats; (b) To count oars: (i) Of wood; (ii) Of metal;");
    EXPECT_EQ(words(text, "", "2(b)"), "To count oars: (i) Of wood; (ii) Of metal;");
    EXPECT_EQ(words(text, "", "2(b)(ii)"), "Of metal;");
    EXPECT_EQ(words(text, "", "2 chapeau"), "Asks the harbour office:");
    EXPECT_EQ(words(text, "", "2(b) chapeau"), "To count oars:");
    EXPECT_EQ(words(text, "", "3"), "Thanks the crew.");
}

TEST(official_text, a_section_is_looked_up_by_its_heading) {
    official_text const text(harbour);
    EXPECT_EQ(words(text, "", "1"), "Adopts the rules in the annex;");
    EXPECT_EQ(words(text, "Annex", "1"), "A boat has oars.");
    EXPECT_EQ(words(text, "annex", "2(b)"), "Carry a lamp;");
    EXPECT_EQ(words(text, "Annex IV", "1"), "! the text has no heading `Annex IV`");
}

TEST(official_text, white_space_and_invisible_characters_make_no_difference) {
    EXPECT_EQ(words(harbour, "Annex", "3"), "A berth is one of those on the list.");
    EXPECT_EQ(fold_white_space(" \u00A0a\t\r\n b\u2003c\u00AD "), "a b c");
    EXPECT_EQ(fold_white_space("a\xFF b"), "a\xFF b");
    EXPECT_EQ(digest_of("A boat has oars."), digest_of(fold_white_space("A  boat has\toars. ")));
    EXPECT_NE(digest_of("A boat has oars."), digest_of("A boat has oars"));
    EXPECT_EQ(digest_of("").size(), 16U);
}

TEST(official_text, chapters_and_their_parts_are_paths_too) {
    official_text const text(harbour);
    EXPECT_EQ(words(text, "Annex", "I.A chapeau"), "Rowing boats");
    EXPECT_EQ(words(text, "Annex", "II"), "Berths 3. A berth is one of those on the list.");
    EXPECT_EQ(words(text, "Annex", "I.A.2(c)"), "Have a name.");
    EXPECT_EQ(words(text, "Annex", "I.B"), "! there is no B in I");
    EXPECT_EQ(words(text, "Annex", "III"), "! there is no III");
}

TEST(official_text, says_what_it_did_not_find) {
    official_text const text(harbour);
    EXPECT_EQ(words(text, "Annex", "4"), "! there is no paragraph 4");
    EXPECT_EQ(words(text, "Annex", "2(d)"), "! there is no (d) in 2");
    EXPECT_EQ(words(text, "", "2(b)(iii)"), "! there is no (iii) in 2(b)");
    EXPECT_EQ(words(text, "", "1-3"), "! `1-3` names several paragraphs; cite each of them");
    EXPECT_EQ(words(text, "", "1, 2"), "! `1, 2` names several paragraphs; cite each of them");
    EXPECT_NE(words(text, "", "first").find("is no path of a paragraph"), std::string::npos);
    EXPECT_NE(words(text, "", "2(b").find("is no path of a paragraph"), std::string::npos);
    EXPECT_NE(words(text, "", "").find("is no path of a paragraph"), std::string::npos);
}

// Letters and numerals look alike.
TEST(official_text, i_after_h_is_a_letter_unless_h_announces_a_list) {
    constexpr char const* text =
        "\t1.\tA cook shall:\n"
        "\t\t(g)\tStray;\n"
        "\t2.\tA cook shall:\n"
        "\t\t(a)\tA;\n\t\t(b)\tB;\n\t\t(c)\tC;\n\t\t(d)\tD;\n\t\t(e)\tE;\n\t\t(f)\tF;\n\t\t(g)\tG;\n"
        "\t\t(h)\tShow, including:\n"
        "\t\t\t(i)\tThe pan;\n"
        "\t\t\t(ii)\tThe pot;\n"
        "\t\t(i)\tSay:\n"
        "\t\t\t(i)\tWhen;\n"
        "\t\t\t(ii)\tWhere;\n"
        "\t\t(j)\tRest.\n"
        "\t3.\tA guest shall:\n"
        "\t\t(a)\tA;\n\t\t(b)\tB;\n\t\t(c)\tC;\n\t\t(d)\tD;\n\t\t(e)\tE;\n\t\t(f)\tF;\n"
        "\t\t\t(g)\tSit;\n"
        "\t\t(h)\tEat;\n"
        "\t\t\t(i)\tPay.\n";
    EXPECT_EQ(words(text, "", "2(h)"), "Show, including: (i) The pan; (ii) The pot;");
    EXPECT_EQ(words(text, "", "2(h)(ii)"), "The pot;");
    EXPECT_EQ(words(text, "", "2(i)"), "Say: (i) When; (ii) Where;");
    EXPECT_EQ(words(text, "", "2(i)(i)"), "When;");
    EXPECT_EQ(words(text, "", "2(j)"), "Rest.");
    // Indentation that is wrong: the markers decide.
    EXPECT_EQ(words(text, "", "3(g)"), "Sit;");
    EXPECT_EQ(words(text, "", "3(h)"), "Eat;");
    EXPECT_EQ(words(text, "", "3(i)"), "Pay.");
    // "(g)" without an "(a)" belongs to nothing above it.
    EXPECT_EQ(words(text, "", "1"), "A cook shall:");
}

TEST(official_text, lists_nest_three_deep) {
    constexpr char const* text =
        "\t16.\tAsks for:\n"
        "\t\t(a)\tTea;\n"
        "\t\t(b)\tMore on:\n"
        "\t\t\t(i)\tBread, including:\n"
        "\t\t\ta.\tRye;\n"
        "\t\t\tb.\tWheat;\n"
        "\t\t\t\t(ii)\tButter;\n"
        "\t17.\tEnds.\n";
    EXPECT_EQ(words(text, "", "16(b)(i)"), "Bread, including: a. Rye; b. Wheat;");
    EXPECT_EQ(words(text, "", "16(b)(i)b"), "Wheat;");
    EXPECT_EQ(words(text, "", "16(b)(ii)"), "Butter;");
}

// Headings that are numbered or lettered themselves stand between the paragraphs.
TEST(official_text, headings_are_no_paragraphs_and_end_them) {
    constexpr char const* text =
        "Annex I*\n"
        "\tI.\tKitchens\n"
        "\t\t\t1.\tA kitchen has a stove.\n"
        "\t\t\t2.\tA stove is hot.\n"
        "\t\t\t1.\tPans and pots\n"
        "\t\t\t\t3.\tA pan has a handle.\n"
        "\t\t\t\t4.\tA pot has two.\n"
        "\t\t\t2.\tRoles\n"
        "\t\t\t\t(a)\tRoles of cooks\n"
        "\t\t\t\t5.\tA cook shall:\n"
        "\t\t\t\t\t(a)\tStir;\n"
        "\t\t\t\t\t(b)\tTaste.\n"
        "\t\t\t\t6.\tA cook may sing.\n"
        "\t\t\t\t\t(b)\tOthers\n"
        "\t\t\t\t7.\tOthers listen.\n"
        "\tII.\tHalls\n"
        "\t\t\t8.\tA hall is large.\n"
        "Annex II*\n"
        "\t\t\t1.\tNothing else.\n";
    official_text const t(text);
    EXPECT_EQ(words(t, "Annex I", "1"), "A kitchen has a stove.");
    EXPECT_EQ(words(t, "Annex I*", "2"), "A stove is hot.");
    EXPECT_EQ(words(t, "Annex I", "3"), "A pan has a handle.");
    EXPECT_EQ(words(t, "Annex I", "5"), "A cook shall: (a) Stir; (b) Taste.");
    EXPECT_EQ(words(t, "Annex I", "6"), "A cook may sing.");
    EXPECT_EQ(words(t, "Annex I", "6(b)"), "! there is no (b) in 6");
    EXPECT_EQ(words(t, "Annex I", "7"), "Others listen.");
    EXPECT_EQ(words(t, "Annex I", "9"), "! there is no paragraph 9");
    EXPECT_EQ(words(t, "Annex II", "1"), "Nothing else.");
    // As part of a chapter "1" is the heading or the paragraph.
    EXPECT_EQ(words(t, "Annex I", "I.1"), "! I.1 stands in the text twice, in different words");
}

TEST(official_text, an_extract_begins_in_the_middle_and_leaves_numbers_out) {
    constexpr char const* text =
        "\t\t\t(b)\tThe end of something;\n"
        "\t\t7.\tSeven is:\n"
        "\t\t\t(a)\tOdd;\n"
        "\t\t\t(b)\tPrime.\n"
        "\t\t8.\tEight is even.\n"
        "\t\t\t54.\tLater on.\n"
        "\t\t3.\tSeries\n"
        "\t\t\t57.\tThe series goes on.\n"
        "\t\t26th meeting\n"
        "\n"
        "Decision 8/NUM.1\n"
        "\t\t1.\tAnother decision.\n";
    official_text const t(text);
    EXPECT_EQ(words(t, "", "7(b)"), "Prime.");
    EXPECT_EQ(words(t, "", "8"), "Eight is even.");
    EXPECT_EQ(words(t, "", "57"), "The series goes on.");
    EXPECT_EQ(words(t, "", "3"), "! there is no paragraph 3");
    EXPECT_EQ(words(t, "", "1"), "! there is no paragraph 1");
    EXPECT_EQ(words(t, "Decision 8/NUM.1", "1"), "Another decision.");
}

TEST(official_text, what_stands_there_twice_in_different_words_is_not_found) {
    EXPECT_EQ(words("\t1.\tOne.\n\t2.\tTwo.\n\t1.\tUno.\n\t2.\tDue.\n", "", "2"),
              "! paragraph 2 stands in the text twice, in different words");
    EXPECT_EQ(words("\t1.\tOne.\n\t2.\tTwo.\n\t1.\tOne.\n\t2.\tTwo.\n", "", "2"), "Two.");
    EXPECT_EQ(words("Annex I\n\t1.\tOne.\nAnnex I\n\t1.\tUno.\n", "Annex I", "1"),
              "! the heading `Annex I` stands in the text twice");
    // An outline names annexes too, further in; they begin no section.
    EXPECT_EQ(words("Annex\n\tI.\tHead\n\t\t\tAnnex\n\t\t2.\tOne.\n", "Annex", "2"), "One.");
}

TEST(official_text, articles_of_a_treaty) {
    constexpr char const* text =
        "\t\t13.\tParties shall count.\n"
        "\t\t14.\tParties should think.\n"
        "\t\t\t\tArticle 6\n"
        "\t\t1.\tParties cooperate.\n"
        "\t\t2.\tParties shall, where they cooperate:\n"
        "\t\t\t(a)\tCount twice;\n"
        "\t\t\t(b)\tNever double.\n"
        "\t\t\t\tArticle 8\n"
        "\t\t1.\tParties rest.\n";
    official_text const t(text);
    EXPECT_EQ(words(t, "", "Art. 6.1"), "Parties cooperate.");
    EXPECT_EQ(words(t, "", "Article 6.1"), "Parties cooperate.");
    EXPECT_EQ(words(t, "", "Art. 6.2(b)"), "Never double.");
    EXPECT_EQ(words(t, "", "Art. 8.1"), "Parties rest.");
    EXPECT_EQ(words(t, "", "Art. 8.2"), "! there is no paragraph 2");
    EXPECT_EQ(words(t, "", "Art. 7.1"), "! the text has no heading `Article 7`");
    // What stands before the first heading is the rest of an earlier article.
    EXPECT_EQ(words(t, "", "Art. 4.13"), "Parties shall count.");
    EXPECT_EQ(words(t, "", "14"), "Parties should think.");
    EXPECT_EQ(words(t, "", "1"), "! paragraph 1 stands in the text twice, in different words");
}

TEST(official_text, outlines) {
    std::string text =
        "Annex V*\n"
        "\tOutline of the report\n"
        "\t\tI.\tResponsibilities (para. 18(a))\n"
        "\t\t\tA.\tHow the boat floats\n"
        "\t\t\tB.\tHow the boat steers\n"
        "\t\tII.\tThe trips\n"
        "\t\t\tNote: chapters A to J are repeated for each trip.\n";
    for (char const* letter : {"A", "B", "C", "D", "E", "F"})
        text += std::string("\t\t\t\t") + letter + ".\tTrip part\n";
    text +=
        "\t\t\t\tG.\tSafety\n"
        "\t\t\t\t\t1.\tLamps\n"
        "\t\t\t\t\t2.\tRings\n"
        "\t\t\t\tH.\tMore\n"
        "\t\t\t\t\t1.\tNoise\n"
        "\t\t\t\tI.\tLimits\n"
        "\t\t\t\tJ.\tResources\n"
        "\t\t\tAnnex II for what is secret\n"
        "\t\tIII.\tThe rest\n";
    official_text const t(text);
    EXPECT_EQ(words(t, "Annex V", "I.B"), "How the boat steers");
    EXPECT_EQ(words(t, "Annex V", "I"), "Responsibilities (para. 18(a)) A. How the boat floats B. How the boat steers");
    EXPECT_EQ(words(t, "Annex V", "II chapeau"), "The trips Note: chapters A to J are repeated for each trip.");
    EXPECT_EQ(words(t, "Annex V", "II.G.2"), "Rings");
    EXPECT_EQ(words(t, "Annex V", "II.G"), "Safety 1. Lamps 2. Rings");
    EXPECT_EQ(words(t, "Annex V", "II.H.1"), "Noise");
    EXPECT_EQ(words(t, "Annex V", "II.I"), "Limits");
    EXPECT_EQ(words(t, "Annex V", "II.J"), "Resources");
    EXPECT_EQ(words(t, "Annex V", "III"), "The rest");
    EXPECT_EQ(words(t, "Annex V", "II.G.3"), "! there is no 3 in II.G");
}

TEST(official_text, a_table_answers_for_the_paragraphs_that_it_names) {
    constexpr char const* text =
        "Annex I\n"
        "\t\t\t| Paragraph | Elements |\n"
        "\t\t\t| Decision 1/HBR.1, annex, paragraph 18(c) | Which oar |\n"
        "\t\t\t|  | Which\n"
        "side |\n"
        "\t\t\t| Decision 1/HBR.1, annex, paragraph 18(h)(i) | How far |\n";
    EXPECT_EQ(words(text, "Annex I", "18(c)"), "Which oar Which side");
    EXPECT_EQ(words(text, "Annex I", "18(c) row 2"), "Which side");
    EXPECT_EQ(words(text, "Annex I", "18(h)(i)"), "How far");
    EXPECT_EQ(words(text, "Annex I", "18(c) row 3"), "! the table has 2 row(s) about paragraph 18(c)");
    EXPECT_EQ(words("Annex I\n|\n||\n| paragraph 1 | x\n", "Annex I", "1"), "x");
    EXPECT_EQ(words(text, "Annex I", "8(c)"), "! there is no paragraph 8(c)");
    EXPECT_EQ(words(text, "Annex I", "18(i)"), "! there is no paragraph 18(i)");
}

TEST(official_text, lines_that_were_broken_are_one) {
    EXPECT_EQ(words("\t1.\tA line that\nwas broken.\n\t2.\tNext.\n", "", "1"), "A line that was broken.");
    EXPECT_EQ(words("\t1.\tDone.\nA title\n\t2.\tNext.\n", "", "1"), "Done.");
    EXPECT_EQ(words("\t1.\tA table:\n\t| a | b |\n\t2.\tNext.\n", "", "1"), "A table:");
}

TEST(paragraph_path, is_ordered_as_in_the_text) {
    std::vector<std::string> const text = {"2",    "7",    "7 chapeau", "7(a)",    "7(a)(ii)", "7(a)(ix)",  "7(b)",
                                           "7(h)", "7(i)", "7(i)(i)",   "7(i)(v)", "7(j)",     "18",        "II.C",
                                           "V.B",  "V.H",  "V.I",       "V.I.2",   "V.I.10",   "Art. 4.13", "Art. 6.2"};
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        EXPECT_TRUE(path_less(text[i], text[i + 1])) << text[i] << ' ' << text[i + 1];
        EXPECT_FALSE(path_less(text[i + 1], text[i])) << text[i] << ' ' << text[i + 1];
    }
    EXPECT_TRUE(path_less("18(c) row 2", "18(c) row 10"));
    EXPECT_FALSE(path_less("3", "3"));
    EXPECT_TRUE(path_less("3", "the third"));
    EXPECT_FALSE(path_less("the third", "3"));
}

TEST(text_collection, tells_a_missing_text_from_a_missing_paragraph) {
    auto const folder = std::filesystem::path(testing::TempDir()) / "official_texts_of_this_test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "harbour.txt", std::ios::binary) << harbour;
    std::ofstream(folder / "latin.txt", std::ios::binary) << "\t1.\tCaf\xE9.\n";
    text_collection texts(folder);
    dsl::instrument where;
    EXPECT_EQ(texts.find(where, "1").status, text_collection::status::no_text);
    where.file = "harbour.txt";
    where.section = "Annex";
    auto const found = texts.find(where, "1");
    EXPECT_EQ(found.status, text_collection::status::found);
    EXPECT_EQ(found.words, "A boat has oars.");
    EXPECT_EQ(texts.find(where, "9").reason, "there is no paragraph 9");
    where.file = "none.txt";
    EXPECT_EQ(texts.find(where, "1").status, text_collection::status::not_found);
    EXPECT_EQ(texts.find(where, "1").reason, "the collection has no file `none.txt`");
    where.file = "latin.txt";
    EXPECT_EQ(texts.find(where, "1").reason, "`latin.txt` is not UTF-8 text");
    // What has no end is not read, and no more of a file than a text can have.
    std::filesystem::create_symlink("/dev/zero", folder / "endless.txt");
    where.file = "endless.txt";
    EXPECT_EQ(texts.find(where, "1").reason, "`endless.txt` is no regular file");
    std::ofstream(folder / "large.txt") << "1. A boat.\n";
    std::filesystem::resize_file(folder / "large.txt", std::uintmax_t{1} << 40);
    where.file = "large.txt";
    EXPECT_EQ(texts.find(where, "1").reason, "`large.txt` is larger than 4194304 bytes");
    std::filesystem::remove_all(folder);
}

// Chains of numbers are looked for in one pass; pairs of lines would take minutes here.
TEST(official_text, a_hundred_thousand_numbered_lines_take_no_time) {
    std::string text;
    for (int n = 0; n < 100'000; ++n) text += std::to_string(1 + n % 7) + ". a\n";
    official_text const many(text);
    EXPECT_EQ(many.find("", "3").words, "a");
    EXPECT_FALSE(many.find("", "8").found());
}

}  // namespace
}  // namespace a6::checker
