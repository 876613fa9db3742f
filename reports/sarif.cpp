// SARIF 2.1.0, the exchange format of analysis tools, and the part of it that code scanning on GitHub shows.

#include "reports/escape.hpp"
#include "reports/formats.hpp"
#include "reports/json_writer.hpp"
#include "reports/listed.hpp"
#include "reports/sarif_places.hpp"
#include "reports/sarif_rules.hpp"
#include "reports/tell.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

// GitHub rejects a file with more results in a run, and with more places in a result than a thousand.
constexpr std::size_t results_at_most = 25'000;
constexpr std::size_t related_at_most = 100;

enum class flavour : std::uint8_t { whole, code_scanning };

std::string_view level_of(severity s, flavour f) {
    if (s != severity::query) return word(s);
    return f == flavour::whole ? "none" : "note";
}

// 64 bits of FNV-1a: tells groups of undecided rows apart, and guards nothing.
std::string digest(std::vector<std::string_view> const& parts) {
    std::uint64_t hash = 0xcbf29ce484222325;
    auto const add = [&hash](unsigned char byte) { hash = (hash ^ byte) * 0x100000001b3; };
    for (std::string_view const part : parts) {
        for (char const c : part) add(static_cast<unsigned char>(c));
        add(0);
    }
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash >> shift) & 0xf];
    return out;
}

class sarif_writer {
public:
    sarif_writer(run_report const& report, write_options const& options, flavour kind, std::ostream& out)
        : report_{report},
          options_{options},
          kind_{kind},
          say_{*report.lang},
          rules_{report, kind == flavour::code_scanning},
          places_{report, kind == flavour::code_scanning},
          json_{out},
          open_{options.findings_per_rule},
          told_{options.findings_per_rule},
          gone_first_{options.findings_per_rule} {}

    void write() {
        plan();
        json_.begin_object();
        json_.text("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json_.text("version", "2.1.0");
        json_.begin_list("runs");
        json_.begin_object();
        write_tool();
        write_invocation();
        places_.write_files(json_);
        json_.text("columnKind", "unicodeCodePoints");
        json_.text("language", report_.lang->code());
        write_results();
        write_properties();
        json_.end_object();
        json_.end_list();
        json_.end_object();
    }

private:
    bool whole() const { return kind_ == flavour::whole; }

    // What is shown, before the first byte: what is left out is said ahead of the results.
    void plan() {
        auto all = listed(report_, options_.findings_per_rule);
        not_listed_ = std::move(all.not_listed);
        for (finding const* f : all.list) {
            // GitHub knows of nothing set aside: it would be an alert like any other.
            if (!whole() && f->waived) continue;
            any_waived_ = any_waived_ || f->waived.has_value();
            findings_.push_back(f);
        }
        for (undecided const& u : report_.undecided)
            if (open_.lets_through(u.rule, u.rows)) undecided_.push_back(&u);
        if (whole()) {
            for (information const& i : report_.information)
                if (told_.lets_through(i.rule)) information_.push_back(&i);
            for (not_kept const& n : report_.beyond)
                if (!n.severity) told_.count(n.rule, n.count);
            if (report_.baseline)
                for (gone_finding const& g : report_.baseline->gone)
                    if (gone_first_.lets_through(g.rule)) gone_.push_back(&g);
        } else {
            left_out_ = findings_.size() + undecided_.size();
            std::size_t room = results_at_most - std::min(report_.failures.size(), results_at_most);
            findings_.resize(std::min(findings_.size(), room));
            room -= findings_.size();
            undecided_.resize(std::min(undecided_.size(), room));
            left_out_ -= findings_.size() + undecided_.size();
        }
    }

    void write_tool() {
        json_.begin_object("tool");
        json_.begin_object("driver");
        json_.text("name", report_.tool_name);
        json_.text("version", report_.tool_version);
        rules_.write(json_, say_);
        json_.end_object();
        json_.end_object();
    }

    void write_message(std::string_view key, std::string const& text) {
        json_.begin_object(key);
        json_.text("text", text);
        json_.end_object();
    }

    void write_invocation() {
        json_.begin_list("invocations");
        json_.begin_object();
        json_.boolean("executionSuccessful", report_.failures.empty());
        if (options_.exit_code) {
            json_.number("exitCode", static_cast<std::uint64_t>(*options_.exit_code));
            json_.text("exitCodeDescription", exit_words(*options_.exit_code));
        }
        json_.begin_list("toolExecutionNotifications");
        for (failure const& f : report_.failures) write_failure(f);
        for (rest const& r : not_listed_) write_rest(r.rule, unlisted_words(r.count, say_));
        for (auto const& left : open_.rest()) write_rest(left.first, unlisted_open_words(left.second, say_));
        for (auto const& left : gone_first_.rest()) write_rest(left.first, unlisted_gone_words(left.second, say_));
        for (auto const& left : told_.rest())
            write_rest(left.first, say_.counted(left.second.things, "{} more of this rule", "{} more of this rule"));
        if (left_out_ != 0)
            write_notification("warning", say_.counted(left_out_, "{} result is left out: code scanning takes no more",
                                                       "{} results are left out: code scanning takes no more"));
        json_.end_list();
        json_.end_object();
        json_.end_list();
    }

    std::string exit_words(int code) const {
        switch (code) {
            case 0: return say_("nothing at or above the threshold");
            case 1: return say_("findings at or above the threshold");
            case 3: return say_("something is undecided");
            default: return say_("the check could not be carried out as asked");
        }
    }

    void write_failure(failure const& f) {
        json_.begin_object();
        json_.text("level", "error");
        write_message("message", sarif_text(printable(f.message) + failure_details(f, say_)));
        json_.begin_object("descriptor");
        json_.text("id", printable(f.code));
        json_.end_object();
        if (!f.file.empty()) places_.write_first(json_, place_of(f));
        json_.end_object();
    }

    void write_failed_file(failure const& f) {
        begin_result(f.code, "fail", "error");
        write_message("message", sarif_text(printable(f.message) + failure_details(f, say_)));
        places_.write_first(json_, place_of(f));
        write_fingerprint(f.code + '/' + digest({f.file, f.message}));
        end_result({}, {});
    }

    void write_rest(std::string_view rule, std::string const& text) {
        json_.begin_object();
        json_.text("level", "warning");
        write_message("message", sarif_text(say_("{}: {}", printable(rule), text)));
        json_.begin_object("associatedRule");
        json_.text("id", rule);
        json_.number("index", rules_.index_of(rule));
        json_.end_object();
        json_.end_object();
    }

    void write_notification(std::string_view level, std::string const& text) {
        json_.begin_object();
        json_.text("level", level);
        write_message("message", sarif_text(text));
        json_.end_object();
    }

    void write_results() {
        json_.begin_list("results");
        // GitHub reads no notification: the alerts of a file that cannot be read would be closed as if they were
        // mended.
        if (!whole())
            for (failure const& f : report_.failures) write_failed_file(f);
        for (finding const* f : findings_) write_finding(*f);
        for (undecided const* u : undecided_) write_undecided(*u);
        for (gone_finding const* g : gone_) write_gone(*g);
        for (information const* i : information_) write_information(*i);
        json_.end_list();
    }

    // GitHub reads no kind: what is no fault is at most a note there.
    void begin_result(std::string_view rule, std::string_view kind, std::string_view level) {
        json_.begin_object();
        rules_.write_reference(json_, rule);
        if (whole()) json_.text("kind", kind);
        json_.text("level", level);
    }

    // A suppression says that there is one; where results have any, all say whether they have.
    void end_result(std::optional<waiver> const& waived, std::string_view baseline) {
        if (whole() && !baseline.empty()) json_.text("baselineState", baseline);
        if (any_waived_) {
            json_.begin_list("suppressions");
            if (waived) write_waiver(*waived);
            json_.end_list();
        }
        json_.end_object();
    }

    // Without a status it is an accepted one; drafts and the final text of the standard name that property differently.
    void write_waiver(waiver const& w) {
        location at;
        at.file = w.file;
        at.line = w.line;
        json_.begin_object();
        json_.text("kind", "external");
        json_.text("justification", printable(w.reason));
        json_.begin_object("properties");
        json_.text("owner", printable(w.owner));
        json_.text("expires", printable(w.expires));
        json_.end_object();
        if (!w.file.empty()) places_.write_single(json_, at);
        json_.end_object();
    }

    // The places that a person follows stand in the text as links.
    std::string text_of(finding const& f, std::size_t related) const {
        std::string out = sarif_text(printable(f.message));
        if (!f.locations.empty() && !f.locations.front().sheet.empty())
            out += " (" + sarif_text(cell_place(f.locations.front())) + ')';
        for (std::size_t i = 1; i <= related; ++i) {
            location const& l = f.locations[i];
            if (l.role == location_role::subject) continue;
            std::string const link =
                '[' + sarif_text(file_place(l) + ", " + place_inside(l, say_)) + "](" + std::to_string(i) + ')';
            out += '\n' + say_("{}: {}", role_words(l.role, say_), link);
        }
        if (f.quantity) out += '\n' + sarif_text(say_("quantity: {}", quantity_words(*f.quantity)));
        if (!f.remedy.empty()) out += '\n' + sarif_text(say_("remedy: {}", printable(f.remedy)));
        return out;
    }

    static std::size_t related(std::vector<location> const& all) {
        return all.empty() ? 0 : std::min(all.size() - 1, related_at_most);
    }
    static location first(std::vector<location> const& all) { return all.empty() ? location{} : all.front(); }

    void write_fingerprint(std::string const& id) {
        json_.begin_object("partialFingerprints");
        json_.text("findingId/v1", id);
        // The only one that GitHub reads; what stands on a line says nothing of which finding it is.
        if (!whole()) json_.text("primaryLocationLineHash", id);
        json_.end_object();
    }

    void write_finding(finding const& f) {
        std::size_t const others = related(f.locations);
        begin_result(f.rule, f.severity == severity::query ? "review" : "fail", level_of(f.severity, kind_));
        write_message("message", text_of(f, others));
        places_.write_first(json_, first(f.locations));
        places_.write_related(json_, f.locations, others);
        write_fingerprint(f.id);
        json_.begin_object("properties");
        json_.text("class", word(f.classification));
        json_.text("scope", f.cross_party ? "cross_party" : "single_party");
        json_.boolean("balanceImpact", f.balance_impact);
        write_place_names(first(f.locations));
        write_quantity(f.quantity);
        json_.end_object();
        end_result(f.waived, !f.baseline                            ? std::string_view{}
                             : *f.baseline == baseline_state::worse ? "updated"
                                                                    : word(*f.baseline));
    }

    void write_place_names(location const& l) {
        auto const text = [this](std::string_view key, std::string const& value) {
            if (!value.empty()) json_.text(key, value);
        };
        text("filing", l.filing);
        text("party", l.party);
        text("table", l.table);
        if (l.row != 0) json_.number("row", l.row);
        text("field", l.field);
    }

    void write_quantity(std::optional<quantity> const& q) {
        if (!q) return;
        json_.begin_object("quantity");
        if (q->confidential)
            json_.null("value");
        else
            json_.text("value", q->value);
        json_.text("unit", q->unit);
        json_.end_object();
    }

    void write_undecided(undecided const& u) {
        std::size_t const others = related(u.locations);
        begin_result(u.rule, "open", whole() ? "none" : "note");
        write_message("message", sarif_text(say_("undecided: {}", undecided_words(u, say_))));
        places_.write_first(json_, first(u.locations));
        places_.write_related(json_, u.locations, others);
        std::vector<std::string_view> parts{u.rule, word(u.reason)};
        parts.insert(parts.end(), u.needs.begin(), u.needs.end());
        write_fingerprint(u.rule + "/undecided/" + digest(parts));
        json_.begin_object("properties");
        json_.text("reason", word(u.reason));
        json_.number("rows", u.rows);
        write_quantity(u.quantity);
        json_.end_object();
        end_result({}, {});
    }

    void write_gone(gone_finding const& g) {
        location at;
        at.file = g.file;
        bool const query = g.severity == severity::query;
        begin_result(g.rule, query ? "review" : "fail", level_of(g.severity, kind_));
        write_message("message", sarif_text(gone_words(g, say_)));
        places_.write_first(json_, at);
        write_fingerprint(g.id);
        end_result({}, "absent");
    }

    void write_information(information const& i) {
        std::size_t const others = related(i.locations);
        begin_result(i.rule, "informational", "none");
        write_message("message", sarif_text(printable(i.message)));
        places_.write_first(json_, first(i.locations));
        places_.write_related(json_, i.locations, others);
        end_result({}, {});
    }

    void write_properties() {
        json_.begin_object("properties");
        json_.begin_object("rulebook");
        json_.text("name", report_.rulebook_name);
        json_.text("version", report_.rulebook_version);
        json_.text("lawAsOf", report_.law_as_of);
        json_.text("sha256", report_.rulebook_sha256);
        json_.end_object();
        json_.text("asOf", report_.as_of);
        json_.boolean("complete", report_.complete);
        json_.text("summary", summary_words(report_));
        json_.end_object();
    }

    run_report const& report_;
    write_options const& options_;
    flavour kind_;
    language const& say_;
    sarif_rules rules_;
    sarif_places places_;
    json_writer json_;
    std::vector<finding const*> findings_;
    std::vector<rest> not_listed_;
    std::vector<undecided const*> undecided_;
    first_of_rule open_, told_, gone_first_;
    std::vector<gone_finding const*> gone_;
    std::vector<information const*> information_;
    std::size_t left_out_ = 0;
    bool any_waived_ = false;
};

}  // namespace

void write_sarif(run_report const& report, write_options const& options, std::ostream& out) {
    sarif_writer{report, options, flavour::whole, out}.write();
}

void write_code_scanning(run_report const& report, write_options const& options, std::ostream& out) {
    sarif_writer{report, options, flavour::code_scanning, out}.write();
}

}  // namespace a6::reports
