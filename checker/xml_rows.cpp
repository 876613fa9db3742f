#include "checker/xml_rows.hpp"

#include "checker/limits.hpp"
#include "checker/work_in_order.hpp"
#include "checker/xml_format.hpp"

#include "reports/words.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

namespace a6::checker {
namespace {

// What is asked of the data model for every row of a table.
struct row_shape {
    row_shape(dsl::data_model const& model, std::uint16_t index, std::vector<std::string> const& tables_beside)
        : table(index), declared(model.tables[index]), beside(tables_beside) {
        dsl::report const& report = model.reports[declared.report];
        inline_header = declared.single_row() && index == report.header && has_inline_header(report, model);
        for (dsl::field const& f : declared.fields) {
            by_name.emplace(f.xml, static_cast<std::uint16_t>(names.size()));
            names.push_back(f.xml);
        }
        known = names;
        known.insert(known.end(), beside.begin(), beside.end());
    }

    std::uint16_t find_field(std::string_view name, std::size_t hint) const {
        if (hint < names.size() && names[hint] == name) return static_cast<std::uint16_t>(hint);
        auto const hit = by_name.find(name);
        return hit == by_name.end() ? dsl::no_index : hit->second;
    }

    bool is_beside(std::string_view name) const {
        return std::find(beside.begin(), beside.end(), name) != beside.end();
    }

    std::uint16_t table;
    dsl::table const& declared;
    std::vector<std::string> const& beside;
    bool inline_header = false;  // the report's element is the row as well
    std::vector<std::string> names;
    std::vector<std::string> known;                               // names that fit into a row
    std::unordered_map<std::string_view, std::uint16_t> by_name;  // views into the model
};

// Writes rows into a table that has room for them.
class row_reader {
public:
    // Held by `rare`: cells that are more than a piece of the text are kept in one list for all threads.
    row_reader(row_shape const& shape, xml_elements& elements, raw_table& table, std::mutex& rare)
        : shape_(shape), elements_(elements), table_(table), rare_(rare), given_(shape.names.size()) {}

    // Rows are numbered anew, from 1.
    void begin() {
        row_ = 0;
        std::fill(given_.begin(), given_.end(), given());
    }

    // `at`: where the row belongs, from 0. Whether it is one.
    bool read(xml_element element, std::size_t at) {
        if (!elements_.is_container(element)) return false;
        restored const hidden(elements_.hidden);
        row_ += 1;
        at_ = at;
        table_.row_at[at] = xml_elements::tag_of(element);
        if (!shape_.inline_header) elements_.read_attributes(element, {shape_.table, row_, dsl::no_index});
        std::size_t hint = 0;  // fields mostly come in the model's order
        for (xml_element child = element.first_child(); child; child = child.next()) {
            bool const ours = elements_.is_ours(child);
            std::uint16_t const field = ours ? shape_.find_field(child.name(), hint) : dsl::no_index;
            if (field != dsl::no_index) {
                hint = field + std::size_t{1};
                read_field(child, field);
            } else if (!ours || !shape_.is_beside(child.name())) {
                elements_.note_unknown(child, {shape_.table, row_, dsl::no_index}, shape_.known);
            }
        }
        return true;
    }

private:
    void read_field(xml_element element, std::uint16_t field) {
        restored const hidden(elements_.hidden);
        row_context const where{shape_.table, row_, field};
        elements_.read_attributes(element, where);
        for (xml_element child = element.first_child(); child; child = child.next())
            elements_.note_unknown(child, where, {});
        raw_cell cell;
        cell.text = elements_.keep(element);
        cell.at = elements_.place_of(element, cell.text);
        cell.confidential = elements_.hidden && !cell.text.empty();
        raw_column& column = table_.columns[field];
        given& so_far = given_[field];
        bool const again = so_far.row == row_;
        if (!again) so_far = {row_, element.offset(), false};
        so_far.marked = so_far.marked || elements_.hidden;
        if (!again && column.is_plain(cell)) {
            column.set(at_, cell);
            return;
        }
        std::lock_guard const alone(rare_);
        if (again) {
            raw_cell kept = column[at_];
            if (shape_.declared.fields[field].type.list_of)
                join(kept, cell);
            else
                note_second(element, where, kept, cell);
            if (so_far.marked) hide_all(element, field, kept);
            cell = kept;
        }
        column.set(at_, cell);
    }

    // A mark on one element of a field is meant for all that the row has of it: those before it, what was told of them,
    // and everything up to this one.
    void hide_all(xml_element last, std::uint16_t field, raw_cell& kept) {
        kept.confidential = !kept.text.empty();
        elements_.out.confidential_parts.push_back({given_[field].begin, last.end_in(elements_.original())});
        auto& notices = elements_.out.notices;
        for (auto n = notices.rbegin(); n != notices.rend() && n->row == row_ && n->table == shape_.table; ++n) {
            if (n->field != field || n->confidential) continue;
            n->confidential = true;
            if (n->rule == "IN-01") n->found = sentence::verbatim(std::string(reports::confidential_words));
            n->expected = n->rule == "IN-03" ? reports::confidential_words : "";
            n->value = n->rule == "IN-03" ? reports::confidential_words : std::string_view();
        }
        elements_.mark_value(shape_.table, row_, field);
    }

    // Values of a list, one element each, read like one element with commas.
    void join(raw_cell& kept, raw_cell const& next) {
        if (next.text.empty()) return;
        if (kept.text.empty()) {
            kept = next;
            return;
        }
        kept.confidential = kept.confidential || next.confidential;
        kept.text = elements_.out.texts.emplace_back(std::string(kept.text) + ", " + std::string(next.text));
        kept.at.b = next.at.a + next.at.b - kept.at.a;
    }

    void note_second(xml_element element, row_context where, raw_cell& kept, raw_cell const& second) {
        reader_notice notice = xml_elements::notice_of("IN-03", where);
        notice.found = sentence::verbatim(std::string(element.name()));
        notice.at = second.at;
        notice.expected = kept.text;
        notice.value = second.text;
        elements_.note(std::move(notice));
    }

    row_shape const& shape_;
    xml_elements& elements_;
    raw_table& table_;
    std::mutex& rare_;
    std::uint32_t row_ = 0;
    std::size_t at_ = 0;
    // Of a field: the last row that gave it.
    struct given {
        std::uint32_t row = 0;
        std::uint32_t begin = 0;  // of the first element, in the file
        bool marked = false;      // one of its elements is, or what they stand in
    };
    std::vector<given> given_;  // by field
};

// What one window gave. Its rows stand in the table from `begin` on.
struct window_rows {
    std::size_t window = 0;
    std::size_t begin = 0;
    std::size_t rows = 0;
    std::optional<xml_remarks> out;  // from when it is read to when it is taken over
};

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// All rows of a table, window by window, in as many threads as are free. Every window has its place in the table before
// it is read, so the threads need not wait for one another.
class table_reader {
public:
    table_reader(xml_source const& source, row_shape const& shape, xml_elements& elements, raw_table& table,
                 std::deque<std::deque<std::string>>& kept)
        : source_(source), shape_(shape), elements_(elements), table_(table), kept_(kept) {}

    void read(xml_element container) {
        list_windows(container);
        if (room_ > limits::max_sheet_rows) {
            elements_.fail(elements_.error_at(
                container.offset(), "X126",
                sentence("more than {} rows in `{}`", limits::max_sheet_rows, std::string(container.name())),
                sentence("split the filing into several files")));
            return;
        }
        make_room();
        std::vector<std::unique_ptr<worker>> workers(threads_for(windows_.size()));
        work_in_order(
            windows_.size(), workers.size(),
            [&](std::size_t task, std::size_t w) {
                if (!workers[w]) workers[w] = std::make_unique<worker>(*this);
                workers[w]->read(windows_[task]);
            },
            [&](std::size_t task) { take(windows_[task]); });
        table_.row_at.resize(table_.rows);
        for (auto& column : table_.columns) column.resize(table_.rows);
    }

private:
    struct worker {
        explicit worker(table_reader& table)
            : shape(table.shape_),
              window(table.source_.document),
              elements(table.source_),
              rows(table.shape_, elements, table.table_, table.rare_) {
            elements.hidden = table.elements_.hidden;
            elements.report = table.elements_.report;
        }

        void read(window_rows& part) {
            elements.out = {};
            rows.begin();
            for (xml_element e = window.read(part.window); e; e = e.next()) {
                if (!elements.is_ours(e) || e.name() != shape.declared.rows)
                    elements.note_unknown(e, {shape.table, 0, dsl::no_index}, {shape.declared.rows});
                else if (rows.read(e, part.begin + part.rows))
                    ++part.rows;
            }
            part.out = std::move(elements.out);
        }

        row_shape const& shape;
        xml_window_reader window;
        xml_elements elements;
        row_reader rows;
    };

    void list_windows(xml_element container) {
        for (xml_element child = container.first_child(); child; child = child.next()) {
            xml_run const run = source_.document.rows_at(child).value();
            for (std::size_t w = run.first; w < run.end; ++w) {
                windows_.push_back({w, room_, 0, std::nullopt});
                room_ += source_.document.windows()[w].rows;
            }
        }
    }

    // Touching so much fresh memory takes its time; it is shared.
    void make_room() {
        table_.row_at.resize(room_);
        bool const large = windows_.size() > 16;
        work_in_order(
            table_.columns.size(), large ? threads_for(table_.columns.size()) : 1,
            [&](std::size_t field, std::size_t) { table_.columns[field].resize(room_); }, [](std::size_t) {});
    }

    // In the order of the file.
    void take(window_rows& part) {
        auto const before = static_cast<std::uint32_t>(table_.rows);
        if (part.begin != table_.rows) move_up(part);
        table_.rows += part.rows;
        xml_remarks& out = *part.out;
        for (reader_notice& n : out.notices)
            if (n.row != 0) n.row += before;
        for (confidential_mark& m : out.marks)
            if (m.row != 0) m.row += before;
        for (read_error& e : out.errors) elements_.fail(std::move(e));
        for (reader_notice& n : out.notices) elements_.note(std::move(n));
        append(elements_.out.marks, out.marks);
        append(elements_.out.confidential_parts, out.confidential_parts);
        if (!out.texts.empty()) kept_.push_back(std::move(out.texts));
        part.out.reset();
    }

    // Elements before that are no rows have left a gap.
    void move_up(window_rows const& part) {
        auto const from = table_.row_at.begin() + static_cast<std::ptrdiff_t>(part.begin);
        std::copy(from, from + static_cast<std::ptrdiff_t>(part.rows),
                  table_.row_at.begin() + static_cast<std::ptrdiff_t>(table_.rows));
        for (auto& column : table_.columns) column.move_up(part.begin, part.rows, table_.rows);
    }

    xml_source const& source_;
    row_shape const& shape_;
    xml_elements& elements_;
    raw_table& table_;
    std::mutex rare_;
    std::deque<std::deque<std::string>>& kept_;
    std::vector<window_rows> windows_;
    std::size_t room_ = 0;
};

}  // namespace

raw_table read_xml_table(xml_source const& source, xml_elements& elements, xml_element element, std::uint16_t table,
                         std::vector<std::string> const& beside, std::deque<std::deque<std::string>>& kept) {
    row_shape const shape(source.input.model, table, beside);
    restored const hidden(elements.hidden);
    raw_table out = empty_table(source.input.model, table, source.original());
    if (shape.declared.single_row()) {
        out.row_at.resize(1);
        for (auto& column : out.columns) column.resize(1);
        std::mutex rare;
        row_reader row(shape, elements, out, rare);
        out.rows = row.read(element, 0) ? 1 : 0;
        out.row_at.resize(out.rows);
        for (auto& column : out.columns) column.resize(out.rows);
    } else if (elements.is_container(element)) {
        elements.read_attributes(element, {table, 0, dsl::no_index});
        table_reader(source, shape, elements, out, kept).read(element);
    }
    return out;
}

}  // namespace a6::checker
