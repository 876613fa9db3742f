#pragma once
// What came of the rules filing by filing and, within a filing, cooperative approach by approach, for review documents.
// Internal to a run.

#include "checker/dataset.hpp"
#include "dsl/plan.hpp"
#include "reports/review.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace a6::checker {

// The field that tells which cooperative approach a row of the table is about; no_index: none does.
std::uint16_t approach_field(dsl::table const& t);

// The approach of a row as reports name it; empty: the row names none.
std::string approach_of(dataset const& data, std::uint16_t table, std::uint32_t row, std::uint16_t field);

enum class row_result : std::uint8_t { passed, failed, not_applicable, undecided };

// Of rows of one table: rows of one filing and approach are counted together, for each of the instances asked.
class row_checks {
public:
    struct group {
        std::uint32_t filing = 0;
        std::string approach;
        std::vector<reports::check_counts> counts;  // by instance
    };

    // Before anything is counted: the rows that elements 0, 1, ... of the next batch stand for.
    void begin(dataset const& data, dsl::data_model const& model, std::uint16_t table,
               std::vector<std::uint32_t> const& rows, std::size_t instances);
    void count(std::size_t element, std::size_t instance, row_result r);
    std::vector<group> take();

private:
    std::vector<group> groups_;
    std::map<std::pair<std::uint32_t, std::string>, std::size_t> index_;
    std::vector<std::size_t> of_element_;
};

// All of a run, with what of it is of each requirement.
class checks {
public:
    explicit checks(dsl::rulebook const& book);

    void add(std::uint32_t filing, std::string const& approach, std::vector<std::string> const& requirements,
             reports::check_counts const& counts);
    // Filings in the order of the dataset; those of the rulebook are left out.
    std::vector<reports::checked_part> all(dataset const& data) const;

private:
    std::map<std::string, std::size_t> requirements_;  // by id: index
    struct part {
        reports::check_counts counts;
        std::map<std::size_t, reports::check_counts> by_requirement;
    };
    std::map<std::pair<std::uint32_t, std::string>, part> parts_;
};

}  // namespace a6::checker
