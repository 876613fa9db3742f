// Life cycles: rows become events, what the sweep says of them becomes columns.

#include "checker/evaluate_joins.hpp"
#include "checker/life.hpp"

#include <algorithm>

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

vector_ptr evaluator::life_column(std::uint32_t payload) {
    std::lock_guard const alone(shared_->making);
    shared_->lives.resize(plan().lifecycles.size());
    std::uint32_t const index = payload / dsl::life_part::count;
    if (!shared_->lives[index].empty()) return shared_->lives[index][payload % dsl::life_part::count];

    auto const& cycle = plan().lifecycles[index];
    auto const& table = data_.tables[cycle.table];
    std::vector<life_event> events;
    std::vector<standing> standings(table.rows, standing::no_event);
    for (std::uint32_t begin = 0; begin < table.rows; begin += batch_rows) {
        std::vector<std::uint32_t> batch;
        for (std::uint32_t r = begin; r < std::min<std::size_t>(table.rows, begin + batch_rows); ++r)
            if (table.current[r]) batch.push_back(r);
        read_life(*this, cycle, std::move(batch), events, standings);
    }
    auto outcomes = follow(cycle, events);

    auto& parts = shared_->lives[index];
    std::size_t const count = dsl::life_part::state + cycle.states.size();
    std::vector<std::shared_ptr<vector_value>> columns;
    for (std::size_t p = 0; p < count; ++p) {
        dsl::type t;
        t.k = p == dsl::life_part::earlier ? kind::row : kind::blocks;
        t.table = cycle.table;
        columns.push_back(std::make_shared<vector_value>(make_vector(t, table.rows)));
        for (std::size_t r = 0; r < table.rows; ++r) {
            columns[p]->known[r] = standings[r] != standing::not_known;
            if (t.k == kind::blocks) columns[p]->s[r] = shared({});
        }
    }
    for (std::size_t e = 0; e < events.size(); ++e) {
        if (events[e].order.empty()) continue;
        std::size_t const r = events[e].row;
        auto& o = outcomes[e];
        columns[dsl::life_part::refused]->s[r] = shared(std::move(o.refused));
        columns[dsl::life_part::elsewhere]->s[r] = shared(std::move(o.elsewhere));
        columns[dsl::life_part::unknown]->s[r] = shared(std::move(o.unknown));
        for (std::size_t s = 0; s < cycle.states.size(); ++s)
            columns[dsl::life_part::state + s]->s[r] = shared(std::move(o.states[s]));
        if (o.earlier) columns[dsl::life_part::earlier]->i[r] = *o.earlier;
    }
    parts.assign(columns.begin(), columns.end());
    return parts[payload % dsl::life_part::count];
}

}  // namespace a6::checker
