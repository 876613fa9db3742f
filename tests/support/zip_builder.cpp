#include "tests/support/zip_builder.hpp"

#include <zip.h>

#include <stdexcept>

namespace a6::test_support {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else
            out += c;
    }
    return out;
}

std::string letters(std::size_t column) {
    std::string out;
    for (; column > 0; column = (column - 1) / 26) out.insert(out.begin(), static_cast<char>('A' + (column - 1) % 26));
    return out;
}

constexpr char const* main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr char const* link_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

}  // namespace

std::string make_zip(zip_parts const& parts) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* const archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    if (archive == nullptr) throw std::runtime_error("no archive");
    for (auto const& [name, content] : parts) {
        zip_source_t* const source = zip_source_buffer(archive, content.data(), content.size(), 0);
        if (zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) throw std::runtime_error("no part");
    }
    if (zip_close(archive) != 0) throw std::runtime_error("not written");
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

workbook_builder& workbook_builder::sheet(std::string name, std::string rows, std::string after, bool hidden) {
    sheets_.push_back({std::move(name), std::move(rows), std::move(after), hidden});
    return *this;
}

workbook_builder& workbook_builder::shared_strings(std::string items) {
    strings_ = std::move(items);
    return *this;
}

workbook_builder& workbook_builder::styles(std::string inner) {
    styles_ = std::move(inner);
    return *this;
}

workbook_builder& workbook_builder::from_1904() {
    from_1904_ = true;
    return *this;
}

std::string workbook_builder::bytes() const {
    std::string const space = std::string(" xmlns=\"") + main_space + "\"";
    std::string list;
    std::string links;
    zip_parts parts;
    parts.emplace_back("[Content_Types].xml",
                       "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
    auto const link = [&](std::string const& id, std::string const& type, std::string const& to) {
        links += "<Relationship Id=\"" + id + "\" Type=\"" + link_space + "/" + type + "\" Target=\"" + to + "\"/>";
    };
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
        sheet_part const& s = sheets_[i];
        std::string const number = std::to_string(i + 1);
        list += "<sheet name=\"" + escaped(s.name) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"" +
                (s.hidden ? " state=\"hidden\"" : "") + "/>";
        link("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
        parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                           "<worksheet" + space + "><sheetData>" + s.rows + "</sheetData>" + s.after + "</worksheet>");
    }
    if (!strings_.empty()) {
        link("rIdStrings", "sharedStrings", "sharedStrings.xml");
        parts.emplace_back("xl/sharedStrings.xml", "<sst" + space + ">" + strings_ + "</sst>");
    }
    if (!styles_.empty()) {
        link("rIdStyles", "styles", "styles.xml");
        parts.emplace_back("xl/styles.xml", "<styleSheet" + space + ">" + styles_ + "</styleSheet>");
    }
    parts.emplace_back("xl/workbook.xml", "<workbook" + space + " xmlns:r=\"" + link_space + "\"><workbookPr" +
                                              (from_1904_ ? " date1904=\"1\"" : "") + "/><sheets>" + list +
                                              "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels",
                       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
                           links + "</Relationships>");
    return make_zip(parts);
}

std::string text_cell(std::string_view address, std::string_view text) {
    return "<c r=\"" + std::string(address) + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + escaped(text) +
           "</t></is></c>";
}

std::string text_row(unsigned row, std::vector<std::string> const& texts) {
    std::string out = "<row r=\"" + std::to_string(row) + "\">";
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (!texts[i].empty()) out += text_cell(letters(i + 1) + std::to_string(row), texts[i]);
    }
    return out + "</row>";
}

}  // namespace a6::test_support
