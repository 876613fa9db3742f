// Every file of cases/xml_gate shows one behaviour that parsers accept or differ on. Its name begins with the expected
// code, or with `ok`.

#include "checker/xml_gate.hpp"
#include "checker/xml_document.hpp"

#include "tests/support/reading.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace a6::checker {
namespace {

using test_support::load;

std::vector<std::string> case_files() {
    std::vector<std::string> names;
    for (auto const& entry : std::filesystem::directory_iterator(A6_TEST_DIR "/checker/cases/xml_gate")) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

class xml_gate_case : public testing::TestWithParam<std::string> {};

TEST_P(xml_gate_case, gives_its_code) {
    std::string const expected = GetParam().substr(0, GetParam().find('_'));
    xml_parse_result const result = xml_document::parse(load(A6_TEST_DIR "/checker/cases/xml_gate/" + GetParam()));
    EXPECT_EQ(result.error ? result.error->code : "ok", expected)
        << (result.error ? result.error->message.english() : "");
    EXPECT_EQ(result.document == nullptr, result.error.has_value());
    if (result.error) {
        EXPECT_FALSE(result.error->message.empty());
        EXPECT_FALSE(result.error->help.empty());
        EXPECT_GE(result.error->line, 1U);
        EXPECT_GE(result.error->column, 1U);
    }
}

std::string test_name(testing::TestParamInfo<std::string> const& info) {
    std::string name = info.param.substr(0, info.param.rfind('.'));
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(files, xml_gate_case, testing::ValuesIn(case_files()), test_name);

std::string repeat(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

TEST(xml_gate, tells_line_and_column_in_characters) {
    gate_result const result = check_xml_bytes("<a>\n  <b>é&nope;</b>\n</a>");
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->code, "X106");
    EXPECT_EQ(result.error->line, 2U);
    EXPECT_EQ(result.error->column, 7U);
}

TEST(xml_gate, refuses_deep_nesting_at_the_limit_and_at_once) {
    EXPECT_FALSE(check_xml_bytes(repeat("<a>", 64) + repeat("</a>", 64)).error);
    EXPECT_EQ(check_xml_bytes(repeat("<a>", 65) + repeat("</a>", 65)).error->code, "X108");
    EXPECT_EQ(check_xml_bytes(repeat("<a>", 100'000) + repeat("</a>", 100'000)).error->code, "X108");
    EXPECT_EQ(check_xml_bytes(repeat("<a>", 100'000)).error->code, "X108");
}

TEST(xml_gate, counts_nodes) {
    gate_limits few;
    few.nodes = 11;
    EXPECT_FALSE(check_xml_bytes("<a>" + repeat("<b/>", 10) + "</a>", few).error);
    EXPECT_EQ(check_xml_bytes("<a>" + repeat("<b/>", 11) + "</a>", few).error->code, "X109");
    EXPECT_EQ(check_xml_bytes("<a>" + repeat("<!--x-->", 11) + "</a>", few).error->code, "X109");
    std::string attributes;
    for (int i = 0; i < 65; ++i) attributes += " a" + std::to_string(i) + "=''";
    EXPECT_EQ(check_xml_bytes("<a" + attributes + "/>").error->code, "X109");
}

TEST(xml_gate, refuses_by_size) {
    gate_limits small;
    small.bytes = 8;
    EXPECT_FALSE(check_xml_bytes("<abcde/>", small).error);
    EXPECT_EQ(check_xml_bytes("<abcdef/>", small).error->code, "X101");
}

TEST(xml_gate, refuses_every_control_character_wherever_it_stands) {
    for (int c = 0; c < 32; ++c) {
        if (c == '\t' || c == '\n' || c == '\r') continue;
        for (std::size_t before = 0; before < 9; ++before) {
            std::string const text = "<a>" + std::string(before, 'x') + static_cast<char>(c) + "xxxxxxxxx</a>";
            ASSERT_TRUE(check_xml_bytes(text).error) << c << ' ' << before;
            EXPECT_EQ(check_xml_bytes(text).error->code, "X105");
        }
    }
}

TEST(xml_gate, tells_of_characters_before_markup_however_large_the_text) {
    for (std::size_t const rows : {10U, 300'000U}) {
        std::string const text = "<a><b><c/>" + repeat("<r>x</r>\n\n\n\n\n\n\n\n", rows);
        EXPECT_EQ(check_xml_bytes(text + "</b></a>").error.has_value(), false);
        gate_result const wrong = check_xml_bytes(text + "</c>\xFF</a>");
        ASSERT_TRUE(wrong.error);
        EXPECT_EQ(wrong.error->code, "X104");
        EXPECT_EQ(wrong.error->line, 8 * rows + 1);
        EXPECT_EQ(wrong.error->column, 5U);
        EXPECT_EQ(check_xml_bytes(text + "</c></a>").error->code, "X110");
    }
}

TEST(xml_gate, takes_no_name_for_another_that_begins_like_it) {
    std::string const known = repeat("<ab/><abcdefgh/><abcdefghi/><a/>", 3);
    auto const gate = [&](std::string const& rest) {
        auto const result = check_xml_bytes("<r>" + known + rest + "</r>");
        return result.error ? result.error->code : "ok";
    };
    for (std::string const name :
         {"a", "ab", "abc", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghij", "ac", "abcdefgx"}) {
        EXPECT_EQ(gate('<' + name + "></" + name + '>'), "ok") << name;
        EXPECT_EQ(gate('<' + name + ">x</" + name + "x>"), "X110") << name;
        EXPECT_EQ(gate('<' + name + "\">x</" + name + '>'), "X110") << name;
    }
    // Attributes beside a known name.
    EXPECT_EQ(gate("<ab x='1'/><ab x='1' x='2'/>"), "X112");
}

TEST(xml_gate, copes_with_more_names_than_it_remembers) {
    std::string names;
    for (int i = 0; i < 10'000; ++i) names += "<n" + std::to_string(i) + "/>";
    EXPECT_EQ(check_xml_bytes("<r>" + names + names + "</r>").error.has_value(), false);
}

TEST(xml_gate, finds_every_token_wherever_it_stands_in_a_long_text) {
    for (std::size_t before = 32'700; before < 32'800; ++before) {
        std::string const text = "<a>&amp;<b/>" + std::string(before, 'x');
        EXPECT_EQ(check_xml_bytes(text + "&amp;</a>").error.has_value(), false);
        EXPECT_EQ(check_xml_bytes(text + "&nope;</a>").error->code, "X106");
        EXPECT_EQ(check_xml_bytes(text + "]]></a>").error->code, "X110");
        EXPECT_EQ(check_xml_bytes(text + "]]</a>").error.has_value(), false);
    }
}

TEST(xml_gate, survives_truncation_anywhere) {
    std::string const whole =
        "<?xml version='1.0'?><!--c--><a x=\"1\"><b>t&amp;&#xE9;</b><?p q?><c><![CDATA[d]]></c></a>";
    EXPECT_FALSE(check_xml_bytes(whole).error);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        EXPECT_TRUE(check_xml_bytes(whole.substr(0, length)).error) << length;
    }
}

TEST(xml_document, resolves_namespaces) {
    auto const result =
        xml_document::parse("<p:a xmlns:p='u:1' xmlns='u:2'><b/><c xmlns='u:3'><p:d xml:lang='en'/></c></p:a>");
    ASSERT_TRUE(result.document);
    xml_element const root = result.document->root();
    EXPECT_EQ(root.name(), "a");
    EXPECT_EQ(root.qualified_name(), "p:a");
    EXPECT_EQ(root.space(), "u:1");
    EXPECT_EQ(root.child("b").space(), "u:2");
    EXPECT_EQ(root.child("c").space(), "u:3");
    EXPECT_EQ(root.child("c").child("d").space(), "u:1");
    EXPECT_EQ(root.child("c").child("d").attribute("lang"), "en");
    EXPECT_EQ(root.child("c").child("d").attributes().at(0).space, "http://www.w3.org/XML/1998/namespace");
}

TEST(xml_document, gives_texts_and_offsets_of_the_original) {
    std::string const text = "\xEF\xBB\xBF<a>\n <b>x&amp;y</b> <c> </c><d/></a>";
    auto const result = xml_document::parse(text);
    ASSERT_TRUE(result.document);
    xml_element const b = result.document->root().first_child();
    EXPECT_EQ(b.text(), "x&y");
    EXPECT_EQ(b.offset(), text.find("<b>"));
    EXPECT_EQ(b.text_offset(), text.find("x&"));
    EXPECT_EQ(b.next().text(), " ");
    EXPECT_FALSE(b.next().next().has_text());
    EXPECT_FALSE(b.next().next().next());
}

TEST(xml_gate, tells_a_file_that_was_cut_wherever_it_was) {
    std::string const text = "<a><b x=\"1\">text</b><!-- c --><![CDATA[d]]><?e f?></a>";
    for (std::size_t end = 4; end < text.size(); ++end) {
        auto const result = check_xml_bytes(text.substr(0, end));
        ASSERT_TRUE(result.error) << end;
        EXPECT_EQ(result.error->message.english().substr(0, 27), "the file ends inside the el") << text.substr(0, end);
        EXPECT_EQ(result.error->column, end + 1) << "the place of the cut";
    }
    // Something else is wrong with these.
    EXPECT_NE(check_xml_bytes("<a>1 < 2</a>").error->message.english().substr(0, 13), "the file ends");
    EXPECT_NE(check_xml_bytes("<a><b</a>").error->message.english().substr(0, 13), "the file ends");
}

}  // namespace
}  // namespace a6::checker
