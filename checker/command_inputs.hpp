#pragma once
// What every command that judges filings does first.

#include "checker/options.hpp"
#include "checker/read.hpp"
#include "checker/run.hpp"
#include "checker/shipped_rules.hpp"
#include "dsl/plan.hpp"

#include <memory>
#include <ostream>
#include <vector>

namespace a6::checker {

struct read_filings {
    std::vector<std::unique_ptr<raw_filing>> filings;
    std::vector<read_error> failures;            // inputs that could not be read, and why
    std::vector<reports::input_digest> digests;  // of every file that was listed, by name; empty: not opened
};

read_filings read_inputs(input_list inputs, dsl::data_model const& model);

// In which everything for people is said.
reports::language const& language_of(command_line const& line);

// "a6check: waivers.toml:12:1: this waiver has no `owner` [W104]", and how to mend it.
void tell(read_error const& e, reports::language const& say, std::ostream& err);

// "a6check: PROBLEM", on one line whatever names it holds.
void complain(std::string const& problem, std::ostream& err);

run_options run_options_of(command_line const& line, dsl::rulebook const& book);

}  // namespace a6::checker
