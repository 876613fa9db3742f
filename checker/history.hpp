#pragma once
// What earlier versions in a run tell: since when a finding is open, and what a later version closed. Internal to a
// run.

#include "checker/run.hpp"

namespace a6::checker {

// Rows that are judged again for it, all states together; beyond this the oldest states are left out, and the report
// says how many.
inline constexpr std::size_t max_history_rows = 100'000;

// For each version in `data` that a later one replaces, the filings as they were on the day before that are judged as
// of that day. Adds `history` to the report, and `since` to its findings. Nothing where no version was replaced; a
// version without a date, or dated like the one it replaces, makes no state of its own.
void add_history(dsl::rulebook const& book, dataset const& data, run_options const& options,
                 reports::run_report& report);

}  // namespace a6::checker
