#pragma once
// Failures are shown alike by everything that reads filings: the report, the account, the comparison.

#include "reports/excerpt.hpp"
#include "reports/json_writer.hpp"
#include "reports/run_report.hpp"

#include <ostream>

namespace a6::reports {

// What failed, where, what that means for the file, and how to mend it; an empty line behind it.
void write_failure(failure const& f, language const& say, palette const& p, std::ostream& out);
// {"file", "code", "message", "help"?, "line"?, "column"?, "in_part"?}
void write_failure(failure const& f, json_writer& json);

}  // namespace a6::reports
