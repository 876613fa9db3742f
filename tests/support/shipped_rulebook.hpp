#pragma once
// The rulebook that comes with the project, loaded once.

#include "dsl/rulebook.hpp"

namespace a6::test_support {

// What is wrong with it is printed, and the program ends.
dsl::rulebook const& shipped_rulebook();

}  // namespace a6::test_support
