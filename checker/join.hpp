#pragma once
// Texts strung together for people.

#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

inline std::string join(std::vector<std::string> const& parts, std::string_view between) {
    std::string out;
    for (auto const& part : parts) {
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

}  // namespace a6::checker
