#include "checker/workbook.hpp"

#include "checker/cell_value.hpp"
#include "checker/limits.hpp"
#include "checker/package.hpp"
#include "checker/parse_unsigned.hpp"
#include "checker/xml_document.hpp"
#include "checker/zip_archive.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace a6::checker {
namespace {

bool is_true(std::optional<std::string_view> flag) { return flag == "1" || flag == "true"; }

class workbook_reader {
public:
    explicit workbook_reader(zip_archive& archive) : archive_(archive) {}

    workbook_result run() {
        std::string const main = main_part();
        workbook_result result;
        if (read(main)) {
            result.book = std::move(book_);
        } else {
            result.error = std::move(error_);
        }
        return result;
    }

private:
    bool fail(char const* code, sentence message, sentence help) {
        if (!error_) error_ = read_error{{}, code, std::move(message), std::move(help), 0, 0};
        return false;
    }

    bool damaged(sentence message) {
        return fail("X213", std::move(message),
                    sentence("open the workbook in a spreadsheet program and save it again"));
    }

    // Nothing: the error is recorded.
    std::optional<std::string> inflate(std::string const& name) {
        zip_part part = archive_.read(name);
        if (part.error) error_ = std::move(part.error);
        return std::move(part.bytes);
    }

    // It comes before whatever else is wrong with the part.
    bool unacceptable(std::string const& name, read_error error) {
        error_.reset();
        return fail("X211",
                    sentence("the part `{}` is not acceptable, line {}, column {}: {} ({})", name, error.line,
                             error.column, std::move(error.message), error.code),
                    sentence("open the workbook in a spreadsheet program and save it again"));
    }

    // nullptr: the error is recorded.
    std::unique_ptr<xml_document> parse(std::string const& name) {
        auto text = inflate(name);
        if (!text) return nullptr;
        xml_parse_result parsed = xml_document::parse(std::move(*text));
        if (parsed.error) unacceptable(name, std::move(*parsed.error));
        return std::move(parsed.document);
    }

    // A part with many rows, which are not in its tree: `read` is given the document and says whether it went well.
    // Texts of cells point into the part as it was inflated.
    bool read_rows_of(std::string const& name, xml_containers const& containers,
                      std::function<bool(xml_document const&)> const& read) {
        auto text = inflate(name);
        if (!text) return false;
        book_.buffers.push_back(std::make_shared<std::string const>(std::move(*text)));
        part_text_ = *book_.buffers.back();
        xml_parse_result opened = xml_document::open(part_text_, containers);
        if (opened.error) return unacceptable(name, std::move(*opened.error));
        bool const well = read(*opened.document);
        if (auto error = opened.document->check_rows(opened.line_starts)) return unacceptable(name, std::move(*error));
        return well;
    }

    // `take` is given every row of a container, until it says no.
    static bool each_row(xml_document const& document, xml_element container,
                         std::function<bool(xml_element)> const& take) {
        xml_window_reader window(document);
        for (xml_element child = container.first_child(); child; child = child.next()) {
            auto const run = document.rows_at(child);
            if (!run && !take(child)) return false;
            for (std::size_t w = run ? run->first : 0; run && w < run->end; ++w)
                for (xml_element row = window.read(w); row; row = row.next())
                    if (!take(row)) return false;
        }
        return true;
    }

    // Empty, too, where there are none.
    bool relationships(std::string const& part, std::vector<relationship>& out) {
        std::string const name = relationships_part(part);
        if (!archive_.contains(name)) return true;
        auto const document = parse(name);
        if (document) out = relationships_in(*document, part);
        return document != nullptr;
    }

    std::string main_part() {
        std::vector<relationship> package;
        relationships("", package);
        return workbook_part(package);
    }

    bool read(std::string const& main) {
        if (error_) return false;
        std::vector<relationship> listed;
        auto const document = parse(main);
        if (!document || !relationships(main, listed)) return false;
        std::map<std::string, relationship> parts;
        for (relationship& r : listed) {
            if (!r.external) parts[r.id] = std::move(r);
        }
        xml_element const root = document->root();
        if (root.name() != "workbook") return damaged(sentence("the part `{}` is not a workbook", main));
        if (xml_element const properties = root.child("workbookPr"))
            from_1904_ = is_true(properties.attribute("date1904"));
        for (auto const& [id, r] : parts) {
            if (r.kind() == "styles" && !read_styles(r.part)) return false;
            if (r.kind() == "sharedStrings" && !read_shared_strings(r.part)) return false;
        }
        xml_element const sheets = root.child("sheets");
        if (!sheets) return damaged(sentence("the workbook lists no sheets"));
        for (xml_element s = sheets.first_child(); s; s = s.next()) {
            if (s.name() != "sheet") continue;
            auto const id = s.attribute("id");
            auto const link = id ? parts.find(std::string(*id)) : parts.end();
            if (link == parts.end()) return damaged(sentence("a sheet is listed that has no part"));
            if (link->second.kind() != "worksheet") continue;  // charts and dialogs have no cells
            if (book_.sheets.size() == limits::max_sheets) {
                return fail("X214", sentence("the workbook has more than {} sheets", limits::max_sheets),
                            sentence("a filing has seven"));
            }
            grid sheet;
            sheet.name = std::string(s.attribute("name").value_or(""));
            sheet.hidden = s.attribute("state").value_or("visible") != "visible";
            if (!read_sheet(link->second.part, sheet)) return false;
            book_.sheets.push_back(std::move(sheet));
        }
        return true;
    }

    bool read_styles(std::string const& part) {
        auto const document = parse(part);
        if (!document) return false;
        std::map<unsigned, bool> custom;
        if (xml_element const formats = document->root().child("numFmts")) {
            for (xml_element f = formats.first_child(); f; f = f.next()) {
                auto const id = parse_unsigned<unsigned>(f.attribute("numFmtId").value_or(""));
                if (id) custom[*id] = is_date_format(f.attribute("formatCode").value_or(""));
            }
        }
        if (xml_element const styles = document->root().child("cellXfs")) {
            for (xml_element x = styles.first_child(); x; x = x.next()) {
                if (x.name() != "xf") continue;
                unsigned const id = parse_unsigned<unsigned>(x.attribute("numFmtId").value_or("0")).value_or(0);
                auto const own = custom.find(id);
                date_style_.push_back(own == custom.end() ? is_builtin_date_format(id) : own->second);
            }
        }
        return true;
    }

    // A text that lives as long as the workbook.
    std::string_view own(std::string text) {
        book_.texts.push_back(std::move(text));
        return book_.texts.back();
    }

    // Texts of elements, that live as long as the workbook.
    std::string_view text_of(xml_element e) { return e.lasting_text(part_text_, book_.texts); }

    std::string_view unescaped(xml_element e) {
        std::string_view const text = text_of(e);
        return has_escapes(text) ? own(decode_escapes(text)) : text;
    }

    // <t> itself, or the <t> of every run; phonetic runs (rPh) only say how a text is pronounced.
    std::string_view rich_text(xml_element holder) {
        xml_element single;
        std::string joined;
        std::size_t runs = 0;
        for (xml_element e = holder.first_child(); e; e = e.next()) {
            xml_element const t = e.name() == "t" ? e : e.name() == "r" ? e.child("t") : xml_element();
            if (!t) continue;
            if (++runs == 1) {
                single = t;
            } else {
                if (runs == 2) joined = single.text();
                joined += t.text();
            }
        }
        if (runs == 0) return {};
        if (runs == 1) return unescaped(single);
        return own(has_escapes(joined) ? decode_escapes(joined) : std::move(joined));
    }

    bool read_shared_strings(std::string const& part) {
        return read_rows_of(part, {0, {"sst"}}, [&](xml_document const& document) {
            auto const take = [&](xml_element s) {
                if (s.name() == "si") shared_.push_back(rich_text(s));
                return true;
            };
            return each_row(document, document.root(), take);
        });
    }

    bool read_sheet(std::string const& part, grid& sheet) {
        return read_rows_of(part, {1, {"sheetData"}}, [&](xml_document const& document) {
            xml_element const data = document.root().child("sheetData");
            if (!data) return true;
            std::uint32_t row_number = 0;
            if (!each_row(document, data, [&](xml_element row) { return read_row(row, row_number, sheet); }))
                return false;
            if (xml_element const merged = document.root().child("mergeCells")) read_merged(merged, sheet);
            return index_rows(sheet);
        });
    }

    // `number`: of the row before.
    bool read_row(xml_element row, std::uint32_t& number, grid& sheet) {
        if (row.name() != "row") return true;
        ++number;
        if (auto const r = row.attribute("r")) {
            auto const given = parse_unsigned<std::uint32_t>(*r);
            if (!given || *given == 0)
                return damaged(sentence("the sheet `{}` has a row numbered `{}`", sheet.name, *r));
            number = *given;
        }
        if (number > limits::max_sheet_rows)
            return damaged(sentence("the sheet `{}` has more rows than a sheet can have", sheet.name));
        cell_address at{number, 0};
        for (xml_element cell = row.first_child(); cell; cell = cell.next()) {
            if (cell.name() != "c") continue;
            ++at.column;
            if (auto const r = cell.attribute("r")) {
                auto const given = parse_address(*r);
                if (!given) return damaged(sentence("the sheet `{}` has a cell at `{}`", sheet.name, *r));
                at = *given;
            }
            if (at.column > limits::max_sheet_columns)
                return damaged(sentence("the sheet `{}` has more columns than a sheet can have", sheet.name));
            if (!read_cell(cell, at, sheet)) return false;
        }
        return true;
    }

    bool read_cell(xml_element element, cell_address at, grid& sheet) {
        std::string_view const type = element.attribute("t").value_or("n");
        xml_element value;
        xml_element inline_text;
        grid_cell cell;
        for (xml_element e = element.first_child(); e; e = e.next()) {
            std::string_view const name = e.name();
            if (name == "v")
                value = e;
            else if (name == "is")
                inline_text = e;
            else if (name == "f")
                note_formula(e, cell);
        }
        cell.row = at.row;
        cell.column = at.column;
        cell.at = {at.row, at.column};
        std::string_view const stored = value ? value.text() : std::string_view();
        if (type == "inlineStr" || (inline_text && !value)) {
            if (inline_text) cell.text = rich_text(inline_text);
        } else if (type == "s" && !stored.empty()) {
            auto const index = parse_unsigned<std::size_t>(stored);
            if (!index || *index >= shared_.size()) {
                return damaged(sentence("the cell {} of the sheet `{}` refers to a text that does not exist",
                                        column_letters(at.column) + std::to_string(at.row), sheet.name));
            }
            cell.text = shared_[*index];
        } else if (type == "str") {
            if (value) cell.text = unescaped(value);
        } else if (stored.empty()) {
            if (cell.formula) cell.form = cell_form::no_value;
        } else if (type == "b") {
            cell.form = cell_form::boolean;
            cell.text = is_true(stored) ? "TRUE" : "FALSE";
        } else if (type == "e") {
            cell.form = cell_form::error;
            cell.text = text_of(value);
        } else if (type == "d") {
            cell.form = cell_form::date;
            cell.text = text_of(value);
            for (std::string_view const zone : {"Z", ".000", "T00:00:00"}) {
                if (cell.text.ends_with(zone)) cell.text.remove_suffix(zone.size());
            }
        } else {
            set_number(element, value, cell);
        }
        if (!cell.text.empty() || cell.form == cell_form::no_value) sheet.cells.push_back(cell);
        return true;
    }

    static void note_formula(xml_element formula, grid_cell& cell) {
        cell.formula = true;
        std::string head(formula.text().substr(0, 16));
        for (char& c : head) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        std::string_view name = head;
        while (!name.empty() && (name.front() == '=' || name.front() == '+' || name.front() == ' '))
            name.remove_prefix(1);
        cell.sums = name.starts_with("SUM(") || name.starts_with("SUBTOTAL(") || name.starts_with("AGGREGATE(");
    }

    void set_number(xml_element element, xml_element value, grid_cell& cell) {
        std::string_view const stored = value.text();
        auto number = exact_number(stored);
        if (!number) {
            cell.text = unescaped(value);
            return;
        }
        cell.form = cell_form::number;
        if (auto const s = element.attribute("s")) {
            auto const style = parse_unsigned<std::size_t>(*s);
            if (style && *style < date_style_.size() && date_style_[*style]) {
                if (auto date = date_of_serial(*number, from_1904_)) {
                    cell.form = cell_form::date;
                    cell.text = own(std::move(*date));
                    return;
                }
            }
        }
        cell.text = *number == stored ? text_of(value) : own(std::move(*number));
    }

    static void read_merged(xml_element list, grid& sheet) {
        for (xml_element m = list.first_child(); m; m = m.next()) {
            std::string_view const range = m.attribute("ref").value_or("");
            if (range.find(':') == std::string_view::npos) continue;
            if (auto const parsed = parse_range(range)) sheet.merged.push_back(*parsed);
        }
    }

    bool index_rows(grid& sheet) {
        auto const before = [](grid_cell const& a, grid_cell const& b) {
            return a.row != b.row ? a.row < b.row : a.column < b.column;
        };
        if (!std::is_sorted(sheet.cells.begin(), sheet.cells.end(), before))
            std::stable_sort(sheet.cells.begin(), sheet.cells.end(), before);
        for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
            grid_cell const& cell = sheet.cells[i];
            bool const new_row = i == 0 || sheet.cells[i - 1].row != cell.row;
            if (!new_row && sheet.cells[i - 1].column == cell.column) {
                return damaged(sentence("the cell {} of the sheet `{}` is stored twice",
                                        column_letters(cell.column) + std::to_string(cell.row), sheet.name));
            }
            if (new_row) sheet.rows.push_back({cell.row, i, i, {cell.row, 0}});
            sheet.rows.back().end = i + 1;
        }
        return true;
    }

    zip_archive& archive_;
    workbook book_;
    std::optional<read_error> error_;
    std::string_view part_text_;            // the part being read; of book_.buffers
    std::vector<bool> date_style_;          // per cell style
    std::vector<std::string_view> shared_;  // views into book_
    bool from_1904_ = false;
};

}  // namespace

workbook_result open_workbook(std::string_view bytes) {
    zip_open_result opened = zip_archive::open(bytes);
    if (!opened.archive) return {std::nullopt, std::move(opened.error)};
    zip_archive& archive = *opened.archive;
    if (!archive.contains("[Content_Types].xml") && !archive.contains("xl/workbook.xml")) {
        workbook_result result;
        auto first =
            archive.names().empty() ? sentence("nothing") : sentence::verbatim("`" + archive.names().front() + "`");
        result.error =
            read_error{{},
                       "X508",
                       sentence("this is a zip archive, not a workbook; its first part is {}", std::move(first)),
                       sentence("unpack it and give the filings in it"),
                       0,
                       0};
        return result;
    }
    if (archive.contains("word/document.xml") || archive.contains("ppt/presentation.xml") ||
        archive.contains("xl/workbook.bin")) {
        workbook_result result;
        result.error = read_error{{},
                                  "X508",
                                  sentence("this is an office document, but not an .xlsx workbook"),
                                  sentence("save the tables as .xlsx"),
                                  0,
                                  0};
        return result;
    }
    return workbook_reader(archive).run();
}

}  // namespace a6::checker
