// What stands in cells: forms, texts, styles, and parts that are not as they should be.

#include "checker/workbook.hpp"

#include "tests/support/zip_builder.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using test_support::text_cell;
using test_support::workbook_builder;

// One sheet; its cells as "A1=text/form".
std::vector<std::string> cells(workbook_builder const& builder) {
    std::string const bytes = builder.bytes();
    workbook_result const result = open_workbook(bytes);
    if (!result.book) return {result.error->code};
    std::vector<std::string> out;
    for (grid_cell const& c : result.book->sheets.at(0).cells) {
        out.push_back(column_letters(c.column) + std::to_string(c.row) + "=" + std::string(c.text) + "/" +
                      "tndbve"[static_cast<int>(c.form)]);
    }
    return out;
}

using list = std::vector<std::string>;

TEST(workbook, gives_every_kind_of_cell) {
    workbook_builder book;
    book.shared_strings(
        "<si><t>shared</t></si><si><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r><rPh sb='0' "
        "eb='1'><t>sound</t></rPh></si>");
    book.styles(
        "<numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/></numFmts>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='22'/><xf numFmtId='20'/></cellXfs>");
    book.sheet("S",
               "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' "
               "t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c>"
               "<c r='D1'><v>10000.0</v></c><c r='E1' s='1'><v>45845</v></c><c r='F1' s='2'><v>45845.4375</v></c><c "
               "r='G1' s='3'><v>0.5</v></c>"
               "<c r='H1' t='b'><v>1</v></c><c r='I1' t='e'><v>#REF!</v></c><c r='J1'><f>SUM(A1)</f></c><c "
               "r='K1'><f>1+1</f><v>2</v></c>"
               "<c r='L1' t='str'><f>A1</f><v>cached</v></c><c r='M1' t='d'><v>2025-07-07T00:00:00</v></c><c r='N1' "
               "s='1'/><c r='O1'><f>X</f><v/></c></row>");
    EXPECT_EQ(cells(book), (list{"A1=shared/t", "B1=rich text/t", "C1=inline/t", "D1=10000/n", "E1=2025-07-07/d",
                                 "F1=2025-07-07T10:30:00/d", "G1=0.5/n", "H1=TRUE/b", "I1=#REF!/e", "J1=/v", "K1=2/n",
                                 "L1=cached/t", "M1=2025-07-07/d", "O1=/v"}));
}

TEST(workbook, counts_cells_and_rows_without_addresses) {
    workbook_builder book;
    book.sheet("S",
               "<row><c><v>1</v></c><c><v>2</v></c><c r='E1'><v>5</v></c><c><v>6</v></c></row><row "
               "r='9'><c><v>9</v></c></row><row><c><v>10</v></c></row>");
    EXPECT_EQ(cells(book), (list{"A1=1/n", "B1=2/n", "E1=5/n", "F1=6/n", "A9=9/n", "A10=10/n"}));
}

TEST(workbook, reads_sheets_and_shared_texts_larger_than_a_window) {
    std::string strings, rows;
    constexpr std::size_t count = 3000;
    for (std::size_t i = 0; i < count; ++i) {
        std::string const n = std::to_string(i);
        strings += "<si><t xml:space='preserve'>text &lt;" + n + "></t></si>\n";
        rows +=
            "<row><c t='s'><v>" + n + "</v></c><c><v>" + n + ".50</v></c><c t='str'><v>a&amp;" + n + "</v></c></row>";
        if (i % 1000 == 0) rows += "<!-- c -->";
    }
    workbook_builder book;
    book.shared_strings(strings).sheet("S", rows);
    auto const found = cells(book);
    ASSERT_EQ(found.size(), 3 * count);
    for (std::size_t i = 0; i < count; ++i) {
        std::string const n = std::to_string(i), row = std::to_string(i + 1);
        ASSERT_EQ(found[3 * i], "A" + row + "=text <" + n + ">/t");
        ASSERT_EQ(found[3 * i + 1], "B" + row + "=" + n + ".5/n");
        ASSERT_EQ(found[3 * i + 2], "C" + row + "=a&" + n + "/t");
    }
}

TEST(workbook, tells_of_markup_before_anything_else_wherever_it_stands) {
    std::string rows = "<row r='0'/>";
    for (std::size_t i = 0; i < 5000; ++i) rows += "<row><c><v>1</v></c></row>";
    workbook_builder unnumbered;
    unnumbered.sheet("S", rows);
    EXPECT_EQ(cells(unnumbered), (list{"X213"}));
    workbook_builder mixed;
    mixed.sheet("S", rows + "<row>text<c/></row>");
    EXPECT_EQ(cells(mixed), (list{"X211"}));
}

TEST(workbook, sorts_cells_that_are_stored_in_disorder) {
    workbook_builder book;
    book.sheet(
        "S", "<row r='2'><c r='B2'><v>22</v></c><c r='A2'><v>21</v></c></row><row r='1'><c r='A1'><v>11</v></c></row>");
    EXPECT_EQ(cells(book), (list{"A1=11/n", "A2=21/n", "B2=22/n"}));
}

TEST(workbook, knows_the_1904_system) {
    workbook_builder book;
    book.from_1904()
        .styles("<cellXfs><xf numFmtId='14'/></cellXfs>")
        .sheet("S", "<row><c s='0'><v>44383</v></c></row>");
    EXPECT_EQ(cells(book), (list{"A1=2025-07-07/d"}));
}

TEST(workbook, decodes_escapes_and_keeps_blanks) {
    workbook_builder book;
    book.sheet("S", "<row>" + text_cell("A1", " a_x000D_\nb ") + text_cell("B1", "   ") + "</row>");
    EXPECT_EQ(cells(book), (list{"A1= a\r\nb /t", "B1=   /t"}));
}

TEST(workbook, refuses_what_programs_would_disagree_on) {
    workbook_builder twice;
    twice.sheet("S", "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>");
    EXPECT_EQ(cells(twice), (list{"X213"}));
    workbook_builder nowhere;
    nowhere.sheet("S", "<row r='1'><c r='A0'><v>1</v></c></row>");
    EXPECT_EQ(cells(nowhere), (list{"X213"}));
    workbook_builder far;
    far.sheet("S", "<row r='1'><c r='ZZZZ1'><v>1</v></c></row>");
    EXPECT_EQ(cells(far), (list{"X213"}));
    workbook_builder no_string;
    no_string.sheet("S", "<row r='1'><c r='A1' t='s'><v>7</v></c></row>");
    EXPECT_EQ(cells(no_string), (list{"X213"}));
    workbook_builder bad_row;
    bad_row.sheet("S", "<row r='99999999'><c><v>1</v></c></row>");
    EXPECT_EQ(cells(bad_row), (list{"X213"}));
}

TEST(workbook, refuses_parts_that_do_not_pass_the_gate) {
    workbook_builder book;
    book.sheet("S", "<row r='1'><c r='A1'><v>&nope;</v></c></row>");
    EXPECT_EQ(cells(book), (list{"X211"}));
}

TEST(workbook, refuses_too_many_sheets) {
    workbook_builder book;
    for (int i = 0; i < 257; ++i) book.sheet("S" + std::to_string(i), "");
    EXPECT_EQ(cells(book), (list{"X214"}));
}

TEST(workbook, names_archives_that_are_no_workbooks) {
    EXPECT_EQ(open_workbook(test_support::make_zip({{"readme.txt", "x"}})).error->code, "X508");
    EXPECT_EQ(open_workbook(test_support::make_zip({{"[Content_Types].xml", "<a/>"}, {"word/document.xml", "<a/>"}}))
                  .error->code,
              "X508");
}

TEST(grid, names_columns_like_a_spreadsheet) {
    EXPECT_EQ(column_letters(1), "A");
    EXPECT_EQ(column_letters(26), "Z");
    EXPECT_EQ(column_letters(27), "AA");
    EXPECT_EQ(column_letters(34), "AH");
    EXPECT_EQ(column_letters(16'384), "XFD");
}

}  // namespace
}  // namespace a6::checker
