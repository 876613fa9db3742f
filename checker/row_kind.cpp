#include "checker/row_kind.hpp"

#include "checker/fold.hpp"

#include <algorithm>
#include <array>

namespace a6::checker {
namespace {

// A word that begins a total line is followed by at most a few others ("Total 2025", "Total (t CO2 eq):").
constexpr std::size_t longest_total_label = 40;
// Values of identifying fields have fewer words than a sentence.
constexpr std::ptrdiff_t words_of_a_sentence = 4;

bool is_total_label(grid_cell const& cell) {
    if (cell.form != cell_form::text || cell.text.size() > longest_total_label) return false;
    std::string const text = fold(cell.text);
    constexpr std::array<std::string_view, 6> words{"total", "totals", "grand total", "subtotal", "sub-total", "sum"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.starts_with(word) &&
               (text.size() == word.size() || text[word.size()] == ' ' || text[word.size()] == ':');
    });
}

bool is_figure(grid_cell const& cell) {
    if (cell.form == cell_form::number || cell.form == cell_form::no_value || cell.form == cell_form::error ||
        cell.formula)
        return true;
    return std::all_of(cell.text.begin(), cell.text.end(), [](char c) {
        return (c >= '0' && c <= '9') || c == ',' || c == '.' || c == ' ' || c == '-' || c == '\'';
    });
}

std::ptrdiff_t count_words(std::string_view folded) {
    return folded.empty() ? 0 : std::count(folded.begin(), folded.end(), ' ') + 1;
}

// "* ...", "1) ...", "(a) ...", "a. ...", "Note ..."
bool begins_like_note(std::string_view folded) {
    for (std::string_view const word : {"note", "footnote", "source", "remark", "abbreviation", "*"}) {
        if (folded.starts_with(word)) return true;
    }
    if (folded.starts_with('(')) folded.remove_prefix(1);
    return folded.size() > 3 && (folded[1] == ')' || folded[1] == '.') && folded[2] == ' ';
}

}  // namespace

bool is_total_line(std::span<grid_cell const* const> filled) {
    if (filled.empty()) return false;
    bool const labelled = is_total_label(*filled.front());
    auto const figures = labelled ? filled.subspan(1) : filled;
    if (labelled) return std::all_of(figures.begin(), figures.end(), [](grid_cell const* c) { return is_figure(*c); });
    return std::all_of(figures.begin(), figures.end(), [](grid_cell const* c) { return c->sums; });
}

bool is_footnote_line(std::span<grid_cell const* const> filled, std::uint32_t first_column, grid const& sheet) {
    if (filled.size() != 1 || filled.front()->form != cell_form::text) return false;
    grid_cell const& cell = *filled.front();
    bool const wide = std::any_of(sheet.merged.begin(), sheet.merged.end(), [&](merged_range const& m) {
        return m.first_row == cell.row && m.first_column == cell.column && m.last_column > m.first_column;
    });
    if (cell.column > first_column && !wide) return false;
    std::string const text = fold(cell.text);
    std::ptrdiff_t const words = count_words(text);
    return words >= words_of_a_sentence || (words >= 2 && (wide || begins_like_note(text)));
}

}  // namespace a6::checker
