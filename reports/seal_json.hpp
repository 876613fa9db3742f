#pragma once
// What a report was held against and what it was made of, in JSON.

#include "reports/json_writer.hpp"
#include "reports/run_report.hpp"

#include <cstddef>

namespace a6::reports {

class first_of_rule;

// "baseline": {...}, or nothing where there is none. `gone` lets through what is listed.
void write_baseline(json_writer& json, run_report const& report, first_of_rule& gone);
// "seal": {...}, or nothing where the report is not sealed.
void write_seal(json_writer& json, run_report const& report);

}  // namespace a6::reports
