// What other checkers get wrong, and must not be wrong here: false alarms on lawful filings, and faults passed over.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <set>

using namespace a6::test_support;

namespace {

// The buyer's and the host's filing as XML, to be changed and checked together.
class pair_of_filings {
public:
    pair_of_filings() : buyer(xml("CHE_2025_1.0")), host(xml("GHA_2025_1.0")) {}

    std::string buyer;
    std::string host;

    // Replaces the n-th occurrence (from 1) of <Element>...</Element>.
    static void set(std::string& text, std::string const& element, int n, std::string const& value) {
        std::size_t at = 0;
        std::string const open = "<" + element + ">";
        for (int k = 0; k < n; ++k) {
            at = text.find(open, k == 0 ? 0 : at + 1);
            ASSERT_NE(at, std::string::npos) << element << ' ' << n;
        }
        at += open.size();
        text.replace(at, text.find("</" + element + ">", at) - at, value);
    }
    // Copies the n-th row element behind itself.
    static void repeat(std::string& text, std::string const& row, int n) {
        std::size_t at = 0;
        for (int k = 0; k < n; ++k) at = text.find("<" + row + ">", k == 0 ? 0 : at + 1);
        std::size_t const end = text.find("</" + row + ">", at) + row.size() + 3;
        text.insert(end, "\n" + text.substr(at, end - at));
    }

    nlohmann::json check() const {
        scratch_folder scratch;
        return check_json({scratch.write("buyer.xml", buyer), scratch.write("host.xml", host)});
    }

private:
    static std::string xml(std::string const& name) {
        scratch_folder scratch;
        auto const out = (scratch.path() / "a.xml").string();
        EXPECT_EQ(run_program({"convert", fixture("valid/" + name + ".xlsx"), "-o", out}).exit_code, 0);
        return read_file(out);
    }
};

std::multiset<std::string> errors(nlohmann::json const& report) {
    std::multiset<std::string> out;
    for (auto const& f : report["findings"])
        if (f["severity"] == "error") out.insert(f["rule"].get<std::string>());
    return out;
}

bool has(nlohmann::json const& report, std::string const& rule) {
    for (auto const& f : report["findings"])
        if (f["rule"].get<std::string>().substr(0, rule.size()) == rule) return true;
    return false;
}

using names = std::multiset<std::string>;

}  // namespace

TEST(peers, blank_and_na_authorized_parties_mean_any_party) {
    for (auto const* nobody : {"", "NA", "n/a"}) {
        pair_of_filings p;
        p.set(p.host, "AuthorizedPartyIDs", 1, nobody);
        p.set(p.buyer, "AuthorizedPartyIDs", 1, nobody);
        EXPECT_EQ(errors(p.check()), names{}) << nobody;
    }
}

TEST(peers, a_block_that_only_overlaps_another_is_not_passed_over) {
    pair_of_filings p;
    p.repeat(p.buyer, "Holding", 1);
    p.set(p.buyer, "FirstID", 4, "CA0902-GHA01-GHA-10500-2023");
    p.set(p.buyer, "QuantityCO2", 4, "1234");
    EXPECT_EQ(errors(p.check()), names{"TAB-01"});
}

TEST(peers, an_approach_with_two_activities_is_lawful) {
    pair_of_filings p;
    p.repeat(p.host, "Authorization", 1);
    p.set(p.host, "AuthorizationID", 2, "GHA-0004");
    p.set(p.host, "ActivityType", 2, "Solar");
    p.set(p.host, "Sectors", 2, "Waste management");
    EXPECT_EQ(errors(p.check()), names{});
}

TEST(peers, a_blank_metric_is_an_omission_not_a_crash) {
    pair_of_filings p;
    p.set(p.buyer, "Metric", 2, "");
    EXPECT_EQ(errors(p.check()), names{"FLD-01"});
}

TEST(peers, real_underlying_unit_identifiers_are_accepted) {
    pair_of_filings p;
    for (auto* text : {&p.buyer, &p.host}) {
        p.set(*text, "UnderlyingUnitRegistryID", 1, "GS");
        p.set(*text, "UnderlyingUnitFirstUnitID", 1, "GS1-1-GH-GS11732-16-2023-28108-2702-7755");
        p.set(*text, "UnderlyingUnitLastUnitID", 1, "GS1-1-GH-GS11732-16-2023-28108-2702-7755");
    }
    auto const report = p.check();
    EXPECT_EQ(errors(report), names{});
    EXPECT_FALSE(has(report, "ROW-18"));
}

TEST(peers, the_user_is_checked_on_cancellations_too_and_na_is_no_party) {
    pair_of_filings p;
    p.set(p.buyer, "ActionType", 2, "Cancellation");
    p.set(p.buyer, "YearITMOUsedTowardsNDC", 2, "NA");
    p.set(p.buyer, "PurposeITMOUsedForOIMP", 2, "NA");
    p.set(p.buyer, "UsingCancellingPartyID", 2, "JPN");
    p.set(p.buyer, "UsingCancellingEntityID", 2, "NA");  // an authorized entity may, whatever State it belongs to
    EXPECT_TRUE(has(p.check(), "SUB-08")) << "JPN is not authorized";
    p.set(p.buyer, "UsingCancellingPartyID", 2, "NA");
    EXPECT_FALSE(has(p.check(), "SUB-08"));
}

TEST(peers, every_part_of_both_identifiers_is_compared) {
    for (auto const& [id, rule] :
         std::vector<std::pair<std::string, std::string>>{{"CA0902-GHA01-GHA-1-2022", "ROW-01"},
                                                          {"CA0902-GHA02-GHA-1-2023", "ROW-01"},
                                                          {"CA0902-GHA01-TGO-1-2023", "ROW-01"}}) {
        pair_of_filings p;
        p.set(p.buyer, "FirstID", 2, id);
        EXPECT_EQ(errors(p.check()), names{rule}) << id;
    }
    pair_of_filings p;
    p.set(p.buyer, "Vintage", 2, "2024");
    EXPECT_TRUE(has(p.check(), "ROW-04"));
    pair_of_filings q;
    q.set(q.buyer, "FirstTransferringPartyID", 2, "TGO");
    EXPECT_TRUE(has(q.check(), "ROW-03"));
}

TEST(peers, use_towards_the_ndc_is_covered_by_a_dual_purpose) {
    pair_of_filings p;
    p.set(p.buyer, "PurposeForAuthorization", 1, "NDC and OIMP");
    p.set(p.buyer, "OIMPAuthorized", 1, "CORSIA");
    p.set(p.buyer, "FirstTransferDefnForOIMP", 1, "Use or cancellation");
    EXPECT_EQ(errors(p.check()), names{});
}

TEST(peers, a_vintage_before_the_ndc_period_is_seen) {
    pair_of_filings p;
    p.set(p.buyer, "FirstYearOfNDCPeriod", 1, "2024");
    EXPECT_EQ(errors(p.check()), names{"ROW-09"});
}

TEST(peers, first_transfer_follows_the_nomenclatures_spelling_and_its_variants) {
    for (auto const* spelling :
         {"First transfer to another Party", "First international transfer", "first transfer to another party"}) {
        pair_of_filings p;
        p.set(p.host, "ActionSubtype", 1, spelling);
        EXPECT_EQ(errors(p.check()), names{}) << spelling;
    }
    for (auto const* definition : {"Authorization", "Authorisation"}) {
        pair_of_filings p;
        p.set(p.host, "PurposeForAuthorization", 1, "OIMP");
        p.set(p.host, "OIMPAuthorized", 1, "CORSIA");
        p.set(p.host, "FirstTransferDefnForOIMP", 1, definition);
        p.set(p.host, "ActionSubtype", 1, "Issuance");
        EXPECT_TRUE(has(p.check(), "SUB-06")) << "issuance is not " << definition;
    }
}

TEST(peers, the_last_column_and_a_late_field_of_table_1_are_read) {
    // Rows below a blank one are the workbook reader's matter: tests/checker/read_workbook_test.cpp.
    pair_of_filings p;
    p.set(p.buyer, "LastYearOfNDCPeriod", 1, "20x0");
    EXPECT_TRUE(has(p.check(), "FLD-05") || has(p.check(), "FLD-04"));
    pair_of_filings q;
    q.set(q.buyer, "Vintage", 3, "");
    auto const report = q.check();
    EXPECT_EQ(errors(report), names{"FLD-01"}) << "the last column of Table 4";
}

TEST(peers, dates_typed_as_text_and_version_1_are_read) {
    for (auto const* day : {"15/04/2026", "15.04.2026", "2026-04-15T10:30:00.000Z"}) {
        pair_of_filings p;
        p.set(p.buyer, "DateOfSubmission", 1, day);
        EXPECT_EQ(errors(p.check()), names{}) << day;
    }
    pair_of_filings p;
    p.set(p.buyer, "SubmissionVersion", 1, "1");
    EXPECT_EQ(errors(p.check()), names{});
}

TEST(peers, names_of_parties_with_accents_apostrophes_and_hyphens_are_parties) {
    for (auto const* name :
         {"Côte d'Ivoire", "Côte d’Ivoire", "Cote d'Ivoire", "Guinea-Bissau", "Türkiye", "Switzerland"}) {
        pair_of_filings p;
        p.set(p.buyer, "ParticipatingParty", 1, name);
        EXPECT_FALSE(has(p.check(), "FLD-07")) << name;
    }
    pair_of_filings p;
    p.set(p.buyer, "ParticipatingParty", 1, "Atlantis");
    EXPECT_TRUE(has(p.check(), "FLD-07"));
}

TEST(peers, bare_serial_numbers_are_read) {
    pair_of_filings p;
    for (auto* text : {&p.buyer, &p.host}) {
        p.set(*text, "FirstID", 1, "1");
        p.set(*text, "LastID", 1, "11,733");
    }
    EXPECT_EQ(errors(p.check()), names{});
}

TEST(peers, several_sectors_in_one_cell_are_a_list) {
    for (auto const* sectors : {"Energy generation, Transportation", "Energy generation; Transportation"}) {
        pair_of_filings p;
        p.set(p.host, "Sectors", 1, sectors);
        EXPECT_EQ(errors(p.check()), names{}) << sectors;
    }
    pair_of_filings p;
    p.set(p.host, "Sectors", 1, "Energy generation, Magic");
    EXPECT_TRUE(has(p.check(), "FLD-09"));
}

TEST(peers, blocks_of_other_approaches_parties_and_vintages_do_not_overlap) {
    for (auto const* id : {"CA0902-GHA01-GHA-%-2024", "CA0902-GHA02-GHA-%-2023"}) {
        pair_of_filings p;
        p.repeat(p.buyer, "Holding", 1);
        std::string first = id;
        std::string last = id;
        first.replace(first.find('%'), 1, "10001");
        last.replace(last.find('%'), 1, "11733");
        p.set(p.buyer, "FirstID", 4, first);
        p.set(p.buyer, "LastID", 4, last);
        p.set(p.buyer, "Vintage", 4, first.substr(first.size() - 4));
        EXPECT_EQ(errors(p.check()), names{}) << id;
    }
}

TEST(peers, an_acquirer_may_cite_the_other_partys_authorization) {
    pair_of_filings p;
    p.set(p.buyer, "AuthorizationID", 2, "GHA-0003");
    EXPECT_EQ(errors(p.check()), names{});
}

TEST(peers, empty_tables_and_na_are_lawful) {
    EXPECT_EQ(check_json({fixture("valid/VUT_2024_1.0_no_activity.xlsx")})["summary"]["errors"], 0);
}

TEST(peers, quantity_against_block_authorized_quantity_and_timing_are_checked) {
    pair_of_filings p;
    p.set(p.host, "QuantityCO2", 1, "11734");
    EXPECT_EQ(errors(p.check()), names{"ROW-06"});
    pair_of_filings q;
    q.set(q.host, "AuthorizedQuantity", 1, "11732");
    EXPECT_EQ(errors(q.check()), names{"SUB-05"});
    pair_of_filings r;
    r.set(r.host, "DateOfAuthorization", 1, "2025-07-08");
    EXPECT_EQ(errors(r.check()), names{"SUB-02"});
}
