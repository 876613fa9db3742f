// The oddities of filed workbooks, one test each.

#include "tests/support/reading.hpp"
#include "tests/support/zip_builder.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using namespace test_support;

std::string row(unsigned number, std::vector<std::string> const& texts) { return text_row(number, texts); }

// Labels of Table 5 in row 10, in the official columns.
std::string entity_labels(unsigned number = 10) {
    return row(number, {"", "Date of the authorization", "Name", "Country of incorporation", "Identification number",
                        "Cooperative approach ID", "Conditions", "Change and revocation conditions",
                        "Additional explanatory information"});
}

std::string entity_title() { return row(2, {"", "Table 5: Authorized entities"}); }
std::string const entity_sheet = "Table 5 Auth. entities";

read_result read_entities(std::string const& rows, std::string const& after = {}) {
    return read(workbook_builder().sheet(entity_sheet, rows, after).bytes());
}

std::size_t entity_rows(read_result const& result) {
    return result.filing ? table_of(*result.filing, "AuthorizedEntities").rows : 999;
}
std::string entity(read_result const& result, std::size_t row_number, char const* field) {
    return text_of(*result.filing, "AuthorizedEntities", row_number, field);
}

TEST(read_workbook, reads_below_the_labels_and_gives_places) {
    auto const result = read_entities(entity_title() + entity_labels() + row(11, {"", "2023-07-10", "KliK", "CHE"}));
    ASSERT_EQ(code_of(result), "ok");
    ASSERT_EQ(entity_rows(result), 1U);
    EXPECT_EQ(entity(result, 1, "AuthorizedEntityName"), "KliK");
    raw_cell const& missing = cell_of(*result.filing, "AuthorizedEntities", 1, "AuthorizedEntityID");
    EXPECT_EQ(missing.text, "");
    EXPECT_EQ(missing.at.a, 11U);
    EXPECT_EQ(missing.at.b, 5U);
    raw_table const& table = table_of(*result.filing, "AuthorizedEntities");
    EXPECT_EQ(table.sheet, entity_sheet);
    EXPECT_EQ(table.row_at.at(0).a, 11U);
    EXPECT_EQ(table.row_at.at(0).b, 0U);
    EXPECT_EQ(table.label_at.at(1).a, 10U);
    EXPECT_EQ(table.label_at.at(1).b, 3U);
    EXPECT_EQ(notices_of(*result.filing, "IN-04").size(), 4U);
}

TEST(read_workbook, finds_moved_labels_by_title_alone) {
    auto const result = read(
        workbook_builder()
            .sheet("Entities of ours", row(20, {"", "", "", "TABLE 5 \u2013 Authorized  Entities "}) +
                                           row(30, {"", "", "", "", "Name", "Identification number", "Conditions"}) +
                                           row(31, {"", "", "", "", "KliK", "1", "none"}))
            .bytes());
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_EQ(entity(result, 1, "AuthorizedEntityName"), "KliK");
    EXPECT_EQ(table_of(*result.filing, "AuthorizedEntities").label_at.at(0).a, 0U);
}

TEST(read_workbook, finds_a_table_by_its_sheet_without_title) {
    EXPECT_EQ(entity_rows(read_entities(entity_labels() + row(11, {"", "x"}))), 1U);
}

TEST(read_workbook, reads_several_tables_of_one_sheet) {
    auto const result = read(
        workbook_builder()
            .sheet("All",
                   entity_title() + entity_labels(3) + row(4, {"", "", "KliK"}) + row(8, {"", "Table 4: Holdings"}) +
                       row(9, {"", "Cooperative approach ID", "Authorization ID", "First ID", "Last ID", "Vintage"}) +
                       row(10, {"", "CA0001", "A1", "1", "2", "2023"}))
            .bytes());
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_EQ(entity_rows(result), 1U);
    EXPECT_EQ(table_of(*result.filing, "Holdings").rows, 1U);
    EXPECT_EQ(text_of(*result.filing, "Holdings", 1, "Vintage"), "2023");
}

TEST(read_workbook, is_not_misled_by_a_title_inside_the_data) {
    auto const result =
        read_entities(entity_title() + entity_labels() +
                      row(11, {"", "", "A", "", "", "", "", "", "Table 4: Holdings"}) + row(12, {"", "", "B"}));
    EXPECT_EQ(entity_rows(result), 2U);
}

TEST(read_workbook, matches_labels_after_folding) {
    auto const result =
        read_entities(entity_title() +
                      row(10, {"", "date of  the\u00A0authorization ", "NAME", "Country of\nincorporation",
                               "Identification number*", "Cooperative approach\u00ADID"}) +
                      row(11, {"", "d", "n", "c", "i", "a"}));
    ASSERT_EQ(entity_rows(result), 1U);
    EXPECT_EQ(entity(result, 1, "DateOfAuthorization"), "d");
    EXPECT_EQ(entity(result, 1, "AuthorizedEntityName"), "n");
    EXPECT_EQ(entity(result, 1, "AuthorizedEntityCountryOfIncorporation"), "c");
    EXPECT_EQ(entity(result, 1, "AuthorizedEntityID"), "i");
    EXPECT_EQ(entity(result, 1, "CooperativeApproachID"), "a");
}

TEST(read_workbook, matches_subscripts_and_rich_text_in_labels) {
    std::string const labels = "<row r='7'>" + text_cell("B7", "Cooperative approach ID") +
                               text_cell("C7", "First ID") + text_cell("D7", "Last ID") + text_cell("E7", "Vintage") +
                               "<c r='F7' t='inlineStr'><is><r><t>Quantity (t\u00A0CO</t></r><r><rPr><vertAlign "
                               "val='subscript'/></rPr><t>2</t></r>"
                               "<r><t xml:space='preserve'>\u00A0eq) </t></r></is></c></row>";
    auto const result =
        read(workbook_builder().sheet("Table 4 Holdings", labels + row(8, {"", "CA1", "1", "2", "2023", "5"})).bytes());
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_EQ(text_of(*result.filing, "Holdings", 1, "QuantityCO2"), "5");
    auto const unicode =
        read(workbook_builder()
                 .sheet("Table 4 Holdings", row(7, {"", "Cooperative approach ID", "First ID", "Last ID", "Vintage",
                                                    "Quantity (t CO\u2082 eq)"}) +
                                                row(8, {"", "CA1", "1", "2", "2023", "5"}))
                 .bytes());
    EXPECT_EQ(text_of(*unicode.filing, "Holdings", 1, "QuantityCO2"), "5");
}

TEST(read_workbook, takes_labels_merged_over_two_rows) {
    auto const result = read_entities(
        entity_title() +
            row(9, {"", "Date of the authorization", "Entity", "", "Cooperative approach ID", "Conditions"}) +
            row(10, {"", "", "Name", "Identification number"}) + row(11, {"", "d", "n", "i", "a", "c"}),
        "<mergeCells><mergeCell ref='B9:B10'/><mergeCell ref='C9:D9'/><mergeCell ref='E9:E10'/><mergeCell "
        "ref='F9:F10'/></mergeCells>");
    ASSERT_EQ(entity_rows(result), 1U);
    EXPECT_EQ(entity(result, 1, "DateOfAuthorization"), "d");
    EXPECT_EQ(entity(result, 1, "AuthorizedEntityName"), "n");
    EXPECT_EQ(entity(result, 1, "AuthorizedEntityID"), "i");
    EXPECT_EQ(entity(result, 1, "AuthorizedEntityConditions"), "c");
}

TEST(read_workbook, goes_on_after_blank_lines) {
    auto const result = read_entities(entity_title() + entity_labels() + row(11, {"", "", "A"}) +
                                      row(12, {"", " ", "\u00A0"}) + row(40, {"", "", "B"}));
    ASSERT_EQ(entity_rows(result), 2U);
    EXPECT_EQ(entity(result, 2, "AuthorizedEntityName"), "B");
    EXPECT_EQ(table_of(*result.filing, "AuthorizedEntities").row_at.at(1).a, 40U);
}

TEST(read_workbook, reads_the_last_column_and_the_last_row) {
    auto const result =
        read_entities(entity_title() + entity_labels() + row(11, {"", "", "A", "", "", "", "", "", "last"}));
    EXPECT_EQ(entity(result, 1, "AdditionalExplanatoryInformation"), "last");
}

TEST(read_workbook, passes_over_total_lines_and_says_so) {
    std::string const labels =
        row(7, {"", "Cooperative approach ID", "First ID", "Last ID", "Vintage", "Quantity (t CO2 eq)"});
    std::string const data = row(8, {"", "CA1", "1", "2", "2023"});
    for (std::string const& total : {"<row r='9'>" + text_cell("B9", "Total") + "<c r='F9'><f>SUM(F8:F8)</f></c></row>",
                                     "<row r='9'>" + text_cell("E9", "TOTAL:") + "<c r='F9'><v>5</v></c></row>",
                                     std::string("<row r='9'><c r='F9'><f>SUM(F8:F8)</f><v>5</v></c></row>"),
                                     std::string("<row r='9'><c r='F9'><f>SUBTOTAL(9,F8:F8)</f></c></row>")}) {
        auto const result = read(workbook_builder().sheet("Table 4 Holdings", labels + data + total).bytes());
        ASSERT_EQ(code_of(result), "ok");
        EXPECT_EQ(table_of(*result.filing, "Holdings").rows, 1U) << total;
        EXPECT_TRUE(has_remark(*result.filing, "Table 4: Holdings, row 9: total line")) << total;
        EXPECT_TRUE(notices_of(*result.filing, "IN-06").empty());
    }
}

TEST(read_workbook, takes_an_entity_called_total_for_data) {
    auto const result = read_entities(entity_title() + entity_labels() + row(11, {"", "", "Total Energies", "FRA"}));
    EXPECT_EQ(entity_rows(result), 1U);
}

TEST(read_workbook, passes_over_footnotes_and_says_so) {
    auto const result = read_entities(entity_title() + entity_labels() + row(11, {"", "", "A"}) +
                                      row(13, {"", "a As assigned by the reporting Party."}) +
                                      row(14, {"", "Note: preliminary"}) + row(15, {"* Optional field"}));
    EXPECT_EQ(entity_rows(result), 1U);
    EXPECT_TRUE(has_remark(*result.filing, "row 13: note"));
    EXPECT_TRUE(has_remark(*result.filing, "row 14: note"));
    EXPECT_TRUE(has_remark(*result.filing, "row 15: note"));
}

TEST(read_workbook, takes_a_row_with_one_value_for_data) {
    auto const result =
        read_entities(entity_title() + entity_labels() + row(11, {"", "", "A foundation with quite a long name"}) +
                      row(12, {"", "10/07/2023"}));
    EXPECT_EQ(entity_rows(result), 2U);
}

TEST(read_workbook, passes_over_labels_repeated_at_a_page_break) {
    auto const result = read_entities(entity_title() + entity_labels() + row(11, {"", "", "A"}) + entity_labels(12) +
                                      row(13, {"", "", "B"}));
    EXPECT_EQ(entity_rows(result), 2U);
    EXPECT_TRUE(has_remark(*result.filing, "row 12: labels repeated"));
}

std::string authorization_labels() {
    return row(7, {"", "Authorization ID", "Date of authorization", "Metric", "Sector(s)", "Authorized quantity"});
}

TEST(read_workbook, leaves_the_untouched_vocabulary_of_the_template_out) {
    auto const result = read(workbook_builder()
                                 .sheet("Table 2 Authorizations", authorization_labels() + row(8, {"", "", "", "GHG"}) +
                                                                      row(9, {"", "", "", "non-GHG"}))
                                 .bytes());
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_EQ(table_of(*result.filing, "Authorizations").rows, 0U);
    EXPECT_TRUE(has_remark(*result.filing, "Table 2: Authorizations: the template's own rows, not data: 8, 9"));
}

TEST(read_workbook, takes_touched_vocabulary_rows_for_data) {
    auto const result =
        read(workbook_builder()
                 .sheet("Table 2 Authorizations", authorization_labels() + row(8, {"", "A1", "", "GHG"}) +
                                                      row(9, {"", "", "", "GHG"}) + row(10, {"", "", "", "non-GHG"}))
                 .bytes());
    EXPECT_EQ(table_of(*result.filing, "Authorizations").rows, 3U);
}

TEST(read_workbook, reports_unknown_labels_with_data) {
    auto const result = read_entities(
        entity_title() +
        row(10, {"", "Date of the authorization", "Name", "Identification numbr", "Conditions", "Status", "Empty"}) +
        row(11, {"", "d", "n", "i", "c", "s1"}) + row(12, {"", "d", "n", "i2", "c", "s2"}));
    auto const notices = notices_of(*result.filing, "IN-02");
    ASSERT_EQ(notices.size(), 2U);
    EXPECT_EQ(notices[0].found, "Identification numbr");
    EXPECT_EQ(notices[0].expected, "Identification number");
    EXPECT_EQ(notices[0].value, "i");
    EXPECT_EQ(notices[0].row, 1U);
    EXPECT_EQ(notices[0].at.a, 11U);
    EXPECT_EQ(notices[0].at.b, 4U);
    EXPECT_EQ(notices[1].found, "Status");
    EXPECT_EQ(notices[1].expected, "");
}

TEST(read_workbook, reports_values_without_label) {
    auto const result = read_entities(entity_title() + entity_labels() +
                                      row(11, {"gutter", "", "A", "", "", "", "", "", "", "beyond"}));
    auto const notices = notices_of(*result.filing, "IN-02");
    ASSERT_EQ(notices.size(), 2U);
    EXPECT_EQ(notices[0].found, "column A");
    EXPECT_EQ(notices[0].value, "gutter");
    EXPECT_EQ(notices[1].found, "column J");
}

TEST(read_workbook, reports_labels_that_occur_twice_with_their_values) {
    auto const result =
        read_entities(entity_title() + row(10, {"", "Name", "Name", "Identification number", "Conditions"}) +
                      row(11, {"", "A", "B", "1"}) + row(12, {"", "C", "C", "1"}));
    auto const notices = notices_of(*result.filing, "IN-05");
    ASSERT_EQ(notices.size(), 2U);
    EXPECT_EQ(notices[0].found, "Name");
    EXPECT_EQ(notices[0].row, 0U);
    EXPECT_EQ(notices[1].row, 1U);
    EXPECT_EQ(notices[1].value, "B");
    EXPECT_EQ(notices[1].expected, "A");
    EXPECT_EQ(entity(result, 1, "AuthorizedEntityName"), "A");
}

TEST(read_workbook, reports_formulas_without_value_and_error_cells) {
    auto const result = read_entities(entity_title() + entity_labels() + "<row r='11'>" + text_cell("C11", "A") +
                                      "<c r='D11' t='e'><v>#REF!</v></c><c r='E11'><f>X1</f></c></row>");
    auto const notices = notices_of(*result.filing, "IN-06");
    ASSERT_EQ(notices.size(), 2U);
    EXPECT_EQ(notices[0].found, "#REF!");
    EXPECT_EQ(notices[1].found, "formula without stored value");
    EXPECT_EQ(cell_of(*result.filing, "AuthorizedEntities", 1, "AuthorizedEntityID").form, cell_form::no_value);
}

std::string const submission_sheet = "Table 1 Submission";

TEST(read_workbook, reads_the_submission_in_a_column) {
    auto const result =
        read(workbook_builder()
                 .sheet(submission_sheet, row(2, {"", "Table 1: Submission"}) + row(4, {"", "Party", "CHE"}) +
                                              row(5, {"", "Version", "1.0"}) + row(6, {"", "Reported year", "2025 "}) +
                                              row(7, {"", "Status", "final"}) + row(9, {"", "Date of submission"}) +
                                              row(12, {"", "Version", "2.0"}) + row(14, {"", "A note about all this"}) +
                                              row(15, {"", "", "", "aside"}))
                 .bytes());
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_EQ(table_of(*result.filing, "Submission").rows, 1U);
    EXPECT_EQ(text_of(*result.filing, "Submission", 1, "ParticipatingParty"), "CHE");
    EXPECT_EQ(text_of(*result.filing, "Submission", 1, "ReportedYear"), "2025 ");
    EXPECT_EQ(text_of(*result.filing, "Submission", 1, "SubmissionVersion"), "1.0");
    raw_cell const& empty = cell_of(*result.filing, "Submission", 1, "DateOfSubmission");
    EXPECT_EQ(empty.at.a, 9U);
    EXPECT_EQ(empty.at.b, 3U);
    auto const unknown = notices_of(*result.filing, "IN-02");
    ASSERT_EQ(unknown.size(), 2U);
    EXPECT_EQ(unknown[0].found, "Status");
    EXPECT_EQ(unknown[0].value, "final");
    EXPECT_EQ(unknown[1].value, "aside");
    auto const repeated = notices_of(*result.filing, "IN-05");
    ASSERT_EQ(repeated.size(), 2U);
    EXPECT_EQ(repeated[1].value, "2.0");
    EXPECT_TRUE(has_remark(*result.filing, "row 14: note"));
}

TEST(read_workbook, reads_the_submission_in_a_row) {
    auto const result =
        read(workbook_builder()
                 .sheet(submission_sheet, row(2, {"", "Switzerland"}) + row(3, {"", "2025"}) +
                                              row(7, {"", "Party", "Version", "Reported year", "Status"}) +
                                              row(8, {"", "CHE", "1.0", "2025", "final"}) + row(9, {"", "GHA"}))
                 .bytes());
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_EQ(table_of(*result.filing, "Submission").rows, 1U);
    EXPECT_EQ(text_of(*result.filing, "Submission", 1, "SubmissionVersion"), "1.0");
    ASSERT_EQ(notices_of(*result.filing, "IN-02").size(), 1U);
    auto const second = notices_of(*result.filing, "IN-03");
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].value, "GHA");
    EXPECT_EQ(second[0].expected, "CHE");
}

TEST(read_workbook, gives_an_empty_submission_one_row) {
    auto const result = read(
        workbook_builder()
            .sheet(submission_sheet, row(4, {"", "Party"}) + row(5, {"", "Version"}) + row(6, {"", "Reported year"}))
            .bytes());
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_EQ(table_of(*result.filing, "Submission").rows, 1U);
    EXPECT_EQ(cell_of(*result.filing, "Submission", 1, "ParticipatingParty").at.b, 3U);
}

TEST(read_workbook, remarks_other_and_hidden_sheets) {
    auto const result =
        read(workbook_builder()
                 .sheet("Index", row(2, {"", "Table 5: Authorized entities"}))
                 .sheet("Summary information", row(2, {"", "Table 5: Authorized entities"}) + entity_labels(3))
                 .sheet(entity_sheet, entity_title() + entity_labels() + row(11, {"", "", "A"}), {}, true)
                 .sheet("Copy", entity_title() + entity_labels() + row(11, {"", "", "B"}))
                 .sheet("Calculation", row(1, {"secret"}))
                 .bytes());
    ASSERT_EQ(entity_rows(result), 1U);
    EXPECT_EQ(entity(result, 1, "AuthorizedEntityName"), "A");
    EXPECT_TRUE(has_remark(*result.filing, "`Table 5 Auth. entities` is hidden"));
    ASSERT_EQ(notices_of(*result.filing, "IN-08").size(), 1U) << "a second copy of a table is a finding";
    EXPECT_EQ(notices_of(*result.filing, "IN-08").front().sheet, "Copy");
    EXPECT_TRUE(has_remark(*result.filing, "`Calculation` holds no table"));
    EXPECT_FALSE(has_remark(*result.filing, "`Index`"));
}

TEST(read_workbook, names_an_earlier_template) {
    auto const result = read(workbook_builder()
                                 .sheet(submission_sheet, row(1, {"Anything"}))
                                 .sheet("Table 3 Actions", row(1, {"Other"}))
                                 .bytes());
    EXPECT_EQ(code_of(result), "X503");
}

TEST(read_workbook, lists_the_sheets_of_a_foreign_workbook) {
    auto const result = read(workbook_builder().sheet("Budget", row(1, {"x"})).sheet("Staff", "").bytes());
    ASSERT_EQ(code_of(result), "X505");
    EXPECT_NE(result.errors[0].message.english().find("`Budget`, `Staff`"), std::string::npos);
}

}  // namespace
}  // namespace a6::checker
