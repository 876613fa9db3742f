// Schematron Validation Report Language (ISO/IEC 19757-3), for tool chains that read what Schematron found.

#include "reports/by_filing.hpp"
#include "reports/escape.hpp"
#include "reports/formats.hpp"
#include "reports/tell.hpp"
#include "reports/uri.hpp"
#include "reports/words.hpp"
#include "reports/xml_paths.hpp"
#include "reports/xml_writer.hpp"

#include <unordered_map>

namespace a6::reports {

namespace {

constexpr std::string_view prefix = "f";

// Ids of SVRL are names of XML, as ids of rules are; whatever else comes here is made one.
std::string xml_name(std::string_view id) {
    auto const letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
    auto const other = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-'; };
    std::string out;
    for (char const c : id) out += letter(c) || other(c) ? c : '_';
    return out.empty() || !letter(out.front()) ? '_' + out : out;
}

class svrl_writer {
public:
    svrl_writer(run_report const& report, write_options const& options, std::ostream& out)
        : report_{report},
          options_{options},
          say_{*report.lang},
          paths_{report.xml, std::string{prefix} + ':'},
          xml_{out} {
        for (rule_outcome const& r : report.rules) outcomes_.emplace(r.rule, &r);
    }

    void write() {
        xml_.begin("svrl:schematron-output");
        xml_.attribute("xmlns:svrl", "http://purl.oclc.org/dsdl/svrl");
        xml_.attribute("title", say_("{} {}, checked with {} {} as of {}", report_.rulebook_name,
                                     report_.rulebook_version, report_.tool_name, report_.tool_version, report_.as_of));
        xml_.attribute("schemaVersion", report_.rulebook_version);
        xml_.element("svrl:text", summary_words(report_));
        xml_.begin("svrl:ns-prefix-in-attribute-values");
        xml_.attribute("prefix", prefix);
        xml_.attribute("uri", report_.xml.space);
        xml_.end();
        write_failures();
        auto const results = by_filing(report_, options_.findings_per_rule);
        for (filing_results const& f : results.filings) write_filing(f);
        for (rule_result const& r : results.elsewhere) write_rule(r, {});
        for (rule_outcome const* r : results.passed) begin_rule(r->rule, r->title, {});
        xml_.end();
    }

private:
    // Programs read role and flag; most count every failed assertion, whatever its role.
    void write_message(bool failed, std::string_view id, std::string const& location, std::string_view norm,
                       std::string_view role, std::string const& text) {
        xml_.begin(failed ? "svrl:failed-assert" : "svrl:successful-report");
        xml_.attribute("id", xml_name(id));
        xml_.attribute("location", location);
        xml_.attribute("test", norm.empty() ? id : norm);
        xml_.attribute("role", role);
        xml_.attribute("flag", role);
        xml_.element("svrl:text", text);
        xml_.end();
    }

    void begin_pattern(std::string_view id, std::string_view name, std::string_view file) {
        xml_.begin("svrl:active-pattern");
        if (!id.empty()) xml_.attribute("id", xml_name(id));
        if (!file.empty()) xml_.attribute("documents", file_uri(file));
        if (!name.empty()) xml_.attribute("name", name);
        xml_.end();
    }

    void begin_fired(std::string const& context) {
        xml_.begin("svrl:fired-rule");
        xml_.attribute("context", context);
        xml_.end();
    }

    // What could not be read is no valid document.
    void write_failures() {
        if (report_.failures.empty() && !report_.filings.empty()) return;
        begin_pattern({}, say_("what could not be checked"), {});
        begin_fired("/");
        for (failure const& f : report_.failures) {
            std::string const place = file_place(place_of(f));
            std::string const message = printable(f.message);
            write_message(true, f.code, "/", say_("what is given can be checked"), "fatal",
                          (place.empty() ? message : say_("{}: {}", place, message)) + failure_details(f, say_));
        }
        if (report_.failures.empty())
            write_message(true, "filings", "/", say_("what is given can be checked"), "fatal",
                          say_("no filing was checked"));
    }

    void write_filing(filing_results const& results) {
        filing_outcome const& f = *results.filing;
        begin_pattern({}, f.id, f.file);
        begin_fired(paths_.filing());
        if (f.superseded_by || f.result != consistency_mark::consistent) {
            std::string text =
                f.superseded_by ? say_("replaced by {}", printable(*f.superseded_by)) : say_(official_words(f.result));
            for (open_reason const& r : f.null_because)
                text += '\n' + say_("{}: {}", printable(r.rule), printable(r.need));
            write_message(false, "mark", paths_.filing(), say_("mark of the filing"), "info", text);
        }
        for (rule_result const& r : results.rules) write_rule(r, f.file);
    }

    void begin_rule(std::string_view rule, std::string_view title, std::string_view file) {
        begin_pattern(rule, title, file);
        std::string context;
        if (auto const found = outcomes_.find(rule); found != outcomes_.end())
            for (std::string const& table : found->second->tables) {
                std::string const rows = paths_.rows_of(table);
                if (context.find(rows) == std::string::npos) context += (context.empty() ? "" : " | ") + rows;
            }
        begin_fired(context.empty() ? paths_.filing() : context);
    }

    void write_rule(rule_result const& r, std::string_view file) {
        begin_rule(r.rule, r.title, file);
        for (finding const* f : r.findings) write_finding(*f);
        for (rest const& left : r.not_listed)
            write_message(left.severity != severity::query, r.rule, paths_.filing(), r.title, role_of(left.severity),
                          unlisted_words(left.count, say_));
        for (open_group const& o : r.open)
            write_message(false, r.rule, o.at ? paths_.of(*o.at) : paths_.filing(), r.title, "info",
                          say_("undecided: {}", undecided_words(*o.group, say_)));
        if (r.open_rows_unlisted != 0)
            write_message(false, r.rule, paths_.filing(), r.title, "info",
                          say_.counted(r.open_rows_unlisted, "{} row undecided", "{} rows undecided"));
    }

    static std::string_view role_of(severity s) { return s == severity::query ? "info" : word(s); }

    void write_finding(finding const& f) {
        bool const failed = !f.waived && f.severity != severity::query;
        write_message(failed, f.rule, f.locations.empty() ? paths_.filing() : paths_.of(f.locations.front()), f.title,
                      f.waived ? "info" : role_of(f.severity), finding_words(f, say_) + finding_details(f, say_));
    }

    run_report const& report_;
    write_options const& options_;
    language const& say_;
    xml_paths paths_;
    xml_writer xml_;
    std::unordered_map<std::string_view, rule_outcome const*> outcomes_;
};

}  // namespace

void write_svrl(run_report const& report, write_options const& options, std::ostream& out) {
    svrl_writer{report, options, out}.write();
}

}  // namespace a6::reports
