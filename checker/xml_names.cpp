#include "checker/xml_names.hpp"

#include "checker/xml_format.hpp"

namespace a6::checker {

reports::xml_format xml_names(dsl::data_model const& model) {
    reports::xml_format out;
    out.space = filing_space;
    out.root = filing_root;
    for (dsl::report const& report : model.reports)
        for (auto const index : report.tables) {
            dsl::table const& table = model.tables[index];
            auto& t = out.tables.emplace_back();
            t.table = table.name;
            t.path = {out.root, report.name};
            if (index != report.header || !has_inline_header(report, model)) t.path.push_back(table.name);
            t.row = table.rows;
            for (dsl::field const& f : table.fields) t.fields.emplace_back(f.name, f.xml);
        }
    return out;
}

}  // namespace a6::checker
