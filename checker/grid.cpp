#include "checker/grid.hpp"

#include <algorithm>

namespace a6::checker {

grid_cell const* grid::find(std::uint32_t row, std::uint32_t column) const {
    auto const at = std::lower_bound(rows.begin(), rows.end(), row,
                                     [](grid_row const& r, std::uint32_t n) { return r.number < n; });
    if (at == rows.end() || at->number != row) return nullptr;
    auto const begin = cells.begin() + static_cast<std::ptrdiff_t>(at->begin);
    auto const end = cells.begin() + static_cast<std::ptrdiff_t>(at->end);
    auto const hit =
        std::lower_bound(begin, end, column, [](grid_cell const& c, std::uint32_t n) { return c.column < n; });
    return hit == end || hit->column != column ? nullptr : &*hit;
}

bool is_filled(grid_cell const& cell) {
    if (cell.form == cell_form::no_value || cell.form == cell_form::error) return true;
    std::string_view const text = cell.text;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
        if (c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0') {  // a non-breaking blank
            ++i;
            continue;
        }
        return true;
    }
    return false;
}

std::string column_letters(std::uint32_t column) {
    std::string letters;
    for (; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

}  // namespace a6::checker
