#include "checker/row_chunks.hpp"

#include <algorithm>

namespace a6::checker {

std::vector<row_chunk> chunks_of(table_data const& table, std::size_t enough) {
    std::vector<row_chunk> out;
    auto const rows = static_cast<std::uint32_t>(table.rows);
    auto const most = static_cast<std::uint32_t>(8 * enough);
    std::uint32_t begin = 0;  // of rows that are in no chunk yet
    for (std::uint32_t first = 0; first < rows;) {
        std::uint32_t end = first + 1;
        while (end < rows && table.filing[end] == table.filing[first]) ++end;
        if (end - first > most) {
            if (begin < first) out.push_back({begin, first, 0});
            for (std::uint32_t r = first; r < end; r += most) out.push_back({r, std::min(end, r + most), end - first});
            begin = end;
        } else if (end - begin >= enough || end == rows) {
            out.push_back({begin, end, 0});
            begin = end;
        }
        first = end;
    }
    return out;
}

}  // namespace a6::checker
