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

constexpr char const* type_of_sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
constexpr char const* of_package = " xmlns=\"http://schemas.openxmlformats.org/package/2006/";

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
    sheets_.push_back({std::move(name), std::move(rows), std::move(after), hidden, {}, {}});
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

workbook_builder& workbook_builder::sheet_part(std::string kind, std::string name, std::string content,
                                               std::string content_type) {
    sheets_.back().parts.push_back({std::move(kind), std::move(name), std::move(content), std::move(content_type)});
    return *this;
}

workbook_builder& workbook_builder::strict() {
    strict_ = true;
    return *this;
}

workbook_builder& workbook_builder::before_cells(std::string xml) {
    sheets_.back().before = std::move(xml);
    return *this;
}

std::string workbook_builder::bytes() const {
    std::string const main_space = strict_ ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
                                           : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    std::string const link_space = strict_ ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                                           : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    std::string const space = " xmlns=\"" + main_space + "\" xmlns:r=\"" + link_space + "\"";
    std::string list, types;
    zip_parts parts;
    auto const add = [&](std::string const& name, std::string const& type, std::string content) {
        types += "<Override PartName=\"/" + name + "\" ContentType=\"" + type + "\"/>";
        parts.emplace_back(name, std::move(content));
    };
    auto const link = [&](std::string const& id, std::string const& kind, std::string const& to) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + link_space + "/" + kind + "\" Target=\"" + to + "\"/>";
    };
    auto const links_part = [&](std::string const& name, std::string const& links) {
        parts.emplace_back(
            name, std::string("<Relationships") + of_package + "relationships\">" + links + "</Relationships>");
    };
    std::string links;
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
        one_sheet const& s = sheets_[i];
        std::string const number = std::to_string(i + 1);
        list += "<sheet name=\"" + escaped(s.name) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"" +
                (s.hidden ? " state=\"hidden\"" : "") + "/>";
        links += link("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
        add("xl/worksheets/sheet" + number + ".xml", std::string(type_of_sheets) + "worksheet+xml",
            "<worksheet" + space + ">" + s.before + "<sheetData>" + s.rows + "</sheetData>" + s.after + "</worksheet>");
        std::string of_sheet;
        for (std::size_t p = 0; p < s.parts.size(); ++p) {
            of_sheet += link("rId" + std::to_string(p + 1), s.parts[p].kind, '/' + s.parts[p].name);
            add(s.parts[p].name, s.parts[p].content_type, s.parts[p].content);
        }
        if (!of_sheet.empty()) links_part("xl/worksheets/_rels/sheet" + number + ".xml.rels", of_sheet);
    }
    if (!strings_.empty()) {
        links += link("rIdStrings", "sharedStrings", "sharedStrings.xml");
        add("xl/sharedStrings.xml", std::string(type_of_sheets) + "sharedStrings+xml",
            "<sst" + space + ">" + strings_ + "</sst>");
    }
    if (!styles_.empty()) {
        links += link("rIdStyles", "styles", "styles.xml");
        add("xl/styles.xml", std::string(type_of_sheets) + "styles+xml",
            "<styleSheet" + space + ">" + styles_ + "</styleSheet>");
    }
    add("xl/workbook.xml", std::string(type_of_sheets) + "sheet.main+xml",
        "<workbook" + space + "><workbookPr" + (from_1904_ ? " date1904=\"1\"" : "") + "/><sheets>" + list +
            "</sheets></workbook>");
    links_part("xl/_rels/workbook.xml.rels", links);
    links_part("_rels/.rels", link("rId1", "officeDocument", "xl/workbook.xml"));
    parts.emplace(parts.begin(), "[Content_Types].xml",
                  std::string("<Types") + of_package +
                      "content-types\"><Default Extension=\"rels\" "
                      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
                      "Extension=\"xml\" ContentType=\"application/xml\"/>" +
                      types + "</Types>");
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
