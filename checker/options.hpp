#pragma once
// The command line, parsed.

#include "checker/languages.hpp"
#include "dsl/date.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace a6::checker {

enum class command : std::uint8_t {
    check,
    account,
    ledger,
    trace,
    compare,
    convert,
    rules_list,
    rules_show,
    rules_check,
    rules_format,
    rules_texts,
    rules_coverage,
    rules_digests,
    schema,
    keys_new,
    sign,
    verify,
    explain
};
enum class threshold : std::uint8_t { error, warning, query, never };

struct report_target {
    std::string format;  // a name of reports::formats()
    std::string file;    // empty: standard output
};

struct command_line {
    checker::command command = command::check;
    std::vector<std::string> paths;               // check: files and folders
    std::vector<report_target> reports;           // check
    std::string annotate_folder;                  // check: for annotated copies; empty: none are made
    std::string rules_folder;                     // empty: the one shipped
    std::string language = "en";                  // of reports: a folder of the rulebook's languages
    std::shared_ptr<language_texts const> words;  // of this language, once it was read; empty: English
    dsl::date as_of;
    checker::threshold fail_on = threshold::error;
    bool require_decided = false;
    bool complete = false;
    std::size_t findings_per_rule = 1000;  // check: of one rule, listed one by one; 0: all
    std::vector<std::string> waivers;      // check, verify: waiver files
    std::string baseline;                  // check, verify: a JSON report of an earlier run; may be empty
    bool fail_on_new = false;              // check: findings that the baseline has do not count for the exit code
    bool seal = false;                     // check: digests of everything that the report was made of
    std::string key_file;                  // keys new, sign: the secret key
    std::string public_key;     // keys new: the file to write; verify: a file, or the key itself; may be empty
    std::string signature;      // verify: the signature file; empty: beside the report
    std::string password_file;  // keys new, sign; empty: ask on the terminal
    std::string comment;        // sign: what is signed with the file; empty: its name
    bool no_password = false;   // keys new: the key stands open in its file
    bool any_program = false;   // verify: another build of the program is no difference
    bool quiet_open = false;    // text, lines, github: do not list what is undecided
    std::string root;           // check: files are named by their path below it; empty: see list_inputs
    bool profile = false;       // check: times of stages and rules, on standard error
    bool verbose = false;
    std::string output_format = "text";  // account, ledger, trace, compare, rules coverage: text or json; ledger: csv
    std::string unit = "t";              // account, ledger: t, kt or Mt
    std::string block;                   // trace: an identifier, or a range of them
    std::string party;                   // ledger: one Party; empty: all
    std::string year;                    // ledger: one year; empty: all
    bool explain = false;                // ledger: with the rows behind each figure
    std::string input;                   // convert, sign
    std::string output;                  // convert
    std::string id;                      // rules show, explain
    std::string report_file;             // explain, verify: a JSON report
    std::string template_file;           // rules texts: the texts of the program, as xgettext found them; may be empty
    std::string texts_folder;            // rules coverage, rules digests: the official texts; may be empty
    std::vector<std::string> ids;        // rules digests: requirements; empty: all
    bool plan = false;                   // rules show: how the rule is computed
    bool record = false;                 // rules digests: write them into the rulebook
};

struct parsed_command_line {
    std::optional<command_line> line;
    int exit_code = 0;  // when `line` is empty: 0 after --help or --version, 2 after a usage error (already printed)
};

parsed_command_line parse_command_line(int argc, char const* const* argv);

}  // namespace a6::checker
