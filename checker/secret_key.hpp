#pragma once
// Secret keys in the files of minisign: encrypted with a password that scrypt makes expensive to guess, or not at all.

#include "checker/signature.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace a6::checker {

// How expensive it is to try a password, in libsodium's measure and in bytes.
struct password_cost {
    std::uint64_t operations;
    std::size_t memory;
};
// What minisign takes: some seconds and a gigabyte.
extern password_cost const usual_cost;

struct key_pair {
    secret_key secret;
    public_key open;
};
key_pair new_key_pair();

// The text of the file. Without a password the key stands in it as it is. Throws std::bad_alloc if there is not the
// memory that the cost asks for.
std::string secret_key_file(secret_key const& key, std::optional<std::string> const& password,
                            password_cost cost = usual_cost);

enum class key_state : std::uint8_t {
    good,
    unreadable,      // no secret key file
    needs_password,  // it is encrypted, and no password was given
    wrong_password,  // or the file is damaged
    too_expensive    // it asks for more memory or time than anybody's key
};
struct read_secret_key {
    key_state state = key_state::unreadable;
    std::optional<secret_key> key;  // only where good
};
read_secret_key parse_secret_key(std::string_view text, std::optional<std::string> const& password);

}  // namespace a6::checker
