#pragma once
// Where the value at a place ends.

#include "reports/run_report.hpp"

#include <cstdint>
#include <optional>

namespace a6::reports {

// The column behind the last character of the value on its line, in code points; none where the excerpt does not tell:
// there is none, or it is cut before the value ends.
std::optional<std::uint32_t> end_column(location const& l);

}  // namespace a6::reports
