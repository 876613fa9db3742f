#pragma once
// The texts of a rulebook that people read, and a rulebook in another language.
//
// Ids, names, codes and everything that is compared stay as they are written: a text is translated beside itself
// (syntax::text::shown). Inside the holes of a message the texts that it may show are texts of their own:
// {if late then "late" else "in time"}; where a `define` or a `let` gives them, the message asks a copy of it.

#include "dsl/diagnostic.hpp"
#include "dsl/syntax.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::dsl {

struct translated_text {
    std::string text;
    std::string place;  // "languages/fr/rulebook.po:12"
};

// The translation of a text as it is written, holes and all; nothing where there is none.
using translator = std::function<std::optional<translated_text>(std::string_view)>;

struct text_for_people {
    std::string text;  // as it is written
    std::string what;  // "message of SUB-02"
    location at;
    // A need is told from others by its words: two of them may not read alike in another language.
    bool is_need = false;
};

// Every text that people read, in the order of the files; a text that stands in several places several times. Texts
// without a letter, such as "{a}: {b}", are in no language.
std::vector<text_for_people> texts_for_people(std::vector<syntax::file> const& files);

// Adds translations to the trees. The holes of a translation are those of the text, each as often, in any order: else,
// and where it cannot be read as a message, an error names its place. Texts without a translation stay as they are.
void translate(std::vector<syntax::file>& files, translator const& say, diagnostics& out);

}  // namespace a6::dsl
