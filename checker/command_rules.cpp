#include "checker/commands.hpp"
#include "checker/join.hpp"
#include "checker/run.hpp"
#include "checker/shipped_rules.hpp"
#include "dsl/parse.hpp"
#include "dsl/print.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace a6::checker {

namespace {

char const* word(dsl::rule_severity s) {
    switch (s) {
        case dsl::rule_severity::error: return "error";
        case dsl::rule_severity::warning: return "warning";
        case dsl::rule_severity::query: break;
    }
    return "query";
}

// A rule over fields may serve a hundred paragraphs.
std::vector<std::string> shortened(std::vector<std::string> provisions) {
    constexpr std::size_t shown = 6;
    if (provisions.size() <= shown) return provisions;
    std::size_t const more = provisions.size() - shown;
    provisions.resize(shown);
    provisions.push_back("and " + std::to_string(more) + " more");
    return provisions;
}

void show_requirement(dsl::requirement const& r, std::ostream& out) {
    out << r.id << "  " << r.paraphrase << '\n';
    for (auto const& s : r.sources) out << "  source      " << s.source << " para " << s.paragraph << '\n';
    out << "  binds       " << join(r.binds, ", ") << '\n';
    out << "  strength    " << r.strength << '\n';
    out << "  testable    " << r.testable << (r.testable_note.empty() ? "" : ": " + r.testable_note) << '\n';
    for (auto const& n : r.notes) out << "  note        " << n << '\n';
    if (!r.part.empty()) out << "  part        " << r.part << '\n';
    if (r.from) out << "  in force    from " << dsl::to_string(*r.from);
    if (r.from) out << (r.until ? " until " + dsl::to_string(*r.until) : std::string()) << '\n';
    out << "  disposition " << dsl::word_of(r.disposition) << '\n';
    if (!r.question.empty()) out << "  question    " << r.question << '\n';
    if (!r.reason.empty()) out << "  reason      " << r.reason << '\n';
    out << "  rules       " << (r.rules.empty() ? "none" : join(r.rules, ", ")) << '\n';
}

void show_rule(dsl::rulebook const& book, dsl::rule const& r, std::ostream& out) {
    out << r.id << "  " << r.title << '\n';
    out << "  severity    " << word(r.severity) << '\n';
    // A rule about waivers serves no provision.
    if (auto const cited = shortened(provisions_of(book, r.implements)); !cited.empty())
        out << "  cites       " << join(cited, "; ") << '\n';
    out << "  looks at    " << r.cost << '\n';
    if (!r.after.empty()) {
        std::vector<std::string> ids;
        for (auto const i : r.after) ids.push_back(book.rules[i].id);
        out << "  after       " << join(ids, ", ") << '\n';
    }
    for (auto const& n : r.notes) out << "  note        " << n << '\n';
    auto const& file = book.files[r.at.file];
    out << "\n" << file.name() << ':' << file.position(r.at.where.begin).line << "\n\n" << file.slice(r.text) << "\n\n";
    constexpr std::size_t shown = 12;
    for (std::size_t i = 0; i < r.implements.size() && i < shown; ++i)
        if (auto const* q = book.find_requirement(r.implements[i])) show_requirement(*q, out);
    if (r.implements.size() > shown)
        out << "and " << r.implements.size() - shown
            << " requirements more, one for each field; `a6check rules coverage` "
            << "lists them\n";
}

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

// Ids and names as people type them.
std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

dsl::rule const* find_rule_as_typed(dsl::rulebook const& book, std::string const& id) {
    if (auto const* r = book.find_rule(id)) return r;
    for (auto const& r : book.rules)
        if (upper(r.id) == upper(id)) return &r;
    return nullptr;
}

int unknown_id(dsl::rulebook const& book, std::string const& id, std::ostream& err) {
    std::vector<std::string> ids;
    for (auto const& r : book.rules) ids.push_back(r.id);
    for (auto const& r : book.requirements) ids.push_back(r.id);
    for (auto const& l : book.model.lists) ids.push_back(l.name);
    std::string const near = dsl::closest(id, ids);
    err << "a6check: there is no rule, requirement or list `" << id << '`';
    if (!near.empty()) err << "; did you mean `" << near << "`?";
    err << "\n  help: `a6check rules list` prints them all\n";
    return 2;
}

}  // namespace

int run_rules_list(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const book = load_for(line, err);
    if (!book) return 2;
    out << book->name << ", version " << book->version;
    if (book->law_as_of) out << ", law as of " << dsl::to_string(*book->law_as_of);
    out << "\n\n";
    for (auto const& r : book->rules) {
        auto const cited = join(shortened(provisions_of(*book, r.implements)), "; ");
        out << fmt::format("{:<9} {:<8} {}{}\n", r.id, word(r.severity), r.title,
                           cited.empty() ? "" : "  [" + cited + "]");
    }
    out << '\n' << book->rules.size() << " rules, " << book->requirements.size() << " requirements\n";
    return 0;
}

int run_rules_show(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const book = load_for(line, err);
    if (!book) return 2;
    if (auto const* r = find_rule_as_typed(*book, line.id)) {
        show_rule(*book, *r, out);
        return 0;
    }
    for (auto const& list : book->model.lists)
        if (upper(list.name) == upper(line.id)) {
            show_list(list, out);
            return 0;
        }
    if (auto const* r = book->find_requirement(line.id)) {
        show_requirement(*r, out);
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

int run_explain(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const book = load_for(line, err);
    if (!book) return 2;
    std::string const rule_id = line.id.substr(0, line.id.find('/'));
    auto const* rule = find_rule_as_typed(*book, rule_id);
    if (!rule) {
        if (auto const* r = book->find_requirement(line.id)) {
            show_requirement(*r, out);
            return 0;
        }
        return unknown_id(*book, rule_id, err);
    }
    if (rule_id != line.id && line.report_file.empty())
        out << "To see the finding itself, give the JSON report that holds it: a6check explain " << line.id
            << " --report FILE\n\n";
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
            err << "a6check: the report holds no finding `" << line.id << "`\n";
            return 2;
        }
    }
    show_rule(*book, *rule, out);
    return 0;
}

}  // namespace a6::checker
