#pragma once
// Random well-typed expressions of the rule language. Internal to random_rulebook.cpp and its tests.

#include "tests/support/random_rulebook.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace a6::test_support {

// A type as it is written: "integer", "decimal tonne", "row Many", "list of code Colour".
using type_text = std::string;

// What the generator knows of a table: its members by type.
struct table_sketch {
    std::string name;
    std::string header;  // its report's header table
    bool single_row = false;
    std::map<type_text, std::vector<std::string>> fields;
    std::map<type_text, std::vector<std::string>> derived;
    std::map<std::string, std::string> references;  // name, target table
    std::vector<std::string> conditional;           // fields that have a condition
    std::vector<std::string> all_fields;
};

struct define_sketch {
    std::string name;
    type_text result;
    std::vector<type_text> parameters;
};

struct model_sketch {
    std::vector<table_sketch> tables;
    std::vector<define_sketch> defines;
    std::map<type_text, std::vector<std::string>> parameters;  // params of the rulebook
    table_sketch const& table(std::string const& name) const;
};

class expression_generator {
public:
    expression_generator(dice& d, model_sketch const& model) : d_(d), model_(model) {}

    // A name with its type, for the expressions that follow.
    void bind(std::string name, type_text type) { names_.push_back({std::move(name), std::move(type)}); }
    void unbind() { names_.pop_back(); }
    // Tables that sources may run over.
    void set_sources(std::vector<std::string> tables) { sources_ = std::move(tables); }
    // A table with so many rows that only one source of an expression may run over it.
    void set_heavy(std::string table) { heavy_ = std::move(table); }

    std::string expression(type_text const& type, std::uint32_t depth);
    // "the row x in T of … where … preferring …", without `else`.
    std::string lookup(std::string const& table, std::uint32_t depth);
    // A row of some table as a path: r, r.filing, r.ref.filing.
    std::optional<std::string> row_path(std::string const& table);

    static std::vector<type_text> const& value_types();  // all but rows

private:
    struct named {
        std::string name;
        type_text type;
    };
    struct path {
        std::string text;
        std::string table;
    };

    std::vector<path> row_paths() const;
    std::string leaf(type_text const& type);
    std::optional<std::string> stored(type_text const& type);
    std::string literal(type_text const& type);
    std::string truth(std::uint32_t depth);
    std::string comparison(std::uint32_t depth);
    std::string about_field(std::uint32_t depth);
    std::string quantifier(std::uint32_t depth);
    std::string number(std::uint32_t depth);
    std::string decimal(type_text const& type, std::uint32_t depth);
    std::string text(std::uint32_t depth);
    std::string date(std::uint32_t depth);
    std::string year(std::uint32_t depth);
    std::string period(std::uint32_t depth);
    std::string block(std::uint32_t depth);
    std::string blocks(std::uint32_t depth);
    std::string aggregate(std::string const& function, type_text const& type, std::uint32_t depth);
    // "x in T of this filing where …"; leaves x bound.
    std::string source(std::uint32_t depth);
    // A variable that stands for a row of the table.
    std::optional<std::string> named_row(std::string const& table);
    std::string condition_of(std::string const& table, std::string const& variable, std::uint32_t depth);
    std::string any_field();
    std::string serials(std::uint32_t depth) {
        return d_.percent(50) ? expression("block", depth) : expression("blocks", depth);
    }
    std::string words(std::uint32_t depth) {
        return d_.percent(65) ? expression("text", depth) : expression("code Colour", depth);
    }

    dice& d_;
    model_sketch const& model_;
    std::vector<named> names_;
    std::vector<std::string> sources_;
    std::string heavy_;
    std::uint32_t counter_ = 0;
};

}  // namespace a6::test_support
