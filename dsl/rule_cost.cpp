#include "dsl/rule_cost.hpp"

#include <functional>
#include <set>

namespace a6::dsl {

std::string cost_of(rulebook const& book, rule const& r) {
    plan const& p = book.plan;
    auto const& model = book.model;
    std::set<std::string> tables;
    std::set<std::string> joins;
    std::function<void(node_id, std::set<node_id>&)> walk = [&](node_id n, std::set<node_id>& seen) {
        if (n == no_node || !seen.insert(n).second) return;
        node const& x = p.nodes[n];
        for (std::uint32_t i = 0; i < x.child_count; ++i) walk(p.child(n, i), seen);
        if (x.code == op::reference) joins.insert("reference " + p.references[x.payload].name);
        if (x.code != op::query) return;
        query const& q = p.queries[x.payload];
        std::string by;
        auto name_key = [&](node_id k) {
            by += by.empty() ? " by " : ", ";
            if (p.nodes[k].code == op::field) {
                node const& row = p.nodes[p.child(k, 0)];
                by += model.tables[row.type.table].fields[p.nodes[k].payload].name;
            } else {
                by +=
                    p.nodes[k].code == op::derived ? p.derived[p.nodes[k].payload].name : std::string("a computed key");
            }
        };
        for (auto const& k : q.keys) name_key(k.inner);
        if (q.overlap) by += std::string(by.empty() ? " by" : " and") + " overlap of serials";
        if (by.empty()) by = " whole, once per filing";
        joins.insert("joins " + model.tables[q.table].name + by);
        for (auto const& k : q.keys) walk(k.outer, seen);
        walk(q.residual, seen);
        walk(q.body, seen);
    };
    for (auto const& i : r.instances) {
        tables.insert(model.tables[i.table].name);
        std::set<node_id> seen;
        for (auto const n : i.when) walk(n, seen);
        for (auto const& n : i.norms) {
            walk(n.condition, seen);
            walk(n.provided, seen);
        }
    }
    std::string text = r.by_reader ? "found while reading" : "each row of ";
    for (auto it = tables.begin(); it != tables.end(); ++it) text += (it == tables.begin() ? "" : ", ") + *it;
    for (auto const& j : joins) text += "; " + j;
    return text;
}

}  // namespace a6::dsl
