// The program: command line, log, exit code.

#include "checker/commands.hpp"
#include "checker/shipped_rules.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <exception>
#include <iostream>

namespace {

int dispatch(a6::checker::command_line line) {
    using namespace a6::checker;
    // What a language lacks is looked at, not spoken.
    if (line.command != command::rules_texts && !speak(line, std::cerr)) return 2;
    switch (line.command) {
        case command::check: return run_check(line, std::cout, std::cerr);
        case command::account: return run_account(line, std::cout, std::cerr);
        case command::ledger: return run_ledger(line, std::cout, std::cerr);
        case command::trace: return run_trace(line, std::cout, std::cerr);
        case command::compare: return run_compare(line, std::cout, std::cerr);
        case command::convert: return run_convert(line, std::cout, std::cerr);
        case command::rules_list: return run_rules_list(line, std::cout, std::cerr);
        case command::rules_show: return run_rules_show(line, std::cout, std::cerr);
        case command::rules_check: return run_rules_check(line, std::cout, std::cerr);
        case command::rules_format: return run_rules_format(line, std::cout, std::cerr);
        case command::rules_texts: return run_rules_texts(line, std::cout, std::cerr);
        case command::rules_coverage: return run_rules_coverage(line, std::cout, std::cerr);
        case command::rules_digests: return run_rules_digests(line, std::cout, std::cerr);
        case command::schema: return run_schema(line, std::cout, std::cerr);
        case command::keys_new: return run_keys_new(line, std::cout, std::cerr);
        case command::sign: return run_sign(line, std::cout, std::cerr);
        case command::verify: return run_verify(line, std::cout, std::cerr);
        case command::explain: return run_explain(line, std::cout, std::cerr);
    }
    return 2;
}

// What was said on standard output has arrived there.
bool written_whole() {
    std::cout.flush();
    if (std::cout) return true;
    std::cerr << "a6check: standard output could not be written\n";
    return false;
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    try {
        auto const parsed = a6::checker::parse_command_line(argc, argv);
        if (!parsed.line) return written_whole() ? parsed.exit_code : 2;
        // Logging is for people who watch a run; findings and errors never pass through it.
        auto log = spdlog::stderr_logger_mt("a6check");
        log->set_pattern("a6check: %v");
        log->set_level(parsed.line->verbose ? spdlog::level::debug : spdlog::level::off);
        spdlog::set_default_logger(log);
        int const code = dispatch(*parsed.line);
        return written_whole() ? code : 2;
    } catch (std::exception const& e) {
        std::cerr << "a6check: internal error: " << e.what() << "\n  No verdict was reached; please report this.\n";
    } catch (...) {
        std::cerr << "a6check: internal error\n  No verdict was reached; please report this.\n";
    }
    return 2;
}
