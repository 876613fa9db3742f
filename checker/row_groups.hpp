#pragma once
// Row numbers grouped by a 64-bit hash: a table of groups in open addressing over one array of rows.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace a6::checker {

class row_groups {
public:
    struct entry {
        std::uint64_t hash;
        std::uint32_t row;
    };

    row_groups() = default;
    // Within a group the rows keep the order of `entries`. Rows of different keys may share a hash: whoever looks a
    // group up compares the keys.
    explicit row_groups(std::vector<entry> const& entries);

    struct group {
        std::uint32_t begin = 0;  // in rows()
        std::uint32_t end = 0;
    };
    // An empty group where there is none.
    group find(std::uint64_t hash) const;
    std::vector<group> const& groups() const { return groups_; }
    std::vector<std::uint32_t> const& rows() const { return rows_; }
    // Puts the rows of a group into another order.
    std::span<std::uint32_t> of(group g) { return std::span(rows_).subspan(g.begin, g.end - g.begin); }
    std::span<std::uint32_t const> of(group g) const { return std::span(rows_).subspan(g.begin, g.end - g.begin); }

private:
    // The number of the group of this hash; there is one from now on.
    std::uint32_t place(std::uint64_t hash);
    std::size_t free_or_equal(std::uint64_t hash) const;

    std::vector<std::uint32_t> rows_;
    std::vector<std::uint64_t> hashes_;  // parallel to groups_
    std::vector<group> groups_;
    std::vector<std::uint32_t> slots_;  // 1 + number of a group; 0: free. A power of two long.
};

}  // namespace a6::checker
