#include "tests/support/program.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace a6::test_support {

namespace fs = std::filesystem;

std::string fixture(std::string const& name) { return std::string(A6_TEST_DIR) + "/filings/" + name; }

scratch_folder::scratch_folder() {
    std::string name = (fs::temp_directory_path() / "a6check-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no scratch folder");
    path_ = name;
}

scratch_folder::~scratch_folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string scratch_folder::write(std::string const& name, std::string const& bytes) const {
    fs::path const p = path_ / name;
    fs::create_directories(p.parent_path());
    std::ofstream(p, std::ios::binary) << bytes;
    return p.string();
}

program_result run_program(std::vector<std::string> const& arguments, fs::path const& folder) {
    scratch_folder scratch;
    fs::path const out = scratch.path() / "out";
    fs::path const err = scratch.path() / "err";
    pid_t const child = fork();
    if (child == 0) {
        if (!folder.empty() && chdir(folder.c_str()) != 0) _exit(126);
        int const nothing = open("/dev/null", O_RDONLY);
        int const o = open(out.c_str(), O_WRONLY | O_CREAT, 0600);
        int const e = open(err.c_str(), O_WRONLY | O_CREAT, 0600);
        dup2(nothing, 0);
        dup2(o, 1);
        dup2(e, 2);
        std::vector<char*> argv{const_cast<char*>(A6_PROGRAM)};
        for (auto const& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
        argv.push_back(nullptr);
        execv(A6_PROGRAM, argv.data());
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    program_result r;
    r.peak_kilobytes = usage.ru_maxrss;
    r.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    r.out = read_file(out);
    r.err = read_file(err);
    return r;
}

nlohmann::json check_json(std::vector<std::string> arguments, int* exit_code) {
    arguments.insert(arguments.begin(), "check");
    arguments.insert(arguments.end(), {"--format", "json"});
    if (std::find(arguments.begin(), arguments.end(), "--as-of") == arguments.end())
        arguments.insert(arguments.end(), {"--as-of", "2026-11-23"});
    auto const r = run_program(arguments);
    if (exit_code) *exit_code = r.exit_code;
    auto json = nlohmann::json::parse(r.out, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << r.out << r.err;
    return json;
}

}  // namespace a6::test_support
