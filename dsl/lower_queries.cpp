// Quantifiers, aggregates and lookups: sources, and the keys that make joins cheap.

#include "dsl/lower_context.hpp"

namespace a6::dsl {

using syntax::expression_kind;

namespace {

constexpr std::uint64_t bit(std::uint16_t slot) { return std::uint64_t{1} << slot; }

}  // namespace

std::optional<std::uint16_t> expression_lowering::open_source(syntax::source const& s, syntax::word const& variable,
                                                              query& q) {
    auto const& model = c_.book.model;
    q.table = model.find_table(s.table.text);
    if (q.table == no_index) {
        std::vector<std::string> names;
        for (auto const& t : model.tables) names.push_back(t.name);
        error(s.table.where, "R201", "unknown table `" + s.table.text + "`", did_you_mean(s.table.text, names));
        return std::nullopt;
    }
    if (!model.tables[q.table].shown_by.empty() &&
        (rule_table_ == no_index || model.tables[rule_table_].shown_by != model.tables[q.table].shown_by)) {
        error(s.table.where, "R302", "the rows of `" + s.table.text + "` are made only to be shown",
              "take what they are made of");
        return std::nullopt;
    }
    if (next_slot_ >= 60) {
        error(s.table.where, "R405", "too many sources within each other");
        return std::nullopt;
    }
    q.scope = s.scope == syntax::source_scope::this_filing    ? query_scope::this_filing
              : s.scope == syntax::source_scope::this_party   ? query_scope::this_party
              : s.scope == syntax::source_scope::all_versions ? query_scope::all_versions
                                                              : query_scope::all_filings;
    q.slot = next_slot_++;
    bind(variable.text, c_.build.variable(q.slot, q.table, at(variable.where)));
    return q.slot;
}

// Splits the condition into key pairs, one overlap pair and the rest; refuses a join that has no key.
bool expression_lowering::close_source(query& q, node_id where, span position) {
    auto& build = c_.build;
    bool const several = where != no_node && build[where].code == op::and_;
    std::uint32_t const conjuncts = several ? build[where].child_count : where != no_node ? 1 : 0;
    std::uint64_t const inner = bit(q.slot);
    std::vector<node_id> rest;
    rest.reserve(conjuncts);
    for (std::uint32_t i = 0; i < conjuncts; ++i) {
        node_id const n = several ? build.child(where, i) : where;
        bool used = false;
        if (build[n].code == op::equal || (build[n].code == op::overlaps && !q.overlap)) {
            for (std::uint32_t side = 0; side < 2 && !used; ++side) {
                node_id const a = build.child(n, side);
                node_id const b = build.child(n, 1 - side);
                if (build[a].free_slots != inner || (build[b].free_slots & inner)) continue;
                if (build[n].code == op::equal) {
                    // Equality of serials is not a matter of equal bytes (a first registry may be unknown), and lists
                    // are equal as sets: not hashed.
                    auto const k = build[a].type.k;
                    if (build[a].type.list_of || k == kind::block || k == kind::blocks || k == kind::period ||
                        k == kind::timeframe)
                        continue;
                    q.keys.push_back({a, b});
                    used = true;
                } else if (build[a].type.k == kind::block && build[b].type.k != kind::period) {
                    q.overlap = key_pair{a, b};
                    used = true;
                }
            }
        }
        if (!used) rest.push_back(n);
    }
    if (rest.size() == 1)
        q.residual = rest[0];
    else if (!rest.empty())
        q.residual = build.make(op::and_, plain(kind::boolean), 0, rest, at(position));
    std::uint64_t slots = reaches_everywhere(q.scope) ? 0 : bit(0);
    auto need = [&](node_id n) {
        if (n != no_node) slots |= build[n].free_slots;
    };
    for (auto const& k : q.keys) need(k.outer);
    if (q.overlap) need(q.overlap->outer);
    need(q.residual);
    need(q.body);
    for (auto const& r : q.refinements) need(r.second);
    for (auto const& p : q.otherwise) need(p.hole);
    q.free_slots = slots & ~inner;
    q.at = at(position);
    bool const keyed = !q.keys.empty() || q.overlap;
    auto const& model = c_.book.model;
    bool const header_rule = rule_table_ != no_index && model.tables[rule_table_].single_row();
    bool const uncorrelated = q.free_slots == 0;
    bool const few = model.tables[q.table].single_row() && !reaches_everywhere(q.scope);
    if (keyed || uncorrelated || few) return true;
    if (!reaches_everywhere(q.scope) && header_rule) return true;
    error(position, "R402", "this join would compare every row with every row of `" + model.tables[q.table].name + "`",
          "add an equation between a field of the inner row and something outside it, or an `overlaps` between blocks");
    return false;
}

node_id expression_lowering::lower_query(syntax::expression const& e) {
    query q;
    auto const saved_slot = next_slot_;
    auto const saved_bindings = bindings_.size();
    auto const restore = [&] {
        next_slot_ = saved_slot;
        bindings_.resize(saved_bindings);
    };
    if (!open_source(e.rows->from, e.rows->variable, q)) {
        restore();
        return no_node;
    }
    auto& build = c_.build;
    bool const quantifier = e.kind == expression_kind::quantifier;
    std::size_t next_child = 0;
    bool good = true;
    type result = plain(kind::boolean);
    if (!quantifier && e.has_value) {
        q.body = lower(e.children[next_child++]);
        good = q.body != no_node;
    }
    node_id where = no_node;
    if (e.has_where) {
        where = lower_boolean(e.children[next_child++]);
        good = good && where != no_node;
    }
    if (quantifier) {
        q.kind = e.text == "every" ? query_kind::every : query_kind::exists;
        if (e.text == "every") {
            q.body = lower_boolean(e.children[next_child]);
            good = good && q.body != no_node;
        }
    } else {
        if (e.text == "count") q.kind = query_kind::count;
        if (e.text == "sum") q.kind = query_kind::sum;
        if (e.text == "min") q.kind = query_kind::min;
        if (e.text == "max") q.kind = query_kind::max;
        if (e.text == "blocks") q.kind = query_kind::blocks;
        if (e.text == "distinct") q.kind = query_kind::distinct;
        bool const counts = q.kind == query_kind::count;
        if (good && counts == (q.body != no_node)) {
            error(e.where, "R304",
                  counts ? "`count` counts rows and takes no value" : "`" + e.text + "` needs `value for x in …`");
            good = false;
        }
        if (good && !counts) {
            auto const& t = build[q.body].type;
            kind_set const ordered = set_of(kind::integer, kind::decimal, kind::date, kind::year, kind::version);
            kind_set const allowed = q.kind == query_kind::sum      ? set_of(kind::integer, kind::decimal)
                                     : q.kind == query_kind::blocks ? set_of(kind::block, kind::blocks)
                                     : q.kind == query_kind::distinct
                                         ? ordered | set_of(kind::text, kind::code, kind::itmo)
                                         : ordered;
            if (!(allowed & set_of(t.k)) || t.list_of) {
                error(e.where, "R301", "`" + e.text + "` cannot take " + describe(q.body));
                good = false;
            } else {
                result = t;
            }
        }
        if (q.kind == query_kind::count || q.kind == query_kind::distinct) result = plain(kind::integer);
        if (q.kind == query_kind::blocks) result = plain(kind::blocks);
    }
    good = good && close_source(q, where, e.where);
    restore();
    if (!good) return no_node;
    node_id const n = build.add_query(std::move(q), result, at(e.where));
    return e.text == "no" ? negated(n) : n;
}

node_id expression_lowering::lower(syntax::lookup const& l) {
    query q;
    auto const saved_slot = next_slot_;
    auto const saved_bindings = bindings_.size();
    bool good = open_source(l.from, l.variable, q).has_value();
    if (good) {
        q.kind = l.which.text == "some" ? query_kind::some_row : query_kind::the_row;
        node_id const where = lower_boolean(l.where);
        good = where != no_node;
        for (auto const& r : l.refinements) {
            bool const preferring = r.which.text == "preferring";
            node_id const by = preferring ? lower_boolean(r.by) : lower(r.by);
            if (by == no_node) {
                good = false;
                continue;
            }
            auto const k = c_.build[by].type.k;
            if (!preferring &&
                !(set_of(k) & set_of(kind::integer, kind::decimal, kind::date, kind::year, kind::version))) {
                error(r.by.where, "R301", "`" + r.which.text + "` needs numbers or dates, this is " + describe(by));
                good = false;
            }
            q.refinements.emplace_back(preferring                  ? refinement_kind::preferring
                                       : r.which.text == "highest" ? refinement_kind::highest
                                                                   : refinement_kind::lowest,
                                       by);
        }
        if (q.kind == query_kind::some_row && !q.refinements.empty()) {
            error(l.at, "R304", "`some row` takes no preference", "write `the row`");
            good = false;
        }
        bindings_.resize(saved_bindings);  // the text speaks of what was looked for, not of what was found
        if (l.otherwise) q.otherwise = lower(*l.otherwise);
        good = good && close_source(q, where, l.at);
    }
    next_slot_ = saved_slot;
    bindings_.resize(saved_bindings);
    if (!good) return no_node;
    type t = plain(kind::row);
    t.table = q.table;
    return c_.build.add_query(std::move(q), t, at(l.at));
}

}  // namespace a6::dsl
