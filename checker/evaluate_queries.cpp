// Quantifiers, aggregates and lookups: joins through an index, evaluated on batches of row pairs.

#include "checker/evaluate.hpp"

#include "dsl/hash.hpp"

#include <re2/re2.h>
#include <algorithm>
#include <limits>
#include <set>

namespace a6::checker {

using dsl::decimal;
using dsl::kind;
using dsl::query;
using dsl::query_kind;
using dsl::query_scope;

namespace {

constexpr std::size_t pair_batch_size = 4 * batch_rows;

// Rows looked at to say why one element is undecided.
constexpr std::size_t max_explained_candidates = 4096;

std::uint64_t hash_series(std::uint64_t h, serial_block const& b) {
    return dsl::hash_mix(dsl::hash_mix(dsl::hash_mix(h, b.approach), b.party), static_cast<std::uint64_t>(b.vintage));
}

// Of the keys that the mask names; the others have no value.
std::uint64_t hash_known(std::uint64_t scope, std::uint64_t mask, std::vector<vector_ptr> const& keys, std::size_t n) {
    std::uint64_t h = dsl::hash_mix(scope, mask);
    for (std::size_t k = 0; k < keys.size(); ++k)
        if (mask >> k & 1) h = dsl::hash_mix(h, hash_value(*keys[k], n));
    return h;
}

// Rows of one bucket in the order of their block's first serial; highest[i] is the highest last serial of rows[0..i].
struct bucket {
    std::vector<std::uint32_t> rows;
    std::vector<std::int64_t> highest;
};

}  // namespace

struct evaluator::join_index {
    std::unordered_map<std::uint64_t, bucket> buckets;
    // Rows of which a key is not known: by scope, by which keys are known (bit k), and by the values of those.
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> unsure;
    std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> unsure_masks;  // by scope
    std::vector<vector_ptr> keys;
    vector_ptr block;
};

struct evaluator::probe {
    join_index* index = nullptr;
    std::vector<vector_ptr> keys;
    vector_ptr block;
    std::vector<std::uint32_t> filing;
};

evaluator::evaluator(dsl::rulebook const& book, dataset& data, dsl::date as_of)
    : book_(book), data_(data), as_of_(as_of) {
    root_.constants = true;
    root_.size = 1;
    patterns_.resize(plan().patterns.size());
    pattern_memory_.resize(plan().patterns.size());
}

evaluator::~evaluator() = default;

evaluator::join_index& evaluator::index_of(query const& q) {
    auto const [it, fresh] = indexes_.try_emplace(&q);
    if (!fresh) return *it->second;
    auto const built = std::make_shared<join_index>();
    auto const& table = data_.tables[q.table];
    std::vector<std::uint32_t> rows(table.rows);
    for (std::uint32_t r = 0; r < rows.size(); ++r) rows[r] = r;
    frame f;
    f.outer = &root_;
    f.slot = q.slot;
    f.table = q.table;
    f.gather.assign(rows.size(), 0);
    f.size = rows.size();
    f.rows = rows;
    for (auto const& k : q.keys) built->keys.push_back(eval(k.inner, f));
    if (q.overlap) built->block = eval(q.overlap->inner, f);
    for (std::uint32_t const r : rows) {
        if (!table.current[r] && q.scope != query_scope::all_versions) continue;
        std::uint32_t const filing = table.filing[r];
        std::uint64_t const scope = q.scope == query_scope::this_filing ? dsl::hash_mix(1, filing)
                                    : q.scope == query_scope::this_party
                                        ? dsl::hash_mix(2, data_.filings[filing].party_group)
                                        : 3;
        bool sure = !built->block || built->block->known[r];
        std::uint64_t h = scope;
        for (auto const& k : built->keys) {
            sure = sure && has_one_value(*k, r);
            if (sure) h = dsl::hash_mix(h, hash_value(*k, r));
        }
        if (!sure) {
            std::uint64_t mask = 0;
            for (std::size_t k = 0; k < built->keys.size(); ++k)
                if (has_one_value(*built->keys[k], r)) mask |= std::uint64_t{1} << k;
            built->unsure[hash_known(scope, mask, built->keys, r)].push_back(r);
            auto& masks = built->unsure_masks[scope];
            if (std::find(masks.begin(), masks.end(), mask) == masks.end()) masks.push_back(mask);
            continue;
        }
        if (built->block) h = hash_series(h, built->block->b[r]);
        built->buckets[h].rows.push_back(r);
    }
    if (built->block)
        for (auto& [h, b] : built->buckets) {
            auto const& blocks = built->block->b;
            std::stable_sort(b.rows.begin(), b.rows.end(),
                             [&](auto x, auto y) { return blocks[x].first < blocks[y].first; });
            std::int64_t highest = std::numeric_limits<std::int64_t>::min();
            for (auto const r : b.rows) b.highest.push_back(highest = std::max(highest, blocks[r].last));
        }
    auto& slot = indexes_[&q];  // evaluating the keys may have built other indexes and moved this one
    slot = std::make_unique<join_index>(std::move(*built));
    return *slot;
}

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

evaluator::probe evaluator::make_probe(query const& q, frame& f) {
    probe p;
    p.index = &index_of(q);
    for (auto const& k : q.keys) p.keys.push_back(eval(k.outer, f));
    if (q.overlap) p.block = eval(q.overlap->outer, f);
    if (!dsl::reaches_everywhere(q.scope)) p.filing = filings_of(f);
    return p;
}

// Undecided: an outer key is unknown, and so is the query for this element. Not all: there are too many rows without a
// key; the first few stand for them. Stopped: `enough` rows were found and there may be others.
evaluator::reach evaluator::candidates(query const& q, probe const& p, std::size_t element, std::size_t enough,
                                       std::vector<candidate>& out) {
    out.clear();
    std::uint64_t scope = 3;
    if (q.scope == query_scope::this_filing) scope = dsl::hash_mix(1, p.filing[element]);
    if (q.scope == query_scope::this_party) scope = dsl::hash_mix(2, data_.filings[p.filing[element]].party_group);
    std::uint64_t h = scope;
    for (auto const& k : p.keys) {
        if (!has_one_value(*k, element)) return reach::undecided;
        h = dsl::hash_mix(h, hash_value(*k, element));
    }
    if (p.block && !p.block->known[element]) return reach::undecided;
    join_index const& index = *p.index;
    auto keys_equal = [&](std::uint32_t row, bool only_known) {
        for (std::size_t k = 0; k < p.keys.size(); ++k) {
            if (only_known && !has_one_value(*index.keys[k], row)) continue;
            if (!same_value(*p.keys[k], element, *index.keys[k], row)) return false;
        }
        return true;
    };
    if (!p.block) {
        if (auto const it = index.buckets.find(h); it != index.buckets.end())
            for (auto const row : it->second.rows) {
                if (out.size() >= enough) return reach::stopped;
                if (keys_equal(row, false)) out.push_back({row, true});
            }
    } else {
        std::vector<serial_block> wanted;
        if (p.block->k == kind::block)
            wanted.push_back(p.block->b[element]);
        else
            wanted = p.block->s[element]->blocks();
        for (auto const& w : wanted) {
            auto const it = index.buckets.find(hash_series(h, w));
            if (it == index.buckets.end()) continue;
            bucket const& b = it->second;
            // Rows before `begin` all end below the wanted block; behind the last serial every row begins above it.
            auto const begin = std::lower_bound(b.highest.begin(), b.highest.end(), w.first) - b.highest.begin();
            for (std::size_t n = static_cast<std::size_t>(begin); n < b.rows.size(); ++n) {
                auto const& block = index.block->b[b.rows[n]];
                if (block.first > w.last) break;
                if (wanted.size() == 1 && out.size() >= enough) return reach::stopped;
                truth const t = overlaps(block, w);
                if (t != truth::no && keys_equal(b.rows[n], false)) out.push_back({b.rows[n], t == truth::yes});
            }
        }
        if (wanted.size() > 1) {
            // A row may meet several blocks of a set. In the order of first serials, as for one block.
            auto const& blocks = index.block->b;
            std::sort(out.begin(), out.end(), [&](candidate const& x, candidate const& y) {
                if (blocks[x.row].first != blocks[y.row].first) return blocks[x.row].first < blocks[y.row].first;
                return x.row != y.row ? x.row < y.row : x.sure > y.sure;
            });
            out.erase(std::unique(out.begin(), out.end(),
                                  [](candidate const& x, candidate const& y) { return x.row == y.row; }),
                      out.end());
        }
    }
    auto const masks = index.unsure_masks.find(scope);
    if (masks == index.unsure_masks.end()) return reach::all;
    std::vector<std::uint32_t> unsure;
    for (std::uint64_t const mask : masks->second) {
        auto const it = index.unsure.find(hash_known(scope, mask, p.keys, element));
        if (it == index.unsure.end()) continue;
        for (auto const row : it->second)
            if (keys_equal(row, true)) unsure.push_back(row);
    }
    std::sort(unsure.begin(), unsure.end());
    if (unsure.size() > max_rows_without_key) {
        for (std::size_t n = 0; n < 3; ++n) out.push_back({unsure[n], false});
        return reach::not_all;
    }
    for (auto const row : unsure) {
        if (out.size() >= enough) return reach::stopped;
        if (p.block && index.block->known[row]) {
            bool meets = false;
            if (p.block->k == kind::block)
                meets = overlaps(p.block->b[element], index.block->b[row]) != truth::no;
            else
                meets = overlaps(*p.block->s[element], serial_set(index.block->b[row])) != truth::no;
            if (!meets) continue;
        }
        out.push_back({row, false});
    }
    return reach::all;
}

namespace {

// What has been learned about one element of the outer frame.
struct tally {
    bool undecided_key = false;  // an outer key is unknown
    bool any_unknown = false;
    bool decided = false;  // nothing more can change the result
    bool overflow = false;
    std::int64_t count = 0;
    dsl::int128 integer = 0;  // wide enough for a sum of any number of rows, in any order
    decimal number{};
    bool has_value = false;
    std::vector<std::uint32_t> rows;
    std::vector<serial_block> blocks;
    std::set<std::string> spellings;
};

// Distinct values are compared by their bytes.
std::string bytes_of(vector_value const& v, std::size_t n) {
    if (v.k == kind::decimal) return dsl::to_string(v.d[n]);
    if (v.k == kind::itmo) {
        auto const& u = v.u[n];
        return std::to_string(u.approach) + ' ' + std::to_string(u.registry) + ' ' + std::to_string(u.party) + ' ' +
               std::to_string(u.vintage) + ' ' + std::to_string(u.serial);
    }
    return std::to_string(v.i[n]);
}

void take_value(query_kind k, tally& t, vector_value const& body, std::size_t n) {
    switch (k) {
        case query_kind::sum:
            if (body.k == kind::decimal) {
                auto const s = dsl::add(t.number, body.d[n]);
                t.overflow = t.overflow || !s;
                if (s) t.number = *s;
            } else {
                t.integer += body.i[n];
            }
            break;
        case query_kind::min:
        case query_kind::max: {
            bool const low = k == query_kind::min;
            if (body.k == kind::decimal) {
                if (!t.has_value || (body.d[n] < t.number) == low) t.number = body.d[n];
            } else if (!t.has_value || (body.i[n] < t.integer) == low) {
                t.integer = body.i[n];
            }
            t.has_value = true;
            break;
        }
        case query_kind::blocks:
            if (body.k == kind::block)
                t.blocks.push_back(body.b[n]);
            else
                t.blocks.insert(t.blocks.end(), body.s[n]->blocks().begin(), body.s[n]->blocks().end());
            break;
        case query_kind::distinct: t.spellings.insert(bytes_of(body, n)); break;
        default: break;
    }
}

}  // namespace

void evaluator::refine(query const& q, frame& f, std::size_t element, std::vector<std::uint32_t>& rows) {
    for (auto const& [which, by] : q.refinements) {
        if (rows.size() < 2) return;
        frame inner =
            inner_frame(q, f, std::vector<std::uint32_t>(rows.size(), static_cast<std::uint32_t>(element)), rows);
        vector_ptr const v = eval(by, inner);
        std::vector<std::uint32_t> kept;
        if (which == dsl::refinement_kind::preferring) {
            for (std::size_t n = 0; n < rows.size(); ++n)
                if (v->known[n] && v->i[n]) kept.push_back(rows[n]);
        } else {
            std::optional<std::size_t> best;
            auto less = [&](std::size_t a, std::size_t b) {
                return v->k == kind::decimal ? v->d[a] < v->d[b] : v->i[a] < v->i[b];
            };
            for (std::size_t n = 0; n < rows.size(); ++n) {
                if (!v->known[n]) continue;
                bool const better = !best || (which == dsl::refinement_kind::highest ? less(*best, n) : less(n, *best));
                if (better) best = n;
            }
            for (std::size_t n = 0; best && n < rows.size(); ++n)
                if (v->known[n] && !less(n, *best) && !less(*best, n)) kept.push_back(rows[n]);
        }
        if (!kept.empty()) rows = std::move(kept);
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
    probe const p = make_probe(q, f);
    std::vector<tally> tallies(f.size);
    std::vector<std::uint32_t> const filing = filings_of(f);
    std::uint64_t const allowed_pairs = max_pairs(data_.tables[q.table].rows);
    bool const stops_early =
        q.kind == query_kind::exists || q.kind == query_kind::every || q.kind == query_kind::some_row;

    std::vector<std::uint32_t> gather_index;
    std::vector<std::uint32_t> rows;
    std::vector<std::uint8_t> sure;
    auto flush = [&] {
        if (rows.empty()) return;
        frame inner = inner_frame(q, f, std::move(gather_index), std::move(rows));
        vector_ptr const where = q.residual == dsl::no_node ? nullptr : eval(q.residual, inner);
        vector_ptr const body = q.body == dsl::no_node ? nullptr : eval(q.body, inner);
        for (std::size_t n = 0; n < inner.size; ++n) {
            tally& t = tallies[inner.gather[n]];
            if (t.decided) continue;
            truth w = where ? where->as_truth(n) : truth::yes;
            if (w == truth::no) continue;
            if (!sure[n]) w = truth::unknown;
            switch (q.kind) {
                case query_kind::exists:
                    if (w == truth::yes) t.decided = true;
                    t.any_unknown = t.any_unknown || w == truth::unknown;
                    break;
                case query_kind::every: {
                    truth const b = body->as_truth(n);
                    // A row that surely belongs and surely fails decides; every other doubt leaves it open.
                    if (w == truth::yes && b == truth::no) t.decided = true;
                    t.any_unknown = t.any_unknown || b == truth::unknown || (w == truth::unknown && b != truth::yes);
                    break;
                }
                case query_kind::the_row:
                case query_kind::some_row:
                    if (w == truth::yes) {
                        t.rows.push_back(inner.rows[n]);
                        t.decided = q.kind == query_kind::some_row;
                    }
                    t.any_unknown = t.any_unknown || w == truth::unknown;
                    break;
                default:
                    t.any_unknown = t.any_unknown || w == truth::unknown || (body && !body->known[n]);
                    ++t.count;
                    if (body && body->known[n]) take_value(q.kind, t, *body, n);
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
            reach const r = candidates(q, p, e.element, enough, found);
            t.any_unknown = t.any_unknown || r == reach::not_all;
            if (r == reach::undecided) {
                t.undecided_key = true;
                continue;
            }
            std::size_t const end = std::min(enough, found.size());
            std::uint64_t& pairs = pairs_[{&q, filing.empty() ? 0 : filing[e.element]}];
            pairs += end - e.next;
            if (pairs > allowed_pairs) {
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

    vector_value v = make_vector(type, f.size);
    for (std::size_t n = 0; n < f.size; ++n) {
        if (same_as[n] != n) {
            copy_value(v, n, v, same_as[n]);  // an element before this one, already filled
            continue;
        }
        tally& t = tallies[n];
        if (t.undecided_key) continue;
        switch (q.kind) {
            case query_kind::exists:
                v.known[n] = t.decided || !t.any_unknown;
                v.i[n] = t.decided;
                break;
            case query_kind::every:
                v.known[n] = t.decided || !t.any_unknown;
                v.i[n] = !t.decided;
                break;
            case query_kind::the_row:
            case query_kind::some_row:
                if (t.rows.empty()) {
                    v.known[n] = !t.any_unknown;
                    break;
                }
                std::sort(t.rows.begin(), t.rows.end());
                refine(q, f, n, t.rows);
                v.known[n] = 1;
                v.i[n] = t.rows.front();
                if (t.rows.size() > 1) v.many.emplace(static_cast<std::uint32_t>(n), t.rows);
                break;
            case query_kind::count:
                v.known[n] = !t.any_unknown;
                v.i[n] = t.count;
                break;
            case query_kind::distinct:
                v.known[n] = !t.any_unknown;
                v.i[n] = static_cast<std::int64_t>(t.spellings.size());
                break;
            case query_kind::sum:
                v.known[n] = !t.any_unknown && !t.overflow;
                if (type.k == kind::decimal)
                    v.d[n] = t.number;
                else if (t.integer < std::numeric_limits<std::int64_t>::min() ||
                         t.integer > std::numeric_limits<std::int64_t>::max())
                    v.known[n] = 0;
                else
                    v.i[n] = static_cast<std::int64_t>(t.integer);
                break;
            case query_kind::min:
            case query_kind::max:
                v.known[n] = !t.any_unknown && t.has_value;
                if (type.k == kind::decimal)
                    v.d[n] = t.number;
                else
                    v.i[n] = static_cast<std::int64_t>(t.integer);
                break;
            case query_kind::blocks:
                v.known[n] = !t.any_unknown && !ambiguous(t.blocks);
                v.s[n] = std::make_shared<serial_set const>(std::move(t.blocks));
                break;
        }
    }
    return v;
}

bool evaluator::gave_up(query const& q, frame& f, std::size_t element) const {
    std::vector<std::uint32_t> const filing = filings_of(f);
    auto const it = pairs_.find({&q, filing.empty() ? 0 : filing[element]});
    return it != pairs_.end() && it->second > max_pairs(data_.tables[q.table].rows);
}

std::unique_ptr<evaluator::open_rows> evaluator::undecided_rows(query const& q, frame& f, std::size_t element) {
    constexpr std::size_t enough = 3;
    probe const p = make_probe(q, f);
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
    probe const p = make_probe(q, f);
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
