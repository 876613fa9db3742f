#include "reports/review/markdown_outline.hpp"

#include "reports/listed.hpp"
#include "reports/markdown.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

bool is_kind(filing_outcome const& f, std::string_view kind) {
    return std::find(f.kind.begin(), f.kind.end(), kind) != f.kind.end();
}

// A file may hold an initial report and others: then it is read for both.
bool belongs(filing_outcome const& f, review_outline kind) {
    bool const initial = is_kind(f, "initial_report");
    return kind == review_outline::initial_report ? initial : !initial || f.kind.size() > 1;
}

bool any_judged(run_report const& report, std::string const& party, review_outline kind) {
    return std::any_of(report.filings.begin(), report.filings.end(), [&](filing_outcome const& f) {
        return f.party == party && !f.superseded_by && belongs(f, kind);
    });
}

void fill(reviewed_report& out, run_report const& report, listed_findings const& chosen) {
    out.findings_not_listed = !chosen.not_listed.empty();
    for (finding const* f : chosen.list) {
        bool const nowhere = f->locations.empty() || f->locations.front().filing.empty();
        if (nowhere ? out.kind == review_outline::regular_information : out.holds(f->locations.front().filing))
            out.findings.push_back(f);
        else if (f->cross_party && std::any_of(f->locations.begin(), f->locations.end(), [&](location const& l) {
                     return l.role == location_role::counterpart && out.holds(l.filing);
                 }))
            out.other_side_of.push_back(f);
    }
    for (question const& q : report.questions) {
        bool const general = q.filing.empty() && q.party == out.party;
        if (general ? out.kind == review_outline::regular_information : out.holds(q.filing))
            out.questions.push_back(&q);
    }
    if (!report.review) return;
    for (checked_part const& part : report.review->checks) {
        if (!out.holds(part.filing)) continue;
        out.sum += part.counts;
        if (!part.approach.empty()) out.by_approach[part.approach] += part.counts;
        for (checked_requirement const& r : part.requirements) out.by_requirement[r.requirement] += r.counts;
    }
}

}  // namespace

bool reviewed_report::holds(std::string_view filing) const {
    return std::any_of(filings.begin(), filings.end(), [&](filing_outcome const* f) { return f->id == filing; });
}

std::uint64_t reviewed_report::undecided_rows(undecided const& u) const {
    if (u.filings.empty()) return u.rows;
    std::uint64_t out = 0;
    for (filing_rows const& f : u.filings)
        if (holds(f.filing)) out += f.rows;
    return out;
}

std::vector<reviewed_report> reviewed_reports(run_report const& report, std::size_t findings_per_rule) {
    std::map<std::pair<std::string, review_outline>, reviewed_report> all;
    for (filing_outcome const& f : report.filings)
        for (review_outline const kind : {review_outline::initial_report, review_outline::regular_information}) {
            // What a later version replaces was not judged; it stands in the list of what was submitted.
            if (!belongs(f, kind) || (f.superseded_by && !any_judged(report, f.party, kind))) continue;
            reviewed_report& r = all[{f.party, kind}];
            r.kind = kind;
            r.party = f.party;
            if (r.party_words.empty() || !f.party_name.empty())
                r.party_words = markdown(f.party) + (f.party_name.empty() ? "" : ", " + markdown(f.party_name));
            r.has_outlined_report = r.has_outlined_report || kind == review_outline::initial_report ||
                                    is_kind(f, "regular_information") || is_kind(f, "structured_summary");
            r.filings.push_back(&f);
        }
    auto const chosen = listed(report, findings_per_rule);
    std::vector<reviewed_report> out;
    for (auto& [key, r] : all) {
        if (r.party_words.empty()) r.party_words = markdown(r.filings.front()->file);
        fill(r, report, chosen);
        out.push_back(std::move(r));
    }
    return out;
}

}  // namespace a6::reports
