#pragma once
// What a report says of one filing, put on the cells of its workbook and into a list.

#include "checker/annotation.hpp"
#include "checker/cell_places.hpp"

#include "reports/run_report.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace a6::checker {

struct annotate_options {
    std::string list_sheet;             // the name of the list's sheet
    std::size_t findings_per_rule = 0;  // that are listed and get comments, the most severe first; 0: all
    bool masked = false;                // "[confidential]" stands in some cells
    std::size_t shortened = 0;          // values of the filing that no cell can hold, and that are cut in the copy
    std::vector<std::string> left_out;  // titles of reports in the filing that the workbook has no sheet for
};

// Of all rules what concerns the filing: findings in it, those of which it is the other side, what stays undecided,
// what rules tell; what could not be checked in the run; what the reader passed over. What is not listed is counted,
// and its cells are coloured. Fields in which the platform writes the result are filled where the Party left them free.
annotation annotate(reports::run_report const& report, reports::filing_outcome const& filing, cell_places const& places,
                    annotate_options const& options);

}  // namespace a6::checker
