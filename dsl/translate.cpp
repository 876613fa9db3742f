#include "dsl/translate.hpp"

#include "dsl/lexical.hpp"
#include "dsl/parse.hpp"
#include "dsl/print.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace a6::dsl {

namespace {

using syntax::expression;
using syntax::expression_kind;

// What becomes of the texts that a walk comes to.
class text_handler {
public:
    virtual ~text_handler() = default;
    // `shown` is what people will read, where it is given.
    virtual void text(std::string const& written, std::optional<std::string>& shown, std::string const& what,
                      span where) = 0;
    // `rule`: the rule that the message stands in; else nullptr.
    virtual void message(syntax::message& m, std::string const& what, bool is_need, syntax::rule_declaration* rule) = 0;

    file_index file = 0;
};

// Letters of any alphabet.
bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

bool has_words(syntax::message const& m) {
    return std::any_of(m.pieces.begin(), m.pieces.end(),
                       [](auto const& piece) { return !piece.hole && has_letter(piece.literal); });
}

// Brings every text for people of a declaration to a handler.
class walk {
public:
    explicit walk(text_handler& handler) : to_(handler) {}

    void operator()(syntax::unit_declaration& d) { text(d.label, "label of unit " + d.name.text); }
    void operator()(syntax::list_declaration& d) {
        text(d.title, "title of list " + d.name.text);
        for (auto& c : d.codes)
            if (!c.named.empty()) text(c.named.front(), "name of " + c.value.joined() + " in list " + d.name.text);
    }
    void operator()(syntax::report_declaration& d) {
        to_.text(lexical::name_in_words(d.name.text), d.shown_name, "name of report " + d.name.text, d.name.where);
        text(d.title, "title of report " + d.name.text);
    }
    void operator()(syntax::table_declaration& d) {
        text(d.label, "label of table " + d.name.text);
        for (auto& member : d.members) {
            if (auto* f = std::get_if<syntax::field_declaration>(&member))
                text(f->label, "label of " + d.name.text + '.' + f->name.text);
            if (auto* v = std::get_if<syntax::derived_declaration>(&member))
                text(v->label, "label of " + d.name.text + '.' + v->name.text);
            if (auto* r = std::get_if<syntax::reference_declaration>(&member))
                lookup(r->value, d.name.text + '.' + r->name.text, nullptr);
        }
    }
    void operator()(syntax::part_declaration& d) { text(d.title, "title of part " + d.name.text); }
    void operator()(syntax::instrument_declaration& d) { text(d.title, "title of " + d.name.joined()); }
    void operator()(syntax::requirement_declaration& d) {
        text(d.paraphrase, "what " + d.id.text + " requires");
        for (auto& c : d.dispositions) text(c.words, c.kind.text + " of " + d.id.text);
    }
    void operator()(syntax::param_declaration&) {}
    void operator()(syntax::lifecycle_declaration& d) {
        text(d.title, "title of " + d.name.text);
        d.shown_states.clear();
        for (auto const& s : d.states) {
            std::string const written = lexical::name_in_words(s.text);
            std::optional<std::string> shown;
            to_.text(written, shown, "state of " + d.name.text, s.where);
            d.shown_states.push_back(shown.value_or(written));
        }
        message(d.known_otherwise, "need of " + d.name.text, true);
        for (auto& m : d.moves) message(m.tells, "move of " + d.name.text);
        shown(d.shown, d.name.text);
        for (auto& s : d.sightings) {
            message(s.tells, "sighting of " + d.name.text);
            shown(s.shown, d.name.text);
        }
    }
    void operator()(syntax::define_declaration&) {}
    void operator()(syntax::document_declaration& d) { to_.message(d.text, "document " + d.name.text, true, nullptr); }
    void operator()(syntax::rule_declaration& d) {
        std::string const of = d.id.text;
        text(d.title, "title of " + of);
        for (auto& l : d.lets)
            if (auto* k = std::get_if<syntax::lookup>(&l.value)) lookup(*k, of, &d);
        for (auto& n : d.norms) {
            for (auto& need : n.otherwise) message(need.text, "need of " + of, true, &d);
            message(n.message, "message of " + of, false, &d);
            text(n.remedy, "remedy of " + of);
        }
        message(d.message, "message of " + of, false, &d);
        text(d.remedy, "remedy of " + of);
    }

private:
    void text(syntax::text& t, std::string const& what) { to_.text(t.joined(), t.shown, what, t.where); }
    void text(std::optional<syntax::text>& t, std::string const& what) {
        if (t) text(*t, what);
    }
    void message(std::optional<syntax::message>& m, std::string const& what, bool is_need = false,
                 syntax::rule_declaration* rule = nullptr) {
        if (m) to_.message(*m, what, is_need, rule);
    }
    void lookup(syntax::lookup& l, std::string const& of, syntax::rule_declaration* rule) {
        message(l.otherwise, "need of " + of, true, rule);
    }
    void shown(std::vector<syntax::shown_value>& all, std::string const& of) {
        for (auto& s : all) text(s.label, "value shown of " + of);
    }

    text_handler& to_;
};

void walk_over(std::vector<syntax::file>& files, text_handler& handler) {
    walk visit(handler);
    for (auto& file : files) {
        handler.file = file.index;
        // Declarations that a handler adds are copies, whose texts are done.
        for (std::size_t i = 0, count = file.declarations.size(); i < count; ++i) {
            auto value = std::move(file.declarations[i].value);
            std::visit([&](auto& d) { visit(d); }, value);
            file.declarations[i].value = std::move(value);
        }
    }
}

// Where the texts of an expression's value are written: in itself, in its branches, in a define or a let.
class speech {
public:
    explicit speech(std::vector<syntax::file> const& files) {
        for (auto const& file : files)
            for (auto const& d : file.declarations)
                if (auto const* x = std::get_if<syntax::define_declaration>(&d.value))
                    defines_.try_emplace(x->name.text, definition{file.index, *x});
    }

    struct definition {
        file_index file;
        syntax::define_declaration declaration;
    };

    // Calls f(text, file) for every text that the value of `e` may be.
    template <class Function>
    void each_text(expression const& e, file_index file, syntax::rule_declaration const* rule, Function const& f,
                   int depth = 0) const {
        if (depth > most_steps) return;
        if (e.kind == expression_kind::text) f(e, file);
        if (e.kind == expression_kind::conditional)
            for (std::size_t i : {1U, 2U}) each_text(e.children[i], file, rule, f, depth + 1);
        if (auto const* d = define_of(e)) each_text(d->declaration.value, d->file, nullptr, f, depth + 1);
        if (auto const* let = let_of(e, rule)) each_text(*let, file, rule, f, depth + 1);
    }

    definition const* define_of(expression const& e) const {
        if (e.kind != expression_kind::call) return nullptr;
        auto const found = defines_.find(e.text);
        return found == defines_.end() || found->second.declaration.type.kind != "text" ? nullptr : &found->second;
    }
    static expression const* let_of(expression const& e, syntax::rule_declaration const* rule) {
        if (!rule || e.kind != expression_kind::name) return nullptr;
        for (auto const& l : rule->lets)
            if (l.name.text == e.text) return std::get_if<expression>(&l.value);
        return nullptr;
    }

private:
    // Definitions that call each other are refused when the rulebook is lowered.
    static constexpr int most_steps = 64;

    std::unordered_map<std::string, definition> defines_;
};

class collector : public text_handler {
public:
    explicit collector(std::vector<syntax::file> const& files) : speech_(files) {}

    void text(std::string const& written, std::optional<std::string>&, std::string const& what, span where) override {
        add(written, what, {file, where}, false);
    }
    void message(syntax::message& m, std::string const& what, bool is_need, syntax::rule_declaration* rule) override {
        if (has_words(m)) out_.push_back({m.whole.joined(), what, {file, m.whole.where}, is_need});
        for (auto const& piece : m.pieces)
            if (piece.hole)
                speech_.each_text(*piece.hole, file, rule, [&](expression const& e, file_index in) {
                    add(e.text, "value in " + what, {in, e.where}, false);
                });
    }

    std::vector<text_for_people> take() { return std::move(out_); }

private:
    void add(std::string const& written, std::string const& what, location at, bool is_need) {
        if (has_letter(written)) out_.push_back({written, what, at, is_need});
    }

    speech speech_;
    std::vector<text_for_people> out_;
};

class speaker : public text_handler {
public:
    speaker(std::vector<syntax::file> const& files, translator const& say, diagnostics& out)
        : speech_(files), say_(say), out_(out) {}

    void text(std::string const& written, std::optional<std::string>& shown, std::string const&, span) override {
        if (auto const said = say_(written)) shown = said->text;
    }

    void message(syntax::message& m, std::string const&, bool, syntax::rule_declaration* rule) override {
        auto const said = say_(m.whole.joined());
        if (!said && has_words(m)) return;
        auto shown = said ? rearranged(m, *said) : as_written(m);
        for (auto& piece : shown)
            if (piece.hole) speak(*piece.hole, rule);
        m.shown = std::move(shown);
    }

    // Copies of definitions that give their texts in the other language.
    std::vector<std::pair<file_index, syntax::define_declaration>> take_defines() { return std::move(defines_); }

private:
    using pieces = std::vector<syntax::message_piece>;

    static pieces as_written(syntax::message const& m) {
        pieces out = m.pieces;
        std::size_t place = 0;
        for (auto& piece : out)
            if (piece.hole) piece.place = place++;
        return out;
    }

    // The pieces of the translation, with the holes of the text itself in place of its own.
    pieces rearranged(syntax::message const& m, translated_text const& said) {
        diagnostics problems;
        auto translation = parse_message(said.text, problems);
        if (!translation) {
            auto const all = problems.sorted();
            error(m, "the translation at " + said.place + " is no message" +
                         (all.empty() ? std::string() : ": " + all.front().message));
            return {};
        }
        std::vector<expression const*> left;
        for (auto const& piece : m.pieces)
            if (piece.hole) left.push_back(&*piece.hole);
        for (auto& piece : translation->pieces) {
            if (!piece.hole) continue;
            auto const same = std::find_if(left.begin(), left.end(),
                                           [&](expression const* e) { return e && same_tree(*e, *piece.hole); });
            if (same == left.end()) {
                error(m, "the translation at " + said.place + " has `{" + print(*piece.hole) +
                             "}`, which the text has not, or not as often");
                return {};
            }
            piece.place = static_cast<std::size_t>(same - left.begin());
            piece.hole = **same;
            *same = nullptr;
        }
        for (auto const* e : left)
            if (e) {
                error(m, "the translation at " + said.place + " lacks `{" + print(*e) + "}`");
                return {};
            }
        return std::move(translation->pieces);
    }

    void error(syntax::message const& m, std::string message) {
        out_.error("R408", {file, m.whole.where}, std::move(message),
                   "copy the holes of the text into its translation, each as often, in any order");
    }

    // Its texts in the other language, where its value may be one.
    void speak(expression& e, syntax::rule_declaration* rule) {
        bool any = false;
        speech_.each_text(e, file, rule, [&](expression const& text, file_index) { any = any || say_(text.text); });
        if (!any) return;
        if (e.kind == expression_kind::text) {
            if (auto const said = say_(e.text)) e.text = said->text;
        } else if (e.kind == expression_kind::conditional) {
            speak(e.children[1], rule);
            speak(e.children[2], rule);
        } else if (auto const* d = speech_.define_of(e)) {
            e.text = copy_of(*d);
        } else if (auto const* let = speech::let_of(e, rule)) {
            e.text = copy_of(e.text, *let, *rule);
        }
    }

    // A name that no author can write.
    static std::string copied(std::string const& name) { return name + " in words"; }

    std::string copy_of(speech::definition const& d) {
        auto const& name = d.declaration.name.text;
        if (std::find(copied_.begin(), copied_.end(), name) == copied_.end()) {
            copied_.push_back(name);
            auto copy = d.declaration;
            copy.name.text = copied(name);
            speak(copy.value, nullptr);
            defines_.emplace_back(d.file, std::move(copy));
        }
        return copied(name);
    }

    std::string copy_of(std::string const& name, expression const& value, syntax::rule_declaration& rule) {
        std::string const own = copied(name);
        bool const there =
            std::any_of(rule.lets.begin(), rule.lets.end(), [&](auto const& l) { return l.name.text == own; });
        if (there) return own;
        syntax::let_clause copy{{own, value.where}, value};
        speak(std::get<expression>(copy.value), &rule);
        rule.lets.push_back(std::move(copy));
        return own;
    }

    speech speech_;
    translator const& say_;
    diagnostics& out_;
    std::vector<std::string> copied_;
    std::vector<std::pair<file_index, syntax::define_declaration>> defines_;
};

}  // namespace

std::vector<text_for_people> texts_for_people(std::vector<syntax::file> const& files) {
    collector all(files);
    auto copy = files;
    walk_over(copy, all);
    return all.take();
}

void translate(std::vector<syntax::file>& files, translator const& say, diagnostics& out) {
    speaker all(files, say, out);
    walk_over(files, all);
    for (auto& found : all.take_defines()) {
        auto const index = found.first;
        auto const file = std::find_if(files.begin(), files.end(), [index](auto const& f) { return f.index == index; });
        span const where = found.second.name.where;
        file->declarations.push_back({std::move(found.second), where});
    }
}

}  // namespace a6::dsl
