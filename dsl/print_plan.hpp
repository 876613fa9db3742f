#pragma once
// The plan of a rule in words: what is computed in which order, what is looked up by which keys, and which parts other
// expressions of the rulebook share.

#include "dsl/plan.hpp"

#include <ostream>

namespace a6::dsl {

// One line for each node of the plan, its parts indented below it. A node that stands in several places is written once
// and then named by its number. Numbers are those of the whole rulebook: what has one number in two rules is computed
// once for a batch of rows. Only what decides is shown: not messages, places or quantities.
void print_plan(rulebook const& book, rule const& r, std::ostream& out);

}  // namespace a6::dsl
