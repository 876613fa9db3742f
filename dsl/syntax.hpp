#pragma once
// The syntax tree of a rulebook file: what was written, with places, before any name is resolved.
// It is plain data, free of the parser library, so that the parser can be replaced.
// The grammar stands in dsl/LANGUAGE.md; the names of the nodes are the grammar's.

#include "dsl/rare.hpp"
#include "dsl/source.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace a6::dsl::syntax {

// A word with its place: a name, an id, a keyword that was chosen among several.
struct word {
    std::string text;
    span where;
};

// One text literal, escapes resolved and adjacent literals joined. `parts` are the literals as they were split, so
// that the formatter keeps the author's lines.
struct text {
    std::vector<std::string> parts;
    span where;
    // In the language that people read, where that is not the rulebook's own. No part of the tree.
    std::optional<std::string> shown = {};

    std::string joined() const;
    std::string for_people() const { return shown ? *shown : joined(); }
};

enum class source_scope : std::uint8_t { this_filing, this_party, all_filings, all_versions };

struct source {
    word table;
    source_scope scope = source_scope::this_filing;
};

// Rows by a name: `a in Actions of this filing`.
struct named_source {
    word variable;
    source from;
};

enum class expression_kind : std::uint8_t {
    name,           // text
    text,           // text (value, escapes resolved)
    number,         // text (digits as written, without `_`), unit in `unit`
    date,           // text (yyyy-mm-dd as written)
    truth,          // text: "true" or "false"
    member,         // children[0] . text
    call,           // text ( children... )
    negate,         // - children[0]
    not_,           // not children[0]
    and_,           // children joined by `and` (two or more, flat)
    or_,            // children joined by `or` (two or more, flat)
    implies,        // children[0] implies children[1]
    compare,        // children[0] text children[1]; text: = != < <= > >= in "not in" overlaps within matches
    arithmetic,     // children[0] text children[1]; text: + - * /   (left-associative, nested)
    set_operation,  // children[0] text children[1]; text: union without intersect (left-associative, nested)
    conditional,    // if children[0] then children[1] else children[2]
    range,          // [ children[0] .. children[1] ]
    set,            // { children... }
    quantifier,     // text: every exists no; rows; children[0] = where (if has_where), last = satisfies (every)
    aggregate,      // text: count sum min max blocks distinct; rows; children: [value if has_value] [where if
                    // has_where]
};

struct expression {
    expression_kind kind = expression_kind::name;
    span where;  // the whole expression, without blanks around it
    std::string text;
    rare<word> unit;          // number only
    rare<named_source> rows;  // quantifier, aggregate
    bool has_where = false;
    bool has_value = false;
    std::vector<expression> children;
};

// A message: literal pieces and holes in turn.
struct message_piece {
    std::string literal;  // used when `hole` is empty
    std::optional<expression> hole;
    std::size_t place = 0;  // in `shown`: which of the holes of `pieces` it is
};
struct message {
    syntax::text whole;  // as written, for the formatter
    std::vector<message_piece> pieces;
    std::vector<message_piece> shown;  // as text::shown; empty: as written
};

struct refinement {
    word which;  // preferring, highest, lowest
    expression by;
};

struct lookup {
    word which;  // the, some
    word variable;
    source from;
    expression where;
    std::vector<refinement> refinements;
    std::optional<syntax::message> otherwise;  // else "..."
    span at;
};

struct type_name {
    span where;
    bool list_of = false;
    std::string kind;  // boolean integer decimal text code date year version period timeframe itmo block blocks row
    word argument;     // unit, list or table; text empty if none
};

struct dated {
    std::optional<word> from;
    std::optional<word> until;
};

struct unit_declaration {
    word name;
    text label;
    std::optional<word> factor;  // digits
    word base;                   // empty if a base unit
};

struct code_item {
    text value;
    std::vector<text> named;  // accepted names, no remark
    std::vector<text> also;   // known variants, remarked
    dated valid;
};
struct list_declaration {
    word name;
    text title;
    std::vector<text> sources;
    bool open = false;
    std::optional<word> axis;  // run filing
    std::vector<code_item> codes;
};

struct report_declaration {
    word name;
    text title;
    std::vector<text> cites;
    std::optional<word> header;
    bool reference = false;
    std::optional<std::string> shown_name = {};  // as text::shown
};

enum class presence : std::uint8_t { optional, required, conditional, platform, requested };

struct field_declaration {
    word name;
    text label;
    type_name type;
    syntax::presence presence = presence::optional;
    bool presence_written = false;
    std::optional<expression> condition;
    std::vector<text> also;
    std::optional<word> xml;
    std::vector<text> placeholders;
    std::vector<text> vocabulary;
    std::optional<text> footnote;
    std::vector<word> serves;
};
struct derived_declaration {
    word name;
    std::optional<text> label;
    type_name type;
    expression value;
};
struct reference_declaration {
    word name;
    lookup value;
};
struct filing_role {
    word role;  // party year version date series result
    word field;
};
struct generated_clause {
    word source;
    std::optional<expression> when;
    struct value {
        word field;
        expression is;
        bool each = false;  // every year of a period
    };
    std::vector<value> values;
    span where;
};
struct table_declaration {
    word name;
    text label;
    std::optional<word> report;
    std::optional<word> rows;
    std::optional<text> title;
    std::optional<text> sheet;
    std::vector<text> cites;
    std::vector<word> key;
    bool marked = false;
    std::optional<word> shown_by;  // account, ledger
    std::vector<generated_clause> generated;
    std::vector<filing_role> roles;
    std::vector<std::variant<field_declaration, derived_declaration, reference_declaration>> members;
};

struct part_declaration {
    word name;
    text title;
    std::vector<text> cites;
};

struct instrument_declaration {
    text name;
    std::optional<text> title;
    std::optional<text> file;
    std::optional<text> section;
    std::optional<word> adopted;
};

// What becomes of a requirement.
struct disposition_clause {
    word kind;                // encoded presence question definition secretariat pending open
    std::vector<word> rules;  // encoded, presence, open
    std::optional<text> words;
};

struct requirement_declaration {
    word id;
    text paraphrase;
    struct citation {
        text source;
        text paragraph;
        std::optional<text> digest;
    };
    std::vector<citation> sources;
    std::optional<word> part;
    std::vector<word> answered_in;
    std::vector<word> binds;
    std::optional<word> strength;
    std::optional<word> testable;
    std::optional<text> testable_note;
    std::vector<disposition_clause> dispositions;
    dated valid;
    std::vector<text> notes;
};

struct param_declaration {
    word name;
    type_name type;
    std::optional<word> axis;  // run filing
    struct value {
        expression is;
        dated valid;
    };
    std::vector<value> values;
};

// What can happen to serials, one event after the other.
struct lifecycle_move {
    text name;
    std::optional<expression> when;
    std::vector<word> from;
    std::optional<word> to;
    bool by_holder = false;
    std::optional<expression> passes_to;
    std::optional<message> tells;
    span where;
};
struct shown_value {
    text label;
    expression value;
};
// Rows of another table that see the serials somewhere on a day.
struct lifecycle_sighting {
    word variable;
    word table;
    std::optional<expression> serials;
    std::optional<expression> on;
    std::optional<expression> by;
    std::optional<message> tells;
    std::vector<shown_value> shown;
};
struct lifecycle_declaration {
    word name;
    text title;
    std::optional<word> variable;
    std::optional<word> table;
    std::optional<expression> serials;
    std::optional<expression> when;
    std::optional<expression> known_when;
    std::optional<message> known_otherwise;
    std::vector<expression> order;
    std::optional<expression> actor;
    std::vector<word> states;
    std::vector<std::string> shown_states;  // as text::shown; empty, or parallel
    std::vector<lifecycle_move> moves;
    std::vector<shown_value> shown;
    std::vector<lifecycle_sighting> sightings;
};

struct define_declaration {
    word name;
    struct parameter {
        word name;
        type_name type;
    };
    std::vector<parameter> parameters;
    type_name type;
    expression value;
};

// A kind of document that may be missing, one for each year of a period or item of a list where it names one.
struct document_declaration {
    word name;
    std::vector<define_declaration::parameter> parameters;
    std::optional<word> variable;
    std::optional<expression> each;  // a period or a list
    std::optional<expression> when;  // it is missing
    message text;
};

struct row_scope {
    word variable;
    std::vector<word> tables;
};
struct field_scope {
    word variable;
    std::optional<word> presence;  // required conditional optional platform requested
    std::optional<word> type;      // a type word
    std::vector<word> tables;      // empty: every table
};
struct reader_scope {
    span where;
};

struct place {
    word variable;
    std::vector<word> path;
};

// What is missing, in words or as a declared document.
struct need {
    std::optional<syntax::message> text;
    std::optional<expression> document;  // a call
};

// Whose emissions balance, and of which year.
struct balance_of {
    expression party;
    std::optional<expression> year;
};

struct norm {
    bool forbid = false;
    bool inform = false;  // no condition
    expression condition;
    std::optional<expression> provided;
    bool presupposing = false;  // `provided` was written as `presupposing`
    std::vector<need> otherwise;
    std::vector<place> at;
    std::vector<place> counterpart;
    std::vector<place> evidence;
    std::optional<expression> quantity;
    std::optional<expression> serials;
    bool affects_balance = false;
    std::vector<balance_of> balances;
    std::optional<expression> affects_balance_when;
    std::optional<word> finding_class;
    std::optional<syntax::message> message;
    std::optional<text> remedy;
    span where;
};

struct let_clause {
    word name;
    std::variant<expression, lookup> value;
};

struct effective_clause {
    std::optional<expression> on;
    dated valid;
    span where;
};

struct rule_declaration {
    word id;
    text title;
    std::vector<word> implements;
    std::vector<effective_clause> effective;
    std::vector<word> after;
    std::optional<std::variant<row_scope, field_scope, reader_scope>> scope;
    std::vector<expression> when;
    std::vector<let_clause> lets;
    std::vector<norm> norms;
    // `by reader` rules have no norm; their message, remedy stand on the rule.
    std::optional<syntax::message> message;
    std::optional<text> remedy;
    std::optional<word> severity;
    std::optional<word> eased_to;
    std::optional<expression> eased_when;
    std::optional<word> finding_class;
    std::vector<text> notes;
    bool notation = false;
};

struct header {
    text name;
    text version;
    word law_as_of;
};

using declaration_value =
    std::variant<unit_declaration, list_declaration, report_declaration, table_declaration, part_declaration,
                 instrument_declaration, requirement_declaration, param_declaration, lifecycle_declaration,
                 define_declaration, document_declaration, rule_declaration>;
struct declaration {
    declaration_value value;
    span where;
};

struct file {
    file_index index = 0;
    std::optional<syntax::header> header;
    std::vector<declaration> declarations;
};

}  // namespace a6::dsl::syntax
