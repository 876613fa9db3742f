#pragma once
// Why a value is not known: the facts that are missing, found by walking the plan for one row. Only done for rows that
// came out undecided.

#include "checker/evaluate.hpp"
#include "reports/run_report.hpp"

#include <string>
#include <vector>

namespace a6::checker {

struct missing_fact {
    reports::undecided_reason reason = reports::undecided_reason::missing_field;
    std::string need;                     // in words
    std::uint16_t table = dsl::no_index;  // the cell that is empty or unreadable, if it is one
    std::uint32_t row = 0;
    std::uint16_t field = dsl::no_index;
};

// The missing facts that make node `n` unknown for `element` of `f`; never empty for an unknown value. At most `limit`.
std::vector<missing_fact> explain_unknown(evaluator& e, dsl::node_id n, frame& f, std::size_t element,
                                          std::size_t limit = 8);

}  // namespace a6::checker
