#pragma once
// Small phrases that the formats for people share.

#include "reports/run_report.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

// "1 row", "2 rows"
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);
// Texts of a filing or a rulebook in one line, safe for a terminal.
std::string joined(std::vector<std::string> const& parts, std::string_view separator);
// met, not met, for a reviewer, ...
std::string_view status_words(requirement_status s);

}  // namespace a6::reports
