#include "checker/vector_value.hpp"

#include "dsl/hash.hpp"

#include <algorithm>

namespace a6::checker {

using dsl::kind;

std::vector<text_id> as_set(std::vector<text_id> items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items;
}

vector_value make_vector(dsl::type const& t, std::size_t n) {
    vector_value v;
    v.k = t.k;
    v.list_of = t.list_of;
    v.known.assign(n, 0);
    if (t.list_of) {
        v.items.resize(n);
        return v;
    }
    switch (t.k) {
        case kind::boolean: v.yes.assign(n, 0); break;
        case kind::decimal: v.d.resize(n); break;
        case kind::itmo: v.u.resize(n); break;
        case kind::timeframe: v.t.resize(n); break;
        case kind::period: v.p.resize(n); break;
        case kind::block: v.b.resize(n); break;
        case kind::blocks: v.s.resize(n); break;
        case kind::row: v.i.assign(n, no_row); break;
        default: v.i.assign(n, 0); break;
    }
    return v;
}

void copy_value(vector_value& dst, std::size_t at, vector_value const& src, std::size_t from) {
    dst.known[at] = src.known[from];
    if (src.list_of) {
        dst.items[at] = src.items[from];
        return;
    }
    switch (src.k) {
        case kind::boolean: dst.yes[at] = src.yes[from]; break;
        case kind::decimal: dst.d[at] = src.d[from]; break;
        case kind::itmo: dst.u[at] = src.u[from]; break;
        case kind::timeframe: dst.t[at] = src.t[from]; break;
        case kind::period: dst.p[at] = src.p[from]; break;
        case kind::block: dst.b[at] = src.b[from]; break;
        case kind::blocks: dst.s[at] = src.s[from]; break;
        case kind::row:
            dst.i[at] = src.i[from];
            if (auto const it = src.many.find(static_cast<std::uint32_t>(from)); it != src.many.end())
                dst.many.set(static_cast<std::uint32_t>(at), it->second);
            break;
        default: dst.i[at] = src.i[from]; break;
    }
}

void append_values(vector_value& to, vector_value const& more) {
    auto append = [](auto& list, auto const& from) { list.insert(list.end(), from.begin(), from.end()); };
    append(to.known, more.known);
    append(to.yes, more.yes);
    append(to.i, more.i);
    append(to.d, more.d);
    append(to.u, more.u);
    append(to.t, more.t);
    append(to.p, more.p);
    append(to.b, more.b);
    append(to.s, more.s);
    append(to.items, more.items);
}

namespace {

// Calls f(dst list, src list) for every list that values of the type fill.
template <class Function>
void each_list(vector_value& dst, vector_value const& src, Function const& f) {
    f(dst.known, src.known);
    if (src.list_of) {
        f(dst.items, src.items);
        return;
    }
    switch (src.k) {
        case kind::boolean: f(dst.yes, src.yes); break;
        case kind::decimal: f(dst.d, src.d); break;
        case kind::itmo: f(dst.u, src.u); break;
        case kind::timeframe: f(dst.t, src.t); break;
        case kind::period: f(dst.p, src.p); break;
        case kind::block: f(dst.b, src.b); break;
        case kind::blocks: f(dst.s, src.s); break;
        default: f(dst.i, src.i); break;
    }
}

}  // namespace

vector_value gather(vector_value const& src, std::vector<std::uint32_t> const& from) {
    vector_value out;
    out.k = src.k;
    out.list_of = src.list_of;
    each_list(out, src, [&](auto& to, auto const& values) {
        to.resize(from.size());
        for (std::size_t n = 0; n < from.size(); ++n) to[n] = values[from[n]];
    });
    if (!src.many.empty())
        for (std::uint32_t n = 0; n < from.size(); ++n)
            if (auto const it = src.many.find(from[n]); it != src.many.end()) out.many.set(n, it->second);
    return out;
}

vector_value slice(vector_value const& src, std::size_t begin, std::size_t count) {
    vector_value out;
    out.k = src.k;
    out.list_of = src.list_of;
    each_list(out, src, [&](auto& to, auto const& values) {
        auto const first = values.begin() + static_cast<std::ptrdiff_t>(begin);
        to.assign(first, first + static_cast<std::ptrdiff_t>(count));
    });
    for (auto const& [n, rows] : src.many)
        if (n >= begin && n - begin < count) out.many.set(static_cast<std::uint32_t>(n - begin), rows);
    return out;
}

void copy_lists(vector_value& dst, std::size_t at, vector_value const& src) {
    each_list(dst, src, [&](auto& to, auto const& values) {
        std::copy(values.begin(), values.end(), to.begin() + static_cast<std::ptrdiff_t>(at));
    });
}

void copy_values(vector_value& dst, std::size_t at, vector_value const& src) {
    copy_lists(dst, at, src);
    for (auto const& [n, rows] : src.many) dst.many.set(static_cast<std::uint32_t>(at) + n, rows);
}

std::shared_ptr<serial_set const> shared(serial_set s) {
    static auto const nothing = std::make_shared<serial_set const>();
    return s.empty() ? nothing : std::make_shared<serial_set const>(std::move(s));
}

bool same_value(vector_value const& a, std::size_t i, vector_value const& b, std::size_t j) {
    if (!a.known[i] || !b.known[j]) return false;
    switch (a.k) {
        case kind::boolean: return a.yes[i] == b.yes[j];
        case kind::decimal: return a.d[i] == b.d[j];
        case kind::itmo: return a.u[i] == b.u[j];
        case kind::period: return a.p[i] == b.p[j];
        default: return a.i[i] == b.i[j];
    }
}

bool has_one_value(vector_value const& v, std::size_t n) {
    if (!v.known[n]) return false;
    return v.k != kind::row || (v.i[n] != no_row && !v.many.count(static_cast<std::uint32_t>(n)));
}

bool same_rows(vector_value const& v, std::size_t i, std::size_t j) {
    auto const a = v.many.find(static_cast<std::uint32_t>(i));
    auto const b = v.many.find(static_cast<std::uint32_t>(j));
    if ((a == v.many.end()) != (b == v.many.end())) return false;
    return a == v.many.end() ? v.i[i] == v.i[j] : a->second == b->second;
}

std::uint64_t hash_value(vector_value const& v, std::size_t n) {
    switch (v.k) {
        case kind::boolean: return dsl::hash_mix(4, v.yes[n]);
        case kind::decimal: {
            dsl::int128 const x = v.d[n].billionths;
            return dsl::hash_mix(dsl::hash_mix(1, static_cast<std::uint64_t>(x)), static_cast<std::uint64_t>(x >> 64));
        }
        case kind::itmo: {
            auto const& u = v.u[n];
            std::uint64_t h = dsl::hash_mix(2, u.approach);
            h = dsl::hash_mix(h, u.registry);
            h = dsl::hash_mix(h, u.party);
            h = dsl::hash_mix(h, static_cast<std::uint64_t>(u.vintage));
            return dsl::hash_mix(h, static_cast<std::uint64_t>(u.serial));
        }
        case kind::period:
            return dsl::hash_mix(dsl::hash_mix(3, static_cast<std::uint64_t>(v.p[n].first.days)),
                                 static_cast<std::uint64_t>(v.p[n].last.days));
        default: return dsl::hash_mix(4, static_cast<std::uint64_t>(v.i[n]));
    }
}

}  // namespace a6::checker
