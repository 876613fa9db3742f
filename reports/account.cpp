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

#include <algorithm>

namespace a6::reports {

namespace {

// Years stand beside each other as far as a line of this many columns takes them.
constexpr std::size_t line_width = 120;
constexpr std::size_t least_year_width = 13;
constexpr std::size_t label_width = 50;
constexpr std::string_view not_available = "n/a";
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
    text_account(account const& a, std::ostream& out) : a_(a), out_(out) {}

    void write() {
        for (auto const& f : a_.failures) write_failure(f, colours(false), out_);
        bool any = false;
        for (auto const& t : a_.tables)
            for (auto const& b : t.blocks) {
                any = true;
                write_block(t, b);
            }
        if (!any && a_.failures.empty())
            out_ << "Nothing to account for: no annual information" << printable(a_.asked)
                 << (a_.ledger ? "" : " with an NDC period") << " was given.\n\n";
        out_ << "n/a: not available; what is missing stands below each table. Every ITMO counts once, by its serial "
                "number.\n";
        if (!a_.unit_label.empty())
            out_ << "quantities are in " << printable(a_.unit_label) << " where no other unit is named\n";
        out_ << "recomputed with a6check " << printable(a_.tool_version) << ", rulebook " << printable(a_.rulebook_name)
             << ' ' << printable(a_.rulebook_version) << ", as of " << printable(a_.as_of) << ", from "
             << counted(a_.filings.size(), "filing", "filings") << '\n';
    }

private:
    void write_block(account_table const& t, account_block const& b) {
        out_ << (b.party.empty() ? "All Parties" : printable(b.party))
             << (b.party_name.empty() ? "" : "  " + printable(b.party_name));
        for (auto const& [label, value] : b.keys) out_ << "  " << printable(label) << ": " << printable(value);
        out_ << "  " << printable(t.title);
        if (a_.ledger && says_nothing(b)) {
            out_ << ": nothing in " << printable(b.rows.front().period);
            if (b.rows.size() > 1) out_ << " to " << printable(b.rows.back().period);
            out_ << "\n\n";
            return;
        }
        out_ << '\n';
        std::vector<std::string> needs;
        std::size_t const told = a_.ledger ? b.rows.size() : years_told(b);
        std::size_t width = least_year_width;
        for (std::size_t r = 0; r < told; ++r)
            for (auto const& v : b.rows[r].values)
                if (v.value) width = std::max(width, display_width(printable(grouped(*v.value))) + 2);
        std::size_t const per_band = std::max<std::size_t>(1, (line_width - label_width) / width);
        for (std::size_t begin = 0; begin < told; begin += per_band)
            write_band(t, b, begin, std::min(told, begin + per_band), width, needs);
        if (told < b.rows.size())
            out_ << "  from " << printable(b.rows[told].period) << " to " << printable(b.rows.back().period)
                 << ": nothing beyond the year before\n\n";
        for (auto const& need : needs) out_ << "  needs: " << printable(need) << '\n';
        for (auto const& note : b.notes) out_ << "  note: " << printable(note) << '\n';
        if (!needs.empty() || !b.notes.empty()) out_ << '\n';
        if (!a_.ledger) return;
        write_serials(t, b);
        for (auto const& r : b.rows) write_sources(t, r);
    }

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
                out_ << "  " << printable(r.period) << ", " << printable(t.columns[c].label) << ": "
                     << (v.value ? printable(*v.value)
                         : open  ? std::string(not_available)
                                 : listed(v.serials))
                     << '\n';
            }
        }
        if (any) out_ << '\n';
    }

    static std::string listed(std::vector<std::string> const& serials) {
        std::vector<std::string> const first(
            serials.begin(), serials.begin() + static_cast<std::ptrdiff_t>(std::min(serials.size(), most_blocks)));
        std::string out = joined(first, ", ");
        if (serials.size() > most_blocks)
            out += " and " + std::to_string(serials.size() - most_blocks) + " more blocks";
        return out;
    }

    void write_sources(account_table const& t, account_row const& r) {
        for (std::size_t c = 0; c < t.columns.size(); ++c) {
            auto const& v = r.values[c];
            if (v.behind.empty()) continue;
            out_ << "  " << printable(r.period) << "  " << printable(t.columns[c].label);
            if (v.value) out_ << ": " << printable(grouped(*v.value));
            out_ << '\n';
            for (auto const& s : v.behind) {
                out_ << "    " << (s.taken_away ? '-' : '+') << ' ' << printable(grouped(s.value)) << "  "
                     << place(s.at);
                if (!s.serials.empty()) out_ << "  " << listed(s.serials);
                out_ << '\n';
            }
            out_ << '\n';
        }
    }

    void write_band(account_table const& t, account_block const& b, std::size_t begin, std::size_t end,
                    std::size_t width, std::vector<std::string>& needs) {
        out_ << "  ";
        pad_right(out_, {}, label_width);
        for (std::size_t r = begin; r < end; ++r) pad_left(out_, printable(b.rows[r].period), width);
        out_ << '\n';
        for (std::size_t c = 0; c < t.columns.size(); ++c) {
            if (t.columns[c].serials) {
                // They stand below the table.
                for (std::size_t r = begin; a_.ledger && r < end; ++r) add_needs(b.rows[r].values[c], needs);
                continue;
            }
            out_ << "  ";
            pad_right(out_, printable(t.columns[c].label, label_width), label_width);
            for (std::size_t r = begin; r < end; ++r) {
                auto const& v = b.rows[r].values[c];
                pad_left(out_, v.value ? printable(grouped(*v.value)) : std::string(not_available), width);
                add_needs(v, needs);
            }
            out_ << '\n';
        }
        out_ << '\n';
    }

    account const& a_;
    std::ostream& out_;
};

void write_value(json_writer& json, account_column const& column, account_value const& v) {
    json.begin_object();
    json.text("name", column.name);
    if (!column.unit.empty()) json.text("unit", column.unit);
    if (v.value)
        json.text("value", *v.value);
    else if (column.serials && v.needs.empty())
        json.texts("serials", v.serials);
    else
        json.null(column.serials ? "serials" : "value");
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
                    for (auto const& [label, value] : b.keys) json.text(label, value);
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
        if (a.ledger) {
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
