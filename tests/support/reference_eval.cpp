#include "tests/support/reference_eval.hpp"

#include "checker/fold.hpp"
#include "checker/unit_count.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>

namespace a6::test_support {

using checker::itmo_identifier;
using checker::serial_block;
using checker::serial_set;
using dsl::decimal;
using dsl::kind;
using dsl::node_id;
using dsl::op;
using dsl::period;

namespace {

using value = reference_value;
using truth = std::optional<bool>;

bool known(value const& v) { return !std::holds_alternative<std::monostate>(v); }
value from(truth t) { return t ? value(std::int64_t{*t}) : value(); }
template <class T>
value from_optional(std::optional<T> v) {
    return v ? value(*v) : value();
}
// Known, and if it is a row, exactly one: what can be compared.
bool one(value const& v) {
    auto const* g = std::get_if<row_group>(&v);
    return known(v) && (!g || g->rows.size() == 1);
}
std::int64_t integer(value const& v) { return std::get<std::int64_t>(v); }
std::string const& text(value const& v) { return std::get<std::string>(v); }
dsl::date day_of_value(value const& v) { return dsl::date{static_cast<std::int32_t>(integer(v))}; }

truth both(truth a, truth b) {
    if ((a && !*a) || (b && !*b)) return false;
    return a && b ? truth(true) : std::nullopt;
}
truth either(truth a, truth b) {
    if ((a && *a) || (b && *b)) return true;
    return a && b ? truth(false) : std::nullopt;
}
truth opposite(truth a) { return a ? truth(!*a) : std::nullopt; }

// The calendar goes from 1583 to 9999; other days do not exist.
value day_value(std::int64_t days) {
    static std::int64_t const first = dsl::make_date(1583, 1, 1)->days;
    static std::int64_t const last = dsl::make_date(9999, 12, 31)->days;
    return days < first || days > last ? value() : value(days);
}
value day_value(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return {};
    auto const d = dsl::make_date(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day));
    return d ? value(std::int64_t{d->days}) : value();
}

serial_set set_of(value const& v) {
    if (auto const* b = std::get_if<serial_block>(&v)) return serial_set(*b);
    return std::get<serial_set>(v);
}

std::set<std::string> set_of_items(std::vector<std::string> const& items) { return {items.begin(), items.end()}; }

truth equal(value const& a, value const& b) {
    if (!one(a) || !one(b)) return std::nullopt;
    if (std::holds_alternative<serial_block>(a) || std::holds_alternative<serial_set>(a)) {
        auto const x = set_of(a);
        auto const y = set_of(b);
        if (checker::ambiguous(x, y)) return std::nullopt;
        return x == y;
    }
    if (auto const* x = std::get_if<std::vector<std::string>>(&a))
        return set_of_items(*x) == set_of_items(std::get<std::vector<std::string>>(b));
    return std::visit(
        [&](auto const& x) -> truth {
            using T = std::decay_t<decltype(x)>;
            if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, decimal> ||
                          std::is_same_v<T, std::string> || std::is_same_v<T, itmo_identifier> ||
                          std::is_same_v<T, period> || std::is_same_v<T, row_group>)
                return x == std::get<T>(b);
            else
                throw std::logic_error("values that cannot be compared");
        },
        a);
}

// Both known and of one ordered type.
bool less(value const& a, value const& b) {
    if (auto const* x = std::get_if<decimal>(&a)) return *x < std::get<decimal>(b);
    return integer(a) < integer(b);
}

bool same_timeframe(checker::timeframe const& a, checker::timeframe const& b) {
    return a.occurrence == b.occurrence && a.use == b.use && a.unlabelled == b.unlabelled;
}

// For the agreement of several rows: equal down to the spelling, no guessing about registries.
bool identical(value const& a, value const& b) {
    if (a.index() != b.index()) return false;
    return std::visit(
        [&](auto const& x) -> bool {
            using T = std::decay_t<decltype(x)>;
            if constexpr (std::is_same_v<T, checker::timeframe>)
                return same_timeframe(x, std::get<T>(b));
            else
                return x == std::get<T>(b);
        },
        a);
}

std::int64_t code_points(std::string const& s) {
    return std::count_if(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

}  // namespace

reference_evaluator::reference_evaluator(dsl::rulebook const& book, checker::dataset& data, dsl::date as_of,
                                         std::size_t limit)
    : book_(book), plan_(book.plan), data_(data), as_of_(as_of), limit_(limit) {}

value reference_evaluator::value_at(node_id n, std::uint16_t table, std::uint32_t row) {
    bound_rows rows;
    rows.rule_table = table;
    rows.row[0] = row;
    return eval(n, rows);
}

truth reference_evaluator::truth_of(node_id n, bound_rows const& rows) {
    value const v = eval(n, rows);
    return known(v) ? truth(integer(v) != 0) : std::nullopt;
}

value reference_evaluator::field_value(std::uint16_t table, std::uint32_t row, std::uint16_t field) const {
    auto const& column = data_.tables[table].fields[field];
    if (!column.known[row]) return {};
    auto const& t = book_.model.tables[table].fields[field].type;
    if (t.list_of) {
        std::vector<std::string> items;
        for (auto const item : column.items[row]) items.emplace_back(data_.pool[item]);
        return items;
    }
    switch (t.k) {
        case kind::boolean: return std::int64_t{column.yes[row]};
        case kind::decimal: return column.d[row];
        case kind::itmo: return column.u[row];
        case kind::timeframe: return column.t[row];
        case kind::text:
        case kind::code: return std::string(data_.pool[static_cast<checker::text_id>(column.i[row])]);
        default: return column.i[row];
    }
}

template <class Function>
value reference_evaluator::agreed(node_id group, bound_rows const& rows, Function of) {
    value const v = eval(group, rows);
    if (!known(v)) return {};
    auto const& g = std::get<row_group>(v);
    if (g.rows.empty()) return {};
    value const first = of(g.table, g.rows.front());
    if (!known(first)) return {};
    for (auto const row : g.rows)
        if (!identical(first, of(g.table, row))) return {};
    return first;
}

value reference_evaluator::member_value(bool is_reference, std::uint32_t index, std::uint16_t table,
                                        std::uint32_t row) {
    auto& memory = members_[is_reference];
    auto const key = (std::uint64_t{index} << 32) | row;
    if (auto const it = memory.find(key); it != memory.end()) return it->second;
    value v = value_at(is_reference ? plan_.references[index].value : plan_.derived[index].value, table, row);
    memory.emplace(key, v);
    return v;
}

dsl::date reference_evaluator::submitted_on(bound_rows const& rows) const {
    auto const& report = book_.model.reports[book_.model.tables[rows.rule_table].report];
    if (report.roles.date == dsl::no_index) return as_of_;
    auto const header = data_.tables[rows.rule_table].header[rows.row[0]];
    auto const& days = data_.tables[report.header].fields[report.roles.date];
    return days.known[header] ? dsl::date{static_cast<std::int32_t>(days.i[header])} : as_of_;
}

value reference_evaluator::eval(node_id n, bound_rows const& rows) {
    dsl::node const& x = plan_.nodes[n];
    auto child = [&](std::uint32_t i) { return plan_.child(n, i); };
    auto child_truth = [&](std::uint32_t i) { return truth_of(child(i), rows); };
    switch (x.code) {
        case op::constant: {
            auto const& c = plan_.constants[x.payload];
            if (c.type.k == kind::text || c.type.k == kind::code) return c.text;
            if (c.type.k == kind::decimal) return c.number;
            return c.integer;
        }
        case op::parameter: {
            auto const& p = plan_.parameters[x.payload];
            dsl::date const day = p.axis == dsl::axis::filing ? submitted_on(rows) : as_of_;
            for (auto const& v : p.values)
                if ((!v.from || *v.from <= day) && (!v.until || day < *v.until)) return eval(v.value, rows);
            return {};
        }
        case op::counted: return {};  // only in what a norm needs, which has no verdict
        case op::variable: return row_group{x.type.table, {rows.row[x.payload]}};
        case op::field:
            return agreed(child(0), rows, [&](std::uint16_t table, std::uint32_t row) {
                return field_value(table, row, static_cast<std::uint16_t>(x.payload));
            });
        case op::derived:
            return agreed(child(0), rows,
                          [&](auto table, auto row) { return member_value(false, x.payload, table, row); });
        case op::reference:
            return agreed(child(0), rows,
                          [&](auto table, auto row) { return member_value(true, x.payload, table, row); });
        case op::header: {
            // The header rows of several rows are several rows; of no row, none.
            value const v = eval(child(0), rows);
            if (!known(v)) return {};
            auto const& g = std::get<row_group>(v);
            std::set<std::uint32_t> headers;
            for (auto const row : g.rows) headers.insert(data_.tables[g.table].header[row]);
            return row_group{x.type.table, {headers.begin(), headers.end()}};
        }
        case op::present:
        case op::readable:
        case op::canonical:
        case op::confidential:
        case op::raw: {
            dsl::node const& f = plan_.nodes[child(0)];
            return agreed(plan_.child(child(0), 0), rows, [&](std::uint16_t table, std::uint32_t row) -> value {
                auto const& t = data_.tables[table];
                bool const given = t.given[f.payload][row] != 0;
                bool const asks = x.code == op::present || x.code == op::readable;
                if (asks && t.lost[f.payload][row]) return {};  // a formula without a usable result
                if (x.code == op::present) return std::int64_t{given};
                if (x.code == op::readable) return std::int64_t{!given || t.fields[f.payload].known[row] != 0};
                if (x.code == op::canonical) return std::int64_t{t.canonical[f.payload][row] != 0};
                auto const cell = data_.cell(table, row, static_cast<std::uint16_t>(f.payload));
                if (x.code == op::confidential) return std::int64_t{cell && cell->confidential};
                return std::string(cell ? cell->text : std::string_view());
            });
        }
        // What other rules found is tested by itself.
        case op::flagged:
        case op::life: return {};
        case op::found: {
            value const v = eval(child(0), rows);
            return known(v) ? value(std::int64_t{!std::get<row_group>(v).rows.empty()}) : value();
        }
        case op::known: {
            value const v = eval(child(0), rows);
            auto const* g = std::get_if<row_group>(&v);
            return std::int64_t{known(v) && !(g && g->rows.empty())};
        }
        case op::not_: return from(opposite(child_truth(0)));
        case op::and_: {
            truth t = true;
            for (std::uint32_t i = 0; i < x.child_count; ++i) t = both(t, child_truth(i));
            return from(t);
        }
        case op::or_: {
            truth t = false;
            for (std::uint32_t i = 0; i < x.child_count; ++i) t = either(t, child_truth(i));
            return from(t);
        }
        case op::equal: return from(equal(eval(child(0), rows), eval(child(1), rows)));
        case op::in_set: {
            value const subject = eval(child(0), rows);
            truth t = false;
            for (std::uint32_t i = 1; i < x.child_count; ++i) t = either(t, equal(subject, eval(child(i), rows)));
            return from(t);
        }
        case op::less:
        case op::less_equal: {
            value const a = eval(child(0), rows);
            value const b = eval(child(1), rows);
            if (!known(a) || !known(b)) return {};
            return std::int64_t{x.code == op::less ? less(a, b) : !less(b, a)};
        }
        case op::in_list: {
            value const item = eval(child(0), rows);
            value const list = eval(child(1), rows);
            if (!known(item) || !known(list)) return {};
            auto const& items = std::get<std::vector<std::string>>(list);
            return std::int64_t{std::find(items.begin(), items.end(), text(item)) != items.end()};
        }
        case op::in_period: {
            value const when = eval(child(0), rows);
            value const v = eval(child(1), rows);
            if (!known(when) || !known(v)) return {};
            auto const& p = std::get<period>(v);
            if (plan_.nodes[child(0)].type.k == kind::year)
                return std::int64_t{dsl::year_of(p.first) <= integer(when) && integer(when) <= dsl::year_of(p.last)};
            return std::int64_t{p.first.days <= integer(when) && integer(when) <= p.last.days};
        }
        case op::matches: {
            value const v = eval(child(0), rows);
            if (!known(v)) return {};
            return std::int64_t{re2::RE2::FullMatch(text(v), re2::RE2(plan_.patterns[x.payload]))};
        }
        case op::overlaps:
        case op::within: {
            value const a = eval(child(0), rows);
            value const b = eval(child(1), rows);
            if (!known(a) || !known(b)) return {};
            if (auto const* p = std::get_if<period>(&a)) {
                auto const& q = std::get<period>(b);
                if (x.code == op::overlaps) return std::int64_t{p->first <= q.last && q.first <= p->last};
                return std::int64_t{q.first <= p->first && p->last <= q.last};
            }
            if (auto const* items = std::get_if<std::vector<std::string>>(&a)) {
                auto const others = set_of_items(std::get<std::vector<std::string>>(b));
                std::size_t shared = 0;
                for (auto const& item : set_of_items(*items)) shared += others.count(item);
                return std::int64_t{x.code == op::overlaps ? shared != 0 : shared == set_of_items(*items).size()};
            }
            serial_set const s = set_of(a);
            serial_set const t = set_of(b);
            if (x.code == op::overlaps) {
                auto const o = checker::overlaps(s, t);
                return o == checker::truth::unknown ? value() : value(std::int64_t{o == checker::truth::yes});
            }
            if (checker::ambiguous(s, t)) return {};
            return std::int64_t{checker::without(s, t).empty()};
        }
        case op::add:
        case op::subtract:
        case op::multiply:
        case op::negate:
        case op::divide_round:
        case op::round: return arithmetic(x, n, rows);
        case op::unite:
        case op::without:
        case op::intersect: return serials(x, n, rows);
        case op::conditional: {
            truth const t = child_truth(0);
            return t ? eval(child(*t ? 1 : 2), rows) : value();
        }
        case op::make_period: {
            value a = eval(child(0), rows);
            value b = eval(child(1), rows);
            if (!known(a) || !known(b)) return {};
            if (plan_.nodes[child(0)].type.k == kind::year) {
                a = day_value(integer(a), 1, 1);
                b = day_value(integer(b), 12, 31);
                if (!known(a) || !known(b)) return {};
            }
            if (integer(b) < integer(a)) return {};
            return period{day_of_value(a), day_of_value(b)};
        }
        case op::call: return call(x, n, rows);
        case op::query: return query(plan_.queries[x.payload], rows);
    }
    throw std::logic_error("an operation without a meaning");
}

value reference_evaluator::arithmetic(dsl::node const& x, node_id n, bound_rows const& rows) {
    value const a = eval(plan_.child(n, 0), rows);
    value const b = x.child_count > 1 ? eval(plan_.child(n, 1), rows) : value();
    if (!known(a) || (x.child_count > 1 && !known(b))) return {};
    auto const mode = static_cast<dsl::rounding>(x.payload % 4);
    auto const digits = static_cast<int>(x.payload / 4);
    if (x.type.k == kind::decimal) {
        decimal const p = std::get<decimal>(a);
        decimal const q = x.child_count > 1 ? std::get<decimal>(b) : decimal{};
        switch (x.code) {
            case op::add: return from_optional(dsl::add(p, q));
            case op::subtract: return from_optional(dsl::subtract(p, q));
            case op::multiply: return from_optional(dsl::multiply(p, q));
            case op::negate: return from_optional(dsl::negate(p));
            case op::round: return from_optional(dsl::round(p, digits, mode));
            default: return from_optional(dsl::divide(p, q, digits, mode));
        }
    }
    dsl::int128 const p = integer(a);
    dsl::int128 const q = x.child_count > 1 ? integer(b) : 0;
    dsl::int128 const r = x.code == op::add        ? p + q
                          : x.code == op::subtract ? p - q
                          : x.code == op::multiply ? p * q
                                                   : -p;
    if (r < std::numeric_limits<std::int64_t>::min() || r > std::numeric_limits<std::int64_t>::max()) return {};
    if (x.type.k == kind::year && (r < 0 || r > 9999)) return {};
    return x.type.k == kind::date ? day_value(static_cast<std::int64_t>(r)) : value(static_cast<std::int64_t>(r));
}

value reference_evaluator::serials(dsl::node const& x, node_id n, bound_rows const& rows) {
    value const a = eval(plan_.child(n, 0), rows);
    if (!known(a)) return {};
    if (x.child_count == 1) return set_of(a);
    value const b = eval(plan_.child(n, 1), rows);
    if (!known(b)) return {};
    if (auto const* left = std::get_if<std::vector<std::string>>(&a)) {
        auto const& right = std::get<std::vector<std::string>>(b);
        auto const in_left = set_of_items(*left);
        auto const in_right = set_of_items(right);
        std::vector<std::string> out;
        auto put = [&](std::string const& item) {
            if (std::find(out.begin(), out.end(), item) == out.end()) out.push_back(item);
        };
        if (x.code != op::without)
            for (auto const& item : *left)
                if (in_right.count(item)) put(item);
        if (x.code != op::intersect)
            for (auto const& item : *left)
                if (!in_right.count(item)) put(item);
        if (x.code == op::unite)
            for (auto const& item : right)
                if (!in_left.count(item)) put(item);
        return out;
    }
    serial_set const s = set_of(a);
    serial_set const t = set_of(b);
    if (checker::ambiguous(s, t)) return {};
    return x.code == op::unite     ? checker::unite(s, t)
           : x.code == op::without ? checker::without(s, t)
                                   : checker::intersect(s, t);
}

value reference_evaluator::block(node_id n, bound_rows const& rows) {
    value const a = eval(plan_.child(n, 0), rows);
    value const b = eval(plan_.child(n, 1), rows);
    if (!known(a) || !known(b)) return {};
    auto const& first = std::get<itmo_identifier>(a);
    auto const& last = std::get<itmo_identifier>(b);
    serial_block out;
    out.first = first.serial;
    out.last = last.serial;
    if (out.first > out.last) return {};
    if (first.full() != last.full()) return {};
    if (first.full()) {
        if (first.approach != last.approach || first.registry != last.registry || first.party != last.party ||
            first.vintage != last.vintage)
            return {};
        out.approach = first.approach;
        out.registry = first.registry;
        out.party = first.party;
        out.vintage = first.vintage;
        return out;
    }
    value const approach = eval(plan_.child(n, 2), rows);
    value const registry = eval(plan_.child(n, 3), rows);
    value const party = eval(plan_.child(n, 4), rows);
    value const vintage = eval(plan_.child(n, 5), rows);
    // An empty text names no approach, registry or Party.
    if (!known(approach) || !known(party) || !known(vintage) || text(approach).empty() || text(party).empty())
        return {};
    out.approach = data_.pool.intern(text(approach));
    out.registry = known(registry) ? data_.pool.intern(text(registry)) : 0;
    out.party = data_.pool.intern(text(party));
    out.vintage = static_cast<std::int32_t>(integer(vintage));
    return out;
}

value reference_evaluator::call(dsl::node const& x, node_id n, bound_rows const& rows) {
    using f = dsl::function;
    auto const function = static_cast<f>(x.payload);
    if (function == f::block) return block(n, rows);
    if (function == f::row_number || function == f::first_submitted) {
        value const v = eval(plan_.child(n, 0), rows);
        if (!one(v)) return {};
        auto const& g = std::get<row_group>(v);
        if (function == f::first_submitted) {
            auto const header = book_.model.reports[book_.model.tables[g.table].report].header;
            auto const row = data_.tables[g.table].header[g.rows.front()];
            return from_optional(data_.tables[header].first_submitted[row]);
        }
        return std::int64_t{data_.tables[g.table].number[g.rows.front()]};
    }
    std::vector<value> a;
    for (std::uint32_t i = 0; i < x.child_count; ++i) {
        a.push_back(eval(plan_.child(n, i), rows));
        if (!known(a.back())) return {};
    }
    auto const itmo = [&]() -> itmo_identifier const& { return std::get<itmo_identifier>(a[0]); };
    auto const part = [&](checker::text_id id) { return itmo().full() ? value(std::string(data_.pool[id])) : value(); };
    switch (function) {
        case f::as_of: return std::int64_t{as_of_.days};
        case f::year: return std::int64_t{dsl::year_of(day_of_value(a[0]))};
        case f::first_day: return day_value(integer(a[0]), 1, 1);
        case f::last_day: return day_value(integer(a[0]), 12, 31);
        case f::day: return day_value(integer(a[0]), integer(a[1]), integer(a[2]));
        case f::start: return std::int64_t{std::get<period>(a[0]).first.days};
        case f::finish: return std::int64_t{std::get<period>(a[0]).last.days};
        case f::occurrence: return from_optional(std::get<checker::timeframe>(a[0]).occurrence);
        case f::use_window: return from_optional(std::get<checker::timeframe>(a[0]).use);
        case f::unlabelled: return from_optional(std::get<checker::timeframe>(a[0]).unlabelled);
        case f::states_occurrence: return std::int64_t{std::get<checker::timeframe>(a[0]).occurrence.has_value()};
        case f::states_use: return std::int64_t{std::get<checker::timeframe>(a[0]).use.has_value()};
        case f::states_unlabelled: return std::int64_t{std::get<checker::timeframe>(a[0]).unlabelled.has_value()};
        case f::major: return integer(a[0]) >> 32;
        case f::minor: return integer(a[0]) & 0xffffffff;
        case f::approach: return part(itmo().approach);
        case f::registry: return part(itmo().registry);
        case f::party: return part(itmo().party);
        case f::vintage: return itmo().full() ? value(std::int64_t{itmo().vintage}) : value();
        case f::serial: return itmo().serial;
        case f::full: return std::int64_t{itmo().full()};
        case f::size: return from_optional(set_of(a[0]).size());
        case f::first_serial: return std::get<serial_block>(a[0]).first;
        case f::last_serial: return std::get<serial_block>(a[0]).last;
        case f::empty: return std::int64_t{set_of(a[0]).empty()};
        case f::unit_count: return from_optional(checker::unit_count(text(a[0]), text(a[1])));
        case f::unit_block: return from_optional(checker::unit_block(text(a[0]), text(a[1]), text(a[2]), data_.pool));
        case f::items: return static_cast<std::int64_t>(std::get<std::vector<std::string>>(a[0]).size());
        case f::length: return code_points(text(a[0]));
        case f::starts_with: return std::int64_t{text(a[0]).rfind(text(a[1]), 0) == 0};
        case f::folded: return checker::fold(text(a[0]));
        case f::least: return less(a[1], a[0]) ? a[1] : a[0];
        case f::greatest: return less(a[0], a[1]) ? a[1] : a[0];
        case f::to_decimal: return decimal::from_integer(integer(a[0]));
        case f::last_place: return from_optional(checker::last_place(text(a[0])));
        case f::magnitude:
            return less(a[0], decimal{}) ? value(from_optional(dsl::negate(std::get<decimal>(a[0])))) : a[0];
        case f::block:
        case f::row_number:
        case f::first_submitted:
        case f::round: break;
    }
    throw std::logic_error("a function without a meaning");
}

bool reference_evaluator::in_scope(dsl::query const& q, std::uint32_t row, bound_rows const& rows) const {
    auto const& table = data_.tables[q.table];
    if (!table.current[row]) return q.scope == dsl::query_scope::all_versions;
    if (dsl::reaches_everywhere(q.scope)) return true;
    auto const own = data_.tables[rows.rule_table].filing[rows.row[0]];
    auto const other = table.filing[row];
    if (q.scope == dsl::query_scope::this_filing) return own == other;
    return data_.filings[own].party_group == data_.filings[other].party_group;
}

value reference_evaluator::query(dsl::query const& q, bound_rows const& rows) {
    std::vector<value> outer;
    for (auto const& k : q.keys) outer.push_back(eval(k.outer, rows));
    value const outer_serials = q.overlap ? eval(q.overlap->outer, rows) : value();
    for (auto const& v : outer)
        if (!one(v)) return {};
    if (q.overlap && !known(outer_serials)) return {};

    bound_rows inner = rows;
    auto const where = [&](std::uint32_t row) {
        inner.row[q.slot] = row;
        truth t = true;
        for (std::size_t k = 0; k < q.keys.size(); ++k) t = both(t, equal(eval(q.keys[k].inner, inner), outer[k]));
        if (q.overlap) {
            value const v = eval(q.overlap->inner, inner);
            truth o;
            if (known(v)) {
                auto const meets = checker::overlaps(set_of(v), set_of(outer_serials));
                if (meets != checker::truth::unknown) o = meets == checker::truth::yes;
            }
            t = both(t, o);
        }
        if (q.residual != dsl::no_node && !(t && !*t)) t = both(t, truth_of(q.residual, inner));
        return t;
    };

    std::vector<std::uint32_t> candidates;
    std::set<std::uint32_t> without_key;
    for (std::uint32_t row = 0; row < data_.tables[q.table].rows; ++row) {
        if (!in_scope(q, row, rows)) continue;
        candidates.push_back(row);
        inner.row[q.slot] = row;
        bool keyed = !q.overlap || known(eval(q.overlap->inner, inner));
        bool agrees = true;  // in the keys that are known
        for (auto const& k : q.keys) {
            value const key = eval(k.inner, inner);
            keyed = keyed && one(key);
            if (one(key)) agrees = agrees && equal(key, eval(k.outer, rows)) == truth(true);
        }
        if (!keyed && agrees) without_key.insert(row);
    }
    // Too many to be looked at one by one: then each counts as undecided.
    bool const passed_over = without_key.size() > limit_;
    std::vector<std::uint32_t> sure;
    std::vector<std::uint32_t> open;
    for (auto const row : candidates) {
        if (passed_over && without_key.count(row)) continue;
        truth const t = where(row);
        if (t && *t) sure.push_back(row);
        if (!t) open.push_back(row);
    }
    bool const doubtful = passed_over || !open.empty();

    using k = dsl::query_kind;
    if (q.kind == k::the_row || q.kind == k::some_row) return lookup(q, rows, std::move(sure), doubtful);
    if (q.kind == k::exists)
        return !sure.empty() ? value(std::int64_t{1}) : doubtful ? value() : value(std::int64_t{0});
    if (q.kind == k::every) {
        truth t = passed_over ? truth() : truth(true);
        for (auto const row : sure) {
            inner.row[q.slot] = row;
            t = both(t, truth_of(q.body, inner));
        }
        for (auto const row : open) {
            inner.row[q.slot] = row;
            t = both(t, either(std::nullopt, truth_of(q.body, inner)));
        }
        return from(t);
    }
    if (doubtful) return {};
    if (q.kind == k::count) return static_cast<std::int64_t>(sure.size());
    std::vector<value> values;
    for (auto const row : sure) {
        inner.row[q.slot] = row;
        values.push_back(eval(q.body, inner));
        if (!known(values.back())) return {};
    }
    if (q.kind == k::distinct) {
        std::vector<value> seen;
        for (auto const& v : values)
            if (std::none_of(seen.begin(), seen.end(), [&](value const& s) { return identical(s, v); }))
                seen.push_back(v);
        return static_cast<std::int64_t>(seen.size());
    }
    if (q.kind == k::min || q.kind == k::max) {
        if (values.empty()) return {};
        value best = values.front();
        for (auto const& v : values)
            if (q.kind == k::min ? less(v, best) : less(best, v)) best = v;
        return best;
    }
    if (q.kind == k::blocks) {
        serial_set all;
        for (auto const& v : values) {
            serial_set const s = set_of(v);
            if (checker::ambiguous(all, s)) return {};
            all = checker::unite(all, s);
        }
        return all;
    }
    if (plan_.nodes[q.body].type.k == kind::decimal) {
        decimal total{};
        for (auto const& v : values) {
            auto const next = dsl::add(total, std::get<decimal>(v));
            if (!next) return {};
            total = *next;
        }
        return total;
    }
    dsl::int128 total = 0;
    for (auto const& v : values) total += integer(v);
    if (total < std::numeric_limits<std::int64_t>::min() || total > std::numeric_limits<std::int64_t>::max()) return {};
    return static_cast<std::int64_t>(total);
}

value reference_evaluator::lookup(dsl::query const& q, bound_rows const& rows, std::vector<std::uint32_t> found,
                                  bool open) {
    if (found.empty()) return open ? value() : value(row_group{q.table, {}});
    bound_rows inner = rows;
    auto const at = [&](std::uint32_t row, node_id n) {
        inner.row[q.slot] = row;
        return eval(n, inner);
    };
    if (q.kind == dsl::query_kind::some_row) {
        auto best = found.front();
        if (q.overlap) {
            auto const first = [&](std::uint32_t row) {
                return std::get<serial_block>(at(row, q.overlap->inner)).first;
            };
            for (auto const row : found)
                if (first(row) < first(best)) best = row;
        }
        return row_group{q.table, {best}};
    }
    for (auto const& [how, by] : q.refinements) {
        std::vector<std::uint32_t> kept;
        if (how == dsl::refinement_kind::preferring) {
            for (auto const row : found) {
                value const v = at(row, by);
                if (known(v) && integer(v) != 0) kept.push_back(row);
            }
        } else {
            value best;
            for (auto const row : found) {
                value const v = at(row, by);
                if (!known(v)) continue;
                bool const better =
                    !known(best) || (how == dsl::refinement_kind::highest ? less(best, v) : less(v, best));
                if (better) {
                    best = v;
                    kept.clear();
                }
                if (identical(best, v)) kept.push_back(row);
            }
        }
        if (!kept.empty()) found = std::move(kept);
    }
    return row_group{q.table, std::move(found)};
}

std::vector<verdict_counts> reference_evaluator::judge(bool complete) {
    std::vector<verdict_counts> counts(book_.rules.size());
    std::vector<std::set<std::pair<std::uint16_t, std::uint32_t>>> failed(book_.rules.size());
    for (auto const index : book_.evaluation_order) {
        dsl::rule const& rule = book_.rules[index];
        if (rule.by_reader) continue;
        for (auto const& instance : rule.instances) {
            for (std::uint32_t row = 0; row < data_.tables[instance.table].rows; ++row) {
                if (!data_.tables[instance.table].current[row]) continue;
                auto const truth_here = [&](node_id n) {
                    value const v = value_at(n, instance.table, row);
                    return known(v) ? truth(integer(v) != 0) : std::nullopt;
                };
                truth applies = true;
                for (auto const w : instance.when) applies = both(applies, truth_here(w));
                if (applies && !*applies) {
                    ++counts[index].not_applicable;
                    continue;
                }
                if (!applies) {
                    ++counts[index].undecided;
                    continue;
                }
                bool const blocked = std::any_of(rule.after.begin(), rule.after.end(), [&](std::uint32_t earlier) {
                    return failed[earlier].count({instance.table, row}) != 0;
                });
                truth verdict = true;
                for (auto const& norm : instance.norms) {
                    truth t = truth_here(norm.condition);
                    bool const holds = t && *t;
                    if ((!holds || norm.presupposes) && norm.provided != dsl::no_node && !complete &&
                        truth_here(norm.provided) != truth(true))
                        t = std::nullopt;
                    if (!holds && blocked) t = std::nullopt;
                    verdict = both(verdict, t);
                }
                if (!verdict) ++counts[index].undecided;
                if (verdict && *verdict) ++counts[index].passed;
                if (verdict && !*verdict) {
                    ++counts[index].failed;
                    failed[index].emplace(instance.table, row);
                }
            }
        }
    }
    return counts;
}

namespace {

std::string words(serial_set const& s, checker::text_pool const& pool) {
    std::string out = "{";
    for (auto const& b : s.blocks()) out += ' ' + checker::to_string(b, pool);
    return out + " }";
}

std::string words(row_group const& g) {
    std::string out = "rows";
    for (auto const row : g.rows) out += ' ' + std::to_string(row);
    return out;
}

std::string words(std::optional<period> const& p) { return p ? dsl::to_string(*p) : "?"; }

std::string words(value const& v, checker::text_pool const& pool) {
    return std::visit(
        [&](auto const& x) -> std::string {
            using T = std::decay_t<decltype(x)>;
            if constexpr (std::is_same_v<T, std::monostate>)
                return "undecided";
            else if constexpr (std::is_same_v<T, std::int64_t>)
                return std::to_string(x);
            else if constexpr (std::is_same_v<T, decimal>)
                return dsl::to_string(x) + " (decimal)";
            else if constexpr (std::is_same_v<T, std::string>)
                return '`' + x + '`';
            else if constexpr (std::is_same_v<T, itmo_identifier>)
                return checker::to_string(x, pool);
            else if constexpr (std::is_same_v<T, checker::timeframe>)
                return words(x.occurrence) + " / " + words(x.use) + " / " + words(x.unlabelled);
            else if constexpr (std::is_same_v<T, period>)
                return dsl::to_string(x.first) + ".." + dsl::to_string(x.last);
            else if constexpr (std::is_same_v<T, serial_block>)
                return checker::to_string(x, pool);
            else if constexpr (std::is_same_v<T, serial_set>)
                return words(x, pool);
            else if constexpr (std::is_same_v<T, row_group>)
                return words(x);
            else {
                std::string out = "[";
                for (auto const& item : x) out += ' ' + item;
                return out + " ]";
            }
        },
        v);
}

value from_column(checker::vector_value const& c, std::size_t n, std::uint16_t table, checker::text_pool const& pool) {
    if (!c.known[n]) return {};
    if (c.list_of) {
        std::vector<std::string> items;
        for (auto const item : c.items[n]) items.emplace_back(pool[item]);
        return items;
    }
    switch (c.k) {
        case kind::boolean: return std::int64_t{c.yes[n]};
        case kind::decimal: return c.d[n];
        case kind::itmo: return c.u[n];
        case kind::timeframe: return c.t[n];
        case kind::period: return c.p[n];
        case kind::block: return c.b[n];
        case kind::blocks: return c.s[n] ? *c.s[n] : serial_set();
        case kind::text:
        case kind::code: return std::string(pool[static_cast<checker::text_id>(c.i[n])]);
        case kind::row: {
            row_group g{table, {}};
            if (auto const it = c.many.find(static_cast<std::uint32_t>(n)); it != c.many.end())
                g.rows = it->second;
            else if (c.i[n] != checker::no_row)
                g.rows.push_back(static_cast<std::uint32_t>(c.i[n]));
            std::sort(g.rows.begin(), g.rows.end());
            return g;
        }
        default: return c.i[n];
    }
}

}  // namespace

std::string difference(value const& expected, checker::vector_value const& column, std::size_t n,
                       checker::text_pool const& pool) {
    auto const* group = std::get_if<row_group>(&expected);
    value const actual = from_column(column, n, group ? group->table : dsl::no_index, pool);
    if (identical(expected, actual)) return {};
    return "by rows " + words(expected, pool) + ", by columns " + words(actual, pool);
}

}  // namespace a6::test_support
