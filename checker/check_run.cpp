#include "checker/check_run.hpp"

#include "checker/baseline.hpp"
#include "checker/profile.hpp"
#include "checker/seal.hpp"
#include "checker/shipped_rules.hpp"
#include "reports/writer.hpp"

#include <spdlog/spdlog.h>
#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>

namespace a6::checker {

namespace {

bool told_any(std::vector<read_error> const& errors, reports::language const& say, std::ostream& err) {
    for (auto const& e : errors) tell(e, say, err);
    return !errors.empty();
}

// Findings that a waiver or the baseline names are looked for by name, however many their rule finds.
std::unordered_set<std::string> named_findings(check_setting const& setting) {
    std::unordered_set<std::string> out;
    for (auto const& w : setting.waivers.entries) out.insert(w.id);
    if (setting.baseline)
        for (auto const& f : setting.baseline->report.findings) out.insert(f.id);
    return out;
}

reports::seal seal_of(check_setting const& setting, command_line const& line) {
    reports::seal out;
    out.rulebook = rulebook_files(*setting.book);
    // The words of another language are made of its files.
    if (line.words) out.rulebook.insert(out.rulebook.end(), line.words->files.begin(), line.words->files.end());
    out.waivers = setting.waivers.files;
    if (setting.baseline) out.baseline = reports::input_digest{setting.baseline->file, setting.baseline->sha256};
    out.complete = line.complete;
    out.findings_per_rule = line.findings_per_rule;
    return out;
}

}  // namespace

std::optional<check_setting> prepare_check(command_line const& line, std::ostream& err) {
    auto const& say = language_of(line);
    check_setting out;
    out.book = load_for(line, err);
    if (!out.book) return std::nullopt;
    spdlog::debug("rulebook {} {}: {} rules", out.book->name, out.book->version, out.book->rules.size());
    out.inputs = list_inputs(line.paths, line.root);
    out.waivers = read_waivers(line.waivers, say);
    bool good = !told_any(out.waivers.errors, say, err);
    if (!line.baseline.empty()) {
        out.baseline = read_report(line.baseline, say);
        good = !told_any(unfit_as_baseline(*out.baseline, say), say, err) && good;
    }
    if (!good) return std::nullopt;
    return out;
}

reports::run_report carry_out(check_setting& setting, command_line const& line, profile* times) {
    auto options = run_options_of(line, *setting.book);
    options.history = true;
    options.review = std::any_of(line.reports.begin(), line.reports.end(),
                                 [](report_target const& t) { return reports::find_format(t.format)->reviews; });
    options.findings_kept =
        line.findings_per_rule == 0 ? SIZE_MAX : std::max(line.findings_per_rule, options.findings_kept);
    options.every_place = !line.annotate_folder.empty();
    options.times = times;
    auto const named = named_findings(setting);
    options.always_kept = &named;
    read_filings read;
    {
        stage_timer const timed(times, "reading");
        read = read_inputs(std::move(setting.inputs), setting.book->model);
    }
    auto report = run(*setting.book, std::move(read.filings), read.failures, options);
    apply_waivers(report, *setting.book, setting.waivers, line.as_of);
    if (setting.baseline) apply_baseline(report, *setting.baseline);
    report.inputs = std::move(read.digests);
    if (line.seal) {
        report.tool_sha256 = program_digest();
        report.sealed = seal_of(setting, line);
    }
    return report;
}

}  // namespace a6::checker
