#pragma once
// Asks the rules of some rows of one table and says what came of it, by itself: others may do the same with other rows
// at the same time. Internal to a run.

#include "checker/checks.hpp"
#include "checker/evaluate.hpp"
#include "checker/explain.hpp"
#include "checker/needs.hpp"
#include "checker/profile.hpp"
#include "checker/run.hpp"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace a6::checker {

struct cell_key {
    std::uint16_t table;
    std::uint32_t row;
    std::uint16_t field;
    friend auto operator<=>(cell_key const&, cell_key const&) = default;
};

struct undecided_group {
    std::uint32_t rule = 0;
    std::size_t instance = 0;  // of the rule: the first that had it
    std::vector<std::string> requirements;
    reports::undecided_reason reason{};
    std::vector<std::string> needs;
    std::uint64_t rows = 0;
    std::map<std::uint32_t, std::uint64_t> rows_of;  // by filing
    std::vector<cell_key> places;                    // the first few
    // By filing, where annotated copies are made: all of them, up to the number of findings that a run keeps.
    std::map<std::uint32_t, std::vector<cell_key>> every_place;
    std::vector<cell_key> cells;      // missing or unreadable cells, the first few
    std::vector<std::size_t> behind;  // findings of the same rows that block it, as numbers in row_outcome::findings
    std::vector<std::string> blocked_by;  // ids of such findings, once they have one
    dsl::decimal quantity{};
    std::uint16_t unit = dsl::no_index;
    bool has_quantity = false;
    bool confidential = false;  // the quantity follows from something confidential
    bool hidden = false;        // and so does which rows they are: none is named

    // Two groups with equal keys are one.
    std::string key() const;
};

void join(undecided_group& all, undecided_group const& more);

reports::severity severity_of(dsl::rule_severity s);
reports::finding_class class_of(dsl::rule_class c);

struct instance_outcome {
    reports::rule_outcome counts;  // without rule and title
    bool error = false;            // failed, and not eased to less than an error
    bool remark = false;           // failed with a warning or query
    std::vector<reports::undecided_reason> open_reasons;
};

// An instance of a rule that is asked of rows of its table.
struct asked_instance {
    std::uint32_t rule;
    std::size_t instance;
};

// What the rules say of some rows.
struct row_outcome {
    struct found {
        std::uint32_t rule;
        reports::finding finding;  // without id
        std::string identity;      // what tells the finding from others of its rule
        cell_key subject;
        std::vector<cell_key> cells;  // that it is about
        std::uint32_t row;            // of the table that was asked
        bool hidden;                  // which row it is follows from something confidential elsewhere
        bool marked;                  // it affects the balance, and that follows from something confidential
    };
    struct told {
        std::uint32_t rule;
        reports::information information;
        cell_key at;
    };
    // A row that a rule leaves undecided, with what it waits for.
    struct wait {
        struct need {
            std::string text;
            std::optional<cell_key> cell;  // none: a document
        };
        std::uint32_t row;
        std::vector<need> needs;
        bool else_too;  // and something that is neither a document nor a cell
    };
    std::vector<wait> waits;
    std::vector<found> findings;
    std::vector<told> information;
    std::map<std::uint32_t, std::uint64_t> untold;  // by rule: information that is counted only
    std::vector<undecided_group> groups;
    std::vector<instance_outcome> instances;      // parallel to the instances that were asked
    std::vector<profile::clock::duration> spent;  // likewise
    std::vector<row_checks::group> checked;       // by filing and approach, where a review document asks for it
    std::vector<std::uint32_t> open_rows;         // something that counts towards the mark is undecided
    std::vector<std::uint32_t> hidden_open;       // likewise, and which row it is must not be told
    // By filing and rule: the first row of it that the rule leaves undecided, and what it needs first.
    struct first_open {
        std::uint32_t row;
        std::string need;
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, first_open> open_because;
    std::vector<std::pair<std::uint32_t, std::string>> notations;  // filing, what rules that only inform note there
};

class row_judge {
public:
    row_judge(dsl::rulebook const& book, dataset& data, run_options const& options, evaluator& values);

    // Of the rows of `table` in a chunk that no later version replaces, in batches. `asked` are instances on this
    // table, in the order of evaluation.
    row_outcome judge(std::uint16_t table, std::vector<asked_instance> const& asked, row_chunk const& chunk);

    // What makes a row the same row in another version of the filing: whose, which year, and its key as it was read,
    // of a block its beginning; never its spelling where it could be read, never its position.
    // `hidden`: of which row it is not to be told.
    std::string identity_of(std::uint16_t table, std::uint32_t row, std::uint16_t field, bool hidden = false) const;

private:
    void judge_batch(std::vector<asked_instance> const& asked, frame batch);
    void judge_instance(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome, frame& f);
    // Rows of a batch that `when` does not exclude.
    struct asked_rows {
        bool all = true;                      // of the batch
        std::vector<std::uint32_t> elements;  // of the batch, if not all
        // Parallel to the rows: the first condition that is not known; empty if each is.
        std::vector<dsl::node_id> open_when;

        std::uint32_t element(std::size_t n) const { return all ? static_cast<std::uint32_t>(n) : elements[n]; }
        dsl::node_id open(std::size_t n) const { return open_when.empty() ? dsl::no_node : open_when[n]; }
    };
    asked_rows rows_asked(dsl::rule_instance const& instance, frame& f);
    // Rows of a batch, by element, that were not asked.
    void count_not_asked(std::size_t batch, asked_rows const& asked);
    // Element of the batch.
    void count(std::size_t element, row_result r) {
        if (options_.review) checks_.count(element, current_asked_, r);
    }
    // `f` and `element`: the rows that are told of and one of them; what the message needs is computed for all at once.
    void fail(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome, dsl::norm const& norm,
              frame& f, std::size_t element);
    void inform(std::uint32_t index, dsl::rule_instance const& instance, dsl::norm const& norm, frame& f,
                std::size_t element);
    void leave_open(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome,
                    dsl::norm const* norm, dsl::node_id unknown, frame& f, std::size_t element,
                    std::vector<std::size_t> blockers);
    // Which rows come out like this one tells what is marked in others: nothing may be said that names it. `norm`: of
    // which more is said than that the rule applies; may be null.
    bool row_is_hidden(dsl::rule_instance const& instance, dsl::norm const* norm, frame& f, std::size_t element);
    // Likewise of filings: a header that something is marked in, on which the finding is put instead.
    std::optional<std::uint32_t> marked_header(dsl::rule_instance const& instance, dsl::norm const& norm, frame& f,
                                               std::size_t element);
    // What is left to say then: the filing, the table and the field.
    void hide(reports::finding& out, cell_key subject) const;
    std::optional<reports::quantity> quantity_of(dsl::norm const& norm, frame& f, std::size_t element);
    std::vector<reports::balance_effect> balances_of(dsl::norm const& norm, frame& f, std::size_t element);
    std::vector<std::string> serials_of(dsl::norm const& norm, frame& f, std::size_t element);
    // A hole of the message whose value is not known; no_node if all are.
    dsl::node_id unknown_hole(dsl::message_template const& m, frame& f, std::size_t element);
    void add_group(undecided_group group, cell_key at, frame& f, std::size_t element, dsl::norm const* norm);
    named_needs const& documents_for(dsl::norm const& norm, frame& f, std::size_t element);
    void add_places(std::vector<reports::location>& out, std::vector<dsl::place> const& places,
                    reports::location_role role, frame& f, std::size_t element);
    bool other_party(reports::location const& a, reports::location const& b) const;
    std::vector<cell_key> resolve(std::vector<dsl::place> const& places, frame& f, std::size_t element);

    dsl::rulebook const& book_;
    dataset& data_;
    run_options const& options_;
    reports::language const& say_;
    evaluator& e_;
    std::vector<std::uint8_t> watched_;  // by rule: others come after it
    // Of the rows at hand.
    row_outcome out_;
    std::size_t current_instance_ = 0;
    std::size_t current_asked_ = 0;  // likewise, its place among those asked
    row_checks checks_;
    std::map<std::uint32_t, std::size_t> told_;  // by rule: information so far
    std::unordered_map<std::string, std::size_t> group_index_;
    // Of the rows that are told of: what they need by each norm.
    std::unordered_map<dsl::norm const*, std::vector<named_needs>> named_needs_;
    // Per rule that others come after, rows that failed, with their findings.
    std::map<std::uint32_t, std::unordered_map<std::uint32_t, std::vector<std::size_t>>> failed_rows_;
};

}  // namespace a6::checker
