#pragma once
// What planting a fault needs to know of a world. For world_faults*.cpp only.

#include "tests/support/world_faults.hpp"

namespace a6::test_support::worlds {

// A row of Table 3 or 4 in a filing that counts.
struct spot {
    std::uint32_t filing = 0;
    std::uint32_t row = 0;  // from 0
};

// What actions and holdings have in common.
struct serials {
    std::uint32_t authorization = 0;
    int vintage = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    template <class Row>
    static serials of(Row const& r) {
        return {r.authorization, r.vintage, r.first, r.last};
    }
};

class planter {
public:
    planter(world& world, dice& dice);

    world& w;
    dice& d;
    std::vector<spot> actions;   // of all filings that count, shuffled
    std::vector<spot> holdings;  // likewise
    planted_fault out;

    action const& at(spot s) const { return w.actions[w.filings[s.filing].actions[s.row]]; }
    holding const& held_at(spot s) const { return w.filings[s.filing].holdings[s.row]; }
    filing const& filing_of(spot s) const { return w.filings[s.filing]; }
    approach const& approach_of(std::uint32_t authorization) const {
        return w.approaches[w.authorizations[authorization].approach];
    }
    std::uint32_t giver_of(std::uint32_t authorization) const { return w.authorizations[authorization].giver; }
    bool non_ghg(std::uint32_t authorization) const { return approach_of(authorization).non_ghg; }

    // Emission reductions and removals: a part may be of one kind.
    bool of_both_kinds(std::uint32_t authorization) const {
        return approach_of(authorization).mitigation.find(" and ") != std::string::npos;
    }
    std::string of_other_kind(std::uint32_t authorization) const {
        return approach_of(authorization).mitigation == "Removals" ? "Emission reductions" : "Removals";
    }

    static bool leaves(action const& a) {
        return a.kind == action_kind::transfer ? a.other != none : a.subtype == action_subtype::to_another_party;
    }
    static bool ends(action const& a) {
        return a.kind == action_kind::use || a.kind == action_kind::cancellation ||
               a.kind == action_kind::voluntary_cancellation;
    }
    bool same_series(serials const& a, serials const& b) const {
        return a.vintage == b.vintage && giver_of(a.authorization) == giver_of(b.authorization) &&
               w.authorizations[a.authorization].approach == w.authorizations[b.authorization].approach;
    }
    bool overlap(serials const& a, serials const& b) const {
        return same_series(a, b) && a.first <= b.last && b.first <= a.last;
    }

    fault_place place(spot s, char const* table = "Actions") const {
        return {w.filings[s.filing].name, table, s.row + 1};
    }
    fault_place header(std::uint32_t filing) const { return {w.filings[filing].name, "Submission", 0}; }

    template <class Row>
    void concerns(Row const& r) {
        out.authorization = r.authorization;
        out.vintage = r.vintage;
        out.first = r.first;
        out.last = r.last;
    }

    // The rows on the other side: of a transfer the acquisitions, of an acquisition the transfers.
    std::vector<spot> other_side(action const& a) const;
    // Whether the Party reports an action on any of the serials, in years from `first` to `last`.
    bool acts_on(std::uint32_t party, serials const& s, int first, int last) const;
    bool holds(std::uint32_t party, serials const& s, int year) const;
    std::optional<std::uint32_t> filing_of(std::uint32_t party, int year) const;
    // May the Party acquire or use what is authorized, on that day?
    bool covers(std::uint32_t authorization, std::uint32_t party, date on) const;
    // The first serial that no lot of the series has reached.
    std::int64_t beyond(serials const& s) const;
    // A Party of the approach, other than these.
    std::optional<std::uint32_t> third(std::uint32_t authorization, std::initializer_list<std::uint32_t> but,
                                       date on) const;

    std::uint32_t add_row(std::uint32_t filing, action const& a);  // its row, from 1
    std::uint32_t add_row(std::uint32_t filing, holding const& h);
    void replace(spot s, action const& a);
    void remove(spot s);
    // The fault is a transfer: put among the actions of the filing, acquired by the other Party days later, and held.
    void send_on(action const& transfer, std::uint32_t filing);
    // The acquired block among the holdings from the year on, up to the last.
    void hold_from(std::uint32_t party, int year, action const& a);
    void edit(fault_place at, char const* field, std::string text) {
        out.edits.push_back({std::move(at), field, std::move(text)});
    }
};

// One function for each fault; false, and nothing changed, if the row is no place for it.
bool plant_in_transfer(planter& p, fault kind, spot s);
bool plant_in_end(planter& p, fault kind, spot s);
bool plant_in_holding(planter& p, fault kind, spot s);
bool plant_in_filing(planter& p, fault kind, std::uint32_t filing);
bool plant_in_authorization(planter& p, fault kind, std::uint32_t authorization);

}  // namespace a6::test_support::worlds
