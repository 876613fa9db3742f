#include "checker/xml_windows.hpp"

#include <algorithm>

namespace a6::checker {
bool xml_containers::hold(std::string_view qualified_name) const {
    std::size_t const colon = qualified_name.find(':');
    std::string_view const local = colon == std::string_view::npos ? qualified_name : qualified_name.substr(colon + 1);
    return std::find(names.begin(), names.end(), local) != names.end();
}

void xml_window_list::add_row(std::size_t begin, std::size_t end) {
    std::size_t const before = windows.empty() ? 0 : windows.back().end;
    // A tag, a comment or a text between two rows breaks a run; so rows of two containers never share one.
    bool const joined =
        !windows.empty() && text_.substr(before, begin - before).find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (!joined) runs.push_back({static_cast<std::uint32_t>(windows.size()), 0});
    if (!joined || windows.back().end - windows.back().begin >= window_bytes_) {
        windows.push_back({static_cast<std::uint32_t>(begin), 0, 0, static_cast<std::uint32_t>(runs.size() - 1)});
        runs.back().end = static_cast<std::uint32_t>(windows.size());
    }
    windows.back().end = static_cast<std::uint32_t>(end);
    ++windows.back().rows;
}

}  // namespace a6::checker
