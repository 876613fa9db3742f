#pragma once
// Single faults in what the Parties of a world file. What happened stays as it is.

#include "tests/support/world.hpp"
#include "tests/support/world_text.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace a6::test_support::worlds {

enum class fault : std::uint8_t {
    // Transfers and their other side
    quantity_of_one_side,  // a transfer or its acquisition gives another quantity than its serials
    transfer_too_small,    // by some tonnes
    acquisition_too_small,
    transfer_left_out,
    first_transfer_left_out,
    acquisition_left_out,
    wrong_acquirer_named,
    wrong_source_named,
    vintage_changed_on_the_way,
    host_changed_on_the_way,  // the first transferring Party
    dates_apart,              // by more than a month
    non_ghg_amounts_differ,
    described_otherwise,  // by the acquirer
    sent_without_holding,
    acquired_before_authorization,
    // First transfers and ends
    first_transferred_twice,  // in the same year
    first_transferred_twice_over_years,
    used_twice,  // in the same year
    used_twice_over_years,
    used_by_two_parties,
    cancelled_after_use,
    used_before_acquired,
    used_outside_the_period,
    never_first_transferred,  // and used
    moved_after_the_end,
    used_while_inconsistent,
    // Holdings
    held_after_the_end,  // what was used or cancelled stands in the holdings again
    held_after_transfer,
    held_by_two,
    held_from_nowhere,
    holding_lost,
    holding_not_rolled_forward,
    description_changed,
    // Authorizations, units
    quantity_exceeded,  // over the years
    definition_changed,
    units_under_two_blocks,
    units_of_two_approaches,
    // Filings
    same_version_twice,
    later_version_dated_earlier,
    version_left_out,
    year_left_out,
    first_year_left_out,
    period_changed,
    user_never_named,
    approach_described_otherwise
};
inline constexpr auto every_fault = [] {
    std::array<fault, static_cast<std::size_t>(fault::approach_described_otherwise) + 1> all{};
    for (std::size_t n = 0; n < all.size(); ++n) all[n] = static_cast<fault>(n);
    return all;
}();
char const* name_of(fault f);

// Worlds in which the fault can be planted, beside what the seed draws.
options made_for(fault f, options o);
// It shows only where what is given is all that was filed.
bool shows_only_if_complete(fault f);

// A row of a filing that counts. Row 0: a table of one row.
struct fault_place {
    std::string file;
    std::string table;
    std::uint32_t row = 0;  // from 1
};

// A cell to be written otherwise.
struct text_edit {
    fault_place at;
    std::string field;
    std::string text;
};

struct planted_fault {
    fault kind = fault::used_twice;
    fault_place at;                    // where a checker must find it ...
    std::vector<fault_place> against;  // ... or here: the other side of the contradiction
    std::uint32_t authorization = 0;
    int vintage = 0;
    std::int64_t first = 0;  // serials concerned
    std::int64_t last = 0;
    std::vector<text_edit> edits;  // what a world cannot hold
};

// Empty if the world has no place for it; then nothing is changed. What is changed in the world shows in texts_of();
// the edits are for edit().
std::optional<planted_fault> plant(world& w, fault kind, dice& d);
void edit(std::vector<text_filing>& filings, planted_fault const& f);

}  // namespace a6::test_support::worlds
