#include "reports/gone.hpp"

namespace a6::reports {

gone_findings::gone_findings(run_report const& before, run_report const& after, bool all_kept) {
    for (auto const& f : before.filings) old_keys_.emplace(f.id, key_of(f));
    for (auto const& f : after.filings) filed_.insert(key_of(f));
    for (auto const& r : after.rules) rules_.insert(r.rule);
    if (!all_kept)
        for (auto const& n : after.beyond)
            if (n.severity) not_all_kept_.insert(n.rule);
    for (auto const& failure : after.failures) {
        bool in_filing = false;
        for (auto const& f : after.filings)
            if (f.file == failure.file) {
                in_filing = true;
                failed_in_part_.insert(key_of(f));
            }
        // What is wrong in the facts, or the run as a whole, may be behind anything.
        failed_ = failed_ || failure.file.empty() || (failure.in_part && !in_filing);
    }
    note_undecided(after);
}

void gone_findings::note_undecided(run_report const& after) {
    std::map<std::string_view, key> keys;
    for (auto const& f : after.filings) keys.emplace(f.id, key_of(f));
    for (auto const& u : after.undecided) {
        if (u.rows > u.locations.size()) undecided_anywhere_.insert(u.rule);  // not every place is named
        // A finding is told by the Party and the year of the filing it stands in.
        for (auto const& at : u.locations) {
            auto const k = keys.find(at.filing);
            if (k == keys.end())
                undecided_anywhere_.insert(u.rule);
            else
                undecided_.emplace(u.rule, k->second);
        }
    }
}

gone_because gone_findings::why(finding const& f) const {
    if (failed_ || not_all_kept_.count(f.rule)) return gone_because::not_checked;
    if (!rules_.empty() && !rules_.count(f.rule)) return gone_because::no_rule;
    for (auto const& at : f.locations) {
        auto const k = old_keys_.find(at.filing);
        if (k == old_keys_.end()) continue;  // a fact that comes with the rulebook, or no filing
        // Without the other side, or the evidence, nothing shows it any more; that mends nothing.
        if (!filed_.count(k->second)) return gone_because::filing_not_given;
        if (failed_in_part_.count(k->second)) return gone_because::not_checked;
        if (&at == &f.locations.front() && undecided_.count({f.rule, k->second})) return gone_because::undecided;
    }
    return undecided_anywhere_.count(f.rule) ? gone_because::undecided : gone_because::mended;
}

}  // namespace a6::reports
