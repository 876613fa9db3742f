#pragma once
// The data model that a rulebook declares: reports, tables, fields, units, code lists. Resolved and checked;
// every name is an index. It knows nothing of XML parsers, workbooks or findings.

#include "dsl/date.hpp"
#include "dsl/decimal.hpp"
#include "dsl/source.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace a6::dsl {

enum class kind : std::uint8_t {
    boolean,
    integer,
    decimal,
    text,
    code,
    date,
    year,
    version,
    period,
    timeframe,
    itmo,
    block,
    blocks,
    row
};

inline constexpr std::uint16_t no_index = 0xffff;

// unit: only decimal; list: only code; table: only row.
struct type {
    kind k = kind::boolean;
    bool list_of = false;
    std::uint16_t unit = no_index;  // no_index: a bare number
    std::uint16_t list = no_index;
    std::uint16_t table = no_index;
    friend bool operator==(type const&, type const&) = default;
};

// A type of this kind without unit, list or table.
inline type plain(kind k) {
    type t;
    t.k = k;
    return t;
}

struct unit {
    std::string name;               // tCO2e
    std::string label;              // t CO2 eq
    std::uint16_t base = no_index;  // of a derived unit: the unit it is a multiple of
    decimal factor{};               // how many base units it is
};

// Which day decides whether something with dates holds: the day as of which the run judges, or the day the filing was
// submitted (the run's day where the filing does not tell).
enum class axis : std::uint8_t { run, filing };

// A value of a code list is legal on days d with from <= d < until.
struct code {
    std::string value;
    std::vector<std::string> named;  // accepted names of the same thing (a country's name)
    std::vector<std::string> also;   // known deviating spellings
    std::optional<date> from;
    std::optional<date> until;
    std::string label = {};  // what people read beside it: the first of `named`; may be empty
};
struct code_list {
    std::string name;
    std::string title;
    std::vector<std::string> sources;
    bool open = false;  // values outside the list are legal
    dsl::axis axis = dsl::axis::run;
    std::vector<code> codes;
};

// requested: asked for, not demanded.
enum class presence : std::uint8_t { optional, required, conditional, platform, requested };

struct field {
    std::string name;     // technical name, used in rules and reports: ActionType
    std::string label;    // what people see: Action type
    std::string heading;  // how it is called in workbooks and CSV: the label as it is written, in every language
    dsl::type type;
    dsl::presence presence = dsl::presence::optional;
    std::string xml;                        // element name
    std::vector<std::string> also;          // other labels in use
    std::vector<std::string> placeholders;  // texts that count as empty
    std::vector<std::string> vocabulary;    // shown by the untouched template in its first data rows, in order
    std::string footnote;
    std::vector<std::string> serves;  // ids of the requirements that ask for it
    location at;
};

struct table {
    std::string name;     // Actions
    std::string label;    // what people see: Table 3: Actions
    std::string heading;  // how it is called in workbooks and CSV: the label as it is written, in every language
    std::uint16_t report = no_index;
    std::string rows;   // XML element of one row: Action; empty: the table has exactly one row
    std::string title;  // title text in workbooks and CSV: Table 3: Actions
    std::string sheet;  // sheet name in the official workbook: Table 3 Actions
    std::vector<std::string> cites;
    std::vector<std::uint16_t> key;  // fields that identify a row for a reader
    std::vector<dsl::field> fields;
    bool marked_rows = false;  // each row carries a mark of 4/CMA.6 para 29 of its own
    // Where the platform writes the mark: of the filing in a header table, of each row in a marked one.
    std::uint16_t result = no_index;
    bool generated = false;  // its rows are made from others, not filed
    std::string shown_by;  // the command or document that shows them, and for which alone they are made; empty: always
    location at;

    bool single_row() const { return rows.empty(); }
    // It has a sheet in the official workbook, and so may be filed as workbook or CSV.
    bool in_workbooks() const { return !sheet.empty(); }
    std::uint16_t find_field(std::string_view name) const;  // no_index if absent
};

// Which fields of a header table tell what the filing is.
struct filing_roles {
    std::uint16_t party = no_index;
    std::uint16_t year = no_index;
    std::uint16_t version = no_index;
    std::uint16_t date = no_index;
    std::uint16_t series = no_index;  // of several reports of one kind: which (first, second updated initial report)
};

struct report {
    std::string name;   // AnnualInformation: XML element under <filing>
    std::string words;  // annual information: the name for people
    std::string title;
    std::vector<std::string> cites;
    std::uint16_t header = no_index;    // table with one row per filing
    filing_roles roles;                 // fields of the header table
    std::vector<std::uint16_t> tables;  // that are filed, in order of declaration, header included
    bool reference = false;             // facts that others are held against; not judged itself
};

struct data_model {
    std::vector<unit> units;
    std::vector<code_list> lists;
    std::vector<report> reports;
    std::vector<table> tables;

    std::uint16_t find_unit(std::string_view name) const;
    std::uint16_t find_list(std::string_view name) const;
    std::uint16_t find_report(std::string_view name) const;
    std::uint16_t find_table(std::string_view name) const;
};

// Plain words for messages: "a date", "a decimal number in tCO2e", "a code of list Sector".
std::string describe(type const& t, data_model const& m);

}  // namespace a6::dsl
