#pragma once
// Canonical formatter: syntax tree to text. parse(print(tree)) gives the same tree, places apart.

#include "dsl/syntax.hpp"

#include <string>

namespace a6::dsl {

std::string print(syntax::file const& file);
std::string print(syntax::declaration const& declaration);
std::string print(syntax::expression const& expression);

// Equality of trees without places and without comments.
bool same_tree(syntax::file const& a, syntax::file const& b);
bool same_tree(syntax::expression const& a, syntax::expression const& b);

}  // namespace a6::dsl
