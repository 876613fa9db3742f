#pragma once
// A host's annual information of any size, for timings.

#include <cstddef>
#include <string>

namespace a6::bench {

// An XML filing with `actions` first transfers to one buyer, one authorization per hundred, no holdings. Deterministic.
// One row in a thousand reports a quantity that its block does not have.
std::string generate_filing(std::size_t actions);

}  // namespace a6::bench
