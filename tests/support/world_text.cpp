#include "tests/support/world_text.hpp"

#include <stdexcept>

namespace a6::test_support::worlds {

namespace {

using fields = std::vector<char const*>;

fields const submission_fields{"ParticipatingParty",   "SubmissionVersion",           "ReportedYear",
                               "DateOfSubmission",     "ReviewStatusOfInitialReport", "ResultOfConsistencyCheck",
                               "FirstYearOfNDCPeriod", "LastYearOfNDCPeriod",         "ReferenceToTerReport"};
fields const authorization_fields{"AuthorizationID",
                                  "DateOfAuthorization",
                                  "CooperativeApproachID",
                                  "AuthorizationVersion",
                                  "AuthorizedQuantity",
                                  "Metric",
                                  "GWPValues",
                                  "NonGHGMetric",
                                  "Sectors",
                                  "ActivityType",
                                  "PurposeForAuthorization",
                                  "AuthorizedPartyIDs",
                                  "AuthorizedEntityIDs",
                                  "OIMPAuthorized",
                                  "AuthorizedTimeframe",
                                  "AuthorizationTCs",
                                  "FirstTransferDefnForOIMP"};
fields const action_fields{"ActionDateTime",
                           "ActionType",
                           "ActionSubtype",
                           "CooperativeApproachID",
                           "AuthorizationID",
                           "FirstTransferringPartyID",
                           "PartyITMORegistryID",
                           "FirstID",
                           "LastID",
                           "UnderlyingUnitRegistryID",
                           "UnderlyingUnitFirstUnitID",
                           "UnderlyingUnitLastUnitID",
                           "Metric",
                           "GWPValues",
                           "NonGHGMetric",
                           "QuantityCO2",
                           "QuantityNonGHG",
                           "MitigationType",
                           "Vintage",
                           "TransferringPartyID",
                           "AcquiringPartyID",
                           "PurposeITMOUsedForOIMP",
                           "UsingCancellingPartyID",
                           "UsingCancellingEntityID",
                           "YearITMOUsedTowardsNDC"};
fields const holding_fields{"CooperativeApproachID",
                            "AuthorizationID",
                            "FirstTransferringPartyID",
                            "PartyITMORegistryID",
                            "FirstID",
                            "LastID",
                            "UnderlyingUnitRegistryID",
                            "UnderlyingUnitFirstUnitID",
                            "UnderlyingUnitLastUnitID",
                            "Metric",
                            "GWPValues",
                            "NonGHGMetric",
                            "QuantityCO2",
                            "QuantityNonGHG",
                            "MitigationType",
                            "Vintage"};
fields const entity_fields{"DateOfAuthorization", "AuthorizedEntityName",  "AuthorizedEntityCountryOfIncorporation",
                           "AuthorizedEntityID",  "CooperativeApproachID", "AuthorizedEntityConditions"};

char const* words(action_kind k) {
    switch (k) {
        case action_kind::first_transfer: return "First transfer";
        case action_kind::transfer: return "Transfer";
        case action_kind::acquisition: return "Acquisition";
        case action_kind::use: return "Use";
        case action_kind::cancellation: return "Cancellation";
        case action_kind::voluntary_cancellation: return "Voluntary Cancellation";
        case action_kind::authorization: return "Authorization";
    }
    return "";
}

char const* words(action_subtype s) {
    switch (s) {
        case action_subtype::none: return "";
        case action_subtype::to_another_party: return "First transfer to another Party";
        case action_subtype::authorization: return "Authorization";
        case action_subtype::issuance: return "Issuance";
        case action_subtype::use_or_cancellation: return "Use or cancellation";
        case action_subtype::mandatory_adaptation: return "Mandatory transfer to the Adaptation Fund (A6.4 ERs)";
        case action_subtype::voluntary_adaptation: return "Voluntary transfer to the Adaptation Fund (A6.4 ERs)";
        case action_subtype::mandatory_omge: return "Mandatory cancellation to deliver OMGE";
        case action_subtype::voluntary_omge: return "Voluntary cancellation to deliver OMGE";
        case action_subtype::other_cancellations: return "Other cancellations";
    }
    return "";
}

char const* words(definition d) {
    switch (d) {
        case definition::authorization: return "Authorization";
        case definition::issuance: return "Issuance";
        case definition::use_or_cancellation: return "Use or cancellation";
    }
    return "";
}

std::string two_digits(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::string with_commas(std::int64_t n) {
    std::string out = std::to_string(n);
    for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, 1, ',');
    return out;
}

// 152500 thousandths: 152.5
std::string from_thousandths(std::int64_t n) {
    std::string out = std::to_string(n / 1000);
    if (n % 1000 == 0) return out;
    std::string rest = std::to_string(1000 + n % 1000).substr(1);
    while (rest.back() == '0') rest.pop_back();
    return out + '.' + rest;
}

class writer {
public:
    writer(world const& w, std::uint32_t party) : w_(w), p_(w.parties[party]), party_(party) {}

    std::string day(date d) const {
        if (!p_.writes.day_month_year) return dsl::to_string(d);
        return two_digits(dsl::day_of(d)) + '/' + two_digits(dsl::month_of(d)) + '/' + std::to_string(dsl::year_of(d));
    }
    std::string moment(date d) const { return p_.writes.date_times ? dsl::to_string(d) + "T09:30:00.000Z" : day(d); }
    // Where nothing applies.
    std::string nothing() const { return p_.writes.writes_na ? "NA" : ""; }
    std::string or_nothing(std::string text) const { return text.empty() ? nothing() : text; }

    std::string parties(std::vector<std::uint32_t> const& list) const {
        std::string out;
        for (auto const p : list) out += (out.empty() ? "" : ", ") + w_.parties[p].code;
        return out;
    }

    std::vector<std::string> submission(filing const& f) const {
        auto const now = p_.period_of(f.year);
        bool const keeps = p_.writes.keeps_placeholders;
        std::string const filled = keeps ? "{Information in this field is populated by the CARP}" : "";
        return {p_.writes.shown_by_name ? p_.name : p_.code,
                std::to_string(f.major) + '.' + std::to_string(f.minor),
                std::to_string(f.year),
                day(f.submitted),
                filled,
                filled,
                std::to_string(now.first),
                std::to_string(now.last),
                keeps ? "{Link to be produced by the CARP}" : ""};
    }

    std::vector<std::string> authorized(authorization const& z, authorization_version const& v) const {
        auto const& a = w_.approaches[z.approach];
        std::string most;
        if (v.most) most = a.non_ghg ? from_thousandths(*v.most * a.thousandths_of_unit) : std::to_string(*v.most);
        std::string list = parties(v.parties);
        if (list.empty()) list = v.any_in_words ? "Any" : nothing();
        std::string entities;
        for (auto const e : z.entities) entities += (entities.empty() ? "" : ", ") + w_.entities[e].number;
        bool const other = for_oimp(v.purposes);
        return {z.id,
                day(v.since),
                a.id,
                std::to_string(v.number),
                most,
                a.non_ghg ? "non-GHG" : "GHG",
                or_nothing(a.gwp),
                or_nothing(a.non_ghg_metric),
                a.sectors,
                or_nothing(a.activities),
                words(v.purposes),
                list,
                or_nothing(entities),
                other ? z.oimp : nothing(),
                or_nothing(timeframe(v)),
                v.terms ? "May be changed by a further version until the first transfer." : nothing(),
                other ? words(z.first_transfer) : nothing()};
    }

    // The columns that actions and holdings share.
    struct block {
        std::uint32_t authorization;
        std::uint32_t cited;
        int vintage;
        std::int64_t first;
        std::int64_t last;
        std::int64_t first_unit;
        std::int64_t quantity;
    };

    template <class Row>
    static block of(Row const& r) {
        return {r.authorization, r.cited, r.vintage, r.first, r.last, r.first_unit, r.quantity};
    }

    std::vector<std::string> columns(block const& b) const {
        auto const& z = w_.authorizations[b.authorization];
        auto const& a = w_.approaches[z.approach];
        auto const unit = [&](std::int64_t serial) {
            std::string digits = std::to_string(b.first_unit + (serial - b.first));
            if (a.unit_padded && digits.size() < 9) digits.insert(0, 9 - digits.size(), '0');
            return a.unit_prefix + digits;
        };
        bool const units = !a.underlying.empty();
        return {a.id,
                w_.authorizations[b.cited].id,
                w_.parties[z.giver].code,
                a.registries.at(party_),
                identifier(w_, party_, b.authorization, b.vintage, b.first),
                identifier(w_, party_, b.authorization, b.vintage, b.last),
                units ? a.underlying : nothing(),
                units ? unit(b.first) : nothing(),
                units ? unit(b.last) : nothing(),
                a.non_ghg ? "non-GHG" : "GHG",
                or_nothing(a.gwp),
                or_nothing(a.non_ghg_metric),
                from_thousandths(b.quantity * a.thousandths_of_tonne),
                a.non_ghg ? from_thousandths(b.quantity * a.thousandths_of_unit) : nothing(),
                a.mitigation,
                std::to_string(b.vintage)};
    }

    std::vector<std::string> acted(action const& a) const {
        std::vector<std::string> out{moment(a.on), words(a.kind), or_nothing(words(a.subtype))};
        for (auto& text : columns(of(a))) out.push_back(std::move(text));
        bool const acquired = a.kind == action_kind::acquisition;
        auto const code = [&](std::uint32_t p) { return p == none ? nothing() : w_.parties[p].code; };
        out.push_back(acquired ? code(a.other) : nothing());
        out.push_back(acquired ? nothing() : code(a.other));
        if (a.for_oimp)
            out.push_back(w_.authorizations[a.authorization].oimp);
        else
            out.push_back(a.use_year != 0 && p_.writes.says_ndc ? "NDC" : nothing());
        out.push_back(code(a.user));
        out.push_back(a.entity == none ? nothing() : w_.entities[a.entity].number);
        out.push_back(a.use_year == 0 ? nothing() : std::to_string(a.use_year));
        return out;
    }

    std::vector<std::string> described(entity const& e) const {
        return {day(e.since),
                e.name,
                p_.writes.shown_by_name ? w_.parties[e.country].name : w_.parties[e.country].code,
                e.number,
                w_.approaches[e.approach].id,
                or_nothing("")};
    }

private:
    static std::string timeframe(authorization_version const& v) {
        auto const both = [](period p) { return "from " + std::to_string(p.first) + " to " + std::to_string(p.last); };
        switch (v.form) {
            case timeframe_form::none: return "";
            case timeframe_form::unlabelled:
                return std::to_string(v.occurs.first) + " - " + std::to_string(v.occurs.last);
            case timeframe_form::occurrence: return "Occurred: " + both(v.occurs);
            case timeframe_form::use: return "Use: " + both(v.used);
            case timeframe_form::both: return "Occurred: " + both(v.occurs) + ". Use: " + both(v.used);
        }
        return "";
    }

    world const& w_;
    party const& p_;
    std::uint32_t party_;
};

void escape_into(std::string& out, std::string const& text) {
    for (char const c : text) switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += c;
        }
}

void fields_into(std::string& out, text_table const& t, std::vector<std::string> const& row) {
    for (std::size_t f = 0; f < row.size(); ++f) {
        if (row[f].empty()) continue;
        out += '<';
        out += (*t.fields)[f];
        out += '>';
        escape_into(out, row[f]);
        out += "</";
        out += (*t.fields)[f];
        out += ">\n";
    }
}

}  // namespace

char const* words(purpose p) {
    switch (p) {
        case purpose::ndc: return "NDC";
        case purpose::oimp: return "OIMP";
        case purpose::imp: return "IMP";
        case purpose::op: return "OP";
        case purpose::ndc_and_oimp: return "NDC and OIMP";
        case purpose::ndc_and_imp: return "NDC and IMP";
        case purpose::ndc_and_op: return "NDC and OP";
    }
    return "";
}

text_table& text_filing::table(std::string const& name) {
    for (auto& t : tables)
        if (t.name == name) return t;
    throw std::invalid_argument("no table " + name);
}

std::string identifier(world const& w, std::uint32_t party, std::uint32_t of, int vintage, std::int64_t serial) {
    auto const& habits = w.parties[party].writes;
    auto const& z = w.authorizations[of];
    std::string const number = habits.commas ? with_commas(serial) : std::to_string(serial);
    if (z.giver == party ? habits.bare_numbers : habits.bare_elsewhere) return number;
    return w.approaches[z.approach].id + '-' + w.registry_of_origin(of) + '-' + w.parties[z.giver].code + '-' + number +
           '-' + std::to_string(vintage);
}

std::string range(world const& w, std::uint32_t of, int vintage, std::int64_t first, std::int64_t last) {
    auto const& z = w.authorizations[of];
    return w.approaches[z.approach].id + '-' + w.registry_of_origin(of) + '-' + w.parties[z.giver].code + '-' +
           std::to_string(first) + (last > first ? ".." + std::to_string(last) : "") + '-' + std::to_string(vintage);
}

text_filing texts_of(world const& w, filing const& f) {
    writer const say(w, f.party);
    text_filing out;
    out.file = f.name;
    out.report = "AnnualInformation";
    out.tables.push_back({"Submission", "", &submission_fields, {say.submission(f)}});
    text_table authorizations{"Authorizations", "Authorization", &authorization_fields, {}};
    for (auto const& [z, v] : f.authorizations)
        authorizations.rows.push_back(say.authorized(w.authorizations[z], w.authorizations[z].versions[v]));
    text_table actions{"Actions", "Action", &action_fields, {}};
    for (auto const a : f.actions) actions.rows.push_back(say.acted(w.actions[a]));
    text_table holdings{"Holdings", "Holding", &holding_fields, {}};
    for (auto const& h : f.holdings) holdings.rows.push_back(say.columns(writer::of(h)));
    text_table entities{"AuthorizedEntities", "AuthorizedEntity", &entity_fields, {}};
    for (auto const e : f.entities) entities.rows.push_back(say.described(w.entities[e]));
    for (auto* t : {&authorizations, &actions, &holdings, &entities}) out.tables.push_back(std::move(*t));
    return out;
}

std::vector<text_filing> texts_of(world const& w) {
    std::vector<text_filing> out;
    if (w.made_with.initial_reports)
        for (auto const& r : w.reports) out.push_back(texts_of(w, r));
    for (auto const& r : w.biennial) {
        out.push_back(summary_of(w, r));
        out.push_back(annex_of(w, r));
    }
    for (auto const& f : w.filings) out.push_back(texts_of(w, f));
    return out;
}

std::string xml_of(text_filing const& f) {
    std::string out = "<filing xmlns=\"urn:a6check:filing:1\"><" + f.report + ">\n";
    for (std::size_t n = 0; n < f.tables.size(); ++n) {
        auto const& t = f.tables[n];
        bool const bare = n == 0 && f.inline_header;
        if (!bare) out += '<' + t.name + ">\n";
        for (auto const& row : t.rows) {
            if (!t.row.empty()) out += '<' + t.row + ">\n";
            fields_into(out, t, row);
            if (!t.row.empty()) out += "</" + t.row + ">\n";
        }
        if (!bare) out += "</" + t.name + ">\n";
    }
    return out + "</" + f.report + "></filing>\n";
}

}  // namespace a6::test_support::worlds
