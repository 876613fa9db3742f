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
#include "reports/tell.hpp"
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
constexpr std::size_t closed_printed = 20;
// Needs of one group of undecided rows; JSON has them all.
constexpr std::size_t needs_per_group = 8;
// What makes a mark Null; JSON has them all.
constexpr std::size_t mark_reasons_shown = 3;
// Groups of rows that one rule leaves undecided for want of different things.
constexpr std::size_t groups_per_rule = 20;
// What one rule tells, before the rest is only counted.
constexpr std::size_t information_per_rule = 20;

class text_writer {
public:
    text_writer(run_report const& report, write_options const& options, std::ostream& out)
        : report_{report}, options_{options}, say_{*report.lang}, out_{out}, p_{colours(options.colour)} {}

    void write() {
        for (failure const& f : report_.failures) write_failure(f, say_, p_, out_);
        write_given(report_, p_, out_);
        write_findings();
        if (options_.list_open) write_open();
        write_information();
        write_filings();
        // Without a filing there is nothing that a requirement could say.
        if (!report_.filings.empty()) write_requirement_table(report_, p_, out_);
        write_history();
        write_gone(report_, p_, out_);
        if (options_.list_open) write_wanted(report_.wanted, say_, p_, out_);
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
        if (!provisions.empty()) out_ << " (" << joined(provisions, say_("; ")) << ')';
        out_ << '\n';
    }

    void write_line(std::string_view text) { out_ << p_.frame << "  = " << p_.off << text << '\n'; }
    void write_quantity(std::optional<quantity> const& q) {
        if (q) write_line(say_("quantity: {}", quantity_words(*q)));
    }
    void write_serials(std::vector<std::string> const& serials) {
        if (!serials.empty()) write_line(say_("serials: {}", shown_serials(serials)));
    }

    void write_findings() {
        auto const findings = listed(report_, findings_per_rule);
        for (finding const* f : findings.list) write_finding(*f);
        for (rest const& r : findings.not_listed) write_rest(r);
    }

    void write_finding(finding const& f) {
        write_head(colour(f.severity), severity_words(f.severity, say_), f.rule, f.title, f.provisions);
        draw_locations(f.locations, say_, p_, out_);
        write_line(printable(f.message));
        write_quantity(f.quantity);
        write_serials(f.serials);
        if (f.cross_party || f.balance_impact)
            write_line(
                say_("concerns: {}",
                     clauses({f.cross_party ? say_("more than one Party") : std::string(), balance_words(f)}, say_)));
        if (f.since)
            write_line(say_.counted(f.since->later_versions,
                                    "open since version {1}, submitted {2}; {0} later version does not mend it",
                                    "open since version {1}, submitted {2}; {0} later versions do not mend it",
                                    printable(f.since->version), printable(f.since->submitted)));
        for (std::string const& standing : standing_of(f, report_)) write_line(standing);
        if (!f.remedy.empty()) write_line(say_("remedy: {}", printable(f.remedy)));
        if (!f.id.empty()) write_line(say_("id: {}", printable(f.id)));
        out_ << '\n';
    }

    // the emissions balance of GHA for 2023, of CHE for 2024 and 2025
    std::string balance_words(finding const& f) const {
        if (!f.balance_impact) return {};
        std::string whose;
        for (balance_effect const& b : f.balances) {
            if (!whose.empty()) whose += ", ";
            whose += b.years.empty() ? say_("of {}", printable(b.party))
                                     : say_("of {} for {}", printable(b.party), enumerated(b.years));
        }
        return whose.empty() ? say_("the emissions balance") : say_("the emissions balance {}", whose);
    }

    // 2023, 2024 and 2025
    std::string enumerated(std::vector<std::string> const& all) const {
        if (all.size() == 1) return printable(all.front());
        return say_("{} and {}", joined({all.begin(), all.end() - 1}, ", "), printable(all.back()));
    }

    std::string shown_serials(std::vector<std::string> const& serials) const {
        std::size_t const count = std::min(serials.size(), serials_per_finding);
        std::string const first = joined({serials.begin(), serials.begin() + static_cast<std::ptrdiff_t>(count)}, ", ");
        if (serials.size() == count) return first;
        return say_.counted(serials.size() - count, "{1} and {0} more", "{1} and {0} more", first);
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
        auto const [rule_title, provisions] = told_of(r);
        std::string const title =
            say_.counted(r.count, "{} more finding of this rule: {}", "{} more findings of this rule: {}", rule_title);
        write_head(colour(r.severity), severity_words(r.severity, say_), std::string{r.rule}, title, provisions);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            group& g = groups[i];
            std::string line = place(g.place, say_);
            if (!g.rows.empty()) {
                auto const ranges = row_ranges(std::move(g.rows));
                bool const one = ranges.size() == 1 && ranges.front().first == ranges.front().last;
                line += ", " + (one ? say_("row {}", to_string(ranges)) : say_("rows {}", to_string(ranges)));
            }
            if (g.without_row != 0) line += ", " + say_.counted(g.without_row, "{} without a row", "{} without a row");
            out_ << p_.frame << (i == 0 ? "  --> " : "  ::: ") << p_.off << line << '\n';
        }
        if (r.count > r.held.size() && !r.held.empty())
            write_line(say_("the rows of {} of them are not told", r.count - r.held.size()));
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
            write_head(p_.undecided, say_("undecided"), u->rule, u->title, u->provisions);
            write_line(say_.counted(rest.things, "{} more group of this rule; rows that wait: {}",
                                    "{} more groups of this rule; rows that wait: {}", rest.weight));
            out_ << '\n';
        }
    }

    void write_undecided(undecided const& u) {
        write_head(p_.undecided, say_("undecided"), u.rule, u.title, u.provisions);
        draw_locations(u.locations, say_, p_, out_);
        std::string const why = reason_words(u.reason, say_);
        if (u.quantity)
            write_line(say_.counted(u.rows, "{} row waits ({}): {}", "{} rows wait ({}): {}",
                                    quantity_words(*u.quantity), why));
        else
            write_line(say_.counted(u.rows, "{} row waits: {}", "{} rows wait: {}", why));
        std::size_t const shown_needs = u.needs.size() <= needs_per_group ? u.needs.size() : needs_per_group - 1;
        for (std::size_t i = 0; i < shown_needs; ++i) write_line(say_("needs: {}", printable(u.needs[i])));
        if (shown_needs != u.needs.size())
            write_line(say_.counted(u.needs.size() - shown_needs, "needs: {} other; JSON has them all",
                                    "needs: {} others; JSON has them all"));
        if (!u.blocked_by.empty()) write_line(say_("decided once this is mended: {}", joined(u.blocked_by, ", ")));
        out_ << '\n';
    }

    // What a rule tells stands under one head; the list is in the order of rules.
    void write_information() {
        auto const& all = report_.information;
        for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
            while (end < all.size() && all[end].rule == all[begin].rule) ++end;
            write_head(p_.frame, say_("info"), all[begin].rule, all[begin].title, all[begin].provisions);
            std::size_t const shown_end = std::min(end, begin + information_per_rule);
            for (std::size_t i = begin; i < shown_end; ++i) {
                if (!all[i].locations.empty())
                    out_ << p_.frame << "  --> " << p_.off << place(all[i].locations.front(), say_) << '\n';
                write_line(printable(all[i].message));
                write_quantity(all[i].quantity);
                write_serials(all[i].serials);
            }
            std::uint64_t more = end - shown_end;
            for (not_kept const& n : report_.beyond)
                if (!n.severity && n.rule == all[begin].rule) more += n.count;
            if (more != 0) write_line(say_.counted(more, "{} more of this rule", "{} more of this rule"));
            out_ << '\n';
        }
    }

    // What later versions closed, and how far back that was looked for.
    void write_history() {
        auto const& h = report_.history;
        if (h.closed.empty() && h.days_left_out == 0) return;
        out_ << p_.bold << say_("closed by later versions") << p_.off << '\n';
        for (std::size_t i = 0; i < std::min(h.closed.size(), closed_printed); ++i) {
            auto const& c = h.closed[i];
            out_ << "  " << printable(c.on) << "  "
                 << say_("{} closed {} {}: {}", joined(c.closed_by, ", "), severity_words(c.what.severity, say_),
                         printable(c.what.id), printable(c.what.message))
                 << '\n';
        }
        if (std::size_t const more = h.closed.size() - std::min(h.closed.size(), closed_printed); more != 0)
            out_ << "  "
                 << say_.counted(more, "and {} more; --format json lists all", "and {} more; --format json lists all")
                 << '\n';
        if (h.days_left_out != 0)
            out_ << "  "
                 << say_.counted(h.days_left_out,
                                 "{} earlier state was not judged again: too many rows; `compare` tells what became of "
                                 "its findings",
                                 "{} earlier states were not judged again: too many rows; `compare` tells what became "
                                 "of its findings")
                 << '\n';
        out_ << '\n';
    }

    void write_filings() {
        if (report_.filings.empty()) return;
        out_ << p_.bold << say_("filings") << p_.off << '\n';
        for (filing_outcome const& f : report_.filings) write_filing(f);
        out_ << '\n';
    }

    void write_filing(filing_outcome const& f) {
        std::string_view const mark_colour = f.superseded_by                              ? p_.undecided
                                             : f.result == consistency_mark::consistent   ? p_.good
                                             : f.result == consistency_mark::inconsistent ? p_.error
                                                                                          : p_.undecided;
        std::string rows;
        for (auto const& [table, count] : f.table_rows) {
            if (count == 0) continue;
            if (!rows.empty()) rows += ", ";
            rows += printable(table) + ' ' + std::to_string(count);
        }
        std::string mark{mark_colour};
        mark += f.superseded_by ? say_("replaced by {}", printable(*f.superseded_by)) : mark_words(f.result, say_);
        mark += p_.off;
        std::string const nothing =
            f.nothing_reported ? say_("nothing reported: no authorization, action, holding or entity") : std::string();
        out_ << "  " << printable(f.file) << "  " << printable(f.id) << "  "
             << clauses({mark, nothing, rows.empty() ? rows : say_("rows: {}", rows)}, say_) << '\n';
        write_mark_reasons(f);
        if (options_.list_open)
            for (std::string const& notation : f.notations) write_below(say_("note: {}", printable(notation)));
        for (std::string const& remark : f.remarks) write_below(say_("passed over: {}", printable(remark)));
    }

    // Below the line of a filing.
    void write_below(std::string_view text) { out_ << "      " << text << '\n'; }

    void write_mark_reasons(filing_outcome const& f) {
        if (!f.null_because.empty()) {
            std::vector<std::string> each;
            std::size_t const count = std::min(f.null_because.size(), mark_reasons_shown);
            for (std::size_t i = 0; i < count; ++i)
                each.push_back(printable(f.null_because[i].rule) + ", " + printable(f.null_because[i].need));
            std::string const reasons = clauses(each, say_);
            std::size_t const more = f.null_because.size() - count;
            write_below(more == 0 ? say_("Null because of: {}", reasons)
                                  : say_.counted(more, "Null because of: {1}; and {0} more",
                                                 "Null because of: {1}; and {0} more", reasons));
        }
        if (!f.not_counted.empty())
            write_below(say_("errors that do not count for the mark: {}", rule_counts(f.not_counted)));
        if (!f.other_side_of.empty()) write_below(say_("is the other side of: {}", rule_counts(f.other_side_of)));
    }

    static std::string rule_counts(std::vector<rule_count> const& counts) {
        std::string out;
        for (rule_count const& c : counts)
            out += (out.empty() ? "" : ", ") + printable(c.rule) + " (" + std::to_string(c.errors) + ')';
        return out;
    }

    void write_summary() {
        out_ << say_("checked with {} {}, rulebook {} {} (law as of {}), as of {}", printable(report_.tool_name),
                     printable(report_.tool_version), printable(report_.rulebook_name),
                     printable(report_.rulebook_version), printable(report_.law_as_of), printable(report_.as_of))
             << (report_.complete ? ", " + say_("all filings given") : "") << '\n';
        if (!report_.questions.empty())
            out_ << say_.counted(report_.questions.size(),
                                 "{} question is for a reviewer; --format questionnaire prints it",
                                 "{} questions are for a reviewer; --format questionnaire prints them")
                 << '\n';
        for (std::string const& standing : standing_of(report_)) out_ << standing << '\n';
        out_ << p_.bold << say_("summary:") << p_.off << ' ';
        if (!report_.failures.empty()) out_ << p_.error << say_("INCOMPLETE") << p_.off << ", ";
        out_ << clauses(summary_parts(report_), say_) << '\n';
    }

    run_report const& report_;
    write_options const& options_;
    language const& say_;
    std::ostream& out_;
    palette const& p_;
};

}  // namespace

void write_text(run_report const& report, write_options const& options, std::ostream& out) {
    text_writer{report, options, out}.write();
}

}  // namespace a6::reports
