#pragma once
// What a command line asks for by id.

#include "dsl/plan.hpp"

#include <ostream>
#include <string>

namespace a6::checker {

// Ids and names as people type them.
std::string upper(std::string text);
// nullptr if there is none.
dsl::rule const* find_rule_as_typed(dsl::rulebook const& book, std::string const& id);
// Says that there is nothing of this id, and what may be meant. Returns the exit code.
int unknown_id(dsl::rulebook const& book, std::string const& id, std::ostream& err);

}  // namespace a6::checker
