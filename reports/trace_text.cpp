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
    text_trace(trace const& t, std::ostream& out) : t_(t), say_(*t.lang), out_(out) {}

    void write() {
        for (auto const& f : t_.failures) write_failure(f, say_, colours(false), out_);
        out_ << printable(t_.block) << "  " << itmos(t_.size) << '\n';
        for (auto const& s : t_.summary) out_ << "  " << printable(s) << '\n';
        out_ << '\n';
        for (auto const& p : t_.pieces) write_piece(p);
        write_candidates();
        if (!t_.nearest.empty()) {
            out_ << say_("nothing is reported of these ITMOs; the nearest blocks that are:") << '\n';
            for (auto const& b : t_.nearest) out_ << "  " << printable(b) << '\n';
            out_ << '\n';
        }
        for (auto const& n : t_.notes) out_ << say_("note: {}", printable(n)) << '\n';
        // Earlier versions of the Parties that the steps are of; JSON has all.
        std::set<std::string> parties;
        for (auto const& p : t_.pieces)
            for (auto const& s : p.steps) parties.insert(s.by);
        for (auto const& f : t_.filings)
            if (f.superseded_by && parties.count(f.party))
                out_ << say_("note: {} is not looked at: {} is a later version", printable(f.file),
                             printable(*f.superseded_by))
                     << '\n';
        out_ << say_("traced with a6check {}, rulebook {} {}, as of {}, through {}", printable(t_.tool_version),
                     printable(t_.rulebook_name), printable(t_.rulebook_version), printable(t_.as_of),
                     say_.counted(t_.filings.size(), "{} filing", "{} filings"))
             << '\n';
    }

private:
    std::string itmos(std::uint64_t count) const { return say_.counted(count, "{} ITMO", "{} ITMOs"); }

    void write_piece(trace_piece const& p) {
        out_ << printable(p.block) << "  " << itmos(p.size) << '\n';
        auto const all = shared(p);
        if (!all.empty()) out_ << "  " << listed(all) << '\n';
        for (auto const& s : p.steps) write_step(s, all);
        for (auto const& u : p.unknown) out_ << "  " << say_("not known: {}", printable(u)) << '\n';
        out_ << '\n';
    }

    using items = std::vector<shown_item>;

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

    std::string listed(items const& all) const {
        std::vector<std::string> parts;
        for (auto const& item : all) parts.push_back(say_("{}: {}", printable(item.label), printable(item.value)));
        return clauses(parts, say_);
    }

    void write_step(trace_step const& s, items const& said) {
        std::string const when = s.date.empty() ? std::string(10, '-') : printable(s.date);
        std::string const told = s.sentence.empty() ? (s.what.empty() ? say_("an action") : s.what) : s.sentence;
        out_ << "  " << when << "  " << printable(told) << '\n';
        if (!s.seen) write_state(s);
        items own;
        for (auto const& item : s.shown)
            if (std::find(said.begin(), said.end(), item) == said.end() && item.value != s.date) own.push_back(item);
        if (!own.empty()) out_ << margin << listed(own) << '\n';
        out_ << margin << place(s.at, say_) << '\n';
        for (auto const& f : s.findings)
            out_ << margin << severity_words(f.severity, say_) << '[' << printable(f.id) << "] " << printable(f.message)
                 << '\n';
    }

    void write_state(trace_step const& s) {
        std::string const before = state_words(s.state_before_words, s.state_before);
        std::string const after = state_words(s.state_after_words, s.state_after);
        std::string const held_before = printable(s.holder_before), held_after = printable(s.holder_after);
        out_ << margin;
        switch (s.outcome) {
            case step_outcome::happened:
                out_ << (held_after.empty() ? say_("{} -> {}", before, after)
                                            : say_("{} -> {}, held by {}", before, after, held_after));
                break;
            case step_outcome::refused:
                out_ << (held_before.empty()
                             ? say_("NOT POSSIBLE: the state is {}", before)
                             : say_("NOT POSSIBLE: the state is {}, last held by {}", before, held_before));
                break;
            case step_outcome::elsewhere:
                out_ << say_("NOT POSSIBLE by {}: held by {}", printable(s.by), held_before);
                break;
            case step_outcome::unplaced:
                out_ << say_("its place in the order is not known, nor is the state behind it");
                break;
        }
        out_ << '\n';
    }

    std::string state_words(std::string const& words, std::string const& state) const {
        return state.empty() ? say_("not known") : printable(words.empty() ? state : words);
    }

    void write_candidates() {
        if (t_.candidates.empty()) return;
        out_ << say_("may be the same ITMOs: bare serial numbers, whose registry of first transfer is not known")
             << '\n';
        for (std::size_t i = 0; i < std::min(t_.candidates.size(), most_candidates); ++i)
            out_ << "  " << printable(t_.candidates[i].block) << "  " << place(t_.candidates[i].at, say_) << '\n';
        if (t_.candidates.size() > most_candidates)
            out_ << "  " << say_.counted(t_.candidates.size() - most_candidates, "and {} more row", "and {} more rows")
                 << '\n';
        out_ << '\n';
    }

    trace const& t_;
    language const& say_;
    std::ostream& out_;
};

}  // namespace

void write_trace_text(trace const& t, std::ostream& out) { text_trace(t, out).write(); }

}  // namespace a6::reports
