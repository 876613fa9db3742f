#include "checker/copy_sheet.hpp"

#include "checker/cell_value.hpp"
#include "checker/limits.hpp"
#include "checker/parse_unsigned.hpp"
#include "checker/sheet_order.hpp"
#include "checker/xml_escape.hpp"
#include "reports/escape.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace a6::checker {
namespace {

// Columns of a sheet that have a format or width of their own.
struct column_range {
    std::uint32_t first = 0, last = 0, style = 0;
};

std::uint32_t number_of(xml_element e, std::string_view attribute) {
    return parse_unsigned<std::uint32_t>(e.attribute(attribute).value_or("")).value_or(0);
}

// "24.7109375" characters are about so many pixels, with a margin.
std::uint32_t pixels_of(std::string_view characters) {
    auto const whole = parse_unsigned<std::uint32_t>(characters.substr(0, characters.find('.')));
    return std::min<std::uint32_t>(whole.value_or(8), 255) * 7 + 5;
}

// Elements by number, in the order in which they are written; whether that is a rising one.
struct numbered {
    std::vector<std::pair<std::uint32_t, xml_element>> all;
    bool rising = true;

    void add(std::uint32_t number, xml_element e) {
        rising = rising && (all.empty() || all.back().first < number);
        all.emplace_back(number, e);
    }
    xml_element find(std::uint32_t number) const {
        if (rising) {
            xml_element const next = behind(number - 1);
            return next && at_ < all.size() && all[at_].first == number ? next : xml_element();
        }
        for (auto const& [n, e] : all)
            if (n == number) return e;
        return {};
    }
    // The first that comes behind this number; none: at the end, also where the order is not kept.
    xml_element behind(std::uint32_t number) const {
        if (!rising) return {};
        auto const hit = std::upper_bound(all.begin(), all.end(), number,
                                          [](std::uint32_t n, auto const& entry) { return n < entry.first; });
        at_ = static_cast<std::size_t>(hit - all.begin());
        return hit == all.end() ? xml_element() : hit->second;
    }

private:
    mutable std::size_t at_ = 0;
};

class sheet_editor {
public:
    sheet_editor(open_part& part, copy_styles& styles) : part_(part), styles_(styles) {}

    void load(sheet_annotation const& what) {
        read_columns();
        read_merged();
        for (cell_annotation const& c : what.cells) take(c);
    }

    // False: the sheet has no cells at all.
    bool edit_cells() {
        xml_element const data = part_.root().child("sheetData");
        if (!data) return false;
        numbered rows;
        std::uint32_t number = 0;
        for (xml_element row = data.first_child(); row; row = row.next()) {
            if (row.name() != "row") continue;
            number = row.attribute("r") ? number_of(row, "r") : number + 1;
            rows.add(number, row);
        }
        std::string at_end;
        for (auto cell = cells_.begin(); cell != cells_.end();) {
            auto const end = cells_.lower_bound({cell->first.row + 1, 0});
            xml_element const row = rows.find(cell->first.row);
            if (row) {
                edit_row(row, cell, end);
            } else {
                std::string text = new_row(data, cell, end);
                if (xml_element const next = rows.behind(cell->first.row))
                    part_.edit->insert_before(next, std::move(text));
                else
                    at_end += text;
            }
            cell = end;
        }
        if (!at_end.empty()) part_.edit->append(data, std::move(at_end));
        return true;
    }

    // Links from cells to the list; a cell that has a link keeps it. False: there are too many.
    bool add_links(std::string const& list_sheet) {
        xml_element const there = part_.root().child("hyperlinks");
        range_index linked;
        if (there)
            for (xml_element e = there.first_child(); e; e = e.next())
                if (auto const range = parse_range(e.attribute("ref").value_or(""))) linked.add(*range);
        std::string const name = named_like(part_.root(), "hyperlink");
        std::string text;
        std::size_t count = linked.size();
        bool all = true;
        for (auto const& [at, cell] : cells_) {
            if (cell.list_row == 0) continue;
            if (linked.find(at)) continue;
            if (++count > limits::max_sheet_links) {
                all = false;
                break;
            }
            text += '<' + name + " ref=\"" + to_string(at) + "\" location=\"";
            append_xml_text(text, link_to(list_sheet, {cell.list_row, 1}));
            text += "\"/>";
        }
        if (text.empty()) return all;
        if (there) {
            part_.edit->append(there, std::move(text));
        } else {
            std::string const list = named_like(part_.root(), "hyperlinks");
            insert_ordered(part_, part_.root(), sheet_order, "hyperlinks", '<' + list + '>' + text + "</" + list + '>');
        }
        return all;
    }

    std::vector<cell_annotation const*> with_notes() const {
        std::vector<cell_annotation const*> out;
        for (auto const& [at, cell] : cells_)
            if (!cell.notes.empty()) out.push_back(&cell);
        return out;
    }
    column_widths const& widths() const { return widths_; }

private:
    using cell_map = std::map<cell_address, cell_annotation>;

    void read_columns() {
        xml_element const list = part_.root().child("cols");
        if (!list) return;
        for (xml_element c = list.first_child(); c; c = c.next()) {
            column_range const r{number_of(c, "min"), number_of(c, "max"), number_of(c, "style")};
            columns_.push_back(r);
            widths_.set(r.first, r.last,
                        c.attribute("hidden") == "1" ? 1 : pixels_of(c.attribute("width").value_or("")));
        }
    }

    void read_merged() {
        xml_element const list = part_.root().child("mergeCells");
        if (!list) return;
        for (xml_element m = list.first_child(); m; m = m.next())
            if (auto const range = parse_range(m.attribute("ref").value_or(""))) merged_.add(*range);
    }

    // What lies under a merged cell is not seen: it goes to the cell that is.
    void take(cell_annotation const& c) {
        cell_address at = c.at;
        if (auto const* m = merged_.find(at)) at = {m->first_row, m->first_column};
        cell_annotation& to = cells_[at];
        bool const moved = at != c.at;
        to.at = at;
        to.tone = std::min(to.tone, c.tone);
        to.notes.insert(to.notes.end(), c.notes.begin(), c.notes.end());
        if (to.list_row == 0) to.list_row = c.list_row;
        if (!c.value) return;
        to.value_kept_out = c.value_kept_out;
        if (moved)
            keep_out(to);
        else
            to.value = c.value;
    }

    static void keep_out(cell_annotation& c) {
        c.notes.push_back({c.value_kept_out, {}});
        c.value.reset();
    }

    std::uint32_t column_style(std::uint32_t column) const {
        for (column_range const& r : columns_)
            if (r.first <= column && column <= r.last) return r.style;
        return 0;
    }

    std::string new_cell(xml_element like, cell_annotation const& cell, std::uint32_t style) const {
        std::string const prefix = named_like(like, "");
        std::string out = '<' + prefix + "c r=\"" + to_string(cell.at) + "\" s=\"" + std::to_string(style) + '"';
        if (!cell.value) return out + "/>";
        out += " t=\"inlineStr\"><" + prefix + "is><" + prefix + "t xml:space=\"preserve\">";
        append_xml_text(out, encode_escapes(*cell.value));
        return out + "</" + prefix + "t></" + prefix + "is></" + prefix + "c>";
    }

    std::string new_row(xml_element data, cell_map::iterator begin, cell_map::iterator end) {
        std::string const name = named_like(data, "row");
        std::string out = '<' + name + " r=\"" + std::to_string(begin->first.row) + "\">";
        for (auto c = begin; c != end; ++c)
            out += new_cell(data, c->second, styles_.coloured(column_style(c->first.column), c->second.tone));
        return out + "</" + name + '>';
    }

    void edit_row(xml_element row, cell_map::iterator begin, cell_map::iterator end) {
        numbered there;
        std::uint32_t column = 0;
        for (xml_element c = row.first_child(); c; c = c.next()) {
            if (c.name() != "c") continue;
            auto const at = parse_address(c.attribute("r").value_or(""));
            column = at ? at->column : column + 1;
            there.add(column, c);
        }
        bool const styled = row.attribute("customFormat") == "1" || row.attribute("customFormat") == "true";
        bool grown = false;
        std::string at_end;
        for (auto c = begin; c != end; ++c) {
            std::uint32_t const at = c->first.column;
            if (xml_element const cell = there.find(at)) {
                edit_cell(cell, c->second);
                continue;
            }
            grown = true;
            std::uint32_t const base = styled ? number_of(row, "s") : column_style(at);
            std::string text = new_cell(row, c->second, styles_.coloured(base, c->second.tone));
            if (xml_element const next = there.behind(at))
                part_.edit->insert_before(next, std::move(text));
            else
                at_end += text;
        }
        if (!at_end.empty()) part_.edit->append(row, std::move(at_end));
        // A hint for programs, of which columns the row has.
        if (grown) part_.edit->remove_attribute(row, "spans");
    }

    void edit_cell(xml_element cell, cell_annotation& what) {
        if (what.value && cell.child("f")) keep_out(what);
        std::uint32_t const style = styles_.coloured(number_of(cell, "s"), what.tone);
        if (what.value)
            part_.edit->replace(cell, new_cell(cell, what, style));
        else if (what.tone != cell_tone::none)
            part_.edit->set(cell, {{"s", std::to_string(style)}});
    }

    open_part& part_;
    copy_styles& styles_;
    cell_map cells_;
    std::vector<column_range> columns_;
    column_widths widths_;
    range_index merged_;
};

}  // namespace

std::string link_to(std::string const& sheet, cell_address at) {
    std::string out = "'";
    for (char const c : sheet) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + "'!" + to_string(at);
}

std::vector<std::string> annotate_sheet(workbook_parts& parts, copy_styles& styles, copy_notes& notes,
                                        workbook_parts::sheet const& sheet, sheet_annotation const& what,
                                        std::string const& list_sheet, reports::language const& say) {
    std::vector<std::string> said;
    std::string const name = reports::printable(sheet.name);
    auto const part = parts.read(sheet.part);
    if (!part) {
        said.push_back(say("The sheet {} could not be changed; what was found there stands in this list only.", name));
        return said;
    }
    sheet_editor editor(*part, styles);
    editor.load(what);
    if (!editor.edit_cells()) {
        said.push_back(say("The sheet {} has no cells; what was found there stands in this list only.", name));
        return said;
    }
    // In this order: both may come to stand at the end of the sheet.
    if (!editor.add_links(list_sheet))
        said.push_back(say("The sheet {} has so many links that not every cell leads to this list.", name));
    auto const noted = editor.with_notes();
    std::size_t const refused = notes.refused().size();
    if (!noted.empty() && !notes.place(*part, noted, editor.widths()))
        said.push_back(
            say("The sheet {} has comments or drawings that cannot be extended; its cells are coloured, "
                "and what was found there stands in this list only.",
                name));
    for (std::size_t i = refused; i < notes.refused().size(); ++i)
        said.push_back(
            say("The cell {} of the sheet {} has a conversation, which is left alone; what was found "
                "there stands in this list only.",
                to_string(notes.refused()[i]), name));
    parts.put(*part);
    return said;
}

}  // namespace a6::checker
