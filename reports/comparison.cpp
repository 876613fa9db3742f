#include "reports/comparison.hpp"

#include "reports/escape.hpp"
#include "reports/excerpt.hpp"
#include "reports/failures.hpp"
#include "reports/gone.hpp"
#include "reports/json_writer.hpp"
#include "reports/phrases.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace a6::reports {

namespace {

std::string party_of(finding const& f) { return f.locations.empty() ? std::string() : f.locations.front().party; }

void write_failures(run_report const& report, std::string_view which, std::ostream& out) {
    if (report.failures.empty()) return;
    out << "Not everything in " << which << " could be checked.\n\n";
    for (auto const& f : report.failures) write_failure(f, colours(false), out);
}

void write_failures(run_report const& report, std::string_view which, json_writer& json) {
    json.begin_list(which);
    for (auto const& f : report.failures) write_failure(f, json);
    json.end_list();
}

void write_line(char mark, finding const& f, std::ostream& out) {
    out << "    " << mark << ' ' << word(f.severity) << ' ' << printable(f.id);
    if (!f.locations.empty()) {
        auto const& at = f.locations.front();
        out << "  " << printable(at.file);
        if (!at.table.empty()) out << ' ' << printable(at.table);
        if (at.row != 0) out << " row " << at.row;
        if (!at.field.empty()) out << ' ' << printable(at.field);
    }
    if (f.cross_party) out << "  (more than one Party)";
    out << "\n      " << printable(f.message) << '\n';
}

void write_part(std::string_view title, char mark, std::vector<finding const*> const& all, std::string const& party,
                std::ostream& out) {
    std::size_t count = 0;
    for (auto const* f : all) count += party_of(*f) == party ? 1U : 0U;
    if (count == 0) return;
    out << "  " << title << ": " << count << '\n';
    for (auto const* f : all)
        if (party_of(*f) == party) write_line(mark, *f, out);
}

void write_list(json_writer& json, std::string_view key, std::vector<finding const*> const& all) {
    json.begin_list(key);
    for (auto const* f : all) {
        json.begin_object();
        json.text("id", f->id);
        json.text("rule", f->rule);
        json.text("severity", word(f->severity));
        json.text("party", party_of(*f));
        json.text("scope", f->cross_party ? "cross_party" : "single_party");
        json.boolean("balance_impact", f->balance_impact);
        json.text("message", f->message);
        json.end_object();
    }
    json.end_list();
}

}  // namespace

comparison compare(run_report const& before, run_report const& after) {
    std::unordered_set<std::string> old_ids, new_ids;
    for (auto const& f : before.findings) old_ids.insert(f.id);
    for (auto const& f : after.findings) new_ids.insert(f.id);
    comparison out;
    gone_findings const gone{before, after};
    for (auto const& f : before.findings)
        if (!new_ids.count(f.id)) (gone.why(f) == gone_because::mended ? out.closed : out.untold).push_back(&f);
    for (auto const& f : after.findings) (old_ids.count(f.id) ? out.open : out.opened).push_back(&f);
    return out;
}

void write_comparison_text(run_report const& before, run_report const& after, std::ostream& out) {
    write_failures(before, "OLD", out);
    write_failures(after, "NEW", out);
    auto const c = compare(before, after);
    std::set<std::string> parties;
    for (auto const* all : {&c.closed, &c.untold, &c.open, &c.opened})
        for (auto const* f : *all) parties.insert(party_of(*f));
    for (auto const& party : parties) {
        out << (party.empty() ? "no Party" : printable(party)) << '\n';
        write_part("closed", '-', c.closed, party, out);
        write_part("no longer found, but not decided either", '?', c.untold, party, out);
        write_part("left open", '=', c.open, party, out);
        write_part("opened", '+', c.opened, party, out);
        out << '\n';
    }
    out << "old: " << counted(before.filings.size(), "filing", "filings") << ", "
        << counted(before.findings.size(), "finding", "findings") << ", "
        << counted(before.undecided_rows, "row", "rows")
        << " undecided; new: " << counted(after.filings.size(), "filing", "filings") << ", "
        << counted(after.findings.size(), "finding", "findings") << ", " << counted(after.undecided_rows, "row", "rows")
        << " undecided\n"
        << "closed " << c.closed.size() << ", not decided any more " << c.untold.size() << ", left open "
        << c.open.size() << ", opened " << c.opened.size() << '\n';
}

void write_comparison_json(run_report const& before, run_report const& after, std::ostream& out) {
    auto const c = compare(before, after);
    json_writer json{out};
    json.begin_object();
    json.text("format", "a6check-comparison/1");
    json.text("as_of", after.as_of);
    write_failures(before, "old_failures", json);
    write_failures(after, "new_failures", json);
    write_list(json, "closed", c.closed);
    write_list(json, "not_decided", c.untold);
    write_list(json, "open", c.open);
    write_list(json, "opened", c.opened);
    json.end_object();
}

}  // namespace a6::reports
