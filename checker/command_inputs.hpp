#pragma once
// What every command that judges filings does first.

#include "checker/options.hpp"
#include "checker/read.hpp"
#include "checker/run.hpp"
#include "dsl/plan.hpp"

#include <memory>
#include <ostream>
#include <vector>

namespace a6::checker {

struct read_filings {
    std::vector<std::unique_ptr<raw_filing>> filings;
    std::vector<read_error> failures;  // inputs that could not be read, and why
};

read_filings read_inputs(input_list inputs, dsl::data_model const& model);

// What is wrong with a file, for standard error.
void print_error(read_error const& e, std::ostream& err);

run_options run_options_of(command_line const& line, dsl::rulebook const& book);

}  // namespace a6::checker
