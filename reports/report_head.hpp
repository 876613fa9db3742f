#pragma once
// How reports in JSON begin.

#include "reports/json_writer.hpp"
#include "reports/run_report.hpp"

#include <string_view>

namespace a6::reports {

// The first members of the outermost object, which it begins: format, tool, rulebook and day of judging.
void write_head(report_head const& head, std::string_view format, json_writer& json);
// "language", where it is not English.
void write_language(language const& say, json_writer& json);
// "failures".
void write_failures(report_head const& head, json_writer& json);

}  // namespace a6::reports
