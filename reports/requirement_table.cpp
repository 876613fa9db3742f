#include "reports/requirement_table.hpp"

#include "reports/accounts.hpp"
#include "reports/escape.hpp"
#include "reports/phrases.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a6::reports {

namespace {

using requirement_list = std::vector<requirement_outcome const*>;

bool has_counts(requirement_outcome const& r) {
    return r.matched != 0 || r.status == requirement_status::met || r.status == requirement_status::not_met ||
           r.status == requirement_status::undecided || r.status == requirement_status::not_available;
}

bool is_open(requirement_status s) {
    return s == requirement_status::not_met || s == requirement_status::undecided ||
           s == requirement_status::not_available;
}

// Under a part: what needs a look and has numbers to look at. What failed is always shown.
bool has_row_in_part(requirement_outcome const& r) {
    return is_open(r.status) && (r.matched != 0 || r.status == requirement_status::not_met);
}

class table {
public:
    table(run_report const& report, palette const& p, std::ostream& out)
        : report_{report}, say_{*report.lang}, p_{p}, out_{out} {}

    void write() {
        if (report_.requirements.empty()) return;
        if (report_.parts.empty())
            write_flat();
        else
            write_parts();
        out_ << '\n';
    }

private:
    void write_flat() {
        requirement_list rows;
        for (requirement_outcome const& r : report_.requirements)
            if (has_counts(r)) rows.push_back(&r);
        write_title(rows, 2);
        for (requirement_outcome const* r : rows) write_row(*r, 2);
        for (requirement_status const s :
             {requirement_status::not_applicable, requirement_status::review, requirement_status::no_duty}) {
            std::vector<std::string> ids;
            for (requirement_outcome const& r : report_.requirements)
                if (r.status == s && !has_counts(r)) ids.push_back(r.id);
            write_ids(s, ids, 2);
        }
    }

    void write_parts() {
        auto const all = accounts(report_);
        requirement_list rows;
        for (requirement_outcome const& r : report_.requirements)
            if (has_row_in_part(r)) rows.push_back(&r);
        write_title(rows, 4);
        for (part_account const& a : all) {
            out_ << "  " << p_.bold << (a.part ? printable(a.part->title) : say_("Requirements of no part")) << p_.off;
            if (a.part && !a.part->cites.empty()) out_ << " (" << joined(a.part->cites, say_("; ")) << ')';
            out_ << "\n    " << account_words(a) << '\n';
            for (requirement_outcome const* r : a.requirements)
                if (has_row_in_part(*r)) write_row(*r, 4);
            for (requirement_status const s : {requirement_status::undecided, requirement_status::not_available}) {
                std::vector<std::string> ids;
                for (requirement_outcome const* r : a.requirements)
                    if (r->status == s && !has_row_in_part(*r)) ids.push_back(r->id);
                write_ids(s, ids, 4);
            }
        }
    }

    std::string account_words(part_account const& a) const {
        std::string out;
        for (requirement_status const s : all_statuses) {
            if (a.count(s) == 0) continue;
            if (!out.empty()) out += ", ";
            out += status_count(a.count(s), s, say_);
        }
        return out.empty() ? say_("no requirement") : out;
    }

    // The head of the table; the rows decide how wide its first column is.
    void write_title(requirement_list const& rows, std::size_t indent) {
        std::string const title = say_("requirements");
        id_width_ = display_width(title);
        for (requirement_outcome const* r : rows) id_width_ = std::max(id_width_, indent + display_width(r->id));
        if (rows.empty() && !report_.parts.empty()) {
            out_ << p_.bold << title << p_.off << '\n';
            return;
        }
        numbers_ = {say_("matched"), say_("passed"), say_("failed"), say_("n/a"), say_("undecided")};
        status_width_ = least_status_width;
        for (requirement_outcome const* r : rows)
            status_width_ = std::max(status_width_, display_width(status_words(r->status, say_)));
        write_cells(title, numbers_, say_("status"), {}, p_.bold);
    }

    void write_row(requirement_outcome const& r, std::size_t indent) {
        std::string_view const colour = r.status == requirement_status::met       ? p_.good
                                        : r.status == requirement_status::not_met ? p_.error
                                                                                  : p_.undecided;
        write_cells(std::string(indent, ' ') + printable(r.id),
                    {std::to_string(r.matched), std::to_string(r.passed), std::to_string(r.failed),
                     std::to_string(r.not_applicable), std::to_string(r.undecided)},
                    status_words(r.status, say_), printable(r.source), colour);
    }

    void write_cells(std::string_view id, std::vector<std::string> const& numbers, std::string_view status,
                     std::string_view source, std::string_view status_colour) {
        out_ << id << std::string(id_width_ - std::min(id_width_, display_width(id)), ' ');
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            std::size_t const width = std::max(least_number_width, display_width(numbers_[i]) + 1);
            out_ << std::string(width - std::min(width - 1, display_width(numbers[i])), ' ') << numbers[i];
        }
        out_ << "  " << status_colour << status << p_.off;
        if (!source.empty())
            out_ << std::string(status_width_ - std::min(status_width_, display_width(status)) + 2, ' ') << source;
        out_ << '\n';
    }

    // Requirements without anything to count: their ids on one line.
    void write_ids(requirement_status s, std::vector<std::string> const& ids, std::size_t indent) {
        if (ids.empty()) return;
        out_ << std::string(indent, ' ') << say_("{}: {}", status_count(ids.size(), s, say_), joined(ids, ", "))
             << '\n';
    }

    // Headings of another language may be longer.
    static constexpr std::size_t least_number_width = 10;
    static constexpr std::size_t least_status_width = 13;

    run_report const& report_;
    language const& say_;
    palette const& p_;
    std::ostream& out_;
    std::vector<std::string> numbers_;  // headings of the columns
    std::size_t id_width_ = 0;
    std::size_t status_width_ = least_status_width;
};

}  // namespace

void write_requirement_table(run_report const& report, palette const& p, std::ostream& out) {
    table{report, p, out}.write();
}

}  // namespace a6::reports
