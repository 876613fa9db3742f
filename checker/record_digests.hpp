#pragma once
// Writing digests into a rulebook file, behind the paragraphs that requirements cite.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace a6::checker {

struct digest_to_record {
    std::string source;  // as in `source "…" para "…"`
    std::string paragraph;
    std::string digest;
};

struct recorded_text {
    std::string text;
    std::size_t written = 0;  // how many of the digests found their place
};

// The text of a file with these digests in the requirement whose id stands at `id_offset`; digests that stand there are
// replaced. Nothing else changes.
recorded_text with_digests(std::string text, std::uint32_t id_offset, std::vector<digest_to_record> const& digests);

}  // namespace a6::checker
