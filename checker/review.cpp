#include "checker/review.hpp"

#include "checker/account.hpp"
#include "checker/ledger.hpp"
#include "checker/locate.hpp"
#include "checker/values.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a6::checker {

using dsl::no_index;

namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The first characters of a text, and how many are behind them.
void copy_start(std::string_view text, reports::filed_cell& out) {
    std::size_t characters = 0;
    std::size_t end = 0;
    while (end < text.size() && characters < reports::longest_cell_shown) {
        do ++end;
        while (end < text.size() && continues_character(text[end]));
        ++characters;
    }
    out.text = text.substr(0, end);
    out.left_out = static_cast<std::size_t>(std::count_if(text.begin() + static_cast<std::ptrdiff_t>(end), text.end(),
                                                          [](char c) { return !continues_character(c); }));
}

// The filings as tables: headers, then rows that something was found on, then the first rows of each table, as many as
// a document takes.
class filed_tables {
public:
    filed_tables(dataset const& data, dsl::data_model const& model) : model_(model) {
        for (auto const& filing : data.filings)
            if (!filing.raw->of_rulebook && !filing.superseded_by)
                for (auto const& raw : filing.raw->tables) add_table(filing, raw);
    }

    void choose(reports::run_report const& report) {
        for (auto& t : tables_)
            if (t.one_row()) choose_row(t, 0);
        for (auto const& f : report.findings) choose_places(f.locations);
        for (auto const& u : report.undecided) choose_places(u.locations);
        for (auto const& i : report.information) choose_places(i.locations);
        for (auto& t : tables_)
            for (std::size_t n = 0; n < std::min(t.raw->rows, reports::first_rows_shown); ++n) choose_row(t, n);
    }

    std::vector<reports::filed_content> take() {
        std::vector<reports::filed_content> out;
        for (auto& t : tables_) {
            if (out.empty() || out.back().filing != t.filing->id)
                out.push_back({t.filing->id, t.filing->raw->format == input_format::workbook, {}});
            out.back().tables.push_back(filed(t));
        }
        return out;
    }

private:
    struct chosen_table {
        filing_data const* filing;
        raw_table const* raw;
        dsl::table const* declared;
        std::set<std::size_t> rows;  // from 0

        bool one_row() const { return declared->single_row(); }
    };

    void add_table(filing_data const& filing, raw_table const& raw) {
        auto const& declared = model_.tables[raw.table];
        places_.emplace(std::pair(std::string_view(filing.id), std::string_view(declared.name)), tables_.size());
        tables_.push_back({&filing, &raw, &declared, {}});
    }

    void choose_row(chosen_table& t, std::size_t n) {
        if (n < t.raw->rows && left_ != 0 && t.rows.insert(n).second) --left_;
    }

    void choose_places(std::vector<reports::location> const& places) {
        for (auto const& l : places)
            if (auto const found = places_.find(std::pair(std::string_view(l.filing), std::string_view(l.table)));
                found != places_.end() && l.row != 0)
                choose_row(tables_[found->second], l.row - 1);
    }

    // Everything in the row is marked: then which of its cells are empty is not shown either.
    static bool is_hidden(chosen_table const& t, std::size_t n) {
        auto const& filing = *t.filing->raw;
        auto const report = t.declared->report;
        auto const number = static_cast<std::uint32_t>(n + 1);
        return filing.mark_of(no_index) || filing.mark_of(report) || filing.mark_of(report, t.raw->table) ||
               filing.mark_of(report, t.raw->table, number);
    }

    reports::filed_row row(chosen_table const& t, std::size_t n) const {
        reports::filed_row out;
        auto const& filing = *t.filing->raw;
        if (!t.one_row()) out.number = static_cast<std::uint32_t>(n + 1);
        if (n < t.raw->row_at.size() && !t.one_row())
            out.at = filing.format == input_format::workbook ? t.raw->row_at[n].a
                                                             : place_in_text(filing, t.raw->row_at[n].a).line;
        bool const hidden = is_hidden(t, n);
        if (auto const by = approach_field(*t.declared); by != no_index && !t.raw->columns[by][n].text.empty())
            out.approach = hidden || t.raw->columns[by][n].confidential ? std::string(reports::confidential_words)
                                                                        : tidy(t.raw->columns[by][n].text);
        for (auto const& column : t.raw->columns) {
            reports::filed_cell cell;
            cell.confidential = hidden || column[n].confidential;
            if (!cell.confidential) copy_start(column[n].text, cell);
            out.cells.push_back(std::move(cell));
        }
        return out;
    }

    reports::filed_table filed(chosen_table const& t) const {
        reports::filed_table out;
        out.name = t.declared->name;
        out.title = t.declared->label;
        out.sheet = t.raw->sheet;
        out.one_row = t.one_row();
        out.marked = t.declared->marked_rows;
        out.row_count = t.raw->rows;
        for (auto const& field : t.declared->fields) out.columns.push_back({field.name, field.label});
        for (auto const n : t.rows) out.rows.push_back(row(t, n));
        return out;
    }

    dsl::data_model const& model_;
    std::vector<chosen_table> tables_;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> places_;  // by filing and table
    std::size_t left_ = reports::most_rows_shown;
};

reports::drawing drawing_of(dsl::table const& t) {
    return t.find_field("To") != no_index     ? reports::drawing::flow_to
           : t.find_field("From") != no_index ? reports::drawing::flow_from
                                              : reports::drawing::years;
}

}  // namespace

std::shared_ptr<reports::review_data const> review_of(evaluator& values, checks const& checked,
                                                      reports::run_report const& report) {
    auto const& model = values.book().model;
    auto out = std::make_shared<reports::review_data>();
    filed_tables tables(values.data(), model);
    tables.choose(report);
    out->filings = tables.take();
    out->checks = checked.all(values.data());
    add_figures(out->figures, values, {});
    add_ledger(out->ledger, values, {});
    reports::account drawn;
    add_figures(drawn, values, {account_unit::tonnes, "review", false});
    for (auto& t : drawn.tables)
        out->drawn.push_back({drawing_of(model.tables[model.find_table(t.name)]), std::move(t)});
    return out;
}

}  // namespace a6::checker
