#include "reports/escape.hpp"
#include "reports/excerpt.hpp"
#include "reports/formats.hpp"
#include "reports/row_ranges.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace a6::reports {

namespace {

// More findings of one rule than anybody reads one by one; the rest is given as row numbers.
constexpr std::size_t findings_per_rule = 20;
// Serials of one finding; JSON has them all.
constexpr std::size_t serials_per_finding = 8;

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + ' ' + std::string{count == 1 ? one : many};
}

std::string joined(std::vector<std::string> const& parts, std::string_view separator) {
    std::string out;
    for (std::string const& part : parts) {
        if (!out.empty()) out += separator;
        out += printable(part);
    }
    return out;
}

std::string shown(quantity const& q) {
    return (q.confidential ? std::string(confidential_words) : printable(q.value)) + ' ' +
           printable(q.label.empty() ? q.unit : q.label);
}

std::string_view status_words(requirement_status s) {
    switch (s) {
        case requirement_status::not_met: return "not met";
        case requirement_status::not_applicable: return "not applicable";
        case requirement_status::not_available: return "not available";
        case requirement_status::review: return "for a reviewer";
        case requirement_status::no_duty: return "no duty";
        default: return word(s);
    }
}

std::string reason_words(undecided_reason r) {
    switch (r) {
        case undecided_reason::missing_field: return "a field is missing";
        case undecided_reason::missing_document: return "a document is not available";
        case undecided_reason::inexact: return "the arithmetic is not exact";
        case undecided_reason::ambiguous: return "what is filed can be read in more than one way";
        case undecided_reason::blocked: return "another finding on the same row comes first";
    }
    return {};
}

class text_writer {
public:
    text_writer(run_report const& report, write_options const& options, std::ostream& out)
        : report_{report}, options_{options}, out_{out}, p_{colours(options.colour)} {}

    void write() {
        for (failure const& f : report_.failures) write_failure(f);
        write_findings();
        if (options_.list_open)
            for (undecided const& u : report_.undecided) write_undecided(u);
        write_filings();
        // Without a filing there is nothing that a requirement could say.
        if (!report_.filings.empty()) write_requirements();
        write_summary();
    }

private:
    std::string_view colour(severity s) const {
        return s == severity::error ? p_.error : s == severity::warning ? p_.warning : p_.query;
    }

    // error[SUB-02] An ITMO is authorized before its first transfer (4/CMA.6 para 11)
    void write_head(std::string_view colour, std::string_view kind, std::string const& rule, std::string const& title,
                    std::vector<std::string> const& provisions) {
        out_ << colour << kind << '[' << printable(rule) << ']' << p_.off << ' ' << p_.bold << printable(title)
             << p_.off;
        if (!provisions.empty()) out_ << " (" << joined(provisions, "; ") << ')';
        out_ << '\n';
    }

    void write_line(std::string_view text) { out_ << p_.frame << "  = " << p_.off << text << '\n'; }
    void write_line_unless_empty(std::string_view name, std::string const& text) {
        if (!text.empty()) write_line(std::string{name} + ": " + printable(text));
    }

    void write_failure(failure const& f) {
        write_head(p_.error, "failure", f.code, f.message, {});
        if (!f.file.empty()) {
            location at;
            at.file = f.file;
            at.line = f.line;
            at.column = f.column;
            draw_location(at, true, gutter_width({}), p_, out_);
        }
        write_line(f.file.empty() ? "the check did not run to its end" : "this file was not checked");
        write_line_unless_empty("remedy", f.help);
        out_ << '\n';
    }

    void write_findings() {
        std::unordered_map<std::string_view, std::size_t> seen;
        std::vector<std::string_view> capped;
        for (finding const& f : report_.findings) {
            std::size_t const number = ++seen[f.rule];
            if (number <= findings_per_rule) write_finding(f);
            if (number == findings_per_rule + 1) capped.push_back(f.rule);
        }
        for (std::string_view const rule : capped) write_rest(rule, seen[rule] - findings_per_rule);
        std::uint64_t const total = report_.errors + report_.warnings + report_.queries;
        if (total > report_.findings.size())
            out_ << "note: " << counted(total - report_.findings.size(), "further finding is", "further findings are")
                 << " counted below but not listed\n\n";
    }

    void write_finding(finding const& f) {
        write_head(colour(f.severity), word(f.severity), f.rule, f.title, f.provisions);
        std::size_t const gutter = gutter_width(f.locations);
        for (std::size_t i = 0; i < f.locations.size(); ++i) draw_location(f.locations[i], i == 0, gutter, p_, out_);
        write_line(printable(f.message));
        if (f.quantity) write_line("quantity: " + shown(*f.quantity));
        if (!f.serials.empty()) write_line("serials: " + shown_serials(f.serials));
        if (f.cross_party || f.balance_impact)
            write_line(!f.balance_impact ? "concerns: more than one Party"
                       : f.cross_party   ? "concerns: more than one Party; the emissions balance"
                                         : "concerns: the emissions balance");
        write_line_unless_empty("remedy", f.remedy);
        write_line_unless_empty("id", f.id);
        out_ << '\n';
    }

    static std::string shown_serials(std::vector<std::string> const& serials) {
        std::string out;
        std::size_t const count = std::min(serials.size(), serials_per_finding);
        for (std::size_t i = 0; i < count; ++i) {
            if (i != 0) out += ", ";
            out += printable(serials[i]);
        }
        if (serials.size() > count) out += " and " + std::to_string(serials.size() - count) + " more";
        return out;
    }

    // The findings of a rule after the first twenty: how many, and in which rows.
    void write_rest(std::string_view rule, std::size_t count) {
        struct group {
            location place;
            std::vector<std::uint32_t> rows;
            std::size_t without_row = 0;
        };
        std::vector<group> groups;
        std::map<std::pair<std::string_view, std::string_view>, std::size_t> index;
        finding const* sample = nullptr;
        std::size_t number = 0;
        for (finding const& f : report_.findings) {
            if (f.rule != rule || ++number <= findings_per_rule) continue;
            sample = &f;
            if (f.locations.empty()) continue;
            location const& at = f.locations.front();
            auto const [entry, added] =
                index.try_emplace({at.file, at.sheet.empty() ? at.table : at.sheet}, groups.size());
            if (added) {
                groups.emplace_back();
                groups.back().place.file = at.file;
                groups.back().place.filing = at.filing;
                groups.back().place.table = at.table;
                groups.back().place.sheet = at.sheet;
            }
            group& g = groups[entry->second];
            if (at.row == 0)
                ++g.without_row;
            else
                g.rows.push_back(at.row);
        }
        std::string const title = counted(count, "more finding", "more findings") + " of this rule: " + sample->title;
        write_head(colour(sample->severity), word(sample->severity), sample->rule, title, sample->provisions);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            group& g = groups[i];
            std::string line = place(g.place);
            if (!g.rows.empty()) {
                auto const ranges = row_ranges(std::move(g.rows));
                line += ranges.size() == 1 && ranges.front().first == ranges.front().last ? ", row " : ", rows ";
                line += to_string(ranges);
            }
            if (g.without_row != 0) line += ", " + counted(g.without_row, "without a row", "without a row");
            out_ << p_.frame << (i == 0 ? "  --> " : "  ::: ") << p_.off << line << '\n';
        }
        out_ << '\n';
    }

    void write_undecided(undecided const& u) {
        write_head(p_.undecided, "undecided", u.rule, u.title, u.provisions);
        std::size_t const gutter = gutter_width(u.locations);
        for (std::size_t i = 0; i < u.locations.size(); ++i) draw_location(u.locations[i], i == 0, gutter, p_, out_);
        std::string waiting = counted(u.rows, "row waits", "rows wait");
        if (u.quantity) waiting += " (" + shown(*u.quantity) + ")";
        write_line(waiting + ": " + reason_words(u.reason));
        for (std::string const& need : u.needs) write_line("needs: " + printable(need));
        if (!u.blocked_by.empty()) write_line("decided once this is mended: " + joined(u.blocked_by, ", "));
        out_ << '\n';
    }

    void write_filings() {
        if (report_.filings.empty()) return;
        out_ << p_.bold << "filings" << p_.off << '\n';
        for (filing_outcome const& f : report_.filings) write_filing(f);
        out_ << '\n';
    }

    void write_filing(filing_outcome const& f) {
        std::string_view const mark_colour = f.result == consistency_mark::consistent     ? p_.good
                                             : f.result == consistency_mark::inconsistent ? p_.error
                                                                                          : p_.undecided;
        out_ << "  " << printable(f.file) << "  " << printable(f.id) << "  " << mark_colour << official_words(f.result)
             << p_.off;
        if (f.superseded_by) out_ << "; superseded by " << printable(*f.superseded_by);
        if (f.nothing_reported) out_ << "; nothing reported: no authorization, action, holding or entity";
        std::string rows;
        for (auto const& [table, count] : f.table_rows) {
            if (count == 0) continue;
            if (!rows.empty()) rows += ", ";
            rows += printable(table) + ' ' + std::to_string(count);
        }
        if (!rows.empty()) out_ << "; rows: " << rows;
        out_ << '\n';
        for (std::string const& notation : f.notations) out_ << "      note: " << printable(notation) << '\n';
        for (std::string const& remark : f.remarks) out_ << "      passed over: " << printable(remark) << '\n';
    }

    static bool has_counts(requirement_outcome const& r) {
        return r.matched != 0 || r.status == requirement_status::met || r.status == requirement_status::not_met ||
               r.status == requirement_status::undecided || r.status == requirement_status::not_available;
    }

    void write_requirements() {
        std::size_t id_width = 0;
        for (requirement_outcome const& r : report_.requirements) {
            if (!has_counts(r)) continue;
            id_width = std::max(id_width, display_width(r.id));
        }
        std::string_view constexpr title = "requirements";
        id_width = std::max(id_width + 2, title.size());
        if (!report_.requirements.empty())
            write_requirement_row(title, id_width, {"matched", "passed", "failed", "n/a", "undecided"}, "status", {},
                                  p_.bold);
        for (requirement_outcome const& r : report_.requirements) {
            if (!has_counts(r)) continue;
            std::string_view const status_colour = r.status == requirement_status::met       ? p_.good
                                                   : r.status == requirement_status::not_met ? p_.error
                                                                                             : p_.undecided;
            write_requirement_row("  " + printable(r.id), id_width,
                                  {std::to_string(r.matched), std::to_string(r.passed), std::to_string(r.failed),
                                   std::to_string(r.not_applicable), std::to_string(r.undecided)},
                                  status_words(r.status), printable(r.source), status_colour);
        }
        for (requirement_status const s :
             {requirement_status::not_applicable, requirement_status::review, requirement_status::no_duty})
            write_requirement_list(s);
        if (!report_.requirements.empty()) out_ << '\n';
    }

    void write_requirement_row(std::string_view id, std::size_t id_width, std::vector<std::string> const& numbers,
                               std::string_view status, std::string_view source, std::string_view status_colour) {
        constexpr std::size_t number_width = 10;
        constexpr std::size_t status_width = 13;
        out_ << id << std::string(id_width - std::min(id_width, display_width(id)), ' ');
        for (std::string const& number : numbers)
            out_ << std::string(number_width - std::min(number_width - 1, number.size()), ' ') << number;
        out_ << "  " << status_colour << status << p_.off;
        if (!source.empty()) out_ << std::string(status_width - status.size() + 2, ' ') << source;
        out_ << '\n';
    }

    // Requirements without anything to count: their ids on one line.
    void write_requirement_list(requirement_status s) {
        std::vector<std::string> ids;
        for (requirement_outcome const& r : report_.requirements)
            if (r.status == s && !has_counts(r)) ids.push_back(r.id);
        if (ids.empty()) return;
        out_ << "  " << ids.size() << ' ' << status_words(s) << ": " << joined(ids, ", ") << '\n';
    }

    void write_summary() {
        out_ << "checked with " << printable(report_.tool_name) << ' ' << printable(report_.tool_version)
             << ", rulebook " << printable(report_.rulebook_name) << ' ' << printable(report_.rulebook_version)
             << " (law as of " << printable(report_.law_as_of) << "), as of " << printable(report_.as_of)
             << (report_.complete ? ", all filings given" : "") << '\n';
        std::size_t unread = 0;
        for (failure const& f : report_.failures) unread += f.file.empty() ? 0U : 1U;
        out_ << p_.bold << "summary: " << p_.off;
        if (!report_.failures.empty()) {
            out_ << p_.error << "INCOMPLETE" << p_.off << ", ";
            if (unread != 0) out_ << counted(unread, "input was not checked", "inputs were not checked") << "; ";
            if (unread != report_.failures.size()) out_ << "the check did not run to its end; ";
        }
        if (report_.filings.empty()) out_ << "no filing was checked; ";
        out_ << counted(report_.errors, "error", "errors") << ", " << counted(report_.warnings, "warning", "warnings")
             << ", " << counted(report_.queries, "query", "queries") << "; "
             << counted(report_.undecided_rows, "row undecided", "rows undecided");
        if (!report_.filings.empty())
            out_ << "; " << counted(report_.filings.size(), "filing checked", "filings checked");
        out_ << '\n';
    }

    run_report const& report_;
    write_options const& options_;
    std::ostream& out_;
    palette const& p_;
};

}  // namespace

void write_text(run_report const& report, write_options const& options, std::ostream& out) {
    text_writer{report, options, out}.write();
}

}  // namespace a6::reports
