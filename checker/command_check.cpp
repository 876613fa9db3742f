#include "checker/check_run.hpp"
#include "checker/commands.hpp"
#include "checker/profile.hpp"
#include "reports/writer.hpp"

#include <unistd.h>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace a6::checker {

namespace {

// Findings of this severity that count for the exit code.
std::uint64_t counting(reports::run_report const& r, reports::severity s, bool only_new) {
    std::uint64_t out = 0;
    for (auto const& f : r.findings)
        if (f.severity == s && !f.waived && (!only_new || f.baseline == reports::baseline_state::fresh)) ++out;
    // What a waiver or the baseline names was kept.
    for (auto const& n : r.beyond)
        if (n.severity == s) out += n.count;
    return out;
}

bool reaches(command_line const& line, reports::run_report const& r) {
    bool const only_new = line.fail_on_new;
    switch (line.fail_on) {
        case threshold::query:
            if (counting(r, reports::severity::query, only_new) != 0) return true;
            [[fallthrough]];
        case threshold::warning:
            if (counting(r, reports::severity::warning, only_new) != 0) return true;
            [[fallthrough]];
        case threshold::error: return counting(r, reports::severity::error, only_new) != 0;
        case threshold::never: break;
    }
    return false;
}

bool wants_colour() {
    char const* no_colour = std::getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && (!no_colour || !*no_colour);
}

// True if every report was written whole.
bool write_reports(command_line const& line, reports::run_report const& report, std::ostream& out, std::ostream& err) {
    bool good = true;
    for (auto const& target : line.reports) {
        auto const* format = reports::find_format(target.format);
        reports::write_options options;
        options.list_open = !line.quiet_open;
        options.findings_per_rule = line.findings_per_rule;
        if (target.file.empty()) {
            options.colour = wants_colour();
            format->write(report, options, out);
            out.flush();
            if (!out) {
                err << "a6check: the report could not be written to standard output\n";
                good = false;
            }
            continue;
        }
        std::ofstream file(target.file, std::ios::binary);
        format->write(report, options, file);
        file.close();
        if (!file) {
            err << "a6check: cannot write " << target.format << " report to `" << target.file << "`\n";
            good = false;
        }
    }
    return good;
}

// A report in the place of what it is made of would destroy it.
bool overwrites(command_line const& line, check_setting const& setting, std::ostream& err) {
    auto const same = [](std::string const& a, std::string const& b) {
        std::error_code status;
        return !a.empty() && std::filesystem::equivalent(a, b, status);
    };
    auto const& say = language_of(line);
    for (auto const& target : line.reports) {
        std::string problem;
        for (auto const& input : setting.inputs.files)
            if (same(target.file, input.path))
                problem = say("the {} report would overwrite the filing `{}`; give it another name", target.format,
                              input.shown_name);
        for (auto const& path : line.waivers)
            if (same(target.file, path))
                problem =
                    say("the {} report would overwrite the waivers `{}`; give it another name", target.format, path);
        if (same(target.file, line.baseline))
            problem = say("the {} report would overwrite the baseline `{}`; give it another name", target.format,
                          line.baseline);
        if (problem.empty()) continue;
        err << "a6check: " << problem << '\n';
        return true;
    }
    return false;
}

}  // namespace

int run_check(command_line const& line, std::ostream& out, std::ostream& err) {
    auto setting = prepare_check(line, err);
    if (!setting || overwrites(line, *setting, err)) return 2;
    profile times;
    auto const report = carry_out(std::move(*setting), line, line.profile ? &times : nullptr);
    bool const written = write_reports(line, report, out, err);
    if (line.profile) times.print(err);
    if (!written || !report.failures.empty()) return 2;
    if (reaches(line, report)) return 1;
    if (line.require_decided && report.undecided_rows != 0) return 3;
    return 0;
}

}  // namespace a6::checker
