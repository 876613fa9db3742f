#include "checker/command_inputs.hpp"

#include <spdlog/spdlog.h>
#include <new>

namespace a6::checker {

read_filings read_inputs(input_list inputs, dsl::data_model const& model) {
    read_filings out;
    out.failures = std::move(inputs.errors);
    for (auto const& input : inputs.files) {
        spdlog::debug("reading {}", input.shown_name);
        read_result read;
        try {
            read = read_filing(input.path, input.shown_name, model);
        } catch (std::bad_alloc const&) {
            read.errors.push_back({input.shown_name, "X490", "there is not enough memory to read this file",
                                   "check it on a larger machine", 0, 0});
        }
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
