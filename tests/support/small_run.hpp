#pragma once
// A rulebook and filings written in a test, and what the column evaluator makes of them.

#include "checker/evaluate.hpp"
#include "checker/judge.hpp"
#include "dsl/rulebook.hpp"
#include "reports/run_report.hpp"

#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

namespace a6::test_support {

// Cells of one filing: table, then rows of texts in the order of the table's fields; missing ones are empty.
using filing_cells = std::map<std::string, std::vector<std::vector<std::string>>>;

// The diagnostics as people see them; empty if the rulebook is good.
std::string problems_of(std::string const& rules);

class small_run {
public:
    // Fails the test if the rulebook is refused; `good()` tells.
    small_run(std::string const& rules, std::vector<filing_cells> const& filings, char const* as_of = "2025-06-30");
    bool good() const { return book_ != nullptr; }

    // What a derived value is in every row of its table, as people read it: "?" where it is undecided. A reference: the
    // numbers of the rows it stands for, "none" or "?".
    std::vector<std::string> values(std::string const& table, std::string const& member);
    // "pass 1, fail 2, undecided 3, not applicable 4" of one rule.
    std::string verdicts(std::string const& rule, bool complete = false);

    // A whole run over the same filings.
    reports::run_report report(bool complete = false, std::size_t findings_kept = checker::findings_kept,
                               std::unordered_set<std::string> const* always_kept = nullptr);

    dsl::rulebook const& book() const { return *book_; }
    checker::dataset& data() { return *data_; }

private:
    std::vector<std::unique_ptr<checker::raw_filing>> raw_filings() const;

    std::unique_ptr<dsl::rulebook> book_;
    std::vector<filing_cells> cells_;
    std::unique_ptr<checker::dataset> data_;
    std::unique_ptr<checker::evaluator> columns_;
    dsl::date as_of_;
};

}  // namespace a6::test_support
