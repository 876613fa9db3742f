#pragma once
// Reports made by hand, one for every kind of thing a writer has to show.

#include "reports/run_report.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace a6::reports {

struct sample {
    std::string name;  // also the name of its goldens
    run_report report;
};
// What a test log shows of a sample.
inline void PrintTo(sample const& s, std::ostream* out) { *out << s.name; }

// nothing_found, all_kinds, undecided_only, no_location, rejected_input, non_bmp, control_characters, long_line,
// many_findings, parts, questions, hostile_passages, much_information, confidential, set_aside, reviewed,
// hostile_review
std::vector<sample> const& samples();
run_report const& sample_report(std::string const& name);

// With all that a review document shows; these words stand at the end of every text of a filing, rulebook or file, of
// ids of rules and requirements only where asked for.
run_report reviewed(std::string const& words, bool in_ids = true);

}  // namespace a6::reports
