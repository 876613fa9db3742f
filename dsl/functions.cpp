#include "dsl/functions.hpp"

#include <algorithm>

namespace a6::dsl {

namespace {

parameter_kinds one(kind k) { return {set_of(k), false, false}; }
parameter_kinds any_of(kind_set s) { return {s, false, false}; }
parameter_kinds texts() { return any_of(set_of(kind::text, kind::code)); }

std::vector<function_entry> make_table() {
    using f = function;
    parameter_kinds const text_list{set_of(kind::text, kind::code), true, false};
    parameter_kinds optional_text = texts();
    optional_text.may_be_undecided = true;
    return {
        {f::as_of, "as_of", {}, kind::date, "the day as of which the run judges"},
        {f::year, "year", {one(kind::date)}, kind::year, "the calendar year of a day"},
        {f::first_day, "first_day", {one(kind::year)}, kind::date, "1 January of a year"},
        {f::last_day, "last_day", {one(kind::year)}, kind::date, "31 December of a year"},
        {f::day,
         "day",
         {any_of(set_of(kind::year, kind::integer)), one(kind::integer), one(kind::integer)},
         kind::date,
         "the day of that year, month and day of the month"},
        {f::start, "start", {one(kind::period)}, kind::date, "the first day of a period"},
        {f::finish, "finish", {one(kind::period)}, kind::date, "the last day of a period"},
        {f::occurrence,
         "occurrence",
         {one(kind::timeframe)},
         kind::period,
         "when the mitigation may occur; undecided if not stated"},
        {f::use_window,
         "use_window",
         {one(kind::timeframe)},
         kind::period,
         "when the outcomes may be used; undecided if not stated"},
        {f::unlabelled,
         "unlabelled",
         {one(kind::timeframe)},
         kind::period,
         "a timeframe that does not say what it bounds; undecided if not stated"},
        {f::states_occurrence,
         "states_occurrence",
         {one(kind::timeframe)},
         kind::boolean,
         "the timeframe says when the mitigation may occur"},
        {f::states_use,
         "states_use",
         {one(kind::timeframe)},
         kind::boolean,
         "the timeframe says when the outcomes may be used"},
        {f::states_unlabelled,
         "states_unlabelled",
         {one(kind::timeframe)},
         kind::boolean,
         "the timeframe does not say what it bounds"},
        {f::major, "major", {one(kind::version)}, kind::integer, "X of X.Y"},
        {f::minor, "minor", {one(kind::version)}, kind::integer, "Y of X.Y"},
        {f::approach, "approach", {one(kind::itmo)}, kind::text, "cooperative approach of a full identifier"},
        {f::registry, "registry", {one(kind::itmo)}, kind::text, "registry of first transfer of a full identifier"},
        {f::party, "party", {one(kind::itmo)}, kind::text, "first transferring Party of a full identifier"},
        {f::vintage, "vintage", {one(kind::itmo)}, kind::year, "vintage of a full identifier"},
        {f::serial, "serial", {one(kind::itmo)}, kind::integer, "running number of an identifier"},
        {f::full, "full", {one(kind::itmo)}, kind::boolean, "a full identifier, not a bare running number"},
        {f::block,
         "block",
         {one(kind::itmo),
          one(kind::itmo),
          optional_text,
          optional_text,
          optional_text,
          {set_of(kind::year), false, true}},
         kind::block,
         "the serials from one identifier to another"},
        {f::size, "size", {any_of(set_of(kind::block, kind::blocks))}, kind::integer, "how many serials"},
        {f::first_serial, "first_serial", {one(kind::block)}, kind::integer, "the lowest serial"},
        {f::last_serial, "last_serial", {one(kind::block)}, kind::integer, "the highest serial"},
        {f::empty, "empty", {any_of(set_of(kind::block, kind::blocks))}, kind::boolean, "no serial in the set"},
        {f::unit_count,
         "unit_count",
         {texts(), texts()},
         kind::integer,
         "units between two underlying identifiers that differ in exactly one number"},
        {f::unit_block,
         "unit_block",
         {texts(), texts(), texts()},
         kind::block,
         "the underlying units of a registry from one identifier to another, as a block that can be held against "
         "others"},
        {f::items, "items", {text_list}, kind::integer, "how many items a list has"},
        {f::length, "length", {texts()}, kind::integer, "characters in a text"},
        {f::starts_with, "starts_with", {texts(), texts()}, kind::boolean, "the first text begins with the second"},
        {f::folded, "folded", {texts()}, kind::text, "the text without case, accents and surplus blanks"},
        {f::round, "round", {}, kind::decimal, "a decimal number rounded as stated"},
        {f::least, "min", {}, kind::decimal, "the lower of two values"},
        {f::greatest, "max", {}, kind::decimal, "the higher of two values"},
        {f::to_decimal, "", {one(kind::integer)}, kind::decimal, "a whole number as a decimal number"},
        {f::last_place,
         "last_place",
         {texts()},
         kind::decimal,
         "one unit in the last place of a number as it is written; undecided if it is no number"},
        {f::magnitude, "abs", {one(kind::decimal)}, kind::decimal, "a decimal number without its sign"},
        {f::first_submitted,
         "first_submitted",
         {one(kind::row)},
         kind::date,
         "the day on which the first version of the row's report was submitted; undecided if that version is not "
         "there"},
        {f::row_number, "row", {one(kind::row)}, kind::integer, "number of the row in its table, from 1"},
    };
}

}  // namespace

std::vector<function_entry> const& functions() {
    static std::vector<function_entry> const table = make_table();
    return table;
}

function_entry const* find_function(std::string_view name) {
    for (auto const& entry : functions())
        if (!entry.name.empty() && entry.name == name) return &entry;
    return nullptr;
}

function_entry const& entry_of(function f) {
    auto const& table = functions();
    return *std::find_if(table.begin(), table.end(), [f](function_entry const& e) { return e.id == f; });
}

}  // namespace a6::dsl
