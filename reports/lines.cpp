// Plain lines in the form of compilers, which editors and build servers turn into links.

#include "reports/escape.hpp"
#include "reports/formats.hpp"
#include "reports/listed.hpp"
#include "reports/phrases.hpp"
#include "reports/tell.hpp"
#include "reports/words.hpp"

#include <set>
#include <tuple>

namespace a6::reports {

namespace {

// "THA.xml:412:19", "CHE.xlsx: Table 3 Actions!E9", "THA.xml"; the program itself where nothing of a filing is meant.
std::string line_place(location const& l, run_report const& report) {
    std::string const out = file_place(l);
    if (out.empty()) return printable(report.tool_name);
    std::string const cell = l.line == 0 ? cell_place(l) : std::string{};
    return cell.empty() ? out : out + ": " + cell;
}

class line_writer {
public:
    line_writer(run_report const& report, write_options const& options, std::ostream& out)
        : report_{report}, options_{options}, say_{*report.lang}, out_{out} {}

    void write() {
        for (failure const& f : report_.failures) write_failure(f);
        auto const findings = listed(report_, options_.findings_per_rule);
        for (finding const* f : findings.list) write_finding(*f);
        for (rest const& r : findings.not_listed)
            write_line({}, "note", unlisted_words(r.count, say_), std::string{r.rule});
        if (options_.list_open) write_open();
        if (report_.baseline) write_gone();
        out_ << summary_words(report_) << '\n';
    }

private:
    // Programs read the word behind the place: error, warning or note, in every language.
    void write_line(location const& at, std::string_view kind, std::string const& text, std::string const& code) {
        out_ << line_place(at, report_) << ": " << kind << ": " << text << " [" << printable(code) << "]\n";
    }

    void write_failure(failure const& f) {
        location const at = place_of(f);
        write_line(at, "error", clauses({printable(f.message), consequence_words(f, say_)}, say_), f.code);
        if (!f.help.empty()) write_line(at, "note", say_("remedy: {}", printable(f.help)), f.code);
    }

    void write_finding(finding const& f) {
        location const at = f.locations.empty() ? location{} : f.locations.front();
        std::string_view const kind = f.waived || f.severity == severity::query ? "note" : word(f.severity);
        write_line(at, kind, finding_words(f, say_), f.rule);
        write_others(f, at);
    }

    // The other rows that it speaks of, each once, by its first place.
    void write_others(finding const& f, location const& at) {
        std::set<std::tuple<std::string_view, std::string_view, std::uint32_t>> shown;
        shown.emplace(at.file, at.table, at.row);
        for (location const& l : f.locations)
            if (shown.emplace(l.file, l.table, l.row).second)
                write_line(l, "note", say_("{}: {}", role_words(l.role, say_), place_and_value(l, say_)), f.rule);
    }

    void write_open() {
        first_of_rule shown{options_.findings_per_rule};
        for (undecided const& u : report_.undecided) {
            if (!shown.lets_through(u.rule, u.rows)) continue;
            location const at = u.locations.empty() ? location{} : u.locations.front();
            write_line(at, "note", say_("undecided: {}", undecided_words(u, say_)), u.rule);
        }
        for (auto const& left : shown.rest())
            write_line({}, "note", unlisted_open_words(left.second, say_), std::string{left.first});
    }

    void write_gone() {
        first_of_rule first{options_.findings_per_rule};
        for (gone_finding const& g : report_.baseline->gone) {
            location at;
            at.file = g.file;
            if (first.lets_through(g.rule)) write_line(at, "note", gone_words(g, say_), g.rule);
        }
        for (auto const& [rule, left] : first.rest())
            write_line({}, "note", unlisted_gone_words(left, say_), std::string{rule});
    }

    run_report const& report_;
    write_options const& options_;
    language const& say_;
    std::ostream& out_;
};

}  // namespace

void write_lines(run_report const& report, write_options const& options, std::ostream& out) {
    line_writer{report, options, out}.write();
}

}  // namespace a6::reports
