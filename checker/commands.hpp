#pragma once
// The commands of the program. Each returns the exit code of design: 0 fine, 1 findings, 2 could not be carried out, 3
// undecided.

#include "checker/options.hpp"

#include <ostream>

namespace a6::checker {

int run_check(command_line const& line, std::ostream& out, std::ostream& err);
int run_account(command_line const& line, std::ostream& out, std::ostream& err);
int run_ledger(command_line const& line, std::ostream& out, std::ostream& err);
int run_trace(command_line const& line, std::ostream& out, std::ostream& err);
int run_compare(command_line const& line, std::ostream& out, std::ostream& err);
int run_convert(command_line const& line, std::ostream& out, std::ostream& err);
int run_rules_list(command_line const& line, std::ostream& out, std::ostream& err);
int run_rules_show(command_line const& line, std::ostream& out, std::ostream& err);
int run_rules_check(command_line const& line, std::ostream& out, std::ostream& err);
int run_rules_format(command_line const& line, std::ostream& out, std::ostream& err);
int run_rules_coverage(command_line const& line, std::ostream& out, std::ostream& err);
int run_rules_digests(command_line const& line, std::ostream& out, std::ostream& err);
int run_schema(command_line const& line, std::ostream& out, std::ostream& err);
int run_keys_new(command_line const& line, std::ostream& out, std::ostream& err);
int run_sign(command_line const& line, std::ostream& out, std::ostream& err);
int run_verify(command_line const& line, std::ostream& out, std::ostream& err);
int run_explain(command_line const& line, std::ostream& out, std::ostream& err);

}  // namespace a6::checker
