#include "reports/given.hpp"

#include "reports/escape.hpp"
#include "reports/phrases.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace a6::reports {

namespace {

// Parties that get a line of their own; each filing is listed further below.
constexpr std::size_t parties_shown = 60;

struct given {
    std::map<std::string, std::vector<std::string>> kinds;  // by kind: the years of the filings that count
    std::vector<std::string> superseded;                    // ids
};

// Years in between of which there is nothing.
std::vector<std::uint32_t> gaps(std::vector<std::string> const& years) {
    std::set<std::uint32_t> there;
    for (auto const& y : years)
        if (y.size() == 4 && std::all_of(y.begin(), y.end(), [](char c) { return c >= '0' && c <= '9'; }))
            there.insert(static_cast<std::uint32_t>(std::stoul(y)));
    std::vector<std::uint32_t> out;
    if (there.empty() || *there.rbegin() - *there.begin() > 100) return out;
    for (std::uint32_t y = *there.begin(); y <= *there.rbegin(); ++y)
        if (!there.count(y)) out.push_back(y);
    return out;
}

std::string kind_words(std::string kind) {
    std::replace(kind.begin(), kind.end(), '_', ' ');
    return kind;
}

std::string words_of(given const& g) {
    std::string out;
    for (auto [kind, years] : g.kinds) {
        out += (out.empty() ? "" : "; ") + printable(kind_words(kind));
        std::sort(years.begin(), years.end());
        years.erase(std::remove(years.begin(), years.end(), std::string()), years.end());
        if (!years.empty()) out += ' ' + joined(years, ", ");
        // Only annual information is due every year.
        if (kind != "annual_information") continue;
        std::string missing;
        for (auto const y : gaps(years)) missing += (missing.empty() ? "" : ", ") + std::to_string(y);
        if (!missing.empty()) out += " (not given: " + missing + ")";
    }
    if (!g.superseded.empty())
        out += (out.empty() ? "" : "; ") + std::string("replaced by later versions: ") + joined(g.superseded, ", ");
    return out;
}

}  // namespace

void write_given(run_report const& report, palette const& p, std::ostream& out) {
    if (report.filings.size() < 2) return;
    std::map<std::string, given> parties;
    for (filing_outcome const& f : report.filings) {
        given& g = parties[f.party];
        if (f.superseded_by) {
            g.superseded.push_back(f.id);
            continue;
        }
        for (auto const& kind : f.kind) g.kinds[kind].push_back(f.reported_year);
    }
    out << p.bold << "given" << p.off << "  " << counted(report.filings.size(), "filing", "filings") << " of "
        << counted(parties.size(), "Party", "Parties") << '\n';
    std::size_t shown = 0;
    for (auto const& [party, g] : parties) {
        if (shown++ == parties_shown) {
            out << "  and " << parties.size() - parties_shown << " more Parties\n";
            break;
        }
        out << "  " << (party.empty() ? std::string("(no Party)") : printable(party)) << "  " << words_of(g) << '\n';
    }
    out << '\n';
}

}  // namespace a6::reports
