#include "reports/digits.hpp"

#include <algorithm>
#include <cstddef>

namespace a6::reports {

std::string grouped(std::string const& digits) {
    std::size_t const begin = !digits.empty() && digits.front() == '-' ? 1 : 0;
    std::size_t const point = std::min(digits.find('.'), digits.size());
    if (!std::all_of(digits.begin() + static_cast<std::ptrdiff_t>(begin), digits.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == '.'; }))
        return digits;
    std::string out = digits.substr(0, begin);
    for (std::size_t i = begin; i < point; ++i) {
        if (i != begin && (point - i) % 3 == 0) out += ' ';
        out += digits[i];
    }
    return out + digits.substr(point);
}

}  // namespace a6::reports
