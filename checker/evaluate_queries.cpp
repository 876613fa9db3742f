// Quantifiers, aggregates and lookups: joins through an index, evaluated on batches of row pairs.

#include "checker/evaluate_joins.hpp"

#include "dsl/hash.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace a6::checker {

using dsl::decimal;
using dsl::kind;
using dsl::node_id;
using dsl::query;
using dsl::query_kind;
using dsl::query_scope;

namespace {

constexpr std::size_t pair_batch_size = 4 * batch_rows;

// Rows looked at to say why one element is undecided.
constexpr std::size_t max_explained_candidates = 4096;

}  // namespace

frame evaluator::inner_frame(query const& q, frame& f, std::vector<std::uint32_t> gather,
                             std::vector<std::uint32_t> rows) {
    frame inner;
    inner.outer = &f;
    inner.slot = q.slot;
    inner.table = q.table;
    inner.size = rows.size();
    inner.gather = std::move(gather);
    inner.rows = std::move(rows);
    return inner;
}

namespace {

// What has been learned about one element of the outer frame.
struct tally {
    bool undecided_key = false;  // an outer key is unknown
    bool any_unknown = false;
    bool decided = false;  // nothing more can change the result
    bool overflow = false;
    bool has_value = false;
};

struct amount {
    dsl::int128 integer = 0;  // wide enough for a sum of any number of rows, in any order
    decimal number{};
    std::int64_t count = 0;
};

// What only some kinds of query gather. The lists are parallel to the tallies, or empty.
struct gathered {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> rows;  // element, row
    std::vector<amount> amounts;
    std::vector<std::vector<serial_block>> blocks;
    std::vector<std::set<std::string>> spellings;
};

gathered room_for(query_kind k, std::size_t elements) {
    gathered out;
    if (k == query_kind::count || k == query_kind::sum || k == query_kind::min || k == query_kind::max)
        out.amounts.resize(elements);
    if (k == query_kind::blocks) out.blocks.resize(elements);
    if (k == query_kind::distinct) out.spellings.resize(elements);
    return out;
}

// Distinct values are compared by their bytes.
std::string bytes_of(vector_value const& v, std::size_t n) {
    if (v.k == kind::decimal) return dsl::to_string(v.d[n]);
    if (v.k == kind::itmo) {
        auto const& u = v.u[n];
        return std::to_string(u.approach) + ' ' + std::to_string(u.registry) + ' ' + std::to_string(u.party) + ' ' +
               std::to_string(u.vintage) + ' ' + std::to_string(u.serial);
    }
    return v.k == kind::boolean ? std::to_string(v.yes[n]) : std::to_string(v.i[n]);
}

void take_value(query_kind k, tally& t, gathered& more, std::size_t element, vector_value const& body, std::size_t n) {
    switch (k) {
        case query_kind::sum: {
            amount& sum = more.amounts[element];
            if (body.k == kind::decimal) {
                auto const s = dsl::add(sum.number, body.d[n]);
                t.overflow = t.overflow || !s;
                if (s) sum.number = *s;
            } else {
                sum.integer += body.i[n];
            }
            break;
        }
        case query_kind::min:
        case query_kind::max: {
            amount& best = more.amounts[element];
            bool const low = k == query_kind::min;
            if (body.k == kind::decimal) {
                if (!t.has_value || (body.d[n] < best.number) == low) best.number = body.d[n];
            } else if (!t.has_value || (body.i[n] < best.integer) == low) {
                best.integer = body.i[n];
            }
            t.has_value = true;
            break;
        }
        case query_kind::blocks:
            if (body.k == kind::block)
                more.blocks[element].push_back(body.b[n]);
            else
                more.blocks[element].insert(more.blocks[element].end(), body.s[n]->blocks().begin(),
                                            body.s[n]->blocks().end());
            break;
        case query_kind::distinct: more.spellings[element].insert(bytes_of(body, n)); break;
        default: break;
    }
}

// Brings together what was found for one element, in the order of elements and rows.
std::vector<several_rows::entry> by_element(std::vector<std::pair<std::uint32_t, std::uint32_t>> found) {
    std::sort(found.begin(), found.end());
    std::vector<several_rows::entry> out;
    for (auto const& [element, row] : found) {
        if (out.empty() || out.back().first != element) out.emplace_back(element, std::vector<std::uint32_t>());
        out.back().second.push_back(row);
    }
    return out;
}

// Of the rows found for one element, whose values stand from `begin` on in `by`: those that the refinement keeps.
std::vector<std::uint32_t> kept_by(dsl::refinement_kind which, std::vector<std::uint32_t> const& rows,
                                   vector_value const& by, std::size_t begin) {
    std::vector<std::uint32_t> kept;
    if (which == dsl::refinement_kind::preferring) {
        for (std::size_t n = 0; n < rows.size(); ++n)
            if (by.known[begin + n] && by.yes[begin + n]) kept.push_back(rows[n]);
        return kept;
    }
    auto less = [&](std::size_t a, std::size_t b) {
        return by.k == kind::decimal ? by.d[begin + a] < by.d[begin + b] : by.i[begin + a] < by.i[begin + b];
    };
    std::optional<std::size_t> best;
    for (std::size_t n = 0; n < rows.size(); ++n) {
        if (!by.known[begin + n]) continue;
        bool const better = !best || (which == dsl::refinement_kind::highest ? less(*best, n) : less(n, *best));
        if (better) best = n;
    }
    for (std::size_t n = 0; best && n < rows.size(); ++n)
        if (by.known[begin + n] && !less(n, *best) && !less(*best, n)) kept.push_back(rows[n]);
    return kept;
}

}  // namespace

void evaluator::refine(query const& q, frame& f, std::vector<several_rows::entry>& found) {
    for (auto const& refinement : q.refinements) {
        std::vector<several_rows::entry*> chosen;
        std::vector<std::uint32_t> gather_index;
        std::vector<std::uint32_t> rows;
        auto work = [&] {
            if (rows.empty()) return;
            frame inner = inner_frame(q, f, std::move(gather_index), std::move(rows));
            vector_ptr const v = eval(refinement.second, inner);
            std::size_t begin = 0;
            for (auto* const entry : chosen) {
                std::size_t const count = entry->second.size();
                if (auto kept = kept_by(refinement.first, entry->second, *v, begin); !kept.empty())
                    entry->second = std::move(kept);
                begin += count;
            }
            chosen.clear();
            gather_index.clear();
            rows.clear();
        };
        for (auto& entry : found) {
            if (entry.second.size() < 2) continue;
            chosen.push_back(&entry);
            gather_index.insert(gather_index.end(), entry.second.size(), entry.first);
            rows.insert(rows.end(), entry.second.begin(), entry.second.end());
            if (rows.size() >= pair_batch_size) work();
        }
        work();
    }
}

// Where nothing but the keys joins the two sides, elements with equal keys have one answer, computed for the first of
// them.
std::vector<std::uint32_t> evaluator::elements_with_same_answer(query const& q, probe const& p, frame& f) const {
    std::vector<std::uint32_t> same_as(f.size);
    for (std::uint32_t n = 0; n < f.size; ++n) same_as[n] = n;
    std::uint64_t const own = std::uint64_t{1} << q.slot;
    auto depends_on_outer = [&](dsl::node_id n) {
        return n != dsl::no_node && (plan().nodes[n].free_slots & ~own) != 0;
    };
    bool outer = q.overlap || q.keys.empty() || depends_on_outer(q.residual) || depends_on_outer(q.body);
    for (auto const& r : q.refinements) outer = outer || depends_on_outer(r.second);
    if (outer) return same_as;
    std::unordered_map<std::uint64_t, std::uint32_t> first;
    for (std::uint32_t n = 0; n < f.size; ++n) {
        std::uint64_t h = 0;
        bool known = true;
        for (auto const& k : p.keys) {
            known = known && has_one_value(*k, n);
            if (known) h = dsl::hash_mix(h, hash_value(*k, n));
        }
        if (!known) continue;
        std::uint64_t reach_of = 0;
        if (q.scope == query_scope::this_filing) reach_of = p.filing[n];
        if (q.scope == query_scope::this_party) reach_of = data_.filings[p.filing[n]].party_group;
        std::uint32_t const candidate = first.try_emplace(dsl::hash_mix(h, reach_of), n).first->second;
        bool same = candidate != n;
        if (same && q.scope == query_scope::this_filing) same = p.filing[candidate] == p.filing[n];
        if (same && q.scope == query_scope::this_party)
            same = data_.filings[p.filing[candidate]].party_group == data_.filings[p.filing[n]].party_group;
        for (auto const& k : p.keys) same = same && same_value(*k, candidate, *k, n);
        if (same) same_as[n] = candidate;
    }
    return same_as;
}

vector_value evaluator::eval_query(query const& q, dsl::type const& type, frame& f) {
    probe p = make_probe(q, f);
    std::vector<tally> tallies(f.size);
    gathered more = room_for(q.kind, f.size);
    std::vector<std::uint32_t> const filing = filings_of(f);
    std::uint64_t const allowed = allowed_pairs(q);
    auto& pairs_of = pairs_[&q];
    pairs_of.resize(data_.filings.size() + 1);
    bool const stops_early =
        q.kind == query_kind::exists || q.kind == query_kind::every || q.kind == query_kind::some_row;

    std::vector<std::uint32_t> gather_index;
    std::vector<std::uint32_t> rows;
    std::vector<std::uint8_t> sure;
    auto flush = [&] {
        if (rows.empty()) return;
        frame inner = inner_frame(q, f, std::move(gather_index), std::move(rows));
        vector_ptr const where = q.residual == dsl::no_node ? nullptr : eval(q.residual, inner);
        std::vector<std::uint32_t> kept;
        for (std::uint32_t n = 0; n < inner.size; ++n)
            if (!tallies[inner.gather[n]].decided && (!where || where->as_truth(n) != truth::no)) kept.push_back(n);
        vector_ptr const body = q.body == dsl::no_node || kept.empty() ? nullptr : eval_for(q.body, inner, kept);
        for (std::size_t k = 0; k < kept.size(); ++k) {
            std::size_t const n = kept[k];
            tally& t = tallies[inner.gather[n]];
            if (t.decided) continue;
            truth w = where ? where->as_truth(n) : truth::yes;
            if (!sure[n]) w = truth::unknown;
            switch (q.kind) {
                case query_kind::exists:
                    if (w == truth::yes) t.decided = true;
                    t.any_unknown = t.any_unknown || w == truth::unknown;
                    break;
                case query_kind::every: {
                    truth const b = body->as_truth(k);
                    // A row that surely belongs and surely fails decides; every other doubt leaves it open.
                    if (w == truth::yes && b == truth::no) t.decided = true;
                    t.any_unknown = t.any_unknown || b == truth::unknown || (w == truth::unknown && b != truth::yes);
                    break;
                }
                case query_kind::the_row:
                case query_kind::some_row:
                    if (w == truth::yes) {
                        more.rows.emplace_back(inner.gather[n], inner.rows[n]);
                        t.decided = q.kind == query_kind::some_row;
                    }
                    t.any_unknown = t.any_unknown || w == truth::unknown;
                    break;
                default:
                    t.any_unknown = t.any_unknown || w == truth::unknown || (body && !body->known[k]);
                    if (!more.amounts.empty()) ++more.amounts[inner.gather[n]].count;
                    if (body && body->known[k]) take_value(q.kind, t, more, inner.gather[n], *body, k);
            }
        }
        gather_index.clear();
        rows.clear();
        sure.clear();
    };

    // Quantifiers look at a few rows first and at more only where those did not decide.
    struct pending {
        std::uint32_t element;
        std::size_t next;
    };
    std::vector<pending> open;
    std::vector<std::uint32_t> const same_as = elements_with_same_answer(q, p, f);
    for (std::uint32_t n = 0; n < f.size; ++n)
        if (same_as[n] == n) open.push_back({n, 0});
    std::size_t quota = stops_early ? 4 : std::numeric_limits<std::size_t>::max();
    std::vector<candidate> found;
    while (!open.empty()) {
        std::vector<pending> still_open;
        for (auto& e : open) {
            tally& t = tallies[e.element];
            if (t.decided) continue;
            std::size_t const enough =
                quota < std::numeric_limits<std::size_t>::max() - e.next ? e.next + quota : quota;
            std::uint64_t const scanned_before = p.scanned;
            reach const r = candidates(q, p, e.element, enough, found);
            t.any_unknown = t.any_unknown || r == reach::not_all;
            if (r == reach::undecided) {
                t.undecided_key = true;
                continue;
            }
            std::size_t const end = std::min(enough, found.size());
            std::uint64_t& pairs = pairs_of[filing.empty() ? 0 : filing[e.element]];
            pairs += std::max<std::uint64_t>(p.scanned - scanned_before, end - e.next);
            if (pairs > allowed) {
                t.undecided_key = true;
                continue;
            }
            for (; e.next < end; ++e.next) {
                gather_index.push_back(e.element);
                rows.push_back(found[e.next].row);
                sure.push_back(found[e.next].sure);
                if (rows.size() >= pair_batch_size) flush();
            }
            if (r == reach::stopped || e.next < found.size()) still_open.push_back(e);
        }
        flush();
        open = std::move(still_open);
        if (quota < std::numeric_limits<std::size_t>::max() / 8) quota *= 8;
    }

    std::vector<several_rows::entry> by_rows = by_element(std::move(more.rows));
    refine(q, f, by_rows);
    auto next = by_rows.begin();
    vector_value v = make_vector(type, f.size);
    for (std::size_t n = 0; n < f.size; ++n) {
        if (same_as[n] != n) {
            copy_value(v, n, v, same_as[n]);  // an element before this one, already filled
            continue;
        }
        tally& t = tallies[n];
        while (next != by_rows.end() && next->first < n) ++next;
        if (t.undecided_key) continue;
        switch (q.kind) {
            case query_kind::exists:
                v.known[n] = t.decided || !t.any_unknown;
                v.yes[n] = t.decided;
                break;
            case query_kind::every:
                v.known[n] = t.decided || !t.any_unknown;
                v.yes[n] = v.known[n] && !t.decided;
                break;
            case query_kind::the_row:
            case query_kind::some_row:
                if (next == by_rows.end() || next->first != n) {
                    v.known[n] = !t.any_unknown;
                    break;
                }
                v.known[n] = 1;
                v.i[n] = next->second.front();
                if (next->second.size() > 1) v.many.set(static_cast<std::uint32_t>(n), next->second);
                break;
            case query_kind::count:
                v.known[n] = !t.any_unknown;
                v.i[n] = more.amounts[n].count;
                break;
            case query_kind::distinct:
                v.known[n] = !t.any_unknown;
                v.i[n] = static_cast<std::int64_t>(more.spellings[n].size());
                break;
            case query_kind::sum: {
                amount const& sum = more.amounts[n];
                v.known[n] = !t.any_unknown && !t.overflow;
                if (type.k == kind::decimal)
                    v.d[n] = sum.number;
                else if (sum.integer < std::numeric_limits<std::int64_t>::min() ||
                         sum.integer > std::numeric_limits<std::int64_t>::max())
                    v.known[n] = 0;
                else
                    v.i[n] = static_cast<std::int64_t>(sum.integer);
                break;
            }
            case query_kind::min:
            case query_kind::max:
                v.known[n] = !t.any_unknown && t.has_value;
                if (type.k == kind::decimal)
                    v.d[n] = more.amounts[n].number;
                else
                    v.i[n] = static_cast<std::int64_t>(more.amounts[n].integer);
                break;
            case query_kind::blocks:
                v.known[n] = !t.any_unknown && !ambiguous(more.blocks[n]);
                v.s[n] = shared(serial_set(std::move(more.blocks[n])));
                break;
        }
    }
    return v;
}

bool evaluator::gave_up(query const& q, frame& f, std::size_t element) const {
    std::vector<std::uint32_t> const filing = filings_of(f);
    auto const it = pairs_.find(&q);
    return it != pairs_.end() && it->second[filing.empty() ? 0 : filing[element]] > allowed_pairs(q);
}

std::uint64_t evaluator::allowed_pairs(query const& q) const {
    std::uint64_t const of_filing = max_pairs(data_.tables[q.table].rows);
    return std::max(of_filing / part_.second * part_.first, std::min(of_filing, least_pairs));
}

std::unique_ptr<evaluator::open_rows> evaluator::undecided_rows(query const& q, frame& f, std::size_t element) {
    constexpr std::size_t enough = 3;
    probe p = make_probe(q, f);
    std::vector<candidate> found;
    if (candidates(q, p, element, max_explained_candidates, found) == reach::undecided) return nullptr;
    auto out = std::make_unique<open_rows>();
    std::vector<std::uint32_t> rows;
    for (auto const& c : found) {
        if (rows.size() >= enough) break;
        frame inner = inner_frame(q, f, {static_cast<std::uint32_t>(element)}, {c.row});
        dsl::node_id open = dsl::no_node;
        truth const where = q.residual == dsl::no_node ? truth::yes : eval(q.residual, inner)->as_truth(0);
        if (where == truth::no) continue;
        if (where == truth::unknown) open = q.residual;
        if (open == dsl::no_node && q.body != dsl::no_node && !eval(q.body, inner)->known[0]) open = q.body;
        if (open == dsl::no_node && !c.sure) {
            for (auto const& k : q.keys)
                if (!eval(k.inner, inner)->known[0]) open = k.inner;
            if (open == dsl::no_node && q.overlap) open = q.overlap->inner;
        }
        if (open == dsl::no_node) continue;
        rows.push_back(c.row);
        out->nodes.push_back(open);
    }
    out->inner = inner_frame(q, f, std::vector<std::uint32_t>(rows.size(), static_cast<std::uint32_t>(element)), rows);
    return out;
}

std::unique_ptr<frame> evaluator::matching_rows(query const& q, frame& f, std::size_t element) {
    probe p = make_probe(q, f);
    std::vector<candidate> found;
    if (candidates(q, p, element, static_cast<std::size_t>(-1), found) == reach::undecided) return nullptr;
    std::vector<std::uint32_t> rows;
    for (auto const& c : found)
        if (c.sure) rows.push_back(c.row);
    std::sort(rows.begin(), rows.end());
    auto const here = [&](std::size_t count) {
        return std::vector<std::uint32_t>(count, static_cast<std::uint32_t>(element));
    };
    if (q.residual != dsl::no_node) {
        frame inner = inner_frame(q, f, here(rows.size()), rows);
        vector_ptr const where = eval(q.residual, inner);
        std::size_t kept = 0;
        for (std::size_t n = 0; n < rows.size(); ++n)
            if (where->as_truth(n) == truth::yes) rows[kept++] = rows[n];
        rows.resize(kept);
    }
    auto gather = here(rows.size());
    return std::make_unique<frame>(inner_frame(q, f, std::move(gather), std::move(rows)));
}

}  // namespace a6::checker
