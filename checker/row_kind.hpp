#pragma once
// What a filled line below the labels of a table is: data, or something that belongs to the form.

#include "checker/grid.hpp"

#include <span>
#include <string_view>

namespace a6::checker {

// "Total", "Sum" or "Subtotal" followed by figures only, or nothing but computed sums.
bool is_total_line(std::span<grid_cell const* const> filled);

// One text alone, at or left of the first labelled column or merged over several columns, that reads like a sentence or
// begins like a note.
bool is_footnote_line(std::span<grid_cell const* const> filled, std::uint32_t first_column, grid const& sheet);

}  // namespace a6::checker
