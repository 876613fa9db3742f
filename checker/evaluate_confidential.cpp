// Which values depend on something that a Party marked as confidential. Asked only where something is said about a row,
// and answered at once in a run without marks.

#include "checker/evaluate.hpp"

#include <algorithm>

namespace a6::checker {

using dsl::no_node;
using dsl::node;
using dsl::node_id;
using dsl::op;
using dsl::query;
using dsl::query_kind;
using dsl::query_scope;

namespace {

std::vector<node_id> inner_parts(query const& q) {
    std::vector<node_id> parts;
    for (auto const& k : q.keys) parts.push_back(k.inner);
    if (q.overlap) parts.push_back(q.overlap->inner);
    if (q.residual != no_node) parts.push_back(q.residual);
    if (q.body != no_node) parts.push_back(q.body);
    for (auto const& r : q.refinements) parts.push_back(r.second);
    return parts;
}

std::vector<node_id> outer_parts(query const& q) {
    std::vector<node_id> parts;
    for (auto const& k : q.keys) parts.push_back(k.outer);
    if (q.overlap) parts.push_back(q.overlap->outer);
    return parts;
}

// The operations that ask about a cell, not for what is written in it.
bool asks_about_cell(op code) {
    return code == op::present || code == op::readable || code == op::canonical || code == op::confidential;
}

}  // namespace

// Whether the node reads a field of which any cell of the run is marked.
bool evaluator::may_be_confidential(node_id n) {
    if (!data_.any_confidential || n == no_node) return false;
    reads_marked_.resize(plan().nodes.size(), unasked);
    if (reads_marked_[n] != unasked) return reads_marked_[n] != 0;
    reads_marked_[n] = 0;
    node const& x = plan().nodes[n];
    bool marked = false;
    for (std::uint32_t c = 0; c < x.child_count; ++c) {
        node_id child = plan().child(n, c);
        if (asks_about_cell(x.code) && plan().nodes[child].code == op::field) child = plan().child(child, 0);
        marked = may_be_confidential(child) || marked;
    }
    switch (x.code) {
        case op::field: {
            auto const table = plan().nodes[plan().child(n, 0)].type.table;
            marked = marked || !data_.tables[table].confidential[x.payload].empty();
            break;
        }
        case op::derived: marked = may_be_confidential(plan().derived[x.payload].value) || marked; break;
        case op::reference: marked = may_be_confidential(plan().references[x.payload].value) || marked; break;
        case op::life:
            for (auto const part : dsl::nodes_of(plan().lifecycles[x.payload / dsl::life_part::count]))
                marked = may_be_confidential(part) || marked;
            break;
        case op::parameter:
            // It may be dated by the day on which the filing was submitted.
            if (x.free_slots != 0)
                for (auto const& r : book_.model.reports)
                    if (r.header != dsl::no_index && r.roles.date != dsl::no_index)
                        marked = marked || !data_.tables[r.header].confidential[r.roles.date].empty();
            break;
        case op::call:
            if (static_cast<dsl::function>(x.payload) == dsl::function::first_submitted)
                marked = first_version_may_be_confidential(plan().nodes[plan().child(n, 0)].type.table) || marked;
            break;
        case op::query:
            for (auto const part : inner_parts(plan().queries[x.payload])) marked = may_be_confidential(part) || marked;
            for (auto const part : outer_parts(plan().queries[x.payload])) marked = may_be_confidential(part) || marked;
            break;
        default: break;
    }
    reads_marked_[n] = marked ? 1 : 0;
    return marked;
}

bool evaluator::is_confidential(node_id n, frame& f, std::size_t element) {
    if (!may_be_confidential(n)) return false;
    node const& x = plan().nodes[n];
    switch (x.code) {
        case op::field: {
            node_id const row_node = plan().child(n, 0);
            auto const& table = data_.tables[plan().nodes[row_node].type.table];
            return any_row(row_node, f, element,
                           [&](std::uint32_t row) { return table.is_confidential(x.payload, row); }) ||
                   is_confidential(row_node, f, element);
        }
        case op::derived:
        case op::reference: {
            node_id const row_node = plan().child(n, 0);
            bool const reference = x.code == op::reference;
            return any_row(row_node, f, element,
                           [&](std::uint32_t row) { return member_is_confidential(reference, x.payload, row); }) ||
                   is_confidential(row_node, f, element);
        }
        case op::present:
        case op::readable:
        case op::canonical:
        case op::confidential: {
            node_id const field = plan().child(n, 0);
            return is_confidential(plan().nodes[field].code == op::field ? plan().child(field, 0) : field, f, element);
        }
        case op::query: return query_is_confidential(n, f, element);
        case op::conditional: {
            // The branch that is not taken tells nothing.
            node_id const condition = plan().child(n, 0);
            if (is_confidential(condition, f, element)) return true;
            truth const taken = eval(condition, f)->as_truth(element);
            return (taken != truth::no && is_confidential(plan().child(n, 1), f, element)) ||
                   (taken != truth::yes && is_confidential(plan().child(n, 2), f, element));
        }
        case op::life:  // what happened to the serials may rest on any event
        case op::parameter: return true;
        case op::call:
            if (static_cast<dsl::function>(x.payload) == dsl::function::first_submitted) {
                node_id const row_node = plan().child(n, 0);
                std::uint16_t const table = plan().nodes[row_node].type.table;
                if (any_row(row_node, f, element,
                            [&](std::uint32_t row) { return first_version_is_confidential(table, row); }))
                    return true;
            }
            [[fallthrough]];
        default:
            for (std::uint32_t c = 0; c < x.child_count; ++c)
                if (is_confidential(plan().child(n, c), f, element)) return true;
            return false;
    }
}

// The day of the first version is looked up by these fields of the headers of a report.
bool evaluator::first_version_may_be_confidential(std::uint16_t table) const {
    auto const& report = book_.model.reports[book_.model.tables[table].report];
    if (report.header == dsl::no_index) return false;
    auto const& headers = data_.tables[report.header];
    auto const& r = report.roles;
    for (auto const field : {r.party, r.year, r.version, r.series, r.date})
        if (field != dsl::no_index && !headers.confidential[field].empty()) return true;
    return false;
}

// Whether a field is marked in any version of the report that the row belongs to, or in one that could be a version of
// it.
bool evaluator::first_version_is_confidential(std::uint16_t table, std::uint32_t row) const {
    if (!first_version_may_be_confidential(table)) return false;
    auto const& report = book_.model.reports[book_.model.tables[table].report];
    auto const& headers = data_.tables[report.header];
    auto const& r = report.roles;
    auto const own = data_.tables[table].header[row];
    auto differs = [&](std::uint16_t field, std::size_t other) {
        if (field == dsl::no_index) return false;
        auto const& v = headers.fields[field];
        return v.known[own] && v.known[other] && !same_value(v, own, v, other);
    };
    for (std::size_t other = 0; other < headers.rows; ++other) {
        if (differs(r.party, other) || differs(r.year, other) || differs(r.series, other)) continue;
        for (auto const field : {r.party, r.year, r.version, r.series, r.date})
            if (field != dsl::no_index && headers.is_confidential(field, other)) return true;
    }
    return false;
}

// Whether something holds for any of the rows that a node stands for.
template <class Test>
bool evaluator::any_row(node_id row_node, frame& f, std::size_t element, Test const& holds) {
    vector_ptr const rows = eval(row_node, f);
    if (!rows->known[element] || rows->i[element] == no_row) return false;
    if (auto const it = rows->many.find(static_cast<std::uint32_t>(element)); it != rows->many.end())
        return std::any_of(it->second.begin(), it->second.end(), holds);
    return holds(static_cast<std::uint32_t>(rows->i[element]));
}

// Rows made of what is marked are as confidential as that.
void evaluator::hide_generated(dsl::generated_rows const& g, std::size_t first_row, frame& f, std::size_t element) {
    auto& table = data_.tables[g.table];
    bool const all = is_confidential(g.when, f, element);
    for (auto const& value : g.values) {
        auto& column = table.confidential[value.field];
        if (all || is_confidential(value.is, f, element)) {
            column.resize(table.rows);
            std::fill(column.begin() + static_cast<std::ptrdiff_t>(first_row), column.end(), std::uint8_t{1});
        } else if (!column.empty()) {
            column.resize(table.rows);
        }
    }
}

bool evaluator::member_is_confidential(bool reference, std::uint32_t index, std::uint32_t row) {
    auto const [it, fresh] = member_confidential_.try_emplace({reference, index, row}, false);
    if (!fresh) return it->second;
    std::uint16_t const table = reference ? plan().references[index].table : plan().derived[index].table;
    frame own = rule_frame(table, {row});
    bool const marked =
        is_confidential(reference ? plan().references[index].value : plan().derived[index].value, own, 0);
    return member_confidential_[{reference, index, row}] = marked;
}

bool evaluator::query_is_confidential(node_id n, frame& f, std::size_t element) {
    std::uint32_t const index = plan().nodes[n].payload;
    query const& q = plan().queries[index];
    for (auto const part : outer_parts(q))
        if (is_confidential(part, f, element)) return true;
    std::vector<node_id> const parts = inner_parts(q);
    if (q.kind == query_kind::the_row || q.kind == query_kind::some_row) {
        // What was found depends on what is compared in the rows that were found.
        vector_ptr const found = eval(n, f);
        if (found->known[element] && found->i[element] != no_row)
            return any_row(n, f, element, [&](std::uint32_t row) {
                frame inner = inner_frame(q, f, {static_cast<std::uint32_t>(element)}, {row});
                return std::any_of(parts.begin(), parts.end(),
                                   [&](node_id part) { return is_confidential(part, inner, 0); });
            });
    }
    // Anything else depends on every row that it looked at.
    std::vector<std::uint32_t> const filing = filings_of(f);
    for (auto const part : parts)
        if (part_is_confidential(index, part, f, element, filing.empty() ? 0 : filing[element])) return true;
    return false;
}

// A part of a query over many rows: what belongs to the outer row is asked of it, what belongs to the query's own rows
// of all that are in its reach. What belongs to both is confidential if it can be.
bool evaluator::part_is_confidential(std::uint32_t index, node_id n, frame& f, std::size_t element,
                                     std::uint32_t filing) {
    if (!may_be_confidential(n)) return false;
    query const& q = plan().queries[index];
    node const& x = plan().nodes[n];
    std::uint64_t const own = std::uint64_t{1} << q.slot;
    if (!(x.free_slots & own)) return is_confidential(n, f, element);
    if (x.free_slots & ~own) {
        bool const opaque = x.code == op::query || x.code == op::field || x.code == op::derived ||
                            x.code == op::reference || asks_about_cell(x.code) || x.child_count == 0;
        if (opaque) return true;
        for (std::uint32_t c = 0; c < x.child_count; ++c)
            if (part_is_confidential(index, plan().child(n, c), f, element, filing)) return true;
        return false;
    }
    std::uint32_t const reach = q.scope == query_scope::this_filing  ? filing
                                : q.scope == query_scope::this_party ? data_.filings[filing].party_group
                                                                     : 0;
    auto const [it, fresh] = part_confidential_.try_emplace({index, n, reach}, false);
    if (!fresh) return it->second;
    bool marked = false;
    auto const& table = data_.tables[q.table];
    std::vector<std::uint32_t> rows;
    for (std::uint32_t r = 0; r < table.rows; ++r) {
        if (!table.current[r] && q.scope != query_scope::all_versions) continue;
        if (q.scope == query_scope::this_filing && table.filing[r] != filing) continue;
        if (q.scope == query_scope::this_party && data_.filings[table.filing[r]].party_group != reach) continue;
        rows.push_back(r);
    }
    std::vector<std::uint32_t> gather(rows.size(), 0);
    frame inner = inner_frame(q, root_, std::move(gather), std::move(rows));
    for (std::size_t r = 0; r < inner.size && !marked; ++r) marked = is_confidential(n, inner, r);
    return part_confidential_[{index, n, reach}] = marked;
}

}  // namespace a6::checker
