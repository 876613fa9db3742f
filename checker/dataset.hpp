#pragma once
// All filings of a run as typed columns: one table of each kind, the rows of every filing behind each other.

#include "checker/raw_filing.hpp"
#include "checker/text_pool.hpp"
#include "checker/vector_value.hpp"
#include "dsl/model.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace a6::checker {

struct table_data {
    std::size_t rows = 0;
    std::vector<std::uint32_t> filing;  // index in dataset::filings
    std::vector<std::uint32_t> number;  // row number in its filing's table, from 1
    std::vector<std::uint32_t> header;  // row of the report's header table
    // Header tables: the day on which the first version of the report was submitted; empty if that version is not
    // there.
    std::vector<std::optional<std::int64_t>> first_submitted;
    std::vector<std::uint8_t> current;             // 0: a later version replaces this row's report
    std::vector<vector_value> fields;              // one per field of the model's table
    std::vector<std::vector<std::uint8_t>> given;  // one per field
    std::vector<std::vector<std::uint8_t>> lost;   // one per field: the cell holds a formula without a usable result
    std::vector<std::vector<std::uint8_t>> canonical;  // one per field
    // One per field; empty where no cell of the field is marked as confidential.
    std::vector<std::vector<std::uint8_t>> confidential;
    // Tables that are made: filings in which something is marked that rows are made of, so that there may be more or
    // fewer rows than if something else stood there.
    std::vector<std::uint32_t> made_of_marked;

    bool is_confidential(std::size_t field, std::size_t row) const {
        return !confidential[field].empty() && confidential[field][row];
    }
};

struct filing_data {
    std::unique_ptr<raw_filing> raw;
    std::string id;                 // CHE-2025-1.0, or the file's name where the header does not tell
    std::string party;              // code, or as written, or "[confidential]"
    std::uint32_t party_group = 0;  // filings of one Party share it; a filing whose Party is unknown has its own
    std::optional<std::string> superseded_by;
};

// Rows that the rulebook asked for and that were not made: what they would say is not known.
struct unmade_rows {
    std::uint16_t table = 0;
    std::uint32_t filing = 0;  // of the row that asked for them
    bool too_long = false;     // its period has more years than any period has; else all rows together are too many
    friend bool operator==(unmade_rows const&, unmade_rows const&) = default;
};

struct dataset {
    text_pool pool;
    std::vector<filing_data> filings;  // sorted by id, then content
    std::vector<table_data> tables;    // parallel to the model's tables
    bool any_confidential = false;     // some cell is marked
    std::vector<unmade_rows> unmade;

    // The cell as it was written; none for the header row of a report that has no such row.
    std::optional<raw_cell> cell(std::uint16_t table, std::uint32_t row, std::uint16_t field) const;
    raw_table const* raw_table_of(std::uint16_t table, std::uint32_t row) const;
};

// AnnualInformation -> annual_information
std::string report_kind(dsl::report const& report);

// Reads every cell of the filings; decides which version of a Party's report on a year counts.
std::unique_ptr<dataset> build_dataset(std::vector<std::unique_ptr<raw_filing>> filings, dsl::data_model const& model,
                                       dsl::date as_of);

}  // namespace a6::checker
