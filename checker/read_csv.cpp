// The CSV with all tables below one another, each under its title, to raw cells.

#include "checker/csv.hpp"
#include "checker/grid_table.hpp"
#include "checker/other_layouts.hpp"
#include "checker/readers.hpp"
#include "checker/text_position.hpp"
#include "checker/xml_gate.hpp"

#include <algorithm>
#include <utility>

namespace a6::checker {
namespace {

bool is_blank(csv_record const& record) {
    return std::all_of(record.fields.begin(), record.fields.end(),
                       [](csv_field const& f) { return f.text.find_first_not_of(" \t") == std::string_view::npos; });
}

// The text of a line that has nothing else in it.
std::string_view lone_text(csv_record const& record) {
    std::string_view found;
    for (csv_field const& f : record.fields) {
        if (f.text.find_first_not_of(" \t") == std::string_view::npos) continue;
        if (!found.empty()) return {};
        found = f.text;
    }
    return found;
}

// A table's lines: the title's, and those up to the next title.
struct block {
    std::uint16_t table = dsl::no_index;
    std::size_t title = 0;
    std::size_t end = 0;
};

class csv_reader {
public:
    csv_reader(reader_input const& input, csv_document const& csv) : input_(input), csv_(csv) {}

    read_result run() {
        title_set const titles(input_.model);
        for (std::size_t i = 0; i < csv_.records.size(); ++i) {
            std::uint16_t const table = titles.find_title(lone_text(csv_.records[i]));
            if (table == dsl::no_index) continue;
            bool const again =
                std::any_of(blocks_.begin(), blocks_.end(), [table](block const& b) { return b.table == table; });
            if (again) return refuse(input_, given_twice(table, i));
            if (!blocks_.empty()) blocks_.back().end = i;
            blocks_.push_back({table, i, csv_.records.size()});
        }
        if (blocks_.empty()) return refuse(input_, name_other_csv(csv_, input_.model));

        read_result result;
        result.filing = std::make_unique<raw_filing>();
        raw_filing& filing = *result.filing;
        filing.name = input_.shown_name;
        filing.format = input_format::csv;
        note_preface(filing);
        for (block const& b : blocks_) {
            std::uint16_t const report = input_.model.tables[b.table].report;
            if (std::find(filing.reports.begin(), filing.reports.end(), report) == filing.reports.end())
                filing.reports.push_back(report);
            read_block(b, filing);
        }
        note_missing(filing);
        complete_tables(filing, input_.model);
        return result;
    }

private:
    read_error given_twice(std::uint16_t table, std::size_t record) const {
        text_position const at = position_in(*input_.bytes, line_starts_of(*input_.bytes), csv_.records[record].at.a);
        return {{},
                "X306",
                sentence("the table `{}` is given twice", input_.model.tables[table].title),
                sentence("keep one of the two, with all its lines"),
                at.line,
                at.column};
    }

    void note_preface(raw_filing& filing) const {
        for (std::size_t i = 0; i < blocks_.front().title; ++i) {
            csv_record const& record = csv_.records[i];
            if (is_blank(record)) continue;
            reader_notice n;
            n.rule = "IN-02";
            n.found = sentence("line above the first table");
            n.at = record.at;
            n.value = std::string_view(*input_.bytes).substr(record.at.a, record.at.b);
            filing.notices.push_back(std::move(n));
        }
    }

    void read_block(block const& b, raw_filing& filing) {
        grid sheet;
        for (std::size_t i = b.title + 1; i < b.end; ++i) {
            csv_record const& record = csv_.records[i];
            if (is_blank(record)) continue;
            auto const number = static_cast<std::uint32_t>(i + 1);
            grid_row row{number, sheet.cells.size(), 0, record.at};
            std::uint32_t column = 0;
            for (csv_field const& f : record.fields) {
                grid_cell cell;
                cell.row = number;
                cell.column = ++column;
                cell.text = f.text;
                cell.at = f.at;
                sheet.cells.push_back(cell);
            }
            row.end = sheet.cells.size();
            sheet.rows.push_back(row);
        }
        dsl::table const& table = input_.model.tables[b.table];
        label_set const names(table);
        grid_region const region{&sheet, 1, 0xffffffff};
        auto const labels = find_labels(region, table, names);
        if (labels) {
            read_grid_table({region, *labels, b.table, names, input_.model}, filing);
            return;
        }
        note_absent(filing, b.table, csv_.records[b.title].at,
                    sheet.cells.empty() ? sentence() : sentence("title without labels"));
    }

    void note_missing(raw_filing& filing) const {
        for (std::uint16_t const report : filing.reports) {
            for (std::uint16_t const table : input_.model.reports[report].tables) {
                bool const given =
                    std::any_of(blocks_.begin(), blocks_.end(), [table](block const& b) { return b.table == table; });
                if (!given) note_absent(filing, table, {}, {});
            }
        }
    }

    void note_absent(raw_filing& filing, std::uint16_t table, raw_place at, sentence found) const {
        reader_notice n;
        n.rule = "IN-04";
        n.found = std::move(found);
        n.expected = input_.model.tables[table].title;
        n.table = table;
        n.at = at;
        filing.notices.push_back(std::move(n));
    }

    reader_input const& input_;
    csv_document const& csv_;
    std::vector<block> blocks_;
};

}  // namespace

read_result read_csv(reader_input const& input) {
    std::string_view const text = *input.bytes;
    if (auto draft = name_draft(first_record(text))) return refuse(input, std::move(*draft));
    gate_result gate = check_text_bytes(text);
    if (gate.error) {
        gate.error->code = "X303";
        return refuse(input, std::move(*gate.error));
    }
    csv_result parsed = parse_csv(text);
    if (parsed.error) return refuse(input, std::move(*parsed.error));
    read_result result = csv_reader(input, *parsed.document).run();
    if (result.filing) {
        result.filing->texts = std::move(parsed.document->texts);
        result.filing->original = input.bytes;
        result.filing->line_starts = std::move(gate.line_starts);
    }
    return result;
}

}  // namespace a6::checker
