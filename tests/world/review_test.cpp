// What a review document shows is what the run, the account and the ledger say, and costs the other formats nothing.

#include "reports/review.hpp"
#include "checker/ledger.hpp"
#include "reports/writer.hpp"
#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>

namespace a6::world_tests {
namespace {

// Every figure on a line of its own.
std::string figures_of(std::vector<reports::account_table> const& tables) {
    std::ostringstream out;
    for (auto const& t : tables)
        for (auto const& b : t.blocks)
            for (auto const& r : b.rows)
                for (std::size_t c = 0; c < t.columns.size(); ++c) {
                    out << t.name << ' ' << b.party << ' ' << r.period << ' ' << t.columns[c].name << ' '
                        << r.values[c].value.value_or("?");
                    for (auto const& key : b.keys) out << ' ' << key.value;
                    for (auto const& s : r.values[c].serials) out << ' ' << s;
                    for (auto const& n : r.values[c].needs) out << " needs " << n;
                    out << '\n';
                }
    return out.str();
}

std::string json_of(reports::run_report const& r) {
    std::ostringstream out;
    reports::find_format("json")->write(r, {}, out);
    return out.str();
}

void expect_same_counts(reports::run_report const& r) {
    std::vector<reports::check_counts> sums(r.requirements.size());
    reports::check_counts once, of_rules;
    for (auto const& part : r.review->checks) once += part.counts;
    for (auto const& o : r.rules) of_rules += {o.passed, o.failed, o.not_applicable, o.undecided};
    EXPECT_EQ(std::tie(once.passed, once.failed, once.undecided),
              std::tie(of_rules.passed, of_rules.failed, of_rules.undecided));
    for (auto const& part : r.review->checks)
        for (auto const& c : part.requirements) sums[c.requirement] += c.counts;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        auto const& o = r.requirements[i];
        EXPECT_EQ(std::tie(sums[i].passed, sums[i].failed, sums[i].undecided),
                  std::tie(o.passed, o.failed, o.undecided))
            << o.id;
        EXPECT_EQ(sums[i].matched(), o.matched) << o.id;
        EXPECT_EQ(sums[i].not_applicable, o.not_applicable) << o.id;
    }
}

void expect_filings_as_given(reports::run_report const& r) {
    std::size_t shown = 0;
    for (auto const& content : r.review->filings) {
        std::map<std::string, std::uint64_t> rows;
        for (auto const& f : r.filings)
            if (f.id == content.filing) rows.insert(f.table_rows.begin(), f.table_rows.end());
        for (auto const& t : content.tables) {
            shown += t.rows.size();
            if (rows.count(t.name)) {
                EXPECT_EQ(t.row_count, rows[t.name]) << content.filing << ' ' << t.name;
            }
            EXPECT_LE(t.rows.size(), t.row_count);
            if (t.row_count <= reports::first_rows_shown && shown < reports::most_rows_shown) {
                EXPECT_EQ(t.rows.size(), t.row_count);
            }
            for (auto const& row : t.rows) EXPECT_EQ(row.cells.size(), t.columns.size());
        }
    }
    EXPECT_LE(shown, reports::most_rows_shown);
}

std::uint64_t number(reports::account_table const& t, reports::account_row const& r, std::string const& column) {
    for (std::size_t c = 0; c < t.columns.size(); ++c)
        if (t.columns[c].name == column && r.values[c].value) return std::stoull(*r.values[c].value);
    return 0;
}

// Of a lawful world: nobody contradicts a transfer, and what is held is the same by year and by vintage.
std::uint64_t hold_together(std::vector<reports::drawn_table> const& drawn) {
    std::map<std::string, std::uint64_t> by_year, by_vintage;
    std::uint64_t moved = 0;
    for (auto const& [as, t] : drawn)
        for (auto const& b : t.blocks) {
            for (auto const& r : b.rows) {
                EXPECT_EQ(number(t, r, "Unmatched"), 0U) << t.name << ' ' << b.party << ' ' << r.period;
                moved += number(t, r, "Matched");
                if (t.name == "VintageQuantities") by_vintage[b.party] += number(t, r, "Held");
            }
            if (t.name == "HeldQuantities" && !b.rows.empty()) by_year[b.party] = number(t, b.rows.back(), "Held");
            EXPECT_EQ(as != reports::drawing::years, t.name == "Transfers" || t.name == "Acquisitions");
            if (as != reports::drawing::years) {
                EXPECT_EQ(b.keys.size(), 1U);
            }
        }
    for (auto const& [party, held] : by_vintage) EXPECT_EQ(held, by_year[party]) << party;
    return moved;
}

TEST(review, of_lawful_worlds_says_what_the_run_says) {
    std::uint64_t moved = 0;
    for (std::uint64_t seed = 1; seed <= worlds_to_run(12); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto const w = worlds::make_world(worlds::random_options(seed));
        auto const texts = worlds::texts_of(w);
        checker::run_options options;
        options.as_of = w.as_of;
        auto const plain = checker::run(book(), read(texts), {}, options);
        EXPECT_EQ(plain.review, nullptr);
        options.review = true;
        auto const r = checker::run(book(), read(texts), {}, options);
        ASSERT_NE(r.review, nullptr);
        EXPECT_EQ(json_of(r), json_of(plain));
        expect_same_counts(r);
        expect_filings_as_given(r);
        EXPECT_EQ(figures_of(r.review->figures.tables), figures_of(recompute(w, texts).tables));
        EXPECT_EQ(figures_of(r.review->ledger.tables),
                  figures_of(checker::ledger(book(), read(texts), {}, options, {}).tables));
        moved += hold_together(r.review->drawn);
        if (HasFailure()) {
            keep(w, texts);
            return;
        }
    }
    EXPECT_GT(moved, 1000U);
}

}  // namespace
}  // namespace a6::world_tests
