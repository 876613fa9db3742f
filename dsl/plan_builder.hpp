#pragma once
// Builds the node pool of a plan; equal expressions become one node, so that every evaluator computes them once.

#include "dsl/interner.hpp"
#include "dsl/plan.hpp"

#include <bitset>
#include <initializer_list>
#include <span>
#include <unordered_map>

namespace a6::dsl {

class plan_builder {
public:
    explicit plan_builder(plan& target);

    node_id make(op code, type t, std::uint32_t payload, std::span<node_id const> children, location at,
                 std::uint64_t own_slots = 0);
    node_id make(op code, type t, std::uint32_t payload, std::initializer_list<node_id> children, location at,
                 std::uint64_t own_slots = 0) {
        return make(code, t, payload, std::span<node_id const>(children.begin(), children.size()), at, own_slots);
    }
    node_id constant_node(constant value, location at);
    node_id integer(std::int64_t value, type t, location at);
    node_id variable(std::uint16_t slot, std::uint16_t table, location at);
    node_id add_query(query q, type result, location at);
    std::uint32_t pattern(std::string const& text);
    // Such a pattern was added before.
    bool has_pattern(std::string const& text) const;

    node const& operator[](node_id n) const { return plan_.nodes[n]; }
    node_id child(node_id n, std::uint32_t i) const { return plan_.child(n, i); }
    constant const* as_constant(node_id n) const;
    plan& target() { return plan_; }
    // Some node has this code.
    bool has(op code) const { return codes_.test(static_cast<std::size_t>(code)); }
    // Operations below the node, shared ones counted wherever they stand; stops at max_expression_size + 1.
    std::size_t size_of(node_id n) const { return sizes_[n]; }

private:
    std::size_t sum(std::size_t size, node_id part) const;

    plan& plan_;
    std::vector<std::uint32_t> sizes_;  // by node
    std::bitset<256> codes_;
    interner nodes_;
    interner constants_;
    std::unordered_map<std::string, std::uint32_t> patterns_;
};

}  // namespace a6::dsl
