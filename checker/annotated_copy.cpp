#include "checker/annotated_copy.hpp"

#include "checker/cell_value.hpp"
#include "checker/copy_notes.hpp"
#include "checker/copy_sheet.hpp"
#include "checker/copy_styles.hpp"
#include "checker/limits.hpp"
#include "checker/xml_escape.hpp"
#include "reports/escape.hpp"

#include <algorithm>
#include <utility>

namespace a6::checker {
namespace {

constexpr std::size_t line_points = 15;
constexpr std::size_t most_lines = 27;  // a row is at most 409 points high

// Lines that a text takes in a cell so many characters wide.
std::size_t lines_in(std::string_view text, std::size_t width) {
    std::size_t lines = 0;
    for (std::size_t begin = 0; begin <= text.size() && lines < most_lines;) {
        std::size_t const end = std::min(text.find('\n', begin), text.size());
        lines += 1 + reports::display_width(text.substr(begin, std::min(end - begin, width * most_lines))) / width;
        begin = end + 1;
    }
    return lines;
}

// The sheet of findings as XML.
class list_writer {
public:
    list_writer(findings_list const& list, copy_styles& styles) : list_(list), styles_(styles) {}

    std::string text(workbook_parts const& parts) {
        std::string const rows = all_rows();
        std::string const head = std::to_string(list_.first_row() - 1);
        std::string const last_column = column_letters(static_cast<std::uint32_t>(list_.columns.size()));
        std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"" +
                          parts.sheet_space() +
                          "\"><sheetPr><tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr>";
        if (parts.has_views())
            out += "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"" + head + "\" topLeftCell=\"A" +
                   std::to_string(list_.first_row()) +
                   "\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
        out += "<sheetFormatPr defaultRowHeight=\"15\"/><cols>";
        for (std::size_t i = 0; i < list_.columns.size(); ++i) {
            std::string const n = std::to_string(i + 1);
            out += "<col min=\"" + n + "\" max=\"" + n + "\" width=\"" + std::to_string(list_.columns[i].width) +
                   "\" customWidth=\"1\"/>";
        }
        out += "</cols><sheetData>" + rows + "</sheetData><autoFilter ref=\"A" + head + ':' + last_column +
               std::to_string(std::max(list_.next_row() - 1, list_.first_row() - 1)) + "\"/><mergeCells count=\"" +
               std::to_string(list_.about.size()) + "\">";
        for (std::size_t i = 1; i <= list_.about.size(); ++i)
            out += "<mergeCell ref=\"A" + std::to_string(i) + ':' + last_column + std::to_string(i) + "\"/>";
        out += "</mergeCells>";
        if (!links_.empty()) out += "<hyperlinks>" + links_ + "</hyperlinks>";
        return out +
               "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" "
               "footer=\"0.3\"/><pageSetup paperSize=\"8\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>";
    }

private:
    std::string all_rows() {
        std::string out;
        std::uint32_t row = 0;
        for (std::string const& line : list_.about) {
            ++row;
            begin_row(out, row, row == 1 ? 2 : 1);
            put(out, {row, 1}, line, styles_.of(row == 1 ? list_format::title : list_format::plain));
            out += "</row>";
        }
        list_row legend;
        for (auto const& [tone, words] : list_.legend) legend.cells.push_back({words, {}, {}});
        begin_row(out, ++row, lines_of(legend));
        std::uint32_t column = 0;
        for (auto const& [tone, words] : list_.legend) put(out, {row, ++column}, words, styles_.of(tone));
        out += "</row>";
        begin_row(out, ++row);
        column = 0;
        for (list_column const& c : list_.columns) put(out, {row, ++column}, c.title, styles_.of(list_format::head));
        out += "</row>";
        for (list_row const& r : list_.rows) put_row(out, ++row, r);
        return out;
    }

    // Not every spreadsheet program finds out by itself how high a row has to be.
    static void begin_row(std::string& out, std::uint32_t row, std::size_t lines = 1) {
        out += "<row r=\"" + std::to_string(row) + '"';
        if (lines > 1) out += " ht=\"" + std::to_string(std::min(lines, most_lines) * line_points) + '"';
        out += '>';
    }

    std::size_t lines_of(list_row const& r) const {
        std::size_t most = 1;
        for (std::size_t i = 0; i < r.cells.size() && i < list_.columns.size(); ++i)
            most = std::max(most, lines_in(r.cells[i].text, list_.columns[i].width));
        return most;
    }

    void put_row(std::string& out, std::uint32_t row, list_row const& r) {
        begin_row(out, row, lines_of(r));
        std::uint32_t column = 0;
        for (list_cell const& c : r.cells) {
            cell_address const at{row, ++column};
            bool const linked = !c.sheet.empty() && link_count_ < limits::max_sheet_links;
            if (linked) add_link(at, c);
            put(out, at, c.text,
                column == 1 ? styles_.of(r.tone) : styles_.of(linked ? list_format::link : list_format::plain));
        }
        out += "</row>";
    }

    void add_link(cell_address from, list_cell const& c) {
        ++link_count_;
        links_ += "<hyperlink ref=\"" + to_string(from) + "\" location=\"";
        append_xml_text(links_, link_to(c.sheet, c.at.value_or(cell_address{1, 1})));
        links_ += "\"/>";
    }

    static void put(std::string& out, cell_address at, std::string_view text, std::uint32_t format) {
        if (text.empty()) return;
        out += "<c r=\"" + to_string(at) + "\" s=\"" + std::to_string(format) +
               "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">";
        append_xml_text(out, encode_escapes(fitted(text)));
        out += "</t></is></c>";
    }

    findings_list const& list_;
    copy_styles& styles_;
    std::string links_;
    std::size_t link_count_ = 0;
};

// The row from which on places are no links, as no more fit into a sheet; 0: all are.
std::uint32_t first_without_link(findings_list const& list) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < list.rows.size(); ++i)
        for (list_cell const& c : list.rows[i].cells)
            if (!c.sheet.empty() && ++count > limits::max_sheet_links)
                return list.first_row() + static_cast<std::uint32_t>(i);
    return 0;
}

}  // namespace

void findings_list::add_note(std::string text) {
    list_row row;
    row.cells.resize(message_column + 1);
    row.cells.front().text = note_word;
    row.cells[message_column].text = std::move(text);
    rows.push_back(std::move(row));
}

zip_part write_annotated(workbook_parts parts, annotation what, reports::language const& say) {
    findings_list& list = what.list;
    auto const find_sheet = [&](std::string const& name) {
        auto const& sheets = parts.sheets();
        return std::find_if(sheets.begin(), sheets.end(), [&](auto const& s) { return s.name == name; });
    };
    for (list_row& row : list.rows)
        for (list_cell& cell : row.cells)
            if (find_sheet(cell.sheet) == parts.sheets().end()) cell.sheet.clear();
    copy_styles styles(parts);
    copy_notes notes(parts, say, list.sheet);
    for (sheet_annotation const& s : what.sheets) {
        auto const at = find_sheet(s.sheet);
        if (at == parts.sheets().end() || at->part.empty()) {
            list.add_note(say("There is no sheet {}; what was found there stands in this list only.",
                              reports::printable(s.sheet)));
            continue;
        }
        for (std::string& said : annotate_sheet(parts, styles, notes, *at, s, list.sheet, say))
            list.add_note(std::move(said));
    }
    if (styles.full()) list.add_note(say("The workbook has so many formats that not every cell could be coloured."));
    if (std::uint32_t const row = first_without_link(list); row != 0)
        list.add_note(say("From row {} on, places are no links: a sheet holds no more of them.", row));
    parts.add_sheet(list.sheet, list_writer(list, styles).text(parts));
    styles.write(parts);
    return std::move(parts).bytes();
}

}  // namespace a6::checker
