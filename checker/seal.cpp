#include "checker/seal.hpp"

#include "checker/file_bytes.hpp"
#include "checker/sha256.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace a6::checker {

std::string program_digest() {
    // The program with everything a debugger wants is about 100 MB.
    constexpr std::size_t largest = std::size_t{1} << 30;
    std::string bytes;
    return load_file("/proc/self/exe", largest, bytes) ? std::string() : sha256_hex(bytes);
}

std::vector<reports::input_digest> rulebook_files(dsl::rulebook const& book) {
    std::vector<reports::input_digest> out;
    for (auto const* files : {&book.files, &book.facts})
        for (auto const& f : *files) out.push_back({f.name(), sha256_hex(f.text())});
    std::sort(out.begin(), out.end(),
              [](auto const& a, auto const& b) { return std::tie(a.file, a.sha256) < std::tie(b.file, b.sha256); });
    return out;
}

}  // namespace a6::checker
