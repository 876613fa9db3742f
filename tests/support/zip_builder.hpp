#pragma once
// Zip archives and odd workbooks made in memory, for tests of the workbook reader.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a6::test_support {

using zip_parts = std::vector<std::pair<std::string, std::string>>;  // name, content

// A deflated archive with these parts.
std::string make_zip(zip_parts const& parts);

// A workbook given by the XML of its rows and of what surrounds them.
class workbook_builder {
public:
    // `rows`: the content of <sheetData>. `after`: what follows it, such as <mergeCells>.
    workbook_builder& sheet(std::string name, std::string rows, std::string after = {}, bool hidden = false);
    // The content of <sst>.
    workbook_builder& shared_strings(std::string items);
    // <numFmts> and <cellXfs> of the styles.
    workbook_builder& styles(std::string inner);
    workbook_builder& from_1904();
    // A further part, to which the last sheet refers as `kind`; the id is rId1 and so on.
    workbook_builder& sheet_part(std::string kind, std::string name, std::string content, std::string content_type);
    // Parts and sheets have the namespaces of the strict format.
    workbook_builder& strict();
    // What comes before <sheetData> in the last sheet.
    workbook_builder& before_cells(std::string xml);
    std::string bytes() const;

private:
    struct linked_part {
        std::string kind, name, content, content_type;
    };
    struct one_sheet {
        std::string name, rows, after;
        bool hidden = false;
        std::string before;
        std::vector<linked_part> parts;
    };
    std::vector<one_sheet> sheets_;
    bool strict_ = false;
    std::string strings_;
    std::string styles_;
    bool from_1904_ = false;
};

// One cell with a text in it, for the rows of a sheet.
std::string text_cell(std::string_view address, std::string_view text);
// Cells of one row from column A on; an empty text leaves the cell out.
std::string text_row(unsigned row, std::vector<std::string> const& texts);

}  // namespace a6::test_support
