#include "checker/earlier_report.hpp"

#include "checker/file_bytes.hpp"
#include "checker/limits.hpp"
#include "checker/push_new.hpp"
#include "checker/sha256.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

namespace a6::checker {

namespace {

using json = nlohmann::json;

// Takes what it knows out of the stream of a report: one of a gigabyte never stands in memory as a tree.
class report_handler final : public nlohmann::json_sax<json> {
public:
    explicit report_handler(earlier_report& out) : out_{out}, r_{out.report} {}

    std::string format;
    std::size_t error_at = 0;  // number of the byte at which it is no JSON any more
    std::uint64_t findings_listed = 0;
    std::uint64_t not_listed = 0;  // findings
    // What every report has.
    bool whole() const { return has_findings_ && has_filings_ && has_failures_ && has_summary_; }

    bool null() override { return true; }
    bool boolean(bool value) override {
        if (at({"complete"})) r_.complete = value;
        if (at({"findings", "", "quantity", "confidential"})) r_.findings.back().quantity->confidential = value;
        if (at({"seal", "options", "complete"})) r_.sealed->complete = value;
        return true;
    }
    bool number_integer(number_integer_t) override { return true; }
    bool number_float(number_float_t, string_t const&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool number_unsigned(number_unsigned_t value) override {
        if (below("findings")) {
            if (at({"findings", "", "locations", "", "row"})) place_.row = static_cast<std::uint32_t>(value);
            if (at({"findings", "", "locations", "", "line"})) place_.line = static_cast<std::uint32_t>(value);
            if (at({"findings", "", "locations", "", "column"})) place_.column = static_cast<std::uint32_t>(value);
        }
        if (at({"summary", "errors"})) r_.errors = value;
        if (at({"summary", "warnings"})) r_.warnings = value;
        if (at({"summary", "queries"})) r_.queries = value;
        if (at({"summary", "findings_listed"})) findings_listed = value;
        if (at({"not_listed", "", "count"})) cut_.count = value;
        if (at({"seal", "options", "findings_per_rule"})) r_.sealed->findings_per_rule = value;
        return true;
    }

    bool string(string_t& value) override {
        if (below("findings") && !r_.findings.empty()) finding_text(value);
        if (below("filings") && !r_.filings.empty()) filing_text(value);
        if (below("seal") && r_.sealed) seal_text(value);
        if (at({"format"})) format = value;
        if (at({"as_of"})) r_.as_of = value;
        if (at({"tool", "version"})) r_.tool_version = value;
        if (at({"tool", "sha256"})) r_.tool_sha256 = value;
        if (at({"rulebook", "sha256"})) r_.rulebook_sha256 = value;
        if (at({"not_listed", "", "list"})) cut_.list = value;
        if (at({"not_listed", "", "rule"})) cut_.rule = value;
        return true;
    }

    bool key(string_t& name) override {
        path_.back() = name;
        return true;
    }

    bool start_object(std::size_t) override {
        if (at({"findings", ""})) r_.findings.emplace_back();
        if (at({"findings", "", "locations", ""})) place_ = {};
        if (at({"findings", "", "quantity"})) r_.findings.back().quantity.emplace();
        if (at({"filings", ""})) r_.filings.emplace_back();
        if (at({"failures", ""})) ++out_.failures;
        if (at({"not_listed", ""})) cut_ = {};
        if (at({"summary"})) has_summary_ = true;
        if (at({"seal"})) r_.sealed.emplace();
        if (at({"seal", "baseline"})) r_.sealed->baseline.emplace();
        if (at({"seal", "inputs", ""})) r_.inputs.emplace_back();
        if (at({"seal", "waivers", ""})) r_.sealed->waivers.emplace_back();
        if (at({"seal", "rulebook", ""})) r_.sealed->rulebook.emplace_back();
        path_.emplace_back();
        return true;
    }

    bool end_object() override {
        path_.pop_back();
        if (at({"findings", "", "locations", ""})) take_place();
        if (at({"not_listed", ""}) && cut_.list == "findings") {
            push_new(out_.rules_cut, cut_.rule, out_.rules_cut.size() + 1);
            not_listed += cut_.count;
        }
        return true;
    }

    bool start_array(std::size_t) override {
        if (at({"findings"})) has_findings_ = true;
        if (at({"filings"})) has_filings_ = true;
        if (at({"failures"})) has_failures_ = true;
        path_.emplace_back();  // stays empty: elements have no name
        return true;
    }

    bool end_array() override {
        path_.pop_back();
        return true;
    }

    bool parse_error(std::size_t position, std::string const&, json::exception const&) override {
        error_at = position;
        return false;
    }

private:
    // A finding may have hundreds of places; the first tells where it is, the others which filings it concerns.
    void take_place() {
        auto& places = r_.findings.back().locations;
        bool const known = std::any_of(places.begin(), places.end(),
                                       [&](reports::location const& l) { return l.filing == place_.filing; });
        if (!known) places.push_back(std::move(place_));
    }

    void finding_text(std::string& value) {
        reports::finding& f = r_.findings.back();
        if (at({"findings", "", "id"})) f.id = std::move(value);
        if (at({"findings", "", "rule"})) f.rule = std::move(value);
        if (at({"findings", "", "message"})) f.message = std::move(value);
        if (at({"findings", "", "quantity", "value"})) f.quantity->value = std::move(value);
        if (at({"findings", "", "quantity", "unit"})) f.quantity->unit = std::move(value);
        if (at({"findings", "", "severity"}))
            for (auto const s : {reports::severity::error, reports::severity::warning, reports::severity::query})
                if (reports::word(s) == value) f.severity = s;
        if (path_.size() != 5 || path_[2] != "locations") return;
        if (path_[4] == "filing") place_.filing = std::move(value);
        if (path_[4] == "file") place_.file = std::move(value);
        if (path_[4] == "table") place_.table = std::move(value);
        if (path_[4] == "field") place_.field = std::move(value);
        if (path_[4] == "sheet") place_.sheet = std::move(value);
        if (path_[4] == "cell") place_.cell = std::move(value);
    }

    void filing_text(std::string& value) {
        reports::filing_outcome& f = r_.filings.back();
        if (at({"filings", "", "id"})) f.id = std::move(value);
        if (at({"filings", "", "file"})) f.file = std::move(value);
        if (at({"filings", "", "kind", ""})) f.kind.push_back(std::move(value));
        if (at({"filings", "", "party"})) f.party = std::move(value);
        if (at({"filings", "", "reported_year"})) f.reported_year = std::move(value);
    }

    void seal_text(std::string& value) {
        reports::seal& s = *r_.sealed;
        if (at({"seal", "program"})) r_.tool_sha256 = value;
        if (at({"seal", "options", "lang"})) out_.language = value;
        for (bool const file : {true, false}) {
            std::string_view const key = file ? "file" : "sha256";
            auto const take = [&](reports::input_digest& d) { (file ? d.file : d.sha256) = value; };
            if (at({"seal", "baseline", key})) take(*s.baseline);
            if (at({"seal", "inputs", "", key})) take(r_.inputs.back());
            if (at({"seal", "waivers", "", key})) take(s.waivers.back());
            if (at({"seal", "rulebook", "", key})) take(s.rulebook.back());
        }
    }

    bool below(std::string_view name) const { return !path_.empty() && path_.front() == name; }

    // The names that lead to where the stream is; elements of lists have an empty one.
    bool at(std::initializer_list<std::string_view> names) const {
        return path_.size() == names.size() && std::equal(path_.begin(), path_.end(), names.begin());
    }

    struct cut {
        std::string list, rule;
        std::uint64_t count = 0;
    };

    earlier_report& out_;
    reports::run_report& r_;
    std::vector<std::string> path_;
    reports::location place_;
    cut cut_;
    bool has_findings_ = false, has_filings_ = false, has_failures_ = false, has_summary_ = false;
};

// Of a report that lists all that it counts.
bool counts_agree(reports::run_report const& r) {
    std::map<reports::severity, std::uint64_t> listed;
    std::set<std::string_view> ids;
    for (auto const& f : r.findings) {
        ++listed[f.severity];
        if (!ids.insert(f.id).second) return false;
    }
    return listed[reports::severity::error] == r.errors && listed[reports::severity::warning] == r.warnings &&
           listed[reports::severity::query] == r.queries;
}

}  // namespace

earlier_report read_report_text(std::string const& text, std::string const& shown_name, reports::language const& say) {
    earlier_report out;
    out.file = shown_name;
    out.sha256 = sha256_hex(text);
    report_handler handler{out};
    auto const fail = [&](char const* code, std::string message, std::string help) {
        out.errors.push_back({shown_name, code, std::move(message), std::move(help), 0, 0});
    };
    bool const parsed = json::sax_parse(text, &handler);
    bool const named = std::all_of(out.report.findings.begin(), out.report.findings.end(),
                                   [](reports::finding const& f) { return !f.id.empty() && !f.rule.empty(); });
    auto const help = say("give a report that `a6check check --format json=FILE` has written");
    if (!parsed)
        fail("R101", say("this is not JSON: it cannot be read from byte {} on", handler.error_at), help);
    else if (handler.format.empty())
        fail("R102", say("this is not a report of a6check"), help);
    else if (handler.format != "a6check-report/1")
        fail("R102", say("this is `{}`, and not the report of a check", handler.format), help);
    else if (!handler.whole() || !named)
        fail("R103", say("the report is not whole"), help);
    else if (auto const counted = out.report.errors + out.report.warnings + out.report.queries,
             listed = static_cast<std::uint64_t>(out.report.findings.size());
             listed != handler.findings_listed || listed + handler.not_listed > counted)
        fail("R104", say("the report does not agree with itself: findings counted: {}, listed: {}", counted, listed),
             say("make the report again"));
    else if (auto const odd = out.findings_cut = counted - listed; odd == 0 && !counts_agree(out.report))
        fail("R104",
             say("the report does not agree with itself: its findings are not as many errors, warnings and queries as "
                 "it "
                 "counts, or one is listed twice"),
             say("make the report again"));
    return out;
}

earlier_report read_report(std::string const& path, reports::language const& say, bool keep_bytes) {
    std::string text;
    std::string const shown = std::filesystem::path(path).filename().string();
    if (auto error = load_file(path, limits::max_report_bytes, text)) {
        earlier_report out;
        error->file = path;
        out.errors.push_back(std::move(*error));
        return out;
    }
    auto out = read_report_text(text, shown, say);
    if (keep_bytes) out.bytes = std::move(text);
    return out;
}

}  // namespace a6::checker
