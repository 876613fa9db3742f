#pragma once
// The life of serials as a sweep: events in order, a map from runs of serials to what is known of them. Linear in the
// events but for sorting them; never pairs.

#include "checker/serials.hpp"
#include "dsl/plan.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace a6::checker {

struct life_event {
    std::uint32_t row = 0;
    serial_block block;
    std::vector<std::int64_t> order;     // empty: when it happened is not known
    std::uint16_t move = 0;              // index in lifecycle::moves
    bool begins_known = false;           // a serial that is met here first begins in state 0
    std::int64_t actor = 0;              // who acts; compared with who holds
    std::optional<std::int64_t> passes;  // who holds the serials then
};

// What an event says of its serials.
struct life_outcome {
    std::vector<std::pair<std::size_t, serial_set>> parts;  // by dsl::life_part; those that are not empty, in order
    std::optional<std::uint32_t> earlier;

    serial_set const& part(std::size_t which) const;  // empty if there is none
    serial_set const& refused() const { return part(dsl::life_part::refused); }
    serial_set const& elsewhere() const { return part(dsl::life_part::elsewhere); }
    serial_set const& unknown() const { return part(dsl::life_part::unknown); }
    serial_set const& in_state(std::size_t state) const { return part(dsl::life_part::state + state); }
};

// One event on a run of serials that were in one state: what a life is told by.
struct life_step {
    static constexpr int unknown = -1;  // nothing is known of them
    enum class verdict : std::uint8_t { happened, refused, elsewhere, unplaced };

    std::uint32_t event = 0;  // index
    serial_block block;
    verdict came = verdict::happened;
    int state_before = unknown, state_after = unknown;
    std::optional<std::int64_t> holder_before, holder_after;
};

// Outcomes in the order of `events`. Serials of an event without an order are unknown from the beginning. `steps`, if
// given, gets what happened, by series and then as it is taken to have happened, and there is one thread; else series
// are followed by as many threads as are asked for.
std::vector<life_outcome> follow(dsl::lifecycle const& cycle, std::vector<life_event> const& events,
                                 std::vector<life_step>* steps = nullptr, std::size_t threads = 1);

class evaluator;
// The events among rows of the life cycle's table, in their order. One without an order is an event of which it is not
// known when it happened, or which it is.
std::vector<life_event> life_events(evaluator& values, dsl::lifecycle const& cycle, std::vector<std::uint32_t> rows);

}  // namespace a6::checker
