#pragma once
// Where the rulebook is, and loading it for a command.

#include "checker/languages.hpp"
#include "checker/options.hpp"
#include "dsl/rulebook.hpp"

#include <memory>
#include <ostream>
#include <string>

namespace a6::checker {

// --rules, else ../rules or ../share/a6check/rules beside the program, else the source tree it was built from.
std::string rules_folder(command_line const& line);

// Loads it; errors are rendered to `err` and the result is empty.
std::unique_ptr<dsl::rulebook> load_for(command_line const& line, std::ostream& err);

// The same in the language of --lang, with the language itself.
struct spoken_rulebook {
    std::unique_ptr<dsl::rulebook> book;  // empty: errors were rendered
    language_texts language;
    explicit operator bool() const { return book != nullptr; }
};
spoken_rulebook load_spoken(command_line const& line, std::ostream& err);

}  // namespace a6::checker
