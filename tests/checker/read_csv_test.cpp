#include "tests/support/reading.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using namespace test_support;

std::string const entities =
    "Table 5: Authorized entities\n\nDate of the authorization,Name,Country of incorporation,Identification number\n"
    "10/07/2023,\"KliK \"\"Foundation\"\"\",CHE,\"CHE-1,\n2\"\n\n2024-01-01,Zwei,CHE\n";

TEST(read_csv, reads_tables_with_places) {
    auto const result = read(entities);
    ASSERT_EQ(code_of(result), "ok");
    raw_filing const& filing = *result.filing;
    EXPECT_EQ(filing.format, input_format::csv);
    ASSERT_EQ(table_of(filing, "AuthorizedEntities").rows, 2U);
    EXPECT_EQ(text_of(filing, "AuthorizedEntities", 1, "AuthorizedEntityName"), "KliK \"Foundation\"");
    raw_cell const& id = cell_of(filing, "AuthorizedEntities", 1, "AuthorizedEntityID");
    EXPECT_EQ(id.text, "CHE-1,\n2");
    EXPECT_EQ(entities.substr(id.at.a, id.at.b), "CHE-1,\n2");
    raw_place const row = table_of(filing, "AuthorizedEntities").row_at.at(1);
    EXPECT_EQ(entities.substr(row.a, row.b), "2024-01-01,Zwei,CHE");
    raw_place const missing = cell_of(filing, "AuthorizedEntities", 2, "AuthorizedEntityID").at;
    EXPECT_EQ(missing.a, row.a + row.b);
    EXPECT_EQ(missing.b, 0U);
    EXPECT_EQ(notices_of(filing, "IN-04").size(), 4U);
}

TEST(read_csv, reads_semicolons_and_padded_titles) {
    auto const result = read(
        "\xEF\xBB\xBFTable 5: Authorized entities;;;\r\n;;;\r\nName;Conditions;Identification number;Cooperative "
        "approach ID\r\nA, B;x;1;CA1\r\n;;;\r\n");
    ASSERT_EQ(code_of(result), "ok");
    ASSERT_EQ(table_of(*result.filing, "AuthorizedEntities").rows, 1U);
    EXPECT_EQ(text_of(*result.filing, "AuthorizedEntities", 1, "AuthorizedEntityName"), "A, B");
}

TEST(read_csv, reports_what_it_cannot_place) {
    auto const result = read(
        "Party: CHE\nTable 5: Authorized entities\nName,Colour,Identification "
        "number,Conditions\nA,red,1,,extra\n\nTable 4: Holdings\nnothing known\n");
    ASSERT_EQ(code_of(result), "ok");
    auto const unknown = notices_of(*result.filing, "IN-02");
    ASSERT_EQ(unknown.size(), 3U);
    EXPECT_EQ(unknown[0].value, "Party: CHE");
    EXPECT_EQ(unknown[1].found, "Colour");
    EXPECT_EQ(unknown[2].found, "column E");
    auto const missing = notices_of(*result.filing, "IN-04");
    ASSERT_EQ(missing.size(), 4U);
    EXPECT_EQ(missing[0].found, "title without labels");
}

TEST(read_csv, refuses_with_a_place) {
    EXPECT_EQ(code_of(read(entities + "\n" + entities)), "X306");
    EXPECT_EQ(code_of(read("Table 5: Authorized entities\n\"open")), "X301");
    auto const latin = read("Table 5: Authorized entities\nName,C\xF4te\n");
    ASSERT_EQ(code_of(latin), "X303");
    EXPECT_EQ(latin.errors[0].line, 2U);
    EXPECT_EQ(latin.errors[0].column, 7U);
    EXPECT_EQ(code_of(read("Table 5: Authorized entities\nName,\x01\n")), "X303");
    EXPECT_EQ(code_of(read("Table 5: Authorized entities\nName,\xEF\xBF\xBE\n")), "X303");
}

TEST(read_csv, names_what_it_does_not_support) {
    EXPECT_EQ(code_of(read("hello, world\n")), "X305");
    EXPECT_EQ(code_of(read("Name,Country of incorporation,Identification number,Conditions,Change and revocation "
                           "conditions\nA,CHE,1,,\n")),
              "X504");
}

}  // namespace
}  // namespace a6::checker
