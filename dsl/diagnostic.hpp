#pragma once
// What a rule author is told. Diagnostics are data, rendered late.

#include "dsl/source.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace a6::dsl {

enum class diagnostic_level : std::uint8_t { error, warning };

// message: one sentence, lower case, no period, user text in backticks. help: how to mend it; may be empty.
// Codes: R1xx syntax, R2xx names, R3xx types, R4xx rulebook as a whole; listed in dsl/DIAGNOSTICS.md.
struct diagnostic {
    diagnostic_level level = diagnostic_level::error;
    std::string code;
    location at;
    std::string message;
    std::vector<std::pair<location, std::string>> notes;
    std::string help;
};

// Collects diagnostics up to a cap; what is over the cap is counted, never silently lost.
class diagnostics {
public:
    void add(diagnostic d);
    // All of the others, behind these.
    void add(diagnostics others);
    void error(std::string code, location at, std::string message, std::string help = {});
    void warning(std::string code, location at, std::string message, std::string help = {});

    bool has_errors() const { return errors_ != 0; }
    bool empty() const { return items_.empty(); }
    std::size_t error_count() const { return errors_; }
    std::size_t suppressed() const { return suppressed_; }
    // Sorted by file, offset, code; duplicates removed.
    std::vector<diagnostic> sorted() const;

private:
    std::vector<diagnostic> items_;
    std::size_t errors_ = 0;
    std::size_t suppressed_ = 0;
};

// Renders one diagnostic with file:line:column, the excerpt and a caret line.
std::string render(diagnostic const& d, std::vector<source_file> const& files);

// The candidate closest to `word` if it is close enough to be a slip, else empty.
std::string closest(std::string_view word, std::vector<std::string> const& candidates);

}  // namespace a6::dsl
