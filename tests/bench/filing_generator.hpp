#pragma once
// A host's annual information of any size, for timings.

#include <cstddef>
#include <string>

namespace a6::bench {

// An XML filing with `actions` actions (every other one a first transfer to CHE, the others acquisitions of what CHE first
// transferred), half as many holdings, and one authorization for every hundred actions. Deterministic. One action in a
// thousand reports a quantity that its block does not have.
std::string generate_filing(std::size_t actions);

}  // namespace a6::bench
