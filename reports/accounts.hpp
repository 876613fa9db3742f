#pragma once
// How a run stands part by part of the rulebook.

#include "reports/run_report.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace a6::reports {

// Every status, in the order of reports.
inline constexpr std::array all_statuses = {requirement_status::met,       requirement_status::not_met,
                                            requirement_status::undecided, requirement_status::not_available,
                                            requirement_status::review,    requirement_status::not_applicable,
                                            requirement_status::no_duty};

// Points into the report it was made from.
struct part_account {
    reports::part const* part = nullptr;  // nullptr: the requirements of no part
    std::vector<requirement_outcome const*> requirements;
    std::array<std::uint64_t, all_statuses.size()> by_status{};  // see count()
    // Findings that serve at least one of these requirements; each counts once.
    std::uint64_t errors = 0, warnings = 0, queries = 0;

    std::uint64_t count(requirement_status s) const { return by_status[static_cast<std::size_t>(s)]; }
};

// One account per part, in the order of the rulebook; requirements of no part come last, if there are any.
std::vector<part_account> accounts(run_report const& report);

}  // namespace a6::reports
