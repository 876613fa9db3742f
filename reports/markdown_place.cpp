#include "reports/markdown_place.hpp"

#include "reports/markdown.hpp"

namespace a6::reports {

std::string markdown_place(location const& l, language const& say) {
    std::string out = markdown(l.file.empty() ? l.filing : l.file);
    auto const append = [&out](std::string const& words) {
        if (words.empty()) return;
        if (!out.empty()) out += ", ";
        out += words;
    };
    if (l.line != 0) append(say("line {}", l.line));
    if (!l.sheet.empty()) append(say("sheet {}", markdown(l.sheet)));
    if (!l.cell.empty()) append(say("cell {}", markdown(l.cell)));
    if (l.sheet.empty()) append(markdown(l.table));
    if (l.row != 0) append(say("row {}", l.row));
    return out;
}

}  // namespace a6::reports
