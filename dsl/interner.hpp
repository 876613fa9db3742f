#pragma once
// Finds what was kept before among many equal things.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace a6::dsl {

// Indexes of kept things by the hash of their value. Whoever keeps them says which of one hash is the same.
class interner {
public:
    static constexpr std::uint32_t none = 0xffffffff;

    // The kept index with this hash for which same(index) holds; none if there is none.
    template <class Same>
    std::uint32_t find(std::uint64_t hash, Same same) const {
        if (slots_.empty()) return none;
        for (std::size_t at = place_of(short_of(hash)); slots_[at].index != none; at = (at + 1) & (slots_.size() - 1))
            if (slots_[at].hash == short_of(hash) && same(slots_[at].index)) return slots_[at].index;
        return none;
    }

    void add(std::uint64_t hash, std::uint32_t index) {
        if (3 * (kept_ + 1) > 2 * slots_.size()) grow();
        put({short_of(hash), index});
        ++kept_;
    }

private:
    struct slot {
        std::uint32_t hash = 0;
        std::uint32_t index = none;
    };

    // The number of slots is a power of two, so that a mask does for a division.
    std::size_t place_of(std::uint32_t hash) const { return hash & (slots_.size() - 1); }
    static std::uint32_t short_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash ^ (hash >> 32)); }
    void put(slot s) {
        std::size_t at = place_of(s.hash);
        while (slots_[at].index != none) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = s;
    }
    void grow() {
        constexpr std::size_t first_size = 1024;
        std::vector<slot> const before(std::move(slots_));
        slots_.assign(before.empty() ? first_size : 2 * before.size(), slot{});
        for (auto const& s : before)
            if (s.index != none) put(s);
    }

    std::vector<slot> slots_;
    std::size_t kept_ = 0;
};

}  // namespace a6::dsl
