#pragma once
// The questions that a run leaves to a reviewer, with what the filings say that bears on each.

#include "checker/dataset.hpp"
#include "dsl/plan.hpp"
#include "reports/run_report.hpp"

#include <vector>

namespace a6::checker {

// One for each requirement that a person judges and each filing that speaks of it, cooperative approach by cooperative
// approach where the filing does; one for each Party where no filing speaks of it. By part, requirement, filing, row.
// `report`: its filings and findings are there already.
std::vector<reports::question> questions_of(dsl::rulebook const& book, dataset const& data,
                                            reports::run_report const& report);

}  // namespace a6::checker
