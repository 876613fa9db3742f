#include "checker/xml_elements.hpp"

#include "checker/limits.hpp"
#include "checker/text_position.hpp"
#include "checker/xml_format.hpp"

#include "dsl/diagnostic.hpp"
#include "reports/words.hpp"

#include <utility>

namespace a6::checker {
namespace {

// A mark that says no is none.
bool is_mark(xml_attribute const& a) {
    if (!a.space.empty() || a.name != confidential_attribute) return false;
    return !denies_mark(a.value);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

bool xml_elements::is_ours(xml_element element) const { return element.space() == filing_space; }

void xml_elements::fail(read_error error) {
    if (out.errors.size() >= limits::max_read_errors) return;
    error.file = source_.input.shown_name;
    out.errors.push_back(std::move(error));
}

void xml_elements::note(reader_notice notice) {
    if (out.notices.size() < limits::max_notices) {
        out.notices.push_back(std::move(notice));
    } else if (!too_many_) {
        too_many_ = true;
        fail(error_at(
            notice.at.a, "X125",
            sentence("more than {} elements and attributes do not belong where they stand", limits::max_notices),
            sentence("check that this is a filing in the format that is read here")));
    }
}

read_error xml_elements::error_at(std::uint32_t offset, char const* code, sentence message, sentence help) const {
    text_position const at = position_in(source_.original(), source_.line_starts, offset);
    return {{}, code, std::move(message), std::move(help), at.line, at.column};
}

bool xml_elements::is_container(xml_element element) {
    if (is_blank(element.text())) return true;
    refuse_text(element);
    return false;
}

void xml_elements::refuse_text(xml_element element) {
    std::string const name(element.name());
    fail(error_at(element.text_offset(), "X123", sentence("there is text in `{}`, where only elements belong", name),
                  sentence("put the text into an element of its own, or remove it")));
}

raw_place xml_elements::tag_of(xml_element element) {
    return {element.offset(), static_cast<std::uint32_t>(element.qualified_name().size() + 1)};
}

raw_place xml_elements::place_of(xml_element element, std::string_view kept) const {
    if (kept.empty()) return tag_of(element);
    std::uint32_t const begin = element.text_offset();
    if (kept.data() == source_.original().data() + begin) return {begin, static_cast<std::uint32_t>(kept.size())};
    return {begin, static_cast<std::uint32_t>(source_.original().find('<', begin) - begin)};
}

bool xml_elements::is_inline_header(std::uint16_t table) const {
    dsl::data_model const& model = source_.input.model;
    if (!model.tables[table].single_row()) return false;
    dsl::report const& owner = model.reports[model.tables[table].report];
    return table == owner.header && has_inline_header(owner, model);
}

void xml_elements::note_unknown(xml_element element, row_context where, std::vector<std::string> const& known) {
    reader_notice notice = notice_of("IN-01", where);
    notice.at = tag_of(element);
    bool const marked = find_marks(element);
    if (hidden) {
        // Its name belongs to what is marked as much as its text.
        notice.found = sentence::verbatim(std::string(reports::confidential_words));
    } else {
        notice.found = sentence::verbatim(std::string(element.qualified_name()));
        notice.expected = nearest(element.name(), known);
        if (!marked) notice.value = keep(element);
    }
    notice.confidential = hidden || marked;
    note(std::move(notice));
}

// The marks on an element that is not read and on what is below it; whether it has one itself.
bool xml_elements::find_marks(xml_element element) {
    bool marked = false;
    for (xml_attribute const& a : element.attributes()) marked = marked || is_mark(a);
    if (hidden) return marked;
    if (marked) {
        hide(element);
    } else {
        find_marks_below(element);
    }
    return marked;
}

void xml_elements::hide(xml_element element) {
    if (element.has_text() || element.first_child())
        out.confidential_parts.push_back({element.offset(), element.end_in(source_.original())});
}

void xml_elements::read_attributes(xml_element element, row_context where, bool is_root) {
    if (!element.has_attributes()) return;
    auto const attributes = element.attributes();
    bool marked = false;
    for (xml_attribute const& a : attributes) {
        if (!is_mark(a)) continue;
        marked = true;
        read_mark(element, a, where);
    }
    if (marked && !hidden) hide(element);
    hidden = hidden || marked;
    for (xml_attribute const& a : attributes) {
        if (is_root && a.space == schema_instance_space) continue;
        if (a.space.empty() && a.name == confidential_attribute) continue;
        reader_notice notice = notice_of("IN-01", where);
        notice.at = {a.offset, static_cast<std::uint32_t>(a.name.size())};
        notice.confidential = hidden;
        notice.found = sentence::verbatim("@" + std::string(hidden ? reports::confidential_words : a.name));
        if (!hidden) notice.value = out.texts.emplace_back(a.value);
        note(std::move(notice));
    }
}

void xml_elements::mark_value(std::uint16_t table, std::uint32_t row, std::uint16_t field) {
    auto const is_it = [&](confidential_mark const& m) { return m.table == table && m.row == row && m.field == field; };
    bool told = false;
    for (auto m = out.marks.rbegin(); m != out.marks.rend() && m->table == table && m->row == row; ++m)
        told = told || is_it(*m);
    if (!told && out.unused && is_it(*out.unused)) out.marks.push_back(*out.unused);
}

void xml_elements::read_mark(xml_element element, xml_attribute const& mark, row_context where) {
    bool const unused = where.field != dsl::no_index && is_blank(element.text());
    if (unused || !gives_basis(mark.value)) {
        reader_notice notice = notice_of(unused ? "IN-10" : "IN-09", where);
        notice.found = sentence::verbatim(std::string(element.qualified_name()));
        notice.at = {mark.offset, static_cast<std::uint32_t>(mark.name.size())};
        notice.confidential = !unused;
        notice.kept = !unused;
        note(std::move(notice));
    }
    if (unused) {
        out.unused = confidential_mark{report, where.table, where.row, where.field, std::string(mark.value)};
        return;
    }
    if (where.field == dsl::no_index && where.table != dsl::no_index && is_inline_header(where.table)) where = {};
    out.marks.push_back({report, where.table, where.row, where.field, std::string(mark.value)});
}

void xml_elements::find_marks_below(xml_element element) {
    for (xml_element child = element.first_child(); child; child = child.next()) {
        auto const rows = source_.document.rows_at(child);
        if (!rows) {
            find_marks(child);
            continue;
        }
        xml_window_reader window(source_.document);
        for (std::size_t w = rows->first; w < rows->end; ++w)
            for (xml_element row = window.read(w); row; row = row.next()) find_marks(row);
    }
}

reader_notice xml_elements::notice_of(char const* rule, row_context where) {
    reader_notice notice;
    notice.rule = rule;
    notice.table = where.table;
    notice.row = where.row;
    notice.field = where.field;
    return notice;
}

// The same slip tends to occur in every row; the search for the nearest name is made once.
std::string const& xml_elements::nearest(std::string_view name, std::vector<std::string> const& known) {
    std::string key(name);
    for (std::string const& k : known) key.append(1, '\n').append(k);
    auto const [at, added] = nearest_.try_emplace(std::move(key));
    if (added) at->second = dsl::closest(name, known);
    return at->second;
}

}  // namespace a6::checker
