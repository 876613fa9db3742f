#pragma once
// The sections of the review document, in their order. Each writes itself, or nothing where there is nothing to say.
// Internal to reports/review.

#include "reports/review/page.hpp"

namespace a6::reports {

void write_verdict_section(review_page& page);
void write_findings_section(review_page& page);
void write_undecided_section(review_page& page);
void write_requirements_section(review_page& page);
void write_approaches_section(review_page& page);
void write_filings_section(review_page& page);
void write_figures_section(review_page& page);
void write_charts_section(review_page& page);
void write_facts_section(review_page& page);
void write_questions_section(review_page& page);
void write_about_section(review_page& page);

// Whether the section has anything to say.
bool has_facts(review_page const& page);
bool has_charts(review_page const& page);

// Cooperative approaches that anything was checked for, each with its parts of review_data::checks.
struct reviewed_approach {
    std::string_view name;
    std::vector<checked_part const*> parts;
};
std::vector<reviewed_approach> approaches_of(review_page const& page);

}  // namespace a6::reports
