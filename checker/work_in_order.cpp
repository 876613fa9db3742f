#include "checker/work_in_order.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <future>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace a6::checker {

namespace {

// Each needs memory of its own: for a file, or for what is computed of a batch.
constexpr std::size_t max_threads = 16;

// Threads at work in this process, so that work inside a task takes only those that are free.
std::atomic<std::size_t> at_work{0};
thread_local bool working = false;

class counted_worker {
public:
    counted_worker() : outermost_(!std::exchange(working, true)) { at_work += outermost_; }
    ~counted_worker() {
        at_work -= outermost_;
        working = !outermost_;
    }
    counted_worker(counted_worker const&) = delete;
    counted_worker& operator=(counted_worker const&) = delete;

private:
    bool outermost_;
};

}  // namespace

std::size_t threads_for(std::size_t tasks) {
    if (tasks <= 1) return 1;
    // Asked once: the system reads a file for every answer.
    static std::size_t const all = std::min<std::size_t>(max_threads, std::thread::hardware_concurrency());
    std::size_t const others = at_work - (working ? 1 : 0);
    return std::max<std::size_t>(1, std::min(tasks, all - std::min(all, others)));
}

void work_in_order(std::size_t tasks, std::size_t workers, std::function<void(std::size_t, std::size_t)> const& work,
                   std::function<void(std::size_t)> const& finish) {
    std::mutex finishing;
    std::vector<std::uint8_t> done(tasks, 0);
    std::size_t next = 0;
    std::size_t unfinished = 0;
    bool stopped = false;
    std::exception_ptr failure;
    auto run = [&](std::size_t worker) {
        counted_worker const counted;
        std::unique_lock lock(finishing);
        while (!stopped && next < tasks) {
            std::size_t const task = next++;
            lock.unlock();
            std::exception_ptr thrown;
            try {
                work(task, worker);
            } catch (...) {
                thrown = std::current_exception();
            }
            lock.lock();
            done[task] = !thrown;
            try {
                while (!thrown && !stopped && unfinished < tasks && done[unfinished]) finish(unfinished++);
            } catch (...) {
                thrown = std::current_exception();
            }
            if (thrown && !failure) failure = thrown;
            stopped = stopped || thrown;
        }
    };
    std::vector<std::future<void>> others;
    try {
        for (std::size_t w = 1; w < workers; ++w) others.push_back(std::async(std::launch::async, run, w));
    } catch (std::system_error const&) {
        // Fewer threads are slower, nothing else.
    }
    run(0);
    for (auto& other : others) other.get();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace a6::checker
