// The life of serials: small cases by hand, and random ones against a count serial by serial.

#include "checker/life.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <set>

namespace a6::checker {
namespace {

// authorized -> circulating -> ended; transfers pass on what the actor holds.
dsl::lifecycle cycle() {
    dsl::lifecycle c;
    c.states = {"authorized", "circulating", "ended"};
    auto move = [&](std::uint64_t from, std::uint16_t to, bool by_holder) {
        dsl::lifecycle::move m;
        m.from = from;
        m.to = to;
        m.by_holder = by_holder;
        c.moves.push_back(m);
    };
    move(0b001, 1, false);  // 0 first transfer
    move(0b010, 1, true);   // 1 transfer
    move(0b010, 2, true);   // 2 use
    move(0b011, 2, false);  // 3 first transfer by use
    return c;
}

constexpr std::uint16_t first_transfer = 0, transfer = 1, use = 2;

serial_block serials(std::int64_t first, std::int64_t last, text_id approach = 1) {
    serial_block b;
    b.approach = approach;
    b.registry = 2;
    b.party = 3;
    b.vintage = 2022;
    b.first = first;
    b.last = last;
    return b;
}

life_event event(std::int64_t day, std::uint16_t move, serial_block block, std::int64_t actor,
                 std::optional<std::int64_t> passes = {}) {
    static std::uint32_t row = 0;
    life_event e;
    e.row = row++;
    e.block = block;
    e.order = {day, move};
    e.move = move;
    e.begins_known = true;
    e.actor = actor;
    e.passes = passes;
    return e;
}

std::int64_t count(serial_set const& s) { return s.size().value(); }

TEST(life, a_lawful_life_refuses_nothing) {
    std::vector<life_event> const events{event(1, first_transfer, serials(1, 100), 7, 8),
                                         event(2, transfer, serials(1, 40), 8, 9), event(3, use, serials(1, 40), 9),
                                         event(3, use, serials(41, 100), 8)};
    auto const out = follow(cycle(), events);
    for (auto const& o : out) {
        EXPECT_TRUE(o.refused().empty());
        EXPECT_TRUE(o.elsewhere().empty());
        EXPECT_TRUE(o.unknown().empty());
    }
    EXPECT_EQ(count(out[0].in_state(0)), 100);
    EXPECT_FALSE(out[0].earlier);
    EXPECT_EQ(out[2].earlier, events[1].row);
}

TEST(life, steps_tell_what_came_of_each_run_of_serials) {
    std::vector<life_event> const events{event(1, first_transfer, serials(1, 100), 7, 8),
                                         event(2, use, serials(1, 40), 8), event(3, transfer, serials(21, 60), 8, 9),
                                         event(4, use, serials(51, 70), 8)};
    std::vector<life_step> steps;
    follow(cycle(), events, &steps);
    using came = life_step::verdict;
    auto at = [&](std::uint32_t event, std::int64_t serial) {
        std::vector<life_step> found;
        for (auto const& s : steps)
            if (s.event == event && s.block.first <= serial && serial <= s.block.last) found.push_back(s);
        EXPECT_EQ(found.size(), 1u) << "event " << event << ", serial " << serial;
        return found.empty() ? life_step{} : found.front();
    };
    EXPECT_EQ(at(0, 1).state_before, 0);
    EXPECT_EQ(at(0, 1).state_after, 1);
    EXPECT_EQ(at(0, 1).holder_after, 8);
    EXPECT_EQ(at(1, 40).state_after, 2);
    EXPECT_EQ(at(2, 21).came, came::refused);
    EXPECT_EQ(at(2, 21).state_after, 2);
    EXPECT_EQ(at(2, 41).came, came::happened);
    EXPECT_EQ(at(2, 41).holder_before, 8);
    EXPECT_EQ(at(2, 41).holder_after, 9);
    EXPECT_EQ(at(3, 51).came, came::elsewhere);
    EXPECT_EQ(at(3, 51).holder_before, 9);
    EXPECT_EQ(at(3, 70).came, came::happened);

    auto undated = events;
    undated[1].order.clear();
    steps.clear();
    follow(cycle(), undated, &steps);
    EXPECT_EQ(at(1, 1).came, came::unplaced);
    EXPECT_EQ(at(0, 1).state_before, life_step::unknown);
    EXPECT_EQ(at(0, 41).state_before, 0);
}

TEST(life, the_order_of_one_day_is_any_that_is_allowed) {
    // Written backwards: used, received, passed on, first transferred, all on one day.
    auto const out =
        follow(cycle(), {event(1, use, serials(1, 10), 10), event(1, transfer, serials(1, 10), 9, 10),
                         event(1, transfer, serials(1, 10), 8, 9), event(1, first_transfer, serials(1, 10), 7, 8)});
    for (auto const& o : out) {
        EXPECT_TRUE(o.refused().empty());
        EXPECT_TRUE(o.elsewhere().empty());
    }
}

TEST(life, what_has_ended_stays_ended_for_every_later_event) {
    auto const out = follow(cycle(), {event(1, first_transfer, serials(1, 10), 7, 8), event(2, use, serials(1, 10), 8),
                                      event(3, use, serials(5, 12), 8), event(4, transfer, serials(6, 6), 8, 9)});
    EXPECT_EQ(out[2].refused().blocks().front(),
              serials(5, 12));  // 5..10 had ended, 11..12 were never first transferred
    EXPECT_EQ(count(out[2].in_state(2)), 6);
    EXPECT_EQ(count(out[2].in_state(0)), 2);
    EXPECT_EQ(count(out[3].refused()), 1);
}

TEST(life, one_missing_first_transfer_is_told_once) {
    auto const out = follow(cycle(), {event(2, transfer, serials(1, 10), 8, 9),
                                      event(3, transfer, serials(1, 10), 9, 8), event(4, use, serials(1, 10), 8)});
    EXPECT_EQ(count(out[0].refused()), 10);
    EXPECT_TRUE(out[1].refused().empty());
    EXPECT_TRUE(out[2].refused().empty());
}

TEST(life, who_does_not_hold_cannot_pass_on) {
    auto const out = follow(cycle(), {event(1, first_transfer, serials(1, 10), 7, 8), event(2, use, serials(3, 4), 9),
                                      event(3, use, serials(1, 10), 8)});
    EXPECT_EQ(count(out[1].elsewhere()), 2);
    EXPECT_TRUE(out[1].refused().empty());
    EXPECT_EQ(count(out[2].refused()), 2);  // 3 and 4 were used by another
}

TEST(life, what_is_not_known_is_not_refused) {
    auto late = event(2, use, serials(1, 10), 8);
    late.begins_known = false;
    auto undated = event(1, first_transfer, serials(20, 30), 7, 8);
    undated.order.clear();
    auto const out = follow(cycle(), {late, undated, event(5, use, serials(25, 35), 8)});
    EXPECT_EQ(count(out[0].unknown()), 10);
    EXPECT_TRUE(out[0].refused().empty());
    EXPECT_EQ(count(out[1].unknown()), 11);
    EXPECT_EQ(count(out[2].unknown()), 6);
    EXPECT_EQ(count(out[2].refused()), 5);
}

TEST(life, series_do_not_meet) {
    auto other = serials(1, 10, 4);
    auto const out = follow(cycle(), {event(1, first_transfer, serials(1, 10), 7, 8), event(2, use, other, 8)});
    EXPECT_EQ(count(out[1].refused()), 10);
}

// Serial by serial, as one would by hand.
struct by_hand {
    dsl::lifecycle const cycle_ = cycle();
    struct one {
        int state = 0;
        std::optional<std::int64_t> holder;
    };
    std::map<std::int64_t, one> serials;
    std::map<std::uint32_t, std::set<std::int64_t>> refused, elsewhere;

    bool try_one(life_event const& e, std::int64_t serial) {
        auto& s = serials[serial];
        auto const& m = cycle_.moves[e.move];
        if (!(m.from >> s.state & 1)) return false;
        if (m.by_holder && s.holder && *s.holder != e.actor) return false;
        s.state = m.to;
        if (e.passes) s.holder = e.passes;
        return true;
    }

    void day(std::vector<life_event> events) {
        std::sort(events.begin(), events.end(),
                  [](auto const& a, auto const& b) { return std::tie(a.order, a.row) < std::tie(b.order, b.row); });
        std::map<std::int64_t, std::vector<life_event const*>> open;
        for (auto const& e : events)
            for (auto n = e.block.first; n <= e.block.last; ++n) open[n].push_back(&e);
        for (auto& [serial, waiting] : open) {
            bool progress = true;
            while (progress) {
                progress = false;
                for (auto& e : waiting)
                    if (e && try_one(*e, serial)) {
                        e = nullptr;
                        progress = true;
                    }
            }
            for (auto const* e : waiting) {
                if (!e) continue;
                auto& s = serials[serial];
                bool const held = cycle_.moves[e->move].from >> s.state & 1;
                (held ? elsewhere : refused)[e->row].insert(serial);
                if (s.state == 2) continue;
                s.state = cycle_.moves[e->move].to;
                if (e->passes) s.holder = e->passes;
            }
        }
    }
};

TEST(life, agrees_with_a_count_serial_by_serial) {
    std::size_t refusals = 0;
    for (std::uint32_t seed = 1; seed <= 3000; ++seed) {
        std::mt19937 dice(seed);
        auto below = [&](std::uint32_t n) { return static_cast<std::int64_t>(dice() % n); };
        std::vector<life_event> events;
        std::int64_t const days = 1 + below(6);
        for (auto n = 1 + below(14); n > 0; --n) {
            std::int64_t const first = 1 + below(20);
            auto const move = static_cast<std::uint16_t>(below(4));
            std::optional<std::int64_t> passes;
            if (move < 2) passes = 7 + below(3);
            events.push_back(event(below(static_cast<std::uint32_t>(days)), move, serials(first, first + below(8)),
                                   7 + below(3), passes));
        }
        by_hand hand;
        for (std::int64_t d = 0; d < days; ++d) {
            std::vector<life_event> today;
            for (auto const& e : events)
                if (e.order.front() == d) today.push_back(e);
            hand.day(std::move(today));
        }
        auto const out = follow(cycle(), events);
        for (std::size_t i = 0; i < events.size(); ++i) {
            auto members = [](serial_set const& s) {
                std::set<std::int64_t> all;
                for (auto const& b : s.blocks())
                    for (auto n = b.first; n <= b.last; ++n) all.insert(n);
                return all;
            };
            ASSERT_EQ(members(out[i].refused()), hand.refused[events[i].row]) << "seed " << seed << ", event " << i;
            ASSERT_EQ(members(out[i].elsewhere()), hand.elsewhere[events[i].row]) << "seed " << seed << ", event " << i;
            refusals += out[i].refused().blocks().size();
            std::int64_t told = count(out[i].unknown());
            for (std::size_t state = 0; state < cycle().states.size(); ++state) told += count(out[i].in_state(state));
            ASSERT_EQ(told, events[i].block.size()) << "every serial was in one state before, seed " << seed;
        }
    }
    EXPECT_GT(refusals, 3000u);
}

}  // namespace
}  // namespace a6::checker
