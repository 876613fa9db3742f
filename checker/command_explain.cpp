#include "checker/command_inputs.hpp"
#include "checker/commands.hpp"
#include "checker/rule_lookup.hpp"
#include "checker/shipped_rules.hpp"
#include "checker/show_rule.hpp"
#include "reports/escape.hpp"
#include "reports/phrases.hpp"
#include "reports/tell.hpp"
#include "reports/words.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

namespace a6::checker {

namespace {

using json = nlohmann::ordered_json;

std::string text_in(json const& of, char const* key) {
    auto const found = of.find(key);
    return found != of.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint32_t number_in(json const& of, char const* key) {
    auto const found = of.find(key);
    return found != of.end() && found->is_number_unsigned() ? found->get<std::uint32_t>() : 0;
}

reports::location location_of(json const& l) {
    reports::location out;
    for (auto const role :
         {reports::location_role::subject, reports::location_role::counterpart, reports::location_role::evidence})
        if (reports::word(role) == text_in(l, "role")) out.role = role;
    out.filing = text_in(l, "filing");
    out.file = text_in(l, "file");
    out.table = text_in(l, "table");
    out.field = text_in(l, "field");
    out.label = text_in(l, "label");
    out.sheet = text_in(l, "sheet");
    out.cell = text_in(l, "cell");
    out.row = number_in(l, "row");
    out.line = number_in(l, "line");
    out.column = number_in(l, "column");
    out.confidential = l.contains("confidential");
    if (std::string value = text_in(l, "value"); !value.empty()) out.value = std::move(value);
    return out;
}

// As far as it is told in words.
reports::finding finding_of(json const& f) {
    reports::finding out;
    out.id = text_in(f, "id");
    out.rule = text_in(f, "rule");
    out.title = text_in(f, "title");
    for (auto const s : {reports::severity::error, reports::severity::warning, reports::severity::query})
        if (reports::word(s) == text_in(f, "severity")) out.severity = s;
    out.message = text_in(f, "message");
    out.remedy = text_in(f, "remedy");
    if (auto const places = f.find("locations"); places != f.end() && places->is_array())
        for (auto const& l : *places)
            if (l.is_object()) out.locations.push_back(location_of(l));
    if (auto const q = f.find("quantity"); q != f.end() && q->is_object())
        out.quantity = reports::quantity{text_in(*q, "value"), text_in(*q, "unit"), text_in(*q, "label"),
                                         q->contains("confidential")};
    return out;
}

}  // namespace

int run_explain(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const loaded = load_for(line, err);
    if (!loaded) return 2;
    auto const& book = *loaded;
    auto const& say = language_of(line);
    std::string const rule_id = line.id.substr(0, line.id.find('/'));
    auto const* rule = find_rule_as_typed(book, rule_id);
    if (!rule) {
        if (auto const* r = book.find_requirement(line.id)) {
            show_requirement(book, *r, say, out);
            return 0;
        }
        return unknown_id(book, rule_id, err);
    }
    if (rule_id != line.id && line.report_file.empty())
        out << say("To see the finding itself, give the JSON report that holds it: a6check explain {} --report FILE",
                   line.id)
            << "\n\n";
    if (!line.report_file.empty() && rule_id != line.id) {
        std::ifstream in(line.report_file, std::ios::binary);
        if (!in) {
            err << "a6check: cannot read `" << line.report_file << "`\n";
            return 2;
        }
        auto const report = json::parse(in, nullptr, false);
        if (!in || report.is_discarded() || !report.contains("findings") || !report["findings"].is_array()) {
            err << "a6check: `" << line.report_file << "` is not a JSON report of a6check\n";
            return 2;
        }
        bool found = false;
        for (auto const& f : report["findings"])
            if (f.is_object() && text_in(f, "id") == line.id) {
                reports::finding const told = finding_of(f);
                out << say("{} {}: {}", reports::severity_words(told.severity, say), reports::printable(told.rule),
                           reports::printable(told.title))
                    << '\n'
                    << reports::finding_words(told, say) << reports::finding_details(told, say) << "\n\n";
                found = true;
            }
        if (!found) {
            err << "a6check: " << say("the report holds no finding `{}`", line.id) << '\n'
                << "  help: "
                << say("copy the whole id from the report; of a rule with many findings a report lists the first "
                       "(--findings-per-rule)")
                << '\n';
            return 2;
        }
    }
    show_rule(book, *rule, say, out);
    return 0;
}

}  // namespace a6::checker
