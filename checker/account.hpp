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
// "t", "kt" or "Mt"
account_unit account_unit_named(std::string const& name);

struct account_options {
    account_unit unit = account_unit::tonnes;
    std::string command;   // tables that the rulebook has `shown by` it; empty: those that it makes for every command
    bool explain = false;  // with the rows behind each figure
};

reports::account recompute(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                           std::vector<read_error> const& failures, run_options const& options,
                           account_options const& what);

}  // namespace a6::checker
