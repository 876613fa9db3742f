#pragma once
// Small phrases that the formats for people share.

#include "reports/run_report.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

// Texts of a filing or a rulebook in one line, safe for a terminal.
std::string joined(std::vector<std::string> const& parts, std::string_view separator);
// Clauses of one sentence, "closed; 3 rows"; empty ones are left out.
std::string clauses(std::vector<std::string> const& parts, language const& say);
// error, warning, query
std::string severity_words(severity s, language const& say);
// The mark of 4/CMA.6 para 29; what it says in the formats for programs is official_words().
std::string mark_words(consistency_mark m, language const& say);
// met, not met, for a reviewer, ...: of one requirement
std::string status_words(requirement_status s, language const& say);
// The same of several: "3 met"
std::string status_count(std::uint64_t count, requirement_status s, language const& say);

}  // namespace a6::reports
