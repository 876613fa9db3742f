#pragma once
// What a run found, as plain data. Writers turn it into text, JSON and other formats; they know nothing of rules' inner
// form, of files or of the checker. Every list is already in its final order; the same data give the same bytes.

#include "reports/language.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace a6::reports {

struct review_data;  // reports/review.hpp

enum class severity : std::uint8_t { error, warning, query };
enum class finding_class : std::uint8_t { omission, mismatch, contradiction, format };
enum class location_role : std::uint8_t { subject, counterpart, evidence };

// One line of the input around a location, for excerpts. XML and CSV only.
struct excerpt_line {
    std::uint32_t number = 0;
    std::string text;  // without line end; long lines are cut around the value and then `cut` is true
    bool cut = false;
    std::uint32_t mark_begin = 0;   // column in `text` from 1 where the value starts; 0: no mark on this line
    std::uint32_t mark_length = 0;  // in code points
};

struct location {
    location_role role = location_role::subject;
    std::string filing;                // id of the filing
    std::string file;                  // shown name of its file
    std::string party;                 // of the filing; may be empty
    std::string table;                 // Actions; empty for the filing as a whole
    std::uint32_t row = 0;             // data rows from 1; 0: none
    std::string field;                 // technical name; empty: the whole row
    std::string label;                 // the field's label for people
    std::optional<std::string> value;  // as written; absent when nothing is there or it is confidential
    bool confidential = false;         // the Party marked the value as confidential: it is not shown anywhere
    std::string sheet;                 // workbooks
    std::string cell;                  // workbooks: E9
    std::uint32_t line = 0;            // XML and CSV
    std::uint32_t column = 0;          // XML and CSV
    std::vector<excerpt_line> excerpt;
};

struct quantity {
    std::string value;          // exact digits
    std::string unit;           // name as in the rulebook: tCO2e
    std::string label;          // for people: t CO2 eq
    bool confidential = false;  // it follows from something confidential: `value` is not shown
};

// An emissions balance that a finding touches.
struct balance_effect {
    std::string party;
    std::vector<std::string> years;  // of the vintage or of the use, as the rule has it; empty: not told
    friend bool operator==(balance_effect const&, balance_effect const&) = default;
};

// A finding that was there in an earlier version of the filing and was not mended since.
struct open_since {
    std::string version;
    std::string submitted;
    std::size_t later_versions = 0;  // that still have it
};

// A finding that the user set aside, with the entry of the waiver file that does so. It stays in every report.
struct waiver {
    std::string reason;
    std::string owner;
    std::string expires;  // yyyy-mm-dd, the last day it holds
    std::string file;     // shown name of the waiver file
    std::uint32_t line = 0;
    std::string quantity;  // the most it covers, in the unit of the finding; empty: it says nothing of that
};

// How a finding stands to an earlier report that was given as the baseline.
enum class baseline_state : std::uint8_t {
    fresh,
    worse,     // it was there, but less severe or with a smaller quantity
    unchanged  // nor does it count as changed that it has become less
};

struct finding {
    std::string id;  // SUB-02/3f9a1c22d07b
    std::string rule;
    std::string title;
    reports::severity severity = reports::severity::error;
    reports::finding_class classification = reports::finding_class::mismatch;
    bool cross_party = false;
    bool balance_impact = false;
    std::optional<reports::open_since> since;  // none: first seen in the version that counts, or there is one only
    std::vector<balance_effect> balances;      // where `balance_impact`: whose, as far as it can be told
    std::vector<std::string> requirements;     // ids, as the rule serves them
    std::vector<std::string> provisions;
    std::string message;
    std::string remedy;
    std::vector<location> locations;  // the first is the subject
    std::optional<reports::quantity> quantity;
    std::vector<std::string> serials;
    std::optional<reports::waiver> waived;            // set aside: it does not count for the exit code
    std::optional<reports::baseline_state> baseline;  // none: no baseline was given
};

// Why a finding of an earlier report is not in a later one.
enum class gone_because : std::uint8_t {
    mended,            // its filing was judged again, and it was not found
    filing_not_given,  // a filing it stands in, is held against or rests on is not there in any version
    undecided,         // the rule is undecided about its Party and year
    not_checked,       // the run did not get to it: something could not be read, or not every finding was kept
    no_rule            // the rulebook has no such rule any more
};

// A finding of the baseline that is not there any more.
struct gone_finding {
    std::string id;
    std::string rule;
    reports::severity severity = reports::severity::error;
    std::string message;  // as it was told then
    std::string file;     // of its subject; may be empty
    std::string place;    // in words, as "Table 3 Actions!E9" or "14:25"; may be empty
    gone_because why = gone_because::mended;
};

// The report that this one was held against.
struct baseline {
    std::string file;    // shown name
    std::string sha256;  // of its bytes
    std::string as_of;
    std::vector<gone_finding> gone;  // in the order of that report
    std::uint64_t fresh = 0, unchanged = 0, worse = 0;
    // It was made with another rulebook: what is new or gone may be due to that.
    bool other_rulebook = false;
};

// A finding of an earlier state of the filings that a later version closed.
struct closed_finding {
    finding what;                        // as it was told then
    std::string on;                      // the day on which the versions came that closed it
    std::vector<std::string> closed_by;  // ids of filings
};

// What the earlier versions in the run tell: every state of the filings just before a version was replaced is judged
// again, with what had been submitted by then, as of that day.
struct version_history {
    std::vector<std::string> days;       // the states judged
    std::size_t days_left_out = 0;       // earlier ones that were not: they would take too long
    std::vector<closed_finding> closed;  // by day, then as findings are ordered
};

// What a rule tells without judging: a fact for a reader, never an inconsistency.
struct information {
    std::string rule;
    std::string title;
    std::vector<std::string> requirements;
    std::vector<std::string> provisions;
    std::string message;
    std::vector<location> locations;
    std::optional<reports::quantity> quantity;
    std::vector<std::string> serials;
};

// Of one rule, what was found or told beyond what a run keeps: it is counted only.
struct not_kept {
    std::string rule;
    std::optional<reports::severity> severity;  // of findings; none: information
    std::vector<std::string> requirements;
    std::uint64_t count = 0;
};

// What only a person can judge: one entry per requirement and filing, and per cooperative approach where the filing
// speaks of it approach by approach.
struct passage {
    location at;
    std::string text;  // as written; empty where nothing is written or it is confidential
};
struct question {
    std::string requirement;
    std::string source;      // "2/CMA.3, annex para 18(h)(i)"
    std::string paraphrase;  // what is required
    std::string part;        // id of the part of the rulebook
    std::string text;        // the question to the reviewer
    std::string filing;
    std::string file;
    std::string party;
    std::string approach;                    // CA0001; empty: the filing as a whole
    std::vector<reports::passage> passages;  // what the filing says that bears on it
    std::vector<std::string> findings;       // ids of findings on this requirement in this filing
};

// Requirements for a reviewer that no question is asked about, because the Party's report that answers them is not
// among the filings.
struct unasked {
    std::string party;
    std::vector<std::string> reports;       // titles; any of them would answer
    std::vector<std::string> requirements;  // ids
};

// A part of the rulebook: one of the systems that the law asks for.
struct part {
    std::string id;  // robust_accounting
    std::string title;
    std::vector<std::string> cites;
};

// blocked: another rule found the row wrong; what this one would say is not known before that is mended.
// not_compared: more rows meet each other than are compared.
enum class undecided_reason : std::uint8_t {
    missing_field,
    missing_document,
    inexact,
    ambiguous,
    blocked,
    not_compared
};

// Rows of one filing.
struct filing_rows {
    std::string filing;  // id
    std::uint64_t rows = 0;
    friend bool operator==(filing_rows const&, filing_rows const&) = default;
};

// Where rows of one filing are undecided.
struct filing_places {
    std::string filing;  // id
    std::vector<location> at;
};

// What could not be decided, grouped: one entry per rule, reason and set of needs.
struct undecided {
    std::string rule;
    std::string title;
    std::vector<std::string> provisions;
    undecided_reason reason = undecided_reason::missing_field;
    std::vector<std::string> needs;             // what would decide it, in words
    std::uint64_t rows = 0;                     // exact
    std::vector<filing_rows> filings;           // in which they are, each once
    std::vector<location> locations;            // the first few
    std::vector<filing_places> places;          // where annotated copies are made: all of them, each once
    std::vector<std::string> blocked_by;        // ids of findings whose mending would decide it
    std::optional<reports::quantity> quantity;  // ITMOs or tonnes that wait
};

// A document, or a cell that is empty or cannot be read, without which rows stay undecided. A row counts once for each
// rule that cannot decide it, as in `undecided_rows`.
struct wanted {
    std::string text;                // "the annual information of CHE for 2024", "Vintage (Table 3: Actions)"
    std::optional<location> at;      // the cell; none: a document
    std::uint64_t rows = 0;          // that wait for it, whatever else they wait for
    std::uint64_t rows_decided = 0;  // that nothing else is missing for, once all above it in the list is there
    std::optional<reports::quantity> quantity;  // ITMOs in the blocks of the rows that wait, each counted once
};

// What would decide most: documents, then cells, each in the order in which they decide most rows.
struct wanted_list {
    std::vector<wanted> all;
    std::uint64_t more = 0;          // further ones that are not listed
    std::uint64_t rows = 0;          // that wait for something on the list, listed or not
    std::uint64_t rows_decided = 0;  // once all of it is there
    std::uint64_t rows_else = 0;     // undecided for other reasons only: a finding comes first, arithmetic, ambiguity
};

enum class requirement_status : std::uint8_t {
    met,
    not_met,
    not_applicable,
    undecided,
    not_available,
    review,
    no_duty
};

struct requirement_outcome {
    std::string id;
    std::string source;  // "4/CMA.6 para 11"
    std::string paraphrase;
    std::string part;         // id of a part
    std::string disposition;  // encoded, presence, question, definition, secretariat, pending, open_reading
    std::string question;     // put to the reviewer; empty if there is none
    requirement_status status = requirement_status::not_applicable;
    std::vector<std::string> rules;
    std::uint64_t matched = 0, passed = 0, failed = 0, not_applicable = 0, undecided = 0;
};

// The marks of 4/CMA.6 para 29.
enum class consistency_mark : std::uint8_t { consistent, inconsistent, not_available };
char const* official_words(consistency_mark m);

struct action_mark {
    std::uint32_t row = 0;
    consistency_mark mark = consistency_mark::consistent;
};

// Why something that counts for the mark of a filing is undecided: the rule, and the first thing it needs.
struct open_reason {
    std::string rule;
    std::string need;
    friend bool operator==(open_reason const&, open_reason const&) = default;
};

// Errors of one rule.
struct rule_count {
    std::string rule;
    std::uint64_t errors = 0;
    friend bool operator==(rule_count const&, rule_count const&) = default;
};

struct filing_outcome {
    std::string id;  // CHE-2025-1.0
    std::string file;
    std::string sha256;
    std::vector<std::string> kind;        // annual_information, ...
    std::vector<std::string> kind_words;  // parallel, for people; empty: they read like `kind`
    std::string party;
    std::string party_name;
    std::string reported_year;
    std::string version;
    std::optional<std::string> superseded_by;  // then it is not judged, and has no mark
    consistency_mark result = consistency_mark::not_available;
    std::vector<open_reason> null_because;  // where `result` is not_available: one per rule, by rule
    std::vector<rule_count> not_counted;    // errors in it of rules that do not count for the mark, by rule
    std::vector<rule_count> other_side_of;  // errors in filings of other Parties that are held against it, by rule
    bool nothing_reported = false;          // no authorization, action, holding or entity
    std::vector<std::string> notations;     // what rules that do not count for the mark leave undecided
    std::vector<std::string> remarks;       // what the reader passed over on purpose
    std::vector<std::pair<std::string, std::uint64_t>> table_rows;
    std::vector<action_mark> actions;
};

// A file that could not be read, or an error inside the engine. Never readable as a pass.
struct failure {
    std::string file;  // may be empty
    std::string code;
    std::string message;
    std::string help;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    bool in_part = false;  // the file was read; what failed is a part of it, or of what follows from it
};

struct rule_outcome {
    std::string rule;
    std::string title;
    reports::severity severity = reports::severity::error;
    reports::finding_class classification = reports::finding_class::mismatch;
    std::vector<std::string> requirements;  // ids
    std::vector<std::string> provisions;
    std::vector<std::string> tables;  // that it looks at, by the names of locations; none: what a reader finds
    std::string remedy;               // as its findings have it
    std::vector<std::string> notes;   // why it is read like this
    std::uint64_t matched = 0, passed = 0, failed = 0, not_applicable = 0, undecided = 0;
};

// Where the rows of a table stand in the XML filing format.
struct xml_table {
    std::string table;              // as in location::table
    std::vector<std::string> path;  // names of elements from the root on: filing, AnnualInformation, Actions
    std::string row;                // Action; empty: the table's element is its one row
    std::vector<std::pair<std::string, std::string>> fields;  // technical name, name of the element
};

// The names of the XML filing format, for formats that point into it.
struct xml_format {
    std::string space;  // the namespace of all elements
    std::string root;   // filing
    std::vector<xml_table> tables;
};

// A file that the run read, whatever became of it.
struct input_digest {
    std::string file;  // shown name
    std::string sha256;
    friend bool operator==(input_digest const&, input_digest const&) = default;
};

// What a report was made of and how, to the byte, so that it can be made again and compared.
struct seal {
    std::vector<input_digest> rulebook;  // its files: rules, code lists and facts; by name
    std::vector<input_digest> waivers;
    std::optional<input_digest> baseline;
    bool complete = false;              // as it was asked for; run_report::complete says how it was judged
    std::size_t findings_per_rule = 0;  // 0: all
};

// What every report on filings says of itself: by what it was made, and of what.
struct report_head {
    language const* lang = &language::english();  // of every text in the report; outlives it
    std::string tool_name = "a6check";
    std::string tool_version;
    std::string tool_sha256;           // of the program's file; empty where it cannot be read
    std::vector<input_digest> inputs;  // by name, then digest; no digest: could not be read
    std::string rulebook_name;
    std::string rulebook_version;
    std::string law_as_of;
    std::string rulebook_sha256;
    std::string as_of;
    std::vector<filing_outcome> filings;  // id, file, sha256 and party are filled in all of them
    std::vector<failure> failures;
};

struct run_report : report_head {
    bool complete = false;          // --complete
    std::vector<finding> findings;  // by severity, file, table, row, rule
    std::vector<reports::undecided> undecided;
    reports::wanted_list wanted;
    version_history history;
    std::vector<reports::information> information;  // by rule, file, table, row
    std::vector<reports::question> questions;       // by part, requirement, filing, approach
    std::vector<reports::unasked> unasked;          // by Party, then report
    std::vector<reports::part> parts;               // in the order of the rulebook
    std::vector<requirement_outcome> requirements;
    std::vector<rule_outcome> rules;
    std::vector<reports::not_kept> beyond;  // by rule, then severity; what is in neither `findings` nor `information`
    std::uint64_t errors = 0, warnings = 0, queries = 0;  // exact, `beyond` included
    std::uint64_t waived = 0;                             // of these, set aside by a waiver
    std::uint64_t undecided_rows = 0;
    std::optional<reports::baseline> baseline;
    std::optional<reports::seal> sealed;
    std::shared_ptr<review_data const> review;  // where a format asks for it
    xml_format xml;
};

}  // namespace a6::reports
