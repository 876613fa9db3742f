#pragma once
// The text of one cell to a typed value. Nothing is guessed: what cannot be read with certainty is unreadable.

#include "checker/raw_filing.hpp"
#include "checker/serials.hpp"
#include "dsl/date.hpp"
#include "dsl/decimal.hpp"
#include "dsl/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace a6::checker {

// When outcomes may occur and be used; `unlabelled` does not say which of the two it bounds.
struct timeframe {
    std::optional<dsl::period> occurrence;
    std::optional<dsl::period> use;
    std::optional<dsl::period> unlabelled;
};

// given: something is written that does not stand for "nothing". lost: a formula of which no usable result was kept, so
// that it is not known what stands there, nor whether anything does. known: it was read as the field's type. canonical:
// in the spelling the rulebook calls its own. Which member holds the value follows from the field's type; texts, codes,
// years, dates (days), integers, versions (major << 32 | minor) and booleans are in `integer`.
struct cell_value {
    bool given = false;
    bool lost = false;
    bool known = false;
    bool canonical = true;
    std::int64_t integer = 0;
    dsl::decimal number{};
    itmo_identifier itmo;
    checker::timeframe frame;
    std::vector<text_id> items;  // list fields
};

// Texts that stand for "not applicable": empty, NA, n/a, Not applicable, -.
bool stands_for_nothing(std::string_view text);

// The text, with tidied white space, stands for nothing in this field, or is what the form itself has there.
bool is_left_empty(std::string_view text, dsl::field const& field);

// White space tidied: NBSP and its like become a blank, runs of blanks one blank, none at the ends.
std::string tidy(std::string_view text);

// Day, written yyyy-mm-dd, dd/mm/yyyy, dd.mm.yyyy, d-Mon-yyyy or as a date-time with Z or an offset (the UTC day
// counts).
struct read_date {
    dsl::date day;
    bool canonical = true;
};
std::optional<read_date> parse_date(std::string_view text);
// One unit in the last place of a number as it is written: 0.01 for "12.30", 1 for "1,200". Empty if it is no number.
std::optional<dsl::decimal> last_place(std::string_view text);
std::optional<timeframe> parse_timeframe(std::string_view text);

// Reads cells of one data model as of one day. Keeps the folded spellings of every code list.
class value_reader {
public:
    value_reader(dsl::data_model const& model, dsl::date as_of, text_pool& pool);
    // What is read from now on was submitted that day; lists that are dated by the filing are read as of it.
    void submitted_on(dsl::date day) { filing_day_ = day; }
    cell_value read(raw_cell const& cell, dsl::field const& field);

private:
    struct spelling {
        text_id value = 0;
        bool canonical = false;
        std::optional<dsl::date> from;
        std::optional<dsl::date> until;
    };
    // Of the values that share a spelling the first that is in force counts.
    using spellings = std::unordered_map<std::string, std::vector<spelling>>;
    struct list_index {
        spellings exact;
        spellings folded;
    };
    std::optional<spelling> find_code(std::uint16_t list, std::string const& text);
    void read_list(cell_value& out, std::string const& text, dsl::type const& t);

    dsl::data_model const& model_;
    text_pool& pool_;
    dsl::date as_of_;
    dsl::date filing_day_;
    std::vector<list_index> lists_;
};

}  // namespace a6::checker
