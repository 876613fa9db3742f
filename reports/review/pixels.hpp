#pragma once
// From exact quantities to places in a drawing. Numbers that are shown as text never pass through here. Internal to
// reports/review.

#include <cstdint>
#include <optional>
#include <string_view>

namespace a6::reports {

// The whole part of exact digits, for drawing only; below 0 is 0. Empty: no number, or too large to draw.
std::optional<std::uint64_t> whole_part(std::string_view digits);

// The length that stands for `quantity` where `full` fills `length`; `full` is not 0 and not less than `quantity`.
std::uint64_t pixels(std::uint64_t quantity, std::uint64_t full, std::uint64_t length);

// 1, 2 or 5 times a power of 10, so that at most `steps` of them reach `most`.
std::uint64_t round_step(std::uint64_t most, std::uint64_t steps);

}  // namespace a6::reports
