#include "checker/command_inputs.hpp"
#include "checker/commands.hpp"
#include "checker/rule_lookup.hpp"
#include "checker/shipped_rules.hpp"
#include "checker/show_rule.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

namespace a6::checker {

int run_explain(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const loaded = load_for(line, err);
    if (!loaded) return 2;
    auto const& book = *loaded;
    auto const& say = language_of(line);
    std::string const rule_id = line.id.substr(0, line.id.find('/'));
    auto const* rule = find_rule_as_typed(book, rule_id);
    if (!rule) {
        if (auto const* r = book.find_requirement(line.id)) {
            show_requirement(*r, say, out);
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
        auto const report = nlohmann::ordered_json::parse(in, nullptr, false);
        if (!in || report.is_discarded() || !report.contains("findings") || !report["findings"].is_array()) {
            err << "a6check: `" << line.report_file << "` is not a JSON report of a6check\n";
            return 2;
        }
        bool found = false;
        for (auto const& f : report["findings"])
            if (f.value("id", "") == line.id) {
                out << f.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n\n";
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
