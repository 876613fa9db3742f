#include "checker/zip_archive.hpp"

#include "tests/support/reading.hpp"
#include "tests/support/zip_builder.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

using test_support::code_of;
using test_support::make_zip;
using test_support::read;

constexpr std::string_view local_header("PK\x03\x04", 4);
constexpr std::string_view central_header("PK\x01\x02", 4);

void put(std::string& bytes, std::size_t at, std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) bytes.at(at + i) = static_cast<char>(value >> (8 * i) & 0xFF);
}

// Writes a field of the headers of every part.
void patch(std::string& bytes, std::size_t local_offset, std::size_t central_offset, std::uint64_t value,
           std::size_t size) {
    for (std::size_t at = bytes.find(local_header); at != std::string::npos; at = bytes.find(local_header, at + 4))
        put(bytes, at + local_offset, value, size);
    for (std::size_t at = bytes.find(central_header); at != std::string::npos; at = bytes.find(central_header, at + 4))
        put(bytes, at + central_offset, value, size);
}

void claim_size(std::string& bytes, std::uint64_t size) { patch(bytes, 22, 24, size, 4); }

TEST(zip_archive, reads_parts) {
    std::string const bytes = make_zip({{"a.txt", "alpha"}, {"b/c.txt", std::string(100'000, 'x')}});
    auto const opened = zip_archive::open(bytes);
    ASSERT_TRUE(opened.archive);
    EXPECT_EQ(opened.archive->names(), (std::vector<std::string>{"a.txt", "b/c.txt"}));
    EXPECT_EQ(opened.archive->read("a.txt").bytes, "alpha");
    EXPECT_EQ(opened.archive->read("b/c.txt").bytes->size(), 100'000U);
    EXPECT_EQ(opened.archive->read("none").error->code, "X210");
}

TEST(zip_archive, refuses_a_bomb_by_its_honest_header) {
    std::string bytes = make_zip({{"[Content_Types].xml", "<a/>"}, {"xl/workbook.xml", std::string(1'000'000, '\0')}});
    claim_size(bytes, 0xF0000000U);
    auto const opened = zip_archive::open(bytes);
    ASSERT_TRUE(opened.archive);
    EXPECT_EQ(opened.archive->read("xl/workbook.xml").error->code, "X207");
    EXPECT_EQ(code_of(read(bytes)), "X207");
}

TEST(zip_archive, refuses_a_bomb_with_a_lying_header) {
    std::string bytes = make_zip({{"xl/workbook.xml", std::string(50'000'000, '\0')}});
    claim_size(bytes, 100);
    auto const opened = zip_archive::open(bytes);
    ASSERT_TRUE(opened.archive);
    zip_part const part = opened.archive->read("xl/workbook.xml");
    ASSERT_TRUE(part.error);
    EXPECT_TRUE(part.error->code == "X207" || part.error->code == "X212") << part.error->code;
}

TEST(zip_archive, refuses_encrypted_parts) {
    std::string bytes = make_zip({{"xl/workbook.xml", "<a/>"}});
    patch(bytes, 6, 8, 1, 2);  // general purpose flag, bit 0
    EXPECT_EQ(zip_archive::open(bytes).error->code, "X205");
    EXPECT_EQ(code_of(read(bytes)), "X205");
}

TEST(zip_archive, refuses_two_parts_of_one_name) {
    std::string bytes = make_zip({{"xl/a.xml", "1"}, {"xl/b.xml", "2"}});
    for (std::size_t at = bytes.find("xl/b.xml"); at != std::string::npos; at = bytes.find("xl/b.xml"))
        bytes[at + 3] = 'a';
    EXPECT_EQ(zip_archive::open(bytes).error->code, "X209");
}

TEST(zip_archive, refuses_what_is_truncated_at_any_place) {
    std::string const whole = test_support::load(A6_TEST_DIR "/filings/valid/CHE_2025_1.0.xlsx");
    ASSERT_GT(whole.size(), 1000U);
    for (std::size_t length = 0; length < whole.size(); length += 97) {
        EXPECT_NE(code_of(read(whole.substr(0, length))), "ok") << length;
    }
}

TEST(zip_archive, survives_flipped_bytes) {
    std::string const whole = test_support::load(A6_TEST_DIR "/filings/valid/CHE_2025_1.0.xlsx");
    for (std::size_t at = 0; at < whole.size(); at += 41) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
        auto const result = read(bytes);
        EXPECT_EQ(result.errors.empty(), result.filing != nullptr) << at;
    }
}

TEST(zip_archive, refuses_a_damaged_part) {
    std::string bytes = make_zip({{"xl/workbook.xml", std::string(1000, 'x')}});
    patch(bytes, 14, 16, 0x12345678, 4);  // checksum
    auto const opened = zip_archive::open(bytes);
    ASSERT_TRUE(opened.archive);
    EXPECT_EQ(opened.archive->read("xl/workbook.xml").error->code, "X212");
}

TEST(zip_archive, refuses_too_many_parts) {
    test_support::zip_parts parts;
    for (int i = 0; i < 4097; ++i) parts.emplace_back(std::to_string(i), "");
    EXPECT_EQ(zip_archive::open(make_zip(parts)).error->code, "X206");
}

}  // namespace
}  // namespace a6::checker
