#pragma once
// What a report holds, each thing in one line, for formats that have a line, an annotation or a test case for each. All
// texts are safe for a terminal.

#include "reports/listed.hpp"
#include "reports/run_report.hpp"

#include <string>
#include <vector>

namespace a6::reports {

// "Table 3 Actions!E9", "Table 3 Actions"; empty where the filing is no workbook.
std::string cell_place(location const& l);
// Where in its file, without line and column: "Actions, row 37, Action date", "Table 3 Actions!E9, row 1, Action date".
std::string place_inside(location const& l, language const& say);
// "Actions, row 37, Action date: 2025-02-11", "...: [confidential]"
std::string place_and_value(location const& l, language const& say);
// "counterpart", "evidence", in the language of the report
std::string role_words(location_role r, language const& say);

// "250 t CO2 eq", "[confidential] t CO2 eq"
std::string quantity_words(quantity const& q);
// "THA.xml:412:19", "CHE.xlsx"
std::string file_place(location const& l);
// The message of a finding, with what sets it aside, its state in the baseline, and that it is a query.
std::string finding_words(finding const& f, language const& say);
// What belongs to a finding beside its message, each line with a line break before it: places with their values,
// quantity, remedy, id.
std::string finding_details(finding const& f, language const& say);
// Why rows are undecided: "a document is not available".
std::string reason_words(undecided_reason r, language const& say);
// "14 rows wait (3210 t CO2 eq): a document is not available; needs: the annual information of GHA for 2025"
std::string undecided_words(undecided const& u, language const& say);
// "set aside by OWNER until 2026-12-31: REASON"
std::string waiver_words(waiver const& w, language const& say);
// "(new)", "(in the baseline too)"
std::string baseline_words(baseline_state b, language const& say);
// "gone since the baseline: the balance is 20 t short", "not found, for its rule is undecided now: ..."
std::string gone_words(gone_finding const& g, language const& say);
// What a failure means: "this file was not checked".
std::string consequence_words(failure const& f, language const& say);
// What belongs to a failure beside its message, each line with a line break before it: what it means, remedy.
std::string failure_details(failure const& f, language const& say);
location place_of(failure const& f);
// Findings of a rule that are counted and not listed.
std::string unlisted_words(std::uint64_t count, language const& say);
// Groups of undecided rows of a rule that are counted and not listed.
std::string unlisted_open_words(first_of_rule::counted const& left, language const& say);
// Findings of a rule that are no longer found and only counted.
std::string unlisted_gone_words(first_of_rule::counted const& left, language const& say);
// "summary: 1 error, 0 warnings, 0 queries; 0 rows undecided; 1 filing checked". Where something could not be checked
// it begins with INCOMPLETE.
std::string summary_words(run_report const& report);
// Its clauses; without the word that it is incomplete.
std::vector<std::string> summary_parts(run_report const& report);

}  // namespace a6::reports
