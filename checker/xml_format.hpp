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

// The header table bears the report's name: its fields stand right below the report's element, beside the other tables.
inline bool has_inline_header(dsl::report const& report, dsl::data_model const& model) {
    return report.header != dsl::no_index && model.tables[report.header].name == report.name;
}

}  // namespace a6::checker
