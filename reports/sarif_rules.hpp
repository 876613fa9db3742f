#pragma once
// The rules of a run as SARIF tells them: with what they require, where that is written, and help.

#include "reports/json_writer.hpp"
#include "reports/run_report.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace a6::reports {

// A text as SARIF shows it: printable, and no bracket in it makes a link.
std::string sarif_text(std::string_view text);

// Every rule that a report speaks of, those that were judged first. `with_failures`: also the codes of failures, for
// those who read results only.
class sarif_rules {
public:
    sarif_rules(run_report const& report, bool with_failures);
    sarif_rules(sarif_rules const&) = delete;
    sarif_rules& operator=(sarif_rules const&) = delete;

    // INVARIANT: the report speaks of it.
    std::size_t index_of(std::string_view rule) const { return index_.at(rule); }
    // "ruleId" and "ruleIndex".
    void write_reference(json_writer& json, std::string_view rule) const;
    // "rules": one reportingDescriptor each.
    void write(json_writer& json, language const& say) const;

private:
    rule_outcome* add(std::string_view rule, std::string_view title, severity s);

    std::vector<rule_outcome> rules_;
    std::unordered_map<std::string, std::size_t> names_;
    std::unordered_map<std::string_view, std::size_t> index_;
};

}  // namespace a6::reports
