// Cells to values: every spelling that is read, and what is refused.

#include "checker/values.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using dsl::kind;

dsl::data_model model_of_lists() {
    dsl::data_model model;
    dsl::code_list colour;
    colour.name = "Colour";
    colour.codes = {{"red", {"rouge"}, {"rood"}, std::nullopt, std::nullopt},
                    {"C\xC3\xB4te verte", {}, {"cote green"}, std::nullopt, std::nullopt},
                    {"dark, blue", {}, {}, std::nullopt, std::nullopt},
                    {"soon", {}, {}, dsl::make_date(2025, 7, 1), std::nullopt},
                    {"gone", {"past"}, {}, std::nullopt, dsl::make_date(2025, 6, 30)},
                    {"rood", {}, {}, std::nullopt, std::nullopt}};
    dsl::code_list open;
    open.name = "Open";
    open.open = true;
    open.codes = {{"known", {}, {"knwon"}, std::nullopt, std::nullopt}};
    model.lists = {colour, open};
    return model;
}

class cells {
public:
    cells() : model_(model_of_lists()), reader_(model_, *dsl::make_date(2025, 6, 30), pool_) {}

    cell_value read(std::string_view text, dsl::type type, cell_form form = cell_form::text) {
        dsl::field f;
        f.type = type;
        f.placeholders = {"To be completed"};
        raw_cell c;
        c.text = text;
        c.form = form;
        return reader_.read(c, f);
    }
    cell_value read(std::string_view text, kind k, cell_form form = cell_form::text) { return read(text, of(k), form); }
    static dsl::type of(kind k, std::uint16_t list = dsl::no_index, bool list_of = false) {
        dsl::type t;
        t.k = k;
        t.list = list;
        t.list_of = list_of;
        return t;
    }
    // A value as text, "absent" or "unreadable"; deviating spellings end in `!`.
    std::string shown(std::string_view text, dsl::type type, cell_form form = cell_form::text) {
        auto const v = read(text, type, form);
        if (!v.given) return v.known ? "contradiction" : "absent";
        if (!v.known) return "unreadable";
        std::string out;
        if (type.list_of) {
            for (auto const item : v.items) out += (out.empty() ? "" : "|") + std::string(pool_[item]);
        } else {
            switch (type.k) {
                case kind::decimal: out = dsl::to_string(v.number); break;
                case kind::text:
                case kind::code: out = pool_[static_cast<text_id>(v.integer)]; break;
                case kind::date: out = dsl::to_string(dsl::date{static_cast<std::int32_t>(v.integer)}); break;
                case kind::version:
                    out = std::to_string(v.integer >> 32) + '.' + std::to_string(v.integer & 0xffffffff);
                    break;
                case kind::itmo: out = to_string(v.itmo, pool_); break;
                default: out = std::to_string(v.integer); break;
            }
        }
        return v.canonical ? out : out + '!';
    }
    std::string shown(std::string_view text, kind k, cell_form form = cell_form::text) {
        return shown(text, of(k), form);
    }

private:
    dsl::data_model model_;
    text_pool pool_;
    value_reader reader_;
};

using table = std::vector<std::pair<std::string, std::string>>;

TEST(values, what_stands_for_nothing_is_absent) {
    cells c;
    for (std::string const text : {"",
                                   " ",
                                   "\xC2\xA0",
                                   "NA",
                                   "na",
                                   "Na",
                                   "N/A",
                                   "n/a",
                                   "n.a.",
                                   "N.A.",
                                   "n.a",
                                   "none",
                                   "None",
                                   "Not applicable",
                                   "NOT APPLICABLE",
                                   "not\xC2\xA0 applicable",
                                   "-",
                                   "\xE2\x80\x93",
                                   "\xE2\x80\x94",
                                   " NA ",
                                   "To be completed",
                                   "to be  COMPLETED"})
        for (auto const k : {kind::text, kind::integer, kind::decimal, kind::date, kind::year, kind::version,
                             kind::timeframe, kind::itmo, kind::boolean})
            EXPECT_EQ(c.shown(text, k), "absent") << '"' << text << '"';
    for (std::string const text : {"--", "nil", "N", "n-a", "0", "not applicable yet", "To be completed soon"})
        EXPECT_EQ(c.shown(text, kind::text), text);
    EXPECT_EQ(c.shown("NA", cells::of(kind::code, 0)), "absent");
    EXPECT_EQ(c.shown("NA", cells::of(kind::text, dsl::no_index, true)), "absent");
}

TEST(values, cells_without_a_value_are_given_and_unreadable) {
    cells c;
    EXPECT_EQ(c.shown("#REF!", kind::text, cell_form::error), "unreadable");
    EXPECT_EQ(c.shown("", kind::text, cell_form::error), "unreadable");
    EXPECT_EQ(c.shown("", kind::text, cell_form::no_value), "unreadable");
    EXPECT_EQ(c.shown("", cells::of(kind::text, dsl::no_index, true), cell_form::no_value), "unreadable");
}

TEST(values, texts_are_tidied) {
    cells c;
    for (auto const& [text, expected] : table{{"a", "a"},
                                              {"  a\t b\n", "a b"},
                                              {"a\xC2\xA0\xC2\xA0\x62", "a b"},
                                              {"\xEF\xBB\xBF\x61", "a"},
                                              {"a\xE2\x80\x83z", "a z"},
                                              {"a\xE2\x80\xAFz", "a z"},
                                              {"a\xE3\x80\x80z", "a z"},
                                              {"a\r\nb", "a b"},
                                              {"\xC3\xA9", "\xC3\xA9"},
                                              {"A", "A"}})
        EXPECT_EQ(c.shown(text, kind::text), expected);
}

TEST(values, booleans) {
    cells c;
    for (std::string const text : {"true", "TRUE", "True", "yes", "Yes", "1", " yes "})
        EXPECT_EQ(c.shown(text, kind::boolean), "1") << text;
    for (std::string const text : {"false", "FALSE", "no", "NO", "0"})
        EXPECT_EQ(c.shown(text, kind::boolean), "0") << text;
    EXPECT_EQ(c.shown("TRUE", kind::boolean, cell_form::boolean), "1");
    for (std::string const text : {"t", "y", "2", "wahr", "oui", "truth", "yes no"})
        EXPECT_EQ(c.shown(text, kind::boolean), "unreadable") << text;
}

TEST(values, integers) {
    cells c;
    for (auto const& [text, expected] : table{{"0", "0"},
                                              {"7", "7"},
                                              {"-7", "-7"},
                                              {"007", "7"},
                                              {"1,000", "1000"},
                                              {"12,345", "12345"},
                                              {"123,456,789", "123456789"},
                                              {"-1,000", "-1000"},
                                              {"1 000", "1000"},
                                              {"12\xC2\xA0\x33\x34\x35\xE2\x80\xAF\x36\x37\x38", "12345678"},
                                              {"1'000", "1000"},
                                              {"9223372036854775807", "9223372036854775807"},
                                              {"-9223372036854775808", "-9223372036854775808"},
                                              {" 5 ", "5"}})
        EXPECT_EQ(c.shown(text, kind::integer), expected) << text;
    for (std::string const text :
         {"1.0",  "1e3",       "+1",        "1,00",    "1,0000", ",100", "1000,000", "1,000,00",
          "1 00", "1 000,000", "1'000 000", "1  0000", "1.000",  "0x1",  "one",      "9223372036854775808",
          "1,",   "--1",       "1-",        "1,-00"})
        EXPECT_EQ(c.shown(text, kind::integer), "unreadable") << text;
}

TEST(values, decimals) {
    cells c;
    for (auto const& [text, expected] : table{{"0", "0"},
                                              {"0.5", "0.5"},
                                              {"-12.25", "-12.25"},
                                              {"1,000.25", "1000.25"},
                                              {"1,234,567", "1234567"},
                                              {"1 234.5", "1234.5"},
                                              {"-1'000.25", "-1000.25"},
                                              {"0.000000001", "0.000000001"},
                                              {"1.500", "1.5"},
                                              {"170000000000000000000000000000", "170000000000000000000000000000"}})
        EXPECT_EQ(c.shown(text, kind::decimal), expected) << text;
    for (std::string const text : {"1.", ".5", "1,5", "1.234,5", "1.0000000001", "1e3", "+1", "1 000,5", "1.2.3", "0,5",
                                   "1000000000000000000000000000000000", "abc", "1.000,00", "12,34.5", "1.5 t"})
        EXPECT_EQ(c.shown(text, kind::decimal), "unreadable") << text;
}

TEST(values, years) {
    cells c;
    for (auto const& [text, expected] : table{{"2021", "2021"}, {" 2021 ", "2021"}, {"0999", "999"}, {"9999", "9999"}})
        EXPECT_EQ(c.shown(text, kind::year), expected);
    for (std::string const text : {"21", "202", "20211", "2,021", "2021.0", "-2021", "2021-2022", "FY2021", "year"})
        EXPECT_EQ(c.shown(text, kind::year), "unreadable") << text;
}

TEST(values, versions) {
    cells c;
    for (auto const& [text, expected] : table{{"1.0", "1.0"},
                                              {"1.10", "1.10"},
                                              {"10.2", "10.2"},
                                              {"0.0", "0.0"},
                                              {"2", "2.0!"},
                                              {"01.02", "1.2"},
                                              {"999999999.1", "999999999.1"}})
        EXPECT_EQ(c.shown(text, kind::version), expected) << text;
    EXPECT_EQ(c.shown("2", kind::version, cell_form::number), "2.0");
    for (std::string const text : {"1.0.0", "v1.0", "1.", ".1", "1,0", "-1.0", "1.x", "9999999999.0", "1 .0"})
        EXPECT_EQ(c.shown(text, kind::version), "unreadable") << text;
}

TEST(values, dates) {
    cells c;
    for (auto const& [text, expected] : table{{"2025-07-07", "2025-07-07"},
                                              {"07/07/2025", "2025-07-07"},
                                              {"31/12/2025", "2025-12-31"},
                                              {"7/7/2025", "2025-07-07!"},
                                              {"07.07.2025", "2025-07-07!"},
                                              {"7.7.2025", "2025-07-07!"},
                                              {"7-Jul-2025", "2025-07-07!"},
                                              {"07-JUL-2025", "2025-07-07!"},
                                              {"7 jul 2025", "2025-07-07!"},
                                              {"29/02/2024", "2024-02-29"},
                                              {"1583-01-01", "1583-01-01"},
                                              {"9999-12-31", "9999-12-31"}})
        EXPECT_EQ(c.shown(text, kind::date), expected) << text;
    for (std::string const text : {"2025-7-7", "2025-02-29", "2025-13-01", "2025-00-10", "2025/07/07", "07-07-2025",
                                   "12/31/2025", "07/07/25", "1582-12-31", "7-July-2025", "7 Juillet 2025", "2025",
                                   "07/2025", "2025-07-07x", "20250707", "today", "0/1/2025", "1/0/2025", "32.1.2025"})
        EXPECT_EQ(c.shown(text, kind::date), "unreadable") << text;
}

TEST(values, date_times_count_by_their_day_in_utc) {
    cells c;
    for (auto const& [text, expected] : table{{"2025-07-07T10:30:00Z", "2025-07-07"},
                                              {"2025-07-07T10:30Z", "2025-07-07"},
                                              {"2025-07-07T10:30:00.125Z", "2025-07-07"},
                                              {"2025-07-07 10:30", "2025-07-07"},
                                              {"2025-07-07T23:59:60", "2025-07-07"},
                                              {"2025-07-07T23:30:00-05:00", "2025-07-08"},
                                              {"2025-12-31T23:30:00-05:00", "2026-01-01"},
                                              {"2025-07-07T04:59:00+05:00", "2025-07-06"},
                                              {"2025-07-07T05:00:00+05:00", "2025-07-07"},
                                              {"2025-07-07T19:00:00-05:00", "2025-07-08"},
                                              {"2025-07-07T18:59:59-05:00", "2025-07-07"},
                                              {"2025-01-01T00:15:00+00:30", "2024-12-31"},
                                              {"2025-07-07T00:00:00+14:00", "2025-07-06"},
                                              {"2024-02-28T23:00-02:00", "2024-02-29"}})
        EXPECT_EQ(c.shown(text, kind::date), expected) << text;
    for (std::string const text :
         {"2025-07-07T", "2025-07-07T10", "2025-07-07T24:00Z", "2025-07-07T10:60Z", "2025-07-07T10:30:61Z",
          "2025-07-07T10:30:00+15:00", "2025-07-07T10:30:00+0500", "2025-07-07T10:30:00z", "2025-07-07T10:30:00.Z",
          "2025-07-07T10:30 CET", "2025-07-07X10:30", "2025-07-07T1:30"})
        EXPECT_EQ(c.shown(text, kind::date), "unreadable") << text;
}

TEST(values, day_numbers_of_workbooks_are_days_where_they_can_only_be_that) {
    cells c;
    EXPECT_EQ(c.shown("45845", kind::date, cell_form::number), "2025-07-07!");
    EXPECT_EQ(c.shown("20000", kind::date, cell_form::number), "1954-10-03!");
    EXPECT_EQ(c.shown("2025", kind::date, cell_form::number), "unreadable");
    EXPECT_EQ(c.shown("80001", kind::date, cell_form::number), "unreadable");
    EXPECT_EQ(c.shown("45845.5", kind::date, cell_form::number), "unreadable");
    EXPECT_EQ(c.shown("45845", kind::date), "unreadable");
    EXPECT_EQ(c.shown("2025-07-07", kind::date, cell_form::date), "2025-07-07");
}

std::string shown(std::optional<dsl::period> const& p) {
    return p ? dsl::to_string(p->first) + ".." + dsl::to_string(p->last) : "?";
}

std::string frame_of(std::string_view text) {
    auto const f = parse_timeframe(text);
    return f ? shown(f->occurrence) + " / " + shown(f->use) + " / " + shown(f->unlabelled) : "unreadable";
}

TEST(values, timeframes) {
    std::string const decade = "2021-01-01..2030-12-31";
    for (std::string const text :
         {"2021 - 2030", "2021-2030", "2021 to 2030", "from 2021 to 2030", "From 2021 to 2030", "01/2021 - 12/2030",
          "01/01/2021 to 31/12/2030", "2021-01-01 to 2030-12-31", " 2021 - 2030 ", "1.1.2021 to 31.12.2030"})
        EXPECT_EQ(frame_of(text), "? / ? / " + decade) << text;
    EXPECT_EQ(frame_of("02/2024 - 2/2024"), "? / ? / 2024-02-01..2024-02-29");
    EXPECT_EQ(frame_of("2021 - 2021"), "? / ? / 2021-01-01..2021-12-31");
    EXPECT_EQ(frame_of("Occurred: from 2021 to 2030. Use: from 01/2025 to 31/12/2030"),
              decade + " / 2025-01-01..2030-12-31 / ?");
    EXPECT_EQ(frame_of("Use: 2021 to 2030; occurrence: 2022 - 2023."), "2022-01-01..2023-12-31 / " + decade + " / ?");
    EXPECT_EQ(frame_of("occurrence: 2021 - 2030"), decade + " / ? / ?");
    EXPECT_EQ(frame_of("USED: 1.1.2021 to 31.12.2030"), "? / " + decade + " / ?");
    for (std::string const text : {"", "2021", "2030 - 2021", "2021 -", "until 2030", "from 2021", "2021 bis 2030",
                                   "Occurred: 2021", "Use: 2021 - 2030. Use: 2022 - 2023", "Other: 2021 - 2030",
                                   "Use:", "13/2021 - 12/2030", "2021 - 2030 or later", "Use: 2021 - 2030. later"})
        EXPECT_EQ(frame_of(text), "unreadable") << text;
}

TEST(values, codes_are_read_by_every_known_spelling) {
    cells c;
    auto const colour = cells::of(kind::code, 0);
    for (auto const& [text, expected] : table{{"red", "red"},
                                              {" red ", "red"},
                                              {"rouge", "red"},
                                              {"ROUGE", "red"},
                                              {"Red", "red!"},
                                              {"R\xC3\x89\x44", "red!"},
                                              {"C\xC3\xB4te verte", "C\xC3\xB4te verte"},
                                              {"cote verte", "C\xC3\xB4te verte!"},
                                              {"cote green", "C\xC3\xB4te verte!"},
                                              {"rood", "rood"},
                                              {"Rood", "rood!"},
                                              {"dark, blue", "dark, blue"},
                                              {"gone", "unreadable"},
                                              {"past", "unreadable"},
                                              {"soon", "unreadable"},
                                              {"pink", "unreadable"},
                                              {"re d", "unreadable"}})
        EXPECT_EQ(c.shown(text, colour), expected) << text;
    auto const open = cells::of(kind::code, 1);
    for (auto const& [text, expected] :
         table{{"known", "known"}, {"Known", "known!"}, {"knwon", "known!"}, {"something else", "something else!"}})
        EXPECT_EQ(c.shown(text, open), expected) << text;
}

TEST(values, lists) {
    cells c;
    auto const texts = cells::of(kind::text, dsl::no_index, true);
    for (auto const& [text, expected] : table{{"a", "a"},
                                              {"a; b", "a|b"},
                                              {"a, b,c", "a|b|c"},
                                              {" a ;; b ", "a|b"},
                                              {"a+b", "a+b"},
                                              {"a\nb", "a b"},
                                              {"a  b; a", "a b|a"}})
        EXPECT_EQ(c.shown(text, texts), expected) << text;
    auto const colours = cells::of(kind::code, 0, true);
    for (auto const& [text, expected] : table{{"red", "red"},
                                              {"red, rouge", "red|red"},
                                              {"red; Rood", "red|rood!"},
                                              {"red + rood", "red|rood"},
                                              {"red\nrood", "red|rood"},
                                              {"dark, blue", "dark, blue"},
                                              {"red, pink", "unreadable"},
                                              {"dark, blue; red", "unreadable"}})
        EXPECT_EQ(c.shown(text, colours), expected) << text;
    auto const open = cells::of(kind::code, 1, true);
    EXPECT_EQ(c.shown("known, other", open), "known|other!");
}

TEST(values, identifiers) {
    cells c;
    EXPECT_EQ(c.shown("CA0902-GHA01-GHA-11,733-2023", kind::itmo), "CA0902-GHA01-GHA-11733-2023");
    EXPECT_EQ(c.shown("11,733", kind::itmo), "11733");
    EXPECT_EQ(c.shown("11733.0", kind::itmo), "unreadable");
    EXPECT_EQ(c.shown("11733", kind::itmo, cell_form::number), "11733");
}

}  // namespace
}  // namespace a6::checker
