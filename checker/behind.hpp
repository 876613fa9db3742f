#pragma once
// What a figure is made of: the rows that its sums and unions take together.

#include "checker/evaluate.hpp"
#include "reports/account.hpp"

#include <vector>

namespace a6::checker {

// The rows behind node `n` for one element of `f`, each with what it adds or takes away, in the order of the expression
// and then of the rows. Nothing where the figure follows from something confidential. Rows that only limit what is
// counted (the right side of `intersect`, conditions) are not among them.
std::vector<reports::account_source> rows_behind(evaluator& e, dsl::node_id n, frame& f, std::size_t element);

}  // namespace a6::checker
