#include "checker/row_groups.hpp"

namespace a6::checker {

namespace {

// The low bits of a product say little.
std::size_t slot_of(std::uint64_t hash, std::size_t mask) { return (hash ^ hash >> 32) & mask; }

}  // namespace

row_groups::row_groups(std::vector<entry> const& entries) : slots_(4, 0) {
    std::vector<std::uint32_t> group_of;
    group_of.reserve(entries.size());
    for (auto const& e : entries) {
        std::uint32_t const g = place(e.hash);
        group_of.push_back(g);
        ++groups_[g].end;  // so far its size
    }
    std::uint32_t begin = 0;
    for (auto& g : groups_) {
        std::uint32_t const size = g.end;
        g = {begin, begin};
        begin += size;
    }
    rows_.resize(entries.size());
    for (std::size_t n = 0; n < entries.size(); ++n) rows_[groups_[group_of[n]].end++] = entries[n].row;
}

std::uint32_t row_groups::place(std::uint64_t hash) {
    std::size_t at = free_or_equal(hash);
    if (slots_[at]) return slots_[at] - 1;
    hashes_.push_back(hash);
    groups_.push_back({});
    if (groups_.size() * 2 > slots_.size()) {
        slots_.assign(slots_.size() * 4, 0);
        for (std::uint32_t g = 0; g < groups_.size(); ++g) slots_[free_or_equal(hashes_[g])] = g + 1;
    } else {
        slots_[at] = static_cast<std::uint32_t>(groups_.size());
    }
    return static_cast<std::uint32_t>(groups_.size() - 1);
}

std::size_t row_groups::free_or_equal(std::uint64_t hash) const {
    std::size_t const mask = slots_.size() - 1;
    std::size_t at = slot_of(hash, mask);
    while (slots_[at] && hashes_[slots_[at] - 1] != hash) at = (at + 1) & mask;
    return at;
}

row_groups::group row_groups::find(std::uint64_t hash) const {
    if (groups_.empty()) return {};
    std::uint32_t const found = slots_[free_or_equal(hash)];
    return found ? groups_[found - 1] : group();
}

}  // namespace a6::checker
