#include "reports/tell.hpp"

#include "reports/escape.hpp"
#include "reports/phrases.hpp"
#include "reports/words.hpp"

namespace a6::reports {

namespace {

// Needs of one group of undecided rows in one line; JSON has them all.
constexpr std::size_t needs_in_line = 4;
// A value is a reminder; the file has the rest.
constexpr std::size_t told_columns = 160;

void append_part(std::string& out, std::string const& part, std::string_view separator) {
    if (part.empty()) return;
    if (!out.empty()) out += separator;
    out += part;
}

}  // namespace

std::string cell_place(location const& l) {
    if (l.sheet.empty()) return {};
    return printable(l.sheet) + (l.cell.empty() ? "" : '!' + printable(l.cell));
}

std::string place_inside(location const& l, language const& say) {
    std::string out = l.sheet.empty() ? printable(l.table) : cell_place(l);
    if (l.row != 0) append_part(out, say("row {}", l.row), ", ");
    append_part(out, printable(l.label.empty() ? l.field : l.label), ", ");
    return out;
}

std::string place_and_value(location const& l, language const& say) {
    std::string out = place_inside(l, say);
    std::string const value = l.confidential ? std::string{confidential_words}
                              : l.value      ? printable(*l.value, told_columns)
                                             : std::string();
    if (value.empty() || out.empty()) return out + value;
    return say("{}: {}", out, value);
}

std::string role_words(location_role r, language const& say) {
    switch (r) {
        case location_role::subject: return say("at fault");
        case location_role::counterpart: return say("held against");
        case location_role::evidence: return say("evidence");
    }
    return {};
}

std::string quantity_words(quantity const& q) {
    return (q.confidential ? std::string{confidential_words} : printable(q.value)) + ' ' +
           printable(q.label.empty() ? q.unit : q.label);
}

std::string reason_words(undecided_reason r, language const& say) {
    switch (r) {
        case undecided_reason::missing_field: return say("a field is missing");
        case undecided_reason::missing_document: return say("a document is not available");
        case undecided_reason::inexact: return say("the arithmetic is not exact");
        case undecided_reason::ambiguous: return say("what is filed can be read in more than one way");
        case undecided_reason::not_compared: return say("more rows meet each other than are compared");
        case undecided_reason::blocked: return say("another finding on the same row comes first");
    }
    return {};
}

std::string file_place(location const& l) {
    std::string out = printable(l.file.empty() ? l.filing : l.file);
    if (l.line == 0) return out;
    out += ':' + std::to_string(l.line);
    return l.column == 0 ? out : out + ':' + std::to_string(l.column);
}

std::string finding_words(finding const& f, language const& say) {
    std::string text = printable(f.message);
    if (f.severity == severity::query) text = say("query: {}", text);
    if (f.waived) {
        // A reason is often a sentence.
        std::string const aside = waiver_words(*f.waived, say);
        text = aside.ends_with('.') ? aside + ' ' + text : say("{}: {}", aside, text);
    }
    if (f.baseline) text += ' ' + baseline_words(*f.baseline, say);
    return text;
}

std::string finding_details(finding const& f, language const& say) {
    std::string out;
    for (location const& l : f.locations) {
        std::string place = file_place(l);
        append_part(place, place_and_value(l, say), ", ");
        out += '\n' + say("{}: {}", role_words(l.role, say), place);
    }
    if (f.quantity) out += '\n' + say("quantity: {}", quantity_words(*f.quantity));
    if (!f.remedy.empty()) out += '\n' + say("remedy: {}", printable(f.remedy));
    return out + '\n' + say("id: {}", printable(f.id));
}

std::string undecided_words(undecided const& u, language const& say) {
    std::string const reason = reason_words(u.reason, say);
    std::string const waits = u.quantity ? say.counted(u.rows, "{} row waits ({}): {}", "{} rows wait ({}): {}",
                                                       quantity_words(*u.quantity), reason)
                                         : say.counted(u.rows, "{} row waits: {}", "{} rows wait: {}", reason);
    std::vector<std::string> needs;
    for (std::size_t i = 0; i < u.needs.size() && i < needs_in_line; ++i) needs.push_back(printable(u.needs[i]));
    if (std::size_t const more = u.needs.size() - needs.size(); more != 0)
        needs.push_back(say.counted(more, "and {} more", "and {} more"));
    std::string const wanted = needs.empty() ? std::string() : say("needs: {}", clauses(needs, say));
    std::string const blocked =
        u.blocked_by.empty() ? std::string() : say("decided once this is mended: {}", joined(u.blocked_by, ", "));
    return clauses({waits, wanted, blocked}, say);
}

std::string waiver_words(waiver const& w, language const& say) {
    return say("set aside by {} until {}: {}", printable(w.owner), printable(w.expires), printable(w.reason));
}

std::string baseline_words(baseline_state b, language const& say) {
    switch (b) {
        case baseline_state::fresh: return say("(new)");
        case baseline_state::worse: return say("(worse than in the baseline)");
        case baseline_state::unchanged: break;
    }
    return say("(in the baseline too)");
}

std::string gone_words(gone_finding const& g, language const& say) {
    std::string const told = printable(g.message);
    std::string const message = g.place.empty() ? told : say("{} (at {})", told, printable(g.place));
    switch (g.why) {
        case gone_because::mended: return say("gone since the baseline: {}", message);
        case gone_because::filing_not_given:
            return say("not found, for a filing that it concerns is not in this run: {}", message);
        case gone_because::undecided: return say("not found, for its rule is undecided now: {}", message);
        case gone_because::not_checked: return say("not found, for not everything could be checked: {}", message);
        case gone_because::no_rule:
            return say("not looked for, for the rulebook has no rule {} any more: {}", printable(g.rule), message);
    }
    return {};
}

std::string consequence_words(failure const& f, language const& say) {
    if (f.file.empty()) return say("the check did not run to its end");
    return f.in_part ? say("this file was not checked in full") : say("this file was not checked");
}

std::string failure_details(failure const& f, language const& say) {
    std::string const out = '\n' + consequence_words(f, say);
    return f.help.empty() ? out : out + '\n' + say("remedy: {}", printable(f.help));
}

location place_of(failure const& f) {
    location at;
    at.file = f.file;
    at.line = f.line;
    at.column = f.column;
    return at;
}

std::string unlisted_words(std::uint64_t count, language const& say) {
    return say.counted(count, "{} more finding of this rule is counted and not listed",
                       "{} more findings of this rule are counted and not listed");
}

std::string unlisted_open_words(first_of_rule::counted const& left, language const& say) {
    return say.counted(left.weight, "{} more undecided row of this rule is counted and not listed",
                       "{} more undecided rows of this rule are counted and not listed");
}

std::string unlisted_gone_words(first_of_rule::counted const& left, language const& say) {
    return say.counted(left.things, "{} more finding of this rule is no longer found and not listed",
                       "{} more findings of this rule are no longer found and not listed");
}

std::vector<std::string> summary_parts(run_report const& report) {
    language const& say = *report.lang;
    std::size_t unread = 0, in_part = 0;
    for (failure const& f : report.failures)
        if (!f.file.empty()) ++(f.in_part ? in_part : unread);
    std::vector<std::string> out;
    if (unread != 0) out.push_back(say.counted(unread, "{} input was not checked", "{} inputs were not checked"));
    if (in_part != 0) out.push_back(say.counted(in_part, "{} fault in what was read", "{} faults in what was read"));
    if (unread + in_part != report.failures.size()) out.push_back(say("the check did not run to its end"));
    if (report.filings.empty()) out.push_back(say("no filing was checked"));
    out.push_back(say.counted(report.errors, "{} error", "{} errors") + ", " +
                  say.counted(report.warnings, "{} warning", "{} warnings") + ", " +
                  say.counted(report.queries, "{} query", "{} queries"));
    if (report.waived != 0) out.push_back(say.counted(report.waived, "{} of them set aside", "{} of them set aside"));
    out.push_back(say.counted(report.undecided_rows, "{} row undecided", "{} rows undecided"));
    if (!report.filings.empty())
        out.push_back(say.counted(report.filings.size(), "{} filing checked", "{} filings checked"));
    return out;
}

std::string summary_words(run_report const& report) {
    language const& say = *report.lang;
    std::string const parts = clauses(summary_parts(report), say);
    return report.failures.empty() ? say("summary: {}", parts) : say("summary: INCOMPLETE, {}", parts);
}

}  // namespace a6::reports
