#pragma once
// The life of a block of ITMOs through the filings of a run, as the life cycles of the rulebook tell it.

#include "checker/raw_filing.hpp"
#include "checker/run.hpp"
#include "dsl/plan.hpp"
#include "reports/trace.hpp"

#include <memory>
#include <string>
#include <vector>

namespace a6::checker {

// INVARIANT: `block` is one that parse_block (block_text.hpp) takes.
reports::trace trace_block(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                           std::vector<read_error> const& failures, run_options const& options,
                           std::string const& block);

}  // namespace a6::checker
