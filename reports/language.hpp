#pragma once
// The language of a report. The source has every text in English; a language gives its own words for them.
//
//     say("{} rows wait for {}", rows, document)
//     say.counted(rows, "{} row", "{} rows")
//
// Holes are `{}` or `{0}`, `{1}`, so that a translation can put them in another order.

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace a6::reports {

class language {
public:
    virtual ~language() = default;
    // The texts of the source as they are.
    static language const& english();

    // ISO 639-1: en, fr.
    virtual std::string_view code() const = 0;
    // The text in this language; `english` itself where there is none. The view lives as long as the language, or the
    // argument.
    virtual std::string_view text(std::string_view english) const = 0;
    // The form of the text for `count` things.
    virtual std::string_view form(std::uint64_t count, std::string_view one, std::string_view many) const = 0;

    std::string operator()(std::string_view english) const { return std::string{text(english)}; }
    template <typename... Holes>
    requires(sizeof...(Holes) > 0) std::string operator()(std::string_view english, Holes const&... holes) const {
        return fmt::format(fmt::runtime(text(english)), holes...);
    }
    // The first hole is the count.
    template <typename... Holes>
    std::string counted(std::uint64_t count, std::string_view one, std::string_view many, Holes const&... holes) const {
        return fmt::format(fmt::runtime(form(count, one, many)), count, holes...);
    }
};

}  // namespace a6::reports
