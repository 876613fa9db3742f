#pragma once
// The words of the report contract for every enumerator; the same in all formats.

#include "reports/run_report.hpp"

#include <string_view>

namespace a6::reports {

// Stands in place of what a Party marked as confidential.
inline constexpr std::string_view confidential_words = "[confidential]";

std::string_view word(severity s);       // error, warning, query
std::string_view word(finding_class c);  // omission, mismatch, contradiction, format
std::string_view word(baseline_state s);
std::string_view word(gone_because b);
std::string_view word(location_role r);       // subject, counterpart, evidence
std::string_view word(undecided_reason r);    // missing_field, missing_document, inexact, ambiguous, blocked
std::string_view word(requirement_status s);  // met, not_met, not_applicable, ...
std::string_view word(consistency_mark m);    // consistent, inconsistent, not_available

}  // namespace a6::reports
