#pragma once
// One run: all filings judged together against one rulebook, as of one day.

#include "checker/dataset.hpp"
#include "dsl/plan.hpp"
#include "reports/run_report.hpp"

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

namespace a6::checker {

class profile;

// Findings of one rule and severity that a run keeps in full; the rest is counted. A filing with more is broken in one
// and the same way.
inline constexpr std::size_t findings_kept = 10'000;

struct run_options {
    dsl::date as_of;
    bool complete = false;  // what is given is all that was filed
    bool history = false;   // tell what earlier versions in the run say of the age of findings
    std::size_t findings_kept = checker::findings_kept;            // of one rule and severity; likewise information
    std::unordered_set<std::string> const* always_kept = nullptr;  // ids of findings: kept beyond that number
    bool review = false;                                           // fill run_report::review
    bool every_place = false;                                      // fill undecided::places
    std::string tool_version;
    std::string rulebook_sha256;
    reports::language const* lang = &reports::language::english();  // of every text in the report; outlives it
    profile* times = nullptr;                                       // where the time goes; nobody asks if empty
};

// Judges the filings. `failures` are inputs that could not be read; they are part of the report and never a pass.
// Filings whose bytes were given twice are judged once.
reports::run_report run(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                        std::vector<read_error> const& failures, run_options const& options);

// The filings to judge: those of the rulebook's facts are added, and the same bytes given twice are one filing. What is
// wrong with the facts becomes a failure of the report.
std::vector<std::unique_ptr<raw_filing>> distinct_filings(dsl::rulebook const& book,
                                                          std::vector<std::unique_ptr<raw_filing>> filings,
                                                          reports::report_head& out);

// By what the report is made, and the inputs that could not be read.
void begin_report(reports::report_head& out, dsl::rulebook const& book, std::vector<read_error> const& failures,
                  run_options const& options);

// What every report says of a filing: id, file, digest, Party, kinds of reports, what replaced it.
reports::filing_outcome filing_named(filing_data const& filing, dsl::data_model const& model);

// What could not be made of the filings, so that nothing is passed over in silence.
void add_failures_of(dataset const& data, dsl::data_model const& model, reports::report_head& out);

// SHA-256 over names and texts of the rulebook's files.
std::string rulebook_digest(dsl::rulebook const& book);

// "4/CMA.6 para 11"
std::vector<std::string> provisions_of(dsl::rulebook const& book, std::vector<std::string> const& requirements);

}  // namespace a6::checker
