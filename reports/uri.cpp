#include "reports/uri.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

bool leads_out(std::string_view name) {
    if (name.starts_with('/')) return true;
    for (std::size_t begin = 0; begin <= name.size();) {
        std::size_t const end = std::min(name.find('/', begin), name.size());
        if (name.substr(begin, end - begin) == "..") return true;
        begin = end + 1;
    }
    return false;
}

// What a path segment may hold as it is (RFC 3986), but for the colon: the first segment would read as a scheme.
bool stays(char c) {
    bool const letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    bool const digit = c >= '0' && c <= '9';
    return letter || digit || std::string_view{"-._~!$&'()*+,;=@/"}.find(c) != std::string_view::npos;
}

}  // namespace

std::string file_uri(std::string_view shown_name) {
    if (leads_out(shown_name)) shown_name.remove_prefix(shown_name.rfind('/') + 1);
    if (shown_name.empty() || shown_name == "..") return ".";
    std::string out;
    for (char const c : shown_name) {
        if (stays(c)) {
            out += c;
            continue;
        }
        auto const byte = static_cast<unsigned char>(c);
        out += '%';
        out += "0123456789ABCDEF"[byte >> 4];
        out += "0123456789ABCDEF"[byte & 0xf];
    }
    return out;
}

}  // namespace a6::reports
