#include "reports/region.hpp"

#include "reports/escape.hpp"

#include <string_view>

namespace a6::reports {

std::optional<std::uint32_t> end_column(location const& l) {
    if (l.line == 0 || l.column == 0 || l.confidential) return std::nullopt;
    for (excerpt_line const& line : l.excerpt) {
        if (line.number != l.line || line.mark_begin == 0 || line.mark_length == 0) continue;
        std::size_t characters = 0;
        for (std::string_view rest = line.text; !rest.empty(); ++characters) take_character(rest);
        if (line.cut && line.mark_begin + line.mark_length > characters) return std::nullopt;
        return l.column + line.mark_length;
    }
    return std::nullopt;
}

}  // namespace a6::reports
