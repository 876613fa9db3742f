#pragma once
// How many underlying units lie between two unit identifiers.

#include "checker/serials.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace a6::checker {

// "TH-2023-0100" to "TH-2023-0150" is 51: the identifiers are equal but for one number, which must not fall. Leading
// zeros belong to the number's spelling and must keep its width. Empty if nothing differs (one identifier of a whole
// block says nothing of its size), if more than one number differs, or if letters differ.
std::optional<std::int64_t> unit_count(std::string_view first, std::string_view last);

// The units of a registry from one identifier to another, as a block: units that differ in the same number share a
// series. One unit alone counts in its last number. Empty if the identifiers do not form a range.
std::optional<serial_block> unit_block(std::string_view registry, std::string_view first, std::string_view last,
                                       text_pool& pool);

}  // namespace a6::checker
