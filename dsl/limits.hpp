#pragma once
// Every limit of the rulebook front end, with what sets it.

#include <cstddef>
#include <cstdint>

namespace a6::dsl::limits {

// A rulebook file written by people stays far below this; offsets are 32 bits.
inline constexpr std::size_t max_file_bytes = 4u << 20;
// The whole shipped rulebook has a few dozen files.
inline constexpr std::size_t max_files = 256;
// Parsing and lowering recurse once per nesting level; 64 levels fit any stack, also under sanitizers.
inline constexpr int max_nesting = 64;
// Enough to see the pattern of one's slips; the rest is counted.
inline constexpr std::size_t max_diagnostics = 50;
inline constexpr std::size_t max_text_bytes = 64u << 10;
inline constexpr std::size_t max_rules = 5000;
inline constexpr std::size_t max_plan_nodes = 1'000'000;
// Operations of one expression with every `define` and `let` written out; the longest of the shipped rulebook has a few
// hundred. Defines that call each other twice grow without end otherwise.
inline constexpr std::size_t max_expression_size = 100'000;
// All expressions of a rulebook together.
inline constexpr std::size_t max_lowering_steps = 10'000'000;
// Years in each of several directions multiply: two are a square of a hundred years at most.
inline constexpr std::size_t max_each_clauses = 2;

}  // namespace a6::dsl::limits
