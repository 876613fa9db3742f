#pragma once
// Comments on the cells of a sheet: the part with their texts, and the drawing part without which spreadsheet programs
// do not show them. What a sheet has of both is kept and extended.

#include "checker/annotation.hpp"
#include "checker/workbook_parts.hpp"
#include "reports/language.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

// "text" and the rest of it: so much of a text as fits into a cell, whole characters.
std::string fitted(std::string_view text);

// How wide the columns of a sheet are, in pixels, for the place of a comment.
class column_widths {
public:
    void set(std::uint32_t first, std::uint32_t last, std::uint32_t pixels);
    std::uint32_t of(std::uint32_t column) const;

private:
    struct range {
        std::uint32_t first = 0, last = 0, pixels = 0;
    };
    std::vector<range> ranges_;
};

class copy_notes {
public:
    // `list`: the sheet of findings, to which a comment refers that is cut.
    copy_notes(workbook_parts& parts, reports::language const& say, std::string list);

    // Puts the notes of these cells on the sheet. False if what the sheet has of comments or drawings cannot be
    // extended; then nothing was changed.
    bool place(open_part& sheet, std::vector<cell_annotation const*> const& cells, column_widths const& widths);
    // Cells whose comment is a conversation, of which spreadsheet programs show no other text.
    std::vector<cell_address> const& refused() const { return refused_; }

private:
    struct sheet_parts {
        std::unique_ptr<open_part> comments;  // none: the sheet has none
        std::unique_ptr<open_part> drawing;
    };
    bool find(open_part const& sheet, sheet_parts& out);
    std::map<cell_address, xml_element> comments_in(open_part const& comments);
    void extend_comment(open_part& comments, xml_element comment, cell_annotation const& cell);
    void write_comments(open_part& sheet, sheet_parts& there, std::vector<cell_annotation const*> const& cells);
    void write_drawing(open_part& sheet, sheet_parts& there, std::vector<cell_annotation const*> const& fresh,
                       column_widths const& widths);
    std::string runs(cell_annotation const& cell, std::string const& prefix, bool behind_others) const;
    std::uint32_t take_shape_ids(std::size_t count);

    workbook_parts& parts_;
    reports::language const& say_;
    std::string list_;
    std::uint32_t next_block_ = 0;  // of shape numbers, 1024 each; 0: not yet looked for
    std::vector<cell_address> refused_;
};

}  // namespace a6::checker
