#include "checker/check_run.hpp"
#include "checker/commands.hpp"
#include "checker/copies.hpp"
#include "checker/profile.hpp"
#include "checker/whole_file.hpp"
#include "dsl/put_aside.hpp"
#include "reports/phrases.hpp"
#include "reports/tell.hpp"
#include "reports/threshold.hpp"

#include <unistd.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>

namespace a6::checker {

namespace {

bool wants_colour() {
    char const* no_colour = std::getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && (!no_colour || !*no_colour);
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

reports::write_options options_of(command_line const& line, reports::run_report const& report) {
    reports::write_options out;
    out.list_open = !line.quiet_open;
    out.findings_per_rule = line.findings_per_rule;
    out.fails_from = severity_of(line.fail_on);
    out.fails_for_new_only = line.fail_on_new;
    out.requires_decided = line.require_decided;
    bool const open = line.require_decided && report.undecided_rows != 0;
    out.exit_code = !report.failures.empty() ? 2 : reports::fails(report, out) ? 1 : open ? 3 : 0;
    return out;
}

// True if every report was written whole.
bool write_reports(command_line const& line, reports::run_report const& report, reports::write_options options,
                   std::ostream& out, std::ostream& err) {
    auto const& say = *report.lang;
    bool good = true;
    // Nothing is printed: then where the result is, and what it comes to.
    bool const silent =
        std::none_of(line.reports.begin(), line.reports.end(), [](report_target const& t) { return t.file.empty(); });
    for (auto const& target : line.reports) {
        auto const* format = reports::find_format(target.format);
        options.colour = target.file.empty() && wants_colour();
        if (target.file.empty()) {
            format->write(report, options, out);
            out.flush();
            if (!out) {
                complain(say("the report could not be written to standard output"), err);
                good = false;
            }
            continue;
        }
        whole_file file(target.file);
        format->write(report, options, file.stream());
        if (!file.keep()) {
            complain(say("the {} report cannot be written to `{}`: {}", target.format, target.file, file.why()), err);
            err << "  help: " << say("name a file in a folder that is there and may be written to") << '\n';
            good = false;
        } else if (silent) {
            complain(say("{} report in `{}`: {}", target.format, target.file,
                         reports::clauses(reports::summary_parts(report), say)),
                     err);
        }
    }
    return good;
}

// A report in the place of what it is made of, or of another, would destroy it.
bool overwrites(command_line const& line, check_setting const& setting, std::ostream& err) {
    auto const same = [](std::string const& a, std::string const& b) {
        std::error_code status;
        return !a.empty() && std::filesystem::equivalent(a, b, status);
    };
    auto const& say = language_of(line);
    std::set<std::string> places;
    for (auto const& target : line.reports) {
        std::string problem;
        if (!target.file.empty() && !places.insert(file_identity(target.file)).second)
            problem = say("two reports would be written to `{}`; give each a file of its own", target.file);
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
        complain(problem, err);
        return true;
    }
    return false;
}

}  // namespace

int run_check(command_line const& line, std::ostream& out, std::ostream& err) {
    auto setting = prepare_check(line, err);
    if (!setting || overwrites(line, *setting, err)) return 2;
    std::vector<planned_copy> copies;
    if (!line.annotate_folder.empty() && !plan_copies(line, setting->inputs.files, copies, err)) return 2;
    profile times;
    auto const report = carry_out(*setting, line, line.profile ? &times : nullptr);
    auto const options = options_of(line, report);
    bool written = write_reports(line, report, options, out, err);
    written = write_copies(copies, report, setting->book->model, line.findings_per_rule, err) && written;
    if (line.profile) times.print(err);
    dsl::put_aside(std::move(setting->book));
    return written ? *options.exit_code : 2;
}

}  // namespace a6::checker
