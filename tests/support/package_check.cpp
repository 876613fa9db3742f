#include "tests/support/package_check.hpp"

#include "checker/grid.hpp"
#include "checker/package.hpp"
#include "checker/xml_document.hpp"

#include <zip.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>

namespace a6::test_support {
namespace {

using checker::cell_address;
using checker::relationship;
using checker::xml_document;
using checker::xml_element;

// Written down once more, so that a fault in the program's list is found.
std::vector<std::string> const order_of_sheet{"sheetPr",
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
                                              "tableParts",
                                              "extLst"};
std::vector<std::string> const order_of_styles{"numFmts",      "fonts",   "fills",      "borders",
                                               "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
                                               "tableStyles",  "colors",  "extLst"};

std::size_t number(std::optional<std::string_view> text, std::size_t otherwise) {
    return text ? std::stoul(std::string(*text)) : otherwise;
}

class checked_package {
public:
    explicit checked_package(zip_parts const& parts) {
        for (auto const& [name, text] : parts)
            if (!texts_.emplace(name, text).second) fault("two parts called " + name);
    }

    std::vector<std::string> run() {
        check_content_types();
        for (auto const& [name, text] : texts_)
            if (name.ends_with(".rels")) check_relationships(name);
        check_workbook();
        return std::move(faults_);
    }

    std::vector<std::pair<std::string, std::string>> sheets() {  // name, part
        std::vector<std::pair<std::string, std::string>> out;
        auto const* book = document(workbook());
        if (!book) return out;
        auto const links = relationships(workbook());
        for (xml_element s = book->root().child("sheets").first_child(); s; s = s.next())
            for (relationship const& r : links)
                if (r.id == s.attribute("id")) out.emplace_back(s.attribute("name").value_or(""), r.part);
        return out;
    }

    std::vector<relationship> relationships(std::string const& name) {
        std::string const rels = checker::relationships_part(name);
        if (!texts_.count(rels)) return {};
        auto const* doc = document(rels);
        return doc ? checker::relationships_in(*doc, name) : std::vector<relationship>();
    }

    xml_document const* document(std::string const& name) {
        auto const [at, fresh] = documents_.try_emplace(name);
        if (fresh) {
            auto parsed = xml_document::parse(texts_[name]);
            if (!parsed.document) fault(name + " is no acceptable XML");
            at->second = std::move(parsed.document);
        }
        return at->second.get();
    }

private:
    void fault(std::string text) { faults_.push_back(std::move(text)); }

    std::string workbook() { return checker::workbook_part(relationships("")); }

    void check_content_types() {
        auto const* types = document("[Content_Types].xml");
        if (!types) return;
        std::set<std::string> extensions, overrides;
        for (xml_element e = types->root().first_child(); e; e = e.next()) {
            std::string const what(e.attribute(e.name() == "Default" ? "Extension" : "PartName").value_or(""));
            if (!(e.name() == "Default" ? extensions : overrides).insert(what).second) fault("two types for " + what);
            if (e.name() == "Override" && !texts_.count(what.substr(1))) fault("a type for no part: " + what);
        }
        for (auto const& [name, text] : texts_) {
            if (name == "[Content_Types].xml") continue;
            std::string const ending = name.substr(name.rfind('.') + 1);
            if (!overrides.count('/' + name) && !extensions.count(ending)) fault("no type for " + name);
            // The type of any XML is that of no part of a workbook.
            bool const known = ending == "xml" && !overrides.count('/' + name) && name.starts_with("xl/");
            if (known) fault("no type of its own for " + name);
        }
    }

    void check_relationships(std::string const& rels) {
        std::string const folder = checker::folder_of(rels);
        std::string const of = folder.substr(0, folder.size() - std::string("_rels/").size()) +
                               rels.substr(folder.size(), rels.size() - folder.size() - std::string(".rels").size());
        if (!of.empty() && !texts_.count(of)) fault(rels + " belongs to no part");
        std::set<std::string> ids;
        for (relationship const& r : relationships(of)) {
            if (!ids.insert(r.id).second) fault(rels + " has " + r.id + " twice");
            if (!r.external && !texts_.count(r.part)) fault(rels + ": no part " + r.part);
        }
    }

    void check_workbook() {
        auto const* book = document(workbook());
        if (!book) return;
        std::set<std::string> names, numbers;
        for (xml_element s = book->root().child("sheets").first_child(); s; s = s.next()) {
            std::string name(s.attribute("name").value_or(""));
            std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
            if (!names.insert(name).second) fault("two sheets called " + name);
            if (name.empty() || name.size() > 31 || name.find_first_of("[]:*?/\\") != std::string::npos)
                fault("no name of a sheet: " + name);
            if (!numbers.insert(std::string(s.attribute("sheetId").value_or(""))).second)
                fault("two sheets of one number");
        }
        check_styles();
        auto const all = sheets();
        for (auto const& [name, part] : all) sheet_names_.insert(name);
        if (all.size() != names.size()) fault("a sheet without a part");
        for (auto const& [name, part] : all) check_sheet(part);
    }

    std::size_t count(xml_element list, std::string const& what) {
        std::size_t n = 0;
        if (!list) return 0;
        for (xml_element e = list.first_child(); e; e = e.next()) ++n;
        if (number(list.attribute("count"), n) != n) fault(what + " are counted wrong");
        return n;
    }

    void check_order(xml_element root, std::vector<std::string> const& order, std::string const& part) {
        std::size_t last = 0;
        for (xml_element e = root.first_child(); e; e = e.next()) {
            auto const at = std::find(order.begin(), order.end(), e.name());
            if (at == order.end()) continue;
            auto const rank = static_cast<std::size_t>(at - order.begin());
            bool const repeats = e.name() == "conditionalFormatting";
            if (rank + 1 < last || (rank + 1 == last && !repeats)) fault(part + ": " + *at + " stands too late");
            last = rank + 1;
        }
    }

    void check_styles() {
        for (relationship const& r : relationships(workbook())) {
            if (r.kind() == "sharedStrings") {
                auto const* doc = document(r.part);
                for (xml_element e = doc->root().first_child(); e; e = e.next()) ++shared_strings_;
            }
            if (r.kind() != "styles") continue;
            xml_element const root = document(r.part)->root();
            check_order(root, order_of_styles, r.part);
            std::size_t const fonts = count(root.child("fonts"), "fonts");
            std::size_t const fills = count(root.child("fills"), "fills");
            std::size_t const borders = count(root.child("borders"), "borders");
            std::size_t const styles = count(root.child("cellStyleXfs"), "cellStyleXfs");
            formats_ = count(root.child("cellXfs"), "cellXfs");
            for (xml_element x = root.child("cellXfs").first_child(); x; x = x.next()) {
                if (number(x.attribute("fontId"), 0) >= fonts) fault("a format without a font");
                if (number(x.attribute("fillId"), 0) >= fills) fault("a format without a fill");
                if (number(x.attribute("borderId"), 0) >= borders) fault("a format without a border");
                if (x.attribute("xfId") && number(x.attribute("xfId"), 0) >= styles) fault("a format without a style");
            }
        }
    }

    void check_format(xml_element e, char const* attribute, std::string const& part) {
        if (auto const s = e.attribute(attribute); s && number(s, 0) >= std::max<std::size_t>(formats_, 1))
            fault(part + ": no format " + std::string(*s));
    }

    void check_sheet(std::string const& part) {
        auto const* doc = document(part);
        if (!doc) return;
        xml_element const root = doc->root();
        check_order(root, order_of_sheet, part);
        if (xml_element const cols = root.child("cols"))
            for (xml_element c = cols.first_child(); c; c = c.next()) check_format(c, "style", part);
        std::uint32_t last_row = 0;
        for (xml_element row = root.child("sheetData").first_child(); row; row = row.next()) {
            auto const n = static_cast<std::uint32_t>(number(row.attribute("r"), last_row + 1));
            if (n <= last_row) fault(part + ": row " + std::to_string(n) + " stands too late");
            last_row = n;
            check_format(row, "s", part);
            check_row(row, n, part);
        }
        check_links(root, part);
        check_comments(root, part);
    }

    void check_row(xml_element row, std::uint32_t n, std::string const& part) {
        std::uint32_t last = 0;
        for (xml_element c = row.first_child(); c; c = c.next()) {
            auto const at = checker::parse_address(c.attribute("r").value_or("")).value_or(cell_address{n, last + 1});
            if (at.row != n || at.column <= last) fault(part + ": cell " + to_string(at) + " stands too late");
            last = at.column;
            check_format(c, "s", part);
            if (c.attribute("t") == "s" && number(c.child("v").text(), 0) >= shared_strings_)
                fault(part + ": " + to_string(at) + " has no text");
            if (xml_element const is = c.child("is"); is && is.child("t") && is.child("t").text().size() > 4 * 32'767)
                fault(part + ": " + to_string(at) + " has too long a text");
        }
    }

    void check_links(xml_element root, std::string const& part) {
        auto const links = relationships(part);
        auto const resolves = [&](xml_element e) {
            auto const id = e.attribute("id");
            if (!id || std::any_of(links.begin(), links.end(), [&](auto const& r) { return r.id == id; })) return;
            fault(part + ": " + std::string(e.name()) + " refers to nothing");
        };
        for (xml_element e = root.first_child(); e; e = e.next()) {
            if (e.name() == "drawing" || e.name().starts_with("legacyDrawing") || e.name() == "picture") resolves(e);
            if (e.name() != "hyperlinks") continue;
            if (!e.first_child()) fault(part + ": no links in the list of links");
            std::set<std::string> linked;
            for (xml_element h = e.first_child(); h; h = h.next()) {
                resolves(h);
                if (!linked.insert(std::string(h.attribute("ref").value_or(""))).second)
                    fault(part + ": two links of a cell");
                check_target(h.attribute("location"), part);
            }
        }
    }

    void check_target(std::optional<std::string_view> location, std::string const& part) {
        if (!location || location->find('!') == std::string_view::npos) return;
        std::string sheet(location->substr(0, location->rfind('!')));
        if (sheet.starts_with('\'')) {
            std::string plain;
            for (std::size_t i = 1; i + 1 < sheet.size(); ++i) {
                plain += sheet[i];
                if (sheet[i] == '\'') ++i;
            }
            sheet = plain;
        }
        if (!sheet_names_.count(sheet)) fault(part + ": a link to " + std::string(*location));
        if (!checker::parse_range(location->substr(location->rfind('!') + 1)))
            fault(part + ": a link to no cell: " + std::string(*location));
    }

    void check_comments(xml_element root, std::string const& part) {
        auto const links = relationships(part);
        std::set<cell_address> shapes;
        xml_element const legacy = root.child("legacyDrawing");
        for (relationship const& r : links) {
            if (!legacy || r.id != legacy.attribute("id")) continue;
            auto const* drawing = document(r.part);
            if (drawing) read_shapes(drawing->root(), shapes, r.part);
        }
        for (relationship const& r : links) {
            if (r.kind() != "comments") continue;
            auto const* doc = document(r.part);
            if (!doc) continue;
            std::size_t authors = 0;
            for (xml_element a = doc->root().child("authors").first_child(); a; a = a.next()) ++authors;
            std::set<cell_address> commented;
            for (xml_element c = doc->root().child("commentList").first_child(); c; c = c.next()) {
                auto const at = checker::parse_address(c.attribute("ref").value_or(""));
                if (!at || !commented.insert(*at).second) fault(r.part + ": two comments on a cell, or none");
                if (number(c.attribute("authorId"), authors) >= authors) fault(r.part + ": no author");
                if (at && !shapes.count(*at)) fault(r.part + ": no shape for the comment on " + to_string(*at));
                check_text(c.child("text"), r.part);
            }
        }
    }

    void check_text(xml_element text, std::string const& part) {
        if (!text) return fault(part + ": a comment without text");
        bool plain = false, runs = false;
        std::size_t bytes = 0;
        for (xml_element e = text.first_child(); e; e = e.next()) {
            plain = plain || e.name() == "t";
            runs = runs || e.name() == "r";
            bytes += e.name() == "r" ? e.child("t").text().size() : e.text().size();
        }
        if (plain && runs) fault(part + ": a text that is plain and has runs");
        if (bytes > 2 * 32'767) fault(part + ": too long a comment");
    }

    void read_shapes(xml_element root, std::set<cell_address>& shapes, std::string const& part) {
        std::set<std::string> types;
        for (xml_element e = root.first_child(); e; e = e.next()) {
            std::string const id(e.attribute("id").value_or(""));
            if (e.name() == "shapetype") types.insert('#' + id);
            if (e.name() != "shape") continue;
            if (!shape_ids_.insert(id).second) fault(part + ": two shapes " + id);
            if (!types.count(std::string(e.attribute("type").value_or("")))) fault(part + ": a shape of no type");
            xml_element const data = e.child("ClientData");
            if (!data || !data.child("Row") || !data.child("Column")) continue;
            shapes.insert({static_cast<std::uint32_t>(number(data.child("Row").text(), 0) + 1),
                           static_cast<std::uint32_t>(number(data.child("Column").text(), 0) + 1)});
        }
    }

    std::map<std::string, std::string> texts_;
    std::map<std::string, std::unique_ptr<xml_document>> documents_;
    std::vector<std::string> faults_;
    std::set<std::string> sheet_names_, shape_ids_;
    std::size_t formats_ = 0, shared_strings_ = 0;
};

}  // namespace

zip_parts unzip(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* const archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (archive == nullptr) throw std::runtime_error("no archive");
    zip_parts parts;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        zip_stat_t stat;
        zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat);
        std::string text(static_cast<std::size_t>(stat.size), '\0');
        zip_file_t* const file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
        if (zip_fread(file, text.data(), text.size()) != static_cast<zip_int64_t>(text.size()))
            throw std::runtime_error("no part");
        zip_fclose(file);
        parts.emplace_back(stat.name, std::move(text));
    }
    zip_discard(archive);
    return parts;
}

std::string part(zip_parts const& parts, std::string_view name) {
    auto const at = std::find_if(parts.begin(), parts.end(), [&](auto const& p) { return p.first == name; });
    return at == parts.end() ? std::string() : at->second;
}

std::vector<std::string> faults_of_package(zip_parts const& parts) { return checked_package(parts).run(); }

std::string sheet_part(zip_parts const& parts, std::string_view sheet_name) {
    for (auto const& [name, part] : checked_package(parts).sheets())
        if (name == sheet_name) return part;
    return {};
}

std::vector<std::string> comments_of(zip_parts const& parts, std::string_view sheet_name) {
    checked_package package(parts);
    std::vector<std::string> out;
    for (relationship const& r : package.relationships(sheet_part(parts, sheet_name))) {
        if (r.kind() != "comments") continue;
        for (xml_element c = package.document(r.part)->root().child("commentList").first_child(); c; c = c.next()) {
            std::string text(c.attribute("ref").value_or(""));
            text += ": ";
            for (xml_element e = c.child("text").first_child(); e; e = e.next())
                text += e.name() == "r" ? e.child("t").text() : e.text();
            out.push_back(std::move(text));
        }
    }
    return out;
}

}  // namespace a6::test_support
