#include "checker/trace.hpp"

#include "checker/block_text.hpp"
#include "checker/evaluate.hpp"
#include "checker/explain.hpp"
#include "checker/facts.hpp"
#include "checker/join.hpp"
#include "checker/judge.hpp"
#include "checker/life.hpp"
#include "checker/locate.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace a6::checker {

using dsl::kind;
using dsl::no_index;
using dsl::no_node;
using dsl::node_id;

namespace {

// Blocks that are named where nothing speaks of the one asked for.
constexpr std::size_t most_nearest = 10;

constexpr std::int64_t end_of_time = std::numeric_limits<std::int64_t>::max();

void push_new(std::vector<std::string>& list, std::string what) {
    if (std::find(list.begin(), list.end(), what) == list.end()) list.push_back(std::move(what));
}

// Something that is said of a run of serials.
struct said {
    serial_block block;
    std::int64_t day = end_of_time;  // not known: behind all others
    bool seen = false;
    std::uint16_t table = no_index;
    std::uint32_t row = 0;
    dsl::lifecycle::move const* move = nullptr;
    dsl::lifecycle::sighting const* sighting = nullptr;
    life_step step;
    bool first_known = true;  // of an event: a serial that is met there first begins in the first state
    std::size_t order = 0;    // as it came
};

class tracer {
public:
    tracer(dsl::rulebook const& book, dataset& data, judge& j, serial_block asked, reports::trace& out)
        : book_(book), data_(data), j_(j), e_(j.values()), say_(*out.lang), asked_(asked), out_(out) {}

    void run() {
        for (auto const& cycle : book_.plan.lifecycles) {
            cycle_ = &cycle;
            read_events();
            for (auto const& s : cycle.sightings) read_sightings(s);
        }
        std::stable_sort(said_.begin(), said_.end(), [](said const& a, said const& b) {
            return std::tie(a.day, a.seen, a.order) < std::tie(b.day, b.seen, b.order);
        });
        note_findings();
        cut_into_pieces();
        name_nearest();
        name_hidden();
        sum_up();
    }

private:
    // Rows of the table, with their blocks, that speak of the block for certain; those that may are candidates.
    std::vector<std::uint32_t> rows_on_block(std::uint16_t table, node_id serials, std::string const& what) {
        std::vector<std::uint32_t> out;
        auto const& rows = data_.tables[table];
        for (std::size_t begin = 0; begin < rows.rows; begin += batch_rows) {
            std::vector<std::uint32_t> batch;
            for (std::size_t r = begin; r < std::min(rows.rows, begin + batch_rows); ++r)
                if (rows.current[r]) batch.push_back(static_cast<std::uint32_t>(r));
            frame f = e_.rule_frame(table, batch);
            vector_ptr const v = e_.eval(serials, f);
            for (std::size_t n = 0; n < f.size; ++n) {
                // That a row is on the block would tell what it hides.
                if (e_.is_confidential(serials, f, n)) {
                    ++hidden_[data_.filings[rows.filing[f.rows[n]]].raw->name];
                    continue;
                }
                if (!v->known[n]) continue;
                truth const meets = overlaps(v->b[n], asked_);
                if (meets == truth::yes) out.push_back(f.rows[n]);
                if (meets == truth::unknown)
                    out_.candidates.push_back({to_string(v->b[n], data_.pool), what, place_of(table, f.rows[n])});
                if (meets == truth::no) others_.push_back(v->b[n]);
            }
        }
        return out;
    }

    void read_events() {
        auto const rows = rows_on_block(cycle_->table, cycle_->serials, book_.model.tables[cycle_->table].heading);
        auto events = life_events(e_, *cycle_, rows);
        for (auto& event : events) {
            frame f = e_.rule_frame(cycle_->table, {event.row});
            if (hides_event(f)) event.order.clear();
            if (cycle_->known_when != no_node && e_.is_confidential(cycle_->known_when, f, 0))
                event.begins_known = false;
        }
        std::vector<life_step> steps;
        follow(*cycle_, events, &steps);
        for (auto const& step : steps) {
            auto const& event = events[step.event];
            auto const block = within(step.block);
            if (!block) continue;
            said s;
            s.block = *block;
            s.table = cycle_->table;
            s.row = event.row;
            s.step = step;
            s.first_known = event.begins_known;
            s.order = said_.size();
            if (!event.order.empty()) {
                s.day = event.order.front();
                s.move = &cycle_->moves[event.move];
            }
            said_.push_back(std::move(s));
        }
    }

    bool hides_event(frame& f) {
        auto const nodes = dsl::nodes_of(*cycle_);
        return std::any_of(nodes.begin(), nodes.end(), [&](node_id n) {
            return n != no_node && n != cycle_->known_when && e_.is_confidential(n, f, 0);
        });
    }

    void read_sightings(dsl::lifecycle::sighting const& sighting) {
        auto const rows = rows_on_block(sighting.table, sighting.serials, book_.model.tables[sighting.table].heading);
        frame f = e_.rule_frame(sighting.table, rows);
        vector_ptr const serials = e_.eval(sighting.serials, f);
        vector_ptr const on = e_.eval(sighting.on, f);
        vector_ptr const by = e_.eval(sighting.by, f);
        for (std::size_t n = 0; n < rows.size(); ++n) {
            said s;
            s.block = *within(serials->b[n]);
            s.seen = true;
            s.table = sighting.table;
            s.row = rows[n];
            s.sighting = &sighting;
            s.order = said_.size();
            if (on->known[n] && !e_.is_confidential(sighting.on, f, n)) s.day = on->i[n];
            if (by->known[n] && !e_.is_confidential(sighting.by, f, n)) s.step.holder_after = by->i[n];
            said_.push_back(std::move(s));
        }
    }

    std::optional<serial_block> within(serial_block b) const {
        b.first = std::max(b.first, asked_.first);
        b.last = std::min(b.last, asked_.last);
        if (b.first > b.last) return std::nullopt;
        return b;
    }

    // A row, at the cell of the first field that tells it from others.
    reports::location place_of(std::uint16_t table, std::uint32_t row) const {
        auto const& key = book_.model.tables[table].key;
        auto out = locate(data_, book_.model, table, row, key.empty() ? no_index : key.front(),
                          reports::location_role::subject);
        out.field.clear();
        out.label.clear();
        out.value.reset();
        out.confidential = false;
        out.excerpt.clear();
        return out;
    }

    // By filing, table and row.
    using row_name = std::tuple<std::string, std::string, std::uint32_t>;

    void note_findings() {
        std::set<row_name> rows;
        for (auto const& s : said_) rows.insert(name_of(s));
        for (auto const& f : j_.findings)
            for (auto const& l : f.locations) {
                row_name const at{l.filing, l.table, l.row};
                if (!rows.count(at)) continue;
                auto& on_row = findings_[at];
                bool const again =
                    std::any_of(on_row.begin(), on_row.end(), [&](auto const* x) { return x->id == f.id; });
                if (!again) on_row.push_back(&f);
            }
        for (auto& [at, on_row] : findings_)
            std::sort(on_row.begin(), on_row.end(), [](auto const* a, auto const* b) {
                return std::tie(a->severity, a->id) < std::tie(b->severity, b->id);
            });
    }

    // A row may be on more ITMOs than a finding on it.
    bool is_about(reports::finding const& f, serial_block const& piece) {
        bool elsewhere = !f.serials.empty();
        for (auto const& text : f.serials) {
            auto const b = parse_block(text, data_.pool).block;
            elsewhere = elsewhere && b && overlaps(*b, piece) == truth::no;
        }
        return !elsewhere;
    }

    row_name name_of(said const& s) const {
        auto const& t = data_.tables[s.table];
        return {data_.filings[t.filing[s.row]].id, book_.model.tables[s.table].name, t.number[s.row]};
    }

    static auto history(said const& s) {
        return std::tie(s.table, s.row, s.step.came, s.step.state_before, s.step.state_after, s.step.holder_before,
                        s.step.holder_after);
    }

    // A sweep over the ends of everything that is said: between two ends all serials have one history.
    void cut_into_pieces() {
        std::map<std::int64_t, std::pair<std::vector<std::size_t>, std::vector<std::size_t>>> ends;  // begin, end
        ends[asked_.first];
        for (std::size_t i = 0; i < said_.size(); ++i) {
            ends[said_[i].block.first].first.push_back(i);
            if (said_[i].block.last < asked_.last) ends[said_[i].block.last + 1].second.push_back(i);
        }
        struct piece {
            std::int64_t first, last;
            std::vector<std::size_t> said;
        };
        std::vector<piece> pieces;
        std::set<std::size_t> active;
        for (auto it = ends.begin(); it != ends.end(); ++it) {
            for (auto const i : it->second.second) active.erase(i);
            for (auto const i : it->second.first) active.insert(i);
            auto const next = std::next(it);
            piece p{it->first, next == ends.end() ? asked_.last : next->first - 1, {active.begin(), active.end()}};
            bool const same = !pieces.empty() && pieces.back().said.size() == p.said.size() &&
                              std::equal(p.said.begin(), p.said.end(), pieces.back().said.begin(),
                                         [&](auto a, auto b) { return history(said_[a]) == history(said_[b]); });
            if (same)
                pieces.back().last = p.last;
            else
                pieces.push_back(std::move(p));
        }
        for (auto const& p : pieces) {
            reports::trace_piece piece;
            serial_block b = asked_;
            b.first = p.first;
            b.last = p.last;
            piece.block = to_string(b, data_.pool);
            piece.size = static_cast<std::uint64_t>(b.size());
            for (auto const i : p.said) piece.steps.push_back(step_of(said_[i], b, piece));
            add_unknown(p.said, piece);
            out_.pieces.push_back(std::move(piece));
        }
    }

    std::string code(std::optional<std::int64_t> const& id) const {
        return id ? std::string(data_.pool[static_cast<text_id>(*id)]) : std::string();
    }
    std::string state(int index) const {
        return index == life_step::unknown ? std::string() : cycle_->states[static_cast<std::size_t>(index)];
    }

    std::string state_words(int index) const {
        return index == life_step::unknown ? std::string() : cycle_->state_words[static_cast<std::size_t>(index)];
    }

    reports::trace_step step_of(said const& s, serial_block const& on, reports::trace_piece& piece) {
        frame f = e_.rule_frame(s.table, {s.row});
        reports::trace_step out;
        out.seen = s.seen;
        if (s.day != end_of_time) out.date = dsl::to_string(dsl::date{static_cast<std::int32_t>(s.day)});
        out.at = place_of(s.table, s.row);
        out.holder_after = code(s.step.holder_after);
        std::vector<dsl::lifecycle::shown_value> const* shown = &cycle_->shown;
        if (s.seen) {
            out.what = book_.model.tables[s.table].heading;
            out.by = e_.show(s.sighting->by, f, 0);
            out.sentence = e_.render(s.sighting->tells, f, 0);
            shown = &s.sighting->shown;
        } else {
            if (cycle_->actor != no_node) out.by = e_.show(cycle_->actor, f, 0);
            out.holder_before = code(s.step.holder_before);
            out.state_before = state(s.step.state_before);
            out.state_after = state(s.step.state_after);
            out.state_before_words = state_words(s.step.state_before);
            out.state_after_words = state_words(s.step.state_after);
            // What has ended is held by nobody.
            if (is_end(out.state_after)) out.holder_after.clear();
            out.outcome = s.step.came == life_step::verdict::happened    ? reports::step_outcome::happened
                          : s.step.came == life_step::verdict::refused   ? reports::step_outcome::refused
                          : s.step.came == life_step::verdict::elsewhere ? reports::step_outcome::elsewhere
                                                                         : reports::step_outcome::unplaced;
            auto const* move = s.move ? s.move : move_of(f);
            if (move) {
                out.what = move->name;
                out.sentence = e_.render(move->tells, f, 0);
            }
            if (!s.move) explain_unplaced(f, move, out.at, piece);
        }
        for (auto const& item : *shown) {
            bool const hidden = e_.is_confidential(item.value, f, 0);
            if (hidden || e_.eval(item.value, f)->known[0])
                out.shown.push_back({item.name, item.label, e_.show(item.value, f, 0)});
        }
        if (auto const it = findings_.find(name_of(s)); it != findings_.end())
            for (auto const* x : it->second)
                if (is_about(*x, on)) out.findings.push_back({x->id, x->severity, x->message});
        return out;
    }

    // Of an event that has no place in the order; nullptr where it cannot be told or shown.
    dsl::lifecycle::move const* move_of(frame& f) {
        for (auto const& m : cycle_->moves) {
            if (m.when == no_node) return &m;
            if (e_.is_confidential(m.when, f, 0)) return nullptr;
            truth const is = e_.eval(m.when, f)->as_truth(0);
            if (is != truth::no) return is == truth::yes ? &m : nullptr;
        }
        return nullptr;
    }

    // What would tell when the event was, or what.
    void explain_unplaced(frame& f, dsl::lifecycle::move const* move, reports::location const& at,
                          reports::trace_piece& piece) {
        std::vector<node_id> nodes = cycle_->order;
        nodes.push_back(cycle_->when);
        nodes.push_back(cycle_->actor);
        if (move) nodes.push_back(move->passes_to);
        for (auto const& m : cycle_->moves)
            if (!move) nodes.push_back(m.when);
        std::vector<std::string> needs;
        for (node_id const n : nodes) {
            if (n == no_node) continue;
            if (e_.is_confidential(n, f, 0)) {
                push_new(needs, say_("what the Party marked as confidential"));
                continue;
            }
            if (e_.eval(n, f)->known[0]) continue;
            for (auto const& fact : explain_unknown(e_, n, f, 0))
                if (fact.field != no_index) push_new(needs, fact.need);
        }
        push_new(piece.unknown, needs.empty() ? say_("where the action in row {} of {} belongs", at.row, at.file)
                                              : say_("where the action in row {} of {} belongs; it needs {}", at.row,
                                                     at.file, join(needs, ", ")));
    }

    void add_unknown(std::vector<std::size_t> const& members, reports::trace_piece& piece) {
        if (members.empty()) piece.unknown.push_back(say_("anything: no filing given speaks of these ITMOs"));
        std::optional<std::int64_t> holder;
        bool first = true;
        for (auto const i : members) {
            auto const& s = said_[i];
            if (s.seen || s.day == end_of_time) continue;
            holder = s.step.holder_after;
            if (!first) continue;
            first = false;
            if (s.step.state_before != life_step::unknown) continue;
            frame f = e_.rule_frame(s.table, {s.row});
            auto const day = dsl::to_string(dsl::date{static_cast<std::int32_t>(s.day)});
            piece.unknown.push_back(cycle_->known_otherwise.empty() ? say_("what happened before {}", day)
                                                                    : say_("what happened before {}; it needs {}", day,
                                                                           e_.render(cycle_->known_otherwise, f, 0)));
        }
        if (!holder) return;
        std::string const who = code(holder);
        // A filing that does not show whose it is may be that Party's.
        bool const filed = std::any_of(data_.filings.begin(), data_.filings.end(), [&](auto const& x) {
            return !x.raw->of_rulebook && (x.party == who || x.party == reports::confidential_words);
        });
        if (!filed) piece.unknown.push_back(say_("what {} reports: none of the filings given is its", who));
    }

    void name_nearest() {
        bool const any =
            std::any_of(out_.pieces.begin(), out_.pieces.end(), [](auto const& p) { return !p.steps.empty(); });
        if (any) return;
        auto kinship = [&](serial_block const& b) {
            return (b.approach == asked_.approach) + (b.party == asked_.party) + (b.vintage == asked_.vintage) +
                   (b.registry == asked_.registry);
        };
        auto distance = [&](serial_block const& b) {
            return b.last < asked_.first ? asked_.first - b.last : b.first - asked_.last;
        };
        auto const all = serial_set(others_);
        std::vector<serial_block> near(all.blocks().begin(), all.blocks().end());
        std::erase_if(near, [](serial_block const& b) { return b.registry == 0; });
        std::vector<std::tuple<int, std::int64_t, std::string>> by;
        for (auto const& b : near) by.emplace_back(-kinship(b), distance(b), to_string(b, data_.pool));
        std::sort(by.begin(), by.end());
        for (std::size_t i = 0; i < std::min(by.size(), most_nearest); ++i) out_.nearest.push_back(std::get<2>(by[i]));
    }

    void name_hidden() {
        for (auto const& [file, count] : hidden_)
            out_.notes.push_back(say_.counted(
                count, "{1}: {0} row is left out, whatever block it may be on: its identifiers are confidential",
                "{1}: {0} rows are left out, whatever block it may be on: its identifiers are confidential", file));
    }

    // How each ITMO began and where it is, in the words of the rulebook.
    void sum_up() {
        std::vector<std::pair<std::string, std::uint64_t>> lines;
        std::map<std::string, std::size_t> at;
        auto add = [&](std::string const& words, std::uint64_t size) {
            auto const [it, fresh] = at.try_emplace(words, lines.size());
            if (fresh) lines.emplace_back(words, 0);
            lines[it->second].second += size;
        };
        auto each = [&](auto f) {
            for (auto const& p : out_.pieces) f(p);
        };
        auto came = [](reports::trace_step const& s) {
            return !s.seen && s.outcome != reports::step_outcome::refused &&
                   s.outcome != reports::step_outcome::unplaced;
        };
        each([&](auto const& p) {
            auto const first = std::find_if(p.steps.begin(), p.steps.end(), came);
            if (first != p.steps.end()) add(first->sentence, p.size);
        });
        std::size_t const beginnings = lines.size();
        each([&](auto const& p) {
            std::string words;
            bool ended = false;
            bool only = true;
            for (auto const& s : p.steps) {
                if (s.sentence.empty() || !(s.seen || came(s))) continue;
                if (s.seen && ended)
                    words = say_("{}, and yet {}", words, s.sentence);
                else {
                    only = words.empty();
                    words = s.sentence;
                }
                ended = ended || (!s.seen && is_end(s.state_after));
            }
            if (!words.empty() && (!only || beginnings == 0 || p.steps.front().seen)) add(words, p.size);
            if (p.steps.empty()) add(say_("in none of the filings given"), p.size);
        });
        each([&](auto const& p) {
            for (auto const& s : p.steps) {
                if (s.outcome == reports::step_outcome::refused)
                    add(say_("not possible: {}, since they were {}", s.sentence, s.state_before_words), p.size);
                if (s.outcome == reports::step_outcome::elsewhere)
                    add(say_("reported by {}, though held by {}: {}", s.by, s.holder_before, s.sentence), p.size);
            }
        });
        for (auto const& [words, size] : lines) out_.summary.push_back(std::to_string(size) + ' ' + words);
    }

    bool is_end(std::string const& name) const {
        auto const at = std::find(cycle_->states.begin(), cycle_->states.end(), name);
        return at != cycle_->states.end() && cycle_->terminal(static_cast<std::size_t>(at - cycle_->states.begin()));
    }

    dsl::rulebook const& book_;
    dataset& data_;
    judge& j_;
    evaluator& e_;
    reports::language const& say_;
    serial_block asked_;
    reports::trace& out_;
    dsl::lifecycle const* cycle_ = nullptr;
    std::vector<said> said_;
    std::vector<serial_block> others_;
    std::map<row_name, std::vector<reports::finding const*>> findings_;
    std::map<std::string, std::uint64_t> hidden_;  // by file
};

}  // namespace

reports::trace trace_block(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                           std::vector<read_error> const& failures, run_options const& options,
                           std::string const& block) {
    reports::trace out;
    begin_report(out, book, failures, options);
    auto data = build_dataset(distinct_filings(book, std::move(filings), out), book.model, options.as_of);
    for (auto& f : unreadable_facts(*data, book.model, *out.lang)) out.failures.push_back(std::move(f));
    judge j(book, *data, options);
    j.run();
    add_failures_of(*data, book.model, out);
    for (auto const& f : data->filings)
        if (!f.raw->of_rulebook) out.filings.push_back(filing_named(f, book.model));
    auto const asked = *parse_block(block, data->pool).block;
    out.block = to_string(asked, data->pool);
    out.size = static_cast<std::uint64_t>(asked.size());
    tracer(book, *data, j, asked, out).run();
    return out;
}

}  // namespace a6::checker
