#include "checker/needs.hpp"

#include "reports/words.hpp"

#include <algorithm>

namespace a6::checker {

using dsl::no_node;
using dsl::node_id;

namespace {

class naming {
public:
    naming(evaluator& e, frame& f, std::vector<std::uint8_t> const& wanted) : e_(e), f_(f), wanted_(wanted) {}

    // `all`: whatever `when` says.
    void add(dsl::need const& need, bool all, std::vector<named_needs>& out) {
        std::vector<std::uint32_t> of;  // per element of `told`: the element of f
        frame told = frame_of(need, out, of);
        if (of.empty()) return;
        vector_ptr const when = need.when == no_node || all ? nullptr : e_.eval(need.when, told);
        for (std::size_t n = 0; n < of.size(); ++n) {
            if (when && when->as_truth(n) == truth::no) continue;
            auto& result = out[of[n]];
            std::string text;
            bool known = true;
            for (auto const& piece : need.text) {
                if (piece.hole == no_node) {
                    text += piece.literal;
                    continue;
                }
                // A text with holes that nothing is known for says less than why that is so.
                if (!e_.eval(piece.hole, told)->known[n]) {
                    result.open = piece.hole;
                    known = false;
                }
                bool const hidden =
                    e_.plan().nodes[piece.hole].code == dsl::op::counted && e_.is_confidential(need.each, f_, of[n]);
                text += hidden ? std::string(reports::confidential_words) : e_.tell(piece.hole, told, n);
            }
            if (known && std::find(result.documents.begin(), result.documents.end(), text) == result.documents.end())
                result.documents.push_back(std::move(text));
        }
    }

private:
    frame frame_of(dsl::need const& need, std::vector<named_needs>& out, std::vector<std::uint32_t>& of) {
        std::vector<std::uint32_t> rows;
        std::vector<std::int64_t> counted;
        auto const add = [&](std::uint32_t n) {
            of.push_back(n);
            rows.push_back(f_.rows[n]);
        };
        vector_ptr const all = need.each == no_node ? nullptr : e_.eval(need.each, f_);
        for (std::uint32_t n = 0; n < f_.size; ++n) {
            if (!wanted_[n]) continue;
            if (!all) {
                add(n);
            } else if (!all->known[n]) {
                if (!no_year(need.each, n)) out[n].open = need.each;
            } else if (all->list_of) {
                for (auto const item : all->items[n]) {
                    add(n);
                    counted.push_back(item);
                }
            } else {
                std::int64_t const first = dsl::year_of(all->p[n].first);
                std::int64_t const last =
                    std::min<std::int64_t>(dsl::year_of(all->p[n].last), first + max_generated_years - 1);
                for (std::int64_t year = first; year <= last; ++year) {
                    add(n);
                    counted.push_back(year);
                }
            }
        }
        frame told = e_.rule_frame(f_.table, std::move(rows));
        told.counted = std::move(counted);
        return told;
    }

    // [2024 .. 2023] is no period: of no year is anything missing.
    bool no_year(node_id period, std::size_t n) {
        if (e_.plan().nodes[period].code != dsl::op::make_period) return false;
        vector_ptr const first = e_.eval(e_.plan().child(period, 0), f_);
        vector_ptr const last = e_.eval(e_.plan().child(period, 1), f_);
        return first->known[n] && last->known[n] && first->i[n] > last->i[n];
    }

    evaluator& e_;
    frame& f_;
    std::vector<std::uint8_t> const& wanted_;
};

}  // namespace

std::vector<named_needs> needs_of(evaluator& e, dsl::norm const& norm, frame& f,
                                  std::vector<std::uint8_t> const& wanted) {
    std::vector<named_needs> out(f.size);
    naming names(e, f, wanted);
    for (auto const& need : norm.otherwise) names.add(need, false, out);
    // The evidence is not there, and still no single document is missing: then each may be the one.
    std::vector<std::uint8_t> unnamed(f.size, 0);
    bool any = false;
    for (std::size_t n = 0; n < f.size; ++n) {
        unnamed[n] = wanted[n] && out[n].documents.empty() && out[n].open == no_node;
        any = any || unnamed[n];
    }
    if (!any) return out;
    naming whatever(e, f, unnamed);
    for (auto const& need : norm.otherwise) whatever.add(need, true, out);
    return out;
}

}  // namespace a6::checker
