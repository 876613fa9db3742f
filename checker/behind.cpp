#include "checker/behind.hpp"

#include "checker/locate.hpp"

#include <set>
#include <tuple>

namespace a6::checker {

using dsl::kind;
using dsl::node;
using dsl::node_id;
using dsl::op;
using dsl::query_kind;

namespace {

class walker {
public:
    explicit walker(evaluator& e) : e_(e) {}

    void walk(node_id n, frame& f, std::size_t element, bool taken_away) {
        if (n == dsl::no_node) return;
        node const& x = plan().nodes[n];
        if (x.type.k == kind::blocks) return walk_set(n, f, element, taken_away);
        switch (x.code) {
            case op::derived: return derived(x, n, f, element, taken_away);
            case op::query: return query(plan().queries[x.payload], f, element, taken_away);
            case op::conditional: {
                auto const branch = e_.eval(plan().child(n, 0), f)->as_truth(element);
                if (branch != truth::unknown)
                    walk(plan().child(n, branch == truth::yes ? 1 : 2), f, element, taken_away);
                return;
            }
            case op::subtract:
                walk(plan().child(n, 0), f, element, taken_away);
                return walk(plan().child(n, 1), f, element, !taken_away);
            case op::negate: return walk(plan().child(n, 0), f, element, !taken_away);
            default:
                for (std::uint32_t c = 0; c < x.child_count; ++c) walk(plan().child(n, c), f, element, taken_away);
        }
    }

    std::vector<reports::account_source> take() && { return std::move(out_); }

private:
    dsl::plan const& plan() const { return e_.plan(); }

    // Of each row, what is in the set that comes out.
    void walk_set(node_id n, frame& f, std::size_t element, bool taken_away) {
        vector_ptr const v = e_.eval(n, f);
        if (!v->known[element]) return;
        bool const outermost = !counted_;
        if (outermost) counted_ = v->s[element];
        node const& x = plan().nodes[n];
        switch (x.code) {
            case op::derived: derived(x, n, f, element, taken_away); break;
            case op::query: query(plan().queries[x.payload], f, element, taken_away); break;
            case op::conditional: {
                auto const branch = e_.eval(plan().child(n, 0), f)->as_truth(element);
                if (branch != truth::unknown)
                    walk(plan().child(n, branch == truth::yes ? 1 : 2), f, element, taken_away);
                break;
            }
            case op::without:
            case op::intersect: walk(plan().child(n, 0), f, element, taken_away); break;
            default:
                for (std::uint32_t c = 0; c < x.child_count; ++c) walk(plan().child(n, c), f, element, taken_away);
        }
        if (outermost) counted_.reset();
    }

    // A figure that is shown itself is explained where it is shown.
    void derived(node const& x, node_id n, frame& f, std::size_t element, bool taken_away) {
        vector_ptr const rows = e_.eval(plan().child(n, 0), f);
        if (!rows->known[element] || rows->i[element] == no_row) return;
        auto const& d = plan().derived[x.payload];
        if (!d.label.empty() && !counted_) return;
        frame own = e_.rule_frame(d.table, {static_cast<std::uint32_t>(rows->i[element])});
        walk(d.value, own, 0, taken_away);
    }

    void query(dsl::query const& q, frame& f, std::size_t element, bool taken_away) {
        if (q.body == dsl::no_node || q.kind == query_kind::exists || q.kind == query_kind::every) return;
        auto const inner = e_.matching_rows(q, f, element);
        if (!inner || inner->size == 0) return;
        vector_ptr const values = e_.eval(q.body, *inner);
        for (std::size_t n = 0; n < inner->size; ++n) {
            std::uint32_t const row = inner->rows[n];
            reports::account_source s;
            s.taken_away = taken_away;
            if (!values->known[n]) continue;
            if (values->k == kind::block || values->k == kind::blocks) {
                auto set = values->k == kind::block ? serial_set(values->b[n]) : *values->s[n];
                if (counted_) set = intersect(set, *counted_);
                auto const size = set.size();
                if (!size || *size == 0) continue;
                for (auto const& b : set.blocks()) s.serials.push_back(to_string(b, e_.data().pool));
                s.value = std::to_string(*size);
            } else {
                s.value = e_.show(q.body, *inner, n);
                if (node_id const of = block_in(q.body); of != dsl::no_node) {
                    vector_ptr const b = e_.eval(of, *inner);
                    if (b->known[n]) s.serials.push_back(to_string(b->b[n], e_.data().pool));
                }
            }
            if (!seen_.insert({q.table, row, taken_away, s.value}).second) continue;
            s.at = locate(e_.data(), e_.book().model, q.table, row, dsl::no_index, reports::location_role::evidence);
            out_.push_back(std::move(s));
        }
    }

    // The block that a number is made of, if it is made of one.
    node_id block_in(node_id n) const {
        node const& x = plan().nodes[n];
        if (x.type.k == kind::block) return n;
        node_id found = dsl::no_node;
        for (std::uint32_t c = 0; c < x.child_count && found == dsl::no_node; ++c) found = block_in(plan().child(n, c));
        return found;
    }

    evaluator& e_;
    std::shared_ptr<serial_set const> counted_;  // inside a set: what comes out of it
    std::set<std::tuple<std::uint16_t, std::uint32_t, bool, std::string>> seen_;
    std::vector<reports::account_source> out_;
};

}  // namespace

std::vector<reports::account_source> rows_behind(evaluator& e, node_id n, frame& f, std::size_t element) {
    if (e.is_confidential(n, f, element)) return {};
    walker w(e);
    w.walk(n, f, element, false);
    return std::move(w).take();
}

}  // namespace a6::checker
