#include "reports/sarif_rules.hpp"

#include "reports/escape.hpp"
#include "reports/markdown.hpp"
#include "reports/phrases.hpp"
#include "reports/words.hpp"

namespace a6::reports {

namespace {

// What code scanning takes of these texts, with room for the dots of a cut.
constexpr std::size_t name_columns = 250;
constexpr std::size_t description_columns = 1000;

std::string_view level_of(severity s) { return s == severity::query ? "note" : word(s); }

// How often such findings are right, in the words of code scanning: what rests on an uncertain reading is a query.
std::string_view precision_of(severity s) {
    return s == severity::error ? "very-high" : s == severity::warning ? "high" : "medium";
}

void write_text(json_writer& json, std::string_view key, std::string_view text) {
    json.begin_object(key);
    json.text("text", sarif_text(text));
    json.end_object();
}

void write_help(json_writer& json, rule_outcome const& r, language const& say) {
    std::vector<std::string> lines;
    if (!r.provisions.empty()) lines.push_back(say("Required by: {}", joined(r.provisions, say("; "))));
    if (!r.requirements.empty()) lines.push_back(say("Serves the requirements: {}", joined(r.requirements, ", ")));
    for (std::string const& note : r.notes) lines.push_back(printable(note));
    if (!r.remedy.empty()) lines.push_back(say("Remedy: {}", printable(r.remedy)));
    std::string text = sarif_text(r.title.empty() ? r.rule : r.title);
    std::string marked = "**" + markdown(r.title.empty() ? r.rule : r.title) + "**\n";
    for (std::string const& line : lines) {
        text += '\n' + sarif_text(line);
        marked += "\n- " + markdown(line);
    }
    text += '\n' + sarif_text(say("`a6check rules show {}` prints the rule.", printable(r.rule)));
    marked += '\n';
    json.begin_object("help");
    json.text("text", text);
    json.text("markdown", marked);
    json.end_object();
}

void write_rule(json_writer& json, rule_outcome const& r, language const& say) {
    std::string const title = printable(r.title.empty() ? r.rule : r.title);
    json.begin_object();
    json.text("id", r.rule);
    if (!r.title.empty()) json.text("name", printable(title, name_columns));
    write_text(json, "shortDescription", printable(title, description_columns));
    std::string const full =
        r.provisions.empty() ? title : say("{} (required by {})", title, joined(r.provisions, say("; ")));
    write_text(json, "fullDescription", printable(full, description_columns));
    json.begin_object("defaultConfiguration");
    json.text("level", level_of(r.severity));
    json.end_object();
    write_help(json, r, say);
    json.begin_object("properties");
    json.texts("tags", {std::string{word(r.classification)}});
    json.text("precision", precision_of(r.severity));
    json.text("problem.severity", r.severity == severity::query ? "recommendation" : word(r.severity));
    json.texts("requirements", r.requirements);
    json.texts("provisions", r.provisions);
    json.end_object();
    json.end_object();
}

}  // namespace

std::string sarif_text(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c == '[' || c == ']' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

sarif_rules::sarif_rules(run_report const& report, bool with_failures) : rules_{report.rules} {
    for (std::size_t i = 0; i < rules_.size(); ++i) names_.emplace(rules_[i].rule, i);
    for (finding const& f : report.findings)
        if (rule_outcome* const r = add(f.rule, f.title, f.severity)) {
            r->classification = f.classification;
            r->requirements = f.requirements;
            r->provisions = f.provisions;
        }
    for (undecided const& u : report.undecided)
        if (rule_outcome* const r = add(u.rule, u.title, severity::error)) r->provisions = u.provisions;
    for (information const& i : report.information)
        if (rule_outcome* const r = add(i.rule, i.title, severity::query)) {
            r->requirements = i.requirements;
            r->provisions = i.provisions;
        }
    if (report.baseline)
        for (gone_finding const& g : report.baseline->gone) add(g.rule, {}, g.severity);
    language const& say = *report.lang;
    if (with_failures)
        for (failure const& f : report.failures) add(f.code, say("what is given can be checked"), severity::error);
    for (auto const& name : names_) index_.emplace(name.first, name.second);
}

// nullptr if it is there.
rule_outcome* sarif_rules::add(std::string_view rule, std::string_view title, severity s) {
    if (!names_.emplace(rule, rules_.size()).second) return nullptr;
    rule_outcome& r = rules_.emplace_back();
    r.rule = rule;
    r.title = title;
    r.severity = s;
    return &r;
}

void sarif_rules::write_reference(json_writer& json, std::string_view rule) const {
    json.text("ruleId", rule);
    json.number("ruleIndex", index_of(rule));
}

void sarif_rules::write(json_writer& json, language const& say) const {
    json.begin_list("rules");
    for (rule_outcome const& r : rules_) write_rule(json, r, say);
    json.end_list();
}

}  // namespace a6::reports
