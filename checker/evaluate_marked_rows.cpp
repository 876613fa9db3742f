// Which marked rows a query or a life may depend on. A row whose marks cannot matter, because something in it that is
// not marked keeps it out, leaves the answer as readable as it was.

#include "checker/evaluate_joins.hpp"
#include "checker/evaluate_marks.hpp"

#include <limits>

namespace a6::checker {

using dsl::kind;
using dsl::no_node;
using dsl::node;
using dsl::node_id;
using dsl::op;
using dsl::query;
using dsl::query_kind;
using dsl::query_scope;

namespace {

// Rows that are looked at one by one for one answer; where there are more, it counts as depending on them.
constexpr std::size_t max_marked_rows = 256;

}  // namespace

// What of a query is marked, whatever the row that asks.
struct evaluator::query_marks {
    std::vector<std::uint32_t> rows;     // of its table, in which something that it looks at depends on a mark
    std::vector<node_id> own;            // what belongs to the query's own row alone
    std::vector<node_id> outer;          // what belongs to rows outside alone
    std::vector<std::uint32_t> of_whom;  // of filings that do not show whose they are, where that says what is in reach
    bool mixed = false;                  // something belongs to both and may be marked: known only for a pair of rows
};

std::vector<node_id> inner_parts(query const& q) {
    std::vector<node_id> parts;
    for (auto const& k : q.keys) parts.push_back(k.inner);
    if (q.overlap) parts.push_back(q.overlap->inner);
    if (q.residual != no_node) parts.push_back(q.residual);
    if (q.body != no_node) parts.push_back(q.body);
    for (auto const& r : q.refinements) parts.push_back(r.second);
    return parts;
}

std::vector<node_id> outer_parts(query const& q) {
    std::vector<node_id> parts;
    for (auto const& k : q.keys) parts.push_back(k.outer);
    if (q.overlap) parts.push_back(q.overlap->outer);
    return parts;
}

void evaluator::sort_part(node_id n, std::uint64_t own, query_marks& out) {
    if (!may_be_confidential(n)) return;
    node const& x = plan().nodes[n];
    bool const of_own = (x.free_slots & own) != 0;
    bool const of_others = (x.free_slots & ~own) != 0;
    if (!of_others) {
        out.own.push_back(n);
    } else if (!of_own) {
        out.outer.push_back(n);
    } else if (x.code == op::query || x.code == op::field || x.code == op::derived || x.code == op::reference ||
               x.code == op::life || asks_about_cell(x.code) || x.child_count == 0) {
        out.mixed = true;
    } else {
        for (std::uint32_t c = 0; c < x.child_count; ++c) sort_part(plan().child(n, c), own, out);
    }
}

evaluator::query_marks const& evaluator::marks_of(std::uint32_t index) {
    auto& made = query_marks_[index];
    if (made) return *made;
    query const& q = plan().queries[index];
    auto marks = std::make_shared<query_marks>();
    for (auto const part : inner_parts(q)) sort_part(part, std::uint64_t{1} << q.slot, *marks);
    auto const& table = data_.tables[q.table];
    // All marks count here: the list serves whatever row asks.
    auto const spared = std::exchange(spared_, std::nullopt);
    for (std::uint32_t begin = 0; !marks->own.empty() && begin < table.rows; begin += batch_rows) {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t r = begin; r < std::min<std::size_t>(table.rows, begin + batch_rows); ++r)
            if (table.current[r] || q.scope == query_scope::all_versions) rows.push_back(r);
        std::vector<std::uint32_t> gather(rows.size(), 0);
        frame inner = inner_frame(q, root_, std::move(gather), std::move(rows));
        for (std::size_t n = 0; n < inner.size; ++n)
            if (std::any_of(marks->own.begin(), marks->own.end(),
                            [&](node_id part) { return is_confidential(part, inner, n); }))
                marks->rows.push_back(inner.rows[n]);
    }
    spared_ = spared;
    if (q.scope == query_scope::this_party)
        for (std::uint32_t r = 0; r < table.rows; ++r)
            if (table.current[r] && hides_party(table.filing[r])) marks->of_whom.push_back(r);
    // Asking may have made others, but never this one: no query is part of itself.
    return *(query_marks_[index] = std::move(marks));
}

// Rows within reach of this element that may be marked in what is looked at; none: too many to look at.
std::optional<std::vector<std::uint32_t>> evaluator::rows_that_matter(std::uint32_t index, frame& f,
                                                                      std::size_t element) {
    query const& q = plan().queries[index];
    auto const& marks = marks_of(index);
    std::vector<std::uint32_t> const filings = filings_of(f);
    std::uint32_t const filing = filings.empty() ? 0 : filings[element];
    auto const& table = data_.tables[q.table];
    std::vector<std::uint32_t> rows;
    for (auto const r : marks.rows) {
        if (q.scope == query_scope::this_filing && table.filing[r] != filing) continue;
        if (q.scope == query_scope::this_party &&
            data_.filings[table.filing[r]].party_group != data_.filings[filing].party_group)
            continue;
        if (rows.size() == max_marked_rows) return std::nullopt;
        rows.push_back(r);
    }
    if (rows.size() + marks.of_whom.size() > max_marked_rows) return std::nullopt;
    rows.insert(rows.end(), marks.of_whom.begin(), marks.of_whom.end());
    if (!marks.mixed) return rows;
    probe p = make_probe(q, f);
    std::vector<candidate> found;
    reach const all = candidates(q, p, element, max_marked_rows, found);
    if (all == reach::undecided) return std::vector<std::uint32_t>();  // open, whatever is marked
    if (all != reach::all) return std::nullopt;
    for (auto const& c : found) rows.push_back(c.row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

// The widest block that may stand there, whatever is marked; none: any. A block is of one series, so that one end in
// full bounds it on that side and names the series.
std::optional<serial_block> evaluator::widest_block(node_id n, frame& f, std::size_t element) {
    node const& x = plan().nodes[n];
    // What forms no block leaves open whatever asks for it.
    if (!eval(n, f)->known[element]) return std::nullopt;
    if (x.code == op::derived) {
        node_id const row_node = plan().child(n, 0);
        vector_ptr const rows = eval(row_node, f);
        if (is_confidential(row_node, f, element) || !rows->known[element] || rows->i[element] == no_row ||
            rows->many.count(static_cast<std::uint32_t>(element)))
            return std::nullopt;
        auto const& d = plan().derived[x.payload];
        frame own = rule_frame(d.table, {static_cast<std::uint32_t>(rows->i[element])});
        return widest_block(d.value, own, 0);
    }
    if (x.code != op::call || static_cast<dsl::function>(x.payload) != dsl::function::block) return std::nullopt;
    for (std::uint32_t const end : {0u, 1u}) {
        if (is_confidential(plan().child(n, end), f, element)) continue;
        vector_ptr const v = eval(plan().child(n, end), f);
        if (!v->known[element] || !v->u[element].full()) continue;
        auto const& id = v->u[element];
        serial_block b{id.approach, id.registry, id.party, id.vintage, 0, std::numeric_limits<std::int64_t>::max()};
        (end == 0 ? b.first : b.last) = id.serial;
        return b;
    }
    return std::nullopt;
}

// Something that is not marked keeps the row out, whatever stands in what is.
bool evaluator::cannot_match(query const& q, frame& f, std::size_t element, frame& inner, std::size_t n) {
    for (auto const& k : q.keys) {
        if (is_confidential(k.inner, inner, n)) continue;
        vector_ptr const here = eval(k.inner, inner);
        vector_ptr const asked = eval(k.outer, f);
        if (has_one_value(*here, n) && has_one_value(*asked, element) && !same_value(*here, n, *asked, element))
            return true;
    }
    if (q.overlap) {
        std::optional<serial_block> block;
        if (is_confidential(q.overlap->inner, inner, n))
            block = widest_block(q.overlap->inner, inner, n);
        else if (vector_ptr const v = eval(q.overlap->inner, inner); v->k == kind::block && v->known[n])
            block = v->b[n];
        vector_ptr const asked = eval(q.overlap->outer, f);
        if (block && asked->known[element]) {
            truth const meets = asked->k == kind::block ? overlaps(*block, asked->b[element])
                                                        : overlaps(serial_set(*block), *asked->s[element]);
            if (meets == truth::no) return true;
        }
    }
    return q.residual != no_node && eval(q.residual, inner)->as_truth(n) == truth::no &&
           !is_confidential(q.residual, inner, n);
}

// A row without any mark decides: one that is there, or one that fails, whatever others say.
bool evaluator::decided_in_public(query const& q, frame& f, std::size_t element) {
    if (q.kind != query_kind::exists && q.kind != query_kind::every) return false;
    probe p = make_probe(q, f);
    std::vector<candidate> found;
    if (candidates(q, p, element, max_marked_rows, found) == reach::undecided) return false;
    std::vector<std::uint32_t> rows;
    for (auto const& c : found)
        if (c.sure) rows.push_back(c.row);
    std::vector<std::uint32_t> gather(rows.size(), static_cast<std::uint32_t>(element));
    frame inner = inner_frame(q, f, std::move(gather), std::move(rows));
    auto const parts = inner_parts(q);
    for (std::size_t n = 0; n < inner.size; ++n) {
        bool const there = q.residual == no_node || eval(q.residual, inner)->as_truth(n) == truth::yes;
        bool const decides = there && (q.kind == query_kind::exists || eval(q.body, inner)->as_truth(n) == truth::no);
        if (decides &&
            std::none_of(parts.begin(), parts.end(), [&](node_id part) { return is_confidential(part, inner, n); }))
            return true;
    }
    return false;
}

// Of a table that is made, which rows there are may rest on what is marked. Each is made once, so that one which is
// found and is not marked itself is the one that is asked for.
bool evaluator::may_lack_rows(node_id n, frame& f, std::size_t element) {
    query const& q = plan().queries[plan().nodes[n].payload];
    auto const& table = data_.tables[q.table];
    if (table.made_of_marked.empty()) return false;
    std::vector<std::uint32_t> const filings = filings_of(f);
    std::uint32_t const filing = filings.empty() ? 0 : filings[element];
    bool const reached = std::any_of(table.made_of_marked.begin(), table.made_of_marked.end(), [&](std::uint32_t from) {
        return dsl::reaches_everywhere(q.scope) || data_.filings[from].party_group == data_.filings[filing].party_group;
    });
    if (!reached || (q.kind != query_kind::the_row && q.kind != query_kind::some_row)) return reached;
    vector_ptr const found = eval(n, f);
    bool const one =
        found->known[element] && found->i[element] != no_row && !found->many.count(static_cast<std::uint32_t>(element));
    if (!one) return true;
    for (std::size_t field = 0; field < table.fields.size(); ++field)
        if (is_marked(q.table, field, static_cast<std::uint32_t>(found->i[element]))) return true;
    return false;
}

bool evaluator::query_is_confidential(node_id n, frame& f, std::size_t element) {
    std::uint32_t const index = plan().nodes[n].payload;
    query const& q = plan().queries[index];
    for (auto const part : outer_parts(q))
        if (is_confidential(part, f, element)) return true;
    std::vector<node_id> const parts = inner_parts(q);
    // The answer depends on every row that is there, or might be if something else stood in it. That goes for a row
    // that was found without any mark as well: would only those be hidden that meet a marked row, that would tell its
    // key.
    if (may_lack_rows(n, f, element)) return true;
    if (q.scope == query_scope::this_party)
        if (auto const filings = filings_of(f); !filings.empty() && hides_party(filings[element])) return true;
    for (auto const part : marks_of(index).outer)
        if (is_confidential(part, f, element)) return true;
    auto rows = rows_that_matter(index, f, element);
    if (!rows) return !decided_in_public(q, f, element);
    std::vector<std::uint32_t> gather(rows->size(), static_cast<std::uint32_t>(element));
    frame inner = inner_frame(q, f, std::move(gather), std::move(*rows));
    auto const matters = [&](std::size_t r) {
        if (q.scope == query_scope::this_party && hides_party(data_.tables[q.table].filing[inner.rows[r]])) return true;
        return std::any_of(parts.begin(), parts.end(), [&](node_id part) { return is_confidential(part, inner, r); });
    };
    for (std::size_t r = 0; r < inner.size; ++r)
        if (matters(r) && !cannot_match(q, f, element, inner, r)) return !decided_in_public(q, f, element);
    return false;
}

// What makes a row an event, and which.
bool evaluator::event_is_confidential(dsl::lifecycle const& cycle, frame& f, std::size_t element) {
    std::vector<node_id> nodes{cycle.when, cycle.serials, cycle.known_when, cycle.actor};
    nodes.insert(nodes.end(), cycle.order.begin(), cycle.order.end());
    for (auto const& m : cycle.moves) nodes.insert(nodes.end(), {m.when, m.passes_to});
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](node_id n) { return n != no_node && is_confidential(n, f, element); });
}

std::vector<std::uint32_t> const& evaluator::marked_events(std::uint32_t index) {
    if (auto const it = marked_events_.find(index); it != marked_events_.end()) return it->second;
    auto const& cycle = plan().lifecycles[index];
    auto const& table = data_.tables[cycle.table];
    std::vector<std::uint32_t> out;
    auto const spared = std::exchange(spared_, std::nullopt);
    for (std::uint32_t begin = 0; begin < table.rows; begin += batch_rows) {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t r = begin; r < std::min<std::size_t>(table.rows, begin + batch_rows); ++r)
            if (table.current[r]) rows.push_back(r);
        frame f = rule_frame(cycle.table, std::move(rows));
        for (std::size_t n = 0; n < f.size; ++n)
            if (event_is_confidential(cycle, f, n)) out.push_back(f.rows[n]);
    }
    spared_ = spared;
    return marked_events_[index] = std::move(out);
}

// Whether the row may be an event on any of these serials, whatever stands in what is marked; block: nullptr for any.
bool evaluator::may_touch(dsl::lifecycle const& cycle, std::uint32_t event, serial_block const* block) {
    frame f = rule_frame(cycle.table, {event});
    if (!event_is_confidential(cycle, f, 0)) return false;
    if (cycle.when != no_node && eval(cycle.when, f)->as_truth(0) == truth::no && !is_confidential(cycle.when, f, 0))
        return false;
    std::optional<serial_block> widest;
    if (is_confidential(cycle.serials, f, 0))
        widest = widest_block(cycle.serials, f, 0);
    else if (vector_ptr const v = eval(cycle.serials, f); v->known[0])
        widest = v->b[0];
    return !block || !widest || overlaps(*widest, *block) != truth::no;
}

// What happened to the serials of a row rests on the row and on every event on any of them.
bool evaluator::life_is_confidential(node const& x, frame& f, std::size_t element) {
    std::uint32_t const index = x.payload / dsl::life_part::count;
    auto const& cycle = plan().lifecycles[index];
    node_id const row_node = plan().children[x.first_child];
    if (is_confidential(row_node, f, element)) return true;
    return any_row(row_node, f, element, [&](std::uint32_t row) {
        frame own = rule_frame(cycle.table, {row});
        if (event_is_confidential(cycle, own, 0)) return true;
        vector_ptr const serials = eval(cycle.serials, own);
        auto const& marked = marked_events(index);
        if (marked.size() > max_marked_rows) return true;
        return std::any_of(marked.begin(), marked.end(), [&](std::uint32_t event) {
            return event != row && may_touch(cycle, event, serials->known[0] ? &serials->b[0] : nullptr);
        });
    });
}

}  // namespace a6::checker
