#pragma once
// Short forms for tests of the readers, on the data model of the shipped rulebook.

#include "checker/read.hpp"

#include "dsl/rulebook.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace a6::test_support {

inline dsl::data_model const& model() {
    static auto const loaded = dsl::load_rulebook(std::string(A6_RULES_DIR));
    return loaded.book->model;
}

inline checker::read_result read(std::string bytes) {
    return checker::read_filing_bytes(std::move(bytes), "test", model());
}

inline std::string load(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The first error's code, or "ok".
inline std::string code_of(checker::read_result const& result) {
    return result.errors.empty() ? "ok" : result.errors.front().code;
}

inline checker::raw_table const& table_of(checker::raw_filing const& filing, std::string_view name) {
    std::uint16_t const index = model().find_table(name);
    return *std::find_if(filing.tables.begin(), filing.tables.end(),
                         [index](auto const& t) { return t.table == index; });
}

// `row` counts from 1.
inline checker::raw_cell cell_of(checker::raw_filing const& filing, std::string_view table, std::size_t row,
                                        std::string_view field) {
    std::uint16_t const index = model().tables[model().find_table(table)].find_field(field);
    return table_of(filing, table).columns.at(index)[row - 1];
}

inline std::string text_of(checker::raw_filing const& filing, std::string_view table, std::size_t row,
                           std::string_view field) {
    return std::string(cell_of(filing, table, row, field).text);
}

inline std::vector<checker::reader_notice> notices_of(checker::raw_filing const& filing, std::string_view rule) {
    std::vector<checker::reader_notice> found;
    std::copy_if(filing.notices.begin(), filing.notices.end(), std::back_inserter(found),
                 [rule](auto const& n) { return n.rule == rule; });
    return found;
}

inline bool has_remark(checker::raw_filing const& filing, std::string_view part) {
    return std::any_of(filing.remarks.begin(), filing.remarks.end(),
                       [part](reports::sentence const& r) { return r.english().find(part) != std::string::npos; });
}

// The texts of every cell, one line per row, for comparing filings.
inline std::vector<std::string> texts_of(checker::raw_filing const& filing) {
    std::vector<std::string> lines;
    for (checker::raw_table const& t : filing.tables) {
        for (std::size_t row = 0; row < t.rows; ++row) {
            std::string line = model().tables[t.table].name + ":";
            for (auto const& column : t.columns) line.append(" [").append(column[row].text).append("]");
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

}  // namespace a6::test_support
