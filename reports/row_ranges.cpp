#include "reports/row_ranges.hpp"

#include <algorithm>

namespace a6::reports {

std::vector<row_range> row_ranges(std::vector<std::uint32_t> rows) {
    std::sort(rows.begin(), rows.end());
    std::vector<row_range> ranges;
    for (std::uint32_t const row : rows) {
        if (!ranges.empty() && row - ranges.back().last <= 1)
            ranges.back().last = row;
        else
            ranges.push_back({row, row});
    }
    return ranges;
}

std::string to_string(std::vector<row_range> const& ranges) {
    std::string out;
    for (row_range const& r : ranges) {
        if (!out.empty()) out += ", ";
        out += std::to_string(r.first);
        if (r.last != r.first) out += '-' + std::to_string(r.last);
    }
    return out;
}

}  // namespace a6::reports
