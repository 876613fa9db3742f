#include "dsl/model.hpp"

namespace a6::dsl {

namespace {

template <class T>
std::uint16_t find_named(std::vector<T> const& items, std::string_view name) {
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].name == name) return static_cast<std::uint16_t>(i);
    return no_index;
}

}  // namespace

std::uint16_t table::find_field(std::string_view field_name) const { return find_named(fields, field_name); }
std::uint16_t data_model::find_unit(std::string_view name) const { return find_named(units, name); }
std::uint16_t data_model::find_list(std::string_view name) const { return find_named(lists, name); }
std::uint16_t data_model::find_report(std::string_view name) const { return find_named(reports, name); }
std::uint16_t data_model::find_table(std::string_view name) const { return find_named(tables, name); }

std::string describe(type const& t, data_model const& m) {
    std::string one;
    switch (t.k) {
        case kind::boolean: one = "a truth value"; break;
        case kind::integer: one = "a whole number"; break;
        case kind::decimal:
            one = t.unit == no_index ? "a decimal number without a unit"
                                     : "a decimal number in `" + m.units[t.unit].name + "`";
            break;
        case kind::text: one = "a text"; break;
        case kind::code: one = "a code of list `" + m.lists[t.list].name + "`"; break;
        case kind::date: one = "a date"; break;
        case kind::year: one = "a year"; break;
        case kind::version: one = "a version"; break;
        case kind::period: one = "a period"; break;
        case kind::timeframe: one = "a timeframe"; break;
        case kind::itmo: one = "an ITMO identifier"; break;
        case kind::block: one = "a block of serials"; break;
        case kind::blocks: one = "a set of serials"; break;
        case kind::row: one = "a row of `" + m.tables[t.table].name + "`"; break;
    }
    return t.list_of ? "a list, each item " + one : one;
}

}  // namespace a6::dsl
