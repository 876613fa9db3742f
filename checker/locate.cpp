#include "checker/locate.hpp"

#include "checker/grid.hpp"

#include <algorithm>
#include <mutex>

namespace a6::checker {

namespace {

// Longest line shown whole; longer ones are cut around the value.
constexpr std::size_t longest_line = 160;

std::uint32_t count_points(std::string_view text) {
    return static_cast<std::uint32_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

constexpr std::size_t points_piece = 4096;

// Code points before an offset, through marks every 4 KB: a whole filing may stand on one line.
std::uint32_t points_before(raw_filing const& filing, std::size_t offset) {
    constexpr std::size_t piece = points_piece;
    std::string_view const text(*filing.original);
    static std::mutex filling;
    std::lock_guard const alone(filling);
    auto& marks = filing.point_marks;
    if (marks.empty())
        for (std::size_t at = 0, points = 0; at <= text.size(); at += piece) {
            marks.push_back(static_cast<std::uint32_t>(points));
            points += count_points(text.substr(at, piece));
        }
    std::size_t const mark = offset / piece;
    return marks[mark] + count_points(text.substr(mark * piece, offset - mark * piece));
}

std::string_view line_of(raw_filing const& filing, std::uint32_t number, std::uint32_t& begin) {
    begin = filing.line_starts[number - 1];
    std::size_t end = number < filing.line_starts.size() ? filing.line_starts[number] : filing.original->size();
    std::string_view line(*filing.original);
    line = line.substr(begin, end - begin);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return line;
}

void add_excerpt(reports::location& out, raw_filing const& filing, raw_place at) {
    if (!filing.original || filing.line_starts.empty() || out.line == 0) return;
    std::uint32_t begin = 0;
    std::string_view line = line_of(filing, out.line, begin);
    std::size_t mark = at.a - begin;
    if (mark > line.size()) mark = line.size();
    std::size_t length = std::min<std::size_t>(at.b, line.size() - mark);
    reports::excerpt_line excerpt;
    excerpt.number = out.line;
    std::size_t window = begin;
    auto continues = [&](std::size_t n) {
        return n < line.size() && (static_cast<unsigned char>(line[n]) & 0xC0) == 0x80;
    };
    if (line.size() > longest_line) {
        std::size_t from = mark > longest_line / 2 ? mark - longest_line / 2 : 0;
        while (continues(from)) ++from;
        std::size_t to = std::min(line.size(), from + longest_line);
        while (continues(to)) ++to;
        line = line.substr(from, to - from);
        window += from;
        mark -= from;
        length = std::min(length, line.size() - mark);
        excerpt.cut = true;
    }
    // Neighbours on the line are shown with it.
    if (filing.touches_confidential(window, window + line.size())) return;
    excerpt.text = line;
    excerpt.mark_begin = length == 0 ? 0 : count_points(line.substr(0, mark)) + 1;
    excerpt.mark_length = count_points(line.substr(mark, length));
    out.excerpt.push_back(std::move(excerpt));
}

void add_file(reports::location& out, dataset const& data, std::uint32_t filing) {
    out.filing = data.filings[filing].id;
    out.file = data.filings[filing].raw->name;
    out.party = data.filings[filing].party;
}

void add_place(reports::location& out, raw_filing const& filing, raw_place at, bool known) {
    if (filing.format == input_format::workbook) {
        if (at.a != 0)
            out.cell =
                at.b != 0 ? to_string(cell_address{at.a, at.b}) : std::to_string(at.a) + ":" + std::to_string(at.a);
        return;
    }
    if (!known) return;
    auto const p = place_in_text(filing, at.a);
    out.line = p.line;
    out.column = p.column;
    add_excerpt(out, filing, at);
}

// Of a value that stands in the file as it was read: the part that says something.
raw_place without_blanks(raw_cell const& cell, input_format format) {
    std::size_t const first = cell.text.find_first_not_of(" \t\r\n");
    if (format == input_format::workbook || first == std::string_view::npos || cell.text.size() != cell.at.b)
        return cell.at;
    std::size_t const end = cell.text.find_last_not_of(" \t\r\n") + 1;
    return {cell.at.a + static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end - first)};
}

}  // namespace

void hide(reports::location& l) {
    l.confidential = true;
    l.value.reset();
    l.excerpt.clear();
}

void hide_row(reports::location& l) {
    hide(l);
    l.row = 0;
    l.sheet.clear();
    l.cell.clear();
    l.line = l.column = 0;
}

text_place place_in_text(raw_filing const& filing, std::uint32_t offset) {
    text_place p;
    if (filing.line_starts.empty()) return p;
    auto const it = std::upper_bound(filing.line_starts.begin(), filing.line_starts.end(), offset);
    p.line = static_cast<std::uint32_t>(it - filing.line_starts.begin());
    std::uint32_t begin = filing.line_starts[p.line - 1];
    std::string_view const text(*filing.original);
    std::uint32_t const end = std::min(offset, static_cast<std::uint32_t>(text.size()));
    // A byte order mark has no column.
    if (begin == 0 && text.starts_with("\xEF\xBB\xBF")) begin = std::min(end, std::uint32_t{3});
    p.column = 1 + (end - begin <= points_piece ? count_points(text.substr(begin, end - begin))
                                                : points_before(filing, end) - points_before(filing, begin));
    return p;
}

reports::location locate(dataset const& data, dsl::data_model const& model, std::uint16_t table, std::uint32_t row,
                         std::uint16_t field, reports::location_role role) {
    reports::location out;
    out.role = role;
    auto const& rows = data.tables[table];
    std::uint32_t const filing_index = rows.filing[row];
    raw_filing const& filing = *data.filings[filing_index].raw;
    add_file(out, data, filing_index);
    out.table = model.tables[table].name;
    bool const single = model.tables[table].single_row();
    out.row = single ? 0 : rows.number[row];
    raw_table const* raw = data.raw_table_of(table, row);
    std::size_t const n = rows.number[row] - 1;
    bool const row_exists = raw && n < raw->rows;
    raw_place at = row_exists && n < raw->row_at.size() ? raw->row_at[n] : raw_place{};
    bool known = row_exists && n < raw->row_at.size();
    if (raw) out.sheet = raw->sheet;
    if (field != dsl::no_index) {
        out.field = model.tables[table].fields[field].name;
        out.label = model.tables[table].fields[field].label;
        auto const cell = data.cell(table, row, field);
        if (cell && cell->confidential)
            out.confidential = true;
        else if (cell && !cell->text.empty())
            out.value = std::string(cell->text);
        bool const placed = cell && (cell->at.a != 0 || cell->at.b != 0);
        if (placed) {
            at = without_blanks(*cell, filing.format);
            known = true;
        } else if (raw && filing.format == input_format::workbook && field < raw->label_at.size() &&
                   raw->label_at[field].a != 0) {
            // An empty cell: where the value would stand, in its label's column (or beside the label of the one-row
            // table).
            raw_place const label = raw->label_at[field];
            at = single ? raw_place{label.a, label.b + 1} : raw_place{at.a, label.b};
        }
    }
    // A table of one row has its fields below each other: no row of the sheet is the whole of it.
    if (raw && single && field == dsl::no_index && filing.format == input_format::workbook) {
        auto const first = std::find_if(raw->label_at.begin(), raw->label_at.end(),
                                        [](raw_place const& label) { return label.a != 0; });
        if (first != raw->label_at.end()) at = raw_place{first->a, first->b + 1};
    }
    add_place(out, filing, at, known);
    if (out.confidential) hide(out);
    return out;
}

reports::location locate(dataset const& data, dsl::data_model const& model, std::uint32_t filing,
                         reader_notice const& notice) {
    reports::location out;
    add_file(out, data, filing);
    if (notice.table != dsl::no_index) {
        out.table = model.tables[notice.table].name;
        if (notice.field != dsl::no_index) {
            out.field = model.tables[notice.table].fields[notice.field].name;
            out.label = model.tables[notice.table].fields[notice.field].label;
        }
        if (!model.tables[notice.table].single_row()) out.row = notice.row;
    }
    out.sheet = notice.sheet;
    out.confidential = notice.confidential;
    if (!notice.value.empty() && !notice.confidential) out.value = std::string(notice.value);
    bool const known = notice.at.a != 0 || notice.at.b != 0;
    add_place(out, *data.filings[filing].raw, notice.at, known);
    if (out.confidential) hide(out);
    return out;
}

}  // namespace a6::checker
