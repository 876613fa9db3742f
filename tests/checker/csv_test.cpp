#include "checker/csv.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

std::vector<std::vector<std::string>> fields(std::string_view text) {
    csv_result const result = parse_csv(text);
    std::vector<std::vector<std::string>> out;
    if (!result.document) return out;
    for (csv_record const& r : result.document->records) {
        out.emplace_back();
        for (csv_field const& f : r.fields) out.back().emplace_back(f.text);
    }
    return out;
}

using table = std::vector<std::vector<std::string>>;

TEST(csv, understands_every_line_end) {
    table const expected{{"a", "b"}, {"c", "d"}};
    EXPECT_EQ(fields("a,b\nc,d\n"), expected);
    EXPECT_EQ(fields("a,b\r\nc,d"), expected);
    EXPECT_EQ(fields("\xEF\xBB\xBF"
                     "a,b\rc,d\r"),
              expected);
}

TEST(csv, unquotes) {
    EXPECT_EQ(fields("\"a, b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\"\"\n"),
              (table{{"a, b", "say \"hi\"", "two\r\nlines", ""}}));
    EXPECT_EQ(fields("5\" pipe,x\n"), (table{{"5\" pipe", "x"}}));
}

TEST(csv, finds_the_separator) {
    EXPECT_EQ(find_separator("a;b;c,d\n"), ';');
    EXPECT_EQ(find_separator("a\tb"), '\t');
    EXPECT_EQ(find_separator("\"a;b;c;d\",e\n"), ',');
    EXPECT_EQ(find_separator("alone"), ',');
}

TEST(csv, keeps_places) {
    std::string_view const text =
        "\xEF\xBB\xBF"
        "ab,\"c\"\"d\"\nx,\n";
    csv_result const result = parse_csv(text);
    ASSERT_TRUE(result.document);
    auto const& records = result.document->records;
    EXPECT_EQ(records[0].fields[0].at.a, 3U);
    EXPECT_EQ(records[0].fields[1].at.a, 7U);
    EXPECT_EQ(records[0].fields[1].at.b, 4U);
    EXPECT_EQ(records[1].at.a, 13U);
    EXPECT_EQ(records[1].fields[1].at.b, 0U);
}

TEST(csv, refuses_broken_quotes) {
    csv_result const open = parse_csv("a,b\nc,\"d\n");
    ASSERT_TRUE(open.error);
    EXPECT_EQ(open.error->code, "X301");
    EXPECT_EQ(open.error->line, 2U);
    EXPECT_EQ(open.error->column, 3U);
    csv_result const after = parse_csv("\"a\"b,c\n");
    ASSERT_TRUE(after.error);
    EXPECT_EQ(after.error->code, "X302");
}

TEST(csv, splits_a_header_with_undoubled_quotes) {
    auto const header = first_record("\"a\",\"b \"x\" c\",d\n1,2,3");
    ASSERT_EQ(header.size(), 3U);
    EXPECT_EQ(header[1], "b \"x\" c");
}

}  // namespace
}  // namespace a6::checker
