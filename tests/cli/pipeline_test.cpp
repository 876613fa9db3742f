// The formats for pipelines, from the command line on real filings: the right lines and cells, and exit codes that tell
// a failing step.

#include "checker/xml_gate.hpp"
#include "reports/writer.hpp"
#include "tests/support/program.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <regex>
#include <sstream>

using namespace a6::test_support;

namespace {

std::vector<std::string> lines_of(std::string const& all) {
    std::vector<std::string> out;
    std::istringstream in{all};
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

// A checkout with filings in a folder: `filings/many/GHA_2024_1.0.xml`, `filings/D16_CHE_2025_1.0.xlsx`.
class checkout {
public:
    checkout() {
        std::filesystem::create_directories(scratch_.path() / "filings");
        std::filesystem::copy(fixture("many"), scratch_.path() / "filings/many");
        std::filesystem::copy(fixture("defects/D16_CHE_2025_1.0.xlsx"), scratch_.path() / "filings");
    }

    program_result check(std::vector<std::string> arguments, std::string const& root = ".") const {
        arguments.insert(arguments.begin(), {"check", "--as-of", "2026-11-23", "--root", root});
        return run_program(arguments, scratch_.path());
    }
    std::string read(std::string const& name) const { return read_file(scratch_.path() / name); }
    scratch_folder const& folder() const { return scratch_; }

private:
    scratch_folder scratch_;
};

}  // namespace

TEST(pipeline, every_format_comes_in_one_run_and_again_the_same) {
    checkout const at;
    std::vector<std::string> arguments{"filings", "--format", "lines"};
    for (auto const& f : a6::reports::formats()) {
        if (f.name == "lines") continue;
        arguments.push_back("--format");
        arguments.push_back(std::string(f.name) + "=out." + std::string(f.name));
    }
    auto const first = at.check(arguments);
    EXPECT_EQ(first.exit_code, 1) << first.err;
    std::vector<std::string> written;
    for (auto const& f : a6::reports::formats())
        if (f.name != "lines") written.push_back(at.read("out." + std::string(f.name)));
    EXPECT_EQ(at.check(arguments).out, first.out);
    std::size_t n = 0;
    for (auto const& f : a6::reports::formats()) {
        if (f.name == "lines") continue;
        EXPECT_FALSE(written[n].empty()) << f.name;
        EXPECT_EQ(at.read("out." + std::string(f.name)), written[n]) << f.name;
        EXPECT_EQ(written[n].find(at.folder().path().string()), std::string::npos)
            << f.name << " has a path of the machine";
        ++n;
    }
    for (auto const* name : {"out.junit", "out.svrl"}) {
        auto const gate = a6::checker::check_xml_bytes(at.read(name));
        EXPECT_FALSE(gate.error) << gate.error->message;
    }
    auto const sarif = nlohmann::json::parse(at.read("out.sarif"))["runs"][0];
    EXPECT_EQ(sarif["invocations"][0]["exitCode"], 1);
    EXPECT_EQ(sarif["invocations"][0]["executionSuccessful"], true);
    for (auto const& rule : sarif["tool"]["driver"]["rules"]) {
        // Waivers are of no decision of the Parties.
        bool const about_waivers = rule["id"].get<std::string>().starts_with("WV-");
        EXPECT_EQ(rule["properties"]["provisions"].empty(), about_waivers) << rule["id"];
        EXPECT_LE(rule["fullDescription"]["text"].get<std::string>().size(), 1024u) << rule["id"];
    }
}

TEST(pipeline, annotations_stand_on_the_lines_of_the_files) {
    checkout const at;
    auto const result = at.check({"filings/many", "--format", "lines", "--no-open"});
    EXPECT_EQ(result.exit_code, 1);
    std::regex const shape(R"(([^:]+):([0-9]+):([0-9]+): (error|note): .*: (\S+) \[[A-Z]+-[0-9a-z]+\])");
    std::size_t seen = 0;
    for (auto const& line : lines_of(result.out)) {
        std::smatch m;
        if (!std::regex_match(line, m, shape) || m[4] != "note") continue;
        auto const file = lines_of(at.read(m[1]));
        auto const column = static_cast<std::size_t>(std::stoi(m[3])) - 1;
        EXPECT_EQ(file.at(static_cast<std::size_t>(std::stoi(m[2])) - 1).compare(column, m[5].length(), m[5]), 0)
            << line;
        ++seen;
    }
    EXPECT_GE(seen, 3u);
}

TEST(pipeline, a_failing_step_with_annotations_is_told_by_its_exit_code) {
    checkout const at;
    auto const annotated = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--format", "github"});
        return at.check(arguments);
    };
    std::string const workbook = "filings/D16_CHE_2025_1.0.xlsx";
    auto const found = annotated({workbook});
    EXPECT_EQ(found.exit_code, 1);
    EXPECT_TRUE(found.out.starts_with("::error file=" + workbook + ",title=TAB-01 ")) << found.out;
    EXPECT_NE(found.out.find("%0Aat fault: " + workbook + ", Table 4 Holdings!F9, "), std::string::npos) << found.out;

    EXPECT_EQ(annotated({workbook, "--fail-on", "never"}).exit_code, 0);
    auto const good = annotated({fixture("valid/VUT_2024_1.0_no_activity.xlsx"), "--no-open"});
    EXPECT_EQ(good.exit_code, 0);
    EXPECT_EQ(good.out.find("::"), std::string::npos) << good.out;
    EXPECT_TRUE(good.out.starts_with("summary: 0 errors, ")) << good.out;

    at.folder().write("filings/bad.xml", "<filing");
    auto const rejected = annotated({"filings"});
    EXPECT_EQ(rejected.exit_code, 2);
    EXPECT_TRUE(rejected.out.starts_with("::error file=filings/bad.xml,line=1,")) << rejected.out;
    EXPECT_NE(rejected.out.find("summary: INCOMPLETE"), std::string::npos);

    auto const open = at.check({fixture("valid"), "--require-decided", "--format", "junit"});
    EXPECT_EQ(open.exit_code, 3);
    EXPECT_NE(open.out.find("type=\"undecided\""), std::string::npos);
}

// Each XPath leads to one element; where a value is told, to that value. In a workbook it is a path of the XML that it
// converts to.
TEST(pipeline, paths_in_svrl_lead_to_the_values) {
    checkout const at;
    ASSERT_EQ(at.check({"filings", "--format", "svrl=out.svrl", "--format", "json=out.json"}).exit_code, 1);
    std::string const workbook = "filings/D16_CHE_2025_1.0.xlsx";
    ASSERT_EQ(run_program({"convert", workbook, "-o", "converted.xml"}, at.folder().path()).exit_code, 0);
    pugi::xml_document svrl;
    ASSERT_TRUE(svrl.load_string(at.read("out.svrl").c_str()));
    auto const report = nlohmann::json::parse(at.read("out.json"));
    std::size_t messages = 0;
    std::size_t followed = 0;
    std::string file;
    for (pugi::xml_node const node : svrl.child("svrl:schematron-output").children()) {
        if (std::string(node.name()) == "svrl:active-pattern") file = node.attribute("documents").value();
        std::string const text = node.child("svrl:text").text().get();
        if (file.empty() || text.empty()) continue;
        pugi::xml_document filing;
        ASSERT_TRUE(filing.load_string(at.read(file == workbook ? "converted.xml" : file).c_str())) << file;
        // The parser keeps no namespaces; the filings have the one that `f` stands for as their default.
        std::string const path = std::regex_replace(node.attribute("location").value(), std::regex("f:"), "");
        auto const hits = filing.select_nodes(path.c_str());
        ASSERT_EQ(hits.size(), 1u) << path;
        ++messages;
        for (auto const& f : report["findings"]) {
            if (text.find("id: " + f["id"].get<std::string>()) == std::string::npos) continue;
            auto const& value = f["locations"][0]["value"];
            if (!value.is_null()) {
                EXPECT_EQ(hits.first().node().text().get(), value.get<std::string>()) << path;
            }
            ++followed;
        }
    }
    EXPECT_GE(messages, 12u);
    EXPECT_EQ(followed, report["findings"].size());
    EXPECT_GE(followed, 4u);
}

TEST(pipeline, a_root_that_is_none_is_a_usage_error_and_what_is_outside_keeps_its_name) {
    checkout const at;
    EXPECT_EQ(at.check({"filings"}, "nowhere").exit_code, 2);
    auto const outside = at.check({fixture("defects/D17_CHE_2025_1.0.xlsx"), "--format", "lines"});
    EXPECT_TRUE(outside.out.starts_with("D17_CHE_2025_1.0.xlsx: Table ")) << outside.out;
    auto const missing = at.check({"filings/none.xml", "--format", "lines"});
    EXPECT_EQ(missing.exit_code, 2);
    EXPECT_TRUE(missing.out.starts_with("filings/none.xml: error: ")) << missing.out;
}
