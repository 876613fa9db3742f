#include "reports/language.hpp"

#include <fmt/args.h>

namespace a6::reports {

namespace {

class source_language : public language {
public:
    std::string_view code() const override { return "en"; }
    std::string_view text(std::string_view english) const override { return english; }
    std::string_view form(std::uint64_t count, std::string_view one, std::string_view many) const override {
        return count == 1 ? one : many;
    }
};

}  // namespace

language const& language::english() {
    static source_language const only;
    return only;
}

std::string language::operator()(sentence const& waiting) const {
    if (!waiting.english_) return waiting.verbatim_;
    std::string_view const words =
        waiting.many_ ? form(waiting.count_, waiting.english_, waiting.many_) : text(waiting.english_);
    // A text without holes may hold braces of its own only where it is filled in, as in operator().
    if (waiting.holes_.empty()) return std::string{words};
    fmt::dynamic_format_arg_store<fmt::format_context> holes;
    for (sentence const& hole : waiting.holes_) holes.push_back((*this)(hole));
    return fmt::vformat(words, holes);
}

std::string sentence::english() const { return language::english()(*this); }

}  // namespace a6::reports
