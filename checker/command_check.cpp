#include "checker/command_inputs.hpp"
#include "checker/commands.hpp"
#include "checker/profile.hpp"
#include "checker/shipped_rules.hpp"
#include "reports/writer.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

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

// True if every report was written whole.
bool write_reports(command_line const& line, reports::run_report const& report, std::ostream& out, std::ostream& err) {
    bool good = true;
    for (auto const& target : line.reports) {
        auto const* format = reports::find_format(target.format);
        reports::write_options options;
        options.list_open = !line.quiet_open;
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
    auto inputs = list_inputs(line.paths);
    for (auto const& target : line.reports)
        for (auto const& input : inputs.files) {
            std::error_code status;
            if (target.file.empty() || !std::filesystem::equivalent(target.file, input.path, status)) continue;
            err << "a6check: the " << target.format << " report would overwrite the filing `" << input.shown_name
                << "`; give it another name\n";
            return 2;
        }
    profile times;
    auto options = run_options_of(line, *book);
    options.history = true;
    options.review = std::any_of(line.reports.begin(), line.reports.end(),
                                 [](report_target const& t) { return reports::find_format(t.format)->reviews; });
    if (line.profile) options.times = &times;
    read_filings read;
    {
        stage_timer const timed(options.times, "reading");
        read = read_inputs(std::move(inputs), book->model);
    }
    auto const report = run(*book, std::move(read.filings), read.failures, options);
    bool const written = write_reports(line, report, out, err);
    if (line.profile) times.print(err);
    if (!written || !report.failures.empty()) return 2;
    if (reaches(line.fail_on, report)) return 1;
    if (line.require_decided && report.undecided_rows != 0) return 3;
    return 0;
}

}  // namespace a6::checker
