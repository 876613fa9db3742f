#pragma once
// The figures of one Party as a table: items below each other, years beside each other. Internal to reports/review.

#include "reports/review/page.hpp"

#include <string>

namespace a6::reports {

// "GHA, Ghana; Non-GHG metric: MWh", or all Parties together.
std::string block_name(review_page const& page, account_block const& b);

// The first `years` years of the block; `label` names the table for those who do not see it.
void write_account_block(review_page& page, account_table const& t, account_block const& b, std::size_t years,
                         std::string const& label);

}  // namespace a6::reports
