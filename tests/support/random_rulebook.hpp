#pragma once
// Random rulebooks as text, with random filings to judge: well-typed expressions of every kind over tables that have
// fields of every type. The same for the same seed on every platform.

#include "checker/raw_filing.hpp"
#include "dsl/rulebook.hpp"

#include <cstdint>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace a6::test_support {

class dice {
public:
    explicit dice(std::uint32_t seed) : engine_(seed) {}
    // Distributions of the standard library differ between libraries; the engine does not.
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
    bool percent(std::uint32_t p) { return below(100) < p; }
    template <class T>
    T const& pick(std::vector<T> const& from) {
        return from[below(static_cast<std::uint32_t>(from.size()))];
    }

private:
    std::mt19937 engine_;
};

// A declaration, or an item of one, that can be left out without breaking the text around it.
struct chunk {
    std::string text;
    std::string name;     // of a member or rule; empty if it is never left out
    std::string owner;    // members: the table
    bool tested = false;  // one of the expressions that the test is about
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct random_options {
    std::uint32_t expressions = 30;  // derived values that are tested
    std::uint32_t rules = 0;
    std::uint32_t depth = 3;
    // Rows of the table `Many` in the one large filing; 0: all filings are small. Then no source runs over `Many` from
    // its own rows, which would take the row-by-row evaluator rows times rows steps.
    std::uint32_t many_rows = 0;
};

struct random_rulebook {
    std::unique_ptr<dsl::rulebook> book;
    std::size_t offered = 0;              // tested chunks that were generated
    std::size_t accepted = 0;             // of these, what the planner took
    std::set<std::string> refusals;       // codes of the errors that made it refuse
    std::vector<std::string> unexpected;  // errors that are not about a missing key, rendered
    std::vector<chunk> tested;            // what was accepted
    std::string text;
};

random_rulebook make_random_rulebook(dice& d, random_options const& options);

std::vector<std::unique_ptr<checker::raw_filing>> make_random_filings(dice& d, dsl::data_model const& model,
                                                                      random_options const& options);

}  // namespace a6::test_support
