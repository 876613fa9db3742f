#pragma once
// An .xlsx workbook to grids of cell texts: what a person sees in the cells, exactly, without any meaning.

#include "checker/grid.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

// Cells point into `texts` and `buffers`.
struct workbook {
    std::vector<grid> sheets;  // worksheets only, in the order of the tabs
    std::deque<std::string> texts;
    std::vector<std::shared_ptr<std::string const>> buffers;
};

struct workbook_result {
    std::optional<workbook> book;
    std::optional<read_error> error;  // X2xx; X508 for a zip archive that is no workbook; without file name
};

// `bytes`: the file. Numbers are exact (see cell_value.hpp); date-formatted numbers are ISO texts; rich text runs are
// joined, phonetic runs left out; formulas count by their stored value.
workbook_result open_workbook(std::string_view bytes);

}  // namespace a6::checker
