#include "reports/phrases.hpp"

#include "reports/escape.hpp"
#include "reports/words.hpp"

namespace a6::reports {

std::string joined(std::vector<std::string> const& parts, std::string_view separator) {
    std::string out;
    for (std::string const& part : parts) {
        if (!out.empty()) out += separator;
        out += printable(part);
    }
    return out;
}

std::string clauses(std::vector<std::string> const& parts, language const& say) {
    std::string out;
    for (std::string const& part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += say("; ");
        out += part;
    }
    return out;
}

std::string severity_words(severity s, language const& say) {
    switch (s) {
        case severity::error: return say("error");
        case severity::warning: return say("warning");
        case severity::query: return say("query");
    }
    return {};
}

std::string mark_words(consistency_mark m, language const& say) { return say(official_words(m)); }

std::string status_words(requirement_status s, language const& say) {
    switch (s) {
        case requirement_status::met: return say("met");
        case requirement_status::not_met: return say("not met");
        case requirement_status::not_applicable: return say("not applicable");
        case requirement_status::undecided: return say("undecided");
        case requirement_status::not_available: return say("not available");
        case requirement_status::review: return say("for a reviewer");
        case requirement_status::no_duty: return say("no duty");
    }
    return {};
}

std::string status_count(std::uint64_t count, requirement_status s, language const& say) {
    switch (s) {
        case requirement_status::met: return say.counted(count, "{} met", "{} met");
        case requirement_status::not_met: return say.counted(count, "{} not met", "{} not met");
        case requirement_status::not_applicable: return say.counted(count, "{} not applicable", "{} not applicable");
        case requirement_status::undecided: return say.counted(count, "{} undecided", "{} undecided");
        case requirement_status::not_available: return say.counted(count, "{} not available", "{} not available");
        case requirement_status::review: return say.counted(count, "{} for a reviewer", "{} for a reviewer");
        case requirement_status::no_duty: return say.counted(count, "{} no duty", "{} no duty");
    }
    return {};
}

}  // namespace a6::reports
