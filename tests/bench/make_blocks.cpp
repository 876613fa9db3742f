// Writes a list of blocks to standard output, `holder,series,first,last` by line, and how many overlaps between holders
// are in it to standard error: `a6_make_blocks 1000000 > blocks.csv`.

#include <algorithm>
#include <charconv>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr std::size_t holders = 190;
constexpr std::size_t blocks_per_series = 1000;
// One block in so many reaches into the one before it.
constexpr std::size_t blocks_per_overlap = 1000;

// The name of the n-th of many: three letters.
std::string party(std::size_t n) {
    std::string name(3, 'A');
    for (std::size_t i = 3; i-- > 0; n /= 26) name[i] = static_cast<char>('A' + n % 26);
    return name;
}

// Approach, registry and Party of first transfer, vintage, as they stand around the serial number of an ITMO.
std::string series(std::size_t n) {
    std::string const giver = party(n % holders);
    return "CA" + std::to_string(1000 + n / 5) + '-' + giver + "01-" + giver + '-' + std::to_string(2021 + n % 5);
}

// Blocks of every series follow one another; an overlap is 1 to 5 serials that two Parties hold. Where one Party
// reaches into its own block it holds nothing that another holds, and it is not counted.
std::size_t write(std::size_t blocks, std::ostream& out) {
    std::mt19937_64 random(1);
    std::vector<std::string> lines;
    lines.reserve(blocks);
    std::size_t planted = 0, holder = 0;
    std::size_t next = 1;
    for (std::size_t n = 0; n < blocks; ++n) {
        if (n % blocks_per_series == 0) next = 1;
        std::size_t const before = holder;
        holder = random() % holders;
        std::size_t first = next + random() % 3;
        if (n % blocks_per_overlap == blocks_per_overlap / 2) {
            first = next - 1 - random() % 5;
            if (holder != before) ++planted;
        }
        std::size_t const last = next + 20 + random() % 5000;
        lines.push_back(party(holder) + ',' + series(n / blocks_per_series) + ',' + std::to_string(first) + ',' +
                        std::to_string(last) + '\n');
        next = last + 1;
    }
    std::shuffle(lines.begin(), lines.end(), random);
    out << "holder,series,first,last\n";
    for (auto const& line : lines) out << line;
    return planted;
}

}  // namespace

int main(int count, char** words) {
    std::size_t blocks = 0;
    std::string_view const text = count == 2 ? words[1] : "";
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), blocks);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
        std::cerr << "usage: a6_make_blocks BLOCKS > FILE\n";
        return 2;
    }
    std::ios::sync_with_stdio(false);
    std::size_t const planted = write(blocks, std::cout);
    std::cout.flush();
    std::cerr << planted << '\n';
    return std::cout ? 0 : 2;
}
