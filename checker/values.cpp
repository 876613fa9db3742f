#include "checker/values.hpp"

#include "checker/ascii.hpp"
#include "checker/fold.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace a6::checker {

namespace {

bool all_digits(std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), is_digit); }

std::optional<int> small_number(std::string_view s) {
    if (!all_digits(s) || s.size() > 9) return std::nullopt;
    int n = 0;
    std::from_chars(s.data(), s.data() + s.size(), n);
    return n;
}

// "11,733" -> "11733"; "11 733" and "11'733" likewise: one kind of separator, only where thousands part. Anything else
// that holds one is unreadable.
std::optional<std::string> without_thousands(std::string_view text) {
    std::size_t const head_end = text.find_first_of(", '");
    if (head_end == std::string_view::npos) return std::string(text);
    char const separator = text[head_end];
    std::size_t const point = std::min(text.find('.'), text.size());
    std::string_view whole = text.substr(0, point);
    bool const negative = !whole.empty() && whole.front() == '-';
    if (negative) whole.remove_prefix(1);
    std::size_t const head = whole.find(separator);
    if (head == std::string_view::npos || head == 0 || head > 3 || (whole.size() - head) % 4 != 0) return std::nullopt;
    std::string out(negative ? "-" : "");
    out += whole.substr(0, head);
    for (std::size_t i = head; i < whole.size(); i += 4) {
        if (whole[i] != separator || !all_digits(whole.substr(i + 1, 3))) return std::nullopt;
        out += whole.substr(i + 1, 3);
    }
    out += text.substr(point);
    return out;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    auto const digits = without_thousands(text);
    if (!digits) return std::nullopt;
    std::int64_t value = 0;
    auto const [end, status] = std::from_chars(digits->data(), digits->data() + digits->size(), value);
    if (status != std::errc() || end != digits->data() + digits->size()) return std::nullopt;
    return value;
}

std::optional<int> month_by_name(std::string_view name) {
    static constexpr std::array<std::string_view, 12> names{"jan", "feb", "mar", "apr", "may", "jun",
                                                            "jul", "aug", "sep", "oct", "nov", "dec"};
    std::string lower;
    for (char c : name) lower += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (lower == names[i]) return static_cast<int>(i + 1);
    return std::nullopt;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (;;) {
        std::size_t const end = text.find_first_of(separators, begin);
        parts.push_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
    while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
    return s;
}

// A date-time: "T10:30:00.000Z", "T10:30Z", "T23:30:00-05:00". Gives how many days the UTC day differs, or nothing.
std::optional<int> utc_day_shift(std::string_view time) {
    if (time.size() < 6 || (time[0] != 'T' && time[0] != ' ') || time[3] != ':') return std::nullopt;
    auto const hour = small_number(time.substr(1, 2));
    auto const minute = small_number(time.substr(4, 2));
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    std::size_t i = 6;
    if (i < time.size() && time[i] == ':') {
        auto const second = time.size() >= i + 3 ? small_number(time.substr(i + 1, 2)) : std::nullopt;
        if (!second || *second > 60) return std::nullopt;
        i += 3;
        if (i < time.size() && time[i] == '.') {
            ++i;
            std::size_t const begin = i;
            while (i < time.size() && is_digit(time[i])) ++i;
            if (i == begin) return std::nullopt;
        }
    }
    std::string_view const zone = time.substr(i);
    // Without a zone the time of day says nothing more than the day; workbooks store it so.
    if (zone.empty() || zone == "Z") return 0;
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
    auto const zh = small_number(zone.substr(1, 2));
    auto const zm = small_number(zone.substr(4, 2));
    if (!zh || !zm || *zh > 14 || *zm > 59) return std::nullopt;
    int const offset = (*zh * 60 + *zm) * (zone[0] == '+' ? 1 : -1);
    int const minutes = *hour * 60 + *minute - offset;
    return minutes < 0 ? -1 : minutes >= 24 * 60 ? 1 : 0;
}

// "2021", "03/2021", "01/03/2021", "2021-03-01": the days it covers.
std::optional<dsl::period> parse_span(std::string_view text) {
    text = trimmed(text);
    auto const parts = split(text, "/");
    auto month_end = [](int year, int month) {
        return month == 12 ? dsl::make_date(year, 12, 31) : [&] {
            auto d = dsl::make_date(year, month + 1, 1);
            if (d) --d->days;
            return d;
        }();
    };
    std::optional<dsl::date> first;
    std::optional<dsl::date> last;
    if (parts.size() == 1 && text.size() == 4 && all_digits(text)) {
        int const year = *small_number(text);
        first = dsl::make_date(year, 1, 1);
        last = dsl::make_date(year, 12, 31);
    } else if (parts.size() == 2 && parts[1].size() == 4) {
        auto const month = small_number(parts[0]);
        auto const year = small_number(parts[1]);
        if (!month || !year || *month < 1 || *month > 12) return std::nullopt;
        first = dsl::make_date(*year, *month, 1);
        last = month_end(*year, *month);
    } else if (auto const day = parse_date(text)) {
        first = last = day->day;
    }
    if (!first || !last) return std::nullopt;
    return dsl::period{*first, *last};
}

bool starts_with_word(std::string_view text, std::string_view word) {
    if (text.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        char const c = (text[i] >= 'A' && text[i] <= 'Z') ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (c != word[i]) return false;
    }
    return true;
}

// "from A to B", "A to B", "A - B", "until B" is not known.
std::optional<dsl::period> parse_from_to(std::string_view text) {
    text = trimmed(text);
    if (starts_with_word(text, "from ")) text = trimmed(text.substr(5));
    std::size_t separator = text.find(" to ");
    std::size_t length = 4;
    if (separator == std::string_view::npos) {
        separator = text.find(" - ");
        length = 3;
    }
    if (separator == std::string_view::npos && text.size() == 9 && text[4] == '-') {
        separator = 4;
        length = 1;
    }
    if (separator == std::string_view::npos) return std::nullopt;
    auto const a = parse_span(text.substr(0, separator));
    auto const b = parse_span(text.substr(separator + length));
    if (!a || !b || b->last < a->first) return std::nullopt;
    return dsl::period{a->first, b->last};
}

}  // namespace

std::string tidy(std::string_view text) {
    std::string out;
    bool blank = false;
    for (std::size_t i = 0; i < text.size();) {
        // Blanks of other widths: NBSP C2 A0, U+2000..U+200B E2 80 80..8B, U+202F E2 80 AF, U+3000 E3 80 80, BOM EF BB
        // BF.
        auto const byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
        std::size_t width = 0;
        if (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r') width = 1;
        if (byte(i) == 0xC2 && byte(i + 1) == 0xA0) width = 2;
        if (byte(i) == 0xE2 && byte(i + 1) == 0x80 &&
            ((byte(i + 2) >= 0x80 && byte(i + 2) <= 0x8B) || byte(i + 2) == 0xAF))
            width = 3;
        if (byte(i) == 0xE3 && byte(i + 1) == 0x80 && byte(i + 2) == 0x80) width = 3;
        if (byte(i) == 0xEF && byte(i + 1) == 0xBB && byte(i + 2) == 0xBF) width = 3;
        if (width) {
            blank = true;
            i += width;
            continue;
        }
        if (blank && !out.empty()) out += ' ';
        blank = false;
        out += text[i++];
    }
    return out;
}

bool stands_for_nothing(std::string_view text) {
    if (text.empty()) return true;
    std::string lower;
    if (text.size() > 16) return false;
    for (char c : text) lower += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    return lower == "na" || lower == "n/a" || lower == "n.a." || lower == "n.a" || lower == "none" ||
           lower == "not applicable" || lower == "-" || lower == "\xE2\x80\x93" || lower == "\xE2\x80\x94";
}

bool is_left_empty(std::string_view text, dsl::field const& field) {
    return stands_for_nothing(text) ||
           std::any_of(field.placeholders.begin(), field.placeholders.end(),
                       [&](std::string const& p) { return text == p || fold(text) == fold(p); });
}

std::optional<read_date> parse_date(std::string_view text) {
    text = trimmed(text);
    auto build = [](std::optional<int> y, std::optional<int> m, std::optional<int> d,
                    bool canonical) -> std::optional<read_date> {
        if (!y || !m || !d) return std::nullopt;
        auto const day = dsl::make_date(*y, *m, *d);
        if (!day) return std::nullopt;
        return read_date{*day, canonical};
    };
    if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {
        auto day = dsl::parse_iso_date(text.substr(0, 10));
        if (!day) return std::nullopt;
        if (text.size() > 10) {
            auto const shift = utc_day_shift(text.substr(10));
            if (!shift) return std::nullopt;
            day->days += *shift;
        }
        return read_date{*day, true};
    }
    for (char const separator : {'/', '.'}) {
        auto const parts = split(text, std::string_view(&separator, 1));
        if (parts.size() == 3 && parts[2].size() == 4 && parts[0].size() <= 2 && parts[1].size() <= 2)
            return build(small_number(parts[2]), small_number(parts[1]), small_number(parts[0]),
                         separator == '/' && parts[0].size() == 2 && parts[1].size() == 2);
    }
    auto const named = split(text, "- ");
    if (named.size() == 3 && named[2].size() == 4 && named[0].size() <= 2)
        return build(small_number(named[2]), month_by_name(named[1]), small_number(named[0]), false);
    return std::nullopt;
}

std::optional<timeframe> parse_timeframe(std::string_view text) {
    timeframe out;
    text = trimmed(text);
    if (auto const plain = parse_from_to(text)) {
        out.unlabelled = plain;
        return out;
    }
    // "Occurred: from 2021 to 2030. Use: from 01/2025 to 31/12/2030", either part alone, parted by a point, semicolon
    // or comma.
    while (!text.empty()) {
        bool const occurrence = starts_with_word(text, "occurred:") || starts_with_word(text, "occurrence:");
        bool const use = starts_with_word(text, "use:") || starts_with_word(text, "used:");
        if (!occurrence && !use) return std::nullopt;
        text = text.substr(text.find(':') + 1);
        std::size_t end = text.size();
        for (std::size_t i = 0; i < text.size(); ++i) {
            // A point inside "31.12.2030" has a digit behind it.
            bool const stop = text[i] == ';' || text[i] == ',' ||
                              (text[i] == '.' && (i + 1 == text.size() || !is_digit(text[i + 1])));
            if (stop) {
                end = i;
                break;
            }
        }
        auto const p = parse_from_to(text.substr(0, end));
        auto& slot = occurrence ? out.occurrence : out.use;
        if (!p || slot) return std::nullopt;
        slot = p;
        text = end < text.size() ? trimmed(text.substr(end + 1)) : std::string_view();
    }
    if (!out.occurrence && !out.use) return std::nullopt;
    return out;
}

std::optional<dsl::decimal> last_place(std::string_view text) {
    auto const digits = without_thousands(tidy(text));
    if (!digits || !dsl::parse_decimal(*digits).value) return std::nullopt;
    std::size_t const point = digits->find('.');
    dsl::decimal unit = dsl::decimal::from_integer(1);
    if (point != std::string::npos)
        for (std::size_t n = point + 1; n < digits->size(); ++n) unit.billionths /= 10;
    return unit;
}

value_reader::value_reader(dsl::data_model const& model, dsl::date as_of, text_pool& pool)
    : model_(model), pool_(pool), as_of_(as_of), filing_day_(as_of) {
    for (auto const& list : model.lists) {
        list_index index;
        auto put = [&](std::string const& text, dsl::code const& code, bool canonical, bool canonical_folded) {
            text_id const value = pool.intern(code.value);
            index.exact[text].push_back({value, canonical, code.from, code.until});
            index.folded[fold(text)].push_back({value, canonical_folded, code.from, code.until});
        };
        // A value's own spelling wins over another value's variant.
        for (auto const& c : list.codes) put(c.value, c, true, false);
        for (auto const& c : list.codes) {
            for (auto const& n : c.named) put(n, c, true, true);
            for (auto const& a : c.also) put(a, c, false, false);
        }
        lists_.push_back(std::move(index));
    }
}

std::optional<value_reader::spelling> value_reader::find_code(std::uint16_t list, std::string const& text) {
    auto const& index = lists_[list];
    dsl::date const day = model_.lists[list].axis == dsl::axis::filing ? filing_day_ : as_of_;
    auto in_force = [&](spellings const& all, std::string const& key) -> spelling const* {
        auto const it = all.find(key);
        if (it == all.end()) return nullptr;
        for (auto const& s : it->second)
            if ((!s.from || *s.from <= day) && (!s.until || day < *s.until)) return &s;
        return nullptr;
    };
    if (auto const* s = in_force(index.exact, text)) return *s;
    if (auto const* s = in_force(index.folded, fold(text))) return *s;
    if (model_.lists[list].open) return spelling{pool_.intern(text), false, {}, {}};
    return std::nullopt;
}

void value_reader::read_list(cell_value& out, std::string const& text, dsl::type const& t) {
    out.known = true;
    // A single value may itself hold a separator.
    if (t.k == dsl::kind::code && !model_.lists[t.list].open)
        if (auto const whole = find_code(t.list, text)) {
            out.items.push_back(whole->value);
            out.canonical = whole->canonical;
            return;
        }
    for (auto const part : split(text, t.k == dsl::kind::code ? ",;+" : ",;")) {
        std::string const item = tidy(part);
        if (item.empty()) continue;
        if (t.k == dsl::kind::code) {
            auto const found = find_code(t.list, item);
            if (!found) {
                out.known = false;
                out.items.clear();
                return;
            }
            out.canonical = out.canonical && found->canonical;
            out.items.push_back(found->value);
        } else {
            out.items.push_back(pool_.intern(item));
        }
    }
}

cell_value value_reader::read(raw_cell const& cell, dsl::field const& field) {
    cell_value out;
    if (cell.text.empty() && cell.form == cell_form::text) return out;
    std::string const text = tidy(cell.text);
    if (cell.form == cell_form::no_value || cell.form == cell_form::error) {
        out.given = true;
        out.lost = true;
        return out;
    }
    if (is_left_empty(text, field)) return out;
    out.given = true;
    dsl::type const& t = field.type;
    if (t.list_of) {
        // Lines of one cell are items as well; of codes only, since a name may be wrapped.
        std::string lines(cell.text);
        if (t.k == dsl::kind::code) std::replace(lines.begin(), lines.end(), '\n', ';');
        read_list(out, tidy(lines), t);
        return out;
    }
    auto number = [&](std::optional<std::int64_t> n) {
        out.known = n.has_value();
        if (n) out.integer = *n;
    };
    switch (t.k) {
        case dsl::kind::boolean: {
            std::string const f = fold(text);
            out.known = f == "true" || f == "false" || f == "yes" || f == "no" || f == "1" || f == "0";
            out.integer = f == "true" || f == "yes" || f == "1";
            break;
        }
        case dsl::kind::integer: number(parse_integer(text)); break;
        case dsl::kind::decimal: {
            auto const digits = without_thousands(text);
            auto const d = digits ? dsl::parse_decimal(*digits) : dsl::parsed_decimal{};
            out.known = d.value.has_value();
            if (d.value) out.number = *d.value;
            break;
        }
        case dsl::kind::text: number(pool_.intern(text)); break;
        case dsl::kind::code:
            if (auto const found = find_code(t.list, text)) {
                number(found->value);
                out.canonical = found->canonical;
            }
            break;
        case dsl::kind::date:
            if (cell.form == cell_form::number) {
                // A day number whose cell has lost its date format. 1900 system; days of 1955 to 2118 only, so that a
                // year or a quantity in the wrong column is not taken for a day.
                auto const n = parse_integer(text);
                if (n && *n >= 20000 && *n <= 80000) {
                    number(*n - 25569);
                    out.canonical = false;
                }
            } else if (auto const d = parse_date(text)) {
                number(d->day.days);
                out.canonical = d->canonical;
            }
            break;
        case dsl::kind::year:
            if (text.size() == 4 && all_digits(text)) number(parse_integer(text));
            break;
        case dsl::kind::version: {
            auto const parts = split(text, ".");
            auto const major = small_number(parts[0]);
            auto const minor = parts.size() == 2 ? small_number(parts[1]) : std::optional<int>(0);
            if (parts.size() <= 2 && major && minor) {
                number((static_cast<std::int64_t>(*major) << 32) | *minor);
                // A workbook drops the ".0" of a version stored as a number.
                out.canonical = parts.size() == 2 || cell.form == cell_form::number;
            }
            break;
        }
        case dsl::kind::timeframe:
            if (auto const f = parse_timeframe(text)) {
                out.known = true;
                out.frame = *f;
            }
            break;
        case dsl::kind::itmo:
            if (auto const id = parse_itmo(text, pool_)) {
                out.known = true;
                out.itmo = *id;
            }
            break;
        case dsl::kind::period:
        case dsl::kind::block:
        case dsl::kind::blocks:
        case dsl::kind::row: break;  // never the type of a field
    }
    return out;
}

}  // namespace a6::checker
