#include "reports/excerpt.hpp"

#include "reports/escape.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <utility>

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

// Columns before a mark, and its width.
using marks = std::vector<std::pair<std::size_t, std::size_t>>;

void draw_marks(marks const& all, std::size_t gutter, palette const& p, std::ostream& out) {
    if (all.empty()) return;
    std::string line;
    std::size_t column = 0;
    for (auto const& [begin, width] : all) {
        line.append(begin - std::min(begin, column), ' ');
        line += p.error;
        line.append(width, '^');
        line += p.off;
        column = begin + width;
    }
    draw_row({}, line, gutter, p, out);
}

// The second stands on the line that is drawn for the first, behind what is marked there.
bool on_one_line(location const& a, location const& b) {
    if (a.confidential || b.confidential || a.file != b.file) return false;
    if (a.excerpt.size() != 1 || b.excerpt.size() != 1) return false;
    excerpt_line const& x = a.excerpt.front();
    excerpt_line const& y = b.excerpt.front();
    return x.number == y.number && x.text == y.text && x.cut == y.cut && x.mark_begin != 0 && x.mark_length != 0 &&
           y.mark_begin >= x.mark_begin + x.mark_length;
}

// Width of the column before "|" that fits every line number and cell of these locations.
std::size_t gutter_width(std::vector<location> const& locations) {
    std::size_t width = least_gutter;
    for (location const& l : locations) {
        width = std::max(width, l.cell.size());
        for (excerpt_line const& line : l.excerpt) width = std::max(width, std::to_string(line.number).size());
    }
    return width;
}

// What stands at the place; `more` are marks on the same line.
void draw_excerpt(location const& l, marks const& more, std::size_t gutter, language const& say, palette const& p,
                  std::ostream& out) {
    if (l.confidential) {
        draw_row({}, {}, gutter, p, out);
        draw_row(printable(l.cell), confidential_words, gutter, p, out);
        return;
    }
    if (!l.excerpt.empty()) {
        draw_row({}, {}, gutter, p, out);
        for (excerpt_line const& line : l.excerpt) {
            drawn_line const drawn = draw(line);
            draw_row(std::to_string(line.number), drawn.text, gutter, p, out);
            marks here;
            if (drawn.mark_width != 0) here.emplace_back(drawn.mark_begin, drawn.mark_width);
            here.insert(here.end(), more.begin(), more.end());
            draw_marks(here, gutter, p, out);
        }
        return;
    }
    if (l.field.empty() && !l.value) return;
    draw_row({}, {}, gutter, p, out);
    std::string const cell = printable(l.cell);
    if (!l.value || l.value->empty()) {
        draw_row(cell, say("(empty)"), gutter, p, out);
        return;
    }
    std::string const value = printable(*l.value, value_columns);
    draw_row(cell, value, gutter, p, out);
    draw_marks({{0, display_width(value)}}, gutter, p, out);
}

}  // namespace

palette const& colours(bool on) {
    static constexpr palette plain{};
    static constexpr palette coloured{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;35m",
                                      "\x1b[32m",   "\x1b[34m",   "\x1b[1m",    "\x1b[0m"};
    return on ? coloured : plain;
}

std::string place(location const& l, language const& say) {
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
    if (l.row != 0) append(say("row {}", l.row));
    append(printable(l.label.empty() ? l.field : l.label));
    if (!inside.empty()) out += "  " + inside;
    return out;
}

void draw_locations(std::vector<location> const& all, language const& say, palette const& p, std::ostream& out) {
    std::size_t const gutter = gutter_width(all);
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
        marks more;
        for (end = begin + 1; end < all.size() && on_one_line(all[end - 1], all[end]); ++end) {
            drawn_line const drawn = draw(all[end].excerpt.front());
            more.emplace_back(drawn.mark_begin, drawn.mark_width);
        }
        for (std::size_t i = begin; i < end; ++i)
            out << p.frame << (i == 0 ? "  --> " : "  ::: ") << p.off << place(all[i], say) << '\n';
        draw_excerpt(all[begin], more, gutter, say, p, out);
    }
}

}  // namespace a6::reports
