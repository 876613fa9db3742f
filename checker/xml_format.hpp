#pragma once
// Names of the XML filing format that do not come from the data model.

#include "dsl/model.hpp"

#include <string_view>

namespace a6::checker {

inline constexpr std::string_view filing_space = "urn:a6check:filing:1";
inline constexpr std::string_view filing_root = "filing";
// Schema hints on the root element carry no data.
inline constexpr std::string_view schema_instance_space = "http://www.w3.org/2001/XMLSchema-instance";

// On any element: what stands below it is confidential; the value is the basis for protecting it. Without prefix.
inline constexpr std::string_view confidential_attribute = "confidential";

// A report that is nothing but one row of the table of the same name: its fields stand right below its element.
inline bool is_flat(dsl::report const& report, dsl::data_model const& model) {
    return report.tables.size() == 1 && report.header == report.tables.front() &&
           model.tables[report.header].name == report.name;
}

}  // namespace a6::checker
