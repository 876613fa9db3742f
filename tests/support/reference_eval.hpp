#pragma once
// The plan evaluated row by row, with nested loops and nothing clever: what the column evaluator is held against.
// Written from dsl/LANGUAGE.md and the comments of dsl/plan.hpp; it shares only the reading of cells
// (checker/dataset.hpp) and the sets of serials, which have tests of their own.

#include "checker/dataset.hpp"
#include "dsl/plan.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace a6::test_support {

// What a lookup, a reference or a row variable stands for: no row, one, or several that are equally good.
struct row_group {
    std::uint16_t table = dsl::no_index;
    std::vector<std::uint32_t> rows;  // ascending; empty: nothing was found
    friend bool operator==(row_group const&, row_group const&) = default;
};

// monostate: undecided. int64: boolean, integer, date (days), year, version (major << 32 | minor). string: text and
// code.
using reference_value =
    std::variant<std::monostate, std::int64_t, dsl::decimal, std::string, checker::itmo_identifier, checker::timeframe,
                 dsl::period, checker::serial_block, checker::serial_set, std::vector<std::string>, row_group>;

// How often a rule ended how, over its rows and instances.
struct verdict_counts {
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;
    std::uint64_t undecided = 0;
    std::uint64_t not_applicable = 0;
    friend bool operator==(verdict_counts const&, verdict_counts const&) = default;
};

class reference_evaluator {
public:
    // limit: where more rows of a source than this have an unknown key, all of them count as undecided.
    reference_evaluator(dsl::rulebook const& book, checker::dataset& data, dsl::date as_of, std::size_t limit);

    // The value of node `n` where the rule's row (slot 0) is that row.
    reference_value value_at(dsl::node_id n, std::uint16_t table, std::uint32_t row);

    // One entry per rule of the rulebook.
    std::vector<verdict_counts> judge(bool complete);

private:
    struct bound_rows {
        std::array<std::uint32_t, 64> row{};
        std::uint16_t rule_table = dsl::no_index;  // table of slot 0
    };
    using truth = std::optional<bool>;

    reference_value eval(dsl::node_id n, bound_rows const& rows);
    truth truth_of(dsl::node_id n, bound_rows const& rows);
    reference_value arithmetic(dsl::node const& x, dsl::node_id n, bound_rows const& rows);
    reference_value serials(dsl::node const& x, dsl::node_id n, bound_rows const& rows);
    reference_value call(dsl::node const& x, dsl::node_id n, bound_rows const& rows);
    reference_value block(dsl::node_id n, bound_rows const& rows);
    reference_value query(dsl::query const& q, bound_rows const& rows);
    reference_value lookup(dsl::query const& q, bound_rows const& rows, std::vector<std::uint32_t> found, bool open);
    // What `of` gives for each row of the group: the value all agree on, else undecided.
    template <class Function>
    reference_value agreed(dsl::node_id group, bound_rows const& rows, Function of);
    // The day on which the filing of the rule's row was submitted.
    dsl::date submitted_on(bound_rows const& rows) const;
    bool in_scope(dsl::query const& q, std::uint32_t row, bound_rows const& rows) const;
    reference_value field_value(std::uint16_t table, std::uint32_t row, std::uint16_t field) const;
    reference_value member_value(bool is_reference, std::uint32_t index, std::uint16_t table, std::uint32_t row);

    dsl::rulebook const& book_;
    dsl::plan const& plan_;
    checker::dataset& data_;
    dsl::date as_of_;
    std::size_t limit_;
    // "Computed once per row": derived values and references, by their index and row.
    std::unordered_map<std::uint64_t, reference_value> members_[2];
};

// Empty if element `n` of the column is that value, else both in words.
std::string difference(reference_value const& expected, checker::vector_value const& column, std::size_t n,
                       checker::text_pool const& pool);

}  // namespace a6::test_support
