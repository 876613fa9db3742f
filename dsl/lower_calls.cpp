// Calls of what the language has: what is asked of fields and rows, and functions of values.

#include "dsl/lower_context.hpp"

#include <string_view>
#include <unordered_map>

namespace a6::dsl {

using syntax::expression_kind;

node_id expression_lowering::lower_field_predicate(syntax::expression const& e, op code) {
    if (e.children.size() != 1) {
        error(e.where, "R304", "`" + e.text + "` takes one argument");
        return no_node;
    }
    node_id const n = lower(e.children[0]);
    if (n == no_node) return no_node;
    bool const field = c_.build[n].code == op::field;
    bool const row = c_.build[n].type.k == kind::row;
    if ((code == op::found || code == op::flagged) && !row) {
        error(e.where, "R301", "`" + e.text + "` asks for a row, this is " + describe(n));
        return no_node;
    }
    if ((code == op::readable || code == op::canonical || code == op::raw || code == op::confidential) && !field) {
        error(e.where, "R301", "`" + e.text + "` asks for a field of a row, this is " + describe(n));
        return no_node;
    }
    if (code == op::present && row) code = op::found;
    if (code == op::present && !field) code = op::known;
    return c_.build.make(code, plain(code == op::raw ? kind::text : kind::boolean), 0, {n}, at(e.where));
}

// present(x), raw(x) ...; nothing where it is another function.
std::optional<node_id> expression_lowering::lower_predicate(syntax::expression const& e) {
    static std::unordered_map<std::string_view, op> const codes{
        {"present", op::present},     {"absent", op::present}, {"readable", op::readable},
        {"canonical", op::canonical}, {"raw", op::raw},        {"confidential", op::confidential},
        {"flagged", op::flagged},     {"found", op::found},    {"known", op::known}};
    auto const code = codes.find(e.text);
    if (code == codes.end()) return std::nullopt;
    node_id const n = lower_field_predicate(e, code->second);
    return n != no_node && e.text == "absent" ? negated(n) : n;
}

node_id expression_lowering::lower_call(syntax::expression const& e) {
    std::string_view const name = e.text;
    if (auto const asked = lower_predicate(e)) return *asked;
    if (name == "label" || name == "applies") {
        node_id const n = e.children.size() == 1 ? lower(e.children[0]) : no_node;
        if (n == no_node) {
            if (e.children.size() != 1) error(e.where, "R304", "`" + e.text + "` takes one argument");
            return no_node;
        }
        if (c_.build[n].code != op::field) {
            error(e.where, "R301", "`" + e.text + "` asks for a field of a row, this is " + describe(n));
            return no_node;
        }
        node_id const row = c_.build.child(n, 0);
        std::uint16_t const index = c_.build[row].type.table;
        auto const field = static_cast<std::uint16_t>(c_.build[n].payload);
        if (name == "label") {
            constant k;
            k.type = plain(kind::text);
            // A condition compares with the label as it is written, whatever the language.
            auto const& of = c_.book.model.tables[index].fields[field];
            k.text = for_people_ ? of.label : of.heading;
            return c_.build.constant_node(std::move(k), at(e.where));
        }
        auto const& declared = c_.book.model.tables[index].fields[field];
        auto const condition = c_.tables[index].conditions.find(field);
        if (condition == c_.tables[index].conditions.end() && declared.presence == presence::requested)
            return c_.build.integer(1, plain(kind::boolean), at(e.where));
        if (condition == c_.tables[index].conditions.end()) {
            error(e.where, "R301", "field `" + c_.book.model.tables[index].fields[field].name + "` is not conditional",
                  "declare it `conditional when …` in its table");
            return no_node;
        }
        expression_lowering inner(c_, condition->second.second);
        inner.bind("this", row);
        inner.set_next_slot(next_slot_);
        return inner.lower_boolean(*condition->second.first);
    }
    if (name == "round") return lower_rounding(e);
    if (name == "min" || name == "max") return lower_extreme(e);
    if (auto const d = c_.defines.find(e.text); d != c_.defines.end()) return lower_definition(e, d->second);
    function_entry const* f = find_function(e.text);
    if (!f) {
        std::vector<std::string> candidates = predicates();
        for (auto const& entry : functions()) candidates.emplace_back(entry.name);
        for (auto const& [defined, d] : c_.defines) candidates.push_back(defined);
        error(e.where, "R203", "unknown function `" + e.text + "`", did_you_mean(e.text, candidates));
        return no_node;
    }
    std::vector<node_id> arguments;
    arguments.reserve(e.children.size());
    for (auto const& child : e.children) {
        node_id const n = lower(child);
        if (n == no_node) return no_node;
        arguments.push_back(n);
    }
    return apply_function(*f, std::move(arguments), e);
}

node_id expression_lowering::apply_function(function_entry const& f, std::vector<node_id> arguments,
                                            syntax::expression const& e) {
    if (arguments.size() != f.parameters.size()) {
        error(e.where, "R304",
              "`" + std::string(f.name) + "` takes " + std::to_string(f.parameters.size()) + " argument(s), here are " +
                  std::to_string(arguments.size()));
        return no_node;
    }
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        auto const& parameter = f.parameters[i];
        // A whole number in the rule's text serves as a year.
        if (parameter.accepts == set_of(kind::year) && c_.build.as_constant(arguments[i]))
            adapt_constant(arguments[i], plain(kind::year), e.where);
        auto const& t = c_.build[arguments[i]].type;
        if (!(parameter.accepts & set_of(t.k)) || parameter.list_of != t.list_of) {
            error(e.where, "R301",
                  "argument " + std::to_string(i + 1) + " of `" + std::string(f.name) + "` cannot be " +
                      describe(arguments[i]));
            return no_node;
        }
    }
    // A magnitude has the unit of what it is the magnitude of.
    type const result = f.id == function::magnitude ? c_.build[arguments[0]].type : plain(f.result);
    return c_.build.make(op::call, result, static_cast<std::uint32_t>(f.id), arguments, at(e.where));
}

node_id expression_lowering::lower_rounding(syntax::expression const& e) {
    if (e.children.size() != 3) {
        error(e.where, "R304", "`round` takes a number, how many decimals, and \"half_even\", \"half_up\" or \"down\"");
        return no_node;
    }
    auto const& digits = e.children[1];
    auto const& mode = e.children[2];
    std::uint32_t payload = 0;
    bool good = digits.kind == expression_kind::number && digits.text.size() == 1 && digits.text[0] <= '9';
    if (good) payload = static_cast<std::uint32_t>(digits.text[0] - '0') * 4;
    if (mode.text == "half_up")
        payload += static_cast<std::uint32_t>(rounding::half_up);
    else if (mode.text == "down")
        payload += static_cast<std::uint32_t>(rounding::down);
    else
        good = good && mode.text == "half_even";
    if (!good) {
        error(e.where, "R305", "state how to round: decimals 0 to 9 and \"half_even\", \"half_up\" or \"down\"");
        return no_node;
    }
    auto const& what = e.children[0];
    bool const division = what.kind == expression_kind::arithmetic && what.text == "/";
    node_id a = lower(division ? what.children[0] : what);
    node_id b = division ? lower(what.children[1]) : no_node;
    if (a == no_node || (division && b == no_node)) return no_node;
    type bare = plain(kind::decimal);
    auto as_decimal = [&](node_id& n) {
        if (c_.build[n].type.k == kind::integer)
            n = c_.build.make(op::call, bare, static_cast<std::uint32_t>(function::to_decimal), {n}, at(e.where));
        if (c_.build[n].type.k == kind::decimal) return true;
        error(e.where, "R301", "`round` needs a number, this is " + describe(n));
        return false;
    };
    if (!as_decimal(a) || (division && !as_decimal(b))) return no_node;
    if (!division) return c_.build.make(op::round, c_.build[a].type, payload, {a}, at(e.where));
    type result = c_.build[a].type;
    auto const divisor_unit = c_.build[b].type.unit;
    if (divisor_unit != no_index) {
        if (result.unit != divisor_unit) {
            error(e.where, "R302", "units do not cancel: " + describe(a) + " divided by " + describe(b));
            return no_node;
        }
        result.unit = no_index;
    }
    return c_.build.make(op::divide_round, result, payload, {a, b}, at(e.where));
}

node_id expression_lowering::lower_extreme(syntax::expression const& e) {
    if (e.children.size() != 2) {
        error(e.where, "R304", "`" + e.text + "` takes two values, or `" + e.text + "(value for x in …)`");
        return no_node;
    }
    node_id a = lower(e.children[0]);
    node_id b = lower(e.children[1]);
    if (a == no_node || b == no_node || !unify(a, b, e.where, e.text)) return no_node;
    auto const t = c_.build[a].type;
    if (!(set_of(t.k) & set_of(kind::integer, kind::decimal, kind::date, kind::year, kind::version))) {
        error(e.where, "R301", "`" + e.text + "` needs numbers or dates, this is " + describe(a));
        return no_node;
    }
    auto const f = e.text == "min" ? function::least : function::greatest;
    return c_.build.make(op::call, t, static_cast<std::uint32_t>(f), {a, b}, at(e.where));
}

}  // namespace a6::dsl
