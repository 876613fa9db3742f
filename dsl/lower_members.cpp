// What tables have beside their fields: derived values, references, life cycles, rows that are made; and the order in
// which they are computed.

#include "dsl/lexical.hpp"
#include "dsl/limits.hpp"
#include "dsl/lower_context.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace a6::dsl {

std::vector<std::string> table_names_of(data_model const& m) {
    std::vector<std::string> names;
    for (auto const& t : m.tables) names.push_back(t.name);
    return names;
}

namespace {

// --- derived values and references ------------------------------------------------------------------------------

void declare_members(lower_context& c, std::vector<syntax::file> const& files) {
    auto& model = c.book.model;
    each<syntax::table_declaration>(files, [&](file_index f, syntax::table_declaration const& d, span) {
        auto const index = model.find_table(d.name.text);
        if (index == no_index) return;
        auto& names = c.tables[index];
        auto taken = [&](syntax::word const& w) {
            bool const yes = w.text == "filing" || names.fields.count(w.text) || names.derived.count(w.text) ||
                             names.references.count(w.text);
            if (yes) c.error(f, w.where, "R202", "table `" + d.name.text + "` already has `" + w.text + "`");
            return yes;
        };
        for (auto const& member : d.members) {
            if (auto const* v = std::get_if<syntax::derived_declaration>(&member)) {
                auto const t = resolve_type(c, f, v->type);
                if (!t || taken(v->name)) continue;
                names.derived[v->name.text] = static_cast<std::uint32_t>(c.book.plan.derived.size());
                c.book.plan.derived.push_back(
                    {index, v->name.text, v->label ? v->label->for_people() : std::string(), *t, no_node});
            }
            if (auto const* r = std::get_if<syntax::reference_declaration>(&member)) {
                auto const target = model.find_table(r->value.from.table.text);
                if (target == no_index) {
                    c.error(f, r->value.from.table.where, "R201", "unknown table `" + r->value.from.table.text + "`",
                            did_you_mean(r->value.from.table.text, table_names_of(model)));
                    continue;
                }
                if (taken(r->name)) continue;
                names.references[r->name.text] = static_cast<std::uint32_t>(c.book.plan.references.size());
                c.book.plan.references.push_back({index, r->name.text, target, no_node});
            }
        }
    });
}

// --- life cycles --------------------------------------------------------------------------------------------------

void declare_lifecycles(lower_context& c, std::vector<syntax::file> const& files) {
    auto& all = c.book.plan.lifecycles;
    each<syntax::lifecycle_declaration>(files, [&](file_index f, syntax::lifecycle_declaration const& d, span) {
        lifecycle l;
        l.name = d.name.text;
        l.title = d.title.for_people();
        l.at = {f, d.name.where};
        auto lacks = [&](char const* what, char const* help) {
            c.error(f, d.name.where, "R401", "life cycle `" + l.name + "` " + what, help);
        };
        if (!d.table) return lacks("does not say of what", "add `of NAME in TABLE`");
        l.table = c.book.model.find_table(d.table->text);
        if (l.table == no_index) {
            c.error(f, d.table->where, "R201", "unknown table `" + d.table->text + "`",
                    did_you_mean(d.table->text, table_names_of(c.book.model)));
            return;
        }
        auto const& names = c.tables[l.table];
        bool const taken = c.book.model.tables[l.table].find_field(l.name) != no_index || names.derived.count(l.name) ||
                           names.references.count(l.name) || names.lifecycles.count(l.name) || l.name == "filing";
        if (taken) {
            c.error(f, d.name.where, "R202", "table `" + d.table->text + "` already has `" + l.name + "`");
            return;
        }
        for (auto const& s : d.states) {
            std::vector<std::string> const own{"refused", "elsewhere", "unknown", "earlier"};
            if (std::count(l.states.begin(), l.states.end(), s.text) || std::count(own.begin(), own.end(), s.text))
                c.error(f, s.where, "R202", "state `" + s.text + "` is declared twice", "rename it");
            l.states.push_back(s.text);
        }
        l.state_words = d.shown_states;
        if (l.state_words.empty())
            for (auto const& s : l.states) l.state_words.push_back(lexical::name_in_words(s));
        if (l.states.empty()) return lacks("has no state", "add `state NAME`; a life begins in the first");
        if (l.states.size() > life_part::count - life_part::state) return lacks("has too many states", "join some");
        if (!d.serials) return lacks("does not say which serials an event is about", "add `serials BLOCK`");
        if (d.order.empty()) return lacks("does not say in which order events come", "add `ordered by …`");
        if (d.moves.empty()) return lacks("has no move", "add `move \"…\" from … to …`");
        c.lifecycle_names.insert(l.name);
        c.tables[l.table].lifecycles[l.name] = static_cast<std::uint32_t>(all.size());
        all.push_back(std::move(l));
    });
}

std::vector<lifecycle::shown_value> lower_shown(expression_lowering& l, std::vector<syntax::shown_value> const& shown) {
    std::vector<lifecycle::shown_value> out;
    for (auto const& s : shown)
        if (node_id const n = l.lower(s.value); n != no_node)
            out.push_back({s.label.joined(), s.label.for_people(), n});
    return out;
}

std::optional<lifecycle::sighting> lower_sighting(lower_context& c, file_index f, syntax::lifecycle_sighting const& s) {
    lifecycle::sighting out;
    out.table = c.book.model.find_table(s.table.text);
    if (out.table == no_index) {
        c.error(f, s.table.where, "R201", "unknown table `" + s.table.text + "`",
                did_you_mean(s.table.text, table_names_of(c.book.model)));
        return std::nullopt;
    }
    if (!s.serials || !s.on || !s.by) {
        c.error(f, s.variable.where, "R401", "this does not say which serials are seen, on which day and by whom",
                "add `serials …`, `on …` and `by …`");
        return std::nullopt;
    }
    expression_lowering l(c, f);
    l.set_rule_table(out.table);
    l.bind(s.variable.text, c.build.variable(0, out.table, {f, s.variable.where}));
    out.serials = l.lower_as(*s.serials, plain(kind::block), "what is seen");
    out.on = l.lower_as(*s.on, plain(kind::date), "the day");
    out.by = l.lower(*s.by);
    if (s.tells) out.tells = l.lower(*s.tells);
    out.shown = lower_shown(l, s.shown);
    return out;
}

void lower_lifecycles(lower_context& c, std::vector<syntax::file> const& files) {
    each<syntax::lifecycle_declaration>(files, [&](file_index f, syntax::lifecycle_declaration const& d, span) {
        auto const table = d.table ? c.book.model.find_table(d.table->text) : no_index;
        if (table == no_index) return;
        auto const found = c.tables[table].lifecycles.find(d.name.text);
        if (found == c.tables[table].lifecycles.end()) return;
        expression_lowering l(c, f);
        l.set_rule_table(table);
        l.bind(d.variable->text, c.build.variable(0, table, {f, d.variable->where}));
        lifecycle out = c.book.plan.lifecycles[found->second];
        out.serials = l.lower_as(*d.serials, plain(kind::block), "what an event is about");
        if (d.when) out.when = l.lower_boolean(*d.when);
        if (d.known_when) out.known_when = l.lower_boolean(*d.known_when);
        if (d.known_otherwise) out.known_otherwise = l.lower(*d.known_otherwise);
        for (auto const& e : d.order) {
            node_id const n = l.lower(e);
            if (n == no_node) continue;
            if (!(set_of(c.build[n].type.k) & set_of(kind::integer, kind::date, kind::year)))
                c.error(f, e.where, "R301",
                        "events are put in order by dates and whole numbers, this is " +
                            describe(c.build[n].type, c.book.model));
            out.order.push_back(n);
        }
        if (d.actor) out.actor = l.lower(*d.actor);
        auto state_of = [&](syntax::word const& w) -> std::size_t {
            auto const it = std::find(out.states.begin(), out.states.end(), w.text);
            if (it == out.states.end())
                c.error(f, w.where, "R201", "unknown state `" + w.text + "`", did_you_mean(w.text, out.states));
            return static_cast<std::size_t>(it - out.states.begin());
        };
        for (auto const& m : d.moves) {
            lifecycle::move move;
            move.name = m.name.joined();
            if (m.when) move.when = l.lower_boolean(*m.when);
            for (auto const& s : m.from)
                if (auto const i = state_of(s); i < out.states.size()) move.from |= std::uint64_t{1} << i;
            if (m.from.empty() || !m.to)
                c.error(f, m.where, "R401", "this move does not say from which state to which", "add `from … to …`");
            if (m.to)
                if (auto const i = state_of(*m.to); i < out.states.size()) move.to = static_cast<std::uint16_t>(i);
            move.by_holder = m.by_holder;
            if (m.passes_to) move.passes_to = l.lower(*m.passes_to);
            if (m.by_holder && !d.actor)
                c.error(f, m.where, "R401", "`by holder` needs to know who acts", "add `actor …` to the life cycle");
            if (move.passes_to != no_node && out.actor != no_node &&
                c.build[move.passes_to].type != c.build[out.actor].type)
                c.error(f, m.passes_to->where, "R301", "who holds it then is of another type than who acts");
            if (m.tells) move.tells = l.lower(*m.tells);
            out.moves.push_back(std::move(move));
        }
        out.shown = lower_shown(l, d.shown);
        for (auto const& s : d.sightings)
            if (auto sighting = lower_sighting(c, f, s)) out.sightings.push_back(std::move(*sighting));
        c.book.plan.lifecycles[found->second] = std::move(out);
    });
}

void lower_members(lower_context& c, std::vector<syntax::file> const& files) {
    each<syntax::table_declaration>(files, [&](file_index f, syntax::table_declaration const& d, span) {
        auto const index = c.book.model.find_table(d.name.text);
        if (index == no_index) return;
        auto const& names = c.tables[index];
        auto lowering = [&](syntax::word const& name) {
            expression_lowering l(c, f);
            l.set_rule_table(index);
            l.bind("this", c.build.variable(0, index, {f, name.where}));
            return l;
        };
        // What rules find is known only behind them; what is derived is known before.
        auto refuse_flagged = [&](node_id n) {
            if (!c.build.has(op::flagged)) return;
            node_id const asks = find_node(c.book.plan, n, [](node const& x) { return x.code == op::flagged; });
            if (asks != no_node)
                c.out.error("R302", c.book.plan.nodes[asks].at, "`flagged` can be asked in rules only");
        };
        for (auto const& member : d.members) {
            if (auto const* v = std::get_if<syntax::derived_declaration>(&member)) {
                auto const found = names.derived.find(v->name.text);
                if (found == names.derived.end()) continue;
                auto& target = c.book.plan.derived[found->second];
                type const wanted = target.type;
                node_id const n =
                    lowering(v->name).lower_as(v->value, wanted, [&] { return "`" + v->name.text + "`"; });
                refuse_flagged(n);
                c.book.plan.derived[found->second].value = n;
            }
            if (auto const* r = std::get_if<syntax::reference_declaration>(&member)) {
                auto const found = names.references.find(r->name.text);
                if (found == names.references.end()) continue;
                node_id const n = lowering(r->name).lower(r->value);
                refuse_flagged(n);
                c.book.plan.references[found->second].value = n;
            }
        }
        for (auto const& [field, condition] : names.conditions) {
            auto l = lowering(syntax::word{"this", c.book.model.tables[index].fields[field].at.where});
            node_id const n = l.lower_boolean(*condition.first);
            refuse_flagged(n);
            if (n != no_node) c.book.plan.conditions.push_back({index, field, n});
        }
    });
}

void lower_generated(lower_context& c, file_index f, std::uint16_t index, syntax::generated_clause const& g) {
    auto const& model = c.book.model;
    generated_rows out;
    out.table = index;
    out.source = model.find_table(g.source.text);
    if (out.source == no_index) {
        c.error(f, g.source.where, "R201", "unknown table `" + g.source.text + "`",
                did_you_mean(g.source.text, table_names_of(model)));
        return;
    }
    if (model.tables[out.source].generated || model.tables[out.source].report != model.tables[index].report) {
        c.error(f, g.source.where, "R302", "rows are generated from a table that is filed in the same report",
                "put table `" + model.tables[index].name + "` in the report of its source");
        return;
    }
    expression_lowering l(c, f);
    l.set_rule_table(out.source);
    l.bind("this", c.build.variable(0, out.source, {f, g.where}));
    // Rows are generated before anything is derived from rows.
    auto filed_only = [&](node_id n) {
        auto const& p = c.book.plan;
        node_id const other = find_node(p, n, [](node const& x) {
            return x.code == op::derived || x.code == op::reference || x.code == op::query || x.code == op::flagged;
        });
        if (other != no_node)
            c.error(p.nodes[other].at.file, p.nodes[other].at.where, "R302", "generated rows are made of what is filed",
                    "use fields of the row and of its filing, not what is derived or looked up");
        return other == no_node ? n : no_node;
    };
    if (g.when) out.when = filed_only(l.lower_boolean(*g.when));
    std::size_t directions = 0;
    for (auto const& v : g.values) {
        if (v.each && ++directions > limits::max_each_clauses) {
            c.error(f, v.field.where, "R405",
                    "rows are generated for more than " + std::to_string(limits::max_each_clauses) + " `each` at once",
                    "every `each` multiplies the rows of those before");
            return;
        }
        generated_rows::value value;
        value.field = model.tables[index].find_field(v.field.text);
        if (value.field == no_index) {
            c.error(f, v.field.where, "R201",
                    "table `" + model.tables[index].name + "` has no field `" + v.field.text + "`");
            continue;
        }
        value.each = v.each;
        type const& wanted = model.tables[index].fields[value.field].type;
        if (v.each && wanted.k != kind::year) {
            c.error(f, v.field.where, "R301", "`each` counts years, `" + v.field.text + "` is no year");
            continue;
        }
        value.is = filed_only(l.lower_as(v.is, v.each ? plain(kind::period) : wanted, "the value"));
        if (value.is != no_node) out.values.push_back(value);
    }
    c.book.plan.generated.push_back(std::move(out));
}

void lower_generated(lower_context& c, std::vector<syntax::file> const& files) {
    each<syntax::table_declaration>(files, [&](file_index f, syntax::table_declaration const& d, span) {
        auto const index = c.book.model.find_table(d.name.text);
        if (index == no_index) return;
        for (auto const& g : d.generated) lower_generated(c, f, index, g);
    });
}

// Everything a node needs: derived values (false) and references (true), found by walking the pool.
using member_id = std::pair<bool, std::uint32_t>;

// `seen`: by node.
void collect_members(plan const& p, node_id n, std::set<member_id>& out, std::vector<bool>& seen) {
    if (n == no_node || seen[n]) return;
    seen[n] = true;
    node const& x = p.nodes[n];
    if (x.code == op::derived) out.insert({false, x.payload});
    if (x.code == op::reference) out.insert({true, x.payload});
    if (x.code == op::life)
        for (node_id const part : nodes_of(p.lifecycles[x.payload / life_part::count]))
            collect_members(p, part, out, seen);
    for (std::uint32_t i = 0; i < x.child_count; ++i) collect_members(p, p.child(n, i), out, seen);
    if (x.code != op::query) return;
    query const& q = p.queries[x.payload];
    for (auto const& k : q.keys) {
        collect_members(p, k.inner, out, seen);
        collect_members(p, k.outer, out, seen);
    }
    if (q.overlap) {
        collect_members(p, q.overlap->inner, out, seen);
        collect_members(p, q.overlap->outer, out, seen);
    }
    collect_members(p, q.residual, out, seen);
    collect_members(p, q.body, out, seen);
    for (auto const& r : q.refinements) collect_members(p, r.second, out, seen);
    for (auto const& m : q.otherwise) collect_members(p, m.hole, out, seen);
}

void order_members(lower_context& c) {
    plan& p = c.book.plan;
    std::vector<int> state[2] = {std::vector<int>(p.derived.size(), 0), std::vector<int>(p.references.size(), 0)};
    std::function<bool(member_id)> visit = [&](member_id m) {
        int& s = state[m.first][m.second];
        if (s == 2) return true;
        node_id const value = m.first ? p.references[m.second].value : p.derived[m.second].value;
        if (s == 1) {
            if (value != no_node)
                c.out.error("R403", p.nodes[value].at,
                            "`" + (m.first ? p.references[m.second].name : p.derived[m.second].name) +
                                "` is computed from itself");
            return false;
        }
        s = 1;
        std::set<member_id> needs;
        std::vector<bool> seen(p.nodes.size(), false);
        collect_members(p, value, needs, seen);
        bool good = true;
        for (auto const& need : needs) good = visit(need) && good;
        state[m.first][m.second] = 2;
        if (good) p.computation_order.push_back(m);
        return good;
    };
    for (std::uint32_t i = 0; i < p.derived.size(); ++i) visit({false, i});
    for (std::uint32_t i = 0; i < p.references.size(); ++i) visit({true, i});
}

// A life that is followed only when what happened in it is known. What goes through a derived value or a reference is
// found with those.
void refuse_circular_lives(lower_context& c) {
    plan const& p = c.book.plan;
    for (std::uint32_t i = 0; i < p.lifecycles.size(); ++i) {
        std::set<member_id> members;
        std::vector<bool> seen(p.nodes.size(), false);
        for (node_id const part : nodes_of(p.lifecycles[i])) collect_members(p, part, members, seen);
        node_id own = 0;
        while (own < p.nodes.size() &&
               !(seen[own] && p.nodes[own].code == op::life && p.nodes[own].payload / life_part::count == i))
            ++own;
        if (own != p.nodes.size())
            c.out.error("R403", p.nodes[own].at, "life cycle `" + p.lifecycles[i].name + "` is computed from itself",
                        "what makes a row an event, and what a move asks for, cannot depend on what came of it");
    }
}

}  // namespace

std::vector<node_id> nodes_of(lifecycle const& l) {
    std::vector<node_id> out{l.serials, l.when, l.known_when, l.actor};
    out.insert(out.end(), l.order.begin(), l.order.end());
    for (auto const& m : l.moves) {
        out.push_back(m.when);
        out.push_back(m.passes_to);
    }
    return out;
}

bool lifecycle::terminal(std::size_t state_index) const {
    return std::none_of(moves.begin(), moves.end(), [&](move const& m) { return m.from >> state_index & 1; });
}

bool lower_table_members(lower_context& c, std::vector<syntax::file> const& files) {
    declare_members(c, files);
    declare_lifecycles(c, files);
    lower_members(c, files);
    lower_lifecycles(c, files);
    if (c.out.has_errors()) {
        // A broken member would make every rule that reads it report again.
        bool broken = false;
        for (auto const& d : c.book.plan.derived) broken = broken || d.value == no_node;
        for (auto const& r : c.book.plan.references) broken = broken || r.value == no_node;
        if (broken) return false;
    }
    order_members(c);
    refuse_circular_lives(c);
    lower_generated(c, files);
    return true;
}

}  // namespace a6::dsl
