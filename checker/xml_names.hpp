#pragma once

#include "dsl/model.hpp"
#include "reports/run_report.hpp"

namespace a6::checker {

// Where each table that is filed stands in the XML filing format.
reports::xml_format xml_names(dsl::data_model const& model);

}  // namespace a6::checker
