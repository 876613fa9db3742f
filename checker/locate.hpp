#pragma once
// Where a row or a field of a row stands in its file, as reports show it.

#include "checker/dataset.hpp"
#include "reports/run_report.hpp"

#include <string>

namespace a6::checker {

// field: no_index for the row as a whole. `value` is the text as written; empty cells give no value. What is marked as
// confidential gives none either, and a line on which any of it stands is no excerpt.
reports::location locate(dataset const& data, dsl::data_model const& model, std::uint16_t table, std::uint32_t row,
                         std::uint16_t field, reports::location_role role);

// The place of something the reader found.
reports::location locate(dataset const& data, dsl::data_model const& model, std::uint32_t filing,
                         reader_notice const& notice);

// Takes the value and the excerpt away.
void hide(reports::location& l);

// Takes away, besides, which row it is and where that stands: of a table with many rows the table is left.
void hide_row(reports::location& l);

// 1-based line and column (code points) of a byte offset.
struct text_place {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};
text_place place_in_text(raw_filing const& filing, std::uint32_t offset);

}  // namespace a6::checker
