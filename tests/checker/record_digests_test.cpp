#include "checker/record_digests.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

std::uint32_t id_in(std::string const& text, std::string const& id) {
    return static_cast<std::uint32_t>(text.find(id));
}

TEST(record_digests, stand_behind_their_paragraphs_and_nowhere_else) {
    std::string const text =
        "requirement A-1 \"source \\\"x\\\" para { }\" {\n"
        "    source \"x\" para \"1\" // digest \"left\"\n"
        "    source \"x\"\n"
        "        para \"2\" digest \"0123456789abcdef\"\n"
        "    source \"y\" para \"1\"\n"
        "    note \"source } para\"\n"
        "}\n"
        "requirement A-2 \"b\" { source \"x\" para \"1\" }\n";
    auto const one = with_digests(text, id_in(text, "A-1"),
                                  {{"x", "1", "1111111111111111"}, {"x", "2", "2222222222222222"}, {"z", "1", "3"}});
    EXPECT_EQ(one.written, 2U);
    EXPECT_EQ(one.text,
              "requirement A-1 \"source \\\"x\\\" para { }\" {\n"
              "    source \"x\" para \"1\" digest \"1111111111111111\" // digest \"left\"\n"
              "    source \"x\"\n"
              "        para \"2\" digest \"2222222222222222\"\n"
              "    source \"y\" para \"1\"\n"
              "    note \"source } para\"\n"
              "}\n"
              "requirement A-2 \"b\" { source \"x\" para \"1\" }\n");
    auto const other = with_digests(text, id_in(text, "A-2"), {{"x", "1", "4444444444444444"}});
    EXPECT_EQ(other.text.substr(0, text.find("A-2")), text.substr(0, text.find("A-2")));
    EXPECT_NE(other.text.find("para \"1\" digest \"4444444444444444\" }"), std::string::npos);
}

TEST(record_digests, a_text_in_pieces_is_one) {
    std::string const text = "requirement A-1 \"b\" { source \"x\" \"y\" para \"1\" }";
    EXPECT_EQ(with_digests(text, id_in(text, "A-1"), {{"xy", "1", "d"}}).written, 1U);
}

TEST(record_digests, broken_text_stays_as_it_is) {
    for (std::string const text :
         {"requirement A-1", "requirement A-1 {", "requirement A-1 { source", "A-1 { source \"x\" para"}) {
        auto const r = with_digests(text, id_in(text, "A-1"), {{"x", "1", "d"}});
        EXPECT_EQ(r.text, text);
        EXPECT_EQ(r.written, 0U);
    }
}

}  // namespace
}  // namespace a6::checker
