// Faults in authorizations, in the units that ITMOs stand for, and in whole filings.

#include "tests/support/world_fault_planter.hpp"

#include <algorithm>
#include <set>

namespace a6::test_support::worlds {

namespace {

// Rows of Table 2 with the authorization, in filings that count.
struct listed {
    std::uint32_t filing = 0;
    std::uint32_t row = 0;  // from 1
    std::uint32_t version = 0;
};
std::vector<listed> listings(planter const& p, std::uint32_t z) {
    std::vector<listed> rows;
    for (std::uint32_t f = 0; f < p.w.filings.size(); ++f)
        for (std::uint32_t r = 0; !p.w.filings[f].superseded && r < p.w.filings[f].authorizations.size(); ++r)
            if (p.w.filings[f].authorizations[r].first == z)
                rows.push_back({f, r + 1, p.w.filings[f].authorizations[r].second});
    return rows;
}

// Every version allows one ITMO less than was first transferred over several years.
bool exceed(planter& p, std::uint32_t z) {
    std::int64_t sum = 0;
    std::set<int> years;
    for (auto const& s : p.actions)
        if (p.at(s).kind == action_kind::first_transfer && p.at(s).authorization == z) {
            sum += p.at(s).size();
            years.insert(p.filing_of(s).year);
        }
    auto const rows = listings(p, z);
    if (years.size() < 2 || rows.empty() || p.w.authorizations[z].versions.size() > 1) return false;
    for (auto& v : p.w.authorizations[z].versions) v.most = sum - 1;
    auto const last = std::max_element(rows.begin(), rows.end(), [&](auto const& a, auto const& b) {
        return p.w.filings[a.filing].year < p.w.filings[b.filing].year;
    });
    p.out.at = {p.w.filings[last->filing].name, "Authorizations", last->row};
    p.out.authorization = z;
    return true;
}

// Under the same approach an earlier filing defines it in the other way.
bool define_otherwise(planter& p, std::uint32_t z) {
    auto const rows = listings(p, z);
    auto const& all = p.w.authorizations;
    if (rows.empty() || !all[z].of_host || !for_oimp(all[z].versions.front().purposes) || all[z].versions.size() > 1)
        return false;
    int const first = p.w.filings[rows.front().filing].year;
    bool defined_before = false;
    for (std::uint32_t x = 0; x < all.size(); ++x) {
        if (x == z || all[x].giver != all[z].giver || all[x].approach != all[z].approach ||
            !for_oimp(all[x].versions.front().purposes) || all[x].versions.size() > 1)
            continue;
        for (auto const& r : listings(p, x)) defined_before = defined_before || p.w.filings[r.filing].year < first;
    }
    bool const acted_on =
        std::any_of(p.actions.begin(), p.actions.end(), [&](spot s) { return p.at(s).authorization == z; });
    if (!defined_before || acted_on) return false;
    char const* const other = all[z].first_transfer == definition::issuance ? "Authorization" : "Issuance";
    for (auto const& r : rows) {
        fault_place const at{p.w.filings[r.filing].name, "Authorizations", r.row};
        p.edit(at, "FirstTransferDefnForOIMP", other);
        (p.out.at.file.empty() ? p.out.at : p.out.against.emplace_back()) = at;
    }
    // Within a filing it is held against the first row of the approach, whichever that is.
    for (auto const& r : rows)
        for (std::uint32_t n = 0; n < p.w.filings[r.filing].authorizations.size(); ++n)
            p.out.against.push_back({p.w.filings[r.filing].name, "Authorizations", n + 1});
    p.out.authorization = z;
    return true;
}

std::string unit_text(approach const& a, std::int64_t unit) {
    std::string digits = std::to_string(unit);
    if (a.unit_padded && digits.size() < 9) digits.insert(0, 9 - digits.size(), '0');
    return a.unit_prefix + digits;
}

// A first transfer of which every later row keeps the bounds stands for the units of another one.
bool share_units(planter& p, std::uint32_t z, bool same_approach) {
    auto const& approach = p.approach_of(z);
    if (approach.underlying.empty()) return false;
    for (auto const& s : p.actions) {
        action const a = p.at(s);
        if (a.kind != action_kind::first_transfer || a.authorization != z) continue;
        for (auto const& o : p.actions) {
            action const b = p.at(o);
            auto const& other = p.approach_of(b.authorization);
            if (b.kind != action_kind::first_transfer || other.underlying.empty() || b.on.days <= a.on.days ||
                (same_approach ? !p.same_series(serials::of(a), {b.authorization, a.vintage, 0, 0})
                               : &other == &approach) ||
                p.overlap(serials::of(a), serials::of(b)) || b.size() > a.size())
                continue;
            auto const inside = [&](auto const& r) {
                return !p.overlap(serials::of(r), serials::of(b)) || (r.first >= b.first && r.last <= b.last);
            };
            bool const whole =
                std::all_of(p.actions.begin(), p.actions.end(), [&](spot x) { return inside(p.at(x)); }) &&
                std::all_of(p.holdings.begin(), p.holdings.end(), [&](spot x) { return inside(p.held_at(x)); });
            if (!whole) continue;
            auto const rename = [&](auto const& row, fault_place const& at) {
                if (!p.overlap(serials::of(row), serials::of(b))) return;
                std::int64_t const unit = a.first_unit + (row.first - b.first);
                p.edit(at, "UnderlyingUnitRegistryID", approach.underlying);
                p.edit(at, "UnderlyingUnitFirstUnitID", unit_text(approach, unit));
                p.edit(at, "UnderlyingUnitLastUnitID", unit_text(approach, unit + row.size() - 1));
            };
            for (auto const& x : p.actions) rename(p.at(x), p.place(x));
            for (auto const& x : p.holdings) rename(p.held_at(x), p.place(x, "Holdings"));
            p.concerns(b);
            p.out.at = p.place(o);
            p.out.against.push_back(p.place(s));
            return true;
        }
    }
    return false;
}

// Another content under the same version: without actions, holdings and authorizations, so that nothing else is told
// twice.
bool file_twice(planter& p, std::uint32_t n) {
    filing f = p.w.filings[n];
    if (!f.actions.empty() || !f.holdings.empty()) return false;
    f.submitted = date{f.submitted.days - 1};
    f.authorizations.clear();
    f.entities.clear();
    p.out.against.push_back(p.header(n));
    f.name = "again_" + f.name;
    p.out.at = {f.name, "Submission", 0};
    p.w.filings.push_back(f);
    return true;
}

std::uint32_t version_before(planter const& p, std::uint32_t n) {
    auto const& f = p.w.filings[n];
    for (std::uint32_t x = 0; x < p.w.filings.size(); ++x)
        if (p.w.filings[x].superseded && p.w.filings[x].party == f.party && p.w.filings[x].year == f.year) return x;
    return none;
}

bool date_version_earlier(planter& p, std::uint32_t n) {
    auto const before = version_before(p, n);
    if (before == none) return false;
    p.w.filings[n].submitted = date{p.w.filings[before].submitted.days - 5};
    p.out.at = p.header(n);
    return true;
}

bool skip_version(planter& p, std::uint32_t n) {
    if (version_before(p, n) == none) return false;
    p.w.filings[n].minor += 2;
    p.out.at = p.header(n);
    return true;
}

bool leave_year_out(planter& p, std::uint32_t n, bool first) {
    auto const& f = p.w.filings[n];
    auto const next = p.filing_of(f.party, f.year + 1);
    if (!f.actions.empty() || !f.holdings.empty() || !next || !p.w.parties[f.party].writes.repeats_authorizations ||
        f.submitted < day_of(2024, 11, 24) || first == p.filing_of(f.party, f.year - 1).has_value())
        return false;
    // Who neither authorized nor holds anything may have had nothing to report.
    auto const shows = first ? *next : *p.filing_of(f.party, f.year - 1);
    if (!first && p.w.filings[shows].authorizations.empty()) return false;
    p.out.at = p.header(shows);
    auto const who = f.party;
    auto const year = f.year;
    auto& all = p.w.filings;
    all.erase(std::remove_if(all.begin(), all.end(), [&](auto const& x) { return x.party == who && x.year == year; }),
              all.end());
    return true;
}

bool change_period(planter& p, std::uint32_t n) {
    auto const& f = p.w.filings[n];
    auto const now = p.w.parties[f.party].period_of(f.year);
    if (!p.filing_of(f.party, f.year - 1) || p.w.parties[f.party].period_of(f.year - 1).first != now.first ||
        now.last == f.year)
        return false;
    p.edit(p.header(n), "LastYearOfNDCPeriod", std::to_string(now.last - 1));
    p.out.at = p.header(n);
    return true;
}

// Filed anew years later, when it was long known who had used what was first transferred; and still nobody is named.
bool name_nobody(planter& p, std::uint32_t n) {
    auto& f = p.w.filings[n];
    for (std::uint32_t r = 0; r < f.actions.size(); ++r) {
        action const& a = p.w.actions[f.actions[r]];
        if (a.kind != action_kind::first_transfer || a.subtype != action_subtype::to_another_party) continue;
        for (auto const& s : p.actions) {
            action const& used = p.at(s);
            if (!planter::ends(used) || !p.overlap(serials::of(used), serials::of(a))) continue;
            date const later{day_of(dsl::year_of(p.filing_of(s).submitted) + 1, 6, 1)};
            if (later > p.w.as_of) continue;
            filing old = f;
            old.superseded = true;
            f.minor += 1;
            f.submitted = later;
            p.concerns(a);
            p.out.at = {f.name, "Actions", r + 1};
            old.name = "old_" + old.name;
            p.w.filings.push_back(old);
            return true;
        }
    }
    return false;
}

// The last report of a Party on an approach leaves out a Party that had reported before.
bool describe_approach_otherwise(planter& p) {
    for (auto const& r : p.w.reports) {
        if (r.superseded || r.minor > 0) continue;
        for (std::uint32_t n = 0; n < r.approaches.size(); ++n) {
            auto const& a = p.w.approaches[r.approaches[n]];
            for (auto const& x : p.w.reports) {
                if (x.superseded || x.party == r.party || x.submitted >= r.submitted || a.members.size() < 3 ||
                    std::find(x.approaches.begin(), x.approaches.end(), r.approaches[n]) == x.approaches.end())
                    continue;
                std::string text;
                for (auto const m : a.members)
                    if (m != x.party) text += (text.empty() ? "" : ", ") + p.w.parties[m].code;
                p.out.at = {r.name, "CooperativeApproaches", n + 1};
                p.edit(p.out.at, "ParticipatingParties", text);
                return true;
            }
        }
    }
    return false;
}

}  // namespace

bool plant_in_authorization(planter& p, fault kind, std::uint32_t authorization) {
    switch (kind) {
        case fault::quantity_exceeded: return exceed(p, authorization);
        case fault::definition_changed: return define_otherwise(p, authorization);
        case fault::units_under_two_blocks: return share_units(p, authorization, true);
        case fault::units_of_two_approaches: return share_units(p, authorization, false);
        default: return false;
    }
}

bool plant_in_filing(planter& p, fault kind, std::uint32_t filing) {
    switch (kind) {
        case fault::same_version_twice: return file_twice(p, filing);
        case fault::later_version_dated_earlier: return date_version_earlier(p, filing);
        case fault::version_left_out: return skip_version(p, filing);
        case fault::year_left_out: return leave_year_out(p, filing, false);
        case fault::first_year_left_out: return leave_year_out(p, filing, true);
        case fault::period_changed: return change_period(p, filing);
        case fault::user_never_named: return name_nobody(p, filing);
        case fault::approach_described_otherwise: return describe_approach_otherwise(p);
        default: return false;
    }
}

}  // namespace a6::test_support::worlds
