// Notes, colours, links and values on the cells of a workbook; everything else of it stays.

#include "checker/annotated_copy.hpp"

#include "checker/workbook.hpp"
#include "tests/support/package_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

namespace a6::checker {
namespace {

using namespace test_support;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char const* vml_type = "application/vnd.openxmlformats-officedocument.vmlDrawing";
constexpr char const* comments_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
std::string const one_format =
    "<fonts><font/></fonts><fills><fill/><fill/></fills><borders><border/></borders><cellXfs><xf/></cellXfs>";

cell_annotation noted(char const* at, std::string text = "what is wrong", cell_tone tone = cell_tone::error) {
    cell_annotation c;
    c.at = *parse_address(at);
    c.tone = tone;
    c.notes = {{"error R-1: the norm", std::move(text)}};
    c.list_row = 4;
    return c;
}

cell_annotation filled(char const* at, std::string value) {
    cell_annotation c;
    c.at = *parse_address(at);
    c.value = std::move(value);
    c.value_kept_out = "kept out";
    return c;
}

annotation on_sheet(std::string const& sheet, std::vector<cell_annotation> cells) {
    annotation what;
    std::sort(cells.begin(), cells.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
    what.sheets.push_back({sheet, std::move(cells)});
    what.list.sheet = "Findings";
    what.list.about = {"the title"};
    what.list.columns = {{"Severity", 10}, {"Cell", 20}, {"What", 40}};
    what.list.note_word = "note";
    what.list.message_column = 2;
    list_row row;
    row.tone = cell_tone::error;
    row.cells = {{"error", {}, {}}, {"there", sheet, cell_address{1, 1}}, {"what is wrong", {}, {}}};
    what.list.rows.push_back(row);
    return what;
}

// The parts of the copy; every one of them is checked.
zip_parts copy_of(std::string const& bytes, annotation what) {
    auto opened = workbook_parts::open(bytes);
    if (!opened.parts) throw std::runtime_error(opened.error->message.english());
    zip_part made = write_annotated(std::move(*opened.parts), std::move(what), reports::language::english());
    if (!made.bytes) throw std::runtime_error(made.error->message.english());
    zip_parts parts = unzip(*made.bytes);
    EXPECT_THAT(faults_of_package(parts), IsEmpty());
    return parts;
}

std::string sheet_of(zip_parts const& parts) { return part(parts, "xl/worksheets/sheet1.xml"); }
std::string list_of(zip_parts const& parts) { return part(parts, sheet_part(parts, "Findings")); }

// The format of a cell, as it is written in the styles.
std::string format_of(zip_parts const& parts, std::string const& address) {
    auto const sheet = xml_document::parse(sheet_of(parts));
    auto const styles = xml_document::parse(part(parts, "xl/styles.xml"));
    std::string const text = part(parts, "xl/styles.xml");
    xml_edit const edit(text);
    for (xml_element row = sheet.document->root().child("sheetData").first_child(); row; row = row.next())
        for (xml_element c = row.first_child(); c; c = c.next()) {
            if (c.attribute("r") != address) continue;
            auto n = std::stoul(std::string(c.attribute("s").value_or("0")));
            xml_element format = styles.document->root().child("cellXfs").first_child();
            while (n-- > 0) format = format.next();
            return std::string(edit.text_of(format));
        }
    return "no cell";
}

std::string fill_of(zip_parts const& parts, std::string const& address) {
    std::string const format = format_of(parts, address);
    auto const at = format.find("fillId=\"");
    if (at == std::string::npos) return {};
    auto n = std::stoul(format.substr(at + 8));
    auto const styles = xml_document::parse(part(parts, "xl/styles.xml"));
    xml_element fill = styles.document->root().child("fills").first_child();
    while (n-- > 0) fill = fill.next();
    xml_element const pattern = fill.child("patternFill");
    xml_element const color = pattern ? pattern.child("fgColor") : xml_element();
    return std::string(color ? color.attribute("rgb").value_or("") : "");
}

TEST(annotated_copy, puts_comment_colour_and_link_on_a_cell) {
    workbook_builder book;
    book.styles(one_format).sheet("S", text_row(1, {"a", "b"}));
    auto const parts = copy_of(book.bytes(), on_sheet("S", {noted("B1")}));
    EXPECT_THAT(comments_of(parts, "S"), ElementsAre("B1: error R-1: the norm\nwhat is wrong"));
    EXPECT_EQ(fill_of(parts, "B1"), "FFFFC7CE");
    EXPECT_EQ(fill_of(parts, "A1"), "");
    EXPECT_THAT(sheet_of(parts), HasSubstr("<hyperlink ref=\"B1\" location=\"'Findings'!A4\"/>"));
    EXPECT_THAT(list_of(parts), HasSubstr("<hyperlink ref=\"B4\" location=\"'S'!A1\"/>"));
}

TEST(annotated_copy, gives_every_tone_a_colour_of_its_own) {
    workbook_builder book;
    book.styles(one_format).sheet("S", "");
    std::vector<cell_annotation> cells;
    std::vector<std::string> addresses;
    for (cell_tone const t : {cell_tone::error, cell_tone::warning, cell_tone::query, cell_tone::undecided,
                              cell_tone::waived, cell_tone::other_side}) {
        addresses.push_back("A" + std::to_string(addresses.size() + 1));
        cells.push_back(noted(addresses.back().c_str(), "x", t));
    }
    auto const parts = copy_of(book.bytes(), on_sheet("S", cells));
    std::set<std::string> colours;
    for (auto const& at : addresses) colours.insert(fill_of(parts, at));
    EXPECT_EQ(colours.size(), 6u);
    EXPECT_EQ(colours.count(""), 0u);
}

TEST(annotated_copy, leaves_all_other_parts_as_they_are) {
    workbook_builder book;
    book.shared_strings("<si><t>one</t></si>").styles(one_format);
    book.sheet("S", text_row(1, {"a"})).sheet("T", "<row r='1'><c r='A1' t='s'><v>0</v></c></row>");
    std::string const bytes = book.bytes();
    auto const before = unzip(bytes);
    auto const after = copy_of(bytes, on_sheet("S", {noted("A1")}));
    for (char const* name : {"xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "_rels/.rels"})
        EXPECT_EQ(part(before, name), part(after, name)) << name;
    EXPECT_EQ(before[0].first, after[0].first) << "in their order";
}

TEST(annotated_copy, gives_the_same_bytes_each_time) {
    workbook_builder book;
    book.styles(one_format).sheet("S", text_row(1, {"a"}));
    std::string const bytes = book.bytes();
    auto const once = [&] {
        return write_annotated(std::move(*workbook_parts::open(bytes).parts), on_sheet("S", {noted("A1")}),
                               reports::language::english());
    };
    EXPECT_EQ(*once().bytes, *once().bytes);
    EXPECT_EQ(once().bytes->find("PK\x03\x04"), 0u);
}

TEST(annotated_copy, makes_cells_that_are_not_there) {
    workbook_builder book;
    book.styles(one_format)
        .sheet("S",
               "<row r='2' spans='1:2'><c r='B2'><v>1</v></c><c><v>2</v></c><c r='F2'/></row>"
               "<row r='4'/><row><c><v>5</v></c></row>");
    auto const parts = copy_of(book.bytes(), on_sheet("S", {noted("A1"), noted("A2"), noted("E2"), noted("G2"),
                                                            noted("C3"), noted("C4"), noted("B5"), noted("A9")}));
    for (char const* at : {"A1", "A2", "E2", "G2", "C3", "C4", "B5", "A9"})
        EXPECT_EQ(fill_of(parts, at), "FFFFC7CE") << at;
    EXPECT_THAT(sheet_of(parts), Not(HasSubstr("spans")));
    EXPECT_THAT(sheet_of(parts), HasSubstr("<c><v>2</v></c>")) << "cells without address keep their place";
}

TEST(annotated_copy, fills_a_sheet_without_rows_and_one_in_disorder) {
    workbook_builder empty;
    empty.sheet("S", "");
    EXPECT_THAT(comments_of(copy_of(empty.bytes(), on_sheet("S", {noted("C7")})), "S"), testing::SizeIs(1));
    workbook_builder mixed;
    mixed.sheet(
        "S", "<row r='2'><c r='B2'><v>22</v></c><c r='A2'><v>21</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>");
    std::string const bytes = mixed.bytes();
    auto opened = workbook_parts::open(bytes);
    auto made = write_annotated(std::move(*opened.parts), on_sheet("S", {noted("A1"), noted("A2"), noted("C2")}),
                                reports::language::english());
    auto const read = open_workbook(*made.bytes);
    ASSERT_TRUE(read.book);
    EXPECT_EQ(read.book->sheets[0].cells.size(), 3u) << "nothing was added that a reader would count";
}

TEST(annotated_copy, keeps_prefixes_and_strict_namespaces) {
    workbook_builder strict;
    strict.strict().styles(one_format).sheet("S", text_row(1, {"a"}));
    auto const parts = copy_of(strict.bytes(), on_sheet("S", {noted("A1"), noted("B2")}));
    EXPECT_THAT(part(parts, "xl/comments1.xml"), HasSubstr("http://purl.oclc.org/ooxml/spreadsheetml/main"));
    EXPECT_THAT(part(parts, "xl/worksheets/_rels/sheet1.xml.rels"),
                HasSubstr("http://purl.oclc.org/ooxml/officeDocument/relationships/comments"));

    workbook_builder book;
    book.sheet("S", text_row(1, {"a"}));
    zip_parts prefixed = unzip(book.bytes());
    for (auto& [name, text] : prefixed)
        if (name == "xl/worksheets/sheet1.xml")
            text =
                "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData>"
                "<x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    auto const copy = copy_of(make_zip(prefixed), on_sheet("S", {noted("A1"), filled("B1", "v"), noted("C3")}));
    EXPECT_THAT(sheet_of(copy), HasSubstr("<x:c r=\"B1\""));
    EXPECT_THAT(sheet_of(copy), HasSubstr("<x:legacyDrawing"));
    EXPECT_THAT(sheet_of(copy), HasSubstr("<x:hyperlinks><x:hyperlink "));
}

TEST(annotated_copy, puts_elements_of_a_sheet_where_the_format_has_them) {
    workbook_builder book;
    book.sheet("S", text_row(1, {"a"}),
               "<autoFilter ref='A1:A2'/><mergeCells count='1'><mergeCell ref='D1:E1'/></mergeCells>"
               "<conditionalFormatting sqref='A1'/><conditionalFormatting sqref='A2'/><dataValidations/><printOptions/>"
               "<pageMargins left='1' right='1' top='1' bottom='1' header='1' footer='1'/><pageSetup/><headerFooter/>"
               "<rowBreaks/><ignoredErrors/><tableParts/><extLst/>");
    copy_of(book.bytes(), on_sheet("S", {noted("A1")}));
}

TEST(annotated_copy, adds_to_comments_that_are_there) {
    workbook_builder book;
    book.sheet("S", text_row(1, {"a", "b", "c", "d"}), "<legacyDrawing r:id='rId2'/>");
    book.sheet_part("comments", "xl/comments1.xml",
                    "<comments xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><authors><author>Ama"
                    "</author><author>tc={1}</author></authors><commentList>"
                    "<comment ref='A1' authorId='0'><text><t>plain</t></text></comment>"
                    "<comment ref='B1' authorId='0'><text><r><t>in </t></r><r><t>runs</t></r><phoneticPr "
                    "fontId='1'/></text></comment>"
                    "<comment ref='C1' authorId='1'><text><t>a talk</t></text></comment></commentList></comments>",
                    comments_type);
    std::string shapes;
    for (int column : {0, 1, 2})
        shapes += "<v:shape id='_x0000_s103" + std::to_string(column) +
                  "' type='#_x0000_t202'><x:ClientData ObjectType='Note'><x:Row>0</x:Row><x:Column>" +
                  std::to_string(column) + "</x:Column></x:ClientData></v:shape>";
    book.sheet_part(
        "vmlDrawing", "xl/drawings/vmlDrawing1.vml",
        "<xml xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office' "
        "xmlns:x='urn:schemas-microsoft-com:office:excel'><o:shapelayout v:ext='edit'><o:idmap v:ext='edit' "
        "data='1'/></o:shapelayout><v:shapetype id=\"_x0000_t202\"/>" +
            shapes + "</xml>",
        vml_type);
    auto const parts =
        copy_of(book.bytes(), on_sheet("S", {noted("A1", "x"), noted("B1", "x"), noted("C1", "x"), noted("D1", "x")}));
    EXPECT_THAT(comments_of(parts, "S"),
                ElementsAre("A1: plain\n\nerror R-1: the norm\nx", "B1: in runs\n\nerror R-1: the norm\nx",
                            "C1: a talk", "D1: error R-1: the norm\nx"));
    EXPECT_THAT(part(parts, "xl/comments1.xml"), HasSubstr("<author>a6check</author>"));
    EXPECT_THAT(part(parts, "xl/drawings/vmlDrawing1.vml"), HasSubstr("data=\"1,2\""));
    EXPECT_THAT(list_of(parts), HasSubstr("The cell C1 of the sheet S has a conversation"));
}

// A sheet of another program, with a bit of everything that may stand beside comments.
std::string rich_workbook() {
    std::string const path = testing::TempDir() + std::to_string(getpid()) + "-rich.xlsx";
    lxw_workbook* const book = workbook_new(path.c_str());
    lxw_worksheet* const sheet = workbook_add_worksheet(book, "Rich");
    for (lxw_row_t row = 0; row < 8; ++row)
        for (lxw_col_t column = 0; column < 4; ++column)
            worksheet_write_number(sheet, row, column, row * 10 + column, nullptr);
    worksheet_write_formula_num(sheet, 8, 0, "=SUM(A1:A8)", nullptr, 280);
    worksheet_merge_range(sheet, 10, 0, 10, 3, "merged", nullptr);
    worksheet_write_comment(sheet, 0, 0, "first comment");
    worksheet_write_comment(sheet, 4, 2, "second comment");
    worksheet_write_url(sheet, 12, 0, "https://unfccc.int", nullptr);
    worksheet_write_url(sheet, 12, 1, "internal:Rich!A1", nullptr);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_INTEGER;
    validation.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN;
    validation.value_number = 0;
    worksheet_data_validation_cell(sheet, 1, 1, &validation);
    lxw_conditional_format condition{};
    condition.type = LXW_CONDITIONAL_2_COLOR_SCALE;
    worksheet_conditional_format_range(sheet, 0, 0, 7, 3, &condition);
    worksheet_add_table(sheet, 20, 0, 24, 2, nullptr);
    lxw_chart* const chart = workbook_add_chart(book, LXW_CHART_COLUMN);
    chart_add_series(chart, nullptr, "=Rich!$A$1:$A$8");
    worksheet_insert_chart(sheet, 5, 6, chart);
    worksheet_set_header(sheet, "&Cheader");
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_protect(sheet, "", nullptr);
    workbook_define_name(book, "Area", "=Rich!$A$1:$D$8");
    workbook_add_worksheet(book, "Other");
    workbook_close(book);
    std::ifstream in(path, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::remove(path.c_str());
    return bytes;
}

TEST(annotated_copy, leaves_what_another_program_wrote) {
    std::string const bytes = rich_workbook();
    auto const before = unzip(bytes);
    ASSERT_THAT(faults_of_package(before), IsEmpty());
    auto const after = copy_of(
        bytes, on_sheet("Rich", {noted("A1"), noted("B2"), noted("C5"), noted("B13"), noted("B11"), noted("B23")}));
    EXPECT_THAT(comments_of(after, "Rich"),
                testing::UnorderedElementsAre(
                    HasSubstr("A1: first comment\n\nerror R-1"), HasSubstr("C5: second comment\n\nerror R-1"),
                    HasSubstr("B2: error"), HasSubstr("B13: error"), HasSubstr("A11: error"), HasSubstr("B23: error")));
    std::set<std::string> changed;
    for (auto const& [name, text] : before)
        if (part(after, name) != text) changed.insert(name);
    EXPECT_THAT(changed, ElementsAre("[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/comments1.xml",
                                     "xl/drawings/vmlDrawing1.vml", "xl/styles.xml", "xl/workbook.xml",
                                     "xl/worksheets/sheet1.xml"));
    auto const old_book = open_workbook(bytes), new_book = open_workbook(make_zip(after));
    ASSERT_TRUE(old_book.book && new_book.book);
    for (std::size_t s = 0; s < old_book.book->sheets.size(); ++s) {
        auto const& a = old_book.book->sheets[s].cells;
        auto const& b = new_book.book->sheets[s].cells;
        ASSERT_EQ(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            EXPECT_EQ(a[i].text, b[i].text);
            EXPECT_EQ(a[i].form, b[i].form);
            EXPECT_EQ(a[i].formula, b[i].formula);
        }
    }
}

TEST(annotated_copy, says_when_a_drawing_cannot_take_comments) {
    for (std::string const& drawing :
         {std::string("<xml xmlns:v='urn:schemas-microsoft-com:vml'><v:shape>text<br></v:shape></xml>"),
          std::string("<other/>")}) {
        workbook_builder book;
        book.styles(one_format).sheet("S", text_row(1, {"a"}), "<legacyDrawing r:id='rId1'/>");
        book.sheet_part("vmlDrawing", "xl/drawings/vmlDrawing1.vml", drawing, vml_type);
        std::string const bytes = book.bytes();
        auto opened = workbook_parts::open(bytes);
        auto made =
            write_annotated(std::move(*opened.parts), on_sheet("S", {noted("A1")}), reports::language::english());
        auto const parts = unzip(*made.bytes);
        EXPECT_EQ(part(parts, "xl/drawings/vmlDrawing1.vml"), drawing);
        EXPECT_EQ(fill_of(parts, "A1"), "FFFFC7CE");
        EXPECT_THAT(list_of(parts), HasSubstr("The sheet S has comments or drawings that cannot be extended"));
    }
}

TEST(annotated_copy, shares_a_drawing_of_other_shapes) {
    workbook_builder book;
    book.sheet("S", text_row(1, {"a"}), "<drawing r:id='rId2'/><legacyDrawing r:id='rId1'/>");
    book.sheet_part("vmlDrawing", "xl/drawings/vmlDrawing1.vml",
                    "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"o\" xmlns:x=\"x\"><v:shapetype "
                    "id='_x0000_t201'/><v:shape id='_x0000_s5000' type='#_x0000_t201'/></xml>",
                    vml_type);
    book.sheet_part("drawing", "xl/drawings/drawing1.xml", "<wsDr/>", "application/x-drawing");
    auto const parts = copy_of(book.bytes(), on_sheet("S", {noted("A1")}));
    EXPECT_THAT(part(parts, "xl/drawings/vmlDrawing1.vml"), HasSubstr("_x0000_s5121")) << "the next block of numbers";
    EXPECT_THAT(comments_of(parts, "S"), testing::SizeIs(1));
}

TEST(annotated_copy, keeps_links_of_cells) {
    workbook_builder book;
    book.sheet("S", text_row(1, {"a", "b", "c"}),
               "<hyperlinks><hyperlink ref='A1:B1' location=\"'S'!C1\"/></hyperlinks>");
    auto const parts = copy_of(book.bytes(), on_sheet("S", {noted("A1"), noted("B1"), noted("C1")}));
    std::string const sheet = sheet_of(parts);
    EXPECT_THAT(sheet, HasSubstr("<hyperlink ref='A1:B1' location=\"'S'!C1\"/><hyperlink ref=\"C1\""));
    EXPECT_THAT(sheet, Not(HasSubstr("ref=\"B1\"")));
}

TEST(annotated_copy, takes_formats_of_cells_rows_and_columns_over) {
    workbook_builder book;
    book.styles(
            "<fonts count='3'><font><sz val='9'/></font><font><b/><color rgb='FFFFFFFF'/><sz val='9'/></font>"
            "<font><color theme='1'/></font></fonts><fills count='2'><fill/><fill/></fills><borders><border/></borders>"
            "<cellXfs count='4'><xf numFmtId='14' fontId='1' fillId='1' borderId='0'><alignment "
            "horizontal='right'/></xf>"
            "<xf numFmtId='1' fontId='2' borderId='0'/><xf numFmtId='2' borderId='0'/><xf numFmtId='3' "
            "borderId='0'/></cellXfs>")
        .sheet("S",
               "<row r='1'><c r='A1'/><c r='B1' s='1'/></row><row r='2' s='2' customFormat='1'/><row r='3' s='2'/>")
        .before_cells("<cols><col min='2' max='3' width='24.5' style='3'/></cols>");
    auto const parts =
        copy_of(book.bytes(), on_sheet("S", {noted("A1"), noted("B1"), noted("A2"), noted("B3"), noted("C9")}));
    EXPECT_THAT(format_of(parts, "A1"), HasSubstr("numFmtId='14'"));
    EXPECT_THAT(format_of(parts, "A1"), HasSubstr("<alignment horizontal='right'/>"));
    EXPECT_THAT(format_of(parts, "A1"), HasSubstr("applyFont=\"1\"")) << "white on red could not be read";
    EXPECT_THAT(part(parts, "xl/styles.xml"), HasSubstr("<font><b/><sz val='9'/></font>"));
    EXPECT_THAT(format_of(parts, "B1"), HasSubstr("fontId='2'"));
    EXPECT_THAT(format_of(parts, "A2"), HasSubstr("numFmtId='2'"));
    EXPECT_THAT(format_of(parts, "B3"), HasSubstr("numFmtId='3'"));
    EXPECT_THAT(format_of(parts, "C9"), HasSubstr("numFmtId='3'"));
}

TEST(annotated_copy, makes_styles_where_there_are_none) {
    workbook_builder book;
    book.sheet("S", text_row(1, {"a"}));
    auto const parts = copy_of(book.bytes(), on_sheet("S", {noted("A1")}));
    EXPECT_THAT(part(parts, sheet_part(parts, "Findings")), HasSubstr("error"));
    workbook_builder partly;
    partly.styles("<borders><border/></borders><cellXfs/><dxfs/>").sheet("S", text_row(1, {"a"}));
    EXPECT_EQ(fill_of(copy_of(partly.bytes(), on_sheet("S", {noted("A1")})), "A1"), "FFFFC7CE");
}

TEST(annotated_copy, says_when_no_more_formats_fit) {
    workbook_builder book;
    std::string formats;
    for (int i = 0; i < 64'000; ++i) formats += "<xf/>";
    book.styles("<fonts><font/></fonts><fills><fill/><fill/></fills><borders><border/></borders><cellXfs>" + formats +
                "</cellXfs>");
    book.sheet("S", text_row(1, {"a"}));
    auto const parts = copy_of(book.bytes(), on_sheet("S", {noted("A1")}));
    EXPECT_THAT(list_of(parts), HasSubstr("not every cell could be coloured"));
    EXPECT_THAT(comments_of(parts, "S"), testing::SizeIs(1));
}

TEST(annotated_copy, puts_on_the_seen_cell_what_lies_below_a_merged_one) {
    workbook_builder book;
    book.styles(one_format)
        .sheet("S", text_row(1, {"a"}) + text_row(5, {"", "b"}),
               "<mergeCells><mergeCell ref='A1:C3'/><mergeCell ref='B5:C5'/></mergeCells>");
    auto const parts = copy_of(book.bytes(), on_sheet("S", {noted("A1", "x"), noted("B2", "y"), filled("C5", "v")}));
    EXPECT_THAT(comments_of(parts, "S"),
                ElementsAre("A1: error R-1: the norm\nx\n\nerror R-1: the norm\ny", "B5: kept out"));
    EXPECT_THAT(sheet_of(parts), Not(HasSubstr(">v<")));
}

TEST(annotated_copy, writes_values_but_over_no_formula) {
    workbook_builder book;
    book.styles(one_format)
        .sheet("S",
               "<row r='1'><c r='A1' s='0' t='inlineStr'><is><t>{left}</t></is></c><c "
               "r='B1'><f>1+1</f><v>2</v></c></row>");
    auto const parts =
        copy_of(book.bytes(), on_sheet("S", {filled("A1", "=1+1 <&>"), filled("B1", "v"), filled("C1", "w")}));
    std::string const sheet = sheet_of(parts);
    EXPECT_THAT(sheet,
                HasSubstr("<c r=\"A1\" s=\"0\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1 &lt;&amp;&gt;</t>"));
    EXPECT_THAT(sheet, HasSubstr("<c r='B1'><f>1+1</f><v>2</v></c>"));
    EXPECT_THAT(sheet, HasSubstr("<c r=\"C1\""));
    EXPECT_THAT(comments_of(parts, "S"), ElementsAre("B1: kept out"));
}

TEST(annotated_copy, cuts_what_is_too_long_for_a_cell) {
    workbook_builder book;
    book.sheet("S", text_row(1, {"a", "b"}));
    std::string euros;
    for (int i = 0; i < 20'000; ++i) euros += "\xE2\x82\xAC";
    cell_annotation many = noted("A1");
    for (int i = 0; i < 40; ++i) many.notes.push_back({"head", std::string(1'000, 'x')});
    annotation what = on_sheet("S", {many, noted("B1", euros)});
    what.list.rows.front().cells[2].text = euros;
    auto const parts = copy_of(book.bytes(), what);
    auto const comments = comments_of(parts, "S");
    ASSERT_EQ(comments.size(), 2u);
    EXPECT_THAT(comments[0], testing::EndsWith("\n\n9 more findings on this cell are in the sheet Findings"));
    EXPECT_LT(comments[0].size(), 32'767u);
    EXPECT_THAT(comments[1], testing::EndsWith("\xE2\x82\xAC..."));
}

TEST(annotated_copy, keeps_hostile_texts_texts) {
    workbook_builder book;
    book.sheet("S'!A1", text_row(1, {"a"}));
    std::string const hostile = "=cmd|'/c calc'!A1 </t><script> ]]> _x0041_ \x01 \r \xEF\xBF\xBF \xE2\x80\xAE &#65;";
    annotation what = on_sheet("S'!A1", {noted("A1", hostile), filled("B1", hostile)});
    what.list.rows.front().cells[2].text = hostile;
    std::string const bytes = book.bytes();
    auto opened = workbook_parts::open(bytes);
    auto const made = write_annotated(std::move(*opened.parts), what, reports::language::english());
    EXPECT_THAT(faults_of_package(unzip(*made.bytes)), IsEmpty());
    auto const read = open_workbook(*made.bytes);
    ASSERT_TRUE(read.book);
    std::string shown = hostile;  // what XML cannot hold stays escaped
    shown.replace(shown.find('\x01'), 1, "_x0001_");
    shown.replace(shown.find("\xEF\xBF\xBF"), 3, "_xFFFF_");
    grid_cell const* const value = read.book->sheets[0].find(1, 2);
    ASSERT_NE(value, nullptr);
    EXPECT_EQ(value->text, shown);
    EXPECT_EQ(value->form, cell_form::text);
    EXPECT_FALSE(value->formula);
    grid_cell const* const listed = read.book->sheets[1].find(4, 3);
    ASSERT_NE(listed, nullptr);
    EXPECT_EQ(listed->text, shown);
    EXPECT_FALSE(listed->formula);
}

TEST(annotated_copy, says_which_sheet_is_not_there) {
    workbook_builder book;
    book.sheet("S", text_row(1, {"a"}));
    EXPECT_THAT(list_of(copy_of(book.bytes(), on_sheet("Elsewhere", {}))), HasSubstr("There is no sheet Elsewhere"));
}

TEST(annotated_copy, refuses_a_package_that_does_not_say_what_its_parts_are) {
    workbook_builder book;
    book.sheet("S", text_row(1, {"a"}));
    zip_parts parts = unzip(book.bytes());
    std::erase_if(parts, [](auto const& p) { return p.first == "[Content_Types].xml"; });
    std::string const bytes = make_zip(parts);
    EXPECT_EQ(workbook_parts::open(bytes).error->code, "X213");
}

// The check of packages finds what it is there to find.
struct planted_fault {
    char const* name;
    char const* part;
    std::string from, to;
    char const* found;
};

class package_faults : public testing::TestWithParam<planted_fault> {};

TEST_P(package_faults, are_found) {
    workbook_builder book;
    book.styles(one_format).sheet("S", text_row(1, {"a", "b"}), "<pageMargins/><tableParts/>");
    zip_parts parts = copy_of(book.bytes(), on_sheet("S", {noted("A1"), noted("B1")}));
    planted_fault const& fault = GetParam();
    for (auto& [name, text] : parts) {
        if (name != fault.part) continue;
        auto const at = text.find(fault.from);
        ASSERT_NE(at, std::string::npos) << text;
        text.replace(at, fault.from.size(), fault.to);
    }
    EXPECT_THAT(faults_of_package(parts), testing::Contains(HasSubstr(fault.found)));
}

INSTANTIATE_TEST_SUITE_P(
    each, package_faults,
    testing::Values(
        planted_fault{"content_type", "[Content_Types].xml", "/xl/comments1.xml", "/xl/comments9.xml",
                      "no type of its own"},
        planted_fault{"target", "xl/worksheets/_rels/sheet1.xml.rels", "/xl/comments1.xml", "/xl/none.xml", "no part"},
        planted_fault{"id", "xl/worksheets/_rels/sheet1.xml.rels", "Id=\"rId2\"", "Id=\"rId1\"", "twice"},
        planted_fault{"order", "xl/worksheets/sheet1.xml", "<pageMargins/>", "<tableParts/><pageMargins/>", "too late"},
        planted_fault{"drawing", "xl/worksheets/sheet1.xml", "r:id=\"rId2\"", "r:id=\"rId7\"", "refers to nothing"},
        planted_fault{"format", "xl/worksheets/sheet1.xml", "<c s=\"", "<c s=\"9", "no format"},
        planted_fault{"fill", "xl/styles.xml", "fillId=\"2\"", "fillId=\"99\"", "without a fill"},
        planted_fault{"font", "xl/styles.xml", "fontId=\"1\"", "fontId=\"99\"", "without a font"},
        planted_fault{"link", "xl/worksheets/sheet1.xml", "'Findings'!", "'Fundings'!", "a link to"},
        planted_fault{"row", "xl/worksheets/sheet1.xml", "<row r=\"1\">", "<row r=\"3\"/><row r=\"1\">", "too late"},
        planted_fault{"sheet", "xl/workbook.xml", "name=\"Findings\"", "name=\"s\"", "two sheets"},
        planted_fault{"comment", "xl/comments1.xml", "ref=\"B1\"", "ref=\"A1\"", "two comments"},
        planted_fault{"author", "xl/comments1.xml", "authorId=\"0\"", "authorId=\"1\"", "no author"},
        planted_fault{"shape", "xl/drawings/vmlDrawing1.vml", "<x:Column>1", "<x:Column>2", "no shape"},
        planted_fault{"shape_id", "xl/drawings/vmlDrawing1.vml", "_x0000_s1026", "_x0000_s1025", "two shapes"}),
    [](auto const& info) { return info.param.name; });

}  // namespace
}  // namespace a6::checker
