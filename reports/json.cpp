#include "reports/accounts.hpp"
#include "reports/finding_json.hpp"
#include "reports/formats.hpp"
#include "reports/json_writer.hpp"
#include "reports/listed.hpp"
#include "reports/location_json.hpp"
#include "reports/report_head.hpp"
#include "reports/row_ranges.hpp"
#include "reports/seal_json.hpp"
#include "reports/words.hpp"

namespace a6::reports {

namespace {

// Marks of rows as ranges per mark: a filing of a million rows must not need a million lines.
void write_action_marks(json_writer& json, std::vector<action_mark> const& actions) {
    json.begin_list("actions");
    for (consistency_mark const mark :
         {consistency_mark::consistent, consistency_mark::inconsistent, consistency_mark::not_available}) {
        std::vector<std::uint32_t> rows;
        for (action_mark const& a : actions)
            if (a.mark == mark) rows.push_back(a.row);
        if (rows.empty()) continue;
        json.begin_object();
        json.text("result", official_words(mark));
        json.number("count", rows.size());
        json.begin_flat_list("rows");
        for (row_range const& r : row_ranges(std::move(rows))) {
            json.begin_flat_list();
            json.number(r.first);
            json.number(r.last);
            json.end_list();
        }
        json.end_list();
        json.end_object();
    }
    json.end_list();
}

void write_counts(json_writer& json, std::string_view key, std::vector<rule_count> const& counts) {
    if (counts.empty()) return;
    json.begin_list(key);
    for (auto const& c : counts) {
        json.begin_object();
        json.text("rule", c.rule);
        json.number("errors", c.errors);
        json.end_object();
    }
    json.end_list();
}

void write_mark_reasons(json_writer& json, filing_outcome const& f) {
    if (!f.null_because.empty()) {
        json.begin_list("null_because");
        for (auto const& r : f.null_because) {
            json.begin_object();
            json.text("rule", r.rule);
            json.text("need", r.need);
            json.end_object();
        }
        json.end_list();
    }
    write_counts(json, "not_counted", f.not_counted);
    write_counts(json, "other_side_of", f.other_side_of);
}

void write_filing(json_writer& json, filing_outcome const& f) {
    json.begin_object();
    json.text("id", f.id);
    json.text("file", f.file);
    json.text("sha256", f.sha256);
    json.texts("kind", f.kind);
    json.text("party", f.party);
    write_unless_empty(json, "party_name", f.party_name);
    json.text("reported_year", f.reported_year);
    json.text("version", f.version);
    if (f.superseded_by)
        json.text("superseded_by", *f.superseded_by);
    else
        json.null("superseded_by");
    json.text("result", official_words(f.result));
    write_mark_reasons(json, f);
    json.boolean("nothing_reported", f.nothing_reported);
    json.texts("notations", f.notations);
    json.texts("remarks", f.remarks);
    json.begin_object("rows");
    for (auto const& [table, rows] : f.table_rows) json.number(table, rows);
    json.end_object();
    write_action_marks(json, f.actions);
    json.end_object();
}

void write_history(json_writer& json, version_history const& history, first_of_rule& closed) {
    json.begin_object("history");
    json.texts("days", history.days);
    json.number("days_left_out", history.days_left_out);
    json.begin_list("closed");
    for (closed_finding const& c : history.closed) {
        if (!closed.lets_through(c.what.rule)) continue;
        json.begin_object();
        json.text("on", c.on);
        json.texts("closed_by", c.closed_by);
        json.text("id", c.what.id);
        json.text("rule", c.what.rule);
        json.text("severity", word(c.what.severity));
        json.text("message", c.what.message);
        write_locations(json, c.what.locations);
        json.end_object();
    }
    json.end_list();
    json.end_object();
}

void write_undecided(json_writer& json, undecided const& u) {
    json.begin_object();
    json.text("rule", u.rule);
    json.text("title", u.title);
    json.texts("provisions", u.provisions);
    json.text("reason", word(u.reason));
    json.texts("needs", u.needs);
    json.number("rows", u.rows);
    write_locations(json, u.locations);
    json.texts("blocked_by", u.blocked_by);
    write_quantity(json, u.quantity);
    json.end_object();
}

void write_wanted(json_writer& json, wanted_list const& list) {
    json.begin_object("wanted");
    json.number("rows", list.rows);
    json.number("rows_decided", list.rows_decided);
    json.number("rows_else", list.rows_else);
    json.number("more", list.more);
    json.begin_list("list");
    for (wanted const& w : list.all) {
        json.begin_object();
        json.text("kind", w.at ? "field" : "document");
        json.text("need", w.text);
        json.number("rows", w.rows);
        json.number("rows_decided", w.rows_decided);
        write_quantity(json, w.quantity);
        if (w.at) write_location(json, "location", *w.at);
        json.end_object();
    }
    json.end_list();
    json.end_object();
}

void write_information(json_writer& json, information const& i) {
    json.begin_object();
    json.text("rule", i.rule);
    json.text("title", i.title);
    json.texts("requirements", i.requirements);
    json.texts("provisions", i.provisions);
    json.text("message", i.message);
    write_locations(json, i.locations);
    write_quantity(json, i.quantity);
    if (!i.serials.empty()) json.texts("serials", i.serials);
    json.end_object();
}

void write_question(json_writer& json, question const& q) {
    json.begin_object();
    json.text("requirement", q.requirement);
    json.text("source", q.source);
    write_unless_empty(json, "paraphrase", q.paraphrase);
    write_unless_empty(json, "part", q.part);
    json.text("text", q.text);
    json.text("filing", q.filing);
    json.text("file", q.file);
    write_unless_empty(json, "party", q.party);
    write_unless_empty(json, "approach", q.approach);
    json.begin_list("passages");
    for (passage const& p : q.passages) {
        json.begin_object();
        write_location(json, "location", p.at);
        if (p.at.confidential)
            json.null("text");
        else
            json.text("text", p.text);
        json.end_object();
    }
    json.end_list();
    json.texts("findings", q.findings);
    json.end_object();
}

void write_part(json_writer& json, part_account const& a) {
    json.begin_object();
    json.text("id", a.part->id);
    json.text("title", a.part->title);
    json.texts("cites", a.part->cites);
    json.begin_object("requirements");
    for (requirement_status const status : all_statuses) json.number(word(status), a.count(status));
    json.end_object();
    json.number("errors", a.errors);
    json.number("warnings", a.warnings);
    json.number("queries", a.queries);
    json.end_object();
}

template <typename Outcome>
void write_counts(json_writer& json, Outcome const& o) {
    json.number("matched", o.matched);
    json.number("passed", o.passed);
    json.number("failed", o.failed);
    json.number("not_applicable", o.not_applicable);
    json.number("undecided", o.undecided);
}

void write_requirement(json_writer& json, requirement_outcome const& r) {
    json.begin_object();
    json.text("id", r.id);
    json.text("source", r.source);
    write_unless_empty(json, "paraphrase", r.paraphrase);
    write_unless_empty(json, "part", r.part);
    write_unless_empty(json, "disposition", r.disposition);
    write_unless_empty(json, "question", r.question);
    json.text("status", word(r.status));
    json.texts("rules", r.rules);
    write_counts(json, r);
    json.end_object();
}

void write_rule(json_writer& json, rule_outcome const& r) {
    json.begin_object();
    json.text("rule", r.rule);
    json.text("title", r.title);
    json.text("severity", word(r.severity));
    json.text("class", word(r.classification));
    json.texts("requirements", r.requirements);
    json.texts("provisions", r.provisions);
    write_counts(json, r);
    json.end_object();
}

// What is counted in the report and listed nowhere.
class not_listed {
public:
    explicit not_listed(std::size_t per_rule)
        : undecided{per_rule}, closed{per_rule}, information{per_rule}, gone{per_rule} {}

    first_of_rule undecided, closed, information, gone;

    void write(json_writer& json, std::vector<rest> const& findings) const {
        json.begin_list("not_listed");
        for (rest const& r : findings) {
            begin(json, "findings", r.rule);
            json.text("severity", word(r.severity));
            json.number("count", r.count);
            json.end_object();
        }
        for (auto const& [rule, rest] : undecided.rest()) {
            begin(json, "undecided", rule);
            json.number("count", rest.things);
            json.number("rows", rest.weight);
            json.end_object();
        }
        write(json, "closed", closed);
        write(json, "information", information);
        write(json, "no_longer_found", gone);
        json.end_list();
    }

private:
    static void begin(json_writer& json, std::string_view list, std::string_view rule) {
        json.begin_object();
        json.text("list", list);
        json.text("rule", rule);
    }

    static void write(json_writer& json, std::string_view list, first_of_rule const& all) {
        for (auto const& [rule, rest] : all.rest()) {
            begin(json, list, rule);
            json.number("count", rest.things);
            json.end_object();
        }
    }
};

void write_summary(json_writer& json, run_report const& report, std::size_t findings_listed,
                   std::vector<part_account> const& all) {
    std::uint64_t information = report.information.size();
    for (not_kept const& n : report.beyond)
        if (!n.severity) information += n.count;
    json.begin_object("summary");
    json.number("errors", report.errors);
    json.number("warnings", report.warnings);
    json.number("queries", report.queries);
    if (report.waived != 0) json.number("waived", report.waived);
    json.number("undecided", report.undecided_rows);
    json.number("failures", report.failures.size());
    json.number("filings", report.filings.size());
    json.number("findings_listed", findings_listed);
    json.number("information", information);
    json.number("questions", report.questions.size());
    json.begin_object("requirements");
    for (requirement_status const status : all_statuses) {
        std::uint64_t count = 0;
        for (part_account const& a : all) count += a.count(status);
        json.number(word(status), count);
    }
    json.end_object();
    json.end_object();
}

}  // namespace

void write_json(run_report const& report, write_options const& options, std::ostream& out) {
    auto const findings = listed(report, options.findings_per_rule);
    not_listed others{options.findings_per_rule};
    json_writer json{out};
    write_head(report, "a6check-report/1", json);
    json.boolean("complete", report.complete);
    write_failures(report, json);
    json.begin_list("filings");
    for (filing_outcome const& f : report.filings) write_filing(json, f);
    json.end_list();
    json.begin_list("findings");
    for (finding const* f : findings.list) write_finding(json, *f);
    json.end_list();
    json.begin_list("undecided");
    for (undecided const& u : report.undecided)
        if (others.undecided.lets_through(u.rule, u.rows)) write_undecided(json, u);
    json.end_list();
    write_wanted(json, report.wanted);
    write_history(json, report.history, others.closed);
    json.begin_list("information");
    for (information const& i : report.information)
        if (others.information.lets_through(i.rule)) write_information(json, i);
    json.end_list();
    for (not_kept const& n : report.beyond)
        if (!n.severity) others.information.count(n.rule, n.count);
    json.begin_list("questions");
    for (question const& q : report.questions) write_question(json, q);
    json.end_list();
    json.begin_list("unasked");
    for (unasked const& u : report.unasked) {
        json.begin_object();
        json.text("party", u.party);
        json.texts("reports", u.reports);
        json.texts("requirements", u.requirements);
        json.end_object();
    }
    json.end_list();
    auto const all = accounts(report);
    json.begin_list("parts");
    for (part_account const& a : all)
        if (a.part) write_part(json, a);
    json.end_list();
    json.begin_list("requirements");
    for (requirement_outcome const& r : report.requirements) write_requirement(json, r);
    json.end_list();
    json.begin_list("rules");
    for (rule_outcome const& r : report.rules) write_rule(json, r);
    json.end_list();
    write_baseline(json, report, others.gone);
    others.write(json, findings.not_listed);
    write_summary(json, report, findings.list.size(), all);
    write_seal(json, report);
    json.end_object();
}

}  // namespace a6::reports
