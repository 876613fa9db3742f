#include "checker/workbook_parts.hpp"

#include "checker/parse_unsigned.hpp"
#include "checker/xml_escape.hpp"

#include <algorithm>

namespace a6::checker {
namespace {

constexpr char const* types_part = "[Content_Types].xml";
constexpr std::string_view worksheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

// Names of parts differ by more than case.
bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
        return lower(x) == lower(y);
    });
}

std::string attribute(std::string_view name, std::string_view value) {
    std::string out = ' ' + std::string(name) + "=\"";
    append_xml_text(out, value);
    return out + '"';
}

read_error damaged_parts(sentence message) {
    return {{}, "X213", std::move(message), sentence("open the workbook in a spreadsheet program and save it again"),
            0,  0};
}

}  // namespace

void insert_ordered(open_part& part, xml_element parent, std::span<std::string_view const> order,
                    std::string_view local, std::string text) {
    auto const rank = [&](std::string_view name) {
        return std::find(order.begin(), order.end(), name) - order.begin();
    };
    auto const own = rank(local);
    for (xml_element e = parent.first_child(); e; e = e.next()) {
        if (rank(e.name()) <= own) continue;
        part.edit->insert_before(e, std::move(text));
        return;
    }
    part.edit->append(parent, std::move(text));
}

workbook_parts::opened workbook_parts::open(std::string_view bytes) {
    opened result;
    std::unique_ptr<workbook_parts> parts(new workbook_parts);
    result.error = parts->load(bytes);
    if (!result.error) result.parts = std::move(parts);
    return result;
}

std::optional<read_error> workbook_parts::load(std::string_view bytes) {
    archive_bytes_ = bytes;
    zip_open_result opened = zip_archive::open(bytes);
    if (opened.error) return std::move(opened.error);
    archive_ = std::move(opened.archive);
    content_types_ = read(types_part);
    if (!content_types_) return damaged_parts(sentence("the workbook does not say what its parts are"));
    auto const package = relationships("");
    if (!package) return damaged_parts(sentence("the workbook does not say how its parts belong together"));
    main_ = read(workbook_part(*package));
    if (!main_) return damaged_parts(sentence("the part `{}` cannot be read", workbook_part(*package)));
    return list_sheets();
}

std::optional<read_error> workbook_parts::list_sheets() {
    auto const links = relationships(main_->name);
    xml_element const list = main_->root().child("sheets");
    if (!links || !list) return damaged_parts(sentence("the workbook lists no sheets"));
    sheet_space_ = main_->root().space();
    for (xml_element s = list.first_child(); s; s = s.next()) {
        if (s.name() != "sheet") continue;
        sheet found{std::string(s.attribute("name").value_or("")), {}};
        for (relationship const& r : *links) {
            if (r.external || r.id != s.attribute("id")) continue;
            link_space_ = r.base();
            found.part = r.kind() == "worksheet" ? r.part : std::string();
        }
        sheets_.push_back(std::move(found));
        highest_sheet_id_ =
            std::max(highest_sheet_id_, parse_unsigned<std::uint32_t>(s.attribute("sheetId").value_or("")).value_or(0));
    }
    return std::nullopt;
}

std::unique_ptr<open_part> workbook_parts::read(std::string const& name) {
    auto part = std::make_unique<open_part>();
    part->name = name;
    if (auto const at = changed_.find(name); at != changed_.end()) {
        part->text = at->second;
    } else {
        if (!archive_->contains(name)) return nullptr;
        zip_part inflated = archive_->read(name);
        if (!inflated.bytes) return nullptr;
        part->text = std::move(*inflated.bytes);
    }
    part->document = xml_document::parse(part->text).document;
    if (!part->document) return nullptr;
    part->edit = std::make_unique<xml_edit>(part->text);
    return part;
}

void workbook_parts::put(open_part const& part) {
    if (part.edit->changed()) changed_[part.name] = part.edit->apply();
}

void workbook_parts::add(std::string name, std::string text, std::string content_type) {
    changed_[name] = std::move(text);
    new_types_.emplace_back(std::move(name), std::move(content_type));
}

std::string workbook_parts::free_name(std::string const& stem, std::string const& ending) const {
    auto const taken = [&](std::string const& name) {
        auto const same = [&](auto const& other) { return same_name(other, name); };
        return std::any_of(archive_->names().begin(), archive_->names().end(), same) ||
               std::any_of(changed_.begin(), changed_.end(), [&](auto const& c) { return same(c.first); });
    };
    for (std::size_t n = 1;; ++n)
        if (std::string name = stem + std::to_string(n) + ending; !taken(name)) return name;
}

std::optional<std::vector<relationship>> workbook_parts::relationships(std::string const& part) {
    std::string const name = relationships_part(part);
    if (!archive_->contains(name)) return std::vector<relationship>();
    auto const listed = read(name);
    if (!listed) return std::nullopt;
    return relationships_in(*listed->document, part);
}

std::string workbook_parts::relate(std::string const& part, std::string_view kind, std::string const& target) {
    auto& added = new_links_[part];
    auto const there = relationships(part).value_or(std::vector<relationship>());
    auto const taken = [&](std::string const& id) {
        return std::any_of(there.begin(), there.end(), [&](relationship const& r) { return r.id == id; }) ||
               std::any_of(added.begin(), added.end(), [&](new_relationship const& r) { return r.id == id; });
    };
    std::size_t n = there.size() + added.size() + 1;
    while (taken("rId" + std::to_string(n))) ++n;
    added.push_back({"rId" + std::to_string(n), link_space_ + '/' + std::string(kind), '/' + target});
    return added.back().id;
}

void workbook_parts::add_sheet(std::string const& name, std::string text) {
    std::string const part = free_name(folder_of(main_->name) + "worksheets/sheet", ".xml");
    add(part, std::move(text), std::string(worksheet_type));
    xml_element const list = main_->root().child("sheets");
    new_sheets_ += '<' + named_like(list, "sheet") + attribute("xmlns:r", link_space_) + attribute("name", name) +
                   attribute("sheetId", std::to_string(++highest_sheet_id_)) +
                   attribute("r:id", relate(main_->name, "worksheet", part)) + "/>";
}

void workbook_parts::write_relationships() {
    for (auto const& [part, links] : new_links_) {
        std::string const name = relationships_part(part);
        auto const there = archive_->contains(name) ? read(name) : nullptr;
        std::string text;
        for (new_relationship const& r : links) {
            text += '<' + (there ? named_like(there->root(), "Relationship") : "Relationship") + attribute("Id", r.id) +
                    attribute("Type", r.type) + attribute("Target", r.target) + "/>";
        }
        if (there) {
            there->edit->append(there->root(), std::move(text));
            put(*there);
        } else {
            changed_[name] =
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships "
                "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
                text + "</Relationships>";
        }
    }
    new_links_.clear();
}

void workbook_parts::write_content_types() {
    std::string text;
    for (auto const& [part, type] : new_types_) {
        text += '<' + named_like(content_types_->root(), "Override") + attribute("PartName", '/' + part) +
                attribute("ContentType", type) + "/>";
    }
    new_types_.clear();
    if (text.empty()) return;
    content_types_->edit->append(content_types_->root(), std::move(text));
    put(*content_types_);
}

zip_part workbook_parts::bytes() && {
    if (!new_sheets_.empty()) main_->edit->append(main_->root().child("sheets"), std::move(new_sheets_));
    new_sheets_.clear();
    put(*main_);
    write_relationships();
    write_content_types();
    std::vector<zip_change> changes;
    for (auto& [name, text] : changed_) changes.push_back({name, std::move(text)});
    return rewrite_archive(archive_bytes_, changes);
}

}  // namespace a6::checker
