#pragma once
// What a rulebook means: one typed plan, apart from how it is executed. Every evaluator (columns, row by row, a
// database) reads this and nothing else. Nodes are kept in one pool, children before parents; equal expressions are one
// node.

#include "dsl/functions.hpp"
#include "dsl/model.hpp"
#include "dsl/source.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace a6::dsl {

using node_id = std::uint32_t;
inline constexpr node_id no_node = 0xffffffff;

enum class op : std::uint8_t {
    constant,      // payload: index in plan::constants
    parameter,     // payload: index in plan::parameters
    variable,      // payload: slot; the row bound there
    field,         // child 0: row; payload: field index in the row's table
    derived,       // child 0: row; payload: index in plan::derived
    reference,     // child 0: row; payload: index in plan::references; a row
    header,        // child 0: row; the header row of its filing
    present,       // child 0
    readable,      // child 0: field
    canonical,     // child 0: field
    confidential,  // child 0: field; the Party marked what is written there as confidential
    flagged,       // child 0: row; another rule found an error there that affects the balance
    raw,           // child 0: field; text as written
    found,         // child 0: row
    known,         // child 0
    not_,          // child 0
    and_,          // children
    or_,           // children
    equal,         // child 0, child 1
    less,          // child 0 < child 1
    less_equal,    // child 0 <= child 1
    in_set,        // child 0 is one of children 1..
    in_list,       // child 0 is an item of the list child 1
    in_period,     // child 0 (date or year) shares a day with the period child 1
    matches,       // child 0: text; payload: index in plan::patterns; the whole text matches
    overlaps,      // child 0, child 1: block, blocks or period
    within,        // child 0 inside child 1
    add,           // child 0 + child 1
    subtract,
    multiply,
    negate,
    divide_round,  // child 0 / child 1; payload: digits * 4 + rounding mode
    round,         // child 0; payload as above
    unite,         // sets of serials
    without,
    intersect,
    conditional,  // if child 0 then child 1 else child 2
    make_period,  // [child 0 .. child 1], both date or both year
    call,         // payload: function; children: arguments
    query,        // payload: index in plan::queries
    counted,      // the year or item that a need is told for
    life,         // child 0: row; payload: index in plan::lifecycles * life_parts + part
};

// What an event of a life cycle says of its serials; from life_parts::state on, the serials that were in that state
// just before it.
namespace life_part {
inline constexpr std::uint32_t refused = 0;    // blocks: no move allowed what happened to them
inline constexpr std::uint32_t elsewhere = 1;  // blocks: the move was allowed, but another than the actor held them
inline constexpr std::uint32_t unknown = 2;    // blocks: what happened to them before is not known
inline constexpr std::uint32_t earlier = 3;  // row: the last event before, on what is refused or elsewhere, else on any
inline constexpr std::uint32_t state = 4;
inline constexpr std::uint32_t count = 64;
}  // namespace life_part

struct node {
    op code = op::constant;
    dsl::type type;
    std::uint32_t payload = 0;
    std::uint32_t first_child = 0;  // in plan::children
    std::uint32_t child_count = 0;
    std::uint64_t free_slots = 0;  // bit s: depends on the row bound to slot s
    location at;
};

// A literal of a rule. Texts and codes: `text`. Integers, years, dates (days), booleans, versions: `integer`. Decimals:
// `number`.
struct constant {
    dsl::type type;
    std::string text;
    std::int64_t integer = 0;
    decimal number{};
};

struct parameter {
    std::string name;
    dsl::type type;
    dsl::axis axis = dsl::axis::run;
    struct dated_value {
        node_id value;
        std::optional<date> from;
        std::optional<date> until;
    };
    std::vector<dated_value> values;  // the one whose dates hold the day on the axis; a param dated by the filing has
                                      // slot 0 as its free slot
};

enum class query_kind : std::uint8_t { exists, every, count, sum, min, max, blocks, distinct, the_row, some_row };
// all_versions: also filings that a later version replaces.
enum class query_scope : std::uint8_t { this_filing, this_party, all_filings, all_versions };
constexpr bool reaches_everywhere(query_scope s) { return s >= query_scope::all_filings; }

// inner depends only on the query's own row, outer not at all on it.
struct key_pair {
    node_id inner;
    node_id outer;
};

enum class refinement_kind : std::uint8_t { preferring, highest, lowest };

struct message_piece {
    std::string literal;
    node_id hole = no_node;
    std::size_t place = 0;  // of the hole among the holes of the text as it is written; a translation may move it
};
using message_template = std::vector<message_piece>;

// Rows of `table` within `scope` for which every key pair is equal, the overlap pair overlaps, and `residual` holds.
// A row whose inner key is unknown is a candidate whose `where` is at most undecided; if an outer key is unknown the
// whole query is undecided.
// every: `body` must hold. sum, min, max, blocks, distinct: `body` is the value. count, exists: no body.
// the_row: of the candidates, refinements keep in turn those that are preferred, or highest, or lowest (an unknown
// value counts as not preferred, and never as highest or lowest unless all are unknown); reading a field of what is
// left gives the common value, or undecided if they disagree. Rows whose `where` is undecided are passed over if
// another row matches; if none matches and some are undecided, so is the lookup. some_row: the first candidate in the
// order (block first serial, then row) for overlap joins, else row order.
struct query {
    query_kind kind = query_kind::exists;
    query_scope scope = query_scope::this_filing;
    std::uint16_t table = no_index;
    std::uint16_t slot = 0;
    std::vector<key_pair> keys;
    std::optional<key_pair> overlap;
    node_id residual = no_node;
    node_id body = no_node;
    std::vector<std::pair<refinement_kind, node_id>> refinements;
    message_template otherwise;  // the_row, some_row: what is missing when nothing is found
    std::uint64_t free_slots = 0;
    location at;
};

// Computed once per row of `table`; the row is slot 0.
struct derived_value {
    std::uint16_t table = no_index;
    std::string name;
    std::string label;  // what people see, where the value is shown to them; empty: it is not
    dsl::type type;
    node_id value = no_node;
};
struct reference {
    std::uint16_t table = no_index;
    std::string name;
    std::uint16_t target = no_index;
    node_id value = no_node;  // a query of kind the_row or some_row
};

enum class rule_severity : std::uint8_t { error, warning, query };
enum class rule_class : std::uint8_t { omission, mismatch, contradiction, format };

// A row, or one field of it.
struct place {
    node_id row = no_node;
    std::uint16_t field = no_index;
};

// What is missing where a norm is undecided for want of evidence: one text, or one for each (op::counted) year of a
// period or item of a list; only where `when` is not false. All of them are needed.
struct need {
    message_template text;
    node_id each = no_node;
    node_id when = no_node;
};

// informs: there is nothing to breach; what the message says is told wherever the rule applies.
// presupposes: `provided` must hold even where the condition does; else only where the condition fails.
struct norm {
    bool informs = false;
    node_id condition = no_node;
    node_id provided = no_node;
    bool presupposes = false;
    std::vector<need> otherwise;
    std::vector<place> at;
    std::vector<place> counterpart;
    std::vector<place> evidence;
    node_id quantity = no_node;
    node_id serials = no_node;
    bool affects_balance = false;
    struct balance {
        node_id party = no_node;
        node_id year = no_node;
    };
    std::vector<balance> balances;  // none: of the first transferring Party of `serials`, for their vintage
    node_id affects_balance_when = no_node;
    rule_class classification = rule_class::mismatch;
    message_template message;
    std::string remedy;
    location where;
};

// A rule over one table; rules over several tables or over fields have one instance for each. The row is slot 0.
struct rule_instance {
    std::uint16_t table = no_index;
    std::uint16_t field = no_index;       // rules over fields
    std::vector<std::string> implements;  // requirement ids: of the field it is about, else those of the rule
    std::vector<node_id> when;
    std::vector<dsl::norm> norms;
    node_id eased_when = no_node;  // the finding then has rule::eased_to as its severity
};

struct rule {
    std::string id;
    std::string title;
    std::vector<std::string> implements;  // requirement ids, of all instances
    std::vector<std::uint32_t>
        after;  // indexes in rulebook::rules, all lower than this rule's place in evaluation order
    std::vector<rule_instance> instances;
    bool by_reader = false;
    message_template reader_message;  // holes: literal pieces "{found}", "{expected}", "{value}"
    std::string remedy;
    rule_severity severity = rule_severity::error;
    rule_severity eased_to = rule_severity::error;
    bool last = false;  // asks what other rules found: judged behind them
    rule_class classification = rule_class::mismatch;
    bool notation = false;
    std::vector<std::string> notes;
    location at;
    span text;  // the declaration, for `rules show`
};

// One of the systems that the law asks for; every requirement belongs to one.
struct part {
    std::string name;  // robust_accounting
    std::string title;
    std::vector<std::string> cites;
    location at;
};

// A decision or treaty, or an annex of one. `file` names its text in a collection of official texts (empty: not in the
// collection), `section` the heading there under which its paragraphs stand (empty: from the beginning).
struct instrument {
    std::string name;  // "2/CMA.3, annex", as requirements cite it
    std::string title;
    std::string file;
    std::string section;
    std::optional<date> adopted;
    location at;
};

// What becomes of a requirement. encoded: rules decide it. presence: rules see that something is said, a person judges
// what. question: a person only. definition, secretariat: it binds no Party, with the reason. pending: not yet in
// force. open_reading: the text can be read in more than one way; rules that serve it raise queries.
enum class disposition : std::uint8_t { encoded, presence, question, definition, secretariat, pending, open_reading };
char const* word_of(disposition d);

struct requirement {
    std::string id;
    std::string paraphrase;
    struct citation {
        std::string source;  // name of an instrument
        std::string paragraph;
        std::string digest;  // first 16 hex digits of the SHA-256 of the official words; empty: not recorded
    };
    std::vector<citation> sources;
    std::vector<std::uint16_t> answered_in;  // reports that answer its question beside those that have a field for it
    std::vector<std::string> binds;
    std::string strength;  // shall, should, may
    std::string testable;  // full, presence, judgement, context, secretariat
    std::string testable_note;
    std::string part;
    dsl::disposition disposition = dsl::disposition::encoded;
    std::vector<std::string> rules;  // encoded, presence, open_reading: the rules that serve it, in natural order
    std::string question;            // presence, question: what a reviewer is asked
    std::string reason;              // definition, secretariat, pending, open_reading
    std::optional<date> from;        // in force; from: else the day its instrument was adopted
    std::optional<date> until;
    std::vector<std::string> notes;
    location at;
};

// The life of serials: the rows of `table` for which `when` holds are events on `serials`, taken in `order`. A serial
// begins in state 0 where `known_when` holds for the event that first speaks of it, else nothing is known of it. An
// event is the first move whose `when` holds; it takes its serials from one of the states in `from` to the state `to`,
// if the actor holds them where `by_holder` asks for it, and passes them on. Among events of one value of the first key
// of the order, any that is allowed may come first. What is refused in a state that no move leads out of stays there;
// else it moves on, so that one wrong event is not told with every later one.
struct lifecycle {
    std::string name;
    std::string title;
    std::uint16_t table = no_index;
    node_id serials = no_node;
    node_id when = no_node;
    node_id known_when = no_node;
    std::vector<node_id> order;
    message_template known_otherwise;  // what is missing where `known_when` does not hold
    node_id actor = no_node;
    std::vector<std::string> states;
    std::vector<std::string> state_words;  // parallel, for people
    struct move {
        std::string name;
        node_id when = no_node;
        std::uint64_t from = 0;  // bit s: state s
        std::uint16_t to = 0;
        bool by_holder = false;
        node_id passes_to = no_node;  // no_node: who held it still does
        message_template tells;       // what happened, in a sentence's middle; may be empty
    };
    std::vector<move> moves;
    // What is shown of an event, beside what makes it one.
    struct shown_value {
        std::string name;   // the label as it is written, in every language
        std::string label;  // for people
        node_id value = no_node;
    };
    std::vector<shown_value> shown;
    // Rows of another table that see serials with somebody on a day; the row is slot 0. They move nothing.
    struct sighting {
        std::uint16_t table = no_index;
        node_id serials = no_node;
        node_id on = no_node;
        node_id by = no_node;
        message_template tells;
        std::vector<shown_value> shown;
    };
    std::vector<sighting> sightings;
    location at;

    // No move leads out of it.
    bool terminal(std::size_t state_index) const;
};
// Every expression the life cycle is made of; no_node among them.
std::vector<node_id> nodes_of(lifecycle const& l);

// Rows that are made, not filed: for each row of `source` (slot 0) that `when` holds for, one row for each combination
// of its values, each combination once per Party. A value of an `each` is every year of a period.
struct generated_rows {
    std::uint16_t table = no_index;
    std::uint16_t source = no_index;
    node_id when = no_node;
    struct value {
        std::uint16_t field = no_index;
        node_id is = no_node;  // each: a period
        bool each = false;
    };
    std::vector<value> values;
};

// When a conditional field of a row is called for; the row is at slot 0.
struct field_condition {
    std::uint16_t table = no_index;
    std::uint16_t field = no_index;
    node_id value = no_node;
};

struct plan {
    std::vector<generated_rows> generated;  // in order of declaration
    std::vector<node> nodes;
    std::vector<node_id> children;
    std::vector<constant> constants;
    std::vector<dsl::parameter> parameters;
    std::vector<std::string> patterns;  // RE2, anchored at both ends by the evaluator
    std::vector<query> queries;
    std::vector<derived_value> derived;  // in an order in which each needs only earlier ones and fields
    std::vector<dsl::reference> references;
    std::vector<lifecycle> lifecycles;
    std::vector<field_condition> conditions;
    // Order in which derived values (false) and references (true) must be computed.
    std::vector<std::pair<bool, std::uint32_t>> computation_order;

    node_id child(node_id n, std::uint32_t i) const { return children[nodes[n].first_child + i]; }
};

// A document that may be missing, as it is called by itself: that of a Party for a year.
struct document_name {
    std::string name;  // annual_information
    struct piece {
        std::string literal;
        enum class hole : std::uint8_t { none, party, year } of = hole::none;
    };
    std::vector<piece> words;

    std::string of(std::string const& party, std::string const& year) const;
};

struct rulebook {
    std::string name;
    std::string version;
    std::optional<date> law_as_of;
    std::vector<source_file> files;
    std::vector<source_file> facts;  // filings of facts that come with the rulebook, by name
    data_model model;
    dsl::plan plan;
    std::vector<dsl::part> parts;
    std::vector<instrument> instruments;
    std::vector<requirement> requirements;
    std::vector<document_name> documents;         // those that are told by a Party and a year alone
    std::vector<rule> rules;                      // sorted by id in natural order (SUB-2 before SUB-10)
    std::vector<std::uint32_t> evaluation_order;  // indexes in rules, respecting `after`

    instrument const* find_instrument(std::string_view name) const;
    document_name const* find_document(std::string_view name) const;
    rule const* find_rule(std::string_view id) const;
    requirement const* find_requirement(std::string_view id) const;
};

}  // namespace a6::dsl
