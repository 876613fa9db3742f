// Operators: comparison, arithmetic with units, sets of serials, periods.

#include "dsl/lower_context.hpp"

#include <re2/re2.h>
#include <algorithm>

namespace a6::dsl {

using syntax::expression_kind;

namespace {

bool textual(type const& t) { return !t.list_of && (t.k == kind::text || t.k == kind::code); }

// Why it is no regular expression; empty if it is one.
std::string problem_of_pattern(std::string const& text) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    re2::RE2 const pattern(text, options);
    return pattern.ok() ? std::string() : pattern.error();
}

}  // namespace

bool expression_lowering::is_blocks(node_id n) const {
    auto const k = c_.build[n].type.k;
    return k == kind::block || k == kind::blocks;
}

node_id expression_lowering::as_blocks(node_id n) {
    if (c_.build[n].type.k == kind::blocks) return n;
    return c_.build.make(op::unite, plain(kind::blocks), 0, {n}, c_.build[n].at);
}

bool expression_lowering::is_code(std::string_view value, std::uint16_t list) {
    c_.codes.resize(c_.book.model.lists.size());
    auto& codes = c_.codes[list];
    if (codes.empty())
        for (auto const& x : c_.book.model.lists[list].codes) codes.insert(x.value);
    return codes.count(value) != 0;
}

// A literal takes the type of what it meets, if it can.
bool expression_lowering::adapt_constant(node_id& n, type const& wanted, span where) {
    constant const* k = c_.build.as_constant(n);
    if (!k || wanted.list_of) return false;
    if (k->type == wanted) return true;
    constant changed = *k;
    changed.type = wanted;
    if (k->type.k == kind::integer && wanted.k == kind::year) {
        n = c_.build.constant_node(std::move(changed), at(where));
        return true;
    }
    if (k->type.k == kind::integer && wanted.k == kind::decimal && wanted.unit == no_index) {
        changed.number = decimal::from_integer(k->integer);
        changed.integer = 0;
        n = c_.build.constant_node(std::move(changed), at(where));
        return true;
    }
    if (k->type.k == kind::text && wanted.k == kind::code) {
        code_list const& list = c_.book.model.lists[wanted.list];
        if (!list.open && !is_code(k->text, wanted.list)) {
            std::vector<std::string> values;
            for (auto const& x : list.codes) values.push_back(x.value);
            error(where, "R303", "`" + k->text + "` is not a code of list `" + list.name + "`",
                  did_you_mean(k->text, values));
            return false;
        }
        n = c_.build.constant_node(std::move(changed), at(where));
        return true;
    }
    return false;
}

bool expression_lowering::unify(node_id& a, node_id& b, span where, std::string const& operation) {
    auto& build = c_.build;
    if (build[a].type == build[b].type) return true;
    std::size_t const errors = c_.out.error_count();
    if (build.as_constant(b) && adapt_constant(b, build[a].type, where)) return true;
    if (c_.out.error_count() == errors && build.as_constant(a) && adapt_constant(a, build[b].type, where)) return true;
    if (c_.out.error_count() != errors) return false;
    type const ta = build[a].type;
    type const tb = build[b].type;
    if (textual(ta) && textual(tb) && (ta.k == kind::text || tb.k == kind::text)) return true;
    auto to_decimal = [&](node_id n) {
        return build.make(op::call, plain(kind::decimal), static_cast<std::uint32_t>(function::to_decimal), {n},
                          at(where));
    };
    if (ta.k == kind::integer && tb.k == kind::decimal && tb.unit == no_index) {
        a = to_decimal(a);
        return true;
    }
    if (tb.k == kind::integer && ta.k == kind::decimal && ta.unit == no_index) {
        b = to_decimal(b);
        return true;
    }
    if (is_blocks(a) && is_blocks(b)) {
        a = as_blocks(a);
        b = as_blocks(b);
        return true;
    }
    if (ta.k == kind::decimal && tb.k == kind::decimal && ta.unit != no_index && tb.unit != no_index) {
        auto const& units = c_.book.model.units;
        auto base = [&](std::uint16_t u) { return units[u].base == no_index ? u : units[u].base; };
        if (base(ta.unit) == base(tb.unit)) {
            auto scale = [&](node_id n) {
                unit const& u = units[build[n].type.unit];
                if (u.base == no_index) return n;
                constant k;
                k.type = plain(kind::decimal);
                k.number = u.factor;
                node_id const factor = build.constant_node(std::move(k), at(where));
                type t = build[n].type;
                t.unit = u.base;
                return build.make(op::multiply, t, 0, {n, factor}, at(where));
            };
            a = scale(a);
            b = scale(b);
            return true;
        }
    }
    std::string help;
    bool const integer_and_unit = (ta.k == kind::decimal && ta.unit != no_index && tb.k == kind::integer) ||
                                  (tb.k == kind::decimal && tb.unit != no_index && ta.k == kind::integer);
    if (integer_and_unit) {
        std::string const& unit = c_.book.model.units[ta.unit != no_index ? ta.unit : tb.unit].name;
        help = "state the unit: `… * 1 " + unit + "`, or `0 " + unit + "`";
    }
    error(where, ta.k == kind::decimal && tb.k == kind::decimal ? "R302" : "R301",
          "`" + operation + "` between " + describe(a) + " and " + describe(b), help);
    return false;
}

node_id expression_lowering::lower_in(syntax::expression const& e, node_id left, bool negate) {
    auto& build = c_.build;
    auto const& right = e.children[1];
    node_id result = no_node;
    if (right.kind == expression_kind::set) {
        if (build[left].type.list_of || build[left].type.k == kind::timeframe) {
            error(e.where, "R301", describe(left) + " cannot be compared", "use `in`, or ask for its parts");
            return no_node;
        }
        std::vector<node_id> children{left};
        std::vector<node_id> equations;
        children.reserve(right.children.size() + 1);
        equations.reserve(right.children.size());
        bool converted = false;
        for (auto const& item : right.children) {
            node_id n = lower(item);
            if (n == no_node) return no_node;
            node_id subject = left;
            if (!unify(subject, n, item.where, "in")) return no_node;
            converted = converted || subject != left;
            children.push_back(n);
            equations.push_back(build.make(op::equal, plain(kind::boolean), 0, {subject, n}, at(e.where)));
        }
        // Where an item is of another type (a decimal among integers, another unit), each is compared in its own way.
        result = !converted              ? build.make(op::in_set, plain(kind::boolean), 0, children, at(e.where))
                 : equations.size() == 1 ? equations[0]
                                         : build.make(op::or_, plain(kind::boolean), 0, equations, at(e.where));
    } else {
        node_id set = lower(right);
        if (set == no_node) return no_node;
        auto const& ts = build[set].type;
        auto const& tl = build[left].type;
        if (ts.list_of) {
            type item = ts;
            item.list_of = false;
            if (build.as_constant(left)) adapt_constant(left, item, e.children[0].where);
            if (!textual(build[left].type)) {
                error(e.where, "R301", "`in` between " + describe(left) + " and " + describe(set));
                return no_node;
            }
            result = build.make(op::in_list, plain(kind::boolean), 0, {left, set}, at(e.where));
        } else if (ts.k == kind::period) {
            if (build.as_constant(left)) adapt_constant(left, plain(kind::year), e.children[0].where);
            if (build[left].type.k != kind::date && build[left].type.k != kind::year) {
                error(e.where, "R301", "`in` a period asks for a date or a year, this is " + describe(left));
                return no_node;
            }
            result = build.make(op::in_period, plain(kind::boolean), 0, {left, set}, at(e.where));
        } else if (is_blocks(set) && (tl.k == kind::block || tl.k == kind::blocks)) {
            result = build.make(op::within, plain(kind::boolean), 0, {as_blocks(left), as_blocks(set)}, at(e.where));
        } else {
            error(e.where, "R301", "nothing can be `in` " + describe(set), "`in` takes a list, `{ … }` or a period");
            return no_node;
        }
    }
    return negate ? negated(result) : result;
}

// Two lists of one kind, which are compared and combined as sets.
bool expression_lowering::are_lists(node_id a, node_id b) const {
    type const& ta = c_.build[a].type;
    type const& tb = c_.build[b].type;
    bool const any_text = ta.k == kind::text || tb.k == kind::text;
    return ta.list_of && tb.list_of && (ta.list == tb.list || any_text);
}

node_id expression_lowering::lower_compare(syntax::expression const& e) {
    auto& build = c_.build;
    std::string_view const sign = e.text;
    node_id a = lower(e.children[0]);
    if (sign == "in" || sign == "not in") return a == no_node ? no_node : lower_in(e, a, sign != "in");
    if (sign == "matches") {
        if (a == no_node) return no_node;
        if (!textual(build[a].type) || e.children[1].kind != expression_kind::text) {
            error(e.where, "R301", "`matches` compares a text with a pattern in quotes");
            return no_node;
        }
        if (auto const problem =
                build.has_pattern(e.children[1].text) ? std::string() : problem_of_pattern(e.children[1].text);
            !problem.empty()) {
            error(e.children[1].where, "R306", "the pattern is not a regular expression: " + problem);
            return no_node;
        }
        return build.make(op::matches, plain(kind::boolean), build.pattern(e.children[1].text), {a}, at(e.where));
    }
    node_id b = lower(e.children[1]);
    if (a == no_node || b == no_node) return no_node;
    type const boolean = plain(kind::boolean);
    if (sign == "overlaps" || sign == "within") {
        bool const periods = build[a].type.k == kind::period && build[b].type.k == kind::period;
        if (!periods && !are_lists(a, b) && !(is_blocks(a) && is_blocks(b))) {
            error(e.where, "R301",
                  "`" + e.text + "` compares serials with serials, a period with a period or a list with a list, not " +
                      describe(a) + " with " + describe(b));
            return no_node;
        }
        return build.make(sign == "overlaps" ? op::overlaps : op::within, boolean, 0, {a, b}, at(e.where));
    }
    if (are_lists(a, b) && (sign == "=" || sign == "!=")) {
        node_id const same = build.make(op::equal, boolean, 0, {a, b}, at(e.where));
        return sign == "=" ? same : negated(same);
    }
    if (!unify(a, b, e.where, e.text)) return no_node;
    auto const t = build[a].type;
    if (t.list_of || t.k == kind::timeframe) {
        error(e.where, "R301", describe(a) + " cannot be compared", "use `in`, or ask for its parts");
        return no_node;
    }
    if (sign == "=") return build.make(op::equal, boolean, 0, {a, b}, at(e.where));
    if (sign == "!=") return negated(build.make(op::equal, boolean, 0, {a, b}, at(e.where)));
    if (!(set_of(t.k) & set_of(kind::integer, kind::decimal, kind::date, kind::year, kind::version))) {
        error(e.where, "R301", "`" + e.text + "` has no meaning for " + describe(a));
        return no_node;
    }
    if (sign == "<") return build.make(op::less, boolean, 0, {a, b}, at(e.where));
    if (sign == "<=") return build.make(op::less_equal, boolean, 0, {a, b}, at(e.where));
    if (sign == ">") return build.make(op::less, boolean, 0, {b, a}, at(e.where));
    return build.make(op::less_equal, boolean, 0, {b, a}, at(e.where));
}

node_id expression_lowering::lower_arithmetic(syntax::expression const& e) {
    auto& build = c_.build;
    std::string_view const sign = e.text;
    if (sign == "/") {
        error(e.where, "R305", "a division is seldom exact", "state the rounding: `round(a / b, 2, \"half_even\")`");
        return no_node;
    }
    node_id a = lower(e.children[0]);
    node_id b = lower(e.children[1]);
    if (a == no_node || b == no_node) return no_node;
    type const ta = build[a].type;
    type const tb = build[b].type;
    op const code = sign == "+" ? op::add : sign == "-" ? op::subtract : op::multiply;
    if (code != op::multiply && (ta.k == kind::date || ta.k == kind::year) && tb.k == kind::integer)
        return build.make(code, ta, 0, {a, b}, at(e.where));
    if (code == op::subtract && ta == tb && (ta.k == kind::date || ta.k == kind::year))
        return build.make(code, plain(kind::integer), 0, {a, b}, at(e.where));
    if (code == op::multiply) {
        auto number = [](type const& t) { return t.k == kind::integer || t.k == kind::decimal; };
        if (number(ta) && number(tb)) {
            if (ta.unit != no_index && tb.unit != no_index) {
                error(e.where, "R302", "two quantities with units cannot be multiplied");
                return no_node;
            }
            if (ta.k == kind::integer && tb.k == kind::integer) return build.make(code, ta, 0, {a, b}, at(e.where));
            type t = plain(kind::decimal);
            t.unit = ta.unit != no_index ? ta.unit : tb.unit;
            auto widen = [&](node_id n) {
                if (build[n].type.k == kind::decimal) return n;
                return build.make(op::call, plain(kind::decimal), static_cast<std::uint32_t>(function::to_decimal), {n},
                                  at(e.where));
            };
            return build.make(code, t, 0, {widen(a), widen(b)}, at(e.where));
        }
    } else {
        if (!unify(a, b, e.where, e.text)) return no_node;
        auto const& t = build[a].type;
        if (t.k == kind::integer || t.k == kind::decimal) return build.make(code, t, 0, {a, b}, at(e.where));
    }
    error(e.where, "R301", "`" + e.text + "` has no meaning between " + describe(a) + " and " + describe(b));
    return no_node;
}

node_id expression_lowering::lower_set_operation(syntax::expression const& e) {
    std::string_view const sign = e.text;
    node_id const a = lower(e.children[0]);
    node_id const b = lower(e.children[1]);
    if (a == no_node || b == no_node) return no_node;
    op const code = sign == "union" ? op::unite : sign == "without" ? op::without : op::intersect;
    if (are_lists(a, b)) {
        type result = c_.build[a].type;
        if (c_.build[b].type.k == kind::text) result = c_.build[b].type;
        return c_.build.make(code, result, 0, {a, b}, at(e.where));
    }
    if (!is_blocks(a) || !is_blocks(b)) {
        error(e.where, "R301",
              "`" + e.text + "` combines sets of serials or lists, not " + describe(a) + " and " + describe(b));
        return no_node;
    }
    return c_.build.make(code, plain(kind::blocks), 0, {as_blocks(a), as_blocks(b)}, at(e.where));
}

node_id expression_lowering::lower_conditional(syntax::expression const& e) {
    node_id const condition = lower_boolean(e.children[0]);
    node_id a = lower(e.children[1]);
    node_id b = lower(e.children[2]);
    if (condition == no_node || a == no_node || b == no_node || !unify(a, b, e.where, "if")) return no_node;
    return c_.build.make(op::conditional, c_.build[a].type, 0, {condition, a, b}, at(e.where));
}

node_id expression_lowering::lower_range(syntax::expression const& e) {
    node_id a = lower(e.children[0]);
    node_id b = lower(e.children[1]);
    if (a == no_node || b == no_node) return no_node;
    if (c_.build.as_constant(a)) adapt_constant(a, plain(kind::year), e.where);
    if (c_.build.as_constant(b)) adapt_constant(b, plain(kind::year), e.where);
    auto const k = c_.build[a].type.k;
    if (k != c_.build[b].type.k || (k != kind::date && k != kind::year)) {
        error(e.where, "R301",
              "a period goes from a year to a year or from a date to a date, not from " + describe(a) + " to " +
                  describe(b));
        return no_node;
    }
    return c_.build.make(op::make_period, plain(kind::period), 0, {a, b}, at(e.where));
}

}  // namespace a6::dsl
