// Worlds that obey the law are judged without a finding, and what stays undecided waits for documents that a world does
// not have.

#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
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
        // Not all Parties have biennial transparency reports.
        {"REP-02", "the biennial transparency report of"},
        {"DL-05c", "annex 4 to the biennial transparency report of"},
        // Parties that acquire under the authorization of another Party have none of their own.
        {"DL-02", "the authorizations of"},
        {"DL-02b", "the authorizations of"},
        // Uses for the NDC implementation period that ended with the year before: Table 1 names the new one.
        {"ROW-09", "the NDC implementation period to which"},
        // A biennial report for a new period of a Party whose initial report is for the one before.
        {"REP-04", "the initial report of"},
        {"REP-04b", "the initial report of"},
        {"REP-04c", "the initial report of"},
        {"ACC-11b", "the earlier structured summaries of"},
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

// Rows of Table 3 that are acquired only in the year after the last: transferred in its December, and still on the way.
struct on_the_way {
    std::set<std::pair<std::string, std::uint32_t>> all;
    std::size_t non_ghg = 0;
};
on_the_way transfers_on_the_way(worlds::world const& w) {
    on_the_way out;
    for (auto const& f : w.filings) {
        if (f.superseded || f.year != w.last_year()) continue;
        for (std::uint32_t row = 0; row < f.actions.size(); ++row) {
            auto const& a = w.actions[f.actions[row]];
            bool const leaves = a.kind == worlds::action_kind::transfer
                                    ? a.other != worlds::none
                                    : a.subtype == worlds::action_subtype::to_another_party;
            if (!leaves || a.on < worlds::day_of(w.last_year(), 12, 1)) continue;
            bool const waits = std::any_of(w.lots.begin(), w.lots.end(), [&](auto const& l) {
                return l.state == worlds::fate::on_the_way && l.from == a.by && l.holder == a.other &&
                       l.authorization == a.authorization && l.vintage == a.vintage && l.first <= a.last &&
                       a.first <= l.last;
            });
            if (!waits) continue;
            out.all.emplace(f.name, row + 1);
            out.non_ghg += w.approaches[w.authorizations[a.authorization].approach].non_ghg;
        }
    }
    return out;
}

// Exactly these wait for the next year, and for nothing else.
bool is_on_the_way(reports::undecided const& u, on_the_way const& known, std::map<std::string, std::uint64_t>& rows) {
    if (u.rule != "PTY-01" && u.rule != "PTY-03") return false;
    for (auto const& l : u.locations)
        if (!known.all.contains({l.file, l.row})) return false;
    rows[u.rule] += u.rows;
    return true;
}

// What a reviewer is rightly asked: figures so coarse that a small quantity cannot be seen.
std::set<std::string> const fair_questions{"ACC-16"};

// Rules that are mistaken about some lawful worlds. To be kept empty.
std::set<std::string> const mistaken{};

void judge_worlds(std::uint64_t count, worlds::options (*made_with)(std::uint64_t), bool usual) {
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto const w = worlds::make_world(made_with(seed));
        auto const texts = worlds::texts_of(w);
        auto const report = judge(w, texts);
        auto const waiting = transfers_on_the_way(w);
        std::map<std::string, std::uint64_t> rows_waiting;
        bool good = report.failures.empty();
        for (auto const& f : report.failures) ADD_FAILURE() << f.file << ": " << f.message;
        for (auto const& f : report.findings) {
            bool const question = f.severity == reports::severity::query;
            if (mistaken.contains(f.rule) || (question && (!usual || fair_questions.contains(f.rule)))) continue;
            ADD_FAILURE() << describe(f);
            good = false;
        }
        for (auto const& u : report.undecided) {
            if (!usual || mistaken.contains(u.rule) || is_open_matter(u) || is_on_the_way(u, waiting, rows_waiting))
                continue;
            ADD_FAILURE() << describe(u);
            good = false;
        }
        if (usual) {
            EXPECT_EQ(rows_waiting["PTY-01"], waiting.all.size());
            EXPECT_EQ(rows_waiting["PTY-03"], waiting.non_ghg);
        }
        if (!good) keep(w, texts);
    }
}

TEST(lawful_worlds, have_no_finding) {
    auto const count = worlds_to_run(150);
    judge_worlds(count, worlds::random_options, true);
    if (count < 150) return;
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
    judge_worlds(worlds_to_run(50), uncommon, false);
}

// Filings that count, some of them left out.
std::vector<worlds::text_filing> some_of(worlds::world const& w, worlds::dice& d) {
    int const missing = d.between(10, 60);
    std::vector<worlds::text_filing> out;
    for (auto const& r : w.reports)
        if (!r.superseded && !d.percent(missing)) out.push_back(worlds::texts_of(w, r));
    for (auto const& r : w.biennial) {
        if (!d.percent(missing)) out.push_back(worlds::summary_of(w, r));
        if (!d.percent(missing)) out.push_back(worlds::annex_of(w, r));
    }
    for (auto const& f : w.filings)
        if (!f.superseded && !d.percent(missing)) out.push_back(worlds::texts_of(w, f));
    return out;
}

// Only part of what was filed is given: what is missing is never held against anybody.
TEST(lawful_worlds, of_which_filings_are_missing_have_no_error) {
    std::uint64_t const count = worlds_to_run(50);
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto const w = worlds::make_world(worlds::random_options(seed));
        worlds::dice d(seed);
        auto const texts = some_of(w, d);
        bool good = true;
        for (auto const& f : judge(w, texts).findings) {
            if (f.severity == reports::severity::query || mistaken.contains(f.rule)) continue;
            ADD_FAILURE() << describe(f);
            good = false;
        }
        if (!good) keep(w, texts);
    }
}

}  // namespace
}  // namespace a6::world_tests
