#include "checker/xml_gate.hpp"

#include "checker/characters.hpp"
#include "checker/name_memory.hpp"
#include "checker/text_position.hpp"
#include "checker/token_finder.hpp"
#include "checker/work_in_order.hpp"

#include <algorithm>
#include <cstring>
#include <future>
#include <string>
#include <utility>

namespace a6::checker {
namespace {

using fault = text_fault;
using maybe_fault = std::optional<fault>;

fault malformed(std::size_t offset, sentence message, sentence help) {
    return {offset, "X110", std::move(message), std::move(help)};
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

constexpr std::size_t most_first_names = 2000;

// Below this, work is done faster than a thread is started.
constexpr std::size_t large_text = std::size_t{4} << 20;

// Elements, attributes and references. What every element passes through is written for speed: one look at each byte
// of a name, one search for the end of a text. INVARIANT: at_ <= text_.size().
class scanner {
public:
    scanner(std::string_view text, gate_limits const& limits, xml_containers const& containers, gate_result& result)
        : text_(text), at_(result.body), limits_(limits), containers_(containers), result_(result) {}

    maybe_fault run() {
        if (auto f = declaration()) return f;
        if (!content()) return std::move(found_);
        if (!open_.empty()) return cut_off();
        if (!root_seen_)
            return malformed(text_.size(), sentence("there is no element in the file"),
                             sentence("give a filing as XML"));
        result_.colons = (name_kinds_ & name_colon) != 0;
        result_.windows = std::move(rows_.windows);
        result_.runs = std::move(rows_.runs);
        return std::nullopt;
    }

private:
    static constexpr std::size_t no_level = static_cast<std::size_t>(-1);

    bool fail(fault what) {
        found_ = std::move(what);
        // A name that it quotes may be a word of a text that is marked.
        if (marked_level_ != no_level && found_->code == std::string_view("X110")) {
            found_->message = sentence("not well-formed XML; it is not quoted, as it is marked as confidential");
            found_->help = sentence("mend the markup there");
        } else if (marked_level_ != no_level && found_->code == std::string_view("X112")) {
            found_->message = sentence("an attribute is given twice");
        }
        return false;
    }

    bool at(std::string_view token) const { return text_.substr(at_, token.size()) == token; }

    void skip_space() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }

    std::string_view name() {
        char const* const start = text_.data() + at_;
        char const* const end = text_.data() + text_.size();
        char const* p = start;
        if (p != end && (name_bytes[static_cast<unsigned char>(*p)] & first_in_name) != 0) {
            for (; p != end; ++p) {
                std::uint8_t const kind = name_bytes[static_cast<unsigned char>(*p)];
                if (kind == 0) break;
                name_kinds_ |= kind;
            }
        }
        auto const length = static_cast<std::size_t>(p - start);
        at_ += length;
        return {start, length};
    }

    std::string_view element_name() {
        std::size_t const length = names_.expected(text_.substr(at_));
        std::size_t const end = at_ + length;
        if (length != 0 && end < text_.size() && name_bytes[static_cast<unsigned char>(text_[end])] == 0) {
            names_.confirm();
            std::string_view const known = text_.substr(at_, length);
            at_ = end;
            return known;
        }
        std::string_view const seen = name();
        names_.learn(seen);
        return seen;
    }

    bool content() {
        while (at_ < text_.size()) {
            if (text_[at_] != '<') {
                bool const one = at_ + 1 < text_.size() && text_[at_ + 1] == '<';  // a line break between two elements
                std::size_t const next = one ? at_ + 1 : std::min(text_.find('<', at_), text_.size());
                if (!characters(at_, next)) return false;
                at_ = next;
                if (at_ == text_.size()) break;
            }
            std::size_t const start = at_;
            if (!markup()) return told_as_cut(start);
            if (nodes_ > limits_.nodes) {
                return fail({at_, "X109", sentence("more than {} elements, attributes and texts", limits_.nodes),
                             sentence("split the filing into several files")});
            }
        }
        return true;
    }

    // What begins at `start` is at fault. Where nothing ends it, the end of the file is missing.
    bool told_as_cut(std::size_t start) {
        using namespace std::string_view_literals;
        std::string_view const rest = text_.substr(start);
        bool const begun = rest.find('>') == std::string_view::npos && found_->code == "X110"sv;
        if (!open_.empty() && (begun || "<!--"sv.starts_with(rest) || "<![CDATA["sv.starts_with(rest)))
            found_ = cut_off();
        return false;
    }

    fault cut_off() const {
        return malformed(text_.size(),
                         marked_level_ == no_level
                             ? sentence("the file ends inside the element `{}`", open_.back())
                             : sentence("the file ends inside an element that is marked as confidential"),
                         sentence("the file was probably cut off; ask for it again or add the missing end tags"));
    }

    // <?xml version="1.0" encoding="..."?>, if there is one.
    maybe_fault declaration() {
        if (!at("<?xml") || at_ + 5 >= text_.size() || !is_space(text_[at_ + 5])) return std::nullopt;
        std::size_t const end = text_.find("?>", at_);
        if (end == std::string_view::npos)
            return malformed(at_, sentence("the XML declaration is not closed"), sentence("end it with `?>`"));
        std::string_view const inside = text_.substr(at_, end - at_);
        if (std::size_t const key = inside.find("encoding"); key != std::string_view::npos) {
            std::size_t const open = inside.find_first_of("\"'", key);
            std::size_t const close = open == std::string_view::npos ? open : inside.find(inside[open], open + 1);
            if (close == std::string_view::npos) {
                return malformed(at_ + key, sentence("the encoding in the XML declaration is not in quotes"),
                                 sentence("write `encoding=\"UTF-8\"`"));
            }
            std::string given(inside.substr(open + 1, close - open - 1));
            std::string upper = given;
            for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            if (upper != "UTF-8" && upper != "US-ASCII" && upper != "ASCII") {
                return fault{at_ + open + 1, "X103", sentence("the file declares the encoding `{}`", given),
                             sentence("save the file as UTF-8 and declare `encoding=\"UTF-8\"`")};
            }
        }
        at_ = end + 2;
        return std::nullopt;
    }

    bool markup() {
        char const next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        if (next == '/') return end_tag();
        if (next == '?') return instruction();
        if (next != '!') return start_tag();
        if (at("<!--")) return comment();
        if (at("<![CDATA[")) return cdata();
        return fail({at_, "X107", sentence("a document type declaration (`<!DOCTYPE` or `<!ENTITY`) is not accepted"),
                     sentence("remove it; a filing needs none and its definitions could change what is read")});
    }

    bool comment() {
        ++nodes_;
        std::size_t const dashes = text_.find("--", at_ + 4);
        if (dashes == std::string_view::npos)
            return fail(malformed(at_, sentence("the comment is not closed"), sentence("end it with `-->`")));
        if (text_.substr(dashes, 3) != "-->") {
            return fail(malformed(dashes, sentence("`--` is not allowed inside a comment"),
                                  sentence("remove one dash, or end the comment with `-->`")));
        }
        at_ = dashes + 3;
        return true;
    }

    bool cdata() {
        ++nodes_;
        if (open_.empty()) return fail(outside(at_));
        std::size_t const end = text_.find("]]>", at_);
        if (end == std::string_view::npos)
            return fail(malformed(at_, sentence("the CDATA section is not closed"), sentence("end it with `]]>`")));
        at_ = end + 3;
        return true;
    }

    bool instruction() {
        ++nodes_;
        std::size_t const start = at_;
        at_ += 2;
        std::string_view const target = name();
        if (target.empty())
            return fail(malformed(start, sentence("`<?` is not followed by a name"),
                                  sentence("remove the processing instruction")));
        if (target.size() == 3 && (target[0] | 0x20) == 'x' && (target[1] | 0x20) == 'm' && (target[2] | 0x20) == 'l') {
            return fail(malformed(start,
                                  sentence("the XML declaration does not stand at the very beginning of the file"),
                                  sentence("remove everything before it, also blanks and empty lines")));
        }
        std::size_t const end = text_.find("?>", at_);
        if (end == std::string_view::npos)
            return fail(
                malformed(start, sentence("the processing instruction is not closed"), sentence("end it with `?>`")));
        at_ = end + 2;
        return true;
    }

    bool end_tag() {
        if (!open_.empty()) {
            std::string_view const expected = open_.back();
            std::size_t const end = at_ + 2 + expected.size();
            if (end < text_.size() && text_[end] == '>' &&
                std::memcmp(text_.data() + at_ + 2, expected.data(), expected.size()) == 0) {
                at_ = end + 1;
                close();
                return true;
            }
        }
        return unusual_end_tag();
    }

    // One with blanks, or a wrong one.
    bool unusual_end_tag() {
        std::size_t const start = at_;
        at_ += 2;
        std::string_view const closed = name();
        skip_space();
        if (closed.empty() || at_ == text_.size() || text_[at_] != '>') {
            return fail(malformed(start, sentence("this end tag is not complete"), sentence("write it as `</name>`")));
        }
        ++at_;
        if (open_.empty()) {
            return fail(malformed(start, sentence("the end tag `</{}>` closes nothing", closed),
                                  sentence("remove it, or add its start tag")));
        }
        if (open_.back() != closed) {
            return fail(
                malformed(start, sentence("the end tag `</{}>` stands where `</{}>` is expected", closed, open_.back()),
                          sentence("close the elements in the reverse order of their opening")));
        }
        close();
        return true;
    }

    void close() {
        open_.pop_back();
        if (open_.size() == marked_level_) marked_level_ = no_level;
        if (open_.size() > row_level_) return;
        if (open_.size() == row_level_)
            end_row();
        else
            row_level_ = no_level;
    }

    // It is parsed in a window, by itself.
    void end_row() {
        rows_.add_row(row_begin_, at_);
        nodes_ = nodes_before_row_;
    }

    bool start_tag() {
        std::size_t const start = at_;
        ++nodes_;
        ++at_;
        std::string_view const opened = element_name();
        if (opened.empty()) {
            return fail(malformed(start, sentence("`<` does not begin an element here"),
                                  sentence("write `&lt;` where a less-than sign is meant")));
        }
        if (open_.empty() && root_seen_) {
            return fail({start, "X111", sentence("a second root element `{}` follows the first", opened),
                         sentence("one file holds one filing; put the other one into a file of its own")});
        }
        root_seen_ = true;
        if (result_.first_names.size() < most_first_names) result_.first_names.push_back(opened);
        if (open_.size() == row_level_) {
            row_begin_ = start;
            nodes_before_row_ = nodes_ - 1;
        }
        if (at_ == text_.size() || text_[at_] != '>') {
            bool closed = false;
            if (!attributes(start, closed)) return false;
            if (closed) {
                if (open_.size() == marked_level_) marked_level_ = no_level;
                if (open_.size() == row_level_) end_row();
                return true;
            }
        }
        ++at_;
        return open(start, opened);
    }

    bool open(std::size_t start, std::string_view opened) {
        if (open_.size() == limits_.depth) {
            return fail({start, "X108", sentence("elements are nested more than {} deep", limits_.depth),
                         sentence("a filing needs no more than five levels; this is not one")});
        }
        if (open_.size() == containers_.depth && containers_.hold(opened)) row_level_ = containers_.depth + 1;
        open_.push_back(opened);
        return true;
    }

    // Up to the `>` of a start tag, or behind the `/>` that closes the element at once.
    bool attributes(std::size_t start, bool& closed) {
        attributes_.clear();
        for (;;) {
            std::size_t const before = at_;
            skip_space();
            if (at_ == text_.size())
                return fail(malformed(start, sentence("this tag is not closed"), sentence("end it with `>`")));
            if (text_[at_] == '>') return true;
            if (at("/>")) {
                at_ += 2;
                closed = true;
                return true;
            }
            if (before == at_)
                return fail(malformed(at_,
                                      sentence("a blank is missing before this attribute, or the tag is not closed"),
                                      sentence("add a blank or `>`")));
            if (!attribute()) return false;
        }
    }

    bool attribute() {
        std::size_t const start = at_;
        ++nodes_;
        std::string_view const key = name();
        if (key.empty())
            return fail(malformed(start, sentence("an attribute's name is expected here"),
                                  sentence("write attributes as `name=\"value\"`, or close the tag with `>`")));
        if (key == "confidential") marked_level_ = std::min(marked_level_, open_.size());
        skip_space();
        if (at_ == text_.size() || text_[at_] != '=') {
            return fail(malformed(start, sentence("the attribute `{}` has no value", key),
                                  sentence("write it as `name=\"value\"`")));
        }
        ++at_;
        skip_space();
        if (at_ == text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) {
            return fail(malformed(start, sentence("the value of the attribute `{}` is not in quotes", key),
                                  sentence("put it in quotes")));
        }
        std::size_t const open = at_ + 1;
        std::size_t const close = text_.find(text_[at_], open);
        if (close == std::string_view::npos) {
            return fail(malformed(start, sentence("the value of the attribute `{}` is not closed", key),
                                  sentence("add the closing quote")));
        }
        std::string_view const value = text_.substr(open, close - open);
        if (std::size_t const less = value.find('<'); less != std::string_view::npos) {
            return fail(malformed(open + less, sentence("`<` is not allowed in an attribute's value"),
                                  sentence("write `&lt;`, or add the missing quote")));
        }
        if (!references(open, close)) return false;
        if (std::find(attributes_.begin(), attributes_.end(), key) != attributes_.end()) {
            return fail(
                {start, "X112", sentence("the attribute `{}` is given twice", key), sentence("remove one of the two")});
        }
        if (attributes_.size() == limits::max_xml_attributes) {
            return fail({start, "X109", sentence("an element has more than {} attributes", limits::max_xml_attributes),
                         sentence("a filing needs none")});
        }
        attributes_.push_back(key);
        at_ = close + 1;
        return true;
    }

    fault outside(std::size_t offset) const {
        return {offset, "X111",
                sentence(root_seen_ ? reports::for_translation("text follows the root element")
                                    : reports::for_translation("text stands before the root element")),
                sentence("only the root element, comments and blanks may stand there")};
    }

    bool characters(std::size_t begin, std::size_t end) {
        ++nodes_;
        if (open_.empty()) {
            std::string_view const run = text_.substr(begin, end - begin);
            auto const stray = std::find_if_not(run.begin(), run.end(), is_space);
            if (stray == run.end()) return true;
            return fail(outside(begin + static_cast<std::size_t>(stray - run.begin())));
        }
        if (std::size_t const bad = section_ends_.find(begin, end); bad != std::string_view::npos) {
            return fail(malformed(bad, sentence("`]]>` is not allowed in a text"), sentence("write `]]&gt;`")));
        }
        return references(begin, end);
    }

    bool references(std::size_t begin, std::size_t end) {
        for (;;) {
            begin = ampersands_.find(begin, end);
            if (begin == std::string_view::npos) return true;
            std::size_t const semicolon = text_.substr(begin, std::min<std::size_t>(end - begin, 16)).find(';');
            if (semicolon == std::string_view::npos) {
                return fail({begin, "X106", sentence("`&` does not begin a reference here"),
                             sentence("write `&amp;` where an ampersand is meant")});
            }
            std::string_view const inside = text_.substr(begin + 1, semicolon - 1);
            if (!is_xml_reference(inside)) {
                // A text that may be confidential is not quoted.
                bool const quotable = text_.find("confidential") == std::string_view::npos;
                return fail(
                    {begin, "X106",
                     quotable ? sentence("the reference `&{};` is not one that XML knows", inside)
                              : sentence("this reference is not one that XML knows"),
                     sentence("write the character itself, or one of `&amp;` `&lt;` `&gt;` `&quot;` `&apos;`")});
            }
            begin += semicolon + 1;
        }
    }

    std::string_view text_;
    std::size_t at_;
    gate_limits limits_;
    xml_containers const& containers_;
    gate_result& result_;
    maybe_fault found_;
    std::vector<std::string_view> open_;
    std::vector<std::string_view> attributes_;  // names of the tag being read
    token_finder section_ends_{text_, "]]>"};
    token_finder ampersands_{text_, "&"};
    name_memory names_;
    xml_window_list rows_{text_, containers_.window_bytes};
    std::size_t row_level_ = no_level;  // elements that are open around a row; no_level outside containers
    std::size_t row_begin_ = 0;
    std::size_t nodes_ = 0;
    std::size_t nodes_before_row_ = 0;
    std::size_t marked_level_ = no_level;  // how deep the outermost marked element stands that is open
    std::uint8_t name_kinds_ = 0;          // of the bytes of all names
    bool root_seen_ = false;
};

maybe_fault check_start(std::string_view bytes, gate_limits const& limits, std::size_t& body) {
    if (bytes.size() > limits.bytes) {
        return fault{0, "X101", sentence("the XML text has {} bytes; the limit is {}", bytes.size(), limits.bytes),
                     sentence("split the filing into several files")};
    }
    using namespace std::string_view_literals;
    bool const wide = bytes.starts_with("\xFE\xFF"sv) || bytes.starts_with("\xFF\xFE"sv) ||
                      bytes.starts_with("<\0"sv) || bytes.starts_with("\0<"sv) || bytes.starts_with("\0\0"sv);
    if (wide)
        return fault{0, "X102", sentence("the file is encoded in UTF-16 or UTF-32"),
                     sentence("save the file as UTF-8")};
    body = bytes.starts_with("\xEF\xBB\xBF"sv) ? 3 : 0;
    return std::nullopt;
}

void set_error(gate_result& result, std::string_view bytes, maybe_fault found) {
    if (!found) return;
    text_position const at = position_in(bytes, result.line_starts, found->offset);
    result.error = read_error{{}, found->code, std::move(found->message), std::move(found->help), at.line, at.column};
}

}  // namespace

gate_result check_xml_bytes(std::string_view bytes, gate_limits const& limits, xml_containers const& containers) {
    gate_result result;
    maybe_fault found = check_start(bytes, limits, result.body);
    if (found) {
        result.line_starts = {0};
    } else {
        // Markup is ASCII: the scanner needs no characters that were checked before. Their faults come first all the
        // same.
        bool const apart = bytes.size() >= large_text && threads_for(2) > 1;
        auto characters = std::async(apart ? std::launch::async : std::launch::deferred, [&] {
            result.line_starts = line_starts_of(bytes);
            return check_characters(bytes, result.body);
        });
        if (!apart) characters.wait();
        maybe_fault markup = scanner(bytes, limits, containers, result).run();
        found = characters.get();
        if (!found) found = std::move(markup);
    }
    set_error(result, bytes, std::move(found));
    return result;
}

gate_result check_text_bytes(std::string_view bytes) {
    gate_result result;
    result.line_starts = line_starts_of(bytes);
    set_error(result, bytes, check_characters(bytes, 0));
    return result;
}

}  // namespace a6::checker
