#pragma once
// The language of a report. The source has every text in English; a language gives its own words for them.
//
//     say("{} rows wait for {}", rows, document)
//     say.counted(rows, "{} row", "{} rows")
//
// Holes are `{}` or `{0}`, `{1}`, so that a translation can put them in another order. What is said before anybody
// knows in which language waits as a `sentence`. The build finds the texts by these words: `say`, `counted`, `sentence`
// and `for_translation`; the texts behind them are literals.

#include <fmt/format.h>

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace a6::reports {

class sentence;

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
    std::string operator()(sentence const& waiting) const;
};

// A text with what fills its holes, said later. A hole may be a sentence itself.
class sentence {
public:
    sentence() = default;
    // What was said already, or is the same in every language.
    sentence(std::string said) : verbatim_{std::move(said)} {}
    // `english` is a literal: it is kept by address.
    template <typename... Holes>
    explicit sentence(char const* english, Holes&&... holes) : english_{english} {
        (holes_.push_back(hole(std::forward<Holes>(holes))), ...);
    }
    // The first hole is the count.
    template <typename... Holes>
    static sentence counted(std::uint64_t count, char const* one, char const* many, Holes&&... holes) {
        sentence out{one, count, std::forward<Holes>(holes)...};
        out.many_ = many;
        out.count_ = count;
        return out;
    }
    // What is the same in every language: a name, a value.
    static sentence verbatim(std::string text) {
        sentence out;
        out.verbatim_ = std::move(text);
        return out;
    }

    bool empty() const { return !english_ && verbatim_.empty(); }
    std::string english() const;

    friend bool operator==(sentence const& a, std::string_view b) { return a.english() == b; }
    friend std::ostream& operator<<(std::ostream& out, sentence const& s) { return out << s.english(); }

private:
    friend class language;
    template <typename Hole>
    static sentence hole(Hole&& value) {
        if constexpr (std::is_same_v<std::decay_t<Hole>, sentence>)
            return std::forward<Hole>(value);
        else if constexpr (std::is_integral_v<std::decay_t<Hole>>)
            return verbatim(std::to_string(value));
        else
            return verbatim(std::string{std::forward<Hole>(value)});
    }

    char const* english_ = nullptr;  // nullptr: verbatim_
    char const* many_ = nullptr;     // of a counted text: its other form
    std::uint64_t count_ = 0;
    std::string verbatim_;
    std::vector<sentence> holes_;
};

// Marks a text that is said elsewhere.
constexpr char const* for_translation(char const* english) { return english; }

}  // namespace a6::reports
