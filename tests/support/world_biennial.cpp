// The biennial transparency reports of a world: the structured summary, added up from what happened, and annex 4.

#include "tests/support/world_text.hpp"

#include <algorithm>
#include <tuple>

namespace a6::test_support::worlds {

namespace {

using fields = std::vector<char const*>;

fields const summary_fields{"ParticipatingParty",
                            "ReportYear",
                            "DateOfSubmission",
                            "SubmissionVersion",
                            "NDCType",
                            "FirstYearOfNDCPeriod",
                            "LastYearOfNDCPeriod",
                            "AdjustmentMethod",
                            "LatestInventoryYear",
                            "ReportingUnit",
                            "ITMOUnit",
                            "FirstTransferBasis",
                            "OIMPQuantityBasis",
                            "AuthorizedEntitiesForOIMP",
                            "ApproachMethodologies",
                            "DoubleCountingAvoided",
                            "SustainableDevelopment",
                            "EnvironmentalIntegrity",
                            "TransparencyAndGovernance",
                            "RobustAccounting"};
fields const value_fields{"Year",
                          "IndicativeTrajectory",
                          "MultiYearTrajectory",
                          "Emissions",
                          "FirstTransferred",
                          "AuthorizedForOIMP",
                          "UsedTowardsNDC",
                          "NetQuantity",
                          "AverageITMOs",
                          "CorrespondingAdjustments",
                          "CumulativeNet",
                          "EmissionsBalance"};
fields const metric_fields{"Year",           "NonGHGMetric", "IndicatorLevel",   "FirstTransferred",
                           "UsedTowardsNDC", "Adjustments",  "AdjustedIndicator"};
fields const indicator_fields{"IndicatorName", "Unit", "ReferenceValue", "LatestValue"};
fields const annex_fields{"ParticipatingParty",
                          "ReportYear",
                          "DateOfSubmission",
                          "SubmissionVersion",
                          "NDCType",
                          "FirstYearOfNDCPeriod",
                          "LastYearOfNDCPeriod",
                          "AdjustmentMethod",
                          "PartyToParisAgreement",
                          "NDCMaintained",
                          "AuthorizationArrangements",
                          "TrackingArrangements",
                          "NationalInventoryReport",
                          "DateOfLatestInventoryReport",
                          "LatestInventoryYear",
                          "UsesInventoryFlexibility",
                          "ContributionToGoals",
                          "UpdatesToReports",
                          "AuthorizationsInWords",
                          "AdjustmentsAvoidDoubleCounting",
                          "UsedOutcomesStayUsed",
                          "ReportingUnit"};
fields const authorization_fields{"AuthorizationID",
                                  "AuthorizationVersion",
                                  "DateOfAuthorization",
                                  "CooperativeApproachID",
                                  "PurposeForAuthorization",
                                  "AuthorizedQuantity",
                                  "Changes"};
fields const approach_fields{"CooperativeApproachID",
                             "ContributionToMitigation",
                             "NoNetIncrease",
                             "GovernanceAndQuality",
                             "Permanence",
                             "MeasurementInTonnes",
                             "ConversionBoundaries",
                             "ConversionChoice",
                             "ConversionTransparency",
                             "NegativeImpacts",
                             "RightsAndObligations",
                             "SustainableDevelopment",
                             "SafeguardsAndLimits",
                             "AdaptationContribution",
                             "OverallMitigation"};
fields const amount_fields{"Year",         "Item",    "CooperativeApproachID", "Sector",  "TransferringPartyID",
                           "UsingPartyID", "Vintage", "NonGHGMetric",          "Quantity"};

// The quotient, half to even.
std::int64_t divided(std::int64_t n, std::int64_t by) {
    std::int64_t const sign = n < 0 ? -1 : 1;
    n *= sign;
    std::int64_t quotient = n / by;
    std::int64_t const rest = n % by;
    if (2 * rest > by || (2 * rest == by && quotient % 2 == 1)) ++quotient;
    return sign * quotient;
}

// n / 10^digits
std::string decimal(std::int64_t n, int digits) {
    std::string text = std::to_string(n < 0 ? -n : n);
    auto const places = static_cast<std::size_t>(digits);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    if (digits > 0) text.insert(text.size() - places, 1, '.');
    return (n < 0 ? "-" : "") + text;
}

class biennial_writer {
public:
    biennial_writer(world const& w, biennial_report const& r) : w_(w), r_(r), p_(w.parties[r.party]) {
        for (std::uint32_t n = 0; n < w.happened; ++n) {
            auto const& a = w.actions[n];
            bool const first = a.kind == action_kind::first_transfer;
            bool const use = a.kind == action_kind::use && a.use_year != 0;
            if (a.by == r.party && a.on <= r.until && (first || use)) actions_.push_back(n);
        }
    }

    text_filing summary() const {
        text_filing out;
        out.file = r_.summary_name;
        out.report = "StructuredSummary";
        out.inline_header = true;
        text_table values{"AnnualValues", "AnnualValue", &value_fields, {}};
        std::int64_t all_for_oimp = 0, cumulative = 0;
        for (int y = r_.ndc.first; y <= r_.last_shown; ++y) {
            auto const s = of_year(y);
            all_for_oimp += s.for_oimp;
            cumulative += s.net;
            values.rows.push_back(value_row(y, s, cumulative));
        }
        out.tables.push_back({"StructuredSummary", "", &summary_fields, {header(all_for_oimp > 0)}});
        out.tables.push_back(std::move(values));
        text_table metrics{"NonGHGValues", "NonGHGValue", &metric_fields, {}};
        for (auto const& m : metrics_of_party()) add_metric(metrics, m);
        out.tables.push_back(std::move(metrics));
        out.tables.push_back(
            {"Indicators",
             "Indicator",
             &indicator_fields,
             {{"Emissions covered by the NDC", unit(r_.kilotonnes), "", emissions_text(r_.inventory)}}});
        return out;
    }

    text_filing annex() const {
        text_filing out;
        out.file = r_.annex_name;
        out.report = "RegularInformation";
        out.inline_header = true;
        auto given = authorizations();
        auto parts = amounts();
        out.tables.push_back(
            {"RegularInformation", "", &annex_fields, {annex_header(given.rows.empty(), parts.rows.empty())}});
        out.tables.push_back(std::move(given));
        text_table approaches{"ApproachInformation", "Approach", &approach_fields, {}};
        for (auto const a : known_approaches()) approaches.rows.push_back(described(w_.approaches[a]));
        out.tables.push_back(std::move(approaches));
        out.tables.push_back(std::move(parts));
        return out;
    }

private:
    struct sums {
        std::int64_t first_transferred = 0;  // as the row has it
        std::int64_t for_oimp = 0;
        std::int64_t used = 0;
        std::int64_t net = 0;
        std::int64_t by_vintage = 0;  // all first transfers
    };

    approach const& approach_of(action const& a) const {
        return w_.approaches[w_.authorizations[a.authorization].approach];
    }
    bool is_first(action const& a) const { return a.kind == action_kind::first_transfer; }
    int year_of_transfer(action const& a) const { return r_.by_vintage ? a.vintage : dsl::year_of(a.on); }

    // First transferred for OIMP, as this report understands it.
    bool counts_for_oimp(action const& a) const {
        auto const purposes = w_.authorizations[a.authorization].on(a.on)->purposes;
        if (!for_oimp(purposes)) return false;
        if (!for_ndc(purposes)) return true;
        return (!r_.apart || r_.apart_events) && a.subtype != action_subtype::to_another_party;
    }

    sums of_year(int y) const {
        sums out;
        for (auto const n : actions_) {
            auto const& a = w_.actions[n];
            if (approach_of(a).non_ghg) continue;
            if (!is_first(a)) {
                out.used += a.use_year == y ? a.size() : 0;
                continue;
            }
            if (a.vintage == y) out.by_vintage += a.size();
            if (year_of_transfer(a) != y) continue;
            bool const other = counts_for_oimp(a);
            if (other) out.for_oimp += a.size();
            if (!other || !r_.apart) out.first_transferred += a.size();
        }
        out.net = out.first_transferred + (r_.apart ? out.for_oimp : 0) - out.used;
        return out;
    }

    // --- figures
    // ------------------------------------------------------------------------------------------------------

    static std::string unit(bool kilotonnes) { return kilotonnes ? "kt CO2 eq" : "t CO2 eq"; }
    bool itmos_in_kilotonnes() const { return r_.kilotonnes && !r_.itmos_in_tonnes; }

    // Thousandths of tonnes, as exact as the report is.
    std::string figure(std::int64_t thousandths, bool kilotonnes) const {
        if (kilotonnes) return decimal(divided(thousandths, r_.digits == 3 ? 1'000 : 100'000), r_.digits);
        if (thousandths % 1'000 == 0) return std::to_string(thousandths / 1'000);
        return decimal(thousandths, 3);
    }
    std::string itmos(std::int64_t n) const { return figure(n * 1'000, itmos_in_kilotonnes()); }

    std::int64_t emissions(int y) const { return 60'000'000 + 1'000 * (y - 2021) * (1 + r_.party % 7); }
    std::string emissions_text(int y) const { return figure(emissions(y) * 1'000, r_.kilotonnes); }

    // Of the years up to this one, by vintage.
    std::int64_t average(int y) const {
        std::int64_t all = 0;
        for (int n = r_.ndc.first; n <= y; ++n) {
            auto const s = of_year(n);
            all += s.by_vintage - s.used;
        }
        return divided(all * 1'000, y - r_.ndc.first + 1);
    }

    std::vector<std::string> value_row(int y, sums const& s, std::int64_t cumulative) const {
        bool const averaging = p_.adjusts == method::averaging;
        std::int64_t const adjustments =
            averaging ? average(r_.latest_average ? r_.last_shown : y) : 1'000 * (s.by_vintage - s.used);
        std::string const adjusted = figure(adjustments, itmos_in_kilotonnes());
        std::string const trajectory = figure(trajectory_in(y) * 1'000'000, r_.kilotonnes);
        bool const known = y <= r_.inventory;
        return {std::to_string(y),
                p_.adjusts == method::trajectory ? trajectory : "",
                p_.multi_year() ? trajectory : "",
                known ? emissions_text(y) : "",
                itmos(s.first_transferred),
                itmos(s.for_oimp),
                itmos(s.used),
                itmos(s.net),
                averaging ? adjusted : "",
                adjusted,
                itmos(cumulative),
                known ? figure(emissions(y) * 1'000 + adjustments, r_.kilotonnes) : ""};
    }

    std::vector<std::string> metrics_of_party() const {
        std::vector<std::string> out;
        for (auto const a : known_approaches()) {
            auto const& metric = w_.approaches[a].non_ghg_metric;
            if (!metric.empty() && std::find(out.begin(), out.end(), metric) == out.end()) out.push_back(metric);
        }
        return out;
    }

    void add_metric(text_table& to, std::string const& metric) const {
        std::int64_t cumulative = 0;
        for (int y = r_.ndc.first; y <= r_.last_shown; ++y) {
            std::int64_t first = 0, used = 0;
            for (auto const n : actions_) {
                auto const& a = w_.actions[n];
                if (approach_of(a).non_ghg_metric != metric) continue;
                std::int64_t const quantity = a.size() * approach_of(a).thousandths_of_unit;
                if (is_first(a))
                    first += a.vintage == y ? quantity : 0;
                else
                    used += a.use_year == y ? quantity : 0;
            }
            // The contrary of the sign in tonnes.
            cumulative += used - first;
            std::int64_t const adjustments =
                p_.adjusts == method::averaging ? divided(cumulative, y - r_.ndc.first + 1) : used - first;
            std::int64_t const level = 5'000'000'000;
            to.rows.push_back({std::to_string(y), metric, decimal(level, 3), decimal(first, 3), decimal(used, 3),
                               decimal(adjustments, 3), decimal(level + adjustments, 3)});
        }
    }

    // --- what is said
    // -------------------------------------------------------------------------------------------------

    std::string method_text() const {
        return p_.adjusts == method::averaging    ? "averaging"
               : p_.adjusts == method::trajectory ? "trajectory"
                                                  : "multi-year trajectory";
    }

    std::vector<std::string> beginning() const {
        return {p_.code,
                std::to_string(r_.year),
                dsl::to_string(r_.submitted),
                "1.0",
                p_.multi_year() ? "multi-year" : "single-year",
                std::to_string(r_.ndc.first),
                std::to_string(r_.ndc.last),
                method_text()};
    }

    std::vector<std::string> header(bool other_purposes) const {
        auto out = beginning();
        for (std::string const& text :
             {std::to_string(r_.inventory), unit(r_.kilotonnes),
              std::string(r_.kilotonnes && r_.itmos_in_tonnes ? "t CO2 eq" : ""),
              std::string(!r_.says_basis  ? ""
                          : r_.by_vintage ? "vintage"
                                          : "year of first transfer"),
              std::string(!r_.says_apart ? ""
                          : r_.apart     ? "apart from first transferred"
                                         : "part of first transferred"),
              std::string(other_purposes ? "Those of Table 5 of the annual information." : "")})
            out.push_back(text);
        for (std::size_t n = out.size(); n < summary_fields.size(); ++n)
            out.push_back(std::string("Described in annex 4: ") + summary_fields[n] + '.');
        return out;
    }

    std::vector<std::string> annex_header(bool none_given, bool no_amounts) const {
        auto out = beginning();
        for (std::string const& text :
             {p_.name + " is a Party to the Paris Agreement.", std::string("The NDC is maintained."),
              std::string("A ministry authorizes."), std::string("Actions are recorded by serial number."),
              std::string("The inventory report is submitted with this report."), dsl::to_string(r_.submitted),
              std::to_string(r_.inventory), std::string("no"), std::string("Activities follow the long-term strategy."),
              std::string("Nothing has changed since the last report."),
              std::string(none_given ? "Nothing was authorized." : ""), std::string("Adjustments follow the guidance."),
              std::string("What was used is kept in an account from which nothing can be moved."),
              std::string(no_amounts ? "" : "t CO2 eq")})
            out.push_back(text);
        return out;
    }

    // Of those approaches on which the Party had reported.
    std::vector<std::uint32_t> known_approaches() const {
        std::vector<std::uint32_t> out;
        for (auto const& i : w_.reports)
            if (i.party == r_.party && i.minor == 0 && i.submitted <= r_.submitted)
                out.insert(out.end(), i.approaches.begin(), i.approaches.end());
        return out;
    }

    static std::vector<std::string> described(approach const& a) {
        std::vector<std::string> out{a.id};
        for (std::size_t n = 1; n < approach_fields.size(); ++n) {
            std::string_view const field = approach_fields[n];
            bool const conversion = field.starts_with("Conversion");
            bool const left_out = a.non_ghg ? field == "MeasurementInTonnes" : conversion;
            out.push_back(left_out ? "" : "Described in the annex: " + std::string(field) + '.');
        }
        return out;
    }

    text_table authorizations() const {
        text_table out{"ReportedAuthorizations", "ReportedAuthorization", &authorization_fields, {}};
        date const until = day_of(r_.year - 1, 12, 31);
        for (auto const& z : w_.authorizations) {
            if (z.giver != r_.party) continue;
            auto const& a = w_.approaches[z.approach];
            for (auto const& v : z.versions) {
                if (v.since > until) continue;
                std::string most;
                if (v.most) most = a.non_ghg ? decimal(*v.most * a.thousandths_of_unit, 3) : std::to_string(*v.most);
                out.rows.push_back({z.id, std::to_string(v.number), dsl::to_string(v.since), a.id, words(v.purposes),
                                    most, v.number > 1 ? "The terms were changed." : ""});
            }
        }
        return out;
    }

    text_table amounts() const {
        using key = std::tuple<int, std::string, std::string, std::string, std::string, std::string, int, std::string>;
        std::map<key, std::int64_t> sums;
        for (auto const n : actions_) {
            auto const& a = w_.actions[n];
            auto const& in = approach_of(a);
            std::string const sector = in.sectors.substr(0, in.sectors.find(','));
            std::string const host = w_.parties[w_.authorizations[a.authorization].giver].code;
            std::int64_t const quantity = in.non_ghg ? a.size() * in.thousandths_of_unit : a.size() * 1'000;
            int const y = !is_first(a) ? a.use_year : in.non_ghg ? a.vintage : year_of_transfer(a);
            if (y > r_.last_shown || y < r_.ndc.first) continue;
            auto const add = [&](char const* item, std::string const& user) {
                sums[{y, item, in.id, sector, host, user, int{a.vintage}, in.non_ghg_metric}] += quantity;
            };
            if (!is_first(a)) {
                add("used towards the NDC", p_.code);
                continue;
            }
            bool const other = counts_for_oimp(a) && !in.non_ghg;
            if (other) add("authorized for OIMP", "");
            if (!other || !r_.apart) add("first transferred", "");
        }
        text_table out{"BreakdownAmounts", "BreakdownAmount", &amount_fields, {}};
        for (auto const& [k, quantity] : sums)
            out.rows.push_back({std::to_string(std::get<0>(k)), std::get<1>(k), std::get<2>(k), std::get<3>(k),
                                std::get<4>(k), std::get<5>(k), std::to_string(std::get<6>(k)), std::get<7>(k),
                                quantity % 1'000 == 0 ? std::to_string(quantity / 1'000) : decimal(quantity, 3)});
        return out;
    }

    world const& w_;
    biennial_report const& r_;
    party const& p_;
    std::vector<std::uint32_t> actions_;
};

}  // namespace

text_filing summary_of(world const& w, biennial_report const& r) { return biennial_writer(w, r).summary(); }
text_filing annex_of(world const& w, biennial_report const& r) { return biennial_writer(w, r).annex(); }

}  // namespace a6::test_support::worlds
