#pragma once
// A folder of rulebook files to a checked plan.

#include "dsl/diagnostic.hpp"
#include "dsl/plan.hpp"
#include "dsl/translate.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace a6::dsl {

struct load_result {
    std::unique_ptr<rulebook> book;  // empty if there was an error
    diagnostics problems;
    std::vector<source_file> files;  // for rendering the problems; empty if there are none and `book` has them
    std::string failure;             // the folder could not be read at all
};

// Every *.a6 below `folder`, in path order, and the filings of facts below `folder`/facts (*.xml), which are read by
// whoever reads filings. What people read is in the language of `say`; empty: as it is written.
load_result load_rulebook(std::string const& folder, translator const& say = {});

// The same from texts in memory: (name, text).
load_result load_rulebook(std::vector<std::pair<std::string, std::string>> texts, translator const& say = {});

// The texts of a rulebook that people read.
struct text_list {
    std::vector<text_for_people> texts;
    std::vector<source_file> files;  // for their places
    diagnostics problems;
    std::string failure;  // the folder could not be read at all
};
text_list texts_of_rulebook(std::string const& folder);

}  // namespace a6::dsl
