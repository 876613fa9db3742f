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

// Of the acquisitions: GHA authorizes the use of what CHE first transferred.
std::string use_authorization_id(std::size_t n) { return "GHA-U" + std::to_string(10000 + n); }

std::string two_digits(std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

void authorization(std::string& out, std::string const& id, char const* quantity, char const* parties) {
    out += "<Authorization>\n";
    element(out, "AuthorizationID", id);
    element(out, "DateOfAuthorization", "2023-06-30");
    element(out, "CooperativeApproachID", "CA0902");
    element(out, "AuthorizationVersion", "1");
    element(out, "AuthorizedQuantity", quantity);
    element(out, "Metric", "GHG");
    element(out, "Sectors", "Energy generation");
    element(out, "ActivityType", "Solar");
    element(out, "PurposeForAuthorization", "NDC");
    element(out, "AuthorizedPartyIDs", parties);
    element(out, "AuthorizedTimeframe", "Occurred: from 2023 to 2030");
    out += "</Authorization>\n";
}

// ITMOs that follow one another in a registry, under one authorization.
struct block {
    std::string approach_authorization;
    std::string giver;  // GHA
    std::size_t first;
    std::size_t last;
};

void elements_of_block(std::string& out, block const& b, std::size_t quantity) {
    std::string const registry = b.giver + "01";
    element(out, "CooperativeApproachID", "CA0902");
    element(out, "AuthorizationID", b.approach_authorization);
    element(out, "FirstTransferringPartyID", b.giver);
    element(out, "PartyITMORegistryID", registry);
    element(out, "FirstID", "CA0902-" + registry + "-" + b.giver + "-" + std::to_string(b.first) + "-2023");
    element(out, "LastID", "CA0902-" + registry + "-" + b.giver + "-" + std::to_string(b.last) + "-2023");
    for (auto const* name : {"UnderlyingUnitRegistryID", "UnderlyingUnitFirstUnitID", "UnderlyingUnitLastUnitID"})
        element(out, name, "NA");
    element(out, "Metric", "GHG");
    for (auto const* name : {"GWPValues", "NonGHGMetric"}) element(out, name, "NA");
    element(out, "QuantityCO2", std::to_string(quantity));
    element(out, "QuantityNonGHG", "NA");
    element(out, "MitigationType", "Emission reductions");
    element(out, "Vintage", "2023");
}

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
    std::size_t const authorizations = actions / 200 + 1;
    for (std::size_t n = 0; n < authorizations; ++n) {
        authorization(out, authorization_id(n), "100000000", "CHE");
        authorization(out, use_authorization_id(n), "100000000", "GHA");
    }
    out += "</Authorizations><Actions>\n";
    std::string holdings;
    std::size_t next_given = 1;
    std::size_t next_bought = 1;
    for (std::size_t n = 0; n < actions; ++n) {
        bool const given = n % 2 == 0;
        std::size_t& next = given ? next_given : next_bought;
        std::size_t const size = random() % 5000 + 1;
        std::size_t const of = n / 2 % authorizations;
        block const b{given ? authorization_id(of) : use_authorization_id(of), given ? "GHA" : "CHE", next,
                      next + size - 1};
        out += "<Action>\n";
        element(out, "ActionDateTime", "2025-" + two_digits(random() % 12 + 1) + "-" + two_digits(random() % 28 + 1));
        element(out, "ActionType", given ? "First transfer" : "Acquisition");
        element(out, "ActionSubtype", given ? "First transfer to another Party" : "NA");
        elements_of_block(out, b, n % 1000 == 999 ? size + 1 : size);
        element(out, "TransferringPartyID", given ? "NA" : "CHE");
        element(out, "AcquiringPartyID", given ? "CHE" : "NA");
        for (auto const* name :
             {"PurposeITMOUsedForOIMP", "UsingCancellingPartyID", "UsingCancellingEntityID", "YearITMOUsedTowardsNDC"})
            element(out, name, "NA");
        out += "</Action>\n";
        if (!given) {
            holdings += "<Holding>\n";
            elements_of_block(holdings, b, size);
            holdings += "</Holding>\n";
        }
        next = b.last + 1;
    }
    return out + "</Actions><Holdings>\n" + holdings + "</Holdings></AnnualInformation></filing>\n";
}

}  // namespace a6::bench
