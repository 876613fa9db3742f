// What the Parties of a world file: initial reports, and annual information for every year since they take part.

#include "tests/support/world.hpp"

#include <algorithm>

namespace a6::test_support::worlds {

namespace {

class filer {
public:
    filer(world& w, dice& d) : w_(w), d_(d) {}

    void run() {
        for (std::uint32_t p = 0; p < w_.parties.size(); ++p) report(p);
        sort_actions();
        w_.as_of = day_of(w_.last_year() + 1, 6, 30);
        for (std::uint32_t p = 0; p < w_.parties.size(); ++p)
            if (w_.parties[p].files_from != 0)
                for (int y = w_.parties[p].files_from; y <= w_.last_year(); ++y) file_year(p, y);
    }

private:
    // One initial report, and an updated one for each approach that the Party joins later.
    void report(std::uint32_t p) {
        std::vector<std::uint32_t> joined;
        for (std::uint32_t a = 0; a < w_.approaches.size(); ++a) {
            auto const& members = w_.approaches[a].members;
            if (std::find(members.begin(), members.end(), p) != members.end()) joined.push_back(a);
        }
        if (joined.empty()) return;
        std::stable_sort(joined.begin(), joined.end(),
                         [&](auto a, auto b) { return w_.approaches[a].since < w_.approaches[b].since; });
        auto& party = w_.parties[p];
        for (std::size_t n = 0; n < joined.size(); ++n) {
            initial_report r;
            r.party = p;
            r.number =
                static_cast<int>(w_.reports.empty() || w_.reports.back().party != p ? 1 : w_.reports.back().number + 1);
            r.submitted = date{w_.approaches[joined[n]].since.days - d_.between(0, 10)};
            r.approaches.push_back(joined[n]);
            // Two at once, if the second begins in the same year.
            while (n + 1 < joined.size() && d_.percent(40) &&
                   dsl::year_of(w_.approaches[joined[n + 1]].since) == dsl::year_of(r.submitted))
                r.approaches.push_back(joined[++n]);
            if (r.number > 1) r.submitted = std::max(r.submitted, date{w_.reports.back().first_submitted.days + 1});
            r.first_submitted = r.submitted;
            if (party.files_from == 0) party.files_from = dsl::year_of(r.submitted);
            add(r);
            if (!d_.percent(w_.made_with.revised_reports)) continue;
            w_.reports.back().superseded = true;
            r.minor = 1;
            r.submitted = date{std::min(r.submitted.days + d_.between(10, 400), day_of(w_.last_year() + 1, 3, 1).days)};
            add(r);
        }
    }

    void add(initial_report r) {
        r.name = w_.parties[r.party].code + "_initial_" + std::to_string(r.number) + '_' + "1." +
                 std::to_string(r.minor) + ".xml";
        w_.reports.push_back(std::move(r));
    }

    void sort_actions() {
        for (std::uint32_t a = 0; a < w_.actions.size(); ++a)
            by_filing_[{w_.actions[a].by, dsl::year_of(w_.actions[a].on)}].push_back(a);
        for (auto& [key, actions] : by_filing_)
            std::stable_sort(actions.begin(), actions.end(),
                             [&](auto a, auto b) { return w_.actions[a].on < w_.actions[b].on; });
    }

    void file_year(std::uint32_t p, int year) {
        auto const& party = w_.parties[p];
        filing f;
        f.party = p;
        f.year = year;
        bool const all = party.writes.repeats_authorizations;
        for (std::uint32_t z = 0; z < w_.authorizations.size(); ++z) {
            if (w_.authorizations[z].giver != p) continue;
            auto const& versions = w_.authorizations[z].versions;
            for (std::uint32_t v = 0; v < versions.size(); ++v) {
                int const since = dsl::year_of(versions[v].since);
                if (all ? since <= year : since == year) f.authorizations.emplace_back(z, v);
            }
        }
        for (std::uint32_t e = 0; e < w_.entities.size(); ++e) {
            if (w_.entities[e].giver != p) continue;
            int const since = dsl::year_of(w_.entities[e].since);
            if (all ? since <= year : since == year) f.entities.push_back(e);
        }
        if (auto const found = by_filing_.find({p, year}); found != by_filing_.end()) f.actions = found->second;
        f.holdings = held(p, year);
        f.submitted = date{d_.between(day_of(year + 1, 3, 1).days, day_of(year + 1, 4, 15).days)};
        if (d_.percent(w_.made_with.revised)) {
            filing draft = f;
            draft.superseded = true;
            spoil(draft);
            add(draft);
            f.submitted = date{f.submitted.days + d_.between(1, 70)};
            (d_.percent(70) ? f.minor : f.major) += 1;
        }
        add(f);
    }

    void add(filing& f) {
        f.name = w_.parties[f.party].code + '_' + std::to_string(f.year) + '_' + std::to_string(f.major) + '.' +
                 std::to_string(f.minor) + ".xml";
        w_.filings.push_back(std::move(f));
    }

    std::vector<holding> held(std::uint32_t p, int year) {
        auto const found = w_.holdings.find({p, year});
        if (found == w_.holdings.end()) return {};
        if (!w_.parties[p].writes.merges_holdings) return found->second;
        std::vector<holding> out;
        for (auto const& h : found->second) {
            if (!out.empty() && out.back().authorization == h.authorization && out.back().vintage == h.vintage &&
                out.back().last + 1 == h.first && out.back().first_unit + out.back().size() == h.first_unit) {
                out.back().last = h.last;
                out.back().quantity += h.quantity;
            } else {
                out.push_back(h);
            }
        }
        return out;
    }

    // What a first version may get wrong, and the next one mends.
    void spoil(filing& f) {
        if (!f.actions.empty() && d_.percent(70)) {
            auto const n = d_.below(f.actions.size());
            if (d_.percent(40)) {
                f.actions.erase(f.actions.begin() + static_cast<std::ptrdiff_t>(n));
                return;
            }
            action a = w_.actions[f.actions[n]];
            switch (d_.below(4)) {
                case 0: a.quantity += d_.between(1, 100); break;
                case 1: a.on = date{a.on.days + 400}; break;
                case 2: a.vintage = static_cast<std::int16_t>(a.vintage - 1); break;
                default: a.last += 10; a.quantity = a.size();
            }
            f.actions[n] = static_cast<std::uint32_t>(w_.actions.size());
            w_.actions.push_back(a);
        } else if (!f.holdings.empty()) {
            auto const n = d_.below(f.holdings.size());
            if (d_.percent(50))
                f.holdings.push_back(f.holdings[n]);
            else
                f.holdings.erase(f.holdings.begin() + static_cast<std::ptrdiff_t>(n));
        }
    }

    world& w_;
    dice& d_;
    std::map<std::pair<std::uint32_t, int>, std::vector<std::uint32_t>> by_filing_;
};

}  // namespace

void file(world& w, dice& d) { filer(w, d).run(); }

}  // namespace a6::test_support::worlds
