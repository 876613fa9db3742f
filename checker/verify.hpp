#pragma once
// What a sealed report says against what comes out when it is made again.

#include "checker/earlier_report.hpp"
#include "reports/run_report.hpp"
#include "reports/writer.hpp"

#include <string>
#include <vector>

namespace a6::checker {

// Whether the json of the report is these bytes. It is never held in memory as a whole.
bool writes_same_bytes(reports::run_report const& again, reports::write_options const& options,
                       std::string const& bytes);

// Which of the things the report was made of are not those of the run: program, rulebook files, inputs, waivers,
// baseline. Sentences without end mark; empty if all are the same.
std::vector<std::string> other_sources(earlier_report const& sealed, reports::run_report const& again,
                                       reports::language const& say);

// What the two texts say differently: counts, marks of filings, findings, and where else. Both are reports in JSON.
// Never empty; of findings the first few, the others are counted.
std::vector<std::string> other_content(std::string const& sealed, std::string const& again,
                                       reports::language const& say);

}  // namespace a6::checker
