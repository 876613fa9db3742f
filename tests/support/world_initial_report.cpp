// Initial reports and updated initial reports of a world, with every section filled in.

#include "tests/support/world_text.hpp"

#include <algorithm>

namespace a6::test_support::worlds {

namespace {

using fields = std::vector<char const*>;

fields const header_fields{"ParticipatingParty",
                           "DateOfSubmission",
                           "ReportKind",
                           "SeriesNumber",
                           "SubmissionVersion",
                           "CooperativeApproachIDs",
                           "PartyToParisAgreement",
                           "NDCMaintained",
                           "AuthorizationArrangements",
                           "TrackingArrangements",
                           "ITMORegistryIDs",
                           "NationalInventoryReport",
                           "DateOfLatestInventoryReport",
                           "LatestInventoryYear",
                           "UsesInventoryFlexibility",
                           "ContributionToGoals",
                           "NDCTargets",
                           "NDCTargetYears",
                           "NDCReferencePoints",
                           "NDCTimeFrames",
                           "NDCScope",
                           "IntentionToUseITMOs",
                           "NDCType",
                           "FirstYearOfNDCPeriod",
                           "LastYearOfNDCPeriod",
                           "ITMOMetrics",
                           "NonGHGMetrics",
                           "AdjustmentMethod",
                           "MethodDescription",
                           "TrajectoryDescription",
                           "MethodAlignment",
                           "TrajectoryEstablishment",
                           "QuantificationScope",
                           "ReportingUnit",
                           "ReferenceLevel",
                           "TargetLevel",
                           "NonGHGQuantification"};
fields const trajectory_fields{"Year", "Value"};
fields const approach_fields{"CooperativeApproachID", "AuthorizationCopy",  "AuthorizationIDs",
                             "ApproachDescription",   "DurationStart",      "DurationEnd",
                             "ParticipatingParties",  "AuthorizedEntities", "AuthorizedEntitiesInWords",
                             "PartyITMORegistryID"};
// Sections of which only the presence can be seen.
fields const sections{"NoNetIncrease",
                      "GovernanceAndQuality",
                      "Permanence",
                      "NegativeImpacts",
                      "RightsAndObligations",
                      "SustainableDevelopment",
                      "SafeguardsAndLimits",
                      "AdaptationContribution",
                      "OverallMitigation",
                      "ArrangementsForUsers",
                      "TypeOfApproach",
                      "LockIn",
                      "SharingOfOutcomes",
                      "ConsultationAndParticipation",
                      "ContributionOfApproaches",
                      "BaselineEstablishment",
                      "BaselineConservativeness",
                      "QuantificationMethods",
                      "UncertaintyTreatment",
                      "LeakageTreatment",
                      "NonPermanenceAssessment",
                      "ReversalTreatment",
                      "AdaptationContributionDetails",
                      "OverallMitigationDetails"};
fields const expected_fields{"CooperativeApproachID", "Year", "Quantity"};

fields const& all_approach_fields() {
    static fields const all = [] {
        fields out = approach_fields;
        out.insert(out.end(), sections.begin(), sections.end());
        return out;
    }();
    return all;
}

constexpr int last_year_of_approaches = 2040;

class report_writer {
public:
    report_writer(world const& w, initial_report const& r) : w_(w), r_(r), p_(w.parties[r.party]) {}

    text_filing write() const {
        text_filing out;
        out.file = r_.name;
        out.report = "InitialReport";
        out.inline_header = true;
        out.tables.push_back({"InitialReport", "", &header_fields, {header()}});
        text_table trajectory{"TrajectoryValues", "TrajectoryValue", &trajectory_fields, {}};
        if (r_.number == 1 && p_.adjusts != method::averaging)
            for (int y = period_().first; y <= period_().last; ++y)
                trajectory.rows.push_back({std::to_string(y), std::to_string(90'000 - 1'000 * (y - 2021))});
        text_table approaches{"CooperativeApproaches", "CooperativeApproach", &all_approach_fields(), {}};
        text_table expected{"ExpectedMitigations", "ExpectedMitigation", &expected_fields, {}};
        for (auto const a : r_.approaches) {
            approaches.rows.push_back(described(a));
            for (int y = 2021; y <= last_year_of_approaches; ++y)
                expected.rows.push_back({w_.approaches[a].id, std::to_string(y), expected_in(a, y)});
        }
        for (auto* t : {&trajectory, &approaches, &expected}) out.tables.push_back(std::move(*t));
        return out;
    }

private:
    period period_() const { return p_.period_of(dsl::year_of(r_.submitted)); }

    static std::string joined(std::vector<std::string> const& items) {
        std::string out;
        for (auto const& i : items) out += (out.empty() ? "" : ", ") + i;
        return out;
    }

    // Of all approaches that the Party ever joins: it knows its registries and metrics from the beginning.
    template <class Of>
    std::string over_approaches(Of of) const {
        std::vector<std::string> out;
        for (auto const& a : w_.approaches) {
            if (std::find(a.members.begin(), a.members.end(), r_.party) == a.members.end()) continue;
            std::string const text = of(a);
            if (!text.empty() && std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
        }
        return joined(out);
    }

    std::vector<std::string> header() const {
        std::vector<std::string> ids;
        for (auto const a : r_.approaches) ids.push_back(w_.approaches[a].id);
        bool const first = r_.number == 1;
        std::vector<std::string> out{p_.code,
                                     dsl::to_string(r_.submitted),
                                     first ? "initial" : "updated",
                                     std::to_string(r_.number),
                                     "1." + std::to_string(r_.minor),
                                     joined(ids)};
        if (!first) {
            out.resize(header_fields.size());
            out[10] = over_approaches([&](auto const& a) { return a.registries.at(r_.party); });
            return out;
        }
        int const inventory = dsl::year_of(r_.submitted) - 1;
        std::string const metric = over_approaches([](auto const& a) { return a.non_ghg_metric; });
        bool const trajectory = p_.adjusts != method::averaging;
        for (std::string const& text : {
                 p_.name + " is a Party to the Paris Agreement.",
                 std::string("The NDC is in the public registry and is being implemented."),
                 std::string("A ministry authorizes, by a letter for each activity."),
                 std::string("Every action is recorded by serial number."),
                 over_approaches([&](auto const& a) { return a.registries.at(r_.party); }),
                 std::string("The latest national inventory report was submitted."),
                 dsl::to_string(day_of(inventory, 4, 15)),
                 std::to_string(inventory - 2),
                 std::string("no"),
                 std::string("Activities are chosen from the long-term strategy."),
                 std::string("Emissions are lower than in the reference year."),
                 std::string(p_.multi_year() ? "A multi-year target." : "A single-year target."),
                 std::string("The reference year is 2010."),
                 std::to_string(period_().first) + " to " + std::to_string(period_().last),
                 std::string("All sectors and gases."),
                 std::string("ITMOs may be used towards the NDC."),
                 std::string(p_.multi_year() ? "multi-year" : "single-year"),
                 std::to_string(period_().first),
                 std::to_string(period_().last),
                 metrics(),
                 metric,
                 std::string(p_.adjusts == method::averaging    ? "averaging"
                             : p_.adjusts == method::trajectory ? "trajectory"
                                                                : "multi-year trajectory"),
                 std::string("One method throughout the period."),
                 std::string(trajectory ? "A straight line to the target." : ""),
                 std::string("Additions and subtractions follow the guidance."),
                 std::string(trajectory ? "From the reference year to the target." : ""),
                 std::string("All sectors and gases, each year of the period."),
                 std::string("kt CO2 eq"),
                 std::string("100000"),
                 std::string("80000"),
                 std::string(metric.empty() ? "" : "The target is also stated in the metric."),
             })
            out.push_back(text);
        return out;
    }

    std::string metrics() const {
        return over_approaches([](auto const& a) { return std::string(a.non_ghg ? "non-GHG" : "GHG"); });
    }

    std::vector<std::string> described(std::uint32_t index) const {
        auto const& a = w_.approaches[index];
        std::vector<std::string> members, given, entities;
        for (auto const m : a.members) members.push_back(w_.parties[m].code);
        // What had been authorized by the day of the report; later authorizations follow in later reports.
        for (auto const& z : w_.authorizations)
            if (z.approach == index && z.giver == r_.party && z.versions.front().since <= r_.submitted)
                given.push_back(z.id);
        for (auto const& e : w_.entities)
            if (e.approach == index && e.giver == r_.party && e.since <= r_.submitted) entities.push_back(e.number);
        std::vector<std::string> out{a.id,
                                     "The letters of authorization are in the annex.",
                                     joined(given),
                                     "Activities in the sector: " + a.sectors + ".",
                                     "2021-01-01",
                                     std::to_string(last_year_of_approaches) + "-12-31",
                                     joined(members),
                                     joined(entities),
                                     entities.empty() ? "No entity has been authorized so far." : "",
                                     a.registries.at(r_.party)};
        for (auto const* s : sections) out.push_back(std::string("Described in the annex: ") + s + '.');
        return out;
    }

    // Twice as much as there will be, in tonnes.
    std::string expected_in(std::uint32_t approach, int year) const {
        auto const found = w_.achieved.find({r_.party, approach, year});
        std::int64_t const outcomes = found == w_.achieved.end() ? 500 : 2 * found->second;
        return std::to_string(outcomes * w_.approaches[approach].thousandths_of_tonne / 1000 + 1);
    }

    world const& w_;
    initial_report const& r_;
    party const& p_;
};

}  // namespace

text_filing texts_of(world const& w, initial_report const& r) { return report_writer(w, r).write(); }

}  // namespace a6::test_support::worlds
