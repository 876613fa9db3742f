// Sealed reports: `check --seal`, `verify`, `keys new`, `sign`. What is not identical is never called so.

#include "checker/secret_key.hpp"
#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <sodium.h>
#include <sys/stat.h>
#include <cstdlib>

using namespace a6::test_support;

namespace {

namespace fs = std::filesystem;

bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

// Three filings of the set, a sealed report on them, and the arguments to make it again.
struct sealed_run {
    scratch_folder scratch;
    std::string filings = (scratch.path() / "filings").string();
    std::string report = (scratch.path() / "report.json").string();

    sealed_run() {
        fs::create_directory(filings);
        for (char const* name : {"CHE_2024_1.0.xml", "GHA_2023_1.0.xml", "GHA_2024_1.0.xml"})
            fs::copy_file(fixture("many/" + std::string(name)), filings + '/' + name);
        auto const r = check();
        EXPECT_EQ(r.exit_code, 1) << r.err;
    }
    program_result check(std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{"check",  filings,    "--as-of",       "2026-06-30",
                                           "--seal", "--format", "json=" + report};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_program(arguments);
    }
    program_result verify(std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{"verify", report, filings};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_program(arguments);
    }
    void change(std::string const& from, std::string const& to) const {
        auto text = read_file(report);
        auto const at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        scratch.write("report.json", text.replace(at, from.size(), to));
    }
};

void expect_differs(program_result const& r, std::string const& said) {
    EXPECT_EQ(r.exit_code, 1) << r.err;
    EXPECT_TRUE(r.out.starts_with("not identical: ")) << r.out;
    EXPECT_TRUE(contains(r.out, said)) << r.out;
}

}  // namespace

TEST(verify, says_identical_of_what_comes_out_again) {
    sealed_run s;
    auto const r = s.verify();
    EXPECT_EQ(r.exit_code, 0) << r.out << r.err;
    EXPECT_TRUE(r.out.starts_with("identical: report.json is what a6check makes of what was given\n")) << r.out;
    // From another folder, and as files.
    EXPECT_EQ(
        run_program({"verify", "../report.json", "GHA_2024_1.0.xml", "GHA_2023_1.0.xml", "CHE_2024_1.0.xml"}, s.filings)
            .exit_code,
        0);
    auto const seal = nlohmann::json::parse(read_file(s.report))["seal"];
    EXPECT_EQ(seal["inputs"].size(), 3u);
    EXPECT_GT(seal["rulebook"].size(), 20u);
    EXPECT_EQ(seal["program"].get<std::string>().size(), 64u);
    EXPECT_EQ(seal["options"]["as_of"], "2026-06-30");
}

TEST(verify, makes_the_report_again_in_its_own_language) {
    sealed_run s;
    s.check({"--lang", "fr"});
    EXPECT_TRUE(contains(read_file(s.report), "La version") || contains(read_file(s.report), "déclare"));
    auto const r = s.verify();
    EXPECT_EQ(r.exit_code, 0) << r.out << r.err;
    EXPECT_TRUE(r.out.starts_with("identical: ")) << r.out;
    EXPECT_TRUE(s.verify({"--lang", "fr"}).out.starts_with("identique\u00a0: ")) << "and says so in that of who asks";
    s.change("a transféré", "a reçu");
    expect_differs(s.verify(), "differs in `message`");
    s.change("a reçu", "a transféré");
    EXPECT_EQ(s.verify().exit_code, 0);
    s.change("\"lang\": \"fr\"", "\"lang\": \"xx\"");
    auto const unknown = s.verify();
    EXPECT_EQ(unknown.exit_code, 2) << unknown.out;
    EXPECT_TRUE(contains(unknown.err, "there is no language `xx`; there are: en, fr")) << unknown.err;
}

TEST(verify, makes_the_report_with_the_options_it_was_made_with) {
    sealed_run s;
    auto const waivers = s.scratch.write("w.toml",
                                         "[[waiver]]\nid = \"TAB-01/000000000000\"\nreason = \"r\"\nowner = \"o\"\n"
                                         "expires = 2027-01-01\n");
    auto const last = (s.scratch.path() / "last.json").string();
    fs::copy_file(s.report, last);
    ASSERT_EQ(s.check({"--complete", "--findings-per-rule", "1", "--waivers", waivers, "--baseline", last}).exit_code,
              1);
    EXPECT_EQ(s.verify({"--waivers", waivers, "--baseline", last}).exit_code, 0);
    expect_differs(s.verify({"--baseline", last}), "the waivers w.toml are missing");
    expect_differs(s.verify({"--waivers", waivers}), "the baseline last.json is missing");
    s.scratch.write("w.toml", read_file(waivers) + "# changed\n");
    expect_differs(s.verify({"--waivers", waivers, "--baseline", last}),
                   "the waivers w.toml are not those that the report was made with");
}

TEST(verify, names_an_input_that_differs_is_missing_or_is_new) {
    sealed_run s;
    auto const ghana = s.filings + "/GHA_2024_1.0.xml";
    auto const text = read_file(ghana);
    s.scratch.write("filings/GHA_2024_1.0.xml", text + "<!-- -->");
    expect_differs(s.verify(), "the input GHA_2024_1.0.xml is not the file that the report was made of");
    s.scratch.write("filings/GHA_2024_1.0.xml", text);
    fs::rename(ghana, s.filings + "/GHA.xml");
    expect_differs(s.verify(), "GHA_2024_1.0.xml is now called GHA.xml: the same file, and another name");
    fs::rename(s.filings + "/GHA.xml", ghana);
    s.scratch.write("filings/more.xml", "<filing");
    expect_differs(s.verify(), "the input more.xml was not there when the report was made");
    fs::remove(s.filings + "/more.xml");
    fs::remove(ghana);
    expect_differs(s.verify(), "the input GHA_2024_1.0.xml is missing: the report was made of it");
}

TEST(verify, a_rejected_input_has_a_digest_too) {
    sealed_run s;
    s.scratch.write("filings/broken.xml", "<filing");
    EXPECT_EQ(s.check().exit_code, 2);
    auto const r = s.verify();
    EXPECT_EQ(r.exit_code, 0) << r.out;
    EXPECT_TRUE(contains(r.out, "failures 1\n")) << r.out;
    s.scratch.write("filings/broken.xml", "<filing ");
    expect_differs(s.verify(), "the input broken.xml is not the file that the report was made of");
}

TEST(verify, says_what_was_changed_in_the_report_itself) {
    sealed_run s;
    auto const whole = read_file(s.report);
    auto const first = nlohmann::json::parse(whole)["findings"][0];
    s.change(first["message"].get<std::string>(), "nothing is wrong");
    expect_differs(s.verify(), "the finding " + first["id"].get<std::string>() + " differs in `message`");
    EXPECT_TRUE(contains(s.verify().out, "all that it was made of is the same, so the report itself was changed:"));
    s.scratch.write("report.json", whole);
    s.change("\"errors\": 1,\n    \"warnings\"", "\"errors\": 0,\n    \"warnings\"");
    EXPECT_EQ(s.verify().exit_code, 2) << "a report that does not agree with itself is none";
    s.scratch.write("report.json", whole);
    s.change("Checked, inconsistencies identified", "Checked, no inconsistencies identified");
    expect_differs(s.verify(), "the report marks");
    s.scratch.write("report.json", whole + " ");
    expect_differs(s.verify(), "the same in other bytes");
}

TEST(verify, tells_another_program_and_takes_it_where_asked) {
    sealed_run s;
    auto const program = nlohmann::json::parse(read_file(s.report))["seal"]["program"].get<std::string>();
    s.change(program, std::string(64, '0'));
    expect_differs(s.verify(), "another build of the program, of the same version");
    auto const r = s.verify({"--any-program"});
    EXPECT_EQ(r.exit_code, 0) << r.out;
    EXPECT_TRUE(contains(r.out, "another build of the program")) << r.out;
}

TEST(verify, tells_which_file_of_the_rulebook_differs) {
    sealed_run s;
    auto const rules = s.scratch.path() / "rules";
    fs::copy(fs::path(A6_ROOT) / "rules", rules, fs::copy_options::recursive);
    s.scratch.write("rules/waivers.a6", read_file(rules / "waivers.a6") + "// changed\n");
    expect_differs(s.verify({"--rules", rules.string()}), "the file waivers.a6 of the rulebook has other content");
}

TEST(verify, what_it_cannot_read_is_exit_code_2) {
    sealed_run s;
    auto const refused = [&](program_result const& r, std::string const& said) {
        EXPECT_EQ(r.exit_code, 2) << r.out;
        EXPECT_TRUE(r.out.empty()) << r.out;
        EXPECT_TRUE(contains(r.err, said)) << r.err;
    };
    refused(run_program({"verify", s.filings + "/none.json", s.filings}), "there is no such file");
    auto const open = (s.scratch.path() / "open.json").string();
    run_program({"check", s.filings, "--format", "json=" + open});
    refused(run_program({"verify", open, s.filings}), "the report is not sealed");
    auto const whole = read_file(s.report);
    s.scratch.write("report.json", whole.substr(0, whole.size() / 2));
    refused(s.verify(), "this is not JSON");
    s.scratch.write("report.json", whole);
    s.change("\"as_of\": \"2026-06-30\"", "\"as_of\": \"some day\"");
    refused(s.verify(), "is not sealed");
    EXPECT_EQ(run_program({"check", s.filings, "--seal"}).exit_code, 2) << "only json is sealed";
}

// --- signatures

namespace {

// A key that costs nothing to open; its password is `secret`.
struct cheap_key {
    std::string key, open, password;

    explicit cheap_key(scratch_folder const& scratch, std::string const& name = "key") {
        using namespace a6::checker;
        auto const pair = new_key_pair();
        password_cost const cheap{crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_MIN,
                                  crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_MIN};
        key = scratch.write(name, secret_key_file(pair.secret, "secret", cheap));
        fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write);
        open = scratch.write(name + ".pub", public_key_file(pair.open));
        password = scratch.write(name + ".password", "secret\n");
    }
    program_result sign(std::string const& file, std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{"sign", file, "--key", key, "--password-file", password};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_program(arguments);
    }
};

bool has_minisign() { return std::system("command -v minisign >/dev/null 2>&1") == 0; }

}  // namespace

TEST(sign, a_signed_report_is_verified_with_its_public_key) {
    sealed_run s;
    cheap_key const key{s.scratch};
    auto const signed_now = key.sign(s.report);
    EXPECT_EQ(signed_now.exit_code, 0) << signed_now.err;
    EXPECT_TRUE(signed_now.err.empty()) << signed_now.err;
    auto const r = s.verify({"--public-key", key.open});
    EXPECT_EQ(r.exit_code, 0) << r.out << r.err;
    EXPECT_TRUE(r.out.starts_with("signed with key ")) << r.out;
    EXPECT_TRUE(contains(r.out, ": file:report.json\nidentical: ")) << r.out;
    auto const text = read_file(key.open);
    auto const line = text.substr(text.find('\n') + 1);
    EXPECT_EQ(s.verify({"--public-key", line.substr(0, line.size() - 1)}).exit_code, 0) << "the key itself";
    auto const elsewhere = (s.scratch.path() / "elsewhere.sig").string();
    EXPECT_EQ(key.sign(s.report, {"-o", elsewhere, "--comment", "review 2026"}).exit_code, 0);
    EXPECT_TRUE(contains(s.verify({"--public-key", key.open, "--signature", elsewhere}).out, ": review 2026\n"));
}

TEST(sign, a_bad_signature_is_never_called_identical) {
    sealed_run s;
    cheap_key const key{s.scratch}, other{s.scratch, "other"};
    key.sign(s.report);
    auto const not_identical = [&](program_result const& r, int code, std::string const& said) {
        EXPECT_EQ(r.exit_code, code);
        EXPECT_FALSE(contains(r.out, "identical")) << r.out;
        EXPECT_TRUE(contains(r.out + r.err, said)) << r.out << r.err;
    };
    not_identical(s.verify({"--public-key", other.open}), 1, "not signed with key ");
    auto const signature = read_file(s.report + ".minisig");
    auto changed = signature;
    changed[changed.find("file:report")] = 'F';
    s.scratch.write("report.json.minisig", changed);
    not_identical(s.verify({"--public-key", key.open}), 1, "the signature is not good");
    s.scratch.write("report.json.minisig", "signed\n");
    not_identical(s.verify({"--public-key", key.open}), 2, "this is no signature");
    fs::remove(s.report + ".minisig");
    not_identical(s.verify({"--public-key", key.open}), 2, "there is no such file");
    s.scratch.write("report.json.minisig", signature);
    not_identical(s.verify({"--public-key", s.scratch.write("no.pub", "no key")}), 2, "this is no public key");
    not_identical(s.verify({"--public-key", s.report}), 2, "the file is larger than 64 KB");
    not_identical(s.verify({"--public-key", "RWRnokey"}), 2, "there is no such file");
    s.scratch.write("report.json", read_file(s.report) + " ");
    not_identical(s.verify({"--public-key", key.open}), 1, "the signature is not good");
}

TEST(sign, refuses_what_it_cannot_do) {
    scratch_folder scratch;
    cheap_key const key{scratch};
    auto const file = scratch.write("a.html", "<p>review</p>");
    auto const refused = [&](program_result const& r, std::string const& said) {
        EXPECT_EQ(r.exit_code, 2) << said;
        EXPECT_TRUE(contains(r.err, said)) << r.err;
        EXPECT_FALSE(fs::exists(file + ".minisig")) << said;
    };
    refused(run_program({"sign", file, "--key", key.key, "--password-file", scratch.write("p", "wrong\n")}),
            "the password does not open");
    refused(run_program({"sign", file, "--key", key.key, "--password-file", scratch.write("p", "\n")}),
            "no password could be read");
    refused(run_program({"sign", file, "--key", key.open, "--password-file", key.password}), "is no secret key");
    refused(run_program({"sign", file, "--key", "/nonexistent"}), "there is no such file");
    refused(key.sign("/nonexistent"), "there is no such file");
    refused(key.sign(file, {"--comment", "two\nlines"}), "the comment is not one line");
    refused(key.sign(file, {"-o", file}), "would overwrite");
    auto const filing = scratch.write("filing.xml", "<filing/>");
    refused(key.sign(file, {"-o", filing}), "is no signature");
    EXPECT_EQ(read_file(filing), "<filing/>");
    EXPECT_EQ(read_file(file), "<p>review</p>");
    fs::permissions(key.key, fs::perms::others_read, fs::perm_options::add);
    auto const seen = key.sign(file);
    EXPECT_EQ(seen.exit_code, 0);
    EXPECT_TRUE(contains(seen.err, "others can read the secret key")) << seen.err;
}

TEST(sign, new_keys_are_private_and_write_over_nothing) {
    scratch_folder scratch;
    auto const key = (scratch.path() / "k").string(), open = (scratch.path() / "k.pub").string();
    auto const make = [&] { return run_program({"keys", "new", "--key", key, "--public-key", open, "--no-password"}); };
    auto const r = make();
    ASSERT_EQ(r.exit_code, 0) << r.err;
    struct stat status {};
    ASSERT_EQ(::stat(key.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777u, 0600u);
    auto const bytes = read_file(key);
    EXPECT_EQ(make().exit_code, 2);
    EXPECT_EQ(read_file(key), bytes);
    auto const file = scratch.write("a.json", "{}");
    EXPECT_EQ(run_program({"sign", file, "--key", key}).exit_code, 0) << "no password, nothing to ask";
    EXPECT_EQ(run_program({"keys", "nwe"}).exit_code, 2);
}

TEST(sign, minisign_reads_what_is_written_here_and_the_other_way_round) {
    if (!has_minisign()) GTEST_SKIP() << "minisign is not installed";
    sealed_run s;
    cheap_key const key{s.scratch};
    key.sign(s.report, {"--comment", "reviewed, é"});
    auto const run = [&](std::string const& command) {
        return std::system(("cd '" + s.scratch.path().string() + "' && " + command + " >/dev/null 2>&1").c_str());
    };
    EXPECT_EQ(run("minisign -V -H -p key.pub -m report.json"), 0);
    EXPECT_NE(run("minisign -V -H -p key.pub -m w.toml -x report.json.minisig"), 0);
    ASSERT_EQ(run("minisign -S -s key -m report.json -x by-minisign.sig -t 'by minisign' < key.password"), 0);
    auto const r = s.verify({"--public-key", key.open, "--signature", s.scratch.path().string() + "/by-minisign.sig"});
    EXPECT_EQ(r.exit_code, 0) << r.out << r.err;
    EXPECT_TRUE(contains(r.out, ": by minisign\n")) << r.out;
}
