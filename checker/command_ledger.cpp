#include "checker/command_inputs.hpp"
#include "checker/commands.hpp"
#include "checker/ledger.hpp"
#include "checker/shipped_rules.hpp"

#include <algorithm>

namespace a6::checker {

namespace {

std::string nothing_words(command_line const& line, reports::language const& say) {
    if (line.year.empty()) return say("of {} there is nothing among the filings given", line.party);
    if (line.party.empty()) return say("of any Party for {} there is nothing among the filings given", line.year);
    return say("of {} for {} there is nothing among the filings given", line.party, line.year);
}

}  // namespace

int run_ledger(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const loaded = load_for(line, err);
    if (!loaded) return 2;
    auto const& book = *loaded;
    auto inputs = read_inputs(list_inputs(line.paths), book.model);
    ledger_options what;
    what.unit = account_unit_named(line.unit);
    what.explain = line.explain;
    what.party = line.party;
    what.year = line.year;
    auto const account = ledger(book, std::move(inputs.filings), inputs.failures, run_options_of(line, book), what);
    if (line.output_format == "json")
        reports::write_account_json(account, out);
    else if (line.output_format == "csv")
        reports::write_account_csv(account, out);
    else
        reports::write_account_text(account, out);
    if (line.output_format == "csv")
        for (auto const& f : account.failures) err << "a6check: " << f.file << ": " << f.message << '\n';
    bool const asked = !line.party.empty() || !line.year.empty();
    bool const nothing =
        std::all_of(account.tables.begin(), account.tables.end(), [](auto const& t) { return t.blocks.empty(); });
    if (asked && nothing) {
        err << "a6check: " << nothing_words(line, language_of(line)) << '\n';
        return 2;
    }
    return account.failures.empty() ? 0 : 2;
}

}  // namespace a6::checker
