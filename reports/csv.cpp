#include "reports/csv.hpp"

#include "reports/escape.hpp"

#include <algorithm>
#include <array>

namespace a6::reports {

namespace {

bool begins_formula(std::string_view rest) {
    constexpr std::array<std::string_view, 8> signs = {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    return std::any_of(signs.begin(), signs.end(), [rest](std::string_view s) { return rest.starts_with(s); });
}

bool may_end_cell(char c) { return c == ',' || c == ';' || c == '|' || c == '"'; }

}  // namespace

std::string csv_cell(std::string_view text) {
    std::string const shown = printable(text);
    bool const number = shown.find_first_not_of("-.0123456789") == std::string::npos;
    std::string out = "\"";
    bool at_beginning = true;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (at_beginning && !number && begins_formula(std::string_view{shown}.substr(i))) out += ' ';
        if (shown[i] == '"') out += '"';
        out += shown[i];
        at_beginning = may_end_cell(shown[i]);
    }
    return out + '"';
}

std::string csv_line(std::vector<std::string> const& cells) {
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i != 0) out += ',';
        out += csv_cell(cells[i]);
    }
    return out + "\r\n";
}

}  // namespace a6::reports
