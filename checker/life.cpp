#include "checker/life.hpp"

#include "checker/work_in_order.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace a6::checker {

namespace {

// Rounds over the events of one day, each of which must let something happen: a chain of transfers on one day is far
// shorter. What is left then is not known, rather than refused.
constexpr int max_rounds = 64;

constexpr int unknown_state = life_step::unknown;

// What is known of a run of serials.
struct segment {
    std::int64_t last = 0;
    int state = unknown_state;
    std::optional<std::int64_t> holder;
    std::optional<std::uint32_t> event;  // index of the last event on them
};

struct part {
    std::int64_t first;
    std::int64_t last;
};

struct notes {
    std::vector<serial_block> refused, elsewhere, unknown;
    std::vector<std::pair<int, serial_block>> states;  // of which state
    std::optional<std::uint32_t> blamed;               // the last event on what is refused or elsewhere
    std::optional<std::uint32_t> before;               // the last event on any of its serials
};

// All events on one series of serials.
class series {
public:
    series(dsl::lifecycle const& cycle, std::vector<life_event> const& events, std::vector<notes>& out,
           std::vector<life_step>* steps)
        : cycle_(cycle), events_(events), out_(out), steps_(steps) {}

    void run(std::vector<std::uint32_t>& members) {
        std::sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::tie(events_[a].order, events_[a].row) < std::tie(events_[b].order, events_[b].row);
        });
        std::size_t begin = 0;
        // An event whose day is not known may have come before any other.
        for (; begin < members.size() && events_[members[begin]].order.empty(); ++begin) {
            auto const& b = events_[members[begin]].block;
            each_segment({b.first, b.last}, false, [&](std::int64_t first, segment& s) {
                s.state = unknown_state;
                tell(members[begin], first, s, s, life_step::verdict::unplaced);
            });
            out_[members[begin]].unknown.push_back(b);
        }
        while (begin < members.size()) {
            std::size_t end = begin + 1;
            while (end < members.size() && events_[members[end]].order.front() == events_[members[begin]].order.front())
                ++end;
            one_day({members.begin() + static_cast<std::ptrdiff_t>(begin),
                     members.begin() + static_cast<std::ptrdiff_t>(end)});
            begin = end;
        }
    }

private:
    // Cuts the map at both ends of the part, fills its gaps, and calls f(first, segment) for each segment of it.
    template <class Function>
    void each_segment(part p, bool begins_known, Function f) {
        cut(p.first);
        cut(p.last + 1);
        std::int64_t at = p.first;
        auto it = map_.lower_bound(p.first);
        while (at <= p.last) {
            if (it == map_.end() || it->first > at) {
                std::int64_t const last = it == map_.end() ? p.last : std::min(p.last, it->first - 1);
                it = map_.emplace_hint(it, at, segment{last, begins_known ? 0 : unknown_state, {}, {}});
            }
            f(it->first, it->second);
            at = it->second.last + 1;
            ++it;
        }
    }

    // No segment reaches across `at` from below.
    void cut(std::int64_t at) {
        auto it = map_.upper_bound(at);
        if (it == map_.begin()) return;
        --it;
        if (it->first == at || it->second.last < at) return;
        segment tail = it->second;
        it->second.last = at - 1;
        map_.emplace(at, tail);
    }

    struct waiting {
        std::uint32_t event;
        std::vector<part> parts;
    };

    void one_day(std::vector<std::uint32_t> const& members) {
        // Nearly always all of it is allowed at once.
        std::vector<waiting> left;
        bool progress = false;
        for (auto const e : members) {
            std::vector<part> rest;
            part const whole{events_[e].block.first, events_[e].block.last};
            progress = apply_allowed(e, whole, rest) || progress;
            if (!rest.empty()) left.push_back({e, std::move(rest)});
        }
        for (int round = 1; progress && !left.empty() && round < max_rounds; ++round) {
            progress = false;
            for (auto& w : left) {
                std::vector<part> rest;
                for (auto const& p : w.parts) progress = apply_allowed(w.event, p, rest) || progress;
                w.parts = std::move(rest);
            }
            std::erase_if(left, [](waiting const& w) { return w.parts.empty(); });
        }
        for (auto const& w : left) {
            for (auto const& p : w.parts) {
                if (progress)
                    give_up(w.event, p);
                else
                    refuse(w.event, p);
            }
        }
    }

    bool allowed(life_event const& e, segment const& s) const {
        auto const& move = cycle_.moves[e.move];
        if (s.state == unknown_state) return true;
        if (!(move.from >> s.state & 1)) return false;
        return !move.by_holder || !s.holder || *s.holder == e.actor;
    }

    // What is allowed happens; the rest of the part goes to `rest`.
    bool apply_allowed(std::uint32_t event, part p, std::vector<part>& rest) {
        auto const& e = events_[event];
        bool any = false;
        each_segment(p, e.begins_known, [&](std::int64_t first, segment& s) {
            if (!allowed(e, s)) {
                rest.push_back({first, s.last});
                return;
            }
            any = true;
            note_state(event, first, s);
            segment const before = s;
            happen(event, s);
            tell(event, first, before, s, life_step::verdict::happened);
        });
        return any;
    }

    void refuse(std::uint32_t event, part p) {
        auto const& e = events_[event];
        each_segment(p, e.begins_known, [&](std::int64_t first, segment& s) {
            auto& n = out_[event];
            bool const held = s.state != unknown_state && (cycle_.moves[e.move].from >> s.state & 1);
            (held ? n.elsewhere : n.refused).push_back(run(event, first, s.last));
            if (s.event && (!n.blamed || *n.blamed < *s.event)) n.blamed = s.event;
            note_state(event, first, s);
            // What has ended stays so; anything else moves on, so that the wrong event is told once.
            segment const before = s;
            if (s.state == unknown_state || !cycle_.terminal(static_cast<std::size_t>(s.state))) happen(event, s);
            tell(event, first, before, s, held ? life_step::verdict::elsewhere : life_step::verdict::refused);
        });
    }

    void give_up(std::uint32_t event, part p) {
        each_segment(p, false, [&](std::int64_t first, segment& s) {
            out_[event].unknown.push_back(run(event, first, s.last));
            segment const before = s;
            s.state = unknown_state;
            tell(event, first, before, s, life_step::verdict::unplaced);
        });
    }

    void tell(std::uint32_t event, std::int64_t first, segment const& before, segment const& after,
              life_step::verdict came) {
        if (steps_)
            steps_->push_back(
                {event, run(event, first, after.last), came, before.state, after.state, before.holder, after.holder});
    }

    serial_block run(std::uint32_t event, std::int64_t first, std::int64_t last) const {
        serial_block b = events_[event].block;
        b.first = first;
        b.last = last;
        return b;
    }

    void note_state(std::uint32_t event, std::int64_t first, segment const& s) {
        auto& n = out_[event];
        if (s.event && (!n.before || *n.before < *s.event)) n.before = s.event;
        auto const part = run(event, first, s.last);
        if (s.state == unknown_state)
            n.unknown.push_back(part);
        else
            n.states.emplace_back(s.state, part);
    }

    void happen(std::uint32_t event, segment& s) {
        auto const& e = events_[event];
        s.state = cycle_.moves[e.move].to;
        if (e.passes) s.holder = e.passes;
        s.event = event;
    }

    dsl::lifecycle const& cycle_;
    std::vector<life_event> const& events_;
    std::vector<notes>& out_;
    std::vector<life_step>* steps_;
    std::map<std::int64_t, segment> map_;  // by first serial; disjoint
};

}  // namespace

namespace {

// Indexes of events, those of one series behind each other, and where each series begins; the end of the last is last.
struct by_series {
    std::vector<std::uint32_t> events;
    std::vector<std::size_t> begins;
};

by_series in_series(std::vector<life_event> const& events) {
    auto const series_of = [&](std::uint32_t e) {
        auto const& b = events[e].block;
        return std::tie(b.approach, b.registry, b.party, b.vintage);
    };
    by_series out;
    out.events.resize(events.size());
    std::iota(out.events.begin(), out.events.end(), std::uint32_t{0});
    std::sort(out.events.begin(), out.events.end(), [&](std::uint32_t a, std::uint32_t b) {
        return series_of(a) != series_of(b) ? series_of(a) < series_of(b) : a < b;
    });
    for (std::size_t i = 0; i < out.events.size(); ++i)
        if (i == 0 || series_of(out.events[i - 1]) != series_of(out.events[i])) out.begins.push_back(i);
    out.begins.push_back(out.events.size());
    return out;
}

life_outcome outcome_of(notes&& n, std::vector<life_event> const& events) {
    life_outcome out;
    auto const add = [&](std::size_t part, std::vector<serial_block>&& blocks) {
        if (!blocks.empty()) out.parts.emplace_back(part, serial_set(std::move(blocks)));
    };
    add(dsl::life_part::refused, std::move(n.refused));
    add(dsl::life_part::elsewhere, std::move(n.elsewhere));
    add(dsl::life_part::unknown, std::move(n.unknown));
    std::stable_sort(n.states.begin(), n.states.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < n.states.size();) {
        int const state = n.states[i].first;
        std::vector<serial_block> in_state;
        for (; i < n.states.size() && n.states[i].first == state; ++i) in_state.push_back(n.states[i].second);
        add(dsl::life_part::state + static_cast<std::size_t>(state), std::move(in_state));
    }
    auto const earlier = n.blamed ? n.blamed : n.before;
    if (earlier) out.earlier = events[*earlier].row;
    return out;
}

// Series are few or many, short or long: a task takes several until it has so many events.
constexpr std::size_t events_per_task = 4096;

}  // namespace

serial_set const& life_outcome::part(std::size_t which) const {
    static serial_set const nothing;
    for (auto const& [number, serials] : parts)
        if (number == which) return serials;
    return nothing;
}

std::vector<life_outcome> follow(dsl::lifecycle const& cycle, std::vector<life_event> const& events,
                                 std::vector<life_step>* steps, std::size_t threads) {
    std::vector<notes> noted(events.size());
    std::vector<life_outcome> out(events.size());
    auto const all = in_series(events);
    std::vector<std::size_t> tasks{0};  // in `begins`
    for (std::size_t s = 1; s < all.begins.size(); ++s)
        if (all.begins[s] - all.begins[tasks.back()] >= events_per_task || s + 1 == all.begins.size())
            tasks.push_back(s);
    auto const work = [&](std::size_t task, std::size_t) {
        for (std::size_t s = tasks[task]; s < tasks[task + 1]; ++s) {
            std::vector<std::uint32_t> members(all.events.begin() + static_cast<std::ptrdiff_t>(all.begins[s]),
                                               all.events.begin() + static_cast<std::ptrdiff_t>(all.begins[s + 1]));
            series(cycle, events, noted, steps).run(members);
            for (auto const e : members) out[e] = outcome_of(std::move(noted[e]), events);
        }
    };
    work_in_order(tasks.size() - 1, steps ? 1 : std::max<std::size_t>(1, std::min(threads, tasks.size() - 1)), work,
                  [](std::size_t) {});
    return out;
}

}  // namespace a6::checker
