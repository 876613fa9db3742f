#include "checker/row_groups.hpp"

#include <algorithm>

namespace a6::checker {

namespace {

// The low bits of a product say little.
std::size_t slot_of(std::uint64_t hash, std::size_t mask) { return (hash ^ hash >> 32) & mask; }

}  // namespace

row_groups::row_groups(std::vector<entry> entries) {
    std::stable_sort(entries.begin(), entries.end(), [](entry const& a, entry const& b) { return a.hash < b.hash; });
    rows_.reserve(entries.size());
    for (auto const& e : entries) {
        if (hashes_.empty() || hashes_.back() != e.hash) {
            hashes_.push_back(e.hash);
            auto const at = static_cast<std::uint32_t>(rows_.size());
            groups_.push_back({at, at});
        }
        rows_.push_back(e.row);
        ++groups_.back().end;
    }
    std::size_t slots = 4;
    while (slots < groups_.size() * 2) slots *= 2;
    slots_.assign(slots, 0);
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
        std::size_t at = slot_of(hashes_[g], slots - 1);
        while (slots_[at]) at = (at + 1) & (slots - 1);
        slots_[at] = g + 1;
    }
}

row_groups::group row_groups::find(std::uint64_t hash) const {
    if (groups_.empty()) return {};
    std::size_t const mask = slots_.size() - 1;
    for (std::size_t at = slot_of(hash, mask); slots_[at]; at = (at + 1) & mask)
        if (hashes_[slots_[at] - 1] == hash) return groups_[slots_[at] - 1];
    return {};
}

}  // namespace a6::checker
