#include "checker/run.hpp"

#include "checker/facts.hpp"
#include "checker/history.hpp"
#include "checker/join.hpp"
#include "checker/judge.hpp"
#include "checker/locate.hpp"
#include "checker/profile.hpp"
#include "checker/questions.hpp"
#include "checker/read.hpp"
#include "checker/review.hpp"
#include "checker/sha256.hpp"
#include "checker/xml_names.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace a6::checker {

using dsl::no_index;

namespace {

reports::failure failure_of(read_error const& e, reports::language const& say) {
    return {e.file, e.code, say(e.message), say(e.help), e.line, e.column};
}

std::string party_name(dsl::data_model const& model, dsl::report const& report, std::string const& code) {
    if (report.header == no_index || report.roles.party == no_index) return {};
    auto const& t = model.tables[report.header].fields[report.roles.party].type;
    if (t.k != dsl::kind::code) return {};
    for (auto const& c : model.lists[t.list].codes)
        if (c.value == code) return c.label;
    return {};
}

reports::consistency_mark mark_of(bool failed, bool open) {
    return failed ? reports::consistency_mark::inconsistent
           : open ? reports::consistency_mark::not_available
                  : reports::consistency_mark::consistent;
}

std::vector<reports::rule_count> counts_of(judge::errors_of_rules const& all, std::string const& filing) {
    std::vector<reports::rule_count> out;
    if (auto const of = all.find(filing); of != all.end())
        for (auto const& [rule, errors] : of->second) out.push_back({rule, errors});
    return out;
}

// What the mark of the filing waits for: of each rule the first need, from the tables that count towards the mark.
std::vector<reports::open_reason> null_because(dsl::rulebook const& book, dataset const& data, judge const& j,
                                               std::uint32_t filing) {
    auto const counts = [&](std::uint16_t table) {
        auto const& reports = data.filings[filing].raw->reports;
        return std::any_of(reports.begin(), reports.end(), [&](std::uint16_t r) {
            auto const& tables = book.model.reports[r].tables;
            return std::find(tables.begin(), tables.end(), table) != tables.end();
        });
    };
    std::vector<reports::open_reason> out;
    for (auto it = j.open_because.lower_bound({filing, 0}); it != j.open_because.end() && it->first.first == filing;
         ++it)
        for (auto const& open : it->second)
            if (counts(open.table)) {
                out.push_back({book.rules[it->first.second].id, open.need});
                break;
            }
    std::sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.rule < b.rule; });
    return out;
}

reports::filing_outcome outcome_of(dsl::rulebook const& book, dataset const& data, judge const& j, std::uint32_t index,
                                   reports::language const& say) {
    auto const& model = book.model;
    auto const& filing = data.filings[index];
    auto out = filing_named(filing, model);
    for (auto const& remark : filing.raw->remarks) out.remarks.push_back(say(remark));
    bool failed = j.failed_filings.count(filing.id) != 0;
    bool open = j.open_filings.count(index) != 0;
    bool anything = false;
    for (auto const report : filing.raw->reports) {
        auto const& r = model.reports[report];
        if (out.party_name.empty()) out.party_name = party_name(model, r, filing.party);
        auto header_text = [&](std::uint16_t field) {
            if (r.header == no_index || field == no_index) return std::string();
            for (std::uint32_t row = 0; row < data.tables[r.header].rows; ++row)
                if (data.tables[r.header].filing[row] == index) {
                    auto const cell = data.cell(r.header, row, field);
                    if (cell && cell->confidential) return std::string(reports::confidential_words);
                    return cell ? tidy(cell->text) : std::string();
                }
            return std::string();
        };
        if (out.reported_year.empty()) out.reported_year = header_text(r.roles.year);
        if (out.version.empty()) out.version = header_text(r.roles.version);
        for (auto const table : r.tables) {
            auto const& declared = model.tables[table];
            std::uint64_t rows = 0;
            for (std::uint32_t row = 0; row < data.tables[table].rows; ++row) {
                if (data.tables[table].filing[row] != index) continue;
                ++rows;
                failed = failed || j.row_failed[table][row];
                open = open || j.row_open[table][row];
                // Where it must not be told which row a finding is on, of none it is told that there is none.
                bool const row_open = j.row_open[table][row] || j.hidden_marks.count({table, index});
                if (declared.marked_rows)
                    out.actions.push_back(
                        {data.tables[table].number[row], mark_of(j.row_failed[table][row], row_open)});
            }
            if (declared.single_row()) {
                // A report that is all header has said something if any field is filled.
                if (r.tables.size() == 1) anything = true;
                continue;
            }
            anything = anything || rows != 0;
            out.table_rows.emplace_back(declared.name, rows);
        }
    }
    out.nothing_reported = !anything;
    out.result = mark_of(failed, open);
    if (filing.superseded_by) {
        // Not judged, and so neither consistent nor inconsistent.
        out.result = reports::consistency_mark::not_available;
        out.actions.clear();
        return out;
    }
    if (out.result == reports::consistency_mark::not_available) out.null_because = null_because(book, data, j, index);
    out.not_counted = counts_of(j.not_counted, out.id);
    out.other_side_of = counts_of(j.other_side_of, out.id);
    if (auto const it = j.notations.find(index); it != j.notations.end()) out.notations = it->second;
    return out;
}

// What a rule or one of its instances contributed to the requirements it serves.
struct served {
    reports::rule_outcome const& counts;
    bool error;
    bool remark;
    std::vector<reports::undecided_reason> const& open_reasons;
};

// What serves a requirement or asks for it.
struct asked_by {
    struct part {
        std::size_t rule;
        std::size_t instance;  // by_reader: what the reader finds
    };
    static constexpr std::size_t by_reader = SIZE_MAX;
    std::vector<part> parts;             // in the order of the rules
    std::vector<std::uint16_t> reports;  // that have a field for it

    void add(part p) {
        if (parts.empty() || parts.back().rule != p.rule || parts.back().instance != p.instance) parts.push_back(p);
    }
};
using asked_by_requirement = std::unordered_map<std::string_view, asked_by>;

asked_by_requirement all_asked_by(dsl::rulebook const& book) {
    asked_by_requirement out;
    for (std::size_t i = 0; i < book.rules.size(); ++i) {
        auto const& rule = book.rules[i];
        if (rule.by_reader)
            for (auto const& id : rule.implements) out[id].add({i, asked_by::by_reader});
        for (std::size_t k = 0; k < rule.instances.size(); ++k)
            for (auto const& id : rule.instances[k].implements) out[id].add({i, k});
    }
    for (auto const& t : book.model.tables)
        for (auto const& field : t.fields)
            for (auto const& id : field.serves) out[id].reports.push_back(t.report);
    return out;
}

// Calls f(served) for every rule instance that serves the requirement.
template <class Function>
void each_serving(dsl::rulebook const& book, judge const& j, asked_by const& asked, Function f) {
    static std::vector<reports::undecided_reason> const none;
    for (auto const& part : asked.parts) {
        if (part.instance == asked_by::by_reader) {
            bool const failed = j.outcomes[part.rule].failed != 0;
            bool const error = book.rules[part.rule].severity == dsl::rule_severity::error;
            f(served{j.outcomes[part.rule], failed && error, failed && !error, none});
            continue;
        }
        auto const& o = j.instances[part.rule][part.instance];
        f(served{o.counts, o.error, o.remark, o.open_reasons});
    }
}

// Of the reports that rules of this requirement look at, or whose fields it asks for, one was given.
bool report_given(dsl::rulebook const& book, std::vector<std::uint8_t> const& given, dsl::requirement const& r,
                  asked_by const& asked) {
    for (auto const& part : asked.parts) {
        if (part.instance == asked_by::by_reader) return true;
        if (given[book.model.tables[book.rules[part.rule].instances[part.instance].table].report]) return true;
    }
    auto const is_given = [&](std::uint16_t report) { return given[report] != 0; };
    if (std::any_of(r.answered_in.begin(), r.answered_in.end(), is_given)) return true;
    if (std::any_of(asked.reports.begin(), asked.reports.end(), is_given)) return true;
    return asked.parts.empty() && r.answered_in.empty() && asked.reports.empty();
}

reports::requirement_status status_of(dsl::rulebook const& book, judge const& j, std::vector<std::uint8_t> const& given,
                                      dsl::requirement const& requirement, asked_by const& asked,
                                      reports::requirement_outcome& out) {
    using status = reports::requirement_status;
    using disposition = dsl::disposition;
    bool error = false;
    bool remark = false;
    bool document_only = true;
    out.rules = requirement.rules;
    each_serving(book, j, asked, [&](served const& s) {
        out.matched += s.counts.matched;
        out.passed += s.counts.passed;
        out.failed += s.counts.failed;
        out.not_applicable += s.counts.not_applicable;
        out.undecided += s.counts.undecided;
        // Only an error says that a duty was not met; warnings and queries are for a person to weigh.
        error = error || s.error;
        remark = remark || s.remark;
        for (auto const reason : s.open_reasons)
            document_only = document_only && reason == reports::undecided_reason::missing_document;
    });
    switch (requirement.disposition) {
        case disposition::definition:
        case disposition::secretariat:
        case disposition::pending: return status::no_duty;
        default: break;
    }
    if (error) return status::not_met;
    if (out.undecided) return document_only ? status::not_available : status::undecided;
    if (remark) return status::review;
    if (!report_given(book, given, requirement, asked)) return status::not_available;
    // What only a person can judge is not met because the part that a machine can test holds.
    bool const judged = requirement.disposition != disposition::encoded || requirement.testable == "judgement";
    if (requirement.disposition == disposition::question) return status::review;
    if (out.passed) return judged ? status::review : status::met;
    if (out.rules.empty() && requirement.disposition == disposition::encoded)
        return requirement.testable == "secretariat" || requirement.testable == "context" ? status::no_duty
                                                                                          : status::review;
    return out.rules.empty() ? status::review : status::not_applicable;
}

std::vector<std::string> cited(std::vector<dsl::requirement::citation> const& sources) {
    std::vector<std::string> out;
    for (auto const& s : sources) {
        // Articles are not paragraphs: "Paris Agreement Art. 6.2".
        bool const article = s.paragraph.rfind("Art", 0) == 0;
        out.push_back(s.source + (article ? " " : " para ") + s.paragraph);
    }
    return out;
}

// By severity, file, and then as a reader goes through the file: table, row, field; rules of one cell by id.
std::vector<reports::finding> sorted_findings(judge& j) {
    std::vector<std::size_t> by(j.findings.size());
    for (std::size_t i = 0; i < by.size(); ++i) by[i] = i;
    auto key = [&](std::size_t i) {
        auto const& f = j.findings[i];
        auto const& o = j.order[i];
        return std::tie(f.severity, f.locations.front().file, o.table, o.row, o.field, o.rule, f.id);
    };
    std::sort(by.begin(), by.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    std::vector<reports::finding> out;
    for (auto const i : by) out.push_back(std::move(j.findings[i]));
    return out;
}

std::vector<reports::information> sorted_information(judge& j) {
    std::vector<std::size_t> by(j.information.size());
    for (std::size_t i = 0; i < by.size(); ++i) by[i] = i;
    auto key = [&](std::size_t i) {
        auto const& x = j.information[i];
        auto const& at = j.information_at[i];
        return std::tie(x.rule, x.locations.front().file, at.table, at.row, at.field);
    };
    std::stable_sort(by.begin(), by.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    std::vector<reports::information> out;
    for (auto const i : by) out.push_back(std::move(j.information[i]));
    return out;
}

// The facts that come with the rulebook, as filings. Facts that cannot be read are a failure of the run.
std::vector<std::unique_ptr<raw_filing>> read_facts(dsl::rulebook const& book, reports::report_head& head) {
    auto const& say = *head.lang;
    auto& failures = head.failures;
    std::vector<std::unique_ptr<raw_filing>> out;
    for (auto const& file : book.facts) {
        auto read = read_filing_bytes(file.text(), file.name(), book.model);
        for (auto const& e : read.errors) failures.push_back(failure_of(e, say));
        if (!read.filing) continue;
        for (auto const& notice : read.filing->notices)
            failures.push_back({file.name(), "E102",
                                say("the facts of the rulebook hold what cannot be read: {}", say(notice.found)),
                                say("use the names of the filing format"), 0, 0, true});
        for (auto const report : read.filing->reports)
            if (!book.model.reports[report].reference)
                failures.push_back({file.name(), "E102",
                                    say("`{}` is no report of facts", book.model.reports[report].name),
                                    say("declare the report `reference`, or give the file as an input"), 0, 0, true});
        read.filing->of_rulebook = true;
        out.push_back(std::move(read.filing));
    }
    return out;
}

std::vector<reports::filing_places> places_of(dataset const& data, dsl::data_model const& model,
                                              undecided_group const& g) {
    std::vector<reports::filing_places> out;
    for (auto const& [filing, cells] : g.every_place) {
        reports::filing_places here{data.filings[filing].id, {}};
        std::set<cell_key> seen;
        for (auto const& c : cells)
            if (seen.insert(c).second)
                here.at.push_back(locate(data, model, c.table, c.row, c.field, reports::location_role::subject));
        out.push_back(std::move(here));
    }
    return out;
}

}  // namespace

std::string rulebook_digest(dsl::rulebook const& book) {
    std::vector<std::string> heads;
    for (auto const* files : {&book.files, &book.facts})
        for (auto const& f : *files) heads.push_back(f.name() + '\0' + std::to_string(f.text().size()) + '\0');
    std::vector<std::string_view> pieces;
    for (auto const* files : {&book.files, &book.facts})
        for (auto const& f : *files) {
            pieces.push_back(heads[pieces.size() / 2]);
            pieces.push_back(f.text());
        }
    return sha256_hex(pieces);
}

std::vector<std::string> provisions_of(dsl::rulebook const& book, std::vector<std::string> const& requirements) {
    std::vector<std::string> out;
    for (auto const& id : requirements)
        if (auto const* r = book.find_requirement(id))
            for (auto const& c : cited(r->sources))
                if (std::find(out.begin(), out.end(), c) == out.end()) out.push_back(c);
    return out;
}

std::vector<std::unique_ptr<raw_filing>> distinct_filings(dsl::rulebook const& book,
                                                          std::vector<std::unique_ptr<raw_filing>> filings,
                                                          reports::report_head& out) {
    for (auto& facts : read_facts(book, out)) filings.push_back(std::move(facts));
    // The same bytes given twice are one filing.
    std::sort(filings.begin(), filings.end(), [](auto const& a, auto const& b) { return a->name < b->name; });
    std::map<std::string, raw_filing*> seen;
    std::vector<std::unique_ptr<raw_filing>> distinct;
    for (auto& f : filings) {
        auto const [it, fresh] = seen.try_emplace(f->sha256, f.get());
        if (fresh)
            distinct.push_back(std::move(f));
        else if (!f->of_rulebook && !it->second->of_rulebook)
            it->second->remarks.push_back(sentence("the same file was also given as {}; it is judged once", f->name));
    }
    return distinct;
}

void begin_report(reports::report_head& out, dsl::rulebook const& book, std::vector<read_error> const& failures,
                  run_options const& options) {
    out.lang = options.lang;
    out.tool_version = options.tool_version;
    out.rulebook_name = book.name;
    out.rulebook_version = book.version;
    out.law_as_of = book.law_as_of ? dsl::to_string(*book.law_as_of) : std::string();
    out.rulebook_sha256 = options.rulebook_sha256;
    out.as_of = dsl::to_string(options.as_of);
    for (auto const& e : failures) out.failures.push_back(failure_of(e, *out.lang));
}

reports::filing_outcome filing_named(filing_data const& filing, dsl::data_model const& model) {
    reports::filing_outcome out;
    out.id = filing.id;
    out.file = filing.raw->name;
    out.sha256 = filing.raw->sha256;
    out.party = filing.party;
    out.superseded_by = filing.superseded_by;
    for (auto const report : filing.raw->reports) {
        out.kind.push_back(report_kind(model.reports[report]));
        out.kind_words.push_back(model.reports[report].words);
    }
    return out;
}

void add_failures_of(dataset const& data, dsl::data_model const& model, reports::report_head& out) {
    auto const& say = *out.lang;
    for (auto const& u : data.unmade)
        if (!u.too_long)
            out.failures.push_back(
                {data.filings[u.filing].raw->name, "E103",
                 say("the rows of `{}` that follow from this run are more than {}; none of them was judged",
                     model.tables[u.table].label, max_generated_rows),
                 say("check the filings of fewer Parties at once, and this file by itself"), 0, 0, true});
}

reports::run_report run(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                        std::vector<read_error> const& failures, run_options const& options) {
    reports::run_report out;
    begin_report(out, book, failures, options);
    auto const& say = *out.lang;
    // With an input that could not be read, what is given is not all that was filed.
    run_options judged = options;
    judged.complete = options.complete && failures.empty();
    out.complete = judged.complete;

    auto distinct = distinct_filings(book, std::move(filings), out);
    for (auto const& f : distinct)
        for (auto const& notice : f->notices)
            if (!book.find_rule(notice.rule))
                out.failures.push_back(
                    {f->name, "E101",
                     say("the rulebook has no rule `{}` for what the reader found: {}", notice.rule, say(notice.found)),
                     say("add a rule `{}` that is found `by reader`", notice.rule), 0, 0, true});

    std::unique_ptr<dataset> data;
    {
        stage_timer const timed(options.times, "typed columns");
        data = build_dataset(std::move(distinct), book.model, options.as_of);
    }
    for (auto& f : unreadable_facts(*data, book.model, say)) out.failures.push_back(std::move(f));
    judge j(book, *data, judged);
    j.run();
    stage_timer const timed(options.times, "report");
    add_failures_of(*data, book.model, out);
    // Silence is no verdict: a rulebook that asks nothing finds nothing.
    bool const asked = std::any_of(j.outcomes.begin(), j.outcomes.end(),
                                   [](reports::rule_outcome const& o) { return o.matched != 0; });

    std::vector<std::uint8_t> given(book.model.reports.size(), 0);
    for (std::uint32_t i = 0; i < data->filings.size(); ++i) {
        if (data->filings[i].raw->of_rulebook) continue;
        for (auto const report : data->filings[i].raw->reports) given[report] = 1;
        out.filings.push_back(outcome_of(book, *data, j, i, *options.lang));
        if (!asked) out.filings.back().result = reports::consistency_mark::not_available;
    }
    auto asked_by_ids = all_asked_by(book);
    for (auto const& r : book.requirements) {
        reports::requirement_outcome o;
        o.id = r.id;
        o.source = join(cited(r.sources), ", ");
        o.paraphrase = r.paraphrase;
        o.part = r.part;
        o.disposition = dsl::word_of(r.disposition);
        o.question = r.question;
        o.status = status_of(book, j, given, r, asked_by_ids[r.id], o);
        out.requirements.push_back(std::move(o));
    }
    for (auto const& g : j.groups) {
        auto const& rule = book.rules[g.rule];
        reports::undecided u;
        u.rule = rule.id;
        u.title = rule.title;
        u.provisions = provisions_of(book, g.requirements);
        u.reason = g.reason;
        u.needs = g.needs;
        u.rows = g.rows;
        for (auto const& [filing, rows] : g.rows_of) u.filings.push_back({data->filings[filing].id, rows});
        for (auto const& p : g.places)
            u.locations.push_back(locate(*data, book.model, p.table, p.row, p.field, reports::location_role::subject));
        u.places = places_of(*data, book.model, g);
        u.blocked_by = g.blocked_by;
        if (g.has_quantity)
            u.quantity =
                reports::quantity{g.confidential ? std::string() : dsl::to_string(g.quantity),
                                  g.unit == no_index ? "ITMO" : book.model.units[g.unit].name,
                                  g.unit == no_index ? "ITMO" : book.model.units[g.unit].label, g.confidential};
        out.undecided_rows += u.rows;
        out.undecided.push_back(std::move(u));
    }
    out.wanted = j.waits.list(j.values());
    out.rules = std::move(j.outcomes);
    for (auto const& p : book.parts) out.parts.push_back({p.name, p.title, p.cites});
    out.xml = xml_names(book.model);
    out.information = sorted_information(j);
    out.findings = sorted_findings(j);
    out.beyond = std::move(j.beyond);
    std::sort(out.beyond.begin(), out.beyond.end(), [](auto const& a, auto const& b) {
        return std::tie(a.rule, a.severity, a.requirements) < std::tie(b.rule, b.severity, b.requirements);
    });
    add_questions(book, j.values(), out);
    out.errors = j.errors;
    out.warnings = j.warnings;
    out.queries = j.queries;
    if (options.review) out.review = review_of(j.values(), j.checked, out);
    if (options.history) add_history(book, *data, judged, out);
    return out;
}

}  // namespace a6::checker
