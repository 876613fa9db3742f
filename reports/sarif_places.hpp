#pragma once
// Files and places as SARIF tells them.

#include "reports/json_writer.hpp"
#include "reports/run_report.hpp"
#include "reports/xml_paths.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

class sarif_places {
public:
    // `for_code_scanning`: every result has a place in a file, and every place a line, as GitHub asks for them.
    sarif_places(run_report const& report, bool for_code_scanning);

    // "artifacts": the files of the run, and those that results and failures name.
    void write_files(json_writer& json) const;
    // "locations" of a result or notification: one place, or none.
    void write_first(json_writer& json, location const& l) const;
    // "relatedLocations": the others, numbered from 1. `count` of them.
    void write_related(json_writer& json, std::vector<location> const& all, std::size_t count) const;

    // "location" of a suppression.
    void write_single(json_writer& json, location const& l) const;

private:
    void add(std::string const& file);
    void write_place(json_writer& json, std::string_view key, location const& l, std::size_t id) const;
    void write_region(json_writer& json, location const& l) const;
    void write_logical(json_writer& json, location const& l) const;

    run_report const& report_;
    bool for_code_scanning_;
    xml_paths paths_;
    std::map<std::string_view, std::size_t> index_;  // by shown name
    std::vector<std::string_view> files_;
};

}  // namespace a6::reports
