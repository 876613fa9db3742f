// The XML filing format to raw cells, by the names of the data model.

#include "checker/other_layouts.hpp"
#include "checker/readers.hpp"
#include "checker/text_position.hpp"
#include "checker/xml_document.hpp"
#include "checker/xml_format.hpp"

#include "dsl/diagnostic.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace a6::checker {
namespace {

// Where a notice belongs.
struct context {
    std::uint16_t table = dsl::no_index;
    std::uint32_t row = 0;
    std::uint16_t field = dsl::no_index;
};

// Gives a value back at the end of a block.
class restored {
public:
    explicit restored(bool& what) : what_(what), was_(what) {}
    ~restored() { what_ = was_; }
    restored(restored const&) = delete;
    restored& operator=(restored const&) = delete;

private:
    bool& what_;
    bool was_;
};

class xml_reader {
public:
    xml_reader(reader_input const& input, xml_document const& document)
        : input_(input), model_(input.model), original_(*input.bytes), document_(document) {}

    read_result run() {
        xml_element const root = document_.root();
        if (root.name() != filing_root || root.space() != filing_space) {
            if (auto draft = name_draft(first_names(root))) return refuse(input_, std::move(*draft));
            return refuse(input_, wrong_root(root));
        }
        result_.filing = std::make_unique<raw_filing>();
        filing().name = input_.shown_name;
        filing().format = input_format::xml;
        read_attributes(root, {}, true);
        if (root.has_text()) fail(stray_text(root));
        for (xml_element child = root.first_child(); child; child = child.next()) {
            std::uint16_t const index = ours(child) ? model_.find_report(child.name()) : dsl::no_index;
            if (index == dsl::no_index) {
                note_unknown(child, {}, report_names());
            } else if (std::find(filing().reports.begin(), filing().reports.end(), index) != filing().reports.end()) {
                fail(given_twice(child, "X121", reports::for_translation("the report `{}` is given twice")));
            } else {
                filing().reports.push_back(index);
                read_report(child, index);
            }
        }
        if (!filing().notices.empty())
            if (auto draft = name_draft(first_names(root))) return refuse(input_, std::move(*draft));
        if (result_.errors.empty() && filing().reports.empty()) {
            fail({{},
                  "X124",
                  sentence("the filing contains no report"),
                  sentence("put at least one of these elements into `{}`: {}", filing_root, joined(report_names())),
                  0,
                  0});
        }
        if (!result_.errors.empty()) {
            result_.filing.reset();
            return std::move(result_);
        }
        complete_tables(filing(), model_);
        order_marks(filing());
        return std::move(result_);
    }

private:
    raw_filing& filing() { return *result_.filing; }

    // Names of the first elements, in the order of the file: enough to know another format by.
    static std::vector<std::string_view> first_names(xml_element root) {
        constexpr std::size_t most = 2000;
        std::vector<std::string_view> names;
        std::vector<xml_element> open{root};
        while (!open.empty() && names.size() < most) {
            xml_element const at = open.back();
            open.pop_back();
            names.push_back(at.name());
            if (xml_element const next = at.next()) open.push_back(next);
            if (xml_element const child = at.first_child()) open.push_back(child);
        }
        return names;
    }

    bool ours(xml_element element) const { return element.space() == filing_space; }

    static std::string joined(std::vector<std::string> const& names) {
        std::string all;
        for (std::string const& name : names) all += (all.empty() ? "`" : ", `") + name + "`";
        return all;
    }

    // Positions are taken from the text as given: the parser's buffer is overwritten.
    read_error error_at(std::uint32_t offset, char const* code, sentence message, sentence help) const {
        text_position const at = position_in(original_, line_starts_of(original_), offset);
        return {{}, code, std::move(message), std::move(help), at.line, at.column};
    }

    void fail(read_error error) {
        error.file = input_.shown_name;
        result_.errors.push_back(std::move(error));
    }

    read_error wrong_root(xml_element root) const {
        auto const space =
            root.space().empty() ? sentence("no namespace") : sentence("the namespace `{}`", root.space());
        return error_at(root.offset(), "X120",
                        sentence("the root element is `{}` in {}; expected is `{}` in the namespace `{}`",
                                 root.qualified_name(), space, filing_root, filing_space),
                        sentence("begin the file with `<{} xmlns=\"{}\">`", filing_root, filing_space));
    }

    read_error given_twice(xml_element element, char const* code, char const* what) const {
        std::string const name(element.name());
        return error_at(element.offset(), code, sentence(what, name),
                        sentence("keep one `{}`, or put the other one into a file of its own", name));
    }

    read_error stray_text(xml_element element) const {
        std::string const name(element.name());
        return error_at(element.text_offset(), "X123",
                        sentence("there is text in `{}`, where only elements belong", name),
                        sentence("put the text into an element of its own, or remove it"));
    }

    // Containers may hold blanks, but no text.
    bool container(xml_element element) {
        std::string_view const text = element.text();
        if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return true;
        fail(stray_text(element));
        return false;
    }

    std::vector<std::string> report_names() const {
        std::vector<std::string> names;
        for (dsl::report const& r : model_.reports) names.push_back(r.name);
        return names;
    }

    // The report's element is the row of its header as well.
    bool is_inline_header(std::uint16_t table) const {
        if (!model_.tables[table].single_row()) return false;
        dsl::report const& report = model_.reports[model_.tables[table].report];
        return table == report.header && has_inline_header(report, model_);
    }

    static raw_place tag_of(xml_element element) {
        return {element.offset(), static_cast<std::uint32_t>(element.qualified_name().size() + 1)};
    }

    void note_unknown(xml_element element, context where, std::vector<std::string> const& known) {
        reader_notice notice = notice_of("IN-01", where);
        notice.at = tag_of(element);
        bool const marked = find_marks(element);
        if (hidden_) {
            // Its name belongs to what is marked as much as its text.
            notice.found = sentence::verbatim(std::string(reports::confidential_words));
        } else {
            notice.found = sentence::verbatim(std::string(element.qualified_name()));
            notice.expected = nearest(element.name(), known);
            if (!marked) notice.value = keep(element);
        }
        notice.confidential = hidden_ || marked;
        filing().notices.push_back(std::move(notice));
    }

    // The marks on an element that is not read and on what is below it; whether it has one itself.
    bool find_marks(xml_element element) {
        bool marked = false;
        for (xml_attribute const& a : element.attributes()) marked = marked || is_mark(a);
        if (hidden_) return marked;
        if (marked) {
            hide(element);
        } else {
            for (xml_element child = element.first_child(); child; child = child.next()) find_marks(child);
        }
        return marked;
    }

    // A mark that says no is none.
    static bool is_mark(xml_attribute const& a) {
        if (!a.space.empty() || a.name != confidential_attribute) return false;
        return !denies_mark(a.value);
    }

    void hide(xml_element element) {
        if (element.has_text() || element.first_child())
            filing().confidential_parts.push_back({element.offset(), element.end_in(original_)});
    }

    static bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

    // Tells of unknown attributes. If the element is marked as confidential, what follows is hidden.
    void read_attributes(xml_element element, context where, bool is_root = false) {
        auto const attributes = element.attributes();
        bool marked = false;
        for (xml_attribute const& a : attributes) {
            if (!is_mark(a)) continue;
            marked = true;
            read_mark(element, a, where);
        }
        if (marked && !hidden_) hide(element);
        hidden_ = hidden_ || marked;
        for (xml_attribute const& a : attributes) {
            if (is_root && a.space == schema_instance_space) continue;
            if (a.space.empty() && a.name == confidential_attribute) continue;
            reader_notice notice = notice_of("IN-01", where);
            notice.at = {a.offset, static_cast<std::uint32_t>(a.name.size())};
            notice.confidential = hidden_;
            notice.found = sentence::verbatim("@" + std::string(hidden_ ? reports::confidential_words : a.name));
            if (!hidden_) notice.value = filing().texts.emplace_back(a.value);
            filing().notices.push_back(std::move(notice));
        }
    }

    void read_mark(xml_element element, xml_attribute const& mark, context where) {
        bool const unused = where.field != dsl::no_index && is_blank(element.text());
        if (unused || !gives_basis(mark.value)) {
            reader_notice notice = notice_of(unused ? "IN-10" : "IN-09", where);
            notice.found = sentence::verbatim(std::string(element.qualified_name()));
            notice.at = {mark.offset, static_cast<std::uint32_t>(mark.name.size())};
            notice.confidential = !unused;
            notice.kept = !unused;
            filing().notices.push_back(std::move(notice));
        }
        if (unused) return;
        if (where.field == dsl::no_index && where.table != dsl::no_index && is_inline_header(where.table)) where = {};
        filing().marks.push_back({report_, where.table, where.row, where.field, std::string(mark.value)});
    }

    static reader_notice notice_of(char const* rule, context where) {
        reader_notice notice;
        notice.rule = rule;
        notice.table = where.table;
        notice.row = where.row;
        notice.field = where.field;
        return notice;
    }

    // The same slip tends to occur in every row; the search for the nearest name is made once.
    std::string const& nearest(std::string_view name, std::vector<std::string> const& known) {
        std::string key(name);
        for (std::string const& k : known) key.append(1, '\n').append(k);
        auto const [at, added] = nearest_.try_emplace(std::move(key));
        if (added) at->second = dsl::closest(name, known);
        return at->second;
    }

    void read_report(xml_element element, std::uint16_t index) {
        dsl::report const& report = model_.reports[index];
        report_ = index;
        restored const hidden(hidden_);
        bool const inline_header = has_inline_header(report, model_);
        std::vector<std::uint16_t> tables;
        std::vector<std::string> names;
        for (std::uint16_t const t : report.tables) {
            if (inline_header && t == report.header) continue;
            tables.push_back(t);
            names.push_back(model_.tables[t].name);
        }
        if (inline_header) {
            read_attributes(element, {report.header, 1, dsl::no_index});
            read_table(element, report.header, names);
        } else {
            if (!container(element)) return;
            read_attributes(element, {});
        }
        for (xml_element child = element.first_child(); child; child = child.next()) {
            auto const hit = ours(child) ? std::find(names.begin(), names.end(), child.name()) : names.end();
            if (hit == names.end()) {
                if (!inline_header) note_unknown(child, {}, names);
                continue;
            }
            std::uint16_t const table = tables[static_cast<std::size_t>(hit - names.begin())];
            bool const seen = std::any_of(filing().tables.begin(), filing().tables.end(),
                                          [table](raw_table const& t) { return t.table == table; });
            if (seen) {
                fail(given_twice(child, "X122", reports::for_translation("the table `{}` is given twice")));
            } else {
                read_table(child, table);
            }
        }
        bool const headed =
            report.header == dsl::no_index || std::any_of(filing().tables.begin(), filing().tables.end(),
                                                          [&](raw_table const& t) { return t.table == report.header; });
        if (!headed) {
            reader_notice notice = notice_of("IN-04", {report.header, 0, dsl::no_index});
            notice.expected = model_.tables[report.header].name;
            notice.at = tag_of(element);
            filing().notices.push_back(std::move(notice));
        }
        std::string absent;
        for (std::uint16_t const t : report.tables) {
            bool const given = std::any_of(filing().tables.begin(), filing().tables.end(),
                                           [t](raw_table const& x) { return x.table == t; });
            if (!given && t != report.header) absent += (absent.empty() ? "`" : ", `") + model_.tables[t].name + "`";
        }
        if (!absent.empty())
            filing().remarks.push_back(sentence("elements that are not there, read as empty tables: {}", absent));
    }

    // `beside`: elements that are no fields of the one row, but tables that stand beside its fields.
    void read_table(xml_element element, std::uint16_t index, std::vector<std::string> const& beside = {}) {
        dsl::table const& declared = model_.tables[index];
        restored const hidden(hidden_);
        raw_table table = empty_table(model_, index);
        field_names_.clear();
        by_name_.clear();
        for (dsl::field const& f : declared.fields) {
            by_name_.emplace(f.xml, static_cast<std::uint16_t>(field_names_.size()));
            field_names_.push_back(f.xml);
        }
        set_in_row_.assign(declared.fields.size(), 0);
        if (declared.single_row()) {
            read_row(element, table, beside);
        } else if (container(element)) {
            read_attributes(element, {index, 0, dsl::no_index});
            std::size_t count = 0;
            for (xml_element row = element.first_child(); row; row = row.next()) ++count;
            table.row_at.reserve(count);
            for (auto& column : table.columns) column.reserve(count);
            for (xml_element row = element.first_child(); row; row = row.next()) {
                if (ours(row) && row.name() == declared.rows) {
                    read_row(row, table, {});
                } else {
                    note_unknown(row, {index, 0, dsl::no_index}, {declared.rows});
                }
            }
        }
        filing().tables.push_back(std::move(table));
    }

    std::uint16_t find_field(std::string_view name, std::size_t hint) const {
        if (hint < field_names_.size() && field_names_[hint] == name) return static_cast<std::uint16_t>(hint);
        auto const hit = by_name_.find(name);
        return hit == by_name_.end() ? dsl::no_index : hit->second;
    }

    void read_row(xml_element element, raw_table& table, std::vector<std::string> const& beside) {
        if (!container(element)) return;
        restored const hidden(hidden_);
        table.rows += 1;
        auto const row = static_cast<std::uint32_t>(table.rows);
        table.row_at.push_back(tag_of(element));
        for (auto& column : table.columns) column.emplace_back();
        if (!is_inline_header(table.table)) read_attributes(element, {table.table, row, dsl::no_index});
        std::size_t hint = 0;  // fields mostly come in the model's order
        for (xml_element child = element.first_child(); child; child = child.next()) {
            std::uint16_t const field = ours(child) ? find_field(child.name(), hint) : dsl::no_index;
            if (field == dsl::no_index) {
                if (ours(child) && std::find(beside.begin(), beside.end(), child.name()) != beside.end()) continue;
                auto known = field_names_;
                known.insert(known.end(), beside.begin(), beside.end());
                note_unknown(child, {table.table, row, dsl::no_index}, known);
            } else {
                hint = field + std::size_t{1};
                read_field(child, table, row, field);
            }
        }
    }

    void read_field(xml_element element, raw_table& table, std::uint32_t row, std::uint16_t field) {
        restored const hidden(hidden_);
        read_attributes(element, {table.table, row, field});
        for (xml_element child = element.first_child(); child; child = child.next()) {
            note_unknown(child, {table.table, row, field}, {});
        }
        raw_cell cell;
        cell.text = keep(element);
        cell.at = place_of(element);
        cell.confidential = hidden_ && !cell.text.empty();
        raw_cell& kept = table.columns[field].back();
        if (std::exchange(set_in_row_[field], row) != row) {
            kept = cell;
        } else if (model_.tables[table.table].fields[field].type.list_of) {
            join(kept, cell);
        } else {
            reader_notice notice = notice_of("IN-03", {table.table, row, field});
            notice.found = sentence::verbatim(std::string(element.name()));
            notice.at = cell.at;
            // Two values of one field: a mark on either is meant for both.
            notice.confidential = cell.confidential || kept.confidential;
            if (cell.confidential && !kept.confidential && !kept.text.empty()) {
                kept.confidential = true;
                filing().confidential_parts.push_back({kept.at.a, kept.at.a + kept.at.b});
            }
            notice.expected = notice.confidential ? reports::confidential_words : kept.text;
            notice.value = notice.confidential ? reports::confidential_words : cell.text;
            filing().notices.push_back(std::move(notice));
        }
    }

    // Values of a list, one element each, read like one element with commas.
    void join(raw_cell& kept, raw_cell const& next) {
        if (next.text.empty()) return;
        if (kept.text.empty()) {
            kept = next;
            return;
        }
        kept.confidential = kept.confidential || next.confidential;
        filing().texts.push_back(std::string(kept.text) + ", " + std::string(next.text));
        kept.text = filing().texts.back();
        kept.at.b = next.at.a + next.at.b - kept.at.a;
    }

    raw_place place_of(xml_element element) const {
        if (!element.has_text())
            return {element.offset(), static_cast<std::uint32_t>(element.qualified_name().size() + 1)};
        std::uint32_t const begin = element.text_offset();
        return {begin, static_cast<std::uint32_t>(original_.find('<', begin) - begin)};
    }

    // The element's text as a view that lives as long as the filing: into the original where nothing had to be decoded.
    std::string_view keep(xml_element element) {
        std::string_view const text = element.text();
        if (text.empty()) return {};
        auto const as_written = std::string_view(original_).substr(element.text_offset(), text.size());
        bool const whole = original_[element.text_offset() + text.size()] == '<';
        if (whole && as_written == text) return as_written;
        filing().texts.emplace_back(text);
        return filing().texts.back();
    }

    reader_input const& input_;
    dsl::data_model const& model_;
    std::string const& original_;
    xml_document const& document_;
    read_result result_;
    bool hidden_ = false;                   // what is being read stands below a mark of confidentiality
    std::uint16_t report_ = dsl::no_index;  // being read
    std::map<std::string, std::string> nearest_;
    std::vector<std::string> field_names_;                         // of the table being read
    std::unordered_map<std::string_view, std::uint16_t> by_name_;  // views into the model
    std::vector<std::uint32_t> set_in_row_;                        // per field: the last row that gave it
};

}  // namespace

read_result read_xml(reader_input const& input) {
    xml_parse_result parsed = xml_document::parse(*input.bytes);
    if (parsed.error) return refuse(input, std::move(*parsed.error));
    read_result result = xml_reader(input, *parsed.document).run();
    if (result.filing) {
        result.filing->original = input.bytes;
        result.filing->line_starts = std::move(parsed.line_starts);
    }
    return result;
}

}  // namespace a6::checker
