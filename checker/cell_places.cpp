#include "checker/cell_places.hpp"

#include "checker/fold.hpp"
#include "checker/official_layout.hpp"
#include "checker/parse_unsigned.hpp"
#include "checker/values.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::checker {
namespace {

// What an earlier check wrote counts as nothing that the Party wrote.
bool is_mark(std::string_view text) {
    using mark = reports::consistency_mark;
    std::string const folded = fold(text);
    for (mark const m : {mark::consistent, mark::inconsistent, mark::not_available})
        if (folded == fold(reports::official_words(m))) return true;
    return false;
}

}  // namespace

std::optional<sheet_cell> cell_places::find(reports::location const& l) const {
    if (layout_) return find_in_layout(l);
    if (l.sheet.empty() || l.cell.empty()) return std::nullopt;
    // "9:9" is a row.
    if (std::size_t const colon = l.cell.find(':'); colon != std::string::npos) {
        auto const row = parse_unsigned<std::uint32_t>(std::string_view(l.cell).substr(0, colon));
        if (!row || *row == 0) return std::nullopt;
        return sheet_cell{l.sheet, {*row, first_column(l.sheet)}};
    }
    auto const at = parse_address(l.cell);
    if (!at) return std::nullopt;
    return sheet_cell{l.sheet, *at};
}

std::string cell_places::sheet_of(reports::location const& l) const {
    if (!layout_) return l.sheet;
    std::uint16_t const table = model_.find_table(l.table);
    return table == dsl::no_index ? std::string() : model_.tables[table].sheet;
}

std::optional<sheet_cell> cell_places::find_in_layout(reports::location const& l) const {
    std::uint16_t const index = model_.find_table(l.table);
    if (index == dsl::no_index || !model_.tables[index].in_workbooks()) return std::nullopt;
    dsl::table const& table = model_.tables[index];
    table_layout const layout = layout_of(table);
    std::uint16_t const field = l.field.empty() ? dsl::no_index : table.find_field(l.field);
    if (table.single_row()) {
        if (field == dsl::no_index) return sheet_cell{table.sheet, {layout.title_row, layout.first_column}};
        return sheet_cell{table.sheet, {layout.label_row + field, layout.first_column + 1}};
    }
    std::uint32_t const column = field == dsl::no_index ? layout.field_columns.front() : layout.field_columns[field];
    return sheet_cell{table.sheet, {layout.label_row + l.row, column}};
}

std::uint32_t cell_places::first_column(std::string const& sheet) const {
    std::uint32_t first = 0;
    for (raw_table const& t : filing_.tables) {
        if (t.sheet != sheet) continue;
        for (raw_place const& label : t.label_at)
            if (label.a != 0 && (first == 0 || label.b < first)) first = label.b;
    }
    return std::max(first, 1u);
}

raw_table const* cell_places::result_table(bool of_rows) const {
    for (raw_table const& t : filing_.tables) {
        dsl::table const& declared = model_.tables[t.table];
        if (declared.result != dsl::no_index && declared.single_row() != of_rows) return &t;
    }
    return nullptr;
}

std::optional<result_field> cell_places::filing_result() const {
    raw_table const* const table = result_table(false);
    if (table == nullptr || table->rows == 0) return std::nullopt;
    return result_at(*table, 1);
}

std::optional<result_field> cell_places::row_result(std::uint32_t row) const {
    raw_table const* const table = result_table(true);
    if (table == nullptr || row == 0 || row > table->rows) return std::nullopt;
    return result_at(*table, row);
}

result_field cell_places::result_at(raw_table const& table, std::uint32_t row) const {
    dsl::table const& declared = model_.tables[table.table];
    result_field out;
    out.field = &declared.fields[declared.result];
    raw_cell const cell = table.columns[declared.result][row - 1];
    out.text = cell.text;
    bool const readable = cell.form != cell_form::no_value && cell.form != cell_form::error;
    std::string const text = tidy(cell.text);
    out.free = readable && (is_left_empty(text, *out.field) || is_mark(text));
    if (layout_) {
        reports::location l;
        l.table = declared.name;
        l.field = out.field->name;
        l.row = declared.single_row() ? 0 : row;
        out.at = find_in_layout(l);
    } else if (table.label_at[declared.result].a != 0) {
        out.at = sheet_cell{table.sheet, {cell.at.a, cell.at.b}};
    }
    return out;
}

}  // namespace a6::checker
