#include "checker/check_run.hpp"
#include "checker/commands.hpp"
#include "checker/verify.hpp"
#include "reports/escape.hpp"

#include <sstream>
#include <utility>

namespace a6::checker {

namespace {

// The command line that made the report, as far as it matters; empty if the seal does not tell it.
std::optional<command_line> as_it_was(command_line const& line, earlier_report const& sealed) {
    auto const day = dsl::parse_iso_date(sealed.report.as_of);
    if (!day) return std::nullopt;
    command_line out = line;
    out.as_of = *day;
    out.complete = sealed.report.sealed->complete;
    out.findings_per_rule = sealed.report.sealed->findings_per_rule;
    out.seal = true;
    return out;
}

std::string text_of(reports::run_report const& report, reports::write_options const& options) {
    std::ostringstream out;
    reports::find_format("json")->write(report, options, out);
    return std::move(out).str();
}

void write_list(std::vector<std::string> const& lines, std::ostream& out) {
    for (auto const& l : lines) out << "  - " << reports::printable(l) << '\n';
}

}  // namespace

int run_verify(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const& say = language_of(line);
    auto const sealed = read_report(line.report_file, say, true);
    for (auto const& e : sealed.errors) tell(e, err);
    if (!sealed.errors.empty()) return 2;
    auto const then = sealed.report.sealed ? as_it_was(line, sealed) : std::nullopt;
    if (!then) {
        tell({sealed.file, "R107", say("the report is not sealed: it does not say what it was made of"),
              say("make it with `a6check check --seal --format json=FILE`"), 0, 0},
             err);
        return 2;
    }
    auto setting = prepare_check(*then, err);
    if (!setting) return 2;
    auto again = carry_out(std::move(*setting), *then, nullptr);
    auto const sources = other_sources(sealed, again, say);
    if (line.any_program) again.tool_sha256 = sealed.report.tool_sha256;
    reports::write_options options;
    options.findings_per_rule = then->findings_per_rule;
    std::string const name = reports::printable(sealed.file);
    if (writes_same_bytes(again, options, sealed.bytes)) {
        out << say("identical: {} is what a6check makes of what was given", name) << '\n';
        write_list(sources, out);
        out << say("it says: errors {}, warnings {}, queries {}, rows undecided {}, failures {}", again.errors,
                   again.warnings, again.queries, again.undecided_rows, again.failures.size())
            << '\n';
        return 0;
    }
    out << say("not identical: {} is not what a6check makes of what was given", name) << '\n';
    write_list(sources, out);
    out << (sources.empty() ? say("all that it was made of is the same, so the report itself was changed:")
                            : say("what comes out now differs from the report:"))
        << '\n';
    write_list(other_content(sealed.bytes, text_of(again, options), say), out);
    return 1;
}

}  // namespace a6::checker
