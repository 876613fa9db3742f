#include "checker/command_inputs.hpp"

#include "checker/work_in_order.hpp"
#include "reports/escape.hpp"

#include <spdlog/spdlog.h>
#include <new>

namespace a6::checker {

namespace {

read_result read_one(input_file const& input, dsl::data_model const& model) {
    spdlog::debug("reading {}", input.shown_name);
    try {
        return read_filing(input.path, input.shown_name, model);
    } catch (std::bad_alloc const&) {
        read_result none;
        none.errors.push_back({input.shown_name, "X490", sentence("there is not enough memory to read this file"),
                               sentence("check it on a larger machine"), 0, 0});
        return none;
    }
}

}  // namespace

read_filings read_inputs(input_list inputs, dsl::data_model const& model) {
    // Files are independent of each other; what comes out stands in their order.
    read_filings out;
    out.failures = std::move(inputs.errors);
    std::vector<read_result> results(inputs.files.size());
    auto const read = [&](std::size_t n, std::size_t) { results[n] = read_one(inputs.files[n], model); };
    auto const take = [&](std::size_t n) {
        out.digests.push_back({inputs.files[n].shown_name, results[n].sha256});
        for (auto& e : results[n].errors) out.failures.push_back(std::move(e));
        if (results[n].filing) out.filings.push_back(std::move(results[n].filing));
    };
    work_in_order(results.size(), threads_for(results.size()), read, take);
    return out;
}

reports::language const& language_of(command_line const& line) {
    return line.words ? line.words->say() : reports::language::english();
}

void tell(read_error const& e, reports::language const& say, std::ostream& err) {
    err << "a6check: " << reports::printable(e.file);
    if (e.line != 0) err << ':' << e.line << ':' << e.column;
    err << ": " << reports::printable(say(e.message)) << " [" << e.code << "]\n";
    if (!e.help.empty()) err << "  " << say("help: {}", reports::printable(say(e.help))) << '\n';
}

void complain(std::string const& problem, std::ostream& err) {
    err << "a6check: " << reports::printable(problem) << '\n';
}

run_options run_options_of(command_line const& line, dsl::rulebook const& book) {
    run_options options;
    options.as_of = line.as_of;
    options.complete = line.complete;
    options.tool_version = A6_VERSION;
    options.rulebook_sha256 = rulebook_digest(book);
    options.lang = &language_of(line);
    return options;
}

}  // namespace a6::checker
