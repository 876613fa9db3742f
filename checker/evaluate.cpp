#include "checker/evaluate_joins.hpp"
#include "checker/row_chunks.hpp"
#include "checker/work_in_order.hpp"

#include "checker/profile.hpp"
#include "reports/words.hpp"

#include <re2/re2.h>
#include <algorithm>

namespace a6::checker {

using dsl::kind;
using dsl::node;
using dsl::node_id;
using dsl::op;

// The constructor and the destructor stand beside the joins, which they must know.

namespace {

// What is not costly is computed for some elements alone where they are no more than one in so many.
constexpr std::size_t few_are_left = 8;

bool follow_one_another(std::vector<std::uint32_t> const& rows) {
    auto const gap = [](std::uint32_t a, std::uint32_t b) { return a + 1 != b; };
    return !rows.empty() && std::adjacent_find(rows.begin(), rows.end(), gap) == rows.end();
}

}  // namespace

frame evaluator::rule_frame(std::uint16_t table, std::vector<std::uint32_t> rows) {
    frame f;
    f.outer = &root_;
    f.table = table;
    f.gather.assign(rows.size(), 0);
    f.size = rows.size();
    f.in_a_row = follow_one_another(rows);
    f.rows = std::move(rows);
    return f;
}

frame select(frame const& f, std::vector<std::uint32_t> picked) {
    frame out;
    out.outer = f.outer;
    out.slot = f.slot;
    out.table = f.table;
    out.constants = f.constants;
    out.size = picked.size();
    out.gather.reserve(picked.size());
    for (auto const n : picked) out.gather.push_back(f.gather.empty() ? 0 : f.gather[n]);
    if (!f.rows.empty()) {
        out.rows.reserve(picked.size());
        for (auto const n : picked) out.rows.push_back(f.rows[n]);
    }
    for (std::size_t n = 0; n < out.size && !f.counted.empty(); ++n) out.counted.push_back(f.counted[picked[n]]);
    out.whole = &f;
    out.picked = std::move(picked);
    return out;
}

void evaluator::prepare(profile* times) {
    generate();
    shared_->derived.resize(plan().derived.size());
    shared_->references.resize(plan().references.size());
    std::vector<std::unique_ptr<evaluator>> others;
    for (auto const& [is_reference, index] : plan().computation_order) {
        std::uint16_t const table = is_reference ? plan().references[index].table : plan().derived[index].table;
        node_id const value = is_reference ? plan().references[index].value : plan().derived[index].value;
        std::size_t const rows = data_.tables[table].rows;
        auto const begun = profile::clock::now();
        auto column = std::make_shared<vector_value>(make_vector(plan().nodes[value].type, rows));
        auto const chunks = chunks_of(data_.tables[table], batch_rows);
        std::size_t const threads = threads_for(chunks.size());
        while (others.size() + 1 < threads) others.push_back(sibling());
        std::vector<std::vector<several_rows::entry>> several(chunks.size());
        auto const compute = [&](std::size_t n, std::size_t worker) {
            evaluator& e = worker == 0 ? *this : *others[worker - 1];
            e.begin_chunk(chunks[n]);
            for (std::uint32_t begin = chunks[n].begin; begin < chunks[n].end; begin += batch_rows) {
                std::vector<std::uint32_t> batch;
                for (std::uint32_t r = begin; r < std::min<std::size_t>(chunks[n].end, begin + batch_rows); ++r)
                    batch.push_back(r);
                frame f = e.rule_frame(table, std::move(batch));
                vector_ptr const v = e.eval(value, f);
                copy_lists(*column, begin, *v);
                for (auto const& [element, found] : v->many) several[n].emplace_back(begin + element, found);
            }
        };
        auto const add_several = [&](std::size_t n) {
            for (auto& [element, found] : several[n]) column->many.set(element, std::move(found));
        };
        work_in_order(chunks.size(), threads, compute, add_several);
        (is_reference ? shared_->references : shared_->derived)[index] = std::move(column);
        if (times)
            times->rule(book_.model.tables[table].name + '.' +
                            (is_reference ? plan().references[index].name : plan().derived[index].name),
                        profile::clock::now() - begun, rows);
    }
}

dsl::date evaluator::submitted_on(std::uint16_t table, std::uint32_t row) const {
    auto const& report = book_.model.reports[book_.model.tables[table].report];
    if (report.header == dsl::no_index || report.roles.date == dsl::no_index) return as_of_;
    auto const& day = data_.tables[report.header].fields[report.roles.date];
    std::uint32_t const header = data_.tables[table].header[row];
    return day.known[header] ? dsl::date{static_cast<std::int32_t>(day.i[header])} : as_of_;
}

void evaluator::generate() {
    // Several evaluators may work on one dataset; the first of them makes its rows.
    std::set<std::uint16_t> made;
    for (auto const& g : plan().generated)
        if (data_.tables[g.table].rows != 0 ||
            (!book_.model.tables[g.table].shown_by.empty() && !shown_.count(book_.model.tables[g.table].shown_by)))
            made.insert(g.table);
    std::uint16_t table = dsl::no_index;
    for (auto const& g : plan().generated) {
        if (made.count(g.table)) continue;
        if (g.table != table) combinations_ = 0;
        table = g.table;
        auto const& source = data_.tables[g.source];
        std::vector<std::uint32_t> rows;
        for (std::uint32_t r = 0; r < source.rows; ++r)
            if (source.current[r]) rows.push_back(r);
        frame f = rule_frame(g.source, rows);
        vector_ptr const when = g.when == dsl::no_node ? nullptr : eval(g.when, f);
        std::vector<vector_ptr> values;
        for (auto const& v : g.values) values.push_back(eval(v.is, f));
        for (std::size_t n = 0; n < f.size; ++n) {
            bool const marked = note_marked_source(g, f, n);
            if (!when || when->as_truth(n) == truth::yes) {
                std::size_t const before = data_.tables[g.table].rows;
                if (!generate_rows(g, values, n, f.rows[n])) {
                    not_made({g.table, source.filing[f.rows[n]], false});
                    made.insert(g.table);
                    break;
                }
                hide_generated(g, marked, before, f, n);
            }
        }
    }
    seen_rows_.clear();
    forget_marks();  // fields of generated rows may be marked only now
}

// Some of many rows would pass for all of them: the table stays empty.
void evaluator::not_made(unmade_rows what) {
    if (std::find(data_.unmade.begin(), data_.unmade.end(), what) == data_.unmade.end()) data_.unmade.push_back(what);
    if (what.too_long) return;
    auto const& fields = book_.model.tables[what.table].fields;
    table_data none;
    for (auto const& field : fields) none.fields.push_back(make_vector(field.type, 0));
    none.given.resize(fields.size());
    none.lost.resize(fields.size());
    none.canonical.resize(fields.size());
    none.confidential.resize(fields.size());
    data_.tables[what.table] = std::move(none);
}

// Every combination of the values of one source row. What is unknown makes no row: there is nothing to count for.
bool evaluator::generate_rows(dsl::generated_rows const& g, std::vector<vector_ptr> const& values, std::size_t n,
                              std::uint32_t source_row) {
    auto& out = data_.tables[g.table];
    auto const& source = data_.tables[g.source];
    made_rows_.clear();
    std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
    for (std::size_t k = 0; k < values.size(); ++k) {
        if (!values[k]->known[n]) return true;
        if (!g.values[k].each)
            ranges.emplace_back(values[k]->i[n], values[k]->i[n]);
        else
            ranges.emplace_back(dsl::year_of(values[k]->p[n].first), dsl::year_of(values[k]->p[n].last));
        // No period of an NDC is longer; a slip of the pen must not make rows without end.
        if (ranges.back().second - ranges.back().first >= max_generated_years) {
            not_made({g.table, source.filing[source_row], true});
            return true;
        }
    }
    std::uint32_t const filing = source.filing[source_row];
    std::vector<std::int64_t> chosen;
    for (auto const& r : ranges) chosen.push_back(r.first);
    for (;;) {
        if (out.rows == max_generated_rows || combinations_++ == max_generated_combinations) return false;
        std::vector<std::int64_t> key{g.table, data_.filings[filing].party_group};
        for (std::size_t k = 0; k < chosen.size(); ++k) key.insert(key.end(), {g.values[k].field, chosen[k]});
        auto const [row, fresh] = seen_rows_.try_emplace(key, static_cast<std::uint32_t>(out.rows));
        made_rows_.push_back(row->second);
        if (fresh) {
            out.filing.push_back(filing);
            out.number.push_back(static_cast<std::uint32_t>(out.rows + 1));
            out.header.push_back(source.header[source_row]);
            out.current.push_back(1);
            for (std::size_t field = 0; field < out.fields.size(); ++field) {
                auto& column = out.fields[field];
                vector_value one = make_vector(book_.model.tables[g.table].fields[field].type, 1);
                for (std::size_t k = 0; k < chosen.size(); ++k) {
                    if (g.values[k].field != field) continue;
                    if (g.values[k].each)
                        one.i[0] = chosen[k];
                    else
                        copy_value(one, 0, *values[k], n);
                    one.known[0] = 1;
                }
                append_values(column, one);
                out.given[field].push_back(one.known[0]);
                out.lost[field].push_back(0);
                out.canonical[field].push_back(1);
            }
            ++out.rows;
        }
        std::size_t k = 0;
        while (k < chosen.size() && chosen[k] == ranges[k].second) {
            chosen[k] = ranges[k].first;
            ++k;
        }
        if (k == chosen.size()) return true;
        ++chosen[k];
    }
}

std::vector<std::uint32_t> evaluator::filings_of(frame& f) const {
    frame const* g = &f;
    std::vector<std::uint32_t> path(f.size);
    for (std::uint32_t n = 0; n < f.size; ++n) path[n] = n;
    while (!g->constants && g->slot != 0) {
        for (auto& n : path) n = g->gather[n];
        g = g->outer;
    }
    if (g->constants) return {};
    for (auto& n : path) n = data_.tables[g->table].filing[g->rows[n]];
    return path;
}

vector_ptr evaluator::eval(node_id n, frame& f) {
    if (auto const it = f.cache.find(n); it != f.cache.end()) return it->second;
    node const& x = plan().nodes[n];
    vector_ptr v;
    std::vector<std::uint32_t> from;
    for (frame const* g = &f; g->whole && !v; g = g->whole) {
        if (g == &f)
            from = g->picked;
        else
            for (auto& element : from) element = g->picked[element];
        if (auto const it = g->whole->cache.find(n); it != g->whole->cache.end())
            v = std::make_shared<vector_value>(checker::gather(*it->second, from));
    }
    bool const kept = !f.keeps_shared_only || shared_->uses[n] > 1;
    if (v) {
        if (kept) f.cache.emplace(n, v);
        return v;
    }
    bool const here = f.constants || (x.free_slots >> f.slot & 1);
    v = here ? eval_here(n, f) : std::make_shared<vector_value>(gather(*eval(n, *f.outer), f.gather));
    if (kept) f.cache.emplace(n, v);
    return v;
}

bool evaluator::is_costly(node_id n, frame const& f) const {
    bool const here = f.constants || (plan().nodes[n].free_slots >> f.slot & 1);
    return here && shared_->costly[n] && !f.cache.count(n);
}

vector_ptr evaluator::eval_for(node_id n, frame& f, std::vector<std::uint32_t> const& needed) {
    if (needed.size() == f.size) return eval(n, f);
    // Values of nearly all elements are worth keeping for whoever asks next.
    if ((is_costly(n, f) && needed.size() * 2 <= f.size) || needed.size() * few_are_left <= f.size) {
        frame some = select(f, needed);
        return eval(n, some);
    }
    return std::make_shared<vector_value>(gather(*eval(n, f), needed));
}

// Strong Kleene: the deciding value is false for `and`, true for `or`. As soon as few elements are left undecided, the
// rest of the parts is computed for these alone; of costly parts, that is so from the beginning.
vector_value evaluator::eval_junction(node const& x, frame& f) {
    int const decides = x.code == op::and_ ? 0 : 1;
    std::vector<std::uint8_t> decided(f.size, 0);
    std::vector<std::uint8_t> unknown(f.size, 0);
    auto const not_known = [](int so_far, int known) { return so_far | (known ^ 1); };
    auto const speaks = [decides](int so_far, int known, int yes) { return so_far | (known & (yes == decides)); };
    std::size_t left = f.size;
    std::vector<node_id> later;
    for (std::uint32_t c = 0; c < x.child_count; ++c) {
        node_id const child = plan().children[x.first_child + c];
        if (is_costly(child, f) || left * few_are_left <= f.size) {
            later.push_back(child);
            continue;
        }
        vector_ptr const a = eval(child, f);
        update(unknown, not_known, a->known);
        update(decided, speaks, a->known, a->yes);
        left = f.size - count_set(decided);
    }
    // The sort keeps the order in which they are written.
    std::stable_sort(later.begin(), later.end(),
                     [&](node_id a, node_id b) { return !shared_->costly[a] && shared_->costly[b]; });
    for (node_id const child : later) {
        std::vector<std::uint32_t> open;
        for (std::uint32_t n = 0; n < f.size; ++n)
            if (!decided[n]) open.push_back(n);
        if (open.empty()) break;
        vector_ptr const a = eval_for(child, f, open);
        for (std::size_t k = 0; k < open.size(); ++k) {
            auto const set = [](std::uint8_t& flag, int value) { flag = static_cast<std::uint8_t>(value); };
            set(unknown[open[k]], not_known(unknown[open[k]], a->known[k]));
            set(decided[open[k]], speaks(0, a->known[k], a->yes[k]));
        }
    }
    vector_value v = make_vector(x.type, f.size);
    update(
        v.known, [](int, int open, int sure) { return (open ^ 1) | sure; }, unknown, decided);
    // Decided: as what decides says; else the other way round.
    update(
        v.yes, [decides](int, int known, int sure) { return known & (sure == decides); }, v.known, decided);
    return v;
}

vector_value evaluator::eval_conditional(node const& x, frame& f) {
    vector_ptr const condition = eval(plan().children[x.first_child], f);
    vector_value v = make_vector(x.type, f.size);
    for (std::uint8_t const branch : {std::uint8_t{1}, std::uint8_t{0}}) {
        std::vector<std::uint32_t> there;
        for (std::uint32_t n = 0; n < f.size; ++n)
            if (condition->known[n] && condition->yes[n] == branch) there.push_back(n);
        if (there.empty()) continue;
        vector_ptr const a = eval_for(plan().children[x.first_child + (branch ? 1 : 2)], f, there);
        for (std::size_t k = 0; k < there.size(); ++k) copy_value(v, there[k], *a, k);
    }
    return v;
}

vector_ptr evaluator::eval_here(node_id id, frame& f) {
    node const& x = plan().nodes[id];
    auto result = [](vector_value v) { return std::make_shared<vector_value const>(std::move(v)); };
    auto constant = [&](dsl::constant const& k, std::size_t n) {
        vector_value v = make_vector(k.type, n);
        v.known.assign(n, 1);
        if (k.type.k == kind::decimal)
            v.d.assign(n, k.number);
        else if (k.type.k == kind::text || k.type.k == kind::code)
            v.i.assign(n, data_.pool.intern(k.text));
        else if (k.type.k == kind::boolean)
            v.yes.assign(n, k.integer != 0);
        else
            v.i.assign(n, k.integer);
        return v;
    };
    switch (x.code) {
        case op::constant: return result(constant(plan().constants[x.payload], f.size));
        case op::parameter: {
            auto const& parameter = plan().parameters[x.payload];
            auto value_on = [&](dsl::date day, std::size_t n) {
                for (auto const& value : parameter.values)
                    if ((!value.from || *value.from <= day) && (!value.until || day < *value.until))
                        return constant(plan().constants[plan().nodes[value.value].payload], n);
                return make_vector(x.type, n);
            };
            if (parameter.axis == dsl::axis::run || f.constants) return result(value_on(as_of_, f.size));
            vector_value v = make_vector(x.type, f.size);
            for (std::size_t n = 0; n < f.size; ++n) copy_value(v, n, value_on(submitted_on(f.table, f.rows[n]), 1), 0);
            return result(std::move(v));
        }
        case op::variable: {
            vector_value v = make_vector(x.type, f.size);
            v.known.assign(f.size, 1);
            for (std::size_t n = 0; n < f.size; ++n) v.i[n] = f.rows[n];
            return result(std::move(v));
        }
        case op::counted: {
            vector_value v = make_vector(x.type, f.size);
            for (std::size_t n = 0; n < f.counted.size(); ++n) {
                v.known[n] = 1;
                v.i[n] = f.counted[n];
            }
            return result(std::move(v));
        }
        case op::field:
        case op::derived:
        case op::reference: return result(eval_member(x, f));
        case op::life: return result(eval_member(*eval(plan().child(id, 0), f), x.type, *life_column(x.payload)));
        case op::header: {
            vector_ptr const rows = eval(plan().child(id, 0), f);
            auto const& table = data_.tables[plan().nodes[plan().child(id, 0)].type.table];
            vector_value v = make_vector(x.type, f.size);
            for (std::size_t n = 0; n < f.size; ++n) {
                v.known[n] = rows->known[n];
                if (!rows->known[n] || rows->i[n] == no_row) continue;
                v.i[n] = table.header[static_cast<std::size_t>(rows->i[n])];
                auto const several = rows->many.find(static_cast<std::uint32_t>(n));
                if (several == rows->many.end()) continue;
                std::vector<std::uint32_t> headers;
                for (auto const r : several->second) headers.push_back(table.header[r]);
                std::sort(headers.begin(), headers.end());
                headers.erase(std::unique(headers.begin(), headers.end()), headers.end());
                if (headers.size() > 1) v.many.set(static_cast<std::uint32_t>(n), std::move(headers));
            }
            return result(std::move(v));
        }
        case op::present:
        case op::readable:
        case op::canonical:
        case op::confidential:
        case op::raw: return result(eval_flag(x, f));
        case op::flagged: {
            vector_ptr const rows = eval(plan().child(id, 0), f);
            std::uint16_t const table = plan().nodes[plan().child(id, 0)].type.table;
            vector_value v = make_vector(x.type, f.size);
            for (std::size_t n = 0; n < f.size; ++n) {
                v.known[n] = rows->known[n] && rows->i[n] != no_row && flags_ &&
                             !rows->many.count(static_cast<std::uint32_t>(n));
                if (v.known[n]) v.yes[n] = (*flags_)[table][static_cast<std::size_t>(rows->i[n])] != 0;
            }
            return result(std::move(v));
        }
        case op::found: {
            vector_ptr const rows = eval(plan().child(id, 0), f);
            vector_value v = make_vector(x.type, f.size);
            v.known = rows->known;
            update(
                v.yes, [](int, int known, std::int64_t row) { return known & (row != no_row); }, rows->known, rows->i);
            return result(std::move(v));
        }
        case op::known: {
            vector_ptr const inner = eval(plan().child(id, 0), f);
            vector_value v = make_vector(x.type, f.size);
            v.known.assign(f.size, 1);
            v.yes = inner->known;
            // A row that was not found is no value.
            if (inner->k == kind::row)
                update(
                    v.yes, [](int yes, std::int64_t row) { return yes & (row != no_row); }, inner->i);
            return result(std::move(v));
        }
        case op::not_: {
            vector_ptr const a = eval(plan().child(id, 0), f);
            vector_value v = make_vector(x.type, f.size);
            v.known = a->known;
            update(
                v.yes, [](int, int known, int yes) { return known & (yes ^ 1); }, a->known, a->yes);
            return result(std::move(v));
        }
        case op::and_:
        case op::or_: return result(eval_junction(x, f));
        case op::equal:
        case op::less:
        case op::less_equal: {
            vector_ptr const a = eval(plan().child(id, 0), f);
            if (auto same = eval_equal_to(x, *a, plan().child(id, 1))) return result(std::move(*same));
            vector_ptr const b = eval(plan().child(id, 1), f);
            return result(eval_compare(x.code, *a, *b));
        }
        case op::in_set: {
            vector_ptr const a = eval(plan().child(id, 0), f);
            vector_value v = make_vector(x.type, f.size);
            std::vector<std::uint8_t> unknown(f.size, 0);
            for (std::uint32_t c = 1; c < x.child_count; ++c) {
                auto same = eval_equal_to(x, *a, plan().child(id, c));
                vector_value const equal =
                    same ? std::move(*same) : eval_compare(op::equal, *a, *eval(plan().child(id, c), f));
                update(
                    unknown, [](int so_far, int known) { return so_far | (known ^ 1); }, equal.known);
                update(
                    v.yes, [](int so_far, int known, int yes) { return so_far | (known & yes); }, equal.known,
                    equal.yes);
            }
            update(
                v.known, [](int, int yes, int open) { return yes | (open ^ 1); }, v.yes, unknown);
            return result(std::move(v));
        }
        case op::in_list: {
            vector_ptr const a = eval(plan().child(id, 0), f);
            vector_ptr const b = eval(plan().child(id, 1), f);
            vector_value v = make_vector(x.type, f.size);
            for (std::size_t n = 0; n < f.size; ++n) {
                v.known[n] = a->known[n] && b->known[n];
                if (v.known[n])
                    v.yes[n] = std::find(b->items[n].begin(), b->items[n].end(), static_cast<text_id>(a->i[n])) !=
                               b->items[n].end();
            }
            return result(std::move(v));
        }
        case op::in_period: {
            vector_ptr const a = eval(plan().child(id, 0), f);
            vector_ptr const b = eval(plan().child(id, 1), f);
            vector_value v = make_vector(x.type, f.size);
            for (std::size_t n = 0; n < f.size; ++n) {
                v.known[n] = a->known[n] && b->known[n];
                if (!v.known[n]) continue;
                if (a->k == kind::date)
                    v.yes[n] = b->p[n].first.days <= a->i[n] && a->i[n] <= b->p[n].last.days;
                else
                    v.yes[n] = dsl::year_of(b->p[n].first) <= a->i[n] && a->i[n] <= dsl::year_of(b->p[n].last);
            }
            return result(std::move(v));
        }
        case op::matches: return result(eval_matches(x, *eval(plan().child(id, 0), f)));
        case op::conditional: return result(eval_conditional(x, f));
        case op::query: return result(eval_query(plan().queries[x.payload], x.type, f));
        default: break;
    }
    std::vector<vector_ptr> children;
    for (std::uint32_t c = 0; c < x.child_count; ++c) children.push_back(eval(plan().child(id, c), f));
    switch (x.code) {
        case op::overlaps:
        case op::within:
        case op::unite:
        case op::without:
        case op::intersect:
        case op::make_period: return result(eval_sets(x, children, f.size));
        case op::call: return result(eval_call(x, children, f.size));
        default: return result(eval_arithmetic(x, children, f.size));
    }
}

vector_value evaluator::eval_member(vector_value const& rows, dsl::type const& t, vector_value const& column) {
    bool const each_one = rows.many.empty() && std::find(rows.known.begin(), rows.known.end(), 0) == rows.known.end() &&
                          std::find(rows.i.begin(), rows.i.end(), no_row) == rows.i.end();
    if (each_one) {
        std::vector<std::uint32_t> from(rows.i.begin(), rows.i.end());
        return checker::gather(column, from);
    }
    vector_value v = make_vector(t, rows.size());
    for (std::size_t n = 0; n < rows.size(); ++n) {
        if (!rows.known[n] || rows.i[n] == no_row) continue;
        auto const row = static_cast<std::size_t>(rows.i[n]);
        if (!rows.many.empty())
            if (auto const it = rows.many.find(static_cast<std::uint32_t>(n)); it != rows.many.end()) {
                // Several rows match: their common value, or none.
                bool agree = column.known[row];
                for (auto const other : it->second) {
                    if (!agree) break;
                    if (t.list_of)
                        agree = column.known[other] && column.items[other] == column.items[row];
                    else if (t.k == kind::block)
                        agree = column.known[other] && column.b[other] == column.b[row];
                    else if (t.k == kind::blocks)
                        agree = column.known[other] && *column.s[other] == *column.s[row];
                    else if (t.k == kind::timeframe)
                        agree = column.known[other] && column.t[other].occurrence == column.t[row].occurrence &&
                                column.t[other].use == column.t[row].use &&
                                column.t[other].unlabelled == column.t[row].unlabelled;
                    else if (t.k == kind::row)
                        agree = column.known[other] && same_rows(column, other, row);
                    else
                        agree = same_value(column, other, column, row);
                }
                if (!agree) continue;
            }
        copy_value(v, n, column, row);
    }
    return v;
}

vector_value evaluator::eval_member(node const& x, frame& f) {
    node_id const row = plan().children[x.first_child];
    vector_value const& column = x.code == op::field     ? data_.tables[plan().nodes[row].type.table].fields[x.payload]
                                 : x.code == op::derived ? *shared_->derived[x.payload]
                                                         : *shared_->references[x.payload];
    bool const own = plan().nodes[row].code == op::variable && plan().nodes[row].payload == f.slot && !f.constants;
    if (!own) return eval_member(*eval(row, f), x.type, column);
    return f.in_a_row ? slice(column, f.rows.front(), f.size) : checker::gather(column, f.rows);
}

vector_value evaluator::eval_flag(node const& x, frame& f) {
    node_id const field_node = plan().children[x.first_child];
    node const& field = plan().nodes[field_node];
    node_id const row_node = plan().child(field_node, 0);
    std::uint16_t const table_index = plan().nodes[row_node].type.table;
    auto const& table = data_.tables[table_index];
    vector_value v = make_vector(x.type, f.size);
    bool const own =
        plan().nodes[row_node].code == op::variable && plan().nodes[row_node].payload == f.slot && !f.constants;
    if (own && (x.code == op::present || x.code == op::readable)) {
        auto const& given = table.given[field.payload];
        auto const& lost = table.lost[field.payload];
        auto const& known = table.fields[field.payload].known;
        std::uint8_t* __restrict const out_known = v.known.data();
        std::uint8_t* __restrict const out_yes = v.yes.data();
        auto const each = [&, size = f.size](auto const& row_of, auto const& holds) {
            std::uint8_t const* const is_given = given.data();
            std::uint8_t const* const is_lost = lost.data();
            std::uint8_t const* const is_known = known.data();
            for (std::size_t n = 0; n < size; ++n) {
                std::size_t const row = row_of(n);
                int const there = is_lost[row] ^ 1;
                out_known[n] = static_cast<std::uint8_t>(there);
                out_yes[n] = static_cast<std::uint8_t>(there & holds(is_given[row], is_known[row]));
            }
        };
        auto const any_order = [rows = f.rows.data()](std::size_t n) { return std::size_t{rows[n]}; };
        auto const in_a_row = [first = f.in_a_row ? f.rows.front() : 0](std::size_t n) { return first + n; };
        auto const present = [](int is_given, int) { return is_given; };
        auto const readable = [](int is_given, int is_known) { return (is_given ^ 1) | is_known; };
        if (x.code == op::present)
            f.in_a_row ? each(in_a_row, present) : each(any_order, present);
        else
            f.in_a_row ? each(in_a_row, readable) : each(any_order, readable);
        return v;
    }
    vector_ptr const rows = eval(row_node, f);
    for (std::size_t n = 0; n < f.size; ++n) {
        if (!rows->known[n] || rows->i[n] == no_row) continue;
        auto value_of = [&](std::size_t row) -> std::int64_t {
            switch (x.code) {
                case op::present: return table.given[field.payload][row];
                case op::readable: return !table.given[field.payload][row] || table.fields[field.payload].known[row];
                case op::canonical: return table.canonical[field.payload][row];
                case op::confidential: return table.is_confidential(field.payload, row);
                default: {
                    auto const cell = data_.cell(table_index, static_cast<std::uint32_t>(row),
                                                      static_cast<std::uint16_t>(field.payload));
                    return cell ? data_.pool.intern(cell->text) : data_.pool.intern("");
                }
            }
        };
        bool const asks = x.code == op::present || x.code == op::readable;
        auto known = [&](std::size_t row) { return !asks || !table.lost[field.payload][row]; };
        std::int64_t const value = value_of(static_cast<std::size_t>(rows->i[n]));
        v.known[n] = known(static_cast<std::size_t>(rows->i[n]));
        if (auto const it = rows->many.find(static_cast<std::uint32_t>(n)); it != rows->many.end())
            for (auto const other : it->second)
                if (!known(other) || value_of(other) != value) v.known[n] = 0;
        if (x.code == op::raw)
            v.i[n] = value;
        else
            v.yes[n] = v.known[n] & (value != 0);
    }
    return v;
}

// Whether texts and codes are what a constant says; empty for anything else.
std::optional<vector_value> evaluator::eval_equal_to(node const& x, vector_value const& a, node_id constant) {
    bool const of_text = (a.k == kind::text || a.k == kind::code) && !a.list_of;
    if (x.code == op::less || x.code == op::less_equal || !of_text || plan().nodes[constant].code != op::constant)
        return std::nullopt;
    std::int64_t const wanted = eval(constant, root_)->i[0];
    vector_value v = make_vector(dsl::plain(kind::boolean), 0);
    v.known = a.known;
    v.yes.resize(a.size());
    auto const is_wanted = [wanted](int, int known, std::int64_t text) { return known & (text == wanted); };
    update(v.yes, is_wanted, a.known, a.i);
    return v;
}

vector_value evaluator::eval_compare(op code, vector_value const& a, vector_value const& b) {
    vector_value v = make_vector(dsl::plain(kind::boolean), a.size());
    if (a.k == kind::boolean && !a.list_of) {
        update(
            v.known, [](int, int x, int y) { return x & y; }, a.known, b.known);
        auto const each = [&](auto const& holds) {
            update(
                v.yes, [&holds](int, int known, int x, int y) { return known & holds(x, y); }, v.known, a.yes, b.yes);
        };
        if (code == op::equal) each([](int x, int y) { return x == y; });
        if (code == op::less) each([](int x, int y) { return x < y; });
        if (code == op::less_equal) each([](int x, int y) { return x <= y; });
        return v;
    }
    bool const plain = !a.list_of && a.k != kind::decimal && a.k != kind::itmo && a.k != kind::period &&
                       a.k != kind::block && a.k != kind::blocks && a.k != kind::row;
    if (plain) {
        update(
            v.known, [](int, int x, int y) { return x & y; }, a.known, b.known);
        auto const each = [&](auto const& holds) {
            auto const both = [&holds](int, int known, std::int64_t x, std::int64_t y) { return known & holds(x, y); };
            update(v.yes, both, v.known, a.i, b.i);
        };
        if (code == op::equal) each([](auto x, auto y) { return x == y; });
        if (code == op::less) each([](auto x, auto y) { return x < y; });
        if (code == op::less_equal) each([](auto x, auto y) { return x <= y; });
        return v;
    }
    auto serials_of = [](vector_value const& s, std::size_t n) {
        return s.k == kind::block ? serial_set(s.b[n]) : *s.s[n];
    };
    for (std::size_t n = 0; n < a.size(); ++n) {
        v.known[n] = a.known[n] && b.known[n];
        if (!v.known[n]) continue;
        if (a.list_of) {
            v.yes[n] = as_set(a.items[n]) == as_set(b.items[n]);
        } else if (a.k == kind::decimal) {
            v.yes[n] = code == op::equal ? a.d[n] == b.d[n] : code == op::less ? a.d[n] < b.d[n] : a.d[n] <= b.d[n];
        } else if (a.k == kind::itmo) {
            v.yes[n] = a.u[n] == b.u[n];
        } else if (a.k == kind::period) {
            v.yes[n] = a.p[n] == b.p[n];
        } else if (a.k == kind::block || a.k == kind::blocks) {
            serial_set const sa = serials_of(a, n);
            serial_set const sb = serials_of(b, n);
            if (ambiguous(sa, sb))
                v.known[n] = 0;
            else
                v.yes[n] = sa == sb;
        } else {  // rows
            v.known[n] = has_one_value(a, n) && has_one_value(b, n);
            v.yes[n] = v.known[n] & (a.i[n] == b.i[n]);
        }
    }
    return v;
}

vector_value evaluator::eval_matches(node const& x, vector_value const& a) {
    auto& pattern = patterns_[x.payload];
    if (!pattern) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        pattern = std::make_unique<re2::RE2>(plan().patterns[x.payload], options);
    }
    auto& memory = pattern_memory_[x.payload];
    vector_value v = make_vector(x.type, a.size());
    for (std::size_t n = 0; n < a.size(); ++n) {
        v.known[n] = a.known[n];
        if (!a.known[n]) continue;
        auto const id = static_cast<text_id>(a.i[n]);
        auto const [it, fresh] = memory.try_emplace(id, false);
        if (fresh) {
            auto const text = data_.pool[id];
            it->second = re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *pattern);
        }
        v.yes[n] = it->second;
    }
    return v;
}

std::string evaluator::words_of(node_id n, frame& f, std::size_t element, reports::language const& say) {
    if (is_confidential(n, f, element)) return std::string(reports::confidential_words);
    node const& x = plan().nodes[n];
    vector_ptr const v = eval(n, f);
    if (!v->known[element]) {
        // A field that could not be read is shown as it was written.
        if (x.code == op::field) {
            vector_ptr const rows = eval(plan().child(n, 0), f);
            if (rows->known[element] && rows->i[element] != no_row &&
                !rows->many.count(static_cast<std::uint32_t>(element))) {
                auto const table = plan().nodes[plan().child(n, 0)].type.table;
                auto const cell = data_.cell(table, static_cast<std::uint32_t>(rows->i[element]),
                                                  static_cast<std::uint16_t>(x.payload));
                if (cell && !cell->text.empty()) return tidy(cell->text);
                return say("(empty)");
            }
        }
        return "?";
    }
    if (v->list_of) {
        std::string out;
        for (auto const id : v->items[element]) out += (out.empty() ? "" : ", ") + std::string(data_.pool[id]);
        return out;
    }
    switch (v->k) {
        case kind::boolean: return v->yes[element] ? say("true") : say("false");
        case kind::integer:
        case kind::year: return std::to_string(v->i[element]);
        case kind::decimal: return dsl::to_string(v->d[element]);
        case kind::text:
        case kind::code: return std::string(data_.pool[static_cast<text_id>(v->i[element])]);
        case kind::date: return dsl::to_string(dsl::date{static_cast<std::int32_t>(v->i[element])});
        case kind::version:
            return std::to_string(v->i[element] >> 32) + '.' + std::to_string(v->i[element] & 0xffffffff);
        case kind::period: return dsl::to_string(v->p[element]);
        case kind::itmo: return to_string(v->u[element], data_.pool);
        case kind::block: return to_string(v->b[element], data_.pool);
        case kind::blocks: {
            std::string out;
            for (auto const& b : in_order_of_names(*v->s[element], data_.pool))
                out += (out.empty() ? "" : ", ") + to_string(b, data_.pool);
            return out.empty() ? say("none") : out;
        }
        case kind::timeframe: {
            auto const& t = v->t[element];
            std::string out;
            auto add = [&](std::string const& part) { out += (out.empty() ? "" : say("; ")) + part; };
            if (t.unlabelled) add(dsl::to_string(*t.unlabelled));
            if (t.occurrence) add(say("occurrence {}", dsl::to_string(*t.occurrence)));
            if (t.use) add(say("use {}", dsl::to_string(*t.use)));
            return out;
        }
        case kind::row: break;
    }
    return "?";
}

std::string evaluator::render(dsl::message_template const& m, frame& f, std::size_t element) {
    std::string out;
    for (auto const& piece : m) out += piece.hole == dsl::no_node ? piece.literal : tell(piece.hole, f, element);
    return out;
}

}  // namespace a6::checker
