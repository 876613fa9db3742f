#include "checker/write.hpp"

#include "checker/cell_value.hpp"
#include "checker/limits.hpp"
#include "checker/official_layout.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

namespace a6::checker {
namespace {

// Documents carry a time of making; the same filing has to give the same bytes. 1 January 2025, 00:00 UTC.
constexpr time_t fixed_time = 1'735'689'600;
constexpr int label_width = 24;
constexpr int transposed_label_width = 60;

struct free_workbook {
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
};

class workbook_writer {
public:
    workbook_writer(raw_filing const& filing, dsl::data_model const& model, std::string const& path)
        : filing_(filing), model_(model), path_(path) {}

    std::optional<read_error> run() {
        if (auto error = check_marks()) return error;
        if (auto error = check_reports()) return error;
        if (auto error = check_lengths()) return error;
        book_.reset(workbook_new(path_.c_str()));
        if (!book_) return fail("it cannot be created");
        lxw_doc_properties properties{};
        properties.created = fixed_time;
        check(workbook_set_properties(book_.get(), &properties));
        bold_ = workbook_add_format(book_.get());
        format_set_bold(bold_);
        date_ = workbook_add_format(book_.get());
        format_set_num_format(date_, "dd/mm/yyyy");
        moment_ = workbook_add_format(book_.get());
        format_set_num_format(moment_, "dd/mm/yyyy hh:mm:ss");

        for (std::size_t i = 0; i < model_.tables.size(); ++i) {
            if (!model_.tables[i].sheet.empty()) tables_.push_back(static_cast<std::uint16_t>(i));
        }
        write_index();
        write_summary();
        for (std::uint16_t const table : tables_) write_table(table);
        if (error_ == LXW_NO_ERROR) error_ = workbook_close(book_.release());
        if (error_ != LXW_NO_ERROR) return fail(lxw_strerror(error_));
        return std::nullopt;
    }

private:
    read_error failure(char const* code, sentence message, sentence help) const {
        return {filing_.name, code, std::move(message), std::move(help), 0, 0};
    }

    read_error fail(std::string const& why) const {
        return failure("X220", sentence("the workbook could not be written: {}", why),
                       sentence("check the path and the free space, or write XML"));
    }

    std::optional<read_error> check_lengths() const {
        for (raw_table const& table : filing_.tables)
            for (std::size_t field = 0; field < table.columns.size(); ++field)
                for (std::size_t row = 0; row < table.columns[field].size(); ++row)
                    if (auto const& text = table.columns[field][row].text; text.size() > limits::max_cell_text_bytes)
                        return failure(
                            "X223",
                            sentence("{}, row {}: {} bytes in `{}` are more than a cell of a workbook can hold",
                                     model_.tables[table.table].name, row + 1, text.size(),
                                     model_.tables[table.table].fields[field].label),
                            sentence("write XML, or shorten the value"));
        return std::nullopt;
    }

    // The official workbook has sheets for some reports only; nothing may be lost by writing it.
    std::optional<read_error> check_reports() const {
        for (raw_table const& table : filing_.tables) {
            dsl::table const& declared = model_.tables[table.table];
            if (table.rows == 0 || !declared.sheet.empty()) continue;
            return failure("X221", sentence("the official workbook has no sheet for `{}`", declared.label),
                           sentence("write XML, which holds every report"));
        }
        return std::nullopt;
    }

    // A workbook has no place for marks of confidentiality: what is marked would be published by whoever sends it on.
    std::optional<read_error> check_marks() const {
        if (filing_.marks.empty()) return std::nullopt;
        return failure("X222", sentence("the filing marks values as confidential, which a workbook cannot say"),
                       sentence("write XML, which keeps the marks; for a workbook, take out what is marked first"));
    }

    // The first error counts; what follows is skipped.
    void check(lxw_error error) {
        if (error_ == LXW_NO_ERROR) error_ = error;
    }

    lxw_worksheet* add_sheet(std::string_view name) {
        lxw_worksheet* const sheet = workbook_add_worksheet(book_.get(), std::string(name).c_str());
        if (sheet == nullptr) check(LXW_ERROR_SHEETNAME_ALREADY_USED);
        return sheet;
    }

    // Rows and columns from 1.
    void put(lxw_worksheet* sheet, std::uint32_t row, std::uint32_t column, std::string_view text,
             lxw_format* format = nullptr) {
        if (sheet == nullptr || text.empty()) return;
        check(worksheet_write_string(sheet, row - 1, static_cast<lxw_col_t>(column - 1), encode_escapes(text).c_str(),
                                     format));
    }

    void write_index() {
        lxw_worksheet* const sheet = add_sheet(index_sheet);
        std::uint32_t row = 2;
        if (!tables_.empty()) put(sheet, row, 2, model_.reports[model_.tables[tables_.front()].report].title);
        row = 4;
        put(sheet, row, 2, summary_sheet);
        for (std::uint16_t const table : tables_) put(sheet, ++row, 2, model_.tables[table].sheet);
    }

    void write_summary() {
        lxw_worksheet* const sheet = add_sheet(summary_sheet);
        std::uint32_t column = 2;
        for (std::uint16_t const index : tables_) {
            dsl::table const& table = model_.tables[index];
            std::uint32_t row = 3;
            put(sheet, row, column, table.title, bold_);
            for (dsl::field const& field : table.fields) put(sheet, ++row, column, field.heading);
            ++column;
        }
    }

    void write_table(std::uint16_t index) {
        dsl::table const& declared = model_.tables[index];
        table_layout const layout = layout_of(declared);
        lxw_worksheet* const sheet = add_sheet(declared.sheet);
        if (sheet == nullptr) return;
        put(sheet, layout.title_row, layout.first_column, declared.title, bold_);
        auto const hit = std::find_if(filing_.tables.begin(), filing_.tables.end(),
                                      [index](raw_table const& t) { return t.table == index; });
        raw_table const* const table = hit == filing_.tables.end() ? nullptr : &*hit;
        if (declared.single_row()) {
            write_transposed(sheet, declared, layout, table);
        } else {
            write_rows(sheet, declared, layout, table);
        }
    }

    void write_transposed(lxw_worksheet* sheet, dsl::table const& declared, table_layout const& layout,
                          raw_table const* table) {
        auto const column = static_cast<lxw_col_t>(layout.first_column - 1);
        check(worksheet_set_column(sheet, column, column, transposed_label_width, nullptr));
        check(worksheet_set_column(sheet, static_cast<lxw_col_t>(column + 1), static_cast<lxw_col_t>(column + 1),
                                   label_width, nullptr));
        for (std::size_t i = 0; i < declared.fields.size(); ++i) {
            dsl::field const& field = declared.fields[i];
            std::uint32_t const row = layout.label_row + static_cast<std::uint32_t>(i);
            put(sheet, row, layout.first_column, field.heading);
            raw_cell cell = table != nullptr && table->rows > 0 ? table->columns[i].front() : raw_cell();
            bool const left_to_platform =
                cell.text.empty() && field.presence == dsl::presence::platform && !field.placeholders.empty();
            if (left_to_platform) cell.text = field.placeholders.front();
            write_cell(sheet, row, layout.first_column + 1, cell, field);
        }
    }

    void write_rows(lxw_worksheet* sheet, dsl::table const& declared, table_layout const& layout,
                    raw_table const* table) {
        for (band const& b : layout.bands) {
            check(worksheet_merge_range(sheet, layout.label_row - 2, static_cast<lxw_col_t>(b.first_column - 1),
                                        layout.label_row - 2, static_cast<lxw_col_t>(b.last_column - 1),
                                        std::string(b.text).c_str(), nullptr));
        }
        for (std::size_t i = 0; i < declared.fields.size(); ++i) {
            put(sheet, layout.label_row, layout.field_columns[i], declared.fields[i].heading, bold_);
        }
        if (!layout.field_columns.empty()) {
            check(worksheet_set_column(sheet, static_cast<lxw_col_t>(layout.first_column - 1),
                                       static_cast<lxw_col_t>(layout.field_columns.back() - 1), label_width, nullptr));
        }
        std::size_t const rows = table == nullptr ? 0 : table->rows;
        for (std::size_t row = 0; row < rows && error_ == LXW_NO_ERROR; ++row) {
            for (std::size_t i = 0; i < declared.fields.size(); ++i) {
                write_cell(sheet, layout.label_row + 1 + static_cast<std::uint32_t>(row), layout.field_columns[i],
                           table->columns[i][row], declared.fields[i]);
            }
        }
    }

    static bool is_numeric(dsl::field const& field) {
        if (field.type.list_of) return false;
        return field.type.k == dsl::kind::integer || field.type.k == dsl::kind::decimal ||
               field.type.k == dsl::kind::year;
    }

    // A number or date cell only where reading gives the identical text back; everything else is a text.
    void write_cell(lxw_worksheet* sheet, std::uint32_t row, std::uint32_t column, raw_cell const& cell,
                    dsl::field const& field) {
        auto const r = static_cast<lxw_row_t>(row - 1);
        auto const c = static_cast<lxw_col_t>(column - 1);
        std::string_view const text = cell.text;
        if (text.empty()) return;
        bool const is_date = cell.form == cell_form::date || (field.type.k == dsl::kind::date && !field.type.list_of);
        if (is_date) {
            if (auto const serial = serial_of_date(text)) {
                put_number(sheet, r, c, *serial, text.size() > 10 ? moment_ : date_);
                return;
            }
        }
        bool const is_number = cell.form == cell_form::number || is_numeric(field);
        if (is_number && text.size() <= 17 && exact_number(text) == text) {
            put_number(sheet, r, c, std::string(text), nullptr);
        } else if (cell.form == cell_form::boolean && (text == "TRUE" || text == "FALSE")) {
            check(worksheet_write_boolean(sheet, r, c, text == "TRUE" ? 1 : 0, nullptr));
        } else {
            put(sheet, row, column, text);
        }
    }

    // The library takes binary fractions. The 15 significant digits survive them, and exact_number() reads those back.
    void put_number(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string const& number,
                    lxw_format* format) {
        check(worksheet_write_number(sheet, row, column, std::strtod(number.c_str(), nullptr), format));
    }

    raw_filing const& filing_;
    dsl::data_model const& model_;
    std::string const& path_;
    std::unique_ptr<lxw_workbook, free_workbook> book_;
    lxw_format* bold_ = nullptr;
    lxw_format* date_ = nullptr;
    lxw_format* moment_ = nullptr;
    std::vector<std::uint16_t> tables_;  // those with a sheet
    lxw_error error_ = LXW_NO_ERROR;
};

}  // namespace

std::optional<read_error> write_workbook(raw_filing const& filing, dsl::data_model const& model,
                                         std::string const& path) {
    return workbook_writer(filing, model, path).run();
}

}  // namespace a6::checker
