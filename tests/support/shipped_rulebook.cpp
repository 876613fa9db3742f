#include "tests/support/shipped_rulebook.hpp"

#include <cstdlib>
#include <iostream>

namespace a6::test_support {

dsl::rulebook const& shipped_rulebook() {
    static dsl::load_result const loaded = [] {
        auto result = dsl::load_rulebook(A6_RULES_DIR);
        if (!result.book) {
            std::cerr << result.failure;
            for (auto const& d : result.problems.sorted()) std::cerr << dsl::render(d, result.files);
            std::exit(1);
        }
        return result;
    }();
    return *loaded.book;
}

}  // namespace a6::test_support
