#pragma once
// What the parts of `is_confidential` share. Internal to the evaluator.

#include "checker/evaluate.hpp"

#include <algorithm>

namespace a6::checker {

// The operations that ask about a cell, not for what is written in it.
inline bool asks_about_cell(dsl::op code) {
    return code == dsl::op::present || code == dsl::op::readable || code == dsl::op::canonical ||
           code == dsl::op::confidential;
}

std::vector<dsl::node_id> inner_parts(dsl::query const& q);
std::vector<dsl::node_id> outer_parts(dsl::query const& q);

// Whether something holds for any of the rows that a node stands for.
template <class Test>
bool evaluator::any_row(dsl::node_id row_node, frame& f, std::size_t element, Test const& holds) {
    vector_ptr const rows = eval(row_node, f);
    if (!rows->known[element] || rows->i[element] == no_row) return false;
    if (auto const it = rows->many.find(static_cast<std::uint32_t>(element)); it != rows->many.end())
        return std::any_of(it->second.begin(), it->second.end(), holds);
    return holds(static_cast<std::uint32_t>(rows->i[element]));
}

}  // namespace a6::checker
