#include "checker/text_position.hpp"

#include <algorithm>
#include <cstring>

namespace a6::checker {
std::vector<std::uint32_t> line_starts_of(std::string_view text) {
    std::vector<std::uint32_t> starts;
    // Lines of filings are about this long; what is not needed of a large reserve is never touched.
    constexpr std::size_t usual_line = 40;
    starts.reserve(text.size() / usual_line + 1);
    starts.push_back(0);
    char const* const begin = text.data();
    char const* const end = begin + text.size();
    for (char const* p = begin; p != end;) {
        auto const* newline = static_cast<char const*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p)));
        if (newline == nullptr) break;
        p = newline + 1;
        starts.push_back(static_cast<std::uint32_t>(p - begin));
    }
    return starts;
}

text_position position_in(std::string_view text, std::vector<std::uint32_t> const& line_starts, std::size_t offset) {
    offset = std::min(offset, text.size());
    auto const after = std::upper_bound(line_starts.begin(), line_starts.end(), offset);
    auto const line = static_cast<std::size_t>(after - line_starts.begin());
    std::size_t start = line_starts[line - 1];
    if (start == 0 && text.starts_with("\xEF\xBB\xBF")) start = std::min<std::size_t>(3, offset);
    auto const in_line = text.substr(start, offset - start);
    auto const points = std::count_if(in_line.begin(), in_line.end(),
                                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(points + 1)};
}

}  // namespace a6::checker
