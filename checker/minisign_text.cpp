#include "checker/minisign_text.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstddef>

namespace a6::checker {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        out.push_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    while (!out.empty() && out.back().empty()) out.pop_back();
    return out;
}

std::string to_base64(std::vector<unsigned char> const& bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();  // the end mark of C
    return out;
}

std::vector<unsigned char> from_base64(std::string_view text) {
    // libsodium 1.0.18 takes some bytes beyond ASCII for `+` and `/`.
    if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return {};
    std::vector<unsigned char> out(text.size() / 4 * 3 + 3);
    std::size_t length = 0;
    char const* end = nullptr;
    if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &length, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size())
        return {};
    out.resize(length);
    return out;
}

}  // namespace a6::checker
