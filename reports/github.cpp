// Workflow commands of GitHub Actions: annotations on the files of a pull request, and lines of the log.

#include "reports/escape.hpp"
#include "reports/formats.hpp"
#include "reports/listed.hpp"
#include "reports/region.hpp"
#include "reports/tell.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

// GitHub shows the first 10 annotations of a kind of each step and 50 of a job; the rest is only read in the log, which
// other formats tell better.
constexpr std::size_t annotations_per_rule = 50;

// What would end a value, or the command.
std::string escaped(std::string_view text, bool property) {
    std::string out;
    for (char const c : text) {
        if (c == '%')
            out += "%25";
        else if (c == '\r')
            out += "%0D";
        else if (c == '\n')
            out += "%0A";
        else if (property && c == ':')
            out += "%3A";
        else if (property && c == ',')
            out += "%2C";
        else
            out += c;
    }
    return out;
}

class annotation_writer {
public:
    annotation_writer(run_report const& report, write_options const& options, std::ostream& out)
        : report_{report}, options_{options}, say_{*report.lang}, out_{out} {}

    // Failures first: nothing may push them out of what is shown.
    void write() {
        for (failure const& f : report_.failures) write_failure(f);
        std::size_t const asked = options_.findings_per_rule;
        auto const findings =
            listed(report_, asked == 0 ? annotations_per_rule : std::min(asked, annotations_per_rule));
        for (finding const* f : findings.list) write_finding(*f);
        for (rest const& r : findings.not_listed)
            write_command(command_of(r.severity), {}, printable(r.rule), unlisted_words(r.count, say_));
        if (options_.list_open) write_open();
        if (report_.baseline) write_gone();
        out_ << summary_words(report_) << '\n';
    }

private:
    static std::string_view command_of(severity s) {
        return s == severity::error ? "error" : s == severity::warning ? "warning" : "notice";
    }

    void write_gone() {
        first_of_rule first{annotations_per_rule};
        for (gone_finding const& g : report_.baseline->gone)
            if (first.lets_through(g.rule))
                write_command("notice", at_file(g.file), printable(g.rule), gone_words(g, say_));
        for (auto const& [rule, left] : first.rest())
            write_command("notice", {}, printable(rule), unlisted_gone_words(left, say_));
    }

    static location at_file(std::string const& file) {
        location at;
        at.file = file;
        return at;
    }

    // The text may have line breaks.
    void write_command(std::string_view command, location const& at, std::string const& title,
                       std::string const& text) {
        out_ << "::" << command << ' ';
        if (!at.file.empty()) out_ << "file=" << escaped(printable(at.file), true) << ',';
        if (at.line != 0) {
            out_ << "line=" << at.line << ',';
            if (at.column != 0) out_ << "col=" << at.column << ',';
            if (auto const end = end_column(at)) out_ << "endColumn=" << *end << ',';
        }
        out_ << "title=" << escaped(title, true) << "::" << escaped(text, false) << '\n';
    }

    void write_failure(failure const& f) {
        write_command("error", place_of(f), printable(f.code), printable(f.message) + failure_details(f, say_));
    }

    void write_finding(finding const& f) {
        write_command(f.waived ? "notice" : command_of(f.severity),
                      f.locations.empty() ? location{} : f.locations.front(), printable(f.rule + ' ' + f.title),
                      finding_words(f, say_) + finding_details(f, say_));
    }

    // One notice for each rule: they would fill what is shown, and are no fault.
    void write_open() {
        first_of_rule shown{1};
        for (undecided const& u : report_.undecided)
            if (shown.lets_through(u.rule, u.rows))
                write_command("notice", u.locations.empty() ? location{} : u.locations.front(),
                              printable(u.rule + ' ' + u.title), say_("undecided: {}", undecided_words(u, say_)));
        first_of_rule::counted left;
        for (auto const& [rule, more] : shown.rest()) {
            left.things += more.things;
            left.weight += more.weight;
        }
        if (left.things != 0)
            write_command("notice", {}, say_("undecided"),
                          say_.counted(left.weight,
                                       "{} more undecided row is counted and not listed; the other formats "
                                       "list it",
                                       "{} more undecided rows are counted and not listed; the other "
                                       "formats list them"));
    }

    run_report const& report_;
    write_options const& options_;
    language const& say_;
    std::ostream& out_;
};

}  // namespace

void write_github(run_report const& report, write_options const& options, std::ostream& out) {
    annotation_writer{report, options, out}.write();
}

}  // namespace a6::reports
