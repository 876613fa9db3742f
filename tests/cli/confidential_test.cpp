// What a Party marks as confidential is shown nowhere, whatever is wrong with it.

#include "reports/writer.hpp"
#include "tests/support/package_check.hpp"
#include "tests/support/program.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

using namespace a6::test_support;

namespace {

std::string base(std::string const& name) { return read_file(std::string(A6_TEST_DIR) + "/rules/" + name); }

// What stands between tags, or between the bars of a Markdown table, in quotes, with numbers in one piece: as JSON has
// it.
std::string texts_of(std::string const& document) {
    std::string out;
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t at = 0; at < document.size(); ++at) {
        char const c = document[at];
        bool const blank = c == ' ' && at + 1 < document.size();
        if (c == '<') {
            at = std::min(document.find('>', at), document.size());
            out += '"';
        } else if (c == '|') {
            out += '"';
        } else if (!(blank && (document[at + 1] == '|' || document[at - 1] == '|')) &&
                   !(blank && !out.empty() && is_digit(out.back()) && is_digit(document[at + 1]))) {
            out += c;
        }
    }
    return out;
}

// Everything that the program says of these filings, in every format and on annotated copies.
std::string all_output(scratch_folder const& scratch, std::vector<std::string> const& paths,
                       std::string const& as_of = "2026-06-30") {
    std::vector<std::string> arguments{"check", "--as-of", as_of, "--verbose"};
    arguments.insert(arguments.end(), paths.begin(), paths.end());
    std::vector<std::string> written;
    for (auto const& f : a6::reports::formats()) {
        arguments.push_back("--format");
        arguments.push_back(std::string(f.name));
        if (written.empty() && f.name == "text") continue;
        written.push_back((scratch.path() / ("report." + std::string(f.name))).string());
        arguments.back() += "=" + written.back();
    }
    auto const copies = scratch.path() / "copies";
    std::filesystem::remove_all(copies);
    arguments.insert(arguments.end(), {"--annotate", copies.string()});
    auto const said = run_program(arguments);
    EXPECT_LE(said.exit_code, 1) << said.err;
    // Threads say in any order which file they are at.
    std::vector<std::string> log;
    std::istringstream lines(said.err);
    for (std::string line; std::getline(lines, line);) log.push_back(line + '\n');
    std::sort(log.begin(), log.end());
    std::string all = said.out;
    for (auto const& line : log) all += line;
    for (auto const& copy : std::filesystem::directory_iterator(copies))
        for (auto const& [name, text] : unzip(read_file(copy.path()))) all += text;
    for (auto const& path : written) {
        std::string const report = read_file(path);
        all += report;
        if (path.ends_with(".html") || path.ends_with(".review")) all += texts_of(report);
    }
    return all;
}

struct leaf {
    std::string name;
    std::string text;
    std::size_t begin = 0;  // of the element
    std::size_t length = 0;
};

// The elements with text, the first of each name below each kind of parent.
std::vector<leaf> leaves(std::string const& xml) {
    static std::regex const tag(R"(<([A-Za-z0-9]+)>([^<]*)</\1>|<([A-Z][A-Za-z0-9]*)>)");
    std::vector<leaf> out;
    std::set<std::string> seen;
    std::string parent;
    for (std::sregex_iterator it(xml.begin(), xml.end(), tag), end; it != end; ++it) {
        if ((*it)[3].matched) {
            parent = (*it)[3];
            continue;
        }
        if (!seen.insert(parent + "/" + it->str(1)).second) continue;
        out.push_back(
            {it->str(1), it->str(2), static_cast<std::size_t>(it->position()), static_cast<std::size_t>(it->length())});
    }
    return out;
}

// What must not be seen if `value` is secret.
struct secret {
    std::string value;
    std::string telltale;
};

// No value of its type; and one that the type can hold, so that rules work with it.
std::vector<secret> secrets_for(std::string const& text) {
    std::vector<secret> out{{"Zqx secret 5501", "qx secret"}};
    if (std::regex_match(text, std::regex(R"(\d{4}-\d\d-\d\d.*)")))
        out.push_back({"1997-07-27", "1997-07-27"});
    else if (std::regex_match(text, std::regex(R"(\d{4})")))
        out.push_back({"1997", "\"1997\""});
    else if (std::regex_match(text, std::regex(R"(\d+)")))
        out.push_back({"7418529630", "74185"});
    else if (std::regex_match(text, std::regex(R"([A-Z0-9]+-[A-Z0-9]+-[A-Z]+-\d+-\d{4})")))
        out.push_back({"CA0001-GHA01-GHA-7418529630-2022", "74185296"});
    else if (text.size() == 3 || text.find(',') != std::string::npos)
        out.push_back({"ATG", "ATG"});
    return out;
}

std::string with(std::string const& xml, leaf const& at, std::string const& value, bool marked) {
    std::string const open = marked ? " confidential=\"Energy Data Act\"" : "";
    return xml.substr(0, at.begin) + "<" + at.name + open + ">" + value + "</" + at.name + ">" +
           xml.substr(at.begin + at.length);
}

std::string on_one_line(std::string xml) {
    for (char& c : xml)
        if (c == '\n') c = ' ';
    return xml;
}

// The lines of the output that have the text, for the test's own message.
std::string lines_with(std::string const& all, std::string const& text) {
    std::string out;
    for (std::size_t at = all.find(text); at != std::string::npos; at = all.find(text, at + 1)) {
        std::size_t const begin = all.rfind('\n', at) + 1;
        out += all.substr(begin, std::min<std::size_t>(all.find('\n', at) - begin, 300)) + "\n";
    }
    return out;
}

}  // namespace

// A filing whose fields are marked one by one, and another one beside it.
struct marked_beside {
    std::string name;
    std::string other;
};

void PrintTo(marked_beside const& m, std::ostream* out) { *out << m.name; }

class confidential_fields : public testing::TestWithParam<marked_beside> {};

TEST_P(confidential_fields, are_shown_in_no_format) {
    auto const& [name, other] = GetParam();
    std::size_t shown_without_mark = 0;
    std::size_t tried = 0;
    scratch_folder scratch;
    auto const beside = scratch.write("beside.xml", base(other));
    std::string const xml = base(name);
    for (auto const& field : leaves(xml)) {
        for (auto const& s : secrets_for(field.text)) {
            auto const marked = scratch.write("a.xml", with(xml, field, s.value, true));
            auto const all = all_output(scratch, {marked, beside});
            EXPECT_EQ(all.find(s.telltale), std::string::npos) << name << ' ' << field.name << ' ' << s.value << '\n'
                                                               << lines_with(all, s.telltale);
        }
        // The test would find a value that is shown: without the mark it mostly is.
        ++tried;
        auto const open = scratch.write("a.xml", with(xml, field, secrets_for(field.text)[0].value, false));
        shown_without_mark += all_output(scratch, {open, beside}).find("qx secret") != std::string::npos;
    }
    EXPECT_GT(tried, 40U);
    EXPECT_GT(2 * shown_without_mark, tried);
}

INSTANTIATE_TEST_SUITE_P(each, confidential_fields,
                         testing::Values(marked_beside{"base-host.xml", "base-buyer.xml"},
                                         marked_beside{"base-buyer.xml", "base-host.xml"},
                                         marked_beside{"base-initial-report.xml", "base-host.xml"}),
                         [](auto const& info) {
                             std::string name = info.param.name.substr(0, info.param.name.find('.'));
                             for (char& c : name)
                                 if (c == '-') c = '_';
                             return name;
                         });

TEST(confidential, no_value_is_shown_where_the_whole_filing_stands_on_one_line) {
    scratch_folder scratch;
    std::string const xml = base("base-host.xml");
    for (auto const& field : leaves(xml)) {
        auto const marked = scratch.write("a.xml", on_one_line(with(xml, field, "Zqx secret 5501", true)));
        auto const all = all_output(scratch, {marked});
        EXPECT_EQ(all.find("qx secret"), std::string::npos) << field.name << '\n' << lines_with(all, "qx secret");
    }
}

TEST(confidential, a_mark_on_a_row_a_table_a_report_or_the_filing_hides_all_below_it) {
    scratch_folder scratch;
    std::string xml = base("base-host.xml");
    auto const fields = leaves(xml);
    for (std::size_t n = fields.size(); n-- > 0;)
        xml = with(xml, fields[n], "Zq" + std::to_string(n) + "secret", false);
    for (std::string const element :
         {"Submission", "Authorizations", "Action", "Holdings", "AnnualInformation", "filing"}) {
        std::string marked = xml;
        std::size_t const at =
            std::min(marked.find("<" + element + ">"), marked.find("<" + element + " ")) + 1 + element.size();
        marked.insert(at, " confidential='Energy Data Act'");
        std::size_t const end = marked.find("</" + element + ">");
        auto const all = all_output(scratch, {scratch.write("a.xml", marked)});
        std::size_t hidden = 0;
        std::size_t shown = 0;
        for (std::size_t n = 0; n < fields.size(); ++n) {
            std::string const value = "Zq" + std::to_string(n) + "secret";
            std::size_t const place = marked.find(value);
            bool const below = at < place && place < end;
            bool const told = all.find(value) != std::string::npos;
            EXPECT_FALSE(below && told) << element << '\n' << lines_with(all, value);
            hidden += below;
            shown += told;
        }
        EXPECT_GT(hidden, 4U) << element;
        EXPECT_EQ(shown == 0, hidden == fields.size()) << element;
    }
}

TEST(confidential, marks_hide_values_of_every_report_and_change_no_verdict) {
    std::size_t bases = 0;
    for (auto const& file : std::filesystem::directory_iterator(std::string(A6_TEST_DIR) + "/rules")) {
        if (file.path().extension() != ".xml") continue;
        scratch_folder scratch;
        std::string const xml = read_file(file.path());
        auto const fields = leaves(xml);
        auto const filled = [&](bool marked) {
            std::string out = xml;
            for (std::size_t n = fields.size(); n-- > 0;)
                out = with(out, fields[n], "Zq" + std::to_string(n) + "zqx", marked);
            return scratch.write("a.xml", out);
        };
        auto open = check_json({filled(false)});
        auto const path = filled(true);
        auto const all = all_output(scratch, {path});
        EXPECT_EQ(all.find("zqx"), std::string::npos) << file.path() << '\n' << lines_with(all, "zqx");
        auto hidden = check_json({path});
        // Whether a mark has a basis is one more question to the reviewer.
        for (auto* report : {&hidden, &open}) (*report)["summary"].erase("questions");
        EXPECT_EQ(hidden["summary"], open["summary"]) << file.path();
        EXPECT_EQ(hidden["rules"], open["rules"]) << file.path();
        ++bases;
    }
    EXPECT_GT(bases, 5U);
}

TEST(confidential, json_says_that_a_value_is_not_shown_and_text_shows_the_word) {
    scratch_folder scratch;
    std::string xml = base("base-host.xml");
    std::string const field = "<CooperativeApproachID>CA0001<";
    std::size_t const at = xml.find(field, xml.find("<Action>"));
    xml.replace(at, field.size(), "<CooperativeApproachID confidential='Energy Data Act'>CA0007<");
    auto const path = scratch.write("a.xml", xml);
    auto const report = check_json({path});
    bool found = false;
    for (auto const& f : report["findings"])
        if (f["rule"] == "ROW-02") {
            found = true;
            auto const& l = f["locations"][0];
            EXPECT_TRUE(l["value"].is_null());
            EXPECT_EQ(l["confidential"], true);
            EXPECT_NE(f["message"].get<std::string>().find("[confidential]"), std::string::npos);
        }
    EXPECT_TRUE(found);
    EXPECT_NE(run_program({"check", path}).out.find("| [confidential]\n"), std::string::npos);
}

TEST(confidential, what_is_reckoned_with_a_confidential_quantity_is_not_shown) {
    scratch_folder scratch;
    std::string xml = base("base-host.xml");
    std::string const field = "<QuantityCO2>1000<";
    xml.replace(xml.find(field), field.size(), "<QuantityCO2 confidential='Energy Data Act'>1003<");
    auto const report = check_json({scratch.write("a.xml", xml)});
    bool found = false;
    for (auto const& f : report["findings"])
        for (auto const& l : f["locations"])
            if (l.value("field", "") == "QuantityCO2") {
                found = true;
                EXPECT_TRUE(l["value"].is_null()) << f;
                if (f.contains("quantity")) {
                    EXPECT_TRUE(f["quantity"]["value"].is_null()) << f;
                    EXPECT_EQ(f["quantity"]["confidential"], true) << f;
                }
            }
    EXPECT_TRUE(found);
}

// Whether the basis is one is for a reviewer: it is shown, unless it stands inside what is marked itself.
TEST(confidential, the_bases_of_marks_are_put_to_the_reviewer) {
    scratch_folder scratch;
    std::string xml = base("base-host.xml");
    auto const mark = [&xml](std::string const& element, std::string const& basis) {
        xml.insert(xml.find('<' + element + '>') + 1 + element.size(), " confidential='" + basis + "'");
    };
    mark("DateOfAuthorization", "Energy Data Act 1998");
    mark("QuantityCO2", "yes");
    mark("Action", "Contract of 3 May");
    mark("CooperativeApproachID", "Quiet Act");
    for (std::string const format : {"questionnaire", "html", "json"}) {
        auto const out = run_program({"check", scratch.write("a.xml", xml), "--format", format}).out;
        EXPECT_NE(out.find("Energy Data Act 1998"), std::string::npos) << format;
        EXPECT_NE(out.find("Contract of 3 May"), std::string::npos) << format;
    }
    std::string nested = base("base-host.xml");
    nested.insert(nested.find("<Authorization>") + 14, " confidential='Outer Act'");
    nested.insert(nested.find("<CooperativeApproachID>") + 22, " confidential='Inner secret'");
    auto const out = run_program({"check", scratch.write("b.xml", nested), "--format", "questionnaire"}).out;
    EXPECT_NE(out.find("Outer Act"), std::string::npos);
    EXPECT_EQ(out.find("Inner secret"), std::string::npos);
}

TEST(confidential, convert_keeps_marks_with_their_basis) {
    scratch_folder scratch;
    std::string xml = base("base-host.xml");
    auto mark = [&](std::string const& element, std::string const& basis) {
        std::size_t const at = xml.find("<" + element + ">");
        ASSERT_NE(at, std::string::npos);
        xml.insert(at + 1 + element.size(), " confidential=\"" + basis + "\"");
    };
    mark("AuthorizedQuantity", "Act &amp; &lt;rule&gt; &quot;7&quot;");
    mark("Holdings", "a contract");
    mark("Action", "yes");
    auto const in = scratch.write("in.xml", xml);
    auto const out = (scratch.path() / "out.xml").string();
    auto const again = (scratch.path() / "again.xml").string();
    auto const said = run_program({"convert", in, "-o", out});
    EXPECT_EQ(said.exit_code, 0) << said.err;
    std::string const written = read_file(out);
    EXPECT_NE(written.find("<AuthorizedQuantity confidential=\"Act &amp; &lt;rule&gt; &quot;7&quot;\">"),
              std::string::npos);
    EXPECT_NE(written.find("<Holdings confidential=\"a contract\">"), std::string::npos);
    EXPECT_NE(written.find("<Action confidential=\"yes\">"), std::string::npos);
    EXPECT_EQ(run_program({"convert", out, "-o", again}).exit_code, 0);
    EXPECT_EQ(read_file(again), written);
    if (std::system("command -v xmllint >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
    auto const schema = scratch.write("filing.xsd", run_program({"schema"}).out);
    for (auto const& path : {in, out})
        EXPECT_EQ(std::system(("xmllint --noout --schema '" + schema + "' '" + path + "' >/dev/null 2>&1").c_str()), 0)
            << path;
}

TEST(confidential, convert_to_a_workbook_is_refused) {
    scratch_folder scratch;
    std::string xml = base("base-host.xml");
    xml.insert(xml.find("<AuthorizedQuantity") + 19, " confidential='Energy Data Act'");
    auto const out = scratch.path() / "out.xlsx";
    auto const said = run_program({"convert", scratch.write("in.xml", xml), "-o", out.string()});
    EXPECT_EQ(said.exit_code, 2);
    EXPECT_NE(said.err.find("X222"), std::string::npos) << said.err;
    EXPECT_FALSE(std::filesystem::exists(out));
}

TEST(confidential, convert_does_not_tell_what_it_leaves_out) {
    scratch_folder scratch;
    std::string xml = base("base-host.xml");
    xml.insert(xml.find("<AuthorizedQuantity"),
               "<Colour confidential='a'>Zqx secret 1</Colour><Metric confidential='a'>Zqx secret 2</Metric>");
    auto const out = scratch.path() / "out.xml";
    auto const said = run_program({"convert", scratch.write("in.xml", xml), "-o", out.string()});
    EXPECT_EQ(said.exit_code, 1);
    EXPECT_NE(said.err.find("not carried over: Colour"), std::string::npos) << said.err;
    EXPECT_EQ(said.err.find("qx secret"), std::string::npos) << said.err;
}

TEST(confidential, the_day_of_a_first_version_is_hidden_wherever_it_is_looked_up) {
    std::regex const day("<DateOfSubmission>(\\d{4})-\\d\\d-\\d\\d</DateOfSubmission>");
    std::vector<std::filesystem::path> files;
    for (auto const& file : std::filesystem::directory_iterator(fixture("dossier"))) files.push_back(file.path());
    std::size_t tried = 0;
    for (auto const& one : files) {
        std::string const xml = read_file(one);
        std::smatch found;
        if (!std::regex_search(xml, found, day)) continue;
        // An unusual day, early and late in the year.
        for (std::string const rest : {"-01-07", "-12-19"}) {
            scratch_folder scratch;
            std::vector<std::string> paths;
            for (auto const& file : files) {
                std::string const marked = "<DateOfSubmission confidential='Energy Data Act'>" + std::string(found[1]) +
                                           rest + "</DateOfSubmission>";
                paths.push_back(scratch.write(file.filename().string(),
                                              file == one ? std::regex_replace(xml, day, marked) : read_file(file)));
            }
            auto const all = all_output(scratch, paths);
            EXPECT_EQ(all.find(std::string(found[1]) + rest), std::string::npos)
                << one << '\n'
                << lines_with(all, std::string(found[1]) + rest);
            ++tried;
        }
    }
    EXPECT_GT(tried, 6U);
}

TEST(confidential, the_account_shows_no_heading_that_is_marked) {
    struct marked_field {
        std::string name;
        std::string value;
    };
    std::string const xml = base("base-account-metric-seller.xml");
    auto const account = [](std::string const& path) {
        std::string all;
        for (auto const* format : {"text", "json"}) {
            auto const r = run_program({"account", "--as-of", "2026-11-23", "--format", format, path});
            EXPECT_LE(r.exit_code, 2) << r.err;
            all += r.out + r.err;
        }
        return all;
    };
    scratch_folder scratch;
    for (auto const& [name, value] :
         {marked_field{"NonGHGMetric", "MWh of renewable electricity"}, marked_field{"ParticipatingParty", "URY"},
          marked_field{"FirstYearOfNDCPeriod", "2021"}}) {
        std::string const cell = "<" + name + ">" + value + "</" + name + ">";
        ASSERT_NE(xml.find(cell), std::string::npos) << name;
        std::string secret = value;
        if (name == "NonGHGMetric") secret = "Zqx metric";
        std::string const now = "<" + name + " confidential='Energy Data Act'>" + secret + "</" + name + ">";
        std::string hidden = xml;
        for (std::size_t at = 0; (at = hidden.find(cell, at)) != std::string::npos; at += now.size())
            hidden.replace(at, cell.size(), now);
        auto const said = account(scratch.write("a.xml", hidden));
        // The name of the approach's file and of its filing say nothing about it either.
        std::regex const word("(^|[^0-9A-Za-z-])" + secret + "([^0-9A-Za-z-]|$)");
        EXPECT_FALSE(std::regex_search(said, word)) << name << '\n' << said.substr(0, 4000);
        EXPECT_NE(said.find("[confidential]"), std::string::npos) << name;
    }
    EXPECT_NE(account(scratch.write("b.xml", xml)).find("MWh of renewable electricity"), std::string::npos);
}

namespace {

// A fixture of several filings, with one change.
struct changed_fixture {
    std::string folder;
    std::string file;
    std::string before;  // text in front of what is replaced
    std::string element;
    std::string value;  // what stands there
};

// Paths of the filings; in `file` the value is replaced and marked.
std::vector<std::string> write_marked(scratch_folder const& scratch, changed_fixture const& c,
                                      std::string const& value) {
    std::vector<std::string> paths;
    std::vector<std::filesystem::path> files;
    for (auto const& f : std::filesystem::directory_iterator(fixture(c.folder)))
        if (f.path().extension() == ".xml") files.push_back(f.path());
    std::sort(files.begin(), files.end());
    for (auto const& f : files) {
        std::string xml = read_file(f);
        if (f.filename() == c.file) {
            std::string const cell = "<" + c.element + ">" + c.value + "</" + c.element + ">";
            std::size_t const at = xml.find(cell, xml.find(c.before));
            EXPECT_NE(at, std::string::npos) << c.file << ' ' << cell;
            xml.replace(at, cell.size(), "<" + c.element + " confidential=\"Act\">" + value + "</" + c.element + ">");
        }
        paths.push_back(scratch.write(f.filename().string(), xml));
    }
    return paths;
}

// The digests of the files differ, and nothing else may.
std::string without_digests(std::string const& text) {
    static std::regex const digest("[0-9a-f]{64}");
    return std::regex_replace(text, digest, "digest");
}

std::string accounts_of(std::vector<std::string> const& paths) {
    std::string all;
    for (std::string const command : {"account", "ledger"})
        for (std::string const format : {"text", "json", "csv"}) {
            if (command == "account" && format == "csv") continue;
            std::vector<std::string> arguments{command, "--as-of", "2026-11-23", "--format", format};
            arguments.insert(arguments.end(), paths.begin(), paths.end());
            auto const r = run_program(arguments);
            EXPECT_NE(r.exit_code, 2) << r.err;
            all += r.out + r.err;
        }
    return all;
}

void expect_same_lines(std::string const& a, std::string const& b, std::string const& what) {
    if (a == b) return;
    std::size_t at = 0;
    while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
    std::size_t const begin = at < 300 ? 0 : at - 300;
    ADD_FAILURE() << what << " differs:\n" << a.substr(begin, 700) << "\n-- and --\n" << b.substr(begin, 700);
}

}  // namespace

// Values of which each has the same faults, so that nothing but the value could tell them apart: what is said must be
// the same to the byte, in every format. What differs is a place, a row, an id, or where a table begins.
TEST(confidential, values_with_the_same_faults_give_the_same_output) {
    struct tried {
        changed_fixture where;
        std::string one, other;
    };
    for (auto const& [where, one, other] : {
             tried{{"dossier", "01-initial-report.xml", "<Year>2021</Year>\n        <Quantity>", "Year", "2022"},
                   "2028",
                   "2025"},
             tried{{"dossier", "13-initial-report-switzerland.xml", "<TrajectoryValues>", "Year", "2022"},
                   "2029",
                   "2024"},
             tried{{"dossier", "08-structured-summary-2026.xml", "<AnnualValues>", "Year", "2024"}, "2027", "2028"},
             tried{{"many", "GHA_2025_1.0.xml", "<Submission>", "FirstYearOfNDCPeriod", "2021"}, "2024", "2026"},
         }) {
        scratch_folder scratch;
        auto const first = write_marked(scratch, where, one);
        bool const only_figures = where.folder == "many";
        auto const said = only_figures ? accounts_of(first) : all_output(scratch, first, "2026-11-23");
        auto const second = write_marked(scratch, where, other);
        auto const then = only_figures ? accounts_of(second) : all_output(scratch, second, "2026-11-23");
        expect_same_lines(without_digests(said), without_digests(then), where.file);
    }
}

TEST(confidential, a_marked_year_of_a_summary_does_not_show_in_the_account) {
    changed_fixture const where{"dossier", "08-structured-summary-2026.xml", "<AnnualValues>", "Year", "2024"};
    std::vector<std::string> said;
    for (std::string const year : {"2027", "2028"}) {
        scratch_folder scratch;
        write_marked(scratch, where, year);
        auto const r = run_program({"account", "--as-of", "2026-11-23", scratch.path().string()});
        said.push_back(without_digests(r.out + r.err));
    }
    expect_same_lines(said[0], said[1], "account");
}

TEST(confidential, the_period_of_a_single_filing_does_not_show_in_the_account) {
    std::string const xml = read_file(fixture("many") + "/GHA_2024_1.0.xml");
    std::string const cell = "<FirstYearOfNDCPeriod>2021</";
    std::vector<std::string> said;
    for (std::string const year : {"2024", "2026"}) {
        scratch_folder scratch;
        std::string marked = xml;
        marked.replace(xml.find(cell), cell.size(), "<FirstYearOfNDCPeriod confidential='Act'>" + year + "</");
        said.push_back(without_digests(accounts_of({scratch.write("a.xml", marked)})));
    }
    expect_same_lines(said[0], said[1], "account");
    EXPECT_NE(said[0].find("[confidential]"), std::string::npos);
}

TEST(confidential, a_finding_on_a_row_that_a_marked_one_repeats_does_not_name_it) {
    scratch_folder scratch;
    auto const paths = write_marked(
        scratch, {"dossier", "01-initial-report.xml", "<Year>2021</Year>\n        <Quantity>", "Year", "2022"}, "2028");
    auto const report = check_json(paths);
    std::size_t found = 0;
    for (auto const& f : report["findings"])
        if (f["rule"] == "RPT-12e") {
            ++found;
            auto const& l = f["locations"][0];
            EXPECT_EQ(f["locations"].size(), 1U) << f;
            EXPECT_EQ(l["table"], "ExpectedMitigations");
            EXPECT_TRUE(!l.contains("row") || l["row"].is_null()) << l;
            EXPECT_FALSE(l.contains("line")) << l;
            EXPECT_EQ(f["message"].get<std::string>().find("2028"), std::string::npos) << f;
            EXPECT_EQ(f["message"].get<std::string>().find("CA0901"), std::string::npos) << f;
        }
    EXPECT_EQ(found, 1U);
}

TEST(confidential, the_row_that_a_marked_key_finds_is_not_named) {
    scratch_folder scratch;
    auto const paths =
        write_marked(scratch, {"dossier", "08-structured-summary-2026.xml", "<AnnualValues>", "Year", "2024"}, "2027");
    std::size_t found = 0;
    auto const report = check_json(paths);
    for (auto const& f : report["findings"])
        if (f["rule"] == "ACC-11b") {
            ++found;
            for (auto const& l : f["locations"]) EXPECT_NE(l["table"], "TrajectoryValues") << f;
        }
    EXPECT_EQ(found, 1U);
}

TEST(confidential, what_has_nothing_to_do_with_a_mark_stays_readable) {
    scratch_folder scratch;
    // Another approach than that of the transfer to SWE.
    auto const paths =
        write_marked(scratch, {"many", "CHE_2024_1.0.xml", "<Action>", "LastID", "CA0101-GHA01-GHA-960-2023"},
                     "CA0101-GHA01-GHA-961-2023");
    auto const report = check_json(paths);
    bool found = false;
    for (auto const& u : report["undecided"])
        if (u["rule"] == "PTY-01") {
            found = true;
            EXPECT_EQ(u["quantity"]["value"], "300") << u;
        }
    EXPECT_TRUE(found);
    // The date and the quantity of an authorization that nobody marked.
    auto const traced =
        run_program({"trace", "CA0102-GHA01-GHA-1001..1300-2024", "--as-of", "2026-11-23", scratch.path().string()});
    EXPECT_EQ(traced.out.find("[confidential]"), std::string::npos) << traced.out;
    // A field that identifiers in full do not rest on hides no serials.
    scratch_folder other;
    auto const vintage = write_marked(other, {"many", "CHE_2024_1.0.xml", "<Action>", "Vintage", "2023"}, "2023");
    bool told = false;
    auto const of_vintage = check_json(vintage);
    for (auto const& f : of_vintage["findings"])
        if (f["rule"] == "PTY-01") {
            told = true;
            EXPECT_EQ(f["message"].get<std::string>().find("[confidential]"), std::string::npos) << f;
        }
    EXPECT_TRUE(told);
}
