// A single fault in an otherwise lawful world is found where it is, and no error is found that does not follow from it.

#include "tests/support/world_faults.hpp"
#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace a6::world_tests {
namespace {

using worlds::fault;

// Rules of which one must find the fault.
std::set<std::string> finders(fault f) {
    switch (f) {
        case fault::quantity_of_one_side: return {"ROW-06"};
        case fault::used_twice: return {"TAB-06"};
        case fault::used_twice_over_years: return {"PTY-07"};
        case fault::first_transferred_twice: return {"TAB-06"};
        case fault::first_transferred_twice_over_years: return {"PTY-06"};
        case fault::held_after_the_end: return {"SUB-11"};
        case fault::acquisition_left_out: return {"PTY-01"};
    }
    return {};
}

bool is_at(reports::finding const& f, worlds::fault_place const& p) {
    for (auto const& l : f.locations)
        if (l.file == p.file && l.table == p.table && l.row == p.row) return true;
    return false;
}

TEST(faults, are_found_where_they_are) {
    std::map<fault, int> planted;
    std::uint64_t const count = worlds_to_run(24);
    for (std::uint64_t seed = 1; seed <= count; ++seed)
        for (auto const kind : worlds::every_fault) {
            SCOPED_TRACE("seed " + std::to_string(seed) + ", " + worlds::name_of(kind));
            auto made_with = worlds::random_options(seed);
            made_with.biennial_reports = 0;  // whose figures would no longer agree either
            auto w = worlds::make_world(made_with);
            worlds::dice d(seed);
            auto const there = worlds::plant(w, kind, d);
            if (!there) continue;
            ++planted[kind];
            auto const texts = worlds::texts_of(w);
            auto const report = judge(w, texts);
            auto const by = finders(kind);
            int errors = 0;
            bool found = false;
            for (auto const& f : report.findings) {
                found = found || (is_at(f, there->at) && by.contains(f.rule));
                errors += f.severity == reports::severity::error;
            }
            EXPECT_TRUE(found) << there->at.file << ' ' << there->at.table << ' ' << there->at.row;
            EXPECT_EQ(errors, 1);
            if (testing::Test::HasFailure())
                for (auto const& f : report.findings) ADD_FAILURE() << describe(f);
            if (testing::Test::HasFailure()) {
                keep(w, texts);
                return;
            }
        }
    for (auto const kind : worlds::every_fault)
        EXPECT_GE(planted[kind], static_cast<int>(count / 4)) << worlds::name_of(kind);
}

}  // namespace
}  // namespace a6::world_tests
