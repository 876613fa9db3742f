#pragma once
// Single faults in what the Parties of a world file. What happened stays as it is.

#include "tests/support/world.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace a6::test_support::worlds {

enum class fault : std::uint8_t {
    quantity_of_one_side,     // a transfer or its acquisition gives another quantity than its serials
    used_twice,               // in the same year
    used_twice_over_years,    // in two years
    held_after_the_end,       // what was used or cancelled stands in the holdings again
    acquisition_left_out,     // the transfer has no counterpart
    first_transferred_twice,  // in the same year
    first_transferred_twice_over_years
};
inline constexpr std::array every_fault{fault::quantity_of_one_side,
                                        fault::used_twice,
                                        fault::used_twice_over_years,
                                        fault::held_after_the_end,
                                        fault::acquisition_left_out,
                                        fault::first_transferred_twice,
                                        fault::first_transferred_twice_over_years};
char const* name_of(fault f);

// A row of a filing that counts.
struct fault_place {
    std::string file;
    std::string table;
    std::uint32_t row = 0;  // from 1
};

struct planted_fault {
    fault kind = fault::used_twice;
    fault_place at;                    // where a checker must find it ...
    std::vector<fault_place> against;  // ... or here: the other side of the contradiction
    std::uint32_t authorization = 0;
    int vintage = 0;
    std::int64_t first = 0;  // serials concerned
    std::int64_t last = 0;
};

// Empty if the world has no place for it; then nothing is changed.
std::optional<planted_fault> plant(world& w, fault kind, dice& d);

}  // namespace a6::test_support::worlds
