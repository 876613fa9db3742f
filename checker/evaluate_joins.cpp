// Which rows may answer a query: columns in groups of equal keys, blocks in the order of their serials.

#include "checker/evaluate_joins.hpp"

#include <re2/re2.h>
#include <algorithm>

namespace a6::checker {

using dsl::kind;
using dsl::node_id;
using dsl::op;
using dsl::query;
using dsl::query_scope;

namespace {

std::uint64_t known_mask(std::vector<vector_ptr> const& keys, std::size_t n) {
    std::uint64_t mask = 0;
    for (std::size_t k = 0; k < keys.size(); ++k)
        if (has_one_value(*keys[k], n)) mask |= std::uint64_t{1} << k;
    return mask;
}

}  // namespace

std::uint64_t hash_known(std::uint64_t scope, std::uint64_t mask, std::vector<vector_ptr> const& keys, std::size_t n) {
    std::uint64_t h = dsl::hash_mix(scope, mask);
    for (std::size_t k = 0; k < keys.size(); ++k)
        if (mask >> k & 1) h = dsl::hash_mix(h, hash_value(*keys[k], n));
    return h;
}

bool all_have_one_value(vector_value const& v) {
    return v.many.empty() && std::find(v.known.begin(), v.known.end(), 0) == v.known.end() &&
           (v.k != kind::row || std::find(v.i.begin(), v.i.end(), no_row) == v.i.end());
}

evaluator::evaluator(dsl::rulebook const& book, dataset& data, dsl::date as_of)
    : book_(book), data_(data), as_of_(as_of), shared_(std::make_shared<shared_state>()) {
    auto& costly = shared_->costly;
    costly.assign(plan().nodes.size(), 0);
    for (node_id n = 0; n < plan().nodes.size(); ++n) {  // children come before parents
        auto const& x = plan().nodes[n];
        costly[n] = x.code == op::query || x.code == op::matches || x.code == op::raw || x.code == op::overlaps ||
                    x.code == op::within || x.code == op::unite || x.code == op::without || x.code == op::intersect ||
                    x.code == op::call;
        for (std::uint32_t c = 0; c < x.child_count; ++c)
            if (costly[plan().child(n, c)]) costly[n] = 1;
    }
    count_uses();
    begin();
}

evaluator::evaluator(evaluator const& other)
    : book_(other.book_),
      data_(other.data_),
      as_of_(other.as_of_),
      shared_(other.shared_),
      flags_(other.flags_),
      marked_flags_(other.marked_flags_),
      say_(other.say_) {
    begin();
}

evaluator::~evaluator() = default;

void evaluator::begin() {
    root_.constants = true;
    root_.size = 1;
    patterns_.resize(plan().patterns.size());
    pattern_memory_.resize(plan().patterns.size());
}

std::unique_ptr<evaluator> evaluator::sibling() const { return std::unique_ptr<evaluator>(new evaluator(*this)); }

void evaluator::count_uses() {
    shared_->uses.assign(plan().nodes.size(), 0);
    auto use = [&](node_id n) {
        if (n != dsl::no_node && shared_->uses[n] < 2) ++shared_->uses[n];
    };
    for (auto const child : plan().children) use(child);
    for (auto const& q : plan().queries) {
        for (auto const& k : q.keys) use(k.outer);
        if (q.overlap) use(q.overlap->outer);
        use(q.residual);
        use(q.body);
        for (auto const& r : q.refinements) use(r.second);
    }
    for (auto const& rule : book_.rules)
        for (auto const& instance : rule.instances) {
            for (auto const w : instance.when) use(w);
            use(instance.eased_when);
            for (auto const& norm : instance.norms) {
                for (auto const n : {norm.condition, norm.provided, norm.quantity, norm.serials}) use(n);
                for (auto const* places : {&norm.at, &norm.counterpart, &norm.evidence})
                    for (auto const& p : *places) use(p.row);
                for (auto const& piece : norm.message) use(piece.hole);
                for (auto const& need : norm.otherwise) {
                    use(need.each);
                    use(need.when);
                    for (auto const& piece : need.text) use(piece.hole);
                }
                for (auto const& b : norm.balances) {
                    use(b.party);
                    use(b.year);
                }
                use(norm.affects_balance_when);
            }
        }
}

std::uint64_t evaluator::scope_hash(query_scope scope, std::uint32_t filing) const {
    switch (scope) {
        case query_scope::this_filing: return dsl::hash_mix(1, filing);
        case query_scope::this_party: return dsl::hash_mix(2, data_.filings[filing].party_group);
        default: return 3;
    }
}

// What the node says of its row, whatever slot the row is bound to: fields and what is reached through them; empty for
// anything else.
std::string evaluator::path_of(node_id n) const {
    auto const& x = plan().nodes[n];
    switch (x.code) {
        case op::variable: return "row";
        case op::field: break;
        case op::derived: break;
        case op::reference: break;
        case op::header: break;
        default: return {};
    }
    std::string const of = path_of(plan().child(n, 0));
    if (of.empty()) return {};
    return of + '/' + std::to_string(static_cast<int>(x.code)) + '.' + std::to_string(x.payload);
}

vector_ptr evaluator::column_of(query const& q, node_id n, std::string const& name) {
    auto const& x = plan().nodes[n];
    bool const of_row = x.child_count == 1 && plan().nodes[plan().child(n, 0)].code == op::variable;
    auto const& table = data_.tables[q.table];
    if (of_row && x.code == op::derived && shared_->derived[x.payload]) return shared_->derived[x.payload];
    if (of_row && x.code == op::reference && shared_->references[x.payload]) return shared_->references[x.payload];
    // The dataset keeps it; rows of a table that is made may still be added.
    if (of_row && x.code == op::field && !book_.model.tables[q.table].generated)
        return vector_ptr(vector_ptr(), &table.fields[x.payload]);
    if (auto const it = shared_->columns.find(name); it != shared_->columns.end()) return it->second;
    auto column = std::make_shared<vector_value>(make_vector(x.type, table.rows));
    for (std::size_t begin = 0; begin < table.rows; begin += batch_rows) {
        std::vector<std::uint32_t> rows;
        for (std::size_t r = begin; r < std::min(table.rows, begin + batch_rows); ++r)
            rows.push_back(static_cast<std::uint32_t>(r));
        std::size_t const size = rows.size();
        frame f = inner_frame(q, root_, std::vector<std::uint32_t>(size, 0), std::move(rows));
        vector_ptr const v = eval(n, f);
        copy_values(*column, begin, *v);
    }
    if (!book_.model.tables[q.table].generated) shared_->columns.emplace(name, column);
    return column;
}

evaluator::join& evaluator::join_of(query const& q) {
    std::lock_guard const alone(shared_->making);
    if (auto const it = shared_->joins.find(&q); it != shared_->joins.end()) return *it->second;
    auto made = std::make_unique<join>();
    auto name_of = [&](node_id n) {
        std::string const path = path_of(n);
        return std::to_string(q.table) + ':' + (path.empty() ? "node " + std::to_string(n) : path);
    };
    bool const old_too = q.scope == query_scope::all_versions;
    std::string signature = std::to_string(static_cast<int>(q.scope)) + ' ' + std::to_string(q.table);
    for (auto const& k : q.keys) {
        std::string const name = name_of(k.inner);
        made->keys.push_back(column_of(q, k.inner, name));
        if (!q.overlap) signature += ' ' + name;
    }
    if (q.overlap) {
        std::string const name = name_of(q.overlap->inner);
        made->block = column_of(q, q.overlap->inner, name);
        signature += " overlap " + name;
    }
    auto const& table = data_.tables[q.table];
    // To a table that is made, rows may still be added for others.
    auto& index = made->index;
    if (!book_.model.tables[q.table].generated) index = shared_->indexes[signature];
    bool const fresh = !index;
    if (fresh) index = std::make_shared<row_index>();
    if (!book_.model.tables[q.table].generated) shared_->indexes[signature] = index;
    std::vector<row_groups::entry> placed;
    std::vector<row_groups::entry> unsure;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> masks;
    for (std::uint32_t r = 0; r < table.rows; ++r) {
        if (!table.current[r] && !old_too) continue;
        bool sure = true;
        if (made->block)
            sure = made->block->known[r];
        else
            for (auto const& k : made->keys) sure = sure && has_one_value(*k, r);
        if (sure && !fresh) continue;
        std::uint64_t const scope = scope_hash(q.scope, table.filing[r]);
        if (!sure) {
            std::uint64_t const mask = known_mask(made->keys, r);
            unsure.push_back({hash_known(scope, mask, made->keys, r), r});
            masks.emplace_back(scope, mask);
            continue;
        }
        std::uint64_t h = scope;
        if (made->block)
            h = hash_series(h, made->block->b[r]);
        else
            for (auto const& k : made->keys) h = dsl::hash_mix(h, hash_value(*k, r));
        placed.push_back({h, r});
    }
    std::sort(masks.begin(), masks.end());
    masks.erase(std::unique(masks.begin(), masks.end()), masks.end());
    made->unsure = row_groups(unsure);
    made->unsure_masks = std::move(masks);
    for (auto const& k : made->keys) made->plain_keys.push_back(is_plain(*k) && all_have_one_value(*k));
    made->unlike = unlike_itself(q);
    if (fresh) {
        if (made->block)
            index->blocks = block_index(placed, made->block->b);
        else
            index->groups = row_groups(placed);
    }
    return *shared_->joins.emplace(&q, std::move(made)).first->second;
}

}  // namespace a6::checker
