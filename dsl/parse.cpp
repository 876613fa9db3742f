// The grammar of dsl/LANGUAGE.md in Boost.Spirit X3. The only file that knows Boost.Spirit.
//
// Three things are not left to Spirit. Tokens are parsers of our own: they skip blanks in front of them, leave the
// input untouched when they fail and never look at a byte through a character class, which is undefined for bytes above
// 0x7F in older releases. Errors are our own: need(...) throws a grammar::failure that names what was expected in the
// author's words, where Spirit's expectation names C++ types. And places are our own: located[...] writes the span
// without the blanks around it.
//
// Rules build their value in semantic actions. Nothing is undone when an alternative fails after an action ran, so
// every alternative decides on its first token, and from there on everything is needed, not tried.

#include "dsl/grammar.hpp"
#include "dsl/lexical.hpp"
#include "dsl/limits.hpp"
#include "dsl/tokens.hpp"

#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <type_traits>
#include <utility>

namespace a6::dsl::grammar {

namespace {

namespace x3 = boost::spirit::x3;
namespace syn = a6::dsl::syntax;

using syn::expression_kind;

struct state_tag;

template <typename Context>
state& state_of(Context const& context) {
    return x3::get<state_tag>(context).get();
}

struct blanks : x3::parser<blanks> {
    using attribute_type = x3::unused_type;
    [[maybe_unused]] static constexpr bool has_attribute = false;

    // Called in a loop by the skipper: it must fail when there is nothing to skip.
    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const&, RuleContext&, Attribute&) const {
        auto const next = lexical::skip_blanks(first, last);
        if (next == first) return false;
        first = next;
        return true;
    }
};

// Tokens

// Derived::match(p, last, state, value) moves p behind the token and fills value, or returns false.
template <typename Derived, typename Value>
struct token : x3::parser<Derived> {
    using attribute_type = Value;
    [[maybe_unused]] static constexpr bool has_attribute = !std::is_same_v<Value, x3::unused_type>;

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, RuleContext&,
               Attribute& attribute) const {
        iterator p = first;
        x3::skip_over(p, last, context);
        Value value{};
        if (!this->derived().match(p, last, state_of(context), value)) return false;
        if constexpr (std::is_same_v<Attribute, Value> && has_attribute) attribute = std::move(value);
        first = p;
        return true;
    }
};

// Matches nothing, for the sake of its action. x3::eps would skip the blanks in front of it into the value's place.
struct nothing_token : x3::parser<nothing_token> {
    using attribute_type = x3::unused_type;
    [[maybe_unused]] static constexpr bool has_attribute = false;
    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator&, iterator const&, Context const&, RuleContext&, Attribute&) const {
        return true;
    }
};

template <typename Value, auto Match>
struct matched : token<matched<Value, Match>, Value> {
    bool match(iterator& p, iterator last, state& s, Value& value) const { return Match(p, last, s, value); }
};

struct keyword : token<keyword, x3::unused_type> {
    std::string_view word;
    explicit keyword(std::string_view w) : word(w) {}
    bool match(iterator& p, iterator last, state& s, x3::unused_type) const { return match_word(p, last, s, word); }
};
keyword operator""_kw(char const* word, std::size_t size) { return keyword({word, size}); }

struct punctuation : token<punctuation, x3::unused_type> {
    std::string_view mark;
    explicit punctuation(std::string_view m) : mark(m) {}
    bool match(iterator& p, iterator last, state&, x3::unused_type) const { return match_mark(p, last, mark); }
};
punctuation operator""_p(char const* mark, std::size_t size) { return punctuation({mark, size}); }

// One of several keywords, kept as a word.
struct choice : token<choice, syn::word> {
    std::array<std::string_view, 16> words{};
    explicit choice(std::initializer_list<std::string_view> list) {
        std::copy(list.begin(), list.end(), words.begin());
    }
    bool match(iterator& p, iterator last, state& s, syn::word& value) const {
        auto const begin = p;
        for (auto const word : words) {
            if (word.empty()) break;
            if (!match_word(p, last, s, word)) continue;
            value = {std::string(word), s.to_span(begin, p)};
            return true;
        }
        return false;
    }
};

// One character out of several, kept as a word.
struct sign_token : token<sign_token, syn::word> {
    std::string_view signs;
    explicit sign_token(std::string_view s) : signs(s) {}
    bool match(iterator& p, iterator last, state& s, syn::word& value) const {
        if (p == last || signs.find(*p) == std::string_view::npos) return false;
        value = {std::string(1, *p), s.to_span(p, p + 1)};
        ++p;
        return true;
    }
};

// The unit of a number or type stands on its line: the word below it begins the next clause.
struct unit_token : x3::parser<unit_token> {
    using attribute_type = syn::word;
    [[maybe_unused]] static constexpr bool has_attribute = true;

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, RuleContext&,
               Attribute& attribute) const {
        iterator p = first;
        x3::skip_over(p, last, context);
        if (std::find(first, p, '\n') != p) return false;
        syn::word value;
        if (!match_unit(p, last, state_of(context), value)) return false;
        if constexpr (std::is_same_v<Attribute, syn::word>) attribute = std::move(value);
        first = p;
        return true;
    }
};

// An expression at the beginning of [first, last); defined below the grammar.
syn::expression parse_hole(state& s, iterator& first, iterator last);

struct message_token : token<message_token, syn::message> {
    bool match(iterator& p, iterator last, state& s, syn::message& value) const {
        return match_message(p, last, s, parse_hole, value);
    }
};

auto const nothing = nothing_token();
auto const name = matched<syn::word, match_name>();
auto const id = matched<syn::word, match_id>();
auto const date = matched<syn::word, match_date>();
auto const number = matched<syn::word, match_number>();
auto const comparison_sign = matched<syn::word, match_comparison>();
auto const text = matched<syn::text, match_text>();
auto const unit = unit_token();
auto const message = message_token();

// Directives

enum class need_kind : std::uint8_t { plain, name, closing };

template <typename Subject>
struct need_directive : x3::unary_parser<Subject, need_directive<Subject>> {
    using base_type = x3::unary_parser<Subject, need_directive<Subject>>;
    static bool const is_pass_through_unary = true;
    static bool const handles_container = Subject::handles_container;

    std::string_view what;
    need_kind kind;
    need_directive(Subject const& subject, std::string_view w, need_kind k) : base_type(subject), what(w), kind(k) {}

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, RuleContext& rule,
               Attribute& attribute) const {
        if (this->subject.parse(first, last, context, rule, attribute)) return true;
        iterator p = first;
        x3::skip_over(p, last, context);
        auto const& s = state_of(context);
        failure f;
        f.where = s.to_span(p, p);
        f.expected = what;
        f.closing = kind == need_kind::closing;
        f.wants_name = kind == need_kind::name;
        f.context_begin = s.context_begin;
        f.words_tried = s.tried_at(p);
        f.unit_before = s.last_unit;
        throw f;
    }
};

// From here on there is no way back: the parser matches or the declaration is given up.
template <typename Subject>
auto need(std::string_view what, Subject const& subject) {
    return need_directive<Subject>(subject, what, need_kind::plain);
}
template <typename Subject>
auto need_name(std::string_view what, Subject const& subject) {
    return need_directive<Subject>(subject, what, need_kind::name);
}
auto close(std::string_view what) { return need_directive<punctuation>("}"_p, what, need_kind::closing); }

[[noreturn]] void refuse_nesting(state const& s, span where) {
    throw s.fail("R104", where, "this is nested more than " + std::to_string(limits::max_nesting) + " levels deep",
                 "give parts of it a name with `let` or `define`");
}

// Stands once in every cycle of the grammar: Spirit's recursion is C++ recursion.
template <typename Subject>
struct nested_directive : x3::unary_parser<Subject, nested_directive<Subject>> {
    using base_type = x3::unary_parser<Subject, nested_directive<Subject>>;
    static bool const is_pass_through_unary = true;
    static bool const handles_container = Subject::handles_container;
    explicit nested_directive(Subject const& subject) : base_type(subject) {}

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, RuleContext& rule,
               Attribute& attribute) const {
        auto& s = state_of(context);
        if (s.depth >= limits::max_nesting) {
            auto const p = lexical::skip_blanks(first, last);
            refuse_nesting(s, s.to_span(p, p == last ? p : p + 1));
        }
        ++s.depth;
        bool const matched = this->subject.parse(first, last, context, rule, attribute);
        --s.depth;
        return matched;
    }
};

template <typename Subject>
auto nested(Subject const& subject) {
    return nested_directive<Subject>(subject);
}

// An expression under construction. `height` bounds the tree, whose depth in chains like a + b + c... is not the depth
// of the recursion that parses it.
struct built {
    syn::expression tree;
    int height = 1;
    bool chain = false;  // an `and` or `or` still open for more operands
};

void set_place(built& v, span where) { v.tree.where = where; }
void set_place(syn::lookup& v, span where) { v.at = where; }
template <typename T>
void set_place(T& v, span where) {
    v.where = where;
}

// Gives the value of the rule its place.
template <typename Subject>
struct located_directive : x3::unary_parser<Subject, located_directive<Subject>> {
    using base_type = x3::unary_parser<Subject, located_directive<Subject>>;
    static bool const is_pass_through_unary = true;
    static bool const handles_container = Subject::handles_container;
    explicit located_directive(Subject const& subject) : base_type(subject) {}

    template <typename Context, typename RuleContext, typename Attribute>
    bool parse(iterator& first, iterator const& last, Context const& context, RuleContext& rule,
               Attribute& attribute) const {
        auto const begin = lexical::skip_blanks(first, last);
        if (!this->subject.parse(first, last, context, rule, attribute)) return false;
        set_place(rule, state_of(context).to_span(begin, first));
        return true;
    }
};

template <typename Subject>
auto located(Subject const& subject) {
    return located_directive<Subject>(subject);
}

// Actions

template <typename T>
T&& give(T& v) {
    return std::move(v);
}
// Outside the grammar of expressions an expression is its tree.
syn::expression&& give(built& v) { return std::move(v.tree); }

span place_of(syn::expression const& v) { return v.where; }
span place_of(syn::word const& v) { return v.where; }
span place_of(syn::text const& v) { return v.where; }
span place_of(syn::message const& v) { return v.whole.where; }
span place_of(syn::row_scope const& v) { return v.variable.where; }
span place_of(syn::field_scope const& v) { return v.variable.where; }
span place_of(syn::reader_scope const& v) { return v.where; }

template <typename Class, typename Member>
auto set(Member Class::*member) {
    return [member](auto& context) { x3::_val(context).*member = give(x3::_attr(context)); };
}

template <typename Class, typename Member>
auto push(Member Class::*member) {
    return [member](auto& context) { (x3::_val(context).*member).push_back(give(x3::_attr(context))); };
}

template <typename Class>
auto flag(bool Class::*member) {
    return [member](auto& context) { x3::_val(context).*member = true; };
}

void report_twice(state const& s, span where, std::string_view clause) {
    if (s.out == nullptr) return;
    s.out->error("R109", {s.file, where}, "`" + std::string(clause) + "` is given twice", "keep one of them");
}

// For a clause that may stand once.
template <typename Class, typename Member>
auto once(std::optional<Member> Class::*member, std::string_view clause) {
    return [member, clause](auto& context) {
        auto& slot = x3::_val(context).*member;
        auto&& value = give(x3::_attr(context));
        if (slot) report_twice(state_of(context), place_of(value), clause);
        slot.emplace(std::move(value));
    };
}

// Names one by one, at least one.
template <typename Action>
auto names(std::string_view what, Action action) {
    return need_name(what, name[action]) >> *(","_p >> need_name(what, name[action]));
}

void add_child(built& parent, built&& child, state const& s) {
    if (child.height >= limits::max_nesting) refuse_nesting(s, child.tree.where);
    parent.height = std::max(parent.height, child.height + 1);
    parent.tree.children.push_back(std::move(child.tree));
}

// Makes what was built so far the first child of a new node that reaches to `end`.
built& enclose(built& value, expression_kind kind, std::string operation, std::uint32_t end, state const& s) {
    built parent;
    parent.tree.kind = kind;
    parent.tree.text = std::move(operation);
    parent.tree.where = {value.tree.where.begin, end};
    add_child(parent, std::move(value), s);
    value = std::move(parent);
    return value;
}

auto const take = [](auto& context) {
    x3::_val(context) = std::move(x3::_attr(context));
    x3::_val(context).chain = false;
};

auto const adopt = [](auto& context) {
    add_child(x3::_val(context), std::move(x3::_attr(context)), state_of(context));
};

template <typename Member>
auto set_in_tree(Member syn::expression::*member) {
    return [member](auto& context) { x3::_val(context).tree.*member = give(x3::_attr(context)); };
}

auto flag_in_tree(bool syn::expression::*member) {
    return [member](auto& context) { x3::_val(context).tree.*member = true; };
}

auto as(expression_kind kind) {
    return [kind](auto& context) { x3::_val(context).tree.kind = kind; };
}
auto as_word(expression_kind kind) {
    return [kind](auto& context) {
        x3::_val(context).tree.kind = kind;
        x3::_val(context).tree.text = std::move(x3::_attr(context).text);
    };
}

// Operands of `and`, `or`: one flat node.
auto join(expression_kind kind) {
    return [kind](auto& context) {
        built& value = x3::_val(context);
        built& operand = x3::_attr(context);
        auto const end = operand.tree.where.end;
        if (!value.chain) enclose(value, kind, {}, end, state_of(context));
        value.chain = true;
        value.tree.where.end = end;
        add_child(value, std::move(operand), state_of(context));
    };
}

struct operation {
    syn::word sign;
    built right;
};

auto combine(expression_kind kind) {
    return [kind](auto& context) {
        operation& tail = x3::_attr(context);
        auto& value =
            enclose(x3::_val(context), kind, std::move(tail.sign.text), tail.right.tree.where.end, state_of(context));
        add_child(value, std::move(tail.right), state_of(context));
    };
}

auto const imply = [](auto& context) {
    built& consequence = x3::_attr(context);
    auto& value =
        enclose(x3::_val(context), expression_kind::implies, {}, consequence.tree.where.end, state_of(context));
    add_child(value, std::move(consequence), state_of(context));
};

auto const select_member = [](auto& context) {
    syn::word& member = x3::_attr(context);
    enclose(x3::_val(context), expression_kind::member, std::move(member.text), member.where.end, state_of(context));
};

// Expressions

x3::rule<struct expression_id, built> const expression = "expression";
x3::rule<struct disjunction_id, built> const disjunction = "disjunction";
x3::rule<struct conjunction_id, built> const conjunction = "conjunction";
x3::rule<struct inversion_id, built> const inversion = "inversion";
x3::rule<struct comparison_id, built> const comparison = "comparison";
x3::rule<struct block_set_id, built> const block_set = "block set";
x3::rule<struct sum_id, built> const sum = "sum";
x3::rule<struct product_id, built> const product = "product";
x3::rule<struct negation_id, built> const negation = "negation";
x3::rule<struct member_id, built> const member = "member";
x3::rule<struct primary_id, built> const primary = "value";
x3::rule<struct comparison_tail_id, operation> const comparison_tail = "comparison tail";
x3::rule<struct set_tail_id, operation> const set_tail = "set tail";
x3::rule<struct sum_tail_id, operation> const sum_tail = "sum tail";
x3::rule<struct product_tail_id, operation> const product_tail = "product tail";
x3::rule<struct source_id, syn::source> const source = "source";

auto scope_is(syn::source_scope scope) {
    return [scope](auto& context) { x3::_val(context).scope = scope; };
}

auto const source_def =
    need_name("a table name", name[set(&syn::source::table)]) >>
    need("`of this filing`, `of this Party` or `of all filings`", "of"_kw) >>
    need("`this filing`, `this Party` or `all filings`",
         ("this"_kw >> need("`filing` or `Party`", "filing"_kw[scope_is(syn::source_scope::this_filing)] |
                                                       "Party"_kw[scope_is(syn::source_scope::this_party)])) |
             ("all"_kw >> need("`filings`", "filings"_kw))[scope_is(syn::source_scope::all_filings)]);

// `variable in source [where condition]` of a quantifier or aggregate.
auto const rows_of = need_name("a name for the row", name[set_in_tree(&syn::expression::variable)]) >>
                     need("`in`", "in"_kw) >> need("a table name", source[set_in_tree(&syn::expression::from)]) >>
                     -("where"_kw[flag_in_tree(&syn::expression::has_where)] >> need("a condition", expression[adopt]));

auto const arguments = expression[adopt] >> *(","_p >> need("a value", expression[adopt]));

auto const aggregate_word = choice({"count", "sum", "min", "max", "blocks", "distinct"});

// `count(a in Actions of ...`: rows without a value. A forgotten `of ...` still counts as this form.
auto const rows_ahead = &(name >> "in"_kw >> name >> ("of"_kw | "where"_kw | ")"_p));

// `min` and `max` are also functions of two values.
auto const is_function_too = nothing[([](auto& context) {
    auto const& word = x3::_val(context).tree.text;
    x3::_pass(context) = word == "min" || word == "max";
})];

auto const aggregate = aggregate_word[as_word(expression_kind::aggregate)] >> "("_p >>
                       ((rows_ahead >> rows_of) |
                        (expression[adopt] >> (("for"_kw[flag_in_tree(&syn::expression::has_value)] >> rows_of) |
                                               (is_function_too >> nothing[as(expression_kind::call)] >>
                                                *(","_p >> need("a value", expression[adopt]))) |
                                               need("`for`", "for"_kw))) |
                        (is_function_too >> nothing[as(expression_kind::call)] >> &")"_p) |
                        need("a value or a name for the row", !nothing)) >>
                       need("`)`", ")"_p);

auto const primary_def = located(
    ("if"_kw[as(expression_kind::conditional)] >> need("a condition", expression[adopt]) >> need("`then`", "then"_kw) >>
     need("a value", expression[adopt]) >> need("`else`", "else"_kw) >> need("a value", expression[adopt])) |
    (choice({"every"})[as_word(expression_kind::quantifier)] >> rows_of >> need("`satisfies`", "satisfies"_kw) >>
     need("a condition", expression[adopt])) |
    (choice({"exists", "no"})[as_word(expression_kind::quantifier)] >> rows_of) |
    (&(aggregate_word >> "("_p) >> aggregate) |
    ("["_p[as(expression_kind::range)] >> need("a value", expression[adopt]) >> need("`..`", ".."_p) >>
     need("a value", expression[adopt]) >> need("`]`", "]"_p)) |
    ("{"_p[as(expression_kind::set)] >> need("a value", arguments) >> need("`,` or `}`", "}"_p)) |
    ("("_p >> need("a value", expression[take]) >> need("`)`", ")"_p)) | date[as_word(expression_kind::date)] |
    (number[as_word(expression_kind::number)] >> -unit[set_in_tree(&syn::expression::unit)]) | text[([](auto& context) {
        x3::_val(context).tree.kind = expression_kind::text;
        x3::_val(context).tree.text = x3::_attr(context).joined();
    })] |
    choice({"true", "false"})[as_word(expression_kind::truth)] |
    (name[as_word(expression_kind::name)] >>
     -("("_p[as(expression_kind::call)] >> -arguments >> need("`,` or `)`", ")"_p))));

auto const member_def = primary[take] >> *("."_p >> need_name("the name of a field or function", name[select_member]));

auto const negation_def =
    located("-"_p[as(expression_kind::negate)] >> nested(need("a value", negation[adopt]))) | member[take];

auto sign(std::string_view signs) { return sign_token(signs)[set(&operation::sign)]; }

auto const set_operand = [](auto& context) { x3::_val(context).right = std::move(x3::_attr(context)); };

auto const product_tail_def = sign("*/") >> need("a value", negation[set_operand]);
auto const product_def = negation[take] >> *product_tail[combine(expression_kind::arithmetic)];
auto const sum_tail_def = sign("+-") >> need("a value", product[set_operand]);
auto const sum_def = product[take] >> *sum_tail[combine(expression_kind::arithmetic)];
auto const set_tail_def = choice({"union", "without", "intersect"})[set(&operation::sign)] >>
                          need("a value", sum[set_operand]);
auto const block_set_def = sum[take] >> *set_tail[combine(expression_kind::set_operation)];
auto const comparison_tail_def = comparison_sign[set(&operation::sign)] >> need("a value", block_set[set_operand]);
auto const comparison_def = block_set[take] >> -comparison_tail[combine(expression_kind::compare)];
auto const inversion_def =
    located("not"_kw[as(expression_kind::not_)] >> nested(need("a condition", inversion[adopt]))) | comparison[take];
auto const conjunction_def = inversion[take] >>
                             *("and"_kw >> need("a condition", inversion[join(expression_kind::and_)]));
auto const disjunction_def = conjunction[take] >>
                             *("or"_kw >> need("a condition", conjunction[join(expression_kind::or_)]));
auto const expression_def = nested(disjunction[take] >> -("implies"_kw >> need("a condition", expression[imply])));

BOOST_SPIRIT_DEFINE(source, expression, disjunction, conjunction, inversion, comparison, comparison_tail, block_set,
                    set_tail, sum, sum_tail, product, product_tail, negation, member, primary)

// What several declarations share

x3::rule<struct type_id, syn::type_name> const type = "type";
x3::rule<struct validity_id, syn::dated> const validity = "validity";
x3::rule<struct refinement_id, syn::refinement> const refinement = "refinement";
x3::rule<struct lookup_id, syn::lookup> const lookup = "lookup";

constexpr std::string_view a_date = "a date like `2024-11-24`";
constexpr std::string_view a_table = "a table name";
constexpr std::string_view a_text = "a text in quotation marks";

auto const set_kind = [](auto& context) { x3::_val(context).kind = std::move(x3::_attr(context).text); };

auto const type_def =
    located(-("list"_kw[flag(&syn::type_name::list_of)] >> need("`of`", "of"_kw)) >>
            need("a type",
                 (choice({"code"})[set_kind] >> need_name("the name of a list", name[set(&syn::type_name::argument)])) |
                     (choice({"row"})[set_kind] >> need_name(a_table, name[set(&syn::type_name::argument)])) |
                     (choice({"decimal"})[set_kind] >> -unit[set(&syn::type_name::argument)]) |
                     choice({"boolean", "integer", "text", "date", "year", "version", "period", "timeframe", "itmo",
                             "block", "blocks"})[set_kind]));

auto const validity_def = -("from"_kw >> need(a_date, date[once(&syn::dated::from, "from")])) >>
                          -("until"_kw >> need(a_date, date[once(&syn::dated::until, "until")]));

auto const refinement_def =
    (choice({"preferring"})[set(&syn::refinement::which)] >>
     need("a condition", expression[set(&syn::refinement::by)])) |
    ("with"_kw >> need("`highest` or `lowest`", choice({"highest", "lowest"})[set(&syn::refinement::which)]) >>
     need("a value", expression[set(&syn::refinement::by)]));

auto const lookup_def =
    located(choice({"the", "some"})[set(&syn::lookup::which)] >> need("`row`", "row"_kw) >>
            need_name("a name for the row", name[set(&syn::lookup::variable)]) >> need("`in`", "in"_kw) >>
            need(a_table, source[set(&syn::lookup::from)]) >> need("`where`", "where"_kw) >>
            need("a condition", expression[set(&syn::lookup::where)]) >> *refinement[push(&syn::lookup::refinements)] >>
            -("else"_kw >> need(a_text, message[once(&syn::lookup::otherwise, "else")])));

BOOST_SPIRIT_DEFINE(type, validity, refinement, lookup)

// Declarations, each from behind the word that begins it

x3::rule<struct header_id, syn::header> const header = "header";
x3::rule<struct unit_id, syn::unit_declaration> const unit_declaration = "unit";
x3::rule<struct list_id, syn::list_declaration> const list = "list";
x3::rule<struct code_id, syn::code_item> const code = "code";
x3::rule<struct report_id, syn::report_declaration> const report = "report";
x3::rule<struct table_id, syn::table_declaration> const table = "table";
x3::rule<struct role_id, syn::filing_role> const role = "role";
x3::rule<struct field_id, syn::field_declaration> const field = "field";
x3::rule<struct derived_id, syn::derived_declaration> const derived = "derived";
x3::rule<struct reference_id, syn::reference_declaration> const reference = "reference";
x3::rule<struct requirement_id, syn::requirement_declaration> const requirement = "requirement";
x3::rule<struct citation_id, syn::requirement_declaration::citation> const citation = "citation";
x3::rule<struct param_id, syn::param_declaration> const param = "param";
x3::rule<struct value_id, syn::param_declaration::value> const param_value = "param value";
x3::rule<struct define_id, syn::define_declaration> const define = "define";
x3::rule<struct parameter_id, syn::define_declaration::parameter> const parameter = "parameter";

auto const header_def = need(a_text, text[set(&syn::header::name)]) >> need("`version`", "version"_kw) >>
                        need(a_text, text[set(&syn::header::version)]) >> need("`law as of`", "law"_kw) >>
                        need("`as of`", "as"_kw) >> need("`of`", "of"_kw) >>
                        need(a_date, date[set(&syn::header::law_as_of)]);

auto const unit_declaration_def = need_name("a name for the unit", name[set(&syn::unit_declaration::name)]) >>
                                  need(a_text, text[set(&syn::unit_declaration::label)]) >>
                                  -("="_p >> need("a number", number[once(&syn::unit_declaration::factor, "=")]) >>
                                    need_name("the name of a unit", unit[set(&syn::unit_declaration::base)]));

auto const code_def = need(a_text, text[set(&syn::code_item::value)]) >>
                      *(("named"_kw >> need(a_text, text[push(&syn::code_item::named)])) |
                        ("also"_kw >> need(a_text, text[push(&syn::code_item::also)]))) >>
                      validity[set(&syn::code_item::valid)];

auto const list_def = need_name("a name for the list", name[set(&syn::list_declaration::name)]) >>
                      need(a_text, text[set(&syn::list_declaration::title)]) >> need("`{`", "{"_p) >>
                      *(("source"_kw >> need(a_text, text[push(&syn::list_declaration::sources)])) |
                        "open"_kw[flag(&syn::list_declaration::open)] |
                        ("code"_kw >> code[push(&syn::list_declaration::codes)])) >>
                      close("`source`, `open`, `code`");

auto const report_def = need_name("a name for the report", name[set(&syn::report_declaration::name)]) >>
                        need(a_text, text[set(&syn::report_declaration::title)]) >> need("`{`", "{"_p) >>
                        *(("cites"_kw >> need(a_text, text[push(&syn::report_declaration::cites)])) |
                          ("header"_kw >>
                           need_name(a_table, name[once(&syn::report_declaration::header, "header")]))) >>
                        close("`cites`, `header`");

auto const role_def = need("`party`, `year`, `version` or `date`",
                           choice({"party", "year", "version", "date"})[set(&syn::filing_role::role)]) >>
                      need_name("the name of a field", name[set(&syn::filing_role::field)]);

auto const set_presence = [](auto& context) {
    syn::field_declaration& f = x3::_val(context);
    syn::word const& word = x3::_attr(context);
    if (f.presence_written) report_twice(state_of(context), word.where, word.text);
    f.presence_written = true;
    f.presence = word.text == "required"      ? syn::presence::required
                 : word.text == "conditional" ? syn::presence::conditional
                 : word.text == "platform"    ? syn::presence::platform
                                              : syn::presence::optional;
};

auto const field_def = need_name("a name for the field", name[set(&syn::field_declaration::name)]) >>
                       need(a_text, text[set(&syn::field_declaration::label)]) >> need("`:`", ":"_p) >>
                       need("a type", type[set(&syn::field_declaration::type)]) >>
                       *(choice({"required", "optional", "platform"})[set_presence] |
                         (choice({"conditional"})[set_presence] >> need("`when`", "when"_kw) >>
                          need("a condition", expression[once(&syn::field_declaration::condition, "conditional")])) |
                         ("also"_kw >> need(a_text, text[push(&syn::field_declaration::also)])) |
                         ("xml"_kw >>
                          need_name("the name of an XML element", name[once(&syn::field_declaration::xml, "xml")])) |
                         ("placeholder"_kw >> need(a_text, text[push(&syn::field_declaration::placeholders)])) |
                         ("vocabulary"_kw >> need(a_text, text[push(&syn::field_declaration::vocabulary)]) >>
                          *(","_p >> need(a_text, text[push(&syn::field_declaration::vocabulary)]))) |
                         ("footnote"_kw >> need(a_text, text[once(&syn::field_declaration::footnote, "footnote")])));

auto const derived_def = need_name("a name for the value", name[set(&syn::derived_declaration::name)]) >>
                         need("`:`", ":"_p) >> need("a type", type[set(&syn::derived_declaration::type)]) >>
                         need("`=`", "="_p) >> need("a value", expression[set(&syn::derived_declaration::value)]);

auto const reference_def = need_name("a name for the reference", name[set(&syn::reference_declaration::name)]) >>
                           need("`=`", "="_p) >>
                           need("`the row` or `some row`", lookup[set(&syn::reference_declaration::value)]);

auto const table_def =
    need_name("a name for the table", name[set(&syn::table_declaration::name)]) >>
    need(a_text, text[set(&syn::table_declaration::label)]) >> need("`{`", "{"_p) >>
    *(("in"_kw >> need_name("the name of a report", name[once(&syn::table_declaration::report, "in")])) |
      ("rows"_kw >> need_name("the name of an XML element", name[once(&syn::table_declaration::rows, "rows")])) |
      ("title"_kw >> need(a_text, text[once(&syn::table_declaration::title, "title")])) |
      ("sheet"_kw >> need(a_text, text[once(&syn::table_declaration::sheet, "sheet")])) |
      ("cites"_kw >> need(a_text, text[push(&syn::table_declaration::cites)])) |
      ("key"_kw >> names("the name of a field", push(&syn::table_declaration::key))) |
      "marked"_kw[flag(&syn::table_declaration::marked)] | ("filing"_kw >> role[push(&syn::table_declaration::roles)]) |
      ("field"_kw >> field[push(&syn::table_declaration::members)]) |
      ("derived"_kw >> derived[push(&syn::table_declaration::members)]) |
      ("reference"_kw >> reference[push(&syn::table_declaration::members)])) >>
    close("a clause of the table");

auto const citation_def = need(a_text, text[set(&syn::requirement_declaration::citation::source)]) >>
                          need("`para`", "para"_kw) >>
                          need(a_text, text[set(&syn::requirement_declaration::citation::paragraph)]);

auto const requirement_def =
    need("an id like `SUB-02`", id[set(&syn::requirement_declaration::id)]) >>
    need(a_text, text[set(&syn::requirement_declaration::paraphrase)]) >> need("`{`", "{"_p) >>
    *(("source"_kw >> citation[push(&syn::requirement_declaration::sources)]) |
      ("binds"_kw >> names("a name", push(&syn::requirement_declaration::binds))) |
      ("strength"_kw >>
       need("`shall`, `should` or `may`",
            choice({"shall", "should", "may"})[once(&syn::requirement_declaration::strength, "strength")])) |
      ("testable"_kw >> need("`full`, `presence`, `judgement`, `context` or `secretariat`",
                             choice({"full", "presence", "judgement", "context",
                                     "secretariat"})[once(&syn::requirement_declaration::testable, "testable")]) >>
       -text[once(&syn::requirement_declaration::testable_note, "testable")]) |
      ("note"_kw >> need(a_text, text[push(&syn::requirement_declaration::notes)]))) >>
    close("a clause of the requirement");

auto const param_value_def = "="_p >> need("a value", expression[set(&syn::param_declaration::value::is)]) >>
                             validity[set(&syn::param_declaration::value::valid)];

auto const param_def = need_name("a name for the parameter", name[set(&syn::param_declaration::name)]) >>
                       need("`:`", ":"_p) >> need("a type", type[set(&syn::param_declaration::type)]) >>
                       *param_value[push(&syn::param_declaration::values)];

auto const parameter_def = name[set(&syn::define_declaration::parameter::name)] >> need("`:`", ":"_p) >>
                           need("a type", type[set(&syn::define_declaration::parameter::type)]);

auto const define_def = need_name("a name for the function", name[set(&syn::define_declaration::name)]) >>
                        need("`(`", "("_p) >>
                        (")"_p |
                         (need_name("a parameter or `)`", parameter[push(&syn::define_declaration::parameters)]) >>
                          *(","_p >> need_name("a parameter", parameter[push(&syn::define_declaration::parameters)])) >>
                          need("`,` or `)`", ")"_p))) >>
                        need("`:`", ":"_p) >> need("a type", type[set(&syn::define_declaration::type)]) >>
                        need("`=`", "="_p) >> need("a value", expression[set(&syn::define_declaration::value)]);

BOOST_SPIRIT_DEFINE(header, unit_declaration, code, list, report, role, field, derived, reference, table, citation,
                    requirement, param_value, param, parameter, define)

// Rules

x3::rule<struct row_scope_id, syn::row_scope> const row_scope = "row scope";
x3::rule<struct field_scope_id, syn::field_scope> const field_scope = "field scope";
x3::rule<struct reader_scope_id, syn::reader_scope> const reader_scope = "reader scope";
x3::rule<struct effective_id, syn::effective_clause> const effective = "effective";
x3::rule<struct place_id, syn::place> const place = "place";
x3::rule<struct norm_id, syn::norm> const norm = "norm";
x3::rule<struct let_id, syn::let_clause> const let = "let";
x3::rule<struct rule_id, syn::rule_declaration> const rule = "rule";

auto const presence_word = choice({"required", "conditional", "optional", "platform"});
auto const type_word = choice({"integer", "decimal", "text", "code", "date", "year", "version", "timeframe", "itmo"});
auto const class_word = choice({"omission", "mismatch", "contradiction", "format"});
constexpr std::string_view a_class = "`omission`, `mismatch`, `contradiction` or `format`";

auto const row_scope_def = need_name("a name for the row", name[set(&syn::row_scope::variable)]) >>
                           need("`in`", "in"_kw) >> names(a_table, push(&syn::row_scope::tables));

auto const field_scope_def = -presence_word[once(&syn::field_scope::presence, "presence")] >>
                             -type_word[once(&syn::field_scope::type, "type")] >> need("`field`", "field"_kw) >>
                             need_name("a name for the field", name[set(&syn::field_scope::variable)]) >>
                             -("of"_kw >> names(a_table, push(&syn::field_scope::tables)));

auto const reader_scope_def = located("by"_kw >> need("`reader`", "reader"_kw));

// `for each date d in ...` would not be a scope of fields although `date` may begin one.
auto const field_scope_ahead = &("field"_kw | ((presence_word | type_word) >> !"in"_kw));

auto const effective_def = located(
    -("on"_kw >> need("a date or the field that holds one", expression[once(&syn::effective_clause::on, "on")])) >>
    validity[set(&syn::effective_clause::valid)] >> need("`on`, `from` or `until`", nothing[([](auto& context) {
                                                             auto const& clause = x3::_val(context);
                                                             x3::_pass(context) =
                                                                 clause.on || clause.valid.from || clause.valid.until;
                                                         })]));

auto const place_def = name[set(&syn::place::variable)] >>
                       *("."_p >> need_name("the name of a field", name[push(&syn::place::path)]));

template <typename Action>
auto places(Action action) {
    return need_name("a row or a field of a row", place[action]) >>
           *(","_p >> need_name("a row or a field of a row", place[action]));
}

auto const set_provided = [](auto& context) {
    auto& clause = x3::_val(context);
    auto& value = x3::_attr(context).tree;
    if (clause.provided) report_twice(state_of(context), value.where, "provided");
    clause.provided = std::move(value);
    clause.otherwise.reset();
};

auto const norm_def =
    located(("require"_kw | "forbid"_kw[flag(&syn::norm::forbid)]) >>
            need("a condition", expression[set(&syn::norm::condition)]) >>
            *(("provided"_kw >> need("a condition", expression[set_provided]) >> need("`otherwise`", "otherwise"_kw) >>
               need(a_text, message[once(&syn::norm::otherwise, "otherwise")])) |
              ("at"_kw >> places(push(&syn::norm::at))) | ("counterpart"_kw >> places(push(&syn::norm::counterpart))) |
              ("evidence"_kw >> places(push(&syn::norm::evidence))) |
              ("quantity"_kw >> need("a value", expression[once(&syn::norm::quantity, "quantity")])) |
              ("serials"_kw >> need("a value", expression[once(&syn::norm::serials, "serials")])) |
              ("affects"_kw >> need("`balance`", "balance"_kw[flag(&syn::norm::affects_balance)]) >>
               -("when"_kw >> need("a condition", expression[once(&syn::norm::affects_balance_when, "when")]))) |
              ("class"_kw >> need(a_class, class_word[once(&syn::norm::finding_class, "class")])) |
              ("message"_kw >> need(a_text, message[once(&syn::norm::message, "message")])) |
              ("remedy"_kw >> need(a_text, text[once(&syn::norm::remedy, "remedy")]))));

auto const let_def = need_name("a name", name[set(&syn::let_clause::name)]) >> need("`=`", "="_p) >>
                     need("a value, `the row` or `some row`",
                          lookup[set(&syn::let_clause::value)] | expression[set(&syn::let_clause::value)]);

auto const set_scope = once(&syn::rule_declaration::scope, "for each");

auto const rule_def =
    need("an id like `SUB-02`", id[set(&syn::rule_declaration::id)]) >>
    need(a_text, text[set(&syn::rule_declaration::title)]) >> need("`{`", "{"_p) >>
    *(("implements"_kw >> need("the id of a requirement", id[push(&syn::rule_declaration::implements)]) >>
       *(","_p >> need("the id of a requirement", id[push(&syn::rule_declaration::implements)]))) |
      ("effective"_kw >> effective[push(&syn::rule_declaration::effective)]) |
      ("after"_kw >> need("the id of a rule", id[push(&syn::rule_declaration::after)]) >>
       *(","_p >> need("the id of a rule", id[push(&syn::rule_declaration::after)]))) |
      ("for"_kw >> need("`each`", "each"_kw) >>
       ((field_scope_ahead >> field_scope[set_scope]) | row_scope[set_scope])) |
      reader_scope[set_scope] | ("when"_kw >> need("a condition", expression[push(&syn::rule_declaration::when)])) |
      ("let"_kw >> let[push(&syn::rule_declaration::lets)]) | norm[push(&syn::rule_declaration::norms)] |
      ("severity"_kw >>
       need("`error`, `warning` or `query`",
            choice({"error", "warning", "query"})[once(&syn::rule_declaration::severity, "severity")])) |
      ("class"_kw >> need(a_class, class_word[once(&syn::rule_declaration::finding_class, "class")])) |
      ("note"_kw >> need(a_text, text[push(&syn::rule_declaration::notes)])) |
      ("message"_kw >> need(a_text, message[once(&syn::rule_declaration::message, "message")])) |
      ("remedy"_kw >> need(a_text, text[once(&syn::rule_declaration::remedy, "remedy")])) |
      "notation"_kw[flag(&syn::rule_declaration::notation)]) >>
    close("a clause of the rule");

BOOST_SPIRIT_DEFINE(row_scope, field_scope, reader_scope, effective, place, norm, let, rule)

// Entry points

template <typename Rule, typename Value>
bool run(Rule const& rule, state& s, iterator& first, iterator last, Value& value) {
    return x3::phrase_parse(first, last, x3::with<state_tag>(std::ref(s))[rule], blanks(), value,
                            x3::skip_flag::dont_post_skip);
}

syn::expression parse_hole(state& s, iterator& first, iterator last) {
    built value;
    if (!run(expression, s, first, last, value)) {
        auto const p = lexical::skip_blanks(first, last);
        failure f;
        f.where = s.to_span(p, p);
        f.expected = "a value";
        f.context_begin = s.context_begin;
        f.words_tried = s.tried_at(p);
        throw f;
    }
    return std::move(value.tree);
}

// Runs `body(state, first, last)`, which parses or throws.
template <typename Value, typename Body>
outcome<Value> guarded(input const& in, Body body) {
    state s;
    s.base = in.text.data();
    s.file = in.file;
    s.out = in.out;
    s.context_begin = in.context_begin;
    iterator const last = in.text.data() + in.text.size();
    iterator first = in.text.data() + in.from;
    outcome<Value> result;
    try {
        result.value.emplace(body(s, first, last));
        auto const next = lexical::skip_blanks(first, last);
        result.words_tried = s.tried_at(next);
        result.unit_before = s.last_unit;
    } catch (failure& why) {
        result.why = std::move(why);
    }
    result.next = s.to_span(first, first).begin;
    return result;
}

template <typename Value, typename Rule>
syn::declaration_value declaration(Rule const& rule, state& s, iterator& first, iterator last) {
    Value value;
    run(rule, s, first, last, value);
    return value;
}

}  // namespace

outcome<syn::declaration_value> parse_declaration(declaration_kind kind, input const& in) {
    return guarded<syn::declaration_value>(in, [kind](state& s, iterator& first, iterator last) {
        switch (kind) {
            case declaration_kind::unit: return declaration<syn::unit_declaration>(unit_declaration, s, first, last);
            case declaration_kind::list: return declaration<syn::list_declaration>(list, s, first, last);
            case declaration_kind::report: return declaration<syn::report_declaration>(report, s, first, last);
            case declaration_kind::table: return declaration<syn::table_declaration>(table, s, first, last);
            case declaration_kind::requirement:
                return declaration<syn::requirement_declaration>(requirement, s, first, last);
            case declaration_kind::param: return declaration<syn::param_declaration>(param, s, first, last);
            case declaration_kind::define: return declaration<syn::define_declaration>(define, s, first, last);
            case declaration_kind::rule: break;
        }
        return declaration<syn::rule_declaration>(rule, s, first, last);
    });
}

outcome<syn::header> parse_header(input const& in) {
    return guarded<syn::header>(in, [](state& s, iterator& first, iterator last) {
        syn::header value;
        run(header, s, first, last, value);
        return value;
    });
}

outcome<syn::expression> parse_expression(input const& in) { return guarded<syn::expression>(in, parse_hole); }

}  // namespace a6::dsl::grammar
