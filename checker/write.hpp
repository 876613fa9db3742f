#pragma once
// Raw cells back to files: the XML filing format, the official workbook; and the XML Schema of the filing format.

#include "checker/raw_filing.hpp"

#include <optional>
#include <ostream>
#include <string>

namespace a6::checker {

// Writes the XML filing format (namespace urn:a6check:filing:1). Every cell's text is kept as written, and so are marks
// of confidentiality.
void write_xml(raw_filing const& filing, dsl::data_model const& model, std::ostream& out);

// Writes the official 7-sheet layout to `path`. Empty on success, else what went wrong. A filing with marks of
// confidentiality is refused.
std::optional<read_error> write_workbook(raw_filing const& filing, dsl::data_model const& model,
                                         std::string const& path);

// The XML Schema of the filing format, generated from the data model.
void write_schema(dsl::data_model const& model, std::ostream& out);

}  // namespace a6::checker
