#include "reports/formats.hpp"
#include "reports/markdown.hpp"
#include "reports/markdown_place.hpp"
#include "reports/phrases.hpp"
#include "reports/question_groups.hpp"
#include "reports/tell.hpp"
#include "reports/wanted.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace a6::reports {

namespace {

// More than two pages of a passage are read in the filing itself.
constexpr std::size_t characters_per_passage = 4000;
constexpr std::size_t lines_per_passage = 80;
// More than anybody reads for one question; the others are counted.
constexpr std::size_t passages_per_question = 40;
constexpr std::size_t findings_per_question = 10;
constexpr std::size_t facts_per_question = 10;

void append_place(std::string& out, std::string const& words) {
    if (words.empty()) return;
    if (!out.empty()) out += ", ";
    out += words;
}

class questionnaire_writer {
public:
    questionnaire_writer(run_report const& report, std::ostream& out) : report_{report}, say_{*report.lang}, out_{out} {
        for (part const& p : report.parts) parts_.emplace(p.id, &p);
        for (filing_outcome const& f : report.filings) filings_.emplace(f.id, &f);
        for (finding const& f : report.findings) findings_.emplace(f.id, &f);
        for (information const& i : report.information) {
            std::set<std::string_view> filings;
            for (location const& l : i.locations) filings.insert(l.filing);
            if (filings.empty()) filings.insert(std::string_view{});
            for (std::string const& requirement : i.requirements)
                for (std::string_view const filing : filings) facts_[{requirement, filing}].push_back(&i);
        }
    }

    void write() {
        out_ << "# " << say_("Questions for a reviewer") << "\n\n"
             << say_("What a program cannot judge in the filings, with the passages that bear on it.") << "\n\n";
        write_checked();
        write_use();
        auto const parts = groups(report_.questions, same_part);
        write_contents(parts);
        write_unasked();
        write_wanted_documents();
        std::size_t number = 0;
        for (question_range const p : parts) write_part(p, ++number);
    }

private:
    void write_heading(std::string_view title) { out_ << "## " << title << "\n\n"; }

    void write_checked() {
        write_heading(say_("What was checked"));
        if (!report_.failures.empty()) {
            out_ << "**" << say_("Not everything could be checked.") << "** " << say_("What follows is incomplete.")
                 << "\n\n";
            for (failure const& f : report_.failures) {
                out_ << "- "
                     << say_("{}: {}", f.file.empty() ? say_("The check did not run to its end") : markdown(f.file),
                             markdown(f.message))
                     << " (" << markdown(f.code) << ")\n";
            }
            out_ << '\n';
        }
        if (report_.filings.empty())
            out_ << say_("No filing was checked.") << "\n\n";
        else
            write_filings();
        out_ << "- "
             << say_("Rulebook: {} {}, law as of {}", markdown(report_.rulebook_name),
                     markdown(report_.rulebook_version), markdown(report_.law_as_of))
             << "\n- " << say_("Judged as of: {}", markdown(report_.as_of))
             << (report_.complete ? ", " + say_("all filings given") : "") << "\n- "
             << say_("Checked with: {} {}", markdown(report_.tool_name), markdown(report_.tool_version)) << "\n- "
             << say_("Found by rules: {}, {}, {}; {}", say_.counted(report_.errors, "{} error", "{} errors"),
                     say_.counted(report_.warnings, "{} warning", "{} warnings"),
                     say_.counted(report_.queries, "{} query", "{} queries"),
                     say_.counted(report_.undecided_rows, "{} row undecided", "{} rows undecided"))
             << "\n\n";
    }

    void write_filings() {
        write_table_head({say_("File"), say_("Filing"), say_("Party"), say_("Mark")});
        for (filing_outcome const& f : report_.filings)
            out_ << "| " << markdown(f.file) << " | " << markdown(f.id) << " | " << party_words(f.party, f.party_name)
                 << " | "
                 << (f.superseded_by ? say_("replaced by {}", markdown(*f.superseded_by)) : mark_words(f.result, say_))
                 << " |\n";
        out_ << '\n';
    }

    void write_table_head(std::vector<std::string> const& titles) {
        for (std::string const& title : titles) out_ << (&title == &titles.front() ? "| " : " | ") << title;
        out_ << " |\n";
        for (std::size_t i = 0; i < titles.size(); ++i) out_ << "|---";
        out_ << "|\n";
    }

    void write_wanted_documents() {
        wanted_list const& list = report_.wanted;
        if (list.all.empty()) return;
        write_heading(say_("What would decide most"));
        write_table_head({say_("Rows decided"), say_("Rows that wait"), say_("ITMOs of those"),
                          say_("Document, or field of a filing")});
        for (std::size_t i = 0; i < std::min(list.all.size(), wanted_lines); ++i) {
            wanted const& w = list.all[i];
            out_ << "| " << w.rows_decided << " | " << w.rows << " | "
                 << (!w.quantity                ? std::string("-")
                     : w.quantity->confidential ? markdown(confidential_words)
                                                : markdown(w.quantity->value))
                 << " | " << markdown(wanted_words(w, say_)) << " |\n";
        }
        out_ << '\n'
             << say_("Each line counts on those above it; a row counts once for each rule that cannot decide it.");
        if (auto const rest = rest_words(list, say_); !rest.empty()) out_ << ' ' << markdown(rest) << '.';
        out_ << "\n\n";
    }

    void write_use() {
        if (report_.questions.empty()) return;
        write_heading(say_("How to use it"));
        out_ << say_(
                    "Each question concerns one requirement and one filing, or one cooperative approach of that "
                    "filing. Read what the filing says, tick one box (`[x]`) and write the reason below it; where it "
                    "cannot be told, write what would be needed to tell.")
             << "\n\n- "
             << say_(
                    "Block quotes are the filing's own words. Nothing is left out of them unless a note says so. A "
                    "backslash before a mark is not part of them; it keeps the mark from acting as Markdown.")
             << "\n- "
             << say_("{}: the Party marked the passage as confidential; it is shown nowhere.",
                     markdown(confidential_words))
             << "\n- "
             << say_(
                    "Findings are what rules found on the same requirement; the text and json reports show them in "
                    "full. They do not answer the question.")
             << "\n- " << say_("Facts are what rules tell without judging.") << "\n\n";
    }

    std::string requirement_count(std::size_t count) const {
        return say_.counted(count, "{} requirement", "{} requirements");
    }
    std::string question_count(std::size_t count) const { return say_.counted(count, "{} question", "{} questions"); }

    void write_contents(std::vector<question_range> const& parts) {
        write_heading(say_("Contents"));
        if (parts.empty()) {
            out_ << (report_.filings.empty() ? say_("Without a filing there is no question.")
                                             : say_("There is no question for a reviewer."))
                 << '\n';
            return;
        }
        std::size_t const silent = static_cast<std::size_t>(std::count_if(
            report_.questions.begin(), report_.questions.end(), [](question const& q) { return q.passages.empty(); }));
        out_ << say_("{} on {}.", question_count(report_.questions.size()),
                     requirement_count(groups(report_.questions, same_topic).size()));
        if (silent != 0)
            out_ << ' '
                 << say_.counted(silent, "To {} question the filings given say nothing.",
                                 "To {} questions the filings given say nothing.");
        out_ << "\n\n";
        std::size_t number = 0;
        for (question_range const p : parts) {
            auto const topics = groups(p, same_topic);
            out_ << ++number << ". "
                 << say_("{}: {}", part_title(p.front()),
                         requirement_count(topics.size()) + ", " + question_count(p.size()))
                 << '\n';
            for (question_range const t : topics) {
                std::string const counted = markdown(t.front().requirement) + ", " + question_count(t.size());
                std::string const& required = t.front().paraphrase;
                out_ << "    - " << (required.empty() ? counted : say_("{}: {}", counted, markdown(required))) << '\n';
            }
        }
    }

    void write_unasked() {
        if (report_.unasked.empty()) return;
        out_ << '\n';
        write_heading(say_("Not asked"));
        out_ << say_("The report that answers is not among the filings given.") << "\n\n";
        for (unasked const& u : report_.unasked) {
            std::string titles;
            for (std::string const& t : u.reports)
                titles = titles.empty() ? markdown(t) : say_("{} or {}", titles, markdown(t));
            out_ << "- " << say_("{}: {}", markdown(u.party) + ", " + titles, requirement_count(u.requirements.size()))
                 << '\n';
        }
    }

    void write_part(question_range part, std::size_t number) {
        out_ << "\n## " << number << ". " << part_title(part.front()) << "\n\n";
        if (auto const found = parts_.find(part.front().part); found != parts_.end() && !found->second->cites.empty()) {
            std::string cites;
            for (std::string const& c : found->second->cites) cites += (cites.empty() ? "" : say_("; ")) + markdown(c);
            out_ << say_("Required by: {}", cites) << "\n\n";
        }
        bool first = true;
        for (question_range const topic : groups(part, same_topic)) {
            if (!first) out_ << '\n';
            first = false;
            write_topic(topic);
        }
    }

    void write_topic(question_range topic) {
        question const& q = topic.front();
        out_ << "### " << markdown(q.requirement) << "\n\n";
        if (!q.source.empty()) out_ << say_("Source: {}", markdown(q.source)) << "\n\n";
        if (!q.paraphrase.empty()) out_ << say_("Required: {}", markdown(q.paraphrase)) << "\n\n";
        out_ << "**" << say_("Question:") << "** " << markdown(q.text) << "\n";
        write_facts(q.requirement, {});
        for (question_range const f : groups(topic, same_filing)) write_filing(f);
    }

    // The questions of one requirement on one filing. What they share is said once.
    void write_filing(question_range of) {
        question const& first = of.front();
        out_ << "\n#### " << filing_title(first) << '\n';
        bool const several = of.size() > 1;
        bool const shared = several && std::all_of(of.begin(), of.end(), [&first](question const& q) {
                                return q.findings == first.findings;
                            });
        if (shared) write_findings(first.findings);
        if (several && !first.filing.empty()) write_facts(first.requirement, first.filing);
        for (question const& q : of) {
            if (!q.approach.empty())
                out_ << "\n##### " << say_("Cooperative approach {}", markdown(q.approach)) << '\n';
            else if (several)
                out_ << "\n##### " << say_("The filing as a whole") << '\n';
            write_passages(q);
            if (!shared) write_findings(q.findings);
            if (!several && !q.filing.empty()) write_facts(q.requirement, q.filing);
            out_ << '\n'
                 << say_("Answer:") << "\n\n- [ ] " << say_("no inconsistency found") << "\n- [ ] "
                 << say_("inconsistency found") << "\n- [ ] " << say_("cannot be told; needs:") << "\n\n"
                 << say_("Reason:") << "\n\n";
        }
    }

    void write_passages(question const& q) {
        if (q.passages.empty()) {
            out_ << '\n' << say_("Nothing in the filings given speaks of it.") << '\n';
            return;
        }
        std::size_t const count = std::min(q.passages.size(), passages_per_question);
        for (std::size_t i = 0; i < count; ++i) write_passage(q.passages[i], i + 1);
        if (count != q.passages.size())
            out_ << '\n'
                 << say_.counted(q.passages.size() - count, "{} more passage is not shown; the json report has all.",
                                 "{} more passages are not shown; the json report has all.")
                 << '\n';
    }

    void write_passage(passage const& p, std::size_t number) {
        std::string const& label = !p.at.label.empty() ? p.at.label : p.at.field;
        out_ << "\n**" << number << ".**" << (label.empty() ? "" : " ") << markdown(label) << " ("
             << markdown_place(p.at, say_) << ")\n\n";
        if (p.at.confidential) {
            out_ << markdown(confidential_words) << '\n';
            return;
        }
        quoted_part const part = write_quotation(p.text, characters_per_passage, lines_per_passage, out_);
        if (part.all == 0) out_ << say_("(empty)") << '\n';
        if (part.shown != part.all)
            out_ << '\n'
                 << say_.counted(part.all - part.shown, "(Cut: {} of {} characters is not shown.)",
                                 "(Cut: {} of {} characters are not shown.)", part.all)
                 << '\n';
    }

    void write_findings(std::vector<std::string> const& ids) {
        if (ids.empty()) return;
        out_ << '\n' << say_("Findings:") << "\n\n";
        std::size_t const count = std::min(ids.size(), findings_per_question);
        for (std::size_t i = 0; i < count; ++i) {
            out_ << "- " << markdown(ids[i]);
            if (auto const found = findings_.find(ids[i]); found != findings_.end()) {
                finding const& f = *found->second;
                out_ << ", " << say_("{}: {}", severity_words(f.severity, say_), markdown(f.message));
                if (f.waived) out_ << " (" << markdown(waiver_words(*f.waived, say_)) << ')';
            }
            out_ << '\n';
        }
        if (count != ids.size()) out_ << "- " << more_words(ids.size() - count) << '\n';
    }

    void write_facts(std::string_view requirement, std::string_view filing) {
        auto const found = facts_.find({requirement, filing});
        if (found == facts_.end()) return;
        out_ << '\n' << say_("Facts:") << "\n\n";
        std::size_t const count = std::min(found->second.size(), facts_per_question);
        for (std::size_t i = 0; i < count; ++i) {
            information const& fact = *found->second[i];
            std::string const at =
                fact.locations.empty() ? std::string() : markdown_place(fact.locations.front(), say_);
            out_ << "- " << markdown(fact.message) << " (" << clauses({markdown(fact.rule), at}, say_) << ")\n";
        }
        if (count != found->second.size()) out_ << "- " << more_words(found->second.size() - count) << '\n';
    }

    std::string more_words(std::size_t count) const { return say_.counted(count, "and {} more", "and {} more"); }

    static std::string party_words(std::string const& code, std::string const& name) {
        std::string out = markdown(code);
        append_place(out, markdown(name));
        return out;
    }

    std::string part_title(question const& q) const {
        if (auto const found = parts_.find(q.part); found != parts_.end()) return markdown(found->second->title);
        return report_.parts.empty() ? say_("All requirements") : say_("Requirements of no part");
    }

    // "CHE, Switzerland: CHE-2025-1.0 (CHE_2025.xml)"
    std::string filing_title(question const& q) const {
        auto const found = filings_.find(q.filing);
        std::string const party = party_words(q.party, found == filings_.end() ? "" : found->second->party_name);
        std::string const filing = markdown(q.filing);
        std::string out = party.empty() || filing.empty() ? party + filing : say_("{}: {}", party, filing);
        if (out.empty() && q.file.empty()) return say_("All filings given");
        if (!q.file.empty()) out += (out.empty() ? "" : " (") + markdown(q.file) + (out.empty() ? "" : ")");
        return out;
    }

    run_report const& report_;
    language const& say_;
    std::ostream& out_;
    std::unordered_map<std::string_view, part const*> parts_;
    std::unordered_map<std::string_view, filing_outcome const*> filings_;
    std::unordered_map<std::string_view, finding const*> findings_;
    // By requirement and filing; no filing: what is told of no place.
    std::map<std::pair<std::string_view, std::string_view>, std::vector<information const*>> facts_;
};

}  // namespace

void write_questionnaire(run_report const& report, write_options const&, std::ostream& out) {
    questionnaire_writer{report, out}.write();
}

}  // namespace a6::reports
