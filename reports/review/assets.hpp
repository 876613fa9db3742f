#pragma once
// Style and script of the review document, as they stand in review.css and review.js. The build makes the source of
// these from the two files.

#include <string_view>

namespace a6::reports {

extern std::string_view const review_style;
extern std::string_view const review_script;

}  // namespace a6::reports
