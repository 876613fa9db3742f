#include "checker/show_rule.hpp"

#include "checker/join.hpp"
#include "checker/row_judge.hpp"
#include "checker/run.hpp"
#include "dsl/rule_cost.hpp"
#include "reports/escape.hpp"
#include "reports/phrases.hpp"

#include <algorithm>

namespace a6::checker {

namespace {

// Lines of a name and a value, the values below each other.
class listing {
public:
    listing(reports::language const& say, std::ostream& out) : say_(say), out_(out) {
        for (char const* name : names) width_ = std::max(width_, reports::display_width(say(name)) + 1);
    }

    void line(char const* name, std::string const& value) const {
        std::string const said = say_(name);
        out_ << "  " << said << std::string(width_ - reports::display_width(said), ' ') << value << '\n';
    }

    static constexpr char const* severity = reports::for_translation("severity");
    static constexpr char const* cites = reports::for_translation("cites");
    static constexpr char const* looks_at = reports::for_translation("looks at");
    static constexpr char const* after = reports::for_translation("after");
    static constexpr char const* note = reports::for_translation("note");
    static constexpr char const* source = reports::for_translation("source");
    static constexpr char const* binds = reports::for_translation("binds");
    static constexpr char const* strength = reports::for_translation("strength");
    static constexpr char const* testable = reports::for_translation("testable");
    static constexpr char const* part = reports::for_translation("part");
    static constexpr char const* in_force = reports::for_translation("in force");
    static constexpr char const* disposition = reports::for_translation("disposition");
    static constexpr char const* question = reports::for_translation("question");
    static constexpr char const* reason = reports::for_translation("reason");
    static constexpr char const* rules = reports::for_translation("rules");

private:
    static constexpr char const* names[] = {severity, cites, looks_at, after,       note,     source, binds, strength,
                                            testable, part,  in_force, disposition, question, reason, rules};

    reports::language const& say_;
    std::ostream& out_;
    std::size_t width_ = 12;
};

std::string in_force_words(dsl::requirement const& r, reports::language const& say) {
    std::string const from = dsl::to_string(*r.from);
    return r.until ? say("from {} until {}", from, dsl::to_string(*r.until)) : say("from {}", from);
}

}  // namespace

std::string severity_words(dsl::rule_severity s, reports::language const& say) {
    return reports::severity_words(severity_of(s), say);
}

std::vector<std::string> shortened(std::vector<std::string> provisions, reports::language const& say) {
    constexpr std::size_t shown = 6;
    if (provisions.size() <= shown) return provisions;
    std::size_t const more = provisions.size() - shown;
    provisions.resize(shown);
    provisions.push_back(say.counted(more, "and {} more", "and {} more"));
    return provisions;
}

void show_requirement(dsl::rulebook const& book, dsl::requirement const& r, reports::language const& say,
                      std::ostream& out) {
    out << r.id << "  " << r.paraphrase << '\n';
    listing const list(say, out);
    for (auto const& source : provisions_of(book, {r.id})) list.line(listing::source, source);
    list.line(listing::binds, join(r.binds, ", "));
    list.line(listing::strength, r.strength);
    list.line(listing::testable, r.testable_note.empty() ? r.testable : say("{}: {}", r.testable, r.testable_note));
    for (auto const& n : r.notes) list.line(listing::note, n);
    if (!r.part.empty()) list.line(listing::part, r.part);
    if (r.from) list.line(listing::in_force, in_force_words(r, say));
    list.line(listing::disposition, dsl::word_of(r.disposition));
    if (!r.question.empty()) list.line(listing::question, r.question);
    if (!r.reason.empty()) list.line(listing::reason, r.reason);
    list.line(listing::rules, r.rules.empty() ? say("none") : join(r.rules, ", "));
}

void show_rule(dsl::rulebook const& book, dsl::rule const& r, reports::language const& say, std::ostream& out) {
    out << r.id << "  " << r.title << '\n';
    listing const list(say, out);
    list.line(listing::severity, severity_words(r.severity, say));
    // A rule about waivers serves no provision.
    if (auto const cited = shortened(provisions_of(book, r.implements), say); !cited.empty())
        list.line(listing::cites, join(cited, say("; ")));
    list.line(listing::looks_at, dsl::cost_of(book, r));
    if (!r.after.empty()) {
        std::vector<std::string> ids;
        for (auto const i : r.after) ids.push_back(book.rules[i].id);
        list.line(listing::after, join(ids, ", "));
    }
    for (auto const& n : r.notes) list.line(listing::note, n);
    auto const& file = book.files[r.at.file];
    out << "\n" << file.name() << ':' << file.position(r.at.where.begin).line << "\n\n" << file.slice(r.text) << "\n\n";
    constexpr std::size_t shown = 12;
    for (std::size_t i = 0; i < r.implements.size() && i < shown; ++i)
        if (auto const* q = book.find_requirement(r.implements[i])) show_requirement(book, *q, say, out);
    if (r.implements.size() > shown)
        out << say.counted(r.implements.size() - shown,
                           "and {} requirement more, one for each field; `a6check rules coverage` lists them",
                           "and {} requirements more, one for each field; `a6check rules coverage` lists them")
            << '\n';
}

}  // namespace a6::checker
