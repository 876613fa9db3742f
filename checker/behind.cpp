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
        switch (x.code) {
            case op::derived: return derived(x, n, f, element, taken_away);
            case op::query: return query(plan().queries[x.payload], f, element, taken_away);
            case op::conditional: {
                auto const branch = e_.eval(plan().child(n, 0), f)->as_truth(element);
                if (branch != truth::unknown) walk(plan().child(n, branch == truth::yes ? 1 : 2), f, element, taken_away);
                return;
            }
            case op::subtract:
            case op::without:
                walk(plan().child(n, 0), f, element, taken_away);
                return walk(plan().child(n, 1), f, element, !taken_away);
            case op::negate: return walk(plan().child(n, 0), f, element, !taken_away);
            case op::intersect: return walk(plan().child(n, 0), f, element, taken_away);
            default:
                for (std::uint32_t c = 0; c < x.child_count; ++c) walk(plan().child(n, c), f, element, taken_away);
        }
    }

    std::vector<reports::account_source> take() && { return std::move(out_); }

private:
    dsl::plan const& plan() const { return e_.plan(); }

    void derived(node const& x, node_id n, frame& f, std::size_t element, bool taken_away) {
        vector_ptr const rows = e_.eval(plan().child(n, 0), f);
        if (!rows->known[element] || rows->i[element] == no_row) return;
        auto const& d = plan().derived[x.payload];
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
            if (values->k == kind::block) {
                s.serials.push_back(to_string(values->b[n], e_.data().pool));
                s.value = std::to_string(values->b[n].size());
            } else if (values->k == kind::blocks) {
                auto const size = values->s[n]->size();
                if (!size || *size == 0) continue;
                for (auto const& b : values->s[n]->blocks()) s.serials.push_back(to_string(b, e_.data().pool));
                s.value = std::to_string(*size);
            } else {
                s.value = e_.show(q.body, *inner, n);
            }
            if (!seen_.insert({q.table, row, taken_away, s.value}).second) continue;
            s.at = locate(e_.data(), e_.book().model, q.table, row, dsl::no_index, reports::location_role::evidence);
            out_.push_back(std::move(s));
        }
    }

    evaluator& e_;
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
