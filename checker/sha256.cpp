#include "checker/sha256.hpp"

#include <nettle/base16.h>
#include <nettle/sha2.h>

#include <array>

namespace a6::checker {

std::string sha256_hex(std::string_view bytes) { return sha256_hex(std::span(&bytes, 1)); }

std::string sha256_hex(std::span<std::string_view const> pieces) {
    sha256_ctx state;
    sha256_init(&state);
    for (auto const bytes : pieces)
        sha256_update(&state, bytes.size(), reinterpret_cast<std::uint8_t const*>(bytes.data()));
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&state, digest.size(), digest.data());
    std::string hex(BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE), ' ');
    base16_encode_update(hex.data(), digest.size(), digest.data());
    return hex;
}

}  // namespace a6::checker
