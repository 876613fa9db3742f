// What is first transferred is held, used, cancelled, given to the Adaptation Fund, or on its way from one Party to
// another; and the adjustments of all Parties together are what was first transferred less what was used. Added up from
// the texts of the filings, serial by serial, and held against what happened in the world and against what the program
// makes of the same filings.

#include "tests/world/text_rows.hpp"
#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace a6::world_tests {
namespace {

using worlds::fate;

bool is_one_of(std::string const& text, std::initializer_list<char const*> of) {
    return std::find(of.begin(), of.end(), text) != of.end();
}

bool for_fund_or_omge(row_of const& r) {
    auto const subtype = r["ActionSubtype"];
    return subtype.find("Adaptation Fund") != std::string::npos || subtype.find("OMGE") != std::string::npos;
}

// What the filings of one Party say, over all years.
struct books {
    serial_count held;                        // from the actions
    std::map<int, serial_count> reported;     // as held, by year
    std::map<int, serial_count> held_at_end;  // from the actions, at the end of each year
};

struct sums {
    serial_count first_transferred;
    serial_count ended;
    serial_count on_the_way;
    std::map<std::string, books> parties;
    std::int64_t used = 0;  // GHG
};

sums add_up(worlds::world const& w) {
    sums out;
    for (auto const& f : w.filings) {
        if (f.superseded) continue;
        auto texts = worlds::texts_of(w, f);
        auto& party = out.parties[w.parties[f.party].code];
        auto& actions = texts.table("Actions");
        serial_count ended_at_first_transfer;
        for (std::size_t n = 0; n < actions.rows.size(); ++n) {
            row_of const r(actions, n);
            auto const range = range_in(r);
            auto const kind = r["ActionType"];
            if (kind == "First transfer") {
                out.first_transferred.add(range);
                if (r["ActionSubtype"] == "First transfer to another Party") {
                    out.on_the_way.add(range);
                } else if (r["ActionSubtype"] == "Use or cancellation" || for_fund_or_omge(r)) {
                    out.ended.add(range);
                    ended_at_first_transfer.add(range);
                } else {
                    party.held.add(range);
                }
            } else if (kind == "Acquisition") {
                party.held.add(range);
                out.on_the_way.add(range, -1);
            } else if (kind == "Transfer") {
                party.held.add(range, -1);
                (for_fund_or_omge(r) ? out.ended : out.on_the_way).add(range);
            } else if (is_one_of(kind, {"Use", "Cancellation", "Voluntary Cancellation"})) {
                // The same event may be reported as first transfer and as use.
                if (!ended_at_first_transfer.overlaps(range)) {
                    party.held.add(range, -1);
                    out.ended.add(range);
                }
                if (!r["YearITMOUsedTowardsNDC"].empty() && r["Metric"] == "GHG") out.used += range.size();
            }
        }
        party.held_at_end[f.year] = party.held;
        auto& holdings = texts.table("Holdings");
        for (std::size_t n = 0; n < holdings.rows.size(); ++n)
            party.reported[f.year].add(range_in(row_of(holdings, n)));
    }
    return out;
}

class conservation : public testing::Test {
protected:
    template <class Check>
    void in_every_world(Check check, std::uint64_t otherwise = 300) {
        std::uint64_t const count = worlds_to_run(otherwise);
        for (std::uint64_t seed = 1; seed <= count; ++seed) {
            SCOPED_TRACE("seed " + std::to_string(seed));
            auto const w = worlds::make_world(worlds::random_options(seed));
            check(w);
            if (HasFailure()) {
                keep(w, worlds::texts_of(w));
                return;
            }
        }
    }
};

TEST_F(conservation, what_is_first_transferred_is_held_ended_or_on_its_way) {
    in_every_world([](worlds::world const& w) {
        auto const s = add_up(w);
        EXPECT_EQ(s.first_transferred.outside(1), "");
        EXPECT_EQ(s.ended.outside(1), "");
        EXPECT_EQ(s.on_the_way.outside(1), "");
        serial_count everywhere;
        serial_count held;
        for (auto const& [code, party] : s.parties)
            if (auto const last = party.reported.find(w.last_year()); last != party.reported.end())
                held.add(last->second);
        EXPECT_EQ(held.outside(1), "");
        everywhere.add(held);
        everywhere.add(s.ended);
        everywhere.add(s.on_the_way);
        EXPECT_EQ(everywhere.outside(1), "") << "in two places at once";
        serial_count difference = s.first_transferred;
        difference.add(everywhere, -1);
        EXPECT_EQ(difference.outside(0), "");

        // The same from what happened.
        std::map<fate, std::int64_t> fates;
        std::int64_t all = 0;
        for (auto const& l : w.lots) {
            fates[l.state] += l.size();
            all += l.size();
        }
        EXPECT_EQ(s.first_transferred.counted(1), all);
        EXPECT_EQ(held.counted(1), fates[fate::held]);
        EXPECT_EQ(s.on_the_way.counted(1), fates[fate::on_the_way]);
        EXPECT_EQ(s.ended.counted(1), all - fates[fate::held] - fates[fate::on_the_way]);
    });
}

TEST_F(conservation, holdings_follow_from_actions) {
    in_every_world([](worlds::world const& w) {
        auto const s = add_up(w);
        for (auto const& [code, party] : s.parties)
            for (auto const& [year, at_end] : party.held_at_end) {
                EXPECT_EQ(at_end.outside(1), "") << code << ' ' << year;
                serial_count difference = at_end;
                if (auto const r = party.reported.find(year); r != party.reported.end()) difference.add(r->second, -1);
                EXPECT_EQ(difference.outside(0), "") << code << ' ' << year;
            }
    });
}

// The column of a recomputed table, by Party and year.
std::map<std::pair<std::string, int>, std::string> column(reports::account_table const& t, std::string const& name) {
    std::map<std::pair<std::string, int>, std::string> out;
    auto const at = std::find_if(t.columns.begin(), t.columns.end(), [&](auto const& c) { return c.name == name; });
    EXPECT_NE(at, t.columns.end()) << t.name << " has no " << name;
    if (at == t.columns.end()) return out;
    auto const index = static_cast<std::size_t>(at - t.columns.begin());
    for (auto const& b : t.blocks)
        for (auto const& r : b.rows) out[{b.party, std::stoi(r.period)}] = r.values[index].value.value_or("?");
    return out;
}

std::string in_map(std::map<int, std::int64_t> const& m, int year) {
    auto const found = m.find(year);
    return std::to_string(found == m.end() ? 0 : found->second);
}

TEST_F(conservation, recomputed_balances_are_those_of_the_world) {
    if (book().model.find_table("Balances") == dsl::no_index) GTEST_SKIP() << "the rulebook generates no balances";
    in_every_world(
        [](worlds::world const& w) {
            auto const account = recompute(w, worlds::texts_of(w));
            EXPECT_TRUE(account.failures.empty());
            auto const table = std::find_if(account.tables.begin(), account.tables.end(),
                                            [](auto const& t) { return t.name == "Balances"; });
            ASSERT_NE(table, account.tables.end());
            auto const transferred = column(*table, "FirstTransferred");
            auto const transferred_in = column(*table, "FirstTransferredInYear");
            auto const used = column(*table, "Used");
            auto const net = column(*table, "Net");
            std::int64_t all_net = 0, all_transferred = 0, all_used = 0;
            for (std::uint32_t p = 0; p < w.parties.size(); ++p) {
                auto const& a = w.accounts[p];
                for (auto const& [vintage, quantity] : a.first_transferred) all_transferred += quantity;
                for (auto const& [year, quantity] : a.used) all_used += quantity;
                for (auto const& [key, value] : transferred) {
                    if (key.first != w.parties[p].code) continue;
                    SCOPED_TRACE(key.first + ' ' + std::to_string(key.second));
                    EXPECT_EQ(value, in_map(a.first_transferred, key.second));
                    EXPECT_EQ(transferred_in.at(key), in_map(a.first_transferred_in, key.second));
                    EXPECT_EQ(used.at(key), in_map(a.used, key.second));
                    all_net += std::stoll(net.at(key));
                }
            }
            EXPECT_EQ(all_net, all_transferred - all_used);
        },
        60);
}

TEST_F(conservation, uses_in_the_filings_are_those_of_the_world) {
    in_every_world([](worlds::world const& w) {
        std::int64_t used = 0;
        for (auto const& a : w.accounts)
            for (auto const& [year, quantity] : a.used) used += quantity;
        EXPECT_EQ(add_up(w).used, used);
    });
}

}  // namespace
}  // namespace a6::world_tests
