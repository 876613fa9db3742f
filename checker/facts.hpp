#pragma once
// Facts about Parties that filings are held against.

#include "checker/dataset.hpp"
#include "reports/run_report.hpp"

#include <vector>

namespace a6::checker {

// One failure (E105) for each value of a fact that cannot be read, and for each that is missing though every fact has
// it. Such a fact would leave everything undecided that asks for a fact of its kind, of whatever Party.
std::vector<reports::failure> unreadable_facts(dataset const& data, dsl::data_model const& model,
                                               reports::language const& say);

}  // namespace a6::checker
