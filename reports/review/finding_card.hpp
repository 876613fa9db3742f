#pragma once
// One finding as the review document shows it. Internal to reports/review.

#include "reports/review/page.hpp"

#include <map>
#include <string>

namespace a6::reports {

// What the filter of the document knows rules and Parties by.
struct filter_index {
    std::map<std::string, std::size_t> rules, parties;
};

// Rules and Parties of all listed findings, numbered in their order.
filter_index filter_index_of(review_page const& page);

void write_finding_card(review_page& page, std::size_t number, filter_index const& index);

}  // namespace a6::reports
