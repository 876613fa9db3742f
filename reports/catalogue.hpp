#pragma once
// A language whose words come from a PO file.

#include "reports/language.hpp"
#include "reports/po_file.hpp"

#include <memory>
#include <string>
#include <vector>

namespace a6::reports {

// The language, or what is wrong with the file: plural forms that are not known, holes that are not those of the text.
// What is not translated, or marked fuzzy, stays as it is.
struct catalogue {
    std::unique_ptr<language const> words;  // empty: see `problems`
    std::vector<std::string> problems;      // "fr/program.po:12: ..."
};
catalogue read_catalogue(std::string code, po_file const& file);

// Which texts of a template the file does not translate, or marks as fuzzy: "text.cpp:12: ...".
std::vector<std::string> missing_in(po_file const& file, po_file const& pot);
// Texts that the file translates and the template does not have: "fr/program.po:12: ...".
std::vector<std::string> unused_in(po_file const& file, po_file const& pot);

// A counted text of the template has to be one of the file too: it is called by both its forms.
bool is_translated(po_entry const& entry);

}  // namespace a6::reports
