// The same as Markdown, Party by Party, in the order of the review report's outline (6/CMA.4, annex III): to be pasted
// into it. What a program cannot know is left to the review team, in words that say so.

#include "reports/account_years.hpp"
#include "reports/digits.hpp"
#include "reports/formats.hpp"
#include "reports/markdown.hpp"
#include "reports/markdown_place.hpp"
#include "reports/question_groups.hpp"
#include "reports/review/markdown_outline.hpp"
#include "reports/tell.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <set>

namespace a6::reports {

namespace {

constexpr std::size_t places_shown = 6;
constexpr std::size_t serials_printed = 12;
constexpr std::size_t findings_shown = 500;  // of one report
// Of the whole document: more than a team answers in one. `--format questionnaire` has all.
constexpr std::size_t questions_printed = 800;
constexpr std::size_t other_files_shown = 50;

// In place of what a program may not show.
std::string hidden() { return "\\" + std::string{confidential_words.substr(0, confidential_words.size() - 1)} + "\\]"; }

// "CHE_2024.xml, line 57: no element is closed (X104); remedy: file the whole document"
std::string failure_line(failure const& f, language const& say) {
    std::string const line =
        say("{}: {} ({})", f.file.empty() ? say("The check did not run to its end") : markdown_place(place_of(f), say),
            markdown(f.message), markdown(f.code));
    return f.help.empty() ? line : line + say("; ") + say("remedy: {}", markdown(f.help));
}

class outline_writer {
public:
    outline_writer(run_report const& report, std::ostream& out) : r_{report}, say{*report.lang}, out_{out} {}

    void write(reviewed_report const& of) {
        of_ = &of;
        bool const initial = of.kind == review_outline::initial_report;
        heading(2, initial ? say("{}: initial report and updated initial report", of.party_words)
                           : say("{}: regular information", of.party_words));
        write_introduction(initial);
        heading(3, say("II. Technical review of the information reported"));
        heading(4,
                initial ? say("A. Consistency with decision 2/CMA.3, annex, paragraphs 18-19")
                        : say("A. Consistency with decision 2/CMA.3, annex, paragraphs 21-23"),
                true);
        write_findings();
        write_requirements();
        write_approaches();
        write_undecided();
        if (!initial) write_figures();
        write_questions();
        heading(4, say("B. Capacity-building needs and areas of improvement"));
        team(say("needs of the Party related to the implementation of Article 6, paragraph 2, and decision 2/CMA.3"));
        heading(4, say("C. Recommendations of previous reviews that are not resolved"));
        write_previous();
        heading(3, say("III. Conclusions and recommendations"));
        write_recommendations();
        heading(3, say("Annex: documents and information received and used during the review"));
        write_documents();
    }

private:
    // `below`: right below another heading.
    void heading(std::size_t level, std::string const& text, bool below = false) {
        out_ << (below ? "" : "\n") << std::string(level, '#') << ' ' << text << "\n\n";
    }
    void team(std::string const& what) { out_ << '*' << say("For the review team: {}.", what) << "*\n"; }

    void write_introduction(bool initial) {
        heading(3, say("Abbreviations and acronyms"), true);
        for (std::string const& line :
             {say("AEF: agreed electronic format"),
              say("CMA: Conference of the Parties serving as the meeting of the "
                  "Parties to the Paris Agreement"),
              say("ITMO: internationally transferred mitigation outcome"),
              say("NDC: nationally determined contribution"), say("OIMP: other international mitigation purposes")})
            out_ << "- " << line << '\n';
        heading(3, say("I. Introduction and summary"));
        heading(4, say("A. Introduction"), true);
        out_ << say("This covers the information that {} submitted, as far as it was given to the program that checked "
                    "it: "
                    "{}.",
                    of_->party_words, say.counted(of_->filings.size(), "{} filing", "{} filings"))
             << "\n\n";
        team(say("mandate and date of the review"));
        heading(4, say("B. Process overview"));
        out_ << say("Checked with {} {}, rulebook {} {}, law as of {}, judged as of {}.", markdown(r_.tool_name),
                    markdown(r_.tool_version), markdown(r_.rulebook_name), markdown(r_.rulebook_version),
                    markdown(r_.law_as_of), markdown(r_.as_of))
             << "\n\n";
        team(say("dates, place, members of the team, exchanges with the Party"));
        heading(4, say("C. Scope of the review"));
        write_failures();
        out_ << say("Rules judge what can be told from the filings; what only a person can judge stands as a question "
                    "below. Undecided is neither an error nor a pass.")
             << '\n';
        heading(4, say("D. Summary"));
        write_summary();
        heading(4, initial
                       ? say("E. Information provided by the Party pursuant to decision 2/CMA.3, annex, chapter IV.A "
                             "(Initial report)")
                       : say("E. Information provided by the Party pursuant to decision 2/CMA.3, annex, chapter IV.C "
                             "(Regular information)"));
        if (!of_->has_outlined_report)
            out_ << say("No annex 4 and no structured summary was given; this rests on the annual information and the "
                        "other filings of the Party.")
                 << "\n\n";
        out_ << "| " << say("File") << " | " << say("Filing") << " | " << say("Mark (4/CMA.6, para 29)")
             << " |\n|---|---|---|\n";
        for (filing_outcome const* f : of_->filings)
            out_ << "| " << markdown(f->file) << " | " << markdown(f->id) << " | "
                 << (f->superseded_by ? say("replaced by {}", markdown(*f->superseded_by)) : mark(f->result)) << " |\n";
    }

    std::string mark(consistency_mark m) const {
        switch (m) {
            case consistency_mark::consistent: return say("Checked, no inconsistencies identified");
            case consistency_mark::inconsistent: return say("Checked, inconsistencies identified");
            case consistency_mark::not_available: return say("Null, information for check not available");
        }
        return {};
    }

    void write_failures() {
        if (r_.failures.empty()) return;
        out_ << "**" << say("Not everything that was given could be checked.") << "**\n\n";
        for (failure const& f : r_.failures) out_ << "- " << failure_line(f, say) << '\n';
        out_ << '\n';
    }

    void write_summary() {
        std::uint64_t errors = 0, warnings = 0, queries = 0, waived = 0;
        for (finding const* f : of_->findings) {
            ++(f->severity == severity::error ? errors : f->severity == severity::warning ? warnings : queries);
            if (f->waived) ++waived;
        }
        out_ << "- " << say.counted(errors, "{} error", "{} errors") << ", "
             << say.counted(warnings, "{} warning", "{} warnings") << ", "
             << say.counted(queries, "{} query", "{} queries") << '\n';
        if (of_->findings_not_listed)
            out_ << "- " << say("these are the ones listed; of some rules more were counted, in these or other filings")
                 << '\n';
        if (waived != 0)
            out_ << "- "
                 << say.counted(waived, "{} of them is set aside by a waiver", "{} of them are set aside by waivers")
                 << '\n';
        check_counts const& sum = of_->sum;
        out_ << "- "
             << say("checks of rows: {}; passed: {}, failed: {}, undecided: {}", sum.matched(), sum.passed, sum.failed,
                    sum.undecided)
             << '\n'
             << "- "
             << say.counted(of_->questions.size(), "{} question for the review team",
                            "{} questions for the review team")
             << '\n';
    }

    void write_findings() {
        heading(5, say("Findings"), true);
        if (of_->findings.empty())
            out_ << (of_->sum.undecided == 0 ? say("Rules found nothing in these filings.")
                                             : say("Rules found nothing in what they could decide; see below."))
                 << '\n';
        std::size_t n = 0;
        for (finding const* f : of_->findings)
            if (++n <= findings_shown) write_finding(*f, n);
        if (n > findings_shown)
            out_ << '\n' << say("Of {} findings the first {} are shown.", n, findings_shown) << '\n';
        write_other_side();
    }

    // Told in the report on the other Party.
    void write_other_side() {
        if (of_->other_side_of.empty()) return;
        heading(5, say("Findings in filings of other Parties that these filings are the other side of"));
        for (finding const* f : of_->other_side_of)
            out_ << "- " << say("{} {}: {}", kind(f->severity), markdown(f->id), markdown(f->message)) << '\n';
    }

    std::string kind(severity s) const {
        return s == severity::error ? say("error") : s == severity::warning ? say("warning") : say("query");
    }

    std::string list(std::vector<std::string> const& all, std::string_view separator) const {
        std::string out;
        for (std::string const& x : all) out += (out.empty() ? "" : std::string{separator}) + markdown(x);
        return out;
    }

    void item(std::string const& text) { out_ << "   - " << text << '\n'; }

    void write_finding(finding const& f, std::size_t n) {
        if (n != 1) out_ << '\n';
        out_ << n << ". **" << kind(f.severity) << ' ' << markdown(f.rule) << "** " << markdown(f.title) << ". "
             << markdown(f.message) << "\n\n";
        for (std::size_t i = 0; i < std::min(f.locations.size(), places_shown); ++i) {
            location const& l = f.locations[i];
            std::string text = markdown_place(l, say);
            if (!l.field.empty()) text += ", " + markdown(l.label.empty() ? l.field : l.label);
            std::string const value = l.confidential                 ? hidden()
                                      : l.value && !l.value->empty() ? markdown(*l.value)
                                      : l.field.empty()              ? std::string()
                                                                     : say("(empty)");
            if (!value.empty()) text = say("{}: {}", text, value);
            item(text);
        }
        if (f.quantity)
            item(say("quantity: {}",
                     f.quantity->confidential
                         ? hidden()
                         : grouped(f.quantity->value) + ' ' +
                               markdown(f.quantity->label.empty() ? f.quantity->unit : f.quantity->label)));
        if (!f.serials.empty()) {
            std::vector<std::string> const first(
                f.serials.begin(),
                f.serials.begin() + static_cast<std::ptrdiff_t>(std::min(f.serials.size(), serials_printed)));
            std::string const text = list(first, ", ");
            item(say("ITMOs: {}", f.serials.size() > serials_printed
                                      ? say("{} and {} more", text, f.serials.size() - serials_printed)
                                      : text));
        }
        for (balance_effect const& b : f.balances)
            item(say("emissions balance: {} {}", markdown(b.party), list(b.years, ", ")));
        if (!f.provisions.empty()) item(say("required by: {}", list(f.provisions, say("; "))));
        if (!f.remedy.empty()) item(say("to mend it: {}", markdown(f.remedy)));
        if (f.since)
            item(say("open since version {}, submitted {}", markdown(f.since->version), markdown(f.since->submitted)));
        if (f.waived) item(markdown(waiver_words(*f.waived, say)));
        if (f.baseline)
            item(*f.baseline == baseline_state::fresh   ? say("new since the baseline")
                 : *f.baseline == baseline_state::worse ? say("worse than in the baseline")
                                                        : say("in the baseline already"));
        item(say("id: {}", markdown(f.id)));
    }

    void count_head(std::string const& first) {
        out_ << "| " << first << " | " << say("Rows checked") << " | " << say("Passed") << " | " << say("Failed")
             << " | " << say("Undecided") << " |\n|---|--:|--:|--:|--:|\n";
    }
    void count_line(std::string const& first, check_counts const& c) {
        out_ << "| " << first << " | " << c.matched() << " | " << c.passed << " | " << c.failed << " | " << c.undecided
             << " |\n";
    }

    void write_requirements() {
        if (of_->by_requirement.empty()) return;
        heading(5, say("Requirements"));
        std::size_t passed = 0, idle = 0;
        bool any = false;
        for (auto const& [requirement, c] : of_->by_requirement) {
            auto const& r = r_.requirements[requirement];
            if (c.failed + c.undecided == 0) {
                ++(c.passed != 0 ? passed : idle);
                continue;
            }
            if (!any) count_head(say("Requirement"));
            any = true;
            count_line(say("{} ({}): {}", markdown(r.id), markdown(r.source), markdown(r.paraphrase)), c);
        }
        if (any) out_ << '\n';
        out_ << say.counted(passed, "{} requirement passed in every row.", "{} requirements passed in every row.")
             << ' ' << say.counted(idle, "{} has no row that it applies to.", "{} have no row that they apply to.")
             << '\n';
    }

    void write_approaches() {
        if (of_->by_approach.empty()) return;
        heading(5, say("Cooperative approaches"));
        count_head(say("Approach"));
        for (auto const& [approach, c] : of_->by_approach) count_line(markdown(approach), c);
    }

    void write_undecided() {
        bool any = false;
        for (undecided const& u : r_.undecided) {
            std::uint64_t const rows = of_->undecided_rows(u);
            if (rows == 0) continue;
            if (!any) heading(5, say("Undecided"));
            any = true;
            out_ << "- "
                 << say.counted(rows, "{1} {2}: {0} row waits for {3}", "{1} {2}: {0} rows wait for {3}",
                                markdown(u.rule), markdown(u.title), list(u.needs, say("; ")))
                 << '\n';
        }
    }

    void write_figures() {
        if (!r_.review) return;
        for (account_table const& t : r_.review->figures.tables)
            for (account_block const& b : t.blocks)
                if (b.party == of_->party && !b.rows.empty() && !says_nothing(b)) write_block(t, b);
    }

    void write_block(account_table const& t, account_block const& b) {
        std::size_t const years = years_told(b);
        heading(5, markdown(t.title));
        for (auto const& key : b.keys) out_ << say("{}: {}", markdown(key.label), markdown(key.value)) << "\n\n";
        out_ << "| " << say("Item") << " |";
        for (std::size_t y = 0; y < years; ++y) out_ << ' ' << markdown(b.rows[y].period) << " |";
        out_ << "\n|---|";
        for (std::size_t y = 0; y < years; ++y) out_ << "--:|";
        out_ << '\n';
        for (std::size_t c = 0; c < t.columns.size(); ++c) {
            if (t.columns[c].serials) continue;
            out_ << "| " << markdown(t.columns[c].label) << " |";
            for (std::size_t y = 0; y < years; ++y) {
                auto const& v = b.rows[y].values[c].value;
                out_ << ' ' << (v ? markdown(figure(*v, say)) : say("n/a")) << " |";
            }
            out_ << '\n';
        }
    }

    void write_questions() {
        if (of_->questions.empty()) return;
        heading(5, say("Questions for the review team"));
        out_ << say("Tick a box when the question is answered, and write the answer behind it. The format "
                    "`questionnaire` "
                    "prints the passages that bear on each question.")
             << '\n';
        std::size_t const room = questions_printed - std::min(questions_printed, questions_);
        questions_ += std::min(room, of_->questions.size());
        for (std::size_t begin = 0, end = 0; begin < std::min(room, of_->questions.size()); begin = end) {
            question const& q = *of_->questions[begin];
            while (end < of_->questions.size() && same_topic(q, *of_->questions[end])) ++end;
            out_ << "\n- **" << markdown(q.requirement) << "** (" << markdown(q.source) << ") " << markdown(q.text)
                 << '\n';
            for (std::size_t i = begin; i < std::min(room, end); ++i) {
                question const& one = *of_->questions[i];
                std::string const whose = one.filing.empty() ? say("the Party") : markdown(one.filing);
                std::string const at =
                    one.approach.empty() ? whose : say("{}, cooperative approach {}", whose, markdown(one.approach));
                out_ << "   - [ ] "
                     << (one.passages.empty() ? say("{}: nothing is said of it", at) : say("{}: answer:", at)) << '\n';
            }
        }
        if (room < of_->questions.size())
            out_ << '\n'
                 << say("Of {} questions the first {} are shown; the format `questionnaire` has all.",
                        of_->questions.size(), room)
                 << '\n';
    }

    void write_previous() {
        bool any = false;
        for (finding const* f : of_->findings) {
            if (!f->since) continue;
            any = true;
            out_ << "- "
                 << say("{}: open since version {}, submitted {}: {}", markdown(f->id), markdown(f->since->version),
                        markdown(f->since->submitted), markdown(f->message))
                 << '\n';
        }
        if (any) out_ << '\n';
        team(say("recommendations of previous reviews, and what became of them"));
    }

    // What findings ask for, each once.
    void write_recommendations() {
        std::set<std::string> said;
        for (finding const* f : of_->findings) {
            if (f->remedy.empty() || f->waived) continue;
            std::string const text = say("{} ({})", markdown(f->remedy), markdown(f->rule));
            if (said.insert(text).second) out_ << "- " << text << '\n';
        }
        if (said.empty()) out_ << say("Rules have nothing to recommend.") << '\n';
        out_ << '\n';
        team(say("conclusions; whether an inconsistency is significant or persistent is for the team to say"));
    }

    void write_documents() {
        out_ << "| " << say("File") << " | " << say("Party") << " | SHA-256 |\n|---|---|---|\n";
        auto const write = [&](filing_outcome const& f) {
            out_ << "| " << markdown(f.file) << " | " << markdown(f.party) << " | " << markdown(f.sha256) << " |\n";
        };
        // The Party's own are all named; of those that they were held against the first.
        for (filing_outcome const& f : r_.filings)
            if (f.party == of_->party) write(f);
        std::size_t others = 0;
        for (filing_outcome const& f : r_.filings)
            if (f.party != of_->party && ++others <= other_files_shown) write(f);
        if (others > other_files_shown)
            out_ << '\n'
                 << say.counted(others - other_files_shown,
                                "{} more filing of another Party was checked together with these.",
                                "{} more filings of other Parties were checked together with these.")
                 << '\n';
    }

    run_report const& r_;
    language const& say;
    std::ostream& out_;
    reviewed_report const* of_ = nullptr;
    std::size_t questions_ = 0;  // in the document so far
};

}  // namespace

void write_review(run_report const& report, write_options const& options, std::ostream& out) {
    language const& say = *report.lang;
    out << "# " << say("Material for the Article 6 technical expert review report") << "\n\n"
        << say("What a program found in the filings given, in the order of the outline of decision 6/CMA.4, annex III. "
               "Sentences in italics are for the review team. A backslash before a mark keeps it from acting as "
               "Markdown.")
        << '\n';
    auto const all = reviewed_reports(report, options.findings_per_rule);
    if (all.empty()) out << '\n' << say("No filing was checked.") << '\n';
    if (all.empty())
        for (failure const& f : report.failures) out << "\n- " << failure_line(f, say) << '\n';
    outline_writer writer{report, out};
    for (reviewed_report const& r : all) writer.write(r);
}

}  // namespace a6::reports
