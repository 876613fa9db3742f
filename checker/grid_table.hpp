#pragma once
// One table of a grid, once its labels are found, to raw cells and notices.

#include "checker/label_match.hpp"

namespace a6::checker {

struct grid_table_input {
    grid_region region;
    label_line labels;
    std::uint16_t table = dsl::no_index;
    label_set const& names;
    dsl::data_model const& model;
};

// Appends the table, its notices (IN-02, IN-03, IN-05, IN-06) and its remarks to the filing. What counts as data: every
// row below the labels that is filled, but for the template's untouched vocabulary, total lines, footnotes and labels
// repeated at a page break. A table with a single row takes the first; values in further rows are IN-03.
void read_grid_table(grid_table_input const& input, raw_filing& filing);

}  // namespace a6::checker
