#pragma once
// Names of the XML filing format that do not come from the data model.

#include <string_view>

namespace a6::checker {

inline constexpr std::string_view filing_space = "urn:a6check:filing:1";
inline constexpr std::string_view filing_root = "filing";
// Schema hints on the root element carry no data.
inline constexpr std::string_view schema_instance_space = "http://www.w3.org/2001/XMLSchema-instance";

}  // namespace a6::checker
