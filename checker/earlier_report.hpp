#pragma once
// A JSON report of an earlier run, read back as far as a later run can use it.

#include "checker/raw_filing.hpp"
#include "reports/run_report.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace a6::checker {

struct earlier_report {
    std::string file;    // shown name
    std::string sha256;  // of its bytes
    std::string bytes;   // empty unless asked for
    // Head, filings (id, file, kind, Party, year), counts, seal, and of each finding its identity, severity, message,
    // the place of its subject and the filings it concerns.
    reports::run_report report;
    std::size_t failures = 0;            // inputs that could not be read, and errors of that run
    std::uint64_t findings_cut = 0;      // that the report counts and does not list
    std::vector<std::string> rules_cut;  // of these; may be empty where an older report does not say
    std::string language;                // of a sealed report
    std::vector<read_error> errors;      // why it cannot be used at all; then the rest is not filled in
};

// Reads the report from a file; `keep_bytes`: with its text. Errors: R1xx, X4xx.
earlier_report read_report(std::string const& path, reports::language const& say, bool keep_bytes = false);

// The same for a text in memory.
earlier_report read_report_text(std::string const& text, std::string const& shown_name, reports::language const& say);

}  // namespace a6::checker
