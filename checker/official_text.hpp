#pragma once
// Official texts as plain text: the words of a cited paragraph, and the digest by which a rulebook remembers them.
//
// One line is one paragraph: indentation (never relied upon alone), a marker ("18.", "(g)", "(i)", "IV.", "A."), its
// words. Annexes begin with a line "Annex II"; chapters and parts are markers too. Extracts may begin in the middle.

#include "checker/paragraph_path.hpp"
#include "dsl/plan.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

// What a text says at a place, or why that cannot be told.
struct paragraph_words {
    std::string words;   // white space folded; without the paragraph's own marker, with those of its subparagraphs
    std::string reason;  // why there are no words; one clause without a period

    bool found() const { return reason.empty(); }
};

// The first 16 hexadecimal digits of the SHA-256 of the words.
std::string digest_of(std::string_view words);

// All white space as single blanks, no invisible characters, trimmed. Nothing else changes.
std::string fold_white_space(std::string_view text);

class official_text {
public:
    explicit official_text(std::string_view text);

    // `section` is a heading line, for example "Annex I"; empty: from the beginning up to the first annex. A paragraph
    // brings its subparagraphs along unless its chapeau is asked for. Where nothing is numbered, a table whose first
    // column names paragraphs ("paragraph 18(c)") answers with the rows about that one. What stands there twice in
    // different words is not found.
    paragraph_words find(std::string_view section, std::string_view path) const;

private:
    enum class line_kind : std::uint8_t { paragraph, plain, table_row, annex, decision, article };
    struct line {
        line_kind kind = line_kind::plain;
        std::uint32_t indent = 0;
        marker_form form = marker_form::number;  // of a paragraph
        std::string marker;                      // 18, g, IV; the number of an article
        std::string shown;                       // "18.", "(g)", "IV."
        std::string words;                       // empty only for what ends a paragraph without saying anything
    };
    struct range {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool empty() const { return begin == end; }
    };
    // Lines by their place in the tree of one range; a parent stands before its children.
    struct placed_line {
        std::size_t line;
        std::size_t parent;  // index in the tree; no_parent at the top
    };
    using tree = std::vector<placed_line>;
    static constexpr std::size_t no_parent = static_cast<std::size_t>(-1);
    class tree_builder;

    static bool is_boundary(line const& l) { return l.kind == line_kind::annex || l.kind == line_kind::decision; }
    void read_line(std::string_view raw, bool after_blank);
    std::optional<range> section_range(std::string_view section, std::string& reason) const;
    std::vector<range> parts_by_article(range section, std::uint32_t article, std::string& reason) const;
    std::vector<std::size_t> numbered(range part, std::string_view number) const;
    tree paragraph_tree(std::size_t first, std::size_t end) const;
    tree outline_tree(range section) const;
    std::vector<std::string> rows_about(range section, std::string_view path) const;
    paragraph_words find_in_table(range section, paragraph_path const& path) const;
    paragraph_words resolve(tree const& t, paragraph_path const& path, std::size_t first_step) const;
    std::string words_of(tree const& t, std::size_t place, bool chapeau) const;

    std::vector<line> lines_;
};

// A folder of official texts, read as they are asked for.
class text_collection {
public:
    enum class status : std::uint8_t { found, not_found, no_text };  // no_text: the instrument names no file
    struct result {
        text_collection::status status = status::no_text;
        std::string words;
        std::string reason;  // unless found
    };

    explicit text_collection(std::filesystem::path folder) : folder_{std::move(folder)} {}

    result find(dsl::instrument const& where, std::string_view path);

private:
    struct entry {
        std::optional<official_text> text;
        std::string failure;
    };
    entry const& text_of(std::string const& file);

    std::filesystem::path folder_;
    std::map<std::string, entry> texts_;
};

}  // namespace a6::checker
