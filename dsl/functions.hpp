#pragma once
// The built-in functions of the rule language: one table for the type checker, the documentation and every evaluator.

#include "dsl/model.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace a6::dsl {

enum class function : std::uint8_t {
    as_of,
    year,
    first_day,
    last_day,
    day,
    start,
    finish,
    occurrence,
    use_window,
    unlabelled,
    states_occurrence,
    states_use,
    states_unlabelled,
    major,
    minor,
    approach,
    registry,
    party,
    vintage,
    serial,
    full,
    block,
    size,
    first_serial,
    last_serial,
    empty,
    unit_count,
    items,
    length,
    starts_with,
    folded,
    round,
    least,
    greatest,
    to_decimal,
    row_number,
    first_submitted,
    unit_block,
    last_place,
    magnitude
};

// What an argument may be: kinds, as a bit set over dsl::kind.
using kind_set = std::uint32_t;
constexpr kind_set set_of(kind k) { return 1u << static_cast<unsigned>(k); }
template <class... K>
constexpr kind_set set_of(kind first, K... rest) {
    return (set_of(first) | ... | set_of(rest));
}

struct parameter_kinds {
    kind_set accepts = 0;
    bool list_of = false;           // a list of such values
    bool may_be_undecided = false;  // an undecided argument does not make the result undecided
};

struct function_entry {
    dsl::function id;
    std::string_view name;
    std::vector<parameter_kinds> parameters;
    kind result;
    std::string_view documentation;
};

// `least` and `greatest` are spelled min and max; their result has the type of their arguments. `round` gives its
// argument's type. to_decimal is inserted by the type checker only and has no name.
std::vector<function_entry> const& functions();
function_entry const* find_function(std::string_view name);
function_entry const& entry_of(function f);

}  // namespace a6::dsl
