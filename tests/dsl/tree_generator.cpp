#include "tests/dsl/tree_generator.hpp"

#include "dsl/print.hpp"

#include <utility>

namespace a6::dsl::testing {

using namespace syntax;
using kind = expression_kind;

word tree_generator::name() {
    // Among them words that mean something elsewhere in the grammar without being reserved.
    return word(pick({"a",    "b",      "x1",    "_y",   "Quantity", "Actions", "filing", "this",   "unit", "list",
                      "rule", "table",  "title", "rows", "key",      "by",      "date",   "text",   "code", "required",
                      "open", "source", "count", "min",  "each",     "on",      "para",   "balance"}));
}
word tree_generator::id() { return word(pick({"SUB-02a", "PA-6.3", "BK-05(g)", "a", "x_1", "rule"})); }
word tree_generator::unit() { return word(pick({"tCO2e", "t", "MWh", "ktCO2e"})); }
word tree_generator::date() { return word(pick({"2021-01-01", "2024-02-29", "1999-12-31"})); }

text tree_generator::text() {
    return {several(1, 2,
                    [&] {
                        return pick({"", "plain", "a \"quoted\" word", "back\\slash", "\\", "{brace}", "// no comment",
                                     "tab\there", "\xC3\xA9t\xC3\xA9", "\xE6\xBC\xA2\xE5\xAD\x97", "}"});
                    }),
            {}};
}

message tree_generator::message() {
    syntax::message result;
    std::string part;
    std::string literal;
    auto const flush = [&] {
        if (!literal.empty()) result.pieces.push_back({std::exchange(literal, {}), std::nullopt});
    };
    for (auto n = below(5); n != 0; --n) {
        switch (below(3)) {
            case 0:
                for (char const c : pick({"plain ", "{", "}", "a{b}c", "\"", "\\", "\xC3\xA9"})) {
                    literal += c;
                    part += c;
                    if (c == '{' || c == '}') part += c;
                }
                break;
            case 1: {
                flush();
                auto hole = expression(2);
                auto const written = print(hole);
                // `{{` would be a brace.
                part += (written.starts_with('{') ? "{ " : "{") + written + "}";
                result.pieces.push_back({{}, std::move(hole)});
                break;
            }
            default: result.whole.parts.push_back(std::exchange(part, {})); break;
        }
    }
    flush();
    result.whole.parts.push_back(part);
    return result;
}

source tree_generator::source() { return {name(), static_cast<source_scope>(below(4))}; }

expression tree_generator::expression(int depth) {
    syntax::expression e;
    auto const child = [&] { return expression(depth - 1); };
    auto const rows = [&] {
        e.rows.make().variable = name();
        e.rows.make().from = source();
        e.has_where = chance(2);
        if (e.has_where) e.children.push_back(child());
    };
    auto const choice = depth <= 0 ? below(5) : below(20);
    switch (choice) {
        case 0: e.kind = kind::name, e.text = name().text; break;
        case 1: e.kind = kind::text, e.text = text().joined(); break;
        case 2:
            e.kind = kind::number;
            e.text = pick({"0", "1", "2021", "1000.50", "0.1"});
            if (chance(2)) e.unit.make() = unit();
            break;
        case 3: e.kind = kind::date, e.text = date().text; break;
        case 4: e.kind = kind::truth, e.text = pick({"true", "false"}); break;
        case 5:
        case 6:
            e.kind = kind::member;
            e.text = name().text;
            e.children.push_back(child());
            break;
        case 7:
            e.kind = kind::call;
            e.text = pick({"f", "present", "round", "min", "max", "blocked"});
            e.children = several(0, 3, child);
            break;
        case 8: e.kind = kind::negate, e.children.push_back(child()); break;
        case 9: e.kind = kind::not_, e.children.push_back(child()); break;
        case 10: e.kind = kind::and_, e.children = several(2, 4, child); break;
        case 11: e.kind = kind::or_, e.children = several(2, 4, child); break;
        case 12: e.kind = kind::implies, e.children = several(2, 2, child); break;
        case 13:
            e.kind = kind::compare;
            e.text = pick({"=", "!=", "<", "<=", ">", ">=", "in", "not in", "overlaps", "within", "matches"});
            e.children = several(2, 2, child);
            break;
        case 14:
            e.kind = kind::arithmetic, e.text = pick({"+", "-", "*", "/"}), e.children = several(2, 2, child);
            break;
        case 15:
            e.kind = kind::set_operation;
            e.text = pick({"union", "without", "intersect"});
            e.children = several(2, 2, child);
            break;
        case 16: e.kind = kind::conditional, e.children = several(3, 3, child); break;
        case 17:
            if (chance(2))
                e.kind = kind::range, e.children = several(2, 2, child);
            else
                e.kind = kind::set, e.children = several(1, 3, child);
            break;
        case 18:
            e.kind = kind::quantifier;
            e.text = pick({"every", "exists", "no"});
            rows();
            if (e.text == "every") e.children.push_back(child());
            break;
        default:
            e.kind = kind::aggregate;
            e.text = pick({"count", "sum", "min", "max", "blocks", "distinct"});
            e.has_value = chance(2);
            if (e.has_value) e.children.push_back(child());
            rows();
            break;
    }
    return e;
}

type_name tree_generator::type() {
    type_name t;
    t.list_of = chance(4);
    t.kind = pick({"boolean", "integer", "decimal", "decimal", "text", "code", "date", "year", "version", "period",
                   "timeframe", "itmo", "block", "blocks", "row"});
    if (t.kind == "code" || t.kind == "row") t.argument = name();
    if (t.kind == "decimal" && chance(2)) t.argument = unit();
    return t;
}

dated tree_generator::dated() {
    return {maybe([&] { return date(); }), maybe([&] { return date(); })};
}

lookup tree_generator::lookup() {
    syntax::lookup l;
    l.which = word(pick({"the", "some"}));
    l.variable = name();
    l.from = source();
    l.where = condition();
    l.refinements = several(0, 2, [&] {
        return refinement{word(pick({"preferring", "highest", "lowest"})), condition()};
    });
    l.otherwise = maybe([&] { return message(); });
    return l;
}

place tree_generator::place() {
    return {name(), several(0, 2, [&] { return name(); })};
}

norm tree_generator::norm() {
    syntax::norm n;
    auto const places = [&] { return several(0, 2, [&] { return place(); }); };
    n.inform = chance(4);
    if (!n.inform) {
        n.forbid = chance(2);
        n.condition = condition();
    }
    if (chance(2)) {
        n.provided = condition();
        n.presupposing = chance(2);
        n.otherwise = several(1, 2, [&] {
            if (chance(2)) return need{message(), std::nullopt};
            syntax::expression call;
            call.kind = expression_kind::call;
            call.text = pick({"f", "annual_information"});
            call.children = several(0, 2, [&] { return condition(); });
            return need{std::nullopt, call};
        });
    }
    n.at = places();
    n.counterpart = places();
    n.evidence = places();
    n.quantity = maybe([&] { return condition(); });
    n.serials = maybe([&] { return condition(); });
    n.affects_balance = chance(2);
    if (n.affects_balance)
        n.balances = several(0, 2, [&] { return balance_of{condition(), maybe([&] { return condition(); })}; });
    if (n.affects_balance) n.affects_balance_when = maybe([&] { return condition(); });
    n.finding_class = maybe([&] { return word(pick({"omission", "mismatch", "contradiction", "format"})); });
    n.message = maybe([&] { return message(); });
    n.remedy = maybe([&] { return text(); });
    return n;
}

unit_declaration tree_generator::unit_declaration() {
    syntax::unit_declaration u{unit(), text(), std::nullopt, {}};
    if (chance(2)) {
        u.factor = word("1000");
        u.base = unit();
    }
    return u;
}

list_declaration tree_generator::list() {
    auto const texts = [&] { return several(0, 2, [&] { return text(); }); };
    return {name(),
            text(),
            texts(),
            chance(2),
            maybe([&] {
                return word(pick({"run", "filing"}));
            }),
            several(0, 3, [&] {
                return code_item{text(), texts(), texts(), dated()};
            })};
}

report_declaration tree_generator::report() {
    return {name(), text(), several(0, 2, [&] { return text(); }), maybe([&] { return name(); }), chance(2)};
}

field_declaration tree_generator::field() {
    auto const texts = [&] { return several(0, 2, [&] { return text(); }); };
    field_declaration f;
    f.name = name();
    f.label = text();
    f.type = type();
    f.presence_written = chance(2);
    if (f.presence_written) f.presence = static_cast<presence>(below(5));
    if (f.presence == presence::conditional || (f.presence == presence::requested && chance(2)))
        f.condition = condition();
    f.also = texts();
    f.xml = maybe([&] { return name(); });
    f.placeholders = texts();
    f.vocabulary = texts();
    f.footnote = maybe([&] { return text(); });
    f.serves = several(0, 2, [&] { return id(); });
    return f;
}

table_declaration tree_generator::table() {
    table_declaration t;
    t.name = name();
    t.label = text();
    t.report = maybe([&] { return name(); });
    t.rows = maybe([&] { return name(); });
    t.title = maybe([&] { return text(); });
    t.sheet = maybe([&] { return text(); });
    t.cites = several(0, 2, [&] { return text(); });
    t.key = several(0, 2, [&] { return name(); });
    t.marked = chance(2);
    t.shown_by = maybe([&] { return name(); });
    t.generated = several(0, 1, [&] {
        generated_clause g;
        g.source = name();
        g.when = maybe([&] { return condition(); });
        g.values = several(0, 2, [&] { return generated_clause::value{name(), condition(), chance(2)}; });
        return g;
    });
    t.roles = several(0, 2, [&] {
        return filing_role{word(pick({"party", "year", "version", "date", "series", "result"})), name()};
    });
    for (auto n = below(4); n != 0; --n) {
        switch (below(3)) {
            case 0: t.members.emplace_back(field()); break;
            case 1:
                t.members.emplace_back(derived_declaration{name(), maybe([&] { return text(); }), type(), condition()});
                break;
            default: t.members.emplace_back(reference_declaration{name(), lookup()}); break;
        }
    }
    return t;
}

requirement_declaration tree_generator::requirement() {
    requirement_declaration r;
    r.id = id();
    r.paraphrase = text();
    r.sources = several(0, 2, [&] {
        return requirement_declaration::citation{text(), text(), maybe([&] { return text(); })};
    });
    r.part = maybe([&] { return name(); });
    r.answered_in = several(0, 2, [&] { return name(); });
    r.binds = several(0, 2, [&] { return name(); });
    r.strength = maybe([&] { return word(pick({"shall", "should", "may"})); });
    r.testable = maybe([&] { return word(pick({"full", "presence", "judgement", "context", "secretariat"})); });
    if (r.testable) r.testable_note = maybe([&] { return text(); });
    r.dispositions = several(0, 2, [&] { return disposition(); });
    if (chance(2)) r.valid.from = date();
    r.notes = several(0, 2, [&] { return text(); });
    return r;
}

disposition_clause tree_generator::disposition() {
    disposition_clause d;
    auto const ids = [&] { return several(1, 2, [&] { return id(); }); };
    d.kind = word(pick({"encoded", "presence", "question", "definition", "secretariat", "pending", "open"}));
    bool const encoded = d.kind.text == "encoded";
    if (encoded || d.kind.text == "presence" || (d.kind.text == "open" && chance(2))) d.rules = ids();
    if (!encoded) d.words = text();
    return d;
}

part_declaration tree_generator::part() {
    return {name(), text(), several(0, 2, [&] { return text(); })};
}

instrument_declaration tree_generator::instrument() {
    auto const some_text = [&] { return maybe([&] { return text(); }); };
    return {text(), some_text(), some_text(), some_text(), maybe([&] { return date(); })};
}

lifecycle_declaration tree_generator::lifecycle() {
    lifecycle_declaration l;
    auto const some = [&] { return maybe([&] { return condition(); }); };
    l.name = name();
    l.title = text();
    if (chance(2)) {
        l.variable = name();
        l.table = name();
    }
    l.serials = some();
    l.when = some();
    l.known_when = some();
    if (l.known_when) l.known_otherwise = maybe([&] { return message(); });
    l.order = several(0, 2, [&] { return condition(); });
    l.actor = some();
    l.states = several(0, 3, [&] { return name(); });
    l.moves = several(0, 2, [&] {
        return lifecycle_move{text(),    some(), several(0, 2, [&] { return name(); }), maybe([&] { return name(); }),
                              chance(2), some(), maybe([&] { return message(); }),      {}};
    });
    auto const shown = [&] { return several(0, 2, [&] { return shown_value{text(), condition()}; }); };
    l.shown = shown();
    l.sightings = several(0, 2, [&] {
        return lifecycle_sighting{name(), name(), some(), some(), some(), maybe([&] { return message(); }), shown()};
    });
    return l;
}

param_declaration tree_generator::param() {
    param_declaration p{name(), type(), maybe([&] { return word(pick({"run", "filing"})); }), {}};
    p.values = several(0, 3, [&] { return param_declaration::value{condition(), dated()}; });
    // Without dates behind it, a value would be compared with the next one.
    if (p.values.size() > 1)
        for (auto& v : p.values) v.valid.from = date();
    return p;
}

define_declaration tree_generator::define() {
    return {name(), several(0, 2, [&] { return define_declaration::parameter{name(), type()}; }), type(), condition()};
}

document_declaration tree_generator::document() {
    document_declaration d;
    d.name = name();
    d.parameters = several(0, 2, [&] { return define_declaration::parameter{name(), type()}; });
    if (chance(2)) {
        d.variable = name();
        d.each = condition();
    }
    d.when = maybe([&] { return condition(); });
    d.text = message();
    return d;
}

rule_declaration tree_generator::rule() {
    rule_declaration r;
    auto const names = [&] { return several(1, 2, [&] { return name(); }); };
    r.id = id();
    r.title = text();
    r.implements = several(0, 2, [&] { return id(); });
    r.effective = several(0, 2, [&] {
        effective_clause c{maybe([&] { return condition(); }), dated(), {}};
        if (!c.on && !c.valid.from) c.valid.until = date();
        return c;
    });
    r.after = several(0, 2, [&] { return id(); });
    switch (below(4)) {
        case 0: r.scope = row_scope{name(), names()}; break;
        case 1: {
            field_scope s{name(), std::nullopt, std::nullopt, {}};
            if (chance(2)) s.presence = word(pick({"required", "conditional", "optional", "platform", "requested"}));
            if (chance(2)) s.type = word(pick({"integer", "decimal", "text", "code", "date", "year", "itmo"}));
            if (chance(2)) s.tables = names();
            r.scope = std::move(s);
            break;
        }
        case 2: r.scope = reader_scope{}; break;
        default: break;
    }
    r.when = several(0, 2, [&] { return condition(); });
    r.lets = several(0, 2, [&] {
        let_clause c{name(), {}};
        if (chance(2))
            c.value = condition();
        else
            c.value = lookup();
        return c;
    });
    r.norms = several(0, 2, [&] { return norm(); });
    r.message = maybe([&] { return message(); });
    r.remedy = maybe([&] { return text(); });
    r.severity = maybe([&] { return word(pick({"error", "warning", "query"})); });
    if (chance(3)) {
        r.eased_to = word(pick({"warning", "query"}));
        r.eased_when = condition();
    }
    r.finding_class = maybe([&] { return word(pick({"omission", "mismatch", "contradiction", "format"})); });
    r.notes = several(0, 2, [&] { return text(); });
    r.notation = chance(2);
    return r;
}

file tree_generator::file() {
    syntax::file f;
    f.header = maybe([&] { return header{text(), text(), date()}; });
    for (auto n = below(4); n != 0; --n) {
        declaration d;
        switch (below(14)) {
            case 0: d.value = unit_declaration(); break;
            case 1: d.value = list(); break;
            case 2: d.value = report(); break;
            case 3: d.value = table(); break;
            case 4: d.value = requirement(); break;
            case 5: d.value = param(); break;
            case 6: d.value = define(); break;
            case 7: d.value = part(); break;
            case 8: d.value = instrument(); break;
            case 9: d.value = lifecycle(); break;
            case 10: d.value = document(); break;
            default: d.value = rule(); break;
        }
        f.declarations.push_back(std::move(d));
    }
    return f;
}

}  // namespace a6::dsl::testing
