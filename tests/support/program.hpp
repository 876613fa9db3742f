#pragma once
// Starts the built program and keeps what it said.

#include "tests/support/golden.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace a6::test_support {

struct program_result {
    int exit_code = -1;  // 128 + signal if it was killed
    std::string out;
    std::string err;
    long peak_kilobytes = 0;  // resident memory
};

// Runs `a6check` with these arguments, in `folder` if given.
program_result run_program(std::vector<std::string> const& arguments, std::filesystem::path const& folder = {});

// `check` with --format json, as of 2026-11-23 if the arguments name no day; fails the test if the output is not JSON.
nlohmann::json check_json(std::vector<std::string> arguments, int* exit_code = nullptr);

// A folder of one test, empty at the start and removed at the end.
class scratch_folder {
public:
    scratch_folder();
    ~scratch_folder();
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;

    std::filesystem::path const& path() const { return path_; }
    // Writes a file below the folder and returns its path.
    std::string write(std::string const& name, std::string const& bytes) const;

private:
    std::filesystem::path path_;
};

std::string fixture(std::string const& name);  // path below tests/filings

}  // namespace a6::test_support
