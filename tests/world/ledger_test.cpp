// The ledger of worlds that obey the law: every position adds up, and what was first transferred is somewhere.

#include "checker/ledger.hpp"
#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace a6::world_tests {
namespace {

std::string figure(reports::account_table const& t, reports::account_row const& r, std::string const& column) {
    for (std::size_t c = 0; c < t.columns.size(); ++c)
        if (t.columns[c].name == column) return r.values[c].value.value_or("?");
    ADD_FAILURE() << "no column " << column;
    return {};
}

struct counts {
    std::size_t compared = 0, first_transferred = 0, on_the_way = 0;
};

void hold_against(worlds::world const& w, reports::account const& ledger, counts& c) {
    ASSERT_TRUE(ledger.failures.empty());
    ASSERT_GE(ledger.tables.size(), 3U);
    for (auto const& t : ledger.tables)
        for (auto const& b : t.blocks)
            for (auto const& r : b.rows) {
                SCOPED_TRACE(t.name + ' ' + b.party + ' ' + r.period);
                if (t.name != "Whereabouts") {
                    auto const difference = figure(t, r, "Difference");
                    EXPECT_TRUE(difference == "0" || difference == "?") << difference;
                    c.compared += difference == "0";
                    for (std::size_t k = 0; k < t.columns.size(); ++k)
                        if (t.columns[k].name == "NotThere") {
                            EXPECT_TRUE(r.values[k].serials.empty()) << r.values[k].serials.front();
                        }
                    continue;
                }
                std::map<std::string, std::string> of;
                for (auto const* name : {"FirstTransferred", "Held", "Ended", "Given", "OnTheWay", "NotHeard", "Ahead",
                                         "NotInformed", "CountedTwice", "Unaccounted"})
                    of[name] = figure(t, r, name);
                if (of["FirstTransferred"] == "?" || of["Unaccounted"] == "?") continue;
                EXPECT_EQ(of["Unaccounted"], "0");
                EXPECT_EQ(of["CountedTwice"], "0");
                EXPECT_EQ(of["NotInformed"], "0");
                std::int64_t somewhere = 0;
                for (auto const* name : {"Held", "Ended", "Given", "OnTheWay", "NotHeard", "Ahead"})
                    somewhere += std::stoll(of[name]);
                EXPECT_EQ(std::stoll(of["FirstTransferred"]), somewhere);
                c.first_transferred += somewhere > 0;
                c.on_the_way += of["OnTheWay"] != "0" || of["NotHeard"] != "0";
                for (std::size_t k = 0; k < t.columns.size(); ++k)
                    if (t.columns[k].name == "HeldTwiceITMOs" || t.columns[k].name == "EndedTwiceITMOs") {
                        EXPECT_TRUE(r.values[k].serials.empty()) << r.values[k].serials.front();
                    }
            }
    // What is held at the end of a year is what the world knows to be held.
    for (auto const& t : ledger.tables) {
        if (t.name != "Ledger") continue;
        for (auto const& b : t.blocks)
            for (std::size_t p = 0; p < w.parties.size(); ++p)
                if (w.parties[p].code == b.party)
                    for (auto const& r : b.rows) {
                        auto const closing = figure(t, r, "Closing");
                        if (r.missing || closing == "?") continue;
                        auto const known = w.accounts[p].held.find(std::stoi(r.period));
                        EXPECT_EQ(closing, std::to_string(known == w.accounts[p].held.end() ? 0 : known->second))
                            << b.party << ' ' << r.period;
                    }
    }
}

TEST(ledger, of_lawful_worlds_adds_up) {
    counts c;
    for (std::uint64_t seed = 1; seed <= worlds_to_run(60); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto const w = worlds::make_world(worlds::random_options(seed));
        auto const texts = worlds::texts_of(w);
        checker::run_options options;
        options.as_of = w.as_of;
        hold_against(w, checker::ledger(book(), read(texts), {}, options, {}), c);
        if (HasFailure()) {
            keep(w, texts);
            return;
        }
    }
    EXPECT_GT(c.compared, 300U);
    EXPECT_GT(c.first_transferred, 100U);
    EXPECT_GT(c.on_the_way, 20U);
}

}  // namespace
}  // namespace a6::world_tests
