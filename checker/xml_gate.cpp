#include "checker/xml_gate.hpp"

#include "checker/text_position.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

namespace a6::checker {
namespace {

struct fault {
    std::size_t offset = 0;
    char const* code = "";
    sentence message;
    sentence help;
};
using maybe_fault = std::optional<fault>;

fault malformed(std::size_t offset, sentence message, sentence help) {
    return {offset, "X110", std::move(message), std::move(help)};
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_char(char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

bool is_xml_character(std::uint32_t c) {
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

std::string hex(std::uint32_t value, char const* prefix, int digits) {
    std::array<char, 24> out{};
    std::snprintf(out.data(), out.size(), "%s%0*X", prefix, digits, value);
    return out.data();
}

// Length of the UTF-8 sequence at p, 0 if it is not one (overlong, surrogate, out of range, cut off).
std::size_t utf8_length(unsigned char const* p, unsigned char const* end) {
    auto const tail = [&](int i) { return p + i < end && (p[i] & 0xC0) == 0x80; };
    if (*p < 0xC2) return 0;
    if (*p < 0xE0) return tail(1) ? 2 : 0;
    if (*p < 0xF0) {
        if (!tail(1) || !tail(2)) return 0;
        if (*p == 0xE0 && p[1] < 0xA0) return 0;
        if (*p == 0xED && p[1] > 0x9F) return 0;
        return 3;
    }
    if (*p > 0xF4 || !tail(1) || !tail(2) || !tail(3)) return 0;
    if (*p == 0xF0 && p[1] < 0x90) return 0;
    if (*p == 0xF4 && p[1] > 0x8F) return 0;
    return 4;
}

enum class byte_class : std::uint8_t { plain, newline, control, high };

constexpr std::array<byte_class, 256> make_classes() {
    std::array<byte_class, 256> table{};
    for (std::size_t i = 0; i < 256; ++i) {
        table[i] = i >= 0x80 ? byte_class::high : i < 0x20 ? byte_class::control : byte_class::plain;
    }
    table['\t'] = byte_class::plain;
    table['\r'] = byte_class::plain;
    table['\n'] = byte_class::newline;
    return table;
}
constexpr auto classes = make_classes();

// Eight bytes at once: none of them below U+0020 and none above U+007F, so nothing to look at.
bool is_plain_word(unsigned char const* p) {
    std::uint64_t word = 0;
    std::memcpy(&word, p, sizeof word);
    constexpr std::uint64_t high = 0x8080808080808080U;
    constexpr std::uint64_t blank = 0x2020202020202020U;
    return (((word - blank) | word) & high) == 0;
}

// Encoding and characters of the whole text; collects the line starts on the way.
maybe_fault check_characters(std::string_view bytes, std::size_t body, std::vector<std::uint32_t>& line_starts) {
    auto const* const begin = reinterpret_cast<unsigned char const*>(bytes.data());
    auto const* const end = begin + bytes.size();
    maybe_fault found;
    for (auto const* p = begin + body; p != end; ++p) {
        while (end - p >= 8 && is_plain_word(p)) p += 8;
        if (p == end) break;
        byte_class const kind = classes[*p];
        if (kind == byte_class::plain) continue;
        auto const offset = static_cast<std::size_t>(p - begin);
        if (kind == byte_class::newline) {
            line_starts.push_back(static_cast<std::uint32_t>(offset + 1));
        } else if (kind == byte_class::control) {
            return fault{offset, "X105", sentence("the control character {} is not allowed", hex(*p, "U+", 4)),
                         sentence("remove it; it often comes from copying out of another program")};
        } else {
            std::size_t const length = utf8_length(p, end);
            if (length == 0) {
                return fault{offset, "X104", sentence("the byte {} is not part of a UTF-8 character", hex(*p, "0x", 2)),
                             sentence("save the file as UTF-8")};
            }
            if (length == 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE) {
                return fault{offset, "X105",
                             sentence("the code point {} is not a character", hex(0xFFC0U | (p[2] & 0x3FU), "U+", 4)),
                             sentence("remove it")};
            }
            p += length - 1;
        }
    }
    return found;
}

// Elements, attributes and references. INVARIANT: at_ <= text_.size().
class scanner {
public:
    scanner(std::string_view text, std::size_t body, gate_limits const& limits)
        : text_(text), at_(body), limits_(limits) {}

    maybe_fault run() {
        if (auto f = declaration()) return f;
        while (at_ < text_.size()) {
            std::size_t const next = std::min(text_.find('<', at_), text_.size());
            if (next != at_) {
                if (auto f = characters(at_, next)) return f;
            }
            at_ = next;
            if (at_ == text_.size()) break;
            if (auto f = markup()) return f;
            if (nodes_ > limits_.nodes) {
                return fault{at_, "X109", sentence("more than {} elements, attributes and texts", limits_.nodes),
                             sentence("split the filing into several files")};
            }
        }
        if (!open_.empty()) {
            return malformed(text_.size(), sentence("the file ends inside the element `{}`", open_.back()),
                             sentence("the file was probably cut off; ask for it again or add the missing end tags"));
        }
        if (!root_seen_)
            return malformed(text_.size(), sentence("there is no element in the file"),
                             sentence("give a filing as XML"));
        return std::nullopt;
    }

private:
    bool at(std::string_view token) const { return text_.substr(at_, token.size()) == token; }

    void skip_space() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }

    std::string_view name() {
        std::size_t const start = at_;
        if (at_ < text_.size() && is_name_start(text_[at_])) {
            while (at_ < text_.size() && is_name_char(text_[at_])) ++at_;
        }
        return text_.substr(start, at_ - start);
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

    maybe_fault markup() {
        if (at("<!--")) return comment();
        if (at("<![CDATA[")) return cdata();
        if (at("<!")) {
            return fault{at_, "X107",
                         sentence("a document type declaration (`<!DOCTYPE` or `<!ENTITY`) is not accepted"),
                         sentence("remove it; a filing needs none and its definitions could change what is read")};
        }
        if (at("<?")) return instruction();
        if (at("</")) return end_tag();
        return start_tag();
    }

    maybe_fault comment() {
        ++nodes_;
        std::size_t const dashes = text_.find("--", at_ + 4);
        if (dashes == std::string_view::npos)
            return malformed(at_, sentence("the comment is not closed"), sentence("end it with `-->`"));
        if (text_.substr(dashes, 3) != "-->") {
            return malformed(dashes, sentence("`--` is not allowed inside a comment"),
                             sentence("remove one dash, or end the comment with `-->`"));
        }
        at_ = dashes + 3;
        return std::nullopt;
    }

    maybe_fault cdata() {
        ++nodes_;
        if (open_.empty()) return outside(at_);
        std::size_t const end = text_.find("]]>", at_);
        if (end == std::string_view::npos)
            return malformed(at_, sentence("the CDATA section is not closed"), sentence("end it with `]]>`"));
        at_ = end + 3;
        return std::nullopt;
    }

    maybe_fault instruction() {
        ++nodes_;
        std::size_t const start = at_;
        at_ += 2;
        std::string_view const target = name();
        if (target.empty())
            return malformed(start, sentence("`<?` is not followed by a name"),
                             sentence("remove the processing instruction"));
        if (target.size() == 3 && (target[0] | 0x20) == 'x' && (target[1] | 0x20) == 'm' && (target[2] | 0x20) == 'l') {
            return malformed(start, sentence("the XML declaration does not stand at the very beginning of the file"),
                             sentence("remove everything before it, also blanks and empty lines"));
        }
        std::size_t const end = text_.find("?>", at_);
        if (end == std::string_view::npos)
            return malformed(start, sentence("the processing instruction is not closed"), sentence("end it with `?>`"));
        at_ = end + 2;
        return std::nullopt;
    }

    maybe_fault end_tag() {
        std::size_t const start = at_;
        at_ += 2;
        std::string_view const closed = name();
        skip_space();
        if (closed.empty() || at_ == text_.size() || text_[at_] != '>') {
            return malformed(start, sentence("this end tag is not complete"), sentence("write it as `</name>`"));
        }
        ++at_;
        if (open_.empty()) {
            return malformed(start, sentence("the end tag `</{}>` closes nothing", closed),
                             sentence("remove it, or add its start tag"));
        }
        if (open_.back() != closed) {
            return malformed(start,
                             sentence("the end tag `</{}>` stands where `</{}>` is expected", closed, open_.back()),
                             sentence("close the elements in the reverse order of their opening"));
        }
        open_.pop_back();
        return std::nullopt;
    }

    maybe_fault start_tag() {
        std::size_t const start = at_;
        ++nodes_;
        ++at_;
        std::string_view const opened = name();
        if (opened.empty()) {
            return malformed(start, sentence("`<` does not begin an element here"),
                             sentence("write `&lt;` where a less-than sign is meant"));
        }
        if (open_.empty() && root_seen_) {
            return fault{start, "X111", sentence("a second root element `{}` follows the first", opened),
                         sentence("one file holds one filing; put the other one into a file of its own")};
        }
        root_seen_ = true;
        attributes_.clear();
        for (;;) {
            std::size_t const before = at_;
            skip_space();
            if (at_ == text_.size())
                return malformed(start, sentence("this tag is not closed"), sentence("end it with `>`"));
            if (text_[at_] == '>') {
                ++at_;
                if (open_.size() == limits_.depth) {
                    return fault{start, "X108", sentence("elements are nested more than {} deep", limits_.depth),
                                 sentence("a filing needs no more than five levels; this is not one")};
                }
                open_.push_back(opened);
                return std::nullopt;
            }
            if (at("/>")) {
                at_ += 2;
                return std::nullopt;
            }
            if (before == at_)
                return malformed(at_, sentence("a blank is missing before this attribute, or the tag is not closed"),
                                 sentence("add a blank or `>`"));
            if (auto f = attribute()) return f;
        }
    }

    maybe_fault attribute() {
        std::size_t const start = at_;
        ++nodes_;
        std::string_view const key = name();
        if (key.empty())
            return malformed(start, sentence("an attribute's name is expected here"),
                             sentence("write attributes as `name=\"value\"`, or close the tag with `>`"));
        skip_space();
        if (at_ == text_.size() || text_[at_] != '=') {
            return malformed(start, sentence("the attribute `{}` has no value", key),
                             sentence("write it as `name=\"value\"`"));
        }
        ++at_;
        skip_space();
        if (at_ == text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) {
            return malformed(start, sentence("the value of the attribute `{}` is not in quotes", key),
                             sentence("put it in quotes"));
        }
        std::size_t const open = at_ + 1;
        std::size_t const close = text_.find(text_[at_], open);
        if (close == std::string_view::npos) {
            return malformed(start, sentence("the value of the attribute `{}` is not closed", key),
                             sentence("add the closing quote"));
        }
        std::string_view const value = text_.substr(open, close - open);
        if (std::size_t const less = value.find('<'); less != std::string_view::npos) {
            return malformed(open + less, sentence("`<` is not allowed in an attribute's value"),
                             sentence("write `&lt;`, or add the missing quote"));
        }
        if (auto f = references(open, close)) return f;
        if (std::find(attributes_.begin(), attributes_.end(), key) != attributes_.end()) {
            return fault{start, "X112", sentence("the attribute `{}` is given twice", key),
                         sentence("remove one of the two")};
        }
        if (attributes_.size() == limits::max_xml_attributes) {
            return fault{start, "X109", sentence("an element has more than {} attributes", limits::max_xml_attributes),
                         sentence("a filing needs none")};
        }
        attributes_.push_back(key);
        at_ = close + 1;
        return std::nullopt;
    }

    maybe_fault outside(std::size_t offset) const {
        return fault{offset, "X111",
                     sentence(root_seen_ ? reports::for_translation("text follows the root element")
                                         : reports::for_translation("text stands before the root element")),
                     sentence("only the root element, comments and blanks may stand there")};
    }

    maybe_fault characters(std::size_t begin, std::size_t end) {
        ++nodes_;
        std::string_view const run = text_.substr(begin, end - begin);
        if (open_.empty()) {
            auto const stray = std::find_if_not(run.begin(), run.end(), is_space);
            if (stray == run.end()) return std::nullopt;
            return outside(begin + static_cast<std::size_t>(stray - run.begin()));
        }
        if (std::size_t const bad = run.find("]]>"); bad != std::string_view::npos) {
            return malformed(begin + bad, sentence("`]]>` is not allowed in a text"), sentence("write `]]&gt;`"));
        }
        return references(begin, end);
    }

    maybe_fault references(std::size_t begin, std::size_t end) const {
        while (begin < end) {
            auto const* hit = static_cast<char const*>(std::memchr(text_.data() + begin, '&', end - begin));
            if (hit == nullptr) return std::nullopt;
            begin = static_cast<std::size_t>(hit - text_.data());
            std::size_t const semicolon = text_.substr(begin, std::min<std::size_t>(end - begin, 16)).find(';');
            if (semicolon == std::string_view::npos) {
                return fault{begin, "X106", sentence("`&` does not begin a reference here"),
                             sentence("write `&amp;` where an ampersand is meant")};
            }
            std::string_view const inside = text_.substr(begin + 1, semicolon - 1);
            if (!legal_reference(inside)) {
                // A text that may be confidential is not quoted.
                bool const quotable = text_.find("confidential") == std::string_view::npos;
                return fault{begin, "X106",
                             quotable ? sentence("the reference `&{};` is not one that XML knows", inside)
                                      : sentence("this reference is not one that XML knows"),
                             sentence("write the character itself, or one of `&amp;` `&lt;` `&gt;` `&quot;` `&apos;`")};
            }
            begin += semicolon + 1;
        }
        return std::nullopt;
    }

    static bool legal_reference(std::string_view inside) {
        if (!inside.starts_with('#')) {
            return inside == "amp" || inside == "lt" || inside == "gt" || inside == "quot" || inside == "apos";
        }
        inside.remove_prefix(1);
        bool const is_hex = inside.starts_with('x');
        if (is_hex) inside.remove_prefix(1);
        if (inside.empty() || inside.size() > 10) return false;
        std::uint64_t value = 0;
        for (char c : inside) {
            int digit = c >= '0' && c <= '9' ? c - '0' : -1;
            if (is_hex && c >= 'a' && c <= 'f') digit = c - 'a' + 10;
            if (is_hex && c >= 'A' && c <= 'F') digit = c - 'A' + 10;
            if (digit < 0) return false;
            value = value * (is_hex ? 16 : 10) + static_cast<std::uint64_t>(digit);
        }
        return value <= 0x10FFFF && is_xml_character(static_cast<std::uint32_t>(value));
    }

    std::string_view text_;
    std::size_t at_;
    gate_limits limits_;
    std::vector<std::string_view> open_;
    std::vector<std::string_view> attributes_;  // names of the tag being read
    std::size_t nodes_ = 0;
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

gate_result check_xml_bytes(std::string_view bytes, gate_limits const& limits) {
    gate_result result;
    result.line_starts.push_back(0);
    maybe_fault found = check_start(bytes, limits, result.body);
    if (!found) found = check_characters(bytes, result.body, result.line_starts);
    if (!found) found = scanner(bytes, result.body, limits).run();
    set_error(result, bytes, std::move(found));
    return result;
}

gate_result check_text_bytes(std::string_view bytes) {
    gate_result result;
    result.line_starts.push_back(0);
    set_error(result, bytes, check_characters(bytes, 0, result.line_starts));
    return result;
}

}  // namespace a6::checker
