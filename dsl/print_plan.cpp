#include "dsl/print_plan.hpp"

#include "dsl/functions.hpp"

#include <set>
#include <string>

namespace a6::dsl {

namespace {

std::string word_of(query_kind k) {
    switch (k) {
        case query_kind::exists: return "any row";
        case query_kind::every: return "every row";
        case query_kind::count: return "count of rows";
        case query_kind::sum: return "sum over rows";
        case query_kind::min: return "least over rows";
        case query_kind::max: return "greatest over rows";
        case query_kind::blocks: return "serials of rows";
        case query_kind::distinct: return "count of different values over rows";
        case query_kind::the_row: return "the row";
        case query_kind::some_row: break;
    }
    return "the first row";
}

std::string word_of(query_scope s) {
    switch (s) {
        case query_scope::this_filing: return "this filing";
        case query_scope::this_party: return "this Party";
        case query_scope::all_filings: return "all filings";
        case query_scope::all_versions: break;
    }
    return "all versions of all filings";
}

char const* word_of(op code) {
    switch (code) {
        case op::header: return "header of its filing";
        case op::present: return "present";
        case op::readable: return "readable";
        case op::canonical: return "written as in the list";
        case op::confidential: return "marked as confidential";
        case op::flagged: return "found wrong by another rule";
        case op::raw: return "as written";
        case op::found: return "found";
        case op::known: return "known";
        case op::not_: return "not";
        case op::and_: return "all of";
        case op::or_: return "one of";
        case op::equal: return "equal";
        case op::less: return "less than";
        case op::less_equal: return "at most";
        case op::in_set: return "one of the values";
        case op::in_list: return "item of the list";
        case op::in_period: return "in the period";
        case op::overlaps: return "overlaps";
        case op::within: return "within";
        case op::add: return "sum";
        case op::subtract: return "difference";
        case op::multiply: return "product";
        case op::negate: return "negative";
        case op::divide_round: return "quotient, rounded";
        case op::round: return "rounded";
        case op::unite: return "serials of both";
        case op::without: return "serials without";
        case op::intersect: return "serials in both";
        case op::conditional: return "if, then, else";
        case op::make_period: return "period from and to";
        case op::counted: return "the year or item told";
        default: return "";
    }
}

class plan_printer {
public:
    plan_printer(rulebook const& book, std::ostream& out) : p_(book.plan), model_(book.model), out_(out) {}

    void part(char const* what, node_id n) {
        if (n == no_node) return;
        out_ << "  " << what << '\n';
        write(n, 2);
    }

private:
    void line(int depth, std::string const& text) {
        out_ << std::string(2 * static_cast<std::size_t>(depth), ' ') << text << '\n';
    }

    std::string words_of(constant const& k) const {
        switch (k.type.k) {
            case kind::text:
            case kind::code: return '"' + k.text + '"';
            case kind::decimal: return dsl::to_string(k.number);
            case kind::boolean: return k.integer ? "true" : "false";
            case kind::date: return dsl::to_string(dsl::date{static_cast<std::int32_t>(k.integer)});
            case kind::version: return std::to_string(k.integer >> 32) + '.' + std::to_string(k.integer & 0xffffffff);
            default: return std::to_string(k.integer);
        }
    }

    std::string words_of(node_id n) const {
        node const& x = p_.nodes[n];
        switch (x.code) {
            case op::constant: return words_of(p_.constants[x.payload]);
            case op::parameter: return "parameter " + p_.parameters[x.payload].name;
            case op::variable: return x.payload == 0 ? "the rule's row" : "row " + std::to_string(x.payload);
            case op::field: return "field " + model_.tables[row_table(n)].fields[x.payload].name;
            case op::derived: return "derived value " + p_.derived[x.payload].name + " (computed once for each row)";
            case op::reference: return "reference " + p_.references[x.payload].name + " (looked up once for each row)";
            case op::life:
                return "life cycle " + p_.lifecycles[x.payload / life_part::count].name +
                       " (all serials are followed once)";
            case op::matches: return "matches \"" + p_.patterns[x.payload] + '"';
            case op::call: return std::string(entry_of(static_cast<function>(x.payload)).name) + "()";
            default: return word_of(x.code);
        }
    }

    std::uint16_t row_table(node_id n) const { return p_.nodes[p_.child(n, 0)].type.table; }

    void write(node_id n, int depth) {
        node const& x = p_.nodes[n];
        std::string const number = "#" + std::to_string(n) + ' ';
        bool const small = x.child_count == 0 && x.code != op::query;
        if (!small && !written_.insert(n).second) {
            line(depth, number + "as above");
            return;
        }
        if (x.code == op::query) {
            write(p_.queries[x.payload], number, depth);
            return;
        }
        line(depth, (small ? std::string() : number) + words_of(n) + ": " + describe(x.type, model_));
        for (std::uint32_t c = 0; c < x.child_count; ++c) write(p_.child(n, c), depth + 1);
    }

    void write(query const& q, std::string const& number, int depth) {
        line(depth, number + word_of(q.kind) + " of " + model_.tables[q.table].name + ", " + word_of(q.scope) +
                        ", as row " + std::to_string(q.slot));
        auto const pair = [&](char const* what, key_pair const& k) {
            line(depth + 1, what);
            write(k.inner, depth + 2);
            write(k.outer, depth + 2);
        };
        for (auto const& k : q.keys) pair("by an index of equal keys", k);
        if (q.overlap) pair("by an index of blocks in order, overlapping", *q.overlap);
        auto const below = [&](char const* what, node_id n) {
            if (n == no_node) return;
            line(depth + 1, what);
            write(n, depth + 2);
        };
        below("of these, where", q.residual);
        below("value", q.body);
        for (auto const& r : q.refinements)
            below(r.first == refinement_kind::preferring ? "preferring"
                  : r.first == refinement_kind::highest  ? "highest"
                                                         : "lowest",
                  r.second);
    }

    plan const& p_;
    data_model const& model_;
    std::ostream& out_;
    std::set<node_id> written_;
};

}  // namespace

void print_plan(rulebook const& book, rule const& r, std::ostream& out) {
    if (r.by_reader) out << "found while reading: nothing is computed\n";
    for (auto const& i : r.instances) {
        out << "each row of " << book.model.tables[i.table].name;
        if (i.field != no_index) out << ", field " << book.model.tables[i.table].fields[i.field].name;
        out << '\n';
        plan_printer print(book, out);
        for (auto const n : i.when) print.part("asked where", n);
        for (auto const& n : i.norms) {
            print.part(n.informs ? "told where" : "required", n.condition);
            print.part(n.presupposes ? "only where known" : "a breach only where known", n.provided);
        }
    }
}

}  // namespace a6::dsl
