// The register: parts of the rulebook, instruments of law, requirements and what becomes of each.

#include "dsl/lower_context.hpp"

#include <algorithm>
#include <set>

namespace a6::dsl {

namespace {

template <class T>
std::vector<std::string> ids_of(std::vector<T> const& items) {
    std::vector<std::string> ids;
    for (auto const& item : items) ids.push_back(item.id);
    return ids;
}

std::string joined_or_empty(std::optional<syntax::text> const& t) { return t ? t->joined() : std::string(); }
std::string for_people(std::optional<syntax::text> const& t) { return t ? t->for_people() : std::string(); }

void lower_part(lower_context& c, file_index f, syntax::part_declaration const& d) {
    for (auto const& p : c.book.parts)
        if (p.name == d.name.text) {
            c.error(f, d.name.where, "R202", "part `" + d.name.text + "` is declared twice");
            return;
        }
    part p;
    p.name = d.name.text;
    p.title = d.title.for_people();
    for (auto const& t : d.cites) p.cites.push_back(t.joined());
    p.at = {f, d.name.where};
    c.book.parts.push_back(std::move(p));
}

void lower_instrument(lower_context& c, file_index f, syntax::instrument_declaration const& d) {
    std::string const name = d.name.joined();
    if (c.book.find_instrument(name)) {
        c.error(f, d.name.where, "R202", "instrument `" + name + "` is declared twice");
        return;
    }
    instrument i;
    i.name = name;
    i.title = for_people(d.title);
    i.file = joined_or_empty(d.file);
    i.section = joined_or_empty(d.section);
    i.adopted = resolve_date(c, f, d.adopted);
    i.at = {f, d.name.where};
    c.book.instruments.push_back(std::move(i));
}

disposition disposition_of(std::string const& word) {
    if (word == "presence") return disposition::presence;
    if (word == "question") return disposition::question;
    if (word == "definition") return disposition::definition;
    if (word == "secretariat") return disposition::secretariat;
    if (word == "pending") return disposition::pending;
    if (word == "open") return disposition::open_reading;
    return disposition::encoded;
}

bool is_digest(std::string const& text) {
    return text.size() == 16 && std::all_of(text.begin(), text.end(), [](char ch) {
               return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'f');
           });
}

void lower_sources(lower_context& c, file_index f, requirement& r, syntax::requirement_declaration const& d) {
    auto const did_you_mean_instrument = [&](std::string const& word) {
        std::vector<std::string> names;
        for (auto const& i : c.book.instruments) names.push_back(i.name);
        return did_you_mean(word, names);
    };
    for (auto const& s : d.sources) {
        r.sources.push_back({s.source.joined(), s.paragraph.joined(), joined_or_empty(s.digest)});
        auto const& source = r.sources.back();
        if (!c.book.instruments.empty() && !c.book.find_instrument(source.source))
            c.error(f, s.source.where, "R201", "unknown instrument `" + source.source + "`",
                    did_you_mean_instrument(source.source));
        if (s.digest && !is_digest(source.digest))
            c.error(f, s.digest->where, "R106", "a digest has 16 hexadecimal digits",
                    "`a6check rules digests` prints it");
    }
    if (r.sources.empty())
        c.error(f, d.id.where, "R401", "requirement `" + r.id + "` cites no paragraph", "add `source … para …`");
    r.from = resolve_date(c, f, d.valid.from);
    r.until = resolve_date(c, f, d.valid.until);
    if (!r.from && !r.sources.empty())
        if (auto const* i = c.book.find_instrument(r.sources.front().source)) r.from = i->adopted;
}

void lower_requirement(lower_context& c, file_index f, syntax::requirement_declaration const& d) {
    if (!c.requirements.insert(d.id.text).second) {
        c.error(f, d.id.where, "R202", "requirement `" + d.id.text + "` is declared twice");
        return;
    }
    requirement r;
    r.id = d.id.text;
    r.paraphrase = d.paraphrase.for_people();
    lower_sources(c, f, r, d);
    for (auto const& name : d.answered_in) {
        auto const& reports = c.book.model.reports;
        if (auto const report = c.book.model.find_report(name.text); report != no_index) {
            r.answered_in.push_back(report);
            continue;
        }
        std::vector<std::string> names;
        for (auto const& known : reports) names.push_back(known.name);
        c.error(f, name.where, "R201", "unknown report `" + name.text + "`", did_you_mean(name.text, names));
    }
    for (auto const& b : d.binds) r.binds.push_back(b.text);
    r.strength = d.strength ? d.strength->text : std::string("shall");
    r.testable = d.testable ? d.testable->text : std::string("full");
    r.testable_note = joined_or_empty(d.testable_note);
    for (auto const& n : d.notes) r.notes.push_back(n.joined());
    r.at = {f, d.id.where};
    r.part = d.part ? d.part->text : std::string();
    auto const& parts = c.book.parts;
    bool const known = std::any_of(parts.begin(), parts.end(), [&](dsl::part const& p) { return p.name == r.part; });
    if (!parts.empty() && !known) {
        std::vector<std::string> names;
        for (auto const& p : parts) names.push_back(p.name);
        if (d.part)
            c.error(f, d.part->where, "R201", "unknown part `" + r.part + "`", did_you_mean(r.part, names));
        else
            c.error(f, d.id.where, "R401", "requirement `" + r.id + "` belongs to no part of the rulebook",
                    "add `part NAME`");
    }
    if (d.dispositions.size() > 1)
        c.error(f, d.dispositions[1].kind.where, "R202", "requirement `" + r.id + "` is disposed of twice",
                "keep one: encoded, presence, question, definition, secretariat, pending or open reading");
    if (!d.dispositions.empty()) {
        auto const& chosen = d.dispositions.front();
        r.disposition = disposition_of(chosen.kind.text);
        for (auto const& rule : chosen.rules) r.rules.push_back(rule.text);
        bool const asks = r.disposition == disposition::presence || r.disposition == disposition::question;
        (asks ? r.question : r.reason) = for_people(chosen.words);
    }
    c.book.requirements.push_back(std::move(r));
}

}  // namespace

void unknown_requirement(lower_context& c, location at, std::string const& id) {
    c.error(at.file, at.where, "R201", "unknown requirement `" + id + "`",
            did_you_mean(id, ids_of(c.book.requirements)));
}

void lower_register(lower_context& c, std::vector<syntax::file> const& files) {
    each<syntax::part_declaration>(files, [&](file_index f, auto const& d, span) { lower_part(c, f, d); });
    each<syntax::instrument_declaration>(files, [&](file_index f, auto const& d, span) { lower_instrument(c, f, d); });
    each<syntax::requirement_declaration>(files,
                                          [&](file_index f, auto const& d, span) { lower_requirement(c, f, d); });
    for (auto const& t : c.book.model.tables)
        for (auto const& field : t.fields)
            for (auto const& id : field.serves)
                if (!c.requirements.count(id)) unknown_requirement(c, field.at, id);
}

void check_register(lower_context& c, std::vector<syntax::file> const& files) {
    std::set<std::string> disposed;
    std::size_t declared = 0;
    each<syntax::requirement_declaration>(files, [&](file_index, syntax::requirement_declaration const& d, span) {
        ++declared;
        if (!d.dispositions.empty()) disposed.insert(d.id.text);
    });
    std::unordered_map<std::string_view, std::set<std::string_view>> serving_rules;
    for (auto const& rule : c.book.rules)
        for (auto const& id : rule.implements) serving_rules[id].insert(rule.id);
    // A rulebook without a register says nowhere what becomes of a requirement: the rules that serve it decide it.
    bool const has_register = !disposed.empty();
    for (auto& r : c.book.requirements) {
        auto const& serving = serving_rules[r.id];
        if (!has_register) {
            r.rules.assign(serving.begin(), serving.end());
        } else if (!disposed.count(r.id)) {
            c.out.error(
                "R406", r.at, "requirement `" + r.id + "` does not say what becomes of it",
                "add `encoded by …`, `presence by … question …`, `question …`, `definition …`, `secretariat …`, "
                "`pending …` or `open reading …`");
        } else {
            std::set<std::string_view> const listed(r.rules.begin(), r.rules.end());
            for (auto const listed_id : listed) {
                if (serving.count(listed_id)) continue;
                std::string const id(listed_id);
                if (!c.book.find_rule(id))
                    c.out.error("R201", r.at, "requirement `" + r.id + "` names an unknown rule `" + id + "`",
                                did_you_mean(id, ids_of(c.book.rules)));
                else
                    c.out.error("R406", r.at, "rule `" + id + "` does not say that it serves `" + r.id + "`",
                                "add it to the rule's `implements`, or take the rule from the requirement");
            }
            for (auto const id : serving)
                if (!listed.count(id))
                    c.out.error(
                        "R406", r.at,
                        "requirement `" + r.id + "` does not name rule `" + std::string(id) + "`, which serves it",
                        "add it to the requirement's rules, or take the requirement from the rule");
        }
        std::sort(r.rules.begin(), r.rules.end(), natural_less);
    }
}

// "SUB-2" before "SUB-10": digits compare as numbers.
bool natural_less(std::string const& a, std::string const& b) {
    std::size_t i = 0;
    std::size_t j = 0;
    auto digit = [](char ch) { return ch >= '0' && ch <= '9'; };
    while (i < a.size() && j < b.size()) {
        if (digit(a[i]) && digit(b[j])) {
            std::size_t ie = i;
            std::size_t je = j;
            while (ie < a.size() && digit(a[ie])) ++ie;
            while (je < b.size() && digit(b[je])) ++je;
            std::string x = a.substr(i, ie - i);
            std::string y = b.substr(j, je - j);
            x.erase(0, std::min(x.find_first_not_of('0'), x.size() - 1));
            y.erase(0, std::min(y.find_first_not_of('0'), y.size() - 1));
            if (x.size() != y.size()) return x.size() < y.size();
            if (x != y) return x < y;
            i = ie;
            j = je;
        } else {
            if (a[i] != b[j]) return a[i] < b[j];
            ++i;
            ++j;
        }
    }
    return a.size() - i < b.size() - j;
}

char const* word_of(disposition d) {
    switch (d) {
        case disposition::encoded: return "encoded";
        case disposition::presence: return "presence";
        case disposition::question: return "question";
        case disposition::definition: return "definition";
        case disposition::secretariat: return "secretariat";
        case disposition::pending: return "pending";
        case disposition::open_reading: break;
    }
    return "open_reading";
}

instrument const* rulebook::find_instrument(std::string_view instrument_name) const {
    auto const it = std::find_if(instruments.begin(), instruments.end(),
                                 [&](instrument const& i) { return i.name == instrument_name; });
    return it == instruments.end() ? nullptr : &*it;
}

}  // namespace a6::dsl
