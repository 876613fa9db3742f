#pragma once
// Names in XML, and how to get over them fast.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace a6::checker {

// What a byte may be in a name.
inline constexpr std::uint8_t first_in_name = 1, in_name = 2, name_colon = 4;

constexpr std::array<std::uint8_t, 256> make_name_bytes() {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t c = 0; c < 256; ++c) {
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
        if (letter) table[c] = first_in_name | in_name;
        if ((c >= '0' && c <= '9') || c == '-' || c == '.') table[c] = in_name;
    }
    table[':'] |= name_colon;
    return table;
}
inline constexpr auto name_bytes = make_name_bytes();

// Names of elements that were seen before, and which came after which: in tables the same names come again and again in
// the same order, and comparing is faster than looking at every byte.
class name_memory {
public:
    // The length of a name that is expected now and stands at the beginning of `text`, where more may follow; 0: none.
    std::size_t expected(std::string_view text) {
        auto const& candidates = names_[last_].followed_by;
        for (std::uint32_t const candidate : candidates) {
            std::string_view const name = names_[candidate].name;
            if (name.size() <= text.size() && same(name.data(), text.data(), name.size())) {
                guess_ = candidate;
                return name.size();
            }
        }
        return 0;
    }

    // The expected name was all of the name.
    void confirm() { last_ = guess_; }

    // It was another one. Views stay valid as long as the text they are of.
    void learn(std::string_view name) {
        auto const known = index_.find(name);
        std::uint32_t index = known == index_.end() ? 0 : known->second;
        if (index == 0 && names_.size() < most_names) {
            index = static_cast<std::uint32_t>(names_.size());
            names_.push_back({name, {}});
            index_.emplace(name, index);
        }
        auto& candidates = names_[last_].followed_by;
        candidates = {index, candidates[0]};
        last_ = index;
    }

private:
    // A text with more names than this has no tables.
    static constexpr std::size_t most_names = 4096;

    // Names are short: a call would cost more than the comparison.
    static bool same(char const* a, char const* b, std::size_t size) {
        if (size < 8) return size != 0 && std::memcmp(a, b, size) == 0;
        std::uint64_t difference = 0;
        for (std::size_t i = 0; i + 8 < size; i += 8) difference |= word(a + i) ^ word(b + i);
        return (difference | (word(a + size - 8) ^ word(b + size - 8))) == 0;
    }

    static std::uint64_t word(char const* p) {
        std::uint64_t value = 0;
        std::memcpy(&value, p, sizeof value);
        return value;
    }

    struct entry {
        std::string_view name;
        std::array<std::uint32_t, 2> followed_by;  // the last two; 0 is no name
    };

    std::vector<entry> names_{entry()};
    std::unordered_map<std::string_view, std::uint32_t> index_;
    std::uint32_t last_ = 0;
    std::uint32_t guess_ = 0;
};

}  // namespace a6::checker
