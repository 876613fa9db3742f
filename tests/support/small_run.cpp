#include "tests/support/small_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace a6::test_support {

namespace {

std::string render_all(dsl::load_result const& loaded) {
    std::string out;
    for (auto const& problem : loaded.problems.sorted()) out += dsl::render(problem, loaded.files) + '\n';
    return out;
}

std::unique_ptr<checker::raw_filing> make_filing(filing_cells const& cells, dsl::data_model const& model,
                                                 std::size_t number) {
    auto raw = std::make_unique<checker::raw_filing>();
    raw->name = "filing" + std::to_string(number);
    for (std::uint16_t t = 0; t < model.tables.size(); ++t) {
        auto const found = cells.find(model.tables[t].name);
        if (found == cells.end()) continue;
        if (std::find(raw->reports.begin(), raw->reports.end(), model.tables[t].report) == raw->reports.end())
            raw->reports.push_back(model.tables[t].report);
        checker::raw_table out;
        out.table = t;
        out.rows = found->second.size();
        out.row_at.resize(out.rows);
        out.label_at.resize(model.tables[t].fields.size());
        for (std::size_t f = 0; f < model.tables[t].fields.size(); ++f) {
            auto& column = out.columns.emplace_back();
            for (std::size_t r = 0; r < out.rows; ++r) {
                checker::raw_cell cell;
                if (f < found->second[r].size()) cell.text = raw->texts.emplace_back(found->second[r][f]);
                column.push_back(cell);
            }
        }
        raw->tables.push_back(std::move(out));
    }
    return raw;
}

}  // namespace

std::string problems_of(std::string const& rules) { return render_all(dsl::load_rulebook({{"test.a6", rules}})); }

small_run::small_run(std::string const& rules, std::vector<filing_cells> const& filings, char const* as_of)
    : as_of_(*dsl::parse_iso_date(as_of)) {
    auto loaded = dsl::load_rulebook({{"test.a6", rules}});
    EXPECT_TRUE(loaded.book) << render_all(loaded);
    if (!loaded.book) return;
    book_ = std::move(loaded.book);
    cells_ = filings;
    data_ = checker::build_dataset(raw_filings(), book_->model, as_of_);
    columns_ = std::make_unique<checker::evaluator>(*book_, *data_, as_of_);
    columns_->prepare();
}

std::vector<std::unique_ptr<checker::raw_filing>> small_run::raw_filings() const {
    std::vector<std::unique_ptr<checker::raw_filing>> raw;
    for (auto const& f : cells_) {
        raw.push_back(make_filing(f, book_->model, raw.size()));
        raw.back()->sha256 = raw.back()->name;  // each is a filing of its own
    }
    return raw;
}

reports::run_report small_run::report(bool complete, std::size_t findings_kept,
                                      std::unordered_set<std::string> const* always_kept) {
    checker::run_options options;
    options.as_of = as_of_;
    options.complete = complete;
    options.findings_kept = findings_kept;
    options.always_kept = always_kept;
    return checker::run(*book_, raw_filings(), {}, options);
}

std::vector<std::string> small_run::values(std::string const& table, std::string const& member) {
    std::vector<std::string> out;
    std::uint16_t const index = book_->model.find_table(table);
    auto const& plan = book_->plan;
    for (std::size_t m = 0; m < plan.derived.size() + plan.references.size(); ++m) {
        bool const is_reference = m >= plan.derived.size();
        std::size_t const i = is_reference ? m - plan.derived.size() : m;
        if ((is_reference ? plan.references[i].table : plan.derived[i].table) != index) continue;
        if ((is_reference ? plan.references[i].name : plan.derived[i].name) != member) continue;
        dsl::node_id const value = is_reference ? plan.references[i].value : plan.derived[i].value;
        std::vector<std::uint32_t> rows(data_->tables[index].rows);
        for (std::uint32_t r = 0; r < rows.size(); ++r) rows[r] = r;
        auto f = columns_->rule_frame(index, rows);
        auto const v = columns_->eval(value, f);
        for (std::size_t n = 0; n < rows.size(); ++n) {
            if (!is_reference) {
                out.push_back(v->known[n] ? columns_->show(value, f, n) : "?");
                continue;
            }
            std::string text = !v->known[n] ? "?" : v->i[n] == checker::no_row ? "none" : "";
            auto const several = v->many.find(static_cast<std::uint32_t>(n));
            if (text.empty() && several == v->many.end()) text = std::to_string(v->i[n]);
            if (text.empty())
                for (auto const row : several->second) text += (text.empty() ? "" : " ") + std::to_string(row);
            out.push_back(text);
        }
        return out;
    }
    ADD_FAILURE() << table << " has no " << member;
    return out;
}

std::string small_run::verdicts(std::string const& rule, bool complete) {
    checker::run_options options;
    options.as_of = as_of_;
    options.complete = complete;
    checker::judge judge(*book_, *data_, options);
    judge.run();
    for (auto const& o : judge.outcomes)
        if (o.rule == rule)
            return "pass " + std::to_string(o.passed) + ", fail " + std::to_string(o.failed) + ", undecided " +
                   std::to_string(o.undecided) + ", not applicable " + std::to_string(o.not_applicable);
    ADD_FAILURE() << "no rule " << rule;
    return {};
}

}  // namespace a6::test_support
