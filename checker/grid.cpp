#include "checker/grid.hpp"

#include "checker/limits.hpp"
#include "checker/parse_unsigned.hpp"

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

std::optional<cell_address> parse_address(std::string_view text) {
    cell_address out;
    std::size_t i = 0;
    if (i < text.size() && text[i] == '$') ++i;
    for (; i < text.size(); ++i) {
        auto const letter = static_cast<char>(text[i] & ~0x20);
        if (letter < 'A' || letter > 'Z' || text[i] < 'A') break;
        out.column = out.column * 26 + static_cast<std::uint32_t>(letter - 'A' + 1);
        if (out.column > limits::max_sheet_columns) return std::nullopt;
    }
    if (i < text.size() && text[i] == '$') ++i;
    auto const row = parse_unsigned<std::uint32_t>(text.substr(i));
    if (out.column == 0 || !row || *row == 0 || *row > limits::max_sheet_rows) return std::nullopt;
    out.row = *row;
    return out;
}

std::string to_string(cell_address at) { return column_letters(at.column) + std::to_string(at.row); }

std::optional<merged_range> parse_range(std::string_view text) {
    std::size_t const colon = text.find(':');
    auto const first = parse_address(text.substr(0, colon));
    auto const last = colon == std::string_view::npos ? first : parse_address(text.substr(colon + 1));
    if (!first || !last) return std::nullopt;
    return merged_range{first->row, first->column, last->row, last->column};
}

bool holds(merged_range const& range, cell_address at) {
    return range.first_row <= at.row && at.row <= range.last_row && range.first_column <= at.column &&
           at.column <= range.last_column;
}

void range_index::add(merged_range const& range) {
    ranges_.push_back(range);
    last_row_so_far_.clear();
}

merged_range const* range_index::find(cell_address at) const {
    if (last_row_so_far_.size() != ranges_.size()) {
        std::stable_sort(ranges_.begin(), ranges_.end(),
                         [](merged_range const& a, merged_range const& b) { return a.first_row < b.first_row; });
        std::uint32_t last = 0;
        for (merged_range const& r : ranges_) last_row_so_far_.push_back(last = std::max(last, r.last_row));
    }
    auto const behind = std::upper_bound(ranges_.begin(), ranges_.end(), at.row,
                                         [](std::uint32_t row, merged_range const& r) { return row < r.first_row; });
    for (auto n = static_cast<std::size_t>(behind - ranges_.begin()); n-- > 0 && last_row_so_far_[n] >= at.row;)
        if (holds(ranges_[n], at)) return &ranges_[n];
    return nullptr;
}

}  // namespace a6::checker
