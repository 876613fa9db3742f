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
    EXPECT_NE(other.errors[0].message.english().find("`submission` in the namespace `urn:x`"), std::string::npos);
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

TEST(read_xml, a_mark_of_confidentiality_holds_for_all_below_it) {
    std::string const xml = report_of(
        header +
        "<Authorizations confidential='a law'><Authorization><AuthorizationID>A</AuthorizationID></Authorization>"
        "</Authorizations><Actions><Action><FirstID confidential='a contract'>1</FirstID><LastID>2</LastID></Action>"
        "<Action confidential='an "
        "interest'><FirstID>3</FirstID></Action><Action><FirstID>4</FirstID></Action></Actions>");
    auto const result = read(xml);
    ASSERT_EQ(code_of(result), "ok");
    raw_filing const& filing = *result.filing;
    EXPECT_TRUE(filing.notices.empty());
    EXPECT_FALSE(cell_of(filing, "Submission", 1, "ReportedYear").confidential);
    EXPECT_TRUE(cell_of(filing, "Authorizations", 1, "AuthorizationID").confidential);
    EXPECT_TRUE(cell_of(filing, "Actions", 1, "FirstID").confidential);
    EXPECT_FALSE(cell_of(filing, "Actions", 1, "LastID").confidential);
    EXPECT_TRUE(cell_of(filing, "Actions", 2, "FirstID").confidential);
    EXPECT_FALSE(cell_of(filing, "Actions", 2, "LastID").confidential) << "nothing is written there";
    EXPECT_FALSE(cell_of(filing, "Actions", 3, "FirstID").confidential);

    std::uint16_t const report = model().find_report("AnnualInformation");
    std::uint16_t const actions = model().find_table("Actions");
    std::uint16_t const first = model().tables[actions].find_field("FirstID");
    ASSERT_EQ(filing.marks.size(), 3U);
    ASSERT_NE(filing.mark_of(report, model().find_table("Authorizations")), nullptr);
    EXPECT_EQ(filing.mark_of(report, model().find_table("Authorizations"))->basis, "a law");
    ASSERT_NE(filing.mark_of(report, actions, 1, first), nullptr);
    EXPECT_EQ(filing.mark_of(report, actions, 1, first)->basis, "a contract");
    ASSERT_NE(filing.mark_of(report, actions, 2), nullptr);
    EXPECT_EQ(filing.mark_of(report, actions, 3), nullptr);
    EXPECT_EQ(filing.mark_of(report), nullptr);

    ASSERT_EQ(filing.confidential_parts.size(), 3U);
    auto const part = [&](std::size_t n) {
        auto const p = filing.confidential_parts[n];
        return xml.substr(p.begin, p.end - p.begin);
    };
    EXPECT_EQ(part(0).substr(0, 28), "<Authorizations confidential");
    EXPECT_TRUE(part(0).ends_with("</Authorizations>"));
    EXPECT_EQ(part(1), "<FirstID confidential='a contract'>1</FirstID>");
    EXPECT_EQ(part(2), "<Action confidential='an interest'><FirstID>3</FirstID></Action>");
    std::size_t const one = filing.confidential_parts[1].begin;
    EXPECT_TRUE(filing.touches_confidential(one - 5, one + 1));
    EXPECT_FALSE(filing.touches_confidential(one - 5, one));
    EXPECT_TRUE(filing.touches_confidential(filing.confidential_parts[1].end - 1, xml.size()));
    EXPECT_FALSE(filing.touches_confidential(filing.confidential_parts[1].end, filing.confidential_parts[2].begin));
    EXPECT_FALSE(filing.touches_confidential(filing.confidential_parts[2].end, xml.size()));
}

TEST(read_xml, marked_parts_end_where_their_element_ends) {
    for (std::string const inside :
         {"<!-- </Action> > --><FirstID note=\"/>\">1</FirstID><LastID/>", "<FirstID><?x </Action> ?></FirstID>",
          "<FirstID><Deep><Deeper a='>'/></Deep></FirstID>", "<FirstID>a > b</FirstID>"}) {
        std::string const marked = "<Action confidential='a > law'>" + inside + "</Action\n>";
        std::string const xml = report_of(header + "<Actions>" + marked + "<Action/></Actions>");
        auto const result = read(xml);
        ASSERT_EQ(code_of(result), "ok") << inside;
        ASSERT_EQ(result.filing->confidential_parts.size(), 1U) << inside;
        auto const part = result.filing->confidential_parts[0];
        EXPECT_EQ(xml.substr(part.begin, part.end - part.begin), marked);
    }
}

TEST(read_xml, tells_of_marks_without_basis_and_of_marks_on_nothing) {
    auto const result = read(
        report_of("<Submission confidential=' TRUE '><ReportedYear confidential=''>2025</ReportedYear></Submission>"
                  "<Actions><Action><FirstID confidential='a law'/><LastID confidential='yes'> </LastID><Vintage "
                  "confidential='yes'>2021</Vintage></Action></Actions>"));
    ASSERT_EQ(code_of(result), "ok");
    auto const bare = notices_of(*result.filing, "IN-09");
    ASSERT_EQ(bare.size(), 3U);
    EXPECT_EQ(bare[0].found, "Submission");
    EXPECT_EQ(bare[0].row, 1U);
    EXPECT_EQ(bare[1].found, "ReportedYear");
    EXPECT_EQ(bare[2].found, "Vintage");
    EXPECT_TRUE(bare[2].confidential);
    EXPECT_TRUE(bare[2].kept);
    auto const unused = notices_of(*result.filing, "IN-10");
    ASSERT_EQ(unused.size(), 2U);
    EXPECT_EQ(unused[0].found, "FirstID");
    EXPECT_EQ(unused[1].found, "LastID");
    EXPECT_FALSE(unused[0].confidential);
    EXPECT_EQ(result.filing->notices.size(), 5U);
    EXPECT_EQ(result.filing->marks.size(), 3U);
}

TEST(read_xml, a_mark_that_says_no_is_none_and_one_of_another_namespace_is_unknown) {
    auto const result = read(report_of(
        "<Submission><ReportedYear confidential='false'>2025</ReportedYear><ParticipatingParty xmlns:o='urn:o' "
        "o:confidential='a law'>CHE</ParticipatingParty></Submission>"));
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_FALSE(cell_of(*result.filing, "Submission", 1, "ReportedYear").confidential);
    EXPECT_FALSE(cell_of(*result.filing, "Submission", 1, "ParticipatingParty").confidential);
    ASSERT_EQ(result.filing->notices.size(), 1U);
    EXPECT_EQ(result.filing->notices[0].found, "@o:confidential");
    EXPECT_TRUE(result.filing->marks.empty());
    EXPECT_TRUE(result.filing->confidential_parts.empty());
}

// Wherever the word stands in the file, no line of it may be drawn.
testing::AssertionResult all_hidden(raw_filing const& filing, std::string const& word) {
    std::string const& text = *filing.original;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        if (!filing.touches_confidential(at, at + word.size()))
            return testing::AssertionFailure() << "shown: " << text.substr(at < 30 ? 0 : at - 30, 60);
    return testing::AssertionSuccess();
}

TEST(read_xml, notices_do_not_tell_what_is_marked) {
    auto const result = read(report_of(
        "<Submission confidential='a law'><ReportedYear note='secret'>secret</ReportedYear><ReportedYear>secret"
        "</ReportedYear><Secret>secret</Secret></Submission><Actions><Action><Vintage>secret</Vintage><Vintage "
        "confidential='a law'>secret</Vintage><Colour confidential='a law'>secret</Colour><Shape><Edge "
        "confidential='a law'>secret</Edge></Shape></Action></Actions>"));
    ASSERT_EQ(code_of(result), "ok");
    ASSERT_EQ(result.filing->notices.size(), 6U);
    for (reader_notice const& n : result.filing->notices) {
        EXPECT_EQ((n.found.english() + n.expected + std::string(n.value)).find("ecret"), std::string::npos) << n.found;
        EXPECT_EQ(n.confidential, n.found != "Shape") << n.found;
    }
    EXPECT_EQ(notices_of(*result.filing, "IN-03")[1].found, "Vintage");
    EXPECT_EQ(notices_of(*result.filing, "IN-01")[2].found, "Colour");
    EXPECT_TRUE(cell_of(*result.filing, "Actions", 1, "Vintage").confidential) << "a mark on either value is for both";
    EXPECT_TRUE(all_hidden(*result.filing, "secret"));
}

// A mark on one element of a field is for all of them, wherever it stands and even if nothing else does there.
TEST(read_xml, a_mark_is_for_all_elements_of_its_field) {
    std::string const marked = " confidential='a law'>";
    std::vector<std::string> const fields{
        "<Metric>secret</Metric><Metric>secret</Metric><Metric" + marked + "secret</Metric>",
        "<Metric" + marked + "secret</Metric>\n<Metric>secret</Metric>",
        "<Metric><x>secret</x></Metric><Metric" + marked + "secret</Metric>",
        "<Metric" + marked + "</Metric>\n<Metric>secret</Metric>",
        "<Sectors>secret</Sectors>\n<Sectors" + marked + "secret</Sectors>",
        "<Sectors" + marked + "secret</Sectors>\n<Sectors>secret</Sectors>",
        "<Sectors>secret</Sectors>\n<Sectors" + marked + "</Sectors>",
        "<Sectors" + marked + "</Sectors>\n<Sectors>secret</Sectors>"};
    for (auto const& given : fields) {
        auto const result =
            read(report_of(header + "<Authorizations><Authorization>" + given + "</Authorization></Authorizations>"));
        ASSERT_EQ(code_of(result), "ok") << given;
        EXPECT_TRUE(all_hidden(*result.filing, "secret")) << given;
        std::string const field = given.substr(1, 7) == "Sectors" ? "Sectors" : "Metric";
        raw_cell const cell = cell_of(*result.filing, "Authorizations", 1, field);
        EXPECT_TRUE(cell.confidential || cell.text.empty()) << given;
        ASSERT_EQ(result.filing->marks.size(), 1U) << given;
        EXPECT_EQ(result.filing->marks[0].basis, "a law") << given;
        for (reader_notice const& n : result.filing->notices)
            EXPECT_EQ((n.found.english() + n.expected + std::string(n.value)).find("secret"), std::string::npos)
                << given;
    }
    // The mark on an empty field of one row says nothing of another, which is marked as a whole.
    auto const whole = read(report_of(header + "<Authorizations><Authorization><Metric" + marked +
                                      "</Metric></Authorization><Authorization confidential='another law'>" +
                                      "<Metric>2</Metric><Metric>3</Metric></Authorization></Authorizations>"));
    ASSERT_EQ(whole.filing->marks.size(), 1U);
    EXPECT_EQ(whole.filing->marks[0].basis, "another law");
    // The mark of another row, or of another field, is for that one.
    auto const apart = read(report_of(header + "<Authorizations><Authorization><Metric" + marked +
                                      "1</Metric></Authorization><Authorization>" +
                                      "<Metric>2</Metric><Metric>3</Metric></Authorization></Authorizations>"));
    EXPECT_FALSE(cell_of(*apart.filing, "Authorizations", 2, "Metric").confidential);
    EXPECT_EQ(notices_of(*apart.filing, "IN-03").at(0).value, "3");
}

TEST(read_xml, values_of_a_list_are_confidential_if_one_is) {
    auto const result = read(report_of(
        header +
        "<Authorizations><Authorization><Sectors>Energy</Sectors><Sectors confidential='a law'>Waste</Sectors><Sectors "
        "confidential='a contract'>Other</Sectors></Authorization></Authorizations>"));
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_TRUE(cell_of(*result.filing, "Authorizations", 1, "Sectors").confidential);
    ASSERT_EQ(result.filing->marks.size(), 1U);
    EXPECT_EQ(result.filing->marks[0].basis, "a law; a contract");
}

TEST(read_xml, a_text_that_may_be_confidential_is_not_quoted_in_a_refusal) {
    auto const said = [](std::string const& attribute) {
        auto const result =
            read(report_of("<Submission><ReportedYear" + attribute + ">R&D secret;</ReportedYear></Submission>"));
        EXPECT_EQ(code_of(result), "X106");
        return result.errors.at(0).message.english();
    };
    EXPECT_NE(said("").find("secret"), std::string::npos);
    EXPECT_EQ(said(" confidential='a law'").find("secret"), std::string::npos);
    for (std::string const inside : {"less <than secret kt", "sold to <secret>", "<secret>sold to <b/></secret>",
                                     "<a secret='1' secret='2'/>", "<a secret=1/>", "<secret:a/>", "<secret>"}) {
        auto const result = read(report_of("<Submission><ReportedYear confidential='a law'>" + inside +
                                           (inside == "<secret>" ? "" : "</ReportedYear></Submission>")));
        ASSERT_NE(code_of(result), "ok") << inside;
        auto const& error = result.errors.at(0);
        EXPECT_EQ((error.message.english() + error.help.english()).find("secret"), std::string::npos) << inside;
    }
    auto const elsewhere = read(report_of("<Submission><Version confidential='a law'>1</Version><a></b></Submission>"));
    EXPECT_NE(elsewhere.errors.at(0).message.english().find("</b>"), std::string::npos)
        << "what is not marked is quoted";
}

}  // namespace
}  // namespace a6::checker
