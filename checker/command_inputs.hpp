#pragma once
// What every command that judges filings does first.

#include "checker/options.hpp"
#include "checker/read.hpp"
#include "checker/run.hpp"
#include "checker/shipped_rules.hpp"
#include "dsl/plan.hpp"

#include <memory>
#include <vector>

namespace a6::checker {

struct read_filings {
    std::vector<std::unique_ptr<raw_filing>> filings;
    std::vector<read_error> failures;  // inputs that could not be read, and why
};

read_filings read_inputs(input_list inputs, dsl::data_model const& model);

run_options run_options_of(command_line const& line, spoken_rulebook const& rules);

}  // namespace a6::checker
