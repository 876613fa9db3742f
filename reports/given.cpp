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

// Filings of one kind.
struct given_kind {
    std::string words;
    std::vector<std::string> years;  // of those that count
};
struct given {
    std::map<std::string, given_kind> kinds;
    std::vector<std::string> superseded;  // ids
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

std::string kind_words(filing_outcome const& f, std::size_t index) {
    if (index < f.kind_words.size()) return f.kind_words[index];
    std::string out = f.kind[index];
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

std::string words_of(given g, language const& say) {
    std::vector<std::string> out;
    for (auto& [kind, of] : g.kinds) {
        auto& years = of.years;
        std::string& words = out.emplace_back(printable(of.words));
        std::sort(years.begin(), years.end());
        years.erase(std::remove(years.begin(), years.end(), std::string()), years.end());
        if (!years.empty()) words += ' ' + joined(years, ", ");
        // Only annual information is due every year.
        if (kind != "annual_information") continue;
        std::vector<std::string> missing;
        for (auto const y : gaps(years)) missing.push_back(std::to_string(y));
        if (!missing.empty()) words += ' ' + say("(not given: {})", joined(missing, ", "));
    }
    if (!g.superseded.empty()) out.push_back(say("replaced by later versions: {}", joined(g.superseded, ", ")));
    return clauses(out, say);
}

}  // namespace

void write_given(run_report const& report, palette const& p, std::ostream& out) {
    if (report.filings.size() < 2) return;
    language const& say = *report.lang;
    std::map<std::string, given> parties;
    for (filing_outcome const& f : report.filings) {
        given& g = parties[f.party];
        if (f.superseded_by) {
            g.superseded.push_back(f.id);
            continue;
        }
        for (std::size_t i = 0; i < f.kind.size(); ++i) {
            auto& of = g.kinds[f.kind[i]];
            of.words = kind_words(f, i);
            of.years.push_back(f.reported_year);
        }
    }
    out << p.bold << say("given") << p.off << "  "
        << say("{} of {}", say.counted(report.filings.size(), "{} filing", "{} filings"),
               say.counted(parties.size(), "{} Party", "{} Parties"))
        << '\n';
    std::size_t shown = 0;
    for (auto const& [party, g] : parties) {
        if (shown++ == parties_shown) {
            std::size_t const more = parties.size() - parties_shown;
            out << "  " << say.counted(more, "and {} more Party", "and {} more Parties") << '\n';
            break;
        }
        out << "  " << (party.empty() ? say("(no Party)") : printable(party)) << "  " << words_of(g, say) << '\n';
    }
    out << '\n';
}

}  // namespace a6::reports
