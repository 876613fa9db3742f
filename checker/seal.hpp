#pragma once
// What a report was made of: digests of the program, the rulebook and every file that was given.

#include "checker/raw_filing.hpp"
#include "dsl/plan.hpp"
#include "reports/run_report.hpp"

#include <string>
#include <vector>

namespace a6::checker {

// SHA-256 of the running program's file; empty where the system does not show it.
std::string program_digest();

// Every file of the rulebook with its digest, by name: rules, code lists, and the facts that come with it.
std::vector<reports::input_digest> rulebook_files(dsl::rulebook const& book);

}  // namespace a6::checker
