#include "checker/official_layout.hpp"

#include "checker/fold.hpp"

#include <algorithm>
#include <array>

namespace a6::checker {
namespace {

// Sheet, row of the labels, blank columns between groups of fields, bands.
struct sheet_facts {
    std::string_view sheet;
    std::uint32_t label_row;
    std::array<std::uint32_t, 6> spacers;  // 0: none
    std::array<band, 3> bands;
};

constexpr std::array<sheet_facts, 5> official_sheets{{
    {"Table 1 Submission", 4, {}, {}},
    {"Table 2 Authorizations", 7, {6}, {}},
    {"Table 3 Actions",
     8,
     {11, 15, 21, 24, 27, 32},
     {{{9, 10, "ITMO"}, {12, 14, "Underlying unit"}, {16, 20, "Metric and quantity"}}}},
    {"Table 4 Holdings", 7, {8, 12, 18}, {}},
    {"Table 5 Auth. entities", 10, {}, {}},
}};

}  // namespace

table_layout layout_of(dsl::table const& table) {
    table_layout layout;
    if (table.single_row()) layout.label_row = 4;
    std::string const key = fold_tight(table.sheet);
    auto const facts = std::find_if(official_sheets.begin(), official_sheets.end(),
                                    [&](sheet_facts const& f) { return fold_tight(f.sheet) == key; });
    bool const known = facts != official_sheets.end();
    if (known) {
        layout.label_row = facts->label_row;
        for (band const& b : facts->bands) {
            if (b.first_column != 0) layout.bands.push_back(b);
        }
    }
    std::uint32_t column = layout.first_column;
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        auto const is_spacer = [&] {
            return known && std::find(facts->spacers.begin(), facts->spacers.end(), column) != facts->spacers.end();
        };
        while (!table.single_row() && is_spacer()) ++column;
        layout.field_columns.push_back(column);
        if (!table.single_row()) ++column;
    }
    return layout;
}

}  // namespace a6::checker
