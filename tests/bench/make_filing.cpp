// Writes a filing of a given number of actions to standard output: `a6_make_filing 100000 > filing.xml`.

#include "tests/bench/filing_generator.hpp"

#include <charconv>
#include <cstdio>
#include <iostream>
#include <string_view>

int main(int count, char** words) {
    std::size_t actions = 0;
    std::string_view const text = count == 2 ? words[1] : "";
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), actions);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
        std::cerr << "usage: a6_make_filing ACTIONS > FILE\n";
        return 2;
    }
    std::cout << a6::bench::generate_filing(actions) << std::flush;
    return std::cout ? 0 : 2;
}
