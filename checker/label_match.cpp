#include "checker/label_match.hpp"

#include "checker/fold.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace a6::checker {
namespace {

// Labels stand near the top of their table; what is looked at is bounded so that long tables cost nothing.
constexpr std::size_t rows_searched = 200;

constexpr std::uint32_t deepest_header = 4;

// Folding shortens: a longer spelling of a label has blanks, marks or invisible characters in it.
std::size_t generous(std::size_t length) { return length * 4 + 64; }

// Labels merged downwards stand beside the finer ones of a group; data begins below both.
std::uint32_t last_header_row(grid const& sheet, std::uint32_t row, label_set const& labels) {
    std::uint32_t last = row;
    for (merged_range const& m : sheet.merged) {
        if (m.first_row != row || m.last_row - m.first_row > deepest_header) continue;
        grid_cell const* cell = sheet.find(row, m.first_column);
        if (cell != nullptr && labels.find(cell->text) != dsl::no_index) last = std::max(last, m.last_row);
    }
    return last;
}

}  // namespace

label_set::label_set(dsl::table const& table) {
    auto const add = [this](std::string_view label, std::uint16_t field) {
        folded_.emplace(fold(label), field);
        tight_.emplace(fold_tight(label), field);
        longest_ = std::max(longest_, generous(label.size()));
    };
    for (std::size_t i = 0; i < table.fields.size(); ++i) add(table.fields[i].heading, static_cast<std::uint16_t>(i));
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        for (std::string const& other : table.fields[i].also) add(other, static_cast<std::uint16_t>(i));
    }
    tight_.erase("");
    folded_.erase("");
}

std::uint16_t label_set::find(std::string_view text) const {
    if (text.empty() || text.size() > longest_) return dsl::no_index;
    if (auto const hit = folded_.find(fold(text)); hit != folded_.end()) return hit->second;
    auto const hit = tight_.find(fold_tight(text));
    return hit == tight_.end() ? dsl::no_index : hit->second;
}

grid_cell const* shown_cell(grid const& sheet, std::uint32_t row, std::uint32_t column) {
    grid_cell const* cell = sheet.find(row, column);
    if (cell != nullptr && is_filled(*cell)) return cell;
    for (merged_range const& m : sheet.merged) {
        bool const covers =
            row >= m.first_row && row <= m.last_row && column >= m.first_column && column <= m.last_column;
        if (!covers) continue;
        cell = sheet.find(m.first_row, m.first_column);
        if (cell != nullptr && is_filled(*cell)) return cell;
    }
    return nullptr;
}

std::optional<label_line> find_labels(grid_region const& region, dsl::table const& table, label_set const& labels) {
    grid const& sheet = *region.sheet;
    std::size_t const enough = std::max<std::size_t>(2, (table.fields.size() + 3) / 4);
    label_line best;
    std::map<std::uint32_t, std::set<std::uint16_t>> by_column;
    std::size_t searched = 0;
    for (grid_row const& row : sheet.rows) {
        if (row.number < region.first_row) continue;
        if (row.number > region.last_row || ++searched > rows_searched) break;
        std::set<std::uint16_t> in_row;
        for (std::size_t i = row.begin; i < row.end; ++i) {
            grid_cell const& cell = sheet.cells[i];
            if (cell.form != cell_form::text) continue;
            std::uint16_t const field = labels.find(cell.text);
            if (field == dsl::no_index) continue;
            in_row.insert(field);
            if (table.single_row()) by_column[cell.column].insert(field);
        }
        if (in_row.size() > best.matched) best = {false, row.number, in_row.size()};
    }
    for (auto const& [column, fields] : by_column) {
        if (fields.size() > best.matched) best = {true, column, fields.size()};
    }
    if (best.matched < enough) return std::nullopt;
    if (!best.vertical) best.line = last_header_row(sheet, best.line, labels);
    return best;
}

title_set::title_set(dsl::data_model const& model) {
    for (std::size_t i = 0; i < model.tables.size(); ++i) {
        dsl::table const& t = model.tables[i];
        if (!t.in_workbooks()) continue;
        auto const index = static_cast<std::uint16_t>(i);
        for (std::string const* title : {&t.title, &t.heading}) {
            std::string key = fold_tight(*title);
            if (key.empty()) continue;
            titles_.emplace(key, index);
            sheets_.emplace(std::move(key), index);
            longest_ = std::max(longest_, generous(title->size()));
        }
        if (std::string key = fold_tight(t.sheet); !key.empty()) sheets_.emplace(std::move(key), index);
    }
}

std::uint16_t title_set::find_title(std::string_view text) const {
    if (text.empty() || text.size() > longest_) return dsl::no_index;
    auto const hit = titles_.find(fold_tight(text));
    return hit == titles_.end() ? dsl::no_index : hit->second;
}

std::uint16_t title_set::find_sheet(std::string_view sheet_name) const {
    auto const hit = sheets_.find(fold_tight(sheet_name));
    return hit == sheets_.end() ? dsl::no_index : hit->second;
}

}  // namespace a6::checker
