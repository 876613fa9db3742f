#include "reports/baseline_text.hpp"
#include "reports/escape.hpp"
#include "reports/excerpt.hpp"
#include "reports/failures.hpp"
#include "reports/formats.hpp"
#include "reports/given.hpp"
#include "reports/listed.hpp"
#include "reports/phrases.hpp"
#include "reports/requirement_table.hpp"
#include "reports/row_ranges.hpp"
#include "reports/wanted.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace a6::reports {

namespace {

// More findings of one rule than anybody reads one by one; the rest is given as row numbers.
constexpr std::size_t findings_per_rule = 20;
// Serials of one finding; JSON has them all.
constexpr std::size_t serials_per_finding = 8;
// Findings that later versions closed; JSON has them all.
constexpr std::size_t closed_shown = 20;
// Needs of one group of undecided rows; JSON has them all.
constexpr std::size_t needs_per_group = 8;
// What makes a mark Null; JSON has them all.
constexpr std::size_t mark_reasons_shown = 3;
// Groups of rows that one rule leaves undecided for want of different things.
constexpr std::size_t groups_per_rule = 20;
// What one rule tells, before the rest is only counted.
constexpr std::size_t information_per_rule = 20;

std::string shown(quantity const& q) {
    return (q.confidential ? std::string(confidential_words) : printable(q.value)) + ' ' +
           printable(q.label.empty() ? q.unit : q.label);
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
        for (failure const& f : report_.failures) write_failure(f, p_, out_);
        write_given(report_, p_, out_);
        write_findings();
        if (options_.list_open) write_open();
        write_information();
        write_filings();
        // Without a filing there is nothing that a requirement could say.
        if (!report_.filings.empty()) write_requirement_table(report_, p_, out_);
        write_history();
        write_gone(report_, p_, out_);
        if (options_.list_open) write_wanted(report_.wanted, p_, out_);
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

    void write_findings() {
        auto const findings = listed(report_, findings_per_rule);
        for (finding const* f : findings.list) write_finding(*f);
        for (rest const& r : findings.not_listed) write_rest(r);
    }

    void write_finding(finding const& f) {
        write_head(colour(f.severity), word(f.severity), f.rule, f.title, f.provisions);
        draw_locations(f.locations, p_, out_);
        write_line(printable(f.message));
        if (f.quantity) write_line("quantity: " + shown(*f.quantity));
        if (!f.serials.empty()) write_line("serials: " + shown_serials(f.serials));
        if (f.cross_party || f.balance_impact)
            write_line("concerns: " + std::string(f.cross_party ? "more than one Party" : "") +
                       (f.cross_party && f.balance_impact ? "; " : "") + balance_words(f));
        if (f.since)
            write_line("open since version " + printable(f.since->version) + ", submitted " +
                       printable(f.since->submitted) + "; " +
                       counted(f.since->later_versions, "later version does", "later versions do") + " not mend it");
        for (std::string const& standing : standing_of(f, report_)) write_line(standing);
        write_line_unless_empty("remedy", f.remedy);
        write_line_unless_empty("id", f.id);
        out_ << '\n';
    }

    // the emissions balance of GHA for 2023, of CHE for 2024 and 2025
    static std::string balance_words(finding const& f) {
        if (!f.balance_impact) return {};
        std::string out = "the emissions balance";
        for (std::size_t i = 0; i < f.balances.size(); ++i) {
            out += (i == 0 ? " of " : ", of ") + printable(f.balances[i].party);
            auto const& years = f.balances[i].years;
            for (std::size_t y = 0; y < years.size(); ++y)
                out += (y == 0 ? " for " : y + 1 == years.size() ? " and " : ", ") + printable(years[y]);
        }
        return out;
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
    void write_rest(rest const& r) {
        struct group {
            location place;
            std::vector<std::uint32_t> rows;
            std::size_t without_row = 0;
        };
        std::vector<group> groups;
        std::map<std::pair<std::string_view, std::string_view>, std::size_t> index;
        for (finding const* f : r.held) {
            if (f->locations.empty()) continue;
            location const& at = f->locations.front();
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
        auto const [title, provisions] = told_of(r);
        write_head(colour(r.severity), word(r.severity), std::string{r.rule},
                   counted(r.count, "more finding", "more findings") + " of this rule: " + title, provisions);
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
        if (r.count > r.held.size() && !r.held.empty())
            write_line((*report_.lang)("the rows of {} of them are not told", r.count - r.held.size()));
        out_ << '\n';
    }

    // Title and provisions of a rule: of a finding, or where none is held, of the rule as a whole.
    std::pair<std::string, std::vector<std::string>> told_of(rest const& r) const {
        if (!r.held.empty()) return {r.held.front()->title, r.held.front()->provisions};
        for (rule_outcome const& o : report_.rules)
            if (o.rule == r.rule) return {o.title, o.provisions};
        return {};
    }

    void write_open() {
        first_of_rule first{groups_per_rule};
        for (undecided const& u : report_.undecided)
            if (first.lets_through(u.rule, u.rows)) write_undecided(u);
        for (auto const& [rule, rest] : first.rest()) {
            auto const& all = report_.undecided;
            auto const u = std::find_if(all.begin(), all.end(), [&of = rule](auto const& g) { return g.rule == of; });
            write_head(p_.undecided, "undecided", u->rule, u->title, u->provisions);
            write_line(report_.lang->counted(rest.things, "{} more group of this rule; rows that wait: {}",
                                             "{} more groups of this rule; rows that wait: {}", rest.weight));
            out_ << '\n';
        }
    }

    void write_undecided(undecided const& u) {
        write_head(p_.undecided, "undecided", u.rule, u.title, u.provisions);
        draw_locations(u.locations, p_, out_);
        std::string waiting = counted(u.rows, "row waits", "rows wait");
        if (u.quantity) waiting += " (" + shown(*u.quantity) + ")";
        write_line(waiting + ": " + reason_words(u.reason));
        std::size_t const shown_needs = u.needs.size() <= needs_per_group ? u.needs.size() : needs_per_group - 1;
        for (std::size_t i = 0; i < shown_needs; ++i) write_line("needs: " + printable(u.needs[i]));
        if (shown_needs != u.needs.size())
            write_line("needs: " + counted(u.needs.size() - shown_needs, "other", "others") + "; JSON has them all");
        if (!u.blocked_by.empty()) write_line("decided once this is mended: " + joined(u.blocked_by, ", "));
        out_ << '\n';
    }

    // What a rule tells stands under one head; the list is in the order of rules.
    void write_information() {
        auto const& all = report_.information;
        for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
            while (end < all.size() && all[end].rule == all[begin].rule) ++end;
            write_head(p_.frame, "info", all[begin].rule, all[begin].title, all[begin].provisions);
            std::size_t const shown_end = std::min(end, begin + information_per_rule);
            for (std::size_t i = begin; i < shown_end; ++i) {
                if (!all[i].locations.empty())
                    out_ << p_.frame << "  --> " << p_.off << place(all[i].locations.front()) << '\n';
                write_line(printable(all[i].message));
                if (all[i].quantity) write_line("quantity: " + shown(*all[i].quantity));
                if (!all[i].serials.empty()) write_line("serials: " + shown_serials(all[i].serials));
            }
            std::uint64_t more = end - shown_end;
            for (not_kept const& n : report_.beyond)
                if (!n.severity && n.rule == all[begin].rule) more += n.count;
            if (more != 0) write_line(std::to_string(more) + " more of this rule");
            out_ << '\n';
        }
    }

    // What later versions closed, and how far back that was looked for.
    void write_history() {
        auto const& h = report_.history;
        if (h.closed.empty() && h.days_left_out == 0) return;
        out_ << p_.bold << "closed by later versions" << p_.off << '\n';
        for (std::size_t i = 0; i < std::min(h.closed.size(), closed_shown); ++i) {
            auto const& c = h.closed[i];
            out_ << "  " << printable(c.on) << "  " << joined(c.closed_by, ", ") << " closed " << word(c.what.severity)
                 << ' ' << printable(c.what.id) << ": " << printable(c.what.message) << '\n';
        }
        if (h.closed.size() > closed_shown)
            out_ << "  and " << h.closed.size() - closed_shown << " more; --format json lists all\n";
        if (h.days_left_out != 0)
            out_ << "  " << counted(h.days_left_out, "earlier state was", "earlier states were")
                 << " not judged again: too many rows; `compare` tells what became of its findings\n";
        out_ << '\n';
    }

    void write_filings() {
        if (report_.filings.empty()) return;
        out_ << p_.bold << "filings" << p_.off << '\n';
        for (filing_outcome const& f : report_.filings) write_filing(f);
        out_ << '\n';
    }

    void write_filing(filing_outcome const& f) {
        std::string_view const mark_colour = f.superseded_by                              ? p_.undecided
                                             : f.result == consistency_mark::consistent   ? p_.good
                                             : f.result == consistency_mark::inconsistent ? p_.error
                                                                                          : p_.undecided;
        out_ << "  " << printable(f.file) << "  " << printable(f.id) << "  " << mark_colour
             << (f.superseded_by ? "replaced by " + printable(*f.superseded_by) : official_words(f.result)) << p_.off;
        if (f.nothing_reported) out_ << "; nothing reported: no authorization, action, holding or entity";
        std::string rows;
        for (auto const& [table, count] : f.table_rows) {
            if (count == 0) continue;
            if (!rows.empty()) rows += ", ";
            rows += printable(table) + ' ' + std::to_string(count);
        }
        if (!rows.empty()) out_ << "; rows: " << rows;
        out_ << '\n';
        write_mark_reasons(f);
        if (options_.list_open)
            for (std::string const& notation : f.notations) out_ << "      note: " << printable(notation) << '\n';
        for (std::string const& remark : f.remarks) out_ << "      passed over: " << printable(remark) << '\n';
    }

    void write_mark_reasons(filing_outcome const& f) {
        if (!f.null_because.empty()) {
            out_ << "      Null because of: ";
            std::size_t const count = std::min(f.null_because.size(), mark_reasons_shown);
            for (std::size_t i = 0; i < count; ++i)
                out_ << (i == 0 ? "" : "; ") << printable(f.null_because[i].rule) << ", "
                     << printable(f.null_because[i].need);
            if (f.null_because.size() > count) out_ << "; and " << f.null_because.size() - count << " more";
            out_ << '\n';
        }
        write_counts("errors that do not count for the mark", f.not_counted);
        write_counts("is the other side of", f.other_side_of);
    }

    void write_counts(std::string_view name, std::vector<rule_count> const& counts) {
        if (counts.empty()) return;
        out_ << "      " << name << ": ";
        for (std::size_t i = 0; i < counts.size(); ++i)
            out_ << (i == 0 ? "" : ", ") << printable(counts[i].rule) << " (" << counts[i].errors << ')';
        out_ << '\n';
    }

    void write_summary() {
        out_ << "checked with " << printable(report_.tool_name) << ' ' << printable(report_.tool_version)
             << ", rulebook " << printable(report_.rulebook_name) << ' ' << printable(report_.rulebook_version)
             << " (law as of " << printable(report_.law_as_of) << "), as of " << printable(report_.as_of)
             << (report_.complete ? ", all filings given" : "") << '\n';
        if (!report_.questions.empty())
            out_ << counted(report_.questions.size(), "question is", "questions are")
                 << " for a reviewer; --format questionnaire prints " << (report_.questions.size() == 1 ? "it" : "them")
                 << '\n';
        for (std::string const& standing : standing_of(report_)) out_ << standing << '\n';
        std::size_t unread = 0, in_part = 0;
        for (failure const& f : report_.failures)
            if (!f.file.empty()) ++(f.in_part ? in_part : unread);
        out_ << p_.bold << "summary: " << p_.off;
        if (!report_.failures.empty()) {
            out_ << p_.error << "INCOMPLETE" << p_.off << ", ";
            if (unread != 0) out_ << counted(unread, "input was not checked", "inputs were not checked") << "; ";
            if (in_part != 0) out_ << counted(in_part, "fault", "faults") << " in what was read; ";
            if (unread + in_part != report_.failures.size()) out_ << "the check did not run to its end; ";
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
