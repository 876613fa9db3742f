// The review document: nothing that was filed comes to life in it, and what it leaves out is counted.

#include "reports/review.hpp"
#include "reports/review/assets.hpp"
#include "reports/review/page.hpp"
#include "reports/review/pixels.hpp"
#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace a6::reports {
namespace {

std::string written(std::string_view format, run_report const& report, write_options const& options = {}) {
    std::ostringstream out;
    find_format(format)->write(report, options, out);
    return out.str();
}

bool contains(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::size_t count(std::string const& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
    return found;
}

// The tags of a document, each with the names of its attributes; style and script left out.
std::vector<std::string> tags(std::string const& document) {
    std::vector<std::string> out;
    for (std::size_t at = document.find('<'); at != std::string::npos; at = document.find('<', at)) {
        std::string tag;
        char quote = '\0';
        bool name = true;
        for (++at; at < document.size() && (quote != '\0' || document[at] != '>'); ++at) {
            char const c = document[at];
            if (quote != '\0') {
                if (c == quote) quote = '\0';
                continue;
            }
            if (c == '"' || c == '\'') quote = c;
            if (c == '=') name = false;
            if (std::isspace(static_cast<unsigned char>(c))) {
                name = true;
                tag += ' ';
            } else if (name) {
                tag += c;
            }
        }
        if (at < document.size() && document[at - 1] == '/') tag += '/';
        out.push_back(tag);
        for (std::string const& raw : std::vector<std::string>{"style", "script"})
            if (tag == raw) at = document.find("</" + raw + ">", at);
        if (at == std::string::npos) break;
    }
    return out;
}

TEST(html_document, hostile_texts_change_no_tag_and_no_attribute) {
    std::string const plain = written("html", reviewed(" harmless"));
    for (std::string const& words : std::vector<std::string>{
             "<script>alert(1)</script>", "</script><script>alert(1)</script>", "</style><style>",
             "\"><img src=x onerror=alert(1)>", "' onclick='alert(1)", "<!--", "-->", "]]>", "&lt;b&gt;", "{}", "{0}",
             "<a href=javascript:alert(1)>", "</textarea>", "</svg><b>", "\n\r\t", "</title><b>"}) {
        SCOPED_TRACE(words);
        EXPECT_EQ(tags(written("html", reviewed(words))), tags(plain));
    }
}

TEST(html_document, tags_are_told_apart_by_the_test_above) {
    EXPECT_NE(tags("<p>x</p>"), tags("<p><b>x</b></p>"));
    EXPECT_NE(tags("<p class=\"a\">"), tags("<p class=\"a\" onclick=\"b\">"));
    EXPECT_EQ(tags("<p class=\"a > b\">"), tags("<p class=\"c\">"));
}

TEST(html_document, every_element_that_is_opened_is_closed) {
    std::set<std::string> const alone{"!DOCTYPE", "meta", "link", "br", "input"};
    for (sample const& s : samples()) {
        SCOPED_TRACE(s.name);
        std::vector<std::string> open;
        for (std::string const& tag : tags(written("html", s.report))) {
            std::string const name = tag.substr(0, tag.find_first_of(" /", 1));
            if (tag.front() == '/') {
                ASSERT_FALSE(open.empty()) << tag;
                ASSERT_EQ(tag.substr(1), open.back());
                open.pop_back();
            } else if (!alone.count(name) && tag.back() != '/') {
                open.push_back(name);
            }
        }
        EXPECT_TRUE(open.empty());
    }
}

TEST(html_document, asks_for_nothing_outside) {
    for (sample const& s : samples()) {
        std::string const out = written("html", s.report);
        EXPECT_TRUE(contains(out, "default-src &#39;none&#39;; style-src &#39;sha256-")) << s.name;
        EXPECT_EQ(count(out, "<script"), 1U) << s.name;
        EXPECT_EQ(count(out, " style="), 0U) << s.name;
        for (std::string const& tag : tags(out))
            EXPECT_FALSE(contains(tag, " src") || contains(tag, " on")) << s.name << ' ' << tag;
        for (std::string_view const text : {"@import", "http:", "https:"}) {
            EXPECT_FALSE(contains(std::string{review_style}, text));
            EXPECT_FALSE(contains(std::string{review_script}, text));
        }
    }
}

TEST(html_document, links_lead_to_places_that_are_there_once) {
    for (sample const& s : samples()) {
        SCOPED_TRACE(s.name);
        std::string const out = written("html", s.report);
        std::multiset<std::string> ids;
        for (std::size_t at = out.find(" id=\""); at != std::string::npos; at = out.find(" id=\"", at + 1))
            ids.insert(out.substr(at + 5, out.find('"', at + 5) - at - 5));
        for (std::string const& id : ids) EXPECT_EQ(ids.count(id), 1U) << id;
        for (std::size_t at = out.find("href=\"#"); at != std::string::npos; at = out.find("href=\"#", at + 1)) {
            std::string const target = out.substr(at + 7, out.find('"', at + 7) - at - 7);
            EXPECT_TRUE(ids.count(target)) << target;
        }
    }
}

TEST(html_document, headings_go_down_one_level_at_a_time) {
    for (sample const& s : samples()) {
        int last = 0;
        for (std::string const& tag : tags(written("html", s.report)))
            if (tag.size() >= 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6') {
                EXPECT_LE(tag[1] - '0', last + 1) << s.name << ' ' << tag;
                last = tag[1] - '0';
            }
    }
}

TEST(html_document, says_first_what_could_not_be_checked_and_never_passes_it) {
    auto const verdict = [](run_report const& r) {
        std::string const out = written("html", r);
        std::size_t const at = out.find("<p class=\"verdict ");
        return out.substr(at + 18, out.find('<', at + 1) - at - 18);
    };
    EXPECT_EQ(verdict(sample_report("rejected_input")), "error\">Not everything that was given could be checked.");
    EXPECT_EQ(verdict(sample_report("undecided_only")),
              "open\">No inconsistency was identified, but not everything could be decided.");
    EXPECT_EQ(verdict(sample_report("nothing_found")),
              "good\">No inconsistency was identified in what rules can check.");
    EXPECT_EQ(verdict(run_report{}), "open\">No filing was checked.");
    run_report waived = sample_report("nothing_found");
    waived.findings = {sample_report("all_kinds").findings.front()};
    waived.findings.front().waived = waiver{};
    waived.errors = waived.waived = 1;
    EXPECT_EQ(verdict(waived), "open\">Inconsistencies were identified; all of them are set aside by waivers.");
    waived.findings.front().waived.reset();
    EXPECT_EQ(verdict(waived), "error\">Inconsistencies were identified.");
    run_report both = sample_report("rejected_input");
    both.errors = 1;
    EXPECT_EQ(verdict(both),
              "error\">Inconsistencies were identified, and not everything that was given could be checked.");
}

TEST(html_document, counts_exactly_the_findings_that_it_does_not_list) {
    run_report const& many = sample_report("many_findings");
    std::uint64_t const all = many.errors + many.warnings + many.queries;
    for (std::size_t const per_rule : {1U, 5U, 1000U}) {
        write_options options;
        options.findings_per_rule = per_rule;
        std::string const out = written("html", many, options);
        std::size_t const listed = count(out, "<article class=\"finding");
        std::string const rest = std::to_string(all - listed) + " more findings are counted and not shown here";
        EXPECT_TRUE(contains(out, rest)) << rest;
    }
    write_options all_listed;
    all_listed.findings_per_rule = 0;
    EXPECT_EQ(count(written("html", many, all_listed), "<article class=\"finding"), many.findings.size());
}

TEST(html_document, texts_of_filings_are_bounded) {
    run_report r = sample_report("questions");
    passage long_one = r.questions.front().passages.front();
    long_one.text = std::string(10'000, 'x');
    r.questions.front().passages.assign(12, long_one);
    r.questions.resize(1);
    std::string const one = written("html", r);
    EXPECT_LT(one.size(), 120'000U);
    EXPECT_TRUE(contains(one, "... and 6000 more characters"));
    for (int i = 0; i < 200; ++i) r.questions.push_back(r.questions.front());
    EXPECT_LT(written("html", r).size(), most_characters + 1'500'000U);
}

TEST(html_document, cells_show_findings_and_the_row_of_the_other_party) {
    std::string const out = written("html", sample_report("reviewed"));
    EXPECT_TRUE(contains(out, "<td class=\"error\">CA0101-GHA01-GHA-1-2023 <a class=\"ref error\" href=\"#f1\""));
    EXPECT_TRUE(
        contains(out, "<tr class=\"other\"><th scope=\"row\">CHE <a href=\"#r1-2-1\">CHE_2025.xml, line 12</a>"));
    EXPECT_TRUE(contains(out, "99998 more rows of this table are not shown"));
    EXPECT_TRUE(contains(out, "Empty in all of these rows: Empty"));
}

TEST(html_document, a_chart_tells_nothing_that_its_table_does_not) {
    std::string const out = written("html", sample_report("reviewed"));
    EXPECT_EQ(count(out, "<svg role=\"img\""), 3U);  // one Party, two years of flows
    EXPECT_TRUE(contains(out, "class=\"band agreed\""));
    EXPECT_TRUE(contains(out, "class=\"band against\""));
    EXPECT_TRUE(contains(out, "class=\"band unheard\""));
    EXPECT_TRUE(contains(out, "<title>GHA to CHE, Both report: 1 460</title>"));
    // What is confidential or not available has no height.
    EXPECT_TRUE(contains(out, "<rect class=\"unknown\""));
    EXPECT_EQ(count(out, "height=\"7\"><title>2025"), 2U);
}

TEST(markdown_review, goes_by_party_and_outline) {
    std::vector<std::string> headings;
    std::istringstream lines{written("review", sample_report("reviewed"))};
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("## ") || line.starts_with("### ")) headings.push_back(line);
    std::vector<std::string> const outline{"### Abbreviations and acronyms", "### I. Introduction and summary",
                                           "### II. Technical review of the information reported",
                                           "### III. Conclusions and recommendations",
                                           "### Annex: documents and information received and used during the review"};
    std::vector<std::string> expected;
    for (std::string const& title :
         std::vector<std::string>{"## CHE, Switzerland: regular information", "## GHA, Ghana: regular information",
                                  "## SGP, Singapore: regular information"}) {
        expected.push_back(title);
        expected.insert(expected.end(), outline.begin(), outline.end());
    }
    EXPECT_EQ(headings, expected);
}

// As many as the page shows, and all other filings no more than once over.
TEST(markdown_review, is_bounded_and_says_what_it_leaves_out) {
    run_report r = reviewed("", false);
    question const one = r.questions.front();
    r.questions.assign(1'000, one);
    filing_outcome other = r.filings.back();
    other.party = "XXX";
    for (int n = 0; n < 200; ++n) {
        other.file = "other" + std::to_string(n) + ".xml";
        r.filings.push_back(other);
    }
    std::string const review = written("review", r);
    EXPECT_EQ(count(review, "- [ ] "), 800U);
    EXPECT_TRUE(contains(review, "Of 1000 questions the first 800 are shown"));
    EXPECT_TRUE(contains(review, "more filings of other Parties were checked together with these."));
    EXPECT_TRUE(contains(review, "Tick a box when the question is answered"));
}

TEST(markdown_review, says_where_a_failure_is_and_what_mends_it) {
    std::string const review = written("review", reviewed("", false));
    EXPECT_TRUE(contains(review, "broken.xml, line 57: the document ends inside")) << review.substr(0, 3000);
    EXPECT_TRUE(contains(review, "(X103); remedy: file the whole document")) << review.substr(0, 3000);
}

TEST(markdown_review, hostile_texts_add_no_heading_and_no_tag) {
    auto const structure = [](std::string const& words) {
        std::string out;
        std::istringstream lines{written("review", reviewed(words))};
        for (std::string line; std::getline(lines, line);)
            out += line.substr(0, line.find_first_not_of("#-|*1234567890. >")) + '\n';
        return out;
    };
    std::string const plain = structure(" x");
    for (std::string const& words :
         std::vector<std::string>{" \n# owned", " | a | b", "\n- [x] done", "<script>", "](http://x)", "\n\n1. x"})
        EXPECT_EQ(structure(words), plain) << words;
    EXPECT_FALSE(contains(written("review", reviewed("<script>")), " <script>"));
}

TEST(pixels, are_whole_numbers_from_exact_digits) {
    EXPECT_EQ(whole_part("1234.9"), 1234U);
    EXPECT_EQ(whole_part("-5"), 0U);
    EXPECT_EQ(whole_part("0"), 0U);
    EXPECT_EQ(whole_part("[confidential]"), std::nullopt);
    EXPECT_EQ(whole_part(""), std::nullopt);
    EXPECT_EQ(whole_part("12x"), std::nullopt);
    EXPECT_EQ(whole_part("99999999999999999999"), std::nullopt);
    EXPECT_EQ(pixels(50, 100, 150), 75U);
    EXPECT_EQ(pixels(1, 1'000'000, 150), 0U);
    EXPECT_EQ(pixels(500'000'000'000'000, 1'000'000'000'000'000, 200), 100U);
    EXPECT_EQ(round_step(1, 4), 1U);
    EXPECT_EQ(round_step(1700, 4), 500U);
    EXPECT_EQ(round_step(1'000'000'000'000'000, 4), 500'000'000'000'000U);
}

}  // namespace
}  // namespace a6::reports
