#include "checker/write.hpp"
#include "checker/xml_document.hpp"

#include "tests/support/reading.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace a6::checker {
namespace {

// Tests run side by side, each in a process of its own.
std::string scratch(std::string const& name) { return testing::TempDir() + std::to_string(getpid()) + "-" + name; }

using namespace test_support;

std::string xml_of(raw_filing const& filing) {
    std::ostringstream out;
    write_xml(filing, model(), out);
    return out.str();
}

std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '\r')
            out += "&#13;";
        else
            out += c;
    }
    return out;
}

// A filing whose first field of every kind in Table 3 holds `text`.
std::string filing_with(std::string_view text) {
    std::string fields = "<LastID>always</LastID>";  // a row of blanks alone is no row in a workbook
    for (char const* name :
         {"ActionDateTime", "ActionType", "FirstID", "QuantityCO2", "Vintage", "AdditionalExplanatoryInformation"}) {
        fields += std::string("<") + name + ">" + escaped(text) + "</" + name + ">";
    }
    return "<filing "
           "xmlns='urn:a6check:filing:1'><AnnualInformation><Submission><ParticipatingParty>CHE</ParticipatingParty></"
           "Submission><Actions><Action>" +
           fields + "</Action></Actions></AnnualInformation></filing>";
}

class hard_text : public testing::TestWithParam<std::string> {};

TEST_P(hard_text, survives_workbook_and_xml) {
    auto const first = read(filing_with(GetParam()));
    ASSERT_EQ(code_of(first), "ok");
    ASSERT_EQ(text_of(*first.filing, "Actions", 1, "FirstID"), GetParam());
    auto const from_xml = read(xml_of(*first.filing));
    ASSERT_EQ(code_of(from_xml), "ok");
    EXPECT_EQ(texts_of(*from_xml.filing), texts_of(*first.filing));
    std::string const path = scratch("a6-hard-text.xlsx");
    auto const failed = write_workbook(*from_xml.filing, model(), path);
    ASSERT_FALSE(failed) << failed->message;
    auto const again = read_filing(path, "again", model());
    std::remove(path.c_str());
    ASSERT_EQ(code_of(again), "ok");
    for (char const* name :
         {"ActionDateTime", "ActionType", "FirstID", "QuantityCO2", "Vintage", "AdditionalExplanatoryInformation"}) {
        EXPECT_EQ(text_of(*again.filing, "Actions", 1, name), GetParam()) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(texts, hard_text,
                         testing::Values("CHE-114.000.001", "Côte d\u2019Ivoire \U0001F600", "say \"hi\" & <go>",
                                         "two\nlines", "two\r\nlines", "tab\there", "007", "1.0", "1", "11,733",
                                         "11733", "10000.0", "0.1", "-5", "-0", "+5", "1E5", "123456789012345",
                                         "1234567890123456", "0.000000001", "12345678901.2345", "2025-07-07",
                                         "2025-07-07T10:30:00", "2025-07-07T10:30:00.000Z", "07/07/2025", "1900-01-15",
                                         "2025-02-30", " leading", "trailing ", "_x000D_", "_x005F_x0041_", "_x0001_",
                                         "_x_x0041_", "=SUM(A1)", "http://example.org/a?b=c&d", "TRUE", "#REF!",
                                         "{braces}", "'quoted", "a]]>b", "\u00A0", "mailto:x@example.org", "@cmd",
                                         "12/31", "45845"));

TEST(write_workbook, uses_number_and_date_cells_where_the_field_has_them) {
    auto const check_form = [](std::string const& text, char const* field, cell_form form) {
        auto const filing = read(filing_with(text));
        std::string const path = scratch("a6-forms.xlsx");
        ASSERT_FALSE(write_workbook(*filing.filing, model(), path));
        auto const again = read_filing(path, "again", model());
        std::remove(path.c_str());
        EXPECT_EQ(cell_of(*again.filing, "Actions", 1, field).form, form) << text << ' ' << field;
    };
    check_form("11733", "QuantityCO2", cell_form::number);
    check_form("11733", "FirstID", cell_form::text);
    check_form("11,733", "QuantityCO2", cell_form::text);
    check_form("1.0", "QuantityCO2", cell_form::text);
    check_form("2025-07-07", "ActionDateTime", cell_form::date);
    check_form("2025-07-07", "FirstID", cell_form::text);
    check_form("07/07/2025", "ActionDateTime", cell_form::text);
}

TEST(write_workbook, fills_in_the_placeholders_of_the_platform) {
    auto const filing = read(filing_with("x"));
    std::string const path = scratch("a6-placeholders.xlsx");
    ASSERT_FALSE(write_workbook(*filing.filing, model(), path));
    auto const again = read_filing(path, "again", model());
    std::remove(path.c_str());
    EXPECT_EQ(text_of(*again.filing, "Submission", 1, "ReferenceToTerReport"), "{Link to be produced by the CARP}");
}

TEST(write_workbook, gives_the_same_bytes_again) {
    auto const filing = read(filing_with("x"));
    std::string const path = scratch("a6-same.xlsx");
    ASSERT_FALSE(write_workbook(*filing.filing, model(), path));
    std::string const first = load(path);
    ASSERT_FALSE(write_workbook(*filing.filing, model(), path));
    EXPECT_EQ(load(path), first);
    std::remove(path.c_str());
}

TEST(write_workbook, says_why_it_failed) {
    auto const filing = read(filing_with("x"));
    auto const failed = write_workbook(*filing.filing, model(), testing::TempDir() + "no-such-folder/a.xlsx");
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->code, "X220");
    std::string const path = scratch("a6-long.xlsx");
    auto const too_long = write_workbook(*read(filing_with(std::string(40'000, 'x'))).filing, model(), path);
    std::remove(path.c_str());
    ASSERT_TRUE(too_long);
    EXPECT_EQ(too_long->code, "X223");
    EXPECT_NE(too_long->message.english().find("40000 bytes in `"), std::string::npos);
}

TEST(write_schema, is_a_document_that_passes_the_gate) {
    std::ostringstream out;
    write_schema(model(), out);
    auto const parsed = xml_document::parse(out.str());
    ASSERT_FALSE(parsed.error) << parsed.error->message;
    EXPECT_EQ(parsed.document->root().name(), "schema");
    EXPECT_EQ(parsed.document->root().attribute("targetNamespace"), "urn:a6check:filing:1");
}

// 0: valid.
int validate(std::string const& text) {
    std::string const schema = scratch("a6-filing.xsd");
    std::string const instance = scratch("a6-instance.xml");
    std::ofstream schema_out(schema);
    write_schema(model(), schema_out);
    schema_out.close();
    std::ofstream(instance) << text;
    int const status =
        std::system(("xmllint --noout --schema '" + schema + "' '" + instance + "' >/dev/null 2>&1").c_str());
    std::remove(schema.c_str());
    std::remove(instance.c_str());
    return status;
}

TEST(write_schema, accepts_what_the_reader_accepts_without_notice) {
    if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
    std::string const open = "<filing xmlns='urn:a6check:filing:1'><AnnualInformation>";
    std::string const close = "</AnnualInformation></filing>";
    for (std::string const& good : {
             filing_with("x"),
             open + close,
             open + "<Actions/><Submission/>" + close,
             open +
                 "<Holdings><Holding/><Holding><Vintage/><FirstID>1</FirstID></Holding></"
                 "Holdings><Submission><ReportedYear>1</ReportedYear></Submission>" +
                 close,
             open +
                 "<Submission/><Authorizations><Authorization><Sectors>a</Sectors><Metric>GHG</Metric><Sectors>b</"
                 "Sectors></Authorization></Authorizations>" +
                 close,
             "<filing xmlns='urn:a6check:filing:1' confidential='a law'><AnnualInformation confidential='a "
             "law'><Submission "
             "confidential='a law'><ReportedYear confidential='a law'>1</ReportedYear></Submission><Actions "
             "confidential='a law'><Action confidential='a law'><Vintage confidential='a law'>2021</Vintage></Action>"
             "</Actions><Authorizations><Authorization confidential='a law'><Sectors confidential='a law'>a</Sectors>"
             "</Authorization></Authorizations>" +
                 close,
             std::string("<filing xmlns='urn:a6check:filing:1'><InitialReport confidential='a law'><ParticipatingParty "
                         "confidential='a law'>CHE</ParticipatingParty></InitialReport></filing>"),
         }) {
        EXPECT_EQ(validate(good), 0) << good;
        EXPECT_EQ(code_of(read(good)), "ok");
    }
    for (std::string const& bad : {open + "<Nonsense/>" + close, open + "<Submission/><Submission/>" + close,
                                   open + "<Submission><Vintage/></Submission>" + close, std::string("<filing/>")}) {
        EXPECT_NE(validate(bad), 0) << bad;
    }
}

TEST(write_xml, keeps_marks_of_confidentiality) {
    std::string const marked =
        "<filing xmlns='urn:a6check:filing:1' confidential='1 &lt; 2'><AnnualInformation "
        "confidential='&quot;law&quot;'>"
        "<Submission confidential='a'><ReportedYear confidential='b'>1</ReportedYear></Submission><Authorizations><"
        "Authorization><Sectors "
        "confidential='c'>x</Sectors><Sectors>y</Sectors></Authorization></Authorizations><Actions "
        "confidential='d'><Action><Vintage>2021</Vintage></Action><Action confidential='e'><Vintage "
        "confidential='f'>2021</Vintage></Action></Actions></AnnualInformation><InitialReport confidential='g'>"
        "<ParticipatingParty confidential='h'>CHE</ParticipatingParty></InitialReport></filing>";
    auto const first = read(marked);
    ASSERT_EQ(code_of(first), "ok");
    EXPECT_EQ(first.filing->marks.size(), 10U);
    auto const again = read(xml_of(*first.filing));
    ASSERT_EQ(code_of(again), "ok");
    EXPECT_EQ(texts_of(*again.filing), texts_of(*first.filing));
    ASSERT_EQ(again.filing->marks.size(), first.filing->marks.size());
    for (std::size_t n = 0; n < again.filing->marks.size(); ++n) {
        confidential_mark const& a = first.filing->marks[n];
        confidential_mark const& b = again.filing->marks[n];
        EXPECT_TRUE(a.report == b.report && a.table == b.table && a.row == b.row && a.field == b.field) << a.basis;
        EXPECT_EQ(a.basis, b.basis);
    }
    EXPECT_EQ(xml_of(*again.filing), xml_of(*first.filing));
}

TEST(write_workbook, refuses_a_filing_with_marks_of_confidentiality) {
    auto const filing = read(
        "<filing xmlns='urn:a6check:filing:1'><AnnualInformation><Submission><ReportedYear confidential='a law'>2025"
        "</ReportedYear></Submission></AnnualInformation></filing>");
    std::string const path = scratch("a6-marked.xlsx");
    auto const failed = write_workbook(*filing.filing, model(), path);
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->code, "X222");
    EXPECT_FALSE(std::ifstream(path).good());
}

}  // namespace
}  // namespace a6::checker
