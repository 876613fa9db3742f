#pragma once
// A check from its command line to the report: what `check` writes and `verify` makes again.

#include "checker/command_inputs.hpp"
#include "checker/earlier_report.hpp"
#include "checker/options.hpp"
#include "checker/waivers.hpp"

#include <memory>
#include <optional>
#include <ostream>

namespace a6::checker {

// Everything that is read before the filings.
struct check_setting {
    std::unique_ptr<dsl::rulebook> book;
    input_list inputs;
    waiver_list waivers;
    std::optional<earlier_report> baseline;
};

// Empty: the check cannot be carried out as asked; `err` says why, with file and line.
std::optional<check_setting> prepare_check(command_line const& line, std::ostream& err);

// Reads the inputs, which are gone from the setting then. Judges the filings, sets aside what waivers name, holds the
// findings against the baseline, seals the report if asked.
reports::run_report carry_out(check_setting& setting, command_line const& line, profile* times);

}  // namespace a6::checker
