#include "reports/words.hpp"

namespace a6::reports {

std::string_view word(severity s) {
    switch (s) {
        case severity::error: return "error";
        case severity::warning: return "warning";
        case severity::query: return "query";
    }
    return {};
}

std::string_view word(finding_class c) {
    switch (c) {
        case finding_class::omission: return "omission";
        case finding_class::mismatch: return "mismatch";
        case finding_class::contradiction: return "contradiction";
        case finding_class::format: return "format";
    }
    return {};
}

std::string_view word(baseline_state s) {
    switch (s) {
        case baseline_state::fresh: return "new";
        case baseline_state::worse: return "worse";
        case baseline_state::unchanged: return "unchanged";
    }
    return {};
}

std::string_view word(gone_because b) {
    switch (b) {
        case gone_because::mended: return "mended";
        case gone_because::filing_not_given: return "filing_not_given";
        case gone_because::undecided: return "undecided";
        case gone_because::not_checked: return "not_checked";
        case gone_because::no_rule: return "no_rule";
    }
    return {};
}

std::string_view word(location_role r) {
    switch (r) {
        case location_role::subject: return "subject";
        case location_role::counterpart: return "counterpart";
        case location_role::evidence: return "evidence";
    }
    return {};
}

std::string_view word(undecided_reason r) {
    switch (r) {
        case undecided_reason::missing_field: return "missing_field";
        case undecided_reason::missing_document: return "missing_document";
        case undecided_reason::inexact: return "inexact";
        case undecided_reason::ambiguous: return "ambiguous";
        case undecided_reason::not_compared: return "not_compared";
        case undecided_reason::blocked: return "blocked";
    }
    return {};
}

std::string_view word(requirement_status s) {
    switch (s) {
        case requirement_status::met: return "met";
        case requirement_status::not_met: return "not_met";
        case requirement_status::not_applicable: return "not_applicable";
        case requirement_status::undecided: return "undecided";
        case requirement_status::not_available: return "not_available";
        case requirement_status::review: return "review";
        case requirement_status::no_duty: return "no_duty";
    }
    return {};
}

std::string_view word(consistency_mark m) {
    switch (m) {
        case consistency_mark::consistent: return "consistent";
        case consistency_mark::inconsistent: return "inconsistent";
        case consistency_mark::not_available: return "not_available";
    }
    return {};
}

char const* official_words(consistency_mark m) {
    switch (m) {
        case consistency_mark::consistent: return for_translation("Checked, no inconsistencies identified");
        case consistency_mark::inconsistent: return for_translation("Checked, inconsistencies identified");
        case consistency_mark::not_available: return for_translation("Null, information for check not available");
    }
    return "";
}

}  // namespace a6::reports
