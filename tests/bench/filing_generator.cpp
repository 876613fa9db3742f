#include "tests/bench/filing_generator.hpp"

#include <random>

namespace a6::bench {

namespace {

void element(std::string& out, char const* name, std::string const& value) {
    out += '<';
    out += name;
    out += '>';
    out += value;
    out += "</";
    out += name;
    out += ">\n";
}

std::string authorization_id(std::size_t n) { return "GHA-" + std::to_string(10000 + n); }

std::string two_digits(std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

}  // namespace

std::string generate_filing(std::size_t actions) {
    std::mt19937_64 random(1);
    std::string out = "<filing xmlns=\"urn:a6check:filing:1\"><AnnualInformation><Submission>\n";
    element(out, "ParticipatingParty", "GHA");
    element(out, "SubmissionVersion", "1.0");
    element(out, "ReportedYear", "2025");
    element(out, "DateOfSubmission", "2026-04-10");
    element(out, "FirstYearOfNDCPeriod", "2021");
    element(out, "LastYearOfNDCPeriod", "2030");
    out += "</Submission><Authorizations>\n";
    std::size_t const authorizations = actions / 100 + 1;
    for (std::size_t n = 0; n < authorizations; ++n) {
        out += "<Authorization>\n";
        element(out, "AuthorizationID", authorization_id(n));
        element(out, "DateOfAuthorization", "2023-06-30");
        element(out, "CooperativeApproachID", "CA0902");
        element(out, "AuthorizationVersion", "1");
        element(out, "AuthorizedQuantity", "100000000");
        element(out, "Metric", "GHG");
        element(out, "Sectors", "Energy generation");
        element(out, "ActivityType", "Solar");
        element(out, "PurposeForAuthorization", "NDC");
        element(out, "AuthorizedPartyIDs", "CHE");
        element(out, "AuthorizedTimeframe", "Occurred: from 2023 to 2030");
        out += "</Authorization>\n";
    }
    out += "</Authorizations><Actions>\n";
    std::size_t next = 1;
    for (std::size_t n = 0; n < actions; ++n) {
        std::size_t const size = random() % 5000 + 1;
        std::size_t const last = next + size - 1;
        out += "<Action>\n";
        element(out, "ActionDateTime", "2025-" + two_digits(random() % 12 + 1) + "-" + two_digits(random() % 28 + 1));
        element(out, "ActionType", "First transfer");
        element(out, "ActionSubtype", "First transfer to another Party");
        element(out, "CooperativeApproachID", "CA0902");
        element(out, "AuthorizationID", authorization_id(n % authorizations));
        element(out, "FirstTransferringPartyID", "GHA");
        element(out, "PartyITMORegistryID", "GHA01");
        element(out, "FirstID", "CA0902-GHA01-GHA-" + std::to_string(next) + "-2023");
        element(out, "LastID", "CA0902-GHA01-GHA-" + std::to_string(last) + "-2023");
        for (auto const* name : {"UnderlyingUnitRegistryID", "UnderlyingUnitFirstUnitID", "UnderlyingUnitLastUnitID"})
            element(out, name, "NA");
        element(out, "Metric", "GHG");
        for (auto const* name : {"GWPValues", "NonGHGMetric"}) element(out, name, "NA");
        element(out, "QuantityCO2", std::to_string(n % 1000 == 999 ? size + 1 : size));
        element(out, "QuantityNonGHG", "NA");
        element(out, "MitigationType", "Emission reductions");
        element(out, "Vintage", "2023");
        element(out, "TransferringPartyID", "NA");
        element(out, "AcquiringPartyID", "CHE");
        for (auto const* name :
             {"PurposeITMOUsedForOIMP", "UsingCancellingPartyID", "UsingCancellingEntityID", "YearITMOUsedTowardsNDC"})
            element(out, name, "NA");
        out += "</Action>\n";
        next = last + 1;
    }
    return out + "</Actions></AnnualInformation></filing>\n";
}

}  // namespace a6::bench
