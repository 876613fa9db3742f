#pragma once
// The questions of a run in groups: by part, by requirement, by filing.

#include "reports/run_report.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace a6::reports {

using question_range = std::span<question const>;

inline bool same_topic(question const& a, question const& b) {
    return a.part == b.part && a.requirement == b.requirement && a.text == b.text;
}
inline bool same_part(question const& a, question const& b) { return a.part == b.part; }
inline bool same_filing(question const& a, question const& b) {
    return a.filing == b.filing && a.file == b.file && a.party == b.party;
}

// The list is in order: what belongs together stands together.
template <typename Same>
std::vector<question_range> groups(question_range all, Same same) {
    std::vector<question_range> out;
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
        while (end < all.size() && same(all[begin], all[end])) ++end;
        out.push_back(all.subspan(begin, end - begin));
    }
    return out;
}

}  // namespace a6::reports
