#include "reports/review/finding_card.hpp"

#include "reports/tell.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace a6::reports {

namespace {

constexpr std::size_t serials_per_card = 12;
// Fields beside each other, and rows below each other; a finding that names more is read in the filing.
constexpr std::size_t fields_shown = 8;
constexpr std::size_t rows_shown = 6;
constexpr std::size_t value_characters = 240;
constexpr std::size_t message_characters = 3'000;

std::string joined_html(std::vector<std::string> const& parts, std::string_view separator) {
    std::string out;
    for (std::string const& p : parts) out += (out.empty() ? "" : std::string{separator}) + html(p);
    return out;
}

// The places of a finding, each row of a filing on one line, with the fields that any of them names.
class places_table {
public:
    places_table(review_page& page, finding const& f) : p_{page}, say{page.say}, out_{page.out} {
        for (location const& l : f.locations) {
            auto at = std::find_if(rows_.begin(), rows_.end(), [&](place_row const& r) {
                return r.first->filing == l.filing && r.first->file == l.file && r.first->table == l.table &&
                       r.first->row == l.row;
            });
            if (at == rows_.end()) at = rows_.insert(rows_.end(), {&l, {}});
            at->fields.push_back(&l);
            if (l.field.empty()) continue;
            bool const known =
                std::any_of(fields_.begin(), fields_.end(), [&](location const* x) { return x->field == l.field; });
            if (!known) fields_.push_back(&l);
        }
        left_out_ = rows_.size() - std::min(rows_.size(), rows_shown);
        rows_.resize(rows_.size() - left_out_);
        fields_.resize(std::min(fields_.size(), fields_shown));
    }

    void write() {
        if (rows_.empty()) return;
        p_.open_scroll(say("Places of this finding"));
        out_ << "<table class=\"places\">\n<thead><tr><th scope=\"col\">" << html(say("Place")) << "</th>";
        for (location const* f : fields_)
            out_ << "<th scope=\"col\">" << html(f->label.empty() ? f->field : f->label) << "</th>";
        out_ << "</tr></thead>\n<tbody>\n";
        for (place_row const& r : rows_) write_row(r);
        out_ << "</tbody>\n</table>";
        p_.close_scroll();
        if (left_out_ != 0)
            out_ << "<p class=\"note\">"
                 << html(say.counted(left_out_, "{} more place is not shown", "{} more places are not shown"))
                 << "</p>\n";
    }

private:
    struct place_row {
        location const* first;
        std::vector<location const*> fields;
    };

    std::string role_words(location_role r) const {
        switch (r) {
            case location_role::subject: return say("found here");
            case location_role::counterpart: return say("held against");
            case location_role::evidence: return say("seen with it");
        }
        return {};
    }

    void write_row(place_row const& r) {
        location const& first = *r.first;
        out_ << "<tr class=\"" << word(first.role) << "\"><th scope=\"row\"><span class=\"role\">"
             << html(role_words(first.role)) << "</span> " << p_.place(first) << "<span class=\"muted\">";
        if (!first.party.empty()) out_ << review_page::name(first.party);
        if (!first.table.empty() && first.row != 0)
            out_ << " &middot; " << html(say("{}, row {}", first.table, first.row));
        else if (!first.table.empty())
            out_ << " &middot; " << html(first.table);
        out_ << "</span></th>";
        filed_row const* filed = p_.row_of(first);
        auto const* table = p_.table_of(first.filing, first.table);
        for (location const* field : fields_) write_cell(r, field->field, filed, table);
        out_ << "</tr>\n";
    }

    void write_cell(place_row const& r, std::string const& field, filed_row const* filed,
                    review_page::shown_table const* table) {
        auto const named =
            std::find_if(r.fields.begin(), r.fields.end(), [&](location const* l) { return l->field == field; });
        if (named != r.fields.end()) {
            location const& l = **named;
            out_ << "<td class=\"" << word(l.role) << "\">";
            if (l.confidential)
                out_ << html(confidential_words);
            else if (!l.value || l.value->empty())
                out_ << "<span class=\"muted\">" << html(say("(empty)")) << "</span>";
            else
                write_value(*l.value);
            out_ << "</td>";
            return;
        }
        out_ << "<td>";
        if (filed) {
            auto const& columns = table->what->columns;
            auto const at =
                std::find_if(columns.begin(), columns.end(), [&](filed_column const& c) { return c.field == field; });
            if (at != columns.end()) {
                auto const& cell = filed->cells[static_cast<std::size_t>(at - columns.begin())];
                if (cell.confidential)
                    out_ << html(confidential_words);
                else
                    write_value(cell.text);
            }
        }
        out_ << "</td>";
    }

    void write_value(std::string const& value) { out_ << p_.filed(value, value_characters); }

    review_page& p_;
    language const& say;
    std::ostream& out_;
    std::vector<place_row> rows_;
    std::vector<location const*> fields_;
    std::size_t left_out_ = 0;
};

class finding_card {
public:
    finding_card(review_page& page, std::size_t number, filter_index const& index)
        : p_{page}, say{page.say}, out_{page.out}, f_{*page.findings[number]}, number_{number}, index_{index} {}

    void write() {
        write_head();
        out_ << "<p class=\"message\">" << p_.filed(f_.message, message_characters) << "</p>\n";
        places_table{p_, f_}.write();
        out_ << "<dl>\n";
        write_facts();
        out_ << "</dl>\n</article>\n";
    }

private:
    void write_head() {
        std::set<std::size_t> parties;
        for (location const& l : f_.locations)
            if (auto const at = index_.parties.find(l.party); at != index_.parties.end()) parties.insert(at->second);
        std::string list;
        for (std::size_t const n : parties) list += (list.empty() ? "" : " ") + std::to_string(n);
        std::string const anchor = review_page::finding_anchor(number_);
        out_ << "<article class=\"finding " << word(f_.severity) << (f_.waived ? " waived" : "") << "\" id=\"" << anchor
             << "\" aria-labelledby=\"" << anchor << "-title\" data-severity=\"" << word(f_.severity)
             << "\" data-rule=\"" << index_.rules.at(f_.rule) << "\" data-party=\"" << list << '"';
        if (f_.baseline && f_.baseline != baseline_state::unchanged) out_ << " data-new";
        out_ << ">\n<h3 id=\"" << anchor << "-title\"><a class=\"self\" href=\"#" << anchor << "\">" << number_ + 1
             << "</a> <span class=\"kind\">" << p_.words(f_.severity) << "</span> <span class=\"rule\">"
             << html(f_.rule) << "</span> " << html(f_.title);
        if (f_.baseline)
            out_ << " <span class=\"badge\">"
                 << html(*f_.baseline == baseline_state::fresh   ? say("new")
                         : *f_.baseline == baseline_state::worse ? say("worse")
                                                                 : say("unchanged"))
                 << "</span>";
        if (f_.waived) out_ << " <span class=\"badge\">" << html(say("set aside")) << "</span>";
        out_ << "</h3>\n";
    }

    void fact(std::string const& term, std::string const& html_text) {
        if (html_text.empty()) return;
        out_ << "<div><dt>" << html(term) << "</dt><dd>" << html_text << "</dd></div>\n";
    }

    std::string balances() const {
        if (!f_.balance_impact) return {};
        if (f_.balances.empty()) return html(say("of a Party that cannot be told"));
        std::string out;
        for (balance_effect const& b : f_.balances) {
            if (!out.empty()) out += html(say("; "));
            out += html(b.party);
            if (!b.years.empty()) out += ' ' + joined_html(b.years, ", ");
        }
        return out;
    }

    std::string class_words() const {
        switch (f_.classification) {
            case finding_class::omission: return say("omission");
            case finding_class::mismatch: return say("mismatch");
            case finding_class::contradiction: return say("contradiction");
            case finding_class::format: return say("format");
        }
        return {};
    }

    void write_facts() {
        if (f_.quantity) fact(say("Quantity"), p_.amount(*f_.quantity));
        fact(say("ITMOs"), p_.serials(f_.serials, serials_per_card));
        fact(say("Emissions balance"), balances());
        fact(say("To mend it"), html(f_.remedy));
        fact(say("Required by"), joined_html(f_.provisions, html(say("; "))));
        std::string kind = html(class_words());
        if (f_.cross_party) kind += ", " + html(say("between Parties"));
        fact(say("Kind"), kind);
        if (f_.since)
            fact(say("Open since"), html(say.counted(f_.since->later_versions,
                                                     "version {1}, submitted {2}; {0} later version does not mend it",
                                                     "version {1}, submitted {2}; {0} later versions do not mend it",
                                                     f_.since->version, f_.since->submitted)));
        if (f_.waived)
            fact(say("Waiver"),
                 html(say("{} ({}, line {})", waiver_words(*f_.waived, say), f_.waived->file, f_.waived->line)));
        fact(say("Id"), "<code>" + html(f_.id) + "</code>");
    }

    review_page& p_;
    language const& say;
    std::ostream& out_;
    finding const& f_;
    std::size_t number_;
    filter_index const& index_;
};

}  // namespace

filter_index filter_index_of(review_page const& page) {
    filter_index out;
    for (finding const* f : page.findings) {
        out.rules.try_emplace(f->rule);
        for (location const& l : f->locations)
            if (!l.party.empty()) out.parties.try_emplace(l.party);
    }
    std::size_t n = 0;
    for (auto& [rule, number] : out.rules) number = ++n;
    n = 0;
    for (auto& [party, number] : out.parties) number = ++n;
    return out;
}

void write_finding_card(review_page& page, std::size_t number, filter_index const& index) {
    finding_card{page, number, index}.write();
}

}  // namespace a6::reports
