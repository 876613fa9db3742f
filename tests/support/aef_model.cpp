#include "tests/support/aef_model.hpp"

#include <initializer_list>
#include <utility>

namespace a6::test_support {
namespace {

using dsl::kind;

struct field_spec {
    char const* name;
    char const* label;
    kind k = kind::text;
    bool list_of = false;
};

std::uint16_t add_table(dsl::data_model& model, char const* name, char const* label, char const* sheet, char const* rows,
                        std::initializer_list<field_spec> fields) {
    auto const index = static_cast<std::uint16_t>(model.tables.size());
    dsl::table table;
    table.name = name;
    table.label = label;
    table.title = label;
    table.sheet = sheet;
    table.rows = rows;
    table.report = 0;
    for (field_spec const& spec : fields) {
        dsl::field field;
        field.name = spec.name;
        field.xml = spec.name;
        field.label = spec.label;
        field.type.k = spec.k;
        field.type.list_of = spec.list_of;
        table.fields.push_back(std::move(field));
    }
    model.tables.push_back(std::move(table));
    model.reports[0].tables.push_back(index);
    return index;
}

dsl::field& field_of(dsl::data_model& model, char const* table, char const* field) {
    dsl::table& t = model.tables[model.find_table(table)];
    return t.fields[t.find_field(field)];
}

void left_to_platform(dsl::data_model& model, char const* field, char const* placeholder) {
    dsl::field& f = field_of(model, "Submission", field);
    f.presence = dsl::presence::platform;
    f.placeholders = {placeholder};
}

}  // namespace

dsl::data_model aef_model() {
    dsl::data_model model;
    dsl::report report;
    report.name = "AnnualInformation";
    report.title = "Agreed electronic format";
    model.reports.push_back(std::move(report));

    std::uint16_t const header =
        add_table(model, "Submission", "Table 1: Submission", "Table 1 Submission", "",
                  {{"ParticipatingParty", "Party"},
                   {"SubmissionVersion", "Version", kind::version},
                   {"ReportedYear", "Reported year", kind::year},
                   {"DateOfSubmission", "Date of submission", kind::date},
                   {"ReviewStatusOfInitialReport", "Review status of the initial report"},
                   {"ResultOfConsistencyCheck", "Result of the consistency check of this AEF submission"},
                   {"FirstYearOfNDCPeriod", "First year of the NDC implementation period", kind::year},
                   {"LastYearOfNDCPeriod", "Last year of the NDC implementation period", kind::year},
                   {"ReferenceToTerReport", "Reference to the Article 6 technical expert review report of the initial report"}});
    add_table(model, "Authorizations", "Table 2: Authorizations", "Table 2 Authorizations", "Authorization",
              {{"AuthorizationID", "Authorization ID"},
               {"DateOfAuthorization", "Date of authorization", kind::date},
               {"CooperativeApproachID", "Cooperative approach ID"},
               {"AuthorizationVersion", "Version of the authorization", kind::integer},
               {"AuthorizedQuantity", "Authorized quantity", kind::decimal},
               {"Metric", "Metric", kind::code},
               {"GWPValues", "Applicable GWP value(s)"},
               {"NonGHGMetric", "Applicable non-GHG metric"},
               {"Sectors", "Sector(s)", kind::code, true},
               {"ActivityType", "Activity type(s)", kind::code, true},
               {"PurposeForAuthorization", "Purposes for authorization", kind::code},
               {"AuthorizedPartyIDs", "Authorized Party(ies) ID", kind::code, true},
               {"AuthorizedEntityIDs", "Authorized entity(ies) ID", kind::text, true},
               {"OIMPAuthorized", "OIMP authorized by the Party"},
               {"AuthorizedTimeframe", "Authorized timeframe", kind::timeframe},
               {"AuthorizationTCs", "Authorization terms and conditions"},
               {"AuthorizationDocumentation", "Authorization documentation"},
               {"FirstTransferDefnForOIMP", "First transfer definition for OIMP", kind::code},
               {"AdditionalExplanatoryInformation", "Additional explanatory information"}});
    add_table(model, "Actions", "Table 3: Actions", "Table 3 Actions", "Action",
              {{"ActionDateTime", "Action date", kind::date},
               {"ActionType", "Action type", kind::code},
               {"ActionSubtype", "Action subtype", kind::code},
               {"CooperativeApproachID", "Cooperative approach ID"},
               {"AuthorizationID", "Authorization ID"},
               {"FirstTransferringPartyID", "First transferring participating Party ID", kind::code},
               {"PartyITMORegistryID", "Party ITMO registry ID"},
               {"FirstID", "First ID", kind::itmo},
               {"LastID", "Last ID", kind::itmo},
               {"UnderlyingUnitRegistryID", "Underlying unit registry ID", kind::code},
               {"UnderlyingUnitFirstUnitID", "First unit ID"},
               {"UnderlyingUnitLastUnitID", "Last unit ID"},
               {"Metric", "Metric", kind::code},
               {"GWPValues", "Applicable GWP value(s)"},
               {"NonGHGMetric", "Applicable non-GHG metric"},
               {"QuantityCO2", "Quantity (t CO2 eq)", kind::decimal},
               {"QuantityNonGHG", "Quantity (in non-GHG metric)", kind::decimal},
               {"MitigationType", "Mitigation type", kind::code},
               {"Vintage", "Vintage", kind::year},
               {"TransferringPartyID", "Transferring participating Party ID", kind::code},
               {"AcquiringPartyID", "Acquiring participating Party ID", kind::code},
               {"PurposeITMOUsedForOIMP", "Purpose for which the ITMO has been used towards or cancelled for OIMP"},
               {"UsingCancellingPartyID", "Using/cancelling participating Party ID", kind::code},
               {"UsingCancellingEntityID", "Using/cancelling authorized entity ID"},
               {"YearITMOUsedTowardsNDC", "Calendar year for which the ITMOs are used towards the Party's NDC", kind::year},
               {"ResultOfConsistencyChecks", "Result of the consistency checks"},
               {"AdditionalExplanatoryInformation", "Additional explanatory information"}});
    add_table(model, "Holdings", "Table 4: Holdings", "Table 4 Holdings", "Holding",
              {{"CooperativeApproachID", "Cooperative approach ID"},
               {"AuthorizationID", "Authorization ID"},
               {"FirstTransferringPartyID", "First transferring participating Party ID", kind::code},
               {"PartyITMORegistryID", "Party ITMO registry ID"},
               {"FirstID", "First ID", kind::itmo},
               {"LastID", "Last ID", kind::itmo},
               {"UnderlyingUnitRegistryID", "Underlying unit registry ID", kind::code},
               {"UnderlyingUnitFirstUnitID", "First unit ID"},
               {"UnderlyingUnitLastUnitID", "Last unit ID"},
               {"Metric", "Metric", kind::code},
               {"GWPValues", "Applicable GWP value(s)"},
               {"NonGHGMetric", "Applicable non-GHG metric"},
               {"QuantityCO2", "Quantity (t CO2 eq)", kind::decimal},
               {"QuantityNonGHG", "Quantity (in non-GHG metric)", kind::decimal},
               {"MitigationType", "Mitigation type", kind::code},
               {"Vintage", "Vintage", kind::year}});
    add_table(model, "AuthorizedEntities", "Table 5: Authorized entities", "Table 5 Auth. entities", "AuthorizedEntity",
              {{"DateOfAuthorization", "Date of the authorization", kind::date},
               {"AuthorizedEntityName", "Name"},
               {"AuthorizedEntityCountryOfIncorporation", "Country of incorporation", kind::code},
               {"AuthorizedEntityID", "Identification number"},
               {"CooperativeApproachID", "Cooperative approach ID"},
               {"AuthorizedEntityConditions", "Conditions"},
               {"AuthorizedEntityChangeConditions", "Change and revocation conditions"},
               {"AdditionalExplanatoryInformation", "Additional explanatory information"}});

    dsl::report& annual = model.reports[0];
    annual.header = header;
    dsl::table const& submission = model.tables[header];
    annual.roles = {submission.find_field("ParticipatingParty"), submission.find_field("ReportedYear"),
                    submission.find_field("SubmissionVersion"), submission.find_field("DateOfSubmission")};

    left_to_platform(model, "ReviewStatusOfInitialReport", "{Information in this field is populated by the CARP}");
    left_to_platform(model, "ResultOfConsistencyCheck", "{Information in this field is populated by the CARP}");
    left_to_platform(model, "ReferenceToTerReport", "{Link to be produced by the CARP}");

    for (char const* table : {"Authorizations", "Actions", "Holdings"}) {
        field_of(model, table, "Metric").vocabulary = {"GHG", "non-GHG"};
    }
    field_of(model, "Actions", "ActionType").vocabulary = {"Acquisition", "Transfer", "Use", "Cancellation", "First transfer"};
    for (char const* table : {"Actions", "Holdings"}) {
        field_of(model, table, "MitigationType").vocabulary = {"Emission reductions", "Removals"};
        field_of(model, table, "QuantityCO2").also = {"Quantity (tCO2e)"};
    }
    return model;
}

}  // namespace a6::test_support
