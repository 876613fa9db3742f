#pragma once
// Syntax trees to the typed plan: names resolved, types and units checked, joins given a key.

#include "dsl/diagnostic.hpp"
#include "dsl/plan.hpp"
#include "dsl/syntax.hpp"

namespace a6::dsl {

// Fills `book` (model, plan, requirements, rules). What is broken is reported and left out.
void lower(std::vector<syntax::file> const& files, rulebook& book, diagnostics& out);

}  // namespace a6::dsl
