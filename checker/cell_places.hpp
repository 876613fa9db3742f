#pragma once
// Where the places of a report stand in the workbook that is annotated.

#include "checker/grid.hpp"
#include "checker/raw_filing.hpp"

#include "reports/run_report.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace a6::checker {

struct sheet_cell {
    std::string sheet;
    cell_address at;
};

// A field in which the platform writes the result of the check.
struct result_field {
    dsl::field const* field = nullptr;
    std::optional<sheet_cell> at;  // none: the workbook has no such field
    std::string_view text;         // that stands there
    bool free = false;             // nothing stands there that the Party wrote
};

class cell_places {
public:
    // `filing` is the workbook itself, or, in the official layout, what the workbook is written from. Both outlive
    // this.
    cell_places(raw_filing const& filing, dsl::data_model const& model)
        : filing_(filing), model_(model), layout_(filing.format != input_format::workbook) {}

    // The cell of a place in this filing; of a row as a whole its first one. Nothing where it has none.
    std::optional<sheet_cell> find(reports::location const& l) const;
    // The sheet that a place is in; empty: none.
    std::string sheet_of(reports::location const& l) const;

    // Of the filing, or of a data row from 1; nothing where the filing's reports have no such field.
    std::optional<result_field> filing_result() const;
    std::optional<result_field> row_result(std::uint32_t row) const;

    bool written_from_other() const { return layout_; }

private:
    std::optional<sheet_cell> find_in_layout(reports::location const& l) const;
    std::uint32_t first_column(std::string const& sheet) const;
    raw_table const* result_table(bool of_rows) const;
    result_field result_at(raw_table const& table, std::uint32_t row) const;

    raw_filing const& filing_;
    dsl::data_model const& model_;
    bool layout_;
};

}  // namespace a6::checker
