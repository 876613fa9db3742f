#pragma once
// Findings and what they are made of, in JSON.

#include "reports/json_writer.hpp"
#include "reports/run_report.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace a6::reports {

void write_unless_empty(json_writer& json, std::string_view key, std::string_view value);
// "locations": [...]
void write_locations(json_writer& json, std::vector<location> const& locations);
// "quantity": {...}, or nothing where there is none
void write_quantity(json_writer& json, std::optional<quantity> const& q);
// One element of "findings".
void write_finding(json_writer& json, finding const& f);

}  // namespace a6::reports
