// reports/FORMATS.md is true: its examples are parts of what the formats print.

#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace a6::reports {
namespace {

struct example {
    std::string format;
    std::string sample;
    std::vector<std::string> pieces;  // each of lines that follow each other
};

// Blocks that begin with ```FORMAT of SAMPLE. A line "..." stands for any lines.
std::vector<example> examples() {
    std::vector<example> out;
    std::istringstream in{test_support::read_file(test_support::test_path("../reports/FORMATS.md"))};
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("```") && !inside) {
            std::size_t const of = line.find(" of ");
            inside = of != std::string::npos;
            if (inside) out.push_back({line.substr(3, of - 3), line.substr(of + 4), {""}});
        } else if (line == "```") {
            inside = false;
        } else if (inside && line == "...") {
            out.back().pieces.emplace_back();
        } else if (inside) {
            out.back().pieces.back() += line + '\n';
        }
    }
    return out;
}

TEST(formats, examples_are_what_is_printed) {
    std::set<std::string> shown;
    for (example const& e : examples()) {
        report_format const* const format = find_format(e.format);
        ASSERT_NE(format, nullptr) << e.format;
        std::ostringstream out;
        format->write(sample_report(e.sample), {}, out);
        std::string printed;
        for (char const c : out.str())
            if (c != '\r') printed += c;
        std::size_t at = 0;
        for (std::string const& piece : e.pieces) {
            at = printed.find(piece, at);
            ASSERT_NE(at, std::string::npos) << e.format << " does not print\n" << piece;
            at += piece.size();
        }
        shown.insert(e.format);
    }
    for (char const* format : {"sarif", "code-scanning", "junit", "svrl", "github", "lines", "csv"})
        EXPECT_TRUE(shown.contains(format)) << format << " has no example";
}

}  // namespace
}  // namespace a6::reports
