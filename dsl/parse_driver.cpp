// Walks over a rulebook file declaration by declaration, explains what is wrong with a broken one and finds the way
// back to the next.

#include "dsl/grammar.hpp"
#include "dsl/lexical.hpp"
#include "dsl/limits.hpp"
#include "dsl/parse.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace a6::dsl {

namespace {

using grammar::declaration_kind;
using grammar::failure;

struct declaration_word {
    std::string_view word;
    declaration_kind kind;
};
constexpr std::array<declaration_word, 12> declaration_words = {{
    {"unit", declaration_kind::unit},
    {"list", declaration_kind::list},
    {"report", declaration_kind::report},
    {"table", declaration_kind::table},
    {"part", declaration_kind::part},
    {"instrument", declaration_kind::instrument},
    {"requirement", declaration_kind::requirement},
    {"param", declaration_kind::param},
    {"lifecycle", declaration_kind::lifecycle},
    {"define", declaration_kind::define},
    {"document", declaration_kind::document},
    {"rule", declaration_kind::rule},
}};

constexpr std::string_view all_declarations =
    "a declaration begins with `unit`, `list`, `report`, `table`, `part`, `instrument`, `requirement`, `param`, "
    "`lifecycle`, "
    "`define`, `document` or `rule`";

std::optional<declaration_kind> kind_of(std::string_view word) {
    for (auto const& d : declaration_words)
        if (d.word == word) return d.kind;
    return std::nullopt;
}

std::vector<std::string> const& declaration_candidates() {
    static auto const candidates = [] {
        std::vector<std::string> words = {"rulebook"};
        for (auto const& d : declaration_words) words.emplace_back(d.word);
        return words;
    }();
    return candidates;
}

std::vector<std::string> strings(std::vector<std::string_view> const& words) { return {words.begin(), words.end()}; }

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string did_you_mean(std::string const& word) { return word.empty() ? word : "did you mean `" + word + "`?"; }

class reader {
public:
    reader(source_file const& source, file_index index, diagnostics& out)
        : text_(source.text()), index_(index), out_(out) {}

    bool acceptable();
    syntax::file read_file();
    std::optional<syntax::expression> read_expression();
    std::optional<syntax::message> read_message();

private:
    std::uint32_t end() const { return static_cast<std::uint32_t>(text_.size()); }
    std::uint32_t skip(std::uint32_t offset) const {
        auto const* const base = text_.data();
        return static_cast<std::uint32_t>(lexical::skip_blanks(base + offset, base + text_.size()) - base);
    }
    std::string_view slice(span where) const { return text_.substr(where.begin, where.end - where.begin); }
    span token(std::uint32_t offset) const { return lexical::token_at(text_, offset); }
    bool is_word(span where) const { return where.begin < where.end && lexical::is_name_start(text_[where.begin]); }
    bool begins_line(std::uint32_t offset) const;
    bool begins_declaration(std::uint32_t offset) const;
    bool begins_misspelt_declaration(std::uint32_t offset) const;
    std::uint32_t resynchronise(std::uint32_t from) const;
    grammar::input behind(span word) const { return {text_, word.end, word.begin, index_, &out_}; }

    std::uint32_t read_header(span word);
    std::uint32_t read_declaration(declaration_kind kind, span word);
    std::uint32_t read_stray(span found);
    std::uint32_t give_up(failure const& why, span word);

    void explain(failure const& why, std::optional<span> declaration);
    std::vector<span> tokens_before(std::uint32_t offset, std::uint32_t from) const;
    std::string context_of(std::vector<span> const& tokens) const;
    std::string hint_at(span found, std::vector<std::string_view> const& tried) const;
    std::string hint_about_unit(std::optional<span> unit, std::vector<span> const& before) const;
    void error(std::string code, span where, std::string message, std::string help = {}) {
        out_.error(std::move(code), {index_, where}, std::move(message), std::move(help));
    }

    std::string_view text_;
    file_index index_;
    diagnostics& out_;
    syntax::file file_;
    std::vector<std::string_view> words_tried_;  // would have continued the declaration just before
    std::optional<span> unit_before_;
};

bool reader::acceptable() {
    if (text_.size() > limits::max_file_bytes) {
        error("R111", {0, 0}, "this file is larger than " + std::to_string(limits::max_file_bytes) + " bytes",
              "split it; a rulebook may have many files");
        return false;
    }
    auto const invalid = first_invalid_utf8(text_);
    if (invalid == std::string_view::npos) return true;
    auto const at = static_cast<std::uint32_t>(invalid);
    if (text_[invalid] == '\0')
        error("R110", {at, at + 1}, "this file holds a NUL byte", "save the file as plain text in UTF-8");
    else
        error("R110", {at, at + 1}, "this file is not valid UTF-8 from here on", "save the file as UTF-8");
    return false;
}

bool reader::begins_line(std::uint32_t offset) const {
    while (offset > 0 && (text_[offset - 1] == ' ' || text_[offset - 1] == '\t')) --offset;
    return offset == 0 || text_[offset - 1] == '\n';
}

// A word of a declaration followed by something to declare. `list of text` is a type.
bool reader::begins_declaration(std::uint32_t offset) const {
    auto const word = token(offset);
    if (!is_word(word) || (!kind_of(slice(word)) && slice(word) != "rulebook")) return false;
    auto const next = token(skip(word.end));
    if (next.begin == word.end || next.begin == next.end) return false;
    if (slice(word) == "rulebook") return text_[next.begin] == '"';
    return is_word(next) && slice(next) != "of";
}

// `tabel A` at the very beginning of a line, where people write declarations and not clauses.
bool reader::begins_misspelt_declaration(std::uint32_t offset) const {
    auto const word = token(offset);
    if (!is_word(word) || (offset > 0 && text_[offset - 1] != '\n')) return false;
    auto const next = token(skip(word.end));
    if (next.begin == word.end || !is_word(next)) return false;
    return !lexical::cannot_be_unit(slice(word)) && !closest(slice(word), declaration_candidates()).empty();
}

std::uint32_t reader::resynchronise(std::uint32_t from) const {
    for (auto at = from; at < end();) {
        auto const word = skip(at);
        if (word < end() && begins_line(word) && (begins_declaration(word) || begins_misspelt_declaration(word)))
            return word;
        auto const line_end = text_.find('\n', std::max(at, word));
        if (line_end == std::string_view::npos) break;
        at = static_cast<std::uint32_t>(line_end) + 1;
    }
    return end();
}

// Tokens before `offset` on the line of the last of them, but none before `from`.
std::vector<span> reader::tokens_before(std::uint32_t offset, std::uint32_t from) const {
    auto line_end = offset;
    for (;;) {
        auto const line_break = line_end == 0 ? std::string_view::npos : text_.rfind('\n', line_end - 1);
        auto const begin = line_break == std::string_view::npos ? 0u : static_cast<std::uint32_t>(line_break) + 1;
        auto tokens = lexical::tokens_in(text_, std::max(begin, from), line_end);
        if (!tokens.empty() || begin <= from) return tokens;
        line_end = begin - 1;
    }
}

// The end of what was written before, short enough for a sentence.
std::string reader::context_of(std::vector<span> const& tokens) const {
    constexpr std::size_t longest = 48;
    if (tokens.empty()) return {};
    auto first = tokens.size() - 1;
    while (first > 0 && tokens.back().end - tokens[first - 1].begin <= longest) --first;
    auto const words = slice({tokens[first].begin, tokens.back().end});
    if (words.size() > longest) return words[0] == '"' ? "the text" : std::string();
    std::string result;
    for (char const c : words) {
        bool const blank = c == ' ' || c == '\t' || c == '\r';
        if (!blank)
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    return quoted(result);
}

// What the author probably meant by the word that stands where something else was expected.
std::string reader::hint_at(span found, std::vector<std::string_view> const& tried) const {
    auto const word = slice(found);
    if (word.empty()) return {};
    if (word == "=" && found.begin > 0 && text_[found.begin - 1] == '=') return "equality is written `=`";
    if (word == ">" && found.begin > 0 && text_[found.begin - 1] == '<') return "inequality is written `!=`";
    if (word == "&") return "did you mean `and`?";
    if (word == "|") return "did you mean `or`?";
    if (word == "!") return "did you mean `not`?";
    if (word == "'") return "texts stand in double quotation marks";
    if (word == ";") return "clauses need no `;`";
    if (word == "#" || text_.substr(found.begin, 2) == "/*") return "a comment begins with `//`";
    if (!is_word(found)) return {};
    return did_you_mean(closest(word, strings(tried)));
}

// `a = 1 nad b = 2`: the slip was read as the unit of the number.
std::string reader::hint_about_unit(std::optional<span> unit, std::vector<span> const& before) const {
    static std::vector<std::string> const words = {
        "and",   "or",      "implies", "in",       "not",  "union", "without",    "intersect", "overlaps", "within",
        "from",  "until",   "where",   "then",     "else", "for",   "satisfies",  "otherwise", "matches",  "provided",
        "class", "message", "remedy",  "severity", "at",   "when",  "preferring", "with"};
    if (!unit || before.empty() || before.back().end != unit->end) return {};
    auto const guess = closest(slice(*unit), words);
    if (guess.empty()) return {};
    return quoted(slice(*unit)) + " was read as a unit; " + did_you_mean(guess);
}

void reader::explain(failure const& why, std::optional<span> declaration) {
    if (!why.message.empty()) {
        error(why.code, why.where, why.message, why.help);
        return;
    }
    auto const at = why.where.begin;
    auto const found = token(at);
    auto const before = tokens_before(at, why.context_begin);
    auto const previous_end = before.empty() ? at : before.back().end;
    bool const at_end = found.begin == found.end;

    diagnostic d;
    d.code = why.code;
    d.at = {index_, found};
    d.help = hint_about_unit(why.unit_before, before);
    if (d.help.empty()) d.help = hint_at(found, why.words_tried);

    if (why.closing && (at_end || (begins_line(at) && begins_declaration(at)))) {
        d.code = "R113";
        d.at.where = {previous_end, previous_end};
        d.message = "`}` is missing before the " + std::string(at_end ? "end of the file" : "next declaration");
        if (declaration) d.notes.push_back({{index_, *declaration}, "what begins here is not closed"});
        out_.add(std::move(d));
        return;
    }
    d.message = "expected " + why.expected;
    if (why.closing) {
        d.message += " or `}`";
        if (is_word(found)) d.message += ", found " + quoted(slice(found).substr(0, 40));
    } else {
        if (auto const context = context_of(before); !context.empty()) d.message += " after " + context;
        if (at_end) d.message += ", but the file ends";
        // What is missing is missing behind the last word, not at the beginning of some later line, unless the word
        // there is the slip itself.
        bool const later_line = slice({previous_end, at}).find('\n') != std::string_view::npos;
        if (at_end || (later_line && d.help.empty())) d.at.where = {previous_end, previous_end};
        if (why.wants_name && is_word(found) && !later_line && d.help.empty() && lexical::is_reserved(slice(found))) {
            d.code = "R114";
            d.help = quoted(slice(found)) + " is a word of the language and cannot be a name";
        }
    }
    out_.add(std::move(d));
}

std::uint32_t reader::give_up(failure const& why, span word) {
    explain(why, word);
    words_tried_.clear();
    unit_before_.reset();
    return resynchronise(std::max(why.where.begin, word.end));
}

std::uint32_t reader::read_header(span word) {
    auto const result = grammar::parse_header(behind(word));
    if (result.why) return give_up(*result.why, word);
    if (file_.header)
        error("R115", word, "this file has a second header");
    else if (!file_.declarations.empty())
        error("R115", word, "the header of a file stands before its declarations");
    else
        file_.header = *result.value;
    words_tried_ = result.words_tried;
    return result.next;
}

std::uint32_t reader::read_declaration(declaration_kind kind, span word) {
    auto result = grammar::parse_declaration(kind, behind(word));
    if (result.why) return give_up(*result.why, word);
    file_.declarations.push_back({std::move(*result.value), {word.begin, result.next}});
    words_tried_ = std::move(result.words_tried);
    unit_before_ = result.unit_before;
    return result.next;
}

std::uint32_t reader::read_stray(span found) {
    if (slice(found) == "}") {
        error("R102", found, "this `}` closes nothing");
        return found.end;
    }
    auto const& candidates = declaration_candidates();

    // A misspelt `table` is read as one, so that errors in it are found in the same run.
    if (is_word(found) && begins_line(found.begin)) {
        auto const guess = closest(slice(found), candidates);
        auto const next = token(skip(found.end));
        if (!guess.empty() && is_word(next)) {
            error("R102", found, "expected a declaration, found " + quoted(slice(found)), did_you_mean(guess));
            if (auto const kind = kind_of(guess)) return read_declaration(*kind, found);
        }
    }
    auto const before = tokens_before(found.begin, 0);
    auto help = hint_about_unit(unit_before_, before);
    if (help.empty()) help = hint_at(found, words_tried_);
    if (help.empty() && is_word(found)) help = did_you_mean(closest(slice(found), candidates));
    if (help.empty()) help = all_declarations;
    std::string message = "expected a declaration";
    if (is_word(found)) message += ", found " + quoted(slice(found).substr(0, 40));
    error("R102", found, std::move(message), std::move(help));
    return resynchronise(found.end);
}

syntax::file reader::read_file() {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    file_.index = index_;
    constexpr std::size_t usual_length = 800;  // of a declaration
    file_.declarations.reserve(text_.size() / usual_length + 1);
    auto at = text_.starts_with(byte_order_mark) ? static_cast<std::uint32_t>(byte_order_mark.size()) : 0u;
    for (at = skip(at); at < end(); at = skip(at)) {
        auto const word = token(at);
        auto const kind = is_word(word) ? kind_of(slice(word)) : std::nullopt;
        if (kind)
            at = read_declaration(*kind, word);
        else if (slice(word) == "rulebook")
            at = read_header(word);
        else
            at = read_stray(word);
    }
    return std::move(file_);
}

std::optional<syntax::expression> reader::read_expression() {
    auto result = grammar::parse_expression(behind({0, 0}));
    if (result.why) {
        explain(*result.why, std::nullopt);
        return std::nullopt;
    }
    auto const rest = token(skip(result.next));
    if (rest.begin == rest.end) return std::move(result.value);
    auto help = hint_about_unit(result.unit_before, tokens_before(rest.begin, 0));
    if (help.empty()) help = hint_at(rest, result.words_tried);
    error("R101", rest, "expected the end of the expression", std::move(help));
    return std::nullopt;
}

std::optional<syntax::message> reader::read_message() {
    auto result = grammar::parse_message(behind({0, 0}));
    if (!result.why) return std::move(result.value);
    explain(*result.why, std::nullopt);
    return std::nullopt;
}

}  // namespace

syntax::file parse(source_file const& source, file_index index, diagnostics& out) {
    reader r(source, index, out);
    if (r.acceptable()) return r.read_file();
    syntax::file nothing;
    nothing.index = index;
    return nothing;
}

std::optional<syntax::message> parse_message(std::string_view content, diagnostics& out) {
    std::string literal = "\"";
    for (char const c : content) {
        if (c == '"' || c == '\\') literal += '\\';
        literal += c;
    }
    source_file const source({}, literal + '"');
    reader r(source, 0, out);
    if (!r.acceptable()) return std::nullopt;
    return r.read_message();
}

std::optional<syntax::expression> parse_expression(source_file const& source, diagnostics& out) {
    reader r(source, 0, out);
    if (!r.acceptable()) return std::nullopt;
    return r.read_expression();
}

}  // namespace a6::dsl
