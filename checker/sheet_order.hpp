#pragma once

#include <array>
#include <string_view>

namespace a6::checker {

// The children of a worksheet in the order that the format asks for (ECMA-376, part 1, 18.3.1.99). Spreadsheet programs
// refuse a sheet that has them in another.
inline constexpr std::array<std::string_view, 38> sheet_order{"sheetPr",
                                                              "dimension",
                                                              "sheetViews",
                                                              "sheetFormatPr",
                                                              "cols",
                                                              "sheetData",
                                                              "sheetCalcPr",
                                                              "sheetProtection",
                                                              "protectedRanges",
                                                              "scenarios",
                                                              "autoFilter",
                                                              "sortState",
                                                              "dataConsolidate",
                                                              "customSheetViews",
                                                              "mergeCells",
                                                              "phoneticPr",
                                                              "conditionalFormatting",
                                                              "dataValidations",
                                                              "hyperlinks",
                                                              "printOptions",
                                                              "pageMargins",
                                                              "pageSetup",
                                                              "headerFooter",
                                                              "rowBreaks",
                                                              "colBreaks",
                                                              "customProperties",
                                                              "cellWatches",
                                                              "ignoredErrors",
                                                              "smartTags",
                                                              "drawing",
                                                              "legacyDrawing",
                                                              "legacyDrawingHF",
                                                              "drawingHF",
                                                              "picture",
                                                              "oleObjects",
                                                              "controls",
                                                              "webPublishItems",
                                                              "tableParts"};  // then extLst

}  // namespace a6::checker
