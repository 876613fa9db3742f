#pragma once
// The cell formats of an annotated copy: those of the workbook, and behind them what the copy needs.

#include "checker/annotation.hpp"
#include "checker/workbook_parts.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace a6::checker {

// Formats of the list of findings.
enum class list_format : std::uint8_t { plain, title, head, link };

class copy_styles {
public:
    explicit copy_styles(workbook_parts& parts);

    // The format `base` of a cell with the colour of a tone behind it, and its text dark. `base` itself if no further
    // format fits into a workbook.
    std::uint32_t coloured(std::uint32_t base, cell_tone tone);
    std::uint32_t of(list_format format);
    std::uint32_t of(cell_tone tone);  // of a cell of the list
    // A colour was left out.
    bool full() const { return full_; }

    void write(workbook_parts& parts);

private:
    // A list of the styles: fonts, fills or formats.
    struct collection {
        char const* name;  // fonts
        std::vector<xml_element> there;
        std::string defaults;  // what it begins with where the workbook has none
        std::uint32_t default_count = 0;
        std::vector<std::string> added;
        std::map<std::string, std::uint32_t> index_of;  // of those added

        std::uint32_t add(std::string const& text);  // index; the same text is added once
        std::uint32_t next() const;
    };
    void load(collection& c);
    void write(collection const& c, std::string& behind);
    std::uint32_t fill_of(cell_tone tone);
    std::uint32_t dark_font(std::uint32_t font);
    std::uint32_t own_format(std::uint32_t font, std::uint32_t fill);
    std::string own_font(std::string_view properties);
    std::string named(std::string_view local) const { return named_like(part_->root(), local); }

    std::unique_ptr<open_part> part_;
    bool new_part_ = false;
    collection fonts_, fills_, formats_;
    bool has_style_formats_ = false;
    bool full_ = false;
    std::map<std::pair<std::uint32_t, cell_tone>, std::uint32_t> coloured_;
};

}  // namespace a6::checker
