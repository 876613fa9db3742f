// A figure a line, for spreadsheets (RFC 4180).

#include "reports/account.hpp"
#include "reports/escape.hpp"

namespace a6::reports {

namespace {

// Quoted, and never read as a formula: what a filing holds must not run in a spreadsheet.
std::string quoted(std::string const& text) {
    std::string out = "\"";
    std::string const shown = printable(text);
    bool const number = !shown.empty() && shown.find_first_not_of("-.0123456789") == std::string::npos;
    if (!shown.empty() && !number && std::string_view("=+-@").find(shown.front()) != std::string_view::npos) out += ' ';
    for (char const c : shown) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string listed(std::vector<std::string> const& parts) {
    std::string out;
    for (auto const& p : parts) out += (out.empty() ? "" : " ") + p;
    return out;
}

}  // namespace

void write_account_csv(account const& a, std::ostream& out) {
    out << "table,party,key,year,column,unit,value,serials,needs\r\n";
    for (auto const& t : a.tables)
        for (auto const& b : t.blocks)
            for (auto const& r : b.rows)
                for (std::size_t c = 0; c < t.columns.size(); ++c) {
                    auto const& v = r.values[c];
                    std::vector<std::string> keys;
                    for (auto const& key : b.keys) keys.push_back(key.value);
                    out << quoted(t.name) << ',' << quoted(b.party.empty() ? "all" : b.party) << ','
                        << quoted(listed(keys)) << ',' << quoted(r.period) << ',' << quoted(t.columns[c].name) << ','
                        << quoted(t.columns[c].unit) << ',' << quoted(v.value.value_or("")) << ','
                        << quoted(listed(v.serials)) << ',' << quoted(listed(v.needs)) << "\r\n";
                }
}

}  // namespace a6::reports
