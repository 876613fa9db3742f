// Random rules over random filings: the column evaluator and the judge against an evaluator that works row by row.

#include "checker/evaluate.hpp"
#include "checker/judge.hpp"
#include "tests/support/random_rulebook.hpp"
#include "tests/support/reference_eval.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace a6::checker {
namespace {

using test_support::dice;
using test_support::random_options;

dsl::date const as_of = *dsl::make_date(2025, 6, 30);

std::uint32_t number_in(char const* variable) {
    char const* const text = std::getenv(variable);
    return text == nullptr ? 1 : static_cast<std::uint32_t>(std::max(1, std::atoi(text)));
}

// How many rulebooks to look at, or what they come to: A6_MORE=20 looks at twenty times as many, A6_LESS=4 at a
// quarter.
std::uint32_t scaled(std::uint32_t usual) { return usual * number_in("A6_MORE") / number_in("A6_LESS"); }

// What the compared expressions were made of.
struct coverage {
    std::map<dsl::op, std::size_t> ops;
    std::map<dsl::function, std::size_t> functions;
    std::map<dsl::query_kind, std::size_t> queries;
    std::map<dsl::query_scope, std::size_t> scopes;
    std::map<dsl::refinement_kind, std::size_t> refinements;
    std::map<dsl::kind, std::size_t> kinds;
    std::size_t offered = 0, accepted = 0, values = 0, known = 0, verdicts = 0;

    void add(dsl::plan const& p) {
        for (auto const& n : p.nodes) {
            ++ops[n.code];
            ++kinds[n.type.k];
            if (n.code == dsl::op::call) ++functions[static_cast<dsl::function>(n.payload)];
        }
        for (auto const& q : p.queries) {
            ++queries[q.kind];
            ++scopes[q.scope];
            for (auto const& r : q.refinements) ++refinements[r.first];
        }
    }
};

struct world {
    test_support::random_rulebook rules;
    std::unique_ptr<dataset> data;
};

// Empty if the planner refused something it should take; the failure is then reported.
std::optional<world> make_world(std::uint32_t seed, random_options const& options, coverage& seen) {
    dice d(seed);
    world w;
    w.rules = test_support::make_random_rulebook(d, options);
    for (auto const& problem : w.rules.unexpected) ADD_FAILURE() << "seed " << seed << ": " << problem;
    if (!w.rules.unexpected.empty()) return std::nullopt;
    w.data =
        build_dataset(test_support::make_random_filings(d, w.rules.book->model, options), w.rules.book->model, as_of);
    seen.offered += w.rules.offered;
    seen.accepted += w.rules.accepted;
    seen.add(w.rules.book->plan);
    return w;
}

std::string text_of(world const& w, std::string const& name) {
    for (auto const& c : w.rules.tested)
        if (c.name == name) return c.text;
    std::size_t const at = w.rules.text.find(' ' + name + ' ');
    return at == std::string::npos ? name : w.rules.text.substr(at, w.rules.text.find('\n', at) - at);
}

// Every derived value and reference of every row, as a batch in the rows' order and as one in disorder.
void compare_members(std::uint32_t seed, random_options const& options, coverage& seen) {
    auto const made = make_world(seed, options, seen);
    if (!made) return;
    auto const& w = *made;
    auto const& plan = w.rules.book->plan;
    evaluator columns(*w.rules.book, *w.data, as_of);
    columns.prepare();
    test_support::reference_evaluator rows(*w.rules.book, *w.data, as_of, max_rows_without_key);
    dice d(seed + 1);
    std::size_t failures = 0;
    for (auto const& [is_reference, index] : plan.computation_order) {
        std::uint16_t const table = is_reference ? plan.references[index].table : plan.derived[index].table;
        dsl::node_id const value = is_reference ? plan.references[index].value : plan.derived[index].value;
        auto const& name = is_reference ? plan.references[index].name : plan.derived[index].name;
        auto const count = static_cast<std::uint32_t>(w.data->tables[table].rows);
        std::vector<std::uint32_t> in_order(count);
        for (std::uint32_t r = 0; r < count; ++r) in_order[r] = r;
        auto disorder = in_order;
        for (std::size_t i = disorder.size(); i > 1; --i)
            std::swap(disorder[i - 1], disorder[d.below(static_cast<std::uint32_t>(i))]);
        if (count > 2) disorder.resize(count / 2);
        for (auto const& batch : {in_order, disorder}) {
            frame f = columns.rule_frame(table, batch);
            vector_ptr const v = columns.eval(value, f);
            for (std::size_t n = 0; n < batch.size(); ++n) {
                auto const expected = rows.value_at(value, table, batch[n]);
                auto const different = test_support::difference(expected, *v, n, w.data->pool);
                ++seen.values;
                seen.known += v->known[n];
                if (different.empty()) continue;
                ADD_FAILURE() << "seed " << seed << ", row " << batch[n] << ": " << different << '\n'
                              << text_of(w, name);
                if (++failures == 3) return;
                break;
            }
        }
    }
}

void compare_verdicts(std::uint32_t seed, random_options const& options, coverage& seen) {
    auto const made = make_world(seed, options, seen);
    if (!made) return;
    auto const& w = *made;
    for (bool const complete : {false, true}) {
        run_options run;
        run.as_of = as_of;
        run.complete = complete;
        judge columns(*w.rules.book, *w.data, run);
        columns.run();
        auto const rows =
            test_support::reference_evaluator(*w.rules.book, *w.data, as_of, max_rows_without_key).judge(complete);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto const& o = columns.outcomes[i];
            test_support::verdict_counts const actual{o.passed, o.failed, o.undecided, o.not_applicable};
            EXPECT_EQ(o.matched, o.passed + o.failed + o.undecided);
            seen.verdicts += rows[i].passed + rows[i].failed + rows[i].undecided + rows[i].not_applicable;
            EXPECT_TRUE(actual == rows[i])
                << "seed " << seed << (complete ? ", complete" : "") << "\nby rows: " << rows[i].passed << " pass, "
                << rows[i].failed << " fail, " << rows[i].undecided << " undecided, " << rows[i].not_applicable
                << " not applicable\nby columns: " << o.passed << ", " << o.failed << ", " << o.undecided << ", "
                << o.not_applicable << '\n'
                << text_of(w, o.rule);
        }
    }
}

void expect_enough(coverage const& seen) {
    EXPECT_GE(seen.accepted * 100, seen.offered * 60) << "the planner took " << seen.accepted << " of " << seen.offered;
    EXPECT_GE(seen.known * 100, seen.values * 25) << "too little is known for the comparison to mean much";
}

TEST(evaluate_diff, every_operation_gives_the_same_value_by_rows_and_by_columns) {
    coverage seen;
    for (std::uint32_t seed = 1; seed <= scaled(600); ++seed) {
        random_options options;
        options.depth = 1 + seed % 4;
        compare_members(seed, options, seen);
        if (HasFailure()) break;
    }
    expect_enough(seen);
    for (int code = 0; code <= static_cast<int>(dsl::op::query); ++code) {
        // What other rules found is known only while rules are judged (judging_test.cpp); life cycles have an oracle of
        // their own (life_test.cpp).
        if (static_cast<dsl::op>(code) == dsl::op::flagged || static_cast<dsl::op>(code) == dsl::op::life) continue;
        EXPECT_GE(seen.ops[static_cast<dsl::op>(code)], scaled(10)) << "operation " << code << " was hardly tried";
    }
    for (auto const& entry : dsl::functions()) {
        if (entry.id == dsl::function::round) continue;  // a node of its own
        EXPECT_GE(seen.functions[entry.id], scaled(10)) << "function " << entry.name << " was hardly tried";
    }
    for (int kind = 0; kind <= static_cast<int>(dsl::query_kind::some_row); ++kind)
        EXPECT_GE(seen.queries[static_cast<dsl::query_kind>(kind)], scaled(10))
            << "query " << kind << " was hardly tried";
    for (int scope = 0; scope <= static_cast<int>(dsl::query_scope::all_versions); ++scope)
        EXPECT_GE(seen.scopes[static_cast<dsl::query_scope>(scope)], scaled(10))
            << "scope " << scope << " was hardly tried";
    for (int kind = 0; kind <= static_cast<int>(dsl::refinement_kind::lowest); ++kind)
        EXPECT_GE(seen.refinements[static_cast<dsl::refinement_kind>(kind)], scaled(10))
            << "refinement " << kind << " was hardly tried";
    for (int kind = 0; kind <= static_cast<int>(dsl::kind::row); ++kind)
        EXPECT_GE(seen.kinds[static_cast<dsl::kind>(kind)], scaled(10)) << "type " << kind << " was hardly tried";
    RecordProperty("values", static_cast<int>(seen.values));
}

TEST(evaluate_diff, batches_and_indexes_of_many_rows_change_nothing) {
    coverage seen;
    for (std::uint32_t seed = 1001; seed <= 1000 + scaled(12); ++seed) {
        random_options options;
        options.expressions = 24;
        options.depth = 2;
        options.many_rows = static_cast<std::uint32_t>(batch_rows) + 100 + seed % 7;
        compare_members(seed, options, seen);
    }
    expect_enough(seen);
}

TEST(evaluate_diff, rules_end_the_same_by_rows_and_by_columns) {
    coverage seen;
    for (std::uint32_t seed = 2001; seed <= 2000 + scaled(150); ++seed) {
        random_options options;
        options.expressions = 4;
        options.rules = 14;
        options.depth = 1 + seed % 3;
        compare_verdicts(seed, options, seen);
        if (HasFailure()) break;
    }
    EXPECT_GE(seen.accepted * 100, seen.offered * 60);
    EXPECT_GE(seen.verdicts, scaled(10'000));
}

TEST(evaluate_diff, rules_over_many_rows_end_the_same) {
    coverage seen;
    random_options options;
    options.expressions = 4;
    options.rules = 10;
    options.depth = 2;
    options.many_rows = 2 * static_cast<std::uint32_t>(batch_rows) + 3;
    compare_verdicts(3001, options, seen);
}

}  // namespace
}  // namespace a6::checker
