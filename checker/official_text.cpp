#include "checker/official_text.hpp"

#include "checker/ascii.hpp"
#include "checker/limits.hpp"
#include "checker/sha256.hpp"
#include "dsl/source.hpp"

#include <utf8proc.h>
#include <algorithm>
#include <fstream>
#include <sstream>

namespace a6::checker {

namespace {

bool ends_with_any(std::string_view text, std::string_view characters) {
    return !text.empty() && characters.find(text.back()) != std::string_view::npos;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// Headings carry the mark of their footnote: "Annex I*".
std::string_view without_footnote_marks(std::string_view heading) {
    while (ends_with_any(heading, "* ")) heading.remove_suffix(1);
    return heading;
}

// Headings of annexes and decisions stand at the margin; the outlines of reports name annexes of their own further in.
constexpr std::uint32_t margin = 1;

bool is_annex_heading(std::string_view text) {
    text = without_footnote_marks(text);
    if (lower(text.substr(0, 5)) != "annex") return false;
    text.remove_prefix(5);
    if (text.empty()) return true;
    if (text.front() != ' ') return false;
    text.remove_prefix(1);
    return !readings_of(marker_form::upper, text).empty() || !readings_of(marker_form::number, text).empty();
}

// "Decision 5/CMA.1"
bool is_decision_heading(std::string_view text) {
    if (text.substr(0, 9) != "Decision ") return false;
    text.remove_prefix(9);
    auto const slash = text.find('/');
    return slash != std::string_view::npos && slash > 0 && text.find(' ') == std::string_view::npos &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash), is_digit) &&
           is_digit(text.back());
}

// "Article 6": the number, else empty.
std::string_view article_number(std::string_view text) {
    if (text.substr(0, 8) != "Article ") return {};
    text.remove_prefix(8);
    return readings_of(marker_form::number, text).empty() ? std::string_view{} : text;
}

struct found_marker {
    marker_form form;
    std::string_view marker;
    std::string_view shown;
};

// The marker at the beginning of a folded line, which a blank or nothing follows.
std::optional<found_marker> marker_of(std::string_view text) {
    std::string_view const word = text.substr(0, text.find(' '));
    if (word.size() < 2) return std::nullopt;
    found_marker out{marker_form::parenthesis, {}, word};
    if (word.front() == '(' && word.back() == ')') {
        out.marker = word.substr(1, word.size() - 2);
    } else if (word.back() == '.') {
        out.marker = word.substr(0, word.size() - 1);
        char const first = word.front();
        out.form = is_digit(first)                ? marker_form::number
                   : first >= 'A' && first <= 'Z' ? marker_form::upper
                                                  : marker_form::letter;
    }
    if (readings_of(out.form, out.marker).empty()) return std::nullopt;
    return out;
}

bool is_invisible(utf8proc_int32_t c) {
    return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}
bool is_white_space(utf8proc_int32_t c) {
    if (c <= ' ' || (c >= 0x7F && c <= 0x9F)) return true;
    auto const category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

// The cells of "| a | b |", and an empty one behind the last bar; never none.
std::vector<std::string> cells_of(std::string_view row) {
    std::vector<std::string> out;
    row.remove_prefix(1);
    for (;;) {
        auto const end = row.find('|');
        out.push_back(fold_white_space(row.substr(0, end)));
        if (end == std::string_view::npos) return out;
        row.remove_prefix(end + 1);
    }
}

std::string times(std::size_t n) { return n == 2 ? "twice" : std::to_string(n) + " times"; }

std::string shown_step(path_step const& step) {
    switch (step.form) {
        case marker_form::parenthesis: return "(" + step.marker + ")";
        case marker_form::number:
        case marker_form::upper:
        case marker_form::letter: break;
    }
    return step.marker;
}

// "18(h)": the path up to and with the step `last`.
std::string shown_path(paragraph_path const& path, std::size_t last) {
    std::string out;
    for (std::size_t s = 0; s <= last; ++s) {
        bool const outline = s > 0 && path.steps[s].form <= marker_form::upper;
        out += (outline ? "." : "") + shown_step(path.steps[s]);
    }
    return out;
}

}  // namespace

std::string digest_of(std::string_view words) { return sha256_hex(words).substr(0, 16); }

std::string fold_white_space(std::string_view text) {
    std::string out;
    bool blank = false;
    while (!text.empty()) {
        utf8proc_int32_t c = 0;
        auto const taken = utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const*>(text.data()),
                                            static_cast<utf8proc_ssize_t>(text.size()), &c);
        std::size_t const bytes = taken > 0 ? static_cast<std::size_t>(taken) : 1;
        if (taken > 0 && is_white_space(c)) {
            blank = true;
        } else if (taken <= 0 || !is_invisible(c)) {
            if (blank && !out.empty()) out += ' ';
            blank = false;
            out += text.substr(0, bytes);
        }
        text.remove_prefix(bytes);
    }
    return out;
}

official_text::official_text(std::string_view text) {
    bool after_blank = true;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto const raw = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        bool const blank = fold_white_space(raw).empty();
        if (!blank) read_line(raw, after_blank);
        after_blank = blank;
    }
}

void official_text::read_line(std::string_view raw, bool after_blank) {
    line l;
    l.indent = static_cast<std::uint32_t>(std::min(raw.find_first_not_of(" \t"), raw.size()));
    std::string const text = fold_white_space(raw);
    l.words = text;
    if (l.indent <= margin && is_annex_heading(text)) {
        l.kind = line_kind::annex;
    } else if (l.indent <= margin && is_decision_heading(text)) {
        l.kind = line_kind::decision;
    } else if (auto const number = article_number(text); !number.empty()) {
        l.kind = line_kind::article;
        l.marker = number;
    } else if (text.front() == '|') {
        l.kind = line_kind::table_row;
    } else if (auto const m = marker_of(text)) {
        l.words = text.substr(std::min(m->shown.size() + 1, text.size()));
        // A marker alone is what conversion left of an empty paragraph.
        l.kind = l.words.empty() ? line_kind::plain : line_kind::paragraph;
        l.form = m->form;
        l.marker = m->marker;
        l.shown = m->shown;
    } else if (!lines_.empty() && !after_blank) {
        // A note that belongs to the paragraph above is indented further; a line that was broken starts at the margin.
        line& above = lines_.back();
        bool const note = above.kind == line_kind::paragraph && l.indent > above.indent;
        bool const broken = l.indent == 0 && !ends_with_any(above.words, ".;:") &&
                            (above.kind == line_kind::paragraph || above.kind == line_kind::table_row);
        if (note || broken) {
            above.words += ' ' + text;
            return;
        }
    }
    lines_.push_back(std::move(l));
}

// ------------------------------------------------------------------------------------------------------------------
// Sections, articles, numbered paragraphs

std::optional<official_text::range> official_text::section_range(std::string_view section, std::string& reason) const {
    range out;
    if (!section.empty()) {
        std::string const wanted = lower(without_footnote_marks(fold_white_space(section)));
        auto is_it = [&](line const& l) {
            std::string const whole = l.shown.empty() ? l.words : l.shown + ' ' + l.words;
            return lower(without_footnote_marks(whole)) == wanted;
        };
        std::uint32_t indent = static_cast<std::uint32_t>(-1);
        for (auto const& l : lines_)
            if (is_it(l)) indent = std::min(indent, l.indent);
        std::size_t count = 0;
        for (std::size_t i = 0; i < lines_.size(); ++i)
            if (lines_[i].indent == indent && is_it(lines_[i])) {
                ++count;
                out.begin = i + 1;
            }
        if (count != 1) {
            reason = count == 0 ? "the text has no heading `" + std::string(section) + "`"
                                : "the heading `" + std::string(section) + "` stands in the text " + times(count);
            return std::nullopt;
        }
    }
    out.end = out.begin;
    bool any = false;
    for (; out.end < lines_.size(); ++out.end) {
        auto const& l = lines_[out.end];
        // The heading of the decision itself stands before its paragraphs.
        if (is_boundary(l) && (any || !section.empty() || l.kind == line_kind::annex)) break;
        any = any || l.kind == line_kind::paragraph;
    }
    return out;
}

// Article 0: all parts between headings of articles.
std::vector<official_text::range> official_text::parts_by_article(range section, std::uint32_t article,
                                                                  std::string& reason) const {
    struct part {
        std::uint32_t article;  // 0: before the first heading
        range lines;
    };
    std::vector<part> parts{{0, {section.begin, section.begin}}};
    for (std::size_t i = section.begin; i < section.end; ++i) {
        if (lines_[i].kind == line_kind::article)
            parts.push_back({readings_of(marker_form::number, lines_[i].marker).front().value, {i + 1, i + 1}});
        else
            parts.back().lines.end = i + 1;
    }
    bool const headed = std::any_of(parts.begin(), parts.end(), [&](part const& p) { return p.article == article; });
    // What stands before the first heading of an extract is the rest of an earlier article.
    bool const earlier = !headed && parts.size() > 1 && article < parts[1].article;
    std::vector<range> out;
    for (auto const& p : parts)
        if (article == 0 || p.article == article || (earlier && p.article == 0)) out.push_back(p.lines);
    if (out.empty()) reason = "the text has no heading `Article " + std::to_string(article) + "`";
    return out;
}

// Numbered headings ("1. Methods") stand between numbered paragraphs, and an extract leaves numbers out: a paragraph is
// what lies on a longest chain of rising numbers, or reads like a sentence. Of two that lie on such chains the one that
// reads like a sentence is meant.
std::vector<std::size_t> official_text::numbered(range part, std::string_view number) const {
    struct numbered_line {
        std::size_t line;
        std::uint32_t value;
        std::size_t up_to;  // length of the longest chain that ends here
        std::size_t from;   // that begins here
    };
    std::vector<numbered_line> all;
    for (std::size_t i = part.begin; i < part.end; ++i)
        if (lines_[i].kind == line_kind::paragraph && lines_[i].form == marker_form::number)
            all.push_back({i, readings_of(marker_form::number, lines_[i].marker).front().value, 1, 1});
    // ends[k]: the smallest value that ends a chain of k + 1 rising numbers; backwards, the largest that begins one.
    std::vector<std::int64_t> ends;
    auto longest_with = [&ends](std::int64_t value) {
        auto const at = std::lower_bound(ends.begin(), ends.end(), value);
        auto const length = static_cast<std::size_t>(at - ends.begin()) + 1;
        if (at == ends.end())
            ends.push_back(value);
        else
            *at = value;
        return length;
    };
    for (auto& n : all) n.up_to = longest_with(n.value);
    std::size_t const longest = ends.size();
    ends.clear();
    for (auto n = all.rbegin(); n != all.rend(); ++n) n->from = longest_with(-std::int64_t{n->value});

    auto is_sentence = [&](numbered_line const& n) { return ends_with_any(lines_[n.line].words, ".;:,"); };
    auto is_meant = [&](numbered_line const& n) { return lines_[n.line].marker == number; };
    auto on_chain = [&](numbered_line const& n) { return n.up_to + n.from - 1 == longest; };
    bool const sentence_on_chain = std::any_of(
        all.begin(), all.end(), [&](numbered_line const& n) { return is_meant(n) && on_chain(n) && is_sentence(n); });
    std::vector<std::size_t> out;
    for (auto const& n : all)
        if (is_meant(n) && (is_sentence(n) || (on_chain(n) && !sentence_on_chain))) out.push_back(n.line);
    return out;
}

// ------------------------------------------------------------------------------------------------------------------
// Trees of markers

// Adds lines in their order. A line continues an open list whose next marker it bears, or begins a list below the line
// before; the indentation decides only where the markers leave a choice.
class official_text::tree_builder {
public:
    explicit tree_builder(std::vector<line> const& lines) : lines_{lines} {}

    tree const& result() const { return tree_; }

    // The line stands for itself, at the top.
    void add_root(std::size_t line) { tree_.push_back({line, no_parent}); }

    bool continues_list(std::size_t line, std::size_t next_upper) {
        auto const& l = lines_[line];
        auto const readings = readings_of(l.form, l.marker);
        for (std::size_t depth = open_.size(); depth-- > 0;)
            for (auto const& r : readings) {
                if (open_[depth].kind != r.kind || open_[depth].last + 1 != r.value) continue;
                if (begins_numerals_instead(line, r, depth, next_upper)) return false;
                open_.resize(depth + 1);
                open_[depth].last = r.value;
                open_[depth].indent = l.indent;
                tree_.push_back({line, open_[depth].parent});
                return true;
            }
        return false;
    }

    // A list that begins with `r`; beside an open list of the same kind that stands no further in, else below the line
    // before.
    void begin_list(std::size_t line, marker_reading r) {
        std::size_t parent = tree_.empty() ? no_parent : tree_.size() - 1;
        auto const indent = lines_[line].indent;
        for (std::size_t depth = 0; depth < open_.size(); ++depth)
            if (open_[depth].kind == r.kind && indent <= open_[depth].indent) {
                parent = open_[depth].parent;
                open_.resize(depth);
                break;
            }
        open_.push_back({r.kind, r.value, parent, indent});
        tree_.push_back({line, parent});
    }

private:
    struct open_list {
        numbering kind;
        std::uint32_t last;
        std::size_t parent;
        std::uint32_t indent;
    };

    // After "(h)" an "(i)" is the next letter or the first numeral below "(h)"; after "H." an "I." likewise. A numeral
    // follows an announcement ("including:"); of chapters, only where a "II." comes next.
    bool begins_numerals_instead(std::size_t line, marker_reading r, std::size_t depth, std::size_t next_upper) const {
        if (r.kind == numbering::letter && r.value == 9)
            return depth + 1 == open_.size() && ends_with_any(lines_[tree_.back().line].words, ":");
        return r.kind == numbering::upper_letter && r.value == 9 && next_upper != line &&
               lines_[next_upper].marker == "II";
    }

    std::vector<line> const& lines_;
    tree tree_;
    std::vector<open_list> open_;
};

namespace {

std::optional<marker_reading> first_of_a_list(marker_form form, std::string_view marker) {
    for (auto const& r : readings_of(form, marker))
        if (r.value == 1) return r;
    return std::nullopt;
}

}  // namespace

// The numbered paragraph `first` and what is subdivided below it. Anything else ends it: the next number, a heading
// (also one that is marked "(b)" but follows no "(a)" here), a table.
official_text::tree official_text::paragraph_tree(std::size_t first, std::size_t end) const {
    tree_builder builder(lines_);
    builder.add_root(first);
    for (std::size_t i = first + 1; i < end; ++i) {
        auto const& l = lines_[i];
        if (l.kind != line_kind::paragraph || l.form == marker_form::number || l.form == marker_form::upper) break;
        if (builder.continues_list(i, i)) continue;
        auto const r = first_of_a_list(l.form, l.marker);
        if (!r || ends_with_any(lines_[i - 1].words, ".;")) break;
        builder.begin_list(i, *r);
    }
    return builder.result();
}

// Everything that is marked, with chapters at the top.
official_text::tree official_text::outline_tree(range section) const {
    tree_builder builder(lines_);
    for (std::size_t i = section.begin; i < section.end; ++i) {
        auto const& l = lines_[i];
        if (l.kind != line_kind::paragraph) continue;
        std::size_t next = i;
        if (l.form == marker_form::upper)
            for (std::size_t j = i + 1; j < section.end && next == i; ++j)
                if (lines_[j].kind == line_kind::paragraph && lines_[j].form == marker_form::upper) next = j;
        if (builder.continues_list(i, next)) continue;
        auto const r = first_of_a_list(l.form, l.marker);
        builder.begin_list(i, r ? *r : readings_of(l.form, l.marker).back());
    }
    return builder.result();
}

std::string official_text::words_of(tree const& t, std::size_t place, bool chapeau) const {
    std::string out = lines_[t[place].line].words;
    if (chapeau) return out;
    // What is below a line stands directly behind it.
    for (std::size_t p = place + 1; p < t.size(); ++p) {
        if (t[p].parent == no_parent || t[p].parent < place) break;
        out += ' ' + lines_[t[p].line].shown + ' ' + lines_[t[p].line].words;
    }
    return out;
}

// ------------------------------------------------------------------------------------------------------------------
// Looking up

// Follows the steps of the path from `first_step` below the places at hand: the root of a paragraph, or the top.
paragraph_words official_text::resolve(tree const& t, paragraph_path const& path, std::size_t first_step) const {
    std::vector<std::size_t> places;
    if (first_step > 0) places.push_back(0);
    for (std::size_t s = first_step; s < path.steps.size(); ++s) {
        std::vector<std::size_t> below;
        std::vector<bool> at_hand(t.size(), false);
        for (auto const p : places) at_hand[p] = true;
        for (std::size_t p = 0; p < t.size(); ++p) {
            auto const& l = lines_[t[p].line];
            bool const top = t[p].parent == no_parent;
            bool const child = s == 0 ? top : !top && at_hand[t[p].parent];
            if (child && l.form == path.steps[s].form && l.marker == path.steps[s].marker) below.push_back(p);
        }
        if (below.empty())
            return {{},
                    s == 0 ? "there is no " + shown_path(path, 0)
                           : "there is no " + shown_step(path.steps[s]) + " in " + shown_path(path, s - 1)};
        places = std::move(below);
    }
    paragraph_words out{words_of(t, places.front(), path.chapeau), {}};
    for (auto const p : places)
        if (words_of(t, p, path.chapeau) != out.words)
            return {{},
                    shown_path(path, path.steps.size() - 1) + " stands in the text " + times(places.size()) +
                        ", in different words"};
    return out;
}

// A first cell that is empty belongs to the paragraph above.
std::vector<std::string> official_text::rows_about(range section, std::string_view path) const {
    std::vector<std::string> out;
    bool about = false;
    for (std::size_t i = section.begin; i < section.end; ++i) {
        if (lines_[i].kind != line_kind::table_row) {
            about = false;
            continue;
        }
        auto const cells = cells_of(lines_[i].words);
        std::string const named = " paragraph " + std::string(path);
        if (!cells.front().empty()) about = (' ' + cells.front()).ends_with(named);
        if (!about) continue;
        std::string words;
        for (std::size_t c = 1; c < cells.size(); ++c)
            if (!cells[c].empty()) words += (words.empty() ? "" : " ") + cells[c];
        if (!words.empty()) out.push_back(words);
    }
    return out;
}

paragraph_words official_text::find_in_table(range section, paragraph_path const& path) const {
    std::string const name = shown_path(path, path.steps.size() - 1);
    auto const rows = rows_about(section, name);
    if (rows.empty()) return {{}, "there is no paragraph " + name};
    if (path.row > rows.size())
        return {{}, "the table has " + std::to_string(rows.size()) + " row(s) about paragraph " + name};
    paragraph_words out;
    for (std::size_t r = 0; r < rows.size(); ++r)
        if (path.row == 0 || path.row == r + 1) out.words += (out.words.empty() ? "" : " ") + rows[r];
    return out;
}

paragraph_words official_text::find(std::string_view section, std::string_view path_text) const {
    paragraph_words out;
    auto const path = parse_paragraph_path(path_text, &out.reason);
    if (!path) return out;
    auto const lines = section_range(section, out.reason);
    if (!lines) return out;
    if (path->row != 0) return find_in_table(*lines, *path);
    if (path->steps.front().form != marker_form::number) return resolve(outline_tree(*lines), *path, 0);

    std::vector<tree> candidates;
    for (auto const& part : parts_by_article(*lines, path->article, out.reason))
        for (auto const l : numbered(part, path->steps.front().marker))
            candidates.push_back(paragraph_tree(l, part.end));
    if (!out.reason.empty()) return out;
    std::string const name = "paragraph " + path->steps.front().marker;
    if (candidates.empty() && path->article != 0) return {{}, "there is no " + name};
    if (candidates.empty()) return find_in_table(*lines, *path);
    std::string const first = words_of(candidates.front(), 0, false);
    for (auto const& c : candidates)
        if (words_of(c, 0, false) != first)
            return {{}, name + " stands in the text " + times(candidates.size()) + ", in different words"};
    return resolve(candidates.front(), *path, 1);
}

// ------------------------------------------------------------------------------------------------------------------
// Collections

text_collection::entry const& text_collection::text_of(std::string const& file) {
    auto const known = texts_.find(file);
    if (known != texts_.end()) return known->second;
    entry e;
    // A pipe or a device has no end; what is too large is not read as far as it goes.
    std::error_code status;
    auto const kind = std::filesystem::status(folder_ / file, status).type();
    bool const regular = kind == std::filesystem::file_type::regular;
    std::string text;
    std::ifstream in;
    if (regular) {
        in.open(folder_ / file, std::ios::binary);
        text.resize(limits::max_official_text_bytes + 1);
        in.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    }
    if (kind == std::filesystem::file_type::not_found || (regular && !in.is_open()))
        e.failure = "the collection has no file `" + file + "`";
    else if (!regular)
        e.failure = "`" + file + "` is no regular file";
    else if (in.bad())
        e.failure = "`" + file + "` cannot be read";
    else if (text.size() > limits::max_official_text_bytes)
        e.failure = "`" + file + "` is larger than " + std::to_string(limits::max_official_text_bytes) + " bytes";
    else if (dsl::first_invalid_utf8(text) != std::string::npos)
        e.failure = "`" + file + "` is not UTF-8 text";
    else
        e.text.emplace(text);
    return texts_.emplace(file, std::move(e)).first->second;
}

text_collection::result text_collection::find(dsl::instrument const& where, std::string_view path) {
    if (where.file.empty()) return {status::no_text, {}, "not in the collection"};
    auto const& e = text_of(where.file);
    if (!e.text) return {status::not_found, {}, e.failure};
    auto words = e.text->find(where.section, path);
    if (!words.found()) return {status::not_found, {}, std::move(words.reason)};
    return {status::found, std::move(words.words), {}};
}

}  // namespace a6::checker
