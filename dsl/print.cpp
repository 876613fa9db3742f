#include "dsl/print.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace a6::dsl {

namespace {

using namespace syntax;

constexpr std::size_t indent_width = 4;
// Conditions longer than this are broken at their outermost operators.
constexpr std::size_t line_width = 110;

// The levels of the grammar in dsl/LANGUAGE.md, weakest first.
enum level : int {
    level_implies,
    level_or,
    level_and,
    level_not,
    level_compare,
    level_set,
    level_sum,
    level_product,
    level_negate,
    level_member,
    level_primary
};

int level_of(expression const& e) {
    switch (e.kind) {
        case expression_kind::implies: return level_implies;
        case expression_kind::or_: return level_or;
        case expression_kind::and_: return level_and;
        case expression_kind::not_: return level_not;
        case expression_kind::compare: return level_compare;
        case expression_kind::set_operation: return level_set;
        case expression_kind::arithmetic: return e.text == "+" || e.text == "-" ? level_sum : level_product;
        case expression_kind::negate: return level_negate;
        case expression_kind::member: return level_member;
        case expression_kind::name:
        case expression_kind::text:
        case expression_kind::number:
        case expression_kind::date:
        case expression_kind::truth:
        case expression_kind::call:
        case expression_kind::conditional:
        case expression_kind::range:
        case expression_kind::set:
        case expression_kind::quantifier:
        case expression_kind::aggregate: break;
    }
    return level_primary;
}

// Ends in an expression without a mark behind it: an operator that follows would become part of that.
bool is_open_ended(expression const& e) {
    return e.kind == expression_kind::conditional ||
           (e.kind == expression_kind::quantifier && (e.text == "every" || e.has_where));
}

std::string quote(std::string_view content) {
    std::string result = "\"";
    for (char const c : content) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

std::string_view scope_words(source_scope scope) {
    switch (scope) {
        case source_scope::this_filing: return "this filing";
        case source_scope::this_party: return "this Party";
        case source_scope::all_versions: return "all versions";
        case source_scope::all_filings: break;
    }
    return "all filings";
}

std::string source_words(source const& s) { return s.table.text + " of " + std::string(scope_words(s.scope)); }

class expression_printer {
public:
    // `followed`: an operator comes behind, so that an open end needs parentheses.
    void print(expression const& e, int weakest, bool followed) {
        bool const enclosed = level_of(e) < weakest || (followed && is_open_ended(e));
        if (enclosed) out_ += '(';
        print_bare(e, followed && !enclosed);
        if (enclosed) out_ += ')';
    }
    std::string take() { return std::move(out_); }

private:
    void print_list(std::vector<expression> const& list) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (i != 0) out_ += ", ";
            print(list[i], level_implies, false);
        }
    }
    void print_chain(expression const& e, std::string_view sign, int weakest, bool followed) {
        for (std::size_t i = 0; i < e.children.size(); ++i) {
            if (i != 0) out_ += sign;
            print(e.children[i], weakest, followed || i + 1 < e.children.size());
        }
    }
    // Operands on the left may be of the operator's own level, those on the right must bind more tightly.
    void print_left_associative(expression const& e, int own, bool followed) {
        print(e.children[0], own, true);
        out_ += ' ' + e.text + ' ';
        print(e.children[1], own + 1, followed);
    }
    void print_rows(expression const& e) {
        out_ += e.rows->variable.text + " in " + source_words(e.rows->from);
        if (!e.has_where) return;
        out_ += " where ";
        print(e.children[e.has_value ? 1 : 0], level_implies, false);
    }
    void print_bare(expression const& e, bool followed);

    std::string out_;
};

void expression_printer::print_bare(expression const& e, bool followed) {
    switch (e.kind) {
        case expression_kind::name:
        case expression_kind::date:
        case expression_kind::truth: out_ += e.text; break;
        case expression_kind::text: out_ += quote(e.text); break;
        case expression_kind::number:
            out_ += e.text;
            if (!e.unit->text.empty()) out_ += ' ' + e.unit->text;
            break;
        case expression_kind::member:
            print(e.children[0], level_member, true);
            out_ += '.' + e.text;
            break;
        case expression_kind::call: {
            // `min(a in b)` would be read as the beginning of an aggregate.
            bool const like_rows = (e.text == "min" || e.text == "max") && e.children.size() == 1 &&
                                   e.children[0].kind == expression_kind::compare;
            out_ += e.text + '(';
            if (like_rows)
                print(e.children[0], level_primary, false);
            else
                print_list(e.children);
            out_ += ')';
            break;
        }
        case expression_kind::negate:
            out_ += '-';
            print(e.children[0], level_negate, followed);
            break;
        case expression_kind::not_:
            out_ += "not ";
            print(e.children[0], level_not, followed);
            break;
        case expression_kind::and_: print_chain(e, " and ", level_not, followed); break;
        case expression_kind::or_: print_chain(e, " or ", level_and, followed); break;
        case expression_kind::implies:
            print(e.children[0], level_or, true);
            out_ += " implies ";
            print(e.children[1], level_implies, followed);
            break;
        case expression_kind::compare:
            print(e.children[0], level_set, true);
            out_ += ' ' + e.text + ' ';
            print(e.children[1], level_set, followed);
            break;
        case expression_kind::arithmetic: print_left_associative(e, level_of(e), followed); break;
        case expression_kind::set_operation: print_left_associative(e, level_set, followed); break;
        case expression_kind::conditional:
            out_ += "if ";
            print(e.children[0], level_implies, false);
            out_ += " then ";
            print(e.children[1], level_implies, false);
            out_ += " else ";
            print(e.children[2], level_implies, false);
            break;
        case expression_kind::range:
            out_ += '[';
            print(e.children[0], level_implies, false);
            out_ += " .. ";
            print(e.children[1], level_implies, false);
            out_ += ']';
            break;
        case expression_kind::set:
            out_ += "{ ";
            print_list(e.children);
            out_ += " }";
            break;
        case expression_kind::quantifier:
            out_ += e.text + ' ';
            print_rows(e);
            if (e.text == "every") {
                out_ += " satisfies ";
                print(e.children.back(), level_implies, false);
            }
            break;
        case expression_kind::aggregate:
            out_ += e.text + '(';
            if (e.has_value) {
                print(e.children[0], level_implies, false);
                out_ += " for ";
            }
            print_rows(e);
            out_ += ')';
            break;
    }
}

std::string flat(expression const& e) {
    expression_printer p;
    p.print(e, level_implies, false);
    return p.take();
}

std::string operand(expression const& e, int weakest, bool followed) {
    expression_printer p;
    p.print(e, weakest, followed);
    return p.take();
}

std::string type_words(type_name const& t) {
    std::string result = t.list_of ? "list of " : "";
    result += t.kind;
    if (!t.argument.text.empty()) result += ' ' + t.argument.text;
    return result;
}

std::string validity_words(dated const& d) {
    std::string result;
    if (d.from) result += " from " + d.from->text;
    if (d.until) result += " until " + d.until->text;
    return result;
}

std::string list_words(std::vector<word> const& words) {
    std::string result;
    for (auto const& w : words) {
        if (!result.empty()) result += ", ";
        result += w.text;
    }
    return result;
}

std::string_view presence_words(presence p) {
    switch (p) {
        case presence::required: return "required";
        case presence::conditional: return "conditional";
        case presence::platform: return "platform";
        case presence::requested: return "requested";
        case presence::optional: break;
    }
    return "optional";
}

// Lines of a file. A line is begun, added to and ended by the next one.
class file_printer {
public:
    void print(file const& f) {
        if (f.header) {
            begin(0, "rulebook");
            add_text(0, f.header->name);
            add(" version");
            add_text(0, f.header->version);
            add(" law as of " + f.header->law_as_of.text);
        }
        for (auto const& d : f.declarations) {
            if (!out_.empty()) out_ += "\n\n";
            print(d);
        }
        if (!out_.empty()) out_ += '\n';
    }
    void print(declaration const& d) {
        std::visit([this](auto const& value) { print_declaration(value); }, d.value);
    }
    std::string take() { return std::move(out_); }

private:
    void begin(std::size_t depth, std::string_view words) {
        if (!out_.empty() && out_.back() != '\n') out_ += '\n';
        line_begin_ = out_.size();
        out_.append(depth * indent_width, ' ');
        out_ += words;
    }
    void add(std::string_view words) { out_ += words; }

    // The author's split of a text over lines is kept.
    void add_text(std::size_t depth, text const& t) {
        out_ += ' ';
        if (t.parts.empty()) out_ += "\"\"";
        for (std::size_t i = 0; i < t.parts.size(); ++i) {
            if (i == 0)
                out_ += quote(t.parts[i]);
            else
                begin(depth + 1, quote(t.parts[i]));
        }
    }
    void text_clause(std::size_t depth, std::string_view keyword, text const& t) {
        begin(depth, keyword);
        add_text(depth, t);
    }
    void text_clauses(std::size_t depth, std::string_view keyword, std::vector<text> const& texts) {
        for (auto const& t : texts) text_clause(depth, keyword, t);
    }
    void text_clause(std::size_t depth, std::string_view keyword, std::optional<text> const& t) {
        if (t) text_clause(depth, keyword, *t);
    }
    void word_clause(std::size_t depth, std::string_view keyword, std::optional<word> const& w) {
        if (!w) return;
        begin(depth, keyword);
        add(" " + w->text);
    }
    void names_clause(std::size_t depth, std::string_view keyword, std::vector<word> const& words) {
        if (words.empty()) return;
        begin(depth, keyword);
        add(" " + list_words(words));
    }

    void add_chain(std::size_t depth, expression const& e, std::string_view sign, int weakest) {
        for (std::size_t i = 0; i < e.children.size(); ++i) {
            auto const part = operand(e.children[i], weakest, i + 1 < e.children.size());
            if (i == 0)
                add(" " + part);
            else
                begin(depth + 1, std::string(sign) + ' ' + part);
        }
    }
    // Behind words already on the line.
    void add_expression(std::size_t depth, expression const& e) {
        auto const whole = flat(e);
        if (out_.size() - line_begin_ + 1 + whole.size() <= line_width) {
            add(" " + whole);
        } else if (e.kind == expression_kind::and_) {
            add_chain(depth, e, "and", level_not);
        } else if (e.kind == expression_kind::or_) {
            add_chain(depth, e, "or", level_and);
        } else if (e.kind == expression_kind::implies) {
            add(" " + operand(e.children[0], level_or, true));
            begin(depth + 1, "implies");
            add_expression(depth + 1, e.children[1]);
        } else {
            add(" " + whole);
        }
    }
    void expression_clause(std::size_t depth, std::string_view keyword, expression const& e) {
        begin(depth, keyword);
        add_expression(depth, e);
    }
    void expression_clause(std::size_t depth, std::string_view keyword, std::optional<expression> const& e) {
        if (e) expression_clause(depth, keyword, *e);
    }

    void add_lookup(std::size_t depth, lookup const& l) {
        add(" " + l.which.text + " row " + l.variable.text + " in " + source_words(l.from));
        expression_clause(depth + 1, "where", l.where);
        for (auto const& r : l.refinements)
            expression_clause(depth + 1, r.which.text == "preferring" ? "preferring" : "with " + r.which.text, r.by);
        if (l.otherwise) text_clause(depth + 1, "else", l.otherwise->whole);
    }

    void head(std::string_view keyword, std::string const& name, text const& title) {
        begin(0, std::string(keyword) + ' ' + name);
        add_text(0, title);
        add(" {");
    }

    void print_declaration(unit_declaration const& u) {
        begin(0, "unit " + u.name.text);
        add_text(0, u.label);
        if (u.factor) add(" = " + u.factor->text + ' ' + u.base.text);
    }

    void print_declaration(list_declaration const& l) {
        head("list", l.name.text, l.title);
        text_clauses(1, "source", l.sources);
        if (l.open) begin(1, "open");
        if (l.axis) begin(1, "dated by " + l.axis->text);
        for (auto const& c : l.codes) {
            text_clause(1, "code", c.value);
            for (auto const& t : c.named) {
                add(" named");
                add_text(1, t);
            }
            for (auto const& t : c.also) {
                add(" also");
                add_text(1, t);
            }
            add(validity_words(c.valid));
        }
        begin(0, "}");
    }

    void print_declaration(report_declaration const& r) {
        head("report", r.name.text, r.title);
        text_clauses(1, "cites", r.cites);
        word_clause(1, "header", r.header);
        if (r.reference) begin(1, "reference");
        begin(0, "}");
    }

    void print_member(field_declaration const& f) {
        begin(1, "field " + f.name.text);
        add_text(1, f.label);
        add(" : " + type_words(f.type));
        if (f.presence_written) add(" " + std::string(presence_words(f.presence)));
        if (f.condition) {
            add(" when");
            add_expression(2, *f.condition);
        }
        word_clause(2, "xml", f.xml);
        text_clauses(2, "also", f.also);
        text_clauses(2, "placeholder", f.placeholders);
        for (std::size_t i = 0; i < f.vocabulary.size(); ++i) {
            if (i == 0)
                begin(2, "vocabulary");
            else
                add(",");
            add_text(2, f.vocabulary[i]);
        }
        text_clause(2, "footnote", f.footnote);
        names_clause(2, "serves", f.serves);
    }
    void print_member(derived_declaration const& d) {
        begin(1, "derived " + d.name.text);
        if (d.label) add_text(1, *d.label);
        add(" : " + type_words(d.type) + " =");
        add_expression(1, d.value);
    }
    void print_member(reference_declaration const& r) {
        begin(1, "reference " + r.name.text + " =");
        add_lookup(1, r.value);
    }

    void print_generated(generated_clause const& g) {
        begin(1, "generated from " + g.source.text);
        expression_clause(2, "when", g.when);
        for (auto const& v : g.values) {
            begin(2, v.each ? "each " + v.field.text + " in" : "with " + v.field.text + " =");
            add_expression(2, v.is);
        }
    }

    void print_declaration(table_declaration const& t) {
        head("table", t.name.text, t.label);
        word_clause(1, "in", t.report);
        word_clause(1, "rows", t.rows);
        text_clause(1, "title", t.title);
        text_clause(1, "sheet", t.sheet);
        text_clauses(1, "cites", t.cites);
        names_clause(1, "key", t.key);
        if (t.marked) begin(1, "marked");
        word_clause(1, "shown by", t.shown_by);
        for (auto const& g : t.generated) print_generated(g);
        for (auto const& r : t.roles) begin(1, "filing " + r.role.text + ' ' + r.field.text);
        for (auto const& m : t.members) std::visit([this](auto const& value) { print_member(value); }, m);
        begin(0, "}");
    }

    void print_declaration(requirement_declaration const& r) {
        head("requirement", r.id.text, r.paraphrase);
        for (auto const& c : r.sources) {
            text_clause(1, "source", c.source);
            add(" para");
            add_text(1, c.paragraph);
            if (c.digest) {
                add(" digest");
                add_text(1, *c.digest);
            }
        }
        word_clause(1, "part", r.part);
        names_clause(1, "in", r.answered_in);
        names_clause(1, "binds", r.binds);
        word_clause(1, "strength", r.strength);
        word_clause(1, "testable", r.testable);
        if (r.testable_note) add_text(1, *r.testable_note);
        for (auto const& d : r.dispositions) print_disposition(d);
        if (r.valid.from || r.valid.until) begin(1, "effective" + validity_words(r.valid));
        text_clauses(1, "note", r.notes);
        begin(0, "}");
    }

    void print_disposition(disposition_clause const& d) {
        std::string const by = d.rules.empty() ? std::string() : " by " + list_words(d.rules);
        if (d.kind.text == "open") {
            begin(1, "open reading");
            if (d.words) add_text(1, *d.words);
            add(by);
            return;
        }
        begin(1, d.kind.text + by);
        if (d.kind.text == "presence") add(" question");
        if (d.words) add_text(1, *d.words);
    }

    void print_declaration(part_declaration const& p) {
        head("part", p.name.text, p.title);
        text_clauses(1, "cites", p.cites);
        begin(0, "}");
    }

    void print_declaration(instrument_declaration const& i) {
        begin(0, "instrument");
        add_text(0, i.name);
        add(" {");
        text_clause(1, "title", i.title);
        text_clause(1, "file", i.file);
        text_clause(1, "section", i.section);
        word_clause(1, "adopted", i.adopted);
        begin(0, "}");
    }

    void print_declaration(param_declaration const& p) {
        begin(0, "param " + p.name.text + " : " + type_words(p.type));
        if (p.axis) add(" dated by " + p.axis->text);
        for (auto const& v : p.values) {
            if (p.values.size() > 1)
                begin(1, "=");
            else
                add(" =");
            add_expression(1, v.is);
            add(validity_words(v.valid));
        }
    }

    void print_move(lifecycle_move const& m) {
        begin(1, "move");
        add_text(1, m.name);
        expression_clause(2, "when", m.when);
        names_clause(2, "from", m.from);
        word_clause(2, "to", m.to);
        if (m.by_holder) begin(2, "by holder");
        expression_clause(2, "passes to", m.passes_to);
        if (m.tells) text_clause(2, "tells", m.tells->whole);
    }

    void print_shown(std::size_t depth, std::vector<shown_value> const& shown) {
        for (auto const& s : shown) {
            begin(depth, "show");
            add_text(depth, s.label);
            add(" =");
            add_expression(depth, s.value);
        }
    }

    void print_sighting(lifecycle_sighting const& s) {
        begin(1, "seen " + s.variable.text + " in " + s.table.text + " {");
        expression_clause(2, "serials", s.serials);
        expression_clause(2, "on", s.on);
        expression_clause(2, "by", s.by);
        if (s.tells) text_clause(2, "tells", s.tells->whole);
        print_shown(2, s.shown);
        begin(1, "}");
    }

    void print_declaration(lifecycle_declaration const& l) {
        head("lifecycle", l.name.text, l.title);
        if (l.variable && l.table) begin(1, "of " + l.variable->text + " in " + l.table->text);
        expression_clause(1, "serials", l.serials);
        expression_clause(1, "when", l.when);
        expression_clause(1, "known when", l.known_when);
        if (l.known_otherwise) text_clause(2, "otherwise", l.known_otherwise->whole);
        for (std::size_t i = 0; i < l.order.size(); ++i) {
            if (i == 0)
                begin(1, "ordered by");
            else
                add(",");
            add(" " + flat(l.order[i]));
        }
        expression_clause(1, "actor", l.actor);
        for (auto const& s : l.states) begin(1, "state " + s.text);
        for (auto const& m : l.moves) print_move(m);
        print_shown(1, l.shown);
        for (auto const& s : l.sightings) print_sighting(s);
        begin(0, "}");
    }

    void parameters(std::vector<define_declaration::parameter> const& all) {
        add("(");
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (i != 0) add(", ");
            add(all[i].name.text + ": " + type_words(all[i].type));
        }
        add(")");
    }

    void print_declaration(document_declaration const& d) {
        begin(0, "document " + d.name.text);
        parameters(d.parameters);
        if (d.each) expression_clause(1, "each " + d.variable->text + " in", *d.each);
        expression_clause(1, "when", d.when);
        text_clause(1, "message", d.text.whole);
    }

    void print_declaration(define_declaration const& d) {
        begin(0, "define " + d.name.text);
        parameters(d.parameters);
        add(" : " + type_words(d.type) + " =");
        add_expression(0, d.value);
    }

    void print_scope(row_scope const& s) { begin(1, "for each " + s.variable.text + " in " + list_words(s.tables)); }
    void print_scope(field_scope const& s) {
        begin(1, "for each ");
        if (s.presence) add(s.presence->text + ' ');
        if (s.type) add(s.type->text + ' ');
        add("field " + s.variable.text);
        if (!s.tables.empty()) add(" of " + list_words(s.tables));
    }
    void print_scope(reader_scope const&) { begin(1, "by reader"); }

    void places_clause(std::string_view keyword, std::vector<place> const& places) {
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (i == 0)
                begin(2, std::string(keyword) + ' ');
            else
                add(", ");
            add(places[i].variable.text);
            for (auto const& part : places[i].path) add('.' + part.text);
        }
    }

    void print_norm(norm const& n) {
        if (n.inform)
            begin(1, "inform");
        else
            expression_clause(1, n.forbid ? "forbid" : "require", n.condition);
        expression_clause(2, n.presupposing ? "presupposing" : "provided", n.provided);
        for (std::size_t i = 0; i < n.otherwise.size(); ++i) {
            if (i == 0)
                begin(2, "otherwise");
            else
                add(",");
            if (n.otherwise[i].text)
                add_text(2, n.otherwise[i].text->whole);
            else
                add_expression(2, *n.otherwise[i].document);
        }
        places_clause("at", n.at);
        places_clause("counterpart", n.counterpart);
        places_clause("evidence", n.evidence);
        expression_clause(2, "quantity", n.quantity);
        expression_clause(2, "serials", n.serials);
        if (n.affects_balance) begin(2, "affects balance");
        for (std::size_t i = 0; i < n.balances.size(); ++i) {
            add(i == 0 ? " of " : ", ");
            add(flat(n.balances[i].party));
            if (n.balances[i].year) add(" for " + flat(*n.balances[i].year));
        }
        if (n.affects_balance_when) {
            add(" when");
            add_expression(2, *n.affects_balance_when);
        }
        word_clause(2, "class", n.finding_class);
        if (n.message) text_clause(2, "message", n.message->whole);
        text_clause(2, "remedy", n.remedy);
    }

    // `when` and `let` are read together, in the author's order.
    void print_premises(rule_declaration const& r) {
        struct premise {
            std::uint32_t at = 0;
            let_clause const* let = nullptr;
            expression const* when = nullptr;
        };
        std::vector<premise> premises;
        for (auto const& l : r.lets) premises.push_back({l.name.where.begin, &l, nullptr});
        for (auto const& w : r.when) premises.push_back({w.where.begin, nullptr, &w});
        std::stable_sort(premises.begin(), premises.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
        for (auto const& p : premises) {
            if (p.when != nullptr) {
                expression_clause(1, "when", *p.when);
                continue;
            }
            begin(1, "let " + p.let->name.text + " =");
            if (auto const* value = std::get_if<expression>(&p.let->value))
                add_expression(1, *value);
            else
                add_lookup(1, std::get<lookup>(p.let->value));
        }
    }

    void print_declaration(rule_declaration const& r) {
        head("rule", r.id.text, r.title);
        names_clause(1, "implements", r.implements);
        for (auto const& e : r.effective) {
            begin(1, "effective");
            if (e.on) add(" on " + flat(*e.on));
            add(validity_words(e.valid));
        }
        names_clause(1, "after", r.after);
        // Before the norms: behind one, `class`, `message` and `remedy` would be the norm's.
        word_clause(1, "severity", r.severity);
        if (r.eased_to && r.eased_when) {
            begin(1, "eased to " + r.eased_to->text + " when");
            add_expression(1, *r.eased_when);
        }
        word_clause(1, "class", r.finding_class);
        if (r.notation) begin(1, "notation");
        if (r.scope) std::visit([this](auto const& s) { print_scope(s); }, *r.scope);
        if (r.message) text_clause(1, "message", r.message->whole);
        text_clause(1, "remedy", r.remedy);
        print_premises(r);
        for (auto const& n : r.norms) print_norm(n);
        text_clauses(1, "note", r.notes);
        begin(0, "}");
    }

    std::string out_;
    std::size_t line_begin_ = 0;
};

}  // namespace

std::string print(syntax::file const& file) {
    file_printer p;
    p.print(file);
    return p.take();
}

std::string print(syntax::declaration const& declaration) {
    file_printer p;
    p.print(declaration);
    return p.take() + '\n';
}

std::string print(syntax::expression const& expression) { return flat(expression); }

}  // namespace a6::dsl
