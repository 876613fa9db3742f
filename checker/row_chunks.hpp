#pragma once
// The rows of a table in chunks that threads can work on beside each other. What comes out of a chunk does not depend
// on which thread had it, nor on how many there are.

#include "checker/dataset.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace a6::checker {

// Rows begin..end of a table.
struct row_chunk {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// Consecutive rows of whole filings, at least `enough` in each chunk but the last: what is counted per filing is
// counted in one place.
std::vector<row_chunk> chunks_of(table_data const& table, std::size_t enough);

}  // namespace a6::checker
