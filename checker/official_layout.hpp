#pragma once
// Where the official workbook puts things beyond what the data model says. Only writing depends on it; reading goes by
// texts and needs nothing but the names of the sheets that hold no table.

#include "dsl/model.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

inline constexpr std::string_view index_sheet = "Index";
inline constexpr std::string_view summary_sheet = "Summary information";

// A text over a group of columns, above the labels.
struct band {
    std::uint32_t first_column = 0;
    std::uint32_t last_column = 0;
    std::string_view text;
};

// Rows and columns count from 1.
struct table_layout {
    std::uint32_t title_row = 2;
    std::uint32_t label_row = 7;
    std::uint32_t first_column = 2;            // column A is a gutter
    std::vector<std::uint32_t> field_columns;  // one per field; single-row tables: all the label's column
    std::vector<band> bands;                   // in the row above the labels
};

// For any table of a model; tables that the official workbook does not know get its general pattern without spacers.
table_layout layout_of(dsl::table const& table);

}  // namespace a6::checker
