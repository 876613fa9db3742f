#pragma once
// Rulebook text to syntax tree. The only part of the project that knows Boost.Spirit is dsl/parse.cpp.

#include "dsl/diagnostic.hpp"
#include "dsl/syntax.hpp"

#include <optional>
#include <string_view>

namespace a6::dsl {

// Parses one file. Broken declarations are reported and skipped; the good ones around them are kept.
syntax::file parse(source_file const& source, file_index index, diagnostics& out);

// Parses one expression that fills the whole text; used by tests and tools.
std::optional<syntax::expression> parse_expression(source_file const& source, diagnostics& out);

// Parses the content of a text, as it reads between its quotation marks, as a message. Places are of no file.
std::optional<syntax::message> parse_message(std::string_view content, diagnostics& out);

}  // namespace a6::dsl
