#include "reports/accounts.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace a6::reports {

std::vector<part_account> accounts(run_report const& report) {
    std::vector<part_account> out(report.parts.size() + 1);
    std::unordered_map<std::string_view, std::size_t> parts;
    for (std::size_t i = 0; i < report.parts.size(); ++i) {
        out[i].part = &report.parts[i];
        parts.emplace(report.parts[i].id, i);
    }
    std::unordered_map<std::string_view, std::size_t> of_requirement;
    for (requirement_outcome const& r : report.requirements) {
        auto const found = parts.find(r.part);
        std::size_t const i = found == parts.end() ? report.parts.size() : found->second;
        out[i].requirements.push_back(&r);
        ++out[i].by_status[static_cast<std::size_t>(r.status)];
        of_requirement.emplace(r.id, i);
    }
    auto const add = [&](std::vector<std::string> const& requirements, severity s, std::uint64_t count) {
        std::vector<std::size_t> served;
        for (std::string const& id : requirements) {
            auto const found = of_requirement.find(id);
            if (found == of_requirement.end()) continue;
            if (std::find(served.begin(), served.end(), found->second) != served.end()) continue;
            served.push_back(found->second);
            part_account& a = out[found->second];
            (s == severity::error ? a.errors : s == severity::warning ? a.warnings : a.queries) += count;
        }
    };
    for (finding const& f : report.findings) add(f.requirements, f.severity, 1);
    for (not_kept const& n : report.beyond)
        if (n.severity) add(n.requirements, *n.severity, n.count);
    if (out.back().requirements.empty()) out.pop_back();
    return out;
}

}  // namespace a6::reports
