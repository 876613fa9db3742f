// Units, code lists, reports and tables.

#include "dsl/lexical.hpp"
#include "dsl/lower_context.hpp"

#include <algorithm>

namespace a6::dsl {

std::string did_you_mean(std::string_view word, std::vector<std::string> const& candidates) {
    std::string const best = closest(word, candidates);
    return best.empty() ? std::string() : "did you mean `" + best + "`?";
}

namespace {

template <class T>
std::vector<std::string> names_of(std::vector<T> const& items) {
    std::vector<std::string> names;
    for (auto const& item : items) names.push_back(item.name);
    return names;
}

std::vector<std::string> joined(std::vector<syntax::text> const& texts) {
    std::vector<std::string> out;
    for (auto const& t : texts) out.push_back(t.joined());
    return out;
}

template <class T>
bool fresh_name(lower_context& c, file_index file, std::vector<T> const& items, syntax::word const& name,
                char const* what) {
    for (auto const& item : items)
        if (item.name == name.text) {
            c.error(file, name.where, "R202", std::string(what) + " `" + name.text + "` is declared twice",
                    "rename one of the two");
            return false;
        }
    return true;
}

void lower_unit(lower_context& c, file_index file, syntax::unit_declaration const& d) {
    auto& units = c.book.model.units;
    if (!fresh_name(c, file, units, d.name, "unit")) return;
    unit u;
    u.name = d.name.text;
    u.label = d.label.for_people();
    if (d.factor) {
        u.base = c.book.model.find_unit(d.base.text);
        auto const factor = parse_decimal(d.factor->text);
        if (u.base == no_index) {
            c.error(file, d.base.where, "R201", "unknown unit `" + d.base.text + "`",
                    did_you_mean(d.base.text, names_of(units)));
            return;
        }
        if (!factor.value || factor.value->billionths <= 0) {
            c.error(file, d.factor->where, "R302", "the factor of a unit is a number above 0");
            return;
        }
        u.factor = *factor.value;
        if (units[u.base].base != no_index) {
            c.error(file, d.base.where, "R302", "`" + d.base.text + "` is itself a multiple of another unit",
                    "state the factor to `" + units[units[u.base].base].name + "`");
            return;
        }
    }
    units.push_back(std::move(u));
}

void lower_list(lower_context& c, file_index file, syntax::list_declaration const& d) {
    if (!fresh_name(c, file, c.book.model.lists, d.name, "list")) return;
    code_list list;
    list.name = d.name.text;
    list.title = d.title.for_people();
    list.sources = joined(d.sources);
    list.open = d.open;
    std::unordered_map<std::string, span> seen;
    for (auto const& item : d.codes) {
        code entry;
        entry.value = item.value.joined();
        entry.named = joined(item.named);
        if (!item.named.empty()) entry.label = item.named.front().for_people();
        entry.also = joined(item.also);
        entry.from = resolve_date(c, file, item.valid.from);
        entry.until = resolve_date(c, file, item.valid.until);
        auto check = [&](std::string const& spelling, span where) {
            if (!seen.try_emplace(spelling, where).second)
                c.error(file, where, "R202", "`" + spelling + "` stands twice in list `" + list.name + "`");
        };
        check(entry.value, item.value.where);
        for (std::size_t i = 0; i < entry.named.size(); ++i) check(entry.named[i], item.named[i].where);
        for (std::size_t i = 0; i < entry.also.size(); ++i) check(entry.also[i], item.also[i].where);
        list.codes.push_back(std::move(entry));
    }
    list.axis = lower_axis(d.axis);
    bool const dated =
        std::any_of(list.codes.begin(), list.codes.end(), [](code const& entry) { return entry.from || entry.until; });
    if (dated && !d.axis) axis_not_named(c, file, d.name, "list");
    c.book.model.lists.push_back(std::move(list));
}

dsl::presence lower_presence(syntax::presence p) {
    switch (p) {
        case syntax::presence::required: return presence::required;
        case syntax::presence::conditional: return presence::conditional;
        case syntax::presence::platform: return presence::platform;
        case syntax::presence::requested: return presence::requested;
        case syntax::presence::optional: break;
    }
    return presence::optional;
}

void lower_field(lower_context& c, file_index file, table& t, table_names& names, syntax::field_declaration const& d) {
    if (!fresh_name(c, file, t.fields, d.name, "field")) return;
    auto const resolved = resolve_type(c, file, d.type);
    if (!resolved) return;
    if (resolved->k == kind::block || resolved->k == kind::blocks || resolved->k == kind::row ||
        resolved->k == kind::period) {
        c.error(file, d.type.where, "R301", "a field cannot hold " + describe(*resolved, c.book.model),
                "declare it as `derived`");
        return;
    }
    field f;
    f.name = d.name.text;
    f.label = d.label.for_people();
    f.heading = d.label.joined();
    f.type = *resolved;
    f.presence = lower_presence(d.presence);
    f.xml = d.xml ? d.xml->text : d.name.text;
    f.also = joined(d.also);
    f.placeholders = joined(d.placeholders);
    f.vocabulary = joined(d.vocabulary);
    f.footnote = d.footnote ? d.footnote->joined() : std::string();
    for (auto const& id : d.serves) f.serves.push_back(id.text);
    f.at = {file, d.name.where};
    for (auto const& other : t.fields)
        if (other.xml == f.xml)
            c.error(file, d.name.where, "R202", "XML name `" + f.xml + "` is used twice in this table");
    if (d.condition)
        names.conditions[static_cast<std::uint16_t>(t.fields.size())] = {&*d.condition, file};
    else if (f.presence == presence::conditional)
        c.error(file, d.name.where, "R401", "a conditional field needs its condition", "add `conditional when …`");
    names.fields[d.name.text] = static_cast<std::uint16_t>(t.fields.size());
    t.fields.push_back(std::move(f));
}

void lower_table(lower_context& c, file_index file, syntax::table_declaration const& d) {
    auto& model = c.book.model;
    if (!fresh_name(c, file, model.tables, d.name, "table")) return;
    table t;
    table_names names;
    t.name = d.name.text;
    t.label = d.label.for_people();
    t.heading = d.label.joined();
    t.rows = d.rows ? d.rows->text : std::string();
    t.title = d.title ? d.title->joined() : t.heading;
    t.sheet = d.sheet ? d.sheet->joined() : std::string();
    t.cites = joined(d.cites);
    t.marked_rows = d.marked;
    if (d.shown_by) {
        static std::vector<std::string> const showing{"ledger", "review"};
        t.shown_by = d.shown_by->text;
        if (std::find(showing.begin(), showing.end(), t.shown_by) == showing.end())
            c.error(file, d.shown_by->where, "R201",
                    "neither a command nor a document `" + t.shown_by + "` shows tables",
                    did_you_mean(t.shown_by, showing));
        else if (d.generated.empty())
            c.error(file, d.shown_by->where, "R302", "what is filed is not made to be shown",
                    "add `generated from …`, or leave out `shown by`");
    }
    t.at = {file, d.name.where};
    if (!d.report) {
        c.error(file, d.name.where, "R401", "table `" + t.name + "` does not say which report it is in",
                "add `in REPORT`");
        return;
    }
    t.report = model.find_report(d.report->text);
    if (t.report == no_index) {
        c.error(file, d.report->where, "R201", "unknown report `" + d.report->text + "`",
                did_you_mean(d.report->text, names_of(model.reports)));
        return;
    }
    for (auto const& member : d.members)
        if (auto const* field = std::get_if<syntax::field_declaration>(&member)) lower_field(c, file, t, names, *field);
    auto field_index = [&](syntax::word const& name) {
        auto const index = t.find_field(name.text);
        if (index == no_index)
            c.error(file, name.where, "R201", "table `" + t.name + "` has no field `" + name.text + "`",
                    did_you_mean(name.text, names_of(t.fields)));
        return index;
    };
    for (auto const& k : d.key)
        if (auto const index = field_index(k); index != no_index) t.key.push_back(index);
    auto& report = model.reports[t.report];
    for (auto const& role : d.roles) {
        auto const index = field_index(role.field);
        if (role.role.text == "party") report.roles.party = index;
        if (role.role.text == "year") report.roles.year = index;
        if (role.role.text == "version") report.roles.version = index;
        if (role.role.text == "date") report.roles.date = index;
        if (role.role.text == "series") report.roles.series = index;
        if (role.role.text != "result") continue;
        t.result = index;
        if (!t.rows.empty() && !t.marked_rows)
            c.error(file, role.role.where, "R302", "rows of `" + t.name + "` have no mark",
                    "add `marked`, or leave out `filing result`");
    }
    t.generated = !d.generated.empty();
    if (t.generated && t.rows.empty())
        c.error(file, d.name.where, "R401", "table `" + t.name + "` is generated and does not name its rows",
                "add `rows NAME`");
    if (!t.generated) report.tables.push_back(static_cast<std::uint16_t>(model.tables.size()));
    model.tables.push_back(std::move(t));
    c.tables.push_back(std::move(names));
}

}  // namespace

axis lower_axis(std::optional<syntax::word> const& written) {
    return written && written->text == "filing" ? axis::filing : axis::run;
}

void axis_not_named(lower_context& c, file_index file, syntax::word const& name, char const* what) {
    c.error(file, name.where, "R401",
            std::string(what) + " `" + name.text + "` has dates and does not say which day decides",
            "add `dated by filing` (the day it was submitted) or `dated by run` (the day as of which is judged)");
}

std::optional<date> resolve_date(lower_context& c, file_index file, std::optional<syntax::word> const& written) {
    if (!written) return std::nullopt;
    auto const d = parse_iso_date(written->text);
    if (!d)
        c.error(file, written->where, "R105", "`" + written->text + "` is not a day of the calendar",
                "write yyyy-mm-dd");
    return d;
}

std::optional<type> resolve_type(lower_context& c, file_index file, syntax::type_name const& written) {
    static std::unordered_map<std::string, kind> const kinds{
        {"boolean", kind::boolean},     {"integer", kind::integer}, {"decimal", kind::decimal},
        {"text", kind::text},           {"code", kind::code},       {"date", kind::date},
        {"year", kind::year},           {"version", kind::version}, {"period", kind::period},
        {"timeframe", kind::timeframe}, {"itmo", kind::itmo},       {"block", kind::block},
        {"blocks", kind::blocks},       {"row", kind::row}};
    auto const found = kinds.find(written.kind);
    if (found == kinds.end()) {
        std::vector<std::string> names;
        for (auto const& [name, k] : kinds) names.push_back(name);
        c.error(file, written.where, "R201", "unknown type `" + written.kind + "`", did_you_mean(written.kind, names));
        return std::nullopt;
    }
    type t;
    t.k = found->second;
    t.list_of = written.list_of;
    auto const& model = c.book.model;
    auto const unknown = [&](char const* what, std::vector<std::string> const& names) {
        c.error(file, written.argument.where, "R201",
                std::string("unknown ") + what + " `" + written.argument.text + "`",
                did_you_mean(written.argument.text, names));
        return std::nullopt;
    };
    if (t.k == kind::decimal && !written.argument.text.empty()) {
        t.unit = model.find_unit(written.argument.text);
        if (t.unit == no_index) return unknown("unit", names_of(model.units));
    }
    if (t.k == kind::code) {
        t.list = model.find_list(written.argument.text);
        if (t.list == no_index) return unknown("list", names_of(model.lists));
    }
    if (t.k == kind::row) {
        t.table = model.find_table(written.argument.text);
        if (t.table == no_index) return unknown("table", names_of(model.tables));
    }
    if (t.list_of && t.k != kind::text && t.k != kind::code) {
        c.error(file, written.where, "R301", "only texts and codes come in lists");
        return std::nullopt;
    }
    return t;
}

void lower_model(lower_context& c, std::vector<syntax::file> const& files) {
    each<syntax::unit_declaration>(files, [&](file_index f, auto const& d, span) { lower_unit(c, f, d); });
    each<syntax::list_declaration>(files, [&](file_index f, auto const& d, span) { lower_list(c, f, d); });
    each<syntax::report_declaration>(files, [&](file_index f, syntax::report_declaration const& d, span) {
        if (!fresh_name(c, f, c.book.model.reports, d.name, "report")) return;
        report r;
        r.name = d.name.text;
        r.title = d.title.for_people();
        r.words = d.shown_name ? *d.shown_name : lexical::name_in_words(d.name.text);
        r.cites = joined(d.cites);
        r.reference = d.reference;
        c.book.model.reports.push_back(std::move(r));
    });
    each<syntax::table_declaration>(files, [&](file_index f, auto const& d, span) { lower_table(c, f, d); });
    each<syntax::report_declaration>(files, [&](file_index f, syntax::report_declaration const& d, span) {
        auto const index = c.book.model.find_report(d.name.text);
        if (index == no_index) return;
        auto& r = c.book.model.reports[index];
        if (!d.header) {
            c.error(f, d.name.where, "R401", "report `" + r.name + "` has no header table", "add `header TABLE`");
            return;
        }
        r.header = c.book.model.find_table(d.header->text);
        if (r.header == no_index)
            c.error(f, d.header->where, "R201", "unknown table `" + d.header->text + "`",
                    did_you_mean(d.header->text, names_of(c.book.model.tables)));
        else if (!c.book.model.tables[r.header].single_row() || c.book.model.tables[r.header].report != index) {
            c.error(f, d.header->where, "R401", "a header table has one row and is in its report",
                    "drop `rows` from table `" + d.header->text + "` and put it `in " + r.name + "`");
            r.header = no_index;
        } else if (c.book.model.tables[r.header].name == r.name) {
            // Its fields stand beside the tables.
            for (auto const t : r.tables)
                for (auto const& field : c.book.model.tables[r.header].fields)
                    if (field.xml == c.book.model.tables[t].name)
                        c.out.error(
                            "R202", field.at,
                            "`" + field.xml + "` is the name of a field and of a table of report `" + r.name + "`");
        }
    });
}

}  // namespace a6::dsl
