#pragma once
// The rows of a table in chunks that threads can work on beside each other. What comes out of a chunk does not depend
// on which thread had it, nor on how many there are.

#include "checker/dataset.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace a6::checker {

// Rows begin..end of a table: of whole filings, or of a part of one.
struct row_chunk {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t filing_rows = 0;  // of the filing that this is a part of; 0: of whole filings
};

// Consecutive rows, at least `enough` in each chunk but the last ones of a filing and of the table. Filings are kept
// together up to eight times that number; larger ones are cut.
std::vector<row_chunk> chunks_of(table_data const& table, std::size_t enough);

}  // namespace a6::checker
