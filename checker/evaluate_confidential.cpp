// Which values depend on something that a Party marked as confidential: would be another, or might, if something else
// stood there. Asked only where something is said about a row, and answered at once in a run without marks. What a
// query or a life depends on stands in evaluate_marked_rows.cpp.

#include "checker/evaluate_marks.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::checker {

using dsl::no_node;
using dsl::node;
using dsl::node_id;
using dsl::op;

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
        case op::flagged: marked = true; break;  // any finding may rest on a mark
        case op::call:
            if (static_cast<dsl::function>(x.payload) == dsl::function::first_submitted)
                marked = first_version_may_be_confidential(plan().nodes[plan().child(n, 0)].type.table) || marked;
            break;
        case op::query:
            if (plan().queries[x.payload].scope == dsl::query_scope::this_party)
                for (std::uint32_t filing = 0; filing < data_.filings.size(); ++filing)
                    marked = marked || hides_party(filing);
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
            std::uint16_t const row_table = plan().nodes[row_node].type.table;
            return any_row(row_node, f, element,
                           [&](std::uint32_t row) { return is_marked(row_table, x.payload, row); }) ||
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
        case op::flagged: {
            node_id const row_node = plan().child(n, 0);
            std::uint16_t const flagged = plan().nodes[row_node].type.table;
            return (marked_flags_ && any_row(row_node, f, element,
                                             [&](std::uint32_t row) { return (*marked_flags_)[flagged][row] != 0; })) ||
                   is_confidential(row_node, f, element);
        }
        case op::conditional: {
            // The branch that is not taken tells nothing.
            node_id const condition = plan().child(n, 0);
            if (is_confidential(condition, f, element)) return true;
            truth const taken = eval(condition, f)->as_truth(element);
            return (taken != truth::no && is_confidential(plan().child(n, 1), f, element)) ||
                   (taken != truth::yes && is_confidential(plan().child(n, 2), f, element));
        }
        case op::life: return life_is_confidential(x, f, element);
        case op::parameter: return true;
        case op::and_:
        case op::or_: return junction_is_confidential(n, f, element);
        case op::call:
            if (static_cast<dsl::function>(x.payload) == dsl::function::first_submitted) {
                node_id const row_node = plan().child(n, 0);
                std::uint16_t const table = plan().nodes[row_node].type.table;
                if (any_row(row_node, f, element,
                            [&](std::uint32_t row) { return first_version_is_confidential(table, row); }))
                    return true;
            }
            if (static_cast<dsl::function>(x.payload) == dsl::function::block && first_id_tells_block(n, f, element))
                return is_confidential(plan().child(n, 1), f, element);
            [[fallthrough]];
        default:
            for (std::uint32_t c = 0; c < x.child_count; ++c)
                if (is_confidential(plan().child(n, c), f, element)) return true;
            return false;
    }
}

// What decides an `and` or `or` without anything that is marked decides it whatever is written there.
bool evaluator::junction_is_confidential(node_id n, frame& f, std::size_t element) {
    node const& x = plan().nodes[n];
    truth const decides = x.code == op::and_ ? truth::no : truth::yes;
    bool any = false;
    for (std::uint32_t c = 0; c < x.child_count; ++c) {
        node_id const child = plan().child(n, c);
        if (is_confidential(child, f, element))
            any = true;
        else if (eval(child, f)->as_truth(element) == decides)
            return false;
    }
    return any;
}

// A first identifier in full, not marked, says what series the block is of; the fields beside it are not asked then.
bool evaluator::first_id_tells_block(node_id n, frame& f, std::size_t element) {
    node_id const first = plan().child(n, 0);
    if (is_confidential(first, f, element)) return false;
    vector_ptr const v = eval(first, f);
    return v->known[element] && v->u[element].full();
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
            if (field != dsl::no_index && is_marked(report.header, field, static_cast<std::uint32_t>(other)))
                return true;
    }
    return false;
}

void evaluator::forget_marks() {
    reads_marked_.clear();
    member_confidential_.clear();
    query_marks_.clear();
    marked_events_.clear();
}

bool evaluator::is_marked(std::uint16_t table, std::size_t field, std::uint32_t row) const {
    return data_.tables[table].is_confidential(field, row) && spared_ != std::pair(table, row);
}

bool evaluator::hides_party(std::uint32_t filing) const {
    return data_.filings[filing].party == reports::confidential_words;
}

bool evaluator::rests_on_other_rows(node_id n, frame& f, std::size_t element, std::uint16_t table, std::uint32_t row) {
    if (!is_confidential(n, f, element)) return false;
    spared_ = {table, row};
    members_but_spared_.clear();
    bool const rests = is_confidential(n, f, element);
    spared_.reset();
    return rests;
}

bool evaluator::note_marked_source(dsl::generated_rows const& g, frame& f, std::size_t element) {
    bool const marked = is_confidential(g.when, f, element) ||
                        std::any_of(g.values.begin(), g.values.end(),
                                    [&](auto const& value) { return is_confidential(value.is, f, element); });
    if (!marked) return false;
    auto& from = data_.tables[g.table].made_of_marked;
    std::uint32_t const filing = data_.tables[g.source].filing[f.rows[element]];
    if (from.empty() || from.back() != filing) from.push_back(filing);
    return true;
}

// Rows made of what is marked are as confidential as that, unless something else makes them as well.
void evaluator::hide_generated(dsl::generated_rows const& g, bool marked, std::size_t first_new, frame& f,
                               std::size_t element) {
    if (!data_.any_confidential) return;
    auto& table = data_.tables[g.table];
    bool const all = marked && is_confidential(g.when, f, element);
    for (auto const& value : g.values) {
        auto& column = table.confidential[value.field];
        bool const hidden = marked && (all || is_confidential(value.is, f, element));
        if (hidden || !column.empty()) column.resize(table.rows);
        if (hidden) std::fill(column.begin() + static_cast<std::ptrdiff_t>(first_new), column.end(), std::uint8_t{1});
        if (!marked && !column.empty())
            for (auto const row : made_rows_) column[row] = 0;
    }
}

bool evaluator::member_is_confidential(bool reference, std::uint32_t index, std::uint32_t row) {
    auto& asked = spared_ ? members_but_spared_ : member_confidential_;
    auto const [it, fresh] = asked.try_emplace({reference, index, row}, false);
    if (!fresh) return it->second;
    std::uint16_t const table = reference ? plan().references[index].table : plan().derived[index].table;
    frame own = rule_frame(table, {row});
    bool const marked =
        is_confidential(reference ? plan().references[index].value : plan().derived[index].value, own, 0);
    return asked[{reference, index, row}] = marked;
}

}  // namespace a6::checker
