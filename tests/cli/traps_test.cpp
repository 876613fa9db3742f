// Traps (tests/rules/traps.txt) that show in what the program says.

#include "tests/support/program.hpp"
#include "tests/support/zip_builder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

using namespace a6::test_support;

namespace {

namespace fs = std::filesystem;

std::string base(std::string const& name) { return read_file(std::string(A6_TEST_DIR) + "/rules/" + name); }

// Without the element, of which the first is taken out.
std::string without(std::string const& xml, std::string const& element) {
    auto const begin = xml.find("<" + element + ">");
    std::string const end = "</" + element + ">";
    EXPECT_NE(begin, std::string::npos) << element;
    if (begin == std::string::npos) return xml;
    return xml.substr(0, begin) + xml.substr(xml.find(end, begin) + end.size());
}

void expect_draft(std::string const& path) {
    auto const r = run_program({"check", path});
    EXPECT_EQ(r.exit_code, 2) << path;
    EXPECT_NE(r.out.find("X501"), std::string::npos) << path << '\n' << r.out;
    EXPECT_NE(r.out.find("superseded draft"), std::string::npos) << path << '\n' << r.out;
    EXPECT_NE(r.out.find("this file was not checked"), std::string::npos) << path;
    EXPECT_EQ(r.out.find("error["), std::string::npos) << path << " is judged by rules made for another format";
}

}  // namespace

// TRAP-10
TEST(traps, a_missing_section_cites_its_own_subparagraph) {
    std::string const xml = base("base-initial-report.xml");
    for (auto const& [element, paragraph] :
         std::vector<std::pair<std::string, std::string>>{{"PartyToParisAgreement", "18(a)"},
                                                          {"NDCTargets", "18(b)"},
                                                          {"MethodDescription", "18(c)"},
                                                          {"QuantificationScope", "18(d)"},
                                                          {"ApproachDescription", "18(g)"},
                                                          {"NoNetIncrease", "18(h)(i)"},
                                                          {"GovernanceAndQuality", "18(h)(ii)"},
                                                          {"Permanence", "18(h)(iii)"},
                                                          {"NegativeImpacts", "18(i)(i)"},
                                                          {"RightsAndObligations", "18(i)(ii)"},
                                                          {"SustainableDevelopment", "18(i)(iii)"},
                                                          {"SafeguardsAndLimits", "18(i)(iv)"}}) {
        scratch_folder scratch;
        auto const report = check_json({scratch.write("report.xml", without(xml, element))});
        bool found = false;
        for (auto const& f : report["findings"]) {
            if (f["locations"][0].value("field", "") != element) continue;
            found = true;
            bool cited = false;
            for (auto const& p : f["provisions"]) {
                std::string const text = p;
                if (text.starts_with("2/CMA.3, annex para 18")) {
                    EXPECT_EQ(text, "2/CMA.3, annex para " + paragraph) << element;
                }
                cited = cited || text == "2/CMA.3, annex para " + paragraph;
            }
            EXPECT_TRUE(cited) << element << ": " << f["provisions"];
        }
        EXPECT_TRUE(found) << element << " is missing and nothing is found";
    }
}

// TRAP-15. Its labels, plain or with the letters of footnotes; in tables of their own, with titles above them; in each
// format.
TEST(traps, the_superseded_draft_is_refused_by_name) {
    for (auto const& entry : fs::directory_iterator(fixture("other-layouts")))
        if (entry.path().filename().string().starts_with("undp-v1")) expect_draft(entry.path().string());

    scratch_folder scratch;
    for (bool const footnotes : {false, true}) {
        auto label = [footnotes](std::string text, char const* letter) { return footnotes ? text + letter : text; };
        std::vector<std::string> const labels{"Article 6 database record ID",
                                              label("Cooperative approach", "a"),
                                              label("First unique identifier", "b"),
                                              label("Last unique identifier", "c"),
                                              label("Underlying unit block start ID", "d"),
                                              label("Underlying unit block end", "e"),
                                              label("Metric", "f"),
                                              label("Quantity (expressed in metric)", "g"),
                                              "Quantity (t CO2 eq)",
                                              label("Conversion factor (reporting Party)", "h"),
                                              label("First transferring participating Party", "i"),
                                              label("Vintage", "j")};
        std::vector<std::string> const values{
            "NA",  "CA0901", "CA0901-GHA01-GHA-1-2022", "CA0901-GHA01-GHA-10-2022", "1", "10", "GHG", "10", "10", "NA",
            "GHA", "2022"};
        auto line = [](std::vector<std::string> const& cells) {
            std::string out;
            for (auto const& c : cells) out += (out.empty() ? "\"" : ",\"") + c + "\"";
            return out + "\r\n";
        };
        std::string const name = footnotes ? "footnotes" : "plain";
        expect_draft(scratch.write(name + ".csv",
                                   "Table 1: Heading\r\nParty,Ghana\r\nReported year,2023\r\n\r\n"
                                   "Table 2: Actions\r\n" +
                                       line(labels) + line(values) + "\r\nTable 3: Holdings\r\n" + line(labels)));
        expect_draft(scratch.write(
            name + ".xlsx",
            workbook_builder()
                .sheet("Table 1 Heading", text_row(1, {"Table 1: Heading"}) + text_row(2, {"Party", "Ghana"}) +
                                              text_row(3, {"Reported year", "2023"}))
                .sheet("Table 2 Actions", text_row(1, {"Table 2: Actions"}) + text_row(3, labels) + text_row(4, values))
                .sheet("Table 3 Holdings", text_row(1, {"Table 3: Holdings"}) + text_row(3, labels))
                .bytes()));
    }

    // Somebody converted it: elements named after its labels.
    std::string const row =
        "<CooperativeApproach>CA0901</CooperativeApproach><FirstUniqueIdentifier>CA0901-GHA01-GHA-1-2022"
        "</FirstUniqueIdentifier><LastUniqueIdentifier>CA0901-GHA01-GHA-10-2022</LastUniqueIdentifier>"
        "<UnderlyingUnitBlockStartID>1</UnderlyingUnitBlockStartID><Metric>GHG</Metric><Vintage>2022</Vintage>";
    expect_draft(scratch.write(
        "ours.xml",
        "<filing xmlns=\"urn:a6check:filing:1\"><AnnualInformation><Heading><Party>GHA</Party><ReportedYear>2023"
        "</ReportedYear></Heading><Actions><Action>" +
            row + "</Action></Actions><Holdings/></AnnualInformation></filing>"));
    expect_draft(scratch.write("foreign.xml", "<AEF><Heading><Party>GHA</Party></Heading><Actions><Action>" + row +
                                                  "</Action></Actions></AEF>"));
}

// TRAP-19. Whatever is wrong with filings, the words of a verdict that only a review team may reach do not appear.
TEST(traps, no_output_judges) {
    std::vector<std::string> arguments{"check",   fixture("defects"), fixture("dossier"),
                                       "--as-of", "2026-11-23",       "--complete"};
    for (auto const& entry : fs::directory_iterator(std::string(A6_TEST_DIR) + "/rules"))
        if (entry.path().filename().string().starts_with("base-")) arguments.push_back(entry.path().string());
    auto const r = run_program(arguments);
    EXPECT_LE(r.exit_code, 1) << r.err;
    static std::regex const words(
        R"([^\n]*\b(significant|persistent|inadequate|inadequacy|insufficient|unambitious|inappropriate)[^\n]*)",
        std::regex::icase);
    for (std::sregex_iterator it(r.out.begin(), r.out.end(), words), end; it != end; ++it) ADD_FAILURE() << it->str();
}
