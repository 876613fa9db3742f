#include "checker/ledger.hpp"

#include "dsl/decimal.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace a6::checker {

namespace {

using block_keys = std::vector<std::pair<std::string, std::string>>;

// Each filing of the report has a row of the table: a year without one is a year without a filing.
bool row_per_filing(dsl::rulebook const& book, std::string const& name) {
    auto const index = book.model.find_table(name);
    auto const& made = book.plan.generated;
    return std::any_of(made.begin(), made.end(), [&](dsl::generated_rows const& g) {
        return g.table == index && book.model.tables[g.source].single_row();
    });
}

bool is_shown(std::string const& heading) { return heading != reports::confidential_words; }

std::set<std::string> years_of(reports::account_table const& t) {
    std::set<std::string> out;
    for (auto const& b : t.blocks)
        for (auto const& r : b.rows)
            if (is_shown(r.period)) out.insert(r.period);
    return out;
}

// AnnualInformation -> "the annual information of CHE for 2024", as rules name what they need.
std::string missing_filing(dsl::rulebook const& book, std::string const& table, std::string const& party,
                           std::string const& year) {
    std::string out = "the";
    for (char const c : book.model.reports[book.model.tables[book.model.find_table(table)].report].name) {
        bool const capital = c >= 'A' && c <= 'Z';
        if (capital) out += ' ';
        out += capital ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out + " of " + party + " for " + year;
}

// Years from the first of the Party to the last of the run: those of which it has no filing are there, with nothing
// known. Whether it took part before its first one, the years of other Parties do not tell.
void name_missing_years(dsl::rulebook const& book, reports::account_table& t, std::set<std::string> const& years) {
    if (years.empty()) return;
    int const last = std::stoi(*years.rbegin());
    if (last - std::stoi(*years.begin()) >= max_generated_years) return;
    // A filing that does not show whose it is may be the one that is missing.
    if (!std::all_of(t.blocks.begin(), t.blocks.end(), [](auto const& b) { return is_shown(b.party); })) return;
    for (auto& b : t.blocks) {
        if (!std::all_of(b.rows.begin(), b.rows.end(), [](auto const& r) { return is_shown(r.period); })) continue;
        if (b.rows.empty()) continue;
        for (int y = std::stoi(b.rows.front().period); y <= last; ++y) {
            std::string const year = std::to_string(y);
            auto const at = std::lower_bound(b.rows.begin(), b.rows.end(), year,
                                             [](auto const& r, std::string const& p) { return r.period < p; });
            if (at != b.rows.end() && at->period == year) continue;
            reports::account_row row;
            row.period = year;
            reports::account_value nothing;
            nothing.needs.push_back(missing_filing(book, t.name, b.party, year));
            row.values.assign(t.columns.size(), nothing);
            row.missing = true;
            b.rows.insert(at, std::move(row));
        }
    }
}

// What is not known of one Party is not known of all; years without a filing are left out and named.
reports::account_value total(std::vector<reports::account_value const*> const& parts) {
    reports::account_value out;
    std::optional<dsl::decimal> sum = dsl::decimal{};
    bool hidden = false;
    for (auto const* v : parts) {
        for (auto const& need : v->needs)
            if (std::find(out.needs.begin(), out.needs.end(), need) == out.needs.end()) out.needs.push_back(need);
        if (v->value && !is_shown(*v->value)) hidden = true;
        auto const number = v->value ? dsl::parse_decimal(*v->value).value : std::nullopt;
        sum = sum && number ? dsl::add(*sum, *number) : std::nullopt;
    }
    if (hidden) {
        out.value = std::string(reports::confidential_words);
        out.needs.clear();
    } else if (sum) {
        out.value = dsl::to_string(*sum);
    } else if (out.needs.empty()) {
        out.needs.push_back("figures that can be added up");
    }
    return out;
}

void add_totals(dsl::rulebook const& book, reports::account_table& t) {
    std::map<block_keys, std::vector<reports::account_block const*>> groups;
    for (auto const& b : t.blocks) groups[b.keys].push_back(&b);
    std::vector<reports::account_block> all;
    for (auto const& [keys, blocks] : groups) {
        reports::account_block world;
        world.keys = keys;
        std::set<std::string> years;
        for (auto const* b : blocks)
            for (auto const& r : b->rows) years.insert(r.period);
        // A Party or a year that is not shown would follow from the sums.
        bool const hidden =
            std::any_of(blocks.begin(), blocks.end(), [](auto const* b) { return !is_shown(b->party); }) ||
            !std::all_of(years.begin(), years.end(), is_shown);
        if (hidden) continue;
        for (auto const& year : years) {
            reports::account_row row;
            row.period = year;
            std::vector<reports::account_row const*> members;
            for (auto const* b : blocks)
                for (auto const& r : b->rows) {
                    if (r.period != year) continue;
                    if (r.missing)
                        world.notes.push_back("not counted: " + missing_filing(book, t.name, b->party, year) +
                                              ", which is not among the filings given");
                    else
                        members.push_back(&r);
                }
            for (std::size_t c = 0; c < t.columns.size(); ++c) {
                std::vector<reports::account_value const*> parts;
                for (auto const* m : members) parts.push_back(&m->values[c]);
                if (!t.columns[c].serials) {
                    row.values.push_back(total(parts));
                    continue;
                }
                reports::account_value lists;
                for (auto const* p : parts) {
                    lists.serials.insert(lists.serials.end(), p->serials.begin(), p->serials.end());
                    lists.needs.insert(lists.needs.end(), p->needs.begin(), p->needs.end());
                    if (p->value) lists.value = p->value;
                }
                row.values.push_back(std::move(lists));
            }
            world.rows.push_back(std::move(row));
        }
        all.push_back(std::move(world));
    }
    t.blocks.insert(t.blocks.end(), all.begin(), all.end());
}

// What the rulebook makes for the ledger, completed and narrowed to what was asked for.
void complete(dsl::rulebook const& book, reports::account& out, ledger_options const& what) {
    out.ledger = true;
    if (!what.party.empty()) out.asked += " of " + what.party;
    if (!what.year.empty()) out.asked += " for " + what.year;
    std::set<std::string> years;
    for (auto const& t : out.tables)
        if (row_per_filing(book, t.name)) years.merge(years_of(t));
    for (auto& t : out.tables) {
        if (row_per_filing(book, t.name)) name_missing_years(book, t, years);
        if (what.party.empty())
            add_totals(book, t);
        else
            std::erase_if(t.blocks, [&](auto const& b) { return b.party != what.party; });
        if (what.year.empty()) continue;
        for (auto& b : t.blocks) {
            std::erase_if(b.rows, [&](auto const& r) { return r.period != what.year; });
            std::erase_if(b.notes,
                          [&](auto const& n) { return n.find(" for " + what.year + ',') == std::string::npos; });
        }
        std::erase_if(t.blocks, [](auto const& b) { return b.rows.empty(); });
    }
}

}  // namespace

void add_ledger(reports::account& out, evaluator& values, ledger_options const& what) {
    add_figures(out, values, {what.unit, "ledger", what.explain});
    complete(values.book(), out, what);
}

reports::account ledger(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                        std::vector<read_error> const& failures, run_options const& options,
                        ledger_options const& what) {
    auto out = recompute(book, std::move(filings), failures, options, {what.unit, "ledger", what.explain});
    complete(book, out, what);
    return out;
}

}  // namespace a6::checker
