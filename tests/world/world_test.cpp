// The generator itself: the same worlds everywhere, and every feature in some of them.

#include "tests/support/world_text.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace a6::world_tests {
namespace {

namespace worlds = test_support::worlds;

std::uint64_t digest(std::uint64_t seed) {
    std::uint64_t hash = 14695981039346656037U;  // FNV-1a
    for (auto const& f : worlds::texts_of(worlds::make_world(worlds::random_options(seed))))
        for (char const c : worlds::xml_of(f)) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash;
}

// With another compiler as well: a seed in a report of a failure names one world. Whoever changes the generator changes
// these numbers.
TEST(worlds, are_the_same_everywhere) {
    EXPECT_EQ(digest(1), 1405086268423543446U);
    EXPECT_EQ(digest(2), 1570999848001271116U);
    EXPECT_EQ(digest(3), 2394914090351445109U);
}

TEST(worlds, show_every_feature) {
    std::map<std::string, int> seen;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        auto const w = worlds::make_world(worlds::random_options(seed));
        for (auto const& a : w.actions) {
            ++seen["kind " + std::to_string(static_cast<int>(a.kind))];
            ++seen["subtype " + std::to_string(static_cast<int>(a.subtype))];
            auto const& z = w.authorizations[a.authorization];
            auto const& approach = w.approaches[z.approach];
            seen["non-GHG"] += approach.non_ghg;
            seen["underlying units"] += !approach.underlying.empty();
            seen["own authorization"] += a.cited != a.authorization;
            seen["came back"] += a.kind == worlds::action_kind::acquisition && a.by == z.giver;
            seen["third Party"] += a.kind == worlds::action_kind::acquisition && a.other != z.giver;
            seen["entity"] += a.entity != worlds::none;
            seen["of an earlier period"] += a.use_year != 0 && w.parties[a.by].period_of(a.use_year).last <
                                                                   w.parties[a.by].period_of(dsl::year_of(a.on)).last;
        }
        for (auto const& l : w.lots) ++seen["fate " + std::to_string(static_cast<int>(l.state))];
        for (auto const& z : w.authorizations) {
            ++seen["definition " + std::to_string(static_cast<int>(z.first_transfer))];
            seen["A6.4"] += z.a64;
            for (auto const& v : z.versions) {
                ++seen["purpose " + std::to_string(static_cast<int>(v.purposes))];
                ++seen["timeframe " + std::to_string(static_cast<int>(v.form))];
                seen["second version"] += v.number == 2;
                seen["closed"] += v.closes;
            }
        }
        for (auto const& f : w.filings) {
            seen["corrected"] += f.superseded;
            seen["nothing happened"] += f.actions.empty();
            for (auto const& h : f.holdings) seen["held"] += h.size() > 0;
        }
        for (auto const& r : w.reports) {
            seen["updated report"] += r.number > 1;
            seen["revised report"] += r.minor > 0;
        }
        for (auto const& r : w.biennial) {
            seen["summary by vintage"] += r.by_vintage;
            seen["summary by year of transfer"] += !r.by_vintage;
            seen["OIMP apart"] += r.apart;
            seen["OIMP as a part"] += !r.apart;
        }
        for (auto const& p : w.parties) {
            seen["bare numbers"] += p.writes.bare_numbers;
            seen["commas"] += p.writes.commas;
            seen["five years"] += p.periods.front().last == 2025;
            ++seen["method " + std::to_string(static_cast<int>(p.adjusts))];
        }
        for (auto const& s : w.steps) {
            if (s.before == worlds::none) continue;
            auto const &sent = w.actions[w.steps[s.before].action], &got = w.actions[s.action];
            seen["over New Year"] +=
                got.kind == worlds::action_kind::acquisition && dsl::year_of(got.on) > dsl::year_of(sent.on);
        }
    }
    for (int n = 0; n <= 6; ++n) EXPECT_GT(seen["kind " + std::to_string(n)], 10) << n;
    for (int n = 0; n <= 9; ++n) EXPECT_GT(seen["subtype " + std::to_string(n)], 10) << n;
    for (int n = 0; n <= 6; ++n) EXPECT_GT(seen["fate " + std::to_string(n)], 10) << n;
    for (int n = 0; n <= 6; ++n) EXPECT_GT(seen["purpose " + std::to_string(n)], 10) << n;
    for (int n = 0; n <= 4; ++n) EXPECT_GT(seen["timeframe " + std::to_string(n)], 10) << n;
    for (int n = 0; n <= 2; ++n) EXPECT_GT(seen["definition " + std::to_string(n)], 10) << n;
    for (int n = 0; n <= 2; ++n) EXPECT_GT(seen["method " + std::to_string(n)], 10) << n;
    for (auto const* feature : {"non-GHG",
                                "underlying units",
                                "own authorization",
                                "came back",
                                "third Party",
                                "entity",
                                "of an earlier period",
                                "A6.4",
                                "second version",
                                "closed",
                                "corrected",
                                "nothing happened",
                                "held",
                                "updated report",
                                "revised report",
                                "summary by vintage",
                                "summary by year of transfer",
                                "OIMP apart",
                                "OIMP as a part",
                                "bare numbers",
                                "commas",
                                "five years",
                                "over New Year"})
        EXPECT_GT(seen[feature], 10) << feature;
}

}  // namespace
}  // namespace a6::world_tests
