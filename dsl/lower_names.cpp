// Names, members, literals, messages and places.

#include "dsl/limits.hpp"
#include "dsl/lower_context.hpp"

#include <algorithm>
#include <charconv>

namespace a6::dsl {

using syntax::expression_kind;

namespace {

// A name or a chain of members as it is written: r.filing.Party.
std::string path_of(syntax::expression const& e) {
    if (e.kind != expression_kind::member) return e.kind == expression_kind::name ? e.text : std::string("…");
    return path_of(e.children[0]) + '.' + e.text;
}

}  // namespace

std::vector<std::string> const& predicates() {
    static std::vector<std::string> const names{"present", "absent", "readable", "canonical",    "raw",    "found",
                                                "known",   "label",  "applies",  "confidential", "flagged"};
    return names;
}

std::string expression_lowering::describe(node_id n) const { return dsl::describe(c_.build[n].type, c_.book.model); }

node_id expression_lowering::negated(node_id n) {
    node const& inner = c_.build[n];
    if (inner.code == op::not_) return c_.build.child(n, 0);
    return c_.build.make(op::not_, plain(kind::boolean), 0, {n}, inner.at);
}

node_id expression_lowering::lower(syntax::expression const& e) {
    if (c_.too_large) return no_node;
    auto const too_large = [&](std::string message, std::string help) {
        c_.too_large = true;
        error(e.where, "R405", std::move(message), std::move(help));
        return no_node;
    };
    if (c_.book.plan.nodes.size() > limits::max_plan_nodes || ++c_.steps > limits::max_lowering_steps)
        return too_large("the rulebook is too large", "it has too many expressions with all its defines written out");
    node_id const n = lower_any(e);
    if (n == no_node || c_.build.size_of(n) <= limits::max_expression_size) return n;
    return too_large("this expression has more than " + std::to_string(limits::max_expression_size) +
                         " operations when every `define` and `let` in it is written out",
                     "make it a `derived` value of its table, which is computed once");
}

node_id expression_lowering::lower_any(syntax::expression const& e) {
    switch (e.kind) {
        case expression_kind::name: return lower_name(e.text, e.where);
        case expression_kind::text: {
            constant k;
            k.type = plain(kind::text);
            k.text = e.text;
            return c_.build.constant_node(std::move(k), at(e.where));
        }
        case expression_kind::number: return lower_number(e);
        case expression_kind::date: {
            auto const d = parse_iso_date(e.text);
            if (!d) {
                error(e.where, "R105", "`" + e.text + "` is not a day of the calendar");
                return no_node;
            }
            return c_.build.integer(d->days, plain(kind::date), at(e.where));
        }
        case expression_kind::truth:
            return c_.build.integer(e.text == "true" ? 1 : 0, plain(kind::boolean), at(e.where));
        case expression_kind::member: return lower_member(e);
        case expression_kind::call: return lower_call(e);
        case expression_kind::negate: {
            node_id const n = lower(e.children[0]);
            if (n == no_node) return no_node;
            auto const& t = c_.build[n].type;
            if (t.k != kind::integer && t.k != kind::decimal) {
                error(e.where, "R301", "`-` needs a number, this is " + describe(n));
                return no_node;
            }
            // A negative number in a rule is a literal, too.
            if (constant const* k = c_.build.as_constant(n); k && t.k == kind::integer)
                return c_.build.integer(-k->integer, t, at(e.where));
            if (constant const* k = c_.build.as_constant(n); k && t.k == kind::decimal) {
                constant negative = *k;
                negative.number.billionths = -negative.number.billionths;
                return c_.build.constant_node(std::move(negative), at(e.where));
            }
            return c_.build.make(op::negate, t, 0, {n}, at(e.where));
        }
        case expression_kind::not_: {
            node_id const n = lower_boolean(e.children[0]);
            return n == no_node ? no_node : negated(n);
        }
        case expression_kind::and_:
        case expression_kind::or_: {
            std::vector<node_id> parts;
            parts.reserve(e.children.size());
            bool good = true;
            for (auto const& child : e.children) {
                node_id const n = lower_boolean(child);
                good = good && n != no_node;
                parts.push_back(n);
            }
            if (!good) return no_node;
            return c_.build.make(e.kind == expression_kind::and_ ? op::and_ : op::or_, plain(kind::boolean), 0, parts,
                                 at(e.where));
        }
        case expression_kind::implies: {
            node_id const a = lower_boolean(e.children[0]);
            node_id const b = lower_boolean(e.children[1]);
            if (a == no_node || b == no_node) return no_node;
            return c_.build.make(op::or_, plain(kind::boolean), 0, {negated(a), b}, at(e.where));
        }
        case expression_kind::compare: return lower_compare(e);
        case expression_kind::arithmetic: return lower_arithmetic(e);
        case expression_kind::set_operation: return lower_set_operation(e);
        case expression_kind::conditional: return lower_conditional(e);
        case expression_kind::range: return lower_range(e);
        case expression_kind::set: error(e.where, "R301", "a list in braces stands only behind `in`"); return no_node;
        case expression_kind::quantifier:
        case expression_kind::aggregate: return lower_query(e);
    }
    return no_node;
}

node_id expression_lowering::lower_boolean(syntax::expression const& e) {
    node_id const n = lower(e);
    if (n == no_node) return no_node;
    auto const& t = c_.build[n].type;
    if (t.k != kind::boolean || t.list_of) {
        std::string help;
        if (e.kind == expression_kind::member || e.kind == expression_kind::name)
            help = "to ask whether it is filled in write `present(" + path_of(e) + ")`";
        error(e.where, "R301", "expected something true or false, this is " + describe(n), help);
        return no_node;
    }
    return n;
}

node_id expression_lowering::lower_as(syntax::expression const& e, type const& wanted, words_of const& what) {
    node_id n = lower(e);
    if (n == no_node) return no_node;
    if (c_.build[n].type == wanted) return n;
    if (c_.build.as_constant(n) && adapt_constant(n, wanted, e.where)) return n;
    if (wanted.k == kind::blocks && c_.build[n].type.k == kind::block) return as_blocks(n);
    if (wanted.k == kind::decimal && wanted.unit == no_index && c_.build[n].type.k == kind::integer)
        return c_.build.make(op::call, wanted, static_cast<std::uint32_t>(function::to_decimal), {n}, at(e.where));
    error(e.where, "R301", what() + " is " + dsl::describe(wanted, c_.book.model) + ", this is " + describe(n));
    return no_node;
}

node_id expression_lowering::lower_number(syntax::expression const& e) {
    bool const whole = e.text.find('.') == std::string::npos;
    constant k;
    if (!e.unit->text.empty()) {
        auto const unit = c_.book.model.find_unit(e.unit->text);
        if (unit == no_index) {
            std::vector<std::string> names;
            for (auto const& u : c_.book.model.units) names.push_back(u.name);
            error(e.unit->where, "R201", "unknown unit `" + e.unit->text + "`", did_you_mean(e.unit->text, names));
            return no_node;
        }
        k.type = plain(kind::decimal);
        k.type.unit = unit;
    } else {
        k.type = plain(whole ? kind::integer : kind::decimal);
    }
    if (k.type.k == kind::integer) {
        auto const [end, status] = std::from_chars(e.text.data(), e.text.data() + e.text.size(), k.integer);
        if (status != std::errc() || end != e.text.data() + e.text.size()) {
            error(e.where, "R106", "`" + e.text + "` is too large for a whole number");
            return no_node;
        }
    } else {
        auto const d = parse_decimal(e.text);
        if (!d.value) {
            error(e.where, "R106", "`" + e.text + "` is not a number with at most nine decimals");
            return no_node;
        }
        k.number = *d.value;
    }
    return c_.build.constant_node(std::move(k), at(e.where));
}

node_id expression_lowering::lower_name(std::string const& name, span where) {
    for (auto it = bindings_.rbegin(); it != bindings_.rend(); ++it)
        if (it->name == name) {
            if (caller_ == nullptr) used_.push_back(name);  // what a definition uses is no matter of its callers
            return it->node;
        }
    if (auto const p = c_.parameters.find(name); p != c_.parameters.end()) return parameter_node(p->second, where);
    std::vector<std::string> candidates;
    for (auto const& b : bindings_) candidates.emplace_back(b.name);
    for (auto const& [parameter, index] : c_.parameters) candidates.push_back(parameter);
    std::string help = did_you_mean(name, candidates);
    for (auto const& b : bindings_) {
        auto const& t = c_.build[b.node].type;
        if (help.empty() && t.k == kind::row && c_.book.model.tables[t.table].find_field(name) != no_index)
            help = "the field of the row is written `" + std::string(b.name) + "." + name + "`";
    }
    error(where, "R201", "unknown name `" + name + "`", help);
    return no_node;
}

// A param dated by the filing has the value of the day on which the rule's own row was submitted.
node_id expression_lowering::parameter_node(std::uint32_t index, span where) {
    auto const& p = c_.book.plan.parameters[index];
    bool const by_filing = p.axis == axis::filing && rule_table_ != no_index;
    if (p.axis == axis::filing && rule_table_ == no_index)
        error(where, "R302", "`" + p.name + "` is dated by the filing, and no filing is spoken of here");
    return c_.build.make(op::parameter, p.type, index, {}, at(where), by_filing ? 1 : 0);
}

node_id expression_lowering::member_of_row(node_id row, std::string const& name, span where) {
    std::uint16_t const index = c_.build[row].type.table;
    table const& t = c_.book.model.tables[index];
    if (name == "filing") {
        std::uint16_t const header = c_.book.model.reports[t.report].header;
        if (header == no_index) return no_node;
        if (header == index) return row;
        type r = plain(kind::row);
        r.table = header;
        return c_.build.make(op::header, r, 0, {row}, at(where));
    }
    auto const& names = c_.tables[index];
    if (auto const f = names.fields.find(name); f != names.fields.end())
        return c_.build.make(op::field, t.fields[f->second].type, f->second, {row}, at(where));
    if (auto const d = names.derived.find(name); d != names.derived.end())
        return c_.build.make(op::derived, c_.book.plan.derived[d->second].type, d->second, {row}, at(where));
    if (auto const r = names.references.find(name); r != names.references.end()) {
        type target = plain(kind::row);
        target.table = c_.book.plan.references[r->second].target;
        return c_.build.make(op::reference, target, r->second, {row}, at(where));
    }
    std::vector<std::string> candidates{"filing"};
    for (auto const& f : t.fields) candidates.push_back(f.name);
    for (auto const& [n, i] : names.derived) candidates.push_back(n);
    for (auto const& [n, i] : names.references) candidates.push_back(n);
    error(where, "R201", "table `" + t.name + "` has no field `" + name + "`", did_you_mean(name, candidates));
    return no_node;
}

// r.life.refused: what a life cycle says of the event that the row is.
std::optional<node_id> expression_lowering::lower_life(syntax::expression const& e) {
    auto const& of = e.children[0];
    if (of.kind != expression_kind::member) return std::nullopt;
    if (!c_.lifecycle_names.count(of.text)) return std::nullopt;
    node_id const row = lower(of.children[0]);
    if (row == no_node) return no_node;
    auto const& t = c_.build[row].type;
    if (t.k != kind::row) return std::nullopt;
    auto const found = c_.tables[t.table].lifecycles.find(of.text);
    if (found == c_.tables[t.table].lifecycles.end()) return std::nullopt;
    auto const& life = c_.book.plan.lifecycles[found->second];
    std::vector<std::string> names{"refused", "elsewhere", "unknown", "earlier"};
    names.insert(names.end(), life.states.begin(), life.states.end());
    auto const part = std::find(names.begin(), names.end(), e.text);
    if (part == names.end()) {
        error(e.where, "R201", "life cycle `" + life.name + "` has no `" + e.text + "`", did_you_mean(e.text, names));
        return no_node;
    }
    auto const index = static_cast<std::uint32_t>(part - names.begin());
    type result = plain(index == life_part::earlier ? kind::row : kind::blocks);
    if (index == life_part::earlier) result.table = life.table;
    return c_.build.make(op::life, result, found->second * life_part::count + index, {row}, at(e.where));
}

node_id expression_lowering::lower_member(syntax::expression const& e) {
    if (auto const life = lower_life(e)) return *life;
    node_id const base = lower(e.children[0]);
    if (base == no_node) return no_node;
    auto const& t = c_.build[base].type;
    if (t.k == kind::row) return member_of_row(base, e.text, e.where);
    function_entry const* f = find_function(e.text);
    if (!f || f->parameters.size() != 1) {
        error(e.where, "R203", "`" + e.text + "` is not something that " + describe(base) + " has");
        return no_node;
    }
    return apply_function(*f, {base}, e);
}

message_template expression_lowering::lower(syntax::message const& m) {
    message_template out;
    std::size_t holes = 0;
    for (auto const& piece : m.shown.empty() ? m.pieces : m.shown) {
        message_piece p;
        p.literal = piece.literal;
        if (piece.hole) {
            p.place = m.shown.empty() ? holes++ : piece.place;
            for_people_ = true;
            p.hole = lower(*piece.hole);
            for_people_ = false;
            if (p.hole == no_node) continue;
            if (c_.build[p.hole].type.k == kind::row) {
                error(piece.hole->where, "R301", "a message shows a value, this is " + describe(p.hole),
                      "name the field to show");
                continue;
            }
        }
        out.push_back(std::move(p));
    }
    return out;
}

std::optional<place> expression_lowering::lower(syntax::place const& p) {
    node_id n = lower_name(p.variable.text, p.variable.where);
    for (std::size_t i = 0; n != no_node && i < p.path.size(); ++i) {
        if (c_.build[n].type.k != kind::row) {
            error(p.path[i].where, "R301", "a place is a row or a field of a row");
            return std::nullopt;
        }
        n = member_of_row(n, p.path[i].text, p.path[i].where);
    }
    if (n == no_node) return std::nullopt;
    if (c_.build[n].type.k == kind::row) return place{n, no_index};
    if (c_.build[n].code == op::field)
        return place{c_.build.child(n, 0), static_cast<std::uint16_t>(c_.build[n].payload)};
    error(p.variable.where, "R301", "a place is a row or a field of a row, this is " + describe(n),
          "name the fields it is made of");
    return std::nullopt;
}

}  // namespace a6::dsl
