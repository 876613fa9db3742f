#include "checker/write.hpp"

#include "checker/xml_escape.hpp"
#include "checker/xml_format.hpp"

#include <algorithm>

namespace a6::checker {
namespace {

// Written out in pieces of this size.
constexpr std::size_t piece = std::size_t{1} << 20;

class xml_writer {
public:
    xml_writer(raw_filing const& filing, dsl::data_model const& model, std::ostream& out)
        : filing_(filing), model_(model), out_(out) {}

    void run() {
        text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        text_.append("<").append(filing_root).append(" xmlns=\"").append(filing_space).append("\"");
        mark(filing_.mark_of(dsl::no_index));
        text_.append(">\n");
        for (std::uint16_t const report : filing_.reports) write_report(report);
        text_.append("</").append(filing_root).append(">\n");
        flush();
    }

private:
    void flush() {
        out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
        text_.clear();
    }

    // The mark of confidentiality on an element, or nothing.
    void mark(confidential_mark const* m) {
        if (m == nullptr) return;
        text_.append(" ").append(confidential_attribute).append("=\"");
        append_xml_text(text_, m->basis);
        text_ += '"';
    }
    void open(int depth, std::string const& name, confidential_mark const* m) {
        text_.append(static_cast<std::size_t>(depth) * 2, ' ').append("<").append(name);
        mark(m);
        text_.append(">\n");
    }
    void close(int depth, std::string const& name) {
        text_.append(static_cast<std::size_t>(depth) * 2, ' ').append("</").append(name).append(">\n");
    }

    void write_report(std::uint16_t which) {
        dsl::report const& report = model_.reports[which];
        bool const inline_header = has_inline_header(report, model_);
        open(1, report.name, filing_.mark_of(which));
        for (std::uint16_t const index : report.tables) {
            auto const table = std::find_if(filing_.tables.begin(), filing_.tables.end(),
                                            [index](raw_table const& t) { return t.table == index; });
            if (table == filing_.tables.end()) continue;
            if (inline_header && index == report.header) {
                if (table->rows > 0) write_fields(*table, model_.tables[index], 0, 2);
            } else if (!inline_header || table->rows > 0) {
                write_table(*table, model_.tables[index]);
            }
        }
        close(1, report.name);
    }

    void write_table(raw_table const& table, dsl::table const& declared) {
        if (declared.single_row()) {
            if (table.rows > 0) write_row(table, declared, 0, 2, declared.name);
            return;
        }
        open(2, declared.name, filing_.mark_of(declared.report, table.table));
        for (std::size_t row = 0; row < table.rows; ++row) {
            write_row(table, declared, row, 3, declared.rows);
            if (text_.size() > piece) flush();
        }
        close(2, declared.name);
    }

    void write_row(raw_table const& table, dsl::table const& declared, std::size_t row, int depth,
                   std::string const& name) {
        auto const number = static_cast<std::uint32_t>(row + 1);
        open(depth, name, filing_.mark_of(declared.report, table.table, number));
        write_fields(table, declared, row, depth + 1);
        close(depth, name);
    }

    void write_fields(raw_table const& table, dsl::table const& declared, std::size_t row, int depth) {
        auto const number = static_cast<std::uint32_t>(row + 1);
        for (std::size_t field = 0; field < declared.fields.size(); ++field) {
            raw_cell const cell = table.columns[field][row];
            if (cell.text.empty()) continue;
            std::string const& element = declared.fields[field].xml;
            text_.append(static_cast<std::size_t>(depth) * 2, ' ').append("<").append(element);
            mark(filing_.mark_of(declared.report, table.table, number, static_cast<std::uint16_t>(field)));
            text_ += '>';
            append_xml_text(text_, cell.text);
            text_.append("</").append(element).append(">\n");
        }
    }

    raw_filing const& filing_;
    dsl::data_model const& model_;
    std::ostream& out_;
    std::string text_;
};

}  // namespace

void write_xml(raw_filing const& filing, dsl::data_model const& model, std::ostream& out) {
    xml_writer(filing, model, out).run();
}

}  // namespace a6::checker
