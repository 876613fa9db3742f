#pragma once
// The questions that a run leaves to a reviewer, with what the filings say that bears on each.

#include "checker/evaluate.hpp"
#include "dsl/plan.hpp"
#include "reports/run_report.hpp"

namespace a6::checker {

// Adds `questions` and `unasked` to `report`, whose filings and findings are there already. One question for each
// requirement that a person judges and each filing that speaks of it or ought to, cooperative approach by cooperative
// approach where the filing does; one for each Party whose report has no row for it, and for each Party where no report
// in the model answers it. By part, requirement, filing, row. No question is asked of a row whose conditional fields
// are not called for, nor where the report that would answer is not among the filings.
void add_questions(dsl::rulebook const& book, evaluator& values, reports::run_report& report);

}  // namespace a6::checker
