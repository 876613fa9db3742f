#pragma once
// The languages that come with a rulebook: a folder of PO files for each, languages/fr/program.po and rulebook.po.
// English is always there.

#include "dsl/translate.hpp"
#include "reports/catalogue.hpp"
#include "reports/run_report.hpp"

#include <memory>
#include <string>
#include <vector>

namespace a6::checker {

inline constexpr char const* program_texts = "program.po";
inline constexpr char const* rulebook_texts = "rulebook.po";

// Codes, in alphabetical order, with `en`.
std::vector<std::string> languages_of(std::string const& rules_folder);

// Where the file of a language stands, and what it is called in messages: "languages/fr/program.po".
std::string language_file(std::string const& rules_folder, std::string const& code, char const* file);
std::string shown_language_file(std::string const& code, char const* file);

struct language_texts {
    std::unique_ptr<reports::language const> owned;  // empty: English
    dsl::translator rulebook;                        // empty: as it is written
    std::vector<reports::input_digest> files;        // it was read from
    std::vector<std::string> problems;               // then neither is to be used

    reports::language const& say() const { return owned ? *owned : reports::language::english(); }
};

// Reads a language; problems if there is none of this code, or its files are wrong.
language_texts read_language(std::string const& rules_folder, std::string const& code);

// The texts of a file, by their words; what is fuzzy or not translated is left out.
dsl::translator translator_of(reports::po_file const& file);

}  // namespace a6::checker
