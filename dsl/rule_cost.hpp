#pragma once
// What judging a rule looks at, for the authors of a rulebook.

#include "dsl/plan.hpp"

#include <string>

namespace a6::dsl {

// "each row of Actions; joins Authorizations by AuthorizationID"
std::string cost_of(rulebook const& book, rule const& r);

}  // namespace a6::dsl
