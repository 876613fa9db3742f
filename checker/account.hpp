#pragma once
// Recomputes the accounting from the filings of a run: the labelled values of the tables that the rulebook generates.

#include "checker/evaluate.hpp"
#include "checker/raw_filing.hpp"
#include "checker/run.hpp"
#include "dsl/plan.hpp"
#include "reports/account.hpp"

#include <memory>
#include <vector>

namespace a6::checker {

// Units in which quantities of t CO2 eq are shown.
enum class account_unit : std::uint8_t { tonnes, kilotonnes, megatonnes };
// "t", "kt" or "Mt"
account_unit account_unit_named(std::string const& name);

struct account_options {
    account_unit unit = account_unit::tonnes;
    std::string shown_by;  // tables that the rulebook has `shown by` this; empty: those that it always makes
    bool explain = false;  // with the rows behind each figure
};

// The figures of a run whose evaluator was prepared, also for what they are shown by. Adds to tables and failures.
void add_figures(reports::account& out, evaluator& values, account_options const& what);

reports::account recompute(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                           std::vector<read_error> const& failures, run_options const& options,
                           account_options const& what);

}  // namespace a6::checker
