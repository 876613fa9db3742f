// The XML Schema (1.0) of the filing format. It accepts what the reader accepts without a notice: any subset of
// reports, tables and fields, in any order.

#include "checker/write.hpp"
#include "checker/xml_escape.hpp"
#include "checker/xml_format.hpp"

#include <algorithm>

namespace a6::checker {
namespace {

class schema_writer {
public:
    schema_writer(dsl::data_model const& model, std::ostream& out) : model_(model), out_(out) {}

    void run() {
        out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             << "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"" << filing_space << "\"\n"
             << "           xmlns=\"" << filing_space << "\" elementFormDefault=\"qualified\">\n";
        line(1,
             "<xs:annotation><xs:documentation>Values are texts here: a field that does not apply is absent, empty or "
             "NA, and "
             "what a value has to look like is told by the rules.</xs:documentation></xs:annotation>");
        line(1, "<xs:element name=\"" + std::string(filing_root) + "\">");
        line(2, "<xs:complexType>");
        line(3, "<xs:all>");
        for (dsl::report const& report : model_.reports) write_report(report);
        line(3, "</xs:all>");
        write_mark(3);
        line(2, "</xs:complexType>");
        line(1, "</xs:element>");
        write_value_type();
        for (dsl::table const& table : model_.tables) {
            bool const inline_header = has_inline_header(model_.reports[table.report], model_) &&
                                       &table == &model_.tables[model_.reports[table.report].header];
            if (!table.generated && !inline_header) write_row_type(table);
        }
        out_ << "</xs:schema>\n";
    }

private:
    void line(int depth, std::string const& text) {
        out_ << std::string(static_cast<std::size_t>(depth) * 2, ' ') << text << '\n';
    }

    static std::string escaped(std::string_view text) {
        std::string out;
        append_xml_text(out, text);
        return out;
    }

    static std::string documentation(std::string const& text) {
        return "<xs:annotation><xs:documentation>" + escaped(text) + "</xs:documentation></xs:annotation>";
    }

    // Every element may be marked as confidential.
    void write_mark(int depth) {
        line(depth, "<xs:attribute name=\"" + std::string(confidential_attribute) + "\" type=\"xs:string\"/>");
    }

    void write_value_type() {
        line(1, "<xs:complexType name=\"value\">");
        line(2, documentation("The attribute " + std::string(confidential_attribute) +
                              ", on this or any other element, marks what is written below it; its text is the basis "
                              "for protecting it."));
        line(2, "<xs:simpleContent>");
        line(3, "<xs:extension base=\"xs:string\">");
        write_mark(4);
        line(3, "</xs:extension>");
        line(2, "</xs:simpleContent>");
        line(1, "</xs:complexType>");
    }

    // Names of tables may recur in reports; the report's name makes the type's name unique.
    std::string type_name(dsl::table const& table) const {
        return model_.reports[table.report].name + "." + table.name + ".row";
    }

    void write_report(dsl::report const& report) {
        line(4, "<xs:element name=\"" + report.name + "\" minOccurs=\"0\">");
        line(5, documentation(report.title));
        line(5, "<xs:complexType>");
        if (has_inline_header(report, model_)) {
            // Fields and tables in any order; elements of a list repeat.
            line(6, "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">");
            for (std::uint16_t const index : report.tables) {
                if (index == report.header)
                    for (dsl::field const& field : model_.tables[index].fields) write_field(field, 7, "");
                else
                    write_table(model_.tables[index]);
            }
            line(6, "</xs:choice>");
        } else {
            line(6, "<xs:all>");
            for (std::uint16_t const index : report.tables) write_table(model_.tables[index]);
            line(6, "</xs:all>");
        }
        write_mark(6);
        line(5, "</xs:complexType>");
        line(4, "</xs:element>");
    }

    void write_table(dsl::table const& table) {
        if (table.single_row()) {
            line(7, "<xs:element name=\"" + table.name + "\" type=\"" + type_name(table) + "\" minOccurs=\"0\">");
            line(8, documentation(table.label));
            line(7, "</xs:element>");
            return;
        }
        line(7, "<xs:element name=\"" + table.name + "\" minOccurs=\"0\">");
        line(8, documentation(table.label));
        line(8, "<xs:complexType>");
        line(9, "<xs:sequence>");
        line(10, "<xs:element name=\"" + table.rows + "\" type=\"" + type_name(table) +
                     "\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>");
        line(9, "</xs:sequence>");
        write_mark(9);
        line(8, "</xs:complexType>");
        line(7, "</xs:element>");
    }

    void write_field(dsl::field const& field, int depth, std::string const& occurs) {
        line(depth, "<xs:element name=\"" + field.xml + "\" type=\"value\"" + occurs + ">" +
                        documentation(field.label) + "</xs:element>");
    }

    // Elements of a list repeat, which xs:all does not allow; a repeated choice is free in order as well.
    void write_row_type(dsl::table const& table) {
        bool const lists =
            std::any_of(table.fields.begin(), table.fields.end(), [](dsl::field const& f) { return f.type.list_of; });
        std::string const each = lists ? "" : " minOccurs=\"0\"";
        line(1, "<xs:complexType name=\"" + type_name(table) + "\">");
        line(2, lists ? "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">" : "<xs:all>");
        for (dsl::field const& field : table.fields) write_field(field, 3, each);
        line(2, lists ? "</xs:choice>" : "</xs:all>");
        write_mark(2);
        line(1, "</xs:complexType>");
    }

    dsl::data_model const& model_;
    std::ostream& out_;
};

}  // namespace

void write_schema(dsl::data_model const& model, std::ostream& out) { schema_writer(model, out).run(); }

}  // namespace a6::checker
