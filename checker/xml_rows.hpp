#pragma once
// The rows of a table in an XML filing to raw cells.

#include "checker/xml_elements.hpp"

#include <string>
#include <vector>

namespace a6::checker {

// Reads the table at `element`; `beside`: elements that are no fields of its one row, but tables that stand beside
// them. What the elements say is added to `elements.out` in the order of the file. Large tables are read in as many
// threads as are free; texts of theirs go to `kept`, where they stay.
raw_table read_xml_table(xml_source const& source, xml_elements& elements, xml_element element, std::uint16_t table,
                         std::vector<std::string> const& beside, std::deque<std::deque<std::string>>& kept);

}  // namespace a6::checker
