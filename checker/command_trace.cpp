#include "checker/block_text.hpp"
#include "checker/command_inputs.hpp"
#include "checker/commands.hpp"
#include "checker/shipped_rules.hpp"
#include "checker/trace.hpp"

namespace a6::checker {

int run_trace(command_line const& line, std::ostream& out, std::ostream& err) {
    text_pool pool;
    if (auto const asked = parse_block(line.block, pool); !asked.block) {
        err << "a6check: " << asked.problem << '\n';
        return 2;
    }
    auto const loaded = load_for(line, err);
    if (!loaded) return 2;
    auto const& book = *loaded;
    auto inputs = read_inputs(list_inputs(line.paths), book.model);
    auto const trace =
        trace_block(book, std::move(inputs.filings), inputs.failures, run_options_of(line, book), line.block);
    if (line.output_format == "json")
        reports::write_trace_json(trace, out);
    else
        reports::write_trace_text(trace, out);
    return trace.failures.empty() ? 0 : 2;
}

}  // namespace a6::checker
