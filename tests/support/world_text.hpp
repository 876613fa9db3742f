#pragma once
// The filings of a world as tables of texts, and as files in the XML filing format.

#include "tests/support/world.hpp"

#include <string>
#include <vector>

namespace a6::test_support::worlds {

// A table by its XML names. Without `row` it is one row whose fields stand in the table's element.
struct text_table {
    std::string name;  // Actions
    std::string row;   // Action
    std::vector<char const*> const* fields = nullptr;
    std::vector<std::vector<std::string>> rows;  // a text for each field; empty: nothing is written
};

struct text_filing {
    std::string file;
    std::string report;  // AnnualInformation
    // Initial reports: the first table is the report itself, its fields stand beside the other tables.
    bool inline_header = false;
    std::vector<text_table> tables;

    text_table& table(std::string const& name);
};

// As filings name it: "NDC and OIMP".
char const* words(purpose p);

text_filing texts_of(world const& w, filing const& f);
text_filing texts_of(world const& w, initial_report const& r);
text_filing summary_of(world const& w, biennial_report const& r);
text_filing annex_of(world const& w, biennial_report const& r);
// The level of the year in every trajectory, in kt CO2 eq.
std::int64_t trajectory_in(int year);
// Initial reports, biennial reports, then filings.
std::vector<text_filing> texts_of(world const& w);

std::string xml_of(text_filing const& f);

// "CA0902-GHA01-GHA-11,733-2023" or as the Party writes it otherwise.
std::string identifier(world const& w, std::uint32_t party, std::uint32_t authorization, int vintage,
                       std::int64_t serial);
// The range as reports write it: CA0902-GHA01-GHA-11..20-2023.
std::string range(world const& w, std::uint32_t authorization, int vintage, std::int64_t first, std::int64_t last);

}  // namespace a6::test_support::worlds
