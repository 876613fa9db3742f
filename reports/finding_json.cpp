#include "reports/finding_json.hpp"

#include "reports/location_json.hpp"
#include "reports/words.hpp"

namespace a6::reports {

namespace {

void write_waiver(json_writer& json, waiver const& w) {
    json.begin_object("waived");
    json.text("reason", w.reason);
    json.text("owner", w.owner);
    json.text("expires", w.expires);
    json.text("file", w.file);
    json.number("line", w.line);
    json.end_object();
}

}  // namespace

void write_unless_empty(json_writer& json, std::string_view key, std::string_view value) {
    if (!value.empty()) json.text(key, value);
}

void write_locations(json_writer& json, std::vector<location> const& locations) {
    json.begin_list("locations");
    for (location const& l : locations) write_location(json, {}, l);
    json.end_list();
}

void write_quantity(json_writer& json, std::optional<quantity> const& q) {
    if (!q) return;
    json.begin_object("quantity");
    if (q->confidential) {
        json.null("value");
        json.boolean("confidential", true);
    } else {
        json.text("value", q->value);
    }
    json.text("unit", q->unit);
    write_unless_empty(json, "label", q->label);
    json.end_object();
}

void write_finding(json_writer& json, finding const& f) {
    json.begin_object();
    json.text("id", f.id);
    json.text("rule", f.rule);
    json.text("title", f.title);
    json.text("severity", word(f.severity));
    json.text("class", word(f.classification));
    json.text("scope", f.cross_party ? "cross_party" : "single_party");
    json.boolean("balance_impact", f.balance_impact);
    if (!f.balances.empty()) {
        json.begin_list("balances");
        for (balance_effect const& b : f.balances) {
            json.begin_object();
            json.text("party", b.party);
            json.texts("years", b.years);
            json.end_object();
        }
        json.end_list();
    }
    json.texts("requirements", f.requirements);
    json.texts("provisions", f.provisions);
    json.text("message", f.message);
    json.text("remedy", f.remedy);
    write_locations(json, f.locations);
    write_quantity(json, f.quantity);
    if (!f.serials.empty()) json.texts("serials", f.serials);
    if (f.since) {
        json.begin_object("open_since");
        json.text("version", f.since->version);
        json.text("submitted", f.since->submitted);
        json.number("later_versions", f.since->later_versions);
        json.end_object();
    }
    if (f.waived) write_waiver(json, *f.waived);
    if (f.baseline) json.text("baseline", word(*f.baseline));
    json.end_object();
}

}  // namespace a6::reports
