#include "reports/review/page.hpp"

#include "reports/digits.hpp"
#include "reports/listed.hpp"
#include "reports/phrases.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

review_data const& data_of(run_report const& report) {
    static review_data const none;
    return report.review ? *report.review : none;
}

}  // namespace

review_page::review_page(run_report const& r, write_options const& options, std::ostream& o)
    : report{r}, say{*r.lang}, data{data_of(r)}, out{o}, characters_left_{most_characters} {
    choose_findings(options.findings_per_rule);
    index();
}

void review_page::choose_findings(std::size_t per_rule) {
    auto all = listed(report, per_rule);
    for (rest const& r : all.not_listed) not_listed[r.rule] += r.count;
    std::size_t const most = std::min(all.list.size(), most_findings_listed);
    for (std::size_t n = most; n < all.list.size(); ++n) ++not_listed[all.list[n]->rule];
    all.list.resize(most);
    findings = std::move(all.list);
}

void review_page::index() {
    for (filing_outcome const& f : report.filings) filings_.emplace(f.id, &f);
    for (std::size_t f = 0; f < data.filings.size(); ++f)
        for (std::size_t t = 0; t < data.filings[f].tables.size(); ++t) {
            auto const& table = data.filings[f].tables[t];
            tables_.emplace(std::pair<std::string_view, std::string_view>(data.filings[f].filing, table.name),
                            shown_table{f, t, &table});
        }
    for (std::size_t n = 0; n < findings.size(); ++n) {
        numbers_.emplace(findings[n]->id, n);
        for (location const& l : findings[n]->locations) {
            auto& here = marks_[{l.filing, l.table, l.row, l.field}];
            if (here.empty() || here.back().finding != n) here.push_back({n, l.role});
        }
    }
}

std::optional<std::size_t> review_page::number_of(std::string_view id) const {
    auto const found = numbers_.find(id);
    if (found == numbers_.end()) return std::nullopt;
    return found->second;
}

review_page::shown_table const* review_page::table_of(std::string_view filing, std::string_view table) const {
    auto const found = tables_.find({filing, table});
    return found == tables_.end() ? nullptr : &found->second;
}

filed_row const* review_page::row_of(location const& l) const {
    auto const* table = table_of(l.filing, l.table);
    if (!table) return nullptr;
    auto const& rows = table->what->rows;
    auto const at = std::lower_bound(rows.begin(), rows.end(), l.row,
                                     [](filed_row const& r, std::uint32_t number) { return r.number < number; });
    return at != rows.end() && at->number == l.row ? &*at : nullptr;
}

std::string review_page::row_anchor(shown_table const& t, std::uint32_t row) {
    return "r" + std::to_string(t.filing + 1) + "-" + std::to_string(t.table + 1) + "-" + std::to_string(row);
}

std::vector<cell_mark> const& review_page::marks_at(std::string_view filing, std::string_view table, std::uint32_t row,
                                                    std::string_view field) const {
    static std::vector<cell_mark> const none;
    auto const found = marks_.find({filing, table, row, field});
    return found == marks_.end() ? none : found->second;
}

filing_outcome const* review_page::filing(std::string_view id) const {
    auto const found = filings_.find(id);
    return found == filings_.end() ? nullptr : found->second;
}

std::string review_page::words(severity s) const { return html(severity_words(s, say)); }

std::string review_page::words(consistency_mark m) const { return html(mark_words(m, say)); }

std::string review_page::words(requirement_status s) const { return html(status_words(s, say)); }

std::string review_page::filed(std::string_view text, std::size_t longest) {
    html_part const part = html_lines(text, std::max(least_characters, std::min(longest, characters_left_)));
    characters_left_ -= std::min(characters_left_, part.text.size());
    if (part.left_out == 0) return part.text;
    return part.text + " <span class=\"muted\">" +
           html(say.counted(part.left_out, "... and {} more character", "... and {} more characters")) + "</span>";
}

std::string review_page::party(std::string const& code, std::string const& full) const {
    return name(code) + (code.empty() || full.empty() ? "" : ", ") + name(full);
}

std::string review_page::digits(std::string const& exact) {
    return "<span class=\"n\">" + html(grouped(exact)) + "</span>";
}

std::string review_page::amount(quantity const& q) const {
    if (q.confidential) return html(confidential_words);
    return digits(q.value) + ' ' + html(q.label.empty() ? q.unit : q.label);
}

std::string review_page::place(location const& l) const {
    std::string const& file = l.file.empty() ? l.filing : l.file;
    std::string text;
    if (!l.sheet.empty())
        text = name(file) + ", " + name(l.sheet) + (l.cell.empty() ? "" : "!" + html(l.cell));
    else if (l.line != 0)
        text = html_sentence(say("{}, line {}"), name(file), l.line);
    else
        text = name(file);
    if (auto const* row = row_of(l))
        return "<a href=\"#" + row_anchor(*table_of(l.filing, l.table), row->number) + "\">" + text + "</a>";
    return text;
}

std::string review_page::finding_link(std::size_t number) const {
    finding const& f = *findings[number];
    std::string const shown = std::to_string(number + 1);
    return "<a class=\"ref " + std::string{word(f.severity)} + "\" href=\"#" + finding_anchor(number) +
           "\" aria-label=\"" + html_sentence(say("finding {}, {}"), shown, words(f.severity)) + "\">" + shown + "</a>";
}

std::string review_page::serials(std::vector<std::string> const& all, std::size_t most) const {
    std::string text;
    for (std::size_t i = 0; i < std::min(all.size(), most); ++i)
        text += (text.empty() ? "<code>" : ", <code>") + name(all[i]) + "</code>";
    if (all.size() <= most) return text;
    return html_sentence(say("{} and {} more", "{}", all.size() - most), text);
}

void review_page::table_head(std::vector<std::string> const& titles, std::vector<std::string> const& of_numbers) {
    out << "<thead><tr>";
    for (std::string const& t : titles) out << "<th scope=\"col\">" << html(t) << "</th>";
    for (std::string const& t : of_numbers) out << "<th scope=\"col\" class=\"num\">" << html(t) << "</th>";
    out << "</tr></thead>\n<tbody>\n";
}

void review_page::open_section(std::string_view id, std::string const& title) {
    out << "<section id=\"" << id << "\" aria-labelledby=\"" << id << "-title\">\n<h2 id=\"" << id << "-title\">"
        << html(title) << "</h2>\n";
}

void review_page::open_scroll(std::string const& label) {
    out << "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" << html(label) << "\">";
}

}  // namespace a6::reports
