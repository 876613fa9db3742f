#pragma once
// What a review document shows beside the findings: what was checked where, the filings as tables, and what they add up
// to. Bounded, so that a document stays one that a browser opens at once; what is left out is counted exactly.

#include "reports/account.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace a6::reports {

// Rows of a table that stand in the document whatever was found: enough to see what the filing is like.
inline constexpr std::size_t first_rows_shown = 20;
// Rows of all tables together. Those that something was found on come first.
inline constexpr std::size_t most_rows_shown = 4'000;
// Characters of a cell; narrative sections are longer, and are quoted in full beside their questions.
inline constexpr std::size_t longest_cell_shown = 1'200;

struct filed_cell {
    std::string text;           // as written; empty where it is confidential
    bool confidential = false;  // shown as confidential_words
    std::size_t left_out = 0;   // characters behind `text` that are not shown
};

struct filed_row {
    std::uint32_t number = 0;       // data row from 1, as in location::row; 0 in a table of one row
    std::uint32_t at = 0;           // the sheet's row or the file's line; 0: none
    std::string approach;           // cooperative approach that the row names; empty: none
    std::vector<filed_cell> cells;  // parallel to the columns
};

struct filed_column {
    std::string field;  // technical name, as in location::field
    std::string label;
};

struct filed_table {
    std::string name;   // Actions, as in location::table
    std::string title;  // for people
    std::string sheet;  // of a workbook
    bool one_row = false;
    bool marked = false;  // its rows are those of filing_outcome::actions
    std::vector<filed_column> columns;
    std::vector<filed_row> rows;  // those shown, in order
    std::uint64_t row_count = 0;  // exact
};

struct filed_content {
    std::string filing;  // id
    bool workbook = false;
    std::vector<filed_table> tables;
};

// Rows and what came of them: a row counts once for each rule that looks at it.
struct check_counts {
    std::uint64_t passed = 0, failed = 0, not_applicable = 0, undecided = 0;
    std::uint64_t matched() const { return passed + failed + undecided; }
    check_counts& operator+=(check_counts const& more) {
        passed += more.passed;
        failed += more.failed;
        not_applicable += more.not_applicable;
        undecided += more.undecided;
        return *this;
    }
};

struct checked_requirement {
    std::size_t requirement = 0;  // index in run_report::requirements
    check_counts counts;
};

// What was checked in one filing, of one cooperative approach.
struct checked_part {
    std::string filing;                             // id
    std::string approach;                           // CA0001; empty: rows that are about no single approach
    check_counts counts;                            // of every rule; a rule may serve several requirements
    std::vector<checked_requirement> requirements;  // in the order of the report
};

// What an account table is drawn as.
enum class drawing : std::uint8_t {
    years,     // a chart for each Party: years beside each other
    flow_to,   // quantities that go from the Party to the one of the first key
    flow_from  // the other way round
};

struct drawn_table {
    drawing as = drawing::years;
    account_table table;
};

struct review_data {
    std::vector<filed_content> filings;  // in the order of the run's filings; those replaced by others are left out
    std::vector<checked_part> checks;    // by filing in that order, then approach
    account figures;                     // as `a6check account`
    account ledger;                      // as `a6check ledger`
    std::vector<drawn_table> drawn;      // what the rulebook has `shown by review`
};

}  // namespace a6::reports
