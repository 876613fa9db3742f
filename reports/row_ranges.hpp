#pragma once
// Many row numbers in little room: 1-4, 7, 9-12.

#include <cstdint>
#include <string>
#include <vector>

namespace a6::reports {

struct row_range {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    friend bool operator==(row_range, row_range) = default;
};

// Rows in any order, also repeated, as the fewest ranges in rising order.
std::vector<row_range> row_ranges(std::vector<std::uint32_t> rows);

// "1-4, 7, 9-12"
std::string to_string(std::vector<row_range> const& ranges);

}  // namespace a6::reports
