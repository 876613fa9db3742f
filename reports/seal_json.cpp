#include "reports/seal_json.hpp"

#include "reports/finding_json.hpp"
#include "reports/listed.hpp"
#include "reports/words.hpp"

namespace a6::reports {

namespace {

void write_digest(json_writer& json, std::string_view key, input_digest const& d) {
    json.begin_object(key);
    json.text("file", d.file);
    if (d.sha256.empty())
        json.null("sha256");
    else
        json.text("sha256", d.sha256);
    json.end_object();
}

void write_digests(json_writer& json, std::string_view key, std::vector<input_digest> const& all) {
    json.begin_list(key);
    for (input_digest const& d : all) write_digest(json, {}, d);
    json.end_list();
}

}  // namespace

void write_baseline(json_writer& json, run_report const& report, first_of_rule& gone) {
    if (!report.baseline) return;
    baseline const& b = *report.baseline;
    json.begin_object("baseline");
    json.text("file", b.file);
    json.text("sha256", b.sha256);
    json.text("as_of", b.as_of);
    if (b.other_rulebook) json.boolean("other_rulebook", true);
    json.number("new", b.fresh);
    json.number("worse", b.worse);
    json.number("unchanged", b.unchanged);
    json.number("gone", b.gone.size());
    json.begin_list("no_longer_found");
    for (gone_finding const& g : b.gone) {
        if (!gone.lets_through(g.rule)) continue;
        json.begin_object();
        json.text("id", g.id);
        json.text("rule", g.rule);
        json.text("severity", word(g.severity));
        json.text("message", g.message);
        write_unless_empty(json, "file", g.file);
        write_unless_empty(json, "place", g.place);
        json.text("because", word(g.why));
        json.end_object();
    }
    json.end_list();
    json.end_object();
}

void write_seal(json_writer& json, run_report const& report) {
    if (!report.sealed) return;
    seal const& s = *report.sealed;
    json.begin_object("seal");
    json.text("program", report.tool_sha256);
    write_digests(json, "rulebook", s.rulebook);
    write_digests(json, "inputs", report.inputs);
    write_digests(json, "waivers", s.waivers);
    if (s.baseline) write_digest(json, "baseline", *s.baseline);
    json.begin_object("options");
    json.text("as_of", report.as_of);
    json.boolean("complete", s.complete);
    if (s.findings_per_rule == 0)
        json.text("findings_per_rule", "all");
    else
        json.number("findings_per_rule", s.findings_per_rule);
    json.text("lang", report.lang->code());
    json.end_object();
    json.end_object();
}

}  // namespace a6::reports
