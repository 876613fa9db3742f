#include "tests/support/rule_case.hpp"

#include "checker/read.hpp"
#include "checker/waivers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace a6::test_support {

namespace {

namespace fs = std::filesystem;
using dsl::no_index;

constexpr std::array<std::pair<std::string_view, case_outcome>, 4> outcome_names{{
    {"pass", case_outcome::pass},
    {"fail", case_outcome::fail},
    {"undecided", case_outcome::undecided},
    {"not_applicable", case_outcome::not_applicable},
}};

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
    return s;
}

// Takes the next word off the front; empty at the end.
std::string_view next_word(std::string_view& rest) {
    rest = trimmed(rest);
    auto const word = rest.substr(0, rest.find_first_of(" \t"));
    rest = trimmed(rest.substr(word.size()));
    return word;
}

std::optional<std::uint32_t> number_of(std::string_view word) {
    std::uint32_t value = 0;
    auto const [end, status] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (status != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return value;
}

// Thrown inside the parser only, with what is wrong with the line.
struct bad_line {
    std::string message;
};

[[noreturn]] void refuse(std::string message) { throw bad_line{std::move(message)}; }

// FILE [TABLE [ROW] [FIELD]], as far as words are given.
case_place read_place(std::string_view text) {
    case_place place;
    place.file = next_word(text);
    if (place.file.empty()) refuse("a place begins with the name of a file");
    place.table = next_word(text);
    auto word = next_word(text);
    if (auto const row = number_of(word)) {
        if (*row == 0) refuse("rows count from 1");
        place.row = *row;
        word = next_word(text);
    }
    place.field = word;
    if (auto const more = next_word(text); !more.empty()) refuse("`" + std::string(more) + "` is too much for a place");
    return place;
}

// "..." at the end of `rest`, after `keyword`; takes both off.
std::optional<std::string> take_quoted(std::string_view& rest, std::string_view keyword) {
    std::size_t const at = rest.find(std::string(keyword) + " \"");
    if (at == std::string_view::npos) return std::nullopt;
    auto quoted = trimmed(rest.substr(at + keyword.size()));
    if (quoted.size() < 3 || quoted.back() != '"')
        refuse("`" + std::string(keyword) + "` is followed by a text in quotes, at the end of the line");
    rest = trimmed(rest.substr(0, at));
    return std::string(quoted.substr(1, quoted.size() - 2));
}

class case_parser {
public:
    explicit case_parser(rule_case& out) : out_(out) { out_.as_of = dsl::make_date(2026, 6, 30).value(); }

    void read_line(std::string_view line, std::uint32_t number) {
        line_ = number;
        auto rest = trimmed(line);
        if (rest.empty()) return;
        if (rest.front() == '#') {
            explained_ = explained_ || (out_.files.empty() && trimmed(rest.substr(1)).size() > 1);
            return;
        }
        auto const verb = next_word(rest);
        if (verb == "file")
            read_file(rest);
        else if (verb == "set")
            read_set(rest);
        else if (verb == "clear")
            out_.steps.push_back({case_change::clear, cell(rest), {}, line_});
        else if (verb == "no-value")
            out_.steps.push_back({case_change::no_value, cell(rest), {}, line_});
        else if (verb == "add")
            read_add(rest);
        else if (verb == "delete")
            read_delete(rest);
        else if (verb == "as-of")
            read_as_of(rest);
        else if (verb == "waivers")
            out_.waivers.push_back(path_of(rest).string());
        else if (verb == "complete" && rest.empty())
            out_.complete = true;
        else if (verb == "expect")
            read_expect(rest);
        else
            refuse("`" + std::string(verb) +
                   "` is no line of a case: file, set, clear, no-value, add, delete, waivers, as-of, complete, expect");
    }

    // What the file as a whole lacks.
    std::vector<std::string> complaints() const {
        std::vector<std::string> out;
        if (!explained_) out.push_back("a case begins with `# why it exists`");
        if (out_.files.empty()) out.push_back("no `file` line");
        std::set<case_outcome> outcomes;
        for (auto const& e : out_.expectations)
            if (e.no_other == case_silence::nothing) outcomes.insert(e.outcome);
        if (outcomes.empty()) out.push_back("no `expect` line with an outcome");
        if (outcomes.size() > 1) out.push_back("`expect` lines of different outcomes; give each a case of its own");
        auto const named = outcome_named(out_.name);
        if (!named) out.push_back("the file's name begins with its outcome: pass, fail, undecided or not_applicable");
        if (named && outcomes.size() == 1 && *outcomes.begin() != *named)
            out.push_back("the file is named after another outcome than it expects");
        return out;
    }

private:
    void read_file(std::string_view rest) {
        case_file f;
        f.name = next_word(rest);
        f.line = line_;
        if (next_word(rest) != "from" || rest.empty()) refuse("written `file NAME from PATH`");
        for (auto const& other : out_.files)
            if (other.name == f.name) refuse("there is already a file `" + f.name + "`");
        f.path = path_of(rest);
        out_.files.push_back(std::move(f));
    }

    fs::path path_of(std::string_view rest) const {
        fs::path const folder = out_.path.parent_path();
        return ((rest.starts_with("./") ? folder : folder.parent_path()) / fs::path(rest)).lexically_normal();
    }

    case_place known(case_place place) const {
        for (auto const& f : out_.files)
            if (f.name == place.file) return place;
        refuse("no `file " + place.file + "` line above");
    }

    case_place cell(std::string_view text) const {
        auto place = known(read_place(text));
        if (place.table.empty() || place.field.empty())
            refuse("a cell is written FILE TABLE ROW FIELD, without ROW where a table has one row");
        return place;
    }

    void read_set(std::string_view rest) {
        std::size_t const sign = rest.find('=');
        if (sign == std::string_view::npos) refuse("written `set FILE TABLE ROW FIELD = VALUE`");
        auto const value = trimmed(rest.substr(sign + 1));
        if (value.empty()) refuse("no value; `clear` empties a cell");
        out_.steps.push_back({case_change::set, cell(rest.substr(0, sign)), std::string(value), line_});
    }

    void read_add(std::string_view rest) {
        case_step step;
        step.line = line_;
        step.at.file = next_word(rest);
        step.at.table = next_word(rest);
        auto const how = next_word(rest);
        auto const row = number_of(rest);
        if (how == "copy" && row && *row != 0) {
            step.change = case_change::add_copy;
            step.at.row = *row;
        } else if (how == "empty" && rest.empty()) {
            step.change = case_change::add_empty;
        } else {
            refuse("written `add FILE TABLE copy ROW` or `add FILE TABLE empty`");
        }
        step.at = known(step.at);
        out_.steps.push_back(std::move(step));
    }

    void read_delete(std::string_view rest) {
        case_step step;
        step.line = line_;
        step.at.file = next_word(rest);
        step.at.table = next_word(rest);
        auto const row = number_of(rest);
        if (row && *row != 0) {
            step.change = case_change::delete_row;
            step.at.row = *row;
        } else if (rest == "all") {
            step.change = case_change::delete_all;
        } else {
            refuse("written `delete FILE TABLE ROW` or `delete FILE TABLE all`");
        }
        step.at = known(step.at);
        out_.steps.push_back(std::move(step));
    }

    void read_as_of(std::string_view rest) {
        auto const day = dsl::parse_iso_date(rest);
        if (!day) refuse("`" + std::string(rest) + "` is no date yyyy-mm-dd");
        out_.as_of = *day;
    }

    void read_expect(std::string_view rest) {
        case_expectation e;
        e.line = line_;
        for (auto const& [words, silence] : {std::pair{std::string_view("no other error"), case_silence::error},
                                             std::pair{std::string_view("no other finding"), case_silence::finding}}) {
            if (!rest.starts_with(words)) continue;
            rest.remove_prefix(words.size());
            e.no_other = silence;
            if (!rest.empty() && (next_word(rest) != "but" || rest.empty()))
                refuse("written `expect " + std::string(words) + "`, or `" + std::string(words) + " but RULE RULE`");
            while (!rest.empty()) e.but.emplace_back(next_word(rest));
            out_.expectations.push_back(std::move(e));
            return;
        }
        auto const word = next_word(rest);
        auto const found =
            std::find_if(outcome_names.begin(), outcome_names.end(), [&](auto const& n) { return n.first == word; });
        if (found == outcome_names.end())
            refuse("`" + std::string(word) + "` is no outcome: pass, fail, undecided, not_applicable");
        e.outcome = found->second;
        if (e.outcome == case_outcome::fail) e.text = take_quoted(rest, "saying");
        if (e.outcome == case_outcome::undecided) e.text = take_quoted(rest, "needs");
        if ((e.outcome == case_outcome::fail || e.outcome == case_outcome::undecided) && !rest.empty()) {
            if (next_word(rest) != "at") refuse("a place is written `at FILE TABLE ROW FIELD`");
            e.at = known(read_place(rest));
        }
        if (!rest.empty() && !e.at) refuse("`" + std::string(rest) + "` is too much");
        out_.expectations.push_back(std::move(e));
    }

    rule_case& out_;
    std::uint32_t line_ = 0;
    bool explained_ = false;
};

// --- changes to cells
// ---------------------------------------------------------------------------------------------------

struct bad_case {
    std::string message;
};

checker::raw_table& table_for(checker::raw_filing& filing, dsl::data_model const& model, std::string const& name) {
    std::uint16_t const index = model.find_table(name);
    if (index == no_index) throw bad_case{"the rulebook has no table `" + name + "`"};
    for (auto& t : filing.tables)
        if (t.table == index) return t;
    throw bad_case{"`" + filing.name + "` holds no report with the table `" + name + "`"};
}

void check_row(checker::raw_table const& table, std::uint32_t row, dsl::data_model const& model) {
    if (row == 0 || row > table.rows)
        throw bad_case{model.tables[table.table].name + " has " + std::to_string(table.rows) + " rows, no row " +
                       std::to_string(row)};
}

// The text and form of a cell become these.
void change_cell(checker::raw_table& table, dsl::data_model const& model, case_place const& at, std::string_view text,
                 checker::cell_form form) {
    auto const& declared = model.tables[table.table];
    if (!declared.single_row() && at.row == 0) throw bad_case{"a row of " + declared.name + " is told by its number"};
    std::uint16_t const field = declared.find_field(at.field);
    if (field == no_index) throw bad_case{declared.name + " has no field `" + at.field + "`"};
    std::uint32_t const row = declared.single_row() ? 1 : at.row;
    check_row(table, row, model);
    checker::raw_cell cell = table.columns[field][row - 1];
    cell.text = text;
    cell.form = form;
    table.columns[field].set(row - 1, cell);
}

void apply(checker::raw_filing& filing, dsl::data_model const& model, case_step const& step) {
    auto& table = table_for(filing, model, step.at.table);
    bool const whole_rows = step.change == case_change::add_copy || step.change == case_change::add_empty ||
                            step.change == case_change::delete_row;
    if (whole_rows && model.tables[table.table].single_row()) throw bad_case{step.at.table + " has always one row"};
    switch (step.change) {
        case case_change::set: {
            filing.texts.push_back(step.value);
            change_cell(table, model, step.at, filing.texts.back(), checker::cell_form::text);
            break;
        }
        case case_change::clear: {
            change_cell(table, model, step.at, {}, checker::cell_form::text);
            break;
        }
        case case_change::no_value: {
            change_cell(table, model, step.at, {}, checker::cell_form::no_value);
            break;
        }
        case case_change::add_copy:
            check_row(table, step.at.row, model);
            table.row_at.push_back(table.row_at[step.at.row - 1]);
            for (auto& column : table.columns) column.push_back(column[step.at.row - 1]);
            ++table.rows;
            break;
        case case_change::add_empty:
            table.row_at.emplace_back();
            for (auto& column : table.columns) column.push_back({});
            ++table.rows;
            break;
        case case_change::delete_row:
            check_row(table, step.at.row, model);
            table.row_at.erase(table.row_at.begin() + (step.at.row - 1));
            --table.rows;
            for (auto& column : table.columns) {
                column.move_up(step.at.row, table.rows + 1 - step.at.row, step.at.row - 1);
                column.resize(table.rows);
            }
            break;
        case case_change::delete_all:
            table.row_at.clear();
            for (auto& column : table.columns) column.resize(0);
            table.rows = 0;
            break;
    }
}

std::string at_line(rule_case const& c, std::uint32_t line) {
    return c.rule + '/' + c.name + ".case:" + std::to_string(line) + ": ";
}

// --- comparing
// ----------------------------------------------------------------------------------------------------------

bool is_at(reports::location const& l, case_place const& at) {
    return l.file == at.file && (at.table.empty() || l.table == at.table) && (at.row == 0 || l.row == at.row) &&
           (at.field.empty() || l.field == at.field);
}

std::string shown(reports::finding const& f) {
    auto const& l = f.locations.front();
    std::string out = f.rule + " at " + l.file + (l.table.empty() ? "" : ' ' + l.table);
    if (l.row != 0) out += ' ' + std::to_string(l.row);
    if (!l.field.empty()) out += ' ' + l.field;
    return out + ": " + f.message;
}

std::string counts(reports::rule_outcome const& o) {
    return std::to_string(o.matched) + " rows matched: " + std::to_string(o.passed) + " passed, " +
           std::to_string(o.failed) + " failed, " + std::to_string(o.undecided) + " undecided";
}

bool matches(reports::finding const& f, case_expectation const& e) {
    return (!e.at || is_at(f.locations.front(), *e.at)) && (!e.text || f.message.find(*e.text) != std::string::npos);
}

bool matches(reports::undecided const& u, case_expectation const& e) {
    bool const there =
        !e.at || std::any_of(u.locations.begin(), u.locations.end(), [&](auto const& l) { return is_at(l, *e.at); });
    return there && (!e.text || std::any_of(u.needs.begin(), u.needs.end(), [&](std::string const& n) {
               return n.find(*e.text) != std::string::npos;
           }));
}

class comparison {
public:
    comparison(rule_case const& example, reports::run_report const& report) : example_(example), report_(report) {
        for (auto const& o : report.rules)
            if (o.rule == example.rule) outcome_ = o;
        for (auto const& f : report.findings)
            if (f.rule == example.rule) findings_.push_back(&f);
        for (auto const& u : report.undecided)
            if (u.rule == example.rule) open_.push_back(&u);
    }

    std::vector<std::string> complaints() {
        for (auto const& e : example_.expectations) {
            if (e.no_other != case_silence::nothing) {
                others(e);
                continue;
            }
            switch (e.outcome) {
                case case_outcome::pass: pass(e); break;
                case case_outcome::fail: fail(e); break;
                case case_outcome::undecided: undecided(e); break;
                case case_outcome::not_applicable:
                    if (outcome_.matched != 0) complain(e, "no row was to match; " + counts(outcome_) + all_said());
                    break;
            }
        }
        if (outcome_named(example_.name) == case_outcome::fail)
            for (auto const* f : findings_)
                if (std::none_of(example_.expectations.begin(), example_.expectations.end(),
                                 [&](auto const& e) { return e.no_other == case_silence::nothing && matches(*f, e); }))
                    out_.push_back("no expect line is met by " + shown(*f));
        return std::move(out_);
    }

private:
    void complain(case_expectation const& e, std::string const& message) {
        out_.push_back(at_line(example_, e.line) + message);
    }

    std::string all_said() const {
        std::string out;
        for (auto const* f : findings_) out += "\n    " + shown(*f);
        for (auto const* u : open_)
            for (auto const& need : u->needs) out += "\n    undecided for want of " + need;
        return out;
    }

    void pass(case_expectation const& e) {
        if (outcome_.passed == 0 || outcome_.passed != outcome_.matched)
            complain(e, "all rows were to pass; " + counts(outcome_) + all_said());
    }

    void fail(case_expectation const& e) {
        if (std::none_of(findings_.begin(), findings_.end(), [&](auto const* f) { return matches(*f, e); }))
            complain(e, "no finding like this; " + counts(outcome_) + all_said());
    }

    void undecided(case_expectation const& e) {
        if (outcome_.undecided == 0 || outcome_.failed != 0)
            complain(e, "a row was to be undecided and none to fail; " + counts(outcome_) + all_said());
        else if (std::none_of(open_.begin(), open_.end(), [&](auto const* u) { return matches(*u, e); }))
            complain(e, "nothing is undecided like this; " + counts(outcome_) + all_said());
    }

    void others(case_expectation const& e) {
        for (auto const& rule : e.but)
            if (std::none_of(report_.findings.begin(), report_.findings.end(),
                             [&](auto const& f) { return f.rule == rule; }))
                complain(e, "was to have a finding of " + rule + " too");
        for (auto const& f : report_.findings)
            if (f.rule != example_.rule && std::find(e.but.begin(), e.but.end(), f.rule) == e.but.end() &&
                (e.no_other == case_silence::finding || f.severity == reports::severity::error))
                complain(e, "another rule found " + shown(f));
    }

    rule_case const& example_;
    reports::run_report const& report_;
    reports::rule_outcome outcome_;
    std::vector<reports::finding const*> findings_;
    std::vector<reports::undecided const*> open_;
    std::vector<std::string> out_;
};

}  // namespace

std::string_view words_of(case_outcome outcome) {
    for (auto const& [name, value] : outcome_names)
        if (value == outcome) return name;
    return {};
}

std::optional<case_outcome> outcome_named(std::string_view case_name) {
    auto const word = case_name.substr(0, case_name.find('-'));
    for (auto const& [name, value] : outcome_names)
        if (name == word) return value;
    return std::nullopt;
}

parsed_case parse_case(std::string_view text, fs::path const& path) {
    parsed_case out;
    rule_case value;
    value.path = path;
    value.rule = path.parent_path().filename().string();
    value.name = path.stem().string();
    case_parser parser(value);
    std::uint32_t number = 0;
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        try {
            parser.read_line(line, ++number);
        } catch (bad_line const& e) {
            out.errors.push_back(at_line(value, number) + e.message);
        }
    }
    if (out.errors.empty())
        for (auto const& c : parser.complaints()) out.errors.push_back(value.rule + '/' + value.name + ".case: " + c);
    if (out.errors.empty()) out.value = std::move(value);
    return out;
}

parsed_case load_case(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    std::string const text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) return {std::nullopt, {path.string() + ": cannot be read"}};
    return parse_case(text, path);
}

std::vector<std::string> run_case(dsl::rulebook const& book, rule_case const& example) {
    if (!book.find_rule(example.rule)) return {"the rulebook has no rule `" + example.rule + "`"};
    std::vector<std::string> out;
    std::vector<std::unique_ptr<checker::raw_filing>> filings;
    std::map<std::string, checker::raw_filing*> by_name;
    for (auto const& f : example.files) {
        auto read = checker::read_filing(f.path.string(), f.name, book.model);
        for (auto const& e : read.errors)
            out.push_back(at_line(example, f.line) + f.path.string() + ": " + e.code + ' ' + e.message.english());
        if (!read.filing) continue;
        // Two files of a case may come from one base and are two filings all the same.
        read.filing->sha256 = f.name;
        by_name[f.name] = read.filing.get();
        filings.push_back(std::move(read.filing));
    }
    if (!out.empty()) return out;
    for (auto const& step : example.steps) {
        try {
            apply(*by_name.at(step.at.file), book.model, step);
        } catch (bad_case const& e) {
            out.push_back(at_line(example, step.line) + e.message);
        }
    }
    for (auto const& e : example.expectations) {
        if (!e.at || e.at->table.empty()) continue;
        std::uint16_t const table = book.model.find_table(e.at->table);
        if (table == no_index)
            out.push_back(at_line(example, e.line) + "the rulebook has no table `" + e.at->table + "`");
        else if (!e.at->field.empty() && book.model.tables[table].find_field(e.at->field) == no_index)
            out.push_back(at_line(example, e.line) + e.at->table + " has no field `" + e.at->field + "`");
    }
    if (!out.empty()) return out;

    checker::run_options options;
    options.as_of = example.as_of;
    options.complete = example.complete;
    options.tool_version = "0";
    auto report = checker::run(book, std::move(filings), {}, options);
    auto const waivers = checker::read_waivers(example.waivers, *report.lang);
    for (auto const& e : waivers.errors) out.push_back(e.file + ": " + e.code + ' ' + e.message.english());
    checker::apply_waivers(report, book, waivers, example.as_of);
    for (auto const& f : report.failures) out.push_back(f.file + ": " + f.code + ' ' + f.message);
    for (auto& c : comparison(example, report).complaints()) out.push_back(std::move(c));
    return out;
}

}  // namespace a6::test_support
