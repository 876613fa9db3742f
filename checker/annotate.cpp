#include "checker/annotate.hpp"

#include "reports/escape.hpp"
#include "reports/excerpt.hpp"
#include "reports/phrases.hpp"
#include "reports/row_ranges.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace a6::checker {
namespace {

using reports::printable;

// Places of one finding that are named, and get a comment; JSON has them all.
constexpr std::size_t places_named = 20;
// Serials and needs likewise.
constexpr std::size_t things_named = 8;

// Columns of the list.
enum column : std::size_t {
    severity,
    rule,
    norm,
    cell,
    place,
    message,
    other_cell,
    other,
    quantity,
    remedy,
    provisions,
    status,
    id,
    columns
};

cell_tone tone_of(reports::severity s) {
    switch (s) {
        case reports::severity::error: return cell_tone::error;
        case reports::severity::warning: return cell_tone::warning;
        case reports::severity::query: return cell_tone::query;
    }
    return cell_tone::error;
}

void add_line(std::string& text, std::string const& line) {
    if (line.empty()) return;
    if (!text.empty()) text += '\n';
    text += line;
}

// The first things of a list, and how many more there are.
std::string first_of(std::vector<std::string> const& all, std::string_view separator, reports::language const& say) {
    std::vector<std::string> const first(all.begin(),
                                         all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), things_named)));
    std::string const shown = reports::joined(first, separator);
    return all.size() == first.size() ? shown : say("{} and {} more", shown, all.size() - first.size());
}

class annotator {
public:
    annotator(reports::run_report const& report, reports::filing_outcome const& filing, cell_places const& places,
              annotate_options const& options)
        : report_(report), filing_(filing), places_(places), options_(options), say_(*report.lang) {}

    annotation run() {
        begin_list();
        for (reports::failure const& f : report_.failures) add_failure(f);
        for (reports::finding const& f : report_.findings)
            if (!f.locations.empty() && is_here(f.locations.front())) add_finding(f, true);
        for (reports::finding const& f : report_.findings)
            if (!f.locations.empty() && !is_here(f.locations.front()) && touches(f)) add_finding(f, false);
        add_rest();
        for (reports::undecided const& u : report_.undecided) add_undecided(u);
        for (reports::information const& i : report_.information) add_information(i);
        add_open_rest();
        add_remarks();
        fill_results();
        annotation out;
        for (auto& [sheet, cells] : cells_) {
            sheet_annotation s{sheet, {}};
            for (auto& [at, cell] : cells) s.cells.push_back(std::move(cell));
            out.sheets.push_back(std::move(s));
        }
        out.list = std::move(list_);
        return out;
    }

private:
    bool is_here(reports::location const& l) const { return l.filing == filing_.id; }
    bool touches(reports::finding const& f) const {
        return std::any_of(f.locations.begin(), f.locations.end(), [&](auto const& l) { return is_here(l); });
    }

    // ---- the head of the list ----

    void begin_list() {
        list_.sheet = options_.list_sheet;
        list_.about = {say_("Findings in {}", printable(filing_.file)), result_line(), counts_line(), made_line(),
                       copy_line()};
        list_.legend = {{cell_tone::error, severity_word(reports::severity::error)},
                        {cell_tone::warning, severity_word(reports::severity::warning)},
                        {cell_tone::query, severity_word(reports::severity::query)},
                        {cell_tone::undecided, say_("undecided")},
                        {cell_tone::other_side, say_("what a finding was held against")},
                        {cell_tone::waived, say_("set aside by a waiver")}};
        list_.columns = {{say_("Severity"), 12},   {say_("Rule"), 9},          {say_("Norm"), 28},
                         {say_("Cell"), 26},       {say_("Place"), 34},        {say_("What is wrong"), 54},
                         {say_("Other cell"), 26}, {say_("Held against"), 38}, {say_("Quantity"), 16},
                         {say_("Remedy"), 34},     {say_("Provisions"), 26},   {say_("Status"), 20},
                         {say_("Identity"), 22}};
        list_.note_word = say_("note");
        list_.message_column = column::message;
    }

    std::string result_line() const {
        if (filing_.superseded_by)
            return say_("Replaced by {}; this version was not judged.", printable(*filing_.superseded_by));
        std::string const words = say_(reports::official_words(filing_.result));
        return filing_.nothing_reported
                   ? say_("Result: {}. Nothing is reported: no authorization, action, holding or entity.", words)
                   : say_("Result: {}", words);
    }

    std::string counts_line() const {
        std::uint64_t of[3] = {0, 0, 0};
        std::uint64_t waived = 0;
        for (reports::finding const& f : report_.findings) {
            if (f.locations.empty() || !is_here(f.locations.front())) continue;
            if (f.waived)
                ++waived;
            else
                ++of[static_cast<std::size_t>(f.severity)];
        }
        std::uint64_t rows = 0;
        for (reports::undecided const& u : report_.undecided) rows += rows_here(u);
        return say_("In this filing: {}, {}, {}; {}; {}.", say_.counted(of[0], "{} error", "{} errors"),
                    say_.counted(of[1], "{} warning", "{} warnings"), say_.counted(of[2], "{} query", "{} queries"),
                    say_.counted(waived, "{} finding set aside", "{} findings set aside"),
                    say_.counted(rows, "{} row undecided", "{} rows undecided"));
    }

    std::string made_line() const {
        return say_("{}: checked with {} {}, rulebook {} {} (law as of {}), as of {}", printable(filing_.id),
                    printable(report_.tool_name), printable(report_.tool_version), printable(report_.rulebook_name),
                    printable(report_.rulebook_version), printable(report_.law_as_of), printable(report_.as_of));
    }

    std::string copy_line() const {
        if (places_.written_from_other())
            return say_(
                "This workbook was written from {} in the official layout. Colours, comments, links, this sheet "
                "and the result of the check were added.",
                printable(filing_.file));
        return say_(
            "This is a copy. Colours, comments, links, this sheet and the result of the check were added; all "
            "else is as it was filed.");
    }

    std::string severity_word(reports::severity s) const { return say_(reports::word(s)); }

    // ---- places ----

    std::string place_words(reports::location const& l) const {
        if (!is_here(l)) {
            std::string const value = l.confidential ? std::string(reports::confidential_words)
                                      : l.value      ? printable(*l.value, 120)
                                                     : std::string();
            return value.empty() ? reports::place(l) : say_("{}: {}", reports::place(l), value);
        }
        if (places_.written_from_other()) return reports::place(l);
        // Within the workbook the name of its file says nothing.
        std::string const whole = reports::place(l);
        std::string const file = printable(l.file) + "  ";
        return whole.starts_with(file) ? whole.substr(file.size()) : whole;
    }

    // The cell of a place in this filing; where it has none, its sheet.
    list_cell link_to_cell(reports::location const& l) const {
        list_cell out;
        if (!is_here(l)) return out;
        if (auto const at = places_.find(l)) {
            out.sheet = at->sheet;
            out.at = at->at;
            out.text = printable(at->sheet) + '!' + to_string(at->at);
        } else {
            out.sheet = places_.sheet_of(l);
            out.text = printable(out.sheet);
        }
        return out;
    }

    cell_annotation* cell_of(reports::location const& l) {
        if (!is_here(l)) return nullptr;
        auto const place = places_.find(l);
        return place ? &cell_at(*place) : nullptr;
    }

    cell_annotation& cell_at(sheet_cell const& place) {
        cell_annotation& cell = cells_[place.sheet][place.at];
        cell.at = place.at;
        return cell;
    }

    static void mark(cell_annotation& cell, cell_tone tone, cell_note note, std::uint32_t list_row) {
        cell.tone = std::min(cell.tone, tone);
        cell.notes.push_back(std::move(note));
        if (cell.list_row == 0) cell.list_row = list_row;
    }

    // ---- what is listed ----

    bool lists(std::string const& kind, std::string const& of_rule) {
        std::size_t const number = ++listed_[{kind, of_rule}];
        return options_.findings_per_rule == 0 || number <= options_.findings_per_rule;
    }

    static list_row new_row(cell_tone tone) {
        list_row row;
        row.tone = tone;
        row.cells.resize(column::columns);
        return row;
    }

    void add_failure(reports::failure const& f) {
        list_row row = new_row(cell_tone::error);
        row.cells[column::severity].text = say_("failure");
        row.cells[column::rule].text = printable(f.code);
        reports::location at;
        at.file = f.file;
        at.line = f.line;
        at.column = f.column;
        if (!f.file.empty()) row.cells[column::place].text = reports::place(at);
        row.cells[column::message].text = printable(f.message);
        row.cells[column::remedy].text = printable(f.help);
        row.cells[column::status].text = f.file.empty() ? say_("the check did not run to its end")
                                         : f.in_part    ? say_("this file was not checked in full")
                                                        : say_("this file was not checked");
        list_.rows.push_back(std::move(row));
    }

    std::string quantity_words(reports::quantity const& q) const {
        return (q.confidential ? std::string(reports::confidential_words) : printable(q.value)) + ' ' +
               printable(q.label.empty() ? q.unit : q.label);
    }

    std::string status_words(reports::finding const& f) const {
        std::string out;
        if (f.waived)
            add_line(out, say_("set aside by {} until {}: {}", printable(f.waived->owner), printable(f.waived->expires),
                               printable(f.waived->reason)));
        if (f.baseline)
            add_line(out, *f.baseline == reports::baseline_state::fresh ? say_("new") : say_("in the baseline too"));
        if (f.since)
            add_line(out, say_("open since version {}, submitted {}", printable(f.since->version),
                               printable(f.since->submitted)));
        return out;
    }

    // Places that are not the first, or, of a finding elsewhere, all that are not here.
    std::string held_against(reports::finding const& f) const {
        std::string out;
        std::size_t more = 0;
        for (std::size_t i = 1; i < f.locations.size(); ++i) {
            if (i > places_named)
                ++more;
            else
                add_line(out, place_words(f.locations[i]));
        }
        if (more != 0) add_line(out, say_.counted(more, "and {} more place", "and {} more places"));
        return out;
    }

    void add_finding(reports::finding const& f, bool here) {
        cell_tone const tone = f.waived ? cell_tone::waived : tone_of(f.severity);
        bool const listed = lists(here ? "here" : "other", f.rule);
        std::uint32_t const row = listed ? list_.next_row() : 0;
        for (std::size_t i = 0; i < f.locations.size(); ++i) {
            reports::location const& l = f.locations[i];
            cell_annotation* const cell = cell_of(l);
            if (cell == nullptr) continue;
            cell_tone const own = here && is_at_fault(l, f.locations.front()) ? tone : cell_tone::other_side;
            if (listed && i < places_named)
                mark(*cell, own, here && i == 0 ? note_of(f) : other_note(f), row);
            else
                cell->tone = std::min(cell->tone, own);
        }
        if (listed)
            list_.rows.push_back(row_of(f, here, tone));
        else
            count_rest(f, here);
    }

    // What the finding is about, not what it was held against: also the other cells that it names in its row.
    static bool is_at_fault(reports::location const& l, reports::location const& first) {
        bool const same_row = l.filing == first.filing && l.table == first.table && l.row == first.row;
        return l.role == reports::location_role::subject || (same_row && l.row != 0);
    }

    std::string head_of(reports::finding const& f) const {
        return say_("{} {}: {}", severity_word(f.severity), printable(f.rule), printable(f.title));
    }

    cell_note note_of(reports::finding const& f) const {
        cell_note note{head_of(f), printable(f.message)};
        if (f.quantity) add_line(note.body, say_("Quantity: {}", quantity_words(*f.quantity)));
        if (!f.remedy.empty()) add_line(note.body, say_("Remedy: {}", printable(f.remedy)));
        add_line(note.body, status_words(f));
        add_line(note.body, printable(f.id));
        return note;
    }

    cell_note other_note(reports::finding const& f) const {
        cell_note note{head_of(f), say_("Found at {}: {}", place_words(f.locations.front()), printable(f.message))};
        add_line(note.body, printable(f.id));
        return note;
    }

    list_row row_of(reports::finding const& f, bool here, cell_tone tone) const {
        list_row row = new_row(here ? tone : cell_tone::other_side);
        row.cells[column::severity].text = severity_word(f.severity);
        row.cells[column::rule].text = printable(f.rule);
        row.cells[column::norm].text = printable(f.title);
        auto const first =
            std::find_if(f.locations.begin(), f.locations.end(), [&](auto const& l) { return is_here(l); });
        if (first != f.locations.end()) row.cells[column::cell] = link_to_cell(*first);
        row.cells[column::place].text = place_words(f.locations.front());
        row.cells[column::message].text = printable(f.message);
        if (!f.serials.empty())
            add_line(row.cells[column::message].text, say_("Serials: {}", first_of(f.serials, ", ", say_)));
        // Of the other places in this workbook the first that is not in the same row.
        for (reports::location const& l : f.locations)
            if (here && is_here(l) && !is_at_fault(l, f.locations.front()) &&
                row.cells[column::other_cell].text.empty())
                row.cells[column::other_cell] = link_to_cell(l);
        row.cells[column::other].text = held_against(f);
        if (f.quantity) row.cells[column::quantity].text = quantity_words(*f.quantity);
        row.cells[column::remedy].text = printable(f.remedy);
        row.cells[column::provisions].text = reports::joined(f.provisions, "\n");
        row.cells[column::status].text = status_words(f);
        row.cells[column::id].text = printable(f.id);
        return row;
    }

    // ---- what is only counted ----

    struct rest {
        reports::finding const* first = nullptr;
        bool here = false;
        std::uint64_t count = 0;
        std::map<std::string, std::vector<std::uint32_t>> rows;  // by table
    };

    void count_rest(reports::finding const& f, bool here) {
        rest& r = rest_[{f.rule, !here}];
        if (r.first == nullptr) r.first = &f;
        r.here = here;
        ++r.count;
        for (reports::location const& l : f.locations)
            if (is_here(l) && l.row != 0) r.rows[l.table].push_back(l.row);
    }

    void add_rest() {
        for (auto& [key, r] : rest_) {
            list_row row = new_row(r.here ? tone_of(r.first->severity) : cell_tone::other_side);
            row.cells[column::severity].text = severity_word(r.first->severity);
            row.cells[column::rule].text = printable(r.first->rule);
            row.cells[column::norm].text = printable(r.first->title);
            for (auto& [table, rows] : r.rows)
                add_line(row.cells[column::place].text,
                         say_("{}, rows {}", printable(table), to_string(reports::row_ranges(std::move(rows)))));
            row.cells[column::message].text =
                say_.counted(r.count, "{} more finding of this rule is coloured and not listed one by one.",
                             "{} more findings of this rule are coloured and not listed one by one.");
            list_.rows.push_back(std::move(row));
        }
        std::uint64_t const all = report_.errors + report_.warnings + report_.queries;
        if (all > report_.findings.size())
            list_.add_note(
                say_("{} further findings of the run are counted only. They may be in this filing; its cells "
                     "are not coloured for them. Check fewer filings at once.",
                     all - report_.findings.size()));
    }

    // ---- what is undecided, and what rules tell ----

    std::uint64_t rows_here(reports::undecided const& u) const {
        for (reports::filing_rows const& f : u.filings)
            if (f.filing == filing_.id) return f.rows;
        return 0;
    }

    std::string reason_words(reports::undecided_reason r) const {
        switch (r) {
            case reports::undecided_reason::missing_field: return say_("a field is missing");
            case reports::undecided_reason::missing_document: return say_("a document is not available");
            case reports::undecided_reason::inexact: return say_("the arithmetic is not exact");
            case reports::undecided_reason::ambiguous: return say_("what is filed can be read in more than one way");
            case reports::undecided_reason::blocked: return say_("another finding on the same row comes first");
        }
        return {};
    }

    void add_undecided(reports::undecided const& u) {
        std::uint64_t const rows = rows_here(u);
        if (rows == 0) return;
        bool const listed = lists("undecided", u.rule);
        if (!listed) {
            open_rest_[u.rule] += rows;
            return;
        }
        std::string text = say_.counted(rows, "{} row of this filing waits: {}.", "{} rows of this filing wait: {}.",
                                        reason_words(u.reason));
        if (!u.needs.empty()) add_line(text, say_("Needed: {}", first_of(u.needs, "; ", say_)));
        if (!u.blocked_by.empty())
            add_line(text, say_("Decided once this is mended: {}", reports::joined(u.blocked_by, ", ")));
        std::uint32_t const number = list_.next_row();
        list_row row = new_row(cell_tone::undecided);
        row.cells[column::severity].text = say_("undecided");
        row.cells[column::rule].text = printable(u.rule);
        row.cells[column::norm].text = printable(u.title);
        row.cells[column::message].text = text;
        row.cells[column::provisions].text = reports::joined(u.provisions, "\n");
        for (reports::location const& l : u.locations) {
            if (!is_here(l)) continue;
            add_line(row.cells[column::place].text, place_words(l));
            if (row.cells[column::cell].text.empty()) row.cells[column::cell] = link_to_cell(l);
            if (cell_annotation* const cell = cell_of(l))
                mark(*cell, cell_tone::undecided,
                     {say_("undecided {}: {}", printable(u.rule), printable(u.title)), text}, number);
        }
        list_.rows.push_back(std::move(row));
    }

    void add_information(reports::information const& i) {
        auto const at = std::find_if(i.locations.begin(), i.locations.end(),
                                     [&](reports::location const& l) { return is_here(l); });
        if (at == i.locations.end() || !lists("information", i.rule)) return;
        list_row row = new_row(cell_tone::none);
        row.cells[column::severity].text = say_("information");
        row.cells[column::rule].text = printable(i.rule);
        row.cells[column::norm].text = printable(i.title);
        row.cells[column::cell] = link_to_cell(*at);
        row.cells[column::place].text = place_words(*at);
        row.cells[column::message].text = printable(i.message);
        if (i.quantity) row.cells[column::quantity].text = quantity_words(*i.quantity);
        row.cells[column::provisions].text = reports::joined(i.provisions, "\n");
        list_.rows.push_back(std::move(row));
    }

    void add_open_rest() {
        for (auto const& [of_rule, rows] : open_rest_)
            list_.add_note(say_.counted(rows, "{} more row is left undecided by {}.",
                                        "{} more rows are left undecided by {}.", printable(of_rule)));
        for (auto const& [key, count] : listed_)
            if (key.first == "information" && options_.findings_per_rule != 0 && count > options_.findings_per_rule)
                list_.add_note(
                    say_("{} tells {} more facts.", printable(key.second), count - options_.findings_per_rule));
    }

    void add_remarks() {
        for (reports::open_reason const& o : filing_.null_because)
            list_.add_note(say_("The result is Null because of {}: {}", printable(o.rule), printable(o.need)));
        for (reports::rule_count const& c : filing_.not_counted)
            list_.add_note(say_.counted(c.errors, "{} error of {} does not count for the result.",
                                        "{} errors of {} do not count for the result.", printable(c.rule)));
        for (std::string const& r : filing_.remarks)
            list_.add_note(say_("Passed over by the reader: {}", printable(r)));
        for (std::string const& title : options_.left_out)
            list_.add_note(
                say_("The filing also holds \"{}\", for which the workbook has no sheet; what was found there "
                     "stands in this list only.",
                     printable(title)));
        if (options_.masked)
            list_.add_note(
                say_("{} stands where the Party marked what it wrote as confidential.", reports::confidential_words));
    }

    // ---- results ----

    void fill_results() {
        if (filing_.superseded_by) return;
        if (auto const field = places_.filing_result()) fill(*field, filing_.result);
        for (reports::action_mark const& a : filing_.actions)
            if (auto const field = places_.row_result(a.row)) fill(*field, a.mark);
    }

    void fill(result_field const& field, reports::consistency_mark mark) {
        std::string const words = reports::official_words(mark);
        if (!field.at) {
            std::string const label = printable(field.field->label);
            if (std::exchange(no_field_said_[label], true)) return;
            list_.add_note(say_("There is no field \"{}\"; the result of the check is not written.", label));
            return;
        }
        std::string kept_out =
            say_("Result of the check: {}. It is not written into this field, where something else stands.", words);
        cell_annotation& cell = cell_at(*field.at);
        if (field.free) {
            cell.value = words;
            cell.value_kept_out = std::move(kept_out);
        } else {
            cell.notes.push_back({std::move(kept_out), {}});
        }
    }

    reports::run_report const& report_;
    reports::filing_outcome const& filing_;
    cell_places const& places_;
    annotate_options const& options_;
    reports::language const& say_;
    findings_list list_;
    std::map<std::string, std::map<cell_address, cell_annotation>> cells_;  // by sheet
    std::map<std::pair<std::string, std::string>, std::size_t> listed_;     // kind and rule: so far
    std::map<std::pair<std::string, bool>, rest> rest_;                     // rule, elsewhere
    std::map<std::string, std::uint64_t> open_rest_;                        // rule: undecided rows not listed
    std::map<std::string, bool> no_field_said_;
};

}  // namespace

annotation annotate(reports::run_report const& report, reports::filing_outcome const& filing, cell_places const& places,
                    annotate_options const& options) {
    return annotator(report, filing, places, options).run();
}

}  // namespace a6::checker
