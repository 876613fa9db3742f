#include "checker/profile.hpp"

#include <algorithm>
#include <iomanip>

namespace a6::checker {

namespace {

std::int64_t micros(profile::clock::duration d) {
    return std::chrono::duration_cast<std::chrono::microseconds>(d).count();
}

}  // namespace

void profile::print(std::ostream& out) const {
    out << "stage                             ms\n";
    for (auto const& s : stages_)
        out << std::left << std::setw(24) << s.name << std::right << std::setw(12) << micros(s.spent) / 1000 << '\n';
    auto slowest = rules_;
    std::stable_sort(slowest.begin(), slowest.end(), [](auto const& a, auto const& b) { return a.spent > b.spent; });
    out << "\nrule or derived value                   rows          ms  us per 1,000 rows\n";
    for (auto const& r : slowest)
        out << std::left << std::setw(32) << r.name << std::right << std::setw(12) << r.rows << std::setw(12)
            << micros(r.spent) / 1000 << std::setw(19)
            << (r.rows ? micros(r.spent) * 1000 / static_cast<std::int64_t>(r.rows) : 0) << '\n';
}

}  // namespace a6::checker
