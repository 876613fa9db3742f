#include "checker/other_layouts.hpp"

#include "checker/fold.hpp"
#include "checker/label_match.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace a6::checker {
namespace {

using namespace std::string_view_literals;

read_error named(char const* code, sentence message, sentence help) {
    return {{}, code, std::move(message), std::move(help), 0, 0};
}

constexpr char const* use_official = reports::for_translation(
    "file it in the official workbook, the five-table CSV or the XML filing format (`a6check schema`)");

// Labels of the two-table draft that no later layout has, without blanks and marks, so that names of XML elements are
// known as well. Two of them are proof enough; the wording of others varied.
constexpr std::array draft_labels{"article6databaserecordid"sv,       "firstuniqueidentifier"sv,
                                  "lastuniqueidentifier"sv,           "underlyingunitblockstartid"sv,
                                  "underlyingunitblockend"sv,         "underlyingunitblockendid"sv,
                                  "underlyingunitblocklastid"sv,      "underlyingunitlastblockend"sv,
                                  "conversionfactorreportingparty"sv, "conversionfactor"sv};
constexpr std::size_t draft_proof = 2;
constexpr std::size_t header_rows_searched = 40;

std::string tight(std::string_view text) {
    std::string out;
    for (char const c : fold(text))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    return out;
}

// Which label of the draft this is; empty if none. The decision prints a footnote's letter right behind a label.
std::string draft_label(std::string_view text) {
    if (text.size() > 200) return {};
    std::string label = tight(text);
    auto known = [&] { return std::find(draft_labels.begin(), draft_labels.end(), label) != draft_labels.end(); };
    if (known()) return label;
    if (label.empty()) return {};
    label.pop_back();
    return known() ? label : std::string();
}

read_error draft_error() {
    return named(
        "X501",
        sentence(
            "this is the superseded draft of the agreed electronic format, with the two tables actions and holdings"),
        sentence("move the data to the current five-table format: the draft has no submission, authorization and "
                 "entity tables, "
                 "no version "
                 "and no NDC period, so authorizations, quantities against them, versions and entities cannot be "
                 "checked from "
                 "it"));
}

bool is_draft(workbook const& book) {
    for (grid const& sheet : book.sheets) {
        std::set<std::string> seen;
        for (grid_row const& row : sheet.rows) {
            if (row.number > header_rows_searched) break;
            for (std::size_t i = row.begin; i < row.end; ++i) {
                if (auto label = draft_label(sheet.cells[i].text); !label.empty()) seen.insert(std::move(label));
            }
        }
        if (seen.size() >= draft_proof) return true;
    }
    return false;
}

sentence list_sheets(workbook const& book) {
    constexpr std::size_t most = 12;
    if (book.sheets.empty()) return sentence("none");
    std::string list;
    for (std::size_t i = 0; i < std::min(most, book.sheets.size()); ++i)
        list += (i == 0 ? "`" : ", `") + book.sheets[i].name + "`";
    if (book.sheets.size() <= most) return sentence::verbatim(std::move(list));
    return sentence::counted(book.sheets.size() - most, "{1} and {0} more", "{1} and {0} more", list);
}

std::string expected_titles(dsl::data_model const& model) {
    std::string list;
    for (dsl::table const& t : model.tables) {
        if (t.in_workbooks()) list += (list.empty() ? "`" : ", `") + t.title + "`";
    }
    return list;
}

// Tables of the model whose labels stand in the first row of some sheet.
std::size_t count_plain_tables(workbook const& book, dsl::data_model const& model) {
    std::size_t count = 0;
    for (grid const& sheet : book.sheets) {
        bool found = false;
        for (dsl::table const& table : model.tables) {
            if (!table.in_workbooks()) continue;
            auto const labels = find_labels({&sheet, 1, 1}, table, label_set(table));
            // Tables share labels, so most of a table's are asked for.
            found = found || (labels && !labels->vertical && labels->matched * 4 >= table.fields.size() * 3);
        }
        if (found) ++count;
    }
    return count;
}

}  // namespace

std::optional<read_error> name_other_bytes(std::string_view bytes) {
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) {
        // A protected workbook is stored as a compound file with a stream of this name in UTF-16.
        if (bytes.find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv) != std::string_view::npos) {
            return named("X204", sentence("the workbook is protected by a password"),
                         sentence("remove the password and save it again"));
        }
        return named("X203", sentence("this is a workbook in the old .xls format"), sentence("save it as .xlsx"));
    }
    if (bytes.starts_with("%PDF"sv)) {
        return named("X507", sentence("this is a PDF document, which cannot be checked"), sentence(use_official));
    }
    if (bytes.starts_with("\xFE\xFF"sv) || bytes.starts_with("\xFF\xFE"sv)) {
        return named("X102", sentence("the file is encoded in UTF-16 or UTF-32"), sentence("save the file as UTF-8"));
    }
    std::string_view text = bytes;
    if (text.starts_with("\xEF\xBB\xBF"sv)) text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.starts_with('{') || text.starts_with('[')) {
        return named("X506", sentence("this is JSON, which is not a filing format"), sentence(use_official));
    }
    std::string head(text.substr(0, 16));
    for (char& c : head) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (head.starts_with("<!doctype html") || head.starts_with("<html")) {
        return named("X509", sentence("this is a web page, not a filing"),
                     sentence("download the file itself; the page may be a login or an error page"));
    }
    bool const markup = text.starts_with('<');
    std::string_view const start = bytes.substr(0, 4);
    bool const wide = start.size() == 4 && (start[0] == '\0' || start[1] == '\0');
    if (wide && (start.find('<') != std::string_view::npos || start[0] == '\0')) {
        return named("X102", sentence("the file is encoded in UTF-16 or UTF-32"), sentence("save the file as UTF-8"));
    }
    if (!markup && bytes.substr(0, 1024).find('\0') != std::string_view::npos) {
        return named("X406", sentence("the content is binary and of no known kind"), sentence(use_official));
    }
    return std::nullopt;
}

read_error name_other_workbook(workbook const& book, dsl::data_model const& model) {
    if (is_draft(book)) return draft_error();
    title_set const titles(model);
    auto const by_name = std::count_if(book.sheets.begin(), book.sheets.end(), [&](grid const& sheet) {
        return titles.find_sheet(sheet.name) != dsl::no_index;
    });
    if (by_name >= 2) {
        return named(
            "X503",
            sentence("the workbook has the sheets of the agreed electronic format, but the labels of its tables are "
                     "not the current ones"),
            sentence("this is probably an earlier revision of the template; copy the data into the current one"));
    }
    if (count_plain_tables(book, model) >= 2) {
        return named("X502",
                     sentence("this is a plain workbook with the tables' labels in the first row of each sheet, not "
                              "the official layout; its sheets are {}",
                              list_sheets(book)),
                     sentence("put the table's title ({}) above the labels of each sheet, or use the official workbook",
                              expected_titles(model)));
    }
    return named("X505",
                 sentence("none of the tables of a filing is in this workbook; its sheets are {}", list_sheets(book)),
                 sentence("expected are tables titled {}", expected_titles(model)));
}

std::optional<read_error> name_draft(std::vector<std::string_view> const& labels) {
    std::set<std::string> seen;
    for (auto const text : labels)
        if (auto label = draft_label(text); !label.empty()) seen.insert(std::move(label));
    if (seen.size() < draft_proof) return std::nullopt;
    return draft_error();
}

read_error name_other_csv(csv_document const& csv, dsl::data_model const& model) {
    for (std::size_t i = 0; i < std::min(header_rows_searched, csv.records.size()); ++i) {
        std::vector<std::string_view> labels;
        for (csv_field const& f : csv.records[i].fields) labels.push_back(f.text);
        if (auto draft = name_draft(labels)) return std::move(*draft);
    }
    std::string best;
    std::size_t most = 1;
    for (dsl::table const& table : model.tables) {
        if (!table.in_workbooks()) continue;
        label_set const labels(table);
        for (std::size_t i = 0; i < std::min(header_rows_searched, csv.records.size()); ++i) {
            std::set<std::uint16_t> found;
            for (csv_field const& f : csv.records[i].fields) found.insert(labels.find(f.text));
            found.erase(dsl::no_index);
            // Of tables that share labels, the one that has most of its own here.
            if (found.size() > most && found.size() * 2 > table.fields.size()) {
                most = found.size();
                best = table.title;
            }
        }
    }
    if (!best.empty()) {
        return named(
            "X504", sentence("this CSV has the labels of `{}` only, without the table's title", best),
            sentence("a CSV filing holds all tables, each below a line with its title: {}", expected_titles(model)));
    }
    return named("X305", sentence("this is text, neither XML nor a CSV with the titles of a filing's tables"),
                 sentence("a CSV filing has a line with the title above each table: {}", expected_titles(model)));
}

}  // namespace a6::checker
