#pragma once
// Applies every rule to every row and keeps what came out: findings, undecided checks, counts. Internal to a run.

#include "checker/row_judge.hpp"
#include "checker/waiting.hpp"

#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace a6::checker {

class judge {
public:
    judge(dsl::rulebook const& book, dataset& data, run_options const& options);

    void run();

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
    checks checked;                               // filled where a review document asks for it
    std::vector<reports::rule_outcome> outcomes;  // parallel to book.rules
    // Parallel to book.rules and their instances: an instance may serve requirements of its own.
    std::vector<std::vector<instance_outcome>> instances;
    std::uint64_t errors = 0, warnings = 0, queries = 0;
    std::vector<reports::not_kept> beyond;  // counted, and neither in `findings` nor in `information`
    // Per table and row: an error that counts towards the mark; something undecided that does.
    std::vector<std::vector<std::uint8_t>> row_failed;
    std::vector<std::vector<std::uint8_t>> row_open;
    // Tables and filings of which some row failed or is undecided, and it must not be told which; filings in which
    // something of that kind is undecided.
    std::set<std::pair<std::uint16_t, std::uint32_t>> hidden_marks;
    std::set<std::uint32_t> open_filings;
    // By filing and rule: what leaves something open that counts towards the mark needs first, and in which table.
    struct open_need {
        std::uint16_t table;
        std::string need;
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<open_need>> open_because;
    // Filings' notations from rules that inform only.
    std::map<std::uint32_t, std::vector<std::string>> notations;
    // By id of a filing: errors in it that count towards its mark, errors in it that do not, and errors in filings of
    // other Parties that are held against it; the latter two by rule. Exact, whatever is kept.
    std::set<std::string> failed_filings;
    using errors_of_rules = std::map<std::string, std::map<std::string, std::uint64_t>>;
    errors_of_rules not_counted, other_side_of;
    std::map<cell_key, std::vector<std::string>> findings_at;  // subject cells of findings

    evaluator& values() { return e_; }

private:
    // Of all rules, those that ask what others found (`last`), or those that do not.
    void judge_tables(bool last);
    void judge_table(std::uint16_t table, std::vector<asked_instance> const& asked);
    // What came of some rows becomes part of the whole; in the order of the rows.
    void take(std::uint16_t table, std::vector<asked_instance> const& asked, row_outcome out);
    void hide_marks(std::uint16_t table, std::uint32_t row);
    void add_up();
    void sort_groups();
    void read_by_reader();
    // The report of a filing that has the table, whatever its version; no_index: its first report.
    std::string identity_of(std::uint32_t filing, std::uint16_t table);
    std::string keep(std::uint32_t index, reports::finding f, std::string const& identity,
                     cell_key subject);  // the finding's id

    dsl::rulebook const& book_;
    dataset& data_;
    run_options const& options_;
    evaluator e_;
    std::vector<std::unique_ptr<evaluator>> others_;  // for other threads
    evaluator::row_flags balance_errors_;
    evaluator::row_flags marked_errors_;  // those that only findings tell that rest on something marked
    void count_error(reports::finding const& f, bool notation);
    void count_beyond(std::uint32_t rule, std::optional<reports::severity> severity,
                      std::vector<std::string> const& requirements, std::uint64_t count);
    std::vector<std::array<std::size_t, 3>> kept_;  // by rule and severity
    std::vector<std::size_t> told_;                 // by rule
    std::vector<profile::clock::duration> spent_;   // by rule, in all threads
    std::map<std::string, std::uint32_t> identities_;
    std::unordered_map<std::string, std::size_t> group_index_;
};

}  // namespace a6::checker
