#include "checker/workbook_view.hpp"

#include "checker/limits.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::checker {
namespace {

raw_table masked(raw_table table, bool& any) {
    for (auto& column : table.columns)
        for (std::size_t row = 0; row < column.size(); ++row) {
            raw_cell cell = column[row];
            if (!cell.confidential) continue;
            any = true;
            cell.text = reports::confidential_words;
            cell.form = cell_form::text;
            cell.confidential = false;
            column.set(row, cell);
        }
    return table;
}

// At the end of a character, with a sign that something is missing.
std::string shortened(std::string_view text) {
    constexpr std::string_view cut = " [...]";
    std::size_t end = limits::max_cell_text_bytes - cut.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end)).append(cut);
}

void shorten_long_values(raw_table& table, workbook_view& out) {
    for (auto& column : table.columns)
        for (std::size_t row = 0; row < column.size(); ++row) {
            raw_cell cell = column[row];
            if (cell.text.size() <= limits::max_cell_text_bytes) continue;
            cell.text = out.filing->texts.emplace_back(shortened(cell.text));
            column.set(row, cell);
            ++out.shortened;
        }
}

}  // namespace

workbook_view view_for_workbook(raw_filing const& filing, dsl::data_model const& model) {
    workbook_view out;
    out.filing = filing.empty_view();
    for (raw_table const& table : filing.tables) {
        dsl::table const& declared = model.tables[table.table];
        if (declared.in_workbooks()) {
            out.filing->tables.push_back(masked(table, out.masked));
            shorten_long_values(out.filing->tables.back(), out);
            continue;
        }
        std::string const& title = model.reports[declared.report].title;
        if (table.rows != 0 && std::find(out.left_out.begin(), out.left_out.end(), title) == out.left_out.end())
            out.left_out.push_back(title);
    }
    for (std::uint16_t const report : filing.reports) {
        auto const& tables = model.reports[report].tables;
        if (std::any_of(tables.begin(), tables.end(), [&](auto t) { return model.tables[t].in_workbooks(); }))
            out.filing->reports.push_back(report);
    }
    return out;
}

}  // namespace a6::checker
