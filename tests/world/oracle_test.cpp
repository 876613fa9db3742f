// Small worlds with one or two faults, counted serial by serial: what was first transferred twice, what ended twice and
// what two Parties hold is exactly what the rules name, serial for serial.

#include "tests/support/world_faults.hpp"
#include "tests/world/text_rows.hpp"
#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace a6::world_tests {
namespace {

using worlds::fault;

// What must not be: by its name, the serials.
using counted = std::map<std::string, serial_count>;

counted by_hand(std::vector<worlds::text_filing> const& filings) {
    serial_count transferred, ended;
    std::map<std::string, std::map<std::string, serial_count>> held;  // by year, by Party
    for (auto f : filings) {
        if (f.report != "AnnualInformation") continue;
        row_of const header(f.table("Submission"), 0);
        // The same event may be reported as first transfer and, on the same day, as use.
        std::map<std::string, serial_count> at_first_transfer;
        auto& actions = f.table("Actions");
        for (std::size_t n = 0; n < actions.rows.size(); ++n) {
            row_of const r(actions, n);
            if (r["ActionType"] != "First transfer") continue;
            transferred.add(range_in(r));
            auto const how = r["ActionSubtype"];
            if (how != "Use or cancellation" && how.find("OMGE") == std::string::npos) continue;
            ended.add(range_in(r));
            at_first_transfer[r["ActionDateTime"]].add(range_in(r));
        }
        for (std::size_t n = 0; n < actions.rows.size(); ++n) {
            row_of const r(actions, n);
            std::set<std::string> const ends{"Use", "Cancellation", "Voluntary Cancellation"};
            if (ends.contains(r["ActionType"]) && !at_first_transfer[r["ActionDateTime"]].overlaps(range_in(r)))
                ended.add(range_in(r));
        }
        auto& holdings = f.table("Holdings");
        for (std::size_t n = 0; n < holdings.rows.size(); ++n)
            held[header["ReportedYear"]][header["ParticipatingParty"]].add(range_in(row_of(holdings, n)));
    }
    counted out;
    out["first transferred twice"] = transferred.at_least(2);
    out["ended twice"] = ended.at_least(2);
    for (auto const& [year, parties] : held) {
        serial_count all;
        for (auto const& [party, count] : parties) all.add(count.at_least(1));
        out["held twice"].add(all.at_least(2));
    }
    out["held twice"] = out["held twice"].at_least(1);
    return out;
}

// "CA0902-GHA01-GHA-11..20-2023"
serial_range range_of(std::string const& text) {
    std::vector<std::string> parts{""};
    for (char const c : text) c == '-' ? parts.emplace_back() : parts.back() += c;
    auto const dots = parts.at(3).find("..");
    return {parts[0] + ' ' + parts[2] + ' ' + parts.at(4), std::stoll(parts[3]),
            std::stoll(dots == std::string::npos ? parts[3] : parts[3].substr(dots + 2))};
}

counted by_the_rules(reports::run_report const& report) {
    counted out{{"first transferred twice", {}}, {"ended twice", {}}, {"held twice", {}}};
    for (auto const& f : report.findings) {
        bool const in_one_filing = f.rule == "TAB-06";
        std::string what;
        if (f.rule == "PTY-06" || (in_one_filing && f.message.find("one first transfer") != std::string::npos))
            what = "first transferred twice";
        if (f.rule == "PTY-07" || (in_one_filing && f.message.find("already been subject") != std::string::npos))
            what = "ended twice";
        if (f.rule == "PTY-05") what = "held twice";
        if (what.empty()) continue;
        for (auto const& s : f.serials) out[what].add(range_of(s));
    }
    for (auto& [what, serials] : out) serials = serials.at_least(1);
    return out;
}

TEST(oracle, counts_the_same_serials) {
    std::vector<fault> const doubles{fault::first_transferred_twice,
                                     fault::first_transferred_twice_over_years,
                                     fault::used_twice,
                                     fault::used_twice_over_years,
                                     fault::used_by_two_parties,
                                     fault::cancelled_after_use,
                                     fault::held_by_two};
    std::vector<fault> const others{fault::quantity_of_one_side, fault::acquisition_left_out, fault::transfer_too_small,
                                    fault::holding_lost, fault::held_after_the_end};
    std::map<std::string, std::int64_t> seen;
    std::uint64_t const count = worlds_to_run(40);
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
        auto o = worlds::made_for(fault::used_twice, worlds::random_options(seed));
        o.parties = 3;
        o.approaches = 2;
        o.years = 3;
        auto w = worlds::make_world(o);
        worlds::dice d(seed);
        auto first = worlds::plant(w, d.pick(doubles), d);
        auto second = worlds::plant(w, d.percent(50) ? d.pick(doubles) : d.pick(others), d);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", " + (first ? worlds::name_of(first->kind) : "nothing") + ", " +
                     (second ? worlds::name_of(second->kind) : "nothing"));
        std::vector<worlds::text_filing> texts;
        for (auto const& r : w.reports) texts.push_back(worlds::texts_of(w, r));
        for (auto const& f : w.filings)
            if (!f.superseded) texts.push_back(worlds::texts_of(w, f));
        auto const wanted = by_hand(texts);
        auto const report = judge(w, texts);
        for (auto const& [what, found] : by_the_rules(report)) {
            serial_count difference = wanted.at(what);
            seen[what] += difference.counted(1);
            difference.add(found, -1);
            EXPECT_EQ(difference.outside(0), "") << what << " (1: not found, -1: wrongly found)";
        }
        if (testing::Test::HasFailure()) {
            for (auto const& f : report.findings) ADD_FAILURE() << describe(f);
            keep(w, texts);
            return;
        }
    }
    // Slow builds run too few worlds for every fault to come up.
    if (count >= 40) {
        for (auto const& [what, serials] : seen) EXPECT_GT(serials, static_cast<std::int64_t>(count)) << what;
    }
}

}  // namespace
}  // namespace a6::world_tests
