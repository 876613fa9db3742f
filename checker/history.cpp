#include "checker/history.hpp"

#include "reports/comparison.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace a6::checker {

namespace {

using dsl::no_index;

// The versions of one report of a Party, in order.
struct version {
    std::int64_t number;
    std::int64_t day;
    std::uint32_t filing;
    friend auto operator<=>(version const&, version const&) = default;
};
using report_key = std::tuple<std::uint16_t, std::int64_t, std::int64_t, std::int64_t>;  // report, Party, series, year

std::map<report_key, std::vector<version>> versions_of(dataset const& data, dsl::data_model const& model) {
    std::map<report_key, std::vector<version>> out;
    for (std::uint16_t r = 0; r < model.reports.size(); ++r) {
        auto const& report = model.reports[r];
        auto const& roles = report.roles;
        if (report.header == no_index || roles.party == no_index || roles.version == no_index || roles.date == no_index)
            continue;
        auto const& table = data.tables[report.header];
        auto const value = [&](std::uint16_t field, std::size_t row) {
            return field == no_index || !table.fields[field].known[row] ? std::int64_t{-1} : table.fields[field].i[row];
        };
        auto const told = [&](std::uint16_t field, std::size_t row) {
            return table.fields[field].known[row] && !table.is_confidential(field, row);
        };
        for (std::size_t row = 0; row < table.rows; ++row)
            if (told(roles.party, row) && told(roles.version, row) && told(roles.date, row))
                out[{r, value(roles.party, row), value(roles.series, row), value(roles.year, row)}].push_back(
                    {value(roles.version, row), value(roles.date, row), table.filing[row]});
    }
    for (auto& [key, versions] : out) std::sort(versions.begin(), versions.end());
    return out;
}

// The day by which all reports of each filing were there; the lowest where no report has a date.
std::vector<std::int64_t> days_of(dataset const& data, dsl::data_model const& model) {
    std::vector<std::int64_t> out(data.filings.size(), std::numeric_limits<std::int64_t>::min());
    for (auto const& report : model.reports) {
        if (report.header == no_index || report.roles.date == no_index) continue;
        auto const& table = data.tables[report.header];
        auto const& day = table.fields[report.roles.date];
        for (std::size_t row = 0; row < table.rows; ++row)
            if (day.known[row]) out[table.filing[row]] = std::max(out[table.filing[row]], day.i[row]);
    }
    return out;
}

// The same cells; texts stay with the filing they were read from, which outlives this.
std::unique_ptr<raw_filing> view_of(raw_filing const& of) {
    auto out = of.empty_view();
    out->reports = of.reports;
    out->tables = of.tables;
    out->notices = of.notices;
    out->remarks = of.remarks;
    out->marks = of.marks;
    return out;
}

std::size_t rows_in(dataset const& data) {
    std::size_t rows = 0;
    for (auto const& f : data.filings)
        if (!f.raw->of_rulebook)
            for (auto const& t : f.raw->tables) rows += t.rows;
    return rows;
}

std::string day_text(std::int64_t day) { return dsl::to_string(dsl::date{static_cast<std::int32_t>(day)}); }

class history {
public:
    history(dsl::rulebook const& book, dataset const& data, run_options const& options, reports::run_report& report)
        : book_(book), data_(data), options_(options), report_(report), days_(days_of(data, book.model)) {}

    void add() {
        for (auto const& [key, versions] : versions_of(data_, book_.model))
            for (std::size_t n = 0; n + 1 < versions.size(); ++n) {
                auto const& next = versions[n + 1];
                bool const later = next.number != versions[n].number && next.day > versions[n].day;
                if (later && next.day <= options_.as_of.days) replaced_[next.day].push_back({versions[n], next.filing});
            }
        if (replaced_.empty()) return;
        std::size_t const affordable = max_history_rows / std::max<std::size_t>(rows_in(data_), 1);
        while (replaced_.size() > affordable) {
            replaced_.erase(replaced_.begin());
            ++report_.history.days_left_out;
        }
        std::vector<reports::run_report> states;
        for (auto const& [day, what] : replaced_) {
            states.push_back(state_before(day));
            report_.history.days.push_back(states.back().as_of);
        }
        tell_closed(states);
        tell_open(states);
    }

private:
    struct replacement {
        version old;
        std::uint32_t by;
    };

    reports::run_report state_before(std::int64_t day) const {
        std::vector<std::unique_ptr<raw_filing>> known;
        for (std::size_t n = 0; n < data_.filings.size(); ++n)
            if (!data_.filings[n].raw->of_rulebook && days_[n] < day) known.push_back(view_of(*data_.filings[n].raw));
        run_options then = options_;
        then.as_of = dsl::date{static_cast<std::int32_t>(day - 1)};
        then.history = false;  // else each state would tell its own
        then.review = false;
        return run(book_, std::move(known), {}, then);
    }

    void tell_closed(std::vector<reports::run_report> const& states) {
        std::set<std::string> now;
        for (auto const& f : report_.findings) now.insert(f.id);
        std::size_t n = 0;
        for (auto const& [day, what] : replaced_) {
            auto const& before = states[n];
            auto const& after = ++n < states.size() ? states[n] : report_;
            for (auto const* f : reports::compare(before, after).closed) {
                if (now.count(f->id)) continue;
                reports::closed_finding closed{*f, day_text(day), {}};
                // A new version of the other Party may have closed it as well.
                for (auto const& r : what)
                    if (concerns(*f, data_.filings[r.by].party)) closed.closed_by.push_back(data_.filings[r.by].id);
                auto& by = closed.closed_by;
                std::sort(by.begin(), by.end());
                by.erase(std::unique(by.begin(), by.end()), by.end());
                if (!by.empty()) report_.history.closed.push_back(std::move(closed));
            }
        }
    }

    static bool concerns(reports::finding const& f, std::string const& party) {
        return std::any_of(f.locations.begin(), f.locations.end(),
                           [&](reports::location const& l) { return l.party == party; });
    }

    void tell_open(std::vector<reports::run_report> const& states) {
        std::vector<std::set<std::string>> ids(states.size());
        for (std::size_t n = 0; n < states.size(); ++n)
            for (auto const& f : states[n].findings) ids[n].insert(f.id);
        // By filing: the versions before it, each with the state in which it counted.
        std::unordered_map<std::string, std::vector<std::pair<std::size_t, version>>> earlier;
        std::size_t state = 0;
        for (auto const& [day, what] : replaced_) {
            for (auto const& r : what) {
                auto chain = earlier[data_.filings[r.old.filing].id];
                chain.emplace_back(state, r.old);
                earlier[data_.filings[r.by].id] = std::move(chain);
            }
            ++state;
        }
        for (auto& f : report_.findings) {
            if (f.locations.empty()) continue;
            auto const found = earlier.find(f.locations.front().filing);
            if (found == earlier.end()) continue;
            // Back to the first version from which it was there without a break.
            std::size_t later = 0;
            for (auto it = found->second.rbegin(); it != found->second.rend() && ids[it->first].count(f.id); ++it) {
                auto const& v = it->second;
                f.since =
                    reports::open_since{std::to_string(v.number >> 32) + '.' + std::to_string(v.number & 0xffffffff),
                                        day_text(v.day), ++later};
            }
        }
    }

    dsl::rulebook const& book_;
    dataset const& data_;
    run_options const& options_;
    reports::run_report& report_;
    std::vector<std::int64_t> days_;
    std::map<std::int64_t, std::vector<replacement>> replaced_;  // by the day on which the next version came
};

}  // namespace

void add_history(dsl::rulebook const& book, dataset const& data, run_options const& options,
                 reports::run_report& report) {
    history(book, data, options, report).add();
}

}  // namespace a6::checker
