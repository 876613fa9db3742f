// Faults in transfers and in the acquisitions on their other side.

#include "tests/support/world_fault_planter.hpp"

#include <algorithm>

namespace a6::test_support::worlds {

namespace {

// Found at the row itself or at one of the rows on its other side.
bool told_on_both_sides(planter& p, spot s, std::vector<spot> const& others) {
    p.out.at = p.place(s);
    for (auto const& o : others) p.out.against.push_back(p.place(o));
    p.concerns(p.at(s));
    return true;
}

// Late in the last year the other side may still be reported for the next.
bool too_late(planter const& p, date on) { return on.days + 31 > day_of(p.w.last_year(), 12, 31).days; }

bool change_quantity(planter& p, spot s, bool non_ghg) {
    action a = p.at(s);
    if (p.non_ghg(a.authorization) != non_ghg) return false;
    if (non_ghg ? a.kind != action_kind::acquisition : !planter::leaves(a) && a.kind != action_kind::acquisition)
        return false;
    auto const others = p.other_side(a);
    // As one transfer, of no more and no less.
    if (others.empty() ||
        (non_ghg && (others.size() > 1 || p.at(others[0]).first != a.first || p.at(others[0]).last != a.last)))
        return false;
    a.quantity += p.d.percent(50) || a.quantity < 10 ? p.d.between(1, 50) : -p.d.between(1, 9);
    p.replace(s, a);
    return told_on_both_sides(p, s, others);
}

bool make_smaller(planter& p, spot s, bool acquisition) {
    action a = p.at(s);
    if (acquisition ? a.kind != action_kind::acquisition : !planter::leaves(a)) return false;
    auto const others = p.other_side(a);
    if (others.size() != 1 || a.size() < 2 || too_late(p, a.on) || too_late(p, p.at(others[0]).on)) return false;
    a.last -= p.d.between(std::int64_t{1}, std::min<std::int64_t>(40, a.size() - 1));
    a.quantity = a.size();
    p.replace(s, a);
    return told_on_both_sides(p, s, others);
}

bool leave_out(planter& p, spot s, action_kind kind) {
    action const a = p.at(s);
    if (a.kind != kind || (kind != action_kind::acquisition && !planter::leaves(a))) return false;
    auto const others = p.other_side(a);
    if (others.size() != 1 || too_late(p, p.at(others.front()).on)) return false;
    p.out.at = p.place(others.front());
    p.concerns(a);
    p.remove(s);
    return true;
}

bool name_another(planter& p, spot s, bool acquisition) {
    action a = p.at(s);
    if (acquisition ? a.kind != action_kind::acquisition : !planter::leaves(a)) return false;
    auto const others = p.other_side(a);
    auto const other = p.third(a.authorization, {a.by, a.other}, a.on);
    if (others.size() != 1 || !other || too_late(p, a.on) || too_late(p, p.at(others[0]).on)) return false;
    a.other = *other;
    p.replace(s, a);
    return told_on_both_sides(p, s, others);
}

// The acquirer takes the outcomes for those of another year or Party.
bool change_identity(planter& p, spot s, bool vintage) {
    action a = p.at(s);
    auto const others = p.other_side(a);
    if (a.kind != action_kind::acquisition || others.size() != 1 || too_late(p, a.on)) return false;
    if (vintage) {
        auto const* v = p.w.authorizations[a.cited].on(a.on);
        if (a.vintage <= 2021 || a.vintage - 1 < v->occurs.first) return false;
        a.vintage = static_cast<std::int16_t>(a.vintage - 1);
    } else {
        auto const& z = p.w.authorizations;
        std::uint32_t other = none;
        for (std::uint32_t n = 0; n < z.size(); ++n)
            if (z[n].of_host && z[n].approach == z[a.authorization].approach &&
                z[n].giver != z[a.authorization].giver && z[n].giver != a.by && p.covers(n, a.by, a.on))
                other = n;
        if (other == none) return false;
        a.authorization = other;
        a.cited = p.w.cited_by(a.by, other);
    }
    // Nothing real must bear that name.
    for (auto const& l : p.w.lots)
        if (p.overlap(serials::of(l), serials::of(a))) return false;
    p.replace(s, a);
    return told_on_both_sides(p, s, others);
}

bool date_later(planter& p, spot s) {
    action a = p.at(s);
    auto const others = p.other_side(a);
    if (a.kind != action_kind::acquisition || others.size() != 1) return false;
    int const year = dsl::year_of(a.on);
    std::int64_t const from = p.at(others[0]).on.days + 32;
    if (from > day_of(year, 12, 31).days) return false;
    // Nothing happens to them in between.
    for (auto const& o : p.actions)
        if ((o.filing != s.filing || o.row != s.row) && p.overlap(serials::of(p.at(o)), serials::of(a)) &&
            p.at(o).on >= a.on)
            return false;
    a.on = date{static_cast<std::int32_t>(p.d.between(from, std::int64_t{day_of(year, 12, 31).days}))};
    p.replace(s, a);
    return told_on_both_sides(p, s, others);
}

bool describe_otherwise(planter& p, spot s) {
    action const& a = p.at(s);
    if (a.kind != action_kind::acquisition || p.other_side(a).empty() || p.of_both_kinds(a.authorization)) return false;
    p.edit(p.place(s), "MitigationType", p.of_other_kind(a.authorization));
    return told_on_both_sides(p, s, p.other_side(a));
}

// What went to one Party goes to another a year later; the second acquires it in good faith.
bool send_again(planter& p, spot s) {
    action a = p.at(s);
    if (!planter::leaves(a) || p.other_side(a).empty()) return false;
    int const year = dsl::year_of(a.on) + 1;
    auto const filing = p.filing_of(a.by, year);
    if (!filing || p.acts_on(a.by, serials::of(a), year, p.w.last_year()) || p.holds(a.by, serials::of(a), year - 1))
        return false;
    date const on{p.d.between(day_of(year, 3, 1).days, day_of(year, 10, 31).days)};
    auto const to = p.third(a.authorization, {a.by, a.other}, on);
    if (!to || p.acts_on(*to, serials::of(a), 0, p.w.last_year())) return false;
    a.kind = action_kind::transfer;
    a.subtype = action_subtype::none;
    a.cited = p.w.cited_by(a.by, a.authorization);
    a.on = on;
    a.other = *to;
    p.send_on(a, *filing);
    return true;
}

bool acquire_too_early(planter& p, spot s) {
    action a = p.at(s);
    auto const others = p.other_side(a);
    if (a.kind != action_kind::acquisition || others.size() != 1) return false;
    action const& sent = p.at(others[0]);
    date const since = p.w.authorizations[sent.authorization].versions.front().since;
    int const days = p.d.between(1, 10);
    if (sent.kind != action_kind::first_transfer || sent.on.days - since.days + days > 31 ||
        a.cited != a.authorization || dsl::year_of(date{since.days - days}) != dsl::year_of(a.on))
        return false;
    a.on = date{since.days - days};
    p.replace(s, a);
    return told_on_both_sides(p, s, others);
}

}  // namespace

bool plant_in_transfer(planter& p, fault kind, spot s) {
    switch (kind) {
        case fault::quantity_of_one_side: return change_quantity(p, s, false);
        case fault::non_ghg_amounts_differ: return change_quantity(p, s, true);
        case fault::transfer_too_small: return make_smaller(p, s, false);
        case fault::acquisition_too_small: return make_smaller(p, s, true);
        case fault::transfer_left_out: return leave_out(p, s, action_kind::transfer);
        case fault::first_transfer_left_out: return leave_out(p, s, action_kind::first_transfer);
        case fault::acquisition_left_out: return leave_out(p, s, action_kind::acquisition);
        case fault::wrong_acquirer_named: return name_another(p, s, false);
        case fault::wrong_source_named: return name_another(p, s, true);
        case fault::vintage_changed_on_the_way: return change_identity(p, s, true);
        case fault::host_changed_on_the_way: return change_identity(p, s, false);
        case fault::dates_apart: return date_later(p, s);
        case fault::described_otherwise: return describe_otherwise(p, s);
        case fault::sent_without_holding: return send_again(p, s);
        case fault::acquired_before_authorization: return acquire_too_early(p, s);
        default: return false;
    }
}

}  // namespace a6::test_support::worlds
