#include "tests/support/random_rulebook.hpp"

#include "tests/support/random_expression.hpp"

#include <algorithm>
#include <map>

namespace a6::test_support {

namespace {

std::vector<type_text> const field_types{"boolean",
                                         "integer",
                                         "decimal",
                                         "decimal tonne",
                                         "decimal kilotonne",
                                         "text",
                                         "text",
                                         "code Colour",
                                         "code Shape",
                                         "date",
                                         "date",
                                         "year",
                                         "version",
                                         "timeframe",
                                         "itmo",
                                         "itmo",
                                         "list of text",
                                         "list of code Colour"};

char const* const preamble = R"(rulebook "Random" version "1" law as of 2024-01-01
unit tonne "t"
unit kilotonne "kt" = 1000 tonne
list Colour "Colours" {
    dated by run
    code "red" named "rouge" also "rood"
    code "green" from 2020-01-01
    code "dark blue" named "navy" also "d-blue"
    code "gone" until 2020-01-01
}
list Shape "Shapes" { open code "round" also "rund" code "square" }
list Party "Parties" { code "AAA" named "Aland" code "BBB" code "CCC" }
requirement Q-1 "what is required" { source "law" para "1" }
param p_integer : integer dated by run = 3 until 2024-01-01 = 4 from 2024-01-01
param p_none : integer dated by run = 3 until 2000-01-01
param p_decimal : decimal = 1.5
param p_tonne : decimal tonne = 2 tonne
param p_text : text = "a"
param p_colour : code Colour = "green"
param p_date : date = 2022-06-30
param p_year : year dated by filing = 2021 until 2025-01-01 = 2022 from 2025-01-01
param p_truth : boolean = true
)";

class rulebook_generator {
public:
    rulebook_generator(dice& d, random_options const& options) : d_(d), options_(options) {}

    random_rulebook run() {
        declare_tables();
        declare_defines();
        for (std::uint32_t n = 0; n < 8; ++n) add_member(false, n);
        load();  // what is refused here is not used by what follows
        for (auto const& c : chunks_)
            if (!c.owner.empty()) learn(c);
        for (std::uint32_t n = 0; n < options_.expressions; ++n) add_member(true, 100 + n);
        for (std::uint32_t n = 0; n < options_.rules; ++n) add_rule(n);
        load();
        for (auto& c : chunks_)
            if (c.tested) out_.tested.push_back(c);
        out_.accepted = out_.tested.size();
        return std::move(out_);
    }

private:
    void declare_tables() {
        fixed(preamble);
        fixed("report Main \"Main\" { header Head }\n");
        bool const side = d_.percent(40);
        if (side) fixed("report Side \"Side\" { header SideHead }\n");
        table("Head", "Head", "Main");
        table("Few", "Head", "Main");
        table("Many", "Head", "Main");
        if (side) table("SideHead", "SideHead", "Side");
        if (side) table("SideRow", "SideHead", "Side");
    }

    void table(std::string const& name, std::string const& header, std::string const& report) {
        table_sketch t;
        t.name = name;
        t.header = header;
        t.single_row = name == header;
        std::string text = "table " + name + " \"Table " + name + "\" {\n    in " + report + '\n';
        if (!t.single_row) text += "    rows " + name + "Row\n";
        if (t.single_row) {
            text +=
                "    filing party Who filing year When filing version Which filing date Day\n"
                "    field Who \"Who\" : code Party required\n    field When \"When\" : year required\n"
                "    field Which \"Which\" : version\n    field Day \"Day\" : date\n";
            t.fields["year"].push_back("When");
            t.fields["version"].push_back("Which");
            t.fields["date"].push_back("Day");
            t.all_fields = {"Who", "When", "Which", "Day"};
        }
        // Most blocks of random identifiers are undecided; these are mostly not.
        text += "    field Lo \"Lowest\" : itmo\n    field Hi \"Highest\" : itmo\n    field Reg \"Registry\" : text\n";
        t.fields["itmo"] = {"Lo", "Hi"};
        t.fields["text"] = {"Reg"};
        t.derived["block"] = {"Span", "Span"};
        for (auto const* f : {"Lo", "Hi", "Reg"}) t.all_fields.emplace_back(f);
        auto types = field_types;
        for (std::size_t i = types.size(); i > 1; --i)
            std::swap(types[i - 1], types[d_.below(static_cast<std::uint32_t>(i))]);
        for (std::size_t i = 0; i < types.size(); ++i) {
            std::string const field = "F" + std::to_string(i);
            t.fields[types[i]].push_back(field);
            t.all_fields.push_back(field);
        }
        model_.tables.push_back(t);
        for (std::size_t i = 0; i < types.size(); ++i) {
            text += "    field F" + std::to_string(i) + " \"Field " + std::to_string(i) + "\" : " + types[i];
            if (d_.percent(20)) {
                expression_generator g(d_, model_);
                g.bind("this", "row " + name);
                text += " conditional when " + g.expression("boolean", 0);
                model_.tables.back().conditional.push_back("F" + std::to_string(i));
            } else {
                text += d_.percent(50) ? " required" : "";
            }
            if (d_.percent(20)) text += " placeholder \"to come\"";
            text += '\n';
        }
        fixed(text + "    derived Span : block = block(this.Lo, this.Hi, \"CA0001\", this.Reg, \"AAA\", 2021)\n");
        fixed("}\n");
    }

    void declare_defines() {
        for (int n = 0; n < 5; ++n) {
            define_sketch f{"f" + std::to_string(n),
                            d_.pick(expression_generator::value_types()),
                            {"row " + d_.pick(model_.tables).name}};
            while (d_.percent(50)) f.parameters.push_back(d_.pick(expression_generator::value_types()));
            expression_generator g(d_, model_);
            g.set_sources({"Few"});
            std::string text = "define " + f.name + '(';
            for (std::size_t i = 0; i < f.parameters.size(); ++i) {
                std::string const name = "q" + std::to_string(i);
                text += (i ? ", " : "") + name + " : " + f.parameters[i];
                g.bind(name, f.parameters[i]);
            }
            text += ") : " + f.result + " =\n    ";
            std::string const whole = text + g.expression(f.result, 2) + '\n';
            plain_[whole] = text + g.expression(f.result, 0) + '\n';
            fixed(whole);
            model_.defines.push_back(std::move(f));
        }
        model_.parameters = {{"integer", {"p_integer", "p_none"}},
                             {"decimal", {"p_decimal"}},
                             {"decimal tonne", {"p_tonne"}},
                             {"text", {"p_text"}},
                             {"code Colour", {"p_colour"}},
                             {"date", {"p_date"}},
                             {"year", {"p_year"}},
                             {"boolean", {"p_truth"}}};
    }

    expression_generator generator_for(table_sketch const& t, std::string const& variable) {
        expression_generator g(d_, model_);
        g.bind(variable, "row " + t.name);
        std::vector<std::string> sources;
        for (auto const& s : model_.tables)
            if (options_.many_rows == 0 || s.name != "Many" || t.name != "Many") sources.push_back(s.name);
        g.set_sources(std::move(sources));
        if (options_.many_rows) g.set_heavy("Many");
        return g;
    }

    // A derived value or a reference. The untested ones come first and are there to be used by the others.
    void add_member(bool tested, std::uint32_t number) {
        auto& t = model_.tables[tested ? d_.below(static_cast<std::uint32_t>(model_.tables.size()))
                                       : number % model_.tables.size()];
        chunk c;
        c.owner = t.name;
        c.tested = tested;
        auto g = generator_for(t, "this");
        if (d_.percent(tested ? 10 : 50)) {
            std::vector<std::string> targets;
            for (auto const& s : model_.tables)
                if (options_.many_rows == 0 || s.name != "Many") targets.push_back(s.name);
            std::string const target = d_.pick(targets);
            c.name = (tested ? "y" : "r") + std::to_string(number);
            c.text = "    reference " + c.name + " = " + g.lookup(target, 1) + '\n';
            made_.push_back({c.name, "", target});
        } else {
            auto const& types = expression_generator::value_types();
            type_text const type = tested           ? (d_.percent(35) ? "boolean" : d_.pick(types))
                                   : d_.percent(50) ? "block"
                                                    : d_.pick(types);
            c.name = (tested ? "x" : "d") + std::to_string(number);
            c.text =
                "    derived " + c.name + " : " + type + " = " + g.expression(type, tested ? options_.depth : 2) + '\n';
            made_.push_back({c.name, type, ""});
        }
        insert(std::move(c), t.name);
    }

    void learn(chunk const& c) {
        auto const& m = *std::find_if(made_.begin(), made_.end(), [&](made const& x) { return x.name == c.name; });
        auto& t =
            *std::find_if(model_.tables.begin(), model_.tables.end(), [&](auto const& x) { return x.name == c.owner; });
        if (m.target.empty())
            t.derived[m.type].push_back(m.name);
        else
            t.references[m.name] = m.target;
    }

    std::string condition(expression_generator& g) { return g.expression("boolean", 1 + d_.below(options_.depth)); }

    void add_rule(std::uint32_t number) {
        auto const& t = d_.pick(model_.tables);
        bool const over_fields = d_.percent(20);
        auto g = generator_for(t, over_fields ? "this" : "r");
        chunk c;
        c.tested = true;
        c.name = "R-" + std::to_string(number);
        c.text = "rule " + c.name + " \"what is normal\" {\n    implements Q-1\n";
        if (d_.percent(10))
            c.text += d_.percent(50) ? "    effective on as_of() from 2020-01-01 until 2030-01-01\n"
                                     : "    effective on as_of() until 2021-01-01\n";
        if (d_.percent(20))
            c.text += "    effective on " + g.expression("date", 1) +
                      (d_.percent(50) ? " from 2021-06-01" : " from 2021-01-01 until 2023-01-01") + '\n';
        std::set<std::string> after;
        while (!rules_.empty() && d_.percent(55)) after.insert(d_.pick(rules_));
        std::string list;
        for (auto const& a : after) list += (list.empty() ? "" : ", ") + a;
        if (!list.empty()) c.text += "    after " + list + '\n';
        if (over_fields) {
            static std::vector<std::string> const words{"integer", "decimal", "text",      "code", "date",
                                                        "year",    "version", "timeframe", "itmo"};
            c.text += "    for each " + d_.pick(words) + " field f of " + t.name + '\n';
            if (d_.percent(40)) c.text += "    when present(f)\n";
            static std::vector<std::string> const norms{"present(f)",
                                                        "readable(f)",
                                                        "readable(f) and canonical(f)",
                                                        "absent(f) or known(f)",
                                                        "present(f) implies length(raw(f)) < 8",
                                                        "absent(f)"};
            norm(c, d_.pick(norms), "f", {});
        } else {
            c.text += "    for each r in " + t.name + '\n';
            while (d_.percent(40)) c.text += "    when " + condition(g) + '\n';
            for (int n = 0; d_.percent(30); ++n) {
                std::string const name = "l" + std::to_string(n);
                if (d_.percent(50)) {
                    std::string const target = options_.many_rows ? "Few" : d_.pick(model_.tables).name;
                    c.text += "    let " + name + " = " + g.lookup(target, 1) + '\n';
                    g.bind(name, "row " + target);
                } else {
                    type_text const type =
                        d_.pick(std::vector<type_text>{"boolean", "integer", "decimal", "block", "blocks", "date"});
                    c.text += "    let " + name + " = " + g.expression(type, 2) + '\n';
                    g.bind(name, type);
                }
            }
            for (auto n = 1 + d_.below(3); n != 0; --n)
                norm(c, condition(g), "r", d_.percent(35) ? condition(g) : std::string());
        }
        c.text += "}\n";
        rules_.push_back(c.name);
        chunks_.push_back(std::move(c));
    }

    void norm(chunk& c, std::string const& what, std::string const& place, std::string const& provided) {
        if (c.text.find("severity") == std::string::npos) c.text += "    severity error\n    class mismatch\n";
        c.text += (d_.percent(80) ? "    require " : "    forbid ") + what + '\n';
        if (!provided.empty()) c.text += "        provided " + provided + " otherwise \"a document\"\n";
        c.text += "        at " + place + "\n        message \"not normal\"\n";
    }

    void fixed(std::string text) { chunks_.push_back({std::move(text), "", "", false, 0, 0}); }

    // Behind the other members of the table: before the `}` that closes it.
    void insert(chunk c, std::string const& table) {
        std::size_t const open = static_cast<std::size_t>(
            std::find_if(
                chunks_.begin(), chunks_.end(),
                [&](chunk const& x) { return x.text.compare(0, 8 + table.size(), "table " + table + " \"") == 0; }) -
            chunks_.begin());
        auto at = chunks_.begin() + static_cast<std::ptrdiff_t>(open) + 1;
        while (at->text != "}\n") ++at;
        out_.offered += c.tested;
        chunks_.insert(at, std::move(c));
    }

    // Loads the text, leaving out what the planner refuses, until it takes the rest.
    void load() {
        for (auto const& c : chunks_) out_.offered += c.tested && c.owner.empty();
        for (int round = 0; round < 40; ++round) {
            out_.text.clear();
            for (auto& c : chunks_) {
                c.begin = out_.text.size();
                out_.text += c.text;
                c.end = out_.text.size();
            }
            auto loaded = dsl::load_rulebook({{"random.a6", out_.text}});
            out_.book = std::move(loaded.book);
            if (out_.book) return;
            std::set<std::string> dropped;
            for (auto const& problem : loaded.problems.sorted()) {
                if (problem.level != dsl::diagnostic_level::error) continue;
                out_.refusals.insert(problem.code);
                // What was dropped in an earlier round is missing now; else only joins without a key and texts that are
                // not in a code list may be refused.
                bool const expected =
                    problem.code == "R402" || problem.code == "R303" || (round > 0 && problem.code == "R201");
                auto const hit = std::find_if(chunks_.begin(), chunks_.end(), [&](chunk const& c) {
                    return c.begin <= problem.at.where.begin && problem.at.where.begin < c.end;
                });
                bool const in_define = hit != chunks_.end() && hit->text.compare(0, 7, "define ") == 0;
                if (!expected || (hit->name.empty() && !in_define))
                    out_.unexpected.push_back(render(problem, loaded.files));
                if (hit != chunks_.end() && !hit->name.empty()) dropped.insert(hit->name);
                if (in_define) simplify(*hit);
            }
            std::erase_if(chunks_, [&](chunk const& c) { return !c.name.empty() && dropped.count(c.name); });
            if (!out_.unexpected.empty()) return;
        }
        out_.unexpected.emplace_back("the rulebook could not be mended");
    }

    // A define whose body has a join without a key is refused wherever it is called; it gets a body without a source.
    void simplify(chunk& c) {
        if (auto const it = plain_.find(c.text); it != plain_.end()) c.text = it->second;
    }

    struct made {
        std::string name;
        type_text type;
        std::string target;
    };
    dice& d_;
    random_options const& options_;
    model_sketch model_;
    std::vector<chunk> chunks_;
    std::map<std::string, std::string> plain_;  // of each define, the same with a simple body
    std::vector<std::string> rules_;
    std::vector<made> made_;
    random_rulebook out_;
};

}  // namespace

random_rulebook make_random_rulebook(dice& d, random_options const& options) {
    return rulebook_generator(d, options).run();
}

namespace {

// gaps: percent of cells that say nothing.
std::string cell_text(dice& d, dsl::field const& field, dsl::data_model const& model, std::uint32_t gaps) {
    using texts = std::vector<std::string>;
    static texts const nothing{"", "", "NA", "-", "n/a", "to come"};
    if (d.percent(gaps)) return d.pick(nothing);
    if (field.name == "Lo") return std::to_string(1 + d.below(9));
    if (field.name == "Hi") return std::to_string(6 + d.below(12));
    if (field.name == "Reg") return d.pick(texts{"AAA01", "AAA01", "BBB01", ""});
    if (field.type.list_of)
        return field.type.k == dsl::kind::text
                   ? d.pick(texts{"a", "a; b", "b, U-1", ";", "alpha 1"})
                   : d.pick(texts{"red", "red, green", "navy; red", "red, pink", "dark blue"});
    if (field.type.k == dsl::kind::code) {
        std::string const& list = model.lists[field.type.list].name;
        if (list == "Party") return d.pick(texts{"AAA", "AAA", "BBB", "Aland", "CCC", "DDD"});
        if (list == "Shape") return d.pick(texts{"round", "rund", "square", "else", "red"});
        return d.pick(texts{"red", "red", "rouge", "Green", "dark blue", "d-blue", "gone", "pink"});
    }
    switch (field.type.k) {
        case dsl::kind::boolean: return d.pick(texts{"yes", "no", "TRUE", "false", "1", "perhaps"});
        case dsl::kind::integer:
            return d.pick(texts{"0", "1", "2", "2", "3", "-1", "1,000", "9223372036854775807", "x"});
        case dsl::kind::decimal:
            return d.pick(texts{"0", "1", "2", "2.5", "-3", "1,000.25", "0.000000001", "170000000000000000000000000000",
                                "1.5.2"});
        case dsl::kind::text:
            return d.pick(
                texts{"a", "a", "b", "A", "\xC3\xA1", "alpha  1", "Alpha 1", "U-1", "U-4", "U-04", "AAA01", "red"});
        case dsl::kind::date:
            return d.pick(texts{"2021-01-01", "2021-01-01", "2022-06-30", "31.12.2023", "01/02/2022", "9999-12-31",
                                "2022-02-30"});
        case dsl::kind::year: return d.pick(texts{"2021", "2021", "2022", "2023", "0999", "21"});
        case dsl::kind::version: return d.pick(texts{"1.0", "1.1", "1.10", "2", "2.0", "v2"});
        case dsl::kind::timeframe:
            return d.pick(texts{"2021 - 2030", "Occurred: from 2021 to 2022. Use: from 01/2022 to 31/12/2030",
                                "Use: 2025 - 2030", "Occurrence: 2021 to 2022", "2023-2022", "always"});
        case dsl::kind::itmo:
            return d.pick(texts{"1", "2", "3", "5", "8", "12", "CA0001-AAA01-AAA-1-2021", "CA0001-AAA01-AAA-4-2021",
                                "CA0001-AAA01-AAA-9-2021", "CA0001-BBB01-AAA-2-2021", "CA0001-BBB01-AAA-7-2021",
                                "CA0001-AAA01-AAA-3-2022", "1-5"});
        default: return "";
    }
}

}  // namespace

std::vector<std::unique_ptr<checker::raw_filing>> make_random_filings(dice& d, dsl::data_model const& model,
                                                                      random_options const& options) {
    std::vector<std::unique_ptr<checker::raw_filing>> filings;
    std::uint32_t const count = options.many_rows ? 3 : 1 + d.below(5);
    std::uint32_t const gaps = d.pick(std::vector<std::uint32_t>{0, 1, 4, 18, 35});
    for (std::uint32_t n = 0; n < count; ++n) {
        auto raw = std::make_unique<checker::raw_filing>();
        raw->name = "filing" + std::to_string(n);
        for (std::uint16_t r = 0; r < model.reports.size(); ++r)
            if (r == 0 || d.percent(60)) raw->reports.push_back(r);
        for (std::uint16_t t = 0; t < model.tables.size(); ++t) {
            auto const& table = model.tables[t];
            if (std::find(raw->reports.begin(), raw->reports.end(), table.report) == raw->reports.end()) continue;
            checker::raw_table out;
            out.table = t;
            out.rows = d.below(table.name == "Many" ? 9 : 5);
            if (table.name == "Many" && options.many_rows && n == 0) out.rows = options.many_rows;
            if (table.single_row()) out.rows = d.percent(95) ? 1 : 0;
            out.row_at.resize(out.rows);
            out.label_at.resize(table.fields.size());
            for (auto const& field : table.fields) {
                checker::raw_column column;
                for (std::size_t r = 0; r < out.rows; ++r) {
                    checker::raw_cell cell;
                    std::string text = cell_text(d, field, model, gaps);
                    // Several versions of one Party's filing need the same year.
                    if (field.name == "When" && d.percent(60)) text = "2022";
                    cell.text = raw->texts.emplace_back(std::move(text));
                    if (d.percent(1)) cell.form = checker::cell_form::error;
                    cell.confidential = d.percent(10);
                    column.push_back(cell);
                }
                // Rows that repeat another one's values.
                for (std::size_t r = 1; r < out.rows; ++r)
                    if (d.percent(25)) column.set(r, column[r - 1]);
                out.columns.push_back(std::move(column));
            }
            raw->tables.push_back(std::move(out));
        }
        filings.push_back(std::move(raw));
    }
    return filings;
}

}  // namespace a6::test_support
