#pragma once
// Which rows hold serials of a block: rows by scope and series, those of one series in the order of their first
// serials. Asking costs about what is found, however many blocks there are.

#include "checker/row_groups.hpp"
#include "checker/serials.hpp"
#include "dsl/hash.hpp"

#include <cstdint>
#include <vector>

namespace a6::checker {

// Of the series of a block, whatever its registry: one that is not known may be any.
inline std::uint64_t hash_series(std::uint64_t scope, serial_block const& b) {
    return dsl::hash_mix(dsl::hash_mix(dsl::hash_mix(scope, b.approach), b.party),
                         static_cast<std::uint64_t>(b.vintage));
}

// Positions in block_index::rows().
struct block_range {
    std::uint32_t begin = 0, end = 0;
};

class block_index {
public:
    block_index() = default;
    // The hashes of `entries` are those of hash_series; `blocks` is by row.
    block_index(std::vector<row_groups::entry> const& entries, std::vector<serial_block> const& blocks);

    std::vector<std::uint32_t> const& rows() const { return groups_.rows(); }

    // From the first row of that scope and series whose serials reach the wanted ones to the last row of the series.
    block_range from(std::uint64_t scope, serial_block const& wanted) const;

    // Calls f(row) for the rows of the range whose serials reach into those of `wanted`, in the order of their first
    // serials, until it returns false; whether it never did. Series may share a hash, and registries differ: overlaps()
    // says what the blocks share.
    template <class Function>
    bool each(block_range range, serial_block const& wanted, std::vector<serial_block> const& blocks,
              Function f) const {
        for (std::uint32_t n = range.begin; n < range.end; ++n) {
            std::uint32_t const row = rows()[n];
            if (blocks[row].first > wanted.last) break;
            if (!f(row)) return false;
        }
        return true;
    }

private:
    row_groups groups_;
    std::vector<std::int64_t> highest_;  // parallel to rows(): the highest last serial of the series so far
};

}  // namespace a6::checker
