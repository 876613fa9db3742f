#include "reports/sarif_places.hpp"

#include "reports/escape.hpp"
#include "reports/region.hpp"
#include "reports/sarif_rules.hpp"
#include "reports/tell.hpp"
#include "reports/uri.hpp"

#include <utility>

namespace a6::reports {

namespace {

// Code scanning rejects a file whose results have no place; this one says that there is none.
constexpr std::string_view no_file = "no file";

}  // namespace

sarif_places::sarif_places(run_report const& report, bool for_code_scanning)
    : report_{report}, for_code_scanning_{for_code_scanning}, paths_{report.xml, ""} {
    auto const add_all = [this](auto const& things) {
        for (auto const& thing : things)
            for (location const& l : thing.locations) add(l.file);
    };
    for (filing_outcome const& f : report.filings) add(f.file);
    for (input_digest const& i : report.inputs) add(i.file);
    for (failure const& f : report.failures) add(f.file);
    add_all(report.findings);
    add_all(report.undecided);
    add_all(report.information);
    for (finding const& f : report.findings)
        if (f.waived) add(f.waived->file);
    if (report.baseline)
        for (gone_finding const& g : report.baseline->gone) add(g.file);
}

void sarif_places::add(std::string const& file) {
    if (!file.empty() && index_.emplace(file, files_.size()).second) files_.push_back(file);
}

void sarif_places::write_files(json_writer& json) const {
    std::map<std::string_view, filing_outcome const*> filings;
    std::map<std::string_view, std::string_view> digests;
    for (input_digest const& i : report_.inputs) digests.emplace(i.file, i.sha256);
    for (filing_outcome const& f : report_.filings) {
        filings.emplace(f.file, &f);
        digests.emplace(f.file, f.sha256);
    }
    json.begin_list("artifacts");
    for (std::string_view const file : files_) {
        json.begin_object();
        json.begin_object("location");
        json.text("uri", file_uri(file));
        json.end_object();
        if (auto const digest = digests.find(file); digest != digests.end() && !digest->second.empty()) {
            json.begin_object("hashes");
            json.text("sha-256", digest->second);
            json.end_object();
        }
        if (auto const filing = filings.find(file); filing != filings.end()) {
            json.texts("roles", {"analysisTarget"});
            json.begin_object("properties");
            json.text("filing", filing->second->id);
            json.text("result", official_words(filing->second->result));
            json.end_object();
        }
        json.end_object();
    }
    json.end_list();
}

void sarif_places::write_first(json_writer& json, location const& l) const {
    if (l.file.empty() && !for_code_scanning_) return;
    json.begin_list("locations");
    write_place(json, {}, l, 0);
    json.end_list();
}

void sarif_places::write_related(json_writer& json, std::vector<location> const& all, std::size_t count) const {
    if (count == 0) return;
    json.begin_list("relatedLocations");
    for (std::size_t i = 1; i <= count; ++i) write_place(json, {}, all[i], i);
    json.end_list();
}

void sarif_places::write_single(json_writer& json, location const& l) const { write_place(json, "location", l, 0); }

void sarif_places::write_place(json_writer& json, std::string_view key, location const& l, std::size_t id) const {
    json.begin_object(key);
    if (id != 0) json.number("id", id);
    if (!l.file.empty() || for_code_scanning_) {
        json.begin_object("physicalLocation");
        json.begin_object("artifactLocation");
        json.text("uri", file_uri(l.file.empty() ? no_file : std::string_view{l.file}));
        if (auto const index = index_.find(l.file); index != index_.end()) json.number("index", index->second);
        json.end_object();
        write_region(json, l);
        json.end_object();
    }
    write_logical(json, l);
    if (id != 0) {
        language const& say = *report_.lang;
        json.begin_object("message");
        json.text("text", sarif_text(say("{}: {}", role_words(l.role, say), place_and_value(l, say))));
        json.end_object();
    }
    json.end_object();
}

// A cell of a workbook has no line; a viewer of text shows the first.
void sarif_places::write_region(json_writer& json, location const& l) const {
    if (l.line == 0 && !for_code_scanning_) return;
    json.begin_object("region");
    json.number("startLine", l.line == 0 ? 1 : l.line);
    if (l.line != 0 && l.column != 0) {
        json.number("startColumn", l.column);
        if (auto const end = end_column(l)) json.number("endColumn", *end);
    }
    json.end_object();
}

void sarif_places::write_logical(json_writer& json, location const& l) const {
    std::string const cell = cell_place(l);
    bool const in_xml = l.line != 0 && !l.table.empty() && !report_.xml.tables.empty();
    if (cell.empty() && !in_xml) return;
    json.begin_list("logicalLocations");
    json.begin_object();
    if (!cell.empty()) {
        json.text("name", printable(l.cell.empty() ? l.sheet : l.cell));
        json.text("fullyQualifiedName", cell);
    } else {
        json.text("name", printable(l.field.empty() ? l.table : l.field));
        json.text("fullyQualifiedName", paths_.of(l));
        json.text("kind", "element");
    }
    json.end_object();
    json.end_list();
}

}  // namespace a6::reports
