// `rules texts`: what a translator has to translate, and what a language lacks of it. The build runs it for every
// language that comes with the rulebook.

#include "checker/commands.hpp"
#include "checker/languages.hpp"
#include "checker/shipped_rules.hpp"
#include "dsl/rulebook.hpp"

#include <map>
#include <string_view>
#include <unordered_map>

namespace a6::checker {

namespace {

std::string place_of(dsl::text_list const& list, dsl::location at) {
    auto const& file = list.files[at.file];
    return file.name() + ':' + std::to_string(file.position(at.where.begin).line);
}

std::string po_text(std::string_view text) {
    std::string out = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

// Each text once, where it stands first, with all its places.
struct wanted_text {
    dsl::text_for_people const* first = nullptr;
    std::vector<std::string> places;
    bool is_need = false;
};
std::vector<wanted_text> wanted_of(dsl::text_list const& list) {
    std::vector<wanted_text> out;
    std::unordered_map<std::string_view, std::size_t> index;
    for (auto const& t : list.texts) {
        auto const [it, fresh] = index.try_emplace(t.text, out.size());
        if (fresh) out.push_back({&t, {}, false});
        auto& all = out[it->second];
        all.places.push_back(place_of(list, t.at));
        all.is_need = all.is_need || t.is_need;
    }
    return out;
}

void write_template(dsl::text_list const& list, std::ostream& out) {
    out << "msgid \"\"\nmsgstr \"\"\n\"Language: \\n\"\n\"MIME-Version: 1.0\\n\"\n"
           "\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n"
           "\"Plural-Forms: \\n\"\n";
    for (auto const& text : wanted_of(list)) {
        out << "\n#. " << text.first->what << "\n#:";
        for (auto const& place : text.places) out << ' ' << place;
        out << "\nmsgid " << po_text(text.first->text) << "\nmsgstr \"\"\n";
    }
}

// What a language has and lacks. Nothing is written for what is in order.
class review {
public:
    review(std::string folder, std::string code, std::ostream& out)
        : folder_(std::move(folder)), code_(std::move(code)), out_(out) {}

    void check_rulebook(dsl::text_list const& list) {
        auto const file = read(rulebook_texts);
        tell("wrong", file.problems);
        if (!file.problems.empty()) return;
        auto const wanted = wanted_of(list);
        std::unordered_map<std::string_view, reports::po_entry const*> said;
        for (auto const& entry : file.entries)
            if (reports::is_translated(entry)) said.emplace(entry.text, &entry);
        std::map<std::string_view, std::string_view> needs;  // by translation
        for (auto const& text : wanted) {
            auto const found = said.find(text.first->text);
            if (found == said.end()) {
                tell("missing", text.places.front() + ": " + text.first->what + ": `" + text.first->text + '`');
                continue;
            }
            ++translated_;
            if (!text.is_need) continue;
            auto const& words = found->second->said.front();
            auto const [other, fresh] = needs.emplace(words, text.first->text);
            if (!fresh)
                tell("wrong", file.place(*found->second) + ": `" + words + "` stands for two needs, this one and `" +
                                  std::string(other->second) + "`; a run could not tell them apart");
        }
        check_translated(file);
        std::unordered_map<std::string_view, bool> known;
        for (auto const& text : wanted) known.emplace(text.first->text, true);
        for (auto const& entry : file.entries)
            if (!known.count(entry.text)) tell("unused", file.place(entry) + ": `" + entry.text + '`');
    }

    // `pot`: a template of the program's texts; empty: they are only read.
    void check_program(std::string const& pot) {
        auto const file = read(program_texts);
        auto const problems = reports::read_catalogue(code_, file).problems;
        tell("wrong", problems);
        if (!problems.empty() || pot.empty()) return;
        auto const all = reports::read_po(pot, pot.substr(pot.rfind('/') + 1), reports::po_kind::pot);
        tell("wrong", all.problems);
        if (!all.problems.empty()) return;
        auto const missing = reports::missing_in(file, all);
        tell("missing", missing);
        tell("unused", reports::unused_in(file, all));
        translated_ += all.entries.size() - missing.size();
    }

    // 1 where something is missing or wrong.
    int finish() {
        out_ << code_ << ": " << translated_ << " texts translated, " << counts_["missing"] << " missing, "
             << counts_["wrong"] << " wrong, " << counts_["unused"] << " unused\n";
        return counts_["missing"] + counts_["wrong"] == 0 ? 0 : 1;
    }

private:
    reports::po_file read(char const* file) const {
        return reports::read_po(language_file(folder_, code_, file), shown_language_file(code_, file));
    }

    void tell(char const* what, std::string const& text) {
        out_ << what << "  " << text << '\n';
        ++counts_[what];
    }
    void tell(char const* what, std::vector<std::string> const& texts) {
        for (auto const& text : texts) tell(what, text);
    }

    // Translated and lowered, as a run would do it.
    void check_translated(reports::po_file const& file) {
        auto const loaded = dsl::load_rulebook(folder_, translator_of(file));
        for (auto const& d : loaded.problems.sorted())
            if (d.level == dsl::diagnostic_level::error) tell("wrong", dsl::render(d, loaded.files));
        if (loaded.book) check_labels(file, loaded.book->model);
    }

    // An empty cell is told by the labels of its field and its table.
    void check_labels(reports::po_file const& file, dsl::data_model const& model) {
        auto const tell_alike = [&](auto const& all, std::string const& where) {
            std::map<std::string_view, std::string_view> headings;  // by label
            for (auto const& x : all)
                if (auto const [other, fresh] = headings.emplace(x.label, x.heading);
                    !fresh && other->second != x.heading)
                    tell("wrong", file.name + ": `" + x.heading + "` and `" + std::string(other->second) +
                                      "` are both `" + x.label + "`" + where);
        };
        tell_alike(model.tables, {});
        for (auto const& t : model.tables) tell_alike(t.fields, ", in one table");
    }

    std::string folder_;
    std::string code_;
    std::ostream& out_;
    std::size_t translated_ = 0;
    std::map<std::string, std::size_t> counts_;
};

}  // namespace

int run_rules_texts(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const folder = rules_folder(line);
    auto const list = dsl::texts_of_rulebook(folder);
    if (!list.failure.empty()) {
        err << "a6check: " << list.failure << '\n';
        return 2;
    }
    for (auto const& d : list.problems.sorted()) err << dsl::render(d, list.files) << '\n';
    if (list.problems.has_errors()) return 2;
    if (line.language == "en") {
        write_template(list, out);
        return 0;
    }
    review of(folder, line.language, out);
    of.check_rulebook(list);
    of.check_program(line.template_file);
    return of.finish();
}

}  // namespace a6::checker
