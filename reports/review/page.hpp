#pragma once
// What the sections of the review document share: the report, its words, which findings are listed, and where in the
// document each of them and each row of a filing stands. Internal to reports/review.

#include "reports/html.hpp"
#include "reports/review.hpp"
#include "reports/writer.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace a6::reports {

// A finding that points at a cell, or at a row as a whole.
struct cell_mark {
    std::size_t finding = 0;  // number in review_page::findings
    location_role role = location_role::subject;
};

class review_page {
public:
    review_page(run_report const& report, write_options const& options, std::ostream& out);
    review_page(review_page const&) = delete;
    review_page& operator=(review_page const&) = delete;

    run_report const& report;
    language const& say;
    review_data const& data;
    std::ostream& out;

    std::vector<finding const*> findings;  // those listed, in the order of the report
    // Findings that are not listed, by rule.
    std::map<std::string_view, std::uint64_t> not_listed;

    // "f1" ...: the anchor of a listed finding.
    static std::string finding_anchor(std::size_t number) { return "f" + std::to_string(number + 1); }
    // Number of a listed finding with this id.
    std::optional<std::size_t> number_of(std::string_view id) const;

    struct shown_table {
        std::size_t filing = 0, table = 0;  // in review_data::filings, and in that filing
        filed_table const* what = nullptr;
    };
    shown_table const* table_of(std::string_view filing, std::string_view table) const;
    // A row that stands in the document; nullptr: it does not.
    filed_row const* row_of(location const& l) const;
    static std::string row_anchor(shown_table const& t, std::uint32_t row);
    // What points at the field of the row; an empty field: at the row as a whole.
    std::vector<cell_mark> const& marks_at(std::string_view filing, std::string_view table, std::uint32_t row,
                                           std::string_view field) const;

    filing_outcome const* filing(std::string_view id) const;

    // --- pieces of HTML ----------------------------------------------------------------------------------------

    std::string words(severity s) const;
    std::string words(consistency_mark m) const;
    std::string words(requirement_status s) const;
    // What a filing says, with its lines, up to `longest` characters; less once the document is nearly full. What is
    // cut off is counted behind it.
    std::string filed(std::string_view text, std::size_t longest);
    // A name that a filing gives: of a file, a Party, an approach.
    static std::string name(std::string_view text) { return html(text, 160); }
    // "CHE, Switzerland"
    std::string party(std::string const& code, std::string const& name) const;
    // Digits in groups, in an element that keeps them on one line.
    static std::string digits(std::string const& exact);
    static std::string digits(std::uint64_t count) { return digits(std::to_string(count)); }
    // "1 000 ITMO", or the words for what is confidential.
    std::string amount(quantity const& q) const;
    // "CHE_2025.xlsx, Table 3 Actions!E9" or "GHA.xml, line 18"; linked to the row where it is shown.
    std::string place(location const& l) const;
    // "<a href=#f3>3</a>", with what it is for those who do not see it.
    std::string finding_link(std::size_t number) const;
    // Up to `most` blocks of ITMOs, and how many more.
    std::string serials(std::vector<std::string> const& all, std::size_t most) const;

    // The head of a table; what stands in columns of numbers stands on the right.
    void table_head(std::vector<std::string> const& titles, std::vector<std::string> const& of_numbers = {});
    void open_section(std::string_view id, std::string const& title);
    void close_section() { out << "</section>\n"; }
    // A wide table scrolls by itself, also by keyboard; `label` names it.
    void open_scroll(std::string const& label);
    void close_scroll() { out << "</div>\n"; }

private:
    void choose_findings(std::size_t per_rule);
    void index();

    std::size_t characters_left_;
    std::unordered_map<std::string_view, std::size_t> numbers_;
    std::unordered_map<std::string_view, filing_outcome const*> filings_;
    std::map<std::pair<std::string_view, std::string_view>, shown_table> tables_;
    using cell = std::tuple<std::string_view, std::string_view, std::uint32_t, std::string_view>;
    std::map<cell, std::vector<cell_mark>> marks_;
};

// What filings say that stands in the document, in characters; beyond it only the beginnings of texts do. A document of
// some megabytes opens at once on any machine.
inline constexpr std::size_t most_characters = 4'000'000;
inline constexpr std::size_t least_characters = 80;  // of a text

// Findings that the document lists, of all rules together: more make a page that nobody reads to its end.
inline constexpr std::size_t most_findings_listed = 2'000;

}  // namespace a6::reports
