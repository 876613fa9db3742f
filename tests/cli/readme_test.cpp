// The README is true: what its examples say the program prints is what it prints.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <sstream>

using namespace a6::test_support;

namespace {

struct example {
    std::vector<std::string> arguments;
    std::string output;
};

// Blocks of the form
//     ```console
//     $ ./a6check ARGUMENTS
//     OUTPUT
//     ```
// An output that ends in a line "[...]" is only the beginning; one that begins with it stands somewhere in what is
// printed.
std::vector<example> examples() {
    std::vector<example> out;
    std::istringstream in(read_file(std::string(A6_ROOT) + "/README.md"));
    std::string line;
    bool inside = false;
    while (std::getline(in, line)) {
        if (line == "```console") {
            inside = true;
        } else if (line == "```") {
            inside = false;
        } else if (inside && line.rfind("$ ./a6check ", 0) == 0) {
            out.emplace_back();
            std::istringstream words(line.substr(12));
            for (std::string word; words >> word;) out.back().arguments.push_back(word);
        } else if (inside && !out.empty()) {
            out.back().output += line + '\n';
        }
    }
    return out;
}

}  // namespace

TEST(readme, examples_print_what_it_says) {
    auto const all = examples();
    ASSERT_GE(all.size(), 2u);
    for (auto const& e : all) {
        auto const r = run_program(e.arguments, A6_ROOT);
        std::string wanted = e.output;
        std::string printed = r.out;
        std::string const rest = "[...]\n";
        if (wanted.starts_with(rest)) {
            wanted.erase(0, rest.size());
            printed.erase(
                0, std::min(printed.find('\n' + wanted.substr(0, wanted.find('\n') + 1)), printed.size() - 1) + 1);
        }
        if (wanted.size() >= rest.size() && wanted.compare(wanted.size() - rest.size(), rest.size(), rest) == 0) {
            wanted.resize(wanted.size() - rest.size());
            printed = printed.substr(0, wanted.size());
        }
        EXPECT_EQ(printed, wanted) << r.err;
    }
}
