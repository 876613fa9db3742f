#pragma once
// Places as XPath, in the XML filing format. A filing that came as a workbook or CSV has the same path in the XML that
// it converts to.

#include "reports/run_report.hpp"

#include <string>
#include <string_view>
#include <unordered_map>

namespace a6::reports {

class xml_paths {
public:
    // `format` outlives it. `prefix` stands before every name: "f:", or nothing.
    xml_paths(xml_format const& format, std::string_view prefix);

    // The element of the value: /f:filing/f:AnnualInformation/f:Actions/f:Action[37]/f:ActionDateTime. Where nothing is
    // written, the element that it would stand in; of what is made from other rows, the filing.
    std::string of(location const& l) const;
    // All rows of a table: /f:filing/f:AnnualInformation/f:Actions/f:Action.
    std::string rows_of(std::string_view table) const;
    // The filing: /f:filing.
    std::string filing() const;

private:
    std::string element_of(xml_table const& t) const;

    xml_format const& format_;
    std::string prefix_;
    std::unordered_map<std::string_view, xml_table const*> tables_;
};

}  // namespace a6::reports
