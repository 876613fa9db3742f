#include "tests/support/world_faults.hpp"

#include <algorithm>

namespace a6::test_support::worlds {

namespace {

// A row of Table 3 in a filing that counts.
struct spot {
    std::uint32_t filing = 0;
    std::uint32_t row = 0;  // from 0
};

class planter {
public:
    planter(world& w, dice& d) : w_(w), d_(d) {
        for (std::uint32_t f = 0; f < w_.filings.size(); ++f) {
            if (w_.filings[f].superseded) continue;
            for (std::uint32_t r = 0; r < w_.filings[f].actions.size(); ++r) spots_.push_back({f, r});
        }
        d_.shuffle(spots_);
    }

    std::optional<planted_fault> plant(fault kind) {
        out_.kind = kind;
        for (auto const& s : spots_)
            if (try_at(kind, s)) return out_;
        return std::nullopt;
    }

private:
    action const& at(spot s) const { return w_.actions[w_.filings[s.filing].actions[s.row]]; }
    bool non_ghg(action const& a) const { return w_.approaches[w_.authorizations[a.authorization].approach].non_ghg; }

    static bool leaves(action const& a) {
        return a.kind == action_kind::transfer ? a.other != none : a.subtype == action_subtype::to_another_party;
    }
    static bool ends(action const& a) {
        return a.kind == action_kind::use || a.kind == action_kind::cancellation ||
               a.kind == action_kind::voluntary_cancellation;
    }

    fault_place place(spot s) const { return {w_.filings[s.filing].name, "Actions", s.row + 1}; }

    void concerns(action const& a, std::int64_t first, std::int64_t last) {
        out_.authorization = a.authorization;
        out_.vintage = a.vintage;
        out_.first = first;
        out_.last = last;
    }

    // The rows on the other side: of a transfer the acquisitions, of an acquisition the transfers.
    std::vector<spot> other_side(action const& a) const {
        std::vector<spot> out;
        for (auto const& s : spots_) {
            action const& b = at(s);
            bool const sides = a.kind == action_kind::acquisition ? leaves(b) : b.kind == action_kind::acquisition;
            if (sides && b.by == a.other && b.other == a.by && same_blocks(a, b) &&
                std::abs(b.on.days - a.on.days) <= 15)
                out.push_back(s);
        }
        return out;
    }
    static bool same_blocks(action const& a, action const& b) {
        return a.authorization == b.authorization && a.vintage == b.vintage && a.first <= b.last && b.first <= a.last;
    }

    std::optional<std::uint32_t> filing_of(std::uint32_t party, int year) const {
        for (std::uint32_t f = 0; f < w_.filings.size(); ++f)
            if (!w_.filings[f].superseded && w_.filings[f].party == party && w_.filings[f].year == year) return f;
        return std::nullopt;
    }

    std::uint32_t add_row(std::uint32_t filing, action const& a) {
        auto& rows = w_.filings[filing].actions;
        rows.push_back(static_cast<std::uint32_t>(w_.actions.size()));
        w_.actions.push_back(a);
        return static_cast<std::uint32_t>(rows.size());
    }

    bool try_at(fault kind, spot s) {
        switch (kind) {
            case fault::quantity_of_one_side: return change_quantity(s);
            case fault::used_twice: return again(s, action_kind::use, 0);
            case fault::used_twice_over_years: return again(s, action_kind::use, 1);
            case fault::held_after_the_end: return hold_again(s);
            case fault::acquisition_left_out: return leave_out(s);
            case fault::first_transferred_twice: return again(s, action_kind::first_transfer, 0);
            case fault::first_transferred_twice_over_years: return again(s, action_kind::first_transfer, 1);
        }
        return false;
    }

    bool change_quantity(spot s) {
        action a = at(s);
        if (non_ghg(a) || !(leaves(a) || a.kind == action_kind::acquisition)) return false;
        auto const others = other_side(a);
        if (others.empty()) return false;
        a.quantity += d_.percent(50) || a.quantity < 10 ? d_.between(1, 50) : -d_.between(1, 9);
        w_.filings[s.filing].actions[s.row] = static_cast<std::uint32_t>(w_.actions.size());
        w_.actions.push_back(a);
        out_.at = place(s);
        for (auto const& o : others) out_.against.push_back(place(o));
        concerns(a, a.first, a.last);
        return true;
    }

    // The same action once more, on a part of the block, so many years later.
    bool again(spot s, action_kind kind, int years) {
        action a = at(s);
        if (a.kind != kind || a.size() < 2) return false;
        bool const fits = kind == action_kind::use
                              ? a.use_year != 0
                              : a.subtype == action_subtype::to_another_party || a.subtype == action_subtype::issuance;
        if (!fits) return false;
        int const year = dsl::year_of(a.on) + years;
        auto const filing = years == 0 ? std::optional(s.filing) : filing_of(a.by, year);
        if (!filing) return false;
        date const from = years == 0 ? date{a.on.days + 1} : day_of(year, 1, 15);
        date const last = day_of(year, 12, 31);
        if (from > last) return false;
        a.on = date{d_.between(from.days, last.days)};
        // Nothing else must be wrong with it.
        auto const* v = w_.authorizations[a.cited].on(a.on);
        if (v == nullptr || v->closes || year > v->used.last ||
            v->purposes != w_.authorizations[a.cited].versions.front().purposes)
            return false;
        if (kind == action_kind::first_transfer && a.other != none && !v->parties.empty() &&
            std::find(v->parties.begin(), v->parties.end(), a.other) == v->parties.end())
            return false;
        if (kind == action_kind::use &&
            w_.parties[a.by].period_of(year).first != w_.parties[a.by].period_of(a.vintage).first)
            return false;
        std::int64_t const first = d_.between(a.first, a.last - 1);
        std::int64_t const last_serial = d_.between(first, a.last - 1);
        a.first_unit += first - a.first;
        a.first = first;
        a.last = last_serial;
        a.quantity = a.size();
        out_.against.push_back(place(s));
        auto const row = add_row(*filing, a);
        out_.at = {w_.filings[*filing].name, "Actions", row};
        concerns(a, a.first, a.last);
        return true;
    }

    // Where the use or cancellation is the first transfer, and reported as both.
    bool also_first_transfer(action const& a) const {
        return std::any_of(spots_.begin(), spots_.end(), [&](spot o) {
            action const& b = at(o);
            return b.subtype == action_subtype::use_or_cancellation && same_blocks(a, b);
        });
    }

    bool hold_again(spot s) {
        action const a = at(s);
        if (!ends(a) || also_first_transfer(a)) return false;
        int const year = d_.between(dsl::year_of(a.on), w_.last_year());
        auto const filing = filing_of(a.by, year);
        if (!filing) return false;
        holding h;
        h.authorization = a.authorization;
        h.cited = a.cited;
        h.vintage = a.vintage;
        h.first = a.first;
        h.last = d_.between(a.first, a.last);
        h.first_unit = a.first_unit;
        h.quantity = h.size();
        auto& rows = w_.filings[*filing].holdings;
        rows.push_back(h);
        out_.at = {w_.filings[*filing].name, "Holdings", static_cast<std::uint32_t>(rows.size())};
        out_.against.push_back(place(s));
        concerns(a, h.first, h.last);
        return true;
    }

    bool leave_out(spot s) {
        action const a = at(s);
        if (a.kind != action_kind::acquisition) return false;
        auto const others = other_side(a);
        if (others.empty()) return false;
        out_.at = place(others.front());
        for (std::size_t n = 1; n < others.size(); ++n) out_.against.push_back(place(others[n]));
        auto& rows = w_.filings[s.filing].actions;
        rows.erase(rows.begin() + s.row);
        concerns(a, a.first, a.last);
        return true;
    }

    world& w_;
    dice& d_;
    std::vector<spot> spots_;
    planted_fault out_;
};

}  // namespace

char const* name_of(fault f) {
    switch (f) {
        case fault::quantity_of_one_side: return "quantity of one side";
        case fault::used_twice: return "used twice";
        case fault::used_twice_over_years: return "used twice over years";
        case fault::held_after_the_end: return "held after the end";
        case fault::acquisition_left_out: return "acquisition left out";
        case fault::first_transferred_twice: return "first transferred twice";
        case fault::first_transferred_twice_over_years: return "first transferred twice over years";
    }
    return "";
}

std::optional<planted_fault> plant(world& w, fault kind, dice& d) { return planter(w, d).plant(kind); }

}  // namespace a6::test_support::worlds
