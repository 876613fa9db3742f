#pragma once
// The rows of a table in chunks that threads can work on beside each other. What comes out of a chunk does not depend
// on which thread had it, nor on how many there are.

#include "checker/dataset.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace a6::checker {

// Rows begin..end of a table.
struct row_chunk {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// Consecutive rows of whole filings, at least `enough` in each chunk but the last: what is counted per filing is
// counted in one place.
std::vector<row_chunk> chunks_of(table_data const& table, std::size_t enough);

// Threads that are worth starting for so many tasks.
std::size_t threads_for(std::size_t tasks);

// Calls work(task, worker) for every task below `tasks`, each worker below `workers` in a thread of its own, and
// finish(task) for one task after the other in their order, by one thread at a time. The first exception comes out
// when all threads have ended.
void work_in_order(std::size_t tasks, std::size_t workers,
                   std::function<void(std::size_t task, std::size_t worker)> const& work,
                   std::function<void(std::size_t task)> const& finish);

}  // namespace a6::checker
