#pragma once
// The set tests/filings/life with changes: 1000 ITMOs of Ghana, acquired by Switzerland, of which 400 are used, 300 go
// on to Norway and 100 of these are cancelled for CORSIA.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace a6::cli_tests {

class life_set {
public:
    life_set() {
        for (auto const* name : {"GHA_2024.xml", "GHA_2025.xml", "CHE_2024.xml", "CHE_2025.xml", "NOR_2025.xml"})
            files[name] = test_support::read_file(test_support::fixture("life") + '/' + name);
    }

    std::map<std::string, std::string> files;

    // Every place of `old` in the file, of which there is at least one.
    void replace(std::string const& file, std::string const& old, std::string const& now) {
        auto& text = files.at(file);
        ASSERT_NE(text.find(old), std::string::npos) << file << " lacks " << old;
        for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; at += now.size())
            text.replace(at, old.size(), now);
    }
    // The n-th row (from 1) of the table whose rows have this tag.
    std::string row(std::string const& file, std::string const& tag, int n) const {
        auto const& text = files.at(file);
        std::size_t at = 0;
        for (int i = 0; i < n; ++i) at = text.find('<' + tag + '>', at + 1);
        EXPECT_NE(at, std::string::npos) << file << ' ' << tag << ' ' << n;
        auto const end = text.find("</" + tag + '>', at) + tag.size() + 3;
        return text.substr(at, end - at) + '\n';
    }
    static std::string with(std::string text, std::string const& old, std::string const& now) {
        EXPECT_NE(text.find(old), std::string::npos) << old;
        for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; at += now.size())
            text.replace(at, old.size(), now);
        return text;
    }
    // Ghana uses 100 of the ITMOs that Switzerland has used.
    void use_twice() {
        std::string use = row("CHE_2024.xml", "Action", 2);
        for (auto const& [old, now] : std::vector<std::pair<std::string, std::string>>{{"2024-11-20", "2025-06-01"},
                                                                                       {"GHA-1-2022", "GHA-301-2022"},
                                                                                       {">400<", ">100<"},
                                                                                       {"CHE01", "GHA01"},
                                                                                       {">CHE<", ">GHA<"},
                                                                                       {"NDC>2024", "NDC>2025"}})
            use = with(use, old, now);
        replace("GHA_2025.xml", "<Actions/>", "<Actions>" + use + "</Actions>");
    }

    // Ghana records outcomes of the approach and vintage in a second registry too: a bare number is of either.
    void two_registries() {
        std::string other = row("GHA_2024.xml", "Action", 1);
        for (auto const& [old, now] : std::vector<std::pair<std::string, std::string>>{
                 {"GHA01", "GHA02"}, {"GHA-1000-", "GHA-10-"}, {">1000<", ">10<"}})
            other = with(other, old, now);
        replace("GHA_2024.xml", "</Actions>", other + "</Actions>");
    }

    // Written in the order given, or as the files are called; runs `arguments` on them.
    test_support::program_result run(std::vector<std::string> arguments, bool backwards = false) const {
        test_support::scratch_folder folder;
        std::vector<std::string> paths;
        for (auto const& [name, text] : files) paths.push_back(folder.write(name, text));
        if (backwards) std::reverse(paths.begin(), paths.end());
        arguments.insert(arguments.end(), paths.begin(), paths.end());
        arguments.insert(arguments.end(), {"--as-of", "2026-11-23"});
        return test_support::run_program(arguments);
    }
    nlohmann::json json(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--format", "json"});
        auto const r = run(std::move(arguments));
        EXPECT_EQ(r.exit_code, 0) << r.err;
        return nlohmann::json::parse(r.out);
    }
};

}  // namespace a6::cli_tests
