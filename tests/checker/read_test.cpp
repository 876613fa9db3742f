// Recognising what was given, and listing inputs.

#include "checker/limits.hpp"

#include "tests/support/reading.hpp"
#include "tests/support/zip_builder.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace a6::checker {
namespace {

using namespace test_support;
namespace fs = std::filesystem;

class folder : public testing::Test {
protected:
    folder()
        : path(fs::path(testing::TempDir()) /
               ("a6-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()))) {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~folder() override { fs::remove_all(path); }

    void touch(std::string const& name, std::string const& content = "x") const {
        fs::create_directories((path / name).parent_path());
        std::ofstream(path / name, std::ios::binary) << content;
    }
    std::string at(std::string const& name) const { return (path / name).string(); }
    static std::vector<std::string> shown(input_list const& list) {
        std::vector<std::string> names;
        for (input_file const& f : list.files) names.push_back(f.shown_name);
        return names;
    }

    fs::path path;
};

using names = std::vector<std::string>;

TEST(read_filing, refuses_with_code_message_and_help) {
    using namespace std::string_literals;
    std::vector<std::pair<std::string, std::string>> const cases{
        {""s, "X403"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"s, "X203"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"s, "X204"},
        {"\xFF\xFE<\0f\0"s, "X102"},
        {"\xFF\xFEP\0a\0"s, "X102"},
        {"<\0f\0i\0"s, "X102"},
        {"\0<\0f\0i"s, "X102"},
        {"%PDF-1.7"s, "X507"},
        {" {\"a\": 1}"s, "X506"},
        {"\xEF\xBB\xBF[1]"s, "X506"},
        {"<!DOCTYPE html><html></html>"s, "X509"},
        {"<html><body>Log in</body></html>"s, "X509"},
        {"abc\0\x01\x02"s, "X406"},
        {"\x1F\x8B\x08\0gzip"s, "X406"},
        {"PK\x05\x06"s + std::string(18, '\0'), "X508"},
        {"PK\x03\x04 cut off"s, "X202"},
        {make_zip({{"a.txt", "x"}}), "X508"},
        {"<!DOCTYPE filing><filing/>"s, "X107"},
        {"just words"s, "X305"},
    };
    for (auto const& [bytes, code] : cases) {
        auto const result = read_filing_bytes(bytes, "shown.x", model());
        EXPECT_EQ(code_of(result), code) << bytes;
        EXPECT_FALSE(result.filing);
        EXPECT_EQ(result.errors.at(0).file, "shown.x");
        EXPECT_FALSE(result.errors[0].message.empty());
        EXPECT_FALSE(result.errors[0].help.empty());
    }
}

TEST(read_filing, computes_the_digest) {
    auto const result = read("<filing xmlns='urn:a6check:filing:1'><AnnualInformation/></filing>");
    ASSERT_TRUE(result.filing);
    EXPECT_EQ(result.filing->sha256.size(), 64U);
    EXPECT_EQ(result.filing->sha256, "557f2bde86996addad7a551d6536b6553ccea16309a5f7b7c5fc4c8e7acadd79");
}

TEST_F(folder, refuses_what_is_no_file) {
    EXPECT_EQ(code_of(read_filing(at("none.xml"), "none.xml", model())), "X401");
    EXPECT_EQ(code_of(read_filing(path.string(), "folder", model())), "X407");
    touch("empty.xml", "");
    EXPECT_EQ(code_of(read_filing(at("empty.xml"), "empty.xml", model())), "X403");
    touch("huge.xml", "<");
    fs::resize_file(path / "huge.xml", std::uintmax_t{limits::max_xml_bytes} + 1);
    EXPECT_EQ(code_of(read_filing(at("huge.xml"), "huge.xml", model())), "X405");
}

TEST_F(folder, lists_files_of_folders_sorted) {
    touch("b.xml");
    touch("a.XLSX");
    touch("sub/c.csv");
    touch("sub/deep/d.xml");
    touch("readme.txt");
    touch(".hidden.xml");
    touch("~$a.xlsx");
    input_list const list = list_inputs({path.string()});
    EXPECT_TRUE(list.errors.empty());
    EXPECT_EQ(shown(list), (names{"a.XLSX", "b.xml", "sub/c.csv", "sub/deep/d.xml"}));
}

TEST_F(folder, tells_files_of_one_name_apart) {
    touch("2023/x/f.xml");
    touch("2024/x/f.xml");
    touch("g.xml");
    input_list const list = list_inputs({at("2023/x/f.xml"), at("2024/x/f.xml"), at("g.xml")});
    EXPECT_EQ(shown(list), (names{"2023/x/f.xml", "2024/x/f.xml", "g.xml"}));
}

TEST_F(folder, names_files_from_the_root_given) {
    touch("repo/filings/f.xml");
    touch("repo/g.xml");
    touch("repository/g.xml");
    touch("repo/old/h.xls");
    input_list const list =
        list_inputs({at("repo/filings"), at("repo/g.xml"), at("repository/g.xml"), at("repo/old"), at("repo/none.xml")},
                    at("repo/."));
    EXPECT_EQ(shown(list), (names{"filings/f.xml", "g.xml", "repository/g.xml"}))
        << "what is outside gives way to what is inside, and a name that only begins alike is outside";
    ASSERT_EQ(list.errors.size(), 2U);
    EXPECT_EQ(list.errors[0].file, "old/h.xls");
    EXPECT_EQ(list.errors[1].file, "none.xml");
}

TEST_F(folder, counts_a_file_once) {
    touch("f.xml");
    EXPECT_EQ(shown(list_inputs({path.string(), at("f.xml"), at("./f.xml")})), (names{"f.xml"}));
}

TEST_F(folder, names_paths_that_give_nothing) {
    fs::create_directories(path / "empty");
    input_list const list = list_inputs({at("none"), at("empty")});
    ASSERT_EQ(list.errors.size(), 2U);
    EXPECT_EQ(list.errors[0].code, "X401");
    EXPECT_EQ(list.errors[1].code, "X404");
}

TEST_F(folder, takes_files_of_any_name_when_given) {
    touch("filing.txt");
    EXPECT_EQ(shown(list_inputs({at("filing.txt")})), (names{"filing.txt"}));
}

}  // namespace
}  // namespace a6::checker
