// A figure a line, for spreadsheets (RFC 4180).

#include "reports/account.hpp"
#include "reports/csv.hpp"

namespace a6::reports {

namespace {

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
                    for (auto const& [label, value] : b.keys) keys.push_back(value);
                    out << csv_line({t.name, b.party.empty() ? "all" : b.party, listed(keys), r.period,
                                     t.columns[c].name, t.columns[c].unit, v.value.value_or(""), listed(v.serials),
                                     listed(v.needs)});
                }
}

}  // namespace a6::reports
