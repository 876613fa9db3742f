// A single fault in an otherwise lawful world is found where it is, and no error is found that does not follow from it.

#include "tests/support/world_faults.hpp"
#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

namespace a6::world_tests {
namespace {

using worlds::fault;

// What must be found of a fault, and what else may be: errors that follow from it and that no narrower rule could tell
// apart.
struct expectation {
    std::set<std::string> by;  // one finding of one of these rules
    std::set<std::string> followers;
};

expectation expected(fault f) {
    switch (f) {
        case fault::quantity_of_one_side: return {{"ROW-06"}, {}};
        case fault::transfer_too_small: return {{"PTY-01b"}, {}};
        case fault::acquisition_too_small: return {{"PTY-01"}, {}};
        case fault::transfer_left_out: return {{"PTY-01b"}, {}};
        case fault::first_transfer_left_out: return {{"PTY-01b"}, {}};
        case fault::acquisition_left_out: return {{"PTY-01"}, {}};
        case fault::wrong_acquirer_named: return {{"PTY-01"}, {}};
        case fault::wrong_source_named: return {{"PTY-01"}, {}};
        case fault::vintage_changed_on_the_way: return {{"PTY-01"}, {}};
        case fault::host_changed_on_the_way: return {{"PTY-01"}, {}};
        case fault::dates_apart: return {{"PTY-02"}, {}};
        case fault::non_ghg_amounts_differ: return {{"PTY-03"}, {}};
        case fault::described_otherwise: return {{"PTY-04"}, {}};
        case fault::sent_without_holding: return {{"SER-04", "SER-03"}, {}};
        case fault::acquired_before_authorization: return {{"SER-01"}, {}};
        case fault::first_transferred_twice: return {{"TAB-06"}, {}};
        case fault::first_transferred_twice_over_years: return {{"PTY-06"}, {}};
        case fault::used_twice: return {{"TAB-06"}, {}};
        case fault::used_twice_over_years: return {{"PTY-07"}, {}};
        case fault::used_by_two_parties: return {{"PTY-07"}, {}};
        case fault::cancelled_after_use: return {{"TAB-06", "PTY-07"}, {}};
        case fault::used_before_acquired: return {{"TAB-06"}, {}};
        case fault::used_outside_the_period: return {{"ROW-09"}, {}};
        case fault::never_first_transferred: return {{"SER-02"}, {}};
        case fault::moved_after_the_end: return {{"SER-03"}, {}};
        case fault::used_while_inconsistent: return {{"GOV-02"}, {"ROW-06"}};
        case fault::held_after_the_end: return {{"SUB-11"}, {}};
        case fault::held_after_transfer: return {{"SUB-11"}, {}};
        case fault::held_by_two: return {{"PTY-05"}, {}};
        case fault::held_from_nowhere: return {{"YR-02"}, {}};
        case fault::holding_lost: return {{"YR-02b", "YR-02d"}, {}};
        case fault::holding_not_rolled_forward: return {{"YR-02b"}, {}};
        case fault::description_changed: return {{"YR-03"}, {}};
        case fault::quantity_exceeded: return {{"SUB-05", "SUB-05b"}, {}};
        case fault::definition_changed: return {{"YR-07", "TAB-04"}, {}};
        case fault::units_under_two_blocks: return {{"PTY-12"}, {}};
        case fault::units_of_two_approaches: return {{"PTY-13"}, {}};
        case fault::same_version_twice: return {{"YR-01"}, {}};
        case fault::later_version_dated_earlier: return {{"YR-01f"}, {}};
        case fault::version_left_out: return {{"YR-01g"}, {}};
        case fault::year_left_out: return {{"DL-01b"}, {"DL-05c"}};
        case fault::first_year_left_out: return {{"YR-09"}, {}};
        case fault::period_changed: return {{"YR-08"}, {}};
        case fault::user_never_named: return {{"YR-05"}, {}};
        case fault::approach_described_otherwise: return {{"PTY-10"}, {}};
    }
    return {};
}

bool is_at(reports::finding const& f, worlds::fault_place const& p) {
    for (auto const& l : f.locations)
        if (l.file == p.file && l.table == p.table && (l.row == p.row || p.row == 0)) return true;
    return false;
}

bool is_at(reports::finding const& f, worlds::planted_fault const& there) {
    return is_at(f, there.at) ||
           std::any_of(there.against.begin(), there.against.end(), [&](auto const& p) { return is_at(f, p); });
}

// In each of so many worlds, and nothing else. A6_WORLDS=20 takes some more time.
void find_in_worlds(fault kind) {
    std::uint64_t const wanted = worlds_to_run(6);
    std::uint64_t planted = 0;
    for (std::uint64_t seed = 1; planted < wanted && seed <= 400; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto w = worlds::make_world(worlds::made_for(kind, worlds::random_options(seed)));
        worlds::dice d(seed);
        bool const complete = worlds::shows_only_if_complete(kind);
        // Declared complete, a world lacks what happens after its end.
        std::set<std::string> before;
        if (complete)
            for (auto const& f : judge(w, worlds::texts_of(w), complete).findings) before.insert(describe(f));
        auto const there = worlds::plant(w, kind, d);
        if (!there) continue;
        ++planted;
        auto texts = worlds::texts_of(w);
        worlds::edit(texts, *there);
        auto const [by, followers] = expected(kind);
        int found = 0;
        for (auto const& f : judge(w, texts, complete).findings) {
            if (before.contains(describe(f))) continue;
            if (by.contains(f.rule) && is_at(f, *there)) {
                ++found;
            } else if (f.severity == reports::severity::error && !followers.contains(f.rule)) {
                ADD_FAILURE() << describe(f);
            }
        }
        EXPECT_EQ(found, 1) << "at " << there->at.file << ' ' << there->at.table << ' ' << there->at.row;
        if (testing::Test::HasFailure()) {
            keep(w, texts);
            return;
        }
    }
    EXPECT_EQ(planted, wanted) << "worlds have too few places for it";
}

class faults : public testing::TestWithParam<fault> {};

TEST_P(faults, are_found_where_they_are) { find_in_worlds(GetParam()); }

INSTANTIATE_TEST_SUITE_P(worlds, faults, testing::ValuesIn(worlds::every_fault), [](auto const& info) {
    std::string name = worlds::name_of(info.param);
    for (char& c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    return name;
});

}  // namespace
}  // namespace a6::world_tests
