// What could not be decided, and which documents and cells would decide most.

#include "reports/review/sections.hpp"
#include "reports/tell.hpp"
#include "reports/wanted.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

constexpr std::size_t groups_shown = 300;
constexpr std::size_t needs_shown = 5;

class undecided_section {
public:
    explicit undecided_section(review_page& page) : p_{page}, r_{page.report}, say{page.say}, out_{page.out} {}

    void write() {
        p_.open_section("undecided", say("Undecided"));
        if (r_.undecided.empty()) {
            out_ << "<p>" << html(r_.filings.empty() ? say("Nothing was checked, so nothing was decided.")
                                                     : say("Every check that applies was decided."))
                 << "</p>\n";
        } else {
            out_ << "<p>"
                 << html(say.counted(r_.undecided_rows,
                                     "{} row waits for a fact. Undecided is neither an error nor a pass; a row counts "
                                     "once for each rule that cannot decide it.",
                                     "{} rows wait for facts. Undecided is neither an error nor a pass; a row counts "
                                     "once for each rule that cannot decide it."))
                 << "</p>\n";
            write_wanted_table();
            write_groups();
        }
        p_.close_section();
    }

private:
    void write_wanted_table() {
        if (r_.wanted.all.empty()) return;
        out_ << "<h3>" << html(say("What would decide most")) << "</h3>\n";
        p_.open_scroll(say("What would decide most"));
        out_ << "<table>\n";
        p_.table_head({say("Document, or field of a filing")},
                      {say("Rows decided"), say("Rows that wait"), say("ITMOs of those")});
        for (std::size_t i = 0; i < std::min(r_.wanted.all.size(), wanted_lines); ++i) {
            wanted const& w = r_.wanted.all[i];
            out_ << "<tr><th scope=\"row\">" << html(w.text);
            if (w.at) out_ << " <span class=\"muted\">" << p_.place(*w.at) << "</span>";
            out_ << "</th><td class=\"num\">" << review_page::digits(w.rows_decided) << "</td><td class=\"num\">"
                 << review_page::digits(w.rows) << "</td><td class=\"num\">";
            if (w.quantity)
                out_ << (w.quantity->confidential ? html(confidential_words) : review_page::digits(w.quantity->value));
            out_ << "</td></tr>\n";
        }
        out_ << "</tbody>\n</table>";
        p_.close_scroll();
        out_ << "<p class=\"note\">" << html(say("Each line counts on those above it."));
        if (auto const rest = rest_words(r_.wanted); !rest.empty()) out_ << ' ' << html(rest) << '.';
        out_ << "</p>\n";
    }

    void write_groups() {
        out_ << "<h3>" << html(say("Rule by rule")) << "</h3>\n";
        p_.open_scroll(say("What is undecided, rule by rule"));
        out_ << "<table class=\"undecided\">\n";
        p_.table_head({say("Rule"), say("Why, and what is needed"), say("First place")}, {say("Rows"), say("Quantity")});
        std::size_t const shown = std::min(r_.undecided.size(), groups_shown);
        for (std::size_t i = 0; i < shown; ++i) write_group(r_.undecided[i]);
        out_ << "</tbody>\n</table>";
        p_.close_scroll();
        if (shown == r_.undecided.size()) return;
        std::uint64_t rows = 0;
        for (std::size_t i = shown; i < r_.undecided.size(); ++i) rows += r_.undecided[i].rows;
        out_ << "<p class=\"rest\">"
             << html(say.counted(r_.undecided.size() - shown,
                                 "{} more group of rows is not shown, with {} rows; the json report has it.",
                                 "{} more groups of rows are not shown, with {} rows; the json report has them.", rows))
             << "</p>\n";
    }

    void write_group(undecided const& u) {
        out_ << "<tr><th scope=\"row\"><span class=\"rule\">" << html(u.rule) << "</span> " << html(u.title)
             << "</th><td>" << html(reason_words(u.reason, say));
        out_ << "<ul>";
        std::size_t const shown = std::min(u.needs.size(), needs_shown);
        for (std::size_t i = 0; i < shown; ++i) out_ << "<li>" << html(u.needs[i]) << "</li>";
        if (shown != u.needs.size())
            out_ << "<li>" << html(say.counted(u.needs.size() - shown, "and {} other", "and {} others")) << "</li>";
        out_ << "</ul>";
        std::string links;
        for (std::string const& id : u.blocked_by)
            if (auto const n = p_.number_of(id)) links += (links.empty() ? "" : ", ") + p_.finding_link(*n);
        if (!links.empty()) out_ << html_sentence(say("Decided once this is mended: {}"), links);
        out_ << "</td><td>";
        if (!u.locations.empty()) out_ << p_.place(u.locations.front());
        out_ << "</td><td class=\"num\">" << review_page::digits(u.rows) << "</td><td class=\"num\">";
        if (u.quantity) out_ << p_.amount(*u.quantity);
        out_ << "</td></tr>\n";
    }

    review_page& p_;
    run_report const& r_;
    language const& say;
    std::ostream& out_;
};

}  // namespace

void write_undecided_section(review_page& page) { undecided_section{page}.write(); }

}  // namespace a6::reports
