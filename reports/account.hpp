#pragma once
// The recomputed accounting of a run as plain data, and its writers: for each Party what its annual information adds up
// to, year by year.

#include "reports/run_report.hpp"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace a6::reports {

struct account_column {
    std::string name;      // FirstTransferredByVintage
    std::string label;     // First transferred, by vintage
    std::string unit;      // tCO2e; empty: a bare number
    bool serials = false;  // lists ITMOs: too long for a table, JSON has them
};

// A row that a figure is made of, and what it adds to it.
struct account_source {
    location at;
    std::string value;                 // exact digits, in the row's own unit
    bool taken_away = false;           // it is subtracted
    std::vector<std::string> serials;  // where ITMOs are counted
};

// One cell: a value, or what is missing to know it. `serials` instead of a value where the column lists ITMOs.
struct account_value {
    std::optional<std::string> value;  // exact digits
    std::vector<std::string> serials;
    std::vector<std::string> needs;
    std::vector<account_source> behind = {};  // only where asked for
};

struct account_row {
    std::string period;  // the year
    std::vector<account_value> values;
    bool missing = false;  // the filing that it would rest on was not given
};

// What a block is kept by: the metric.
struct account_key {
    std::string name;   // English label of the field, in every language
    std::string label;  // for people
    std::string value;
    friend bool operator==(account_key const&, account_key const&) = default;
    friend auto operator<=>(account_key const&, account_key const&) = default;
};

// The rows of one Party, and of one metric where the table is kept by metric.
struct account_block {
    std::string party;  // CHE; empty: all Parties together
    std::string party_name;
    std::vector<account_key> keys;        // beside Party and year
    std::vector<account_row> rows;        // by year
    std::vector<std::string> notes = {};  // in words
};

struct account_table {
    std::string name;   // Balances
    std::string title;  // for people
    std::vector<account_column> columns;
    std::vector<account_block> blocks;  // by Party, then keys
};

// The account of adjustments, or the ledger: tables of the same form.
struct account : report_head {
    bool ledger = false;                  // serials are told in the text too, and every year
    std::string asked_party, asked_year;  // what it was narrowed to; empty: all
    std::string unit_label;               // of quantities in t CO2 eq, as shown: "t CO2 eq" or "kt CO2 eq"
    std::vector<account_table> tables;
};

// For people: one block per Party, items below each other and years beside each other, as in common tabular format 4.
void write_account_text(account const& a, std::ostream& out);
// For programs: a6check-account/1, or a6check-ledger/1.
void write_account_json(account const& a, std::ostream& out);
// For spreadsheets: a line for each figure.
void write_account_csv(account const& a, std::ostream& out);

}  // namespace a6::reports
