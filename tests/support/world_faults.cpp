#include "tests/support/world_fault_planter.hpp"

#include <algorithm>
#include <stdexcept>

namespace a6::test_support::worlds {

namespace {

// Which of the functions plants it.
enum class where : std::uint8_t { transfer, end, holding, authorization, filing };
where place_of(fault f) {
    if (f < fault::first_transferred_twice) return where::transfer;
    if (f < fault::held_after_the_end) return where::end;
    if (f < fault::quantity_exceeded) return where::holding;
    return f < fault::same_version_twice ? where::authorization : where::filing;
}

template <class Item, class Plant>
bool anywhere(std::vector<Item> const& items, Plant plant) {
    return std::any_of(items.begin(), items.end(), plant);
}

}  // namespace

planter::planter(world& world, dice& dice) : w(world), d(dice) {
    for (std::uint32_t f = 0; f < w.filings.size(); ++f) {
        if (w.filings[f].superseded) continue;
        for (std::uint32_t r = 0; r < w.filings[f].actions.size(); ++r) actions.push_back({f, r});
        for (std::uint32_t r = 0; r < w.filings[f].holdings.size(); ++r) holdings.push_back({f, r});
    }
    d.shuffle(actions);
    d.shuffle(holdings);
}

std::vector<spot> planter::other_side(action const& a) const {
    std::vector<spot> rows;
    for (auto const& s : actions) {
        action const& b = at(s);
        bool const sides = a.kind == action_kind::acquisition ? leaves(b) : b.kind == action_kind::acquisition;
        if (sides && b.by == a.other && b.other == a.by && overlap(serials::of(a), serials::of(b)) &&
            std::abs(b.on.days - a.on.days) <= 15)
            rows.push_back(s);
    }
    return rows;
}

bool planter::acts_on(std::uint32_t party, serials const& s, int first, int last) const {
    return anywhere(actions, [&](spot o) {
        return at(o).by == party && filing_of(o).year >= first && filing_of(o).year <= last &&
               overlap(serials::of(at(o)), s);
    });
}

bool planter::holds(std::uint32_t party, serials const& s, int year) const {
    return anywhere(holdings, [&](spot o) {
        return filing_of(o).party == party && filing_of(o).year == year && overlap(serials::of(held_at(o)), s);
    });
}

std::optional<std::uint32_t> planter::filing_of(std::uint32_t party, int year) const {
    for (std::uint32_t f = 0; f < w.filings.size(); ++f)
        if (!w.filings[f].superseded && w.filings[f].party == party && w.filings[f].year == year) return f;
    return std::nullopt;
}

bool planter::covers(std::uint32_t authorization, std::uint32_t party, date on) const {
    auto const* v = w.authorizations[authorization].on(on);
    return v != nullptr && !v->closes &&
           (v->parties.empty() || std::find(v->parties.begin(), v->parties.end(), party) != v->parties.end());
}

std::int64_t planter::beyond(serials const& s) const {
    std::int64_t last = 0;
    for (auto const& l : w.lots)
        if (same_series(serials::of(l), s)) last = std::max(last, l.last);
    return last + 1;
}

std::optional<std::uint32_t> planter::third(std::uint32_t authorization, std::initializer_list<std::uint32_t> but,
                                            date on) const {
    for (auto const m : approach_of(authorization).members)
        if (std::find(but.begin(), but.end(), m) == but.end() && m != giver_of(authorization) &&
            covers(authorization, m, on) && filing_of(m, dsl::year_of(on)))
            return m;
    return std::nullopt;
}

std::uint32_t planter::add_row(std::uint32_t filing, action const& a) {
    auto& rows = w.filings[filing].actions;
    rows.push_back(static_cast<std::uint32_t>(w.actions.size()));
    w.actions.push_back(a);
    return static_cast<std::uint32_t>(rows.size());
}

std::uint32_t planter::add_row(std::uint32_t filing, holding const& h) {
    auto& rows = w.filings[filing].holdings;
    rows.push_back(h);
    return static_cast<std::uint32_t>(rows.size());
}

void planter::replace(spot s, action const& a) {
    w.filings[s.filing].actions[s.row] = static_cast<std::uint32_t>(w.actions.size());
    w.actions.push_back(a);
}

void planter::remove(spot s) {
    auto& rows = w.filings[s.filing].actions;
    rows.erase(rows.begin() + s.row);
}

void planter::hold_from(std::uint32_t party, int year, action const& a) {
    for (int y = year; y <= w.last_year(); ++y)
        if (auto const f = filing_of(party, y))
            add_row(*f, holding{a.authorization, w.cited_by(party, a.authorization), a.vintage, a.first, a.last,
                                a.first_unit, a.size()});
}

void planter::send_on(action const& transfer, std::uint32_t filing) {
    concerns(transfer);
    out.at = {w.filings[filing].name, "Actions", add_row(filing, transfer)};
    action got = transfer;
    got.kind = action_kind::acquisition;
    got.by = transfer.other;
    got.other = transfer.by;
    got.cited = w.cited_by(got.by, got.authorization);
    got.on = date{transfer.on.days + 3};
    int const year = dsl::year_of(transfer.on);
    add_row(*filing_of(got.by, year), got);
    hold_from(got.by, year, got);
}

char const* name_of(fault f) {
    static constexpr std::array<char const*, every_fault.size()> names{"quantity of one side",
                                                                       "transfer too small",
                                                                       "acquisition too small",
                                                                       "transfer left out",
                                                                       "first transfer left out",
                                                                       "acquisition left out",
                                                                       "wrong acquirer named",
                                                                       "wrong source named",
                                                                       "vintage changed on the way",
                                                                       "first transferring Party changed on the way",
                                                                       "dates apart",
                                                                       "non-GHG amounts differ",
                                                                       "described otherwise",
                                                                       "sent without holding",
                                                                       "acquired before authorization",
                                                                       "first transferred twice",
                                                                       "first transferred twice over years",
                                                                       "used twice",
                                                                       "used twice over years",
                                                                       "used by two Parties",
                                                                       "cancelled after use",
                                                                       "used before acquired",
                                                                       "used outside the period",
                                                                       "never first transferred",
                                                                       "moved after the end",
                                                                       "used while inconsistent",
                                                                       "held after the end",
                                                                       "held after transfer",
                                                                       "held by two",
                                                                       "held from nowhere",
                                                                       "holding lost",
                                                                       "holding not rolled forward",
                                                                       "description changed",
                                                                       "quantity exceeded",
                                                                       "definition changed",
                                                                       "units under two blocks",
                                                                       "units of two approaches",
                                                                       "same version twice",
                                                                       "later version dated earlier",
                                                                       "version left out",
                                                                       "year left out",
                                                                       "first year left out",
                                                                       "period changed",
                                                                       "user never named",
                                                                       "approach described otherwise"};
    return names[static_cast<std::size_t>(f)];
}

options made_for(fault f, options o) {
    o.biennial_reports = 0;  // whose figures would no longer agree either
    if (f == fault::non_ghg_amounts_differ) o.non_ghg = 80;
    if (f == fault::units_under_two_blocks || f == fault::units_of_two_approaches) o.underlying = 100;
    if (f == fault::used_outside_the_period) o.two_periods = 100;
    if (f == fault::definition_changed) {
        o.oimp = 90;
        o.authorizations = 4;
    }
    if (f == fault::later_version_dated_earlier || f == fault::version_left_out) o.revised = 60;
    if (f == fault::period_changed) o.initial_reports = false;
    if (f == fault::quantity_exceeded) o.most_authorized = 50;
    return o;
}

bool shows_only_if_complete(fault f) { return f == fault::year_left_out || f == fault::first_year_left_out; }

std::optional<planted_fault> plant(world& w, fault kind, dice& d) {
    planter p(w, d);
    p.out.kind = kind;
    bool planted = false;
    switch (place_of(kind)) {
        case where::transfer:
            planted = anywhere(p.actions, [&](spot s) { return plant_in_transfer(p, kind, s); });
            break;
        case where::end: planted = anywhere(p.actions, [&](spot s) { return plant_in_end(p, kind, s); }); break;
        case where::holding:
            planted = anywhere(p.holdings, [&](spot s) { return plant_in_holding(p, kind, s); });
            break;
        case where::authorization:
            for (std::uint32_t z = 0; z < w.authorizations.size() && !planted; ++z)
                planted = plant_in_authorization(p, kind, z);
            break;
        case where::filing:
            for (std::uint32_t f = 0; f < w.filings.size() && !planted; ++f)
                if (!w.filings[f].superseded) planted = plant_in_filing(p, kind, f);
            break;
    }
    if (!planted) return std::nullopt;
    return p.out;
}

void edit(std::vector<text_filing>& filings, planted_fault const& f) {
    for (auto const& e : f.edits) {
        auto const file =
            std::find_if(filings.begin(), filings.end(), [&](auto const& t) { return t.file == e.at.file; });
        if (file == filings.end()) throw std::invalid_argument("no file " + e.at.file);
        auto& table = file->table(e.at.table);
        auto& row = table.rows.at(e.at.row == 0 ? 0 : e.at.row - 1);
        for (std::size_t n = 0; n < row.size(); ++n)
            if (e.field == (*table.fields)[n]) row[n] = e.text;
    }
}

}  // namespace a6::test_support::worlds
