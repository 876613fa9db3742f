#include "checker/secret_key.hpp"

#include "checker/minisign_text.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>
#include <vector>

namespace a6::checker {

namespace {

constexpr std::size_t salt_size = crypto_pwhash_scryptsalsa208sha256_SALTBYTES;
constexpr std::size_t check_size = 32;
// Key number, secret key and the digest that tells whether they came out right: what the password hides.
constexpr std::size_t hidden_size = 8 + crypto_sign_SECRETKEYBYTES + check_size;
constexpr std::size_t file_size = 6 + salt_size + 8 + 8 + hidden_size;
// Four times what minisign takes; a file that asks for more is there to exhaust the machine.
constexpr std::uint64_t most_operations = 4ULL * crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE;
constexpr std::uint64_t most_memory = 4ULL * crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE;

// Bytes that are wiped when they go.
template <std::size_t Size>
struct secret_bytes : std::array<unsigned char, Size> {
    secret_bytes() : std::array<unsigned char, Size>{} {}
    ~secret_bytes() { sodium_memzero(this->data(), Size); }
    secret_bytes(secret_bytes const&) = delete;
    secret_bytes& operator=(secret_bytes const&) = delete;
};

// The three algorithms: Ed25519, scrypt or none, BLAKE2b.
std::array<unsigned char, 6> algorithms(bool encrypted) {
    return {'E',
            'd',
            encrypted ? static_cast<unsigned char>('S') : static_cast<unsigned char>(0),
            encrypted ? static_cast<unsigned char>('c') : static_cast<unsigned char>(0),
            'B',
            '2'};
}

void put(std::uint64_t value, unsigned char* to) {
    for (int n = 0; n < 8; ++n) to[n] = static_cast<unsigned char>(value >> (8 * n));
}

std::uint64_t get(unsigned char const* from) {
    std::uint64_t out = 0;
    for (int n = 7; n >= 0; --n) out = out << 8 | from[n];
    return out;
}

std::array<unsigned char, check_size> check_of(unsigned char const* number, unsigned char const* key) {
    std::array<unsigned char, check_size> out{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, out.size());
    std::array<unsigned char, 2> const algorithm{'E', 'd'};
    crypto_generichash_update(&state, algorithm.data(), algorithm.size());
    crypto_generichash_update(&state, number, 8);
    crypto_generichash_update(&state, key, crypto_sign_SECRETKEYBYTES);
    crypto_generichash_final(&state, out.data(), out.size());
    return out;
}

// The public half in the secret key is the one that belongs to it.
bool is_pair(unsigned char const* key) {
    secret_bytes<crypto_sign_SECRETKEYBYTES> again;
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open{};
    crypto_sign_seed_keypair(open.data(), again.data(), key);
    return std::equal(open.begin(), open.end(), key + crypto_sign_SEEDBYTES);
}

// Hides what is open, and opens what is hidden.
void apply_password(unsigned char* hidden, std::string const& password, unsigned char const* salt, password_cost cost) {
    secret_bytes<hidden_size> stream;
    if (crypto_pwhash_scryptsalsa208sha256(stream.data(), stream.size(), password.data(), password.size(), salt,
                                           cost.operations, cost.memory) != 0)
        throw std::bad_alloc{};
    for (std::size_t n = 0; n < hidden_size; ++n) hidden[n] = static_cast<unsigned char>(hidden[n] ^ stream[n]);
}

}  // namespace

password_cost const usual_cost{crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE,
                               crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE};

key_pair new_key_pair() {
    if (sodium_init() < 0) throw std::bad_alloc{};  // no randomness
    key_pair out;
    crypto_sign_keypair(out.open.key.data(), out.secret.key.data());
    randombytes_buf(out.secret.number.data(), out.secret.number.size());
    out.open.number = out.secret.number;
    return out;
}

std::string secret_key_file(secret_key const& key, std::optional<std::string> const& password, password_cost cost) {
    if (sodium_init() < 0) throw std::bad_alloc{};
    std::vector<unsigned char> all(file_size, 0);
    auto const names = algorithms(password.has_value());
    std::copy(names.begin(), names.end(), all.begin());
    unsigned char* const salt = all.data() + names.size();
    unsigned char* const hidden = salt + salt_size + 16;
    std::copy(key.number.begin(), key.number.end(), hidden);
    std::copy(key.key.begin(), key.key.end(), hidden + 8);
    auto const check = check_of(hidden, hidden + 8);
    std::copy(check.begin(), check.end(), hidden + 8 + crypto_sign_SECRETKEYBYTES);
    if (password) {
        randombytes_buf(salt, salt_size);
        put(cost.operations, salt + salt_size);
        put(cost.memory, salt + salt_size + 8);
        apply_password(hidden, *password, salt, cost);
    }
    std::string out =
        password ? "untrusted comment: a6check encrypted secret key\n" : "untrusted comment: a6check secret key\n";
    out += to_base64(all) + '\n';
    sodium_memzero(all.data(), all.size());
    return out;
}

read_secret_key parse_secret_key(std::string_view text, std::optional<std::string> const& password) {
    read_secret_key out;
    auto const lines = lines_of(text);
    if (lines.size() != 2 || !lines[0].starts_with("untrusted comment: ")) return out;
    auto all = from_base64(lines[1]);
    if (all.size() != file_size) return out;
    auto const names = [&](bool encrypted) {
        auto const wanted = algorithms(encrypted);
        return std::equal(wanted.begin(), wanted.end(), all.begin());
    };
    bool const encrypted = names(true);
    if (!encrypted && !names(false)) return out;
    unsigned char* const salt = all.data() + 6;
    unsigned char* const hidden = salt + salt_size + 16;
    if (encrypted) {
        std::uint64_t const operations = get(salt + salt_size), memory = get(salt + salt_size + 8);
        out.state =
            operations > most_operations || memory > most_memory ? key_state::too_expensive : key_state::needs_password;
        if (out.state == key_state::too_expensive || !password) return out;
        apply_password(hidden, *password, salt, {operations, static_cast<std::size_t>(memory)});
    }
    unsigned char const* const told = hidden + 8 + crypto_sign_SECRETKEYBYTES;
    auto const check = check_of(hidden, hidden + 8);
    // minisign writes no digest into a key that stands open.
    bool const right =
        (sodium_memcmp(check.data(), told, check.size()) == 0 || (!encrypted && sodium_is_zero(told, check.size()))) &&
        is_pair(hidden + 8);
    out.state = right ? key_state::good : encrypted ? key_state::wrong_password : key_state::unreadable;
    if (right) {
        out.key.emplace();
        std::copy_n(hidden, 8, out.key->number.begin());
        std::copy_n(hidden + 8, crypto_sign_SECRETKEYBYTES, out.key->key.begin());
    }
    sodium_memzero(all.data(), all.size());
    return out;
}

}  // namespace a6::checker
