#pragma once
// What a review document shows beside the findings: the filings as tables, and what they add up to.

#include "reports/account.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace a6::reports {

struct filed_cell {
    std::string text;           // as written; empty where it is confidential
    bool confidential = false;  // shown as confidential_words
};

struct filed_row {
    std::uint32_t number = 0;  // data row from 1, as in location::row
    std::string place;         // "Table 3 Actions!9" or the line
    std::vector<filed_cell> cells;
};

struct filed_column {
    std::string field;  // technical name, as in location::field
    std::string label;
};

struct filed_table {
    std::string name;   // Actions, as in location::table
    std::string title;  // for people
    std::vector<filed_column> columns;
    std::vector<filed_row> rows;
};

struct filed_content {
    std::string filing;  // id
    std::vector<filed_table> tables;
};

struct review_data {
    std::vector<filed_content> filings;  // in the order of the run's filings
    account figures;                     // as `a6check account`
    account ledger;                      // as `a6check ledger`
};

}  // namespace a6::reports
