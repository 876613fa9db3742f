#include "checker/signature.hpp"

#include "checker/minisign_text.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <vector>

namespace a6::checker {

namespace {

using bytes = std::vector<unsigned char>;

// "Ed": a key, and a signature over a file; "ED": a signature over the digest of a file.
constexpr std::array<unsigned char, 2> algorithm{'E', 'd'};
constexpr std::array<unsigned char, 2> prehashed{'E', 'D'};
constexpr std::string_view untrusted = "untrusted comment: ";
constexpr std::string_view trusted_words = "trusted comment: ";

unsigned char const* raw(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

std::array<unsigned char, crypto_generichash_BYTES_MAX> digest_of(std::string_view text) {
    std::array<unsigned char, crypto_generichash_BYTES_MAX> out{};
    crypto_generichash(out.data(), out.size(), raw(text), text.size(), nullptr, 0);
    return out;
}

// What the second signature is over: the first, and the comment behind it.
bytes with_comment(unsigned char const* signature, std::string_view comment) {
    bytes out;
    out.reserve(crypto_sign_BYTES + comment.size());
    for (std::size_t n = 0; n < crypto_sign_BYTES; ++n) out.push_back(signature[n]);
    for (char const c : comment) out.push_back(static_cast<unsigned char>(c));
    return out;
}

template <std::size_t Size>
bool begins_with(bytes const& all, std::array<unsigned char, Size> const& begin) {
    return all.size() >= Size && std::equal(begin.begin(), begin.end(), all.begin());
}

}  // namespace

secret_key::~secret_key() { sodium_memzero(key.data(), key.size()); }

secret_key::secret_key(secret_key&& other) noexcept : number{other.number}, key{other.key} {
    sodium_memzero(other.key.data(), other.key.size());
}

secret_key& secret_key::operator=(secret_key&& other) noexcept {
    number = other.number;
    key = other.key;
    if (this != &other) sodium_memzero(other.key.data(), other.key.size());
    return *this;
}

std::string to_string(key_number const& number) {
    // A number in the machine's order, of which minisign prints the digits from the highest on.
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (auto byte = number.rbegin(); byte != number.rend(); ++byte) {
        out += digits[*byte >> 4];
        out += digits[*byte & 15];
    }
    return out;
}

std::optional<public_key> parse_public_key(std::string_view text) {
    auto const lines = lines_of(text);
    bytes all;
    if (lines.size() == 1)
        all = from_base64(lines[0]);
    else if (lines.size() == 2 && lines[0].starts_with(untrusted))
        all = from_base64(lines[1]);
    public_key out;
    if (all.size() != algorithm.size() + out.number.size() + out.key.size() || !begins_with(all, algorithm))
        return std::nullopt;
    auto const number = all.begin() + algorithm.size();
    std::copy_n(number, out.number.size(), out.number.begin());
    std::copy_n(number + out.number.size(), out.key.size(), out.key.begin());
    return out;
}

std::string public_key_file(public_key const& key) {
    bytes all(algorithm.begin(), algorithm.end());
    all.insert(all.end(), key.number.begin(), key.number.end());
    all.insert(all.end(), key.key.begin(), key.key.end());
    return fmt::format("{}minisign public key {}\n{}\n", untrusted, to_string(key.number), to_base64(all));
}

std::string sign(std::string_view text, secret_key const& key, std::string_view trusted) {
    auto const digest = digest_of(text);
    std::array<unsigned char, crypto_sign_BYTES> signature{}, second{};
    crypto_sign_detached(signature.data(), nullptr, digest.data(), digest.size(), key.key.data());
    auto const commented = with_comment(signature.data(), trusted);
    crypto_sign_detached(second.data(), nullptr, commented.data(), commented.size(), key.key.data());
    bytes all(prehashed.begin(), prehashed.end());
    all.insert(all.end(), key.number.begin(), key.number.end());
    all.insert(all.end(), signature.begin(), signature.end());
    return fmt::format("{}signature from a6check secret key {}\n{}\n{}{}\n{}\n", untrusted, to_string(key.number),
                       to_base64(all), trusted_words, trusted, to_base64(bytes(second.begin(), second.end())));
}

checked_signature check_signature(std::string_view text, std::string_view signature_file, public_key const& key) {
    checked_signature out;
    auto const lines = lines_of(signature_file);
    if (lines.size() != 4 || !lines[0].starts_with(untrusted) || !lines[2].starts_with(trusted_words)) return out;
    auto const first = from_base64(lines[1]), second = from_base64(lines[3]);
    std::size_t const head = prehashed.size() + out.signed_with.size();
    if (first.size() != head + crypto_sign_BYTES || second.size() != crypto_sign_BYTES) return out;
    bool const old = begins_with(first, algorithm);
    if (!old && !begins_with(first, prehashed)) return out;
    std::copy_n(first.begin() + prehashed.size(), out.signed_with.size(), out.signed_with.begin());
    if (old) {
        out.state = signature_state::not_prehashed;
        return out;
    }
    if (out.signed_with != key.number) {
        out.state = signature_state::other_key;
        return out;
    }
    out.state = signature_state::bad;
    auto const digest = digest_of(text);
    std::string_view const comment = lines[2].substr(trusted_words.size());
    auto const commented = with_comment(first.data() + head, comment);
    if (crypto_sign_verify_detached(first.data() + head, digest.data(), digest.size(), key.key.data()) != 0 ||
        crypto_sign_verify_detached(second.data(), commented.data(), commented.size(), key.key.data()) != 0)
        return out;
    out.state = signature_state::good;
    out.trusted = comment;
    return out;
}

}  // namespace a6::checker
