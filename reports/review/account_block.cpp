#include "reports/review/account_block.hpp"

#include "reports/digits.hpp"
#include "reports/phrases.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

constexpr std::size_t serials_per_figure = 12;
constexpr std::size_t needs_per_block = 6;

void add_new(std::vector<std::string>& all, std::vector<std::string> const& more) {
    for (std::string const& x : more)
        if (std::find(all.begin(), all.end(), x) == all.end()) all.push_back(x);
}

void write_needs(review_page& page, account_table const& t, account_block const& b, std::size_t years) {
    std::vector<std::string> needs;
    for (std::size_t y = 0; y < years; ++y)
        for (std::size_t c = 0; c < t.columns.size(); ++c)
            if (!b.rows[y].values[c].value) add_new(needs, b.rows[y].values[c].needs);
    if (needs.empty()) return;
    std::string list;
    for (std::size_t i = 0; i < std::min(needs.size(), needs_per_block); ++i)
        list += (i == 0 ? "" : page.say("; ")) + needs[i];
    page.out << "<p class=\"note\">" << html(page.say("n/a: not available without {}", list));
    if (needs.size() > needs_per_block)
        page.out << ' ' << html(page.say("and {} more", needs.size() - needs_per_block));
    page.out << "</p>\n";
}

void write_serials(review_page& page, account_table const& t, account_block const& b, std::size_t years) {
    std::string items;
    for (std::size_t c = 0; c < t.columns.size(); ++c)
        for (std::size_t y = 0; y < years; ++y) {
            auto const& v = b.rows[y].values[c];
            if (!t.columns[c].serials || (v.serials.empty() && !v.value)) continue;
            items += "<li>" +
                     html_sentence(page.say("{}, {}: {}"), html(b.rows[y].period), html(t.columns[c].label),
                                   v.value ? html(*v.value) : page.serials(v.serials, serials_per_figure)) +
                     "</li>\n";
        }
    if (!items.empty()) page.out << "<ul class=\"serials\">\n" << items << "</ul>\n";
}

}  // namespace

std::string block_name(review_page const& page, account_block const& b) {
    std::vector<std::string> parts{b.party.empty() ? page.say("All Parties together") : b.party};
    if (!b.party_name.empty()) parts.front() += ", " + b.party_name;
    for (auto const& key : b.keys) parts.push_back(page.say("{}: {}", key.label, key.value));
    return clauses(parts, page.say);
}

void write_account_block(review_page& page, account_table const& t, account_block const& b, std::size_t years,
                         std::string const& label) {
    auto& out = page.out;
    page.open_scroll(label);
    out << "<table class=\"figures\">\n";
    std::vector<std::string> periods;
    for (std::size_t y = 0; y < years; ++y) periods.push_back(b.rows[y].period);
    page.table_head({page.say("Item")}, periods);
    for (std::size_t c = 0; c < t.columns.size(); ++c) {
        if (t.columns[c].serials) continue;
        out << "<tr><th scope=\"row\">" << html(t.columns[c].label) << "</th>";
        for (std::size_t y = 0; y < years; ++y) {
            auto const& v = b.rows[y].values[c].value;
            out << "<td class=\"num\">";
            if (v)
                out << "<span class=\"n\">" << html(figure(*v, page.say)) << "</span>";
            else
                out << "<span class=\"muted\">" << html(page.say("n/a")) << "</span>";
            out << "</td>";
        }
        out << "</tr>\n";
    }
    out << "</tbody>\n</table>";
    page.close_scroll();
    write_needs(page, t, b, years);
    for (std::string const& n : b.notes) out << "<p class=\"note\">" << html(n) << "</p>\n";
    write_serials(page, t, b, years);
}

}  // namespace a6::reports
