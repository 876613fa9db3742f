#pragma once
// Random syntax trees for properties of printer and parser: only such as the parser can produce, the same for the same
// seed on every platform.

#include "dsl/syntax.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace a6::dsl::testing {

class tree_generator {
public:
    explicit tree_generator(std::uint32_t seed) : random_(seed) {}

    syntax::file file();
    syntax::expression expression(int depth);

private:
    // Distributions of the standard library differ between libraries; the engine does not.
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
    bool chance(std::uint32_t one_in) { return below(one_in) == 0; }
    std::string pick(std::vector<std::string_view> const& words) {
        return std::string(words[below(static_cast<std::uint32_t>(words.size()))]);
    }
    template <typename Make>
    auto several(std::uint32_t least, std::uint32_t most, Make make) {
        std::vector<decltype(make())> result;
        for (auto n = least + below(most - least + 1); n != 0; --n) result.push_back(make());
        return result;
    }
    template <typename Make>
    auto maybe(Make make) {
        std::optional<decltype(make())> result;
        if (chance(2)) result = make();
        return result;
    }

    syntax::word word(std::string text) { return {std::move(text), {}}; }
    syntax::word name();
    syntax::word id();
    syntax::word unit();
    syntax::word date();
    syntax::text text();
    syntax::message message();
    syntax::source source();
    syntax::type_name type();
    syntax::dated dated();
    syntax::lookup lookup();
    syntax::place place();
    syntax::norm norm();
    syntax::expression condition() { return expression(3); }

    syntax::unit_declaration unit_declaration();
    syntax::list_declaration list();
    syntax::report_declaration report();
    syntax::field_declaration field();
    syntax::table_declaration table();
    syntax::requirement_declaration requirement();
    syntax::disposition_clause disposition();
    syntax::part_declaration part();
    syntax::instrument_declaration instrument();
    syntax::lifecycle_declaration lifecycle();
    syntax::param_declaration param();
    syntax::define_declaration define();
    syntax::document_declaration document();
    syntax::rule_declaration rule();

    std::mt19937 random_;
};

}  // namespace a6::dsl::testing
