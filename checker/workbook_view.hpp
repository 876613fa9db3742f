#pragma once
// What of a filing can stand in a workbook in the official layout.

#include "checker/raw_filing.hpp"

#include <memory>
#include <string>
#include <vector>

namespace a6::checker {

struct workbook_view {
    std::unique_ptr<raw_filing> filing;  // without marks; its texts stay with the filing that it was made of
    bool masked = false;                 // "[confidential]" stands for what was marked
    std::size_t shortened = 0;           // values that no cell can hold, and that are cut here
    std::vector<std::string> left_out;   // titles of reports that say something and have no sheet
};

workbook_view view_for_workbook(raw_filing const& filing, dsl::data_model const& model);

}  // namespace a6::checker
