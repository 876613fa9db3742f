#pragma once
// A folder of rulebook files to a checked plan.

#include "dsl/diagnostic.hpp"
#include "dsl/plan.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace a6::dsl {

struct load_result {
    std::unique_ptr<rulebook> book;  // empty if there was an error
    diagnostics problems;
    std::vector<source_file> files;  // for rendering the problems
    std::string failure;             // the folder could not be read at all
};

// Every *.a6 below `folder`, in path order, and the filings of facts below `folder`/facts (*.xml), which are read by
// whoever reads filings.
load_result load_rulebook(std::string const& folder);

// The same from texts in memory: (name, text).
load_result load_rulebook(std::vector<std::pair<std::string, std::string>> texts);

}  // namespace a6::dsl
