#pragma once
// An .xlsx package that is changed part by part. Parts that are not touched keep their bytes.

#include "checker/package.hpp"
#include "checker/xml_edit.hpp"
#include "checker/zip_archive.hpp"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

// One XML part, as it was read and with what is to change in it.
struct open_part {
    std::string name;
    std::string text;
    std::unique_ptr<xml_document> document;
    std::unique_ptr<xml_edit> edit;  // of `text`

    xml_element root() const { return document->root(); }
};

// Puts an element among the children of `parent` where `order`, the local names of all children in their order, has it.
// Children that are not in the order come behind those that are.
void insert_ordered(open_part& part, xml_element parent, std::span<std::string_view const> order,
                    std::string_view local, std::string text);

class workbook_parts {
public:
    struct opened {
        std::unique_ptr<workbook_parts> parts;
        std::optional<read_error> error;  // X2xx; without file name
    };
    // `bytes` has to outlive the result.
    static opened open(std::string_view bytes);

    struct sheet {
        std::string name;
        std::string part;  // empty: a chart or dialog
    };
    std::vector<sheet> const& sheets() const { return sheets_; }  // in the order of the tabs
    std::string const& part() const { return main_->name; }       // the workbook itself
    bool has_views() const { return static_cast<bool>(main_->root().child("bookViews")); }
    // Namespaces of sheets and of references to relationships; a workbook may be `strict`.
    std::string const& sheet_space() const { return sheet_space_; }
    std::string const& link_space() const { return link_space_; }

    // nullptr: it is not there, or does not pass the gate of XML texts.
    std::unique_ptr<open_part> read(std::string const& name);
    // Keeps what was changed, if anything was.
    void put(open_part const& part);
    void add(std::string name, std::string text, std::string content_type);

    std::vector<std::string> const& names() const { return archive_->names(); }  // of the parts that came in
    // A name that no part has, as "xl/comments7.xml".
    std::string free_name(std::string const& stem, std::string const& ending) const;

    // Nothing: the part's relationships cannot be read. Then none can be added.
    std::optional<std::vector<relationship>> relationships(std::string const& part);
    // The id of a new relationship; `kind` as in relationship::kind().
    std::string relate(std::string const& part, std::string_view kind, std::string const& target);

    void add_sheet(std::string const& name, std::string text);

    // The package with all changes; at the end.
    zip_part bytes() &&;

private:
    workbook_parts() = default;
    std::optional<read_error> load(std::string_view bytes);
    std::optional<read_error> list_sheets();

    struct new_relationship {
        std::string id, type, target;
    };
    void write_relationships();
    void write_content_types();

    std::string_view archive_bytes_;
    std::unique_ptr<zip_archive> archive_;
    std::unique_ptr<open_part> main_;
    std::unique_ptr<open_part> content_types_;
    std::vector<sheet> sheets_;
    std::uint32_t highest_sheet_id_ = 0;
    std::string new_sheets_;
    std::string sheet_space_, link_space_;
    std::map<std::string, std::string> changed_;                      // by part: its text
    std::map<std::string, std::vector<new_relationship>> new_links_;  // by part that they belong to
    std::vector<std::pair<std::string, std::string>> new_types_;      // part, content type
};

}  // namespace a6::checker
