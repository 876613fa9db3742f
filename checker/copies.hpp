#pragma once
// Annotated copies of the filings of a run, in a folder of their own.

#include "checker/options.hpp"
#include "checker/read.hpp"

#include "dsl/model.hpp"
#include "reports/run_report.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace a6::checker {

struct planned_copy {
    input_file input;
    std::string output;  // path
};

// Where the copy of each input goes: FOLDER/NAME.annotated.xlsx, where two inputs share a name with their folders or
// kinds in it. False, and said: a copy would stand where an input or a report does, or be read as a filing by the next
// run.
bool plan_copies(command_line const& line, std::vector<input_file> const& inputs, std::vector<planned_copy>& out,
                 std::ostream& err);

// Writes the copies of all filings that hold a report which workbooks have. Inputs without one are named. False: a copy
// could not be made, which is said.
bool write_copies(std::vector<planned_copy> const& copies, reports::run_report const& report,
                  dsl::data_model const& model, std::size_t findings_per_rule, std::ostream& err);

}  // namespace a6::checker
