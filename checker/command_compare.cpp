#include "checker/command_inputs.hpp"
#include "checker/commands.hpp"
#include "checker/shipped_rules.hpp"
#include "reports/comparison.hpp"

namespace a6::checker {

int run_compare(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const loaded = load_for(line, err);
    if (!loaded) return 2;
    auto const& book = *loaded;
    auto judged = [&](std::string const& path) {
        auto read = read_inputs(list_inputs({path}), book.model);
        return run(book, std::move(read.filings), read.failures, run_options_of(line, book));
    };
    auto const before = judged(line.paths.front());
    auto const after = judged(line.paths.back());
    if (line.output_format == "json")
        reports::write_comparison_json(before, after, out);
    else
        reports::write_comparison_text(before, after, out);
    if (!before.failures.empty() || !after.failures.empty()) return 2;
    return after.errors != 0 ? 1 : 0;
}

}  // namespace a6::checker
