#pragma once
// One sheet of an annotated copy: colours, comments, links to the list of findings, and values of fields that were left
// to be filled. All else of the sheet stays as it is.

#include "checker/annotation.hpp"
#include "checker/copy_notes.hpp"
#include "checker/copy_styles.hpp"
#include "checker/workbook_parts.hpp"

#include "reports/language.hpp"

#include <string>
#include <vector>

namespace a6::checker {

// What could not be put on the sheet is said, in sentences.
std::vector<std::string> annotate_sheet(workbook_parts& parts, copy_styles& styles, copy_notes& notes,
                                        workbook_parts::sheet const& sheet, sheet_annotation const& what,
                                        std::string const& list_sheet, reports::language const& say);

// The place of a cell for a link: "'Table 3 Actions'!E9".
std::string link_to(std::string const& sheet, cell_address at);

}  // namespace a6::checker
