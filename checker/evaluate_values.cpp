// Arithmetic, sets of serials and built-in functions over columns.

#include "checker/evaluate.hpp"
#include "checker/fold.hpp"
#include "checker/unit_count.hpp"
#include "checker/values.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace a6::checker {

using dsl::decimal;
using dsl::kind;
using dsl::node;
using dsl::op;

namespace {

std::optional<std::int64_t> checked(op code, std::int64_t a, std::int64_t b) {
    std::int64_t r = 0;
    bool const overflow = code == op::add        ? __builtin_add_overflow(a, b, &r)
                          : code == op::subtract ? __builtin_sub_overflow(a, b, &r)
                                                 : __builtin_mul_overflow(a, b, &r);
    if (overflow) return std::nullopt;
    return r;
}

// Days and years stay within the calendar.
bool in_calendar(kind k, std::int64_t v) {
    static std::int64_t const first = dsl::make_date(1583, 1, 1)->days;
    static std::int64_t const last = dsl::make_date(9999, 12, 31)->days;
    if (k == kind::date) return first <= v && v <= last;
    return k != kind::year || (0 <= v && v <= 9999);
}

// Part of a date; what does not fit is no part of any.
int part_of_date(std::int64_t v) { return static_cast<int>(std::clamp<std::int64_t>(v, 0, 99999)); }

}  // namespace

vector_value evaluator::eval_sets(node const& x, std::vector<vector_ptr> const& c, std::size_t size) {
    vector_value v = make_vector(x.type, size);
    for (std::size_t n = 0; n < size; ++n) {
        bool known = true;
        for (auto const& child : c) known = known && child->known[n];
        if (!known) continue;
        v.known[n] = 1;
        if (c[0]->list_of) {
            auto const a = as_set(c[0]->items[n]);
            auto const b = as_set(c[1]->items[n]);
            std::vector<text_id> both;
            std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
            if (x.code == op::overlaps) v.yes[n] = !both.empty();
            if (x.code == op::within) v.yes[n] = both.size() == a.size();
            // What is left is shown: in the order in which it was written, each item once.
            auto add = [&](std::vector<text_id> const& items, bool keep_common) {
                for (auto const item : items) {
                    bool const common = std::binary_search(both.begin(), both.end(), item);
                    auto& out = v.items[n];
                    if (common == keep_common && std::find(out.begin(), out.end(), item) == out.end())
                        out.push_back(item);
                }
            };
            if (x.code == op::intersect || x.code == op::unite) add(c[0]->items[n], true);
            if (x.code == op::without || x.code == op::unite) add(c[0]->items[n], false);
            if (x.code == op::unite) add(c[1]->items[n], false);
            continue;
        }
        if (x.code == op::make_period) {
            auto const first = c[0]->k == kind::year ? dsl::make_date(part_of_date(c[0]->i[n]), 1, 1)
                                                     : std::optional(dsl::date{static_cast<std::int32_t>(c[0]->i[n])});
            auto const last = c[1]->k == kind::year ? dsl::make_date(part_of_date(c[1]->i[n]), 12, 31)
                                                    : std::optional(dsl::date{static_cast<std::int32_t>(c[1]->i[n])});
            if (first && last && *first <= *last)
                v.p[n] = {*first, *last};
            else
                v.known[n] = 0;
            continue;
        }
        if (c[0]->k == kind::period) {
            auto const& a = c[0]->p[n];
            auto const& b = c[1]->p[n];
            v.yes[n] = x.code == op::overlaps ? a.first <= b.last && b.first <= a.last
                                              : b.first <= a.first && a.last <= b.last;
            continue;
        }
        if (x.code == op::overlaps && c[0]->k == kind::block && c[1]->k == kind::block) {
            truth const t = overlaps(c[0]->b[n], c[1]->b[n]);
            v.known[n] = t != truth::unknown;
            v.yes[n] = t == truth::yes;
            continue;
        }
        if (c.size() == 1) {
            v.s[n] = c[0]->k == kind::block ? shared(serial_set(c[0]->b[n])) : c[0]->s[n];
            continue;
        }
        serial_set blocks_of[2];
        auto const set_of = [&](std::size_t k) -> serial_set const& {
            if (c[k]->k != kind::block) return *c[k]->s[n];
            return blocks_of[k] = serial_set(c[k]->b[n]);
        };
        serial_set const& a = set_of(0);
        serial_set const& b = set_of(1);
        if (x.code == op::overlaps) {
            truth const t = overlaps(a, b);
            v.known[n] = t != truth::unknown;
            v.yes[n] = t == truth::yes;
            continue;
        }
        if (ambiguous(a, b)) {
            v.known[n] = 0;
            continue;
        }
        if (x.code == op::within) {
            v.yes[n] = without(a, b).empty();
            continue;
        }
        if (x.code != op::intersect && b.empty() && c[0]->k == kind::blocks)
            v.s[n] = c[0]->s[n];
        else
            v.s[n] = shared(x.code == op::unite     ? unite(a, b)
                            : x.code == op::without ? without(a, b)
                                                    : intersect(a, b));
    }
    return v;
}

vector_value evaluator::eval_arithmetic(node const& x, std::vector<vector_ptr> const& c, std::size_t size) {
    vector_value v = make_vector(x.type, size);
    for (std::size_t n = 0; n < size; ++n) {
        bool known = true;
        for (auto const& child : c) known = known && child->known[n];
        if (!known) continue;
        if (x.type.k == kind::decimal) {
            std::optional<decimal> r;
            decimal const a = c[0]->d[n];
            int const digits = static_cast<int>(x.payload / 4);
            auto const mode = static_cast<dsl::rounding>(x.payload % 4);
            switch (x.code) {
                case op::add: r = dsl::add(a, c[1]->d[n]); break;
                case op::subtract: r = dsl::subtract(a, c[1]->d[n]); break;
                case op::multiply: r = dsl::multiply(a, c[1]->d[n]); break;
                case op::negate: r = dsl::negate(a); break;
                case op::round: r = dsl::round(a, digits, mode); break;
                case op::divide_round: r = dsl::divide(a, c[1]->d[n], digits, mode); break;
                default: break;
            }
            v.known[n] = r.has_value();
            if (r) v.d[n] = *r;
        } else {
            auto const r =
                x.code == op::negate ? checked(op::subtract, 0, c[0]->i[n]) : checked(x.code, c[0]->i[n], c[1]->i[n]);
            v.known[n] = r.has_value() && in_calendar(x.type.k, *r);
            if (r) v.i[n] = *r;
        }
    }
    return v;
}

vector_value evaluator::eval_call(node const& x, std::vector<vector_ptr> const& c, std::size_t size) {
    using f = dsl::function;
    auto const id = static_cast<f>(x.payload);
    auto const& entry = dsl::entry_of(id);
    vector_value v = make_vector(x.type, size);
    for (std::size_t n = 0; n < size; ++n) {
        bool known = true;
        for (std::size_t k = 0; k < c.size(); ++k) {
            bool const optional = k < entry.parameters.size() && entry.parameters[k].may_be_undecided;
            known = known && (c[k]->known[n] || optional);
        }
        if (!known) continue;
        auto integer = [&](std::optional<std::int64_t> value) {
            v.known[n] = value.has_value();
            if (value) v.i[n] = *value;
        };
        auto truth_of = [&](bool value) {
            v.known[n] = 1;
            v.yes[n] = value;
        };
        auto period = [&](std::optional<dsl::period> const& p) {
            v.known[n] = p.has_value();
            if (p) v.p[n] = *p;
        };
        auto day = [&](std::optional<dsl::date> d) {
            integer(d ? std::optional<std::int64_t>(d->days) : std::nullopt);
        };
        auto as_date = [&](std::size_t k) { return dsl::date{static_cast<std::int32_t>(c[k]->i[n])}; };
        auto text = [&](std::size_t k) { return data_.pool[static_cast<text_id>(c[k]->i[n])]; };
        auto id_of = [&]() -> itmo_identifier const& { return c[0]->u[n]; };
        auto small = [&](std::size_t k) { return part_of_date(c[k]->i[n]); };
        switch (id) {
            case f::as_of: integer(as_of_.days); break;
            case f::year: integer(dsl::year_of(as_date(0))); break;
            case f::first_day: day(dsl::make_date(small(0), 1, 1)); break;
            case f::last_day: day(dsl::make_date(small(0), 12, 31)); break;
            case f::day: day(dsl::make_date(small(0), small(1), small(2))); break;
            case f::start: integer(c[0]->p[n].first.days); break;
            case f::finish: integer(c[0]->p[n].last.days); break;
            case f::occurrence: period(c[0]->t[n].occurrence); break;
            case f::use_window: period(c[0]->t[n].use); break;
            case f::unlabelled: period(c[0]->t[n].unlabelled); break;
            case f::states_occurrence: truth_of(c[0]->t[n].occurrence.has_value()); break;
            case f::states_use: truth_of(c[0]->t[n].use.has_value()); break;
            case f::states_unlabelled: truth_of(c[0]->t[n].unlabelled.has_value()); break;
            case f::major: integer(c[0]->i[n] >> 32); break;
            case f::minor: integer(c[0]->i[n] & 0xffffffff); break;
            case f::approach:
                integer(id_of().full() ? std::optional<std::int64_t>(id_of().approach) : std::nullopt);
                break;
            case f::registry:
                integer(id_of().full() ? std::optional<std::int64_t>(id_of().registry) : std::nullopt);
                break;
            case f::party: integer(id_of().full() ? std::optional<std::int64_t>(id_of().party) : std::nullopt); break;
            case f::vintage:
                integer(id_of().full() ? std::optional<std::int64_t>(id_of().vintage) : std::nullopt);
                break;
            case f::serial: integer(id_of().serial); break;
            case f::full: truth_of(id_of().full()); break;
            case f::block: {
                auto const& first = c[0]->u[n];
                auto const& last = c[1]->u[n];
                auto argument = [&](std::size_t k) {
                    return c[k]->known[n] ? static_cast<text_id>(c[k]->i[n]) : text_id{0};
                };
                serial_block b;
                b.first = first.serial;
                b.last = last.serial;
                bool good = first.full() == last.full() && b.first <= b.last;
                if (first.full()) {
                    good = good && first.approach == last.approach && first.registry == last.registry &&
                           first.party == last.party && first.vintage == last.vintage;
                    b.approach = first.approach;
                    b.registry = first.registry;
                    b.party = first.party;
                    b.vintage = first.vintage;
                } else {
                    b.approach = argument(2);
                    b.registry = argument(3);
                    b.party = argument(4);
                    good = good && b.approach && b.party && c[5]->known[n];
                    if (good) b.vintage = static_cast<std::int32_t>(c[5]->i[n]);
                }
                v.known[n] = good;
                if (good) v.b[n] = b;
                break;
            }
            case f::size:
                integer(c[0]->k == kind::block ? std::optional<std::int64_t>(c[0]->b[n].size()) : c[0]->s[n]->size());
                break;
            case f::first_serial: integer(c[0]->b[n].first); break;
            case f::last_serial: integer(c[0]->b[n].last); break;
            case f::empty: truth_of(c[0]->k == kind::blocks && c[0]->s[n]->empty()); break;
            case f::unit_count: integer(unit_count(text(0), text(1))); break;
            case f::unit_block: {
                auto const units = unit_block(text(0), text(1), text(2), data_.pool);
                v.known[n] = units.has_value();
                if (units) v.b[n] = *units;
                break;
            }
            case f::items: integer(static_cast<std::int64_t>(c[0]->items[n].size())); break;
            case f::length: {
                auto const t = text(0);
                integer(std::count_if(t.begin(), t.end(),
                                      [](char ch) { return (static_cast<unsigned char>(ch) & 0xC0) != 0x80; }));
                break;
            }
            case f::starts_with: truth_of(text(0).substr(0, text(1).size()) == text(1)); break;
            case f::folded: {
                auto const key = static_cast<text_id>(c[0]->i[n]);
                auto const [it, fresh] = folded_.try_emplace(key, 0);
                if (fresh) it->second = data_.pool.intern(fold(std::string(data_.pool[key])));
                integer(it->second);
                break;
            }
            case f::to_decimal: {
                v.known[n] = 1;
                v.d[n] = decimal::from_integer(c[0]->i[n]);
                break;
            }
            case f::least:
            case f::greatest: {
                bool first = false;
                if (x.type.k == kind::decimal)
                    first = (c[0]->d[n] < c[1]->d[n]) == (id == f::least);
                else
                    first = (c[0]->i[n] < c[1]->i[n]) == (id == f::least);
                copy_value(v, n, *c[first ? 0 : 1], n);
                break;
            }
            case f::first_submitted: {
                if (c[0]->i[n] == no_row || c[0]->many.count(static_cast<std::uint32_t>(n))) break;
                auto const table = plan().nodes[plan().children[x.first_child]].type.table;
                auto const& report = book_.model.reports[book_.model.tables[table].report];
                if (report.header == dsl::no_index) break;
                auto const header = data_.tables[table].header[static_cast<std::size_t>(c[0]->i[n])];
                integer(data_.tables[report.header].first_submitted[header]);
                break;
            }
            case f::row_number: {
                if (c[0]->i[n] == no_row || c[0]->many.count(static_cast<std::uint32_t>(n))) break;
                auto const table = plan().nodes[plan().children[x.first_child]].type.table;
                integer(data_.tables[table].number[static_cast<std::size_t>(c[0]->i[n])]);
                break;
            }
            case f::last_place: {
                auto const place = last_place(text(0));
                v.known[n] = place.has_value();
                if (place) v.d[n] = *place;
                break;
            }
            case f::magnitude: {
                auto const positive = c[0]->d[n] < decimal{} ? dsl::negate(c[0]->d[n]) : std::optional(c[0]->d[n]);
                v.known[n] = positive.has_value();
                if (positive) v.d[n] = *positive;
                break;
            }
            case f::round: break;  // a node of its own
        }
    }
    return v;
}

}  // namespace a6::checker
