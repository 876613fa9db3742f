// Blocks that two Parties hold, found by the index that rules look them up in, or by the life of every serial:
// `a6_block_overlaps index blocks.csv`, `a6_block_overlaps life blocks.csv`. The list is that of a6_make_blocks. Says
// how many pairs of blocks overlap (`index`) or how many blocks have serials that another holds already (`life`), and
// how many serials they share: `PAIRS SERIALS`.

#include "checker/block_index.hpp"
#include "checker/file_bytes.hpp"
#include "checker/life.hpp"
#include "checker/text_pool.hpp"
#include "dsl/plan.hpp"

#include <charconv>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>

namespace {

using namespace a6::checker;

struct block_list {
    text_pool texts;
    std::vector<text_id> holders;  // parallel to blocks
    std::vector<serial_block> blocks;
};

std::string_view until(char mark, std::string_view& rest) {
    std::string_view const field = rest.substr(0, rest.find(mark));
    rest.remove_prefix(std::min(rest.size(), field.size() + 1));
    return field;
}

template <class Number>
Number number(std::string_view text) {
    Number value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        throw std::runtime_error("no number: " + std::string(text));
    return value;
}

void load(std::string const& path, block_list& out) {
    std::string bytes;
    if (load_file(path, std::size_t{4} << 30, bytes)) throw std::runtime_error("cannot read " + path);
    std::string_view rest = bytes;
    until('\n', rest);  // names of the columns
    while (!rest.empty()) {
        std::string_view line = until('\n', rest);
        out.holders.push_back(out.texts.intern(until(',', line)));
        std::string_view series = until(',', line);
        serial_block b;
        b.approach = out.texts.intern(until('-', series));
        b.registry = out.texts.intern(until('-', series));
        b.party = out.texts.intern(until('-', series));
        b.vintage = number<std::int32_t>(series);
        b.first = number<std::int64_t>(until(',', line));
        b.last = number<std::int64_t>(line);
        out.blocks.push_back(b);
    }
}

struct shared_serials {
    std::size_t times = 0;
    std::int64_t serials = 0;
};

constexpr std::uint64_t everywhere = 3;  // the scope of a query that looks at all Parties

shared_serials by_index(block_list const& list) {
    std::vector<row_groups::entry> entries;
    entries.reserve(list.blocks.size());
    for (std::uint32_t row = 0; row < list.blocks.size(); ++row)
        entries.push_back({hash_series(everywhere, list.blocks[row]), row});
    block_index const index(entries, list.blocks);
    shared_serials found;
    for (std::uint32_t row = 0; row < list.blocks.size(); ++row) {
        auto const& b = list.blocks[row];
        index.each(index.from(everywhere, b), b, list.blocks, [&](std::uint32_t other) {
            auto const& o = list.blocks[other];
            if (other <= row || list.holders[other] == list.holders[row] || overlaps(b, o) != truth::yes) return true;
            ++found.times;
            found.serials += std::min(b.last, o.last) - std::max(b.first, o.first) + 1;
            return true;
        });
    }
    return found;
}

// Who holds serials may hold them again; nobody else may.
a6::dsl::lifecycle held_by_one() {
    a6::dsl::lifecycle cycle;
    cycle.states = {"free", "held"};
    a6::dsl::lifecycle::move hold;
    hold.from = 0b11;
    hold.to = 1;
    hold.by_holder = true;
    cycle.moves.push_back(hold);
    return cycle;
}

shared_serials by_life(block_list const& list) {
    std::vector<life_event> events(list.blocks.size());
    for (std::uint32_t row = 0; row < events.size(); ++row) {
        auto& e = events[row];
        e.row = row;
        e.block = list.blocks[row];
        e.order = {row};
        e.begins_known = true;
        e.actor = list.holders[row];
        e.passes = e.actor;
    }
    shared_serials found;
    for (auto const& outcome :
         follow(held_by_one(), events, nullptr, std::max(1u, std::thread::hardware_concurrency()))) {
        if (outcome.elsewhere().empty()) continue;
        ++found.times;
        found.serials += outcome.elsewhere().size().value();
    }
    return found;
}

}  // namespace

int main(int count, char** words) {
    std::string_view const way = count == 3 ? words[1] : "";
    if (way != "index" && way != "life") {
        std::cerr << "usage: a6_block_overlaps index|life FILE\n";
        return 2;
    }
    try {
        block_list list;
        load(words[2], list);
        shared_serials const found = way == "index" ? by_index(list) : by_life(list);
        std::cout << found.times << ' ' << found.serials << '\n';
    } catch (std::exception const& e) {
        std::cerr << e.what() << '\n';
        return 2;
    }
}
