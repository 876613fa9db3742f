#pragma once
// A rule or a requirement of the rulebook for people: what it says, what it serves and what it costs.

#include "dsl/plan.hpp"
#include "reports/language.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace a6::checker {

// The rule's own text in the rule language, its notes and those of its requirements stay as they are written.
void show_rule(dsl::rulebook const& book, dsl::rule const& r, reports::language const& say, std::ostream& out);
void show_requirement(dsl::rulebook const& book, dsl::requirement const& r, reports::language const& say, std::ostream& out);

// error, warning, query
std::string severity_words(dsl::rule_severity s, reports::language const& say);

// The first few: a rule over fields may serve a hundred paragraphs.
std::vector<std::string> shortened(std::vector<std::string> provisions, reports::language const& say);

}  // namespace a6::checker
