// A rulebook in another language: what people read is translated, what is compared stays as it is.

#include "dsl/translate.hpp"
#include "dsl/parse.hpp"
#include "dsl/rulebook.hpp"
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

namespace a6::dsl {
namespace {

using dictionary = std::map<std::string, std::string>;

translator speaks(dictionary const& words) {
    return [words](std::string_view text) -> std::optional<translated_text> {
        auto const found = words.find(std::string(text));
        if (found == words.end()) return std::nullopt;
        return translated_text{found->second, "xx/rulebook.po:7"};
    };
}

load_result load(std::string const& text, dictionary const& words) {
    return load_rulebook(
        {{"base.a6", test_support::read_file(test_support::test_path("dsl/cases/lower/base.a6"))}, {"text.a6", text}},
        speaks(words));
}

std::string rendered(load_result const& loaded) {
    std::string out;
    for (auto const& problem : loaded.problems.sorted()) out += render(problem, loaded.files);
    return out;
}

std::string rule(std::string const& body) {
    return "rule X-1 \"Rows are small\" { implements Q-1 for each r in Rows severity error class mismatch " + body +
           " }\n";
}

std::string const one_message = rule("require r.Number < 3 at r message \"{r.Name} has {r.Number}, {r.Share} more\"");

// The pieces of the message: literals, and the places of holes.
std::string shape(message_template const& m) {
    std::string out;
    for (auto const& piece : m) out += piece.hole == no_node ? piece.literal : '<' + std::to_string(piece.place) + '>';
    return out;
}

norm const& only_norm(load_result const& loaded) { return loaded.book->rules.front().instances.front().norms.front(); }

TEST(translate, puts_holes_in_the_order_of_the_language) {
    auto const loaded =
        load(one_message, {{"{r.Name} has {r.Number}, {r.Share} more", "{r.Share} mehr: {r.Number} bei {r.Name}"}});
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    EXPECT_EQ(shape(only_norm(loaded).message), "<2> mehr: <1> bei <0>");
    auto const plain = load(one_message, {});
    EXPECT_EQ(shape(only_norm(plain).message), "<0> has <1>, <2> more");
    // The same expressions: the plans have the same nodes.
    ASSERT_EQ(plain.book->plan.nodes.size(), loaded.book->plan.nodes.size());
}

TEST(translate, leaves_a_text_without_translation_as_it_is) {
    auto const loaded = load(one_message, {{"Rows are small", "Zeilen sind klein"}});
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    EXPECT_EQ(loaded.book->rules.front().title, "Zeilen sind klein");
    EXPECT_EQ(shape(only_norm(loaded).message), "<0> has <1>, <2> more");
}

TEST(translate, refuses_other_holes_than_those_of_the_text_and_names_the_place) {
    std::string const text = "{r.Name} has {r.Number}, {r.Share} more";
    for (auto const& [translation, why] : std::map<std::string, std::string>{
             {"{r.Name} hat {r.Number}", "lacks `{r.Share}`"},
             {"{r.Name} {r.Name} {r.Number} {r.Share}", "has `{r.Name}`, which the text has not, or not as often"},
             {"{r.Name} {r.Number + 1} {r.Share}", "has `{r.Number + 1}`"},
             {"{r.Name} {r.Number} {r.Share", "is no message"},
             {"{r.Name} {} {r.Share}", "is no message"},
             {"{r.Name}\n{r.Number} {r.Share}", "is no message"}}) {
        auto const loaded = load(one_message, {{text, translation}});
        EXPECT_FALSE(loaded.book) << translation;
        EXPECT_NE(rendered(loaded).find("error[R408]"), std::string::npos) << rendered(loaded);
        EXPECT_NE(rendered(loaded).find("the translation at xx/rulebook.po:7 " + why), std::string::npos)
            << rendered(loaded);
        EXPECT_NE(rendered(loaded).find("text.a6:1:"), std::string::npos) << "where the text stands";
    }
}

TEST(translate, texts_shown_by_a_hole_are_texts_of_their_own) {
    std::string const text =
        "define pace(n : integer) : text = if n > 1 then \"fast\" else slow(n)\n"
        "define slow(n : integer) : text = if n > 0 then \"slow\" else \"still\"\n" +
        rule(
            "let turn = if r.Number > 1 then \"left\" else \"right\" "
            "require pace(r.Number) != \"fast\" and turn = \"left\" at r "
            "message \"{r.Name}: {pace(r.Number)}, {turn}, {if r.Number = 1 then \\\"one\\\" else r.Name}\"");
    dictionary const words{{"{r.Name}: {pace(r.Number)}, {turn}, {if r.Number = 1 then \"one\" else r.Name}",
                            "{if r.Number = 1 then \"one\" else r.Name} {turn} {pace(r.Number)} {r.Name}"},
                           {"fast", "schnell"},
                           {"slow", "langsam"},
                           {"still", "stehend"},
                           {"left", "links"},
                           {"right", "rechts"},
                           {"one", "eins"}};
    auto const loaded = load(text, words);
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    std::vector<std::string> said, compared;
    auto const& plan = loaded.book->plan;
    auto const collect = [&](node_id root, std::vector<std::string>& out) {
        std::vector<node_id> open{root};
        while (!open.empty()) {
            node const x = plan.nodes[open.back()];
            open.pop_back();
            if (x.code == op::constant && x.type.k == kind::text) out.push_back(plan.constants[x.payload].text);
            for (std::uint32_t i = 0; i < x.child_count; ++i) open.push_back(plan.children[x.first_child + i]);
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
    };
    for (auto const& piece : only_norm(loaded).message)
        if (piece.hole != no_node) collect(piece.hole, said);
    collect(only_norm(loaded).condition, compared);
    EXPECT_EQ(said, (std::vector<std::string>{"eins", "langsam", "links", "rechts", "schnell", "stehend"}));
    EXPECT_EQ(compared, (std::vector<std::string>{"fast", "left", "right", "slow", "still"}))
        << "conditions keep their words";
}

TEST(translate, labels_are_for_people_headings_for_reading) {
    dictionary const words{{"Number", "Zahl"}, {"Rows", "Zeilen"}, {"vert", "grün"}, {"t", "Tonne"}, {"main", "Haupt"}};
    auto const loaded = load(rule("require label(r.Number) = \"Number\" at r message \"{label(r.Number)}\""), words);
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    auto const& model = loaded.book->model;
    auto const& table = model.tables[model.find_table("Rows")];
    auto const& number = table.fields[table.find_field("Number")];
    EXPECT_EQ(number.label, "Zahl");
    EXPECT_EQ(number.heading, "Number");
    EXPECT_EQ(table.label, "Zeilen");
    EXPECT_EQ(table.heading, "Rows");
    EXPECT_EQ(table.title, "Rows") << "titles are found in workbooks";
    EXPECT_EQ(model.units[model.find_unit("tonne")].label, "Tonne");
    EXPECT_EQ(model.reports[0].words, "Haupt");
    auto const& green = model.lists[model.find_list("Colour")].codes[1];
    EXPECT_EQ(green.label, "grün");
    EXPECT_EQ(green.named, std::vector<std::string>{"vert"}) << "what is accepted stays";
    // A condition asks for the heading: it holds in every language.
    auto const& message = only_norm(loaded).message;
    ASSERT_EQ(message.size(), 1U);
    auto const& plan = loaded.book->plan;
    EXPECT_EQ(plan.constants[plan.nodes[message[0].hole].payload].text, "Zahl");
    node const& condition = plan.nodes[only_norm(loaded).condition];
    for (std::uint32_t i = 0; i < condition.child_count; ++i)
        EXPECT_EQ(plan.constants[plan.nodes[plan.children[condition.first_child + i]].payload].text, "Number");
}

TEST(translate, a_document_is_called_by_its_party_and_year) {
    auto const loaded = load(
        "document main(who : text, first : year) each y in [first .. first]\n"
        "    when false message \"the report of {who} for {y}\"\n"
        "document other(who : text, first : year) each y in [first .. first]\n"
        "    when false message \"{who} {y} {length(who)}\"\n",
        {{"the report of {who} for {y}", "für {y} der Bericht von {who}"}});
    ASSERT_TRUE(loaded.book) << rendered(loaded);
    ASSERT_NE(loaded.book->find_document("main"), nullptr);
    EXPECT_EQ(loaded.book->find_document("main")->of("CHE", "2024"), "für 2024 der Bericht von CHE");
    EXPECT_EQ(loaded.book->find_document("other"), nullptr) << "it says more than a Party and a year";
}

TEST(translate, lists_every_text_for_people_with_its_place) {
    source_file const source(
        "text.a6",
        "define pace(n : integer) : text = if n > 1 then \"fast\" else \"\"\n"
        "list Colour \"Colours\" { code \"red\" named \"rouge\" named \"rot\" also \"rde\" }\n"
        "report AnnualReport \"Report\" { header Head }\n" +
            rule("require r.Number < 3 presupposing known(r.Number) otherwise \"its number\", \"{r.Name}: {r.Day}\"\n"
                 "at r message \"{pace(r.Number)} {r.Name}\" remedy \"Mend it.\""));
    diagnostics problems;
    std::vector<syntax::file> files;
    files.push_back(parse(source, 0, problems));
    std::vector<std::string> texts;
    for (auto const& t : texts_for_people(files))
        texts.push_back(std::to_string(source.position(t.at.where.begin).line) + ' ' + t.what + ": " + t.text +
                        (t.is_need ? " (need)" : ""));
    EXPECT_EQ(texts, (std::vector<std::string>{"2 title of list Colour: Colours", "2 name of red in list Colour: rouge",
                                               "3 name of report AnnualReport: annual report",
                                               "3 title of report AnnualReport: Report",
                                               "4 title of X-1: Rows are small", "4 need of X-1: its number (need)",
                                               "1 value in message of X-1: fast", "5 remedy of X-1: Mend it."}))
        << "a text without a letter of its own is in no language";
}

}  // namespace
}  // namespace a6::dsl
