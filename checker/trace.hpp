#pragma once
// The life of a block of ITMOs through the filings of a run, as the life cycles of the rulebook tell it.

#include "checker/raw_filing.hpp"
#include "checker/run.hpp"
#include "checker/serials.hpp"
#include "dsl/plan.hpp"
#include "reports/trace.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

// What a person writes for a block: "CA0001-GHA01-GHA-1,500-2022", "CA0001-GHA01-GHA-1..1000-2022" or
// "CA0001-GHA01-GHA-1-2022 to CA0001-GHA01-GHA-1000-2022", the second of which may be a bare number. Where there is no
// block, `problem` says why.
struct parsed_block {
    std::optional<serial_block> block;
    std::string problem;
};
parsed_block parse_block(std::string_view text, text_pool& pool);

// INVARIANT: `block` is one that parse_block takes.
reports::trace trace_block(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                           std::vector<read_error> const& failures, run_options const& options,
                           std::string const& block);

}  // namespace a6::checker
