#pragma once
// Recomputes the accounting from the filings of a run: the labelled values of the tables that the rulebook generates.

#include "checker/raw_filing.hpp"
#include "checker/run.hpp"
#include "dsl/plan.hpp"
#include "reports/account.hpp"

#include <memory>
#include <vector>

namespace a6::checker {

// Units in which quantities of t CO2 eq are shown.
enum class account_unit : std::uint8_t { tonnes, kilotonnes, megatonnes };

reports::account recompute(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                           std::vector<read_error> const& failures, run_options const& options, account_unit unit);

}  // namespace a6::checker
