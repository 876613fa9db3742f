#include "checker/account.hpp"
#include "checker/command_inputs.hpp"
#include "checker/commands.hpp"
#include "checker/shipped_rules.hpp"

namespace a6::checker {

int run_account(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const loaded = load_for(line, err);
    if (!loaded) return 2;
    auto const& book = *loaded;
    auto inputs = read_inputs(list_inputs(line.paths), book.model);
    auto const account = recompute(book, std::move(inputs.filings), inputs.failures, run_options_of(line, book),
                                   {account_unit_named(line.unit), {}, false});
    if (line.output_format == "json")
        reports::write_account_json(account, out);
    else
        reports::write_account_text(account, out);
    return account.failures.empty() ? 0 : 2;
}

}  // namespace a6::checker
