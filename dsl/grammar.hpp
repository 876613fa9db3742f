#pragma once
// Seam between the grammar (dsl/parse.cpp) and the driver that walks over a file and explains errors
// (dsl/parse_driver.cpp). Nothing else includes this.

#include "dsl/diagnostic.hpp"
#include "dsl/syntax.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::dsl::grammar {

enum class declaration_kind : std::uint8_t {
    unit,
    list,
    report,
    table,
    part,
    instrument,
    requirement,
    param,
    lifecycle,
    define,
    document,
    rule
};

// Why a declaration was given up. Either `message` is finished, or `expected` says what was missing and the driver
// makes a sentence of it.
struct failure {
    std::string code = "R101";
    span where;  // with `expected`: an empty span where the next token begins
    std::string message;
    std::string help;
    std::string expected;
    bool closing = false;                       // a list of clauses ended at something that is neither a clause nor `}`
    bool wants_name = false;                    // what was expected is a name of the author's choice
    std::uint32_t context_begin = 0;            // the words "after ..." do not reach back beyond this
    std::vector<std::string_view> words_tried;  // the keywords that would have been right at `where`
    std::optional<span> unit_before;            // a word that was taken for the unit of a number just before
};

template <typename T>
struct outcome {
    std::optional<T> value;
    std::optional<failure> why;                 // set if value is not
    std::uint32_t next = 0;                     // first byte behind what was parsed
    std::vector<std::string_view> words_tried;  // keywords that would have continued it
    std::optional<span> unit_before;
};

// What is parsed is `text` from the offset `from`. Errors that do not end a declaration go to `out` at once.
struct input {
    std::string_view text;
    std::uint32_t from = 0;
    std::uint32_t context_begin = 0;  // the word that begins the declaration
    file_index file = 0;
    diagnostics* out = nullptr;
};

// Behind the word that begins the declaration.
outcome<syntax::declaration_value> parse_declaration(declaration_kind kind, input const& in);
outcome<syntax::header> parse_header(input const& in);
outcome<syntax::expression> parse_expression(input const& in);
outcome<syntax::message> parse_message(input const& in);

}  // namespace a6::dsl::grammar
