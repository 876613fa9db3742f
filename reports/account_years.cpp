#include "reports/account_years.hpp"

#include <algorithm>

namespace a6::reports {

bool says_nothing(account_block const& b) {
    auto const is_nothing = [](account_value const& v) {
        return v.serials.empty() && v.needs.empty() && v.value.value_or("0") == "0";
    };
    return !b.rows.empty() && b.notes.empty() && std::all_of(b.rows.begin(), b.rows.end(), [&](auto const& r) {
        return std::all_of(r.values.begin(), r.values.end(), is_nothing);
    });
}

std::size_t years_told(account_block const& b) {
    auto silent = [&](std::size_t r) {
        for (std::size_t c = 0; c < b.rows[r].values.size(); ++c) {
            auto const& v = b.rows[r].values[c];
            if (!v.serials.empty()) return false;
            if (v.value && *v.value != "0" && (r == 0 || v.value != b.rows[r - 1].values[c].value)) return false;
        }
        return true;
    };
    std::size_t told = b.rows.size();
    while (told > 1 && silent(told - 1)) --told;
    return told;
}

}  // namespace a6::reports
