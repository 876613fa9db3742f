// Conversion loses nothing, and the form of a filing does not change what is found.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <filesystem>
#include <set>

using namespace a6::test_support;
namespace fs = std::filesystem;

namespace {

// What is found, up to the way a place is named.
std::multiset<std::string> substance(nlohmann::json const& report) {
    std::multiset<std::string> out;
    for (auto const& f : report["findings"]) {
        std::string places;
        for (auto const& l : f["locations"])
            places += "|" + l.value("role", "") + " " + l.value("table", "") + " " + std::to_string(l.value("row", 0)) +
                      " " + l.value("field", "") + " " + (l.contains("value") ? l["value"].dump() : "");
        out.insert(f["id"].get<std::string>() + " " + f["severity"].get<std::string>() + " " +
                   f["message"].get<std::string>() + places);
    }
    for (auto const& u : report["undecided"])
        out.insert("undecided " + u["rule"].get<std::string>() + u["needs"].dump() + u["rows"].dump());
    return out;
}

std::vector<std::string> workbooks() {
    std::vector<std::string> out;
    for (auto const* folder : {"valid", "defects"})
        for (auto const& e : fs::directory_iterator(fixture(folder)))
            if (e.path().extension() == ".xlsx") out.push_back(e.path().string());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

TEST(convert, workbook_to_xml_and_back_keeps_every_text_and_every_finding) {
    for (auto const& book : workbooks()) {
        scratch_folder scratch;
        auto const xml = (scratch.path() / "a.xml").string();
        auto const back = (scratch.path() / "b.xlsx").string();
        auto const again = (scratch.path() / "c.xml").string();
        ASSERT_EQ(run_program({"convert", book, "-o", xml}).exit_code, 0) << book;
        ASSERT_EQ(run_program({"convert", xml, "-o", back}).exit_code, 0) << book;
        ASSERT_EQ(run_program({"convert", back, "-o", again}).exit_code, 0) << book;
        EXPECT_EQ(read_file(xml), read_file(again)) << book;
        auto const direct = substance(check_json({book}));
        EXPECT_EQ(direct, substance(check_json({xml}))) << book;
        EXPECT_EQ(direct, substance(check_json({back}))) << book;
    }
}

TEST(convert, the_five_table_csv_gives_what_its_xml_gives) {
    scratch_folder scratch;
    auto const csv = fixture("other-layouts/aef-v2-stacked_CHE_2025.csv");
    auto const xml = (scratch.path() / "a.xml").string();
    ASSERT_EQ(run_program({"convert", csv, "-o", xml}).exit_code, 0);
    EXPECT_EQ(substance(check_json({csv})), substance(check_json({xml})));
}

TEST(convert, the_schema_accepts_what_convert_writes) {
    if (std::system("command -v xmllint >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
    scratch_folder scratch;
    auto const schema = scratch.write("filing.xsd", run_program({"schema"}).out);
    for (auto const& book : workbooks()) {
        auto const xml = (scratch.path() / "a.xml").string();
        ASSERT_EQ(run_program({"convert", book, "-o", xml}).exit_code, 0) << book;
        EXPECT_EQ(std::system(("xmllint --noout --schema '" + schema + "' '" + xml + "' >/dev/null 2>&1").c_str()), 0)
            << book;
    }
}

TEST(convert, refuses_what_it_cannot_do_with_exit_code_2) {
    scratch_folder scratch;
    auto const out = (scratch.path() / "x.xml").string();
    EXPECT_EQ(run_program({"convert", fixture("nothing.xlsx"), "-o", out}).exit_code, 2);
    EXPECT_EQ(run_program({"convert", fixture("other-layouts/undp-v1-actions.csv"), "-o", out}).exit_code, 2);
    EXPECT_EQ(run_program({"convert", fixture("valid/CHE_2025_1.0.xlsx"), "-o", (scratch.path() / "x.pdf").string()})
                  .exit_code,
              2);
    EXPECT_EQ(run_program({"convert", fixture("valid/CHE_2025_1.0.xlsx"), "-o", "/nonexistent/x.xml"}).exit_code, 2);
    EXPECT_FALSE(fs::exists(out));
}
