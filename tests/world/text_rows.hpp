#pragma once
// What rows of filings say, read from their texts without the program.

#include "tests/world/serial_count.hpp"
#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace a6::world_tests {

// A row of a table by the names of its fields.
class row_of {
public:
    row_of(worlds::text_table const& t, std::size_t row) : t_(t), row_(row) {}
    std::string operator[](std::string_view field) const {
        for (std::size_t f = 0; f < t_.fields->size(); ++f)
            if ((*t_.fields)[f] == field) return t_.rows[row_][f] == "NA" ? "" : t_.rows[row_][f];
        ADD_FAILURE() << "no field " << field;
        return {};
    }

private:
    worlds::text_table const& t_;
    std::size_t row_;
};

// "CA0902-GHA01-GHA-11,733-2023" or "11,733".
inline std::int64_t serial_in(std::string id) {
    if (id.starts_with("CA")) {
        for (int part = 0; part < 3; ++part) id.erase(0, id.find('-') + 1);
        id.erase(id.find('-'));
    }
    std::erase(id, ',');
    return std::stoll(id);
}

inline serial_range range_in(row_of const& r) {
    return {r["CooperativeApproachID"] + ' ' + r["FirstTransferringPartyID"] + ' ' + r["Vintage"],
            serial_in(r["FirstID"]), serial_in(r["LastID"])};
}

}  // namespace a6::world_tests
