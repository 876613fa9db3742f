#include "checker/serials.hpp"

#include "checker/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace a6::checker {

namespace {

// "11733" or "11,733": no leading zero, commas only where thousands part, at most 18 digits.
std::optional<std::int64_t> parse_serial(std::string_view text) {
    if (text.empty() || text.front() < '1' || text.front() > '9') return std::nullopt;
    std::string digits;
    if (text.find(',') == std::string_view::npos) {
        digits = text;
    } else {
        std::size_t const head = text.find(',');
        if (head > 3 || (text.size() - head) % 4 != 0) return std::nullopt;
        digits = text.substr(0, head);
        for (std::size_t i = head; i < text.size(); i += 4) {
            if (text[i] != ',') return std::nullopt;
            digits += text.substr(i + 1, 3);
        }
    }
    if (digits.size() > 18 || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

auto key(serial_block const& b) { return std::tie(b.approach, b.registry, b.party, b.vintage); }

}  // namespace

std::optional<itmo_identifier> parse_itmo(std::string_view text, text_pool& pool) {
    itmo_identifier id;
    if (auto const bare = parse_serial(text)) {
        id.serial = *bare;
        return id;
    }
    // CAnnnn-PTYnn-PTY-n-yyyy: the lengths of all parts but the serial are fixed.
    if (text.size() < 6 + 1 + 5 + 1 + 3 + 1 + 1 + 1 + 4) return std::nullopt;
    auto const approach = text.substr(0, 6);
    auto const registry = text.substr(7, 5);
    auto const party = text.substr(13, 3);
    auto const serial = text.substr(17, text.size() - 22);
    auto const vintage = text.substr(text.size() - 4);
    bool const shape = text[6] == '-' && text[12] == '-' && text[16] == '-' && text[text.size() - 5] == '-' &&
                       approach.substr(0, 2) == "CA" && std::all_of(approach.begin() + 2, approach.end(), is_digit) &&
                       std::all_of(registry.begin(), registry.begin() + 3, is_upper) && is_digit(registry[3]) &&
                       is_digit(registry[4]) && std::all_of(party.begin(), party.end(), is_upper) &&
                       std::all_of(vintage.begin(), vintage.end(), is_digit);
    auto const number = parse_serial(serial);
    if (!shape || !number) return std::nullopt;
    id.approach = pool.intern(approach);
    id.registry = pool.intern(registry);
    id.party = pool.intern(party);
    std::from_chars(vintage.data(), vintage.data() + 4, id.vintage);
    id.serial = *number;
    return id;
}

std::string to_string(itmo_identifier const& id, text_pool const& pool) {
    if (!id.full()) return std::to_string(id.serial);
    std::string vintage = std::to_string(id.vintage);
    vintage.insert(0, 4 - std::min<std::size_t>(4, vintage.size()), '0');
    return std::string(pool[id.approach]) + '-' + std::string(pool[id.registry]) + '-' + std::string(pool[id.party]) +
           '-' + std::to_string(id.serial) + '-' + vintage;
}

bool same_series(serial_block const& a, serial_block const& b) {
    return a.approach == b.approach && a.party == b.party && a.vintage == b.vintage;
}

truth overlaps(serial_block const& a, serial_block const& b) {
    if (!same_series(a, b) || a.last < b.first || b.last < a.first) return truth::no;
    if (a.registry == 0 || b.registry == 0) return truth::unknown;
    return a.registry == b.registry ? truth::yes : truth::no;
}

serial_set::serial_set(std::vector<serial_block> blocks) {
    if (blocks.size() > 1) std::sort(blocks.begin(), blocks.end());
    for (serial_block const& b : blocks) {
        if (count_ > 0 && key(blocks[count_ - 1]) == key(b) && b.first <= blocks[count_ - 1].last + 1)
            blocks[count_ - 1].last = std::max(blocks[count_ - 1].last, b.last);
        else
            blocks[count_++] = b;
    }
    blocks.resize(count_);
    lacks_registry_ = std::any_of(blocks.begin(), blocks.end(), [](serial_block const& x) { return x.registry == 0; });
    if (count_ == 1)
        first_ = blocks.front();
    else
        blocks_ = std::move(blocks);
}

std::optional<std::int64_t> serial_set::size() const {
    std::int64_t total = 0;
    for (auto const& b : blocks())
        if (__builtin_add_overflow(total, b.size(), &total)) return std::nullopt;
    return total;
}

serial_set unite(serial_set const& a, serial_set const& b) {
    if (b.empty() || a == b) return a;
    if (a.empty()) return b;
    std::vector<serial_block> all(a.blocks().begin(), a.blocks().end());
    all.insert(all.end(), b.blocks().begin(), b.blocks().end());
    return serial_set(std::move(all));
}

namespace {

// Of two sets of one block each.
bool share_serials(serial_block const& a, serial_block const& b) {
    return key(a) == key(b) && a.first <= b.last && b.first <= a.last;
}

bool are_single(serial_set const& a, serial_set const& b) { return a.blocks().size() == 1 && b.blocks().size() == 1; }

}  // namespace

// The first block of `set`, from `from` on, that does not end before `piece` begins. Found by halving: a piece is often
// held against a set of many thousands.
template <class Iterator>
Iterator first_reaching(Iterator from, Iterator end, serial_block const& piece) {
    return std::partition_point(from, end, [&](serial_block const& b) {
        return key(b) < key(piece) || (key(b) == key(piece) && b.last < piece.first);
    });
}

serial_set without(serial_set const& a, serial_set const& b) {
    if (a.empty() || b.empty()) return a;
    if (are_single(a, b)) {
        serial_block const& x = a.blocks().front();
        serial_block const& y = b.blocks().front();
        if (!share_serials(x, y)) return a;
        if (y.first <= x.first && x.last <= y.last) return {};
    }
    std::vector<serial_block> out;
    auto cut = b.blocks().begin();
    for (serial_block piece : a.blocks()) {
        cut = first_reaching(cut, b.blocks().end(), piece);
        bool left = true;
        for (auto it = cut; it != b.blocks().end() && key(*it) == key(piece) && it->first <= piece.last; ++it) {
            if (it->first > piece.first) {
                serial_block head = piece;
                head.last = it->first - 1;
                out.push_back(head);
            }
            if (it->last >= piece.last) {
                left = false;
                break;
            }
            piece.first = it->last + 1;
        }
        if (left) out.push_back(piece);
    }
    return serial_set(std::move(out));
}

serial_set intersect(serial_set const& a, serial_set const& b) {
    if (a.empty() || b.empty()) return {};
    if (are_single(a, b)) {
        serial_block both = a.blocks().front();
        serial_block const& y = b.blocks().front();
        if (!share_serials(both, y)) return {};
        both.first = std::max(both.first, y.first);
        both.last = std::min(both.last, y.last);
        return serial_set(both);
    }
    if (b.blocks().size() < a.blocks().size()) return intersect(b, a);
    std::vector<serial_block> out;
    auto other = b.blocks().begin();
    for (serial_block const& piece : a.blocks()) {
        other = first_reaching(other, b.blocks().end(), piece);
        for (auto it = other; it != b.blocks().end() && key(*it) == key(piece) && it->first <= piece.last; ++it) {
            serial_block both = piece;
            both.first = std::max(piece.first, it->first);
            both.last = std::min(piece.last, it->last);
            out.push_back(both);
        }
    }
    return serial_set(std::move(out));
}

bool ambiguous(serial_set const& a, serial_set const& b) {
    if (!a.lacks_registry() && !b.lacks_registry()) return false;
    for (auto const& x : a.blocks())
        for (auto const& y : b.blocks())
            if (overlaps(x, y) == truth::unknown) return true;
    return false;
}

bool ambiguous(std::vector<serial_block> const& given) {
    if (std::none_of(given.begin(), given.end(), [](serial_block const& b) { return b.registry == 0; })) return false;
    auto blocks = given;
    auto const order = [](serial_block const& b) { return std::tie(b.approach, b.party, b.vintage, b.first); };
    std::sort(blocks.begin(), blocks.end(),
              [&](serial_block const& a, serial_block const& b) { return order(a) < order(b); });
    // Within one series, how far the blocks so far reach; serials are positive.
    std::int64_t reach = 0;
    std::int64_t reach_without_registry = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        serial_block const& b = blocks[i];
        if (i == 0 || !same_series(blocks[i - 1], b)) reach = reach_without_registry = 0;
        if (b.first <= (b.registry == 0 ? reach : reach_without_registry)) return true;
        reach = std::max(reach, b.last);
        if (b.registry == 0) reach_without_registry = std::max(reach_without_registry, b.last);
    }
    return false;
}

truth overlaps(serial_set const& a, serial_set const& b) {
    serial_set const both = intersect(a, b);
    // Two blocks with the registry unknown on both sides share their key, but that proves nothing.
    for (auto const& x : both.blocks())
        if (x.registry != 0) return truth::yes;
    if (!both.empty()) return truth::unknown;
    return ambiguous(a, b) ? truth::unknown : truth::no;
}

std::vector<serial_block> in_order_of_names(serial_set const& set, text_pool const& pool) {
    std::vector<serial_block> blocks(set.blocks().begin(), set.blocks().end());
    auto const name = [&](serial_block const& b) {
        return std::tuple(pool[b.approach], pool[b.party], pool[b.registry], b.vintage, b.first);
    };
    std::sort(blocks.begin(), blocks.end(),
              [&](serial_block const& a, serial_block const& b) { return name(a) < name(b); });
    return blocks;
}

std::string to_string(serial_block const& b, text_pool const& pool) {
    auto part = [&](text_id id) { return id == 0 ? std::string("?") : std::string(pool[id]); };
    std::string out = part(b.approach) + '-' + part(b.registry) + '-' + part(b.party) + '-' + std::to_string(b.first);
    if (b.last != b.first) out += ".." + std::to_string(b.last);
    return out + '-' + (b.vintage == 0 ? std::string("?") : std::to_string(b.vintage));
}

}  // namespace a6::checker
