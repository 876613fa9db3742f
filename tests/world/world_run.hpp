#pragma once
// Worlds through the ordinary reader and the shipped rulebook.

#include "checker/account.hpp"
#include "checker/run.hpp"
#include "dsl/plan.hpp"
#include "tests/support/world_text.hpp"

#include <memory>
#include <string>
#include <vector>

namespace a6::world_tests {

namespace worlds = test_support::worlds;

dsl::rulebook const& book();

// How many worlds: A6_WORLDS, or so many; a quarter of them where a sanitizer makes them slow.
std::uint64_t worlds_to_run(std::uint64_t otherwise);

// In the order given. What cannot be read fails the test.
std::vector<std::unique_ptr<checker::raw_filing>> read(std::vector<worlds::text_filing> const& filings);
// `complete`: what is given is all that was filed.
reports::run_report judge(worlds::world const& w, std::vector<worlds::text_filing> const& filings,
                          bool complete = false);
reports::account recompute(worlds::world const& w, std::vector<worlds::text_filing> const& filings);

std::string describe(reports::finding const& f);
std::string describe(reports::undecided const& u);

// Writes the filings to the folder of A6_WORLD_FILES, if that is set: to look at a world that failed.
void keep(worlds::world const& w, std::vector<worlds::text_filing> const& filings);

}  // namespace a6::world_tests
