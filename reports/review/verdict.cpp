// What the document says first: whether anything was found, what could not be checked, and the mark of each filing.

#include "reports/review/sections.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

constexpr std::size_t reasons_shown = 3;

struct filing_counts {
    std::uint64_t errors = 0, warnings = 0, queries = 0;
};

class verdict_section {
public:
    explicit verdict_section(review_page& page) : p_{page}, r_{page.report}, say{page.say}, out_{page.out} {
        for (finding const& f : r_.findings) {
            if (f.locations.empty()) continue;
            auto& c = counts_[f.locations.front().filing];
            ++(f.severity == severity::error ? c.errors : f.severity == severity::warning ? c.warnings : c.queries);
        }
    }

    void write() {
        p_.open_section("verdict", say("Verdict"));
        out_ << "<p class=\"verdict " << kind() << "\">" << html(sentence()) << "</p>\n";
        write_failures();
        write_numbers();
        write_marks();
        p_.close_section();
    }

private:
    std::uint64_t open_errors() const { return r_.errors - std::min(r_.errors, waived_errors()); }
    std::uint64_t waived_errors() const {
        return static_cast<std::uint64_t>(std::count_if(r_.findings.begin(), r_.findings.end(), [](finding const& f) {
            return f.waived && f.severity == severity::error;
        }));
    }
    bool anything_open() const {
        return r_.undecided_rows != 0 || std::any_of(r_.filings.begin(), r_.filings.end(), [](filing_outcome const& f) {
                   return !f.superseded_by && f.result == consistency_mark::not_available;
               });
    }

    std::string_view kind() const {
        if (!r_.failures.empty() || open_errors() != 0) return "error";
        if (r_.filings.empty() || anything_open() || r_.errors + r_.warnings + r_.queries != 0) return "open";
        return "good";
    }

    std::string sentence() const {
        if (r_.filings.empty()) return say("No filing was checked.");
        if (open_errors() != 0 && !r_.failures.empty())
            return say("Inconsistencies were identified, and not everything that was given could be checked.");
        if (open_errors() != 0) return say("Inconsistencies were identified.");
        if (!r_.failures.empty()) return say("Not everything that was given could be checked.");
        if (r_.errors != 0) return say("Inconsistencies were identified; all of them are set aside by waivers.");
        if (anything_open()) return say("No inconsistency was identified, but not everything could be decided.");
        if (r_.warnings + r_.queries != 0)
            return say("No inconsistency was identified; there are points for a reviewer to weigh.");
        return say("No inconsistency was identified in what rules can check.");
    }

    void write_failures() {
        if (r_.failures.empty()) return;
        out_ << "<div class=\"failures\">\n<h3>" << html(say("What could not be checked")) << "</h3>\n<ul>\n";
        for (failure const& f : r_.failures) {
            std::string at = "<strong>";
            at += f.file.empty() ? html(say("The check did not run to its end")) : html(f.file);
            at += "</strong>";
            if (f.line != 0) at = html_sentence(say("{}, line {}"), at, f.line);
            out_ << "<li>" << html_sentence(say("{}: {}"), at, html(f.message)) << " <span class=\"muted\">("
                 << html(f.code) << ")</span>";
            if (!f.help.empty()) out_ << "<br>" << html(f.help);
            out_ << "</li>\n";
        }
        out_ << "</ul>\n</div>\n";
    }

    void write_number(std::uint64_t count, std::string_view kind, std::string const& what, std::string_view link) {
        out_ << "<li class=\"" << (count == 0 ? "none" : kind) << "\"><a href=\"#" << link << "\"><b>"
             << review_page::digits(count) << "</b> " << html(what) << "</a></li>\n";
    }

    void write_numbers() {
        out_ << "<ul class=\"numbers\">\n";
        write_number(r_.errors, "error", say("Errors"), "findings");
        write_number(r_.warnings, "warning", say("Warnings"), "findings");
        write_number(r_.queries, "query", say("Queries"), "findings");
        write_number(r_.undecided_rows, "open", say("Rows undecided"), "undecided");
        write_number(r_.questions.size(), "open", say("Questions for the reviewer"), "questions");
        out_ << "</ul>\n";
        if (r_.waived != 0)
            out_ << "<p>"
                 << html(say.counted(r_.waived, "{} of these findings is set aside by a waiver; it is shown as such.",
                                     "{} of these findings are set aside by waivers; they are shown as such."))
                 << "</p>\n";
        if (r_.baseline)
            out_ << "<p>"
                 << html(say("Held against {}: {} new, {} worse, {} unchanged, {} gone.", r_.baseline->file,
                             r_.baseline->fresh, r_.baseline->worse, r_.baseline->unchanged, r_.baseline->gone.size()))
                 << (r_.baseline->other_rulebook
                         ? ' ' + html(say("It was made with another rulebook: what is new or gone may be due to that."))
                         : "")
                 << "</p>\n";
    }

    void write_marks() {
        if (r_.filings.empty()) return;
        out_ << "<h3>" << html(say("Marks of the consistency check (4/CMA.6, para 29)")) << "</h3>\n";
        p_.open_scroll(say("Marks of the filings"));
        out_ << "<table class=\"marks\">\n";
        p_.table_head({say("Filing"), say("Mark")}, {say("Errors"), say("Warnings"), say("Queries")});
        for (filing_outcome const& f : r_.filings) write_filing(f);
        out_ << "</tbody>\n</table>";
        p_.close_scroll();
    }

    void write_filing(filing_outcome const& f) {
        auto const& c = counts_[f.id];
        std::string const party = p_.party(f.party, f.party_name);
        out_ << "<tr><th scope=\"row\">" << (party.empty() ? review_page::name(f.id) : party)
             << " <span class=\"muted\">" << review_page::name(f.file) << "</span> <span class=\"muted\">"
             << review_page::name(f.id) << "</span></th><td>";
        if (f.superseded_by) {
            out_ << html(say("replaced by {}; not judged", *f.superseded_by))
                 << "</td><td></td><td></td><td></td></tr>\n";
            return;
        }
        std::string_view const kind = f.result == consistency_mark::consistent     ? "good"
                                      : f.result == consistency_mark::inconsistent ? "error"
                                                                                   : "open";
        out_ << "<span class=\"mark " << kind << "\">" << p_.words(f.result) << "</span>";
        write_reasons(f);
        out_ << "</td>";
        for (std::uint64_t const n : {c.errors, c.warnings, c.queries})
            out_ << "<td class=\"num\">" << count(n) << "</td>";
        out_ << "</tr>\n";
    }

    // Findings that the run has only counted may be in any filing.
    std::string count(std::uint64_t kept) const {
        bool const all = r_.errors + r_.warnings + r_.queries <= r_.findings.size();
        return all ? review_page::digits(kept) : html_sentence(say("at least {}"), review_page::digits(kept));
    }

    void write_note(std::string const& text) { out_ << "<p class=\"note\">" << html(text) << "</p>"; }

    void write_reasons(filing_outcome const& f) {
        if (f.nothing_reported) write_note(say("Nothing is reported: no authorization, action, holding or entity."));
        for (std::size_t i = 0; i < std::min(f.null_because.size(), reasons_shown); ++i)
            write_note(say("Null because {} needs {}", f.null_because[i].rule, f.null_because[i].need));
        if (f.null_because.size() > reasons_shown)
            write_note(say.counted(f.null_because.size() - reasons_shown, "and because of {} more rule",
                                   "and because of {} more rules"));
        for (rule_count const& c : f.not_counted)
            write_note(say.counted(c.errors, "{} error of {} does not count for the mark",
                                   "{} errors of {} do not count for the mark", c.rule));
        for (rule_count const& c : f.other_side_of)
            write_note(say.counted(c.errors, "the other side of {} error of {} in the filing of another Party",
                                   "the other side of {} errors of {} in filings of other Parties", c.rule));
        std::size_t const notes = f.notations.size() + f.remarks.size();
        if (notes == 0) return;
        out_ << "<details><summary>" << html(say.counted(notes, "{} note", "{} notes")) << "</summary>";
        for (std::string const& n : f.notations) write_note(n);
        for (std::string const& n : f.remarks) write_note(say("passed over: {}", n));
        out_ << "</details>";
    }

    review_page& p_;
    run_report const& r_;
    language const& say;
    std::ostream& out_;
    std::map<std::string_view, filing_counts> counts_;
};

}  // namespace

void write_verdict_section(review_page& page) { verdict_section{page}.write(); }

}  // namespace a6::reports
