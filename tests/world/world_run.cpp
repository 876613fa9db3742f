#include "tests/world/world_run.hpp"

#include "checker/read.hpp"
#include "tests/support/shipped_rulebook.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace a6::world_tests {

namespace {

// Sanitizers make everything several times slower.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t slowness = 4;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr std::uint64_t slowness = 4;
#else
constexpr std::uint64_t slowness = 1;
#endif
#else
constexpr std::uint64_t slowness = 1;
#endif

checker::run_options options_of(worlds::world const& w) {
    checker::run_options o;
    o.as_of = w.as_of;
    return o;
}

}  // namespace

dsl::rulebook const& book() { return test_support::shipped_rulebook(); }

std::uint64_t worlds_to_run(std::uint64_t otherwise) {
    char const* const wanted = std::getenv("A6_WORLDS");
    return wanted ? std::strtoull(wanted, nullptr, 10) : (otherwise + slowness - 1) / slowness;
}

std::vector<std::unique_ptr<checker::raw_filing>> read(std::vector<worlds::text_filing> const& filings) {
    std::vector<std::unique_ptr<checker::raw_filing>> out;
    for (auto const& f : filings) {
        auto result = checker::read_filing_bytes(worlds::xml_of(f), f.file, book().model);
        for (auto const& e : result.errors)
            ADD_FAILURE() << e.file << ':' << e.line << ' ' << e.code << ' ' << e.message;
        if (result.filing) out.push_back(std::move(result.filing));
    }
    return out;
}

reports::run_report judge(worlds::world const& w, std::vector<worlds::text_filing> const& filings) {
    return checker::run(book(), read(filings), {}, options_of(w));
}

reports::account recompute(worlds::world const& w, std::vector<worlds::text_filing> const& filings) {
    return checker::recompute(book(), read(filings), {}, options_of(w), {});
}

std::string describe(reports::finding const& f) {
    auto const& at = f.locations.front();
    return f.rule + " at " + at.file + ' ' + at.table + ' ' + std::to_string(at.row) + ' ' + at.field + ": " +
           f.message;
}

std::string describe(reports::undecided const& u) {
    std::string out = u.rule + ", " + std::to_string(u.rows) + " rows";
    if (!u.locations.empty())
        out += ", first at " + u.locations.front().file + ' ' + u.locations.front().table + ' ' +
               std::to_string(u.locations.front().row);
    for (auto const& n : u.needs) out += "; needs " + n;
    return out;
}

void keep(worlds::world const& w, std::vector<worlds::text_filing> const& filings) {
    char const* const folder = std::getenv("A6_WORLD_FILES");
    if (!folder) return;
    auto const place = std::filesystem::path(folder) / ("world-" + std::to_string(w.made_with.seed));
    std::filesystem::create_directories(place);
    for (auto const& f : filings) std::ofstream(place / f.file, std::ios::binary) << worlds::xml_of(f);
}

}  // namespace a6::world_tests
