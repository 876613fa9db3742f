#include "checker/checks.hpp"

#include "reports/words.hpp"

namespace a6::checker {

using dsl::no_index;

// The name is part of the filing format.
std::uint16_t approach_field(dsl::table const& t) {
    return t.single_row() ? no_index : t.find_field("CooperativeApproachID");
}

std::string approach_of(dataset const& data, std::uint16_t table, std::uint32_t row, std::uint16_t field) {
    auto const cell = field == no_index ? std::nullopt : data.cell(table, row, field);
    if (!cell) return {};
    return cell->confidential ? std::string(reports::confidential_words) : tidy(cell->text);
}

void row_checks::begin(dataset const& data, dsl::data_model const& model, std::uint16_t table,
                       std::vector<std::uint32_t> const& rows, std::size_t instances) {
    std::uint16_t const by = approach_field(model.tables[table]);
    of_element_.clear();
    for (auto const row : rows) {
        std::pair const key{data.tables[table].filing[row], approach_of(data, table, row, by)};
        // Rows of one approach mostly follow each other.
        if (!of_element_.empty())
            if (auto const& last = groups_[of_element_.back()];
                last.filing == key.first && last.approach == key.second) {
                of_element_.push_back(of_element_.back());
                continue;
            }
        auto const [it, fresh] = index_.try_emplace(key, groups_.size());
        if (fresh) groups_.push_back({key.first, key.second, std::vector<reports::check_counts>(instances)});
        of_element_.push_back(it->second);
    }
}

void row_checks::count(std::size_t element, std::size_t instance, row_result r) {
    auto& counts = groups_[of_element_[element]].counts[instance];
    switch (r) {
        case row_result::passed: ++counts.passed; break;
        case row_result::failed: ++counts.failed; break;
        case row_result::not_applicable: ++counts.not_applicable; break;
        case row_result::undecided: ++counts.undecided; break;
    }
}

std::vector<row_checks::group> row_checks::take() {
    index_.clear();
    of_element_.clear();
    return std::exchange(groups_, {});
}

checks::checks(dsl::rulebook const& book) {
    for (std::size_t i = 0; i < book.requirements.size(); ++i) requirements_.emplace(book.requirements[i].id, i);
}

void checks::add(std::uint32_t filing, std::string const& approach, std::vector<std::string> const& requirements,
                 reports::check_counts const& counts) {
    if (counts.matched() + counts.not_applicable == 0) return;
    auto& of = parts_[{filing, approach}];
    of.counts += counts;
    for (auto const& id : requirements)
        if (auto const found = requirements_.find(id); found != requirements_.end())
            of.by_requirement[found->second] += counts;
}

std::vector<reports::checked_part> checks::all(dataset const& data) const {
    std::vector<reports::checked_part> out;
    for (auto const& [key, of] : parts_) {
        auto const& filing = data.filings[key.first];
        if (filing.raw->of_rulebook) continue;
        reports::checked_part part{filing.id, key.second, of.counts, {}};
        for (auto const& [requirement, counts] : of.by_requirement) part.requirements.push_back({requirement, counts});
        out.push_back(std::move(part));
    }
    return out;
}

}  // namespace a6::checker
