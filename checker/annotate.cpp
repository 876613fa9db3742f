#include "checker/annotate.hpp"

#include "checker/annotate_list.hpp"
#include "reports/escape.hpp"
#include "reports/listed.hpp"
#include "reports/tell.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace a6::checker {
namespace {

using reports::printable;

// Places of one finding that get a comment; the others are coloured.
constexpr std::size_t places_with_comment = 20;

class annotator {
public:
    annotator(reports::run_report const& report, reports::filing_outcome const& filing, cell_places const& places,
              annotate_options const& options)
        : report_(report),
          filing_(filing),
          places_(places),
          options_(options),
          say_(*report.lang),
          list_(report, filing, places) {}

    annotation run() {
        list_.begin(options_.list_sheet);
        for (reports::failure const& f : report_.failures) list_.add(f);
        add_findings();
        add_undecided();
        add_information();
        add_remarks();
        fill_results();
        annotation out;
        for (auto& [sheet, cells] : cells_) {
            sheet_annotation s{sheet, {}};
            for (auto& [at, cell] : cells) s.cells.push_back(std::move(cell));
            out.sheets.push_back(std::move(s));
        }
        out.list = list_.take();
        return out;
    }

private:
    // ---- cells ----

    cell_annotation& cell_at(sheet_cell const& place) {
        cell_annotation& cell = cells_[place.sheet][place.at];
        cell.at = place.at;
        return cell;
    }

    // nullptr: the place is in another filing, or has no cell.
    cell_annotation* cell_of(reports::location const& l) {
        if (!list_.is_here(l)) return nullptr;
        auto const place = places_.find(l);
        return place ? &cell_at(*place) : nullptr;
    }

    static void mark(cell_annotation& cell, cell_note note, std::uint32_t list_row) {
        cell.notes.push_back(std::move(note));
        if (cell.list_row == 0) cell.list_row = list_row;
    }

    // ---- findings ----

    // First those in the filing, then those in others of which it is the other side.
    void add_findings() {
        reports::run_report here, elsewhere;
        for (reports::finding const& f : report_.findings) {
            if (f.locations.empty()) continue;
            if (list_.is_here(f.locations.front()))
                here.findings.push_back(f);
            else if (std::any_of(f.locations.begin(), f.locations.end(),
                                 [&](auto const& l) { return list_.is_here(l); }))
                elsewhere.findings.push_back(f);
        }
        for (reports::run_report const* part : {&here, &elsewhere}) {
            auto const chosen = reports::listed(*part, options_.findings_per_rule);
            for (reports::finding const* f : chosen.list) {
                put_on_cells(*f, list_.next_row());
                list_.add(*f);
            }
            for (reports::rest const& r : chosen.not_listed) {
                for (reports::finding const* f : r.held) put_on_cells(*f, 0);
                list_.add(r);
            }
        }
        std::uint64_t const all = report_.errors + report_.warnings + report_.queries;
        if (all > report_.findings.size())
            list_.add_note(say_(
                "Further findings of the run that are counted only: {}. They may be in this filing; its cells are not "
                "coloured for them. Check fewer filings at once.",
                all - report_.findings.size()));
    }

    // list_row 0: the finding is not listed, and its cells are coloured only.
    void put_on_cells(reports::finding const& f, std::uint32_t list_row) {
        bool const here = list_.is_here(f.locations.front());
        for (std::size_t i = 0; i < f.locations.size(); ++i) {
            reports::location const& l = f.locations[i];
            cell_annotation* const cell = cell_of(l);
            if (cell == nullptr) continue;
            cell->tone = std::min(cell->tone, here && is_at_fault(l, f) ? tone_of(f) : cell_tone::other_side);
            if (list_row != 0 && i < places_with_comment) mark(*cell, note_of(f, here && i == 0), list_row);
        }
    }

    // The whole finding where it is, and where that is on the other cells.
    cell_note note_of(reports::finding const& f, bool whole) const {
        cell_note note{say_("{} {}: {}", list_.severity_words(f.severity), printable(f.rule), printable(f.title)), {}};
        if (whole) {
            note.body = printable(f.message);
            if (f.quantity) add_line(note.body, say_("quantity: {}", reports::quantity_words(*f.quantity)));
            if (!f.remedy.empty()) add_line(note.body, say_("remedy: {}", printable(f.remedy)));
            add_line(note.body, list_.status_words(f));
        } else {
            note.body = say_("found at {}: {}", list_.place_words(f.locations.front()), printable(f.message));
        }
        add_line(note.body, printable(f.id));
        return note;
    }

    // ---- what is undecided, and what rules tell ----

    void add_undecided() {
        reports::first_of_rule first(options_.findings_per_rule);
        for (reports::undecided const& u : report_.undecided) {
            std::uint64_t const rows = rows_in(u, filing_.id);
            if (rows == 0 || !first.lets_through(u.rule, rows)) continue;
            reports::undecided here = u;
            here.rows = rows;
            if (u.filings.size() > 1) here.quantity.reset();  // it is that of all filings
            std::string const words = reports::undecided_words(here, say_);
            for (reports::location const& l : u.locations) {
                cell_annotation* const cell = cell_of(l);
                if (cell == nullptr) continue;
                cell->tone = std::min(cell->tone, cell_tone::undecided);
                mark(*cell, {say_("undecided {}: {}", printable(u.rule), printable(u.title)), words}, list_.next_row());
            }
            list_.add(u, words);
        }
        for (auto const& [rule, left] : first.rest())
            list_.add_note(say_("{}: {}", printable(std::string(rule)), reports::unlisted_open_words(left, say_)));
    }

    void add_information() {
        reports::first_of_rule first(options_.findings_per_rule);
        for (reports::information const& i : report_.information) {
            bool const here =
                std::any_of(i.locations.begin(), i.locations.end(), [&](auto const& l) { return list_.is_here(l); });
            if (here && first.lets_through(i.rule)) list_.add(i);
        }
        for (auto const& [rule, left] : first.rest())
            list_.add_note(say_.counted(left.things, "{} more fact that {} tells is not listed",
                                        "{} more facts that {} tells are not listed", printable(std::string(rule))));
    }

    void add_remarks() {
        for (reports::open_reason const& o : filing_.null_because)
            list_.add_note(say_("The result is Null because of {}: {}", printable(o.rule), printable(o.need)));
        for (reports::rule_count const& c : filing_.not_counted)
            list_.add_note(say_.counted(c.errors, "{} error of {} does not count for the result.",
                                        "{} errors of {} do not count for the result.", printable(c.rule)));
        for (std::string const& r : filing_.remarks)
            list_.add_note(say_("Passed over by the reader: {}", printable(r)));
        for (std::string const& title : options_.left_out)
            list_.add_note(say_(
                "The filing also holds \"{}\", for which the workbook has no sheet; what was found there stands in "
                "this list only.",
                printable(title)));
        if (options_.shortened != 0)
            list_.add_note(say_.counted(options_.shortened, "{} value is longer than a cell can hold and is cut here.",
                                        "{} values are longer than a cell can hold and are cut here."));
        if (options_.masked)
            list_.add_note(
                say_("{} stands where the Party marked what it wrote as confidential.", reports::confidential_words));
    }

    // ---- results ----

    void fill_results() {
        if (filing_.superseded_by) return;
        if (auto const field = places_.filing_result()) fill(*field, filing_.result);
        for (reports::action_mark const& a : filing_.actions)
            if (auto const field = places_.row_result(a.row)) fill(*field, a.mark);
    }

    void fill(result_field const& field, reports::consistency_mark mark) {
        // The platform's own words, whatever the language of the report.
        std::string const words = reports::official_words(mark);
        if (!field.at) {
            std::string const label = printable(field.field->label);
            if (!no_field_said_.insert(label).second) return;
            list_.add_note(say_("There is no field \"{}\"; the result of the check is not written.", label));
            return;
        }
        std::string kept_out =
            say_("Result of the check: {}. It is not written into this field, where something else stands.", words);
        cell_annotation& cell = cell_at(*field.at);
        if (field.free) {
            cell.value = words;
            cell.value_kept_out = std::move(kept_out);
        } else {
            cell.notes.push_back({std::move(kept_out), {}});
        }
    }

    reports::run_report const& report_;
    reports::filing_outcome const& filing_;
    cell_places const& places_;
    annotate_options const& options_;
    reports::language const& say_;
    list_builder list_;
    std::map<std::string, std::map<cell_address, cell_annotation>> cells_;  // by sheet
    std::set<std::string> no_field_said_;
};

}  // namespace

annotation annotate(reports::run_report const& report, reports::filing_outcome const& filing, cell_places const& places,
                    annotate_options const& options) {
    return annotator(report, filing, places, options).run();
}

}  // namespace a6::checker
