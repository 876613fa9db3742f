// Every sample filing is read as what it is, and survives conversion to XML and back.

#include "checker/write.hpp"

#include "tests/support/reading.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <map>
#include <sstream>

namespace a6::checker {
namespace {

using namespace test_support;

std::string const samples = A6_TEST_DIR "/filings/";

read_result read_sample(std::string const& name) { return read_filing(samples + name, name, model()); }

std::vector<std::string> workbooks_in(std::initializer_list<char const*> folders) {
    std::vector<std::string> names;
    for (char const* folder : folders) {
        for (auto const& entry : std::filesystem::directory_iterator(samples + folder)) {
            if (entry.path().extension() == ".xlsx")
                names.push_back(std::string(folder) + "/" + entry.path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string test_name(testing::TestParamInfo<std::string> const& info) {
    std::string name = info.param;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
}

class official_sample : public testing::TestWithParam<std::string> {};

TEST_P(official_sample, is_read_without_notice) {
    auto const result = read_sample(GetParam());
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_TRUE(result.filing->notices.empty());
    ASSERT_EQ(result.filing->tables.size(), 5U);
    for (raw_table const& table : result.filing->tables) {
        EXPECT_EQ(table.sheet, model().tables[table.table].sheet);
        for (raw_place const& label : table.label_at) EXPECT_NE(label.a, 0U);
        for (std::size_t row = 0; row < table.rows; ++row) EXPECT_NE(table.row_at[row].a, 0U);
    }
    EXPECT_EQ(table_of(*result.filing, "Submission").rows, 1U);
}

TEST_P(official_sample, survives_conversion_both_ways) {
    auto const first = read_sample(GetParam());
    ASSERT_TRUE(first.filing);
    std::ostringstream first_xml;
    write_xml(*first.filing, model(), first_xml);
    auto const from_xml = read(first_xml.str());
    ASSERT_EQ(code_of(from_xml), "ok");
    EXPECT_TRUE(from_xml.filing->notices.empty());
    EXPECT_EQ(texts_of(*from_xml.filing), texts_of(*first.filing));

    std::string path = GetParam();
    std::replace(path.begin(), path.end(), '/', '_');
    path = testing::TempDir() + "a6-sample-" + std::to_string(getpid()) + "-" + path;
    auto const failed = write_workbook(*from_xml.filing, model(), path);
    ASSERT_FALSE(failed) << failed->message;
    auto const again = read_filing(path, "again", model());
    std::remove(path.c_str());
    ASSERT_EQ(code_of(again), "ok");
    EXPECT_TRUE(again.filing->notices.empty());
    EXPECT_EQ(texts_of(*again.filing), texts_of(*first.filing));
    for (std::size_t t = 0; t < again.filing->tables.size(); ++t) {
        raw_table const& a = first.filing->tables[t];
        raw_table const& b = again.filing->tables[t];
        for (std::size_t f = 0; f < a.columns.size(); ++f) {
            EXPECT_EQ(a.label_at[f].a, b.label_at[f].a);
            EXPECT_EQ(a.label_at[f].b, b.label_at[f].b);
            for (std::size_t row = 0; row < a.rows; ++row) {
                EXPECT_EQ(a.columns[f][row].form, b.columns[f][row].form) << a.columns[f][row].text;
                EXPECT_EQ(a.columns[f][row].at.b, b.columns[f][row].at.b);
            }
        }
    }
    std::ostringstream second_xml;
    write_xml(*again.filing, model(), second_xml);
    EXPECT_EQ(second_xml.str(), first_xml.str());
}

INSTANTIATE_TEST_SUITE_P(files, official_sample, testing::ValuesIn(workbooks_in({"valid", "defects"})), test_name);

using cell_map = std::map<std::string, std::string>;  // sheet!A1 -> text

cell_map cells_of(raw_filing const& filing) {
    cell_map cells;
    for (raw_table const& table : filing.tables) {
        for (auto const& column : table.columns) {
            for (std::size_t row = 0; row < column.size(); ++row) {
                raw_cell const c = column[row];
                std::string letters;
                for (std::uint32_t n = c.at.b; n > 0; n = (n - 1) / 26)
                    letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
                if (!c.text.empty()) cells[table.sheet + "!" + letters + std::to_string(c.at.a)] = std::string(c.text);
            }
        }
    }
    return cells;
}

TEST(samples, show_the_planted_defects_at_their_cells) {
    auto const expected = nlohmann::json::parse(load(samples + "defects/expected.json"));
    std::size_t checked = 0;
    std::size_t planted_there = 0;
    for (auto const& c : expected.at("cases")) {
        auto const changed = read_sample("defects/" + c.at("file").get<std::string>());
        auto const original = read_sample("valid/" + c.at("mutation_of").get<std::string>());
        ASSERT_TRUE(changed.filing && original.filing);
        cell_map const before = cells_of(*original.filing);
        cell_map const after = cells_of(*changed.filing);
        std::string const sheet = c.at("sheet").get<std::string>() + "!";
        std::vector<std::string> differing;
        for (cell_map const* one : {&before, &after}) {
            cell_map const& other = one == &before ? after : before;
            for (auto const& [key, text] : *one) {
                if (!other.contains(key) || other.at(key) != text) differing.push_back(key);
            }
        }
        EXPECT_FALSE(differing.empty()) << c.at("file");
        for (std::string const& key : differing) EXPECT_TRUE(key.starts_with(sheet)) << c.at("file") << ' ' << key;
        // Most defects are pointed at where they were planted; a missing value is pointed at beside its counterpart.
        planted_there +=
            std::count(differing.begin(), differing.end(), sheet + c.at("cell").get<std::string>()) > 0 ? 1U : 0U;
        ++checked;
    }
    EXPECT_EQ(checked, 11U);
    EXPECT_EQ(planted_there, 10U);
}

TEST(samples, blank_template_holds_no_rows) {
    auto const result = read_sample("messy/blank_template_with_vocabulary_rows.xlsx");
    ASSERT_EQ(code_of(result), "ok");
    EXPECT_TRUE(result.filing->notices.empty());
    for (char const* table : {"Authorizations", "Actions", "Holdings", "AuthorizedEntities"}) {
        EXPECT_EQ(table_of(*result.filing, table).rows, 0U) << table;
    }
    EXPECT_TRUE(has_remark(*result.filing, "Table 3: Actions: the template's own rows, not data: 9, 10, 11, 12, 13"));
    EXPECT_EQ(result.filing->remarks.size(), 3U);
}

TEST(samples, five_table_csv_has_the_cells_of_the_workbook) {
    auto const csv = read_sample("other-layouts/aef-v2-stacked_CHE_2025.csv");
    ASSERT_EQ(code_of(csv), "ok");
    EXPECT_TRUE(csv.filing->notices.empty());
    auto const workbook = read_sample("valid/CHE_2025_1.0.xlsx");
    for (std::size_t t = 0; t < 5; ++t) EXPECT_EQ(csv.filing->tables[t].rows, workbook.filing->tables[t].rows);
    EXPECT_EQ(text_of(*csv.filing, "Authorizations", 1, "AuthorizedPartyIDs"), "CHE, GHA");
    EXPECT_EQ(text_of(*csv.filing, "Actions", 2, "ActionDateTime"), "2025-12-01T00:00:00.000Z");
}

TEST(samples, other_layouts_are_named) {
    EXPECT_EQ(code_of(read_sample("other-layouts/aef-v2-grid_CHE_2025.xlsx")), "X502");
    for (char const* draft :
         {"undp-v1-actions.csv", "undp-v1-holdings.csv", "undp-v1-actions.xlsx", "undp-v1-holdings.xlsx"}) {
        EXPECT_EQ(code_of(read_sample(std::string("other-layouts/") + draft)), "X501") << draft;
    }
}

}  // namespace
}  // namespace a6::checker
