// A line for each thing that a run found, for spreadsheets.

#include "reports/csv.hpp"
#include "reports/escape.hpp"
#include "reports/formats.hpp"
#include "reports/listed.hpp"
#include "reports/phrases.hpp"
#include "reports/tell.hpp"
#include "reports/words.hpp"

namespace a6::reports {

namespace {

// A line before it is written. Names are those of the columns.
struct record {
    explicit record(std::string_view what) : kind{what} {}

    std::string_view kind;  // failure, finding, not_listed, undecided, gone, information
    std::string id, rule, title, severity, classification;
    std::string state;  // new, unchanged; of what is gone why: mended, ...
    location at;
    std::string message, remedy;
    std::string value, unit;  // of the quantity
    std::string serials, others, requirements, provisions;
    std::uint64_t rows = 0;
    std::string needs, waiver;
};

constexpr std::string_view header =
    "kind,severity,rule,title,message,file,filing,party,table,row,field,label,cell,line,column,value,quantity,unit,"
    "serials,remedy,held_against,rows,needs,state,set_aside,class,requirements,provisions,id";

std::string number_or_empty(std::uint64_t n) { return n == 0 ? std::string{} : std::to_string(n); }

std::string value_of(location const& l) {
    return l.confidential ? std::string{confidential_words} : l.value.value_or("");
}

class csv_writer {
public:
    csv_writer(run_report const& report, write_options const& options, std::ostream& out)
        : report_{report}, options_{options}, say_{*report.lang}, out_{out} {}

    void write() {
        out_ << byte_order_mark << header << "\r\n";
        for (failure const& f : report_.failures) write(record_of(f));
        auto const findings = listed(report_, options_.findings_per_rule);
        for (finding const* f : findings.list) write(record_of(*f));
        for (rest const& r : findings.not_listed) write(record_of(r));
        write_open();
        if (report_.baseline) write_gone();
        write_information();
        write_summary();
    }

private:
    void write(record const& r) {
        location const& l = r.at;
        out_ << csv_line({std::string{r.kind},
                          r.severity,
                          r.rule,
                          r.title,
                          r.message,
                          l.file,
                          l.filing,
                          l.party,
                          l.table,
                          number_or_empty(l.row),
                          l.field,
                          l.label,
                          cell_place(l),
                          number_or_empty(l.line),
                          number_or_empty(l.column),
                          value_of(l),
                          r.value,
                          r.unit,
                          r.serials,
                          r.remedy,
                          r.others,
                          number_or_empty(r.rows),
                          r.needs,
                          r.state,
                          r.waiver,
                          r.classification,
                          r.requirements,
                          r.provisions,
                          r.id});
    }

    static location first(std::vector<location> const& all) { return all.empty() ? location{} : all.front(); }

    static void add_quantity(record& r, std::optional<quantity> const& q) {
        if (!q) return;
        r.value = q->confidential ? std::string{confidential_words} : q->value;
        r.unit = q->label.empty() ? q->unit : q->label;
    }

    std::string others(std::vector<location> const& all) const {
        std::string out;
        for (std::size_t i = 1; i < all.size(); ++i) {
            if (!out.empty()) out += " / ";
            out += printable(all[i].file) + ' ' + place_and_value(all[i], say_);
        }
        return out;
    }

    record record_of(failure const& f) const {
        record r{"failure"};
        r.severity = "error";
        r.rule = f.code;
        r.title = consequence_words(f, say_);
        r.message = f.message;
        r.remedy = f.help;
        r.at = place_of(f);
        return r;
    }

    record record_of(finding const& f) const {
        record r{"finding"};
        r.id = f.id;
        r.rule = f.rule;
        r.title = f.title;
        r.severity = word(f.severity);
        r.classification = word(f.classification);
        if (f.baseline) r.state = word(*f.baseline);
        r.at = first(f.locations);
        r.message = f.message;
        r.remedy = f.remedy;
        add_quantity(r, f.quantity);
        r.serials = joined(f.serials, " ");
        r.others = others(f.locations);
        r.requirements = joined(f.requirements, "; ");
        r.provisions = joined(f.provisions, "; ");
        if (f.waived) r.waiver = waiver_words(*f.waived, say_);
        return r;
    }

    record record_of(rest const& left) const {
        record r{"not_listed"};
        r.rule = left.rule;
        r.severity = word(left.severity);
        r.rows = left.count;
        r.message = unlisted_words(left.count, say_);
        return r;
    }

    record record_of(undecided const& u) const {
        record r{"undecided"};
        r.rule = u.rule;
        r.title = u.title;
        r.at = first(u.locations);
        r.message = undecided_words(u, say_);
        add_quantity(r, u.quantity);
        r.others = others(u.locations);
        r.provisions = joined(u.provisions, "; ");
        r.rows = u.rows;
        r.needs = joined(u.needs, "; ");
        return r;
    }

    static record record_of(gone_finding const& g) {
        record r{"gone"};
        r.id = g.id;
        r.rule = g.rule;
        r.severity = word(g.severity);
        r.message = g.message;
        r.at.file = g.file;
        r.others = g.place;
        r.state = word(g.why);
        return r;
    }

    record record_of(information const& i) const {
        record r{"information"};
        r.rule = i.rule;
        r.title = i.title;
        r.at = first(i.locations);
        r.message = i.message;
        add_quantity(r, i.quantity);
        r.serials = joined(i.serials, " ");
        r.others = others(i.locations);
        r.requirements = joined(i.requirements, "; ");
        r.provisions = joined(i.provisions, "; ");
        return r;
    }

    void write_open() {
        first_of_rule shown{options_.findings_per_rule};
        for (undecided const& u : report_.undecided)
            if (shown.lets_through(u.rule, u.rows)) write(record_of(u));
        for (auto const& left : shown.rest()) {
            record r{"not_listed"};
            r.rule = left.first;
            r.rows = left.second.weight;
            r.message = unlisted_open_words(left.second, say_);
            write(r);
        }
    }

    void write_gone() {
        first_of_rule shown{options_.findings_per_rule};
        for (gone_finding const& g : report_.baseline->gone)
            if (shown.lets_through(g.rule)) write(record_of(g));
        for (auto const& left : shown.rest()) {
            record r{"not_listed"};
            r.rule = left.first;
            r.rows = left.second.things;
            r.message = unlisted_gone_words(left.second, say_);
            write(r);
        }
    }

    void write_information() {
        first_of_rule told{options_.findings_per_rule};
        for (information const& i : report_.information)
            if (told.lets_through(i.rule)) write(record_of(i));
        for (not_kept const& n : report_.beyond)
            if (!n.severity) told.count(n.rule, n.count);
        for (auto const& left : told.rest()) {
            record r{"not_listed"};
            r.rule = left.first;
            r.rows = left.second.things;
            r.message = say_.counted(left.second.things, "{} more of this rule", "{} more of this rule");
            write(r);
        }
    }

    // A table without lines would look like a clean check, whatever was checked.
    void write_summary() {
        record r{"summary"};
        r.severity = report_.failures.empty() ? "" : "error";
        r.message = summary_words(report_);
        write(r);
    }

    run_report const& report_;
    write_options const& options_;
    language const& say_;
    std::ostream& out_;
};

}  // namespace

void write_findings_csv(run_report const& report, write_options const& options, std::ostream& out) {
    csv_writer{report, options, out}.write();
}

}  // namespace a6::reports
