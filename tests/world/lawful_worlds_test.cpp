// Worlds that obey the law are judged without a finding.

#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <map>

namespace a6::world_tests {
namespace {

TEST(lawful_worlds, have_no_finding) {
    std::map<std::string, std::uint64_t> undecided;
    std::uint64_t actions = 0, filings = 0;
    std::uint64_t const count = worlds_to_run(200);
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
        auto const w = worlds::make_world(worlds::random_options(seed));
        auto const texts = worlds::texts_of(w);
        auto const report = judge(w, texts);
        SCOPED_TRACE("seed " + std::to_string(seed));
        for (auto const& f : report.failures) ADD_FAILURE() << f.file << ": " << f.message;
        for (auto const& f : report.findings) ADD_FAILURE() << describe(f);
        for (auto const& u : report.undecided) undecided[u.rule] += u.rows;
        if (!report.failures.empty() || !report.findings.empty()) keep(w, texts);
        actions += w.actions.size();
        filings += texts.size();
    }
    std::cout << count << " worlds, " << filings << " filings, " << actions << " actions\n";
    for (auto const& [rule, rows] : undecided) std::cout << "undecided " << rule << ' ' << rows << '\n';
}

}  // namespace
}  // namespace a6::world_tests
