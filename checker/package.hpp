#pragma once
// How the parts of an office package name one another.

#include "checker/xml_document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

struct relationship {
    std::string id;
    std::string type;       // its URI, as written
    std::string part;       // the target's name in the package; empty if it is external
    bool external = false;  // a link to something outside the package

    std::string_view kind() const;  // the last step of the type: worksheet, styles, comments
    std::string_view base() const;  // what stands before it, without the slash
};

// "xl/worksheets/sheet1.xml" -> "xl/worksheets/"
std::string folder_of(std::string_view part);

// "xl/workbook.xml" -> "xl/_rels/workbook.xml.rels"; of the package as a whole (""): "_rels/.rels"
std::string relationships_part(std::string_view part);

// Of the relationships of the package as a whole: where the workbook is.
std::string workbook_part(std::vector<relationship> const& package);

// What a relationships part lists; `part` is the one that it belongs to. Entries without id, type or target are left
// out.
std::vector<relationship> relationships_in(xml_document const& document, std::string_view part);

}  // namespace a6::checker
