// The life of ITMOs for people: first what became of them, then each piece with its steps.

#include "reports/escape.hpp"
#include "reports/excerpt.hpp"
#include "reports/failures.hpp"
#include "reports/phrases.hpp"
#include "reports/trace.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <set>

namespace a6::reports {

namespace {

// Below the date.
constexpr std::string_view margin = "              ";
// Of rows that may be meant the text tells so many; JSON has all.
constexpr std::size_t most_candidates = 10;

class text_trace {
public:
    text_trace(trace const& t, std::ostream& out) : t_(t), out_(out) {}

    void write() {
        for (auto const& f : t_.failures) write_failure(f, colours(false), out_);
        out_ << printable(t_.block) << "  " << counted(t_.size, "ITMO", "ITMOs") << '\n';
        for (auto const& s : t_.summary) out_ << "  " << printable(s) << '\n';
        out_ << '\n';
        for (auto const& p : t_.pieces) write_piece(p);
        write_candidates();
        if (!t_.nearest.empty()) {
            out_ << "nothing is reported of these ITMOs; the nearest blocks that are:\n";
            for (auto const& b : t_.nearest) out_ << "  " << printable(b) << '\n';
            out_ << '\n';
        }
        for (auto const& n : t_.notes) out_ << "note: " << printable(n) << '\n';
        // Earlier versions of the Parties that the steps are of; JSON has all.
        std::set<std::string> parties;
        for (auto const& p : t_.pieces)
            for (auto const& s : p.steps) parties.insert(s.by);
        for (auto const& f : t_.filings)
            if (f.superseded_by && parties.count(f.party))
                out_ << "note: " << printable(f.file) << " is not looked at: " << printable(*f.superseded_by)
                     << " is a later version\n";
        out_ << "traced with a6check " << printable(t_.tool_version) << ", rulebook " << printable(t_.rulebook_name)
             << ' ' << printable(t_.rulebook_version) << ", as of " << printable(t_.as_of) << ", through "
             << counted(t_.filings.size(), "filing", "filings") << '\n';
    }

private:
    void write_piece(trace_piece const& p) {
        out_ << printable(p.block) << "  " << counted(p.size, "ITMO", "ITMOs") << '\n';
        auto const all = shared(p);
        if (!all.empty()) out_ << "  " << listed(all) << '\n';
        for (auto const& s : p.steps) write_step(s, all);
        for (auto const& u : p.unknown) out_ << "  not known: " << printable(u) << '\n';
        out_ << '\n';
    }

    using items = std::vector<std::pair<std::string, std::string>>;

    // What every row says alike.
    static items shared(trace_piece const& p) {
        items out;
        auto const event = std::find_if(p.steps.begin(), p.steps.end(), [](auto const& s) { return !s.seen; });
        if (event == p.steps.end()) return out;
        for (auto const& item : event->shown) {
            auto const says = [&](auto const& s) {
                return s.seen || std::find(s.shown.begin(), s.shown.end(), item) != s.shown.end();
            };
            auto const count = std::count_if(p.steps.begin(), p.steps.end(), [](auto const& s) { return !s.seen; });
            if (count > 1 && std::all_of(p.steps.begin(), p.steps.end(), says)) out.push_back(item);
        }
        return out;
    }

    static std::string listed(items const& all) {
        std::string line;
        for (auto const& [label, value] : all) line += (line.empty() ? "" : "; ") + label + ": " + value;
        return printable(line);
    }

    void write_step(trace_step const& s, items const& said) {
        std::string const when = s.date.empty() ? std::string(10, '-') : printable(s.date);
        std::string const told = s.sentence.empty() ? (s.what.empty() ? "an action" : s.what) : s.sentence;
        out_ << "  " << when << "  " << printable(told) << '\n';
        if (!s.seen) write_state(s);
        items own;
        for (auto const& item : s.shown)
            if (std::find(said.begin(), said.end(), item) == said.end() && item.second != s.date) own.push_back(item);
        if (!own.empty()) out_ << margin << listed(own) << '\n';
        out_ << margin << place(s.at) << '\n';
        for (auto const& f : s.findings)
            out_ << margin << word(f.severity) << '[' << printable(f.id) << "] " << printable(f.message) << '\n';
    }

    void write_state(trace_step const& s) {
        std::string const before = s.state_before.empty() ? "not known" : s.state_before;
        switch (s.outcome) {
            case step_outcome::happened:
                out_ << margin << printable(before) << " -> " << printable(s.state_after);
                if (!s.holder_after.empty()) out_ << ", held by " << printable(s.holder_after);
                break;
            case step_outcome::refused:
                out_ << margin << "NOT POSSIBLE: the state is " << printable(before);
                if (!s.holder_before.empty()) out_ << ", last held by " << printable(s.holder_before);
                break;
            case step_outcome::elsewhere:
                out_ << margin << "NOT POSSIBLE by " << printable(s.by) << ": held by " << printable(s.holder_before);
                break;
            case step_outcome::unplaced:
                out_ << margin << "its place in the order is not known, nor is the state behind it";
                break;
        }
        out_ << '\n';
    }

    void write_candidates() {
        if (t_.candidates.empty()) return;
        out_ << "may be the same ITMOs: bare serial numbers, whose registry of first transfer is not known\n";
        for (std::size_t i = 0; i < std::min(t_.candidates.size(), most_candidates); ++i)
            out_ << "  " << printable(t_.candidates[i].block) << "  " << place(t_.candidates[i].at) << '\n';
        if (t_.candidates.size() > most_candidates)
            out_ << "  and " << counted(t_.candidates.size() - most_candidates, "more row", "more rows") << '\n';
        out_ << '\n';
    }

    trace const& t_;
    std::ostream& out_;
};

}  // namespace

void write_trace_text(trace const& t, std::ostream& out) { text_trace(t, out).write(); }

}  // namespace a6::reports
