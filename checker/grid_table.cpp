#include "checker/grid_table.hpp"

#include "checker/fold.hpp"
#include "checker/readers.hpp"
#include "checker/row_kind.hpp"

#include "dsl/diagnostic.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace a6::checker {
namespace {

// A text for a remark: its beginning, whole characters.
std::string excerpt(std::string_view text) {
    constexpr std::size_t most = 60;
    if (text.size() <= most) return std::string(text);
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end)) + "...";
}

class grid_table_reader {
public:
    grid_table_reader(grid_table_input const& input, raw_filing& filing)
        : input_(input),
          sheet_(*input.region.sheet),
          declared_(input.model.tables[input.table]),
          filing_(filing),
          table_(empty_table(input.model, input.table)) {
        table_.sheet = sheet_.name;
    }

    void run() {
        if (input_.labels.vertical) {
            read_transposed();
        } else {
            read_labels();
            read_rows();
        }
        if (declared_.single_row() && table_.rows == 0) add_row(label_place());
        note_above();
        note_unlabelled();
        note_missing_labels();
        remark_template();
        filing_.tables.push_back(std::move(table_));
    }

private:
    enum class column_kind { field, repeated, unknown };
    struct labelled {
        column_kind kind = column_kind::unknown;
        std::uint16_t field = dsl::no_index;
        grid_cell const* label = nullptr;
    };
    // Values that stand where no field is: told once per column, with the first of them.
    struct stray {
        sentence found;
        std::string expected;
        raw_place at;
        std::uint32_t row = 0;
        std::string_view value;
    };

    bool in_workbook() const { return filing_.format == input_format::workbook; }
    sentence where(std::uint32_t row) const {
        return in_workbook() ? sentence("{}, row {}", declared_.title, row)
                             : sentence("{}, record {}", declared_.title, row);
    }
    void remark_note(std::uint32_t row, std::string_view text) {
        filing_.remarks.push_back(sentence("{}: note, not data: `{}`", where(row), excerpt(text)));
    }
    sentence label_of(labelled const& column) const { return sentence::verbatim(std::string(column.label->text)); }
    static sentence column_without_label(std::uint32_t column) { return sentence("column {}", column_letters(column)); }

    reader_notice notice(char const* rule, std::uint32_t row = 0, std::uint16_t field = dsl::no_index) const {
        reader_notice n;
        n.rule = rule;
        n.table = input_.table;
        n.row = row;
        n.field = field;
        n.sheet = sheet_.name;
        return n;
    }

    void add_row(raw_place at) {
        ++table_.rows;
        table_.row_at.push_back(at);
        for (auto& column : table_.columns) column.push_back({});
    }

    raw_place label_place() const { return in_workbook() ? raw_place{input_.labels.line, 0} : raw_place{}; }

    // ---- labels in a row ----

    void read_labels() {
        std::uint32_t last = 0;
        for (grid_cell const& c : sheet_.cells) last = std::max(last, c.row == input_.labels.line ? c.column : 0);
        for (merged_range const& m : sheet_.merged) {
            if (m.first_row <= input_.labels.line && input_.labels.line <= m.last_row)
                last = std::max(last, m.last_column);
        }
        for (std::uint32_t column = 1; column <= last; ++column) {
            grid_cell const* cell = shown_cell(sheet_, input_.labels.line, column);
            if (cell == nullptr) continue;
            // A label merged over several columns belongs to the first of them.
            bool const spread = cell->column != column;
            std::uint16_t const field = spread ? dsl::no_index : input_.names.find(cell->text);
            if (!spread) add_label(column, field, cell);
        }
    }

    void add_label(std::uint32_t line, std::uint16_t field, grid_cell const* cell) {
        labelled entry{column_kind::unknown, field, cell};
        if (field != dsl::no_index) {
            bool const again = table_.label_at[field].a != 0;
            entry.kind = again ? column_kind::repeated : column_kind::field;
            if (again) {
                reader_notice n = notice("IN-05", 0, field);
                n.found = label_of(entry);
                n.at = cell->at;
                filing_.notices.push_back(std::move(n));
            } else {
                table_.label_at[field] = cell->at;
            }
        }
        lines_[line] = entry;
    }

    std::uint32_t first_field_line() const {
        for (auto const& [line, entry] : lines_) {
            if (entry.kind == column_kind::field) return line;
        }
        return 0;
    }

    // ---- rows of data ----

    void read_rows() {
        std::uint32_t const first_column = first_field_line();
        std::vector<grid_cell const*> filled;
        for (grid_row const& row : sheet_.rows) {
            if (row.number <= input_.labels.line || row.number < input_.region.first_row) continue;
            if (row.number > input_.region.last_row) break;
            filled.clear();
            for (std::size_t i = row.begin; i < row.end; ++i) {
                if (is_filled(sheet_.cells[i])) filled.push_back(&sheet_.cells[i]);
            }
            if (filled.empty()) continue;
            if (is_vocabulary(filled, row.number - input_.labels.line - 1)) {
                template_rows_.push_back(row.number);
            } else if (is_total_line(filled)) {
                filing_.remarks.push_back(sentence("{}: total line, not data", where(row.number)));
            } else if (is_footnote_line(filled, first_column, sheet_)) {
                remark_note(row.number, filled.front()->text);
            } else if (is_repeated_labels(filled)) {
                filing_.remarks.push_back(sentence("{}: labels repeated, not data", where(row.number)));
            } else {
                read_row(row);
            }
        }
    }

    // The template shows the choices of some fields in its first rows; whoever leaves them untouched reports nothing.
    bool is_vocabulary(std::vector<grid_cell const*> const& filled, std::size_t index) const {
        return std::all_of(filled.begin(), filled.end(), [&](grid_cell const* cell) {
            auto const at = lines_.find(cell->column);
            if (at == lines_.end() || at->second.kind != column_kind::field) return false;
            auto const& shown = declared_.fields[at->second.field].vocabulary;
            return index < shown.size() && fold(cell->text) == fold(shown[index]);
        });
    }

    bool is_repeated_labels(std::vector<grid_cell const*> const& filled) const {
        if (filled.size() < 2) return false;
        return std::all_of(filled.begin(), filled.end(), [&](grid_cell const* cell) {
            auto const at = lines_.find(cell->column);
            return at != lines_.end() && at->second.label->text == cell->text;
        });
    }

    void read_row(grid_row const& row) {
        if (declared_.single_row() && table_.rows == 1) {
            note_second_row(row);
            return;
        }
        add_row(row.at);
        auto const number = static_cast<std::uint32_t>(table_.rows);
        for (auto const& [column, entry] : lines_) {
            if (entry.kind != column_kind::field) continue;
            // Also an empty cell has a place, so that what is missing can be pointed at.
            raw_cell empty;
            empty.at = in_workbook() ? raw_place{row.number, column} : raw_place{row.at.a + row.at.b, 0};
            table_.columns[entry.field].set_back(empty);
        }
        for (std::size_t i = row.begin; i < row.end; ++i) {
            grid_cell const& cell = sheet_.cells[i];
            auto const at = lines_.find(cell.column);
            if (at != lines_.end() && at->second.kind == column_kind::field) {
                take(cell, at->second.field, number);
            } else if (is_filled(cell)) {
                stray_value(cell, number);
            }
        }
    }

    void take(grid_cell const& cell, std::uint16_t field, std::uint32_t row) {
        table_.columns[field].set_back({cell.text, cell.at, cell.form});
        if (cell.form != cell_form::no_value && cell.form != cell_form::error) return;
        reader_notice n = notice("IN-06", row, field);
        n.found = cell.form == cell_form::error ? sentence::verbatim(std::string(cell.text))
                                                : sentence("formula without stored value");
        n.at = cell.at;
        n.value = cell.text;
        filing_.notices.push_back(std::move(n));
    }

    void stray_value(grid_cell const& cell, std::uint32_t row) {
        auto const at = lines_.find(cell.column);
        if (at != lines_.end() && at->second.kind == column_kind::repeated) {
            std::string_view const kept = table_.columns[at->second.field].back().text;
            if (kept == cell.text) return;
            reader_notice n = notice("IN-05", row, at->second.field);
            n.found = label_of(at->second);
            n.expected = std::string(kept);
            n.at = cell.at;
            n.value = cell.text;
            filing_.notices.push_back(std::move(n));
            return;
        }
        auto const [entry, added] = strays_.try_emplace(cell.column);
        if (!added) return;
        stray& s = entry->second;
        s.row = row;
        s.value = cell.text;
        s.at = cell.at;
        if (at != lines_.end()) {
            s.found = label_of(at->second);
            s.expected = nearest_label(at->second.label->text);
        } else {
            s.found = column_without_label(cell.column);
        }
    }

    void note_second_row(grid_row const& row) {
        for (std::size_t i = row.begin; i < row.end; ++i) {
            grid_cell const& cell = sheet_.cells[i];
            if (!is_filled(cell)) continue;
            auto const at = lines_.find(cell.column);
            bool const known = at != lines_.end() && at->second.kind == column_kind::field;
            reader_notice n = notice("IN-03", 1, known ? at->second.field : dsl::no_index);
            n.found = at != lines_.end() ? label_of(at->second) : column_without_label(cell.column);
            if (known) n.expected = std::string(table_.columns[at->second.field].front().text);
            n.at = cell.at;
            n.value = cell.text;
            filing_.notices.push_back(std::move(n));
        }
    }

    // ---- labels in a column ----

    void read_transposed() {
        std::uint32_t const label_column = input_.labels.line;
        std::vector<grid_row const*> rows;
        for (grid_row const& row : sheet_.rows) {
            if (row.number < input_.region.first_row) continue;
            if (row.number > input_.region.last_row) break;
            rows.push_back(&row);
            grid_cell const* label = sheet_.find(row.number, label_column);
            if (label == nullptr || !is_filled(*label)) continue;
            std::uint16_t const field = label->form == cell_form::text ? input_.names.find(label->text) : dsl::no_index;
            if (field != dsl::no_index || !lines_.empty()) add_label(row.number, field, label);
        }
        std::uint32_t const first = lines_.begin()->first;
        std::uint32_t const value_column = find_value_column(label_column);
        add_row({first, 0});
        for (std::size_t field = 0; field < declared_.fields.size(); ++field) {
            if (in_workbook() && table_.label_at[field].a != 0) {
                raw_cell empty;
                empty.at = {table_.label_at[field].a, value_column};
                table_.columns[field].set_back(empty);
            }
        }
        for (grid_row const* row : rows) {
            if (row->number >= first) read_transposed_row(*row, label_column, value_column);
        }
    }

    std::uint32_t find_value_column(std::uint32_t label_column) const {
        std::uint32_t after = label_column;
        for (merged_range const& m : sheet_.merged) {
            if (m.first_column == label_column && lines_.contains(m.first_row)) after = std::max(after, m.last_column);
        }
        std::uint32_t best = 0;
        for (grid_cell const& c : sheet_.cells) {
            auto const at = lines_.find(c.row);
            bool const of_field = at != lines_.end() && at->second.kind == column_kind::field;
            if (of_field && c.column > after && is_filled(c) && (best == 0 || c.column < best)) best = c.column;
        }
        return best == 0 ? after + 1 : best;
    }

    void read_transposed_row(grid_row const& row, std::uint32_t label_column, std::uint32_t value_column) {
        auto const at = lines_.find(row.number);
        bool valued = false;
        for (std::size_t i = row.begin; i < row.end; ++i) {
            grid_cell const& cell = sheet_.cells[i];
            if (cell.column == label_column || !is_filled(cell)) continue;
            valued = true;
            bool const in_place = cell.column == value_column && at != lines_.end();
            if (in_place && at->second.kind == column_kind::field) {
                take(cell, at->second.field, 1);
                continue;
            }
            reader_notice n = notice(in_place && at->second.kind == column_kind::repeated ? "IN-05" : "IN-02", 1);
            n.at = cell.at;
            n.value = cell.text;
            if (in_place) {
                n.found = label_of(at->second);
                n.field = at->second.field;
                n.expected = at->second.kind == column_kind::repeated
                                 ? std::string(table_.columns[at->second.field].front().text)
                                 : nearest_label(at->second.label->text);
            } else {
                n.found = column_without_label(cell.column);
            }
            filing_.notices.push_back(std::move(n));
        }
        if (!valued && at != lines_.end() && at->second.kind == column_kind::unknown) {
            remark_note(row.number, at->second.label->text);
        }
    }

    // ---- what is left to say ----

    std::string nearest_label(std::string_view found) const {
        std::vector<std::string> folded;
        for (dsl::field const& f : declared_.fields) folded.push_back(fold(f.heading));
        std::string const best = dsl::closest(fold(found), folded);
        if (best.empty()) return {};
        auto const at = std::find(folded.begin(), folded.end(), best);
        return declared_.fields[static_cast<std::size_t>(at - folded.begin())].heading;
    }

    void note_unlabelled() {
        for (auto& [column, s] : strays_) {
            reader_notice n = notice("IN-02", s.row);
            n.found = std::move(s.found);
            n.expected = std::move(s.expected);
            n.at = s.at;
            n.value = s.value;
            filing_.notices.push_back(std::move(n));
        }
    }

    // Between a table's title and its labels stand band texts, merged over their columns. Anything else is told: values
    // as a finding, single texts as a remark.
    void note_above() {
        std::uint32_t const below =
            input_.labels.vertical ? (lines_.empty() ? 0 : lines_.begin()->first) : input_.labels.line;
        for (grid_row const& row : sheet_.rows) {
            if (row.number < input_.region.first_row || row.number >= below) continue;
            std::vector<grid_cell const*> loose;
            bool values = false;
            for (std::size_t i = row.begin; i < row.end; ++i) {
                grid_cell const& cell = sheet_.cells[i];
                bool const band = std::any_of(sheet_.merged.begin(), sheet_.merged.end(), [&](merged_range const& m) {
                    return m.first_row == cell.row && m.first_column == cell.column;
                });
                if (!is_filled(cell) || band || fold_tight(cell.text) == fold_tight(declared_.title)) continue;
                loose.push_back(&cell);
                values = values || cell.form != cell_form::text;
            }
            if (loose.empty()) continue;
            if (!values && loose.size() < 3) {
                for (grid_cell const* cell : loose)
                    filing_.remarks.push_back(
                        sentence("{}: text above the labels, not data: `{}`", where(row.number), excerpt(cell->text)));
                continue;
            }
            reader_notice n = notice("IN-02");
            n.found = in_workbook() ? sentence("row {}, above the labels", row.number)
                                    : sentence("record {}, above the labels", row.number);
            n.at = loose.front()->at;
            n.value = loose.front()->text;
            filing_.notices.push_back(std::move(n));
        }
    }

    // A column that is not there is told once. What stands in it is not known, row by row, rather than empty.
    void note_missing_labels() {
        for (std::uint16_t field = 0; field < declared_.fields.size(); ++field) {
            dsl::field const& f = declared_.fields[field];
            if (table_.label_at[field].a != 0 || f.presence == dsl::presence::platform) continue;
            reader_notice n = notice("IN-07", 0, field);
            n.expected = f.heading;
            n.at = label_place();
            filing_.notices.push_back(std::move(n));
            for (std::size_t row = 0; row < table_.rows; ++row) {
                raw_cell cell = table_.columns[field][row];
                cell.form = cell_form::no_value;
                table_.columns[field].set(row, cell);
            }
        }
    }

    void remark_template() {
        if (template_rows_.empty()) return;
        std::string numbers;
        for (std::uint32_t const row : template_rows_) numbers += (numbers.empty() ? "" : ", ") + std::to_string(row);
        filing_.remarks.push_back(sentence("{}: the template's own rows, not data: {}", declared_.title, numbers));
    }

    grid_table_input const& input_;
    grid const& sheet_;
    dsl::table const& declared_;
    raw_filing& filing_;
    raw_table table_;
    std::map<std::uint32_t, labelled> lines_;  // by column, or by row where the labels stand in a column
    std::map<std::uint32_t, stray> strays_;    // by column
    std::vector<std::uint32_t> template_rows_;
};

}  // namespace

void read_grid_table(grid_table_input const& input, raw_filing& filing) { grid_table_reader(input, filing).run(); }

}  // namespace a6::checker
