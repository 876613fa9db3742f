#pragma once
// The places in an official text that requirements cite: "18", "18(g)", "77(d)(ii)", "16(b)(i)a", "(g)", "Art. 6.2",
// "IV.G.2", each with or without " chapeau"; in a table "18(c) row 2".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

// What a marker at the beginning of a paragraph looks like. What "(i)" or "C." stands for, a letter or a Roman
// numeral, only its neighbours tell.
enum class marker_form : std::uint8_t { number, upper, parenthesis, letter };  // "18." "IV." "(g)" "a."

// One reading of a marker.
enum class numbering : std::uint8_t { arabic, upper_roman, upper_letter, letter, roman, bare_letter };
struct marker_reading {
    numbering kind;
    std::uint32_t value;  // from 1
};

// The readings of a marker without its point or parentheses, the letter first; empty if it is no marker.
std::vector<marker_reading> readings_of(marker_form form, std::string_view marker);

struct path_step {
    marker_form form;
    std::string marker;  // 18, IV, g
};

struct paragraph_path {
    std::uint32_t article = 0;     // of a treaty; 0: none
    std::vector<path_step> steps;  // never empty
    bool chapeau = false;          // the paragraph's own words, without its subparagraphs
    std::uint32_t row = 0;         // of the rows of a table that belong to a paragraph, from 1; 0: all of them
};

// Empty if the text is no path of one place; `reason`, if given, then says why.
std::optional<paragraph_path> parse_paragraph_path(std::string_view text, std::string* reason = nullptr);

// The order of a text: "7" before "7(a)" before "7(a)(ii)" before "7(a)(ix)" before "7(b)" before "18". What is no path
// comes last.
bool path_less(std::string_view a, std::string_view b);

}  // namespace a6::checker
