#include "checker/readers.hpp"

#include <algorithm>
#include <utility>

namespace a6::checker {

read_result refuse(reader_input const& input, read_error error) {
    read_result result;
    error.file = input.shown_name;
    result.errors.push_back(std::move(error));
    return result;
}

raw_table empty_table(dsl::data_model const& model, std::uint16_t table) {
    std::size_t const fields = model.tables[table].fields.size();
    raw_table out;
    out.table = table;
    out.columns.resize(fields);
    out.label_at.resize(fields);
    return out;
}

void complete_tables(raw_filing& filing, dsl::data_model const& model) {
    std::sort(filing.reports.begin(), filing.reports.end());
    for (std::uint16_t const report : filing.reports) {
        for (std::uint16_t const table : model.reports[report].tables) {
            bool const present = std::any_of(filing.tables.begin(), filing.tables.end(),
                                             [table](raw_table const& t) { return t.table == table; });
            if (!present) filing.tables.push_back(empty_table(model, table));
        }
    }
    std::sort(filing.tables.begin(), filing.tables.end(),
              [](raw_table const& a, raw_table const& b) { return a.table < b.table; });
}

}  // namespace a6::checker
