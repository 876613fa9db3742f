#pragma once
// The rows of the list of findings in an annotated copy.

#include "checker/annotation.hpp"
#include "checker/cell_places.hpp"

#include "reports/listed.hpp"
#include "reports/run_report.hpp"

#include <string>

namespace a6::checker {

cell_tone tone_of(reports::finding const& f);

// What the finding is about, not what it was held against: also the other cells that it names in its row.
bool is_at_fault(reports::location const& l, reports::finding const& f);

class list_builder {
public:
    // All outlive this.
    list_builder(reports::run_report const& report, reports::filing_outcome const& filing, cell_places const& places);

    void begin(std::string const& sheet);
    std::uint32_t next_row() const { return list_.next_row(); }

    void add(reports::failure const& f);
    // A finding in the filing, or one in another of which it is the other side.
    void add(reports::finding const& f);
    // Findings that are coloured only.
    void add(reports::rest const& r);
    // Of which `rows` wait in this filing.
    void add(reports::undecided const& u, std::string const& words);
    void add(reports::information const& i);
    void add_note(std::string text) { list_.add_note(std::move(text)); }

    findings_list take() { return std::move(list_); }

    bool is_here(reports::location const& l) const { return l.filing == filing_.id; }
    // A place in the words of the list: without the file's name where that is the workbook itself.
    std::string place_words(reports::location const& l) const;
    std::string severity_words(reports::severity s) const;
    std::string status_words(reports::finding const& f) const;

private:
    std::string result_line() const;
    std::string counts_line() const;
    std::string made_line() const;
    std::string copy_line() const;
    std::string held_against(reports::finding const& f) const;
    // The cell of a place in this filing; where it has none, its sheet.
    list_cell link_to(reports::location const& l) const;

    reports::run_report const& report_;
    reports::filing_outcome const& filing_;
    cell_places const& places_;
    reports::language const& say_;
    findings_list list_;
};

// Adds a line to a text of several.
void add_line(std::string& text, std::string const& line);

// How many rows of the filing the group has.
std::uint64_t rows_in(reports::undecided const& u, std::string const& filing);

}  // namespace a6::checker
