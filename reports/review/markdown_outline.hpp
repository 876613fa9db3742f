#pragma once
// Which review reports the filings of a run are for: of each Party one on its initial reports and one on the rest, as
// 6/CMA.4, annex III has it. Internal to reports/review.

#include "reports/review.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

enum class review_outline : std::uint8_t { initial_report, regular_information };

// Points into the report it was made from.
struct reviewed_report {
    review_outline kind = review_outline::regular_information;
    std::string party;
    std::string party_words;           // "CHE, Switzerland", as Markdown
    bool has_outlined_report = false;  // the report that the outline is for is among the filings
    std::vector<filing_outcome const*> filings;
    std::vector<finding const*> findings;
    std::vector<finding const*> other_side_of;  // in filings of other Parties, with a place in these
    bool findings_not_listed = false;           // some of the run's findings are counted only
    std::vector<question const*> questions;
    check_counts sum;                                    // of every rule
    std::map<std::size_t, check_counts> by_requirement;  // of the rules that serve it
    std::map<std::string_view, check_counts> by_approach;

    bool holds(std::string_view filing) const;
    // Rows of the group in these filings; all of them where the group does not say in which they are.
    std::uint64_t undecided_rows(undecided const& u) const;
};

// By Party, the initial report first. Findings without a filing stand with every Party's regular information.
std::vector<reviewed_report> reviewed_reports(run_report const& report, std::size_t findings_per_rule);

}  // namespace a6::reports
