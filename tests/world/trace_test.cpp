// The life of ITMOs of lawful worlds, as `trace` tells it: nothing is refused, and it ends where the world knows it to
// end.

#include "checker/trace.hpp"
#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace a6::world_tests {
namespace {

using worlds::fate;

// The last row that speaks of the piece, and the state of the life cycle then.
struct ending {
    std::string state, holder, seen_with;
};

ending ending_of(reports::trace_piece const& p) {
    ending out;
    for (auto const& s : p.steps) {
        if (s.seen) {
            out.seen_with = s.by;
        } else {
            out.state = s.state_after;
            out.holder = s.holder_after;
            out.seen_with.clear();
        }
    }
    return out;
}

struct counts {
    std::map<fate, std::size_t> told;
    std::size_t pieces = 0;
};

// Lots of one authorization and vintage that lie next to each other may be one piece only if they had one life.
void hold_against(worlds::world const& w, worlds::lot const& lot, reports::trace const& t, counts& c) {
    for (auto const& p : t.pieces) {
        SCOPED_TRACE(p.block);
        EXPECT_TRUE(p.unknown.empty()) << p.unknown.front();
        for (auto const& s : p.steps) {
            EXPECT_EQ(s.outcome, reports::step_outcome::happened) << s.sentence;
            EXPECT_TRUE(s.findings.empty()) << s.findings.front().message;
            EXPECT_FALSE(s.sentence.empty()) << s.what;
        }
        auto const end = ending_of(p);
        switch (lot.state) {
            case fate::held: EXPECT_EQ(end.seen_with, w.parties[lot.holder].code); break;
            case fate::on_the_way: EXPECT_EQ(end.state, "circulating"); break;
            case fate::to_adaptation_fund: EXPECT_EQ(end.state, "given"); break;
            default: EXPECT_TRUE(end.state == "ended" || end.state == "closed") << end.state;
        }
        ++c.pieces;
    }
    EXPECT_EQ(t.pieces.size(), 1U) << "a lot is a range that had one life";
    ++c.told[lot.state];
}

TEST(trace, tells_the_lives_of_lawful_worlds) {
    counts c;
    std::uint64_t const count = worlds_to_run(25);
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
        auto made_with = worlds::random_options(seed);
        made_with.style = worlds::identifiers::with_commas;
        made_with.initial_reports = true;
        auto const w = worlds::make_world(made_with);
        auto const texts = worlds::texts_of(w);
        checker::run_options options;
        options.as_of = w.as_of;
        for (std::size_t n = seed % 3; n < w.lots.size(); n += 1 + w.lots.size() / 4) {
            auto const& lot = w.lots[n];
            SCOPED_TRACE("seed " + std::to_string(seed) + ", lot " + std::to_string(n));
            auto const block = worlds::range(w, lot.authorization, lot.vintage, lot.first, lot.last);
            hold_against(w, lot, checker::trace_block(book(), read(texts), {}, options, block), c);
        }
        if (HasFailure()) {
            keep(w, texts);
            return;
        }
    }
    EXPECT_GT(c.pieces, 2 * count);
    // Slow builds run too few worlds for every fate to come up.
    if (count >= 25) {
        EXPECT_GE(c.told.size(), 4U);
    }
}

}  // namespace
}  // namespace a6::world_tests
