#include "checker/row_chunks.hpp"

namespace a6::checker {

std::vector<row_chunk> chunks_of(table_data const& table, std::size_t enough) {
    std::vector<row_chunk> out;
    std::uint32_t begin = 0;
    for (std::uint32_t r = 0; r < table.rows; ++r) {
        bool const filing_ends = r + 1 == table.rows || table.filing[r + 1] != table.filing[r];
        if (!filing_ends || (r + 1 - begin < enough && r + 1 != table.rows)) continue;
        out.push_back({begin, r + 1});
        begin = r + 1;
    }
    return out;
}

}  // namespace a6::checker
