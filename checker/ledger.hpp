#pragma once
// The ledger: the tables that the rulebook has `shown by ledger`, with the years that are missing named and the Parties
// added up.

#include "checker/account.hpp"

#include <memory>
#include <string>
#include <vector>

namespace a6::checker {

struct ledger_options {
    account_unit unit = account_unit::tonnes;
    bool explain = false;
    std::string party;  // only this one; empty: all, and all together
    std::string year;   // only this one; empty: all
};

// The ledger of a run whose evaluator was prepared for it.
void add_ledger(reports::account& out, evaluator& values, ledger_options const& what);

reports::account ledger(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                        std::vector<read_error> const& failures, run_options const& options,
                        ledger_options const& what);

}  // namespace a6::checker
