#include "checker/work_in_order.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <stdexcept>
#include <vector>

namespace a6::checker {
namespace {

TEST(work_in_order, finishes_tasks_in_their_order) {
    std::vector<std::size_t> squares(500), finished;
    work_in_order(
        squares.size(), 4, [&](std::size_t task, std::size_t) { squares[task] = task * task; },
        [&](std::size_t task) { finished.push_back(squares[task]); });
    ASSERT_EQ(finished.size(), squares.size());
    for (std::size_t i = 0; i < finished.size(); ++i) ASSERT_EQ(finished[i], i * i);
}

TEST(work_in_order, hands_out_only_threads_that_are_free) {
    std::size_t const all = threads_for(1000);
    std::latch together(static_cast<std::ptrdiff_t>(all)), asked(static_cast<std::ptrdiff_t>(all));
    std::vector<std::size_t> inside(all);
    work_in_order(
        all, all,
        [&](std::size_t task, std::size_t) {
            together.arrive_and_wait();  // every thread is at work now
            // Work inside a task is not counted twice.
            work_in_order(
                1, 1, [](std::size_t, std::size_t) {}, [](std::size_t) {});
            inside[task] = threads_for(1000);
            asked.arrive_and_wait();
        },
        [](std::size_t) {});
    EXPECT_EQ(inside, std::vector<std::size_t>(all, 1));
    EXPECT_EQ(threads_for(1000), all);
    EXPECT_EQ(threads_for(1), 1U);
    EXPECT_EQ(threads_for(0), 1U);
}

TEST(work_in_order, counts_threads_right_after_a_failure) {
    std::size_t const all = threads_for(1000);
    auto const fail = [](std::size_t, std::size_t) { throw std::runtime_error("x"); };
    EXPECT_THROW(work_in_order(10, all, fail, [](std::size_t) {}), std::runtime_error);
    EXPECT_EQ(threads_for(1000), all);
}

}  // namespace
}  // namespace a6::checker
