// Annotated copies: the filing as it came in, with the findings on its cells.

#include "checker/workbook.hpp"
#include "tests/support/package_check.hpp"
#include "tests/support/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

using namespace a6::test_support;
namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

namespace {

struct copies {
    program_result run;
    nlohmann::json report;
    std::map<std::string, std::string> files;  // name, bytes
};

copies annotate(std::vector<std::string> arguments, fs::path const& folder) {
    arguments.insert(arguments.begin(), "check");
    arguments.insert(arguments.end(), {"--as-of", "2026-11-23", "--annotate", folder.string(), "--format", "json"});
    copies out;
    out.run = run_program(arguments);
    out.report = nlohmann::json::parse(out.run.out, nullptr, false);
    if (fs::is_directory(folder))
        for (auto const& e : fs::directory_iterator(folder))
            out.files[e.path().filename().string()] = read_file(e.path());
    return out;
}

// The one copy of these inputs.
std::string annotated(std::vector<std::string> const& arguments, nlohmann::json* report = nullptr) {
    scratch_folder scratch;
    auto const made = annotate(arguments, scratch.path() / "copies");
    EXPECT_EQ(made.files.size(), 1u) << made.run.err;
    if (report) *report = made.report;
    return made.files.empty() ? std::string() : made.files.begin()->second;
}

std::vector<std::string> workbooks() {
    std::vector<std::string> out;
    for (auto const* folder : {"valid", "defects", "messy"})
        for (auto const& e : fs::directory_iterator(fixture(folder)))
            if (e.path().extension() == ".xlsx") out.push_back(e.path().string());
    std::sort(out.begin(), out.end());
    return out;
}

// Every cell of a workbook: its sheet, place, form and text.
using cells = std::map<std::string, std::string>;
cells cells_of(std::string const& bytes) {
    auto const read = a6::checker::open_workbook(bytes);
    cells out;
    if (!read.book) return out;
    for (auto const& sheet : read.book->sheets)
        for (auto const& c : sheet.cells)
            out[sheet.name + '!' + to_string(a6::checker::cell_address{c.row, c.column})] =
                std::string(c.formula ? "=" : "") + "tndbve"[static_cast<int>(c.form)] + std::string(c.text);
    return out;
}

// What the list of findings says, row by row.
std::string list_of(std::string const& bytes, std::string const& name = "Findings") {
    auto const read = a6::checker::open_workbook(bytes);
    std::string out;
    for (auto const& sheet : read.book->sheets) {
        if (sheet.name != name) continue;
        for (auto const& row : sheet.rows) {
            for (std::size_t i = row.begin; i < row.end; ++i) out += std::string(sheet.cells[i].text) + " | ";
            out += '\n';
        }
    }
    return out;
}

std::set<std::string> ids_of(nlohmann::json const& report) {
    std::set<std::string> out;
    for (auto const& f : report["findings"]) out.insert(f["id"]);
    for (auto const& u : report["undecided"])
        out.insert(u["rule"].get<std::string>() + u["needs"].dump() + u["rows"].dump());
    return out;
}

std::string const result = "Checked, inconsistencies identified";

// A small filing; `actions` and `submission` are XML.
std::string filing(std::string const& actions, std::string const& submission = "") {
    return "<filing xmlns='urn:a6check:filing:1'><AnnualInformation><Submission><ParticipatingParty>CHE"
           "</ParticipatingParty><SubmissionVersion>1.0</SubmissionVersion><ReportedYear>2024</ReportedYear>" +
           submission + "</Submission><Actions>" + actions + "</Actions></AnnualInformation></filing>";
}

}  // namespace

class annotated_workbook : public testing::TestWithParam<std::string> {};

TEST_P(annotated_workbook, is_the_filing_with_the_findings_on_it) {
    std::string const path = GetParam();
    std::string const before = read_file(path);
    nlohmann::json report;
    std::string const after = annotated({path}, &report);
    auto const parts = unzip(after);
    EXPECT_THAT(faults_of_package(parts), IsEmpty());

    // Nothing is gone, and what is new stands in the list, or in the fields that were left for the result.
    std::string const words = report["filings"][0]["result"];
    auto const old_cells = cells_of(before);
    auto new_cells = cells_of(after);
    std::size_t results = 0;
    for (auto const& [place, text] : old_cells) {
        if (new_cells[place] != text) {
            EXPECT_EQ(text, "t{Information in this field is populated by the CARP}") << place;
            EXPECT_EQ(new_cells[place], "t" + words) << place;
            EXPECT_EQ(place, "Table 1 Submission!C9");
            ++results;
        }
        new_cells.erase(place);
    }
    EXPECT_EQ(results, 1u);
    std::size_t actions = 0;
    for (auto const& [place, text] : new_cells) {
        if (place.starts_with("Findings!")) continue;
        EXPECT_TRUE(place.starts_with("Table 3 Actions!AG")) << place;
        ++actions;
    }
    std::size_t marked = 0;
    for (auto const& a : report["filings"][0]["actions"]) marked += a["count"].get<std::size_t>();
    EXPECT_EQ(actions, marked);

    // Parts that are not about cells with findings keep their bytes.
    std::set<std::string> changed;
    for (auto const& [name, text] : unzip(before))
        if (part(parts, name) != text) changed.insert(name);
    for (auto const& name : changed)
        EXPECT_TRUE(name == "[Content_Types].xml" || name == "xl/workbook.xml" ||
                    name == "xl/_rels/workbook.xml.rels" || name == "xl/styles.xml" ||
                    name.starts_with("xl/worksheets/sheet"))
            << name;

    // Every finding has a comment with its identity on the cell where it is.
    for (auto const& f : report["findings"]) {
        auto const& at = f["locations"][0];
        EXPECT_THAT(list_of(after), HasSubstr(f["id"].get<std::string>()));
        if (!at.contains("cell") || at["cell"].get<std::string>().find(':') != std::string::npos) continue;
        EXPECT_THAT(comments_of(parts, at["sheet"].get<std::string>()),
                    testing::Contains(testing::AllOf(testing::StartsWith(at["cell"].get<std::string>() + ": "),
                                                     HasSubstr(f["id"].get<std::string>()))));
    }

    // The copy is judged like the filing.
    scratch_folder scratch;
    EXPECT_EQ(ids_of(report), ids_of(check_json({scratch.write(fs::path(path).filename().string(), after)})));
}

INSTANTIATE_TEST_SUITE_P(each, annotated_workbook, testing::ValuesIn(workbooks()), [](auto const& info) {
    std::string name = fs::path(info.param).stem().string();
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
});

// reports/FORMATS.md shows a comment as it is.
TEST(annotate, the_example_of_the_documentation_is_true) {
    auto const comments = comments_of(unzip(annotated({fixture("defects/D16_CHE_2025_1.0.xlsx")})), "Table 4 Holdings");
    std::string const place = "F9: ";
    auto const at = std::find_if(comments.begin(), comments.end(), [&](auto const& c) { return c.starts_with(place); });
    ASSERT_NE(at, comments.end());
    EXPECT_THAT(read_file(std::string(A6_ROOT) + "/reports/FORMATS.md"),
                HasSubstr("```\n" + at->substr(place.size()) + "\n```"));
}

// What reviewers read is French; what the platform's fields take is not.
TEST(annotate, another_language_says_the_same_results) {
    std::string const path = fixture("defects/D16_CHE_2025_1.0.xlsx");
    std::string const english = annotated({path});
    std::string const french = annotated({path, "--lang", "fr"});
    auto const parts = unzip(french);
    EXPECT_THAT(faults_of_package(parts), IsEmpty());
    auto of_english = cells_of(english), of_french = cells_of(french);
    EXPECT_EQ(of_french["Table 1 Submission!C9"], "t" + result);
    EXPECT_EQ(of_french["Table 3 Actions!AG9"], "tNull, information for check not available");
    auto const is_list = [](auto const& cell) {
        return cell.first.starts_with("Findings!") || cell.first.starts_with("Constatations!");
    };
    EXPECT_NE(std::erase_if(of_english, is_list), 0u);
    EXPECT_NE(std::erase_if(of_french, is_list), 0u);
    EXPECT_EQ(of_english, of_french);
    EXPECT_THAT(list_of(french, "Constatations"), HasSubstr("Résultat\u00a0: Contrôlé, incohérences relevées"));
    EXPECT_THAT(comments_of(parts, "Table 4 Holdings"),
                testing::Contains(HasSubstr("remède\u00a0: Déclarer chaque ITMO dans un seul avoir.")));
}

TEST(annotate, two_runs_give_the_same_bytes) {
    scratch_folder scratch;
    for (auto const* set : {"defects", "many", "other-layouts/aef-v2-stacked_CHE_2025.csv"}) {
        auto const first = annotate({fixture(set)}, scratch.path() / "a");
        auto const second = annotate({fixture(set)}, scratch.path() / "b");
        EXPECT_FALSE(first.files.empty());
        EXPECT_TRUE(first.files == second.files) << set;
    }
}

TEST(annotate, a_copy_of_a_copy_says_both) {
    scratch_folder scratch;
    auto const path = fixture("defects/D16_CHE_2025_1.0.xlsx");
    nlohmann::json report;
    auto const once = scratch.write("once.xlsx", annotated({path}, &report));
    auto const twice = annotated({once});
    EXPECT_THAT(faults_of_package(unzip(twice)), IsEmpty());
    EXPECT_THAT(list_of(twice, "Findings 2"), HasSubstr("TAB-01/bc929b2e6849"));
    EXPECT_EQ(ids_of(report), ids_of(check_json({scratch.write("D16_CHE_2025_1.0.xlsx", twice)})));
}

TEST(annotate, other_forms_become_a_workbook_first) {
    scratch_folder scratch;
    auto const made = annotate({fixture("many")}, scratch.path() / "copies");
    EXPECT_EQ(made.run.exit_code, 1) << made.run.err;
    EXPECT_EQ(made.files.size(), 7u);
    for (auto const& [name, bytes] : made.files) EXPECT_THAT(faults_of_package(unzip(bytes)), IsEmpty()) << name;

    // The finding stands on the transfer, and its other side on the acquisition in the other Party's filing.
    auto const giver = unzip(made.files.at("GHA_2024_1.0.annotated.xlsx"));
    auto const taker = unzip(made.files.at("CHE_2024_1.0.annotated.xlsx"));
    EXPECT_THAT(
        comments_of(giver, "Table 3 Actions"),
        testing::Contains(testing::AllOf(testing::StartsWith("I9: error PTY-01"), HasSubstr("PTY-01/c80a2dcea451"))));
    EXPECT_THAT(comments_of(taker, "Table 3 Actions"),
                testing::Contains(testing::AllOf(testing::StartsWith("I9: error PTY-01"),
                                                 HasSubstr("found at GHA_2024_1.0.xml:18:18"))));
    EXPECT_THAT(list_of(made.files.at("GHA_2024_1.0.annotated.xlsx")), HasSubstr("written from GHA_2024_1.0.xml"));

    // As workbooks the filings say what they said.
    EXPECT_EQ(ids_of(made.report), ids_of(check_json({(scratch.path() / "copies").string()})));
}

TEST(annotate, csv_points_at_the_cells_of_its_workbook) {
    std::string csv = read_file(fixture("other-layouts/aef-v2-stacked_CHE_2025.csv"));
    auto const at = csv.find("11733");
    ASSERT_NE(at, std::string::npos);
    csv.replace(at, 5, "11799");
    scratch_folder scratch;
    auto const path = scratch.write("CHE.csv", csv);
    nlohmann::json report;
    auto const copy = annotated({path}, &report);
    EXPECT_THAT(faults_of_package(unzip(copy)), IsEmpty());
    ASSERT_FALSE(report["findings"].empty());
    for (auto const& f : report["findings"]) EXPECT_THAT(list_of(copy), HasSubstr(f["id"].get<std::string>()));
    EXPECT_EQ(ids_of(report), ids_of(check_json({scratch.write("CHE.xlsx", copy)})));
}

TEST(annotate, results_are_written_only_where_nothing_else_stands) {
    scratch_folder scratch;
    std::string const action = "<Action><ActionDateTime>2024-05-01</ActionDateTime><ActionType>Use</ActionType>";
    auto const path = scratch.write(
        "CHE.xml", filing(action + "</Action>" + action +
                          "<ResultOfConsistencyChecks>ours</ResultOfConsistencyChecks></Action>" + action +
                          "<ResultOfConsistencyChecks>Null, information for check not available"
                          "</ResultOfConsistencyChecks></Action>"));
    auto const copy = annotated({path});
    auto const all = cells_of(copy);
    EXPECT_EQ(all.at("Table 1 Submission!C9"), "t" + result);
    EXPECT_EQ(all.at("Table 3 Actions!AG9"), "t" + result);
    EXPECT_EQ(all.at("Table 3 Actions!AG10"), "tours");
    EXPECT_EQ(all.at("Table 3 Actions!AG11"), "t" + result) << "what an earlier check wrote is replaced";
    EXPECT_THAT(
        comments_of(unzip(copy), "Table 3 Actions"),
        testing::Contains(testing::AllOf(testing::StartsWith("AG10: "), HasSubstr("Result of the check: " + result))));
}

TEST(annotate, says_where_there_is_no_field_for_the_result) {
    scratch_folder scratch;
    auto const book = fixture("valid/CHE_2025_1.0.xlsx");
    zip_parts parts = unzip(read_file(book));
    for (auto& [name, text] : parts) {
        auto const at = text.find("Result of the consistency checks");
        if (name == "xl/worksheets/sheet5.xml" && at != std::string::npos) text.replace(at, 32, "Unknown");
    }
    auto const copy = annotated({scratch.write("CHE.xlsx", make_zip(parts))});
    EXPECT_THAT(list_of(copy), HasSubstr("There is no field \"Result of the consistency checks\""));
}

TEST(annotate, what_is_confidential_is_replaced) {
    scratch_folder scratch;
    std::string const xml = filing(
        "<Action confidential='Energy Data "
        "Act'><ActionDateTime>2024-05-01</ActionDateTime><ActionType>Sale</ActionType>"
        "<QuantityCO2>74185</QuantityCO2></Action>",
        "<FirstYearOfNDCPeriod confidential='Energy Data Act'>1997</FirstYearOfNDCPeriod>");
    auto const copy = annotated({scratch.write("CHE.xml", xml)});
    auto const all = cells_of(copy);
    EXPECT_EQ(all.at("Table 3 Actions!B9"), "t[confidential]");
    EXPECT_EQ(all.at("Table 3 Actions!S9"), "t[confidential]");
    EXPECT_EQ(all.at("Table 1 Submission!C10"), "t[confidential]");
    for (auto const& [name, text] : unzip(copy))
        for (char const* secret : {"74185", "1997", "Sale", "2024-05-01", "45413", "Energy"})
            EXPECT_THAT(text, Not(HasSubstr(secret))) << name;
    EXPECT_THAT(list_of(copy), HasSubstr("[confidential] stands where the Party marked"));
}

TEST(annotate, a_report_without_a_sheet_is_named) {
    scratch_folder scratch;
    std::string xml = filing("");
    xml.insert(xml.find("</filing>"),
               "<InitialReport><Header><ParticipatingParty>CHE</ParticipatingParty></Header></InitialReport>");
    auto const copy = annotated({scratch.write("CHE.xml", xml)});
    EXPECT_THAT(list_of(copy), HasSubstr("The filing also holds \"Initial report"));
}

TEST(annotate, inputs_without_annual_information_get_no_copy) {
    scratch_folder scratch;
    auto const made = annotate({fixture("dossier")}, scratch.path() / "copies");
    std::vector<std::string> names;
    for (auto const& [name, bytes] : made.files) names.push_back(name);
    EXPECT_THAT(names,
                ElementsAre("03-annual-information-2024.annotated.xlsx", "06-annual-information-2025.annotated.xlsx",
                            "14-switzerland-2024.annotated.xlsx", "15-switzerland-2025.annotated.xlsx"));
    EXPECT_THAT(made.run.err,
                HasSubstr("no annotated copies of filings without annual information: 01-initial-report.xml, "));
}

TEST(annotate, a_version_that_was_replaced_says_so) {
    scratch_folder scratch;
    std::string later = filing("");
    later.replace(later.find("1.0"), 3, "1.1");
    auto const made =
        annotate({scratch.write("old.xml", filing("")), scratch.write("new.xml", later)}, scratch.path() / "copies");
    std::string const old = made.files.at("old.annotated.xlsx");
    EXPECT_THAT(list_of(old), HasSubstr("Replaced by CHE-2024-1.1; this version was not judged."));
    EXPECT_THAT(cells_of(old).at("Table 1 Submission!C9"), Not(HasSubstr("Null")));
}

TEST(annotate, what_could_not_be_read_gets_no_copy_and_is_told_in_the_others) {
    scratch_folder scratch;
    auto const made =
        annotate({scratch.write("bad.xml", "<filing"), fixture("valid/CHE_2025_1.0.xlsx")}, scratch.path() / "copies");
    EXPECT_EQ(made.run.exit_code, 2);
    EXPECT_THAT(made.run.err, HasSubstr("no annotated copy of `bad.xml`: it could not be read"));
    ASSERT_EQ(made.files.size(), 1u);
    EXPECT_THAT(list_of(made.files.begin()->second), HasSubstr("failure | X110 | bad.xml"));
    EXPECT_THAT(list_of(made.files.begin()->second), HasSubstr("this file was not checked"));
}

TEST(annotate, names_are_different_whatever_the_inputs_are_called) {
    scratch_folder scratch;
    for (char const* folder : {"in/a", "in/b"}) fs::create_directories(scratch.path() / folder);
    std::string other = filing("");
    other.replace(other.find("2024"), 4, "2023");
    scratch.write("in/a/CHE.xml", filing(""));
    scratch.write("in/b/CHE.xml", other);
    other.replace(other.find("2023"), 4, "2022");
    scratch.write("in/b/che.csv.xml", other);
    auto const made = annotate({(scratch.path() / "in").string()}, scratch.path() / "copies");
    std::vector<std::string> names;
    for (auto const& [name, bytes] : made.files) names.push_back(name);
    EXPECT_THAT(names,
                UnorderedElementsAre("a_CHE.xml.annotated.xlsx", "b_CHE.xml.annotated.xlsx", "che.csv.annotated.xlsx"));
}

TEST(annotate, never_writes_over_an_input_or_into_a_folder_of_inputs) {
    scratch_folder scratch;
    fs::create_directories(scratch.path() / "in");
    auto const input = scratch.write("in/CHE.annotated.xlsx", read_file(fixture("valid/CHE_2025_1.0.xlsx")));
    auto const xml = scratch.write("CHE.xml", filing(""));
    auto const over = annotate({xml, input}, scratch.path() / "in");
    EXPECT_EQ(over.run.exit_code, 2);
    EXPECT_THAT(over.run.err, HasSubstr("would overwrite the filing `CHE.annotated.xlsx`"));
    EXPECT_EQ(read_file(input), read_file(fixture("valid/CHE_2025_1.0.xlsx")));

    auto const inside = annotate({(scratch.path() / "in").string()}, scratch.path() / "in" / "copies");
    EXPECT_EQ(inside.run.exit_code, 2);
    EXPECT_THAT(inside.run.err, HasSubstr("would be read as filings by the next run"));
    EXPECT_FALSE(fs::exists(scratch.path() / "in" / "copies"));

    auto const report = (scratch.path() / "out" / "CHE.annotated.xlsx").string();
    auto const same = annotate({xml, "--format", "questionnaire=" + report}, scratch.path() / "out");
    EXPECT_EQ(same.run.exit_code, 2);
    EXPECT_THAT(same.run.err, HasSubstr("would overwrite the questionnaire report"));
}

TEST(annotate, says_when_a_copy_cannot_be_written) {
    scratch_folder scratch;
    auto const file = scratch.write("file", "x");
    auto const made = annotate({fixture("valid/CHE_2025_1.0.xlsx")}, file);
    EXPECT_EQ(made.run.exit_code, 2);
    EXPECT_THAT(made.run.err, HasSubstr("for annotated copies cannot be made"));
}

TEST(annotate, texts_of_a_filing_do_nothing) {
    scratch_folder scratch;
    std::string const hostile = "=HYPERLINK(\"http://x\") &lt;/t&gt;&lt;f&gt;1&lt;/f&gt; _x0041_ \xE2\x80\xAE]]&gt;";
    auto const path =
        scratch.write("=cmd.xml", filing("<Action><ActionType>" + hostile + "</ActionType><Unknown>" + hostile +
                                         "</Unknown><Metric>" + hostile + "</Metric></Action>"));
    auto const copy = annotated({path});
    EXPECT_THAT(faults_of_package(unzip(copy)), IsEmpty());
    for (auto const& [place, text] : cells_of(copy)) {
        EXPECT_FALSE(text.starts_with('=')) << place << ": a formula";
        if (place.starts_with("Findings!")) {
            EXPECT_THAT(text, Not(HasSubstr("\xE2\x80\xAE"))) << place;
        }
    }
    EXPECT_THAT(list_of(copy), HasSubstr("=HYPERLINK"));
    for (auto const& comment : comments_of(unzip(copy), "Table 3 Actions"))
        EXPECT_THAT(comment, Not(HasSubstr("\xE2\x80\xAE")));
}

TEST(annotate, of_each_rule_the_first_are_listed_and_the_others_counted) {
    scratch_folder scratch;
    std::string actions;
    for (int i = 0; i < 1'203; ++i)
        actions += "<Action><ActionType>Sale " + std::to_string(i) + "</ActionType></Action>";
    auto const path = scratch.write("CHE.xml", filing(actions));
    nlohmann::json report;
    auto const copy = annotated({path}, &report);
    auto const parts = unzip(copy);
    EXPECT_THAT(faults_of_package(parts), IsEmpty());
    std::string const list = list_of(copy);
    EXPECT_THAT(
        list, testing::ContainsRegex("FLD-09b [^\n]*Actions, rows 1001-1203 [^\n]*\n?203 more findings of this rule"));
    // The run itself keeps no more than 10 000 of a rule.
    EXPECT_THAT(list, HasSubstr("9000 more findings of this rule are coloured and not listed one by one."));
    EXPECT_THAT(list, HasSubstr("Further findings of the run that are counted only: 2033."));
    // The last row has its colour like the first, and no comment.
    std::string const sheet = part(parts, sheet_part(parts, "Table 3 Actions"));
    auto const format = [&](std::string const& address) {
        std::smatch found;
        std::regex const cell("<c [^>]*r=\"" + address + "\"[^>]*>");
        std::string const tag = std::regex_search(sheet, found, cell) ? found.str() : std::string();
        return std::regex_search(tag, found, std::regex(" s=\"([0-9]+)\"")) ? found.str(1) : std::string();
    };
    EXPECT_NE(format("C9"), "");
    EXPECT_EQ(format("C9"), format("C1211"));
    auto const comments = comments_of(parts, "Table 3 Actions");
    EXPECT_THAT(comments, testing::Contains(testing::StartsWith("C1008: ")));
    EXPECT_THAT(comments, Not(testing::Contains(testing::StartsWith("C1009: "))));
}

TEST(annotate, a_value_longer_than_a_cell_is_cut_in_the_copy_and_that_is_said) {
    scratch_folder scratch;
    std::string filing = read_file(fixture("many/CHE_2024_1.0.xml"));
    std::string const tag = "<CooperativeApproachID>";
    std::size_t const at = filing.find(tag);
    ASSERT_NE(at, std::string::npos);
    filing.insert(at + tag.size(), std::string(200'000, 'x'));
    auto const input = scratch.write("long.xml", filing);
    auto const folder = scratch.path() / "copies";
    auto const run = run_program({"check", input, "--as-of", "2026-11-23", "--annotate", folder.string()});
    EXPECT_NE(run.exit_code, 2) << run.err;
    auto const copy = folder / "long.annotated.xlsx";
    ASSERT_TRUE(std::filesystem::exists(copy));
    auto const back = run_program({"convert", copy.string(), "-o", (scratch.path() / "back.xml").string()});
    EXPECT_EQ(back.exit_code, 0) << back.err;
    EXPECT_NE(read_file((scratch.path() / "back.xml").string()).find("xxx [...]"), std::string::npos);
}

TEST(annotate, a_link_in_the_folder_is_replaced_and_not_followed) {
    scratch_folder scratch;
    auto const outside = scratch.write("outside.txt", "not yours");
    auto const folder = scratch.path() / "copies";
    std::filesystem::create_directory(folder);
    std::filesystem::create_symlink("../outside.txt", folder / "D16_CHE_2025_1.0.annotated.xlsx");
    run_program({"check", fixture("defects/D16_CHE_2025_1.0.xlsx"), "--as-of", "2026-11-23", "--annotate",
                 folder.string()});
    EXPECT_EQ(read_file(outside), "not yours");
    EXPECT_FALSE(std::filesystem::is_symlink(folder / "D16_CHE_2025_1.0.annotated.xlsx"));
}
