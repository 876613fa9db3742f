// What tells a row from others, over versions of its filing.

#include "checker/fold.hpp"
#include "checker/row_judge.hpp"

namespace a6::checker {

using dsl::no_index;

namespace {

// What was read, in one spelling; empty for a type that no key has.
std::string read_value(vector_value const& v, std::size_t n, text_pool const& pool) {
    switch (v.k) {
        case dsl::kind::text:
        case dsl::kind::code: return v.list_of ? std::string() : std::string(pool[static_cast<text_id>(v.i[n])]);
        case dsl::kind::decimal: return dsl::to_string(v.d[n]);
        case dsl::kind::itmo: return to_string(v.u[n], pool);
        case dsl::kind::boolean: return std::to_string(v.yes[n]);
        case dsl::kind::integer:
        case dsl::kind::date:
        case dsl::kind::year:
        case dsl::kind::version: return std::to_string(v.i[n]);
        default: return {};
    }
}

}  // namespace

std::string row_judge::identity_of(std::uint16_t table, std::uint32_t row, std::uint16_t field, bool hidden) const {
    auto const& model = book_.model;
    auto const& t = model.tables[table];
    auto const& report = model.reports[t.report];
    std::string out = t.name;
    // A value that was read counts, however it is spelled; only what could not be read counts as it is written.
    auto const add = [&](std::uint16_t of_table, std::uint32_t of_row, std::uint16_t of_field) {
        auto const& rows = data_.tables[of_table];
        out += '\x1f';
        if (rows.is_confidential(of_field, of_row)) return;
        std::string text;
        if (rows.fields[of_field].known[of_row]) text = read_value(rows.fields[of_field], of_row, data_.pool);
        auto const cell = text.empty() ? data_.cell(of_table, of_row, of_field) : std::nullopt;
        if (cell && !cell->confidential) text = cell->text;
        out += fold(text);
    };
    if (report.header != no_index) {
        std::uint32_t const header = data_.tables[table].header[row];
        if (report.roles.party != no_index) add(report.header, header, report.roles.party);
        if (report.roles.year != no_index) add(report.header, header, report.roles.year);
    }
    // Where a block begins tells it from others; its end may be what a later version mends in part.
    bool begun = false;
    for (auto const key : t.key) {
        if (hidden) break;
        bool const serial = t.fields[key].type.k == dsl::kind::itmo;
        if (serial && begun) continue;
        begun = begun || (serial && data_.tables[table].fields[key].known[row]);
        add(table, row, key);
    }
    out += '\x1f';
    if (field != no_index) out += t.fields[field].name;
    return out;
}

}  // namespace a6::checker
