#pragma once
// Random numbers for worlds: the same for the same seed on every platform and library.

#include <cstdint>
#include <vector>

namespace a6::test_support::worlds {

class dice {
public:
    explicit dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {  // splitmix64
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    // 0 to n - 1; n is not 0.
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }
    int between(int low, int high) { return static_cast<int>(between(std::int64_t{low}, std::int64_t{high})); }
    bool percent(int p) { return between(0, 99) < p; }
    template <class T>
    T const& pick(std::vector<T> const& from) {
        return from[below(from.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t n = items.size(); n > 1; --n) std::swap(items[n - 1], items[below(n)]);
    }
    // A generator of its own, so that one part of a world may draw more without changing the others.
    dice fork() { return dice(next()); }

private:
    std::uint64_t state_;
};

}  // namespace a6::test_support::worlds
