// Parameters and rules.

#include "dsl/limits.hpp"
#include "dsl/lower.hpp"
#include "dsl/lower_context.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace a6::dsl {

namespace {

// --- parameters ---------------------------------------------------------------------------------------------------

void lower_parameters(lower_context& c, std::vector<syntax::file> const& files) {
    each<syntax::param_declaration>(files, [&](file_index f, syntax::param_declaration const& d, span) {
        auto const t = resolve_type(c, f, d.type);
        if (!t) return;
        if (!c.parameters.try_emplace(d.name.text, static_cast<std::uint32_t>(c.book.plan.parameters.size())).second) {
            c.error(f, d.name.where, "R202", "param `" + d.name.text + "` is declared twice",
                    "give it several dated values");
            return;
        }
        parameter p;
        p.name = d.name.text;
        p.type = *t;
        p.axis = lower_axis(d.axis);
        bool dated = false;
        for (auto const& v : d.values) dated = dated || v.valid.from || v.valid.until;
        if (dated && !d.axis) axis_not_named(c, f, d.name, "param");
        for (auto const& v : d.values) {
            expression_lowering l(c, f);
            node_id const n = l.lower_as(v.is, *t, "the value");
            if (n == no_node) continue;
            if (!c.build.as_constant(n)) {
                c.error(f, v.is.where, "R301", "the value of a param is written out, not computed");
                continue;
            }
            p.values.push_back({n, resolve_date(c, f, v.valid.from), resolve_date(c, f, v.valid.until)});
        }
        c.book.plan.parameters.push_back(std::move(p));
    });
}

// --- rules ------------------------------------------------------------------------------------------------------

std::optional<rule_class> class_of(std::optional<syntax::word> const& w) {
    if (!w) return std::nullopt;
    if (w->text == "omission") return rule_class::omission;
    if (w->text == "contradiction") return rule_class::contradiction;
    if (w->text == "format") return rule_class::format;
    return rule_class::mismatch;
}

class rule_lowering {
public:
    rule_lowering(lower_context& c, file_index file, syntax::rule_declaration const& d) : c_(c), file_(file), d_(d) {}

    rule run(span whole) {
        rule r;
        r.id = d_.id.text;
        r.title = d_.title.for_people();
        r.at = {file_, d_.id.where};
        r.text = whole;
        r.notation = d_.notation;
        for (auto const& n : d_.notes) r.notes.push_back(n.joined());
        for (auto const& w : d_.implements) {
            if (!c_.requirements.count(w.text)) unknown_requirement(c_, {file_, w.where}, w.text);
            r.implements.push_back(w.text);
        }
        bool const informs = !d_.norms.empty() && std::all_of(d_.norms.begin(), d_.norms.end(),
                                                              [](syntax::norm const& n) { return n.inform; });
        if (informs)
            r.severity = rule_severity::query;  // nothing can be found
        else if (!d_.severity)
            lacks("has no severity", "add `severity error`, `warning` or `query`");
        else
            r.severity = d_.severity->text == "error"     ? rule_severity::error
                         : d_.severity->text == "warning" ? rule_severity::warning
                                                          : rule_severity::query;
        if (d_.eased_to) r.eased_to = d_.eased_to->text == "warning" ? rule_severity::warning : rule_severity::query;
        r.classification = class_of(d_.finding_class).value_or(rule_class::mismatch);
        r.remedy = d_.remedy ? d_.remedy->for_people() : std::string();
        refuse_holes(d_.remedy);
        for (auto const& e : d_.effective)
            if (!e.on)
                c_.error(file_, e.where, "R401",
                         "rule `" + r.id + "` does not say which day decides whether it is in force",
                         "write `effective on DATE from …`: `as_of()`, or a date of the row or its filing");
        if (!d_.scope)
            lacks("does not say what it looks at", "add `for each … in TABLE`");
        else if (auto const* rows = std::get_if<syntax::row_scope>(&*d_.scope))
            for_rows(r, *rows);
        else if (auto const* fields = std::get_if<syntax::field_scope>(&*d_.scope))
            for_fields(r, *fields);
        else
            for_reader(r);
        std::vector<std::string> served;
        for (auto const& i : r.instances)
            for (auto const& id : i.implements)
                if (std::find(served.begin(), served.end(), id) == served.end()) served.push_back(id);
        if (!r.instances.empty()) r.implements = std::move(served);
        // What a reader finds may be about something else than what was filed.
        if (r.implements.empty() && !r.by_reader) lacks("serves no requirement", "add `implements ID`");
        return r;
    }

private:
    // Only messages are filled in.
    void refuse_holes(std::optional<syntax::text> const& remedy) {
        if (remedy && remedy->joined().find('{') != std::string::npos)
            c_.error(file_, remedy->where, "R407", "a remedy is shown as it is written, and has no values filled in",
                     "say it without braces, or put the value into the message");
    }

    void lacks(std::string const& what, std::string const& help) {
        c_.error(file_, d_.id.where, "R401", "rule `" + d_.id.text + "` " + what, help);
    }

    std::optional<std::uint16_t> table(syntax::word const& w) {
        auto const index = c_.book.model.find_table(w.text);
        if (index == no_index)
            c_.error(file_, w.where, "R201", "unknown table `" + w.text + "`",
                     did_you_mean(w.text, table_names_of(c_.book.model)));
        else if (c_.book.model.tables[index].shown_by.empty())
            return index;
        else
            c_.error(file_, w.where, "R302", "the rows of `" + w.text + "` are made only to be shown",
                     "take what they are made of");
        return std::nullopt;
    }

    void for_rows(rule& r, syntax::row_scope const& scope) {
        for (auto const& name : scope.tables)
            if (auto const index = table(name)) {
                expression_lowering l(c_, file_);
                l.set_rule_table(*index);
                l.bind(scope.variable.text, c_.build.variable(0, *index, {file_, scope.variable.where}));
                instance(r, *index, no_index, l);
            }
    }

    void for_fields(rule& r, syntax::field_scope const& scope) {
        auto const& model = c_.book.model;
        std::vector<std::uint16_t> tables;
        for (auto const& name : scope.tables)
            if (auto const index = table(name)) tables.push_back(*index);
        if (scope.tables.empty())
            for (std::uint16_t i = 0; i < model.tables.size(); ++i)
                if (model.tables[i].shown_by.empty()) tables.push_back(i);
        for (auto const index : tables)
            for (std::uint16_t i = 0; i < model.tables[index].fields.size(); ++i) {
                field const& f = model.tables[index].fields[i];
                if (!selected(scope, f)) continue;
                expression_lowering l(c_, file_);
                l.set_rule_table(index);
                location const at{file_, scope.variable.where};
                node_id const row = c_.build.variable(0, index, at);
                l.bind("this", row);
                l.bind(scope.variable.text, c_.build.make(op::field, f.type, i, {row}, at));
                instance(r, index, i, l);
            }
        if (r.instances.empty()) lacks("matches no field of the model", "look at the words before `field`");
    }

    static bool selected(syntax::field_scope const& scope, field const& f) {
        if (scope.presence) {
            std::string const& p = scope.presence->text;
            presence const wanted = p == "required"      ? presence::required
                                    : p == "requested"   ? presence::requested
                                    : p == "conditional" ? presence::conditional
                                    : p == "platform"    ? presence::platform
                                                         : presence::optional;
            if (f.presence != wanted) return false;
        }
        if (!scope.type) return true;
        static std::unordered_map<std::string, kind> const words{
            {"integer", kind::integer}, {"decimal", kind::decimal},     {"text", kind::text},
            {"code", kind::code},       {"date", kind::date},           {"year", kind::year},
            {"version", kind::version}, {"timeframe", kind::timeframe}, {"itmo", kind::itmo}};
        auto const k = words.find(scope.type->text);
        return k != words.end() && k->second == f.type.k;
    }

    void for_reader(rule& r) {
        r.by_reader = true;
        if (!d_.message) {
            lacks("has no message", "add `message \"…\"`");
            return;
        }
        for (auto const& piece : d_.message->shown.empty() ? d_.message->pieces : d_.message->shown) {
            if (!piece.hole) {
                r.reader_message.push_back({piece.literal, no_node});
                continue;
            }
            if (piece.hole->kind != syntax::expression_kind::name ||
                (piece.hole->text != "found" && piece.hole->text != "expected" && piece.hole->text != "value")) {
                c_.error(file_, piece.hole->where, "R201",
                         "a rule found by the reader knows only {found}, {expected} and {value}");
                continue;
            }
            r.reader_message.push_back({"{" + piece.hole->text + "}", no_node});
        }
    }

    void instance(rule& r, std::uint16_t table_index, std::uint16_t field_index, expression_lowering& l) {
        rule_instance out;
        out.table = table_index;
        out.field = field_index;
        if (field_index != no_index) out.implements = c_.book.model.tables[table_index].fields[field_index].serves;
        if (out.implements.empty())
            for (auto const& w : d_.implements) out.implements.push_back(w.text);
        if (out.implements.empty() && field_index != no_index)
            lacks(
                "serves no requirement for field `" + c_.book.model.tables[table_index].fields[field_index].name + "`",
                "add `implements ID` to the rule, or `serves ID` to the field");
        // Lets may stand in any order before their use in the text; they are bound as written.
        for (auto const& let : d_.lets) {
            node_id n = no_node;
            if (auto const* e = std::get_if<syntax::expression>(&let.value)) n = l.lower(*e);
            if (auto const* k = std::get_if<syntax::lookup>(&let.value)) n = l.lower(*k);
            if (n == no_node) return;  // reported; whatever uses the name would only repeat it
            l.bind(let.name.text, n);
        }
        for (auto const& e : d_.effective) {
            if (!e.on) continue;  // reported
            type day;
            day.k = kind::date;
            node_id const on = l.lower_as(*e.on, day, "the day that decides");
            if (on == no_node) continue;
            type truth;
            auto const from = resolve_date(c_, file_, e.valid.from);
            auto const until = resolve_date(c_, file_, e.valid.until);
            location const at{file_, e.where};
            if (from)
                out.when.push_back(
                    c_.build.make(op::less_equal, truth, 0, {c_.build.integer(from->days, day, at), on}, at));
            if (until)
                out.when.push_back(c_.build.make(op::less, truth, 0, {on, c_.build.integer(until->days, day, at)}, at));
        }
        for (auto const& w : d_.when)
            if (node_id const n = l.lower_boolean(w); n != no_node) out.when.push_back(n);
        if (d_.norms.empty()) lacks("requires nothing", "add `require …`");
        for (auto const& n : d_.norms) out.norms.push_back(lower_norm(r, n, l));
        if (d_.eased_when) out.eased_when = l.lower_boolean(*d_.eased_when);
        lint(l);
        r.instances.push_back(std::move(out));
    }

    norm lower_norm(rule const& r, syntax::norm const& d, expression_lowering& l) {
        norm n;
        n.where = {file_, d.where};
        n.informs = d.inform;
        n.presupposes = d.presupposing;
        n.condition = d.inform ? c_.build.integer(1, type{}, n.where) : l.lower_boolean(d.condition);
        if (d.forbid && n.condition != no_node)
            n.condition = c_.build.make(op::not_, type{}, 0, {n.condition}, n.where);
        if (!d.inform && n.condition != no_node && c_.build[n.condition].free_slots == 0 &&
            c_.build[n.condition].code != op::query)
            c_.out.warning("R404", n.where, "this norm does not depend on the row", "name what the row must satisfy");
        if (d.provided) n.provided = l.lower_boolean(*d.provided);
        for (auto const& o : d.otherwise)
            if (auto need = l.lower(o)) n.otherwise.push_back(std::move(*need));
        auto places = [&](std::vector<syntax::place> const& from, std::vector<place>& to) {
            for (auto const& p : from)
                if (auto const x = l.lower(p)) to.push_back(*x);
        };
        places(d.at, n.at);
        places(d.counterpart, n.counterpart);
        places(d.evidence, n.evidence);
        if (d.quantity) n.quantity = l.lower(*d.quantity);
        if (d.serials) n.serials = l.lower(*d.serials);
        if (n.quantity != no_node) {
            auto const k = c_.build[n.quantity].type.k;
            if (k != kind::integer && k != kind::decimal)
                c_.error(file_, d.quantity->where, "R301",
                         "`quantity` is a number, not " + dsl::describe(c_.build[n.quantity].type, c_.book.model));
        }
        if (n.serials != no_node) {
            auto const k = c_.build[n.serials].type.k;
            if (k != kind::block && k != kind::blocks)
                c_.error(file_, d.serials->where, "R301",
                         "`serials` is a block or a set of serials, not " +
                             dsl::describe(c_.build[n.serials].type, c_.book.model));
        }
        n.affects_balance = d.affects_balance;
        for (auto const& b : d.balances) {
            norm::balance of{l.lower(b.party), b.year ? l.lower(*b.year) : no_node};
            auto const wrong = [&](node_id x, syntax::expression const& written, std::initializer_list<kind> wanted,
                                   char const* what) {
                if (x == no_node || std::count(wanted.begin(), wanted.end(), c_.build[x].type.k)) return;
                c_.error(file_, written.where, "R301",
                         std::string(what) + ", not " + dsl::describe(c_.build[x].type, c_.book.model));
            };
            wrong(of.party, b.party, {kind::code, kind::text}, "a balance is that of a Party");
            if (b.year) wrong(of.year, *b.year, {kind::year, kind::period}, "a balance is that of a year or a period");
            if (of.party != no_node) n.balances.push_back(of);
        }
        if (d.affects_balance_when) n.affects_balance_when = l.lower_boolean(*d.affects_balance_when);
        n.classification = class_of(d.finding_class).value_or(r.classification);
        if (d.message)
            n.message = l.lower(*d.message);
        else
            c_.error(file_, d.where, "R401", "this norm has no message", "add `message \"…\"`");
        n.remedy = d.remedy ? d.remedy->for_people() : r.remedy;
        refuse_holes(d.remedy);
        if (d.at.empty())
            c_.error(file_, d.where, "R401", "this norm does not say where a breach is", "add `at ROW.FIELD`");
        return n;
    }

    void lint(expression_lowering const& l) {
        for (auto const& let : d_.lets) {
            auto const& used = l.used_names();
            if (std::find(used.begin(), used.end(), let.name.text) == used.end())
                c_.out.warning("R404", {file_, let.name.where}, "`" + let.name.text + "` is never used",
                               "remove the `let`");
        }
    }

    lower_context& c_;
    file_index file_;
    syntax::rule_declaration const& d_;
};

// By node: whether it or anything it is made of is of this kind. Parts come before what is made of them.
std::vector<bool> nodes_above(plan const& p, op code) {
    std::vector<bool> out(p.nodes.size(), false);
    for (node_id n = 0; n < p.nodes.size(); ++n) {
        bool any = p.nodes[n].code == code;
        each_part(p, n, [&](node_id part) { any = any || (part != no_node && out[part]); });
        out[n] = any;
    }
    return out;
}

void order_rules(lower_context& c,
                 std::unordered_map<std::string, std::vector<std::pair<syntax::word, file_index>>> const& after) {
    auto& rules = c.book.rules;
    std::sort(rules.begin(), rules.end(), [](rule const& a, rule const& b) { return natural_less(a.id, b.id); });
    std::unordered_map<std::string, std::uint32_t> index;
    for (std::uint32_t i = 0; i < rules.size(); ++i) index[rules[i].id] = i;
    for (auto& r : rules) {
        auto const names = after.find(r.id);
        if (names == after.end()) continue;
        for (auto const& [w, file] : names->second) {
            auto const found = index.find(w.text);
            if (found == index.end()) {
                std::vector<std::string> ids;
                for (auto const& x : rules) ids.push_back(x.id);
                c.error(file, w.where, "R201", "unknown rule `" + w.text + "`", did_you_mean(w.text, ids));
                continue;
            }
            r.after.push_back(found->second);
        }
    }
    // What asks what other rules found comes behind all of them.
    auto const flagged = nodes_above(c.book.plan, op::flagged);
    for (auto& r : rules) {
        auto const asks = [&](node_id n) { return n != no_node && flagged[n]; };
        for (auto const& i : r.instances) {
            r.last = r.last || asks(i.eased_when);
            for (auto const n : i.when) r.last = r.last || asks(n);
            for (auto const& n : i.norms) r.last = r.last || asks(n.condition) || asks(n.provided);
        }
    }
    for (auto const& r : rules)
        for (auto const before : r.after)
            if (!r.last && rules[before].last)
                c.out.error(
                    "R403", r.at,
                    "rule `" + r.id + "` comes after `" + rules[before].id + "`, which asks what all others found");
    std::vector<int> state(rules.size(), 0);
    std::function<void(std::uint32_t)> visit = [&](std::uint32_t i) {
        if (state[i] == 2) return;
        if (state[i] == 1) {
            c.out.error("R403", rules[i].at, "rule `" + rules[i].id + "` comes `after` itself");
            return;
        }
        state[i] = 1;
        for (auto const before : rules[i].after) visit(before);
        state[i] = 2;
        c.book.evaluation_order.push_back(i);
    };
    for (bool const last : {false, true})
        for (std::uint32_t i = 0; i < rules.size(); ++i)
            if (rules[i].last == last) visit(i);
}

// Documents that a Party and a year tell from each other, by the names that their texts have for the two.
void name_documents(lower_context& c, std::vector<syntax::file> const& files) {
    using hole = document_name::piece::hole;
    each<syntax::document_declaration>(files, [&](file_index, syntax::document_declaration const& d, span) {
        if (!d.variable || d.parameters.empty()) return;
        document_name out;
        out.name = d.name.text;
        for (auto const& piece : d.text.shown.empty() ? d.text.pieces : d.text.shown) {
            hole of = hole::none;
            if (piece.hole) {
                if (piece.hole->kind != syntax::expression_kind::name) return;
                if (piece.hole->text == d.parameters.front().name.text)
                    of = hole::party;
                else if (piece.hole->text == d.variable->text)
                    of = hole::year;
                else
                    return;
            }
            out.words.push_back({piece.literal, of});
        }
        c.book.documents.push_back(std::move(out));
    });
}

}  // namespace

std::string document_name::of(std::string const& party, std::string const& year) const {
    std::string out;
    for (auto const& p : words)
        out += p.of == piece::hole::party ? party : p.of == piece::hole::year ? year : p.literal;
    return out;
}

void lower_rules(lower_context& c, std::vector<syntax::file> const& files) {
    each<syntax::define_declaration>(files, [&](file_index f, syntax::define_declaration const& d, span) {
        if (!c.defines.try_emplace(d.name.text, definition{&d, f}).second)
            c.error(f, d.name.where, "R202", "`" + d.name.text + "` is defined twice");
        else if (find_function(d.name.text) || std::count(predicates().begin(), predicates().end(), d.name.text))
            c.error(f, d.name.where, "R202", "`" + d.name.text + "` is a built-in function");
    });
    each<syntax::document_declaration>(files, [&](file_index f, syntax::document_declaration const& d, span) {
        if (!c.documents.try_emplace(d.name.text, document_definition{&d, f}).second)
            c.error(f, d.name.where, "R202", "document `" + d.name.text + "` is declared twice");
    });
    lower_parameters(c, files);
    if (!lower_table_members(c, files)) return;
    lower_register(c, files);
    std::unordered_map<std::string, std::vector<std::pair<syntax::word, file_index>>> after;
    std::set<std::string> ids;
    each<syntax::rule_declaration>(files, [&](file_index f, syntax::rule_declaration const& d, span where) {
        if (!ids.insert(d.id.text).second) {
            c.error(f, d.id.where, "R202", "rule `" + d.id.text + "` is declared twice");
            return;
        }
        if (ids.size() > limits::max_rules) {
            c.error(f, d.id.where, "R405", "too many rules");
            return;
        }
        for (auto const& w : d.after) after[d.id.text].emplace_back(w, f);
        c.book.rules.push_back(rule_lowering(c, f, d).run(where));
    });
    order_rules(c, after);
    check_register(c, files);
    name_documents(c, files);
}

void lower(std::vector<syntax::file> const& files, rulebook& book, diagnostics& out) {
    lower_context c(book, out);
    bool header = false;
    for (auto const& f : files) {
        if (!f.header) continue;
        if (header) c.error(f.index, f.header->law_as_of.where, "R202", "the rulebook has two headers");
        header = true;
        book.name = f.header->name.joined();
        book.version = f.header->version.joined();
        book.law_as_of = resolve_date(c, f.index, f.header->law_as_of);
    }
    if (!header && !files.empty())
        c.error(files.front().index, {}, "R401", "no file says which rulebook this is",
                "begin one file with `rulebook \"…\" version \"…\" law as of yyyy-mm-dd`");
    lower_model(c, files);
    lower_rules(c, files);
}

document_name const* rulebook::find_document(std::string_view document) const {
    auto const it =
        std::find_if(documents.begin(), documents.end(), [&](document_name const& d) { return d.name == document; });
    return it == documents.end() ? nullptr : &*it;
}

rule const* rulebook::find_rule(std::string_view id) const {
    auto const it = std::find_if(rules.begin(), rules.end(), [&](rule const& r) { return r.id == id; });
    return it == rules.end() ? nullptr : &*it;
}

requirement const* rulebook::find_requirement(std::string_view id) const {
    auto const it =
        std::find_if(requirements.begin(), requirements.end(), [&](requirement const& r) { return r.id == id; });
    return it == requirements.end() ? nullptr : &*it;
}

}  // namespace a6::dsl
