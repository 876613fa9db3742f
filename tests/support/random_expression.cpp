#include "tests/support/random_expression.hpp"

#include <algorithm>
#include <regex>
#include <stdexcept>

namespace a6::test_support {

namespace {

std::vector<std::string> const scopes{"this filing", "this Party", "all filings", "all versions"};

bool is_row(type_text const& t) { return t.compare(0, 4, "row ") == 0; }
std::string in_parentheses(std::string s) { return '(' + std::move(s) + ')'; }

// Types whose equality may be the key of a join.
std::vector<type_text> const key_types{"integer",     "decimal",     "decimal tonne", "text", "text",
                                       "code Colour", "code Colour", "date",          "year", "year",
                                       "version",     "itmo",        "boolean"};
std::vector<type_text> const ordered_types{"integer", "decimal", "decimal tonne", "date", "year", "version"};

}  // namespace

table_sketch const& model_sketch::table(std::string const& name) const {
    for (auto const& t : tables)
        if (t.name == name) return t;
    throw std::logic_error("no table " + name);
}

std::vector<type_text> const& expression_generator::value_types() {
    static std::vector<type_text> const types{
        "boolean",     "integer",    "decimal", "decimal tonne", "decimal kilotonne", "text",
        "code Colour", "code Shape", "date",    "year",          "version",           "period",
        "timeframe",   "itmo",       "block",   "blocks",        "list of text",      "list of code Colour"};
    return types;
}

std::vector<expression_generator::path> expression_generator::row_paths() const {
    std::vector<path> paths;
    for (auto const& n : names_) {
        if (!is_row(n.type)) continue;
        path const own{n.name, n.type.substr(4)};
        auto const& t = model_.table(own.table);
        paths.push_back(own);
        paths.push_back({own.text + ".filing", t.header});
        for (auto const& [name, target] : t.references) {
            std::string const there = own.text + '.' + name;
            paths.push_back({there, target});
            paths.push_back({there + ".filing", model_.table(target).header});
            for (auto const& [next, last] : model_.table(target).references)
                paths.push_back({there + '.' + next, last});
        }
    }
    return paths;
}

std::optional<std::string> expression_generator::row_path(std::string const& table) {
    std::vector<std::string> fitting;
    for (auto const& p : row_paths())
        if (p.table == table) fitting.push_back(p.text);
    if (fitting.empty()) return std::nullopt;
    return d_.pick(fitting);
}

std::optional<std::string> expression_generator::stored(type_text const& type) {
    std::vector<std::string> names;
    for (auto const& n : names_)
        if (n.type == type) names.push_back(n.name);
    if (auto const it = model_.parameters.find(type); it != model_.parameters.end())
        names.insert(names.end(), it->second.begin(), it->second.end());
    auto paths = row_paths();
    // Plain variables are worth more than what can be reached from them.
    if (d_.percent(60)) std::erase_if(paths, [](path const& p) { return p.text.find('.') != std::string::npos; });
    std::vector<std::string> members;
    for (auto const& p : paths) {
        auto const& t = model_.table(p.table);
        for (auto const* kind : {&t.fields, &t.derived})
            if (auto const it = kind->find(type); it != kind->end())
                for (auto const& m : it->second) members.push_back(p.text + '.' + m);
    }
    if (!members.empty() && (names.empty() || d_.percent(85))) return d_.pick(members);
    if (!names.empty()) return d_.pick(names);
    return std::nullopt;
}

std::string expression_generator::literal(type_text const& type) {
    if (type == "boolean") return d_.percent(50) ? "true" : "false";
    if (type == "integer") return std::to_string(d_.below(6));
    if (type == "decimal") return std::to_string(d_.below(4)) + "." + std::to_string(d_.below(10));
    if (type == "decimal tonne") return std::to_string(d_.below(5)) + (d_.percent(50) ? "" : ".5") + " tonne";
    if (type == "decimal kilotonne") return std::to_string(d_.below(3)) + " kilotonne";
    if (type == "text")
        return d_.pick(std::vector<std::string>{"\"a\"", "\"b\"", "\"U-1\"", "\"U-4\"", "\"alpha 1\"", "\"\""});
    if (type == "code Colour") return d_.pick(std::vector<std::string>{"\"red\"", "\"green\"", "\"dark blue\""});
    if (type == "code Shape") return d_.pick(std::vector<std::string>{"\"round\"", "\"else\""});
    if (type == "date") return d_.pick(std::vector<std::string>{"2021-01-01", "2022-06-30", "2023-12-31"});
    if (type == "year") return std::to_string(2020 + d_.below(5));
    throw std::logic_error("no literal of " + type);
}

std::string expression_generator::leaf(type_text const& type) {
    bool const writable = type == "boolean" || type == "integer" || type.compare(0, 7, "decimal") == 0 ||
                          type == "text" || type == "date";
    if (writable && d_.percent(15)) return literal(type);
    if (auto const s = stored(type)) return *s;
    if (type == "period") return "[2021 .. 2030]";
    if (type == "blocks") return in_parentheses(leaf("block") + " union " + leaf("block"));
    if (type == "block") return block(0);
    if (writable) return literal(type);
    throw std::logic_error("nothing of type " + type);
}

std::string expression_generator::any_field() {
    std::vector<std::string> fields;
    for (auto const& p : row_paths())
        for (auto const& f : model_.table(p.table).all_fields) fields.push_back(p.text + '.' + f);
    return d_.pick(fields);
}

std::string expression_generator::expression(type_text const& type, std::uint32_t depth) {
    if (is_row(type)) {
        auto const p = row_path(type.substr(4));
        if (!p) throw std::logic_error("no row of " + type);
        if (depth > 0 && d_.percent(15))
            return "(if " + truth(depth - 1) + " then " + *p + " else " + *row_path(type.substr(4)) + ')';
        return *p;
    }
    if (depth == 0 || d_.percent(10)) return leaf(type);
    if (d_.percent(8)) {
        std::vector<define_sketch const*> fitting;
        for (auto const& f : model_.defines)
            if (f.result == type && std::all_of(f.parameters.begin(), f.parameters.end(), [&](type_text const& p) {
                    return !is_row(p) || row_path(p.substr(4)).has_value();
                }))
                fitting.push_back(&f);
        if (!fitting.empty()) {
            auto const& f = *d_.pick(fitting);
            std::string out = f.name + '(';
            for (std::size_t i = 0; i < f.parameters.size(); ++i)
                out += (i ? ", " : "") + expression(f.parameters[i], depth - 1);
            return out + ')';
        }
    }
    if (d_.percent(8)) {
        // Two literals would leave it open what type is meant.
        std::string const a = stored(type).value_or(leaf(type));
        return "(if " + truth(depth - 1) + " then " + a + " else " + expression(type, depth - 1) + ')';
    }
    bool const ordered = std::find(ordered_types.begin(), ordered_types.end(), type) != ordered_types.end();
    if (ordered && d_.percent(10)) return aggregate(d_.percent(50) ? "min" : "max", type, depth);
    if (ordered && d_.percent(8)) {
        std::string const f = d_.percent(50) ? "min(" : "max(";
        return f + stored(type).value_or(leaf(type)) + ", " + expression(type, depth - 1) + ')';
    }
    if (type == "boolean") return truth(depth);
    if (type == "integer") return number(depth);
    if (type.compare(0, 7, "decimal") == 0) return decimal(type, depth);
    if (type == "text") return text(depth);
    if (type == "date") return date(depth);
    if (type == "year") return year(depth);
    if (type == "period") return period(depth);
    if (type == "block") return block(depth);
    if (type == "blocks") return blocks(depth);
    return leaf(type);
}

std::string expression_generator::truth(std::uint32_t depth) {
    if (depth == 0) return d_.percent(50) ? leaf("boolean") : about_field(0);
    auto const part = [&] { return truth(depth - 1); };
    switch (d_.below(12)) {
        case 0: {
            std::string out = part();
            std::string const word = d_.percent(50) ? " and " : " or ";
            for (auto n = 1 + d_.below(2); n != 0; --n) out += word + part();
            return in_parentheses(out);
        }
        case 1: return in_parentheses("not " + part());
        case 2: return in_parentheses(part() + " implies " + part());
        case 3:
        case 4:
        case 5: return comparison(depth);
        case 6: return about_field(depth);
        case 7:
        case 8: return quantifier(depth);
        case 9: {
            // Membership.
            std::string const word = d_.percent(70) ? " in " : " not in ";
            if (d_.percent(30)) return in_parentheses(words(depth - 1) + word + leaf("list of text"));
            if (d_.percent(30)) return in_parentheses(leaf("code Colour") + word + leaf("list of code Colour"));
            if (d_.percent(30))
                return in_parentheses(expression(d_.percent(50) ? "date" : "year", depth - 1) + word +
                                      period(depth - 1));
            static std::vector<std::pair<type_text, type_text>> const pairs{{"integer", "integer"},
                                                                            {"integer", "decimal"},
                                                                            {"decimal", "integer"},
                                                                            {"decimal tonne", "decimal kilotonne"},
                                                                            {"text", "text"},
                                                                            {"text", "code Colour"},
                                                                            {"code Colour", "code Colour"},
                                                                            {"date", "date"},
                                                                            {"year", "year"},
                                                                            {"version", "version"},
                                                                            {"itmo", "itmo"},
                                                                            {"boolean", "boolean"},
                                                                            {"block", "blocks"},
                                                                            {"blocks", "block"},
                                                                            {"block", "block"},
                                                                            {"period", "period"},
                                                                            {"row Head", "row Head"}};
            auto const& [left, right] = d_.pick(pairs);
            if (is_row(left) && !row_path("Head")) return part();
            std::string out = expression(left, depth - 1) + word + "{ ";
            for (auto n = 1 + d_.below(3); n != 0; --n) {
                bool const plain = right == "code Colour" && left == right && d_.percent(50);
                out += (plain ? literal(right) : expression(right, depth - 1)) + (n > 1 ? ", " : " }");
            }
            return in_parentheses(out);
        }
        case 10: {
            if (d_.percent(35)) {
                static std::vector<std::string> const patterns{"[a-z]+", ".*",       "U-[0-9]+",
                                                               "a|b",    "alpha.*|", "[^ ]* ?1"};
                return in_parentheses(words(depth - 1) + " matches \"" + d_.pick(patterns) + '"');
            }
            std::string const word = d_.percent(50) ? " overlaps " : " within ";
            if (d_.percent(40)) return in_parentheses(period(depth - 1) + word + period(depth - 1));
            if (d_.percent(30)) {
                auto const list = [&] { return stored(d_.percent(50) ? "list of text" : "list of code Colour"); };
                auto const a = list();
                auto const b = list();
                auto const c = list();
                static std::vector<std::string> const sets{" union ", " without ", " intersect "};
                static std::vector<std::string> const tests{" = ", " != ", " overlaps ", " within "};
                if (a && b && c) return in_parentheses(in_parentheses(*a + d_.pick(sets) + *b) + d_.pick(tests) + *c);
            }
            std::string const in = d_.percent(20) ? " in " : word;
            return in_parentheses(serials(depth - 1) + in + serials(depth - 1));
        }
        default:
            switch (d_.below(6)) {
                case 0: return "full(" + leaf("itmo") + ')';
                case 1: return "empty(" + serials(depth - 1) + ')';
                case 2: return "states_occurrence(" + leaf("timeframe") + ')';
                case 3: return "states_use(" + leaf("timeframe") + ')';
                case 4: return "states_unlabelled(" + leaf("timeframe") + ')';
                default: return "starts_with(" + words(depth - 1) + ", " + words(depth - 1) + ')';
            }
    }
}

std::string expression_generator::comparison(std::uint32_t depth) {
    static std::vector<std::string> const signs{" = ", " != ", " < ", " <= ", " > ", " >= "};
    auto const side = [&](type_text const& t) { return expression(t, depth - 1); };
    if (d_.percent(55)) {
        static std::vector<std::pair<type_text, type_text>> const pairs{{"integer", "integer"},
                                                                        {"decimal", "integer"},
                                                                        {"decimal", "decimal"},
                                                                        {"decimal tonne", "decimal kilotonne"},
                                                                        {"decimal tonne", "decimal tonne"},
                                                                        {"date", "date"},
                                                                        {"year", "year"},
                                                                        {"version", "version"}};
        auto const& [a, b] = d_.pick(pairs);
        if (a == "year" && d_.percent(40)) return in_parentheses(side(a) + d_.pick(signs) + literal("year"));
        return in_parentheses(d_.percent(50) ? side(a) + d_.pick(signs) + side(b) : side(b) + d_.pick(signs) + side(a));
    }
    static std::vector<std::pair<type_text, type_text>> const pairs{
        {"text", "text"},     {"text", "code Colour"}, {"code Shape", "text"}, {"code Colour", "code Colour"},
        {"itmo", "itmo"},     {"block", "block"},      {"block", "blocks"},    {"blocks", "blocks"},
        {"period", "period"}, {"boolean", "boolean"}};
    std::string const sign = d_.percent(60) ? " = " : " != ";
    if (d_.percent(15))
        if (auto const a = row_path(d_.pick(model_.tables).name)) {
            for (auto const& p : row_paths())
                if (p.text == *a) return in_parentheses(*a + sign + *row_path(p.table));
        }
    auto const& [a, b] = d_.pick(pairs);
    if (a == b && a == "code Colour" && d_.percent(40)) return in_parentheses(side(a) + sign + literal(a));
    return in_parentheses(side(a) + sign + side(b));
}

std::string expression_generator::about_field(std::uint32_t depth) {
    switch (d_.below(8)) {
        case 0:
        case 1: return "present(" + any_field() + ')';
        case 2: return "absent(" + any_field() + ')';
        case 3: return "readable(" + any_field() + ')';
        case 4: return (d_.percent(60) ? "canonical(" : "confidential(") + any_field() + ')';
        case 5: {
            std::vector<std::string> rows;
            for (auto const& p : row_paths())
                if (p.text.find('.') != std::string::npos) rows.push_back(p.text);
            return (d_.percent(70) ? "found(" : d_.percent(50) ? "known(" : "present(") + d_.pick(rows) + ')';
        }
        case 6: {
            std::vector<std::string> fields;
            for (auto const& p : row_paths())
                for (auto const& f : model_.table(p.table).conditional) fields.push_back(p.text + '.' + f);
            if (!fields.empty()) return "applies(" + d_.pick(fields) + ')';
            break;
        }
        default: break;
    }
    std::string const inner = depth == 0 ? leaf(d_.pick(value_types())) : expression(d_.pick(value_types()), depth - 1);
    return (d_.percent(70) ? "known(" : d_.percent(50) ? "present(" : "absent(") + inner + ')';
}

std::optional<std::string> expression_generator::named_row(std::string const& table) {
    std::vector<std::string> names;
    for (auto const& [name, type] : names_)
        if (type == "row " + table) names.push_back(name);
    if (names.empty()) return std::nullopt;
    return d_.pick(names);
}

std::string expression_generator::condition_of(std::string const& table, std::string const& variable,
                                               std::uint32_t depth) {
    std::vector<std::string> parts;
    std::string const row = "row " + table;
    auto const own = [&](type_text const& type) {
        auto const saved = std::move(names_);
        names_ = {{variable, row}};
        std::string const e = expression(type, d_.percent(70) ? 0 : 1);
        names_ = saved;
        return e;
    };
    auto const equation = [&](std::string const& inner, std::string const& outer) {
        parts.push_back(d_.percent(80) ? inner + " = " + outer : outer + " = " + inner);
    };
    if (d_.percent(85)) {
        if (d_.percent(22)) {
            std::string const outer = serials(d_.below(2));
            parts.push_back(d_.percent(70) ? own("block") + " overlaps " + outer : outer + " overlaps " + own("block"));
        } else if (d_.percent(15)) {
            // A row as a key: v.ref = r, v.filing = r.filing.
            auto const& t = model_.table(table);
            std::vector<std::pair<std::string, std::string>> inner{{variable + ".filing", t.header}};
            for (auto const& [name, target] : t.references) inner.emplace_back(variable + '.' + name, target);
            auto const& [text, target] = d_.pick(inner);
            if (auto const outer = row_path(target)) equation(text, *outer);
        }
        while (parts.empty() || d_.percent(20)) {
            type_text const type = d_.pick(key_types);
            std::string const outer = expression(type, d_.percent(75) ? 0 : 1);
            // A number in the rule would be taken for an integer on both sides: fields say what is meant.
            equation(type == "year" && d_.percent(20) ? variable + '.' + model_.table(table).fields.at("year").front()
                                                      : own(type),
                     outer);
        }
    }
    // What the row and another of its table must differ in: the other one itself never matches.
    if (auto const other = named_row(table); other && d_.percent(25)) {
        bool const differs = d_.percent(40);
        std::string const inner = own(differs ? d_.pick(key_types) : d_.pick(ordered_types));
        std::string const outer = std::regex_replace(inner, std::regex("\\b" + variable + "\\b"), *other);
        std::string const sign = differs ? " != " : d_.percent(50) ? " < " : " > ";
        parts.push_back(d_.percent(50) ? inner + sign + outer : outer + sign + inner);
    }
    if (parts.empty() || d_.percent(45)) {
        bind(variable, row);
        parts.push_back(truth(depth == 0 ? 0 : depth - 1));
        unbind();
    }
    std::string out;
    for (auto const& p : parts) out += (out.empty() ? "" : " and ") + p;
    return out;
}

std::string expression_generator::source(std::uint32_t depth) {
    std::string const table = d_.pick(sources_);
    if (table == heavy_) std::erase(sources_, heavy_);
    std::string const variable = "v" + std::to_string(++counter_);
    std::string out = variable + " in " + table + " of " + d_.pick(scopes);
    if (!d_.percent(8)) out += " where " + condition_of(table, variable, depth);
    bind(variable, "row " + table);
    return out;
}

std::string expression_generator::quantifier(std::uint32_t depth) {
    std::string const from = source(depth - 1);
    std::string out;
    if (d_.percent(45)) {
        out = "every " + from + " satisfies " + truth(depth - 1);
    } else {
        out = (d_.percent(70) ? "exists " : "no ") + from;
    }
    unbind();
    return in_parentheses(out);
}

std::string expression_generator::aggregate(std::string const& function, type_text const& type, std::uint32_t depth) {
    std::string const from = source(depth - 1);
    std::string const value = function == "count" ? "" : (stored(type).value_or(leaf(type))) + " for ";
    unbind();
    return function + '(' + value + from + ')';
}

std::string expression_generator::lookup(std::string const& table, std::uint32_t depth) {
    std::string const variable = "v" + std::to_string(++counter_);
    bool const some = d_.percent(25);
    std::string out = (some ? "some row " : "the row ") + variable + " in " + table + " of " + d_.pick(scopes) +
                      " where " + condition_of(table, variable, depth);
    bind(variable, "row " + table);
    while (!some && d_.percent(45)) {
        if (d_.percent(50))
            out += " preferring " + truth(d_.below(2));
        else
            out += std::string(" with ") + (d_.percent(50) ? "highest " : "lowest ") +
                   expression(d_.pick(ordered_types), d_.below(2));
    }
    unbind();
    return out;
}

std::string expression_generator::number(std::uint32_t depth) {
    auto const part = [&] { return expression("integer", depth - 1); };
    switch (d_.below(18)) {
        case 0: return in_parentheses(part() + " + " + part());
        case 1: return in_parentheses(part() + " - " + part());
        case 2: return in_parentheses(part() + " * " + part());
        case 3: return in_parentheses("-" + part());
        case 4: return aggregate("sum", "integer", depth);
        case 5: return aggregate("count", "", depth);
        case 6: {
            static std::vector<type_text> const types{"integer", "decimal", "text",    "code Colour",
                                                      "date",    "year",    "version", "itmo"};
            return aggregate("distinct", d_.pick(types), depth);
        }
        case 7:
            return d_.percent(50) ? "size(" + serials(depth - 1) + ')' : in_parentheses(serials(depth - 1)) + ".size";
        case 8: return "items(" + leaf(d_.percent(50) ? "list of text" : "list of code Colour") + ')';
        case 9: return "length(" + words(depth - 1) + ')';
        case 10: return "serial(" + expression("itmo", depth - 1) + ')';
        case 11: return (d_.percent(50) ? "first_serial(" : "last_serial(") + expression("block", depth - 1) + ')';
        case 12: return "unit_count(" + words(depth - 1) + ", " + words(depth - 1) + ')';
        case 13: return (d_.percent(50) ? "major(" : "minor(") + expression("version", depth - 1) + ')';
        case 14: {
            auto const paths = row_paths();
            return "row(" + d_.pick(paths).text + ')';
        }
        case 15: return in_parentheses(expression("date", depth - 1) + " - " + expression("date", depth - 1));
        case 16: return in_parentheses(stored("year").value() + " - " + stored("year").value());
        default: return in_parentheses(leaf("integer") + " + " + (d_.percent(5) ? "9223372036854775807" : "1"));
    }
}

std::string expression_generator::decimal(type_text const& type, std::uint32_t depth) {
    static std::vector<std::string> const modes{"\"half_even\"", "\"half_up\"", "\"down\""};
    auto const part = [&] { return expression(type, depth - 1); };
    auto const rounded = [&](std::string const& what) {
        return "round(" + what + ", " + std::to_string(d_.below(4)) + ", " + d_.pick(modes) + ')';
    };
    switch (d_.below(12)) {
        case 0: return in_parentheses(part() + " + " + part());
        case 1: return in_parentheses(part() + " - " + part());
        case 9: return "abs(" + part() + ')';
        case 10:
            if (type != "decimal") return part();
            return "last_place(" + (d_.percent(60) ? "raw(" + any_field() + ')' : words(depth - 1)) + ')';
        case 2: return in_parentheses("-" + part());
        case 3: return in_parentheses(part() + " * " + expression(d_.percent(50) ? "integer" : "decimal", depth - 1));
        case 4: return in_parentheses(expression("decimal", depth - 1) + " * " + part());
        case 5: return rounded(part());
        case 6: return aggregate("sum", type, depth);
        case 7:
            if (type == "decimal tonne") return in_parentheses(part() + " + " + stored("decimal kilotonne").value());
            if (type == "decimal")
                return in_parentheses(expression("integer", depth - 1) + " - " + stored("decimal").value());
            return part();
        case 8:
            if (type == "decimal" && d_.percent(60)) {
                type_text const unit = d_.percent(50) ? "decimal tonne" : "integer";
                return rounded(expression(unit, depth - 1) + " / " + expression(unit, depth - 1));
            }
            return rounded(part() + " / " + expression(d_.percent(50) ? "integer" : "decimal", depth - 1));
        default: return leaf(type);
    }
}

std::string expression_generator::text(std::uint32_t depth) {
    switch (d_.below(7)) {
        case 0: return "folded(" + words(depth - 1) + ')';
        case 1: return "raw(" + any_field() + ')';
        case 2: return "label(" + any_field() + ')';
        case 3: return "approach(" + expression("itmo", depth - 1) + ')';
        case 4: return "registry(" + expression("itmo", depth - 1) + ')';
        case 5: return in_parentheses(leaf("itmo")) + ".party";
        default: return leaf("text");
    }
}

std::string expression_generator::date(std::uint32_t depth) {
    switch (d_.below(10)) {
        case 8: {
            auto const paths = row_paths();
            if (!paths.empty()) return "first_submitted(" + d_.pick(paths).text + ')';
            return leaf("date");
        }
        case 0: return "first_day(" + expression("year", depth - 1) + ')';
        case 1: return "last_day(" + expression("year", depth - 1) + ')';
        case 2:
            return "day(" + expression("year", depth - 1) + ", " + expression("integer", depth - 1) + ", " +
                   leaf("integer") + ')';
        case 3: return "start(" + period(depth - 1) + ')';
        case 4: return in_parentheses(period(depth - 1)) + ".finish";
        case 5: return "as_of()";
        case 6: return in_parentheses(expression("date", depth - 1) + " + " + expression("integer", depth - 1));
        case 7:
            return in_parentheses(expression("date", depth - 1) + " - " +
                                  (d_.percent(10) ? "3000000" : expression("integer", depth - 1)));
        default: return leaf("date");
    }
}

std::string expression_generator::year(std::uint32_t depth) {
    switch (d_.below(5)) {
        case 0: return "year(" + expression("date", depth - 1) + ')';
        case 1: return "vintage(" + expression("itmo", depth - 1) + ')';
        case 2:
            return in_parentheses(stored("year").value() + " + " +
                                  (d_.percent(5) ? "4294967296" : expression("integer", depth - 1)));
        case 3: return in_parentheses(stored("year").value() + " - " + expression("integer", depth - 1));
        default: return stored("year").value();
    }
}

std::string expression_generator::period(std::uint32_t depth) {
    std::uint32_t const inner = depth == 0 ? 0 : depth - 1;
    switch (d_.below(7)) {
        case 0: return "[2020 .. " + literal("year") + ']';
        case 1: return '[' + expression("year", inner) + " .. " + expression("year", inner) + ']';
        case 2: return '[' + expression("date", inner) + " .. " + expression("date", inner) + ']';
        case 3: return "occurrence(" + leaf("timeframe") + ')';
        case 4: return "use_window(" + leaf("timeframe") + ')';
        case 5: return "unlabelled(" + leaf("timeframe") + ')';
        default: return leaf("period");
    }
}

std::string expression_generator::block(std::uint32_t depth) {
    if (depth > 0 && d_.percent(50)) return leaf("block");
    if (depth > 0 && d_.percent(20))
        return "unit_block(" + words(depth - 1) + ", " + words(depth - 1) + ", " + words(depth - 1) + ')';
    std::uint32_t const inner = depth == 0 ? 0 : depth - 1;
    auto const part = [&](char const* constant) {
        return d_.percent(40) ? '"' + std::string(constant) + '"' : inner == 0 ? leaf("text") : words(inner);
    };
    std::string out = "block(" + expression("itmo", inner) + ", " + expression("itmo", inner) + ", ";
    out += part("CA0001") + ", " + part("AAA01") + ", " + part("AAA") + ", ";
    return out + (d_.percent(50) ? "2021" : stored("year").value()) + ')';
}

std::string expression_generator::blocks(std::uint32_t depth) {
    switch (d_.below(5)) {
        case 0: return in_parentheses(serials(depth - 1) + " union " + serials(depth - 1));
        case 1: return in_parentheses(serials(depth - 1) + " without " + serials(depth - 1));
        case 2: return in_parentheses(serials(depth - 1) + " intersect " + serials(depth - 1));
        case 3: return aggregate("blocks", d_.percent(80) ? "block" : "blocks", depth);
        default: return leaf("blocks");
    }
}

}  // namespace a6::test_support
