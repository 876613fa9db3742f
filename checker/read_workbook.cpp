// A workbook to raw cells: its tables are found by title or sheet name, their columns by label, never by address.

#include "checker/fold.hpp"
#include "checker/grid_table.hpp"
#include "checker/official_layout.hpp"
#include "checker/other_layouts.hpp"
#include "checker/readers.hpp"
#include "checker/workbook.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace a6::checker {
namespace {

// A place where a table was found.
struct table_candidate {
    std::uint16_t table = dsl::no_index;
    std::size_t sheet = 0;
    grid_region region;
    label_line labels;
    bool by_sheet_name = false;
    bool taken = false;
};

struct title_place {
    std::uint16_t table = dsl::no_index;
    std::uint32_t row = 0;
};

class workbook_tables {
public:
    workbook_tables(reader_input const& input, workbook const& book)
        : input_(input), model_(input.model), book_(book), titles_(model_) {
        for (dsl::table const& t : model_.tables) names_.emplace_back(t);
    }

    read_result run() {
        for (std::size_t i = 0; i < book_.sheets.size(); ++i) {
            if (!is_form_sheet(book_.sheets[i])) find_tables(i);
        }
        choose();
        if (std::none_of(found_.begin(), found_.end(), [](table_candidate const& c) { return c.taken; })) {
            return refuse(input_, name_other_workbook(book_, model_));
        }
        read_result result;
        result.filing = std::make_unique<raw_filing>();
        raw_filing& filing = *result.filing;
        filing.name = input_.shown_name;
        filing.format = input_format::workbook;
        for (table_candidate const& c : found_) {
            if (!c.taken) continue;
            std::uint16_t const report = model_.tables[c.table].report;
            if (std::find(filing.reports.begin(), filing.reports.end(), report) == filing.reports.end())
                filing.reports.push_back(report);
            read_grid_table({c.region, c.labels, c.table, names_[c.table], model_}, filing);
        }
        note_missing(filing);
        remark_sheets(filing);
        complete_tables(filing, model_);
        return result;
    }

private:
    // Sheets of the official form that list titles and labels without holding a table.
    static bool is_form_sheet(grid const& sheet) {
        std::string const name = fold_tight(sheet.name);
        return name == fold_tight(index_sheet) || name == fold_tight(summary_sheet);
    }

    std::vector<title_place> titles_in(grid const& sheet) const {
        std::vector<title_place> places;
        for (grid_row const& row : sheet.rows) {
            std::vector<std::uint16_t> in_row;
            for (std::size_t i = row.begin; i < row.end; ++i) {
                grid_cell const& cell = sheet.cells[i];
                std::uint16_t const table =
                    cell.form == cell_form::text ? titles_.find_title(cell.text) : dsl::no_index;
                if (table != dsl::no_index) in_row.push_back(table);
            }
            // Titles side by side are an overview.
            if (in_row.size() == 1) places.push_back({in_row.front(), row.number});
        }
        return places;
    }

    void find_tables(std::size_t index) {
        grid const& sheet = book_.sheets[index];
        std::uint16_t const by_name = titles_.find_sheet(sheet.name);
        std::vector<table_candidate> here;
        // From below, so that a title counts as the end of the table above it only if it has labels of its own.
        std::uint32_t last_row = 0xffffffff;
        std::vector<title_place> const places = titles_in(sheet);
        for (auto place = places.rbegin(); place != places.rend(); ++place) {
            grid_region const region{&sheet, place->row + 1, last_row};
            auto const labels = find_labels(region, model_.tables[place->table], names_[place->table]);
            if (!labels) continue;
            here.push_back({place->table, index, region, *labels, place->table == by_name, false});
            last_row = place->row - 1;
        }
        if (here.empty() && by_name != dsl::no_index) {
            grid_region const region{&sheet, 1, 0xffffffff};
            auto const labels = find_labels(region, model_.tables[by_name], names_[by_name]);
            if (labels) here.push_back({by_name, index, region, *labels, true, false});
        }
        found_.insert(found_.end(), here.rbegin(), here.rend());
    }

    // Of several places of one table the one in the sheet named after it, then the one with most labels, then the
    // first.
    void choose() {
        for (std::size_t table = 0; table < model_.tables.size(); ++table) {
            table_candidate* best = nullptr;
            for (table_candidate& c : found_) {
                if (c.table != table) continue;
                bool const better = best == nullptr || std::tuple(c.by_sheet_name, c.labels.matched) >
                                                           std::tuple(best->by_sheet_name, best->labels.matched);
                if (better) best = &c;
            }
            if (best != nullptr) best->taken = true;
        }
    }

    void note_missing(raw_filing& filing) const {
        for (std::uint16_t const report : filing.reports) {
            for (std::uint16_t const table : model_.reports[report].tables) {
                bool const given = std::any_of(found_.begin(), found_.end(),
                                               [table](table_candidate const& c) { return c.table == table; });
                if (given || model_.tables[table].title.empty()) continue;
                reader_notice n;
                n.rule = "IN-04";
                n.expected = model_.tables[table].title;
                n.table = table;
                for (grid const& sheet : book_.sheets) {
                    if (titles_.find_sheet(sheet.name) == table)
                        n.found = sentence("sheet without the table's labels"), n.sheet = sheet.name;
                }
                filing.notices.push_back(std::move(n));
            }
        }
    }

    void remark_sheets(raw_filing& filing) const {
        for (std::size_t i = 0; i < book_.sheets.size(); ++i) {
            grid const& sheet = book_.sheets[i];
            bool used = false;
            for (table_candidate const& c : found_) {
                if (c.sheet != i) continue;
                used = used || c.taken;
                if (!c.taken) {
                    reader_notice n;
                    n.rule = "IN-08";
                    n.found = sentence("sheet `{}`", sheet.name);
                    n.expected = model_.tables[c.table].title;
                    n.table = c.table;
                    n.sheet = sheet.name;
                    filing.notices.push_back(std::move(n));
                }
            }
            if (used && sheet.hidden)
                filing.remarks.push_back(sentence("the sheet `{}` is hidden; it was read", sheet.name));
            bool const told =
                std::any_of(found_.begin(), found_.end(), [i](table_candidate const& c) { return c.sheet == i; });
            if (!told && !sheet.cells.empty() && !is_form_sheet(sheet)) {
                filing.remarks.push_back(
                    sentence("the sheet `{}` holds no table of the filing; it was not read", sheet.name));
            }
        }
    }

    reader_input const& input_;
    dsl::data_model const& model_;
    workbook const& book_;
    title_set titles_;
    std::vector<label_set> names_;  // per table of the model
    std::vector<table_candidate> found_;
};

}  // namespace

read_result read_workbook(reader_input const& input) {
    workbook_result opened = open_workbook(*input.bytes);
    if (opened.error) return refuse(input, std::move(*opened.error));
    read_result result = workbook_tables(input, *opened.book).run();
    if (result.filing) {
        result.filing->texts = std::move(opened.book->texts);
        result.filing->keep_alive =
            std::make_shared<std::vector<std::shared_ptr<std::string const>>>(std::move(opened.book->buffers));
    }
    return result;
}

}  // namespace a6::checker
