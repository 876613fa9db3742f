#include "tests/support/reading.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using namespace test_support;

std::string filing_of(std::string const& inside) {
    return "<filing xmlns=\"urn:a6check:filing:1\">" + inside + "</filing>";
}
std::string report_of(std::string const& inside) {
    return filing_of("<AnnualInformation>" + inside + "</AnnualInformation>");
}
std::string const header =
    "<Submission><ReportedYear>2025</ReportedYear><ParticipatingParty>CHE</ParticipatingParty></Submission>";

TEST(read_xml, reads_in_any_order_with_places) {
    std::string const text = report_of(
        "\n<Actions><Action><Vintage>2023</Vintage>\n<ActionType>Use &amp; "
        "more</ActionType><FirstID/></Action></Actions>" +
        header);
    auto const result = read(text);
    ASSERT_EQ(code_of(result), "ok");
    raw_filing const& filing = *result.filing;
    EXPECT_EQ(filing.format, input_format::xml);
    EXPECT_EQ(*filing.original, text);
    EXPECT_EQ(filing.line_starts.size(), 3U);
    EXPECT_EQ(filing.tables.size(), 5U);
    EXPECT_EQ(text_of(filing, "Submission", 1, "ParticipatingParty"), "CHE");
    raw_cell const& type = cell_of(filing, "Actions", 1, "ActionType");
    EXPECT_EQ(type.text, "Use & more");
    EXPECT_EQ(text.substr(type.at.a, type.at.b), "Use &amp; more");
    raw_cell const& vintage = cell_of(filing, "Actions", 1, "Vintage");
    EXPECT_EQ(text.substr(vintage.at.a, vintage.at.b), "2023");
    EXPECT_EQ(vintage.text.data(), filing.original->data() + vintage.at.a);
    raw_cell const& empty = cell_of(filing, "Actions", 1, "FirstID");
    EXPECT_EQ(text.substr(empty.at.a, empty.at.b), "<FirstID");
    EXPECT_EQ(cell_of(filing, "Actions", 1, "LastID").at.a, 0U);
    raw_place const row = table_of(filing, "Actions").row_at.at(0);
    EXPECT_EQ(text.substr(row.a, row.b), "<Action");
    EXPECT_TRUE(filing.notices.empty());
}

TEST(read_xml, reads_prefixed_names_by_namespace) {
    auto const result = read(
        "<f:filing "
        "xmlns:f='urn:a6check:filing:1'><f:AnnualInformation><f:Submission><f:ReportedYear>2025</f:ReportedYear>"
        "</f:Submission></f:AnnualInformation></f:filing>");
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_EQ(text_of(*result.filing, "Submission", 1, "ReportedYear"), "2025");
}

TEST(read_xml, joins_repeated_elements_of_a_list) {
    std::string const text =
        report_of(header +
                  "<Authorizations><Authorization><Sectors>Energy</Sectors><AuthorizationID>A</AuthorizationID>"
                  "<Sectors>Waste</Sectors><Sectors/><Sectors>Other</Sectors></Authorization></Authorizations>");
    auto const result = read(text);
    ASSERT_EQ(code_of(result), "ok");
    raw_cell const& sectors = cell_of(*result.filing, "Authorizations", 1, "Sectors");
    EXPECT_EQ(sectors.text, "Energy, Waste, Other");
    EXPECT_EQ(text.substr(sectors.at.a, 6), "Energy");
    EXPECT_EQ(text.substr(sectors.at.a + sectors.at.b - 5, 5), "Other");
    EXPECT_TRUE(result.filing->notices.empty());
}

TEST(read_xml, keeps_the_first_of_repeated_values_and_tells_the_others) {
    auto const result =
        read(report_of("<Submission><ReportedYear>2025</ReportedYear><ReportedYear>2024</ReportedYear></Submission>"));
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_EQ(text_of(*result.filing, "Submission", 1, "ReportedYear"), "2025");
    auto const notices = notices_of(*result.filing, "IN-03");
    ASSERT_EQ(notices.size(), 1U);
    EXPECT_EQ(notices[0].value, "2024");
    EXPECT_EQ(notices[0].expected, "2025");
    EXPECT_EQ(notices[0].row, 1U);
}

TEST(read_xml, reports_unknown_elements_and_attributes) {
    auto const result = read(filing_of(
        "<AnnualInformation note='x'><Submission><ReportedYaer>2025</ReportedYaer><Colour>red</Colour></Submission>"
        "<Acctions/></AnnualInformation><Letter>hi</Letter>"));
    ASSERT_EQ(code_of(result), "ok");
    auto const notices = notices_of(*result.filing, "IN-01");
    ASSERT_EQ(notices.size(), 5U);
    EXPECT_EQ(notices[0].found, "@note");
    EXPECT_EQ(notices[0].value, "x");
    EXPECT_EQ(notices[1].found, "ReportedYaer");
    EXPECT_EQ(notices[1].expected, "ReportedYear");
    EXPECT_EQ(notices[1].value, "2025");
    EXPECT_EQ(notices[1].table, model().find_table("Submission"));
    EXPECT_EQ(notices[2].expected, "");
    EXPECT_EQ(notices[3].expected, "Actions");
    EXPECT_EQ(notices[4].found, "Letter");
}

TEST(read_xml, reports_elements_of_other_namespaces_and_inside_fields) {
    auto const result = read(report_of(
        "<Submission><ReportedYear "
        "xmlns='u:other'>2025</ReportedYear><ParticipatingParty><b>CHE</b></ParticipatingParty></Submission>"));
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_EQ(notices_of(*result.filing, "IN-01").size(), 2U);
    EXPECT_EQ(text_of(*result.filing, "Submission", 1, "ReportedYear"), "");
}

TEST(read_xml, accepts_schema_hints) {
    auto const result = read(
        "<filing xmlns='urn:a6check:filing:1' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
        "xsi:schemaLocation='urn:a6check:filing:1 filing.xsd'><AnnualInformation>" +
        header + "</AnnualInformation></filing>");
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_TRUE(result.filing->notices.empty());
}

TEST(read_xml, says_what_the_root_is) {
    auto const other = read("<submission xmlns='urn:x'/>");
    EXPECT_EQ(code_of(other), "X120");
    EXPECT_NE(other.errors[0].message.find("`submission` in the namespace `urn:x`"), std::string::npos);
    EXPECT_EQ(code_of(read("<filing/>")), "X120");
    EXPECT_EQ(code_of(read("<filing xmlns='urn:a6check:filing:2'/>")), "X120");
}

TEST(read_xml, refuses_what_cannot_be_one_filing) {
    EXPECT_EQ(code_of(read(filing_of("<AnnualInformation/><AnnualInformation/>"))), "X121");
    EXPECT_EQ(code_of(read(report_of("<Actions/><Actions/>"))), "X122");
    EXPECT_EQ(code_of(read(report_of("<Actions>text</Actions>"))), "X123");
    EXPECT_EQ(code_of(read(report_of("text"))), "X123");
    EXPECT_EQ(code_of(read(filing_of(""))), "X124");
    EXPECT_EQ(code_of(read(filing_of("<Letter/>"))), "X124");
    auto const twice = read(report_of("\n<Actions/>\n  <Actions/>"));
    EXPECT_EQ(twice.errors[0].line, 3U);
    EXPECT_EQ(twice.errors[0].column, 3U);
}

TEST(read_xml, notes_a_missing_header) {
    auto const result = read(report_of("<Actions/>"));
    ASSERT_EQ(code_of(result), "ok");
    ASSERT_EQ(notices_of(*result.filing, "IN-04").size(), 1U);
    EXPECT_EQ(table_of(*result.filing, "Submission").rows, 0U);
}

TEST(read_xml, keeps_white_space_of_values) {
    auto const result =
        read(report_of("<Submission><ParticipatingParty> CHE\n</ParticipatingParty><SubmissionVersion>  "
                       "</SubmissionVersion></Submission>"));
    EXPECT_EQ(text_of(*result.filing, "Submission", 1, "ParticipatingParty"), " CHE\n");
    EXPECT_EQ(text_of(*result.filing, "Submission", 1, "SubmissionVersion"), "  ");
}

}  // namespace
}  // namespace a6::checker
