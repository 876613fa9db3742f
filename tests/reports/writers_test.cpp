// What holds for every format: its goldens, and that the same report gives the same bytes.

#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>

namespace a6::reports {

static void PrintTo(report_format const& f, std::ostream* out) { *out << f.name; }

namespace {

std::string extension(std::string_view format) {
    static std::map<std::string_view, std::string> const others = {
        {"text", "txt"},  {"questionnaire", "md"}, {"review", "md"},  {"code-scanning", "sarif"},
        {"junit", "xml"}, {"svrl", "xml"},         {"github", "txt"}, {"lines", "txt"}};
    auto const other = others.find(format);
    return other == others.end() ? std::string{format} : other->second;
}

// What stands between two marks is left out of goldens: style and script have files of their own.
std::string without(std::string text, std::string_view begin, std::string_view end) {
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
        std::size_t const from = at + begin.size();
        if (std::size_t const to = text.find(end, from); to != std::string::npos) text.replace(from, to - from, "...");
    }
    return text;
}

std::string comparable(std::string_view format, std::string text) {
    if (format != "html") return text;
    return without(without(without(std::move(text), "<style>", "</style>"), "<script>", "</script>"), "sha256-",
                   "&#39;");
}

class writers : public testing::TestWithParam<std::tuple<report_format, sample>> {};

TEST_P(writers, match_their_goldens) {
    auto const& [format, sample] = GetParam();
    std::ostringstream out;
    format.write(sample.report, {}, out);
    std::string const folder = "reports/golden/" + std::string{format.name} + '/';
    a6::test_support::expect_golden(folder + sample.name + '.' + extension(format.name),
                                    comparable(format.name, out.str()));

    std::ostringstream again;
    format.write(sample.report, {}, again);
    EXPECT_EQ(again.str(), out.str());
}

TEST_P(writers, never_show_what_is_confidential) {
    auto const& [format, sample] = GetParam();
    std::ostringstream out;
    format.write(sample.report, {}, out);
    EXPECT_EQ(out.str().find("must not be shown"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(all, writers, testing::Combine(testing::ValuesIn(formats()), testing::ValuesIn(samples())),
                         [](auto const& tested) {
                             std::string name{std::get<0>(tested.param).name};
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name + '_' + std::get<1>(tested.param).name;
                         });

TEST(registry, finds_every_format_by_its_name) {
    std::set<std::string_view> names;
    for (report_format const& f : formats()) {
        EXPECT_TRUE(names.insert(f.name).second) << f.name;
        EXPECT_FALSE(f.description.empty()) << f.name;
        ASSERT_NE(find_format(f.name), nullptr);
        EXPECT_EQ(find_format(f.name)->write, f.write);
    }
    EXPECT_EQ(formats().front().name, "text");
    EXPECT_EQ(find_format("no such format"), nullptr);
    EXPECT_EQ(find_format(""), nullptr);
}

TEST(marks, are_those_of_the_decision_word_for_word) {
    EXPECT_STREQ(official_words(consistency_mark::consistent), "Checked, no inconsistencies identified");
    EXPECT_STREQ(official_words(consistency_mark::inconsistent), "Checked, inconsistencies identified");
    EXPECT_STREQ(official_words(consistency_mark::not_available), "Null, information for check not available");
}

}  // namespace
}  // namespace a6::reports
