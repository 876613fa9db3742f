// The filings as tables: findings on the cells, the rows they are held against beside them.

#include "reports/review/sections.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <set>

namespace a6::reports {

namespace {

// Tables with findings are open; longer ones are opened by who wants to read them, so that the document opens at once.
constexpr std::size_t rows_open = 100;
// Rows of others below a row; each of its findings has them all in its card.
constexpr std::size_t others_shown = 4;

class filings_section {
public:
    explicit filings_section(review_page& page) : p_{page}, say{page.say}, out_{page.out} {
        for (finding const* f : p_.findings)
            for (location const& l : f->locations) with_findings_.emplace(l.filing, l.table);
    }

    void write() {
        p_.open_section("filings", say("Filings"));
        if (p_.data.filings.empty())
            out_ << "<p>" << html(say("No filing can be shown.")) << "</p>\n";
        else
            out_ << "<p>"
                 << html(say(
                        "As they were filed. Cells with a finding bear its number; below the row stand the rows that "
                        "it was held against. Rows with findings are shown, and the first {} of each table; {} rows "
                        "in all.",
                        first_rows_shown, most_rows_shown))
                 << "</p>\n";
        for (std::size_t f = 0; f < p_.data.filings.size(); ++f) write_filing(p_.data.filings[f]);
        p_.close_section();
    }

private:
    void write_filing(filed_content const& content) {
        auto const* f = p_.filing(content.filing);
        if (!f) return;
        filing_ = f;
        out_ << "<h3>" << p_.party(f->party, f->party_name) << " &middot; " << review_page::name(f->id) << "</h3>\n<p>"
             << review_page::name(f->file) << " &middot; <span class=\"mark "
             << (f->result == consistency_mark::consistent     ? "good"
                 : f->result == consistency_mark::inconsistent ? "error"
                                                               : "open")
             << "\">" << p_.words(f->result) << "</span></p>\n";
        write_marks_on_all(content.filing, {}, {});
        std::string empty;
        for (filed_table const& t : content.tables)
            if (t.row_count == 0 && !has_findings(content, t))
                empty += (empty.empty() ? "" : say("; ")) + t.title;
            else
                write_table(content, t);
        if (!empty.empty()) out_ << "<p class=\"empty\">" << html(say("Tables without a row: {}", empty)) << "</p>\n";
    }

    bool has_findings(filed_content const& content, filed_table const& t) const {
        return with_findings_.count({content.filing, t.name}) != 0;
    }

    // On the filing, or on a table as a whole or the label of a column.
    void write_marks_on_all(std::string const& filing, std::string const& table,
                            std::vector<filed_column> const& columns) {
        std::vector<cell_mark> all = p_.marks_at(filing, table, 0, {});
        for (filed_column const& c : columns) {
            auto const& more = p_.marks_at(filing, table, 0, c.field);
            all.insert(all.end(), more.begin(), more.end());
        }
        if (all.empty()) return;
        std::string links;
        for (cell_mark const& m : all) links += (links.empty() ? "" : ", ") + p_.finding_link(m.finding);
        out_ << "<p>"
             << html_sentence(table.empty() ? say("Findings on the filing as a whole: {}")
                                            : say("Findings on the table as a whole: {}"),
                              links)
             << "</p>\n";
    }

    void write_table(filed_content const& content, filed_table const& t) {
        out_ << "<details" << (has_findings(content, t) && t.rows.size() <= rows_open ? " open" : "") << "><summary>"
             << html(t.title);
        if (!t.one_row)
            out_ << " <span class=\"muted\">" << html(say.counted(t.row_count, "{} row", "{} rows")) << "</span>";
        out_ << "</summary>\n";
        if (!t.one_row) write_marks_on_all(content.filing, t.name, t.columns);
        marks_of_table(t);
        table_ = p_.table_of(content.filing, t.name);
        if (t.one_row)
            write_form(content, t);
        else if (!t.rows.empty())
            write_rows(content, t);
        if (t.rows.size() < t.row_count)
            out_ << "<p class=\"rest\">"
                 << html(say.counted(t.row_count - t.rows.size(), "{} more row of this table is not shown",
                                     "{} more rows of this table are not shown"))
                 << "</p>\n";
        out_ << "</details>\n";
    }

    // The marks of all rows, shown or not.
    void marks_of_table(filed_table const& t) {
        marks_.clear();
        if (!t.marked) return;
        std::uint64_t good = 0, bad = 0, open = 0;
        for (action_mark const& m : filing_->actions) {
            marks_.emplace(m.row, m.mark);
            ++(m.mark == consistency_mark::consistent ? good : m.mark == consistency_mark::inconsistent ? bad : open);
        }
        if (!filing_->actions.empty())
            out_ << "<p>"
                 << html(say("Marks of the rows: {} without inconsistencies, {} with inconsistencies, {} Null.", good,
                             bad, open))
                 << "</p>\n";
    }

    // A header: its fields below each other.
    void write_form(filed_content const& content, filed_table const& t) {
        if (t.rows.empty()) return;
        filed_row const& row = t.rows.front();
        std::string empty;
        p_.open_scroll(t.title);
        out_ << "<table class=\"form\" id=\"" << review_page::row_anchor(*table_, row.number) << "\">\n<tbody>\n";
        for (std::size_t c = 0; c < t.columns.size(); ++c) {
            auto const& marks = p_.marks_at(content.filing, t.name, row.number, t.columns[c].field);
            if (marks.empty() && !is_filled(row.cells[c])) {
                empty += (empty.empty() ? "" : ", ") + t.columns[c].label;
                continue;
            }
            out_ << "<tr data-find><th scope=\"row\">" << html(t.columns[c].label) << "</th>";
            write_cell(row.cells[c], marks);
            out_ << "</tr>\n";
        }
        out_ << "</tbody>\n</table>";
        p_.close_scroll();
        if (!empty.empty()) out_ << "<p class=\"empty\">" << html(say("Empty: {}", empty)) << "</p>\n";
    }

    static bool is_filled(filed_cell const& cell) { return cell.confidential || !cell.text.empty(); }

    // A row of the same table that a finding on a row is held against.
    struct other_row {
        std::size_t finding;
        location const* at;
        filed_row const* row;
    };

    void write_rows(filed_content const& content, filed_table const& t) {
        std::vector<std::vector<other_row>> others;
        for (filed_row const& r : t.rows) others.push_back(others_of(content, t, r));
        choose_columns(content, t, others);
        std::vector<std::string> titles{say("Row")};
        if (!marks_.empty()) titles.push_back(say("Mark"));
        for (std::size_t const c : columns_) titles.push_back(t.columns[c].label);
        p_.open_scroll(t.title);
        out_ << "<table class=\"rows\">\n";
        p_.table_head(titles);
        for (std::size_t r = 0; r < t.rows.size(); ++r) {
            write_row(content, t, t.rows[r]);
            for (other_row const& o : others[r]) write_other(o, t);
        }
        out_ << "</tbody>\n</table>";
        p_.close_scroll();
        std::string empty;
        for (std::size_t c = 0; c < t.columns.size(); ++c)
            if (std::find(columns_.begin(), columns_.end(), c) == columns_.end())
                empty += (empty.empty() ? "" : ", ") + t.columns[c].label;
        if (!empty.empty())
            out_ << "<p class=\"empty\">" << html(say("Empty in all of these rows: {}", empty)) << "</p>\n";
    }

    // Columns in which anything stands, or that a finding is about.
    void choose_columns(filed_content const& content, filed_table const& t,
                        std::vector<std::vector<other_row>> const& others) {
        columns_.clear();
        for (std::size_t c = 0; c < t.columns.size(); ++c) {
            bool used = false;
            for (std::size_t r = 0; r < t.rows.size() && !used; ++r) {
                used = is_filled(t.rows[r].cells[c]) ||
                       !p_.marks_at(content.filing, t.name, t.rows[r].number, t.columns[c].field).empty();
                for (other_row const& o : others[r]) used = used || is_filled(o.row->cells[c]);
            }
            if (used) columns_.push_back(c);
        }
    }

    void write_row(filed_content const& content, filed_table const& t, filed_row const& r) {
        auto const& whole = p_.marks_at(content.filing, t.name, r.number, {});
        out_ << "<tr data-find id=\"" << review_page::row_anchor(*table_, r.number) << "\"" << classes(whole)
             << "><th scope=\"row\">" << r.number;
        if (r.at != 0)
            out_ << " <span class=\"muted\">"
                 << html(content.workbook ? say("sheet row {}", r.at) : say("line {}", r.at)) << "</span>";
        write_links(whole);
        out_ << "</th>";
        if (!marks_.empty()) write_mark(r.number);
        for (std::size_t const c : columns_)
            write_cell(r.cells[c], p_.marks_at(content.filing, t.name, r.number, t.columns[c].field));
        out_ << "</tr>\n";
    }

    void write_mark(std::uint32_t row) {
        auto const found = marks_.find(row);
        out_ << "<td>";
        if (found != marks_.end()) out_ << p_.words(found->second);
        out_ << "</td>";
    }

    // The severest finding that is about the cell gives it its colour; others only look at it.
    std::string classes(std::vector<cell_mark> const& marks) const {
        finding const* worst = nullptr;
        for (cell_mark const& m : marks)
            if (m.role == location_role::subject && (!worst || p_.findings[m.finding]->severity < worst->severity))
                worst = p_.findings[m.finding];
        if (worst) return " class=\"" + std::string{word(worst->severity)} + "\"";
        return marks.empty() ? "" : " class=\"seen\"";
    }

    void write_links(std::vector<cell_mark> const& marks) {
        for (cell_mark const& m : marks) out_ << ' ' << p_.finding_link(m.finding);
    }

    void write_cell(filed_cell const& cell, std::vector<cell_mark> const& marks) {
        out_ << "<td" << classes(marks) << '>';
        if (cell.confidential) {
            out_ << html(confidential_words);
        } else {
            out_ << p_.filed(cell.text, longest_cell_shown);
            if (cell.left_out != 0)
                out_ << " <span class=\"muted\">"
                     << html(say.counted(cell.left_out, "... and {} more character", "... and {} more characters"))
                     << "</span>";
        }
        write_links(marks);
        out_ << "</td>";
    }

    // Rows of the same table in other filings, or elsewhere in this one, that findings on this row name: both sides of
    // a contradiction stand beside each other wherever one of them is read.
    std::vector<other_row> others_of(filed_content const& content, filed_table const& t, filed_row const& r) const {
        std::set<std::size_t> findings;
        auto const note = [&](std::vector<cell_mark> const& marks) {
            for (cell_mark const& m : marks)
                if (m.role != location_role::evidence) findings.insert(m.finding);
        };
        note(p_.marks_at(content.filing, t.name, r.number, {}));
        for (filed_column const& c : t.columns) note(p_.marks_at(content.filing, t.name, r.number, c.field));
        std::vector<other_row> out;
        for (std::size_t const n : findings)
            for (location const& l : p_.findings[n]->locations) {
                if (l.table != t.name || (l.filing == content.filing && l.row == r.number)) continue;
                filed_row const* other = p_.row_of(l);
                if (!other || out.size() == others_shown) continue;
                bool const again =
                    std::any_of(out.begin(), out.end(), [&](other_row const& o) { return o.row == other; });
                if (!again) out.push_back({n, &l, other});
            }
        return out;
    }

    void write_other(other_row const& o, filed_table const& t) {
        location const& l = *o.at;
        out_ << "<tr class=\"other\"><th scope=\"row\">" << review_page::name(l.party) << ' ' << p_.place(l) << ' '
             << p_.finding_link(o.finding) << "</th>";
        if (!marks_.empty()) out_ << "<td></td>";
        for (std::size_t const c : columns_) {
            auto const& marks = p_.marks_at(l.filing, l.table, l.row, t.columns[c].field);
            bool const named =
                std::any_of(marks.begin(), marks.end(), [&](cell_mark const& m) { return m.finding == o.finding; });
            filed_cell const& cell = o.row->cells[c];
            out_ << (named ? "<td class=\"seen\">" : "<td>")
                 << (cell.confidential ? html(confidential_words) : p_.filed(cell.text, longest_cell_shown)) << "</td>";
        }
        out_ << "</tr>\n";
    }

    review_page& p_;
    language const& say;
    std::ostream& out_;
    filing_outcome const* filing_ = nullptr;
    review_page::shown_table const* table_ = nullptr;
    std::set<std::pair<std::string_view, std::string_view>> with_findings_;  // filing and table
    std::vector<std::size_t> columns_;                                       // of the table at hand that are shown
    std::map<std::uint32_t, consistency_mark> marks_;                        // by row, of the table at hand
};

}  // namespace

void write_filings_section(review_page& page) { filings_section{page}.write(); }

}  // namespace a6::reports
