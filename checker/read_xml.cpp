// The XML filing format to raw cells, by the names of the data model.

#include "checker/other_layouts.hpp"
#include "checker/readers.hpp"
#include "checker/xml_format.hpp"
#include "checker/xml_rows.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace a6::checker {
namespace {

class xml_reader {
public:
    xml_reader(xml_source const& source, std::vector<std::string_view> const& first_names)
        : source_(source),
          input_(source.input),
          model_(source.input.model),
          first_names_(first_names),
          elements_(source) {}

    read_result run() {
        xml_element const root = source_.document.root();
        if (root.name() != filing_root || root.space() != filing_space) {
            if (auto draft = name_other_format()) return refuse(input_, std::move(*draft));
            return refuse(input_, wrong_root(root));
        }
        result_.filing = std::make_unique<raw_filing>();
        filing().name = input_.shown_name;
        filing().format = input_format::xml;
        elements_.read_attributes(root, {}, true);
        if (root.has_text()) elements_.refuse_text(root);
        for (xml_element child = root.first_child(); child; child = child.next()) {
            std::uint16_t const index = elements_.is_ours(child) ? model_.find_report(child.name()) : dsl::no_index;
            if (index == dsl::no_index) {
                elements_.note_unknown(child, {}, report_names());
            } else if (std::find(filing().reports.begin(), filing().reports.end(), index) != filing().reports.end()) {
                elements_.fail(given_twice(child, "X121", reports::for_translation("the report `{}` is given twice")));
            } else {
                filing().reports.push_back(index);
                read_report(child, index);
            }
        }
        if (!elements_.out.notices.empty())
            if (auto draft = name_other_format()) return refuse(input_, std::move(*draft));
        if (elements_.out.errors.empty() && filing().reports.empty()) {
            elements_.fail(
                {{},
                 "X124",
                 sentence("the filing contains no report"),
                 sentence("put at least one of these elements into `{}`: {}", filing_root, joined(report_names())),
                 0,
                 0});
        }
        if (!elements_.out.errors.empty()) {
            result_.errors = std::move(elements_.out.errors);
            result_.filing.reset();
            return std::move(result_);
        }
        take_over();
        complete_tables(filing(), model_);
        order_marks(filing());
        return std::move(result_);
    }

private:
    raw_filing& filing() { return *result_.filing; }

    // The first elements are enough to know another format by.
    std::optional<read_error> name_other_format() const {
        std::vector<std::string_view> names;
        for (std::string_view const name : first_names_) names.push_back(name.substr(name.find(':') + 1));
        return name_draft(names);
    }

    static std::string joined(std::vector<std::string> const& names) {
        std::string all;
        for (std::string const& name : names) all += (all.empty() ? "`" : ", `") + name + "`";
        return all;
    }

    read_error wrong_root(xml_element root) const {
        auto const space =
            root.space().empty() ? sentence("no namespace") : sentence("the namespace `{}`", root.space());
        return elements_.error_at(root.offset(), "X120",
                                  sentence("the root element is `{}` in {}; expected is `{}` in the namespace `{}`",
                                           root.qualified_name(), space, filing_root, filing_space),
                                  sentence("begin the file with `<{} xmlns=\"{}\">`", filing_root, filing_space));
    }

    read_error given_twice(xml_element element, char const* code, char const* what) const {
        std::string const name(element.name());
        return elements_.error_at(element.offset(), code, sentence(what, name),
                                  sentence("keep one `{}`, or put the other one into a file of its own", name));
    }

    std::vector<std::string> report_names() const {
        std::vector<std::string> names;
        for (dsl::report const& r : model_.reports) names.push_back(r.name);
        return names;
    }

    void read_report(xml_element element, std::uint16_t index) {
        dsl::report const& report = model_.reports[index];
        elements_.report = index;
        restored const hidden(elements_.hidden);
        bool const inline_header = has_inline_header(report, model_);
        std::vector<std::uint16_t> tables;
        std::vector<std::string> names;
        for (std::uint16_t const t : report.tables) {
            if (inline_header && t == report.header) continue;
            tables.push_back(t);
            names.push_back(model_.tables[t].name);
        }
        if (inline_header) {
            elements_.read_attributes(element, {report.header, 1, dsl::no_index});
            read_table(element, report.header, names);
        } else {
            if (!elements_.is_container(element)) return;
            elements_.read_attributes(element, {});
        }
        for (xml_element child = element.first_child(); child; child = child.next()) {
            auto const hit =
                elements_.is_ours(child) ? std::find(names.begin(), names.end(), child.name()) : names.end();
            if (hit == names.end()) {
                if (!inline_header) elements_.note_unknown(child, {}, names);
                continue;
            }
            std::uint16_t const table = tables[static_cast<std::size_t>(hit - names.begin())];
            bool const seen = std::any_of(filing().tables.begin(), filing().tables.end(),
                                          [table](raw_table const& t) { return t.table == table; });
            if (seen) {
                elements_.fail(given_twice(child, "X122", reports::for_translation("the table `{}` is given twice")));
            } else {
                read_table(child, table);
            }
        }
        bool const headed =
            report.header == dsl::no_index || std::any_of(filing().tables.begin(), filing().tables.end(),
                                                          [&](raw_table const& t) { return t.table == report.header; });
        if (!headed) {
            reader_notice notice = elements_.notice_of("IN-04", {report.header, 0, dsl::no_index});
            notice.expected = model_.tables[report.header].name;
            notice.at = elements_.tag_of(element);
            elements_.note(std::move(notice));
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

    void read_table(xml_element element, std::uint16_t table, std::vector<std::string> const& beside = {}) {
        filing().tables.push_back(read_xml_table(source_, elements_, element, table, beside, *kept_));
    }

    // What the elements said, and the texts that cells and notices point into.
    void take_over() {
        filing().notices = std::move(elements_.out.notices);
        filing().marks = std::move(elements_.out.marks);
        filing().confidential_parts = std::move(elements_.out.confidential_parts);
        kept_->push_back(std::move(elements_.out.texts));
        filing().keep_alive = kept_;
    }

    xml_source const& source_;
    reader_input const& input_;
    dsl::data_model const& model_;
    std::vector<std::string_view> const& first_names_;
    xml_elements elements_;
    read_result result_;
    std::shared_ptr<std::deque<std::deque<std::string>>> kept_ =
        std::make_shared<std::deque<std::deque<std::string>>>();
};

// Tables may be large; their rows are read in windows.
xml_containers row_containers(dsl::data_model const& model) {
    xml_containers containers;
    containers.depth = 2;
    for (dsl::table const& t : model.tables)
        if (!t.single_row()) containers.names.emplace_back(t.name);
    return containers;
}

}  // namespace

read_result read_xml(reader_input const& input) {
    xml_parse_result opened = xml_document::open(*input.bytes, row_containers(input.model));
    if (opened.error) return refuse(input, std::move(*opened.error));
    xml_source const source{input, *opened.document, opened.line_starts};
    read_result result = xml_reader(source, opened.first_names).run();
    if (auto error = opened.document->check_rows(opened.line_starts)) return refuse(input, std::move(*error));
    if (result.filing) {
        result.filing->original = input.bytes;
        result.filing->line_starts = std::move(opened.line_starts);
    }
    return result;
}

}  // namespace a6::checker
