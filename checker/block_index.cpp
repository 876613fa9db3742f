#include "checker/block_index.hpp"

#include <algorithm>
#include <limits>

namespace a6::checker {

block_index::block_index(std::vector<row_groups::entry> const& entries, std::vector<serial_block> const& blocks)
    : groups_(entries) {
    highest_.resize(rows().size());
    for (auto const& g : groups_.groups()) {
        auto const members = groups_.of(g);
        auto const before = [&](auto x, auto y) { return blocks[x].first < blocks[y].first; };
        if (!std::is_sorted(members.begin(), members.end(), before))
            std::stable_sort(members.begin(), members.end(), before);
        std::int64_t highest = std::numeric_limits<std::int64_t>::min();
        for (std::uint32_t n = g.begin; n < g.end; ++n)
            highest_[n] = highest = std::max(highest, blocks[rows()[n]].last);
    }
}

block_range block_index::from(std::uint64_t scope, serial_block const& wanted) const {
    auto const group = groups_.find(hash_series(scope, wanted));
    // Rows before the first one all end below the wanted block.
    auto const first = std::lower_bound(highest_.begin() + group.begin, highest_.begin() + group.end, wanted.first);
    return {static_cast<std::uint32_t>(first - highest_.begin()), group.end};
}

}  // namespace a6::checker
