#pragma once
// Which documents and cells the undecided rows of a run wait for, and which of them would decide most. Internal to a
// run.

#include "checker/evaluate.hpp"
#include "reports/run_report.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace a6::checker {

// Documents and cells that are listed; the rest is counted.
inline constexpr std::size_t max_wanted = 10'000;

class waiting {
public:
    using need_id = std::uint32_t;

    need_id document(std::string const& text);
    // An empty or unreadable cell; `text` says which field it is.
    need_id cell(std::uint16_t table, std::uint32_t row, std::uint16_t field, std::string const& text);

    // A row that a rule leaves undecided waits for all of these; `else_too`: and for something that is neither a
    // document nor a cell.
    void add(std::uint16_t table, std::uint32_t row, std::vector<need_id> needs, bool else_too);

    // The shortest list that a step by step choice finds: documents first, then cells; in each, the next is what brings
    // most rows nearest to a decision, a row that waits for n things counting for one n-th. Time and memory go with the
    // needs of all rows together (times a logarithm).
    reports::wanted_list list(evaluator& e) const;

private:
    struct need {
        std::string text;
        bool is_cell = false;
        std::uint16_t table = dsl::no_index;
        std::uint32_t row = 0;
        std::uint16_t field = dsl::no_index;
    };
    // Rows that wait for the same things.
    struct group {
        std::vector<need_id> needs;
        bool else_too = false;
        std::vector<std::uint64_t> rows;  // table and row; as often as rules leave the row undecided
    };

    struct choice {
        need_id need;
        std::uint64_t decided;
    };
    // `itmos`: of the rows that wait for each need; where two are worth the same, more of them come first.
    std::vector<choice> order(std::vector<std::vector<std::uint32_t>> const& groups_of,
                              std::vector<std::int64_t> const& itmos) const;
    bool precedes(need_id a, need_id b) const;

    std::vector<need> needs_;
    std::unordered_map<std::string, need_id> documents_;
    std::unordered_map<std::uint64_t, need_id> cells_;  // by table, row and field
    std::vector<group> groups_;
    std::unordered_map<std::string, std::uint32_t> group_index_;
    std::uint64_t else_only_ = 0;
};

}  // namespace a6::checker
