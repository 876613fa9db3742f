#include "checker/command_inputs.hpp"
#include "checker/commands.hpp"
#include "checker/copies.hpp"
#include "checker/profile.hpp"
#include "checker/shipped_rules.hpp"
#include "reports/writer.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

namespace a6::checker {

namespace {

bool reaches(threshold t, reports::run_report const& r) {
    switch (t) {
        case threshold::error: return r.errors != 0;
        case threshold::warning: return r.errors + r.warnings != 0;
        case threshold::query: return r.errors + r.warnings + r.queries != 0;
        case threshold::never: break;
    }
    return false;
}

bool wants_colour() {
    char const* no_colour = std::getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && (!no_colour || !*no_colour);
}

int exit_code_of(command_line const& line, reports::run_report const& report) {
    if (!report.failures.empty()) return 2;
    if (reaches(line.fail_on, report)) return 1;
    return line.require_decided && report.undecided_rows != 0 ? 3 : 0;
}

std::optional<reports::severity> severity_of(threshold t) {
    switch (t) {
        case threshold::error: return reports::severity::error;
        case threshold::warning: return reports::severity::warning;
        case threshold::query: return reports::severity::query;
        case threshold::never: break;
    }
    return std::nullopt;
}

// True if every report was written whole.
bool write_reports(command_line const& line, reports::run_report const& report, std::ostream& out, std::ostream& err) {
    bool good = true;
    for (auto const& target : line.reports) {
        auto const* format = reports::find_format(target.format);
        reports::write_options options;
        options.list_open = !line.quiet_open;
        options.fails_from = severity_of(line.fail_on);
        options.requires_decided = line.require_decided;
        options.exit_code = exit_code_of(line, report);
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

}  // namespace

int run_check(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const book = load_for(line, err);
    if (!book) return 2;
    spdlog::debug("rulebook {} {}: {} rules", book->name, book->version, book->rules.size());
    auto inputs = list_inputs(line.paths, line.root);
    for (auto const& target : line.reports)
        for (auto const& input : inputs.files) {
            std::error_code status;
            if (target.file.empty() || !std::filesystem::equivalent(target.file, input.path, status)) continue;
            err << "a6check: the " << target.format << " report would overwrite the filing `" << input.shown_name
                << "`; give it another name\n";
            return 2;
        }
    std::vector<planned_copy> copies;
    if (!line.annotate_folder.empty() && !plan_copies(line, inputs.files, copies, err)) return 2;
    profile times;
    auto options = run_options_of(line, *book);
    options.history = true;
    if (line.profile) options.times = &times;
    read_filings read;
    {
        stage_timer const timed(options.times, "reading");
        read = read_inputs(std::move(inputs), book->model);
    }
    auto const report = run(*book, std::move(read.filings), read.failures, options);
    bool written = write_reports(line, report, out, err);
    written = write_copies(copies, report, book->model, reports::write_options().findings_per_rule, err) && written;
    if (line.profile) times.print(err);
    return written ? exit_code_of(line, report) : 2;
}

}  // namespace a6::checker
