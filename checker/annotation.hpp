#pragma once
// What is put on the cells of an annotated copy, and on the sheet of findings that it gets: plain data, already in the
// words of the report's language.

#include "checker/grid.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace a6::checker {

// The colour of a cell; of several the first counts.
enum class cell_tone : std::uint8_t { error, warning, query, undecided, waived, other_side, none };

// A paragraph of a comment.
struct cell_note {
    std::string head;
    std::string body;  // may have several lines
};

struct cell_annotation {
    cell_address at;
    cell_tone tone = cell_tone::none;
    std::vector<cell_note> notes;
    std::uint32_t list_row = 0;        // row of the list that the cell leads to; 0: none
    std::optional<std::string> value;  // written into the cell, which nothing of the Party's stands in
    std::string value_kept_out;        // the note instead, where the workbook leaves no room for the value
};

struct sheet_annotation {
    std::string sheet;                   // its name
    std::vector<cell_annotation> cells;  // by address, each once
};

struct list_cell {
    std::string text;
    std::string sheet;               // that it leads to; empty: no link
    std::optional<cell_address> at;  // the cell of it
};

struct list_row {
    cell_tone tone = cell_tone::none;  // of its first cell
    std::vector<list_cell> cells;      // parallel to the columns; may be fewer
};

struct list_column {
    std::string title;
    unsigned width = 0;  // in characters
};

struct findings_list {
    std::string sheet;               // its name, which no other sheet has
    std::vector<std::string> about;  // lines above the columns; the first is the title
    std::vector<std::pair<cell_tone, std::string>> legend;
    std::vector<list_column> columns;
    std::vector<list_row> rows;

    std::string note_word;           // in the first column of what is said of the copy itself
    std::size_t message_column = 0;  // where that stands

    // Row of the sheet of the first of `rows`: behind the lines above, the legend and the titles of the columns.
    std::uint32_t first_row() const { return static_cast<std::uint32_t>(about.size()) + 3; }
    std::uint32_t next_row() const { return first_row() + static_cast<std::uint32_t>(rows.size()); }
    void add_note(std::string text);
};

struct annotation {
    std::vector<sheet_annotation> sheets;
    findings_list list;
};

}  // namespace a6::checker
