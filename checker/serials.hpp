#pragma once
// ITMO identifiers, blocks and sets of serials. Registry 0 means: the registry of first transfer is not known (a bare
// running number in an acquirer's filing); whether such a block meets another cannot always be said.

#include "checker/text_pool.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

enum class truth : std::uint8_t { no, yes, unknown };

// approach, registry, party: texts of the pool; 0 for a bare running number.
struct itmo_identifier {
    text_id approach = 0;
    text_id registry = 0;
    text_id party = 0;
    std::int32_t vintage = 0;
    std::int64_t serial = 0;
    friend bool operator==(itmo_identifier const&, itmo_identifier const&) = default;
    bool full() const { return approach != 0; }
};

// "CA0902-GHA01-GHA-11,733-2023" or "11733" / "11,733". 6/CMA.4 annex I para 5 names the parts; the punctuation is
// practice.
std::optional<itmo_identifier> parse_itmo(std::string_view text, text_pool& pool);
std::string to_string(itmo_identifier const& id, text_pool const& pool);

// Serials first..last, both inside, first <= last.
struct serial_block {
    text_id approach = 0;
    text_id registry = 0;
    text_id party = 0;
    std::int32_t vintage = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    friend auto operator<=>(serial_block const&, serial_block const&) = default;
    // last - first + 1; serials are positive 63-bit numbers, so this cannot overflow.
    std::int64_t size() const { return last - first + 1; }
};

// Same approach, Party and vintage.
bool same_series(serial_block const& a, serial_block const& b);
truth overlaps(serial_block const& a, serial_block const& b);

// Sorted, disjoint, not touching within one key. Normal form: equal sets have equal bytes. Most sets have one block: it
// stands in the set itself.
class serial_set {
public:
    serial_set() = default;
    explicit serial_set(serial_block const& b) : first_(b), count_(1), lacks_registry_(b.registry == 0) {}
    explicit serial_set(std::vector<serial_block> blocks);  // any order, may overlap

    std::span<serial_block const> blocks() const& {
        return count_ > 1 ? std::span(blocks_) : std::span(&first_, count_);
    }
    std::span<serial_block const> blocks() const&& = delete;
    bool empty() const { return count_ == 0; }
    // Of some block the registry is not known.
    bool lacks_registry() const { return lacks_registry_; }
    // Empty when the count does not fit 63 bits.
    std::optional<std::int64_t> size() const;
    friend bool operator==(serial_set const& a, serial_set const& b) {
        return std::ranges::equal(a.blocks(), b.blocks());
    }

private:
    serial_block first_;
    std::vector<serial_block> blocks_;  // all of them, if there are several
    std::size_t count_ = 0;
    bool lacks_registry_ = false;
};

serial_set unite(serial_set const& a, serial_set const& b);
serial_set without(serial_set const& a, serial_set const& b);
serial_set intersect(serial_set const& a, serial_set const& b);
truth overlaps(serial_set const& a, serial_set const& b);
// An operation on these two would have to guess a registry.
bool ambiguous(serial_set const& a, serial_set const& b);
// So would the union of these: two of them may or may not share serials.
bool ambiguous(std::vector<serial_block> const& given);

// The blocks of a set as they are shown: by the names of approach, Party and registry, which numbers of texts say
// nothing of, then vintage and serial.
std::vector<serial_block> in_order_of_names(serial_set const& set, text_pool const& pool);

// "CA0902-GHA01-GHA-1..250-2023"; an unknown registry is shown as "?".
std::string to_string(serial_block const& b, text_pool const& pool);

}  // namespace a6::checker
