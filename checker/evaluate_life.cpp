// Life cycles: rows become events, what the sweep says of them becomes columns.

#include "checker/evaluate_joins.hpp"
#include "checker/life.hpp"
#include "checker/profile.hpp"
#include "checker/row_chunks.hpp"
#include "checker/work_in_order.hpp"

#include <algorithm>
#include <iterator>

namespace a6::checker {

using dsl::kind;
using dsl::no_node;

namespace {

// The row is no event, an event, or it cannot be told.
enum class standing : std::uint8_t { no_event, event, not_known };

// Events without an order among them. `standings` by row.
void read_life(evaluator& values, dsl::lifecycle const& cycle, std::vector<std::uint32_t> rows,
               std::vector<life_event>& events, std::vector<standing>& standings) {
    frame f = values.rule_frame(cycle.table, std::move(rows));
    auto column = [&](dsl::node_id n) { return n == no_node ? nullptr : values.eval(n, f); };
    vector_ptr const when = column(cycle.when);
    vector_ptr const serials = column(cycle.serials);
    vector_ptr const begins = column(cycle.known_when);
    vector_ptr const actor = column(cycle.actor);
    std::vector<vector_ptr> order, move_when, move_passes;
    for (auto const n : cycle.order) order.push_back(column(n));
    for (auto const& m : cycle.moves) {
        move_when.push_back(column(m.when));
        move_passes.push_back(column(m.passes_to));
    }
    for (std::size_t n = 0; n < f.size; ++n) {
        truth const takes_part = when ? when->as_truth(n) : truth::yes;
        if (takes_part == truth::no) continue;
        auto& stands = standings[f.rows[n]];
        stands = standing::not_known;
        if (!serials->known[n] || serials->b[n].registry == 0) continue;
        life_event e;
        e.row = f.rows[n];
        e.block = serials->b[n];
        std::size_t m = 0;
        truth chosen = truth::no;
        for (; m < cycle.moves.size(); ++m) {
            chosen = move_when[m] ? move_when[m]->as_truth(n) : truth::yes;
            if (chosen != truth::no) break;
        }
        if (takes_part == truth::yes && chosen == truth::no) {
            stands = standing::no_event;
            continue;
        }
        bool placed = takes_part == truth::yes && chosen == truth::yes && (!actor || actor->known[n]) &&
                      (!move_passes[m] || move_passes[m]->known[n]);
        for (auto const& o : order) placed = placed && o->known[n];
        if (placed) {
            stands = standing::event;
            e.move = static_cast<std::uint16_t>(m);
            for (auto const& o : order) e.order.push_back(o->i[n]);
            e.begins_known = !begins || begins->as_truth(n) == truth::yes;
            if (actor) e.actor = actor->i[n];
            if (move_passes[m]) e.passes = move_passes[m]->i[n];
        }
        events.push_back(std::move(e));
    }
}

}  // namespace

std::vector<life_event> life_events(evaluator& values, dsl::lifecycle const& cycle, std::vector<std::uint32_t> rows) {
    std::vector<life_event> events;
    std::vector<standing> standings(values.data().tables[cycle.table].rows, standing::no_event);
    for (std::size_t begin = 0; begin < rows.size(); begin += batch_rows) {
        auto const at = rows.begin() + static_cast<std::ptrdiff_t>(begin);
        auto const end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), begin + batch_rows));
        read_life(values, cycle, {at, end}, events, standings);
    }
    return events;
}

namespace {

// The columns of a life cycle's parts: in order of dsl::life_part, then one for each state.
std::vector<vector_ptr> columns_of(dsl::lifecycle const& cycle, std::vector<standing> const& standings,
                                   std::vector<life_event> const& events, std::vector<life_outcome> const& outcomes,
                                   std::size_t workers) {
    std::size_t const rows = standings.size();
    std::vector<vector_ptr> columns(dsl::life_part::state + cycle.states.size());
    auto const fill = [&](std::size_t part, std::size_t) {
        bool const is_row = part == dsl::life_part::earlier;
        dsl::type t = dsl::plain(is_row ? kind::row : kind::blocks);
        t.table = cycle.table;
        auto column = std::make_shared<vector_value>(make_vector(t, rows));
        for (std::size_t r = 0; r < rows; ++r) column->known[r] = standings[r] != standing::not_known;
        if (!is_row) std::fill(column->s.begin(), column->s.end(), shared({}));
        for (std::size_t e = 0; e < events.size(); ++e) {
            if (events[e].order.empty()) continue;
            if (is_row) {
                if (outcomes[e].earlier) column->i[events[e].row] = *outcomes[e].earlier;
            } else if (serial_set const& serials = outcomes[e].part(part); !serials.empty()) {
                column->s[events[e].row] = shared(serials);
            }
        }
        columns[part] = std::move(column);
    };
    work_in_order(columns.size(), std::min(workers, columns.size()), fill, [](std::size_t) {});
    return columns;
}

}  // namespace

void evaluator::follow_life(std::uint32_t index, std::vector<evaluator*> const& workers) {
    auto const& cycle = plan().lifecycles[index];
    auto const& table = data_.tables[cycle.table];
    auto const chunks = chunks_of(table, batch_rows);
    std::vector<std::vector<life_event>> read(chunks.size());
    std::vector<life_event> events;
    std::vector<standing> standings(table.rows, standing::no_event);
    work_in_order(
        chunks.size(), workers.size(),
        [&](std::size_t n, std::size_t worker) {
            for (std::uint32_t begin = chunks[n].begin; begin < chunks[n].end; begin += batch_rows) {
                std::vector<std::uint32_t> batch;
                for (std::uint32_t r = begin; r < std::min<std::size_t>(chunks[n].end, begin + batch_rows); ++r)
                    if (table.current[r]) batch.push_back(r);
                read_life(*workers[worker], cycle, std::move(batch), read[n], standings);
            }
        },
        [&](std::size_t n) {
            events.insert(events.end(), std::make_move_iterator(read[n].begin()),
                          std::make_move_iterator(read[n].end()));
            read[n] = {};
        });
    shared_->lives[index] =
        columns_of(cycle, standings, events, follow(cycle, events, nullptr, workers.size()), workers.size());
}

void evaluator::follow_lives(profile* times) {
    shared_->lives.resize(plan().lifecycles.size());
    for (std::uint32_t index = 0; index < plan().lifecycles.size(); ++index) {
        if (!shared_->lives[index].empty()) continue;
        auto const& cycle = plan().lifecycles[index];
        auto const begun = profile::clock::now();
        std::size_t const rows = data_.tables[cycle.table].rows;
        std::vector<std::unique_ptr<evaluator>> others;
        std::vector<evaluator*> workers{this};
        while (workers.size() < threads_for(rows / batch_rows + 1)) {
            others.push_back(sibling());
            workers.push_back(others.back().get());
        }
        follow_life(index, workers);
        if (times) times->rule("life of " + cycle.name, profile::clock::now() - begun, rows);
    }
}

vector_ptr evaluator::life_column(std::uint32_t payload) {
    std::uint32_t const index = payload / dsl::life_part::count;
    std::lock_guard const alone(shared_->making);
    shared_->lives.resize(plan().lifecycles.size());
    // Others wait for the lock, so this thread works alone.
    if (shared_->lives[index].empty()) follow_life(index, {this});
    return shared_->lives[index][payload % dsl::life_part::count];
}

}  // namespace a6::checker
