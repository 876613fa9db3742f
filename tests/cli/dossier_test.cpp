// The dossier: all reports of one Party and those of the Party it transfers to, which agree with each other; and what a
// single slip in it leads to.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <ostream>
#include <regex>
#include <set>

using namespace a6::test_support;

namespace {

namespace fs = std::filesystem;

constexpr char const* initial_report = "01-initial-report.xml";
constexpr char const* authorization_1 = "02-authorization-2024-01.xml";
constexpr char const* annual_2024 = "03-annual-information-2024.xml";
constexpr char const* updated_report = "04-updated-initial-report.xml";
constexpr char const* authorization_2 = "05-authorization-2025-02.xml";
constexpr char const* annual_2025 = "06-annual-information-2025.xml";
constexpr char const* regular_2026 = "07-regular-information-2026.xml";
constexpr char const* summary_2026 = "08-structured-summary-2026.xml";
constexpr char const* registry_2024 = "09-registry-extract-2024.xml";
constexpr char const* registry_2025 = "10-registry-extract-2025.xml";
constexpr char const* regular_2024 = "11-regular-information-2024.xml";
constexpr char const* summary_2024 = "12-structured-summary-2024.xml";
constexpr char const* other_initial_report = "13-initial-report-switzerland.xml";
constexpr char const* other_2024 = "14-switzerland-2024.xml";
constexpr char const* other_2025 = "15-switzerland-2025.xml";

struct change {
    std::string from;
    std::string to;
    int occurrence = 1;  // which one, from the first of the file
};

struct slip {
    char const* name;  // of the test
    char const* file;
    change what;
    // What must be found, and where. Row 0: a table of one row.
    char const* rule;
    char const* at_file;
    char const* table;
    int row;
    char const* field;
    char const* saying;             // part of the message
    std::set<std::string> follows;  // rules whose errors follow from the slip
};

std::ostream& operator<<(std::ostream& out, slip const& s) { return out << s.name; }

void make(std::string& text, change const& c) {
    std::size_t at = text.find(c.from);
    for (int n = 1; n < c.occurrence && at != std::string::npos; ++n) at = text.find(c.from, at + 1);
    ASSERT_NE(at, std::string::npos) << "the dossier has no longer: " << c.from;
    text.replace(at, c.from.size(), c.to);
}

// From `<name` to its end; with `containing`, the first of these elements that has the text in it.
std::string element(char const* file, std::string const& name, std::string const& containing = "") {
    std::string const text = read_file(fixture(std::string("dossier/") + file));
    for (std::size_t at = text.find("<" + name + ">"); at != std::string::npos;
         at = text.find("<" + name + ">", at + 1)) {
        std::string const end = "</" + name + ">";
        std::string const found = text.substr(at, text.find(end, at) + end.size() - at);
        if (found.find(containing) != std::string::npos) return found;
    }
    return "(no " + name + " with " + containing + ")";
}

// A copy of the dossier with the change in one file.
void copy_dossier(scratch_folder const& scratch, char const* changed, change const& c) {
    for (auto const& entry : fs::directory_iterator(fixture("dossier"))) {
        auto const name = entry.path().filename().string();
        std::string text = read_file(entry.path());
        if (name == changed) {
            ASSERT_NO_FATAL_FAILURE(make(text, c));
        }
        scratch.write(name, text);
    }
}

std::string in_words(nlohmann::json const& finding) {
    auto const& l = finding["locations"][0];
    return finding["severity"].get<std::string>() + ' ' + finding["rule"].get<std::string>() + " at " +
           l.value("file", "") + ' ' + l.value("table", "") + ' ' + std::to_string(l.value("row", 0)) + ' ' +
           l.value("field", "") + ": " + finding["message"].get<std::string>();
}

bool is_at(nlohmann::json const& finding, slip const& s) {
    auto const& l = finding["locations"][0];
    return finding["rule"] == s.rule && l.value("file", "") == s.at_file && l.value("table", "") == s.table &&
           l.value("row", 0) == s.row && l.value("field", "") == s.field;
}

// One change each, such as happen when reports are written by hand.
std::vector<slip> all_slips() {
    return {// Initial report
            slip{"a_section_of_the_initial_report_is_missing",
                 initial_report,
                 {element(initial_report, "NoNetIncrease"), ""},
                 "PRE-01",
                 initial_report,
                 "CooperativeApproaches",
                 1,
                 "NoNetIncrease",
                 "IV.G.1",
                 {}},
            slip{"expected_mitigation_of_a_year_is_missing",
                 initial_report,
                 {element(initial_report, "ExpectedMitigation", "<Year>2026"), ""},
                 "PRE-07",
                 initial_report,
                 "CooperativeApproaches",
                 1,
                 "DurationEnd",
                 "first without a figure is 2026",
                 {}},
            slip{"the_approach_ends_before_an_action",
                 initial_report,
                 {"<DurationEnd>2030-12-31", "<DurationEnd>2024-06-30"},
                 "REP-07b",
                 initial_report,
                 "CooperativeApproaches",
                 1,
                 "DurationEnd",
                 "2024-06-30",
                 {}},
            slip{"the_kind_of_ndc_does_not_go_with_the_method",
                 initial_report,
                 {"<NDCType>single-year", "<NDCType>multi-year"},
                 "ACC-11",
                 initial_report,
                 "InitialReport",
                 0,
                 "AdjustmentMethod",
                 "trajectory",
                 {"REP-04b"}},
            slip{"the_initial_report_comes_after_the_first_transfer",
                 initial_report,
                 {"<DateOfSubmission>2024-01-15", "<DateOfSubmission>2025-03-01"},
                 "DL-02",
                 initial_report,
                 "InitialReport",
                 0,
                 "DateOfSubmission",
                 "2025-03-01",
                 {"DL-03", "DL-03b"}},
            // Updated initial report
            slip{"a_section_of_the_updated_report_is_missing",
                 updated_report,
                 {element(updated_report, "SustainableDevelopment"), ""},
                 "PRE-01",
                 updated_report,
                 "CooperativeApproaches",
                 1,
                 "SustainableDevelopment",
                 "IV.H.3",
                 {}},
            slip{"the_updated_report_comes_after_the_annual_information",
                 updated_report,
                 {"<DateOfSubmission>2025-05-20", "<DateOfSubmission>2026-05-20"},
                 "REP-01",
                 annual_2025,
                 "Authorizations",
                 2,
                 "CooperativeApproachID",
                 "CA0902",
                 {}},
            slip{"the_updated_report_names_another_entity",
                 updated_report,
                 {"<AuthorizedEntities>GH-C-2201", "<AuthorizedEntities>GH-C-2210"},
                 "REP-08",
                 updated_report,
                 "CooperativeApproaches",
                 1,
                 "AuthorizedEntities",
                 "GH-C-2210",
                 {}},
            // Authorizations
            slip{"quantity_of_the_authorization_is_not_that_of_table_2",
                 authorization_1,
                 {"<AuthorizedQuantity>60000", "<AuthorizedQuantity>66000"},
                 "REP-17",
                 authorization_1,
                 "AuthorizationStatement",
                 0,
                 "AuthorizedQuantity",
                 "66000",
                 {}},
            slip{"sector_of_the_authorization_is_not_that_of_table_2",
                 authorization_1,
                 {"<Sectors>Energy generation", "<Sectors>Industrial processes"},
                 "REP-20",
                 authorization_1,
                 "AuthorizationStatement",
                 0,
                 "Sectors",
                 "Industrial processes",
                 {}},
            slip{"an_authorization_that_may_change_does_not_say_how",
                 authorization_2,
                 {"<MayBeChanged>no", "<MayBeChanged>yes"},
                 "PRE-02c",
                 authorization_2,
                 "AuthorizationStatement",
                 0,
                 "ChangeTerms",
                 "(g)",
                 {}},
            slip{"the_authorization_defines_first_transfer_otherwise",
                 authorization_2,
                 {"<FirstTransferDefnForOIMP>Authorization", "<FirstTransferDefnForOIMP>Issuance"},
                 "REP-17",
                 authorization_2,
                 "AuthorizationStatement",
                 0,
                 "FirstTransferDefnForOIMP",
                 "Issuance",
                 // Issuance calls for a last day of issuance and for arrangements to learn of it.
                 {"PRE-02c"}},
            // Annual information
            slip{"transferred_before_it_was_authorized",
                 annual_2024,
                 {"<ActionDateTime>2024-09-10", "<ActionDateTime>2024-01-20"},
                 "SUB-02",
                 annual_2024,
                 "Actions",
                 1,
                 "ActionDateTime",
                 "2024-02-01",
                 {}},
            slip{"quantity_is_not_that_of_the_block",
                 annual_2024,
                 {"<QuantityCO2>8000", "<QuantityCO2>8040"},
                 "ROW-06",
                 annual_2024,
                 "Actions",
                 1,
                 "QuantityCO2",
                 "8040",
                 {"REG-01"}},
            slip{"submitted_after_the_fifteenth_of_april",
                 annual_2024,
                 {"<DateOfSubmission>2025-04-08", "<DateOfSubmission>2025-05-08"},
                 "DL-01",
                 annual_2024,
                 "Submission",
                 0,
                 "DateOfSubmission",
                 "2025-04-15",
                 {}},
            slip{"transferred_to_a_party_that_was_not_authorized",
                 annual_2024,
                 {"<AcquiringPartyID>CHE", "<AcquiringPartyID>SWE"},
                 "SUB-08",
                 annual_2024,
                 "Actions",
                 1,
                 "AcquiringPartyID",
                 "SWE",
                 {}},
            slip{"an_authorization_dated_after_its_first_transfer",
                 annual_2025,
                 {"<DateOfAuthorization>2025-11-20", "<DateOfAuthorization>2025-12-20"},
                 "SUB-02",
                 annual_2025,
                 "Actions",
                 2,
                 "ActionDateTime",
                 "2025-12-20",
                 {"REP-09", "REP-17"}},
            slip{"the_first_transfer_is_not_the_event_defined",
                 annual_2025,
                 {"<ActionSubtype>Authorization", "<ActionSubtype>Issuance"},
                 "SUB-06",
                 annual_2025,
                 "Actions",
                 2,
                 "ActionSubtype",
                 "Issuance",
                 {}},
            slip{"an_entity_is_not_in_table_5",
                 annual_2025,
                 {"<AuthorizedEntityID>GH-C-2201", "<AuthorizedEntityID>GH-C-2210"},
                 "REP-08",
                 updated_report,
                 "CooperativeApproaches",
                 1,
                 "AuthorizedEntities",
                 "GH-C-2201",
                 {}},
            // Regular information
            slip{"an_authorization_is_not_listed",
                 regular_2026,
                 {element(regular_2026, "ReportedAuthorization", "GHA-2025-02"), ""},
                 "REP-09b",
                 annual_2025,
                 "Authorizations",
                 2,
                 "AuthorizationID",
                 "GHA-2025-02",
                 {}},
            slip{"an_authorization_is_listed_with_another_date",
                 regular_2026,
                 {"<DateOfAuthorization>2025-11-20", "<DateOfAuthorization>2025-11-30"},
                 "REP-09",
                 regular_2026,
                 "ReportedAuthorizations",
                 2,
                 "DateOfAuthorization",
                 "2025-11-30",
                 {}},
            slip{"a_section_on_an_approach_is_missing",
                 regular_2026,
                 {element(regular_2026, "SustainableDevelopment"), ""},
                 "PRE-01",
                 regular_2026,
                 "ApproachInformation",
                 1,
                 "SustainableDevelopment",
                 "VI.H",
                 {}},
            slip{"the_amounts_do_not_add_up",
                 regular_2026,
                 {"<Quantity>12000", "<Quantity>11000"},
                 "REP-13f",
                 regular_2026,
                 "BreakdownAmounts",
                 2,
                 "Quantity",
                 "add up to 11000",
                 {}},
            slip{"an_amount_stands_under_another_sector",
                 regular_2026,
                 {"<Sector>Energy generation", "<Sector>Waste management"},
                 "REP-20b",
                 regular_2026,
                 "BreakdownAmounts",
                 1,
                 "Sector",
                 "Waste management",
                 {"REP-13c"}},
            slip{"an_amount_stands_under_another_vintage",
                 regular_2026,
                 {"<Vintage>2024", "<Vintage>2023"},
                 "REP-13c",
                 regular_2026,
                 "BreakdownAmounts",
                 3,
                 "Quantity",
                 "vintage 2023",
                 {}},
            slip{"the_inventory_is_too_old",
                 regular_2026,
                 {"<LatestInventoryYear>2024", "<LatestInventoryYear>2022"},
                 "DL-08",
                 regular_2026,
                 "RegularInformation",
                 0,
                 "LatestInventoryYear",
                 "2022",
                 {"REP-14b"}},
            slip{"annex_4_is_late",
                 regular_2026,
                 {"<DateOfSubmission>2026-06-12", "<DateOfSubmission>2027-01-12"},
                 "DL-05",
                 regular_2026,
                 "RegularInformation",
                 0,
                 "DateOfSubmission",
                 "2026-12-31",
                 {}},
            slip{"a_digit_is_missing_in_the_earlier_amounts",
                 regular_2024,
                 {"<Quantity>12000", "<Quantity>1200"},
                 "REP-13f",
                 regular_2024,
                 "BreakdownAmounts",
                 2,
                 "Quantity",
                 "add up to 1200",
                 {}},
            // Structured summary
            slip{"figures_of_row_7_are_swapped",
                 summary_2026,
                 {"<FirstTransferred>12000", "<FirstTransferred>21000"},
                 "REP-10",
                 summary_2026,
                 "AnnualValues",
                 3,
                 "FirstTransferred",
                 "difference 9000",
                 {}},
            slip{"the_method_differs_in_the_summary",
                 summary_2026,
                 {"<AdjustmentMethod>trajectory", "<AdjustmentMethod>averaging"},
                 "REP-04",
                 summary_2026,
                 "StructuredSummary",
                 0,
                 "AdjustmentMethod",
                 "averaging",
                 // It also contradicts the summary before, and the rows of the other method are not there.
                 {"ACC-11b", "REP-21", "PRE-02b"}},
            slip{"the_adjustments_are_taken_off_the_balance",
                 summary_2026,
                 {"<EmissionsBalance>61412000", "<EmissionsBalance>61388000"},
                 "ACC-10",
                 summary_2026,
                 "AnnualValues",
                 3,
                 "EmissionsBalance",
                 "taken off",
                 {}},
            slip{"the_net_quantity_lacks_a_digit",
                 summary_2026,
                 {"<NetQuantity>10000", "<NetQuantity>1000"},
                 "ACC-07",
                 summary_2026,
                 "AnnualValues",
                 4,
                 "NetQuantity",
                 "1000",
                 {}},
            slip{"the_cumulative_quantity_begins_anew",
                 summary_2026,
                 {"<CumulativeNet>35000", "<CumulativeNet>5000"},
                 "ACC-09",
                 summary_2026,
                 "AnnualValues",
                 5,
                 "CumulativeNet",
                 "5000",
                 {}},
            slip{"outcomes_for_airlines_are_left_out_of_the_adjustments",
                 summary_2026,
                 {"<CorrespondingAdjustments>5000", "<CorrespondingAdjustments>0"},
                 "ACC-08b",
                 summary_2026,
                 "AnnualValues",
                 5,
                 "CorrespondingAdjustments",
                 "difference 5000",
                 {}},
            slip{"a_use_that_was_not_reported",
                 summary_2026,
                 {"<UsedTowardsNDC>0", "<UsedTowardsNDC>500", 4},
                 "REP-12",
                 summary_2026,
                 "AnnualValues",
                 4,
                 "UsedTowardsNDC",
                 "difference 500",
                 {}},
            slip{"a_section_of_the_summary_is_missing",
                 summary_2026,
                 {element(summary_2026, "DoubleCountingAvoided"), ""},
                 "PRE-01",
                 summary_2026,
                 "StructuredSummary",
                 0,
                 "DoubleCountingAvoided",
                 "double counting",
                 {}},
            slip{"the_earlier_summary_has_a_digit_too_many",
                 summary_2024,
                 {"<FirstTransferred>8000", "<FirstTransferred>80000"},
                 "REP-10",
                 summary_2024,
                 "AnnualValues",
                 2,
                 "FirstTransferred",
                 "80000",
                 {}},
            // Extracts of the registry
            slip{"the_registry_recorded_40_tonnes_less",
                 registry_2024,
                 {"<Quantity>12000", "<Quantity>11960"},
                 "REG-01",
                 registry_2024,
                 "Totals",
                 2,
                 "Quantity",
                 "11960",
                 {}},
            slip{"the_registry_holds_40_tonnes_less",
                 registry_2025,
                 {"<Quantity>5000", "<Quantity>4960", 2},
                 "REG-02",
                 registry_2025,
                 "HoldingTotals",
                 1,
                 "Quantity",
                 "4960",
                 {}},
            // Reports of the other Party
            slip{"the_other_party_names_a_third",
                 other_initial_report,
                 {"<ParticipatingParties>CHE, GHA", "<ParticipatingParties>CHE, GIN"},
                 "PTY-10",
                 other_initial_report,
                 "CooperativeApproaches",
                 1,
                 "ParticipatingParties",
                 "GHA had described the approach",
                 {}},
            slip{"the_other_party_acquired_from_a_third",
                 other_2024,
                 {"<TransferringPartyID>GHA", "<TransferringPartyID>THA"},
                 "PTY-01",
                 annual_2024,
                 "Actions",
                 1,
                 "FirstID",
                 "from THA",
                 {}},
            slip{"the_other_party_dates_an_acquisition_two_months_later",
                 other_2025,
                 {"<ActionDateTime>2025-08-06", "<ActionDateTime>2025-10-06"},
                 "PTY-02",
                 annual_2025,
                 "Actions",
                 1,
                 "ActionDateTime",
                 "2025-10-06",
                 {}}};
}

}  // namespace

TEST(dossier, is_clean_and_leaves_nothing_open) {
    for (std::vector<std::string> const& more : std::vector<std::vector<std::string>>{{}, {"--complete"}}) {
        std::vector<std::string> arguments{fixture("dossier")};
        arguments.insert(arguments.end(), more.begin(), more.end());
        int code = -1;
        auto const report = check_json(arguments, &code);
        EXPECT_EQ(code, 0);
        EXPECT_EQ(report["complete"], !more.empty());
        EXPECT_EQ(report["filings"].size(), 15U);
        for (auto const& f : report["findings"]) ADD_FAILURE() << in_words(f);
        for (auto const& u : report["undecided"]) ADD_FAILURE() << u;
        EXPECT_TRUE(report["failures"].empty());
        for (auto const& f : report["filings"])
            EXPECT_EQ(f["result"], "Checked, no inconsistencies identified") << f["file"];
    }
}

TEST(dossier, has_every_kind_of_report_and_passes_in_any_order) {
    std::vector<std::string> paths;
    for (auto const& entry : fs::directory_iterator(fixture("dossier"))) paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    auto const forwards = check_json(paths);
    std::reverse(paths.begin(), paths.end());
    auto const backwards = check_json(paths);
    EXPECT_EQ(forwards, backwards);
    std::string all;
    for (auto const& path : paths) all += read_file(path);
    for (auto const* report : {"InitialReport", "AuthorizationStatement", "AnnualInformation", "RegularInformation",
                               "StructuredSummary", "RegistryExtract"})
        EXPECT_NE(all.find("<" + std::string(report) + ">"), std::string::npos) << report;
}

// Other ways of filing the same, all lawful.
TEST(dossier, stays_clean_in_other_lawful_forms) {
    auto const rewritten = [](std::string const& text, std::string const& what, std::string const& with) {
        std::string out = std::regex_replace(text, std::regex(what), with);
        EXPECT_NE(out, text) << "nothing to rewrite: " << what;
        return out;
    };
    std::map<std::string, std::map<std::string, std::string>> forms;  // form -> file -> text
    std::string const summary = read_file(fixture(std::string("dossier/") + summary_2026));
    std::string const annual = read_file(fixture(std::string("dossier/") + annual_2024));
    for (auto const& entry : fs::directory_iterator(fixture("dossier"))) {
        auto const name = entry.path().filename().string();
        forms["dates with slashes"][name] =
            rewritten(read_file(entry.path()), ">(\\d{4})-(\\d\\d)-(\\d\\d)<", ">$3/$2/$1<");
    }
    forms["Parties by name"][annual_2024] = rewritten(rewritten(annual, ">GHA<", ">Ghana<"), ">CHE<", ">Switzerland<");
    // Emissions in thousands of tonnes, ITMOs in tonnes.
    std::string kilotonnes = rewritten(summary, "<ReportingUnit>t CO2 eq</ReportingUnit>",
                                       "<ReportingUnit>kt CO2 eq</ReportingUnit><ITMOUnit>t CO2 eq</ITMOUnit>");
    for (auto const* row : {"TotalEmissions", "IndicativeTrajectory", "Emissions", "EmissionsBalance"})
        kilotonnes =
            rewritten(kilotonnes, "<" + std::string(row) + ">(\\d+)(\\d{3})<", "<" + std::string(row) + ">$1.$2<");
    forms["kilotonnes"][summary_2026] = kilotonnes;
    // A correction, submitted after 15 April, beside what it corrects.
    forms["a correction"]["16-correction.xml"] = rewritten(
        rewritten(annual, "<SubmissionVersion>1.0", "<SubmissionVersion>1.1"), ">2025-04-08<", ">2025-06-30<");
    // Outcomes for airlines stand in the row for them only.
    forms["OIMP apart"][summary_2026] =
        rewritten(rewritten(summary, ">part of first transferred<", ">apart from first transferred<"),
                  "<FirstTransferred>5000<", "<FirstTransferred>0<");
    std::string regular = read_file(fixture(std::string("dossier/") + regular_2026));
    std::string const amount = element(regular_2026, "BreakdownAmount", "<Quantity>5000");
    EXPECT_NE(amount.find("first transferred"), std::string::npos);
    regular.erase(regular.find(amount), amount.size());
    forms["OIMP apart"][regular_2026] = regular;

    for (auto const& [form, files] : forms) {
        scratch_folder scratch;
        for (auto const& entry : fs::directory_iterator(fixture("dossier")))
            scratch.write(entry.path().filename().string(), read_file(entry.path()));
        for (auto const& [name, text] : files) scratch.write(name, text);
        int code = -1;
        auto const report = check_json({scratch.path().string(), "--complete"}, &code);
        EXPECT_EQ(code, 0) << form;
        for (auto const& f : report["findings"]) ADD_FAILURE() << form << ": " << in_words(f);
        for (auto const& u : report["undecided"]) ADD_FAILURE() << form << ": " << u;
    }
}

// What is not in the run may have been filed all the same: its absence is no error.
TEST(dossier, no_part_of_it_is_faulted) {
    std::vector<std::string> paths;
    for (auto const& entry : fs::directory_iterator(fixture("dossier"))) paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    std::vector<std::vector<std::string>> parts;
    for (std::size_t a = 0; a < paths.size(); ++a) {
        parts.push_back({paths[a]});
        for (std::size_t b = 0; b < a; ++b) parts.push_back({paths[b], paths[a]});
        parts.push_back(paths);
        parts.back().erase(parts.back().begin() + static_cast<std::ptrdiff_t>(a));
    }
    std::set<std::string> told;
    for (auto const& part : parts) {
        auto const report = check_json(part);
        for (auto const& f : report["findings"]) {
            if (!told.insert(in_words(f)).second) continue;
            std::string files;
            for (auto const& path : part) files += fs::path(path).filename().string() + ' ';
            ADD_FAILURE() << in_words(f) << "\n  in a run of " << files;
        }
    }
}

class slips : public testing::TestWithParam<slip> {};

TEST_P(slips, are_found_where_they_are) {
    slip const& s = GetParam();
    scratch_folder scratch;
    ASSERT_NO_FATAL_FAILURE(copy_dossier(scratch, s.file, s.what));
    int code = -1;
    auto const report = check_json({scratch.path().string(), "--fail-on", "query"}, &code);
    EXPECT_EQ(code, 1);
    int found = 0;
    for (auto const& f : report["findings"]) {
        if (is_at(f, s)) {
            ++found;
            EXPECT_NE(f["message"].get<std::string>().find(s.saying), std::string::npos) << in_words(f);
        } else if (f["severity"] == "error" && !s.follows.contains(f["rule"])) {
            ADD_FAILURE() << "does not follow from the slip: " << in_words(f);
        }
    }
    EXPECT_EQ(found, 1) << s.rule << " is not found at " << s.at_file << ' ' << s.table << ' ' << s.row << ' '
                        << s.field;
    if (found != 1)
        for (auto const& f : report["findings"]) std::cout << in_words(f) << '\n';
}

INSTANTIATE_TEST_SUITE_P(dossier, slips, testing::ValuesIn(all_slips()),
                         [](auto const& info) { return std::string(info.param.name); });

// A report without a slip would be one that nothing holds to account.
TEST(dossier, every_report_has_a_slip) {
    std::set<std::string> files;
    for (auto const& s : all_slips()) files.insert(s.file);
    for (auto const& entry : fs::directory_iterator(fixture("dossier")))
        EXPECT_TRUE(files.contains(entry.path().filename().string())) << entry.path();
}
