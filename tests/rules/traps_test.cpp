// Traps (traps.txt): each has its proofs, and the proofs exist. Those that concern the rulebook as a whole are here.

#include "tests/support/shipped_rulebook.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace a6;

fs::path const cases_folder = A6_CASES_DIR;
fs::path const tests_folder = cases_folder.parent_path();

dsl::rulebook const& book() { return test_support::shipped_rulebook(); }

std::string text_of(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

struct proof {
    int trap = 0;
    std::string what;
    std::string kind;
    std::string name;
};

std::vector<proof> proofs() {
    static std::regex const form(R"(TRAP-(\d\d) ([^|]{10,}) \| (case|test) (\S+))");
    std::vector<proof> out;
    std::ifstream in(cases_folder / "traps.txt");
    EXPECT_TRUE(in) << "tests/rules/traps.txt cannot be read";
    std::string line;
    while (std::getline(in, line)) {
        if (line.empty() || line.front() == '#') continue;
        std::smatch m;
        bool const fits = std::regex_match(line, m, form);
        EXPECT_TRUE(fits) << "traps.txt: no proof: " << line;
        if (fits) out.push_back({std::stoi(m.str(1)), m.str(2), m.str(3), m.str(4)});
    }
    return out;
}

// suite.name of every test in the sources.
std::set<std::string> tests_in_sources() {
    static std::regex const test(R"(\bTEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\))");
    std::set<std::string> out;
    for (auto const& entry : fs::recursive_directory_iterator(tests_folder)) {
        if (entry.path().extension() != ".cpp") continue;
        std::string const text = text_of(entry.path());
        for (std::sregex_iterator it(text.begin(), text.end(), test), end; it != end; ++it)
            out.insert(it->str(1) + "." + it->str(2));
    }
    return out;
}

// What people may read of a rule: in findings, in what is undecided, in lists and explanations.
struct shown_text {
    std::string where;
    std::string text;
};

// The texts that a hole chooses between.
void add_choices(std::string& text, dsl::node_id hole) {
    dsl::plan const& plan = book().plan;
    dsl::node const& n = plan.nodes[hole];
    if (n.code == dsl::op::constant && plan.constants[n.payload].type.k == dsl::kind::text)
        text += " " + plan.constants[n.payload].text + " ";
    if (n.code == dsl::op::conditional) {
        add_choices(text, plan.child(hole, 1));
        add_choices(text, plan.child(hole, 2));
    }
}

void add_message(std::vector<shown_text>& out, std::string const& where, dsl::message_template const& message) {
    std::string text;
    for (auto const& piece : message) {
        text += piece.literal;
        if (piece.hole != dsl::no_node) add_choices(text, piece.hole);
    }
    out.push_back({where, text});
}

std::vector<shown_text> texts_of_rules() {
    std::vector<shown_text> out;
    for (auto const& rule : book().rules) {
        out.push_back({rule.id + " title", rule.title});
        if (rule.by_reader) {
            add_message(out, rule.id + " message", rule.reader_message);
            out.push_back({rule.id + " remedy", rule.remedy});
        }
        for (auto const& note : rule.notes) out.push_back({rule.id + " note", note});
        for (auto const& instance : rule.instances)
            for (auto const& norm : instance.norms) {
                add_message(out, rule.id + " message", norm.message);
                for (auto const& need : norm.otherwise) add_message(out, rule.id + " otherwise", need.text);
                out.push_back({rule.id + " remedy", norm.remedy});
            }
    }
    return out;
}

bool has_word(std::string const& text, std::regex const& words) { return std::regex_search(lower(text), words); }

// 6/CMA.4, annex II, para 10.
std::regex const judging_words(
    R"(\b(in)?adequa|\b(in)?appropriat|\bambitio|\b(in|un)?suffic|\bcredib|\bunacceptab|\bpolitic|\blegitim|\btoo (low|weak|high)\b|\bnot good enough)");
std::regex const verdict_words(R"(\bsignifican|\bpersisten)");

}  // namespace

TEST(traps, each_has_its_proofs_and_they_exist) {
    std::set<std::string> const tests = tests_in_sources();
    EXPECT_GT(tests.size(), 300U);
    std::map<int, int> count;
    std::set<std::string> seen;
    for (auto const& p : proofs()) {
        ++count[p.trap];
        EXPECT_TRUE(seen.insert(std::to_string(p.trap) + p.name).second) << "twice: " << p.name;
        if (p.kind == "case") {
            EXPECT_TRUE(fs::is_regular_file(cases_folder / p.name)) << "no such example: " << p.name;
            EXPECT_EQ(fs::path(p.name).extension(), ".case") << p.name;
            auto const rule = fs::path(p.name).parent_path().string();
            EXPECT_NE(book().find_rule(rule), nullptr) << "no such rule: " << rule;
        } else {
            EXPECT_TRUE(tests.contains(p.name)) << "no such test: " << p.name;
        }
    }
    for (int trap = 1; trap <= 19; ++trap) EXPECT_GE(count[trap], 1) << "no proof of trap " << trap;
    EXPECT_EQ(count.size(), 19U);
}

// A case that is named after a trap stands in the list.
TEST(traps, examples_named_after_a_trap_are_listed) {
    std::set<std::string> listed;
    for (auto const& p : proofs()) listed.insert(p.name);
    static std::regex const name(R"(.*trap-(\d\d).*\.case)");
    for (auto const& folder : fs::directory_iterator(cases_folder)) {
        if (!folder.is_directory()) continue;
        for (auto const& file : fs::directory_iterator(folder)) {
            auto const path = folder.path().filename().string() + '/' + file.path().filename().string();
            if (std::regex_match(path, name)) {
                EXPECT_TRUE(listed.contains(path)) << path << " is not in traps.txt";
            }
        }
    }
}

// TRAP-10. The outline of 6/CMA.4, annex V, beside the subparagraphs of 2/CMA.3, annex, para 18.
TEST(traps, sections_answer_to_their_own_subparagraphs) {
    std::vector<std::pair<std::string, std::string>> const outline{
        {"I.A ", "18(a)"},         {"I.B ", "18(a)"},       {"I.C ", "18(a)"},        {"I.D ", "18(a)"},
        {"I.E ", "18(a)"},         {"I.F ", "18(a)"},       {"II.A ", "18(b)"},       {"II.B ", "18(b)"},
        {"II.C ", "18(b)"},        {"II.D ", "18(b)"},      {"II.E ", "18(b)"},       {"II.F ", "18(b)"},
        {"II.G ", "18(b)"},        {"III.A ", "18(c)"},     {"III.B ", "18(c)"},      {"III.B.1 ", "18(c)"},
        {"III.B.2 ", "18(c)"},     {"III.C ", "18(d)"},     {"III.D ", "18(e)"},      {"III.E ", "18(f)"},
        {"IV.A ", "18(g)"},        {"IV.B ", "18(g)"},      {"IV.C ", "18(g)"},       {"IV.D ", "18(g)"},
        {"IV.E ", "18(g)"},        {"IV.F ", "18(g)"},      {"IV.G.1 ", "18(h)(i)"},  {"IV.G.2 ", "18(h)(ii)"},
        {"IV.G.3 ", "18(h)(iii)"}, {"IV.H.1 ", "18(i)(i)"}, {"IV.H.2 ", "18(i)(ii)"}, {"IV.H.3 ", "18(i)(iii)"},
        {"IV.H.4 ", "18(i)(iv)"},  {"IV.H.5 ", "18(i)(v)"}, {"IV.H.6 ", "18(i)(vi)"}};
    auto const report = std::find_if(book().model.reports.begin(), book().model.reports.end(),
                                     [](auto const& r) { return r.name == "InitialReport"; });
    ASSERT_NE(report, book().model.reports.end());
    std::set<std::string> met;
    for (std::uint16_t const table : report->tables)
        for (auto const& field : book().model.tables[table].fields) {
            auto const section = std::find_if(outline.begin(), outline.end(),
                                              [&](auto const& o) { return field.label.starts_with(o.first); });
            if (section == outline.end()) continue;
            std::string cited;
            bool supplementary = false;
            for (auto const& id : field.serves) {
                auto const* requirement = book().find_requirement(id);
                ASSERT_NE(requirement, nullptr) << id;
                for (auto const& c : requirement->sources) {
                    if (c.source == "2/CMA.3, annex" && c.paragraph.starts_with("18(")) {
                        cited += c.paragraph + ' ';
                        EXPECT_EQ(c.paragraph, section->second) << field.label << " by " << id;
                    }
                    // Its rows name the subparagraphs that they supplement.
                    if (c.source == "4/CMA.6, annex I") {
                        supplementary = true;
                        EXPECT_TRUE(c.paragraph.starts_with(section->second))
                            << field.label << " by " << id << ": " << c.paragraph;
                    }
                }
            }
            EXPECT_TRUE(supplementary || !cited.empty()) << field.label << " answers to no subparagraph";
            if (!cited.empty()) met.insert(section->first);
        }
    for (auto const& o : outline) EXPECT_TRUE(met.contains(o.first)) << "no field for section " << o.first;
}

// TRAP-11
TEST(traps, only_adopted_decisions_are_cited) {
    // Everything else that is called by such a number was a draft, or is no part of this law.
    static std::regex const session(R"((\d+)/(CP|CMA|CMP)\.(\d+))");
    std::set<std::string> const adopted{"1/CP.21", "18/CMA.1", "4/CMA.1", "20/CMA.1", "2/CMA.3",
                                        "5/CMA.3", "6/CMA.4",  "7/CMA.4", "4/CMA.6",  "6/CMA.6"};
    for (auto const& file : book().files) {
        for (std::sregex_iterator it(file.text().begin(), file.text().end(), session), end; it != end; ++it)
            EXPECT_TRUE(adopted.contains(it->str())) << file.name() << " cites " << it->str();
        EXPECT_EQ(lower(file.text()).find("cma 5"), std::string::npos) << file.name();
        EXPECT_EQ(lower(file.text()).find("cma5"), std::string::npos) << file.name();
    }
    for (auto const& instrument : book().instruments) {
        EXPECT_TRUE(instrument.adopted) << instrument.name << " has no day of adoption";
        if (instrument.adopted && book().law_as_of && instrument.name != "NDC of Japan") {
            EXPECT_LE(*instrument.adopted, *book().law_as_of) << instrument.name;
        }
    }
    // The draft of the format binds nobody: it is named where its successor is explained, and no rule rests on it.
    for (auto const& requirement : book().requirements)
        for (auto const& c : requirement.sources)
            if (c.source == "6/CMA.4, annex VII") {
                EXPECT_TRUE(requirement.rules.empty()) << requirement.id;
            }
}

// TRAP-12
TEST(traps, the_method_rests_on_the_guidance) {
    int seen = 0;
    for (auto const& requirement : book().requirements) {
        bool const of_method = requirement.id.starts_with("GL-07");
        for (auto const& c : requirement.sources) {
            EXPECT_FALSE(c.source.starts_with("3/CMA.3")) << requirement.id;
            if (!of_method) continue;
            ++seen;
            EXPECT_EQ(c.source, "2/CMA.3, annex") << requirement.id;
            EXPECT_TRUE(c.paragraph.starts_with("7")) << requirement.id << ' ' << c.paragraph;
        }
    }
    EXPECT_GE(seen, 5);
    // Rules on the method serve one of these, and cite nothing of the decision on formats.
    for (auto const* id : {"ACC-02", "ACC-05", "ACC-11", "REP-04", "REP-21"}) {
        auto const* rule = book().find_rule(id);
        ASSERT_NE(rule, nullptr) << id;
        bool rests = false;
        for (auto const& served : rule->implements)
            for (auto const& c : book().find_requirement(served)->sources) {
                rests = rests || (c.source == "2/CMA.3, annex" && c.paragraph.starts_with("7"));
                EXPECT_FALSE(c.source.starts_with("5/CMA.3")) << id << " by " << served;
            }
        EXPECT_TRUE(rests) << id << " does not rest on 2/CMA.3, annex, para 7";
    }
}

// TRAP-13. Who is a partner of the mechanism changes and is told wrongly in places; no rule needs to know. And no rule
// exempts airlines.
TEST(traps, partners_of_the_mechanism_are_not_listed) {
    for (auto const& file : book().files) {
        if (file.name().find("lists/") != std::string::npos) continue;
        for (auto const* name :
             {"\"CIV\"", "\"COL\"", "Ivoire", "Colombia", "\"MNG\"", "\"THA\"", "Mongolia", "Thailand"})
            EXPECT_EQ(file.text().find(name), std::string::npos) << file.name() << " names " << name;
    }
    for (auto const& file : book().facts)
        for (auto const* name : {"JCM", "Joint Crediting", "partner"})
            EXPECT_EQ(file.text().find(name), std::string::npos) << file.name() << " names " << name;
    // CORSIA is an example of a purpose, nothing that a condition asks about.
    static std::regex const asked(R"((=|in \{[^}]*|matches\s+)\s*"[^"\n]*CORSIA)");
    for (auto const& file : book().files)
        EXPECT_FALSE(std::regex_search(file.text(), asked)) << file.name() << " treats CORSIA apart";
}

// TRAP-19
TEST(traps, no_text_judges_what_reviewers_must_not_judge) {
    EXPECT_TRUE(has_word("The NDC is inadequate.", judging_words));
    EXPECT_FALSE(has_word("The balance is inconsistent.", judging_words));
    for (auto const& t : texts_of_rules()) EXPECT_FALSE(has_word(t.text, judging_words)) << t.where << ": " << t.text;
    // Questions are put to reviewers, who must not judge this either.
    for (auto const& requirement : book().requirements)
        EXPECT_FALSE(has_word(requirement.question, judging_words)) << requirement.id << ": " << requirement.question;
}

TEST(traps, no_finding_is_called_significant_or_persistent) {
    EXPECT_TRUE(has_word("Significant inconsistency", verdict_words));
    for (auto const& t : texts_of_rules()) EXPECT_FALSE(has_word(t.text, verdict_words)) << t.where << ": " << t.text;
}
