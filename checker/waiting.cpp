#include "checker/waiting.hpp"

#include "checker/locate.hpp"

#include <algorithm>
#include <queue>
#include <tuple>

namespace a6::checker {

namespace {

std::uint64_t row_key(std::uint16_t table, std::uint32_t row) { return std::uint64_t{table} << 32 | row; }

// The blocks of rows that have one, worked out for all of them at once.
class blocks_of_rows {
public:
    blocks_of_rows(evaluator& e, std::vector<std::uint64_t> rows) : e_(e) {
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
            auto const table = static_cast<std::uint16_t>(rows[begin] >> 32);
            while (end < rows.size() && rows[end] >> 32 == table && end - begin < batch_rows) ++end;
            know(table,
                 {rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(end)});
        }
    }

    // Each serial once, as far as its registry is told.
    struct sum {
        std::int64_t itmos = 0;  // 0 also where they cannot be counted
        bool confidential = false;
    };
    sum together(std::vector<std::uint64_t> rows) const {
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        std::vector<serial_block> blocks;
        sum out;
        for (auto const row : rows) {
            auto const found = blocks_.find(row);
            if (found == blocks_.end()) continue;
            blocks.push_back(found->second.block);
            out.confidential = out.confidential || found->second.confidential;
        }
        out.itmos = serial_set(std::move(blocks)).size().value_or(0);
        return out;
    }

private:
    void know(std::uint16_t table, std::vector<std::uint64_t> const& rows) {
        auto const& all = e_.plan().derived;
        auto const block = std::find_if(all.begin(), all.end(), [&](dsl::derived_value const& d) {
            return d.table == table && e_.plan().nodes[d.value].type.k == dsl::kind::block;
        });
        if (block == all.end()) return;
        std::vector<std::uint32_t> numbers;
        for (auto const row : rows) numbers.push_back(static_cast<std::uint32_t>(row));
        frame f = e_.rule_frame(table, std::move(numbers));
        vector_ptr const v = e_.eval(block->value, f);
        for (std::size_t n = 0; n < rows.size(); ++n)
            if (v->known[n]) blocks_[rows[n]] = {v->b[n], e_.is_confidential(block->value, f, n)};
    }

    struct known_block {
        serial_block block;
        bool confidential;
    };
    evaluator& e_;
    std::unordered_map<std::uint64_t, known_block> blocks_;
};

}  // namespace

waiting::need_id waiting::document(std::string const& text) {
    auto const [it, fresh] = documents_.try_emplace(text, static_cast<need_id>(needs_.size()));
    if (fresh) {
        needs_.emplace_back();
        needs_.back().text = text;
    }
    return it->second;
}

waiting::need_id waiting::cell(std::uint16_t table, std::uint32_t row, std::uint16_t field, std::string const& text) {
    std::uint64_t const key = std::uint64_t{table} << 48 | std::uint64_t{row} << 16 | field;
    auto const [it, fresh] = cells_.try_emplace(key, static_cast<need_id>(needs_.size()));
    if (fresh) needs_.push_back({text, true, table, row, field});
    return it->second;
}

void waiting::add(std::uint16_t table, std::uint32_t row, std::vector<need_id> needs, bool else_too) {
    if (needs.empty()) {
        ++else_only_;
        return;
    }
    std::sort(needs.begin(), needs.end());
    needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
    std::string key(1, else_too ? '+' : ' ');
    key.append(reinterpret_cast<char const*>(needs.data()), needs.size() * sizeof(need_id));
    auto const [it, fresh] = group_index_.try_emplace(std::move(key), static_cast<std::uint32_t>(groups_.size()));
    if (fresh) groups_.push_back({std::move(needs), else_too, {}});
    groups_[it->second].rows.push_back(row_key(table, row));
}

bool waiting::precedes(need_id a, need_id b) const {
    // Documents as they were first called for, whatever they are called.
    auto const key = [&](need_id id) {
        need const& n = needs_[id];
        return std::tuple(n.is_cell, n.table, n.row, n.field, id);
    };
    return key(a) < key(b);
}

std::vector<waiting::choice> waiting::order(std::vector<std::vector<std::uint32_t>> const& groups_of,
                                            std::vector<std::int64_t> const& itmos) const {
    // Shares of a row as whole numbers: a row that waits for n things gives each its n-th part of this.
    constexpr std::uint64_t whole_row = 5040;
    std::vector<std::uint64_t> left(groups_.size());
    std::vector<std::uint64_t> worth(needs_.size(), 0);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        left[g] = groups_[g].needs.size() + (groups_[g].else_too ? 1 : 0);
        for (auto const n : groups_[g].needs) worth[n] += groups_[g].rows.size() * whole_row / left[g];
    }
    struct candidate {
        std::uint64_t worth;
        need_id need;
    };
    auto const later = [&](candidate const& a, candidate const& b) {
        if (a.worth != b.worth) return a.worth < b.worth;
        return itmos[a.need] != itmos[b.need] ? itmos[a.need] < itmos[b.need] : precedes(b.need, a.need);
    };
    std::vector<choice> chosen;
    std::vector<std::uint8_t> taken(needs_.size(), 0);
    for (bool const cells : {false, true}) {
        // What a need is worth only grows while others are chosen, so that an entry that is out of date is followed by
        // a better one.
        std::priority_queue<candidate, std::vector<candidate>, decltype(later)> queue(later);
        for (need_id n = 0; n < needs_.size(); ++n)
            if (needs_[n].is_cell == cells) queue.push({worth[n], n});
        while (!queue.empty()) {
            auto const [value, n] = queue.top();
            queue.pop();
            if (taken[n]) continue;
            taken[n] = 1;
            choice c{n, 0};
            for (auto const g : groups_of[n]) {
                auto const& group = groups_[g];
                std::uint64_t const before = group.rows.size() * whole_row / left[g];
                if (--left[g] == 0) {
                    c.decided += group.rows.size();
                    continue;
                }
                std::uint64_t const gain = group.rows.size() * whole_row / left[g] - before;
                for (auto const other : group.needs) {
                    if (taken[other]) continue;
                    worth[other] += gain;
                    if (needs_[other].is_cell == cells && gain != 0) queue.push({worth[other], other});
                }
            }
            chosen.push_back(c);
        }
    }
    return chosen;
}

reports::wanted_list waiting::list(evaluator& e) const {
    reports::wanted_list out;
    std::vector<std::vector<std::uint32_t>> groups_of(needs_.size());
    std::vector<std::uint64_t> rows;
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
        for (auto const n : groups_[g].needs) groups_of[n].push_back(g);
        rows.insert(rows.end(), groups_[g].rows.begin(), groups_[g].rows.end());
        out.rows += groups_[g].rows.size();
    }
    out.rows_else = else_only_;
    blocks_of_rows const blocks(e, std::move(rows));
    std::vector<blocks_of_rows::sum> sums(needs_.size());
    std::vector<std::int64_t> itmos(needs_.size(), 0);
    std::vector<std::uint64_t> waits(needs_.size(), 0);
    for (need_id n = 0; n < needs_.size(); ++n) {
        std::vector<std::uint64_t> of;
        for (auto const g : groups_of[n]) of.insert(of.end(), groups_[g].rows.begin(), groups_[g].rows.end());
        waits[n] = of.size();
        sums[n] = blocks.together(std::move(of));
        // What is confidential decides no order.
        itmos[n] = sums[n].confidential ? 0 : sums[n].itmos;
    }
    for (auto const& c : order(groups_of, itmos)) {
        out.rows_decided += c.decided;
        if (out.all.size() == max_wanted) {
            ++out.more;
            continue;
        }
        need const& n = needs_[c.need];
        reports::wanted w;
        w.text = n.text;
        if (n.is_cell)
            w.at = locate(e.data(), e.book().model, n.table, n.row, n.field, reports::location_role::subject);
        w.rows_decided = c.decided;
        w.rows = waits[c.need];
        if (auto const& s = sums[c.need]; s.itmos != 0)
            w.quantity = reports::quantity{s.confidential ? std::string() : std::to_string(s.itmos), "ITMO", "ITMO",
                                           s.confidential};
        out.all.push_back(std::move(w));
    }
    return out;
}

}  // namespace a6::checker
