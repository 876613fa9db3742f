#pragma once
// What a norm that is undecided for want of evidence needs, document by document. Internal to a run.

#include "checker/evaluate.hpp"

#include <string>
#include <vector>

namespace a6::checker {

// For one row: the documents that are missing, in the order of the rule; or the value that must be known before they
// can be named.
struct named_needs {
    std::vector<std::string> documents;
    dsl::node_id open = dsl::no_node;
};

// For every element of `f`, of which only those with a true value in `wanted` are worked out; the others are empty. All
// elements together cost what a query costs, so this is asked once for a batch.
std::vector<named_needs> needs_of(evaluator& e, dsl::norm const& norm, frame& f,
                                  std::vector<std::uint8_t> const& wanted);

}  // namespace a6::checker
