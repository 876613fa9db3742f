// Bad input: a clear message that names the file, exit code 2, little memory, and the other files of the run still
// checked.

#include "tests/support/program.hpp"
#include "tests/support/zip_builder.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <zlib.h>

#include <regex>
#include <set>

using namespace a6::test_support;

namespace {

// Resident memory that refusing a hostile file may take; sanitizers have their own overhead.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr long allowed_kilobytes = 4L << 20;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr long allowed_kilobytes = 4L << 20;
#else
constexpr long allowed_kilobytes = 300L << 10;
#endif
#else
constexpr long allowed_kilobytes = 300L << 10;
#endif

std::string const open_filing = "<?xml version=\"1.0\"?><filing xmlns=\"urn:a6check:filing:1\">";

// Checks the hostile file together with a good one.
void expect_refused(std::string const& name, std::string const& bytes, std::string const& part_of_message) {
    scratch_folder scratch;
    auto const bad = scratch.write(name, bytes);
    int code = -1;
    auto const good = fixture("defects/D08_CHE_2025_1.0.xlsx");
    auto const r = run_program({"check", bad, good, "--format", "json", "--as-of", "2026-11-23"});
    code = r.exit_code;
    EXPECT_EQ(code, 2) << name;
    EXPECT_LT(r.peak_kilobytes, allowed_kilobytes) << name;
    auto const report = nlohmann::json::parse(r.out, nullptr, false);
    ASSERT_FALSE(report.is_discarded()) << name << ": " << r.out.substr(0, 300) << r.err.substr(0, 300);
    ASSERT_EQ(report["failures"].size(), 1u) << name << ": " << report["failures"];
    auto const& failure = report["failures"][0];
    EXPECT_EQ(failure["file"], name);
    EXPECT_NE(failure["message"].get<std::string>().find(part_of_message), std::string::npos)
        << name << ": " << failure;
    EXPECT_FALSE(failure["help"].get<std::string>().empty()) << failure;
    ASSERT_EQ(report["filings"].size(), 1u) << "the other file is still checked";
    EXPECT_EQ(report["findings"][0]["rule"], "ROW-15");
    // Nothing that people read looks like a pass either.
    auto const text = run_program({"check", bad});
    EXPECT_EQ(text.exit_code, 2);
    EXPECT_EQ(text.out.find("no inconsistencies"), std::string::npos) << text.out;
    EXPECT_NE(text.out.find(name), std::string::npos);
}

void put16(std::string& out, std::uint32_t v) {
    out += static_cast<char>(v & 0xff);
    out += static_cast<char>(v >> 8 & 0xff);
}
void put32(std::string& out, std::uint32_t v) {
    put16(out, v & 0xffff);
    put16(out, v >> 16);
}

// A deflate stream of `megabytes` zero bytes, made of one compressed megabyte repeated.
std::string zeros(int megabytes) {
    std::string const plain(1 << 20, '\0');
    z_stream z{};
    deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
    std::string piece(1 << 16, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    z.avail_in = static_cast<uInt>(plain.size());
    z.next_out = reinterpret_cast<Bytef*>(piece.data());
    z.avail_out = static_cast<uInt>(piece.size());
    deflate(&z, Z_FULL_FLUSH);
    piece.resize(piece.size() - z.avail_out);
    deflateEnd(&z);
    std::string out;
    for (int n = 0; n < megabytes; ++n) out += piece;
    return out + std::string("\x03\x00", 2);  // an empty last block
}

// An archive with one entry whose headers say what they like.
std::string archive(std::string const& name, std::string const& data, std::uint32_t stated_size) {
    auto fields = [&](std::string& out) {
        put16(out, 20);  // version needed
        put16(out, 0);   // flags
        put16(out, 8);   // deflate
        put32(out, 0);   // time and date
        put32(out, 0);   // CRC
        put32(out, static_cast<std::uint32_t>(data.size()));
        put32(out, stated_size);
        put16(out, static_cast<std::uint32_t>(name.size()));
        put16(out, 0);
    };
    std::string local = "PK\x03\x04";
    fields(local);
    local += name + data;
    std::string central = "PK\x01\x02";
    put16(central, 20);
    fields(central);
    put16(central, 0);
    put16(central, 0);
    put16(central, 0);
    put32(central, 0);
    put32(central, 0);
    central += name;
    std::string end = "PK\x05\x06";
    put32(end, 0);
    put16(end, 1);
    put16(end, 1);
    put32(end, static_cast<std::uint32_t>(central.size()));
    put32(end, static_cast<std::uint32_t>(local.size()));
    put16(end, 0);
    return local + central + end;
}

}  // namespace

TEST(hostile_input, entity_bomb) {
    expect_refused("bomb.xml",
                   "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;&x;&x;\">]>"
                   "<filing xmlns=\"urn:a6check:filing:1\">&y;</filing>",
                   "DOCTYPE");
}

TEST(hostile_input, doctype) {
    expect_refused("doctype.xml", "<!DOCTYPE filing SYSTEM \"file:///etc/passwd\">" + open_filing + "</filing>",
                   "DOCTYPE");
}

TEST(hostile_input, two_roots) {
    expect_refused("two.xml", open_filing + "</filing>" + "<filing xmlns=\"urn:a6check:filing:1\"/>", "second");
}

TEST(hostile_input, nul_byte) {
    std::string text = open_filing + "</filing>";
    text.insert(text.size() - 9, 1, '\0');
    expect_refused("nul.xml", text, "");
}

TEST(hostile_input, broken_utf8) { expect_refused("utf8.xml", open_filing + "<!-- \xC3\x28 --></filing>", "UTF-8"); }

TEST(hostile_input, hundred_thousand_nested_elements) {
    std::string text = open_filing;
    for (int n = 0; n < 100'000; ++n) text += "<a>";
    for (int n = 0; n < 100'000; ++n) text += "</a>";
    expect_refused("deep.xml", text + "</filing>", "");
}

TEST(hostile_input, cut_in_the_middle) {
    scratch_folder scratch;
    auto const xml = (scratch.path() / "a.xml").string();
    ASSERT_EQ(run_program({"convert", fixture("valid/GHA_2025_1.0.xlsx"), "-o", xml}).exit_code, 0);
    std::string const text = read_file(xml);
    expect_refused("cut.xml", text.substr(0, text.size() / 2), "");
}

TEST(hostile_input, truncated_workbook) {
    std::string const book = read_file(fixture("valid/CHE_2025_1.0.xlsx"));
    expect_refused("truncated.xlsx", book.substr(0, book.size() / 2), "");
}

TEST(hostile_input, encrypted_workbook) {
    std::string stream;
    for (char c : std::string("EncryptedPackage")) stream += std::string{c, '\0'};
    std::string const head = std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(1024, '\0');
    expect_refused("secret.xlsx", head + stream + std::string(3072, '\0'), "password");
    expect_refused("old.xls.xlsx", head + std::string(3072, '\0'), ".xls");
}

TEST(hostile_input, workbook_that_inflates_to_ten_gigabytes) {
    std::string const data = zeros(10 * 1024);
    expect_refused("honest.xlsx", archive("xl/workbook.xml", data, 0xfffffff0u), "");
    expect_refused("lying.xlsx", archive("xl/workbook.xml", data, 1000), "");
}

TEST(hostile_input, empty_file) { expect_refused("empty.xml", "", "empty"); }
TEST(hostile_input, neither_xml_nor_workbook) {
    expect_refused("page.xml", "hello world, this is no filing", "this is no XML");
}
TEST(hostile_input, json_and_pdf_are_named) {
    expect_refused("a.json.xml", "{\"filing\": 1}", "JSON");
    expect_refused("a.pdf.xml", "%PDF-1.7\n%....", "PDF");
}

TEST(hostile_input, a_directory_named_like_a_workbook_and_a_folder_without_filings) {
    scratch_folder scratch;
    std::filesystem::create_directories(scratch.path() / "empty.xlsx");
    auto const r = run_program({"check", (scratch.path() / "empty.xlsx").string(), fixture("valid/CHE_2025_1.0.xlsx")});
    EXPECT_EQ(r.exit_code, 2);
    EXPECT_NE(r.out.find("empty.xlsx"), std::string::npos) << r.out;
    EXPECT_NE(r.out.find("CHE-2025-1.0"), std::string::npos) << "the other file is still checked";
}

TEST(hostile_input, values_cannot_write_to_the_terminal) {
    scratch_folder scratch;
    std::string const text =
        open_filing +
        "<AnnualInformation><Submission><ParticipatingParty>CHE</ParticipatingParty><SubmissionVersion>"
        "\xC2\x9B"
        "31mX</SubmissionVersion></Submission></AnnualInformation></filing>";
    auto const r = run_program({"check", scratch.write("a.xml", text)});
    EXPECT_NE(r.exit_code, 0);
    EXPECT_EQ(r.out.find("\xC2\x9B"), std::string::npos) << "a C1 control character reached the terminal";
    EXPECT_EQ(r.out.find('\x1b'), std::string::npos);
}

TEST(hostile_input, two_archives_behind_each_other_and_bytes_behind_one) {
    std::string const good = read_file(fixture("valid/CHE_2025_1.0.xlsx"));
    std::string const other = read_file(fixture("defects/D17_CHE_2025_1.0.xlsx"));
    expect_refused("two.xlsx", good + other, "no part");
    expect_refused("trail.xlsx", good + "trailing bytes", "no part");
    expect_refused("before.xlsx", "PK\x03\x04leading bytes" + good, "");
}

TEST(hostile_input, pipes_and_dead_links_in_a_folder_are_named) {
    scratch_folder scratch;
    std::filesystem::copy(fixture("valid/CHE_2025_1.0.xlsx"), scratch.path() / "good.xlsx");
    ASSERT_EQ(mkfifo((scratch.path() / "pipe.xml").c_str(), 0600), 0);
    std::filesystem::create_symlink("nowhere.xml", scratch.path() / "link.xml");
    scratch.write("old.xls", "x");
    int code = -1;
    auto const report = check_json({scratch.path().string()}, &code);
    EXPECT_EQ(code, 2);
    EXPECT_EQ(report["failures"].size(), 3u) << report["failures"];
    EXPECT_EQ(report["filings"].size(), 1u);
    EXPECT_EQ(run_program({"check", (scratch.path() / "pipe.xml").string()}).exit_code, 2) << "and nobody waits for it";
}

TEST(hostile_input, a_rulebook_with_a_dead_link_gives_no_verdict) {
    scratch_folder scratch;
    std::filesystem::copy(std::filesystem::path(A6_ROOT) / "rules", scratch.path() / "rules",
                          std::filesystem::copy_options::recursive);
    std::filesystem::create_symlink("nowhere.a6", scratch.path() / "rules/more.a6");
    auto const r = run_program({"check", fixture("valid"), "--rules", (scratch.path() / "rules").string()});
    EXPECT_EQ(r.exit_code, 2);
    EXPECT_TRUE(r.out.empty());
    EXPECT_NE(r.err.find("more.a6"), std::string::npos) << r.err;
}

// The requirements that fields of these files say they serve.
std::set<std::string> ids_served_below(std::filesystem::path const& folder) {
    std::set<std::string> ids;
    std::regex const clause("serves ([A-Za-z0-9().-]+(,\\s*[A-Za-z0-9().-]+)*)");
    std::regex const id("[A-Za-z0-9().-]+");
    for (auto const& file : std::filesystem::recursive_directory_iterator(folder)) {
        if (file.path().extension() != ".a6") continue;
        std::string const text = read_file(file.path());
        for (std::sregex_iterator it(text.begin(), text.end(), clause), end; it != end; ++it) {
            std::string const list = (*it)[1];
            for (std::sregex_iterator at(list.begin(), list.end(), id); at != end; ++at) ids.insert(at->str());
        }
    }
    return ids;
}

TEST(hostile_input, a_rulebook_that_asks_nothing_calls_nothing_consistent) {
    scratch_folder scratch;
    std::filesystem::create_directories(scratch.path() / "rules");
    for (auto const* part : {"rulebook.a6", "model", "lists"})
        std::filesystem::copy(std::filesystem::path(A6_ROOT) / "rules" / part, scratch.path() / "rules" / part,
                              std::filesystem::copy_options::recursive);
    // What its fields serve is asked for by nobody in particular.
    std::string requirements;
    for (auto const& id : ids_served_below(scratch.path() / "rules"))
        requirements += "requirement " + id + " \"asked for\" { source \"law\" para \"1\" }\n";
    scratch.write("rules/requirements.a6", requirements);
    auto const report =
        check_json({fixture("valid/CHE_2025_1.0.xlsx"), "--rules", (scratch.path() / "rules").string()});
    ASSERT_EQ(report["filings"].size(), 1u);
    EXPECT_EQ(report["filings"][0]["result"], "Null, information for check not available");
}

// A summary of Ghana beside the annual information of another Party in one file is held against Ghana's own filings.
TEST(mixed_file, reports_of_two_parties_are_told_apart) {
    std::string const other =
        "<AnnualInformation><Submission><ParticipatingParty>VUT</ParticipatingParty>"
        "<SubmissionVersion>1.0</SubmissionVersion><ReportedYear>2025</ReportedYear>"
        "<DateOfSubmission>2026-04-10</DateOfSubmission><FirstYearOfNDCPeriod>2021</FirstYearOfNDCPeriod>"
        "<LastYearOfNDCPeriod>2030</LastYearOfNDCPeriod></Submission><Authorizations/><Actions/><Holdings/>"
        "<AuthorizedEntities/></AnnualInformation>";
    for (bool const wrong : {false, true}) {
        scratch_folder scratch;
        for (auto const& entry : std::filesystem::directory_iterator(fixture("dossier"))) {
            std::string text = read_file(entry.path().string());
            if (entry.path().filename() == "08-structured-summary-2026.xml") {
                text.insert(text.find("<StructuredSummary>"), other);
                if (wrong) {
                    auto const at = text.find("<FirstTransferred>12000<");
                    ASSERT_NE(at, std::string::npos);
                    text.replace(at + 18, 5, "11999");  // less than the annual information shows
                }
            }
            scratch.write(entry.path().filename().string(), text);
        }
        auto const r = run_program({"check", scratch.path().string(), "--as-of", "2026-11-23"});
        EXPECT_EQ(r.exit_code, wrong ? 1 : 0) << r.out;
        EXPECT_EQ(r.out.find("error[REP-10]") != std::string::npos, wrong) << r.out;
    }
}

// What asks for facts of a kind would be undecided for everybody: the file of facts is what is wrong.
TEST(facts, that_cannot_be_read_are_named_where_they_stand) {
    scratch_folder scratch;
    std::string const facts =
        "<?xml version=\"1.0\"?>\n<filing xmlns=\"urn:a6check:filing:1\"><PartyFacts><Title>More</Title><Facts>\n"
        "<Fact><Party>Ghanna</Party><Fact>least developed country</Fact><From>2020-01-01</From></Fact>\n"
        "<Fact><Party>GHA</Party><Fact>least developed country</Fact></Fact>\n"
        "</Facts></PartyFacts></filing>";
    auto const file = scratch.write("facts.xml", facts);
    auto const r = run_program({"check", file, fixture("valid"), "--as-of", "2026-11-23"});
    EXPECT_EQ(r.exit_code, 2);
    EXPECT_NE(r.out.find("`Party` of row 1 in `Facts` cannot be read: `Ghanna`"), std::string::npos) << r.out;
    EXPECT_NE(r.out.find("facts.xml:3:"), std::string::npos) << r.out;
    EXPECT_NE(r.out.find("`From` of row 2 in `Facts` is missing"), std::string::npos) << r.out;
}
