#include "checker/fold.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

namespace a6::checker {
namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string collapse(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (char c : text) {
        if (is_blank(c)) {
            if (!out.empty() && out.back() != ' ') out.push_back(' ');
        } else {
            out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

// What the library's own lumping leaves apart, and what its decomposition would turn into a blank.
utf8proc_int32_t unify(utf8proc_int32_t c, void*) {
    switch (c) {
        case 0x00B4:
        case 0x0060:
        case 0x201A:
        case 0x201B:
        case 0x2032:
        case 0x2035:
        case 0xFF07: return '\'';
        case 0x00AB:
        case 0x00BB:
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0x201F:
        case 0x2033:
        case 0x2036: return '"';
        case 0x2028:
        case 0x2029:
        case 0x0085: return ' ';
        default: return c;
    }
}

}  // namespace

std::string fold(std::string_view text) {
    if (is_ascii(text) && text.find('`') == std::string_view::npos) return collapse(text);
    auto const options =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK |
                                       UTF8PROC_CASEFOLD | UTF8PROC_LUMP | UTF8PROC_IGNORE);
    utf8proc_uint8_t* mapped = nullptr;
    utf8proc_ssize_t const size =
        utf8proc_map_custom(reinterpret_cast<utf8proc_uint8_t const*>(text.data()),
                            static_cast<utf8proc_ssize_t>(text.size()), &mapped, options, unify, nullptr);
    if (size < 0) return collapse(text);
    std::string out = collapse({reinterpret_cast<char const*>(mapped), static_cast<std::size_t>(size)});
    std::free(mapped);  // allocated by the library with malloc
    return out;
}

std::string fold_tight(std::string_view text) {
    std::string out = fold(text);
    std::erase_if(out, [](char c) {
        bool const letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        return !letter;
    });
    return out;
}

}  // namespace a6::checker
