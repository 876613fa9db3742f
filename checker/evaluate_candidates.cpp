// Which rows a query has to look at for one row that asks.

#include "checker/evaluate_joins.hpp"

#include <algorithm>
#include <span>

namespace a6::checker {

using dsl::kind;
using dsl::node_id;
using dsl::op;
using dsl::query;

namespace {

// Rows behind the first that are looked at when a range of blocks is laid down for all who ask.
constexpr std::uint32_t short_range = 16;

// The parts of a condition that all have to hold.
void list_parts(dsl::plan const& plan, node_id n, std::vector<node_id>& out) {
    if (n == dsl::no_node) return;
    if (plan.nodes[n].code != op::and_) {
        out.push_back(n);
        return;
    }
    for (std::uint32_t c = 0; c < plan.nodes[n].child_count; ++c) list_parts(plan, plan.child(n, c), out);
}

// Gives the same for the same row, whoever asks.
bool follows_from_row(op code) {
    switch (code) {
        case op::constant:
        case op::variable:
        case op::field:
        case op::derived:
        case op::reference:
        case op::header:
        case op::present:
        case op::raw:
        case op::add:
        case op::subtract:
        case op::call: return true;
        default: return false;
    }
}

// `a` says of the row at slot `own` what `b` says of that of another variable, which is given back.
std::optional<node_id> same_of_another(dsl::plan const& plan, node_id a, node_id b, std::uint16_t own,
                                       std::uint16_t table) {
    auto const& x = plan.nodes[a];
    auto const& y = plan.nodes[b];
    if (x.code != y.code || x.child_count != y.child_count || !follows_from_row(x.code)) return std::nullopt;
    if (x.code == op::variable) {
        bool const rows = x.payload == own && y.payload != own && x.type.table == table && y.type.table == table;
        return rows ? std::optional(b) : std::nullopt;
    }
    if (x.payload != y.payload || x.child_count == 0) return std::nullopt;
    std::optional<node_id> variable;
    for (std::uint32_t c = 0; c < x.child_count; ++c) {
        node_id const p = plan.child(a, c);
        node_id const q = plan.child(b, c);
        if (p == q && plan.nodes[p].free_slots == 0) continue;
        auto const found = same_of_another(plan, p, q, own, table);
        if (!found || (variable && *variable != *found)) return std::nullopt;
        variable = found;
    }
    return variable;
}

}  // namespace

std::optional<evaluator::unlike_row> evaluator::unlike_itself(query const& q) const {
    std::vector<node_id> parts;
    list_parts(plan(), q.residual, parts);
    for (node_id part : parts) {
        bool const differs = plan().nodes[part].code == op::not_;
        if (differs) part = plan().child(part, 0);
        auto const& x = plan().nodes[part];
        if (x.code != (differs ? op::equal : op::less)) continue;
        node_id const a = plan().child(part, 0);
        node_id const b = plan().child(part, 1);
        // Serials that are equal may yet be of registries that are not known.
        auto const& type = plan().nodes[a].type;
        if (type.list_of || type.k == kind::block || type.k == kind::blocks || type.k == kind::timeframe) continue;
        if (auto const other = same_of_another(plan(), a, b, q.slot, q.table)) {
            auto const& n = plan().nodes[a];
            bool const by_number =
                n.code == op::call && static_cast<dsl::function>(n.payload) == dsl::function::row_number;
            // The filing that is searched is that of the rule's row.
            bool const in_its_filing = q.scope == dsl::query_scope::this_filing && plan().nodes[*other].payload == 0;
            return unlike_row{*other, b, by_number && !differs && in_its_filing};
        }
        if (auto const other = same_of_another(plan(), b, a, q.slot, q.table)) return unlike_row{*other, a};
    }
    return std::nullopt;
}

std::shared_ptr<std::vector<block_range> const> evaluator::ranges_of(query const& q, probe const& p, frame& f) const {
    row_index const* const index = p.with->index.get();
    auto const known = [&](frame const& g) -> std::shared_ptr<std::vector<block_range> const> {
        for (auto const& kept : g.ranges)
            if (kept.index == index && kept.block == q.overlap->outer) return kept.ranges;
        return nullptr;
    };
    if (auto const kept = known(f)) return kept;
    std::vector<block_range> out(f.size);
    auto const& rows = index->blocks.rows();
    auto const& blocks = p.with->block->b;
    for (std::size_t n = 0; n < f.size; ++n) {
        if (!p.block->known[n]) continue;
        serial_block const& w = p.block->b[n];
        block_range const all = index->blocks.from(scope_hash(q.scope, p.filing.empty() ? 0 : p.filing[n]), w);
        out[n] = {all.begin, all.begin};
        std::uint32_t const look = std::min(all.end, all.begin + short_range);
        while (out[n].end < look && blocks[rows[out[n].end]].first <= w.last) ++out[n].end;
        if (out[n].end == look) out[n].end = all.end;
    }
    auto kept = std::make_shared<std::vector<block_range> const>(std::move(out));
    f.ranges.push_back({index, q.overlap->outer, kept});
    return kept;
}

evaluator::probe evaluator::make_probe(query const& q, frame& f) {
    probe p;
    p.with = &join_of(q);
    p.keys_known = true;
    for (auto const& k : q.keys) {
        p.keys.push_back(eval(k.outer, f));
        p.keys_known = p.keys_known && all_have_one_value(*p.keys.back());
    }
    if (q.overlap) p.block = eval(q.overlap->outer, f);
    if (!dsl::reaches_everywhere(q.scope)) p.filing = filings_of(f);
    if (p.block && p.block->k == kind::block) p.ranges = ranges_of(q, p, f);
    if (auto const& unlike = p.with->unlike) {
        vector_ptr const rows = eval(unlike->variable, f);
        vector_ptr const value = eval(unlike->value, f);
        p.not_row.assign(f.size, no_row);
        for (std::size_t n = 0; n < f.size; ++n)
            if (has_one_value(*value, n) && has_one_value(*rows, n)) p.not_row[n] = rows->i[n];
    }
    return p;
}

// Whether the row has the keys that are asked for; unknown where one of its own is.
truth evaluator::has_keys(probe const& p, std::size_t element, std::uint32_t row) {
    join const& with = *p.with;
    truth all = truth::yes;
    for (std::size_t k = 0; k < p.keys.size(); ++k) {
        vector_value const& wanted = *p.keys[k];
        vector_value const& given = *with.keys[k];
        if (with.plain_keys[k]) {
            if (wanted.i[element] != given.i[row]) return truth::no;
        } else if (!has_one_value(given, row)) {
            all = truth::unknown;
        } else if (!same_value(wanted, element, given, row)) {
            return truth::no;
        }
    }
    return all;
}

// Undecided: an outer key is unknown, and so is the query for this element. Not all: there are too many rows without a
// key; the first few stand for them. Stopped: `enough` rows were found and there may be others.
evaluator::reach evaluator::candidates(query const& q, probe& p, std::size_t element, std::size_t enough,
                                       std::vector<candidate>& out) {
    out.clear();
    if (!p.keys_known)
        for (auto const& k : p.keys)
            if (!has_one_value(*k, element)) return reach::undecided;
    if (p.block && !p.block->known[element]) return reach::undecided;
    join const& with = *p.with;
    std::uint64_t const scope = scope_hash(q.scope, p.filing.empty() ? 0 : p.filing[element]);
    std::int64_t const never = p.not_row.empty() ? no_row : p.not_row[element];
    bool const only_before = never != no_row && with.unlike->only_before;
    auto const is_excluded = [&](std::uint32_t row) { return row == never || (only_before && row > never); };
    if (!p.block) {
        row_groups const& groups = with.index->groups;
        std::uint64_t h = scope;
        for (auto const& k : p.keys) h = dsl::hash_mix(h, hash_value(*k, element));
        for (auto const row : groups.of(groups.find(h))) {
            if (out.size() >= enough) return reach::stopped;
            if (is_excluded(row)) {
                if (only_before) break;  // the rows of a group follow one another
                continue;
            }
            ++p.scanned;
            if (has_keys(p, element, row) == truth::yes) out.push_back({row, true});
        }
    } else {
        std::span<serial_block const> const wanted =
            p.ranges ? std::span(&p.block->b[element], 1) : std::span(p.block->s[element]->blocks());
        auto const& blocks = with.block->b;
        for (auto const& w : wanted) {
            block_range const range = p.ranges ? (*p.ranges)[element] : with.index->blocks.from(scope, w);
            bool const to_the_end = with.index->blocks.each(range, w, blocks, [&](std::uint32_t row) {
                if (is_excluded(row)) return true;
                if (wanted.size() == 1 && out.size() >= enough) return false;
                ++p.scanned;
                truth const t = overlaps(blocks[row], w);
                if (t == truth::no) return true;
                truth const equal = has_keys(p, element, row);
                if (equal != truth::no) out.push_back({row, t == truth::yes && equal == truth::yes});
                return true;
            });
            if (!to_the_end) return reach::stopped;
        }
        if (wanted.size() > 1) {
            // A row may meet several blocks of a set. In the order of first serials, as for one block.
            std::sort(out.begin(), out.end(), [&](candidate const& x, candidate const& y) {
                if (blocks[x.row].first != blocks[y.row].first) return blocks[x.row].first < blocks[y.row].first;
                return x.row != y.row ? x.row < y.row : x.sure > y.sure;
            });
            out.erase(std::unique(out.begin(), out.end(),
                                  [](candidate const& x, candidate const& y) { return x.row == y.row; }),
                      out.end());
        }
    }
    if (with.unsure_masks.empty()) return reach::all;
    std::vector<std::uint32_t> unsure;
    auto mask =
        std::lower_bound(with.unsure_masks.begin(), with.unsure_masks.end(), std::pair{scope, std::uint64_t{0}});
    auto const too_many = [&unsure] { return unsure.size() > max_rows_without_key; };
    for (; mask != with.unsure_masks.end() && mask->first == scope && !too_many(); ++mask)
        for (auto const row : with.unsure.of(with.unsure.find(hash_known(scope, mask->second, p.keys, element)))) {
            if (is_excluded(row) || has_keys(p, element, row) == truth::no) continue;
            unsure.push_back(row);
            if (too_many()) break;
        }
    if (too_many()) {
        std::partial_sort(unsure.begin(), unsure.begin() + 3, unsure.end());
        for (std::size_t n = 0; n < 3; ++n) out.push_back({unsure[n], false});
        return reach::not_all;
    }
    std::sort(unsure.begin(), unsure.end());
    for (auto const row : unsure) {
        if (out.size() >= enough) return reach::stopped;
        out.push_back({row, false});
    }
    return reach::all;
}

}  // namespace a6::checker
