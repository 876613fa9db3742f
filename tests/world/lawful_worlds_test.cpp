// Worlds that obey the law are judged without a finding, and what stays undecided waits for documents that a world does
// not have.

#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace a6::world_tests {
namespace {

// What a lawful world leaves open: a rule and how that begins which it waits for.
struct open_matter {
    char const* rule;
    char const* needs;
    mutable std::uint64_t times = 0;
};
std::vector<open_matter> const& open_matters() {
    static std::vector<open_matter> const all{
        // There are no biennial transparency reports.
        {"REP-02", "the biennial transparency report of"},
        {"DL-05c", "annex 4 to the biennial transparency report of"},
        // Parties that acquire under the authorization of another Party have none of their own.
        {"DL-02", "the authorizations of"},
        {"DL-02b", "the authorizations of"},
        // Uses for the NDC implementation period that ended with the year before: Table 1 names the new one.
        {"ROW-09", "the NDC implementation period to which"},
        // An updated report, which need not repeat the period, between an initial report and its revision.
        {"REP-04d", "III First year of the NDC implementation period"},
    };
    return all;
}

bool is_open_matter(reports::undecided const& u) {
    for (auto const& known : open_matters())
        if (u.rule == known.rule)
            for (auto const& need : u.needs)
                if (need.starts_with(known.needs)) return ++known.times > 0;
    return false;
}

// Outcomes of a Party that were first transferred in its own registry, went abroad and came back: a query.
constexpr char const* asked = "ROW-14";

void judge_worlds(std::uint64_t count, worlds::options (*made_with)(std::uint64_t), bool usual) {
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto const w = worlds::make_world(made_with(seed));
        auto const texts = worlds::texts_of(w);
        auto const report = judge(w, texts);
        bool good = report.failures.empty();
        for (auto const& f : report.failures) ADD_FAILURE() << f.file << ": " << f.message;
        for (auto const& f : report.findings) {
            if (f.severity == reports::severity::query && (!usual || f.rule == asked)) continue;
            ADD_FAILURE() << describe(f);
            good = false;
        }
        for (auto const& u : report.undecided) {
            if (!usual || is_open_matter(u)) continue;
            ADD_FAILURE() << describe(u);
            good = false;
        }
        if (!good) keep(w, texts);
    }
}

TEST(lawful_worlds, have_no_finding) {
    auto const count = worlds_to_run(300);
    judge_worlds(count, worlds::random_options, true);
    if (count < 300) return;
    for (auto const& known : open_matters())
        EXPECT_GT(known.times, 0U) << known.rule << " waits in no world: it can be taken off the list";
}

// What cannot be told apart may be asked about, and remain undecided; an error is never found.
TEST(lawful_worlds, told_in_uncommon_ways_have_no_error) {
    auto const uncommon = [](std::uint64_t seed) {
        auto o = worlds::random_options(seed);
        o.returns = 40;
        o.back_in_the_same_year = true;
        o.steps = 4;
        o.two_periods = 60;
        o.mixed_periods = 30;
        if (seed % 3 == 0) o.style = worlds::identifiers::bare_everywhere;
        if (seed % 5 == 0) o.initial_reports = false;
        return o;
    };
    judge_worlds(worlds_to_run(100), uncommon, false);
}

// Filings that count, some of them left out.
std::vector<worlds::text_filing> some_of(worlds::world const& w, worlds::dice& d) {
    int const missing = d.between(10, 60);
    std::vector<worlds::text_filing> out;
    for (auto const& r : w.reports)
        if (!r.superseded && !d.percent(missing)) out.push_back(worlds::texts_of(w, r));
    for (auto const& f : w.filings)
        if (!f.superseded && !d.percent(missing)) out.push_back(worlds::texts_of(w, f));
    return out;
}

// Rules that take what is given for all that was filed: authorizations, their later versions, entities, acquisitions
// and updated initial reports may stand in filings that are left out. To be kept short.
std::set<std::string> const hasty{"GOV-02", "REP-01", "REP-01b", "ROW-07", "SUB-01",  "SUB-01c",
                                  "SUB-04", "SUB-05", "SUB-07",  "SUB-08", "SUB-08b", "SUB-11"};

// Only part of what was filed is given: what is missing is never held against anybody.
TEST(lawful_worlds, of_which_filings_are_missing_have_no_error) {
    std::uint64_t const count = worlds_to_run(100);
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto const w = worlds::make_world(worlds::random_options(seed));
        worlds::dice d(seed);
        auto const texts = some_of(w, d);
        bool good = true;
        for (auto const& f : judge(w, texts).findings) {
            if (f.severity == reports::severity::query || hasty.contains(f.rule)) continue;
            ADD_FAILURE() << describe(f);
            good = false;
        }
        if (!good) keep(w, texts);
    }
}

}  // namespace
}  // namespace a6::world_tests
