#pragma once
// Which form of a text a language takes for a number of things.

#include <cstdint>
#include <optional>
#include <string_view>

namespace a6::reports {

struct plural_forms {
    std::size_t count = 1;                         // of forms
    std::size_t (*of)(std::uint64_t n) = nullptr;  // 0 .. count - 1
};

// "nplurals=2; plural=(n > 1);" as PO files have it. Nothing is computed from a file: the expressions are the known
// ones of the languages of the United Nations and some others. Empty: not one of them.
std::optional<plural_forms> plural_forms_of(std::string_view header);

}  // namespace a6::reports
