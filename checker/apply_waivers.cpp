#include "checker/row_judge.hpp"
#include "checker/sha256.hpp"
#include "checker/waivers.hpp"
#include "dsl/decimal.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace a6::checker {

namespace {

class waiving {
public:
    waiving(reports::run_report& report, dsl::rulebook const& book, dsl::date as_of)
        : report_{report}, book_{book}, say_{*report.lang}, as_of_{as_of} {
        for (std::size_t n = 0; n < report.findings.size(); ++n) by_id_.emplace(report.findings[n].id, n);
    }

    void apply(waiver_entry const& entry) {
        auto const found = by_id_.find(entry.id);
        if (entry.expires < as_of_) {
            about(waiver_rules::expired, entry, entry.is.expires);
        } else if (found == by_id_.end()) {
            not_found(entry);
        } else if (auto const& of = report_.findings[found->second].quantity; outgrows(of, entry.is.quantity)) {
            about(waiver_rules::outgrown, entry,
                  of && !of->confidential ? say_("{} {}", of->value, of->label) : say_("a quantity that is not known"));
        } else {
            report_.findings[found->second].waived = entry.is;
            ++report_.waived;
        }
    }

    // Findings about waivers take their place in the order of the report.
    void finish() {
        auto const before = [](reports::finding const& a, reports::finding const& b) {
            return std::tie(a.severity, a.locations.front().file) < std::tie(b.severity, b.locations.front().file);
        };
        for (auto& f : fresh_)
            report_.findings.insert(std::upper_bound(report_.findings.begin(), report_.findings.end(), f, before),
                                    std::move(f));
    }

private:
    // More than the waiver says, or not known to be no more.
    static bool outgrows(std::optional<reports::quantity> const& found, std::string const& most) {
        if (most.empty()) return false;
        auto const is = found && !found->confidential ? dsl::parse_decimal(found->value).value : std::nullopt;
        return !is || *dsl::parse_decimal(most).value < *is;
    }

    void not_found(waiver_entry const& entry) {
        std::string const rule = entry.id.substr(0, entry.id.find('/'));
        auto const outcome = std::find_if(report_.rules.begin(), report_.rules.end(),
                                          [&](reports::rule_outcome const& o) { return o.rule == rule; });
        if (outcome == report_.rules.end())
            about(waiver_rules::unused, entry, say_("the rulebook has no rule {}", rule));
        else if (!report_.failures.empty())
            about(waiver_rules::not_decided, entry, say_("not everything that was given could be checked"));
        else if (outcome->undecided != 0)
            about(waiver_rules::not_decided, entry,
                  say_.counted(outcome->undecided, "{} row is undecided by {}", "{} rows are undecided by {}", rule));
        else
            about(waiver_rules::unused, entry, say_("it was mended, or its filing is not among those given"));
    }

    // The message of the rule with the id of the finding, and why, in its holes.
    void about(std::string_view id, waiver_entry const& entry, std::string const& why) {
        auto const* rule = book_.find_rule(std::string{id});
        if (!rule) {
            report_.failures.push_back({entry.is.file, "E106",
                                        say_("the rulebook has no rule `{}` for what there is to say of a waiver", id),
                                        say_("add a rule `{}` that is found `by reader`", id), entry.is.line, 0, true});
            return;
        }
        reports::finding out;
        // A waiver is the same whatever file it is in.
        out.id = rule->id + '/' + sha256_hex(rule->id + '\x1e' + entry.id).substr(0, 12);
        out.rule = rule->id;
        out.title = rule->title;
        out.severity = severity_of(rule->severity);
        out.classification = class_of(rule->classification);
        out.requirements = rule->implements;
        out.provisions = provisions_of(book_, rule->implements);
        out.remedy = rule->remedy;
        for (auto const& piece : rule->reader_message)
            out.message += piece.literal == "{found}"      ? entry.id
                           : piece.literal == "{expected}" ? why
                           : piece.literal == "{value}"    ? entry.is.owner
                                                           : piece.literal;
        out.locations.push_back(entry.at);
        ++(out.severity == reports::severity::error     ? report_.errors
           : out.severity == reports::severity::warning ? report_.warnings
                                                        : report_.queries);
        for (auto& o : report_.rules)
            if (o.rule == rule->id) {
                ++o.matched;
                ++o.failed;
            }
        fresh_.push_back(std::move(out));
    }

    reports::run_report& report_;
    dsl::rulebook const& book_;
    reports::language const& say_;
    dsl::date as_of_;
    std::unordered_map<std::string, std::size_t> by_id_;
    std::vector<reports::finding> fresh_;
};

}  // namespace

void apply_waivers(reports::run_report& report, dsl::rulebook const& book, waiver_list const& waivers,
                   dsl::date as_of) {
    waiving all{report, book, as_of};
    for (auto const& entry : waivers.entries) all.apply(entry);
    all.finish();
}

}  // namespace a6::checker
