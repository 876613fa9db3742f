#pragma once
// Cells in rows and columns, as sheets of workbooks and the tables of a CSV have them.

#include "checker/raw_filing.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

struct grid_cell {
    std::uint32_t row = 0;     // from 1
    std::uint32_t column = 0;  // from 1
    std::string_view text;
    cell_form form = cell_form::text;
    bool formula = false;  // computed by the workbook
    bool sums = false;     // by SUM or SUBTOTAL
    raw_place at;
};

struct merged_range {
    std::uint32_t first_row = 0, first_column = 0, last_row = 0, last_column = 0;
};

struct grid_row {
    std::uint32_t number = 0;  // from 1
    std::size_t begin = 0;     // cells of the row: [begin, end)
    std::size_t end = 0;
    raw_place at;
};

// INVARIANT: cells are sorted by row and column, without duplicates; rows list the rows that have cells.
struct grid {
    std::string name;  // the sheet's
    bool hidden = false;
    std::vector<grid_cell> cells;
    std::vector<grid_row> rows;
    std::vector<merged_range> merged;

    // nullptr if nothing stands there.
    grid_cell const* find(std::uint32_t row, std::uint32_t column) const;
};

// Does the cell hold anything a reader has to account for?
bool is_filled(grid_cell const& cell);

// 1 -> A, 27 -> AA.
std::string column_letters(std::uint32_t column);

struct cell_address {
    std::uint32_t row = 0;     // from 1
    std::uint32_t column = 0;  // from 1
    friend auto operator<=>(cell_address const&, cell_address const&) = default;
};

// "AB12", also with dollar signs; nothing beyond what a sheet can have.
std::optional<cell_address> parse_address(std::string_view text);
std::string to_string(cell_address at);
// "B2:C9", or one cell.
std::optional<merged_range> parse_range(std::string_view text);
bool holds(merged_range const& range, cell_address at);

// Ranges of cells of which one is looked for that holds a cell.
class range_index {
public:
    void add(merged_range const& range);
    // nullptr if none does. After the last add().
    merged_range const* find(cell_address at) const;
    std::size_t size() const { return ranges_.size(); }

private:
    mutable std::vector<merged_range> ranges_;            // by first row, once asked
    mutable std::vector<std::uint32_t> last_row_so_far_;  // the last row that any range up to this one reaches
};

}  // namespace a6::checker
