#include "checker/command_inputs.hpp"
#include "checker/commands.hpp"
#include "checker/join.hpp"
#include "checker/rule_lookup.hpp"
#include "checker/run.hpp"
#include "checker/shipped_rules.hpp"
#include "checker/show_rule.hpp"
#include "dsl/parse.hpp"
#include "dsl/print.hpp"
#include "dsl/print_plan.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <fstream>
#include <sstream>

namespace a6::checker {

namespace {

// These commands are for the authors of a rulebook.
reports::language const& english = reports::language::english();

void show_list(dsl::code_list const& list, std::ostream& out) {
    out << list.name << "  " << list.title << '\n';
    for (auto const& s : list.sources) out << "  source      " << s << '\n';
    if (list.open) out << "  open        other values are legal\n";
    for (auto const& c : list.codes) {
        out << "  " << c.value;
        if (c.from) out << "  from " << dsl::to_string(*c.from);
        if (c.until) out << "  until " << dsl::to_string(*c.until);
        if (!c.named.empty()) out << "  (" << join(c.named, "; ") << ')';
        if (!c.also.empty()) out << "  also met as: " << join(c.also, "; ");
        out << '\n';
    }
}

}  // namespace

int run_rules_list(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const book = load_for(line, err);
    if (!book) return 2;
    out << book->name << ", version " << book->version;
    if (book->law_as_of) out << ", law as of " << dsl::to_string(*book->law_as_of);
    out << "\n\n";
    for (auto const& r : book->rules) {
        auto const cited = join(shortened(provisions_of(*book, r.implements), english), "; ");
        out << fmt::format("{:<9} {:<8} {}{}\n", r.id, severity_words(r.severity, english), r.title,
                           cited.empty() ? "" : "  [" + cited + "]");
    }
    out << '\n' << book->rules.size() << " rules, " << book->requirements.size() << " requirements\n";
    return 0;
}

int run_rules_show(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const book = load_for(line, err);
    if (!book) return 2;
    if (auto const* r = find_rule_as_typed(*book, line.id)) {
        if (line.plan)
            dsl::print_plan(*book, *r, out);
        else
            show_rule(*book, *r, english, out);
        return 0;
    }
    if (line.plan) {
        complain("only a rule has a plan, and `" + line.id + "` is none", err);
        return 2;
    }
    for (auto const& list : book->model.lists)
        if (upper(list.name) == upper(line.id)) {
            show_list(list, out);
            return 0;
        }
    if (auto const* r = book->find_requirement(line.id)) {
        show_requirement(*book, *r, english, out);
        return 0;
    }
    return unknown_id(*book, line.id, err);
}

int run_rules_check(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const loaded = dsl::load_rulebook(rules_folder(line));
    if (!loaded.failure.empty()) {
        err << "a6check: " << loaded.failure << '\n';
        return 2;
    }
    for (auto const& d : loaded.problems.sorted()) out << dsl::render(d, loaded.files) << '\n';
    if (loaded.problems.suppressed()) out << "and " << loaded.problems.suppressed() << " more\n";
    if (!loaded.book) {
        out << loaded.problems.error_count() << " error(s)\n";
        return 2;
    }
    std::size_t checks = 0;
    for (auto const& r : loaded.book->rules) checks += r.by_reader ? 1 : r.instances.size();
    out << loaded.book->name << ' ' << loaded.book->version << ": " << loaded.book->rules.size() << " rules (" << checks
        << " checks), " << loaded.book->requirements.size() << " requirements, " << loaded.book->model.tables.size()
        << " tables, " << loaded.book->model.lists.size() << " code lists: no error\n";
    return 0;
}

int run_rules_format(command_line const& line, std::ostream& out, std::ostream& err) {
    std::ifstream in(line.input, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) {
        err << "a6check: cannot read `" << line.input << "`\n";
        return 2;
    }
    dsl::source_file const source(line.input, std::move(text).str());
    dsl::diagnostics problems;
    auto const tree = dsl::parse(source, 0, problems);
    for (auto const& d : problems.sorted()) err << dsl::render(d, {source}) << '\n';
    if (problems.has_errors()) return 2;
    out << dsl::print(tree);
    return 0;
}

}  // namespace a6::checker
