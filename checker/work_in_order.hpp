#pragma once
// Tasks in several threads whose results are taken in the order of the tasks.

#include <cstddef>
#include <functional>

namespace a6::checker {

// Threads that are worth starting for so many tasks: no more than the machine has beside those already at work here.
// Results never depend on their number.
std::size_t threads_for(std::size_t tasks);

// Calls work(task, worker) for every task below `tasks`, each worker below `workers` in a thread of its own, and
// finish(task) for one task after the other in their order, by one thread at a time. The first exception comes out
// when all threads have ended.
void work_in_order(std::size_t tasks, std::size_t workers,
                   std::function<void(std::size_t task, std::size_t worker)> const& work,
                   std::function<void(std::size_t task)> const& finish);

}  // namespace a6::checker
