#include "dsl/plan_builder.hpp"

#include "dsl/hash.hpp"
#include "dsl/limits.hpp"

#include <algorithm>

namespace a6::dsl {

namespace {

std::uint64_t pack(type const& t) {
    return static_cast<std::uint64_t>(t.k) | static_cast<std::uint64_t>(t.list_of) << 8 |
           static_cast<std::uint64_t>(t.unit) << 16 | static_cast<std::uint64_t>(t.list) << 32 |
           static_cast<std::uint64_t>(t.table) << 48;
}

}  // namespace

plan_builder::plan_builder(plan& target) : plan_(target) {
    // As many as the shipped rulebook has: memory that is not touched costs nothing, moving what grows does.
    constexpr std::size_t usual_nodes = 1u << 15;
    plan_.nodes.reserve(usual_nodes);
    plan_.children.reserve(2 * usual_nodes);
    sizes_.reserve(usual_nodes);
}

std::size_t plan_builder::sum(std::size_t size, node_id part) const {
    return part == no_node ? size : std::min(size + sizes_[part], limits::max_expression_size + 1);
}

node_id plan_builder::make(op code, type t, std::uint32_t payload, std::span<node_id const> children, location at,
                           std::uint64_t own_slots) {
    std::uint64_t h = hash_mix(hash_mix(static_cast<std::uint64_t>(code), pack(t)), payload);
    std::uint64_t slots = own_slots;
    for (node_id c : children) {
        h = hash_mix(h, c);
        slots |= plan_.nodes[c].free_slots;
    }
    node_id const known = nodes_.find(h, [&](node_id other) {
        node const& n = plan_.nodes[other];
        return n.code == code && n.type == t && n.payload == payload && n.child_count == children.size() &&
               std::equal(children.begin(), children.end(), plan_.children.begin() + n.first_child);
    });
    if (known != interner::none) return known;
    node n;
    n.code = code;
    n.type = t;
    n.payload = payload;
    n.first_child = static_cast<std::uint32_t>(plan_.children.size());
    n.child_count = static_cast<std::uint32_t>(children.size());
    n.free_slots = slots;
    n.at = at;
    plan_.children.insert(plan_.children.end(), children.begin(), children.end());
    auto const id = static_cast<node_id>(plan_.nodes.size());
    plan_.nodes.push_back(n);
    codes_.set(static_cast<std::size_t>(code));
    std::size_t size = 1;
    for (node_id const c : children) size = sum(size, c);
    sizes_.push_back(static_cast<std::uint32_t>(size));
    nodes_.add(h, id);
    return id;
}

node_id plan_builder::constant_node(constant value, location at) {
    std::uint64_t h = hash_mix(pack(value.type), static_cast<std::uint64_t>(value.integer));
    h = hash_mix(h, static_cast<std::uint64_t>(value.number.billionths));
    h = hash_mix(h, static_cast<std::uint64_t>(value.number.billionths >> 64));
    h = hash_mix(h, std::hash<std::string>()(value.text));
    type const t = value.type;
    std::uint32_t index = constants_.find(h, [&](std::uint32_t other) {
        constant const& k = plan_.constants[other];
        return k.type == t && k.integer == value.integer && k.number == value.number && k.text == value.text;
    });
    if (index == interner::none) {
        index = static_cast<std::uint32_t>(plan_.constants.size());
        plan_.constants.push_back(std::move(value));
        constants_.add(h, index);
    }
    return make(op::constant, t, index, {}, at);
}

node_id plan_builder::integer(std::int64_t value, type t, location at) {
    constant c;
    c.type = t;
    c.integer = value;
    return constant_node(std::move(c), at);
}

node_id plan_builder::variable(std::uint16_t slot, std::uint16_t table, location at) {
    type t;
    t.k = kind::row;
    t.table = table;
    return make(op::variable, t, slot, {}, at, std::uint64_t{1} << slot);
}

node_id plan_builder::add_query(query q, type result, location at) {
    auto const payload = static_cast<std::uint32_t>(plan_.queries.size());
    std::uint64_t const slots = q.free_slots;
    std::size_t size = 1;
    for (auto const& k : q.keys) size = sum(sum(size, k.inner), k.outer);
    if (q.overlap) size = sum(sum(size, q.overlap->inner), q.overlap->outer);
    size = sum(sum(size, q.residual), q.body);
    for (auto const& r : q.refinements) size = sum(size, r.second);
    for (auto const& m : q.otherwise) size = sum(size, m.hole);
    plan_.queries.push_back(std::move(q));
    node_id const made = make(op::query, result, payload, {}, at, slots);
    sizes_[made] = static_cast<std::uint32_t>(size);
    return made;
}

bool plan_builder::has_pattern(std::string const& text) const { return patterns_.count(text) != 0; }

std::uint32_t plan_builder::pattern(std::string const& text) {
    auto const [it, fresh] = patterns_.try_emplace(text, static_cast<std::uint32_t>(plan_.patterns.size()));
    if (fresh) plan_.patterns.push_back(text);
    return it->second;
}

constant const* plan_builder::as_constant(node_id n) const {
    return plan_.nodes[n].code == op::constant ? &plan_.constants[plan_.nodes[n].payload] : nullptr;
}

}  // namespace a6::dsl
