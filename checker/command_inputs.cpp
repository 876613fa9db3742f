#include "checker/command_inputs.hpp"

#include <spdlog/spdlog.h>
#include <algorithm>
#include <atomic>
#include <future>
#include <new>
#include <system_error>
#include <thread>

namespace a6::checker {

// Each of them holds one file as a tree in memory.
constexpr std::size_t max_reading_threads = 8;

namespace {

read_result read_one(input_file const& input, dsl::data_model const& model) {
    spdlog::debug("reading {}", input.shown_name);
    try {
        return read_filing(input.path, input.shown_name, model);
    } catch (std::bad_alloc const&) {
        read_result none;
        none.errors.push_back({input.shown_name, "X490", "there is not enough memory to read this file",
                               "check it on a larger machine", 0, 0});
        return none;
    }
}

}  // namespace

read_filings read_inputs(input_list inputs, dsl::data_model const& model) {
    std::vector<read_result> results(inputs.files.size());
    // Files are independent of each other; what comes out stands in their order.
    std::atomic<std::size_t> next{0};
    auto work = [&] {
        for (std::size_t n = next++; n < results.size(); n = next++) results[n] = read_one(inputs.files[n], model);
    };
    std::vector<std::future<void>> others;
    std::size_t const most = std::min<std::size_t>(max_reading_threads, std::thread::hardware_concurrency());
    try {
        while (others.size() + 1 < std::min(most, results.size()))
            others.push_back(std::async(std::launch::async, work));
    } catch (std::system_error const&) {
        // Fewer threads are slower, nothing else.
    }
    work();
    for (auto& other : others) other.get();

    read_filings out;
    out.failures = std::move(inputs.errors);
    for (auto& read : results) {
        for (auto& e : read.errors) out.failures.push_back(std::move(e));
        if (read.filing) out.filings.push_back(std::move(read.filing));
    }
    return out;
}

run_options run_options_of(command_line const& line, dsl::rulebook const& book) {
    run_options options;
    options.as_of = line.as_of;
    options.complete = line.complete;
    options.tool_version = A6_VERSION;
    options.rulebook_sha256 = rulebook_digest(book);
    return options;
}

}  // namespace a6::checker
