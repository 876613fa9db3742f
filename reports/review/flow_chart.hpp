#pragma once
// What goes from Party to Party, year by year. Internal to reports/review.

#include "reports/review/page.hpp"

namespace a6::reports {

// Nothing where the report has no flow.
void write_flow_charts(review_page& page);

}  // namespace a6::reports
