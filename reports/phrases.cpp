#include "reports/phrases.hpp"

#include "reports/escape.hpp"
#include "reports/words.hpp"

namespace a6::reports {

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + ' ' + std::string{count == 1 ? one : many};
}

std::string joined(std::vector<std::string> const& parts, std::string_view separator) {
    std::string out;
    for (std::string const& part : parts) {
        if (!out.empty()) out += separator;
        out += printable(part);
    }
    return out;
}

std::string_view status_words(requirement_status s) {
    switch (s) {
        case requirement_status::not_met: return "not met";
        case requirement_status::not_applicable: return "not applicable";
        case requirement_status::not_available: return "not available";
        case requirement_status::review: return "for a reviewer";
        case requirement_status::no_duty: return "no duty";
        default: return word(s);
    }
}

}  // namespace a6::reports
