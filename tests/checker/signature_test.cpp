// Signatures in minisign's format: what is signed here and there, and everything that must not pass. The files in
// `signatures/` were made by minisign 0.11; the password of minisign.key is `secret`.

#include "checker/signature.hpp"
#include "checker/minisign_text.hpp"
#include "checker/secret_key.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <fstream>
#include <iterator>
#include <string>

namespace a6::checker {
namespace {

std::string file(std::string const& name) {
    std::ifstream in(std::string(A6_TEST_DIR) + "/checker/signatures/" + name, std::ios::binary);
    EXPECT_TRUE(in) << name;
    return {std::istreambuf_iterator<char>(in), {}};
}

// A key and a report signed with it.
struct signed_report {
    key_pair keys = new_key_pair();
    std::string report = "{\"format\": \"a6check-report/1\"}\n";
    std::string signature = sign(report, keys.secret, "file:report.json");

    signature_state state(std::string const& text, std::string const& of) const {
        return check_signature(text, of, keys.open).state;
    }
};

TEST(signature, of_a_report_is_good) {
    signed_report const s;
    auto const checked = check_signature(s.report, s.signature, s.keys.open);
    EXPECT_EQ(checked.state, signature_state::good);
    EXPECT_EQ(checked.trusted, "file:report.json");
    EXPECT_EQ(checked.signed_with, s.keys.open.number);
    EXPECT_EQ(sign(s.report, s.keys.secret, "file:report.json"), s.signature) << "the same input, the same bytes";
}

TEST(signature, no_changed_bit_passes) {
    signed_report const s;
    for (std::size_t n = 0; n < s.report.size(); ++n) {
        auto changed = s.report;
        changed[n] = static_cast<char>(changed[n] ^ 1);
        EXPECT_EQ(s.state(changed, s.signature), signature_state::bad) << n;
    }
    EXPECT_EQ(s.state(s.report + "\n", s.signature), signature_state::bad);
    EXPECT_EQ(s.state("", s.signature), signature_state::bad);
    auto const comment = s.signature.find('\n') + 1;  // the first line is not signed
    for (std::size_t n = comment; n + 1 < s.signature.size(); ++n)
        for (int bit = 0; bit < 8; ++bit) {
            auto changed = s.signature;
            changed[n] = static_cast<char>(changed[n] ^ (1 << bit));
            EXPECT_NE(s.state(s.report, changed), signature_state::good) << n << ' ' << bit;
        }
    for (std::size_t n = 0; n + 1 < s.signature.size(); ++n)
        EXPECT_NE(s.state(s.report, s.signature.substr(0, n)), signature_state::good) << n;
}

TEST(signature, of_another_key_is_told) {
    signed_report const s, other;
    EXPECT_EQ(check_signature(s.report, s.signature, other.keys.open).state, signature_state::other_key);
    // The number of a key is only a name: who takes another's still has not its key.
    auto forged = other.keys.open;
    forged.number = s.keys.open.number;
    EXPECT_EQ(check_signature(s.report, s.signature, forged).state, signature_state::bad);
}

TEST(signature, comment_of_another_file_does_not_pass) {
    signed_report const s;
    auto const other = sign("other", s.keys.secret, "file:other.json");
    auto const lines = lines_of(s.signature), others = lines_of(other);
    auto const mixed = std::string(lines[0]) + '\n' + std::string(lines[1]) + '\n' + std::string(others[2]) + '\n' +
                       std::string(others[3]) + '\n';
    EXPECT_EQ(s.state(s.report, mixed), signature_state::bad);
}

TEST(signature, made_by_minisign_is_read) {
    auto const key = parse_public_key(file("minisign.pub"));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_string(key->number), "BA7B197B3D78A634");
    EXPECT_EQ(public_key_file(*key), file("minisign.pub"));
    auto const checked = check_signature(file("report.json"), file("report.json.minisig"), *key);
    EXPECT_EQ(checked.state, signature_state::good);
    EXPECT_EQ(checked.trusted, "reviewed in Bonn, é");
    EXPECT_EQ(check_signature(file("report.json") + " ", file("report.json.minisig"), *key).state,
              signature_state::bad);
    EXPECT_EQ(check_signature(file("report.json"), file("old-kind.minisig"), *key).state,
              signature_state::not_prehashed);
    // Line ends of another system are none of its bytes.
    std::string other_ends;
    for (char const c : file("report.json.minisig")) other_ends += c == '\n' ? "\r\n" : std::string(1, c);
    EXPECT_EQ(check_signature(file("report.json"), other_ends, *key).state, signature_state::good);
}

TEST(signature, what_is_no_signature_or_key_is_told) {
    auto const key = parse_public_key(file("minisign.pub"));
    ASSERT_TRUE(key);
    for (auto const& text : {std::string(), std::string("\n\n\n\n"), file("minisign.pub"), file("report.json"),
                             file("report.json.minisig") + "more\n"})
        EXPECT_EQ(check_signature("x", text, *key).state, signature_state::unreadable) << text;
    EXPECT_TRUE(parse_public_key(std::string(lines_of(file("minisign.pub"))[1]))) << "the key alone";
    for (auto const& text : {std::string(), std::string("RW"), file("report.json.minisig"), file("minisign-open.key"),
                             file("minisign.pub") + "more\n", "x" + file("minisign.pub")})
        EXPECT_FALSE(parse_public_key(text)) << text;
}

// --- secret keys

// Cheap to try, for tests.
password_cost const cheap{crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_MIN,
                          crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_MIN};

key_state state_of(std::string const& text, std::optional<std::string> const& password = std::nullopt) {
    return parse_secret_key(text, password).state;
}

TEST(secret_key, comes_back_with_its_password_only) {
    auto const keys = new_key_pair();
    auto const text = secret_key_file(keys.secret, "grüße", cheap);
    auto const read = parse_secret_key(text, "grüße");
    ASSERT_EQ(read.state, key_state::good);
    EXPECT_EQ(read.key->key, keys.secret.key);
    EXPECT_EQ(read.key->number, keys.secret.number);
    EXPECT_EQ(state_of(text), key_state::needs_password);
    EXPECT_EQ(state_of(text, "grüsse"), key_state::wrong_password);
    EXPECT_EQ(state_of(text, ""), key_state::wrong_password);
    EXPECT_NE(secret_key_file(keys.secret, "grüße", cheap), text) << "another salt";
    EXPECT_EQ(text.find(to_base64({keys.secret.key.begin(), keys.secret.key.begin() + 30})), std::string::npos);
}

TEST(secret_key, stands_open_where_that_is_asked_for) {
    auto const keys = new_key_pair();
    auto const read = parse_secret_key(secret_key_file(keys.secret, std::nullopt), std::nullopt);
    ASSERT_EQ(read.state, key_state::good);
    EXPECT_EQ(read.key->key, keys.secret.key);
}

TEST(secret_key, of_minisign_is_read) {
    auto const open = parse_secret_key(file("minisign-open.key"), std::nullopt);
    ASSERT_EQ(open.state, key_state::good);
    auto const key = parse_public_key(file("minisign.pub"));
    auto const signature = sign("text", *open.key, "comment");
    EXPECT_EQ(check_signature("text", signature, *key).state, signature_state::good);
    EXPECT_EQ(state_of(file("minisign.key")), key_state::needs_password);
}

TEST(secret_key, that_is_damaged_or_none_is_told) {
    auto const keys = new_key_pair();
    EXPECT_EQ(state_of(""), key_state::unreadable);
    EXPECT_EQ(state_of(file("minisign.pub")), key_state::unreadable);
    auto const text = secret_key_file(keys.secret, std::nullopt);
    auto const begin = text.find('\n') + 1;
    auto bytes = from_base64(text.substr(begin, text.size() - begin - 1));
    // Algorithms, number, key and digest; the salt and the cost of an open key say nothing.
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        if (n >= 6 && n < 54) continue;
        auto changed = bytes;
        changed[n] = static_cast<unsigned char>(changed[n] ^ 1);
        EXPECT_NE(state_of("untrusted comment: x\n" + to_base64(changed) + '\n'), key_state::good) << n;
    }
}

TEST(secret_key, that_would_exhaust_the_machine_is_refused) {
    auto const keys = new_key_pair();
    for (std::size_t const at : {45u, 53u}) {  // the highest bytes of operations and memory
        auto const text = secret_key_file(keys.secret, "x", cheap);
        auto const begin = text.find('\n') + 1;
        auto bytes = from_base64(text.substr(begin, text.size() - begin - 1));
        bytes[at] = 0x7f;
        EXPECT_EQ(state_of("untrusted comment: x\n" + to_base64(bytes) + '\n', "x"), key_state::too_expensive);
    }
}

TEST(base64, is_read_to_its_last_character) {
    for (std::size_t size = 0; size < 8; ++size) {
        std::vector<unsigned char> const bytes(size, 0xa6);
        EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
    }
    for (char const* bad : {"RWR", "RWRP=", "RW P", "RWRP\n", "RW-_", "RW\xaf\xab"})
        EXPECT_TRUE(from_base64(bad).empty()) << bad;
}

}  // namespace
}  // namespace a6::checker
