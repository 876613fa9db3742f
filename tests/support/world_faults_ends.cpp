// Faults in first transfers, uses, cancellations and holdings.

#include "tests/support/world_fault_planter.hpp"

#include <algorithm>

namespace a6::test_support::worlds {

namespace {

// Where the use or cancellation is the first transfer, and reported as both.
bool also_first_transfer(planter const& p, action const& a) {
    return std::any_of(p.actions.begin(), p.actions.end(), [&](spot o) {
        return p.at(o).subtype == action_subtype::use_or_cancellation &&
               p.overlap(serials::of(p.at(o)), serials::of(a));
    });
}

// Part of the block.
void take_part(planter& p, action& a) {
    std::int64_t const first = p.d.between(a.first, a.last - 1);
    a.last = p.d.between(first, a.last - 1);
    a.first_unit += first - a.first;
    a.first = first;
    a.quantity = a.size();
}

// Nothing else is wrong with an action of that day.
bool lawful_otherwise(planter const& p, action const& a) {
    auto const& z = p.w.authorizations[a.cited];
    auto const* v = z.on(a.on);
    if (v == nullptr || v->closes || dsl::year_of(a.on) > v->used.last || v->purposes != z.versions.front().purposes)
        return false;
    if (a.kind == action_kind::first_transfer && a.other != none && !p.covers(a.cited, a.other, a.on)) return false;
    auto const& who = p.w.parties[a.by];
    return a.kind != action_kind::use || a.use_year == 0 ||
           who.period_of(dsl::year_of(a.on)).first == who.period_of(a.vintage).first;
}

bool is_kind(action const& a, action_kind kind) {
    if (a.kind != kind || a.size() < 2) return false;
    return kind == action_kind::use
               ? a.use_year != 0
               : a.subtype == action_subtype::to_another_party || a.subtype == action_subtype::issuance;
}

// The same action once more, so many years later, by that Party.
bool again(planter& p, spot s, action a, int years) {
    int const year = dsl::year_of(p.at(s).on) + years;
    auto const filing = p.filing_of(a.by, year);
    date const from = years == 0 ? date{a.on.days + 1} : day_of(year, 1, 15);
    date const last = day_of(year, 12, 31);
    if (!filing || from > last) return false;
    a.on = date{p.d.between(from.days, last.days)};
    if (!lawful_otherwise(p, a)) return false;
    take_part(p, a);
    p.concerns(a);
    p.out.against.push_back(p.place(s));
    p.out.at = {p.w.filings[*filing].name, "Actions", p.add_row(*filing, a)};
    return true;
}

bool used_by_another(planter& p, spot s) {
    action a = p.at(s);
    if (!is_kind(a, action_kind::use)) return false;
    auto const other = p.third(a.authorization, {a.by}, a.on);
    if (!other || p.acts_on(*other, serials::of(a), 0, p.w.last_year())) return false;
    a.by = a.user = *other;
    a.cited = p.w.cited_by(a.by, a.authorization);
    a.entity = none;
    return again(p, s, a, p.d.between(0, 1));
}

bool cancel_after_use(planter& p, spot s) {
    action a = p.at(s);
    if (!is_kind(a, action_kind::use)) return false;
    a.kind = action_kind::cancellation;
    a.subtype = action_subtype::other_cancellations;
    a.use_year = 0;
    return again(p, s, a, p.d.between(0, 1));
}

bool use_too_early(planter& p, spot s) {
    action a = p.at(s);
    if (a.kind != action_kind::use || a.use_year == 0) return false;
    action const* got = nullptr;
    for (auto const& o : p.actions) {
        action const& b = p.at(o);
        if (o.filing == s.filing && o.row == s.row) continue;
        if (b.by != a.by || !p.overlap(serials::of(b), serials::of(a))) continue;
        if (got || b.kind != action_kind::acquisition || o.filing != s.filing) return false;
        got = &b;
        p.out.against = {p.place(o)};
    }
    if (!got || got->first > a.first || got->last < a.last) return false;
    date const on{got->on.days - p.d.between(1, 60)};
    if (dsl::year_of(on) != dsl::year_of(a.on) || !p.w.authorizations[a.cited].on(on)) return false;
    a.on = on;
    a.use_year = std::min<std::int16_t>(a.use_year, static_cast<std::int16_t>(dsl::year_of(on)));
    p.replace(s, a);
    p.concerns(a);
    p.out.at = p.place(s);
    return true;
}

bool use_for_another_period(planter& p, spot s) {
    action a = p.at(s);
    if (a.kind != action_kind::use || a.use_year == 0) return false;
    auto const now = p.w.parties[a.by].period_of(a.vintage);
    if (dsl::year_of(a.on) <= now.last) return false;
    a.use_year = static_cast<std::int16_t>(now.last + 1);
    p.replace(s, a);
    p.concerns(a);
    p.out.at = p.place(s);
    return true;
}

// Serials that nobody has made.
bool use_what_is_nowhere(planter& p, spot s) {
    action a = p.at(s);
    // Late in the last year a first transfer may still be reported for the next.
    if (!is_kind(a, action_kind::use) || a.by == p.giver_of(a.authorization) ||
        a.on.days + 31 > day_of(p.w.last_year(), 12, 31).days)
        return false;
    std::int64_t const first = p.beyond(serials::of(a)) + 100;
    a.first_unit += first - a.first;
    a.first = first;
    a.last = first + p.d.between(0, 40);
    a.quantity = a.size();
    p.concerns(a);
    p.out.at = {p.filing_of(s).name, "Actions", p.add_row(s.filing, a)};
    return true;
}

// Used, and transferred to another Party a year later, which acquires and holds it.
bool move_after_the_end(planter& p, spot s) {
    action a = p.at(s);
    if (!is_kind(a, action_kind::use)) return false;
    int const year = dsl::year_of(a.on) + 1;
    auto const filing = p.filing_of(a.by, year);
    if (!filing || year > p.w.last_year()) return false;
    date const on{p.d.between(day_of(year, 3, 1).days, day_of(year, 10, 31).days)};
    auto const to = p.third(a.authorization, {a.by}, on);
    if (!to || p.acts_on(*to, serials::of(a), 0, p.w.last_year())) return false;
    p.out.against.push_back(p.place(s));
    a.kind = action_kind::transfer;
    a.use_year = 0;
    a.user = a.entity = none;
    a.other = *to;
    a.on = on;
    p.send_on(a, *filing);
    return true;
}

// The first transfer gives another quantity than its serials, and a year later some are used all the same.
bool use_while_inconsistent(planter& p, spot s) {
    action const used = p.at(s);
    if (used.kind != action_kind::use || used.use_year == 0 || p.non_ghg(used.authorization) ||
        used.on < day_of(2024, 11, 24))
        return false;
    for (auto const& o : p.actions) {
        action a = p.at(o);
        if (a.kind != action_kind::first_transfer || !p.overlap(serials::of(a), serials::of(used)) ||
            p.filing_of(o).submitted > used.on || o.filing == s.filing)
            continue;
        a.quantity += 10;
        p.replace(o, a);
        p.concerns(used);
        p.out.at = p.place(s);
        return true;
    }
    return false;
}

holding of_action(planter const& p, action const& a, std::uint32_t who) {
    return {a.authorization, p.w.cited_by(who, a.authorization), a.vintage, a.first, a.last, a.first_unit, a.size()};
}

bool hold_again(planter& p, bool after_the_end) {
    for (auto const& s : p.actions) {
        action const a = p.at(s);
        if (after_the_end ? !planter::ends(a) || also_first_transfer(p, a) : !planter::leaves(a)) continue;
        int const year = p.d.between(dsl::year_of(a.on), p.w.last_year());
        auto const filing = p.filing_of(a.by, year);
        if (!filing || (!after_the_end && p.acts_on(a.by, serials::of(a), dsl::year_of(a.on) + 1, p.w.last_year())))
            continue;
        // Nor did it come back in the year itself.
        auto const back = std::any_of(p.actions.begin(), p.actions.end(), [&](spot o) {
            return p.at(o).by == a.by && p.at(o).on > a.on && p.overlap(serials::of(p.at(o)), serials::of(a));
        });
        if (back) continue;
        holding h = of_action(p, a, a.by);
        h.last = p.d.between(a.first, a.last);
        h.quantity = h.size();
        p.out.at = {p.w.filings[*filing].name, "Holdings", p.add_row(*filing, h)};
        p.out.against.push_back(p.place(s));
        p.concerns(h);
        return true;
    }
    return false;
}

bool hold_elsewhere_too(planter& p, spot s) {
    holding h = p.held_at(s);
    int const year = p.filing_of(s).year;
    auto const other = p.third(h.authorization, {p.filing_of(s).party}, day_of(year, 12, 31));
    if (!other || p.acts_on(*other, serials::of(h), 0, p.w.last_year())) return false;
    h.cited = p.w.cited_by(*other, h.authorization);
    auto const filing = *p.filing_of(*other, year);
    p.concerns(h);
    p.out.at = {p.w.filings[filing].name, "Holdings", p.add_row(filing, h)};
    p.out.against.push_back(p.place(s, "Holdings"));
    return true;
}

bool hold_what_is_nowhere(planter& p, spot s) {
    holding h = p.held_at(s);
    if (p.filing_of(s).party == p.giver_of(h.authorization)) return false;
    std::int64_t const first = p.beyond(serials::of(h)) + 100;
    h.first_unit += first - h.first;
    h.first = first;
    h.last = first + p.d.between(0, 40);
    h.quantity = h.size();
    p.concerns(h);
    p.out.at = {p.filing_of(s).name, "Holdings", p.add_row(s.filing, h)};
    return true;
}

// First transferred by being authorized: whether it has occurred, and is held, no filing says.
bool reported_ahead(planter const& p, holding const& h) {
    return std::any_of(p.actions.begin(), p.actions.end(), [&](spot o) {
        return p.at(o).subtype == action_subtype::authorization && p.overlap(serials::of(p.at(o)), serials::of(h));
    });
}

// In one year, or from one year on for as long as it is held.
bool drop(planter& p, spot s, bool for_good) {
    holding const h = p.held_at(s);
    auto const who = p.filing_of(s).party;
    int const year = p.filing_of(s).year;
    if (reported_ahead(p, h) || (for_good && !p.holds(who, serials::of(h), year - 1))) return false;
    p.concerns(h);
    p.out.at = p.header(s.filing);
    for (int y = year; y <= (for_good ? p.w.last_year() : year); ++y) {
        auto const filing = p.filing_of(who, y);
        if (!filing) continue;
        auto& rows = p.w.filings[*filing].holdings;
        rows.erase(std::remove_if(rows.begin(), rows.end(),
                                  [&](auto const& r) { return p.overlap(serials::of(r), serials::of(h)); }),
                   rows.end());
    }
    return true;
}

// Long held, and one year called something else.
bool describe_otherwise(planter& p, spot s) {
    holding const& h = p.held_at(s);
    auto const who = p.filing_of(s).party;
    int const year = p.filing_of(s).year;
    if (!p.acts_on(who, serials::of(h), 0, year - 1) || p.acts_on(who, serials::of(h), year, year) ||
        p.of_both_kinds(h.authorization))
        return false;
    p.edit(p.place(s, "Holdings"), "MitigationType", p.of_other_kind(h.authorization));
    p.concerns(h);
    p.out.at = p.place(s, "Holdings");
    return true;
}

}  // namespace

bool plant_in_end(planter& p, fault kind, spot s) {
    auto const repeat = [&](action_kind what, int years) {
        return is_kind(p.at(s), what) && again(p, s, p.at(s), years);
    };
    switch (kind) {
        case fault::first_transferred_twice: return repeat(action_kind::first_transfer, 0);
        case fault::first_transferred_twice_over_years: return repeat(action_kind::first_transfer, 1);
        case fault::used_twice: return repeat(action_kind::use, 0);
        case fault::used_twice_over_years: return repeat(action_kind::use, 1);
        case fault::used_by_two_parties: return used_by_another(p, s);
        case fault::cancelled_after_use: return cancel_after_use(p, s);
        case fault::used_before_acquired: return use_too_early(p, s);
        case fault::used_outside_the_period: return use_for_another_period(p, s);
        case fault::never_first_transferred: return use_what_is_nowhere(p, s);
        case fault::moved_after_the_end: return move_after_the_end(p, s);
        case fault::used_while_inconsistent: return use_while_inconsistent(p, s);
        default: return false;
    }
}

bool plant_in_holding(planter& p, fault kind, spot s) {
    switch (kind) {
        case fault::held_after_the_end: return hold_again(p, true);
        case fault::held_after_transfer: return hold_again(p, false);
        case fault::held_by_two: return hold_elsewhere_too(p, s);
        case fault::held_from_nowhere: return hold_what_is_nowhere(p, s);
        case fault::holding_lost: return drop(p, s, false);
        case fault::holding_not_rolled_forward: return drop(p, s, true);
        case fault::description_changed: return describe_otherwise(p, s);
        default: return false;
    }
}

}  // namespace a6::test_support::worlds
