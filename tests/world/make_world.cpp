// Writes the filings of one random world to a folder, as XML: to look at, to check with the program, to time it.
//
//     a6_make_world FOLDER [SEED]             the world that the tests know by this seed
//     a6_make_world FOLDER SEED large [N]     50 Parties over six years, with about N actions (a million)

#include "tests/support/world_text.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

namespace worlds = a6::test_support::worlds;

// Some three actions follow from one first transfer.
worlds::options large(std::uint64_t seed, int actions) {
    worlds::options o;
    o.seed = seed;
    o.parties = 50;
    o.first_year = 2021;
    o.years = 6;
    o.approaches = 100;
    o.authorizations = 20;
    o.two_periods = 0;
    o.most_authorized = 1'000'000;
    o.first_transfers_min = o.first_transfers = actions / 1'930 + 1;
    return o;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argc > 5) {
        std::cerr << "usage: a6_make_world FOLDER [SEED [large [ACTIONS]]]\n";
        return 2;
    }
    std::uint64_t const seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    auto const made_with =
        argc > 3 ? large(seed, argc > 4 ? std::atoi(argv[4]) : 1'000'000) : worlds::random_options(seed);
    auto const w = worlds::make_world(made_with);
    std::filesystem::path const folder = argv[1];
    std::filesystem::create_directories(folder);
    std::size_t files = 0;
    auto const write = [&](worlds::text_filing const& f) {
        std::ofstream(folder / f.file, std::ios::binary) << worlds::xml_of(f);
        ++files;
    };
    for (auto const& r : w.reports) write(worlds::texts_of(w, r));
    for (auto const& f : w.filings) write(worlds::texts_of(w, f));
    std::size_t holdings = 0;
    for (auto const& f : w.filings) holdings += f.holdings.size();
    std::cout << files << " files, " << w.parties.size() << " Parties, " << w.actions.size() << " actions, " << holdings
              << " holdings; as of " << a6::dsl::to_string(w.as_of) << '\n';
    return 0;
}
