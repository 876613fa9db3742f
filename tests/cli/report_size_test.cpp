// A report stays small whatever is wrong, and counts exactly what it does not list.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>

using namespace a6::test_support;

namespace {

// Every row has a quantity that is not that of its identifiers, and an element that the format does not have.
// `apart`: each under an authorization of its own.
std::string filing(int rows, bool apart) {
    std::string out =
        "<filing xmlns=\"urn:a6check:filing:1\"><AnnualInformation><Submission>"
        "<ParticipatingParty>GHA</ParticipatingParty><SubmissionVersion>1.0</SubmissionVersion>"
        "<ReportedYear>2024</ReportedYear><DateOfSubmission>2025-04-10</DateOfSubmission>"
        "<FirstYearOfNDCPeriod>2021</FirstYearOfNDCPeriod><LastYearOfNDCPeriod>2030</LastYearOfNDCPeriod>"
        "</Submission><Authorizations/><Actions>\n";
    for (int n = 0; n < rows; ++n) {
        auto const id = [&](int serial) { return "CA0101-GHA01-GHA-" + std::to_string(serial) + "-2023"; };
        out +=
            "<Action><ActionDateTime>2024-06-03</ActionDateTime><ActionType>First transfer</ActionType>"
            "<ActionSubtype>First transfer to another Party</ActionSubtype>"
            "<CooperativeApproachID>CA0101</CooperativeApproachID><AuthorizationID>GHA-2023-" +
            std::to_string(apart ? n : 1) +
            "</AuthorizationID><FirstTransferringPartyID>GHA</FirstTransferringPartyID>"
            "<PartyITMORegistryID>GHA01</PartyITMORegistryID><FirstID>" +
            id(10 * n + 1) + "</FirstID><LastID>" + id(10 * n + 10) +
            "</LastID><Metric>GHG</Metric><QuantityCO2>11</QuantityCO2>"
            "<MitigationType>Emission reductions</MitigationType><Sektor>Energy</Sektor><Vintage>2023</Vintage>"
            "<AcquiringPartyID>CHE</AcquiringPartyID></Action>\n";
    }
    return out + "</Actions><Holdings/><AuthorizedEntities/></AnnualInformation></filing>\n";
}

std::uint64_t counted(nlohmann::json const& report, std::string const& list, std::string const& rule) {
    std::uint64_t out = 0;
    for (auto const& n : report["not_listed"])
        if (n["list"] == list && n["rule"] == rule) out += n["count"].get<std::uint64_t>();
    for (auto const& f : report[list])
        if (f["rule"] == rule) ++out;
    return out;
}

}  // namespace

TEST(report_size, grows_with_the_rules_and_not_with_the_findings) {
    scratch_folder scratch;
    auto const size = [&](int rows, std::string const& format) {
        auto const file = scratch.write("a.xml", filing(rows, false));
        return run_program({"check", file, "--findings-per-rule", "5", "--as-of", "2026-06-30", "--format", format})
            .out.size();
    };
    for (char const* format : {"json", "text"}) {
        auto const small = size(60, format), large = size(1200, format);
        EXPECT_LT(large, small + 1140 * 20) << format;
    }
}

TEST(report_size, what_is_not_listed_is_counted_exactly) {
    scratch_folder scratch;
    auto const file = scratch.write("a.xml", filing(40, true));
    auto const few = check_json({file, "--findings-per-rule", "3"});
    auto const all = check_json({file, "--findings-per-rule", "all"});
    EXPECT_TRUE(all["not_listed"].empty());
    EXPECT_EQ(all["summary"]["findings_listed"], all["findings"].size());
    EXPECT_LT(few["findings"].size(), all["findings"].size());
    auto const summary = [](nlohmann::json report) {
        report["summary"].erase("findings_listed");
        return report["summary"];
    };
    EXPECT_EQ(summary(few), summary(all));
    EXPECT_EQ(few["parts"], all["parts"]);
    EXPECT_EQ(few["filings"], all["filings"]);
    for (char const* rule : {"ROW-06", "IN-01"}) EXPECT_EQ(counted(few, "findings", rule), 40u) << rule;
    EXPECT_EQ(counted(few, "undecided", "SUB-02"), counted(all, "undecided", "SUB-02"));
    // The first of the report, in its order.
    std::size_t n = 0;
    for (auto const& f : all["findings"])
        if (n < few["findings"].size() && f == few["findings"][n]) ++n;
    EXPECT_EQ(n, few["findings"].size());
}

TEST(report_size, the_number_is_one_from_one_on_or_all) {
    for (char const* bad : {"0", "-1", "many", "10x", "", "99999999999999999999999"})
        EXPECT_EQ(run_program({"check", fixture("valid"), "--findings-per-rule", bad}).exit_code, 2) << bad;
}
