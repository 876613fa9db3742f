#pragma once
// The annotated copy of a workbook: what came in, with findings on the cells and a sheet that lists them.

#include "checker/annotation.hpp"
#include "checker/workbook_parts.hpp"

#include "reports/language.hpp"

namespace a6::checker {

// What cannot be put on the cells is said in the list. The same input gives the same bytes.
zip_part write_annotated(workbook_parts parts, annotation what, reports::language const& say);

}  // namespace a6::checker
