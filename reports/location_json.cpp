#include "reports/location_json.hpp"

#include "reports/words.hpp"

namespace a6::reports {

void write_location(json_writer& json, std::string_view key, location const& l) {
    auto const text = [&](std::string_view name, std::string const& value) {
        if (!value.empty()) json.text(name, value);
    };
    auto const number = [&](std::string_view name, std::uint64_t value) {
        if (value != 0) json.number(name, value);
    };
    json.begin_object(key);
    json.text("role", word(l.role));
    json.text("filing", l.filing);
    json.text("file", l.file);
    text("party", l.party);
    text("table", l.table);
    number("row", l.row);
    text("field", l.field);
    text("label", l.label);
    if (l.confidential) {
        json.null("value");
        json.boolean("confidential", true);
    } else if (l.value)
        json.text("value", *l.value);
    else if (!l.field.empty())
        json.null("value");
    text("sheet", l.sheet);
    text("cell", l.cell);
    number("line", l.line);
    number("column", l.column);
    json.end_object();
}

}  // namespace a6::reports
