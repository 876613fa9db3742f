// Parsing the rulebook, loading XML, evaluating every rule.

#include "checker/dataset.hpp"
#include "checker/read.hpp"
#include "checker/run.hpp"
#include "dsl/rulebook.hpp"
#include "tests/bench/filing_generator.hpp"

#include <benchmark/benchmark.h>

namespace {

a6::dsl::rulebook const& book() {
    static auto const loaded = a6::dsl::load_rulebook(std::string(A6_RULES_DIR));
    return *loaded.book;
}

a6::checker::run_options options() {
    a6::checker::run_options o;
    o.as_of = *a6::dsl::make_date(2026, 11, 23);
    return o;
}

void load_rules(benchmark::State& state) {
    std::size_t bytes = 0;
    for (auto _ : state) {
        auto loaded = a6::dsl::load_rulebook(std::string(A6_RULES_DIR));
        bytes = 0;
        for (auto const& f : loaded.book->files) bytes += f.text().size();
        benchmark::DoNotOptimize(loaded.book);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(load_rules)->Unit(benchmark::kMillisecond);

void load_xml(benchmark::State& state) {
    std::string const text = a6::bench::generate_filing(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        auto read = a6::checker::read_filing_bytes(text, "bench.xml", book().model);
        benchmark::DoNotOptimize(read.filing);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(load_xml)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

void build_columns(benchmark::State& state) {
    std::string const text = a6::bench::generate_filing(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<std::unique_ptr<a6::checker::raw_filing>> filings;
        filings.push_back(a6::checker::read_filing_bytes(text, "bench.xml", book().model).filing);
        state.ResumeTiming();
        benchmark::DoNotOptimize(a6::checker::build_dataset(std::move(filings), book().model, options().as_of));
    }
    state.SetItemsProcessed(state.range(0) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(build_columns)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

void evaluate_every_rule(benchmark::State& state) {
    std::string const text = a6::bench::generate_filing(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<std::unique_ptr<a6::checker::raw_filing>> filings;
        filings.push_back(a6::checker::read_filing_bytes(text, "bench.xml", book().model).filing);
        state.ResumeTiming();
        benchmark::DoNotOptimize(a6::checker::run(book(), std::move(filings), {}, options()));
    }
    state.SetItemsProcessed(state.range(0) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(evaluate_every_rule)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace
