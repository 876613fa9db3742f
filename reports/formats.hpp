#pragma once
// The writers behind the table of formats. Programs use reports/writer.hpp.

#include "reports/run_report.hpp"
#include "reports/writer.hpp"

#include <ostream>

namespace a6::reports {

// For people: reports/FORMATS.md, "text".
void write_text(run_report const& report, write_options const& options, std::ostream& out);
// For programs: a6check-report/1; reports/FORMATS.md, "json".
void write_json(run_report const& report, write_options const& options, std::ostream& out);
// For a reviewer: reports/FORMATS.md, "questionnaire".
void write_questionnaire(run_report const& report, write_options const& options, std::ostream& out);

// For code-scanning viewers and whoever reads SARIF 2.1.0; reports/FORMATS.md, "sarif".
void write_sarif(run_report const& report, write_options const& options, std::ostream& out);
// The part of it that code scanning on GitHub shows; "code-scanning".
void write_code_scanning(run_report const& report, write_options const& options, std::ostream& out);
// For build servers; "junit".
void write_junit(run_report const& report, write_options const& options, std::ostream& out);
// For Schematron tool chains; "svrl".
void write_svrl(run_report const& report, write_options const& options, std::ostream& out);
// For GitHub Actions; "github".
void write_github(run_report const& report, write_options const& options, std::ostream& out);
// For editors and build logs; "lines".
void write_lines(run_report const& report, write_options const& options, std::ostream& out);
// For spreadsheets; "csv".
void write_findings_csv(run_report const& report, write_options const& options, std::ostream& out);
// For a reviewer, to read, answer, print and send: reports/FORMATS.md, "html". Throws std::runtime_error where
// libsodium cannot be used.
void write_html(run_report const& report, write_options const& options, std::ostream& out);
// The same as Markdown, in the order of a review report: reports/FORMATS.md, "review".
void write_review(run_report const& report, write_options const& options, std::ostream& out);

}  // namespace a6::reports
