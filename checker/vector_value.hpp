#pragma once
// A column of values of one type with a mask for "unknown": what expressions are evaluated to, a batch of rows at a
// time.

#include "checker/serials.hpp"
#include "checker/values.hpp"
#include "dsl/model.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace a6::checker {

inline constexpr std::int64_t no_row = -1;

// to[n] = f(to[n], from[n]...) for all n; f gives 0 or 1. None of the lists is `to`. Written so that the compiler can
// see that writing bytes changes nothing else, and does many elements at a time.
template <class Function, class... Value>
void update(std::vector<std::uint8_t>& to, Function const& f, std::vector<Value> const&... from) {
    std::uint8_t* __restrict const flags = to.data();
    std::size_t const size = to.size();
    auto const all = [&f, flags, size](Value const*... values) {
        for (std::size_t n = 0; n < size; ++n) flags[n] = static_cast<std::uint8_t>(f(flags[n], values[n]...));
    };
    all(from.data()...);
}

// How many of them are 1.
inline std::size_t count_set(std::vector<std::uint8_t> const& flags) {
    std::size_t sum = 0;
    for (auto const flag : flags) sum += flag;
    return sum;
}

// The few elements of a column that stand for more than one row, by element. Nearly always empty.
class several_rows {
public:
    using entry = std::pair<std::uint32_t, std::vector<std::uint32_t>>;

    bool empty() const { return entries_.empty(); }
    std::vector<entry>::const_iterator end() const { return entries_.end(); }
    std::vector<entry>::const_iterator begin() const { return entries_.begin(); }
    std::vector<entry>::const_iterator find(std::uint32_t element) const {
        if (entries_.empty()) return entries_.end();
        auto const it = place(element);
        return it != entries_.end() && it->first == element ? it : entries_.end();
    }
    bool count(std::uint32_t element) const { return find(element) != end(); }
    void set(std::uint32_t element, std::vector<std::uint32_t> rows) {
        auto const it = place(element);
        if (it != entries_.end() && it->first == element)
            entries_[static_cast<std::size_t>(it - entries_.begin())].second = std::move(rows);
        else
            entries_.emplace(it, element, std::move(rows));
    }

private:
    std::vector<entry>::const_iterator place(std::uint32_t element) const {
        if (entries_.empty() || entries_.back().first < element) return entries_.end();
        return std::lower_bound(entries_.begin(), entries_.end(), element,
                                [](entry const& e, std::uint32_t n) { return e.first < n; });
    }

    std::vector<entry> entries_;  // by element
};

// Only the member that the type uses is filled; all used members are as long as `known`.
struct vector_value {
    dsl::kind k = dsl::kind::boolean;
    bool list_of = false;
    std::vector<std::uint8_t> known;
    std::vector<std::uint8_t> yes;                     // boolean; 0 or 1, and 0 where it is not known
    std::vector<std::int64_t> i;                       // integer text code date year version; row: row number or no_row
    std::vector<dsl::decimal> d;                       // decimal
    std::vector<itmo_identifier> u;                    // itmo
    std::vector<timeframe> t;                          // timeframe
    std::vector<dsl::period> p;                        // period
    std::vector<serial_block> b;                       // block
    std::vector<std::shared_ptr<serial_set const>> s;  // blocks
    std::vector<std::vector<text_id>> items;           // lists
    // row: lookups that more than one row matches; reading a field gives their common value.
    several_rows many;

    std::size_t size() const { return known.size(); }
    truth as_truth(std::size_t n) const { return !known[n] ? truth::unknown : yes[n] ? truth::yes : truth::no; }
};

using vector_ptr = std::shared_ptr<vector_value const>;

// The items of a list as a set: sorted, each once.
std::vector<text_id> as_set(std::vector<text_id> items);

// Most sets that are computed are empty; these are one and the same.
std::shared_ptr<serial_set const> shared(serial_set s);

// A vector of n unknown values.
vector_value make_vector(dsl::type const& t, std::size_t n);
// dst[at] = src[from]; both of one type.
void copy_value(vector_value& dst, std::size_t at, vector_value const& src, std::size_t from);
// Adds the values of `more` behind those of `to`.
void append_values(vector_value& to, vector_value const& more);
vector_value gather(vector_value const& src, std::vector<std::uint32_t> const& from);
// The `count` values from `begin` on.
vector_value slice(vector_value const& src, std::size_t begin, std::size_t count);
// dst[at + n] = src[n] for all of src; both of one type. Which elements stand for several rows is not copied.
void copy_lists(vector_value& dst, std::size_t at, vector_value const& src);
void copy_values(vector_value& dst, std::size_t at, vector_value const& src);  // that too
// Both known and equal bytes (not for serials).
bool same_value(vector_value const& a, std::size_t i, vector_value const& b, std::size_t j);
std::uint64_t hash_value(vector_value const& v, std::size_t n);
// Known, and if it is a row, exactly one: what can be compared and looked up.
bool has_one_value(vector_value const& v, std::size_t n);
// Of a column of rows: elements i and j stand for the same row or rows, or for none.
bool same_rows(vector_value const& v, std::size_t i, std::size_t j);

}  // namespace a6::checker
