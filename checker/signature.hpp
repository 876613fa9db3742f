#pragma once
// Detached signatures of reports, in the format of minisign, with libsodium: Ed25519 over the BLAKE2b digest of the
// file, and over a comment that can be trusted with it. `minisign -V` checks what is signed here, and the other way
// round.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace a6::checker {

using key_number = std::array<unsigned char, 8>;

struct public_key {
    key_number number{};
    std::array<unsigned char, 32> key{};
};

// Wiped when it goes.
struct secret_key {
    key_number number{};
    std::array<unsigned char, 64> key{};
    secret_key() = default;
    ~secret_key();
    secret_key(secret_key const&) = delete;
    secret_key& operator=(secret_key const&) = delete;
    secret_key(secret_key&& other) noexcept;
    secret_key& operator=(secret_key&& other) noexcept;
};

// "A6F3C81D09E2B547", as minisign prints the number of a key.
std::string to_string(key_number const& number);

// From the text of a key file, or the one line of it that is the key. Empty: it is none.
std::optional<public_key> parse_public_key(std::string_view text);
std::string public_key_file(public_key const& key);

// The signature file for these bytes. `trusted` is signed too; it has no line end.
std::string sign(std::string_view bytes, secret_key const& key, std::string_view trusted);

enum class signature_state : std::uint8_t {
    good,
    unreadable,     // the text is no signature file of this format
    not_prehashed,  // of the old kind, over the file itself
    other_key,      // made with another key
    bad             // the file, the signature or the trusted comment was changed
};
struct checked_signature {
    signature_state state = signature_state::unreadable;
    key_number signed_with{};  // filled in unless unreadable
    std::string trusted;       // only where good
};
checked_signature check_signature(std::string_view bytes, std::string_view signature_file, public_key const& key);

}  // namespace a6::checker
