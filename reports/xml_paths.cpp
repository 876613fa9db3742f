#include "reports/xml_paths.hpp"

#include <algorithm>

namespace a6::reports {

xml_paths::xml_paths(xml_format const& format, std::string_view prefix) : format_{format}, prefix_{prefix} {
    for (xml_table const& t : format.tables) tables_.emplace(t.table, &t);
}

std::string xml_paths::filing() const { return '/' + (format_.root.empty() ? std::string{} : prefix_ + format_.root); }

std::string xml_paths::element_of(xml_table const& t) const {
    std::string out;
    for (std::string const& name : t.path) out += '/' + prefix_ + name;
    return out;
}

std::string xml_paths::rows_of(std::string_view table) const {
    auto const found = tables_.find(table);
    if (found == tables_.end()) return filing();
    xml_table const& t = *found->second;
    return element_of(t) + (t.row.empty() ? "" : '/' + prefix_ + t.row);
}

std::string xml_paths::of(location const& l) const {
    auto const found = tables_.find(l.table);
    if (found == tables_.end()) return filing();
    xml_table const& t = *found->second;
    std::string out = element_of(t);
    if (!t.row.empty()) {
        if (l.row == 0) return out;
        out += '/' + prefix_ + t.row + '[' + std::to_string(l.row) + ']';
    }
    bool const written = l.confidential || (l.value && !l.value->empty());
    auto const field =
        std::find_if(t.fields.begin(), t.fields.end(), [&l](auto const& f) { return f.first == l.field; });
    if (written && field != t.fields.end()) out += '/' + prefix_ + field->second;
    return out;
}

}  // namespace a6::reports
