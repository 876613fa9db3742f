#pragma once
// The table of report formats.

#include "reports/run_report.hpp"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

struct write_options {
    bool colour = false;    // only text
    bool list_open = true;  // text: list what is undecided
    // Findings of one rule that json lists one by one, the most severe first; the rest is counted. 0: all. Likewise of
    // facts, of findings that were closed and of groups of undecided rows. See reports/listed.hpp.
    std::size_t findings_per_rule = 1000;
};

using write_function = void (*)(run_report const&, write_options const&, std::ostream&);

struct report_format {
    std::string_view name;  // text, json, questionnaire
    std::string_view description;
    write_function write;
    bool reviews = false;  // shows run_report::review
};

// Every format, in the order shown by --help.
std::vector<report_format> const& formats();
// nullptr if there is no such format.
report_format const* find_format(std::string_view name);

}  // namespace a6::reports
