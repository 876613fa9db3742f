#pragma once
// Examples of rules: a .case file names a few filings, changes some cells, and says what one rule must make of it.
// The format is described in tests/rules/README.md.

#include "checker/run.hpp"
#include "dsl/plan.hpp"
#include "reports/run_report.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::test_support {

// A cell, a row, a table or a filing; what is left out is any. `row` counts from 1; 0: any, or the one row of a table
// such as Submission.
struct case_place {
    std::string file;
    std::string table;
    std::uint32_t row = 0;
    std::string field;
};

struct case_file {
    std::string name;  // how the case calls the filing; reports show it as the file's name
    std::filesystem::path path;
    std::uint32_t line = 0;
};

enum class case_change : std::uint8_t { set, clear, no_value, add_copy, add_empty, delete_row, delete_all };

struct case_step {
    case_change change = case_change::set;
    case_place at;
    std::string value;  // set
    std::uint32_t line = 0;
};

enum class case_outcome : std::uint8_t { pass, fail, undecided, not_applicable };

// nothing: an outcome. error, finding: no finding of any other rule, or none that is an error.
enum class case_silence : std::uint8_t { nothing, error, finding };

struct case_expectation {
    case_outcome outcome = case_outcome::pass;
    case_silence no_other = case_silence::nothing;
    std::vector<std::string> but;     // rules whose findings follow from the case, each of which must have one
    std::optional<case_place> at;     // fail, undecided
    std::optional<std::string> text;  // fail: part of the message; undecided: part of a need
    std::uint32_t line = 0;
};

struct rule_case {
    std::string rule;  // folder: SUB-02
    std::string name;  // file without extension: fail-2
    std::filesystem::path path;
    std::vector<case_file> files;
    std::vector<case_step> steps;
    std::vector<std::string> waivers;  // paths of waiver files
    dsl::date as_of;
    bool complete = false;
    std::vector<case_expectation> expectations;
};

struct parsed_case {
    std::optional<rule_case> value;   // empty if there are errors
    std::vector<std::string> errors;  // "SUB-02/fail.case:4: ..."
};

// Texts of a case file; `path` says which rule and outcome it is for and where files beside it are found.
parsed_case parse_case(std::string_view text, std::filesystem::path const& path);
parsed_case load_case(std::filesystem::path const& path);

// Judges the filings of the case. What did not come out as expected, in words; empty if all did.
std::vector<std::string> run_case(dsl::rulebook const& book, rule_case const& example);

// The outcome in a file name: "not_applicable-2" is of not_applicable. Empty if it is of none.
std::optional<case_outcome> outcome_named(std::string_view case_name);
std::string_view words_of(case_outcome outcome);

}  // namespace a6::test_support
