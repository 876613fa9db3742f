#include "reports/xml_writer.hpp"
#include "checker/xml_gate.hpp"
#include "reports/uri.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <sstream>
#include <string>

namespace a6::reports {
namespace {

TEST(xml_writer, lays_out_what_it_is_given) {
    std::ostringstream out;
    {
        xml_writer w{out};
        w.begin("a");
        w.attribute("x", "1 < 2 & \"3\"\n");
        w.attribute("n", std::uint64_t{18446744073709551615ULL});
        w.begin("b");
        w.end();
        w.element("c", "first\nsecond <d> & ]]>");
        w.element("e", "");
        w.begin("f");
        w.begin("g");
        w.end();
        w.end();
        w.end();
    }
    EXPECT_EQ(out.str(),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<a x=\"1 &lt; 2 &amp; &quot;3&quot;\\n\" n=\"18446744073709551615\">\n  <b/>\n"
              "  <c>first\nsecond &lt;d&gt; &amp; ]]&gt;</c>\n  <e/>\n  <f>\n    <g/>\n  </f>\n</a>\n");
}

TEST(xml_writer, is_well_formed_whatever_the_texts_hold) {
    std::string every;
    for (int c = 0; c < 0x100; ++c) every += static_cast<char>(c);
    for (std::string const& text : {every, std::string{"\uFFFE\uFFFF\U0001F30D\u202e"}, std::string{"\xed\xa0\x80"},
                                    std::string{"--> ]]> <?x?> <!-- & &amp; &#0;"}}) {
        std::ostringstream out;
        {
            xml_writer w{out};
            w.begin("a");
            w.attribute("x", text);
            w.element("b", text);
            w.end();
        }
        auto const gate = checker::check_xml_bytes(out.str());
        EXPECT_FALSE(gate.error) << gate.error->message << out.str();
        pugi::xml_document document;
        ASSERT_TRUE(document.load_string(out.str().c_str()));
        EXPECT_STRNE(document.child("a").attribute("x").value(), "");
    }
}

TEST(uri, is_a_relative_reference) {
    EXPECT_EQ(file_uri("THA_2025_1.0.xml"), "THA_2025_1.0.xml");
    EXPECT_EQ(file_uri("a b/c%d#e?f.xml"), "a%20b/c%25d%23e%3Ff.xml");
    EXPECT_EQ(file_uri("http:x"), "http%3Ax");
    EXPECT_EQ(file_uri("森.xml"), "%E6%A3%AE.xml");
    EXPECT_EQ(file_uri("\xff\x1b\\"), "%FF%1B%5C");
    EXPECT_EQ(file_uri("/home/x/a.xml"), "a.xml");
    EXPECT_EQ(file_uri("../a/b.xml"), "b.xml");
    EXPECT_EQ(file_uri("a/../b.xml"), "b.xml");
    EXPECT_EQ(file_uri("a..b/c.xml"), "a..b/c.xml");
    EXPECT_EQ(file_uri(".."), ".");
    EXPECT_EQ(file_uri("/"), ".");
}

}  // namespace
}  // namespace a6::reports
