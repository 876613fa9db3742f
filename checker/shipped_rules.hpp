#pragma once
// Where the rulebook is, and loading it for a command.

#include "checker/options.hpp"
#include "dsl/rulebook.hpp"

#include <memory>
#include <ostream>
#include <string>

namespace a6::checker {

// --rules, else ../rules or ../share/a6check/rules beside the program, else the source tree it was built from.
std::string rules_folder(command_line const& line);

// Reads the language of --lang into the command line. False: there is no such language, or its files are wrong; `err`
// says so.
bool speak(command_line& line, std::ostream& err);

// Loads it, in the language of the command line; errors are rendered to `err` and the result is empty.
std::unique_ptr<dsl::rulebook> load_for(command_line const& line, std::ostream& err);

}  // namespace a6::checker
