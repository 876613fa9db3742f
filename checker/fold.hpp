#pragma once
// One spelling for texts that people would call the same: for labels, titles and names, never for values that are
// shown.

#include <string>
#include <string_view>

namespace a6::checker {

// Compatibility form without marks and without case: sub- and superscripts become plain digits, all white space
// (also non-breaking) one blank, quotes and dashes their ASCII form, invisible characters nothing; trimmed.
// "Quantity (t CO₂  eq) " -> "quantity (t co2 eq)", "Côte d’Ivoire" -> "cote d'ivoire".
// Text that is not UTF-8 is folded as ASCII, its other bytes kept.
std::string fold(std::string_view text);

// fold() without anything but letters and digits: "Table 3: Actions" and "Table 3 - actions" are the same.
std::string fold_tight(std::string_view text);

}  // namespace a6::checker
