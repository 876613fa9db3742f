#pragma once
// The table of report formats.

#include "reports/run_report.hpp"

#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

struct write_options {
    bool colour = false;    // only text
    bool list_open = true;  // text, lines, github: list what is undecided
    // Findings of one rule that json lists one by one, the most severe first; the rest is counted. 0: all. Likewise of
    // facts, of findings that were closed and of groups of undecided rows. See reports/listed.hpp.
    std::size_t findings_per_rule = 1000;
    // The least severity with which the run fails (--fail-on); none: it never does for what is found.
    std::optional<severity> fails_from = severity::error;
    bool fails_for_new_only = false;  // not for findings that the baseline has (--fail-on-new)
    bool requires_decided = false;    // it fails for what is undecided too (--require-decided)
    std::optional<int> exit_code;     // of the program, where it is known already
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
