#include "reports/account.hpp"

#include "reports/account_years.hpp"
#include "reports/digits.hpp"
#include "reports/escape.hpp"
#include "reports/excerpt.hpp"
#include "reports/failures.hpp"
#include "reports/json_writer.hpp"
#include "reports/location_json.hpp"
#include "reports/phrases.hpp"
#include "reports/report_head.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

// Years stand beside each other as far as a line of this many columns takes them.
constexpr std::size_t line_width = 120;
constexpr std::size_t least_year_width = 13;
// Labels of another language may be longer.
constexpr std::size_t least_label_width = 50;
constexpr std::size_t most_label_width = 80;
// Of ITMOs the text tells so many blocks; JSON has all.
constexpr std::size_t most_blocks = 20;

void pad_left(std::ostream& out, std::string const& text, std::size_t width) {
    out << std::string(width - std::min(width, display_width(text)), ' ') << text;
}
void pad_right(std::ostream& out, std::string const& text, std::size_t width) {
    out << text << std::string(width - std::min(width, display_width(text)), ' ');
}

class text_account {
public:
    text_account(account const& a, std::ostream& out) : a_(a), say_(*a.lang), not_available_(say_("n/a")), out_(out) {}

    void write() {
        for (auto const& f : a_.failures) write_failure(f, say_, colours(false), out_);
        bool any = false;
        for (auto const& t : a_.tables)
            for (auto const& b : t.blocks) {
                any = true;
                write_block(t, b);
            }
        if (!any && a_.failures.empty()) out_ << nothing_words() << "\n\n";
        out_ << say_(
                    "n/a: not available; what is missing stands below each table. Every ITMO counts once, by its "
                    "serial number.")
             << '\n';
        if (!a_.unit_label.empty())
            out_ << say_("quantities are in {} where no other unit is named", printable(a_.unit_label)) << '\n';
        out_ << say_("recomputed with a6check {}, rulebook {} {}, as of {}, from {}", printable(a_.tool_version),
                     printable(a_.rulebook_name), printable(a_.rulebook_version), printable(a_.as_of),
                     say_.counted(a_.filings.size(), "{} filing", "{} filings"))
             << '\n';
    }

private:
    std::string nothing_words() const {
        std::string const party = printable(a_.asked_party), year = printable(a_.asked_year);
        if (!a_.ledger) return say_("Nothing to account for: no annual information with an NDC period was given.");
        if (party.empty() && year.empty()) return say_("Nothing to account for: no annual information was given.");
        if (year.empty()) return say_("Nothing to account for: no annual information of {} was given.", party);
        if (party.empty()) return say_("Nothing to account for: no annual information for {} was given.", year);
        return say_("Nothing to account for: no annual information of {} for {} was given.", party, year);
    }

    void write_block(account_table const& t, account_block const& b) {
        out_ << (b.party.empty() ? say_("All Parties") : printable(b.party))
             << (b.party_name.empty() ? "" : "  " + printable(b.party_name));
        for (auto const& key : b.keys) out_ << "  " << say_("{}: {}", printable(key.label), printable(key.value));
        out_ << "  ";
        if (a_.ledger && says_nothing(b)) {
            std::string const first = printable(b.rows.front().period), last = printable(b.rows.back().period);
            out_ << (b.rows.size() > 1 ? say_("{}: nothing in {} to {}", printable(t.title), first, last)
                                       : say_("{}: nothing in {}", printable(t.title), first))
                 << "\n\n";
            return;
        }
        out_ << printable(t.title);
        out_ << '\n';
        std::vector<std::string> needs;
        std::size_t const told = a_.ledger ? b.rows.size() : years_told(b);
        label_width_ = least_label_width;
        for (auto const& c : t.columns)
            if (!c.serials) label_width_ = std::max(label_width_, display_width(c.label));
        label_width_ = std::min(label_width_, most_label_width);
        std::size_t width = least_year_width;
        for (std::size_t r = 0; r < told; ++r)
            for (auto const& v : b.rows[r].values)
                if (v.value) width = std::max(width, display_width(shown(*v.value)) + 2);
        std::size_t const per_band = std::max<std::size_t>(1, (line_width - label_width_) / width);
        for (std::size_t begin = 0; begin < told; begin += per_band)
            write_band(t, b, begin, std::min(told, begin + per_band), width, needs);
        if (told < b.rows.size())
            out_ << "  "
                 << say_("from {} to {}: nothing beyond the year before", printable(b.rows[told].period),
                         printable(b.rows.back().period))
                 << "\n\n";
        for (auto const& need : needs) out_ << "  " << say_("needs: {}", printable(need)) << '\n';
        for (auto const& note : b.notes) out_ << "  " << say_("note: {}", printable(note)) << '\n';
        if (!needs.empty() || !b.notes.empty()) out_ << '\n';
        if (!a_.ledger) return;
        write_serials(t, b);
        for (auto const& r : b.rows) write_sources(t, r);
    }

    std::string shown(std::string const& value) const { return printable(figure(value, say_)); }

    static void add_needs(account_value const& v, std::vector<std::string>& needs) {
        for (auto const& need : v.needs)
            if (std::find(needs.begin(), needs.end(), need) == needs.end()) needs.push_back(need);
    }

    // A figure of the year is n/a for every reason for which the serials are: it has said so.
    static bool said_already(account_table const& t, account_row const& r, account_value const& serials) {
        std::vector<std::string> told;
        for (std::size_t c = 0; c < t.columns.size(); ++c)
            if (!t.columns[c].serials) add_needs(r.values[c], told);
        return std::all_of(serials.needs.begin(), serials.needs.end(), [&](std::string const& need) {
            return std::find(told.begin(), told.end(), need) != told.end();
        });
    }

    void write_serials(account_table const& t, account_block const& b) {
        bool any = false;
        for (std::size_t c = 0; c < t.columns.size(); ++c) {
            if (!t.columns[c].serials) continue;
            for (auto const& r : b.rows) {
                auto const& v = r.values[c];
                bool const open = !v.needs.empty() && !said_already(t, r, v);
                if (v.serials.empty() && !v.value && !open) continue;
                any = true;
                out_ << "  "
                     << say_("{}: {}", printable(r.period) + ", " + printable(t.columns[c].label),
                             v.value ? printable(*v.value)
                             : open  ? not_available_
                                     : listed(v.serials))
                     << '\n';
            }
        }
        if (any) out_ << '\n';
    }

    std::string listed(std::vector<std::string> const& serials) const {
        std::vector<std::string> const first(
            serials.begin(), serials.begin() + static_cast<std::ptrdiff_t>(std::min(serials.size(), most_blocks)));
        if (serials.size() == first.size()) return joined(first, ", ");
        return say_.counted(serials.size() - first.size(), "{1} and {0} more block", "{1} and {0} more blocks",
                            joined(first, ", "));
    }

    void write_sources(account_table const& t, account_row const& r) {
        for (std::size_t c = 0; c < t.columns.size(); ++c) {
            auto const& v = r.values[c];
            if (v.behind.empty()) continue;
            std::string const label = printable(t.columns[c].label);
            out_ << "  " << printable(r.period) << "  " << (v.value ? say_("{}: {}", label, shown(*v.value)) : label)
                 << '\n';
            for (auto const& s : v.behind) {
                out_ << "    " << (s.taken_away ? '-' : '+') << ' ' << printable(grouped(s.value)) << "  "
                     << place(s.at, say_);
                if (!s.serials.empty()) out_ << "  " << listed(s.serials);
                out_ << '\n';
            }
            out_ << '\n';
        }
    }

    void write_band(account_table const& t, account_block const& b, std::size_t begin, std::size_t end,
                    std::size_t width, std::vector<std::string>& needs) {
        out_ << "  ";
        pad_right(out_, {}, label_width_);
        for (std::size_t r = begin; r < end; ++r) pad_left(out_, printable(b.rows[r].period), width);
        out_ << '\n';
        for (std::size_t c = 0; c < t.columns.size(); ++c) {
            if (t.columns[c].serials) {
                // They stand below the table.
                for (std::size_t r = begin; a_.ledger && r < end; ++r) add_needs(b.rows[r].values[c], needs);
                continue;
            }
            out_ << "  ";
            pad_right(out_, printable(t.columns[c].label, label_width_), label_width_);
            for (std::size_t r = begin; r < end; ++r) {
                auto const& v = b.rows[r].values[c];
                pad_left(out_, v.value ? shown(*v.value) : not_available_, width);
                add_needs(v, needs);
            }
            out_ << '\n';
        }
        out_ << '\n';
    }

    account const& a_;
    language const& say_;
    std::string not_available_;
    std::ostream& out_;
    std::size_t label_width_ = least_label_width;  // of the table being written
};

void write_value(json_writer& json, account_column const& column, account_value const& v) {
    json.begin_object();
    json.text("name", column.name);
    if (!column.unit.empty()) json.text("unit", column.unit);
    bool const hidden = v.value == std::string(confidential_words);
    if (v.value && !hidden)
        json.text("value", *v.value);
    else if (!hidden && column.serials && v.needs.empty())
        json.texts("serials", v.serials);
    else
        json.null(column.serials ? "serials" : "value");
    if (hidden) json.boolean("confidential", true);
    if (!v.needs.empty()) json.texts("needs", v.needs);
    if (!v.behind.empty()) {
        json.begin_list("behind");
        for (auto const& s : v.behind) {
            json.begin_object();
            json.text("value", s.value);
            if (s.taken_away) json.boolean("taken_away", true);
            if (!s.serials.empty()) json.texts("serials", s.serials);
            write_location(json, "at", s.at);
            json.end_object();
        }
        json.end_list();
    }
    json.end_object();
}

}  // namespace

void write_account_text(account const& a, std::ostream& out) { text_account(a, out).write(); }

void write_account_json(account const& a, std::ostream& out) {
    json_writer json{out};
    write_head(a, a.ledger ? "a6check-ledger/1" : "a6check-account/1", json);
    write_failures(a, json);
    json.begin_list("filings");
    for (auto const& f : a.filings) {
        json.begin_object();
        json.text("id", f.id);
        json.text("file", f.file);
        json.text("sha256", f.sha256);
        json.end_object();
    }
    json.end_list();
    json.begin_list("tables");
    for (auto const& t : a.tables) {
        json.begin_object();
        json.text("name", t.name);
        json.text("title", t.title);
        json.begin_list("columns");
        for (auto const& c : t.columns) {
            json.begin_object();
            json.text("name", c.name);
            json.text("label", c.label);
            if (!c.unit.empty()) json.text("unit", c.unit);
            json.end_object();
        }
        json.end_list();
        json.begin_list("rows");
        for (auto const& b : t.blocks)
            for (auto const& r : b.rows) {
                json.begin_object();
                if (b.party.empty())
                    json.null("party");
                else
                    json.text("party", b.party);
                if (!b.keys.empty()) {
                    json.begin_object("keys");
                    for (auto const& key : b.keys) json.text(key.name, key.value);
                    json.end_object();
                }
                json.text("year", r.period);
                if (r.missing) json.boolean("missing", true);
                json.begin_list("values");
                for (std::size_t c = 0; c < t.columns.size(); ++c) write_value(json, t.columns[c], r.values[c]);
                json.end_list();
                json.end_object();
            }
        json.end_list();
        bool const noted =
            std::any_of(t.blocks.begin(), t.blocks.end(), [](auto const& b) { return !b.notes.empty(); });
        if (a.ledger || noted) {
            json.begin_list("notes");
            for (auto const& b : t.blocks)
                for (auto const& n : b.notes) json.text(n);
            json.end_list();
        }
        json.end_object();
    }
    json.end_list();
    json.end_object();
}

}  // namespace a6::reports
