#pragma once
// Shared by the parts of lowering. Internal to dsl/.

#include "dsl/diagnostic.hpp"
#include "dsl/interner.hpp"
#include "dsl/plan_builder.hpp"
#include "dsl/syntax.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace a6::dsl {

// Names that a table has beside its fields.
struct table_names {
    std::unordered_map<std::string_view, std::uint16_t> fields;  // as they are written in the tree: index in the table
    std::unordered_map<std::string, std::uint32_t> derived;      // index in plan::derived
    std::unordered_map<std::string, std::uint32_t> references;   // index in plan::references
    std::unordered_map<std::string, std::uint32_t> lifecycles;   // index in plan::lifecycles
    std::unordered_map<std::uint16_t, std::pair<syntax::expression const*, file_index>>
        conditions;  // of conditional fields
};

struct definition {
    syntax::define_declaration const* declaration;
    file_index file;
    // The types of its parameters and, behind them, of its value; resolved when it is first called.
    std::vector<std::optional<type>> types = {};
};

// A call of a definition that needed no query: the same call again is the same node.
struct lowered_call {
    syntax::define_declaration const* of;
    std::uint16_t rule_table;
    std::vector<node_id> arguments;
    node_id value;
    std::size_t steps;
};

struct document_definition {
    syntax::document_declaration const* declaration;
    file_index file;
    std::vector<std::optional<type>> types = {};  // of its parameters
};

struct lower_context {
    rulebook& book;
    diagnostics& out;
    plan_builder build;
    std::vector<table_names> tables;  // parallel to model.tables
    std::unordered_map<std::string, definition> defines;
    std::unordered_map<std::string, document_definition> documents;
    std::unordered_map<std::string, std::uint32_t> parameters;  // index in plan::parameters
    std::unordered_set<std::string_view> requirements;          // ids, as they are written in the tree
    std::unordered_set<std::string> lifecycle_names;            // of all tables
    std::vector<lowered_call> calls;
    interner known_calls;                                     // index in calls
    std::vector<std::unordered_set<std::string_view>> codes;  // of each list, filled when first asked for
    std::size_t steps = 0;   // expressions lowered, those of defines again for each call
    bool too_large = false;  // it was said; nothing more is lowered

    lower_context(rulebook& b, diagnostics& d) : book(b), out(d), build(b.plan) {}

    void error(file_index file, span where, std::string code, std::string message, std::string help = {}) {
        out.error(std::move(code), {file, where}, std::move(message), std::move(help));
    }
};

// What asks about a field or row itself, not about its value: functions that are not in the table of functions.hpp.
std::vector<std::string> const& predicates();

// "did you mean `x`?" or nothing.
std::string did_you_mean(std::string_view word, std::vector<std::string> const& candidates);

template <class Declaration, class Function>
void each(std::vector<syntax::file> const& files, Function f) {
    for (auto const& file : files)
        for (auto const& d : file.declarations)
            if (auto const* x = std::get_if<Declaration>(&d.value)) f(file.index, *x, d.where);
}

// Calls f(node) for everything that node `n` is directly made of, some of which may be no_node.
template <class Function>
void each_part(plan const& p, node_id n, Function f) {
    node const& x = p.nodes[n];
    for (std::uint32_t i = 0; i < x.child_count; ++i) f(p.child(n, i));
    if (x.code != op::query) return;
    query const& q = p.queries[x.payload];
    for (auto const& k : q.keys) {
        f(k.inner);
        f(k.outer);
    }
    if (q.overlap) {
        f(q.overlap->inner);
        f(q.overlap->outer);
    }
    f(q.residual);
    f(q.body);
    for (auto const& r : q.refinements) f(r.second);
}

// The first node below `n` for which `is` holds; no_node if there is none.
template <class Predicate>
node_id find_node(plan const& p, node_id n, Predicate is) {
    if (n == no_node || is(p.nodes[n])) return n;
    node_id found = no_node;
    each_part(p, n, [&](node_id part) {
        if (found == no_node) found = find_node(p, part, is);
    });
    return found;
}

std::vector<std::string> table_names_of(data_model const& m);

std::optional<type> resolve_type(lower_context& c, file_index file, syntax::type_name const& written);
std::optional<date> resolve_date(lower_context& c, file_index file, std::optional<syntax::word> const& written);

axis lower_axis(std::optional<syntax::word> const& written);
// What has dates must say which day decides.
void axis_not_named(lower_context& c, file_index file, syntax::word const& name, char const* what);

// "SUB-2" before "SUB-10": digits compare as numbers.
bool natural_less(std::string const& a, std::string const& b);

void unknown_requirement(lower_context& c, location at, std::string const& id);
// Parts, instruments, requirements.
void lower_register(lower_context& c, std::vector<syntax::file> const& files);
// Behind the rules: what the register says of rules and what rules say of the register must agree.
void check_register(lower_context& c, std::vector<syntax::file> const& files);

// Units, lists, reports, tables with their fields; derived values and references are declared by name only.
void lower_model(lower_context& c, std::vector<syntax::file> const& files);

// Derived values, references, life cycles and made rows of tables. False if what is broken would only be told again by
// whoever reads it.
bool lower_table_members(lower_context& c, std::vector<syntax::file> const& files);

// Params, members of tables, requirements, rules.
void lower_rules(lower_context& c, std::vector<syntax::file> const& files);

// One expression in an environment of bound names.
class expression_lowering {
public:
    expression_lowering(lower_context& c, file_index file) : c_(c), file_(file) {}

    // Names are those of the syntax tree, which outlives the lowering.
    struct binding {
        std::string_view name;
        node_id node;
    };

    void bind(std::string_view name, node_id n) { bindings_.push_back({name, n}); }
    void set_rule_table(std::uint16_t table) { rule_table_ = table; }
    // Rows bound by queries get slots from here on; slot 0 is the rule's row.
    void set_next_slot(std::uint16_t slot) { next_slot_ = slot; }

    // no_node when an error was reported.
    node_id lower(syntax::expression const& e);
    node_id lower_boolean(syntax::expression const& e);
    node_id lower_as(syntax::expression const& e, type const& wanted, char const* what) {
        return lower_as(e, wanted, [what] { return std::string(what); });
    }
    // `what` it is, for a message, is asked only where there is one.
    using words_of = std::function<std::string()>;
    node_id lower_as(syntax::expression const& e, type const& wanted, words_of const& what);
    node_id lower(syntax::lookup const& l);
    message_template lower(syntax::message const& m);
    std::optional<need> lower(syntax::need const& d);
    std::optional<place> lower(syntax::place const& p);
    // For lints.
    std::vector<std::string_view> const& used_names() const { return used_; }

private:
    node_id lower_any(syntax::expression const& e);
    node_id lower_name(std::string const& name, span where);
    node_id lower_member(syntax::expression const& e);
    std::optional<node_id> lower_life(syntax::expression const& e);
    node_id parameter_node(std::uint32_t index, span where);
    node_id member_of_row(node_id row, std::string const& name, span where);
    node_id lower_call(syntax::expression const& e);
    std::optional<node_id> lower_predicate(syntax::expression const& e);
    node_id lower_field_predicate(syntax::expression const& e, op code);
    node_id lower_rounding(syntax::expression const& e);
    node_id lower_extreme(syntax::expression const& e);
    node_id lower_definition(syntax::expression const& e, definition& d);
    bool is_being_lowered(std::string_view definition) const;
    // Binds the arguments of the call in `inner`; false when an error was reported.
    bool bind_arguments(syntax::expression const& e, std::vector<syntax::define_declaration::parameter> const& wanted,
                        std::vector<std::optional<type>>& types, expression_lowering& inner);
    node_id apply_function(function_entry const& f, std::vector<node_id> arguments, syntax::expression const& e);
    node_id lower_number(syntax::expression const& e);
    node_id lower_compare(syntax::expression const& e);
    node_id lower_in(syntax::expression const& e, node_id left, bool negated);
    node_id lower_arithmetic(syntax::expression const& e);
    node_id lower_set_operation(syntax::expression const& e);
    node_id lower_conditional(syntax::expression const& e);
    node_id lower_range(syntax::expression const& e);
    node_id lower_query(syntax::expression const& e);
    std::optional<std::uint16_t> open_source(syntax::source const& s, syntax::word const& variable, query& q);
    bool close_source(query& q, node_id where, span at);
    // Brings two operands to one type; reports and returns false if that cannot be.
    bool unify(node_id& a, node_id& b, span where, std::string const& operation);
    bool adapt_constant(node_id& n, type const& wanted, span where);
    bool is_blocks(node_id n) const;
    bool are_lists(node_id a, node_id b) const;
    bool is_code(std::string_view value, std::uint16_t list);
    node_id as_blocks(node_id n);
    node_id negated(node_id n);
    std::string describe(node_id n) const;
    location at(span where) const { return {file_, where}; }
    void error(span where, std::string code, std::string message, std::string help = {}) {
        c_.error(file_, where, std::move(code), std::move(message), std::move(help));
    }

    lower_context& c_;
    file_index file_;
    std::vector<binding> bindings_;
    std::vector<std::string_view> used_;
    std::string_view definition_;                  // whose value is lowered
    expression_lowering const* caller_ = nullptr;  // that of the call of it
    std::uint16_t rule_table_ = no_index;
    std::uint16_t next_slot_ = 1;
    bool for_people_ = false;  // in a message
};

}  // namespace a6::dsl
