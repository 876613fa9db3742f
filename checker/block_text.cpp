#include "checker/block_text.hpp"

#include <tuple>

namespace a6::checker {

namespace {

parsed_block not_a_block(std::string problem) { return {std::nullopt, std::move(problem)}; }

parsed_block in_every_series(std::string const& serials) {
    return not_a_block("`" + serials + "` alone is in every series; give the identifier in full, as CA0001-GHA01-GHA-" +
                       serials + "-2022");
}

}  // namespace

parsed_block parse_block(std::string_view text, text_pool& pool) {
    auto tidy = [](std::string_view s) {
        while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
        while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
        return s;
    };
    std::string first(tidy(text));
    std::string last = first;
    if (auto const to = text.find(" to "); to != std::string_view::npos) {
        first = tidy(text.substr(0, to));
        last = tidy(text.substr(to + 4));
    } else if (auto const dots = first.find(".."); dots != std::string::npos) {
        auto const tail = first.rfind('-');
        auto const head = first.rfind('-', dots);
        auto const number = [&](std::string const& part) {
            auto const p = parse_itmo(part, pool);
            return p && !p->full();
        };
        if (number(first.substr(0, dots)) && number(first.substr(dots + 2))) return in_every_series(first);
        if (tail == std::string::npos || head == std::string::npos || tail < dots)
            return not_a_block("`" + first + "` is no range like CA0001-GHA01-GHA-1..1000-2022");
        last = first.substr(0, head + 1) + first.substr(dots + 2);
        first = first.substr(0, dots) + first.substr(tail);
    }
    auto const from = parse_itmo(first, pool);
    auto until = parse_itmo(last, pool);
    if (!from || !until)
        return not_a_block("`" + (from ? last : first) + "` is no identifier like CA0001-GHA01-GHA-1500-2022");
    if (!from->full()) return in_every_series(first == last || until->full() ? first : first + ".." + last);
    if (!until->full()) {
        auto const serial = until->serial;
        until = *from;
        until->serial = serial;
    }
    if (std::tie(from->approach, from->registry, from->party, from->vintage) !=
        std::tie(until->approach, until->registry, until->party, until->vintage))
        return not_a_block("`" + first + "` and `" + last + "` are not the ends of one block");
    if (from->serial > until->serial) return not_a_block("the first serial number is greater than the last");
    return {serial_block{from->approach, from->registry, from->party, from->vintage, from->serial, until->serial}, {}};
}

}  // namespace a6::checker
