#pragma once
// Parts of a zip archive in memory, with limits that hold whatever the archive says about itself.

#include "checker/raw_filing.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

struct zip_open_result;

// One part inflated, or why not.
struct zip_part {
    std::optional<std::string> bytes;
    std::optional<read_error> error;  // X205, X207, X208, X212; without file name
};

class zip_archive {
public:
    // `bytes` has to outlive the archive. Codes X202, X205, X206, X209.
    static zip_open_result open(std::string_view bytes);

    ~zip_archive();
    zip_archive(zip_archive const&) = delete;
    zip_archive& operator=(zip_archive const&) = delete;

    // In the archive's order.
    std::vector<std::string> const& names() const { return names_; }
    bool contains(std::string_view name) const;

    // Inflates one part in pieces and stops at the limits, for the part and for all parts read so far.
    // An absent part is an error too (X210).
    zip_part read(std::string_view name);

private:
    struct handle;
    zip_archive();
    std::unique_ptr<handle> handle_;
    std::vector<std::string> names_;
    std::uint64_t total_ = 0;
};

struct zip_open_result {
    std::unique_ptr<zip_archive> archive;
    std::optional<read_error> error;  // without file name
};

struct zip_change {
    std::string name;
    std::string bytes;
};

// The archive with these parts in place of those of their name, or behind the others. What is not named keeps its
// compressed bytes. The same input gives the same bytes; the time of a changed part is that of no clock. X220.
zip_part rewrite_archive(std::string_view archive, std::vector<zip_change> const& changes);

}  // namespace a6::checker
