// Calls of what a rulebook defines: functions, and documents that may be missing.

#include "dsl/hash.hpp"
#include "dsl/limits.hpp"
#include "dsl/lower_context.hpp"

#include <algorithm>
#include <cstdint>

namespace a6::dsl {

using syntax::expression_kind;

node_id expression_lowering::lower_definition(syntax::expression const& e, definition& d) {
    auto const& declaration = *d.declaration;
    if (is_being_lowered(e.text)) {
        error(e.where, "R403", "`" + e.text + "` is defined by itself");
        return no_node;
    }
    expression_lowering inner(c_, d.file);
    inner.definition_ = e.text;
    inner.caller_ = this;
    d.types.resize(declaration.parameters.size() + 1);
    if (!bind_arguments(e, declaration.parameters, d.types, inner)) return no_node;
    auto& result = d.types.back();
    if (!result) result = resolve_type(c_, d.file, declaration.type);
    if (!result) return no_node;

    auto hash = hash_mix(reinterpret_cast<std::uintptr_t>(&declaration), rule_table_);
    for (auto const& b : inner.bindings_) hash = hash_mix(hash, b.node);
    auto const known = c_.known_calls.find(hash, [&](std::uint32_t i) {
        auto const& other = c_.calls[i];
        return other.of == &declaration && other.rule_table == rule_table_ &&
               std::equal(other.arguments.begin(), other.arguments.end(), inner.bindings_.begin(),
                          [](node_id n, binding const& b) { return n == b.node; });
    });
    // At a limit it is lowered again, which tells where the limit is.
    if (known != interner::none && c_.steps + c_.calls[known].steps <= limits::max_lowering_steps &&
        c_.book.plan.nodes.size() <= limits::max_plan_nodes) {
        c_.steps += c_.calls[known].steps;
        return c_.calls[known].value;
    }
    auto const queries = c_.book.plan.queries.size();
    auto const steps = c_.steps;
    node_id const value = inner.lower_as(declaration.value, *result, [&] { return "the value of `" + e.text + "`"; });
    if (value == no_node || known != interner::none || c_.book.plan.queries.size() != queries) return value;
    lowered_call call{&declaration, rule_table_, {}, value, c_.steps - steps};
    for (std::size_t i = 0; i < declaration.parameters.size(); ++i) call.arguments.push_back(inner.bindings_[i].node);
    c_.known_calls.add(hash, static_cast<std::uint32_t>(c_.calls.size()));
    c_.calls.push_back(std::move(call));
    return value;
}

bool expression_lowering::is_being_lowered(std::string_view definition) const {
    for (auto const* l = this; l != nullptr; l = l->caller_)
        if (l->definition_ == definition) return true;
    return false;
}

bool expression_lowering::bind_arguments(syntax::expression const& e,
                                         std::vector<syntax::define_declaration::parameter> const& wanted,
                                         std::vector<std::optional<type>>& types, expression_lowering& inner) {
    if (e.children.size() != wanted.size()) {
        error(e.where, "R304", "`" + e.text + "` takes " + std::to_string(wanted.size()) + " argument(s)");
        return false;
    }
    inner.next_slot_ = next_slot_;
    inner.rule_table_ = rule_table_;
    inner.bindings_.reserve(e.children.size());
    for (std::size_t i = 0; i < e.children.size(); ++i) {
        auto& t = types[i];
        if (!t) t = resolve_type(c_, inner.file_, wanted[i].type);
        if (!t) return false;
        node_id const n = lower_as(e.children[i], *t, [&] { return "argument `" + wanted[i].name.text + "`"; });
        if (n == no_node) return false;
        inner.bind(wanted[i].name.text, n);
    }
    return true;
}

std::optional<need> expression_lowering::lower(syntax::need const& d) {
    if (d.text) return need{lower(*d.text)};
    auto const& call = *d.document;
    auto const known = c_.documents.find(call.text);
    if (call.kind != expression_kind::call || known == c_.documents.end()) {
        std::vector<std::string> candidates;
        for (auto const& [name, x] : c_.documents) candidates.push_back(name);
        std::string help = did_you_mean(call.text, candidates);
        error(call.where, "R203",
              call.kind == expression_kind::call ? "unknown document `" + call.text + "`"
                                                 : "a need is a text or a document",
              help.empty() ? "declare it: `document name(…) \"…\"`" : help);
        return std::nullopt;
    }
    auto const& declaration = *known->second.declaration;
    expression_lowering inner(c_, known->second.file);
    known->second.types.resize(declaration.parameters.size());
    if (!bind_arguments(call, declaration.parameters, known->second.types, inner)) return std::nullopt;
    need out;
    if (declaration.each) {
        out.each = inner.lower(*declaration.each);
        if (out.each == no_node) return std::nullopt;
        type counted = c_.build[out.each].type;
        if (counted.list_of)
            counted.list_of = false;
        else if (counted.k == kind::period)
            counted = plain(kind::year);
        else {
            inner.error(declaration.each->where, "R301", "`each` counts the years of a period or the items of a list");
            return std::nullopt;
        }
        // It changes within one row: like what depends on the row.
        inner.bind(declaration.variable->text, c_.build.make(op::counted, counted, 0, {}, at(call.where), 1));
    }
    if (declaration.when) out.when = inner.lower_boolean(*declaration.when);
    out.text = inner.lower(declaration.text);
    return out;
}

}  // namespace a6::dsl
