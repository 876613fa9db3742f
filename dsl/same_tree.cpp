// Equality of syntax trees without places. Not operator==, which would have to say something about places.

#include "dsl/print.hpp"

#include <string>
#include <tuple>
#include <type_traits>

namespace a6::dsl {

namespace {

using namespace syntax;

// What makes up a node, places apart. A member added to a node belongs here too.
auto parts(word const& v) { return std::tie(v.text); }
auto parts(text const& v) { return std::tie(v.parts); }
auto parts(source const& v) { return std::tie(v.table, v.scope); }
auto parts(named_source const& v) { return std::tie(v.variable, v.from); }
auto parts(expression const& v) {
    return std::tie(v.kind, v.text, *v.unit, *v.rows, v.has_where, v.has_value, v.children);
}
auto parts(message_piece const& v) { return std::tie(v.literal, v.hole); }
auto parts(message const& v) { return std::tie(v.whole, v.pieces); }
auto parts(refinement const& v) { return std::tie(v.which, v.by); }
auto parts(lookup const& v) { return std::tie(v.which, v.variable, v.from, v.where, v.refinements, v.otherwise); }
auto parts(type_name const& v) { return std::tie(v.list_of, v.kind, v.argument); }
auto parts(dated const& v) { return std::tie(v.from, v.until); }
auto parts(unit_declaration const& v) { return std::tie(v.name, v.label, v.factor, v.base); }
auto parts(code_item const& v) { return std::tie(v.value, v.named, v.also, v.valid); }
auto parts(list_declaration const& v) { return std::tie(v.name, v.title, v.sources, v.open, v.axis, v.codes); }
auto parts(report_declaration const& v) { return std::tie(v.name, v.title, v.cites, v.header, v.reference); }
auto parts(field_declaration const& v) {
    return std::tie(v.name, v.label, v.type, v.presence, v.presence_written, v.condition, v.also, v.xml, v.placeholders,
                    v.vocabulary, v.footnote, v.serves);
}
auto parts(derived_declaration const& v) { return std::tie(v.name, v.label, v.type, v.value); }
auto parts(reference_declaration const& v) { return std::tie(v.name, v.value); }
auto parts(filing_role const& v) { return std::tie(v.role, v.field); }
auto parts(generated_clause::value const& v) { return std::tie(v.field, v.is, v.each); }
auto parts(generated_clause const& v) { return std::tie(v.source, v.when, v.values); }
auto parts(table_declaration const& v) {
    return std::tie(v.name, v.label, v.report, v.rows, v.title, v.sheet, v.cites, v.key, v.marked, v.shown_by,
                    v.generated, v.roles, v.members);
}
auto parts(part_declaration const& v) { return std::tie(v.name, v.title, v.cites); }
auto parts(instrument_declaration const& v) { return std::tie(v.name, v.title, v.file, v.section, v.adopted); }
auto parts(disposition_clause const& v) { return std::tie(v.kind, v.rules, v.words); }
auto parts(requirement_declaration::citation const& v) { return std::tie(v.source, v.paragraph, v.digest); }
auto parts(requirement_declaration const& v) {
    return std::tie(v.id, v.paraphrase, v.sources, v.part, v.answered_in, v.binds, v.strength, v.testable,
                    v.testable_note, v.dispositions, v.valid, v.notes);
}
auto parts(param_declaration::value const& v) { return std::tie(v.is, v.valid); }
auto parts(param_declaration const& v) { return std::tie(v.name, v.type, v.axis, v.values); }
auto parts(lifecycle_move const& v) {
    return std::tie(v.name, v.when, v.from, v.to, v.by_holder, v.passes_to, v.tells);
}
auto parts(shown_value const& v) { return std::tie(v.label, v.value); }
auto parts(lifecycle_sighting const& v) {
    return std::tie(v.variable, v.table, v.serials, v.on, v.by, v.tells, v.shown);
}
auto parts(lifecycle_declaration const& v) {
    return std::tie(v.name, v.title, v.variable, v.table, v.serials, v.when, v.known_when, v.known_otherwise, v.order,
                    v.actor, v.states, v.moves, v.shown, v.sightings);
}
auto parts(define_declaration::parameter const& v) { return std::tie(v.name, v.type); }
auto parts(define_declaration const& v) { return std::tie(v.name, v.parameters, v.type, v.value); }
auto parts(document_declaration const& v) { return std::tie(v.name, v.parameters, v.variable, v.each, v.when, v.text); }
auto parts(row_scope const& v) { return std::tie(v.variable, v.tables); }
auto parts(field_scope const& v) { return std::tie(v.variable, v.presence, v.type, v.tables); }
auto parts(reader_scope const&) { return std::tuple<>(); }
auto parts(place const& v) { return std::tie(v.variable, v.path); }
auto parts(need const& v) { return std::tie(v.text, v.document); }
auto parts(balance_of const& v) { return std::tie(v.party, v.year); }
auto parts(norm const& v) {
    return std::tie(v.forbid, v.inform, v.condition, v.provided, v.presupposing, v.otherwise, v.at, v.counterpart,
                    v.evidence, v.quantity, v.serials, v.affects_balance, v.balances, v.affects_balance_when,
                    v.finding_class, v.message, v.remedy);
}
auto parts(let_clause const& v) { return std::tie(v.name, v.value); }
auto parts(effective_clause const& v) { return std::tie(v.on, v.valid); }
auto parts(rule_declaration const& v) {
    return std::tie(v.id, v.title, v.implements, v.effective, v.after, v.scope, v.when, v.lets, v.norms, v.message,
                    v.remedy, v.severity, v.eased_to, v.eased_when, v.finding_class, v.notes, v.notation);
}
auto parts(header const& v) { return std::tie(v.name, v.version, v.law_as_of); }
auto parts(declaration const& v) { return std::tie(v.value); }
auto parts(file const& v) { return std::tie(v.header, v.declarations); }

bool same(std::string const& a, std::string const& b) { return a == b; }
template <typename T>
bool same(std::vector<T> const& a, std::vector<T> const& b);
template <typename T>
bool same(std::optional<T> const& a, std::optional<T> const& b);
template <typename... Ts>
bool same(std::variant<Ts...> const& a, std::variant<Ts...> const& b);

template <typename T>
bool same(T const& a, T const& b) {
    if constexpr (std::is_enum_v<T> || std::is_arithmetic_v<T>) {
        return a == b;
    } else {
        auto const left = parts(a);
        auto const right = parts(b);
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return (same(std::get<I>(left), std::get<I>(right)) && ...);
        }
        (std::make_index_sequence<std::tuple_size_v<decltype(left)>>());
    }
}

template <typename T>
bool same(std::vector<T> const& a, std::vector<T> const& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!same(a[i], b[i])) return false;
    return true;
}

template <typename T>
bool same(std::optional<T> const& a, std::optional<T> const& b) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

template <typename... Ts>
bool same(std::variant<Ts...> const& a, std::variant<Ts...> const& b) {
    if (a.index() != b.index()) return false;
    return std::visit(
        [&](auto const& left) {
            using alternative = std::decay_t<decltype(left)>;
            return same(left, std::get<alternative>(b));
        },
        a);
}

}  // namespace

bool same_tree(syntax::file const& a, syntax::file const& b) { return same(a, b); }
bool same_tree(syntax::expression const& a, syntax::expression const& b) { return same(a, b); }

}  // namespace a6::dsl
