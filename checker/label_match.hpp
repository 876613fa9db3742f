#pragma once
// Finds tables and labels in grids by their texts.

#include "checker/grid.hpp"

#include "dsl/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace a6::checker {

// Rows [first_row, last_row] of a grid.
struct grid_region {
    grid const* sheet = nullptr;
    std::uint32_t first_row = 1;
    std::uint32_t last_row = 0xffffffff;
};

// The labels of one table.
class label_set {
public:
    explicit label_set(dsl::table const& table);
    // The field that is called so, also by its other labels; no_index if none is.
    std::uint16_t find(std::string_view text) const;

private:
    std::unordered_map<std::string, std::uint16_t> folded_;
    std::unordered_map<std::string, std::uint16_t> tight_;
    std::size_t longest_ = 0;  // bytes; longer texts are no label
};

// Where the labels of a table stand: in one row, or, for a table with one row of data, in one column.
struct label_line {
    bool vertical = false;
    std::uint32_t line = 0;   // row or column
    std::size_t matched = 0;  // different fields found there
};

// The line with most labels, if it has enough of them to be taken for the table's. The text in a merged range counts
// for every cell that the range covers.
std::optional<label_line> find_labels(grid_region const& region, dsl::table const& table, label_set const& labels);

// The cell whose text is shown at this place: itself, or the first cell of the merged range over it. nullptr if empty.
grid_cell const* shown_cell(grid const& sheet, std::uint32_t row, std::uint32_t column);

// Tables by title: "Table 3: Actions", "table 3 - actions". Views into the model are kept.
class title_set {
public:
    explicit title_set(dsl::data_model const& model);
    std::uint16_t find_title(std::string_view text) const;        // table, or no_index
    std::uint16_t find_sheet(std::string_view sheet_name) const;  // by the sheet's name, title or label

private:
    std::unordered_map<std::string, std::uint16_t> titles_;
    std::unordered_map<std::string, std::uint16_t> sheets_;
    std::size_t longest_ = 0;
};

}  // namespace a6::checker
