// Identifiers, blocks and sets of serials; the sets against plain sets of single serials.

#include "checker/serials.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <tuple>

namespace a6::checker {
namespace {

// One serial: approach, registry, Party, vintage, number.
using unit = std::tuple<text_id, text_id, text_id, std::int32_t, std::int64_t>;
using units = std::set<unit>;

units units_of(serial_set const& s) {
    units out;
    for (auto const& b : s.blocks())
        for (std::int64_t n = b.first; n <= b.last; ++n) out.emplace(b.approach, b.registry, b.party, b.vintage, n);
    return out;
}

class random_sets {
public:
    explicit random_sets(std::uint32_t seed) : engine_(seed) {}
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }

    serial_block block(bool unknown_registries) {
        serial_block b;
        b.approach = 1 + below(2);
        b.registry = unknown_registries && below(3) == 0 ? 0 : 3 + below(2);
        b.party = 5;
        b.vintage = 2021 + static_cast<std::int32_t>(below(2));
        b.first = 1 + below(20);
        b.last = b.first + below(6);
        return b;
    }
    std::vector<serial_block> blocks(bool unknown_registries, std::uint32_t most) {
        std::vector<serial_block> out;
        for (auto n = below(most + 1); n != 0; --n) out.push_back(block(unknown_registries));
        return out;
    }

private:
    std::mt19937 engine_;
};

// Every way to tell the registry of first transfer of each block that does not say it: one of the two in use, or
// another.
std::vector<std::vector<serial_block>> tellings(std::vector<serial_block> const& blocks, text_id other) {
    std::vector<std::vector<serial_block>> out{{}};
    for (auto const& b : blocks) {
        std::vector<std::vector<serial_block>> next;
        for (auto const& done : out)
            for (text_id const registry :
                 b.registry != 0 ? std::vector<text_id>{b.registry} : std::vector<text_id>{3, 4, other}) {
                next.push_back(done);
                next.back().push_back(b);
                next.back().back().registry = registry;
            }
        out = std::move(next);
    }
    return out;
}

TEST(serial_set, is_what_a_set_of_single_serials_is) {
    random_sets random(11);
    for (int n = 0; n < 5000; ++n) {
        auto const blocks = random.blocks(false, 6);
        serial_set const a(blocks);
        serial_set const b(random.blocks(false, 6));
        units expected;
        for (auto const& x : blocks) expected.merge(units_of(serial_set(x)));
        units const ua = units_of(a);
        units const ub = units_of(b);
        ASSERT_EQ(ua, expected);
        ASSERT_EQ(a.size(), static_cast<std::int64_t>(ua.size()));
        ASSERT_EQ(a.empty(), ua.empty());

        units both, only, either = ua;
        std::set_intersection(ua.begin(), ua.end(), ub.begin(), ub.end(), std::inserter(both, both.end()));
        std::set_difference(ua.begin(), ua.end(), ub.begin(), ub.end(), std::inserter(only, only.end()));
        either.insert(ub.begin(), ub.end());
        ASSERT_EQ(units_of(intersect(a, b)), both);
        ASSERT_EQ(units_of(without(a, b)), only);
        ASSERT_EQ(units_of(unite(a, b)), either);
        ASSERT_EQ(overlaps(a, b), both.empty() ? truth::no : truth::yes);
        ASSERT_FALSE(ambiguous(a, b));
        // Equal sets have equal bytes, however they came about.
        ASSERT_EQ(a == b, ua == ub);
        ASSERT_TRUE(unite(without(a, b), intersect(a, b)) == a);
        ASSERT_TRUE(unite(a, b) == unite(b, a));
    }
}

TEST(serial_set, normal_form_is_sorted_and_never_touches) {
    random_sets random(12);
    for (int n = 0; n < 2000; ++n) {
        serial_set const a(random.blocks(true, 8));
        for (std::size_t i = 1; i < a.blocks().size(); ++i) {
            auto const& x = a.blocks()[i - 1];
            auto const& y = a.blocks()[i];
            ASSERT_TRUE(x < y);
            if (same_series(x, y) && x.registry == y.registry) {
                ASSERT_LT(x.last + 1, y.first);
            }
        }
    }
}

TEST(serial_set, an_unknown_registry_decides_only_what_every_registry_would) {
    random_sets random(13);
    for (int n = 0; n < 3000; ++n) {
        serial_set const a(random.blocks(true, 2));
        serial_set const b(random.blocks(true, 2));
        std::vector<serial_block> const blocks_a(a.blocks().begin(), a.blocks().end());
        std::vector<serial_block> const blocks_b(b.blocks().begin(), b.blocks().end());
        bool meet = false;
        bool miss = false;
        for (auto const& ta : tellings(blocks_a, 7))
            for (auto const& tb : tellings(blocks_b, 8)) {
                serial_set const sa(ta);
                serial_set const sb(tb);
                bool const both = overlaps(sa, sb) == truth::yes;
                meet = meet || both;
                miss = miss || !both;
                if (ambiguous(a, b)) continue;
                // The operation can be done without asking which registry it is.
                serial_set const whole = unite(a, b);
                ASSERT_EQ(without(sa, sb).empty(), without(a, b).empty());
                ASSERT_EQ(intersect(sa, sb).size(), intersect(a, b).size());
                ASSERT_LE(unite(sa, sb).size(), whole.size());
            }
        truth const expected = meet && miss ? truth::unknown : meet ? truth::yes : truth::no;
        ASSERT_EQ(overlaps(a, b), expected);
        ASSERT_EQ(overlaps(a, b), overlaps(b, a));
        ASSERT_EQ(ambiguous(a, b), ambiguous(b, a));
        if (expected == truth::unknown) {
            ASSERT_TRUE(ambiguous(a, b));
        }
    }
}

TEST(serial_set, blocks_are_ambiguous_together_if_two_of_them_are) {
    random_sets random(14);
    for (int n = 0; n < 5000; ++n) {
        auto const blocks = random.blocks(true, 7);
        bool expected = false;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) expected = expected || overlaps(blocks[i], blocks[j]) == truth::unknown;
        ASSERT_EQ(ambiguous(blocks), expected);
    }
}

TEST(serial_set, counts_only_what_fits) {
    serial_block b{1, 3, 5, 2021, 1, 999'999'999'999'999'999};
    std::vector<serial_block> many;
    for (std::int32_t year = 2000; year < 2010; ++year) {
        b.vintage = year;
        many.push_back(b);
    }
    EXPECT_EQ(serial_set(std::vector(many.begin(), many.begin() + 9)).size(), 8'999'999'999'999'999'991);
    EXPECT_EQ(serial_set(many).size(), std::nullopt);
    EXPECT_EQ(b.size(), 999'999'999'999'999'999);
}

TEST(serial_block, overlaps_within_one_series_only) {
    serial_block const a{1, 3, 5, 2021, 10, 20};
    auto with = [&](auto member, auto value) {
        serial_block b = a;
        b.*member = value;
        return overlaps(a, b);
    };
    EXPECT_EQ(overlaps(a, a), truth::yes);
    EXPECT_EQ(with(&serial_block::first, 20), truth::yes);
    EXPECT_EQ(with(&serial_block::approach, text_id{2}), truth::no);
    EXPECT_EQ(with(&serial_block::registry, text_id{4}), truth::no);
    EXPECT_EQ(with(&serial_block::registry, text_id{0}), truth::unknown);
    EXPECT_EQ(with(&serial_block::party, text_id{6}), truth::no);
    EXPECT_EQ(with(&serial_block::vintage, 2022), truth::no);
    serial_block below = a;
    below.first = 1;
    below.last = 9;
    EXPECT_EQ(overlaps(a, below), truth::no);
    below.registry = 0;
    EXPECT_EQ(overlaps(a, below), truth::no);
}

TEST(itmo_identifier, reads_full_and_bare_identifiers) {
    text_pool pool;
    auto const full = parse_itmo("CA0902-GHA01-GHA-11,733-2023", pool);
    ASSERT_TRUE(full);
    EXPECT_TRUE(full->full());
    EXPECT_EQ(pool[full->approach], "CA0902");
    EXPECT_EQ(pool[full->registry], "GHA01");
    EXPECT_EQ(pool[full->party], "GHA");
    EXPECT_EQ(full->serial, 11733);
    EXPECT_EQ(full->vintage, 2023);
    EXPECT_EQ(to_string(*full, pool), "CA0902-GHA01-GHA-11733-2023");
    EXPECT_EQ(parse_itmo("CA0902-GHA01-GHA-11733-2023", pool), full);

    for (auto const& [text, serial] :
         std::vector<std::pair<std::string, std::int64_t>>{{"1", 1},
                                                           {"11733", 11733},
                                                           {"11,733", 11733},
                                                           {"1,000,000", 1000000},
                                                           {"999999999999999999", 999999999999999999}}) {
        auto const bare = parse_itmo(text, pool);
        ASSERT_TRUE(bare) << text;
        EXPECT_FALSE(bare->full());
        EXPECT_EQ(bare->serial, serial);
        EXPECT_EQ(to_string(*bare, pool), std::to_string(serial));
    }
}

TEST(itmo_identifier, refuses_everything_else) {
    text_pool pool;
    for (auto const* text : {"",
                             "0",
                             "-1",
                             "01",
                             "1.0",
                             "1e3",
                             "1,00",
                             "1,0000",
                             ",100",
                             "1000,000",
                             "11 733",
                             "1000000000000000000",
                             "x",
                             "CA902-GHA01-GHA-1-2023",
                             "ca0902-GHA01-GHA-1-2023",
                             "CA0902-GHA1-GHA-1-2023",
                             "CA0902-gha01-GHA-1-2023",
                             "CA0902-GHA01-GH-1-2023",
                             "CA0902-GHA01-gha-1-2023",
                             "CA0902-GHA01-GHA-0-2023",
                             "CA0902-GHA01-GHA--2023",
                             "CA0902-GHA01-GHA-1-23",
                             "CA0902-GHA01-GHA-1-2023 ",
                             "CA0902-GHA01-GHA-1,17-2023",
                             "CA0902_GHA01-GHA-1-2023",
                             "CA0902-GHA01-GHA-1",
                             "CA0902-GHA01-GHA-1-20x3",
                             "CA09x2-GHA01-GHA-1-2023"})
        EXPECT_FALSE(parse_itmo(text, pool)) << text;
}

TEST(serial_block, is_shown_with_what_is_unknown) {
    text_pool pool;
    serial_block b{pool.intern("CA0001"), pool.intern("AAA01"), pool.intern("AAA"), 2021, 1, 250};
    EXPECT_EQ(to_string(b, pool), "CA0001-AAA01-AAA-1..250-2021");
    b.registry = 0;
    b.last = 1;
    EXPECT_EQ(to_string(b, pool), "CA0001-?-AAA-1-2021");
}

}  // namespace
}  // namespace a6::checker
