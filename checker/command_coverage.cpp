// `rules coverage` and `rules digests`: the account of the register, and the official words behind it.

#include "checker/commands.hpp"
#include "checker/official_text.hpp"
#include "checker/paragraph_path.hpp"
#include "checker/record_digests.hpp"
#include "checker/shipped_rules.hpp"
#include "dsl/diagnostic.hpp"
#include "reports/coverage.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

namespace a6::checker {

namespace {

namespace fs = std::filesystem;

reports::disposition converted(dsl::disposition d) {
    switch (d) {
        case dsl::disposition::encoded: return reports::disposition::encoded;
        case dsl::disposition::presence: return reports::disposition::presence;
        case dsl::disposition::question: return reports::disposition::question;
        case dsl::disposition::definition: return reports::disposition::definition;
        case dsl::disposition::secretariat: return reports::disposition::secretariat;
        case dsl::disposition::pending: return reports::disposition::pending;
        case dsl::disposition::open_reading: break;
    }
    return reports::disposition::open_reading;
}

std::string iso(std::optional<dsl::date> const& d) { return d ? dsl::to_string(*d) : std::string(); }

text_collection::result look_up(dsl::rulebook const& book, dsl::requirement::citation const& c,
                                text_collection& texts) {
    auto const* where = book.find_instrument(c.source);
    if (!where) return {text_collection::status::no_text, {}, "not in the collection"};
    return texts.find(*where, c.paragraph);
}

reports::cited_paragraph compared(dsl::rulebook const& book, dsl::requirement::citation const& c,
                                  text_collection* texts) {
    reports::cited_paragraph out;
    out.instrument = c.source;
    out.paragraph = c.paragraph;
    out.digest = c.digest;
    if (!texts) return out;
    auto const found = look_up(book, c, *texts);
    if (found.status == text_collection::status::found) {
        out.found_digest = digest_of(found.words);
        out.state = c.digest.empty()               ? reports::text_state::not_recorded
                    : c.digest == out.found_digest ? reports::text_state::unchanged
                                                   : reports::text_state::changed;
    } else {
        out.state = found.status == text_collection::status::not_found ? reports::text_state::not_found
                                                                       : reports::text_state::no_text;
        out.reason = found.reason;
    }
    return out;
}

// Instruments in the order of the rulebook; those that it does not declare behind them, by name.
std::vector<reports::covered_instrument> instruments_of(dsl::rulebook const& book) {
    std::vector<reports::covered_instrument> out;
    for (auto const& i : book.instruments) out.push_back({i.name, i.title, iso(i.adopted), {}});
    std::vector<std::string> others;
    for (auto const& r : book.requirements)
        for (auto const& s : r.sources)
            if (!book.find_instrument(s.source)) others.push_back(s.source);
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    for (auto const& name : others) out.push_back({name, {}, {}, {}});
    return out;
}

// Where a requirement stands in an instrument: at the first of the paragraphs it cites there.
std::string const& first_paragraph(reports::covered_instrument::entry const& e) {
    return *std::min_element(e.paragraphs.begin(), e.paragraphs.end(),
                             [](std::string const& a, std::string const& b) { return path_less(a, b); });
}

void place(reports::coverage& c) {
    for (auto& i : c.instruments) {
        for (std::size_t n = 0; n < c.requirements.size(); ++n) {
            reports::covered_instrument::entry e{n, {}, {}};
            for (auto const& s : c.requirements[n].sources)
                if (s.instrument == i.name) e.paragraphs.push_back(s.paragraph);
            if (e.paragraphs.empty()) continue;
            auto const& told = c.requirements[n].sources.front().instrument;
            if (told != i.name) e.told_under = told;
            i.entries.push_back(std::move(e));
        }
        std::stable_sort(i.entries.begin(), i.entries.end(), [](auto const& a, auto const& b) {
            return path_less(first_paragraph(a), first_paragraph(b));
        });
    }
    std::erase_if(c.instruments, [](reports::covered_instrument const& i) { return i.entries.empty(); });
}

// Requirements in the order in which the instruments tell them.
void sort_requirements(reports::coverage& c) {
    std::vector<reports::covered_requirement> sorted;
    std::vector<std::size_t> place_of(c.requirements.size());
    for (auto const& i : c.instruments)
        for (auto const& e : i.entries)
            if (e.told_under.empty()) {
                place_of[e.requirement] = sorted.size();
                sorted.push_back(std::move(c.requirements[e.requirement]));
            }
    for (auto& i : c.instruments)
        for (auto& e : i.entries) e.requirement = place_of[e.requirement];
    c.requirements = std::move(sorted);
}

reports::coverage coverage_of(dsl::rulebook const& book, text_collection* texts) {
    reports::coverage out;
    out.rulebook_name = book.name;
    out.rulebook_version = book.version;
    out.law_as_of = iso(book.law_as_of);
    out.compared = texts != nullptr;
    for (auto const& p : book.parts) out.parts.push_back({p.name, p.title});
    for (auto const& r : book.requirements) {
        reports::covered_requirement q;
        q.id = r.id;
        q.paraphrase = r.paraphrase;
        for (auto const& s : r.sources) q.sources.push_back(compared(book, s, texts));
        q.part = r.part;
        q.binds = r.binds;
        q.strength = r.strength;
        q.testable = r.testable;
        q.disposition = converted(r.disposition);
        q.rules = r.rules;
        q.question = r.question;
        q.reason = r.reason;
        q.from = iso(r.from);
        q.until = iso(r.until);
        out.requirements.push_back(std::move(q));
    }
    out.instruments = instruments_of(book);
    place(out);
    sort_requirements(out);
    return out;
}

bool is_folder(std::string const& folder, std::ostream& err) {
    std::error_code status;
    if (fs::is_directory(folder, status)) return true;
    err << "a6check: no folder of official texts at `" << folder << "`\n";
    return false;
}

// Unknown ids are said, with the nearest one.
bool all_known(dsl::rulebook const& book, std::vector<std::string> const& ids, std::ostream& err) {
    bool known = true;
    for (auto const& id : ids) {
        if (book.find_requirement(id)) continue;
        std::vector<std::string> names;
        for (auto const& r : book.requirements) names.push_back(r.id);
        std::string const near = dsl::closest(id, names);
        err << "a6check: there is no requirement `" << id << '`';
        if (!near.empty()) err << "; did you mean `" << near << "`?";
        err << '\n';
        known = false;
    }
    return known;
}

// Replaces a file as a whole, so that a full disk leaves the old one.
bool write_file(fs::path const& path, std::string const& text) {
    fs::path const fresh = path.string() + ".new";
    {
        std::ofstream out(fresh, std::ios::binary);
        out << text;
        out.close();
        if (!out) return false;
    }
    std::error_code status;
    fs::rename(fresh, path, status);
    return !status;
}

// Digests by the place of their requirement: file, then offset of the id.
using records = std::map<std::pair<dsl::file_index, std::uint32_t>, std::vector<digest_to_record>>;

int record(dsl::rulebook const& book, records const& wanted, std::string const& folder, std::ostream& err) {
    std::map<dsl::file_index, std::string> texts;
    std::size_t written = 0;
    std::size_t asked = 0;
    // From the end of each file, so that offsets stay true.
    for (auto it = wanted.rbegin(); it != wanted.rend(); ++it) {
        auto const& [file, offset] = it->first;
        auto const text = texts.emplace(file, book.files[file].text()).first;
        auto done = with_digests(std::move(text->second), offset, it->second);
        text->second = std::move(done.text);
        written += done.written;
        asked += it->second.size();
    }
    for (auto const& [file, text] : texts)
        if (!write_file(fs::path(folder) / book.files[file].name(), text)) {
            err << "a6check: cannot write `" << book.files[file].name() << "`\n";
            return 2;
        }
    err << "a6check: " << written << " digest(s) recorded in " << texts.size() << " file(s)\n";
    if (written >= asked) return 0;
    err << "a6check: " << asked - written << " digest(s) found no `source … para …` to stand behind\n";
    return 2;
}

}  // namespace

int run_rules_coverage(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const book = load_for(line, err);
    if (!book) return 2;
    if (!line.texts_folder.empty() && !is_folder(line.texts_folder, err)) return 2;
    text_collection texts(line.texts_folder);
    auto const coverage = coverage_of(*book, line.texts_folder.empty() ? nullptr : &texts);
    if (line.output_format == "json")
        reports::write_coverage_json(coverage, out);
    else
        reports::write_coverage_text(coverage, out);
    bool const good =
        coverage.count(reports::text_state::changed) == 0 && coverage.count(reports::text_state::not_found) == 0;
    return good ? 0 : 1;
}

int run_rules_digests(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const book = load_for(line, err);
    if (!book || !is_folder(line.texts_folder, err) || !all_known(*book, line.ids, err)) return 2;
    text_collection texts(line.texts_folder);
    records wanted;
    int code = 0;
    for (auto const& r : book->requirements) {
        bool const named = std::find(line.ids.begin(), line.ids.end(), r.id) != line.ids.end();
        if (!line.ids.empty() && !named) continue;
        for (auto const& s : r.sources) {
            auto const p = compared(*book, s, &texts);
            out << r.id << '\t' << s.source << '\t' << s.paragraph << '\t'
                << (p.reason.empty() ? p.found_digest : p.reason) << '\n';
            if (p.state == reports::text_state::not_found) code = 1;
            if (!line.record || p.found_digest.empty() || p.state == reports::text_state::unchanged) continue;
            if (p.state == reports::text_state::changed && !named) {
                err << "a6check: " << r.id << ": the words of " << s.source << " para " << s.paragraph
                    << " have changed; read them, then give the id to record them\n";
                code = 1;
                continue;
            }
            wanted[{r.at.file, r.at.where.begin}].push_back({s.source, s.paragraph, p.found_digest});
        }
    }
    if (!line.record) return code;
    int const recorded = record(*book, wanted, rules_folder(line), err);
    return recorded != 0 ? recorded : code;
}

}  // namespace a6::checker
