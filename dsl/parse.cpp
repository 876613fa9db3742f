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

#include "dsl/parse_pieces.ipp"

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
x3::rule<struct source_id, syn::source> const source = "source";

auto scope_is(syn::source_scope scope) {
    return [scope](auto& context) { x3::_val(context).scope = scope; };
}

auto const source_def = need_name("a table name", name[set(&syn::source::table)]) >>
                        need("`of this filing`, `of this Party` or `of all filings`", "of"_kw) >>
                        need("`this filing`, `this Party` or `all filings`",
                             ("this"_kw >>
                              need("`filing` or `Party`", "filing"_kw[scope_is(syn::source_scope::this_filing)] |
                                                              "Party"_kw[scope_is(syn::source_scope::this_party)])) |
                                 ("all"_kw >> need("`filings` or `versions`",
                                                   "filings"_kw[scope_is(syn::source_scope::all_filings)] |
                                                       "versions"_kw[scope_is(syn::source_scope::all_versions)])));

// `variable in source [where condition]` of a quantifier or aggregate.
auto const rows_of = need_name("a name for the row", name[set_in_rows(&syn::named_source::variable)]) >>
                     need("`in`", "in"_kw) >> need("a table name", source[set_in_rows(&syn::named_source::from)]) >>
                     -("where"_kw[flag_in_tree(&syn::expression::has_where)] >> need("a condition", expression[adopt]));

auto const arguments = expression[adopt] >> *(","_p >> need("a value", expression[adopt]));

auto const aggregate_word = choice(lexical::aggregate_words);

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

// What is met most often is tried first.
auto const primary_def = located(
    (plain_name[as_word(expression_kind::name)] >>
     -("("_p[as(expression_kind::call)] >> -arguments >> need("`,` or `)`", ")"_p))) |
    ("if"_kw[as(expression_kind::conditional)] >> need("a condition", expression[adopt]) >> need("`then`", "then"_kw) >>
     need("a value", expression[adopt]) >> need("`else`", "else"_kw) >> need("a value", expression[adopt])) |
    (choice({"every"})[as_word(expression_kind::quantifier)] >> rows_of >> need("`satisfies`", "satisfies"_kw) >>
     need("a condition", expression[adopt])) |
    (choice({"exists", "no"})[as_word(expression_kind::quantifier)] >> rows_of) |
    (&(aggregate_word >> "("_p) >> aggregate) |
    ("["_p[as(expression_kind::range)] >> need("a value", expression[adopt]) >> need("`..`", ".."_p) >>
     need("a value", expression[adopt]) >> need("`]`", "]"_p)) |
    ("{"_p[as(expression_kind::set)] >> need("a value", arguments) >> need("`,` or `}`", "}"_p)) |
    ("("_p >> need("a value", operand(expression)) >> need("`)`", ")"_p)) | date[as_word(expression_kind::date)] |
    (number[as_word(expression_kind::number)] >> -unit[set_unit]) | text[([](auto& context) {
        x3::_val(context).tree.kind = expression_kind::text;
        x3::_val(context).tree.text = x3::_attr(context).joined();
    })] |
    choice({"true", "false"})[as_word(expression_kind::truth)]);

auto const member_def = operand(primary) >>
                        *("."_p >> need_name("the name of a field or function", name[select_member]));

auto const negation_def =
    located("-"_p[as(expression_kind::negate)] >> nested(need("a value", negation[adopt]))) | operand(member);

auto const product_def = operand(negation) >> *(sign_token("*/")[begin_operation(expression_kind::arithmetic)] >>
                                                need("a value", negation[end_operation]));
auto const sum_def = operand(product) >> *(sign_token("+-")[begin_operation(expression_kind::arithmetic)] >>
                                           need("a value", product[end_operation]));
auto const block_set_def = operand(sum) >> *(choice({"union", "without",
                                                     "intersect"})[begin_operation(expression_kind::set_operation)] >>
                                             need("a value", sum[end_operation]));
auto const comparison_def = operand(block_set) >> -(comparison_sign[begin_operation(expression_kind::compare)] >>
                                                    need("a value", block_set[end_operation]));
auto const inversion_def =
    located("not"_kw[as(expression_kind::not_)] >> nested(need("a condition", inversion[adopt]))) | operand(comparison);
auto const conjunction_def = operand(inversion) >>
                             *("and"_kw >> need("a condition", inversion[join(expression_kind::and_)]));
auto const disjunction_def = operand(conjunction) >>
                             *("or"_kw >> need("a condition", conjunction[join(expression_kind::or_)]));
auto const expression_def = nested(operand(disjunction) >> -("implies"_kw >> need("a condition", expression[imply])));

BOOST_SPIRIT_DEFINE(source, expression, disjunction, conjunction, inversion, comparison, block_set, sum, product,
                    negation, member, primary)

// What several declarations share

x3::rule<struct type_id, syn::type_name> const type = "type";
x3::rule<struct validity_id, syn::dated> const validity = "validity";
x3::rule<struct refinement_id, syn::refinement> const refinement = "refinement";
x3::rule<struct lookup_id, syn::lookup> const lookup = "lookup";

constexpr std::string_view a_date = "a date like `2024-11-24`";
constexpr std::string_view a_table = "a table name";
constexpr std::string_view a_text = "a text in quotation marks";
constexpr std::string_view a_requirement = "the id of a requirement";
constexpr std::string_view a_rule = "the id of a rule";

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
x3::rule<struct generated_id, syn::generated_clause> const generated = "generated";
x3::rule<struct generated_value_id, syn::generated_clause::value> const generated_value = "generated value";
x3::rule<struct part_id, syn::part_declaration> const part = "part";
x3::rule<struct instrument_id, syn::instrument_declaration> const instrument = "instrument";
x3::rule<struct disposition_id, syn::disposition_clause> const disposition = "disposition";
x3::rule<struct requirement_id, syn::requirement_declaration> const requirement = "requirement";
x3::rule<struct citation_id, syn::requirement_declaration::citation> const citation = "citation";
x3::rule<struct param_id, syn::param_declaration> const param = "param";
x3::rule<struct value_id, syn::param_declaration::value> const param_value = "param value";
x3::rule<struct lifecycle_id, syn::lifecycle_declaration> const lifecycle = "lifecycle";
x3::rule<struct move_id, syn::lifecycle_move> const move = "move";
x3::rule<struct shown_id, syn::shown_value> const shown = "show";
x3::rule<struct sighting_id, syn::lifecycle_sighting> const sighting = "seen";
x3::rule<struct define_id, syn::define_declaration> const define = "define";
x3::rule<struct document_id, syn::document_declaration> const document = "document";
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

// `dated by filing`: which day decides whether dated values hold.
template <typename Class>
auto axis(std::optional<syn::word> Class::*member) {
    return "dated"_kw >> need("`by`", "by"_kw) >>
           need("`filing` or `run`", choice({"filing", "run"})[once(member, "dated")]);
}

auto const list_def = need_name("a name for the list", name[set(&syn::list_declaration::name)]) >>
                      need(a_text, text[set(&syn::list_declaration::title)]) >> need("`{`", "{"_p) >>
                      *(("source"_kw >> need(a_text, text[push(&syn::list_declaration::sources)])) |
                        "open"_kw[flag(&syn::list_declaration::open)] | axis(&syn::list_declaration::axis) |
                        ("code"_kw >> code[push(&syn::list_declaration::codes)])) >>
                      close("`source`, `open`, `dated by`, `code`");

auto const report_def = need_name("a name for the report", name[set(&syn::report_declaration::name)]) >>
                        need(a_text, text[set(&syn::report_declaration::title)]) >> need("`{`", "{"_p) >>
                        *(("cites"_kw >> need(a_text, text[push(&syn::report_declaration::cites)])) |
                          ("header"_kw >> need_name(a_table, name[once(&syn::report_declaration::header, "header")])) |
                          "reference"_kw[flag(&syn::report_declaration::reference)]) >>
                        close("`cites`, `header`, `reference`");

auto const role_def = need("`party`, `year`, `version`, `date`, `series` or `result`",
                           choice({"party", "year", "version", "date", "series",
                                   "result"})[set(&syn::filing_role::role)]) >>
                      need_name("the name of a field", name[set(&syn::filing_role::field)]);

auto const set_presence = [](auto& context) {
    syn::field_declaration& f = x3::_val(context);
    syn::word const& word = x3::_attr(context);
    if (f.presence_written) report_twice(state_of(context), word.where, word.text);
    f.presence_written = true;
    f.presence = word.text == "required"      ? syn::presence::required
                 : word.text == "requested"   ? syn::presence::requested
                 : word.text == "conditional" ? syn::presence::conditional
                 : word.text == "platform"    ? syn::presence::platform
                                              : syn::presence::optional;
};

auto const field_def =
    need_name("a name for the field", name[set(&syn::field_declaration::name)]) >>
    need(a_text, text[set(&syn::field_declaration::label)]) >> need("`:`", ":"_p) >>
    need("a type", type[set(&syn::field_declaration::type)]) >>
    *(choice({"required", "optional", "platform"})[set_presence] |
      (choice({"conditional"})[set_presence] >> need("`when`", "when"_kw) >>
       need("a condition", expression[once(&syn::field_declaration::condition, "conditional")])) |
      (choice({"requested"})[set_presence] >>
       -("when"_kw >> need("a condition", expression[once(&syn::field_declaration::condition, "requested")]))) |
      ("serves"_kw >> need(a_requirement, id[push(&syn::field_declaration::serves)]) >>
       *(","_p >> need(a_requirement, id[push(&syn::field_declaration::serves)]))) |
      ("also"_kw >> need(a_text, text[push(&syn::field_declaration::also)])) |
      ("xml"_kw >> need_name("the name of an XML element", name[once(&syn::field_declaration::xml, "xml")])) |
      ("placeholder"_kw >> need(a_text, text[push(&syn::field_declaration::placeholders)])) |
      ("vocabulary"_kw >> need(a_text, text[push(&syn::field_declaration::vocabulary)]) >>
       *(","_p >> need(a_text, text[push(&syn::field_declaration::vocabulary)]))) |
      ("footnote"_kw >> need(a_text, text[once(&syn::field_declaration::footnote, "footnote")])));

auto const derived_def = need_name("a name for the value", name[set(&syn::derived_declaration::name)]) >>
                         -text[once(&syn::derived_declaration::label, "label")] >> need("`:`", ":"_p) >>
                         need("a type", type[set(&syn::derived_declaration::type)]) >> need("`=`", "="_p) >>
                         need("a value", expression[set(&syn::derived_declaration::value)]);

auto const reference_def = need_name("a name for the reference", name[set(&syn::reference_declaration::name)]) >>
                           need("`=`", "="_p) >>
                           need("`the row` or `some row`", lookup[set(&syn::reference_declaration::value)]);

auto const generated_value_def =
    ("with"_kw >> need_name("the name of a field", name[set(&syn::generated_clause::value::field)]) >>
     need("`=`", "="_p) >> need("a value", expression[set(&syn::generated_clause::value::is)])) |
    ("each"_kw[flag(&syn::generated_clause::value::each)] >>
     need_name("the name of a field", name[set(&syn::generated_clause::value::field)]) >> need("`in`", "in"_kw) >>
     need("a period", expression[set(&syn::generated_clause::value::is)]));

auto const generated_def =
    located(need("`from`", "from"_kw) >> need_name(a_table, name[set(&syn::generated_clause::source)]) >>
            -("when"_kw >> need("a condition", expression[once(&syn::generated_clause::when, "when")])) >>
            *generated_value[push(&syn::generated_clause::values)]);

auto const table_def =
    need_name("a name for the table", name[set(&syn::table_declaration::name)]) >>
    need(a_text, text[set(&syn::table_declaration::label)]) >> need("`{`", "{"_p) >>
    *(("in"_kw >> need_name("the name of a report", name[once(&syn::table_declaration::report, "in")])) |
      ("rows"_kw >> need_name("the name of an XML element", name[once(&syn::table_declaration::rows, "rows")])) |
      ("title"_kw >> need(a_text, text[once(&syn::table_declaration::title, "title")])) |
      ("sheet"_kw >> need(a_text, text[once(&syn::table_declaration::sheet, "sheet")])) |
      ("cites"_kw >> need(a_text, text[push(&syn::table_declaration::cites)])) |
      ("key"_kw >> names("the name of a field", push(&syn::table_declaration::key))) |
      "marked"_kw[flag(&syn::table_declaration::marked)] |
      ("shown"_kw >> need("`by`", "by"_kw) >>
       need_name("the name of a command", name[once(&syn::table_declaration::shown_by, "shown by")])) |
      ("generated"_kw >> generated[push(&syn::table_declaration::generated)]) |
      ("filing"_kw >> role[push(&syn::table_declaration::roles)]) |
      ("field"_kw >> field[push(&syn::table_declaration::members)]) |
      ("derived"_kw >> derived[push(&syn::table_declaration::members)]) |
      ("reference"_kw >> reference[push(&syn::table_declaration::members)])) >>
    close("a clause of the table");

auto const citation_def = need(a_text, text[set(&syn::requirement_declaration::citation::source)]) >>
                          need("`para`", "para"_kw) >>
                          need(a_text, text[set(&syn::requirement_declaration::citation::paragraph)]) >>
                          -("digest"_kw >>
                            need(a_text, text[once(&syn::requirement_declaration::citation::digest, "digest")]));

auto const part_def = need_name("a name for the part", name[set(&syn::part_declaration::name)]) >>
                      need(a_text, text[set(&syn::part_declaration::title)]) >> need("`{`", "{"_p) >>
                      *("cites"_kw >> need(a_text, text[push(&syn::part_declaration::cites)])) >> close("`cites`");

auto const instrument_def =
    need(a_text, text[set(&syn::instrument_declaration::name)]) >> need("`{`", "{"_p) >>
    *(("title"_kw >> need(a_text, text[once(&syn::instrument_declaration::title, "title")])) |
      ("file"_kw >> need(a_text, text[once(&syn::instrument_declaration::file, "file")])) |
      ("section"_kw >> need(a_text, text[once(&syn::instrument_declaration::section, "section")])) |
      ("adopted"_kw >> need(a_date, date[once(&syn::instrument_declaration::adopted, "adopted")]))) >>
    close("`title`, `file`, `section`, `adopted`");

auto const set_rule = push(&syn::disposition_clause::rules);
auto const set_words = once(&syn::disposition_clause::words, "text");
auto const set_disposition = set(&syn::disposition_clause::kind);
auto const rule_ids = need("`by`", "by"_kw) >> need(a_rule, id[set_rule]) >> *(","_p >> need(a_rule, id[set_rule]));

auto const disposition_def =
    (choice({"encoded"})[set_disposition] >> rule_ids) |
    (choice({"presence"})[set_disposition] >> rule_ids >> need("`question`", "question"_kw) >>
     need(a_text, text[set_words])) |
    (choice({"question", "definition", "secretariat", "pending"})[set_disposition] >> need(a_text, text[set_words])) |
    (choice({"open"})[set_disposition] >> need("`reading`", "reading"_kw) >> need(a_text, text[set_words]) >>
     -(&"by"_kw >> rule_ids));

auto const requirement_def =
    need("an id like `SUB-02`", id[set(&syn::requirement_declaration::id)]) >>
    need(a_text, text[set(&syn::requirement_declaration::paraphrase)]) >> need("`{`", "{"_p) >>
    *(("source"_kw >> citation[push(&syn::requirement_declaration::sources)]) |
      ("part"_kw >> need_name("the name of a part", name[once(&syn::requirement_declaration::part, "part")])) |
      disposition[push(&syn::requirement_declaration::dispositions)] |
      ("effective"_kw >> validity[set(&syn::requirement_declaration::valid)]) |
      ("in"_kw >> names("the name of a report", push(&syn::requirement_declaration::answered_in))) |
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
                       -axis(&syn::param_declaration::axis) >> *param_value[push(&syn::param_declaration::values)];

auto const move_def =
    located(need(a_text, text[set(&syn::lifecycle_move::name)]) >>
            *(("when"_kw >> need("a condition", expression[once(&syn::lifecycle_move::when, "when")])) |
              ("from"_kw >> names("the name of a state", push(&syn::lifecycle_move::from))) |
              ("to"_kw >> need_name("the name of a state", name[once(&syn::lifecycle_move::to, "to")])) |
              ("by"_kw >> need("`holder`", "holder"_kw[flag(&syn::lifecycle_move::by_holder)])) |
              ("passes"_kw >> need("`to`", "to"_kw) >>
               need("who holds it then", expression[once(&syn::lifecycle_move::passes_to, "passes to")])) |
              ("tells"_kw >> need(a_text, message[once(&syn::lifecycle_move::tells, "tells")]))));

auto const shown_def = need(a_text, text[set(&syn::shown_value::label)]) >> need("`=`", "="_p) >>
                       need("a value", expression[set(&syn::shown_value::value)]);

auto const sighting_def = need_name("a name for the row", name[set(&syn::lifecycle_sighting::variable)]) >>
                          need("`in`", "in"_kw) >> need_name(a_table, name[set(&syn::lifecycle_sighting::table)]) >>
                          need("`{`", "{"_p) >>
                          *(("serials"_kw >>
                             need("a block", expression[once(&syn::lifecycle_sighting::serials, "serials")])) |
                            ("on"_kw >> need("a day", expression[once(&syn::lifecycle_sighting::on, "on")])) |
                            ("by"_kw >> need("who saw it", expression[once(&syn::lifecycle_sighting::by, "by")])) |
                            ("tells"_kw >> need(a_text, message[once(&syn::lifecycle_sighting::tells, "tells")])) |
                            ("show"_kw >> shown[push(&syn::lifecycle_sighting::shown)])) >>
                          close("`serials`, `on`, `by`, `tells`, `show`");

auto const push_order = push(&syn::lifecycle_declaration::order);

auto const lifecycle_def =
    need_name("a name for the life cycle", name[set(&syn::lifecycle_declaration::name)]) >>
    need(a_text, text[set(&syn::lifecycle_declaration::title)]) >> need("`{`", "{"_p) >>
    *(("of"_kw >> need_name("a name for the row", name[once(&syn::lifecycle_declaration::variable, "of")]) >>
       need("`in`", "in"_kw) >> need_name(a_table, name[once(&syn::lifecycle_declaration::table, "of")])) |
      ("serials"_kw >> need("a block", expression[once(&syn::lifecycle_declaration::serials, "serials")])) |
      ("when"_kw >> need("a condition", expression[once(&syn::lifecycle_declaration::when, "when")])) |
      ("known"_kw >> need("`when`", "when"_kw) >>
       need("a condition", expression[once(&syn::lifecycle_declaration::known_when, "known when")]) >>
       -("otherwise"_kw >> need(a_text, message[once(&syn::lifecycle_declaration::known_otherwise, "otherwise")]))) |
      ("ordered"_kw >> need("`by`", "by"_kw) >> need("a value", expression[push_order]) >>
       *(","_p >> need("a value", expression[push_order]))) |
      ("actor"_kw >> need("who acts", expression[once(&syn::lifecycle_declaration::actor, "actor")])) |
      ("state"_kw >> need_name("the name of a state", name[push(&syn::lifecycle_declaration::states)])) |
      ("move"_kw >> move[push(&syn::lifecycle_declaration::moves)]) |
      ("show"_kw >> shown[push(&syn::lifecycle_declaration::shown)]) |
      ("seen"_kw >> sighting[push(&syn::lifecycle_declaration::sightings)])) >>
    close("a clause of the life cycle");

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

auto const document_def =
    need_name("a name for the document", name[set(&syn::document_declaration::name)]) >> need("`(`", "("_p) >>
    (")"_p | (need_name("a parameter or `)`", parameter[push(&syn::document_declaration::parameters)]) >>
              *(","_p >> need_name("a parameter", parameter[push(&syn::document_declaration::parameters)])) >>
              need("`,` or `)`", ")"_p))) >>
    -("each"_kw >> need_name("a name", name[once(&syn::document_declaration::variable, "each")]) >>
      need("`in`", "in"_kw) >>
      need("a period or a list", expression[once(&syn::document_declaration::each, "each")])) >>
    -("when"_kw >> need("a condition", expression[once(&syn::document_declaration::when, "when")])) >>
    need("`message`", "message"_kw) >> need(a_text, message[set(&syn::document_declaration::text)]);

BOOST_SPIRIT_DEFINE(header, unit_declaration, code, list, report, role, field, derived, reference, generated_value,
                    generated, table, citation, part, instrument, disposition, requirement, param_value, param, move,
                    lifecycle, shown, sighting, parameter, define, document)

// Rules

x3::rule<struct row_scope_id, syn::row_scope> const row_scope = "row scope";
x3::rule<struct field_scope_id, syn::field_scope> const field_scope = "field scope";
x3::rule<struct reader_scope_id, syn::reader_scope> const reader_scope = "reader scope";
x3::rule<struct effective_id, syn::effective_clause> const effective = "effective";
x3::rule<struct place_id, syn::place> const place = "place";
x3::rule<struct missing_id, syn::need> const missing = "need";
x3::rule<struct balance_of_id, syn::balance_of> const balance_of = "balance";
x3::rule<struct norm_id, syn::norm> const norm = "norm";
x3::rule<struct let_id, syn::let_clause> const let = "let";
x3::rule<struct rule_id, syn::rule_declaration> const rule = "rule";

auto const presence_word = choice({"required", "conditional", "optional", "platform", "requested"});
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

auto set_provided(bool presupposing) {
    return [presupposing](auto& context) {
        auto& clause = x3::_val(context);
        auto& value = x3::_attr(context).tree;
        if (clause.provided) report_twice(state_of(context), value.where, presupposing ? "presupposing" : "provided");
        clause.provided = std::move(value);
        clause.presupposing = presupposing;
        clause.otherwise.clear();
    };
}

constexpr std::string_view a_need = "a text or a document";

auto const missing_def = message[set(&syn::need::text)] | expression[set(&syn::need::document)];

auto const otherwise = need("`otherwise`", "otherwise"_kw) >> need(a_need, missing[push(&syn::norm::otherwise)]) >>
                       *(","_p >> need(a_need, missing[push(&syn::norm::otherwise)]));

auto const balance_of_def = expression[set(&syn::balance_of::party)] >>
                            -("for"_kw >> need("a year", expression[set(&syn::balance_of::year)]));

auto const norm_def =
    located((("require"_kw | "forbid"_kw[flag(&syn::norm::forbid)]) >>
                 need("a condition", expression[set(&syn::norm::condition)]) |
             "inform"_kw[flag(&syn::norm::inform)]) >>
            *(("provided"_kw >> need("a condition", expression[set_provided(false)]) >> otherwise) |
              ("presupposing"_kw >> need("a condition", expression[set_provided(true)]) >> otherwise) |
              ("at"_kw >> places(push(&syn::norm::at))) | ("counterpart"_kw >> places(push(&syn::norm::counterpart))) |
              ("evidence"_kw >> places(push(&syn::norm::evidence))) |
              ("quantity"_kw >> need("a value", expression[once(&syn::norm::quantity, "quantity")])) |
              ("serials"_kw >> need("a value", expression[once(&syn::norm::serials, "serials")])) |
              ("affects"_kw >> need("`balance`", "balance"_kw[flag(&syn::norm::affects_balance)]) >>
               -("of"_kw >> need("a Party", balance_of[push(&syn::norm::balances)]) >>
                 *(","_p >> need("a Party", balance_of[push(&syn::norm::balances)]))) >>
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
    *(("implements"_kw >> need(a_requirement, id[push(&syn::rule_declaration::implements)]) >>
       *(","_p >> need(a_requirement, id[push(&syn::rule_declaration::implements)]))) |
      ("effective"_kw >> effective[push(&syn::rule_declaration::effective)]) |
      ("after"_kw >> need(a_rule, id[push(&syn::rule_declaration::after)]) >>
       *(","_p >> need(a_rule, id[push(&syn::rule_declaration::after)]))) |
      ("for"_kw >> need("`each`", "each"_kw) >>
       ((field_scope_ahead >> field_scope[set_scope]) | row_scope[set_scope])) |
      reader_scope[set_scope] | ("when"_kw >> need("a condition", expression[push(&syn::rule_declaration::when)])) |
      ("let"_kw >> let[push(&syn::rule_declaration::lets)]) | norm[push(&syn::rule_declaration::norms)] |
      ("severity"_kw >>
       need("`error`, `warning` or `query`",
            choice({"error", "warning", "query"})[once(&syn::rule_declaration::severity, "severity")])) |
      ("eased"_kw >> need("`to`", "to"_kw) >>
       need("`warning` or `query`", choice({"warning", "query"})[once(&syn::rule_declaration::eased_to, "eased")]) >>
       need("`when`", "when"_kw) >> need("a condition", expression[set(&syn::rule_declaration::eased_when)])) |
      ("class"_kw >> need(a_class, class_word[once(&syn::rule_declaration::finding_class, "class")])) |
      ("note"_kw >> need(a_text, text[push(&syn::rule_declaration::notes)])) |
      ("message"_kw >> need(a_text, message[once(&syn::rule_declaration::message, "message")])) |
      ("remedy"_kw >> need(a_text, text[once(&syn::rule_declaration::remedy, "remedy")])) |
      "notation"_kw[flag(&syn::rule_declaration::notation)]) >>
    close("a clause of the rule");

BOOST_SPIRIT_DEFINE(row_scope, field_scope, reader_scope, effective, place, missing, balance_of, norm, let, rule)

// Entry points

template <typename Rule, typename Value>
bool run(Rule const& rule, state& s, iterator& first, iterator last, Value& value) {
    return x3::parse(first, last, x3::with<state_tag>(std::ref(s))[rule], value);
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
            case declaration_kind::part: return declaration<syn::part_declaration>(part, s, first, last);
            case declaration_kind::instrument:
                return declaration<syn::instrument_declaration>(instrument, s, first, last);
            case declaration_kind::requirement:
                return declaration<syn::requirement_declaration>(requirement, s, first, last);
            case declaration_kind::param: return declaration<syn::param_declaration>(param, s, first, last);
            case declaration_kind::lifecycle: return declaration<syn::lifecycle_declaration>(lifecycle, s, first, last);
            case declaration_kind::define: return declaration<syn::define_declaration>(define, s, first, last);
            case declaration_kind::document: return declaration<syn::document_declaration>(document, s, first, last);
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

outcome<syn::message> parse_message(input const& in) {
    return guarded<syn::message>(in, [](state& s, iterator& first, iterator last) {
        syn::message value;
        if (!match_message(first, last, s, parse_hole, value))
            throw s.fail("R101", s.to_span(first, first), "expected " + std::string(a_text));
        return value;
    });
}

}  // namespace a6::dsl::grammar
