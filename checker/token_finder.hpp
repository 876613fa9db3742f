#pragma once
// Searching one text for one token again and again, from its beginning to its end.

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace a6::checker {

// The next place of a token in a text that is gone through from its beginning to its end. Looked for a stretch at a
// time, so that what is read for it is still at hand for whoever goes through the text.
class token_finder {
public:
    token_finder(std::string_view text, std::string_view token) : text_(text), token_(token) {}

    // The first place in [begin, end), or npos. `begin` never decreases; no token stands across `end`.
    std::size_t find(std::size_t begin, std::size_t end) {
        if (next_ < begin) look(begin);
        while (next_ == known_ && known_ < end) look(known_);
        return next_ < end ? next_ : std::string_view::npos;
    }

private:
    static constexpr std::size_t stretch = std::size_t{32} << 10;

    void look(std::size_t from) {
        known_ = std::min(from + stretch, text_.size());
        std::size_t const hit = text_.substr(0, std::min(known_ + token_.size() - 1, text_.size())).find(token_, from);
        next_ = hit == std::string_view::npos ? known_ : hit;
    }

    std::string_view text_;
    std::string_view token_;
    std::size_t known_ = 0;  // what stands before is known
    std::size_t next_ = 0;   // the first token that is not yet passed, or known_
};

}  // namespace a6::checker
