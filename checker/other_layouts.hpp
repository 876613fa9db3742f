#pragma once
// Names what was given when it is no filing in a supported layout, and says what to do.

#include "checker/csv.hpp"
#include "checker/workbook.hpp"

#include "dsl/model.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace a6::checker {

// By the first bytes: JSON, PDF, HTML, old and protected spreadsheets, other binary formats. Nothing if it may be XML,
// a zip archive or CSV. Codes X203, X204, X406, X506, X507, X509.
std::optional<read_error> name_other_bytes(std::string_view bytes);

// A workbook in which no table of the model was found by title or sheet name, or none of whose tables has readable
// labels. Codes X501, X502, X503, X505.
read_error name_other_workbook(workbook const& book, dsl::data_model const& model);

// The superseded draft, by the cells of a header line (X501).
std::optional<read_error> name_draft(std::vector<std::string_view> const& labels);

// A CSV without any of the model's table titles. Codes X501, X504, X305.
read_error name_other_csv(csv_document const& csv, dsl::data_model const& model);

}  // namespace a6::checker
