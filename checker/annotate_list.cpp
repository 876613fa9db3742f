#include "checker/annotate_list.hpp"

#include "reports/escape.hpp"
#include "reports/phrases.hpp"
#include "reports/row_ranges.hpp"
#include "reports/tell.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace a6::checker {
namespace {

using reports::printable;

// Places that a finding was held against, and serials; JSON has them all.
constexpr std::size_t places_named = 20;
constexpr std::size_t serials_named = 8;

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

list_row new_row(cell_tone tone) {
    list_row row;
    row.tone = tone;
    row.cells.resize(column::columns);
    return row;
}

std::string serial_words(std::vector<std::string> const& serials, reports::language const& say) {
    auto const end = serials.begin() + static_cast<std::ptrdiff_t>(std::min(serials.size(), serials_named));
    std::string const first = reports::joined({serials.begin(), end}, ", ");
    return end == serials.end() ? say("serials: {}", first)
                                : say("serials: {} and {} more", first, serials.size() - serials_named);
}

}  // namespace

void add_line(std::string& text, std::string const& line) {
    if (line.empty()) return;
    if (!text.empty()) text += '\n';
    text += line;
}

std::uint64_t rows_in(reports::undecided const& u, std::string const& filing) {
    for (reports::filing_rows const& f : u.filings)
        if (f.filing == filing) return f.rows;
    return 0;
}

cell_tone tone_of(reports::finding const& f) {
    if (f.waived) return cell_tone::waived;
    switch (f.severity) {
        case reports::severity::error: return cell_tone::error;
        case reports::severity::warning: return cell_tone::warning;
        case reports::severity::query: return cell_tone::query;
    }
    return cell_tone::error;
}

bool is_at_fault(reports::location const& l, reports::finding const& f) {
    reports::location const& first = f.locations.front();
    bool const same_row = l.filing == first.filing && l.table == first.table && l.row == first.row;
    return l.role == reports::location_role::subject || (same_row && l.row != 0);
}

list_builder::list_builder(reports::run_report const& report, reports::filing_outcome const& filing,
                           cell_places const& places)
    : report_(report), filing_(filing), places_(places), say_(*report.lang) {}

void list_builder::begin(std::string const& sheet) {
    list_.sheet = sheet;
    list_.about = {say_("Findings in {}", printable(filing_.file)), result_line(), counts_line(), made_line(),
                   copy_line()};
    list_.legend = {{cell_tone::error, severity_words(reports::severity::error)},
                    {cell_tone::warning, severity_words(reports::severity::warning)},
                    {cell_tone::query, severity_words(reports::severity::query)},
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

std::string list_builder::result_line() const {
    if (filing_.superseded_by)
        return say_("Replaced by {}; this version was not judged.", printable(*filing_.superseded_by));
    std::string const words = say_(reports::official_words(filing_.result));
    return filing_.nothing_reported
               ? say_("Result: {}. Nothing is reported: no authorization, action, holding or entity.", words)
               : say_("Result: {}", words);
}

std::string list_builder::counts_line() const {
    std::uint64_t of[3] = {0, 0, 0};
    std::uint64_t waived = 0, rows = 0;
    for (reports::finding const& f : report_.findings) {
        if (f.locations.empty() || !is_here(f.locations.front())) continue;
        if (f.waived)
            ++waived;
        else
            ++of[static_cast<std::size_t>(f.severity)];
    }
    for (reports::undecided const& u : report_.undecided) rows += rows_in(u, filing_.id);
    return say_("In this filing: {}, {}, {}; {}; {}.", say_.counted(of[0], "{} error", "{} errors"),
                say_.counted(of[1], "{} warning", "{} warnings"), say_.counted(of[2], "{} query", "{} queries"),
                say_.counted(waived, "{} finding set aside", "{} findings set aside"),
                say_.counted(rows, "{} row undecided", "{} rows undecided"));
}

std::string list_builder::made_line() const {
    return say_("{}: checked with {} {}, rulebook {} {} (law as of {}), as of {}", printable(filing_.id),
                printable(report_.tool_name), printable(report_.tool_version), printable(report_.rulebook_name),
                printable(report_.rulebook_version), printable(report_.law_as_of), printable(report_.as_of));
}

std::string list_builder::copy_line() const {
    if (places_.written_from_other())
        return say_(
            "This workbook was written from {} in the official layout. Colours, comments, links, this sheet and the "
            "result of the check were added.",
            printable(filing_.file));
    return say_(
        "This is a copy. Colours, comments, links, this sheet and the result of the check were added; all else is as "
        "it "
        "was filed.");
}

std::string list_builder::severity_words(reports::severity s) const { return say_(reports::word(s)); }

std::string list_builder::place_words(reports::location const& l) const {
    std::string const inside = is_here(l) ? reports::place_inside(l, say_) : reports::place_and_value(l, say_);
    if (is_here(l) && !places_.written_from_other()) return inside;
    return inside.empty() ? reports::file_place(l) : reports::file_place(l) + ", " + inside;
}

std::string list_builder::status_words(reports::finding const& f) const {
    std::string out;
    if (f.waived) add_line(out, reports::waiver_words(*f.waived, say_));
    if (f.baseline) add_line(out, reports::baseline_words(*f.baseline, say_));
    if (f.since)
        add_line(out, say_("open since version {}, submitted {}", printable(f.since->version),
                           printable(f.since->submitted)));
    return out;
}

std::string list_builder::held_against(reports::finding const& f) const {
    std::string out;
    for (std::size_t i = 1; i < f.locations.size() && i <= places_named; ++i)
        add_line(out, place_words(f.locations[i]));
    if (f.locations.size() > places_named + 1)
        add_line(out, say_.counted(f.locations.size() - places_named - 1, "and {} more place", "and {} more places"));
    return out;
}

list_cell list_builder::link_to(reports::location const& l) const {
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

void list_builder::add(reports::failure const& f) {
    list_row row = new_row(cell_tone::error);
    row.cells[column::severity].text = say_("failure");
    row.cells[column::rule].text = printable(f.code);
    if (!f.file.empty()) row.cells[column::place].text = reports::file_place(reports::place_of(f));
    row.cells[column::message].text = printable(f.message);
    row.cells[column::remedy].text = printable(f.help);
    row.cells[column::status].text = reports::consequence_words(f, say_);
    list_.rows.push_back(std::move(row));
}

void list_builder::add(reports::finding const& f) {
    bool const here = is_here(f.locations.front());
    list_row row = new_row(here ? tone_of(f) : cell_tone::other_side);
    row.cells[column::severity].text = severity_words(f.severity);
    row.cells[column::rule].text = printable(f.rule);
    row.cells[column::norm].text = printable(f.title);
    for (reports::location const& l : f.locations) {
        if (!is_here(l)) continue;
        // Of the places in this workbook the first, and, of a finding in it, the first of what it was held against.
        if (row.cells[column::cell].text.empty())
            row.cells[column::cell] = link_to(l);
        else if (here && !is_at_fault(l, f) && row.cells[column::other_cell].text.empty())
            row.cells[column::other_cell] = link_to(l);
    }
    row.cells[column::place].text = place_words(f.locations.front());
    row.cells[column::message].text = printable(f.message);
    if (!f.serials.empty()) add_line(row.cells[column::message].text, serial_words(f.serials, say_));
    row.cells[column::other].text = held_against(f);
    if (f.quantity) row.cells[column::quantity].text = reports::quantity_words(*f.quantity);
    row.cells[column::remedy].text = printable(f.remedy);
    row.cells[column::provisions].text = reports::joined(f.provisions, "\n");
    row.cells[column::status].text = status_words(f);
    row.cells[column::id].text = printable(f.id);
    list_.rows.push_back(std::move(row));
}

void list_builder::add(reports::rest const& r) {
    reports::finding const& first = *r.held.front();
    list_row row = new_row(is_here(first.locations.front()) ? tone_of(first) : cell_tone::other_side);
    row.cells[column::severity].text = severity_words(r.severity);
    row.cells[column::rule].text = printable(std::string(r.rule));
    row.cells[column::norm].text = printable(first.title);
    std::map<std::string, std::vector<std::uint32_t>> rows;  // by table
    for (reports::finding const* f : r.held)
        for (reports::location const& l : f->locations)
            if (is_here(l) && l.row != 0) rows[l.table].push_back(l.row);
    for (auto& [table, numbers] : rows)
        add_line(row.cells[column::place].text,
                 say_("{}, rows {}", printable(table), to_string(reports::row_ranges(std::move(numbers)))));
    row.cells[column::message].text =
        say_.counted(r.count, "{} more finding of this rule is coloured and not listed one by one.",
                     "{} more findings of this rule are coloured and not listed one by one.");
    list_.rows.push_back(std::move(row));
}

void list_builder::add(reports::undecided const& u, std::string const& words) {
    list_row row = new_row(cell_tone::undecided);
    row.cells[column::severity].text = say_("undecided");
    row.cells[column::rule].text = printable(u.rule);
    row.cells[column::norm].text = printable(u.title);
    row.cells[column::message].text = words;
    row.cells[column::provisions].text = reports::joined(u.provisions, "\n");
    for (reports::location const& l : u.locations) {
        if (!is_here(l)) continue;
        add_line(row.cells[column::place].text, place_words(l));
        if (row.cells[column::cell].text.empty()) row.cells[column::cell] = link_to(l);
    }
    list_.rows.push_back(std::move(row));
}

void list_builder::add(reports::information const& i) {
    auto const at = std::find_if(i.locations.begin(), i.locations.end(), [&](auto const& l) { return is_here(l); });
    if (at == i.locations.end()) return;
    list_row row = new_row(cell_tone::none);
    row.cells[column::severity].text = say_("information");
    row.cells[column::rule].text = printable(i.rule);
    row.cells[column::norm].text = printable(i.title);
    row.cells[column::cell] = link_to(*at);
    row.cells[column::place].text = place_words(*at);
    row.cells[column::message].text = printable(i.message);
    if (i.quantity) row.cells[column::quantity].text = reports::quantity_words(*i.quantity);
    row.cells[column::provisions].text = reports::joined(i.provisions, "\n");
    list_.rows.push_back(std::move(row));
}

}  // namespace a6::checker
