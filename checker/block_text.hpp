#pragma once
// Blocks of ITMOs as people write them.

#include "checker/serials.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace a6::checker {

// What a person writes for a block: "CA0001-GHA01-GHA-1,500-2022", "CA0001-GHA01-GHA-1..1000-2022" or
// "CA0001-GHA01-GHA-1-2022 to CA0001-GHA01-GHA-1000-2022", the second of which may be a bare number. Where there is no
// block, `problem` says why.
struct parsed_block {
    std::optional<serial_block> block;
    std::string problem;
};
parsed_block parse_block(std::string_view text, text_pool& pool);

}  // namespace a6::checker
