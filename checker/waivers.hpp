#pragma once
// Waiver files: findings that somebody answers for are set aside by their identity, for a time. TOML, kept beside the
// filings and outside the rulebook:
//
//     # Switzerland, annual information for 2025
//     [[waiver]]
//     id      = "TAB-01/bc929b2e6849"
//     reason  = "Both holdings come from the move to the new registry; version 1.1 corrects them."
//     owner   = "M. Keller, FOEN"
//     expires = 2026-12-31          # the last day
//     quantity = "40"               # may be left out: the most that is set aside, in the unit of the finding
//
// The first four keys are needed and there are no others. reports/FORMATS.md describes the format.

#include "checker/raw_filing.hpp"
#include "dsl/date.hpp"
#include "dsl/plan.hpp"
#include "reports/run_report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

// Rules, found `by reader`, about waivers themselves.
namespace waiver_rules {
inline constexpr std::string_view expired = "WV-01";
inline constexpr std::string_view unused = "WV-02";
inline constexpr std::string_view not_decided = "WV-03";
inline constexpr std::string_view outgrown = "WV-04";
}  // namespace waiver_rules
bool is_about_waivers(std::string_view rule);

struct waiver_entry {
    std::string id;        // of a finding
    reports::waiver is;    // as reports show it
    dsl::date expires;     // the last day it holds
    reports::location at;  // of its id, for findings about the waiver itself
};

struct waiver_list {
    std::vector<waiver_entry> entries;         // in the order of the files, then of their lines
    std::vector<reports::input_digest> files;  // by shown name
    std::vector<read_error> errors;            // if there is any, nothing may be set aside
};

// Reads the files, whose order does not matter. `errors` have file, line and column, codes W1xx or X4xx.
waiver_list read_waivers(std::vector<std::string> const& paths, reports::language const& say);

// One file that is in memory already; adds to `out`.
void add_waivers(std::string_view text, std::string const& shown_name, reports::language const& say, waiver_list& out);

// Sets findings of the report aside that a waiver names and that is not over as of the day of the report, and adds
// findings about waivers that are over or name nothing that was found. Counts of findings go on counting what is set
// aside, and so do the marks of filings: a waiver says who answers for a finding, not that it is none. A rulebook
// without the rules for that is a failure of the report (E106). Every finding that a waiver names must have been kept:
// run_options::always_kept.
void apply_waivers(reports::run_report& report, dsl::rulebook const& book, waiver_list const& waivers, dsl::date as_of);

}  // namespace a6::checker
