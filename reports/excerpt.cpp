#include "reports/excerpt.hpp"

#include "reports/escape.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

// A value without an excerpt is shown up to here; it is a reminder, the file has the rest.
constexpr std::size_t value_columns = 160;
constexpr std::size_t least_gutter = 4;

struct drawn_line {
    std::string text;
    std::size_t mark_begin = 0;  // columns before the mark
    std::size_t mark_width = 0;  // 0: no mark
};

// Characters become columns: escapes are longer than what they stand for, wide characters take two.
drawn_line draw(excerpt_line const& line) {
    constexpr std::string_view cut_mark = "...";
    drawn_line drawn;
    std::size_t column = 0;
    if (line.cut) {
        drawn.text = cut_mark;
        column = cut_mark.size();
    }
    std::string_view rest = line.text;
    std::size_t const begin = line.mark_begin;
    std::size_t const end = begin + line.mark_length;
    bool reached = false;
    for (std::size_t character = 1; !rest.empty(); ++character) {
        // A tab is white space of the layout, not part of a value: one blank keeps the columns right.
        bool const tab = rest.front() == '\t';
        shown_character c = take_character(rest);
        if (tab) c = {" ", 1};
        if (character == begin) {
            drawn.mark_begin = column;
            reached = true;
        }
        if (begin != 0 && character >= begin && character < end) drawn.mark_width += c.width;
        drawn.text += c.text;
        column += c.width;
    }
    // Nothing stands where the mark is, or nothing that takes room: one mark at that place.
    if (begin != 0 && !reached) drawn.mark_begin = column;
    if (begin != 0) drawn.mark_width = std::max<std::size_t>(drawn.mark_width, 1);
    if (line.cut) drawn.text += cut_mark;
    return drawn;
}

void draw_row(std::string_view head, std::string_view text, std::size_t gutter, palette const& p, std::ostream& out) {
    out << p.frame << std::string(gutter - std::min(gutter, head.size()), ' ') << head << " |" << p.off;
    if (!text.empty()) out << ' ' << text;
    out << '\n';
}

void draw_mark(std::size_t begin, std::size_t width, std::size_t gutter, palette const& p, std::ostream& out) {
    std::string marks{p.error};
    marks.append(width, '^');
    marks += p.off;
    draw_row({}, std::string(begin, ' ') + marks, gutter, p, out);
}

}  // namespace

palette const& colours(bool on) {
    static constexpr palette plain{};
    static constexpr palette coloured{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;35m",
                                      "\x1b[32m",   "\x1b[34m",   "\x1b[1m",    "\x1b[0m"};
    return on ? coloured : plain;
}

std::string place(location const& l) {
    std::string out = printable(l.file.empty() ? l.filing : l.file);
    if (l.line != 0) {
        out += ':' + std::to_string(l.line);
        if (l.column != 0) out += ':' + std::to_string(l.column);
    }
    std::string inside;
    auto const append = [&inside](std::string const& part) {
        if (part.empty()) return;
        if (!inside.empty()) inside += ", ";
        inside += part;
    };
    if (!l.sheet.empty())
        append(printable(l.sheet) + (l.cell.empty() ? "" : '!' + printable(l.cell)));
    else
        append(printable(l.table));
    if (l.row != 0) append("row " + std::to_string(l.row));
    append(printable(l.label.empty() ? l.field : l.label));
    if (!inside.empty()) out += "  " + inside;
    return out;
}

std::size_t gutter_width(std::vector<location> const& locations) {
    std::size_t width = least_gutter;
    for (location const& l : locations) {
        width = std::max(width, l.cell.size());
        for (excerpt_line const& line : l.excerpt) width = std::max(width, std::to_string(line.number).size());
    }
    return width;
}

void draw_location(location const& l, bool first, std::size_t gutter, palette const& p, std::ostream& out) {
    out << p.frame << (first ? "  --> " : "  ::: ") << p.off << place(l) << '\n';
    if (l.confidential) {
        draw_row({}, {}, gutter, p, out);
        draw_row(printable(l.cell), "[confidential]", gutter, p, out);
        return;
    }
    if (!l.excerpt.empty()) {
        draw_row({}, {}, gutter, p, out);
        for (excerpt_line const& line : l.excerpt) {
            drawn_line const drawn = draw(line);
            draw_row(std::to_string(line.number), drawn.text, gutter, p, out);
            if (drawn.mark_width != 0) draw_mark(drawn.mark_begin, drawn.mark_width, gutter, p, out);
        }
        return;
    }
    if (l.field.empty() && !l.value) return;
    draw_row({}, {}, gutter, p, out);
    std::string const cell = printable(l.cell);
    if (!l.value || l.value->empty()) {
        draw_row(cell, "(empty)", gutter, p, out);
        return;
    }
    std::string const value = printable(*l.value, value_columns);
    draw_row(cell, value, gutter, p, out);
    draw_mark(0, display_width(value), gutter, p, out);
}

}  // namespace a6::reports
