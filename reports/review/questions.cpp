// The questionnaire: what only a person can judge, with the passages that bear on it and room for the answer.

#include "reports/question_groups.hpp"
#include "reports/review/sections.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

constexpr std::size_t characters_shown = 4000;
constexpr std::size_t passages_shown = 12;
constexpr std::size_t question_links = 10;
// More than a team answers in one document; `--format questionnaire` has all.
constexpr std::size_t questions_shown = 800;

class questions_section {
public:
    explicit questions_section(review_page& page) : p_{page}, r_{page.report}, say{page.say}, out_{page.out} {}

    void write() {
        p_.open_section("questions", say("Questions for the reviewer"));
        if (r_.questions.empty()) {
            out_ << "<p>"
                 << html(r_.filings.empty() ? say("Without a filing there is no question.")
                                            : say("There is no question for a reviewer."))
                 << "</p>\n";
        } else {
            write_use();
            for (question_range const part : groups(r_.questions, same_part)) write_part(part);
            if (r_.questions.size() > questions_shown)
                out_ << "<p class=\"rest\">"
                     << html(say("Of {} questions the first {} are shown; the format `questionnaire` has all.",
                                 r_.questions.size(), questions_shown))
                     << "</p>\n";
        }
        write_unasked();
        p_.close_section();
    }

private:
    void write_use() {
        out_ << "<p>"
             << html(say(
                    "What a program cannot judge. Each question concerns one requirement and one filing, or one "
                    "cooperative approach of it; the filing's own words stand above the answer. Answers stay in this "
                    "page until it is closed."))
             << "</p>\n<p class=\"keep\" id=\"keep\" hidden><button type=\"button\" id=\"save\">"
             << html(say("Save a copy with the answers")) << "</button> <output id=\"kept\" role=\"status\" "
             << "aria-live=\"polite\" data-said=\"" << html(say("answers in the copy: {}", "#")) << "\"></output> "
             << html(say("The copy is this document as a file of your own; nothing is sent anywhere."))
             << "</p>\n<noscript><p>"
             << html(say("Answers can be written here and printed. To save them in a copy, the browser must allow this "
                         "document its script."))
             << "</p></noscript>\n";
    }

    std::string part_title(question const& q) const {
        for (part const& p : r_.parts)
            if (p.id == q.part) return p.title;
        return r_.parts.empty() ? say("All requirements") : say("Requirements of no part");
    }

    void write_part(question_range part) {
        if (shown_ >= questions_shown) return;
        out_ << "<h3>" << html(part_title(part.front())) << "</h3>\n";
        for (question_range const topic : groups(part, same_topic)) {
            if (shown_ >= questions_shown) return;
            write_topic(topic);
        }
    }

    void write_topic(question_range topic) {
        question const& q = topic.front();
        out_ << "<details class=\"topic\"><summary><h4><span class=\"rule\">" << html(q.requirement) << "</span> "
             << html(q.text) << "</h4> <span class=\"muted\">"
             << html(say.counted(topic.size(), "{} question", "{} questions")) << "</span></summary>\n<p>"
             << html(q.paraphrase) << " <span class=\"muted\">" << html(q.source) << "</span></p>\n";
        for (question const& one : topic)
            if (shown_ < questions_shown) write_question(one);
        out_ << "</details>\n";
    }

    std::string title_of(question const& q) const {
        auto const* f = p_.filing(q.filing);
        std::string out = p_.party(q.party, f ? f->party_name : std::string{});
        if (std::string const filing = review_page::name(q.filing); !filing.empty())
            out = out.empty() ? filing : html_sentence(say("{}: {}"), out, filing);
        if (!q.file.empty()) out += " <span class=\"muted\">" + review_page::name(q.file) + "</span>";
        if (out.empty()) out = html(say("All filings given"));
        if (!q.approach.empty())
            out += " &middot; " + html_sentence(say("cooperative approach {}"), review_page::name(q.approach));
        return out;
    }

    void write_question(question const& q) {
        std::string const n = std::to_string(++shown_);
        out_ << "<fieldset class=\"question\" data-find id=\"q" << n << "\"><legend>" << title_of(q) << "</legend>\n";
        write_passages(q);
        std::string links;
        std::size_t linked = 0;
        for (std::string const& id : q.findings)
            if (auto const f = p_.number_of(id); f && ++linked <= question_links)
                links += (links.empty() ? "" : ", ") + p_.finding_link(*f);
        if (!links.empty())
            out_ << "<p>" << html_sentence(say("Findings on the same requirement: {}"), links)
                 << (linked > question_links ? ' ' + html(say("and {} more", linked - question_links)) : "")
                 << "</p>\n";
        out_ << "<div class=\"answer\">";
        for (std::string const& choice :
             {say("no inconsistency found"), say("inconsistency found"), say("cannot be told")})
            out_ << "<label class=\"box\"><input type=\"radio\" name=\"q" << n << "\"> " << html(choice) << "</label> ";
        out_ << "\n<label for=\"a" << n << "\">" << html(say("Reason, or what is needed to tell"))
             << "</label><textarea id=\"a" << n << "\" rows=\"3\"></textarea></div>\n</fieldset>\n";
    }

    void write_passages(question const& q) {
        if (q.passages.empty())
            out_ << "<p class=\"muted\">" << html(say("Nothing in the filings given speaks of it.")) << "</p>\n";
        for (std::size_t i = 0; i < std::min(q.passages.size(), passages_shown); ++i) {
            passage const& p = q.passages[i];
            out_ << "<p class=\"source\">" << html(p.at.label.empty() ? p.at.field : p.at.label)
                 << " <span class=\"muted\">" << p_.place(p.at) << "</span></p>\n<blockquote>";
            if (p.at.confidential) {
                out_ << html(confidential_words);
            } else {
                std::string const text = p_.filed(p.text, characters_shown);
                out_ << (text.empty() ? html(say("(empty)")) : text);
            }
            out_ << "</blockquote>\n";
        }
        if (q.passages.size() > passages_shown)
            out_ << "<p class=\"note\">"
                 << html(say.counted(q.passages.size() - passages_shown, "{} more passage is not shown",
                                     "{} more passages are not shown"))
                 << "</p>\n";
    }

    void write_unasked() {
        if (r_.unasked.empty()) return;
        out_ << "<h3>" << html(say("Not asked")) << "</h3>\n<p>"
             << html(say("The report that answers is not among the filings given.")) << "</p>\n<ul>\n";
        for (unasked const& u : r_.unasked) {
            std::string titles;
            for (std::string const& t : u.reports) titles = titles.empty() ? t : say("{} or {}", titles, t);
            out_ << "<li>"
                 << html(say.counted(u.requirements.size(), "{1}, {2}: {0} requirement", "{1}, {2}: {0} requirements",
                                     u.party, titles))
                 << "</li>\n";
        }
        out_ << "</ul>\n";
    }

    review_page& p_;
    run_report const& r_;
    language const& say;
    std::ostream& out_;
    std::size_t shown_ = 0;
};

}  // namespace

void write_questions_section(review_page& page) { questions_section{page}.write(); }

}  // namespace a6::reports
