#pragma once
// What a review document shows beside the findings, taken from the run itself: nothing is read or judged again.

#include "checker/checks.hpp"
#include "checker/evaluate.hpp"
#include "reports/review.hpp"
#include "reports/run_report.hpp"

#include <memory>

namespace a6::checker {

// `values` was prepared for `ledger` and `review`; filings, findings and what is undecided are in the report already.
std::shared_ptr<reports::review_data const> review_of(evaluator& values, checks const& checked,
                                                      reports::run_report const& report);

}  // namespace a6::checker
