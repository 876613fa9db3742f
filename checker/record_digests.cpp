#include "checker/record_digests.hpp"

#include "dsl/lexical.hpp"

#include <algorithm>
#include <string_view>

namespace a6::checker {

namespace {

// Walks the tokens of one declaration.
class token_walk {
public:
    token_walk(std::string_view text, std::uint32_t begin)
        : text_{text}, tokens_{dsl::lexical::tokens_in(text, begin, static_cast<std::uint32_t>(text.size()))} {}

    bool at_end() const { return next_ == tokens_.size(); }
    std::string_view word() const { return at_end() ? std::string_view{} : slice(tokens_[next_]); }
    void advance() { ++next_; }
    bool take(std::string_view wanted) {
        if (word() != wanted) return false;
        advance();
        return true;
    }
    // A text, which may stand in several pieces.
    std::string take_text() {
        std::string out;
        for (; word().size() > 1 && word().front() == '"'; advance()) out += word().substr(1, word().size() - 2);
        return out;
    }
    // End of the token before the next.
    std::uint32_t end_of_last() const { return tokens_[next_ - 1].end; }

private:
    std::string_view slice(dsl::span s) const { return text_.substr(s.begin, s.end - s.begin); }

    std::string_view text_;
    std::vector<dsl::span> tokens_;
    std::size_t next_ = 0;
};

struct insertion {
    std::uint32_t begin;  // what stands between here
    std::uint32_t end;    // and here is replaced
    std::string text;
};

}  // namespace

recorded_text with_digests(std::string text, std::uint32_t id_offset, std::vector<digest_to_record> const& digests) {
    std::vector<insertion> insertions;
    token_walk walk(text, id_offset);
    while (!walk.at_end() && !walk.take("{")) walk.advance();
    while (!walk.at_end() && walk.word() != "}") {
        if (!walk.take("source")) {
            walk.advance();
            continue;
        }
        std::string const source = walk.take_text();
        if (!walk.take("para")) continue;
        std::string const paragraph = walk.take_text();
        auto const place = walk.end_of_last();
        if (walk.take("digest")) walk.take_text();
        auto const d = std::find_if(digests.begin(), digests.end(), [&](digest_to_record const& each) {
            return each.source == source && each.paragraph == paragraph;
        });
        if (d != digests.end()) insertions.push_back({place, walk.end_of_last(), " digest \"" + d->digest + "\""});
    }
    recorded_text out{std::move(text), insertions.size()};
    for (auto i = insertions.rbegin(); i != insertions.rend(); ++i)
        out.text.replace(i->begin, i->end - i->begin, i->text);
    return out;
}

}  // namespace a6::checker
