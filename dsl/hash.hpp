#pragma once
// Mixing of 64-bit hashes, for tables in memory; never stored and never shown.

#include <cstdint>

namespace a6::dsl {

inline std::uint64_t hash_mix(std::uint64_t h, std::uint64_t v) {
    h ^= v + 0x9e3779b97f4a7c15ULL + (h << 6) + (h >> 2);
    return h * 0xff51afd7ed558ccdULL;
}

}  // namespace a6::dsl
