#pragma once
// Applies every rule to every row and keeps what came out: findings, undecided checks, counts. Internal to a run.

#include "checker/evaluate.hpp"
#include "checker/explain.hpp"
#include "checker/needs.hpp"
#include "checker/run.hpp"
#include "checker/waiting.hpp"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace a6::checker {

// Findings kept in full per rule; the rest is counted. A filing with more is broken in one and the same way.
inline constexpr std::size_t max_findings_per_rule = 10'000;

struct cell_key {
    std::uint16_t table;
    std::uint32_t row;
    std::uint16_t field;
    friend auto operator<=>(cell_key const&, cell_key const&) = default;
};

struct undecided_group {
    std::uint32_t rule = 0;
    std::vector<std::string> requirements;
    reports::undecided_reason reason{};
    std::vector<std::string> needs;
    std::uint64_t rows = 0;
    std::vector<cell_key> places;  // the first few
    std::vector<cell_key> cells;   // missing or unreadable cells, the first few
    std::vector<std::string> blocked_by;
    dsl::decimal quantity{};
    std::uint16_t unit = dsl::no_index;
    bool has_quantity = false;
    bool confidential = false;  // the quantity follows from something confidential
};

struct instance_outcome {
    reports::rule_outcome counts;  // without rule and title
    bool error = false;            // failed, and not eased to less than an error
    bool remark = false;           // failed with a warning or query
    std::vector<reports::undecided_reason> open_reasons;
};

class judge {
public:
    judge(dsl::rulebook const& book, dataset& data, run_options const& options);

    void run();
    // The rule informs and does not count towards the mark.
    bool is_notation(std::string const& rule) const;

    std::vector<reports::finding> findings;
    std::vector<reports::information> information;
    // Parallel to `information`: where its first place stands.
    std::vector<cell_key> information_at;
    // Parallel to `findings`: where its first place stands, for the order of the report.
    struct finding_order {
        std::uint16_t table;
        std::uint32_t row;
        std::uint16_t field;
        std::uint32_t rule;
    };
    std::vector<finding_order> order;
    std::vector<undecided_group> groups;
    waiting waits;
    std::vector<reports::rule_outcome> outcomes;  // parallel to book.rules
    // Parallel to book.rules and their instances: an instance may serve requirements of its own.
    std::vector<std::vector<instance_outcome>> instances;
    std::uint64_t errors = 0, warnings = 0, queries = 0;
    // Per table and row: an error that counts towards the mark; something undecided that does.
    std::vector<std::vector<std::uint8_t>> row_failed;
    std::vector<std::vector<std::uint8_t>> row_open;
    // Filings' notations from rules that inform only.
    std::map<std::uint32_t, std::vector<std::string>> notations;
    std::map<cell_key, std::vector<std::string>> findings_at;  // subject cells of findings

    evaluator& values() { return e_; }

private:
    void judge_rule(std::uint32_t index);
    void judge_instance(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome);
    void judge_batch(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome, frame& f);
    // `f` and `element`: the batch and the row in it; what the message needs is computed once for the batch.
    void fail(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome, dsl::norm const& norm,
              frame& f, std::size_t element);
    void inform(std::uint32_t index, dsl::rule_instance const& instance, dsl::norm const& norm, frame& f,
                std::size_t element);
    void leave_open(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome,
                    dsl::norm const* norm, dsl::node_id unknown, frame& f, std::size_t element,
                    std::vector<std::string> blockers);
    std::optional<reports::quantity> quantity_of(dsl::norm const& norm, frame& f, std::size_t element);
    std::vector<reports::balance_effect> balances_of(dsl::norm const& norm, frame& f, std::size_t element);
    std::vector<std::string> serials_of(dsl::norm const& norm, frame& f, std::size_t element);
    // A hole of the message whose value is not known; no_node if all are.
    dsl::node_id unknown_hole(dsl::message_template const& m, frame& f, std::size_t element);
    void add_group(std::uint32_t index, std::vector<std::string> const& requirements, reports::undecided_reason reason,
                   std::vector<std::string> needs, cell_key at, std::vector<cell_key> cells,
                   std::vector<std::string> blockers, frame& f, std::size_t element, dsl::norm const* norm);
    named_needs const& documents_for(dsl::norm const& norm, frame& f, std::size_t element);
    void read_by_reader();
    std::string keep(std::uint32_t index, reports::finding f, std::string const& identity,
                     cell_key subject);  // the finding's id
    std::string identity_of(std::uint16_t table, std::uint32_t row, std::uint16_t field) const;
    // The report of a filing that has the table, whatever its version; no_index: its first report.
    std::string identity_of(std::uint32_t filing, std::uint16_t table) const;
    void add_places(std::vector<reports::location>& out, std::vector<dsl::place> const& places,
                    reports::location_role role, frame& f, std::size_t element);
    bool other_party(reports::location const& a, reports::location const& b) const;
    std::vector<cell_key> resolve(std::vector<dsl::place> const& places, frame& f, std::size_t element);

    dsl::rulebook const& book_;
    dataset& data_;
    run_options const& options_;
    evaluator e_;
    evaluator::row_flags balance_errors_;
    // Per rule: rows that failed, with the ids of their findings; only for rules that others come after.
    std::vector<std::map<std::pair<std::uint16_t, std::uint32_t>, std::vector<std::string>>> failed_rows_;
    std::vector<std::uint8_t> watched_;
    std::vector<std::size_t> kept_;
    std::map<std::string, std::uint32_t> identities_;
    std::unordered_map<std::string, std::size_t> group_index_;
    // Of the batch at hand: what its rows need by each norm.
    std::unordered_map<dsl::norm const*, std::vector<named_needs>> batch_needs_;
};

}  // namespace a6::checker
